"""A table with its texts and what is drawn in it → a `Grid`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from generator.plan.intake.docx.borders import Borders, borders_of
from generator.plan.intake.docx.covering import Laid, covered
from generator.plan.intake.docx.flow import Flow, Ground
from generator.plan.intake.docx.page import Page
from generator.plan.intake.docx.place import Anchored, mark_of, row_heights
from generator.plan.intake.docx.runs import Drawn, Paragraph, shapes_in, texts_out
from generator.plan.intake.docx.shape import Shape
from generator.plan.intake.docx.story import Story, brief
from generator.plan.intake.docx.table import AROUND, Cell, Row, read_table
from generator.plan.intake.form import STRUCK_PARTLY, Grid, GridCell, Line, LineOrigin, Mark, Spot
from generator.plan.intake.wraps import with_wraps_joined
from generator.plan.intake.xml.tree import within

# A table in a cell that is as large as this is one of its own; what is smaller is laid-out text.
_OWN_COLUMNS, _OWN_ROWS = 4, 2
_DEEPEST = 6
_BLOCKS = frozenset({"w:p", "w:tbl"})


@dataclass(slots=True)
class _Filled:
    """A cell with what is in it."""

    cell: Cell
    spot: Spot
    paragraphs: list[Paragraph] = field(default_factory=list)
    anchors: list[tuple[int, Drawn]] = field(default_factory=list)
    text: str = ""
    hidden: str = ""


class Grids:
    """Makes grids of tables, one after the other; what stands loose within them is given beside."""

    def __init__(self, story: Story) -> None:
        """Use the story's styles, numbers and doubts."""
        self._story = story
        self._deep = 0
        self._coloured = False
        self.flow = Flow()
        self.loose: list[Mark] = []

    def read(self, table: Element, page: Page) -> Iterator[tuple[Line | Grid, Ground | None]]:
        """Yield the grid with its ground, then the large tables that stand in it."""
        story = self._story
        own = story.table()
        if self._deep >= _DEEPEST:
            story.doubt(Spot(page=story.page, table=own), "ตารางซ้อนกันลึกเกินไป ไม่ได้อ่าน")
            return
        self._deep += 1
        made = read_table(table, story.styles, page.room)
        spot = Spot(page=story.page, table=own)
        if made.doubtful:
            story.doubt(spot, "ความกว้างของช่องในตารางขัดกันเอง ตำแหน่งของเส้นอาจคลาดเคลื่อน")
        inside: list[tuple[Element, float]] = []
        self._coloured = made.coloured
        rows = [self._row(row, spot, at, inside) for at, row in enumerate(made.rows)]
        heights = row_heights(made, [[(one.cell, one.paragraphs) for one in row] for row in rows])
        pages = [row[0].spot.page if row else story.page for row in rows]
        ground = Ground(made, page, heights, borders_of(made), pages, self.flow.begin, self.flow.at)
        if self._deep == 1:
            self.flow.table(ground, turned=story.page > spot.page, noted=bool(story.page))
        boxes: list[Element] = []
        laid = [one for row in rows for own in row for one in self._laid(own, ground, boxes)]
        marks = [
            replace(ground.borders.settled(mark), vague=made.doubtful)
            for mark in covered(laid, ground)
        ]
        yield self._grid(ground, rows, spot, marks), ground
        for nested, room in inside:
            yield from self.read(nested, replace(page, left=0.0, right=room))
        for content in boxes:
            for block in within(content, frozenset({"w:tbl"}), AROUND):
                yield from self.read(block, page)
        self._deep -= 1

    def _row(
        self, row: Row, at: Spot, index: int, inside: list[tuple[Element, float]]
    ) -> list[_Filled]:
        story = self._story
        filled: list[_Filled] = []
        spot = Spot(page=story.page, table=at.table, row=index + 1)
        for cell in row.cells:
            if row.taken_out or cell.taken_out:
                self._taken_out(cell, spot)
            else:
                filled.append(self._cell(cell, spot, inside))
        if story.page:
            self._turn_pages(filled)
        if row.put_in:
            story.doubt(
                filled[0].spot if filled else at, "แถวนี้เพิ่มไว้ในการติดตามการเปลี่ยนแปลง นับรวมแล้ว"
            )
        self._hidden(row, filled)
        return filled

    def _turn_pages(self, filled: Sequence[_Filled]) -> None:
        """Count the page's ends in a row: each of its cells notes the same one."""
        story = self._story
        begins = any(one.paragraphs[0].first_page > 0 for one in filled if one.paragraphs)
        ends = max((sum(p.pages for p in one.paragraphs) for one in filled), default=0)
        story.page += begins
        for one in filled:
            one.spot = replace(one.spot, page=story.page)
        story.page += max(0, ends - begins)

    def _taken_out(self, cell: Cell, spot: Spot) -> None:
        said = texts_out(cell.element)
        self._story.shapes_out(shapes_in(cell.element), spot)
        if said.strip():
            self._story.doubt(spot, f"ช่องที่ถูกลบไว้ในการติดตามการเปลี่ยนแปลง ไม่นับ: {brief(said)}")

    def _cell(self, cell: Cell, spot: Spot, inside: list[tuple[Element, float]]) -> _Filled:
        made = _Filled(cell, spot)
        lines: list[str] = []
        for block in within(cell.element, _BLOCKS, AROUND):
            if block.tag == "w:tbl":
                lines += self._nested(block, cell, spot, inside)
                continue
            on_paper = not (cell.fill or self._coloured)
            one = self._story.paragraph(block, spot, on_paper=on_paper)
            made.anchors += [(len(made.paragraphs), anchor) for anchor in one.drawn]
            made.paragraphs.append(one)
            made.hidden += one.hidden
            lines.append(one.whole)
        made.text = _joined(lines)
        struck = any(one.struck_letters for one in made.paragraphs)
        if struck and any(one.plain_letters for one in made.paragraphs):
            self._story.doubt(spot, f"{STRUCK_PARTLY} ({brief(made.text)})")
        if cell.covered and made.text.strip():
            self._story.doubt(spot, f"ข้อความในช่องที่ถูกผสาน ไม่มีใครเห็น: {brief(made.text)}")
            made.text = ""
        return made

    def _nested(
        self, table: Element, cell: Cell, spot: Spot, inside: list[tuple[Element, float]]
    ) -> list[str]:
        """Return the texts of a small table in a cell; a large one is put with those to read."""
        rows = list(within(table, frozenset({"w:tr"}), AROUND))
        columns = len(list(within(rows[0], frozenset({"w:tc"}), AROUND))) if rows else 0
        if (columns >= _OWN_COLUMNS and len(rows) >= _OWN_ROWS) or _holds_table(table):
            inside.append((table, cell.width or 400.0))
            return []
        found = []
        for row in rows:
            cells = within(row, frozenset({"w:tc"}), AROUND)
            filled = [self._cell(Cell(one, 0, 0, 1), spot, inside) for one in cells]
            found.append(" ".join(one.text for one in filled if one.text))
            for one in filled:
                self.loosened((anchor for _, anchor in one.anchors), spot)
        return found

    def _hidden(self, row: Row, filled: Sequence[_Filled]) -> None:
        """Tell hidden text; where a whole row is hidden it is read as one that is."""
        hidden = [one for one in filled if one.hidden.strip()]
        if hidden and not any(one.text.strip() for one in filled):
            row.hidden = True
            for one in hidden:
                one.text = one.hidden
            return
        for one in hidden:
            self._story.doubt(one.spot, f"ข้อความที่ซ่อนไว้ ไม่นับ: {brief(one.hidden)}")

    def _laid(self, one: _Filled, ground: Ground, boxes: list[Element]) -> Iterator[Laid]:
        for own, anchor in one.anchors:
            for shape in self._story.shapes(anchor):
                text = self.written(shape, one.spot)
                if shape.content is not None:
                    boxes.append(shape.content)
                anchored = Anchored(shape, one.cell, one.paragraphs, own, one.spot, text)
                yield Laid(anchored, mark_of(anchored, ground))

    def written(self, shape: Shape, spot: Spot) -> str:
        """Return what is written in a shape."""
        if shape.content is None:
            return shape.words
        blocks = within(shape.content, frozenset({"w:p"}), AROUND)
        paragraphs = [self._story.paragraph(block, spot) for block in blocks]
        for one in paragraphs:
            self.loosened(one.drawn, spot)
        return _joined([one.whole for one in paragraphs])

    def loosened(self, anchors: Iterable[Drawn], spot: Spot) -> None:
        """Take shapes of which no table can be told as loose ones."""
        for anchor in anchors:
            for shape in self._story.shapes(anchor):
                self.loose.append(loose_mark(shape, spot, self.written(shape, spot)))

    def _grid(
        self, ground: Ground, rows: Sequence[Sequence[_Filled]], spot: Spot, marks: Sequence[Mark]
    ) -> Grid:
        table, borders = ground.table, ground.borders
        cells = [made for row in rows for one in row if (made := _made(one, borders)) is not None]
        return Grid(
            spot=spot,
            edges=borders.edges,
            cells=tuple(cells),
            marks=tuple(marks),
            hidden_rows=frozenset(at for at, row in enumerate(table.rows) if row.hidden),
            heading_rows=table.heading_rows,
        )


