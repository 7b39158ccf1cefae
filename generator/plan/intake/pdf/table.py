"""A table of a page → a grid: its cells with their texts, colours and arrows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.plan.intake.form import FormRefusedError, Grid, GridCell, Mark, MarkKind, Spot
from generator.plan.intake.pdf.broken import figures_of, fills_cell, is_cut, one_text
from generator.plan.intake.pdf.frame import Frame
from generator.plan.intake.pdf.holding import held_in
from generator.plan.intake.pdf.lines import ARROW_CORNERS, Area, Stroke
from generator.plan.intake.pdf.page import Note
from generator.plan.intake.pdf.typed import TypedArrow, typed_over
from generator.plan.intake.pdf.words import Glyph, lines_of

_HEAD, _TOUCH = 14.0, 3.0  # the head of an arrow is no larger; it touches its line so nearly
_FILLED = 0.6  # of a cell, by a colour, is the cell's
_ON_LINE = 1.8
_SHORTEST = 3.0
#: On one table; a page of a plan has thirty arrows and a thousand cells.
MOST_MARKS, MOST_LOOKS = 1_500, 3_000_000


class PageTable:
    """Fills one frame; what it took is not given to the page's lines."""

    def __init__(self, frame: Frame, page: int, number: int) -> None:
        """`number` counts the tables of the page."""
        self._frame = frame
        self._page, self._number = page, number
        self._anchors = _merged(frame)
        self.taken: set[int] = set()

    def grid(
        self,
        glyphs: Sequence[Glyph],
        strokes: Sequence[Stroke],
        areas: Sequence[Area],
        notes: Sequence[Note] = (),
    ) -> Grid:
        """Return the grid; lengths count from the table's left border.

        What a note was typed over is in doubt, and an amount there is asked.
        """
        frame = self._frame
        left = frame.columns[0]
        self.taken.update(id(one) for one in glyphs if self._place(one) is not None)
        typed, rest = typed_over(glyphs, self._place)
        own = [one for one in notes if self.holds(one)]
        return Grid(
            spot=self._spot(0),
            edges=tuple(x - left for x in frame.columns),
            cells=tuple(self._under(one, own) for one in self._cells(rest, areas)),
            marks=(
                *self._marks(strokes, areas),
                *map(self._typed, typed),
                *map(self._noted, own),
            ),
        )

    def holds(self, note: Note) -> bool:
        """Whether the middle of a note lies in the table."""
        x, y = (note.left + note.right) / 2, (note.top + note.bottom) / 2
        return self._frame.row_at(y) is not None and self._frame.column_at(x) is not None

    def _noted(self, one: Note) -> Mark:
        middle = (one.top + one.bottom) / 2
        mark = self._mark(MarkKind.BOX, one.left, one.right, middle, 0, one.bottom - one.top)
        return replace(mark, text=one.text)

    def _under(self, cell: GridCell, notes: Sequence[Note]) -> GridCell:
        columns, rows = self._frame.columns, self._frame.rows
        left, right = columns[cell.column], columns[cell.column + cell.columns]
        top, bottom = rows[cell.row], rows[cell.row + cell.rows]
        covered = any(
            min(one.right, right) - max(one.left, left) > _TOUCH
            and min(one.bottom, bottom) - max(one.top, top) > _TOUCH
            for one in notes
        )
        return replace(cell, doubtful=True, cut=True) if covered else cell

    def _typed(self, one: TypedArrow) -> Mark:
        mark = self._mark(MarkKind.LINE, one.left, one.right, one.middle, one.heads, 0)
        return replace(mark, text=one.text)

    def _spot(self, row: int) -> Spot:
        return Spot(page=self._page, table=self._number, row=row)

    def _cells(self, glyphs: Sequence[Glyph], areas: Sequence[Area]) -> Iterator[GridCell]:
        spans = self._spans()
        held = held_in(glyphs, self._place, spans)
        fills = self._fills(areas)
        for (row, column), (rows, columns) in sorted(spans.items()):
            own = held.glyphs.get((row, column), ())
            lines = lines_of(own)
            fill = fills.get((row, column), "")
            if lines or fill or rows > 1 or columns > 1:
                sides = self._frame.columns[column], self._frame.columns[column + columns]
                hidden = any(one.is_hidden for one in own)
                figures = figures_of(lines)
                whole = len(figures) == len(lines)
                cut = is_cut(figures, *sides) or (whole and (hidden or (row, column) in held.torn))
                yield GridCell(
                    one_text(lines, sides[1] - sides[0]), row, column, self._spot(row + 1),
                    rows, columns, fill,
                    doubtful=hidden
                    or (row, column) in held.unsure
                    or is_cut(lines, *sides)
                    or any(one.doubtful for one in lines)
                    or fills_cell(lines, *sides),
                    cut=cut,
                )  # fmt: skip

    def _place(self, glyph: Glyph) -> tuple[int, int] | None:
        if glyph.is_unseen:
            return None  # a program draws what stands on the page before once more, out of sight
        x, y = glyph.seat
        row = self._frame.row_at(y)
        column = self._frame.column_at(x)
        if row is None or column is None:
            return None
        return self._anchors[row, column]

    def _spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Return how many rows and columns each cell has, by its first ones."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for (row, column), first in self._anchors.items():
            rows, columns = found.get(first, (1, 1))
            found[first] = (max(rows, row - first[0] + 1), max(columns, column - first[1] + 1))
        return found

    def _fills(self, areas: Sequence[Area]) -> dict[tuple[int, int], str]:
        """Return the colour of each cell that is filled, in one piece or line by line."""
        covered: dict[tuple[tuple[int, int], str], float] = {}
        sizes: dict[tuple[int, int], float] = {}
        frame = self._frame
        _check(len(areas) * len(self._anchors) <= MOST_LOOKS)
        for (row, column), first in self._anchors.items():
            left, right = frame.columns[column : column + 2]
            top, bottom = frame.rows[row : row + 2]
            sizes[first] = sizes.get(first, 0.0) + (right - left) * (bottom - top)
            for one in areas:
                across = min(one.right, right) - max(one.left, left)
                down = min(one.bottom, bottom) - max(one.top, top)
                if one.colour and across > 0 and down > 0:
                    key = first, one.colour
                    covered[key] = covered.get(key, 0.0) + across * down
        return {
            first: colour
            for (first, colour), area in covered.items()
            if area > _FILLED * sizes[first]
        }

    def _marks(self, strokes: Sequence[Stroke], areas: Sequence[Area]) -> Iterator[Mark]:
        inside = [one for one in areas if self._is_inside(one)]
        heads = [one for one in inside if one.size <= _HEAD and one.corners < ARROW_CORNERS]
        over = [one for one in strokes if self._is_drawn(one, True)]
        _check(len(over) <= MOST_MARKS and len(heads) <= MOST_MARKS)
        barbs = {at for at, one in enumerate(over) if _is_barb(one, over)}
        heads += [_box_of(over[at]) for at in barbs]
        used: set[int] = set()
        for stroke in (one for at, one in enumerate(over) if at not in barbs):
            touching = [at for at, head in enumerate(heads) if _touches(head, stroke)]
            if not self._is_drawn(stroke, bool(touching)):
                continue
            used.update(touching)
            left, right = stroke.ends
            yield self._mark(
                MarkKind.LINE,
                min([left, *(heads[at].left for at in touching)]),
                max([right, *(heads[at].right for at in touching)]),
                (stroke.y1 + stroke.y2) / 2,
                _ends_with_heads(stroke, [heads[at] for at in touching]),
                abs(stroke.y2 - stroke.y1),
            )
        yield from self._heads([head for at, head in enumerate(heads) if at not in used])
        for one in inside:
            wide, high = one.right - one.left, one.bottom - one.top
            if wide > high and one.corners >= ARROW_CORNERS and not one.curved:
                middle = (one.top + one.bottom) / 2
                yield self._mark(MarkKind.BLOCK_ARROW, one.left, one.right, middle, 0, high)

    def _heads(self, heads: list[Area]) -> Iterator[Mark]:
        """Yield heads that touch no line: two beside each other are a short arrow."""
        rest = sorted(heads, key=lambda one: (one.top, one.left))
        while rest:
            first = rest.pop(0)
            middle = (first.top + first.bottom) / 2
            other = next((one for one in rest if _is_pair(first, one)), None)
            if other is None:
                yield self._mark(MarkKind.OTHER, first.left, first.right, middle, 0, 0)
                continue
            rest.remove(other)
            left, right = min(first.left, other.left), max(first.right, other.right)
            yield self._mark(MarkKind.LINE, left, right, middle, 2, 0)

    def _is_drawn(self, stroke: Stroke, has_heads: bool) -> bool:
        """Whether a line is drawn over the table, and none of its own."""
        frame = self._frame
        left, right = stroke.ends
        middle = (stroke.y1 + stroke.y2) / 2
        inside = frame.columns[0] - _TOUCH <= left and right <= frame.columns[-1] + _TOUCH
        if not inside or stroke.is_down or (right - left < _SHORTEST and not has_heads):
            return False
        if not frame.rows[0] - _TOUCH <= middle <= frame.rows[-1] + _TOUCH:
            return False
        return not (stroke.is_across and any(abs(middle - y) <= _ON_LINE for y in frame.rows))

    def _is_inside(self, one: Area) -> bool:
        frame = self._frame
        return (
            frame.columns[0] <= one.left
            and one.right <= frame.columns[-1]
            and frame.rows[0] <= one.top
            and one.bottom <= frame.rows[-1]
        )

    def _mark(
        self, kind: MarkKind, left: float, right: float, y: float, heads: int, high: float
    ) -> Mark:
        frame = self._frame
        row = frame.row_at(y)
        start = frame.columns[0]
        if row is None:
            return Mark(kind, left - start, right - start, self._spot(0), heads=heads)
        top, bottom = frame.rows[row], frame.rows[row + 1]
        above = y - top < bottom - y
        beyond = row - 1 if above else row + 1
        known = 0 <= beyond < len(frame.rows) - 1
        slack = min(y - top, bottom - y) / (bottom - top)
        return Mark(
            kind, left - start, right - start, self._spot(row + 1), row, slack,
            beyond if known else None, tall=high > 1.3 * (bottom - top), heads=heads,
        )  # fmt: skip


