"""What is certainly damaged in the files of a portal's open years, and these files mended."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.machine.layout import (
    AMENDMENTS,
    ORGANIZATION,
    OVERLAP,
    OVERLAP_TABLE,
    PLAN,
    PROGRESS,
    PROJECTS,
    pattern_of,
)
from generator.plan.mend.fix_bytes import Span, changed, coded, spans
from generator.plan.mend.fix_known import has_record, known_tables
from generator.plan.mend.fix_strings import StringCell, strings_of
from generator.plan.mend.fix_table import Known, Mend, TableCell, cell_mends
from generator.plan.mend.fix_yaml import same_tree, text_mends
from generator.plan.model import Portal
from generator.plan.read.xlsx_file import read_xlsx
from generator.problems import Place, Report

_TABLES = pattern_of(
    rf"(?:(?:{AMENDMENTS}/[0-9]+/)?(?:{PROJECTS}|{PROGRESS})|{OVERLAP_TABLE})\.(?P<kind>csv|xlsx)"
)
# Not withdrawn.yml and privacy.yml: what these say equals what stands elsewhere, sign by sign.
_TEXTS = pattern_of(rf"(?:(?:{AMENDMENTS}/[0-9]+/)?{re.escape(PLAN)}|{re.escape(OVERLAP)})")


@dataclass(frozen=True, slots=True)
class FileMend:
    """A file with damage: its path, its bytes, the same bytes mended, and what is mended in them.

    `after` equals `before` where nothing is to be written: all is held, or only its own program
    can mend it. Nothing but the mended texts differs between the two.
    """

    path: str
    before: bytes
    after: bytes
    mends: tuple[Mend, ...]

    @property
    def writes(self) -> bool:
        """Whether mending changes the file."""
        return self.before != self.after


def is_mended(path: str) -> bool:
    """Whether a file below the portal's folder is one that a clerk writes and mending knows."""
    return path == ORGANIZATION or bool(_TABLES.fullmatch(path) or _TEXTS.fullmatch(path))


def mends_of(portal: Portal, files: Mapping[str, bytes]) -> tuple[FileMend, ...]:
    """Return what is to be mended in `files` (path → bytes), by path; sound files are left out.

    `portal` is what was read from these files: it tells which columns hold codes and what was
    announced. Mending what came out of mending changes nothing (idempotent).
    """
    known = known_tables(portal.plans)
    found = []
    for path in sorted(files):
        table = _TABLES.fullmatch(path)
        if table is None:
            one = _yaml(path, files[path], portal) if is_mended(path) else None
        elif table["kind"] == "csv":
            unknown = Known(recorded={} if has_record(portal.plans, table["year"]) else None)
            one = _csv(path, files[path], known.get((path, ""), unknown))
        else:
            one = _workbook(path, files[path], known)
        if one and one.mends:
            found.append(one)
    return tuple(found)


def _csv(path: str, data: bytes, known: Known) -> FileMend | None:
    file = coded(data)
    found = spans(file.text) if file else None
    if file is None or found is None:  # not ours to touch: check tells what is wrong with it
        return None
    raw = [file.text[one.start : one.end] for one in found]
    cells = [TableCell(one.row, one.column, text) for one, text in zip(found, raw, strict=True)]
    mends = list(cell_mends(Place(path), cells, known))
    changes = [
        (span.start, span.end, mend.after)
        for span, mend in zip(found, mends, strict=True)
        if mend and not mend.held
    ]
    text = changed(file.text, changes)
    if changes and _spots(spans(text)) != _spots(found):  # a line that said nothing says less
        return None
    try:
        after = file.bytes_of(text)
    except UnicodeEncodeError:  # the file's own encoding lacks the right sign
        return None
    return FileMend(path, data, after, tuple(mend for mend in mends if mend))


def _spots(found: list[Span] | None) -> list[tuple[int, int]]:
    return [(one.row, one.column) for one in found or ()]


def _workbook(path: str, data: bytes, known: Mapping[tuple[str, str], Known]) -> FileMend | None:
    read = [table.place for table in read_xlsx(data, Place(path), Report())]
    strings = strings_of(data, [place.sheet for place in read]) if read else None
    if strings is None:
        return None
    mends: list[Mend] = []
    texts: dict[StringCell, str] = {}
    for place in read:
        found = strings.cells.get(place.sheet, ())
        cells = [TableCell(one.row, one.column, one.text) for one in found]
        mine = known.get((path, place.sheet), Known())
        for cell, mend in zip(found, cell_mends(place, cells, mine), strict=True):
            if mend is None:
                continue
            after = None if mend.held else cell.mended(mend.after)
            mends.append(mend if mend.held else replace(mend, by_hand=after is None))
            if after is not None:
                texts[cell] = mend.after
    return FileMend(path, data, strings.written(texts), tuple(mends))


def _yaml(path: str, data: bytes, portal: Portal) -> FileMend | None:
    file = coded(data)
    if file is None:
        return None
    year = _TEXTS.fullmatch(path)
    recorded = year is not None and has_record(portal.plans, year["year"])
    mends = tuple(text_mends(file.text, Place(path), recorded=recorded))
    changes = [(at, at + len(one.before), one.after) for at, one in mends if not one.held]
    after = file.bytes_of(changed(file.text, changes))
    # What reads as another tree is left to whoever wrote it.
    if not same_tree(data, after):
        return None
    return FileMend(path, data, after, tuple(one for _, one in mends))
