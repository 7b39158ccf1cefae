"""A table of Word → its rows and cells on the grid of its columns, and where the columns stand."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from generator.plan.intake.docx.shade import fill_of
from generator.plan.intake.docx.styles import Styles
from generator.plan.intake.xml.measures import is_on, length, number, twips
from generator.plan.intake.xml.tree import within

#: What may stand around rows and cells without being one.
AROUND = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo"})
MOST_COLUMNS = 1_000
# Widths that differ by less are the same: rounding, and the lines between.
_SAME = 0.04
_FIFTIETHS = 5000.0
_WIDEST = 1584.0  # 22 inches, as Word allows


@dataclass(slots=True)
class Cell:
    """A cell on its grid; `rows` and `columns` are what it covers, `covered` tells one under it."""

    element: Element
    row: int
    column: int
    columns: int
    rows: int = 1
    covered: bool = False
    merges: str = ""
    width: float | None = None
    fill: str = ""
    margins: dict[str, float] = field(default_factory=dict)
    upright: str = "top"
    taken_out: bool = False


@dataclass(slots=True)
class Row:
    """A row; `height` is what it has at least, or exactly, None where nothing is said."""

    cells: list[Cell]
    height: float | None = None
    exact: bool = False
    heading: bool = False
    hidden: bool = False
    taken_out: bool = False
    put_in: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table. `left` is where it begins in its text's column, as its properties say.

    `floats` is from where a table counts that stands free on its page, empty for a usual one.
    `doubtful` tells that its rows disagree about the widths of its columns, or that these are not
    as wide together as the table says of itself, `coloured` that its style paints cells.
    """

    rows: tuple[Row, ...]
    edges: tuple[float, ...]
    margins: dict[str, float]
    indent: float = 0.0
    aligned: str = ""
    floats: str = ""
    doubtful: bool = False
    coloured: bool = False

    @property
    def heading_rows(self) -> int:
        """How many of its first rows are to stand on each page."""
        count = 0
        while count < len(self.rows) and self.rows[count].heading:
            count += 1
        return count


def read_table(table: Element, styles: Styles, room: float) -> Table:
    """Return the table; `room` is the width of the text around it, of which percents are."""
    properties = table.find("w:tblPr")
    margins = styles.margins(properties)
    columns = table.find("w:tblGrid")
    grid = [_sane(twips(one)) for one in (columns if columns is not None else ())][:MOST_COLUMNS]
    whole = _width(properties.find("w:tblW"), room) if properties is not None else None
    total = whole or sum(one or 0.0 for one in grid) or room
    rows = [
        _row(one, index, margins, total)
        for index, one in enumerate(within(table, frozenset({"w:tr"}), AROUND))
    ]
    _merge(rows)
    widths, doubtful = _widths(rows, grid, total)
    if whole and not any(cell.width for cell in _cells(rows)):
        # Of two that differ Word follows the contents, which nobody measures here.
        doubtful = doubtful or abs(sum(widths) - whole) > _SAME * whole
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    indent, aligned, floats = _placed(properties)
    coloured = styles.is_coloured(properties)
    return Table(tuple(rows), tuple(edges), margins, indent, aligned, floats, doubtful, coloured)


def _placed(properties: Element | None) -> tuple[float, str, str]:
    if properties is None:
        return 0.0, "", ""
    aligned = properties.find("w:jc")
    told = {"start": "left", "end": "right"}
    word = aligned.get("val", "") if aligned is not None else ""
    free = properties.find("w:tblpPr")
    if free is not None:
        return (
            twips(free, "tblpX") or 0.0,
            free.get("tblpXSpec", ""),
            free.get("horzAnchor", "text"),
        )
    return twips(properties.find("w:tblInd")) or 0.0, told.get(word, word), ""


def _row(row: Element, index: int, margins: dict[str, float], total: float) -> Row:
    properties = row.find("w:trPr")
    made = Row([])
    before = 0
    if properties is not None:
        height = properties.find("w:trHeight")
        made.height = twips(height, "val")
        made.exact = height is not None and height.get("hRule") == "exact"
        made.heading = bool(is_on(properties, "w:tblHeader"))
        made.hidden = bool(is_on(properties, "w:hidden"))
        made.taken_out = properties.find("w:del") is not None
        made.put_in = properties.find("w:ins") is not None
        skipped = properties.find("w:gridBefore")
        before = number(skipped.get("val") if skipped is not None else None)
    column = max(0, min(before, MOST_COLUMNS))
    for one in within(row, frozenset({"w:tc"}), AROUND):
        if column >= MOST_COLUMNS:
            break
        cell = _cell(one, index, column, margins, total)
        if cell.merges == "beside" and made.cells:
            made.cells[-1].columns += cell.columns
        else:
            made.cells.append(cell)
        column += cell.columns
    return made


