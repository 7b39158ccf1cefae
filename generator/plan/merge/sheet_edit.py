"""One worksheet rewritten in its own part: formats, widths and all else stay as they were.

New rows fill blank ones, or are put in between in the format of the row above; whatever refers to
cells below moves with them. A sheet that has more than we move is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.plan.merge.book import BookSheet
from generator.plan.merge.conflict import UnsafeError
from generator.plan.merge.grid import EMPTY, Column, Grid, Value
from generator.plan.merge.rows import Out, SheetPlan
from generator.plan.merge.sheet_cells import SheetCell, StoredRow
from generator.plan.merge.sheet_write import (
    cell_bytes,
    like,
    moved_formulas,
    row_bytes,
    style_of,
    with_result,
    with_sums,
)
from generator.plan.merge.shift import Shift
from generator.plan.workbook.markup import Edit, edited, element, elements, with_attribute

# What stands at cells in a way that we do not move.
_UNMOVED = (b"drawing", b"legacyDrawing", b"tablePart", b"extLst", b"oleObject", b"control")
_RANGES = {
    b"mergeCell": "ref", b"dataValidation": "sqref", b"conditionalFormatting": "sqref",
    b"autoFilter": "ref", b"hyperlink": "ref", b"protectedRange": "sqref", b"ignoredError": "sqref",
}  # fmt: skip
_NO_ROOM = (
    "แผ่นงาน “{title}” มีรูป ความเห็น หรือตารางของ Excel ระบบจึงแทรกแถวกลางแผ่นให้ไม่ได้โดยไม่เสี่ยงทำแฟ้มเสีย"
)

_OF_MANY = ("shared", "array")
_OF_MANY_CELLS = "แผ่นงาน “{title}” มีสูตรที่ใช้ร่วมกันหลายช่อง ระบบจึงแทรกแถวหรือเขียนทับไม่ได้โดยไม่เสี่ยงทำแฟ้มเสีย"
_MOVED = "แผ่นงาน “{title}” ต้องย้ายแถวที่มีอยู่แล้วไปใต้หัวข้ออื่น ซึ่งระบบย้ายในสมุดงานให้ไม่ได้"
_GENERAL = "#0"

Restyle = Callable[[int, str], int]


@dataclass(slots=True)
class SheetEdit:
    """One worksheet on its way to what a plan says. Raises UnsafeError.

    `restyle` gives the style that differs from another by its number format alone, and `format_of`
    that format. `as_values` counts formulas of the other version that became their values.
    """

    sheet: BookSheet
    grid: Grid
    plan: SheetPlan
    restyle: Restyle
    format_of: Callable[[int], str]
    shift: Shift = field(init=False)
    numbers: list[int] = field(init=False)
    as_values: int = 0

    def __post_init__(self) -> None:
        self._place()

    def written(self, data: bytes) -> bytes:
        """Return the sheet's part with the plan's rows; formulas in it are moved already."""
        around = element(data, b"sheetData")
        if around is None:
            raise UnsafeError(_NO_ROOM.format(title=self.sheet.title))
        rows = b"".join(raw for _, raw in sorted(self._rows(around.tag.prefix)))
        name = around.tag.name
        opened = around.tag.raw[:-2].rstrip() + b">" if around.tag.empty else around.tag.raw
        edits: list[Edit] = [(around.tag.start, around.end, opened + rows + b"</" + name + b">")]
        edits += [(one.tag.start, one.end, b"") for one in elements(data, b"dimension")]
        if self.shift.added or self.shift.grown:
            edits += self._moved_ranges(data)
        return with_sums(edited(data, edits))

    def _place(self) -> None:
        """Find where each row of the plan is to stand."""
        kept = [out.number for out in self.plan.rows if out.number]
        if kept != sorted(kept):
            raise UnsafeError(_MOVED.format(title=self.sheet.title))
        used = set(kept)
        taken = used | self._blocked()
        added: Counter[int] = Counter()
        grown: Counter[int] = Counter()
        places: list[tuple[int, bool]] = []
        last = above = 0
        for at, out in enumerate(self.plan.rows):
            if out.number:
                last = above = out.number
                places.append((last, True))
                continue
            following = next((one.number for one in self.plan.rows[at:] if one.number), 0)
            free = last + 1
            while free in taken and free != following:
                free += 1
            grown[above] += 1
            if free == following:
                added[following] += 1
                places.append((following, False))
            else:
                last = free
                places.append((free, True))
        self._check_room(added)
        self.shift = Shift(added, grown)
        self.numbers = list(self._numbered(places, added))

    def _check_room(self, added: Counter[int]) -> None:
        part, title = self.sheet.data, self.sheet.title
        if added and any(next(elements(part, name), None) for name in _UNMOVED):
            raise UnsafeError(_NO_ROOM.format(title=title))
        if added and any(one.tag.get("t") in _OF_MANY for one in elements(part, b"f")):
            raise UnsafeError(_OF_MANY_CELLS.format(title=title))

    def _numbered(self, places: list[tuple[int, bool]], added: Counter[int]) -> Iterator[int]:
        left = added.copy()
        for number, there in places:
            if there:
                yield self.shift.row(number)
            else:
                yield self.shift.row(number) - left[number]
                left[number] -= 1

    def _blocked(self) -> set[int]:
        """Return rows that look blank and are not to be filled: hidden, or part of merged cells."""
        looks = self.sheet.table.looks
        merged = (range(one.first_row, one.last_row + 1) for one in looks.merged)
        return set(looks.hidden_rows) | {number for rows in merged for number in rows}

    def _rows(self, prefix: bytes) -> Iterator[tuple[int, bytes]]:
        kept = {out.number: out for out in self.plan.rows if out.number}
        filled = {row.number for row in self.grid.rows if row.cells}
        new = {
            number: out
            for number, out in zip(self.numbers, self.plan.rows, strict=True)
            if not out.number
        }
        for number, row in self.sheet.rows.items():
            at = self.shift.row(number)
            if at in new:  # a blank row, or one that is gone
                continue
            raw = self._own(row)
            out = kept.get(number)
            gone = number in filled and out is None
            if gone or (out and out.values):
                values = (
                    dict.fromkeys(self.grid.columns, EMPTY) if gone else out.values if out else {}
                )
                cells = self._changed(prefix, raw, at, values)
                yield at, row_bytes(raw.tag, at, cells)
            else:
                yield at, raw.raw if at == number else row_bytes(raw.tag, at, raw.cells)
        yield from self._new_rows(prefix, new)

    def _own(self, row: StoredRow) -> StoredRow:
        """Return a row whose formulas refer to the same cells as before."""
        if not (self.shift.added or self.shift.grown) or b"<" not in row.raw:
            return row
        raw = moved_formulas(row.raw, self.shift, self.sheet.title, own=True)
        if raw == row.raw:
            return row
        cells = {
            at: moved_formulas(cell, self.shift, self.sheet.title, own=True)
            for at, cell in row.cells.items()
        }
        return StoredRow(row.number, raw, row.tag, cells)

    def _changed(
        self, prefix: bytes, row: StoredRow, at: int, values: Mapping[Column, Value]
    ) -> dict[int, bytes]:
        cells = dict(row.cells)
        stored = self.sheet.cells.get(row.number, {})
        for column, value in values.items():
            index = self._index(column)
            raw = cells.get(index)
            if raw is None and not (value.text or value.formula):
                continue
            own = stored.get(index)
            if own and own.formula and own.formula == value.formula and raw:
                result = value.source if isinstance(value.source, SheetCell) else None
                cells[index] = with_result(raw, result)
                continue
            if raw and any(one.tag.get("ref") for one in elements(raw, b"f")):
                raise UnsafeError(_OF_MANY_CELLS.format(title=self.sheet.title))
            style = (
                style_of(raw) if raw else style_of(cells[index - 1]) if index - 1 in cells else 0
            )
            cells[index] = self._cell(prefix, (at, index), style, value)
        return cells

    def _new_rows(self, prefix: bytes, new: Mapping[int, Out]) -> Iterator[tuple[int, bytes]]:
        model = self._model()
        for number, out in new.items():
            tag = like(model.tag) if model else b"<" + prefix + b"row>"
            styles = {at: style_of(raw) for at, raw in model.cells.items()} if model else {}
            cells = {
                at: cell_bytes(prefix, (number, at), style, EMPTY) for at, style in styles.items()
            }
            for column, value in out.values.items():
                index = self._index(column)
                style = styles.get(index, 0)
                cells[index] = self._cell(prefix, (number, index), style, value, new=True)
            yield number, row_bytes(tag, number, cells)

    def _model(self) -> StoredRow | None:
        """Return the row that new ones look like: the last that has a code, or the last at all."""
        rows = [row for row in self.grid.rows if row.code] or [
            row for row in self.grid.rows if row.cells
        ]
        return self.sheet.rows.get(rows[-1].number) if rows else None

    def _cell(
        self, prefix: bytes, spot: tuple[int, int], style: int, value: Value, *, new: bool = False
    ) -> bytes:
        source = value.source if isinstance(value.source, SheetCell) else None
        if value.formula:
            self.as_values += 1
        number = source is not None and source.kind == "n" and bool(source.text)
        # In a new row, a number without a format of its own is shown as those above it.
        plain = new and source is not None and source.format == _GENERAL
        if source and number and not plain and source.format != self.format_of(style):
            style = self.restyle(style, source.format)
        return cell_bytes(prefix, spot, style, value)

    def _index(self, column: Column) -> int:
        """Return where a column stands; one of the other version comes after all others."""
        if column in self.grid.columns:
            return self.grid.columns[column]
        names = [name for name, _ in self.plan.added]
        return max(self.grid.columns.values(), default=-1) + 1 + names.index(column)

    def _moved_ranges(self, data: bytes) -> Iterator[Edit]:
        for one in elements(data, *_RANGES):
            name = _RANGES[one.tag.local]
            said = self.shift.references(one.tag.get(name))
            tag = with_attribute(one.tag.raw, name, said)
            inner = data[one.tag.end : one.end]
            yield (
                one.tag.start,
                one.end,
                tag + moved_formulas(inner, self.shift, self.sheet.title, own=True),
            )
