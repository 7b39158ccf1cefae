"""A worksheet's VML: form controls and shapes of the time before DrawingML; comments are no marks.

Programs write this part carelessly; what is no XML is one doubt, not the end of the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.machine.markup import ReadingLimit
from generator.plan.intake.form import FormRefusedError, Mark, MarkKind
from generator.plan.intake.paint import is_white
from generator.plan.intake.sheets.anchors import MOST_SHAPES, Corner, Sheet
from generator.plan.intake.sheets.geometry import Box, Frame
from generator.plan.intake.sheets.shapes import Shape
from generator.plan.intake.sheets.ticks import square, tick
from generator.plan.intake.xml.markup import Node, read_nodes, whole

_EMU_A_PIXEL = 9_525
_SHAPES = frozenset({"shape", "line", "rect", "roundrect", "oval", "polyline", "arc", "image"})
_GROUP = frozenset({"group"})
_COMMENT = "Note"
_TICKED = ("Checkbox", "Radio")
_CONTROLS = frozenset({
    *_TICKED, "Button", "Dialog", "Drop", "Edit", "GBox", "Label", "List", "Movie", "Pict",
    "Scroll", "Spin",
})  # fmt: skip
# Left, centre or right of a page's header or footer: pictures there have such ids.
_MARGIN = re.compile("[LCR][HF](?:FIRST|EVEN)?")
_KINDS = {
    "line": MarkKind.LINE,
    "polyline": MarkKind.LINE,
    "arc": MarkKind.LINE,
    "rect": MarkKind.BOX,
    "roundrect": MarkKind.BOX,
    "image": MarkKind.PICTURE,
}
_CORNERS = 8
# Shape types of Office 97: a line, and connectors.
_LINES = ("#_x0000_t20", "#_x0000_t32", "#_x0000_t34")
_BOXES = ("#_x0000_t1", "#_x0000_t2", "#_x0000_t201", "#_x0000_t202")
# Block arrows, and how many heads each has.
_ARROWS = {"#_x0000_t13": 1, "#_x0000_t66": 1, "#_x0000_t69": 2}
_NO = ("f", "false", "0")
_SEEN, _FULL = ("sheer", "full"), ("white", "full")


@dataclass(slots=True)
class Legacy:
    """What stands in a sheet's VML parts, but for comments.

    `printed` counts the pictures at the margins of pages.
    """

    share: ReadingLimit
    found: list[Node] = field(default_factory=list)
    broken: bool = False
    printed: int = 0

    def read(self, part: bytes) -> None:
        """Take in a part; one that is no XML is `broken`. Raises FormRefusedError for too much."""
        try:
            read_nodes(part, _SHAPES | _GROUP, self.share, self._take)
        except FormRefusedError as error:
            if error.code != "broken":
                raise
            self.broken = True

    def _take(self, node: Node) -> None:
        if len(self.found) >= MOST_SHAPES:
            raise FormRefusedError("too-large", found=f"มีรูปร่างเกิน {MOST_SHAPES:,} ชิ้น")
        about = node.first("ClientData")
        if _MARGIN.fullmatch(node.get("id")):
            self.printed += 1
        elif about is None or about.get("ObjectType") != _COMMENT:
            self.found.append(node)

    @property
    def ids(self) -> frozenset[str]:
        """Return how DrawingML calls these shapes, which it may tell again, and less of them."""
        return frozenset(node.get(key) for node in self.found for key in ("id", "spid")) - {""}

    def marks(self, sheet: Sheet) -> Iterator[Mark]:
        """Yield a mark for each shape."""
        yield from sheet.marks(_shape(node, _box(node, sheet)) for node in self.found)


def _box(node: Node, sheet: Sheet) -> Box:
    """Return where a shape is: its eight numbers of cells and pixels, or its style."""
    anchor = next(node.all("Anchor"), None)
    told = [whole(one) for one in anchor.text.split(",")] if anchor else []
    if len(told) == _CORNERS:
        first, last = (
            Corner(told[at], told[at + 1] * _EMU_A_PIXEL, told[at + 2], told[at + 3] * _EMU_A_PIXEL)
            for at in (0, 4)
        )
        left, top = sheet.x(first), sheet.y(first)
        return Box(left, top, sheet.x(last) - left, sheet.y(last) - top)
    style = {
        key.strip(): value.strip()
        for key, _, value in (one.partition(":") for one in node.get("style").split(";"))
    }
    sizes = [
        _length(style.get(key, "")) for key in ("margin-left", "margin-top", "width", "height")
    ]
    return Box(*sizes)


_UNITS = {"pt": 12_700.0, "px": 9_525.0, "in": 914_400.0, "cm": 360_000.0, "mm": 36_000.0}


def _length(text: str) -> float:
    number, unit = text[:-2], text[-2:]
    try:
        length = float(number) * _UNITS.get(unit, 0.0)
    except ValueError:
        return 0.0
    return length if abs(length) < 1e12 else 0.0


def _shape(node: Node, box: Box) -> Shape:
    kind = _kind(node)
    about = node.first("ClientData")
    stroke = next(node.all("stroke"), Node(""))
    heads = sum(stroke.get(end, "none") != "none" for end in ("startarrow", "endarrow"))
    words = " ".join("".join(_words(node.first("textbox"))).split())
    name = about.get("ObjectType") if about else node.name
    if about and name in _TICKED:
        state = about.first("Checked")
        words, box = tick(whole(state.text) if state else 0, words), square(box)
    hidden = "visibility:hidden" in "".join(node.get("style").split())
    drawn = name not in _CONTROLS
    return Shape(
        kind,
        Frame(box).corners(),
        heads or _ARROWS.get(node.get("type"), 0),
        words,
        name,
        node.get("id"),
        hidden or (drawn and not words and _is_blank(node, kind)),
        drawn and not hidden and kind is MarkKind.BOX and _paint(node, "fill") in _FULL,
    )


def _kind(node: Node) -> MarkKind:
    named = node.get("type")
    if named in _LINES:
        return MarkKind.LINE
    if named in _BOXES:
        return MarkKind.BOX
    return MarkKind.BLOCK_ARROW if named in _ARROWS else _KINDS.get(node.name, MarkKind.OTHER)


def _is_blank(node: Node, kind: MarkKind) -> bool:
    """Whether a shape draws nothing that is seen: no line, no fill; or white ones."""
    if kind not in (MarkKind.LINE, MarkKind.BOX, MarkKind.BLOCK_ARROW):
        return False
    if _paint(node, "stroke") in _SEEN:
        return False
    return kind is MarkKind.LINE or _paint(node, "fill") not in _SEEN


def _paint(node: Node, what: str) -> str:
    """Return how a `stroke`, or a `fill`, is painted: none, white, sheer or full."""
    part = node.first(what) or Node("")
    switch = "stroked" if what == "stroke" else "filled"
    if node.get(switch).lower() in _NO or part.get("on").lower() in _NO:
        return "none"
    if part.get("opacity", "1") not in ("1", "65536f", "100%"):
        return "sheer"
    usual = "white" if what == "fill" else "black"
    colour = node.get(f"{what}color", part.get("color", usual)).split(" ")[0].lower()
    return "white" if colour == "#fff" or is_white(colour.removeprefix("#")) else "full"


def _words(node: Node | None) -> Iterator[str]:
    if node is not None:
        yield node.text
        for one in node.children:
            yield from _words(one)
