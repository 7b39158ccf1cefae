"""One table file of a plan in three versions → one file, or what is to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.machine.layout import AMENDMENTS, OVERLAP_TABLE, PROGRESS, PROJECTS, pattern_of
from generator.plan.fields import (
    CORRECTS,
    amendment_fields,
    overlap_fields,
    progress_fields,
    project_fields,
)
from generator.plan.merge.align import aligned
from generator.plan.merge.book import Book
from generator.plan.merge.conflict import Choice, Conflict, Merged, Side, UnsafeError
from generator.plan.merge.csv_file import CsvFile
from generator.plan.merge.grid import Grid, Value, dated_code, grid_of, pair_code, plain_code
from generator.plan.merge.looks import Look, of_rows
from generator.plan.merge.order import moved_columns
from generator.plan.merge.rows import SheetPlan, merged_rows
from generator.plan.merge.three import Three
from generator.plan.merge.workbook import write_book
from generator.plan.read import Table
from generator.plan.read.csv_file import read_csv
from generator.plan.sheet import Fields
from generator.problems import Place, Report

_TABLES = pattern_of(
    rf"(?P<amended>{AMENDMENTS}/[0-9]+/)?(?P<name>{PROJECTS}|{PROGRESS}|{OVERLAP_TABLE})\.(?:csv|xlsx)"
)
_ARRANGED = "สองคนจัดตารางใหม่ต่างกัน เลือกการจัดของคนใด ข้อมูลในช่องของทั้งสองคนจะอยู่ครบ"
_WHOLE = "ระบบรวมแฟ้มนี้ให้ไม่ได้ ({why}) เลือกทั้งแฟ้มของคนใดคนหนึ่ง"
_REDO = "ไม่ต้องเลือก: คัดลอกแฟ้มของผู้อื่นมาเปิดเทียบ แก้แฟ้มของท่านให้มีทั้งสองส่วน หรือเลือกของผู้อื่นแล้วกรอกของท่านซ้ำ"
_SHEET_ADDED = "คนหนึ่งเพิ่มหรือลบแผ่นงาน “{title}” อีกคนแก้ในแฟ้มเดียวกัน"
_WORDS = {
    "rows": "เรียงแถวใหม่", "columns": "สลับคอลัมน์", "hidden": "ซ่อนหรือเลิกซ่อน", "struck": "ขีดฆ่า",
    "merged": "ผสานหรือแยกช่อง", "drawn": "รูปวาดทับช่อง", "sheets": "เพิ่ม ลบ หรือซ่อนแผ่นงาน",
    "notes": "ความเห็นในช่อง",
}  # fmt: skip

_MOST = 8  # rows that are named

# What a side arranged otherwise than before: what it is, on which sheet, and how.
_Layout = frozenset[tuple[str, str, object]]


@dataclass(frozen=True, slots=True)
class TableKind:
    """How the rows of a table are known."""

    fields: Fields
    keys: tuple[str, ...]

    def grid(self, table: Table, cells: Iterable[tuple[int, Mapping[int, Value]]]) -> Grid:
        """Return the grid of one version."""
        code = (
            dated_code if "date" in self.keys else pair_code if len(self.keys) > 1 else plain_code
        )
        return grid_of(table, cells, self.fields, self.keys, code)


def is_table(path: str) -> bool:
    """Whether a file below the portal's folder is a table that is merged by its rows."""
    return bool(_TABLES.fullmatch(path))


def table_kind(path: str) -> TableKind:
    """Return how the rows of a table are known; `path` is one of which `is_table` holds."""
    found = _TABLES.fullmatch(path)
    assert found, path
    if found["name"] == PROGRESS:
        return TableKind(progress_fields(), ("id", "date", CORRECTS))
    if found["name"] == OVERLAP_TABLE:
        return TableKind(overlap_fields(), ("id", "other"))
    return TableKind(amendment_fields() if found["amended"] else project_fields(), ("id",))


