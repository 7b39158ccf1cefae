"""The text of a document from its beginning to its end → lines, grids and what stands loose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from generator.plan.intake.docx.flow import Ground
from generator.plan.intake.docx.grid import Grids, lines_of, loose_mark
from generator.plan.intake.docx.heights import NOTHING
from generator.plan.intake.docx.layout import blocks_of, is_layout
from generator.plan.intake.docx.over import Waiting, over_table
from generator.plan.intake.docx.page import Page, page_of
from generator.plan.intake.docx.parts import Parts
from generator.plan.intake.docx.runs import Paragraph
from generator.plan.intake.docx.shape import Shape
from generator.plan.intake.docx.story import Story
from generator.plan.intake.docx.table import AROUND
from generator.plan.intake.form import Grid, Line, LineOrigin, Mark, Spot
from generator.plan.intake.xml.measures import is_on
from generator.plan.intake.xml.tree import at, within

_BLOCKS = frozenset({"w:p", "w:tbl", "w:altChunk", "w:sectPr"})
_DEEPEST = 6
_MARGINS = (
    ("w:headerReference", LineOrigin.PAGE_HEADER),
    ("w:footerReference", LineOrigin.PAGE_FOOTER),
)
_NOTES = (
    ("comments", "comment", "w:comment", LineOrigin.COMMENT),
    ("footnotes", "footnote", "w:footnote", LineOrigin.FOOTNOTE),
    ("endnotes", "endnote", "w:endnote", LineOrigin.FOOTNOTE),
)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part of the form; `ground` is that of a table."""

    part: Line | Grid
    ground: Ground | None = None


