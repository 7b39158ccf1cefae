"""Which files a sealed year has: its own addresses, its sources, and nothing else.

Which addresses a year may have is handed in; `year.json` says which groups, rows and papers there
are; the rest follows from that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.archive import faults as words
from generator.archive.bag import README, SITE, SOURCE, YEAR
from generator.archive.facts import ClosedYear
from generator.archive.faults import SealFault
from generator.archive.shapes import Shapes
from generator.archive.zipped import SealedFile
from generator.machine.artifact import ASSETS
from generator.machine.layout import (
    AMENDMENTS,
    ANNOUNCED,
    ORGANIZATION,
    OUTLINE,
    OVERLAP,
    PLAN,
    PRIVACY,
    PROGRESS,
    PROJECTS,
    WITHDRAWN,
    YEAR_PATTERN,
    of_year,
)
from generator.plan.uploads import ENDINGS

# What stands around the year's folder is none of these: pages that name all years, and those
# written by hand.
_OTHERS = re.compile(
    rf"(?:{YEAR_PATTERN}|sealed)(?:/.*|\.html)|{ASSETS}/.*", re.ASCII | re.IGNORECASE
)
# Of what the summary does not tell one by one: parts of a large table, reduced photographs, lists
# of what an assessor misses, tables of open data.
_BY_SHAPE = ("tables", "photographs", "lacking", "open_tables", "more_open_tables")
_TABLE = rf"(?:{PROJECTS}|{PROGRESS})\.(?:csv|xlsx)"
_YAML = "|".join(map(re.escape, (PLAN, OVERLAP, WITHDRAWN, PRIVACY)))
_SOURCES = re.compile(
    rf"(?:{_YAML}|{_TABLE}|{ANNOUNCED}/[0-9a-z-]{{1,40}}\.csv"
    rf"|{AMENDMENTS}/(?P<amendment>\d{{1,3}})/(?:{re.escape(PLAN)}|{_TABLE}))"
)


def shape_faults(archive: SealedFile, closed: ClosedYear, shapes: Shapes) -> Iterator[SealFault]:
    """Yield every file that the payload has too many or too few."""
    label, names = archive.top, frozenset(archive.names)
    payload = {name for name in names if name.startswith("data/")}
    site = {name.removeprefix(SITE) for name in payload if name.startswith(SITE)}
    own = {name.removeprefix(f"{label}/") for name in site if name.startswith(f"{label}/")}
    source = {name.removeprefix(SOURCE) for name in payload if name.startswith(SOURCE)}
    below = {name.removeprefix(f"{of_year(label)}/") for name in source}
    wanted, allowed = _year_files(closed, _amendments(below), shapes)
    allowed |= {name for name in own if _is_by_shape(name, shapes)}

    def each(folder: str, found: set[str], reason: str) -> Iterator[SealFault]:
        return (SealFault(f"{label}/{folder}{name}", reason) for name in sorted(found))

    other = {one for one in payload if not one.startswith((SITE, SOURCE))}
    yield from each("", other - {README, YEAR}, words.NOT_OF_THE_YEAR)
    yield from each("", {README, YEAR} - other, words.LACKING)
    yield from each(f"{SITE}{label}/", wanted - own, words.LACKING)
    yield from each(f"{SITE}{label}/", own - wanted - allowed, words.NOT_OF_THE_YEAR)
    around = {one for one in site if not one.startswith((f"{label}/", f"{closed.assets}/"))}
    yield from each(
        SITE, {one for one in around if not _is_around(one, shapes)}, words.NOT_OF_THE_YEAR
    )
    yield from each(SITE, {shapes.home} - around, words.LACKING)
    known = {of_year(label, one) for one in below if _SOURCES.fullmatch(one)}
    yield from each(SOURCE, source - known - {ORGANIZATION, OUTLINE}, words.NOT_OF_THE_YEAR)
    yield from each(SOURCE, {ORGANIZATION, of_year(label, PLAN)} - source, words.LACKING)


def _year_files(
    closed: ClosedYear, amendments: frozenset[int], shapes: Shapes
) -> tuple[set[str], set[str]]:
    """Return the files that the year must have, and those that it may have besides."""
    papers = {one for one in closed.papers if one.rpartition(".")[2].lower() in ENDINGS}
    # The page that the summary names for a group, wherever the table has it.
    wanted = papers | {group.path for group in closed.groups if group.path}
    allowed: set[str] = set()
    for file in shapes.files:
        paths = file.paths(_each(file.each, closed, amendments))
        (wanted if file.must else allowed).update(paths)
    return wanted, allowed


def _each(kind: str, closed: ClosedYear, amendments: frozenset[int]) -> Iterable[object]:
    """Return what the year has of a kind that there is one file of each for."""
    known: dict[str, Iterable[object]] = {
        "rows": (entry.id for entry in closed.entries),
        "amendments": amendments,
        "earlier": {0, *amendments} if amendments else (),
        "halves": ("six-months", "year"),
    }
    groups = (group.slug for group in closed.groups if group.kind == kind and group.path)
    return known.get(kind, groups)


def _is_by_shape(name: str, shapes: Shapes) -> bool:
    """Whether a file is one of those of which only their maker knows how many a year has."""
    return any(file.each in _BY_SHAPE and file.is_at(name) for file in shapes.files)


def _amendments(below: set[str]) -> frozenset[int]:
    found = (_SOURCES.fullmatch(name) for name in below)
    return frozenset(int(one["amendment"]) for one in found if one and one["amendment"])


def _is_around(name: str, shapes: Shapes) -> bool:
    """Whether a file may stand beside the year's folder: a page, or what such a page shows."""
    if _OTHERS.fullmatch(name):
        return False
    ending = name.rpartition(".")[2]
    return shapes.has_around(name) or ending == "html" or ending.lower() in ENDINGS
