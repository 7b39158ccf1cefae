"""What is to go: what the entries of withdrawn.yml took back, and texts that somebody names.

An entry tells which row and column, never the text. The text is what the row said in earlier
versions and says no more: found in history itself, cell by cell.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.machine.layout import ANNOUNCED, of_year, pattern_of
from generator.plan.check import NAMES, Exempt, PersonalDatum, find_personal
from generator.plan.fields import personal_codes
from generator.plan.model import MASK, Withdrawal, WithdrawalKind, covered_pieces
from generator.plan.read import tables_in, text_of
from generator.plan.record import RecordError, read_record
from generator.plan.withdraw.needles import Needles, ShortNeedleError
from generator.problems import CATALOGUE, Place, Report, Severity
from generator.publishing.purge.covering import Covering, Wanted, Whole
from generator.publishing.trees import Tree

_TABLE = pattern_of(r".*\.(?:csv|xlsx)")
_RECORD = pattern_of(ANNOUNCED, r"[^/]+\.csv")
_ENTRIES = pattern_of(r"withdrawn\.yml")
_TITLED = re.compile(r"(?:นางสาว|นาย|นาง|น\.\s?ส\.|เด็กชาย|เด็กหญิง|ด\.\s?[ชญ]\.).+", re.DOTALL)
# Lines that one row of a table may go over, where its cells are quoted.
_LONGEST_ROW = 60
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)  # its texts are personal data
class Asked:
    """What is to be covered, and what somebody must do first.

    `still` are files of the last version that say it yet; `left` counts texts of entries that the
    last version tells elsewhere, so that only their own cells are covered.
    """

    wanted: Wanted
    entries: int
    still: tuple[str, ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True)
class Versions:
    """Every version of every file: objects by path, and how to read some, one after the other."""

    paths: Mapping[str, Sequence[str]]
    read: Callable[[Iterable[str]], Iterator[tuple[str, bytes]]]


def asked(
    tip: Tree, versions: Versions, given: Sequence[str], exempt: Callable[[], Exempt]
) -> Asked:
    """Return what entries at the `tip` and texts that are `given` take out of history.

    `exempt` says what the tip may tell of persons all the same. Raises ShortNeedleError for a given
    text that is too short to be looked for.
    """
    found = _Taken()
    entries = 0
    for year, mine in _entries_of(tip):
        entries += len(mine)
        _take_year(year, mine, tip, versions, found)
    Needles(given)
    told = _told_at(tip, versions, (*given, *found.pieces, *found.wholes))
    named = [text for text in given if text.strip()]
    pieces = [text for text in found.pieces if text not in told or _is_personal(text, exempt())]
    wholes = {text: now for text, now in found.wholes.items() if text not in told}
    still = {path for text in (*named, *pieces) for path in told.get(text, ())}
    wanted = Wanted(
        Needles((*named, *pieces)),
        tuple(Whole(Needles((text,)), text, now) for text, now in wholes.items()),
        frozenset(found.files),
    )
    left = len(found.pieces) - len(pieces) + len(found.wholes) - len(wholes)
    return Asked(wanted, entries, tuple(sorted(still)), left)


@dataclass(slots=True, repr=False)
class _Taken:
    """What the entries took back: pieces, cells with what they say now, files."""

    pieces: dict[str, None] = field(default_factory=dict)
    wholes: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)

    def take(self, was: str, pieces: Sequence[str]) -> None:
        """Take in what a cell said, and the pieces of it that it says no more, in their order."""
        for piece in pieces:
            # Of a text that is covered whole, whom it named is looked for everywhere.
            for one in (piece, *map(_bare, _personal(piece))):
                if _may_be_looked_for(one):
                    self.pieces[one] = None
        if _may_be_looked_for(was):
            self.wholes.setdefault(was, _without(was, pieces))


def _without(was: str, pieces: Sequence[str]) -> str:
    made, left = "", was
    for piece in pieces:
        before, _, left = left.partition(piece)
        made += before + MASK
    return made + left


def _may_be_looked_for(text: str) -> bool:
    try:
        return bool(Needles((text,)))
    except ShortNeedleError:
        return False


def _entries_of(tip: Tree) -> Iterator[tuple[str, list[Withdrawal]]]:
    for path in sorted(tip.files):
        if found := _ENTRIES.fullmatch(path):
            entries = tip.withdrawn(found["year"]).entries
            mine = [one for one in entries if one.kind is WithdrawalKind.PERSONAL]
            if mine:
                yield found["year"], mine


def _take_year(
    year: str, entries: Sequence[Withdrawal], tip: Tree, versions: Versions, found: _Taken
) -> None:
    for one in entries:
        path = of_year(year, one.file) if one.file else ""
        now = tip.files.get(path)
        found.files |= {oid for oid in versions.paths.get(path, ()) if oid != now}
    ids = {one.id for one in entries if one.id}
    tables = [path for path in versions.paths if _of(path, year, _TABLE)] if ids else []
    masked = _masked(tables, tip, ids, versions)
    for path in tables:
        earlier = [oid for oid in versions.paths[path] if oid != tip.files.get(path)]
        for _, data in versions.read(earlier):
            for identity, cells in _rows(path, data, ids):
                _take_row(cells, masked[identity], found)
        if _of(path, year, _RECORD) and path in tip.files:
            _take_emptied(path, earlier, entries, tip, versions, found)


def _take_row(cells: Cells, masked: Iterable[str], found: _Taken) -> None:
    for was in cells:
        for now in masked:
            if pieces := covered_pieces(was, now):
                found.take(was, pieces)


def _of(path: str, year: str, pattern: object) -> bool:
    match = pattern.fullmatch(path)  # type: ignore[attr-defined]
    return bool(match) and match["year"] == year


def _masked(
    tables: Sequence[str], tip: Tree, ids: set[str], versions: Versions
) -> defaultdict[str, set[str]]:
    """Return what rows say now under a mask, by the project's id."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in tables:
        for _, data in versions.read([tip.files[path]] if path in tip.files else []):
            for identity, cells in _rows(path, data, ids):
                found[identity] |= {cell for cell in cells if MASK in cell}
    return found