def merge_table(
    path: str, base: bytes | None, ours: bytes, theirs: bytes, choice: Choice | None = None
) -> Merged:
    """Return the file with the changes of both, or its conflicts; `choice` decides these.

    `base` is what both began with, None where both added the file. What is not changed stays byte
    for byte as in the version that is written into: ours, or theirs where only theirs is arranged
    anew. Never raises for what the files hold: what cannot be merged safely is a conflict.
    """
    if theirs in (ours, base):
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    made = _merged_csv if path.endswith(".csv") else _merged_book
    choice = choice or {}
    try:
        return made(path, base, ours, theirs, choice)
    except UnsafeError as error:
        return _whole(path, str(error), (base, ours, theirs), choice)


def _whole(path: str, why: str, files: tuple[bytes | None, bytes, bytes], choice: Choice) -> Merged:
    base, ours, theirs = files
    mine, other = (changes_told(path, base, one) for one in (ours, theirs))
    conflict = Conflict(_WHOLE.format(why=why), Place(path), "ทั้งแฟ้ม", mine, other, way_out=_REDO)
    side = choice.get(conflict.id)
    if side is None:
        return Merged(None, (conflict,))
    return Merged(ours if side is Side.OURS else theirs)


def changes_told(path: str, base: bytes | None, data: bytes) -> str:
    """Return which rows a version changes, by their codes; its size where it cannot be read."""
    kind = table_kind(path)
    try:
        before, after = (grids_of(kind, path, one) for one in (base or b"", data))
    except UnsafeError:
        return f"แฟ้มขนาด {len(data):,} ไบต์"
    changed: dict[str, None] = {}
    for title in {**before, **after}:
        old, new = (grids[title].rows if title in grids else () for grids in (before, after))
        pairs = aligned(old, new)
        gone = set(range(len(old))) - set(pairs.values())
        changed |= dict.fromkeys(old[at].code or old[at].told for at in sorted(gone))
        for at, row in enumerate(new):
            if at not in pairs or old[pairs[at]].contents != row.contents:
                changed[row.code or row.told] = None
    more = f" และอีก {len(changed) - _MOST}" if len(changed) > _MOST else ""
    return f"แก้แถว {', '.join([*changed][:_MOST])}{more}" if changed else f"{len(data):,} ไบต์"


def grids_of(kind: TableKind, path: str, data: bytes) -> dict[str, Grid]:
    """Return the grid of each sheet by its title, empty for a CSV's. Raises UnsafeError."""
    if path.endswith(".csv"):
        return {"": kind.grid(_read(path, data), CsvFile.of(data).cells())}
    return book_grids(kind, Book.of(data, path))


def _merged_csv(
    path: str, base: bytes | None, ours: bytes, theirs: bytes, choice: Choice
) -> Merged:
    kind, files = table_kind(path), {Side.OURS: CsvFile.of(ours), Side.THEIRS: CsvFile.of(theirs)}
    datas = {Side.OURS: ours, Side.THEIRS: theirs}
    grids = {
        side: kind.grid(_read(path, datas[side]), file.cells()) for side, file in files.items()
    }
    before = _begun(grids[Side.OURS])
    if base is not None:
        before = kind.grid(_read(path, base), CsvFile.of(base).cells())
    three = Three(path, before, grids[Side.OURS], grids[Side.THEIRS])
    kept, asked = _kept(path, {side: _arranged(three, side) for side in Side}, choice)
    plan = merged_rows(three, kept, choice)
    if conflicts := (*asked, *plan.conflicts):
        return Merged(None, conflicts)
    data, notes = files[kept].written(grids[kept], plan)
    return Merged(data, (), (*plan.notes, *notes))


def _read(path: str, data: bytes) -> Table:
    table = read_csv(data, Place(path), Report())
    if table is None:
        raise UnsafeError("แฟ้ม CSV นี้อ่านไม่ได้ สั่ง phaen check เพื่อดูเหตุ")
    return table


def _begun(grid: Grid) -> Grid:
    """Return what stands for the table before, where both added it: its heading."""
    return replace(grid, rows=tuple(row for row in grid.rows if row.head))


