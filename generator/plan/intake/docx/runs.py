"""A paragraph of Word → its text as a reader sees it, and what is drawn or noted in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from generator.plan.intake.docx.fields import OpenFields, shown_of
from generator.plan.intake.docx.shade import fill_of
from generator.plan.intake.docx.styles import Spacing, Styles
from generator.plan.intake.xml.measures import is_on
from generator.plan.read.symbols import as_signs

# Their contents are the paragraph's own: links, what was put in, boxes for input, names of places.
THROUGH = frozenset({
    "w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:sdt", "w:sdtContent", "w:customXml",
    "w:bdo", "w:dir", "w:fldSimple", "w:rt", "w:rubyBase",
})  # fmt: skip
# Behind these a raised figure is an exponent, and is read as the figure: `ตร.ม.2`.
_MEASURE = re.compile(r"(?:(?:ตร|ลบ)\.?\s*ม\.?|เมตร|(?<![ก-๙])[ซก]?ม\.?)\s*$")
_PUT_IN, _TAKEN_OUT = ("w:ins", "w:moveTo"), ("w:del", "w:moveFrom")
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-", "w:softHyphen": ""}
_DRAWN = frozenset({"w:drawing", "w:pict", "w:object"})
_NOTED = {"w:commentReference": "comment", "w:footnoteReference": "footnote",
          "w:endnoteReference": "endnote"}  # fmt: skip
_MARKERS = {
    "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF",
    "red": "FF0000", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080",
    "lightGray": "C0C0C0", "black": "000000",
}  # fmt: skip
_RAISED = str.maketrans("0123456789๐๑๒๓๔๕๖๗๘๙", 2 * "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MADE_ONE = str.maketrans("\t\r\n", "   ")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn in a paragraph; `hidden` tells that it stands among hidden letters."""

    element: Element
    hidden: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph; `text` has its counted number, `shown` is without hidden letters.

    `pages` counts the ends of pages that Word noted inside, `first_page` those before any text,
    `shapes_out` the shapes that a tracked change took out. `turns` tells that somebody ended a page
    in it, `on_new_page` that it is to begin one.
    """

    text: str = ""
    number: str = ""
    hidden: str = ""
    taken_out: str = ""
    shapes_out: int = 0
    put_in: bool = False
    plain_letters: bool = False
    struck_letters: bool = False
    drawn: list[Drawn] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pages: int = 0
    first_page: int = 0
    turns: bool = False
    on_new_page: bool = False
    size: float = 10.0
    spacing: Spacing = field(default_factory=Spacing)
    aligned: str = ""
    indent: float = 0.0
    fill: str = ""
    prompts: int = 0

    @property
    def whole(self) -> str:
        """Return the text with its number before it."""
        return self.number + self.text if self.text else self.number.rstrip()


class Runs:
    """Reads paragraphs; `deepest` bounds what stands within each other."""

    def __init__(self, styles: Styles) -> None:
        """Use the document's styles."""
        self._styles = styles
        self._readers: dict[str, Callable[[Element, Paragraph, _Letters], None]] = {
            "w:t": self._text,
            "w:sym": self._symbol,
            "w:br": self._break,
            "w:fldChar": self._field,
            "w:lastRenderedPageBreak": self._page,
            "mc:AlternateContent": self._choice,
            "w:ruby": self._ruby,
        }

    def read(self, element: Element, into: Paragraph, style: str, *, on_paper: bool) -> None:
        """Take in the contents of a paragraph (`w:p`).

        `on_paper` tells that nothing behind it has a colour: white letters are hidden there.
        """
        self._fields = OpenFields()
        self._on_paper = on_paper and not into.fill
        self._style = style
        self._within(element, into)

    def _within(self, element: Element, into: Paragraph) -> None:
        for child in element:
            if child.tag == "w:r":
                self._run(child, into)
            elif child.tag in _TAKEN_OUT:
                into.taken_out += texts_out(child)
                into.shapes_out += shapes_in(child)
            elif child.tag == "w:sdt" and is_on(child, "w:sdtPr/w:showingPlcHdr"):
                into.prompts += 1  # the words that ask for input
            elif child.tag in THROUGH:
                into.put_in = into.put_in or child.tag in _PUT_IN
                self._within(child, into)
            elif child.tag in ("m:oMath", "m:oMathPara"):
                into.text += "".join(one.text or "" for one in child.iter("m:t"))
            elif child.tag == "mc:AlternateContent":
                self._choice(child, into, _Letters())

    def _run(self, run: Element, into: Paragraph) -> None:
        properties = run.find("w:rPr")
        fill = _fill(properties)
        white = properties is not None and properties.find("w:color") is not None
        letters = _Letters(
            white=white and self._on_paper and not fill,
            hidden=self._styles.is_hidden(properties, self._style),
            struck=self._styles.is_struck(properties, self._style),
            font=_font(properties),
            fill=fill,
            raised=_is_raised(properties),
        )
        self._children(run, into, letters)

    def _children(self, run: Element, into: Paragraph, letters: _Letters) -> None:
        for child in run:
            if child.tag in _DRAWN:
                into.drawn.append(Drawn(child, letters.hidden))
            elif child.tag in _NOTED:
                into.notes.append((_NOTED[child.tag], child.get("id", "")))
            elif child.tag in _SIGNS:
                self._add(_SIGNS[child.tag], into, letters)
            elif reader := self._readers.get(child.tag):
                reader(child, into, letters)

    def _add(self, text: str, into: Paragraph, letters: _Letters) -> None:
        if self._fields.is_instruction:
            return
        if letters.hidden or letters.white:
            into.hidden += text
            return
        if letters.raised and into.text.strip() and not _MEASURE.search(into.text):
            text = text.translate(_RAISED)  # a footnote's number is none of the name's, or amount's
        if text.strip():
            into.struck_letters = into.struck_letters or letters.struck
            into.plain_letters = into.plain_letters or not letters.struck
        into.fill = into.fill or ("" if text.strip() else letters.fill)
        into.text += text

    def _text(self, child: Element, into: Paragraph, letters: _Letters) -> None:
        text = (child.text or "").translate(_MADE_ONE)
        if child.get("space") != "preserve":
            text = text.strip(" ")  # as Word does
        self._add(as_signs(text, letters.font), into, letters)

    def _symbol(self, child: Element, into: Paragraph, letters: _Letters) -> None:
        try:
            letter = chr(int(child.get("char", ""), 16))
        except (ValueError, OverflowError):
            return
        if letter.isprintable() or "\ue000" <= letter <= "\uf8ff":
            self._add(as_signs(letter, child.get("font", "")), into, letters)

    def _break(self, child: Element, into: Paragraph, letters: _Letters) -> None:
        kind = child.get("type", "textWrapping")
        if kind == "textWrapping":
            self._add("\n", into, letters)
        into.turns = into.turns or kind == "page"

    def _field(self, child: Element, into: Paragraph, letters: _Letters) -> None:
        self._add(shown_of(child), into, letters)
        self._fields.take(child)

    def _page(self, _child: Element, into: Paragraph, _letters: _Letters) -> None:
        into.pages += 1
        into.first_page += not into.text.strip()

    def _choice(self, child: Element, into: Paragraph, letters: _Letters) -> None:
        chosen = chosen_of(child)
        if chosen is not None:
            self._children(chosen, into, letters)
            for run in chosen.findall("w:r"):
                self._run(run, into)

    def _ruby(self, child: Element, into: Paragraph, _letters: _Letters) -> None:
        base = child.find("w:rubyBase")
        if base is not None:
            self._within(base, into)


