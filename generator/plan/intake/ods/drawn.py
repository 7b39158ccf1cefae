"""Shapes of OpenDocument → what is drawn, and its box from where its anchor stands."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from generator.plan.intake.form import MarkKind
from generator.plan.intake.ods.looks import Looks
from generator.plan.intake.ods.words import paragraphs
from generator.plan.intake.sheets.shapes import own_form
from generator.plan.intake.xml.measures import length, number

_ENDS = frozenset({"draw:line", "draw:connector", "draw:measure"})
_FREE = frozenset({"draw:path", "draw:polyline", "draw:polygon"})
_OTHER = frozenset({
    "draw:custom-shape", "draw:rect", "draw:ellipse", "draw:circle", "draw:frame", "draw:caption",
    "draw:control", "draw:page-thumbnail", "draw:regular-polygon",
})  # fmt: skip
_BOXES = ("rectangle", "round-rectangle", "rect", "roundRect", "mso-spt202", "mso-spt1", "mso-spt2")
_TWO_HEADS = ("left-right-arrow", "leftRightArrow", "mso-spt69", "mso-spt81")
_ARROWS = (
    "arrow",
    "mso-spt13",
    "mso-spt66",
    "pentagon-right",
    "chevron",
    "homeplate",
    "mso-spt93",
    "mso-spt94",
)
_NO_PRESET = "non-primitive"
_SHOWN = ("always", "screen")
_TURN = re.compile(r"rotate\s*\(\s*([-\d.eE]+)\s*\)")
_MOVE = re.compile(r"translate\s*\(\s*(\S+?)[\s,]+(\S+?)\s*\)")
# Of a path: to a point, straight to one, its end, and how it is painted.
_STRAIGHT = frozenset("MLZNFSf")
# What is thinner than this part of its length is drawn as a line.
_THIN = 0.25


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape; its box in points from the corner of the cell, or the sheet, that it hangs on.

    `unseen` tells that nobody sees it, `hides` that nobody sees what lies under it, `level` how far
    up it is drawn.
    """

    kind: MarkKind
    left: float
    top: float
    right: float
    bottom: float
    heads: int
    text: str
    name: str
    unseen: bool
    hides: bool
    level: int


def drawn_in(element: Element, looks: Looks, level: int = 0) -> Iterator[Drawn]:
    """Yield the shapes that are children of a cell, or of a sheet; those of a group one by one.

    `level` is how far up the group is drawn that the element is.
    """
    for one in element:
        own = number(one.get("z-index"), level)
        if one.tag in ("draw:g", "draw:a"):
            yield from drawn_in(one, looks, own)
        elif one.tag in _ENDS | _FREE | _OTHER:
            yield _drawn(one, looks, own)


def _drawn(one: Element, looks: Looks, level: int) -> Drawn:
    box = _ends(one) if one.tag in _ENDS else _frame(one)
    style = one.get("style-name", "")
    kind, heads = _kind(one, box)
    text = "\n".join(_texts(one))
    hidden = one.get("display", "always") not in _SHOWN
    return Drawn(
        kind, *box,
        heads=heads or looks.heads(style),
        text=text,
        name=one.get("name", ""),
        unseen=hidden or _is_blank(one, kind, text, looks),
        hides=kind is MarkKind.BOX and not hidden and looks.hides(style),
        level=level,
    )  # fmt: skip


def _is_blank(one: Element, kind: MarkKind, text: str, looks: Looks) -> bool:
    """Whether a shape draws nothing that is seen: no line, no fill, no words; of either white."""
    style = one.get("style-name", "")
    told = kind is MarkKind.PICTURE or one.tag == "draw:control" or text
    if told or looks.line_is_seen(style):
        return False
    return kind is MarkKind.LINE or not looks.fill_is_seen(style)


def _texts(one: Element) -> Iterator[str]:
    boxes = [one, *one.findall("draw:text-box")]
    return (text for box in boxes for text in paragraphs(box) if text.strip())


def _ends(one: Element) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = (length(one.get(key), 1.0) or 0.0 for key in ("x1", "y1", "x2", "y2"))
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _frame(one: Element) -> tuple[float, float, float, float]:
    x, y, wide, high = (length(one.get(key), 1.0) or 0.0 for key in ("x", "y", "width", "height"))
    wide, high = max(0.0, wide), max(0.0, high)
    said = one.get("transform", "")
    if not said:
        return x, y, x + wide, y + high
    turned, moved = _TURN.search(said), _MOVE.search(said)
    angle = (length(turned[1], 1.0) or 0.0) if turned else 0.0
    if moved:
        x, y = (length(part, 1.0) or 0.0 for part in moved.groups())
    # Turned about its own upper left corner, against the clock, then moved.
    sine, cosine = math.sin(angle), math.cos(angle)
    corners = [(a * cosine + b * sine, b * cosine - a * sine) for a in (0, wide) for b in (0, high)]
    across, down = [a for a, _ in corners], [b for _, b in corners]
    return x + min(across), y + min(down), x + max(across), y + max(down)


def _kind(one: Element, box: tuple[float, float, float, float]) -> tuple[MarkKind, int]:
    """Return what a shape is, and how many heads its own form has."""
    if one.tag in _ENDS:
        return MarkKind.LINE, 0
    if one.tag in _FREE:
        left, top, right, bottom = box
        thin = bottom - top <= _THIN * (right - left)
        return (MarkKind.LINE if thin else MarkKind.OTHER), 0
    if one.tag == "draw:frame":
        boxed = one.find("draw:text-box") is not None
        pictured = one.find("draw:image") is not None and one.find("draw:object") is None
        return (MarkKind.BOX if boxed else MarkKind.PICTURE if pictured else MarkKind.OTHER), 0
    return _preset_kind(one, box)


def _preset_kind(one: Element, box: tuple[float, float, float, float]) -> tuple[MarkKind, int]:
    geometry = one.find("draw:enhanced-geometry")
    preset = geometry.get("type", "") if geometry is not None else ""
    preset = preset.removeprefix("ooxml-")
    if preset == _NO_PRESET and geometry is not None:
        return _own_kind(one, geometry, box), 0
    if preset in _TWO_HEADS:
        return MarkKind.BLOCK_ARROW, 2
    if preset.lower().endswith(_ARROWS):
        return MarkKind.BLOCK_ARROW, 1
    boxed = preset in _BOXES or one.tag in ("draw:rect", "draw:caption")
    return (MarkKind.BOX if boxed else MarkKind.OTHER), 0


def _own_kind(one: Element, geometry: Element, box: tuple[float, float, float, float]) -> MarkKind:
    """Return what a shape of its own form is: a line, an arrow, or another, by its path."""
    path = geometry.get("enhanced-path", "")
    straight = set(re.findall("[A-Za-z]", path)) <= _STRAIGHT and path.count("M") == 1
    left, top, right, bottom = box
    if "Z" not in path:
        return MarkKind.LINE
    corners = ((left, top), (right, bottom))
    return own_form(one.get("name", ""), corners, straight=straight)