def _check(sound: bool) -> None:
    if not sound:
        raise FormRefusedError("too-large", found="เส้นในหน้าเดียวมากเกินไป")


def _is_barb(one: Stroke, strokes: Sequence[Stroke]) -> bool:
    """Whether a line is one of the two of an open head: short, aslant, at the end of another."""
    if one.is_across or one.is_down or one.length > _HEAD:
        return False
    return any(other.length > one.length and _touches(_box_of(one), other) for other in strokes)


def _box_of(one: Stroke) -> Area:
    left, right = one.ends
    return Area(left, min(one.y1, one.y2), right, max(one.y1, one.y2), "", 2)


def _touches(head: Area, stroke: Stroke) -> bool:
    """Whether a shape is the head at an end of a line."""
    return bool(_ends_with_heads(stroke, [head]))


def _ends_with_heads(stroke: Stroke, heads: Sequence[Area]) -> int:
    ends = ((stroke.x1, stroke.y1), (stroke.x2, stroke.y2))
    return sum(
        any(
            head.left - _TOUCH <= x <= head.right + _TOUCH
            and head.top - _TOUCH <= y <= head.bottom + _TOUCH
            for head in heads
        )
        for x, y in ends
    )


def _is_pair(one: Area, other: Area) -> bool:
    """Whether two heads stand beside each other as those of one short arrow do."""
    level = abs((one.top + one.bottom) - (other.top + other.bottom)) / 2 <= _TOUCH
    apart = max(one.left, other.left) - min(one.right, other.right)
    return level and -_TOUCH <= apart <= _HEAD


def _merged(frame: Frame) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each place of the frame the first place of the cell that it belongs to."""
    rows, columns = len(frame.rows) - 1, len(frame.columns) - 1
    anchors: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in anchors:
                continue
            last = column
            while last + 1 < columns and not frame.is_closed_beside(row, last):
                last += 1
            end = row
            while end + 1 < rows and _is_open(frame, end, column, last, anchors):
                end += 1
            for r in range(row, end + 1):
                for c in range(column, last + 1):
                    anchors.setdefault((r, c), (row, column))
    return anchors


def _is_open(
    frame: Frame, row: int, first: int, last: int, taken: dict[tuple[int, int], tuple[int, int]]
) -> bool:
    """Whether a cell goes on in the row below, over all of its columns."""
    below = range(first, last + 1)
    if any((row + 1, column) in taken or frame.is_closed_below(row, column) for column in below):
        return False
    return not any(frame.is_closed_beside(row + 1, column) for column in range(first, last))
