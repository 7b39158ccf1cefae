"""DrawingML → shapes: what each is, its points, its arrow heads, its text; groups are opened.

Of alternatives (`mc:AlternateContent`) one is read: two would be the same shape twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.plan.intake.form import MarkKind
from generator.plan.intake.sheets.geometry import Box, Frame, Point
from generator.plan.intake.sheets.sight import covers, is_blank
from generator.plan.intake.xml.markup import Node
from generator.plan.read.symbols import as_signs

# What may be drawn: lines, shapes, groups, pictures, charts, and strokes of a pen.
DRAWN = frozenset({"cxnSp", "sp", "grpSp", "pic", "graphicFrame", "contentPart"})
_CHOOSES = "AlternateContent"
_DEEPEST = 30
# Of its own form, a shape so many times as wide as high is a bar or an arrow.
_FLAT = 2.5
_ROOM = 0.1  # of the width of a box
_ARROW_NAME = re.compile("ลูกศร|arrow", re.IGNORECASE)
_LINES = ("line", "lineInv")
_BOXES = frozenset({
    "rect", "roundRect", "snip1Rect", "snip2SameRect", "round1Rect", "round2SameRect", "plaque",
    "flowChartProcess", "flowChartTerminator", "flowChartAlternateProcess", "foldedCorner", "frame",
    "bevel", "cube",
})  # fmt: skip
_TWO_HEADS = frozenset({"leftRightArrow", "upDownArrow", "leftRightArrowCallout"})
_ROUNDS = ("arcTo", "cubicBezTo", "quadBezTo")
_OTHER_ARROWS = frozenset({"chevron", "homePlate"})


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape: its points as they are seen, in the lengths of the file.

    `id` is how other parts of the file call it. `unseen` tells that its writer hid it, or drew it
    without line and fill, or white. `covers` tells that it hides what lies under it. `rows` are
    those in which its anchor begins and ends, from 0. `elsewhere` are its ends across where the
    file may also mean it to stand.
    """

    kind: MarkKind
    points: tuple[Point, ...]
    heads: int = 0
    text: str = ""
    name: str = ""
    id: str = ""
    unseen: bool = False
    covers: bool = False
    rows: tuple[int, int] | None = None
    elsewhere: tuple[float, float] | None = None

    @property
    def box(self) -> Box:
        """Return the rectangle round its points."""
        left, right = (one(x for x, _ in self.points) for one in (min, max))
        top, bottom = (one(y for _, y in self.points) for one in (min, max))
        return Box(left, top, right - left, bottom - top)


def own_form(name: str, points: Sequence[Point], *, straight: bool) -> MarkKind:
    """Return what a shape of its own form is: an arrow by the name that Office gave it, or flat.

    What has rounds (`straight` is False) may be a circle round months, or a brace.
    """
    box = Shape(MarkKind.OTHER, tuple(points)).box
    flat = straight and box.width >= _FLAT * box.height > 0
    return MarkKind.BLOCK_ARROW if flat or _ARROW_NAME.search(name) else MarkKind.OTHER


def drawn_in(node: Node) -> Iterator[Node]:
    """Yield the shapes among the children of an anchor or a group, of alternatives the first."""
    for one in node.children:
        if one.name in DRAWN:
            yield one
        elif one.name == _CHOOSES:
            yield from next(filter(None, (list(drawn_in(way)) for way in one.children)), [])


def frame_of(node: Node) -> Frame | None:
    """Return where a shape says that it is, None where it does not."""
    form = next(
        filter(None, (node.first(*path, "xfrm") for path in (("spPr",), ("grpSpPr",), ()))), None
    )
    if form is None:
        return None
    inner = _box(form, "chOff", "chExt")
    return Frame(
        _box(form, "off", "ext") or Box(0, 0, 0, 0),
        form.number("rot"),
        form.get("flipH") in ("1", "true"),
        form.get("flipV") in ("1", "true"),
        inner,
    )


def shapes_in(node: Node, frame: Frame | None, depth: int = 0) -> Iterator[Shape]:
    """Yield the shape, or all that are in the group, in the lengths of its parent.

    `frame` is where it is where that is known better than by itself: from its anchor.
    """
    frame = frame or frame_of(node) or Frame(Box(0, 0, 0, 0))
    if node.name != "grpSp" or depth > _DEEPEST:
        yield _shape(node, frame)
        return
    about = node.first("nvGrpSpPr", "cNvPr") or Node("")
    hidden = about.get("hidden") in ("1", "true")
    for child in drawn_in(node):
        for one in shapes_in(child, None, depth + 1):
            yield replace(
                one,
                points=frame.outward(one.points),
                unseen=one.unseen or hidden,
                covers=one.covers and not hidden,
            )


