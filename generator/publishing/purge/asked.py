"""What is to go: what the entries of withdrawn.yml took back, and texts that somebody names.

An entry tells which row and column, never the text. The text is what the row said in earlier
versions and says no more: found in history itself, cell by cell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.machine.layout import WITHDRAWN, pattern_of
from generator.plan.check import NAMES, Exempt, PersonalDatum, find_personal
from generator.plan.fields import column_name, personal_codes
from generator.plan.model import (
    MASK,
    NEUTRAL_NAME,
    Withdrawal,
    WithdrawalKind,
    covered_pieces,
)
from generator.plan.withdraw.needles import Needles, ShortNeedleError
from generator.problems import CATALOGUE, Severity
from generator.publishing.purge.beside import Past, Unsure, beside_rows
from generator.publishing.purge.covering import Covering, Wanted, Whole
from generator.publishing.purge.papers import papers_of
from generator.publishing.purge.rows import lines_with, rows_of
from generator.publishing.trees import Tree

_TABLE = pattern_of(r".*\.(?:csv|xlsx)")
_ENTRIES = pattern_of(re.escape(WITHDRAWN))
_TITLED = re.compile(r"(?:นางสาว|นาย|นาง|น\.\s?ส\.|เด็กชาย|เด็กหญิง|ด\.\s?[ชญ]\.).+", re.DOTALL)
_NEUTRAL = NEUTRAL_NAME.removesuffix(MASK)


@dataclass(frozen=True, slots=True, repr=False)  # its texts are personal data
class Asked:
    """What is to be covered, and what somebody must do first.

    `still` are files of the last version that say it yet; `unsure` are files of which something was
    withdrawn, and nothing tells what. `left` counts texts of entries that the last version tells
    elsewhere, so that only their own cells are covered; `left_at` are its files with those of them
    that nobody has let be told. `short` are places whose earlier texts are too short to be looked
    for, and stay.
    """

    wanted: Wanted
    entries: int
    still: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    left: int = 0
    left_at: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Versions:
    """Every version of every file: objects by path, and how to read some, one after the other."""

    paths: Mapping[str, Sequence[str]]
    read: Callable[[Iterable[str]], Iterator[tuple[str, bytes]]]
    past: Past


def asked(
    tip: Tree, versions: Versions, given: Sequence[str], exempt: Callable[[], Exempt]
) -> Asked:
    """Return what entries at the `tip` and texts that are `given` take out of history.

    `exempt` says what the tip may tell of persons all the same. Raises ShortNeedleError for a given
    text that is too short to be looked for.
    """
    found = _Taken()
    entries = dict(taken_back(tip))
    for year, mine in entries.items():
        _take_year(year, mine, tip, versions, found)
    others = beside_rows(entries, tip.files, versions.past)
    of_rows = {said for _, _, said in found.cells}
    for one in others.lost:
        if not found.take(one.was, one.pieces) and one.was not in of_rows:
            found.short[one.path] = None
    Needles(given)
    named = [text for text in given if text.strip()]
    told = _told_at(tip, versions, (*named, *found.pieces, *found.wholes))
    pieces = [text for text in found.pieces if text not in told or _is_personal(text, exempt())]
    wholes = {text: now for text, now in found.wholes.items() if text not in told}
    still = {path for text in (*named, *pieces) for path in told.get(text, ())}
    wanted = Wanted(
        Needles((*named, *pieces)),
        Needles((*named, *pieces, *wholes)),
        tuple(Whole.of(text, now) for text, now in wholes.items()),
        texts=(*named, *pieces),
        cells=found.cells,
    )
    going = papers_of(others.papers, Covering(wanted), versions.past.read)
    left = [text for text in found.pieces if text not in pieces]
    open_left = [text for text in left if not _personal(text)]
    return Asked(
        replace(wanted, files=going),
        sum(map(len, entries.values())),
        tuple(sorted(still)),
        tuple(_unsure(others.unsure, wanted, left)),
        len(left) + len(found.wholes) - len(wholes),
        tuple(sorted({path for text in open_left for path in told[text]})),
        tuple(found.short),
    )


def _unsure(files: Iterable[Unsure], wanted: Wanted, left: Sequence[str]) -> list[str]:
    """Return the files of which nothing that is covered, or told elsewhere, was said before."""
    known = Needles(left)
    return sorted({
        one.path
        for one in files
        if not any(wanted.stand_in(text) or known.stand_in(text) for text in one.texts)
    })  # fmt: skip


@dataclass(slots=True, repr=False)
class _Taken:
    """What the entries took back: pieces, and cells or lines with what they say now."""

    pieces: dict[str, None] = field(default_factory=dict)
    wholes: dict[str, str] = field(default_factory=dict)
    cells: dict[tuple[str, str, str], str] = field(default_factory=dict)
    short: dict[str, None] = field(default_factory=dict)

    def take_short(self, path: str, data: bytes, cell: tuple[str, str, str], now: str) -> None:
        """Take in a cell too short to be looked for: with its whole line, or told by its place."""
        identity, code, said = cell
        lines = {} if path.endswith(".xlsx") else lines_with(data, identity, code, said, now)
        known = {one: text for one, text in lines.items() if _finds_itself(one)}
        self.wholes |= known
        self.cells[cell] = now
        if not known:
            self.short[f"{path} โครงการ {identity} คอลัมน์ {column_name(code)}"] = None

    def take(self, was: str, pieces: Sequence[str]) -> bool:
        """Take in what a cell said, and the pieces of it that it says no more, in their order.

        Returns whether all of them will be found: each by itself, or the cell as a whole.
        """
        if not pieces:
            return True
        for piece in pieces:
            # Of a text that is covered whole, whom it named is looked for everywhere.
            for one in (piece, *map(_bare, _personal(piece))):
                if _may_be_looked_for(one):
                    self.pieces[one] = None
        # A quotation mark is doubled where a table's cell is quoted: the pieces are enough then.
        if _may_be_looked_for(was) and '"' not in was:
            self.wholes.setdefault(was, _without(was, pieces))
            return True
        return all(map(_may_be_looked_for, pieces))


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


def _finds_itself(line: str) -> bool:
    """Whether a line would be found where it stands: one with much that is blank is not."""
    return _may_be_looked_for(line) and Needles((line,)).stand_in(line)


def taken_back(tip: Tree) -> Iterator[tuple[str, list[Withdrawal]]]:
    """Yield each year of a tree with its entries of personal data."""
    for path in sorted(tip.files):
        if found := _ENTRIES.fullmatch(path):
            entries = tip.withdrawn(found["year"]).entries
            mine = [one for one in entries if one.kind is WithdrawalKind.PERSONAL]
            if mine:
                yield found["year"], mine


def _take_year(
    year: str, entries: Sequence[Withdrawal], tip: Tree, versions: Versions, found: _Taken
) -> None:
    columns = _columns(entries)
    tables = [path for path in versions.paths if _of(path, year)] if columns else []
    masked = _masked(tables, tip, columns, versions)
    for path in tables:
        earlier = [oid for oid in versions.paths[path] if oid != tip.files.get(path)]
        for _, data in versions.read(earlier):
            for identity, cells in rows_of(path, data, columns.keys()):
                for code in columns[identity] & cells.keys():
                    for now in masked["", identity, code] | masked[path, identity, code]:
                        if not found.take(cells[code], _pieces(cells[code], now)):
                            found.take_short(path, data, (identity, code, cells[code]), now)


def _columns(entries: Iterable[Withdrawal]) -> dict[str, set[str]]:
    """Return the columns that entries name, by the project's id."""
    every, found = set(personal_codes()), defaultdict[str, set[str]](set)
    for one in entries:
        if one.id:
            found[one.id] |= {one.column} if one.column else every
    return dict(found)