@dataclass(frozen=True, slots=True)
class _Letters:
    """How the letters of a run are."""

    hidden: bool = False
    struck: bool = False
    font: str = ""
    fill: str = ""
    raised: bool = False
    white: bool = False


def texts_out(element: Element) -> str:
    """Return all letters of a part that was taken out in a tracked change."""
    return "".join(one.text or "" for one in element.iter() if one.tag in ("w:t", "w:delText"))


def shapes_in(element: Element) -> int:
    """Return how many things are drawn in a part; one that is told in several kinds is one."""
    if element.tag == "mc:AlternateContent":
        chosen = chosen_of(element)
        return 0 if chosen is None else shapes_in(chosen)
    return element.tag in _DRAWN or sum(shapes_in(child) for child in element)


def chosen_of(alternate: Element) -> Element | None:
    """Return the newest kind of a thing that is told in several kinds: one of them, never two."""
    choices = alternate.findall("mc:Choice")
    for choice in choices:
        if len(choice):
            return choice
    return alternate.find("mc:Fallback")


def _is_raised(properties: Element | None) -> bool:
    """Whether letters stand above the line."""
    place = properties.find("w:vertAlign") if properties is not None else None
    return place is not None and place.get("val") == "superscript"


def _fill(properties: Element | None) -> str:
    """Return the colour behind letters: blanks are marked with it in place of a cell."""
    if properties is None:
        return ""
    marked = properties.find("w:highlight")
    if marked is not None:
        return _MARKERS.get(marked.get("val", ""), "")
    return fill_of(properties.find("w:shd"))


def _font(properties: Element | None) -> str:
    fonts = properties.find("w:rFonts") if properties is not None else None
    if fonts is None:
        return ""
    return fonts.get("ascii") or fonts.get("hAnsi") or fonts.get("cs") or ""