def _box(form: Node, corner: str, size: str) -> Box | None:
    at, of = form.first(corner), form.first(size)
    if at is None or of is None:
        return None
    return Box(at.number("x"), at.number("y"), of.number("cx"), of.number("cy"))


def _shape(node: Node, frame: Frame) -> Shape:
    kind, heads = _kind(node)
    about = next(node.all("cNvPr"), Node(""))
    form = node.first("spPr", "custGeom")
    if kind is MarkKind.OTHER and form:
        straight = not any(True for round_ in _ROUNDS for _ in form.all(round_))
        kind = own_form(about.get("name"), frame.corners(), straight=straight)
    if form and _leaves_room(form):
        kind = MarkKind.OTHER
    words = next((one for one in node.children if one.name in ("txBody", "txbx")), None)
    text = text_of(words) if words else ""
    known = next(node.all("compatExt"), Node(""))
    hidden = about.get("hidden") in ("1", "true") and not known.get("spid")
    return Shape(
        kind,
        frame.line() if kind is MarkKind.LINE else frame.corners(),
        heads,
        text,
        about.get("name"),
        known.get("spid"),
        hidden or is_blank(node, kind, text),
        not hidden and covers(node, kind),
    )


def _kind(node: Node) -> tuple[MarkKind, int]:
    """Return what a shape is and how many arrow heads it has."""
    if node.name == "pic":
        return MarkKind.PICTURE, 0
    if node.name in ("graphicFrame", "contentPart"):  # of a pen's strokes only the frame is told
        return MarkKind.OTHER, 0
    if node.name == "cxnSp":
        return MarkKind.LINE, _heads(node)
    preset = node.first("spPr", "prstGeom")
    if preset is None:
        return (MarkKind.LINE if _is_stroke(node) else MarkKind.OTHER), _heads(node)
    return _named(preset.get("prst"), node)


def _named(name: str, node: Node) -> tuple[MarkKind, int]:
    if name in _LINES or "Connector" in name:
        return MarkKind.LINE, _heads(node)
    if name in _BOXES or "Callout" in name:
        return MarkKind.BOX, 0
    if name in _OTHER_ARROWS or name.endswith("Arrow"):
        return MarkKind.BLOCK_ARROW, 2 if name in _TWO_HEADS else 1
    return MarkKind.OTHER, 0


def _is_stroke(node: Node) -> bool:
    """Whether a shape of its own form is a line that somebody drew: it encloses nothing."""
    form = node.first("spPr", "custGeom")
    if form is None:
        return False
    closed = any(True for _ in form.all("close"))
    return not closed or all(path.get("fill") == "none" for path in form.all("path"))


def _leaves_room(form: Node) -> bool:
    """Whether what is drawn does not run from side to side of its box: that tells not where."""
    runs = sorted(run for path in form.all("path") for run in _runs(path))
    end = 0.0
    for first, last in runs:
        if first - end > _ROOM:
            return True
        end = max(end, last)
    return bool(runs) and end < 1 - _ROOM


def _runs(path: Node) -> Iterator[tuple[float, float]]:
    """Yield from where to where across its box each part of a path runs that is drawn at once.

    Nothing of one that tells its points by formulas, or by arcs.
    """
    wide, run = path.number("w"), list[float]()
    plain = all(one.get("x").lstrip("-").isdecimal() for one in path.all("pt"))
    told = wide > 0 and plain and not any(True for _ in path.all("arcTo"))
    for step in path.children if told else ():
        if step.name == "moveTo" and run:
            yield min(run), max(run)
            run = []
        run += [one.number("x") / wide for one in step.all("pt")]
    if run:
        yield min(run), max(run)


def _heads(node: Node) -> int:
    line = node.first("spPr", "ln")
    ends = (line.first(name) for name in ("headEnd", "tailEnd")) if line else ()
    return sum(1 for end in ends if end and end.get("type", "none") != "none")


def text_of(body: Node) -> str:
    """Return the paragraphs of a shape's text, a line each."""
    return "\n".join("".join(_pieces(one)) for one in body.all("p")).strip("\n")


def _pieces(paragraph: Node) -> Iterator[str]:
    for one in paragraph.children:
        if one.name == "br":
            yield "\n"
        elif one.name in ("r", "fld"):
            text = one.first("t")
            yield as_signs(text.text, _font(one)) if text else ""


def _font(run: Node) -> str:
    """Return the font in which a run draws signs, or else the one of its letters."""
    told = (run.first("rPr", name) for name in ("sym", "latin"))
    return next((one.get("typeface") for one in told if one), "")
