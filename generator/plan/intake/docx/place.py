"""A shape with its anchor → where it stands over the grid: across by the file, down by the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.plan.intake.docx.flow import Ground, on_page
from generator.plan.intake.docx.heights import (
    NOTHING,
    Found,
    Height,
    find_row,
    rows_between,
    sure,
    text_height,
)
from generator.plan.intake.docx.runs import Paragraph
from generator.plan.intake.docx.shape import Across, Box, Down, Shape
from generator.plan.intake.docx.table import Cell, Table
from generator.plan.intake.form import Mark, Spot

# The part of a row that a shape covers to be said to reach it.
_REACHES = 1 / 3
#: Since then every shape that is anchored in a cell is laid out in it.
_ALWAYS_IN_CELL = 15
_BY_CELL = (Across.COLUMN, Across.CHARACTER)


@dataclass(frozen=True, slots=True)
class Anchored:
    """A shape, the cell that its anchor stands in, and the paragraphs there; which is its own."""

    shape: Shape
    cell: Cell
    paragraphs: Sequence[Paragraph]
    own: int
    spot: Spot
    text: str = ""


def mark_of(one: Anchored, ground: Ground) -> Mark:
    """Return the mark that a shape in a cell is; see `Mark` for what is told of its row."""
    left = _left(one, ground)
    found = _row(one, ground)
    box = one.shape.box
    # What may stand in two places across is told with both, and asked about.
    other = None if is_in_cell(one, ground) is not None else _by_cell(one, ground)
    reach = _reach(one, ground, found) if found.row is not None else ()
    return Mark(
        kind=one.shape.kind, left=left, right=left + box.width, spot=one.spot,
        row=found.row, slack=found.slack, beyond=found.beyond, tall=bool(reach), reach=reach,
        heads=one.shape.heads, text=one.text, name=one.shape.name, unseen=one.shape.hidden,
        elsewhere=None if other is None else (other, other + box.width), among=found.among,
    )  # fmt: skip


def _left(one: Anchored, ground: Ground) -> float:
    """Return the x of a shape from the table's left border."""
    shape, cell = one.shape, one.cell
    related = shape.related
    start = ground.table.edges[cell.column] + cell.margins["left"]
    end = ground.table.edges[cell.column + cell.columns] - cell.margins["right"]
    own = one.paragraphs[one.own]
    if related.across is Across.INLINE:
        return _aligned(own.aligned, start + own.indent, end, shape.box)
    if related.across is Across.CHARACTER:
        empty = Box(0.0, 0.0, 0.0, 0.0)
        start = _aligned(own.aligned, start + own.indent, end, empty)
    if is_in_cell(one, ground):
        return _aligned(related.aligned, start, end, shape.box)
    return _on_page(one, ground)


def is_in_cell(one: Anchored, ground: Ground) -> bool | None:
    """Whether a shape's x counts from its cell; None where it may count from either.

    Word counts from the cell where a shape is laid out in it, LibreOffice also where it says that
    it is not, and both whatever name they give what they count from. So where only one of the two
    stands on the table that one is meant, and in its own cell a shape is most likely at home. Of a
    file that LibreOffice wrote its own way is meant.
    """
    related, box = one.shape.related, one.shape.box
    page = ground.page
    laid_out = related.in_cell or page.by_office or page.version >= _ALWAYS_IN_CELL
    if related.across is Across.INLINE or (laid_out and related.across in _BY_CELL):
        return True
    wide = ground.table.edges[-1] + box.width / 2
    by_cell, by_page = _by_cell(one, ground), _on_page(one, ground)
    if related.aligned or not -box.width / 2 <= by_cell <= wide - box.width:
        return False
    inside = -box.width / 2 <= by_page <= wide - box.width
    own = 0 <= one.cell.margins["left"] + box.left < _cell_width(one.cell, ground.table)
    return True if own or not inside or abs(by_cell - by_page) < 1.0 else None


def _by_cell(one: Anchored, ground: Ground) -> float:
    start = ground.table.edges[one.cell.column] + one.cell.margins["left"]
    return start + one.shape.box.left


def _cell_width(cell: Cell, table: Table) -> float:
    return table.edges[cell.column + cell.columns] - table.edges[cell.column]


def _on_page(one: Anchored, ground: Ground) -> float:
    """Return the x of what counts from the page, a margin, or the text around the table."""
    page = ground.page
    first, last = {
        Across.PAGE: (0.0, page.width),
        Across.RIGHT_MARGIN: (page.right, page.width),
    }.get(one.shape.related.across, (page.left, page.right))
    return _aligned(one.shape.related.aligned, first, last, one.shape.box) - ground.left


