"""What is common to all text of a document: its paragraphs, its pages, and what cannot be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from generator.plan.intake.docx import drawingml, vml
from generator.plan.intake.docx.numbering import Numbers
from generator.plan.intake.docx.parts import Parts
from generator.plan.intake.docx.runs import Drawn, Paragraph, Runs
from generator.plan.intake.docx.shade import fill_of
from generator.plan.intake.docx.shape import Shape
from generator.plan.intake.docx.styles import Styles
from generator.plan.intake.form import FormRefusedError, Spot
from generator.plan.intake.xml.measures import is_on, number, twips
from generator.plan.intake.xml.tree import at

_SHOWN = 80
# What stands in a cell counts from it there, whatever Word would say of the same file.
_OTHER_OFFICES = ("LibreOffice", "OpenOffice")
# A plan of two thousand rows has forty thousand paragraphs and four thousand shapes.
MOST_PARAGRAPHS, MOST_SHAPES, MOST_TABLES = 150_000, 30_000, 4_000


class Story:
    """Reads the paragraphs of a document in its order; counts pages and numbers on the way."""

    def __init__(self, parts: Parts, root: Element) -> None:
        """`root` is the tree of the main part."""
        self.styles = Styles(parts.beside("styles"))
        self.doubts: list[tuple[Spot, str]] = []
        self.notes: dict[tuple[str, str], Spot] = {}
        self.tables = 0
        settings = parts.beside("settings")
        self.version = _version(settings)
        self.by_office = parts.program.startswith(_OTHER_OFFICES)
        self.both_sides = bool(settings is not None and is_on(settings, "w:evenAndOddHeaders"))
        # Pages are known where Word noted their ends as it last showed the document.
        self.page = int(next(root.iter("w:lastRenderedPageBreak"), None) is not None)
        self._numbers = Numbers(parts.beside("numbering"), self.styles)
        self._runs = Runs(self.styles)
        self._put_in = False
        self._left = {
            "paragraphs": MOST_PARAGRAPHS, "shapes": MOST_SHAPES, "tables": MOST_TABLES,
        }  # fmt: skip

    def doubt(self, spot: Spot, text: str) -> None:
        """Note what the reader cannot tell, or left out, and where."""
        self.doubts.append((spot, text))

    def table(self) -> int:
        """Return the number of the next table."""
        self.tables += 1
        self._take("tables")
        return self.tables

    def shapes(self, drawn: Drawn) -> Iterator[Shape]:
        """Yield the shapes of what stands in a run: DrawingML, VML, an object of a program."""
        element = drawn.element
        new = element.tag == "w:drawing"
        for shape in drawingml.shapes_of(element) if new else vml.shapes_of(element):
            self._take("shapes")
            yield replace(shape, hidden=True, covers=False) if drawn.hidden else shape

    def _take(self, kind: str) -> None:
        """Count what one file may have so many of. Raises FormRefusedError."""
        self._left[kind] -= 1
        if self._left[kind] < 0:
            raise FormRefusedError("too-large", found="ย่อหน้า ตาราง หรือรูปร่างในแฟ้มมากเกินไป")

    def paragraph(self, element: Element, spot: Spot, *, on_paper: bool = False) -> Paragraph:
        """Return a paragraph (`w:p`); what it holds beside its text is told as a doubt.

        `on_paper` tells that nothing behind it has a colour.
        """
        self._take("paragraphs")
        properties = element.find("w:pPr")
        style = _value(properties, "w:pStyle")
        made = Paragraph(
            spacing=self.styles.spacing(properties, style),
            aligned=_value(properties, "w:jc"),
            number=self._numbers.told(properties, style),
        )
        if properties is not None:
            made.fill = fill_of(properties.find("w:shd"))
            made.on_new_page = bool(is_on(properties, "w:pageBreakBefore"))
            indent = properties.find("w:ind")
            made.indent = twips(indent, "left") or twips(indent, "start") or 0.0
        first = at(element, "w:r/w:rPr")
        if first is None and properties is not None:
            first = properties.find("w:rPr")
        made.size = self.styles.size(first, style)
        self._runs.read(element, made, style, on_paper=on_paper)
        self._told(made, spot)
        return made

    def _told(self, made: Paragraph, spot: Spot) -> None:
        for note in made.notes:
            self.notes.setdefault(note, spot)
        if made.taken_out.strip():
            self.doubt(
                spot,
                f"ข้อความที่ถูกลบไว้ในการติดตามการเปลี่ยนแปลง ไม่นับ: {brief(made.taken_out)}",
            )
        self.shapes_out(made.shapes_out, spot)
        if made.put_in and not self._put_in:
            self._put_in = True
            self.doubt(spot, "มีข้อความที่เพิ่มไว้ในการติดตามการเปลี่ยนแปลง นับรวมแล้ว")
        if made.prompts:
            self.doubt(spot, "มีช่องให้กรอกที่ยังไม่ได้กรอก")

    def shapes_out(self, count: int, spot: Spot) -> None:
        """Tell shapes that a tracked change took out, where there are any."""
        if count:
            told = f"รูปร่างที่ถูกลบไว้ในการติดตามการเปลี่ยนแปลง {count} ชิ้น ไม่นับ"
            self.doubt(spot, f"{told} ถ้าเป็นลูกศรของเดือน ให้ดูว่าแถวนี้ได้เดือนถูกต้อง")


def brief(text: str) -> str:
    """Return the beginning of a text, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _version(settings: Element | None) -> int:
    for one in settings.iter("w:compatSetting") if settings is not None else ():
        if one.get("name") == "compatibilityMode":
            return number(one.get("val"), 12)
    return 12


def _value(parent: Element | None, name: str) -> str:
    found = parent.find(name) if parent is not None else None
    return found.get("val", "") if found is not None else ""