def loose_mark(shape: Shape, spot: Spot, text: str = "") -> Mark:
    """Return a shape that stands over no table."""
    box = shape.box
    return Mark(
        shape.kind, box.left, box.left + box.width, spot,
        heads=shape.heads, text=text, name=shape.name, unseen=shape.hidden,
    )  # fmt: skip


def lines_of(text: str, spot: Spot, origin: LineOrigin) -> Iterator[Line]:
    """Yield the lines of a text that are not blank."""
    return (Line(one, spot, origin) for one in with_wraps_joined(text).split("\n") if one.strip())


def _made(one: _Filled, borders: Borders) -> GridCell | None:
    cell = one.cell
    column, columns = borders.columns(cell)
    fills = {part.fill for part in one.paragraphs}
    fill = cell.fill or (fills.pop() if len(fills) == 1 else "")
    if cell.covered or not (one.text or fill or cell.rows > 1 or columns > 1):
        return None
    seen = [part for part in one.paragraphs if part.struck_letters or part.plain_letters]
    return GridCell(
        text=one.text, row=cell.row, column=column, spot=one.spot, rows=cell.rows,
        columns=columns, fill=fill,
        struck=bool(seen) and not any(part.plain_letters for part in seen),
    )  # fmt: skip


def _joined(lines: Sequence[str]) -> str:
    """Return lines as one text, without the blank ones at its ends."""
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return "\n".join(lines[first:last])


def _holds_table(table: Element) -> bool:
    return any(True for cell in table.iter("w:tc") for _ in cell.iter("w:tbl"))