def _arranged(three: Three, side: Side) -> _Layout:
    """Return how a side put rows and columns in another order."""
    grid = three.grid(side)
    found: list[tuple[str, str, object]] = []
    both = set(three.pairs[side].values()) & set(three.pairs[side.other].values())
    pairs = three.pairs[side]
    order = tuple(pairs[at] for at in sorted(pairs) if pairs[at] in both)
    if order != tuple(sorted(order)):
        found.append(("rows", grid.sheet, order))
    if columns := moved_columns(three.base, grid):
        found.append(("columns", grid.sheet, columns))
    return frozenset(found)


def _kept(
    path: str, layouts: Mapping[Side, _Layout], choice: Choice
) -> tuple[Side, tuple[Conflict, ...]]:
    """Return into which version is written: the one that is arranged anew, if only one is."""
    ours, theirs = layouts[Side.OURS], layouts[Side.THEIRS]
    if not theirs - ours:
        return Side.OURS, ()
    if not ours - theirs:
        return Side.THEIRS, ()
    conflict = Conflict(_ARRANGED, Place(path), "การจัดตาราง", _said(ours), _said(theirs))
    side = choice.get(conflict.id)
    return (Side.OURS, (conflict,)) if side is None else (side, ())


def _said(layout: _Layout) -> str:
    names = dict.fromkeys(
        f"{_WORDS[kind]}{f' ({sheet})' if sheet else ''}"
        for kind, sheet, _ in sorted(layout, key=str)
    )
    return " · ".join(names)


def _merged_book(
    path: str, base: bytes | None, ours: bytes, theirs: bytes, choice: Choice
) -> Merged:
    kind = table_kind(path)
    books = {Side.OURS: Book.of(ours, path), Side.THEIRS: Book.of(theirs, path)}
    before = Book.of(base, path) if base is not None else None
    grids = {side: book_grids(kind, book) for side, book in books.items()}
    was = book_grids(kind, before) if before else {
        title: _begun(grid) for title, grid in grids[Side.OURS].items()
    }  # fmt: skip
    nothing = Grid("", (), {})
    threes = {
        title: Three(path, was.get(title, replace(nothing, sheet=title)), one, other)
        for title, one in grids[Side.OURS].items()
        if (other := grids[Side.THEIRS].get(title))
    }
    layouts = {
        side: frozenset(_arranged_book(side, books[side], before, threes, was)) for side in Side
    }
    kept, asked = _kept(path, layouts, choice)
    _check_sheets(grids[kept], grids[kept.other], was)
    plans: dict[str, SheetPlan] = {
        title: merged_rows(one, kept, choice) for title, one in threes.items()
    }
    if conflicts := (*asked, *(one for plan in plans.values() for one in plan.conflicts)):
        return Merged(None, conflicts)
    data, notes = write_book(books[kept], grids[kept], plans)
    told = (note for plan in plans.values() for note in plan.notes)
    return Merged(data, (), (*told, *notes))


def book_grids(kind: TableKind, book: Book) -> dict[str, Grid]:
    """Return the grid of each sheet of a workbook by its title."""
    return {
        title: replace(kind.grid(sheet.table, sheet.values()), sheet=title)
        for title, sheet in book.sheets.items()
    }


def _arranged_book(
    side: Side,
    book: Book,
    before: Book | None,
    threes: Mapping[str, Three],
    was: Mapping[str, Grid],
) -> Iterator[tuple[str, str, object]]:
    for title, three in threes.items():
        yield from _arranged(three, side)
        if before and title in before.sheets:
            grid, old = three.grid(side), was[title]
            now = book.looks(title, grid)  # of rows that are new, too
            then = of_rows(before.looks(title, old), grid)
            changed: frozenset[Look] = now ^ then
            yield from ((str(look[0]), title, (look, look in now)) for look in changed)
    if before and book.states() != before.states():
        yield "sheets", "", book.states()
    if before and book.notes() != before.notes():
        yield "notes", "", book.notes()


def _check_sheets(
    kept: Mapping[str, Grid], other: Mapping[str, Grid], was: Mapping[str, Grid]
) -> None:
    """Raise UnsafeError where the other version has a sheet with something that would be lost."""
    for title in other.keys() - kept.keys():
        before = was.get(title)
        if before is None or [one.contents for one in before.rows] != [
            one.contents for one in other[title].rows
        ]:
            raise UnsafeError(_SHEET_ADDED.format(title=title))