def _masked(
    tables: Sequence[str], tip: Tree, columns: Mapping[str, set[str]], versions: Versions
) -> defaultdict[tuple[str, str, str], set[str]]:
    """Return what cells say now that were withdrawn, by the project's id and the column.

    A cell that says nothing counts in its own file only: in an amendment it means no change.
    """
    found: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for path in tables:
        for _, data in versions.read([tip.files[path]] if path in tip.files else []):
            for identity, cells in rows_of(path, data, columns.keys()):
                for code in columns[identity] & cells.keys():
                    if not cells[code] or MASK in cells[code]:
                        of = "" if cells[code] else path
                        found[of, identity, code].add(cells[code])
    return found


def _pieces(was: str, now: str) -> tuple[str, ...]:
    """Return what a cell said that it says no more; nothing where it is another text."""
    if not was or was == now:
        return ()
    if not now:
        return (was,)
    if now.startswith(NEUTRAL_NAME) and not was.startswith(_NEUTRAL):
        now = now.removeprefix(_NEUTRAL)
    return covered_pieces(was, now)


def _of(path: str, year: str) -> bool:
    table = _TABLE.fullmatch(path)
    return table is not None and table["year"] == year


def _told_at(tip: Tree, versions: Versions, texts: Iterable[str]) -> dict[str, list[str]]:
    """Return the files of a tree that say any of the texts, by the text."""
    wanted = [text for text in texts if text.strip()]
    found: dict[str, list[str]] = {}
    if not wanted:
        return found
    every = Covering(Wanted(Needles(wanted), Needles(wanted)))
    paths: defaultdict[str, list[str]] = defaultdict(list)
    for path, oid in tip.files.items():
        paths[oid].append(path)
    for oid, data in versions.read(paths):
        for path in paths[oid]:
            said = [one for one in (data, path.encode()) if every.holds(one)]
            for text in wanted if said else ():
                if any(Covering(_only(text)).holds(one) for one in said):
                    found.setdefault(text, []).append(path)
    return found


def _only(text: str) -> Wanted:
    return Wanted(Needles((text,)), Needles((text,)))


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