class Body:
    """Walks the blocks of a document; `parts` and `loose` are what it found."""

    def __init__(self, parts: Parts, story: Story) -> None:
        """Nothing is read yet."""
        self._parts, self._story = parts, story
        self._grids = Grids(story)
        self._found: list[_Placed] = []
        self._loose: list[Mark] = []
        self._waiting: list[Waiting] = []
        self._added: dict[int, list[Mark]] = {}
        self._since: list[Paragraph] = []
        self._margins: set[str] = set()
        self._last: int | None = None

    @property
    def parts(self) -> tuple[Line | Grid, ...]:
        """Lines and grids in reading order."""
        for index, marks in self._added.items():
            placed = self._found[index]
            if isinstance(placed.part, Grid):
                whole = replace(placed.part, marks=(*placed.part.marks, *marks))
                self._found[index] = replace(placed, part=whole)
        self._added = {}
        return tuple(one.part for one in self._found)

    @property
    def loose(self) -> tuple[Mark, ...]:
        """What is drawn outside of every grid."""
        return (*self._loose, *self._grids.loose)

    def read(self, root: Element) -> None:
        """Take in the whole text, section by section."""
        body = root.find("w:body")
        blocks = list(within(body, _BLOCKS, AROUND)) if body is not None else []
        for section, inside in _sections(blocks):
            page = page_of(section, self._story.version, by_office=self._story.by_office)
            self._margin(section, 0, page)
            self._grids.flow.section(page, goes_on=_goes_on(section))
            for block in inside:
                self._block(block, page)
            self._margin(section, 1, page)
        self._settle()
        for told in _NOTES:
            self._noted(*told)

    def _block(self, block: Element, page: Page, deep: int = 0) -> None:
        spot = Spot(page=self._story.page)
        if block.tag == "w:tbl" and deep < _DEEPEST and is_layout(block):
            for inside in blocks_of(block):
                self._block(inside, page, deep + 1)
        elif block.tag == "w:tbl":
            self._table(block, page)
        elif block.tag == "w:p":
            self._paragraph(block, page, spot, LineOrigin.PARAGRAPH)
        elif block.tag == "w:altChunk":
            self._story.doubt(spot, "มีเอกสารอื่นแทรกอยู่ ไม่ได้อ่าน เปิดด้วย Word แล้วบันทึกใหม่ก่อน")

    def _paragraph(self, block: Element, page: Page, spot: Spot, origin: LineOrigin) -> None:
        made = self._story.paragraph(block, spot)
        if self._story.page:
            self._story.page += made.pages
            spot = Spot(page=spot.page + made.first_page)
        if made.hidden.strip():
            self._story.doubt(spot, f"ข้อความที่ซ่อนไว้ ไม่นับ: {made.hidden.strip()}")
        self._grids.flow.paragraph(made, page, noted=bool(self._story.page))
        self._since.append(made)
        self._found += (_Placed(line) for line in lines_of(made.whole, spot, origin))
        for anchor in made.drawn:
            for shape in self._story.shapes(anchor):
                self._drawn(shape, page, spot, len(self._since) - 1)

    def _drawn(self, shape: Shape, page: Page, spot: Spot, index: int) -> None:
        """Take a shape of a paragraph; it may stand over the table before or behind that."""
        text = self._grids.written(shape, spot)
        if shape.content is None:
            self._waiting.append(Waiting(shape, page, spot, index, text))
            return
        # What is written in a box is read as lines: it may be the title.
        self._found += (_Placed(one) for one in lines_of(text, spot, LineOrigin.TEXT_BOX))
        for block in within(shape.content, frozenset({"w:tbl"}), AROUND):
            self._found += (_Placed(*one) for one in self._grids.read(block, page))
        self._loose.append(loose_mark(shape, spot))

    def _table(self, block: Element, page: Page) -> None:
        made = [_Placed(*one) for one in self._grids.read(block, page)]
        first = len(self._found)
        self._found += made
        waiting, self._waiting = self._waiting, []
        before = self._last
        for one in waiting:
            found = self._over(before, one, behind=False) or self._over(
                first if made else None, one, behind=True
            )
            if not found:
                self._loose.append(loose_mark(one.shape, one.spot, one.text))
        self._since = []
        self._last = first if made else None

    def _settle(self) -> None:
        """Place what is drawn in the paragraphs after the last table."""
        for one in self._waiting:
            if not self._over(self._last, one, behind=False):
                self._loose.append(loose_mark(one.shape, one.spot, one.text))
        self._waiting, self._since = [], []

    def _over(self, index: int | None, one: Waiting, *, behind: bool) -> bool:
        """Put a shape on the table at `index` where it stands over that."""
        if index is None:
            return False
        placed = self._found[index]
        if not isinstance(placed.part, Grid) or placed.ground is None:
            return False
        mark = over_table(one, placed.ground, self._since, behind=behind)
        if mark is None:
            return False
        self._added.setdefault(index, []).append(mark)
        return True

    def _margin(self, section: Element | None, which: int, page: Page) -> None:
        """Take in the headers, or the footers, of a section that no section before had."""
        name, origin = _MARGINS[which]
        title = bool(is_on(section, "w:titlePg"))
        for told in section.findall(name) if section is not None else ():
            path = self._parts.target(told.get("r:id", ""))
            kind = told.get("type", "default")
            shown = {"first": title, "even": self._story.both_sides}.get(kind, True)
            if path and shown and path not in self._margins:
                self._margins.add(path)
                self._aside(self._parts.tree(path), page, origin)

    def _aside(self, root: Element, page: Page, origin: LineOrigin) -> None:
        """Take in what stands at the margin of pages; it has no page of its own."""
        shown, self._story.page = self._story.page, 0
        flow = self._grids.flow
        at, flow.at = flow.at, NOTHING
        for block in within(root, _BLOCKS, AROUND):
            if block.tag == "w:p":
                self._margin_line(block, origin, page)
            elif block.tag == "w:tbl":
                count = self._story.tables
                self._found += (_Placed(*one) for one in self._grids.read(block, page))
                self._story.tables = count  # nobody counts it with those of the text
        if origin is LineOrigin.PAGE_HEADER and flow.at is not None:
            flow.header = flow.at
        self._story.page, flow.at = shown, at

    def _margin_line(self, block: Element, origin: LineOrigin, page: Page) -> None:
        made = self._story.paragraph(block, Spot())
        self._grids.flow.paragraph(made, page, noted=False)
        self._found += (_Placed(line) for line in lines_of(made.whole, Spot(), origin))
        for anchor in made.drawn:
            for shape in self._story.shapes(anchor):
                text = self._grids.written(shape, Spot())
                boxed = shape.content is not None
                if boxed:
                    self._found += (_Placed(line) for line in lines_of(text, Spot(), origin))
                self._loose.append(loose_mark(shape, Spot(), "" if boxed else text))

    def _noted(self, kind: str, note: str, tag: str, origin: LineOrigin) -> None:
        """Take in the comments, or the notes, that the text refers to."""
        root = self._parts.beside(kind)
        for one in root.findall(tag) if root is not None else ():
            spot = self._story.notes.get((note, one.get("id", "")))
            if spot is None:
                continue  # lines between text and notes, and what nothing refers to
            texts = [self._story.paragraph(block, spot).whole for block in one.iter("w:p")]
            self._found += (_Placed(line) for line in lines_of("\n".join(texts), spot, origin))


def _goes_on(section: Element | None) -> bool:
    """Whether a section begins on the page where the one before it ended."""
    kind = section.find("w:type") if section is not None else None
    return kind is not None and kind.get("val") == "continuous"


def _sections(blocks: Sequence[Element]) -> Iterator[tuple[Element | None, list[Element]]]:
    """Yield the blocks of each section with what its end says of it."""
    inside: list[Element] = []
    for block in blocks:
        if block.tag == "w:sectPr":
            yield block, inside
            inside = []
            continue
        inside.append(block)
        ends = at(block, "w:pPr/w:sectPr") if block.tag == "w:p" else None
        if ends is not None:
            yield ends, inside
            inside = []
    if inside:
        yield None, inside
