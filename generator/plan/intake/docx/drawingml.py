"""Shapes as Word 2007 and later write them (ISO/IEC 29500: DrawingML) → their boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from generator.plan.intake.docx.shape import Across, Box, Down, Related, Shape
from generator.plan.intake.docx.sight import fill_of, is_cover, is_unseen, is_written, line_of
from generator.plan.intake.form import MarkKind
from generator.plan.intake.xml.measures import EMU, emu, length, number
from generator.plan.intake.xml.tree import at

_ACROSS = {
    "column": Across.COLUMN, "character": Across.CHARACTER, "margin": Across.MARGIN,
    "page": Across.PAGE, "leftMargin": Across.PAGE, "insideMargin": Across.PAGE,
    "rightMargin": Across.RIGHT_MARGIN, "outsideMargin": Across.RIGHT_MARGIN,
}  # fmt: skip
_DOWN = {
    "paragraph": Down.PARAGRAPH, "line": Down.PARAGRAPH, "margin": Down.MARGIN,
    "bottomMargin": Down.BOTTOM_MARGIN,
}  # fmt: skip
_LINES = ("line", "straightConnector", "bentConnector", "curvedConnector")
_BLOCKS = {
    "leftRightArrow": 2, "leftRightArrowCallout": 2, "leftRightUpArrow": 2, "rightArrow": 1,
    "leftArrow": 1, "notchedRightArrow": 1, "stripedRightArrow": 1, "rightArrowCallout": 1,
    "leftArrowCallout": 1, "homePlate": 1, "chevron": 1, "curvedRightArrow": 1,
    "curvedLeftArrow": 1, "upArrow": 1, "downArrow": 1, "upDownArrow": 2, "bentArrow": 1,
    "bentUpArrow": 1, "leftUpArrow": 2, "uturnArrow": 1,
}  # fmt: skip
_BOXES = frozenset({
    "rect", "roundRect", "snip1Rect", "snip2SameRect", "round1Rect", "round2SameRect", "plaque",
    "flowChartProcess", "flowChartTerminator", "flowChartAlternateProcess", "foldedCorner", "frame",
    "bevel", "cube",
})  # fmt: skip
# Behind the text lies what Word counts down from there.
_BEHIND, _DIGITS = 1 << 32, 10
# What is thinner than this part of its length is drawn as a line.
_THIN = 0.4
_GROUPS = frozenset({"wpg:wgp", "wpg:grpSp", "wpc:wpc"})
_GROUP_PROPERTIES = ("wpg:grpSpPr",)
_SHAPE_PROPERTIES = ("wps:spPr", "pic:spPr", "wpg:xfrm", "w14:xfrm", "wpi:xfrm")


def shapes_of(drawing: Element) -> Iterator[Shape]:
    """Yield every shape of a `w:drawing`, those of a group one by one."""
    for place in drawing:
        if place.tag not in ("wp:anchor", "wp:inline"):
            continue
        extent = place.find("wp:extent")
        told = place.find("wp:docPr")
        name = told.get("name", "") if told is not None else ""
        hidden = told is not None and told.get("hidden", "0").lower() in ("1", "true")
        related, left, top = _related(place)
        box = Box(left, top, emu(extent, "cx"), emu(extent, "cy"))
        data = at(place, "a:graphic/a:graphicData")
        layer = _layer(place.get("relativeHeight", ""))
        if place.get("behindDoc", "0").lower() in ("1", "true"):
            layer -= _BEHIND
        whole = Shape(MarkKind.OTHER, box, related, name=name, hidden=hidden, layer=layer)
        if data is None:
            yield whole
            continue
        for one in data:
            yield from _drawn(one, whole)


def _layer(said: str) -> int:
    """Return how high a shape lies: a whole number of up to ten digits."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= _DIGITS else 0


def _related(place: Element) -> tuple[Related, float, float]:
    if place.tag == "wp:inline":
        return Related(Across.INLINE), 0.0, 0.0
    if place.get("simplePos", "0").lower() in ("1", "true"):
        simple = place.find("wp:simplePos")
        return Related(Across.PAGE, Down.PAGE), emu(simple, "x"), emu(simple, "y")
    across, down = place.find("wp:positionH"), place.find("wp:positionV")
    aligned = _text(across, "wp:align")
    related = Related(
        across=_ACROSS.get(across.get("relativeFrom", "") if across is not None else "")
        or Across.COLUMN,
        down=_DOWN.get(down.get("relativeFrom", "") if down is not None else "", Down.PAGE),
        aligned={"inside": "left", "outside": "right"}.get(aligned, aligned),
        aligned_down=_text(down, "wp:align"),
        in_cell=place.get("layoutInCell", "1").lower() in ("1", "true"),
    )
    return related, _offset(across), _offset(down)


def _offset(position: Element | None) -> float:
    return length(_text(position, "wp:posOffset"), EMU) or 0.0