def _rows(path: str, data: bytes, ids: set[str]) -> Iterator[tuple[str, Cells]]:
    """Yield the cells of each row that says one of the ids."""
    if path.endswith(".xlsx"):
        for table in tables_in(path, data, Report()):
            for row in table.rows:
                yield from ((one, row.texts) for one in ids.intersection(row.texts))
        return
    lines = text_of(data).split("\n")
    for number, line in enumerate(lines):
        for one in ids:
            if one in line:
                yield one, _row_at(lines, number)


def _row_at(lines: Sequence[str], number: int) -> Cells:
    """Return the cells of the row that begins in a line, and may go on over others."""
    text = lines[number]
    for line in lines[number + 1 : number + _LONGEST_ROW]:
        if text.count('"') % 2 == 0:
            break
        text += f"\n{line}"
    separator = max(",;\t", key=text.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return ()
    return tuple(cell.strip() for row in rows for cell in row)


def _take_emptied(
    path: str,
    oids: Sequence[str],
    entries: Sequence[Withdrawal],
    tip: Tree,
    versions: Versions,
    found: _Taken,
) -> None:
    """Take in what recorded cells said that say nothing now."""
    now = _recorded(path, tip.read(path) or b"")
    for _, data in versions.read(oids):
        for key, cells in _recorded(path, data).items():
            columns = _columns(key, path, entries)
            for code in columns & cells.keys():
                was, here = cells[code].strip(), now.get(key, {}).get(code, "")
                if was and key in now and not here:
                    found.take(was, (was,))


def _columns(key: tuple[str, str], path: str, entries: Sequence[Withdrawal]) -> set[str]:
    name = path.rpartition("/")[2].removesuffix(".csv")
    edition = int(name) if name.isascii() and name.isdecimal() else None
    mine = [one for one in entries if one.names_row(key[0], edition=edition, report=key[1])]
    every = set(personal_codes())
    return {code for one in mine for code in ({one.column} if one.column else every)}


def _recorded(path: str, data: bytes) -> dict[tuple[str, str], Mapping[str, str]]:
    try:
        record = read_record(data, Place(path))
    except RecordError:
        return {}
    reports = path.endswith("progress.csv")
    return {
        (row.values.get("id", ""), row.values.get("date", "") if reports else ""): row.values
        for row in record.rows
    }


def _told_at(tip: Tree, versions: Versions, texts: Iterable[str]) -> dict[str, list[str]]:
    """Return the files of a tree that say any of the texts, by the text."""
    wanted = [text for text in texts if text.strip()]
    found: dict[str, list[str]] = {}
    if not wanted:
        return found
    every = Covering(Wanted(Needles(wanted)))
    objects = dict(versions.read(set(tip.files.values())))
    for path, oid in tip.files.items():
        data = objects[oid]
        if not (every.holds(data) or every.holds(path.encode())):
            continue
        for text in wanted:
            one = Covering(Wanted(Needles((text,))))
            if one.holds(data) or one.holds(path.encode()):
                found.setdefault(text, []).append(path)
    return found


def _personal(text: str) -> list[PersonalDatum]:
    found = find_personal(text)
    return [one for one in found if CATALOGUE[one.kind].severity is Severity.ERROR]


def _bare(datum: PersonalDatum) -> str:
    """Return a datum without the words that it was found by: a house, a village."""
    titled = _TITLED.search(datum.text) if datum.kind in NAMES else None
    return (titled[0] if titled else datum.text).strip()


def _is_personal(text: str, exempt: Exempt) -> bool:
    """Whether a text tells of somebody, and may not: then what tells it yet is a leak."""
    return any(not exempt(one, text) for one in _personal(text))