def _cell(one: Element, row: int, column: int, margins: dict[str, float], total: float) -> Cell:
    properties = one.find("w:tcPr")
    cell = Cell(one, row, column, 1, margins=margins)
    if properties is None:
        return cell
    span = properties.find("w:gridSpan")
    wide = number(span.get("val") if span is not None else None, 1)
    cell.columns = max(1, min(wide, MOST_COLUMNS - column))
    cell.merges = _merges(properties)
    cell.width = _width(properties.find("w:tcW"), total)
    cell.fill = fill_of(properties.find("w:shd"))
    upright = properties.find("w:vAlign")
    cell.upright = upright.get("val", "top") if upright is not None else "top"
    cell.taken_out = properties.find("w:cellDel") is not None
    own = properties.find("w:tcMar")
    if own is not None:
        cell.margins = dict(margins)
        for side, other in (("left", "start"), ("right", "end"), ("top", ""), ("bottom", "")):
            said = twips(own.find(f"w:{side}"))
            if said is None and other:
                said = twips(own.find(f"w:{other}"))
            if said is not None:
                cell.margins[side] = said
    return cell


def _merges(properties: Element) -> str:
    """Return `below` for a cell that goes on the one above, `beside` for the one before."""
    down, across = properties.find("w:vMerge"), properties.find("w:hMerge")
    if across is not None and across.get("val", "continue") == "continue":
        return "beside"
    if down is not None:
        return "begins" if down.get("val", "continue") == "restart" else "below"
    return ""


def _sane(width: float | None) -> float | None:
    """Return the width of a column, None for what none can have."""
    return width if width is not None and 0 < width <= _WIDEST else None


def _width(told: Element | None, total: float) -> float | None:
    if told is None:
        return None
    said = told.get("w", "")
    if told.get("type") == "pct" or said.endswith("%"):
        part = length(said.rstrip("%"), 1.0)
        return _sane(part * total / (100.0 if said.endswith("%") else _FIFTIETHS)) if part else None
    return _sane(twips(told))


def _merge(rows: Sequence[Row]) -> None:
    """Give each cell that begins a merge the rows that go on it."""
    begun: dict[int, Cell] = {}
    for row in rows:
        here: dict[int, Cell] = {}
        for cell in row.cells:
            above = begun.get(cell.column)
            if cell.merges == "below" and above is not None and above.columns == cell.columns:
                above.rows += 1
                cell.covered = True
                here[cell.column] = above
            elif cell.merges in ("below", "begins"):
                here[cell.column] = cell
        begun = here


def _widths(
    rows: Sequence[Row], grid: Sequence[float | None], total: float
) -> tuple[list[float], bool]:
    """Return the width of each column, and whether the rows disagree about one.

    Word goes by what the cells say and takes the grid for what they leave open; programs that
    write Word's files often leave a grid there that has nothing to do with them.
    """
    count = max([len(grid), *(c.column + c.columns for r in rows for c in r.cells)], default=0)
    by_grid = [*grid, *([None] * (count - len(grid)))]
    told: list[list[float]] = [[] for _ in range(count)]
    for cell in _cells(rows):
        if cell.columns == 1 and cell.width:
            told[cell.column].append(cell.width)
    found = [statistics.median(said) if said else None for said in told]
    agreed = all(
        sum(abs(one - middle) <= _SAME * middle for one in said) >= 0.9 * len(said)
        for said, middle in zip(told, found, strict=True)
        if middle is not None
    )
    usable = [one for one in by_grid if one]
    alike = len(usable) == count and all(
        mine is None or abs(mine - (theirs or 0.0)) <= max(1.0, _SAME * mine)
        for mine, theirs in zip(found, by_grid, strict=True)
    )
    if alike or (usable and not agreed):
        chosen: list[float | None] = list(by_grid)
    else:
        chosen = [mine or theirs for mine, theirs in zip(found, by_grid, strict=True)]
    return _filled(chosen, rows, total), not agreed and not alike


def _filled(chosen: list[float | None], rows: Sequence[Row], total: float) -> list[float]:
    """Return all widths; what no cell of one column tells is shared out of those of several."""
    for cell in _cells(rows):
        covered = chosen[cell.column : cell.column + cell.columns]
        open_ones = [i for i, one in enumerate(covered) if not one]
        if cell.width and open_ones and cell.columns > 1:
            rest = max(0.0, cell.width - sum(one or 0.0 for one in covered))
            for index in open_ones:
                chosen[cell.column + index] = rest / len(open_ones)
    open_count = sum(not one for one in chosen)
    rest = max(0.0, total - sum(one or 0.0 for one in chosen))
    return [one or (rest / open_count if open_count else 0.0) for one in chosen]


def _cells(rows: Sequence[Row]) -> Iterator[Cell]:
    return (cell for row in rows for cell in row.cells)