def _text(parent: Element | None, name: str) -> str:
    found = parent.find(name) if parent is not None else None
    return (found.text or "").strip() if found is not None else ""


def _drawn(one: Element, whole: Shape) -> Iterator[Shape]:
    """Yield the shapes of what fills the box of `whole`."""
    if one.tag in _GROUPS:
        yield from _group(one, whole)
    elif one.tag == "wps:wsp":
        yield _shape(one, whole)
    elif one.tag == "pic:pic":
        yield _picture(one, whole)
    elif one.tag.rpartition(":")[2] == "contentPart":  # drawn by pen
        yield replace(whole, kind=_ink(whole.box), name=whole.name or "หมึก")
    elif one.tag == "mc:AlternateContent":
        for choice in list(one)[:1]:
            for inside in choice:
                yield from _drawn(inside, whole)
    else:
        yield whole


def _group(group: Element, whole: Shape) -> Iterator[Shape]:
    frame = next(
        (f for p in _GROUP_PROPERTIES if (f := at(group, f"{p}/a:xfrm")) is not None), None
    )
    own = Box(0.0, 0.0, whole.box.width, whole.box.height)
    mirrored = False
    if frame is not None:
        start, size = frame.find("a:chOff"), frame.find("a:chExt")
        own = Box(emu(start, "x"), emu(start, "y"), emu(size, "cx"), emu(size, "cy"))
        turned = 90 < number(frame.get("rot")) / 60000 % 360 < 270  # half a turn, or about so
        mirrored = (frame.get("flipH", "0").lower() in ("1", "true")) != turned
    for child in group:
        inner = _frame(child)
        if inner is None:
            continue
        box = _box(inner).within(own, whole.box, mirrored=mirrored)
        told = next((one for one in child if one.tag.endswith(":cNvPr")), None)
        name = told.get("name", "") if told is not None else ""
        yield from _drawn(
            child,
            replace(whole, box=box, name=name or whole.name),
        )


def _frame(child: Element) -> Element | None:
    """Return the measures (`a:xfrm`) of a shape in a group; None for what is no shape."""
    for name in (*_GROUP_PROPERTIES, *_SHAPE_PROPERTIES):
        found = child.find(name)
        if found is not None:
            return found if name.endswith("xfrm") else found.find("a:xfrm")
    return None


def _box(frame: Element) -> Box:
    start, size = frame.find("a:off"), frame.find("a:ext")
    return Box(emu(start, "x"), emu(start, "y"), emu(size, "cx"), emu(size, "cy"))


def _shape(one: Element, whole: Shape) -> Shape:
    properties = one.find("wps:spPr")
    content = at(one, "wps:txbx/w:txbxContent")
    box, heads, preset = whole.box, 0, ""
    if properties is not None:
        frame = properties.find("a:xfrm")
        box = box.turned(number(frame.get("rot")) / 60000 if frame is not None else 0)
        geometry = properties.find("a:prstGeom")
        preset = geometry.get("prst", "") if geometry is not None else "custom"
        heads = _heads(properties)
    # A box has no heads: LibreOffice makes one of an arrow when it saves a .doc.
    line = heads and preset in _BOXES and content is None
    kind = _ink(box) if line else _kind(preset, one, box)
    only_line = kind is MarkKind.LINE and preset != "custom"
    fill = fill_of(one, properties)
    unseen = is_unseen(
        kind, line_of(one, properties), fill, only_line=only_line, written=is_written(content)
    )
    return replace(
        whole, kind=kind, box=box, heads=heads or _BLOCKS.get(preset, 0), content=content,
        hidden=whole.hidden or unseen, covers=not whole.hidden and is_cover(kind, fill),
    )  # fmt: skip


def _heads(properties: Element) -> int:
    ends = (at(properties, f"a:ln/a:{name}") for name in ("headEnd", "tailEnd"))
    return sum(end is not None and end.get("type", "none") != "none" for end in ends)


def _kind(preset: str, one: Element, box: Box) -> MarkKind:
    if preset.startswith(_LINES) or (not preset and one.find("wps:cNvCnPr") is not None):
        return MarkKind.LINE
    if preset in _BLOCKS or preset.endswith("Arrow"):
        return MarkKind.BLOCK_ARROW
    if preset in _BOXES or "Callout" in preset or one.find("wps:txbx") is not None:
        return MarkKind.BOX
    if preset == "custom":  # drawn by hand
        return _ink(box)
    return MarkKind.OTHER


def _ink(box: Box) -> MarkKind:
    return MarkKind.LINE if box.height <= _THIN * box.width else MarkKind.OTHER


def _picture(one: Element, whole: Shape) -> Shape:
    frame = at(one, "pic:spPr/a:xfrm")
    box = whole.box.turned(number(frame.get("rot")) / 60000 if frame is not None else 0)
    return replace(whole, kind=MarkKind.PICTURE, box=box)
