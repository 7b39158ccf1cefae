"""What of a DrawingML shape is seen on white paper: its line, its fill, what lies under others.

A shape without a line and a fill, or with white ones, is on nobody's page: it tells no month.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.plan.intake.form import MarkKind
from generator.plan.intake.paint import Hides, hidden_part, is_white
from generator.plan.intake.sheets.geometry import Box
from generator.plan.intake.xml.markup import Node

_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
_BAND = 250_000  # EMU, about a row: covers are sought by it
_MOST_BANDS, _MOST_COVERS = 500, 50


def is_blank(node: Node, kind: MarkKind, text: str) -> bool:
    """Whether a shape draws nothing that is seen: no line, no fill, no words; of either white."""
    if text.strip() or node.name not in ("sp", "cxnSp") or _line_is_seen(node):
        return False
    preset = _preset(node)
    only_line = node.name == "cxnSp" or preset.startswith("line") or "Connector" in preset
    return (kind is MarkKind.LINE and only_line) or _fill_of(node) in ("none", "white")


def covers(node: Node, kind: MarkKind) -> bool:
    """Whether a shape hides what lies under it: a box with a fill that is not seen through."""
    return node.name == "sp" and kind is MarkKind.BOX and _fill_of(node) in ("white", "full")


def covered(boxes: Sequence[tuple[Box, bool, bool]]) -> frozenset[int]:
    """Return which shapes, by their order from the lowest up, lie wholly under a later one.

    Of each: its rectangle, whether it hides what lies under it, and whether it is itself unseen.
    """
    over, found = Covered(), set[int]()
    for at in range(len(boxes) - 1, -1, -1):
        box, hides, blank = boxes[at]
        if over.hides(box):
            found.add(at)
        if hides:
            over.add(box, blank=blank)
    return frozenset(found)


class Covered:
    """The boxes that lie over a shape, when shapes are told from the uppermost down.

    Bounded: of boxes without measure over one place only the first are looked at.
    """

    def __init__(self) -> None:
        self._boxes: dict[int, list[tuple[Box, bool]]] = {}

    def add(self, box: Box, *, blank: bool) -> None:
        """Put a box over all that is told later; a `blank` one is itself not seen."""
        first, last = int(box.y // _BAND), int((box.y + box.height) // _BAND)
        for band in range(first, min(last, first + _MOST_BANDS) + 1):
            held = self._boxes.setdefault(band, [])
            if len(held) < _MOST_COVERS:
                held.append((box, blank))

    def hides(self, box: Box) -> bool:
        """Whether a shape is under a box, or has an end under one that is itself not seen."""
        held: Sequence[tuple[Box, bool]] = self._boxes.get(int(box.centre[1] // _BAND), ())
        return any(_hides(over, box, blank) for over, blank in held)


def _hides(over: Box, box: Box, blank: bool) -> bool:
    if not (over.y <= box.y and box.y + box.height <= over.y + over.height):
        return False
    ends = (over.x, over.x + over.width), (box.x, box.x + box.width)
    return hidden_part(*ends, blank=blank) is not Hides.NOTHING


def _preset(node: Node) -> str:
    preset = node.first("spPr", "prstGeom")
    return preset.get("prst") if preset else ""


def _line_is_seen(node: Node) -> bool:
    line = node.first("spPr", "ln")
    return _paint(line, node.first("style", "lnRef")) not in ("none", "white")


def _fill_of(node: Node) -> str:
    return _paint(node.first("spPr"), node.first("style", "fillRef"))


def _paint(holder: Node | None, style: Node | None) -> str:
    """Return how something is painted: `none`, `white`, `full`, `sheer`, empty where untold."""
    own = next((one for one in holder.children if one.name in _FILLS), None) if holder else None
    if own is None:
        if style is None:
            return ""
        return "none" if style.get("idx") in ("", "0") else _colour(style)
    if own.name == "noFill":
        return "none"
    return _colour(own) if own.name == "solidFill" else "full"


def _colour(holder: Node) -> str:
    colour = next(iter(holder.children), None)
    if colour is None:
        return "full"
    alpha = next((one.number("val") for one in colour.children if one.name == "alpha"), 100_000)
    if alpha < 100_000:
        return "none" if alpha <= 0 else "sheer"
    changed = any(one.name != "alpha" for one in colour.children)
    return "white" if not changed and is_white(colour.get("val")) else "full"