def _aligned(aligned: str, start: float, end: float, box: Box) -> float:
    if aligned == "center":
        return (start + end - box.width) / 2
    if aligned in ("right", "end"):
        return end - box.width
    return start + box.left


def _row(one: Anchored, ground: Ground) -> Found:
    related, row = one.shape.related, one.cell.row
    if related.across is Across.INLINE:
        return Found(row, 0.5)
    if related.down is not Down.PARAGRAPH:
        return on_page(one.shape, ground, row) or Found(None)
    if related.aligned_down:
        return Found(row)
    width = inner_width(one.cell, ground.table)
    before = text_height(one.paragraphs[: one.own], width)
    middle = one.shape.box.top + one.shape.box.height / 2
    if one.cell.upright in ("center", "bottom", "both"):
        whole = text_height(one.paragraphs, width)
        return _not_from_top(one, ground, before.usual + middle, whole.usual)
    if any(part.whole or part.hidden for part in one.paragraphs[: one.own]):
        before = before if one.own else NOTHING
    top = sure(one.cell.margins["top"]) + before
    return _of_rows(ground.heights, row, top.low + middle, top.high + middle)


def _of_rows(heights: Sequence[Height], row: int, low: float, high: float) -> Found:
    """Return the row of a shape between two points; all it may be in, where its own is none."""
    found = find_row(heights, row, low, high)
    if found.row is None or found.slack != 0.0:
        return found
    among = rows_between(heights, row, low, high)
    return found if row in among and len(among) <= 2 else Found(None, among=among)


def _not_from_top(one: Anchored, ground: Ground, middle: float, whole: float) -> Found:
    """Return the row of a shape whose paragraph stands in the middle or at the end of its cell."""
    row = one.cell.row
    own = [ground.heights[at] for at in range(row, min(row + one.cell.rows, len(ground.heights)))]
    if len(own) == 1 and own[0].is_exact:
        room = own[0].usual - whole
        top = max(0.0, room / 2 if one.cell.upright == "center" else room)
        return find_row(ground.heights, row, top + middle, top + middle)
    low = sum(height.low for height in own)
    from_middle = middle - whole / 2 if one.cell.upright == "center" else middle - whole + low / 2
    if len(own) > 1:  # between merged rows nobody knows
        return Found(None, among=tuple(range(row, row + len(own))))
    if abs(from_middle) <= low / 2:
        return Found(row)
    beyond = row + 1 if from_middle > 0 else row - 1
    known = 0 <= beyond < len(ground.heights)
    return Found(row, 0.0, beyond if known else None)


def inner_width(cell: Cell, table: Table) -> float:
    """Return the width that a cell has for its text, in points."""
    return max(1.0, _cell_width(cell, table) - cell.margins["left"] - cell.margins["right"])


def row_heights(
    table: Table, texts: Sequence[Sequence[tuple[Cell, Sequence[Paragraph]]]]
) -> list[Height]:
    """Return the height of each row, given the cells of each with their paragraphs."""
    found = []
    for row, cells in zip(table.rows, texts, strict=True):
        if row.exact and row.height is not None:
            found.append(sure(row.height))
            continue
        height = NOTHING
        for cell, paragraphs in cells:
            if cell.rows == 1 and not cell.covered:
                own = text_height(paragraphs, inner_width(cell, table))
                if beside := cell.margins["top"] + cell.margins["bottom"]:
                    own += sure(beside)
                height = Height(
                    max(height.low, own.low),
                    max(height.usual, own.usual),
                    max(height.high, own.high),
                )
        found.append(height.at_least(row.height or 0.0))
    return found


def _reach(one: Anchored, ground: Ground, found: Found) -> tuple[int, ...]:
    """Return the other rows of which a shape covers at least a third, by their usual heights."""
    assert found.row is not None
    box, heights = one.shape.box, ground.heights
    if one.shape.related.across is Across.INLINE or box.height <= 0:
        return ()
    reached = []
    # Taken from the middle of its row, where it is not known better.
    up = down = (box.height - heights[found.row].usual) / 2
    at = found.row - 1
    while at >= 0 and up >= _REACHES * heights[at].usual > 0:
        reached.append(at)
        up, at = up - heights[at].usual, at - 1
    at = found.row + 1
    while at < len(heights) and down >= _REACHES * heights[at].usual > 0:
        reached.append(at)
        down, at = down - heights[at].usual, at + 1
    return tuple(sorted(reached))
