"""Shapes as Word of before 2007 writes them, and as later ones do for it (VML) → their boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from generator.plan.intake.docx.shape import Across, Box, Down, Related, Shape
from generator.plan.intake.docx.sight import (
    is_cover,
    is_unseen,
    is_written,
    vml_fill,
    vml_line,
)
from generator.plan.intake.form import MarkKind
from generator.plan.intake.xml.measures import length, number
from generator.plan.intake.xml.tree import at

_PX = 1 / 0.75
_SHAPES = frozenset({
    "v:line", "v:shape", "v:rect", "v:roundrect", "v:oval", "v:polyline", "v:arc", "v:curve",
    "v:image", "v:group",
})  # fmt: skip
_ACROSS = {
    "text": Across.COLUMN, "char": Across.CHARACTER, "margin": Across.MARGIN, "page": Across.PAGE,
    "left-margin-area": Across.PAGE, "inner-margin-area": Across.PAGE,
    "right-margin-area": Across.RIGHT_MARGIN, "outer-margin-area": Across.RIGHT_MARGIN,
}  # fmt: skip
_DOWN = {
    "text": Down.PARAGRAPH, "line": Down.PARAGRAPH, "": Down.PARAGRAPH, "margin": Down.MARGIN,
    "bottom-margin-area": Down.BOTTOM_MARGIN,
}  # fmt: skip
_TYPE = re.compile(r"_t(\d+)$")
# Numbers of shapes ([MS-ODRAW] 2.4.24).
_LINES = frozenset({20, *range(32, 41)})
_BLOCKS = {
    13: 1,
    66: 1,
    69: 2,
    67: 1,
    68: 1,
    70: 2,
    93: 1,
    94: 1,
    15: 1,
    55: 1,
    77: 1,
    78: 1,
    81: 2,
}
_PICTURE, _TEXT_BOX, _RECTANGLES = 75, 202, frozenset({1, 2, 109})
_FREE = frozenset({0, 100})
_THIN = 0.4


def shapes_of(pict: Element) -> Iterator[Shape]:
    """Yield every shape of a `w:pict` or `w:object`, those of a group one by one."""
    types = {f"#{one.get('id', '')}": number(one.get("spt")) for one in pict.iter("v:shapetype")}
    found = False
    for one in pict:
        if one.tag in _SHAPES:
            found = True
            style = _style(one)
            box = _line(one, _PX) or _box(style)
            layer = number(style.get("z-index"))
            yield from _drawn(one, box, _related(one, style), types, layer)
    if not found and pict.tag == "w:object":
        yield Shape(MarkKind.OTHER, Box(0, 0, 0, 0), Related(Across.INLINE), name="วัตถุที่ฝังไว้")


def _style(one: Element) -> dict[str, str]:
    pairs = (part.partition(":") for part in one.get("style", "").split(";"))
    return {key.strip().lower(): value.strip() for key, _, value in pairs if key.strip()}


def _related(one: Element, style: dict[str, str]) -> Related:
    if style.get("position") not in ("absolute", "relative"):
        return Related(Across.INLINE)
    aligned = style.get("mso-position-horizontal", "absolute")
    down = style.get("mso-position-vertical", "absolute")
    return Related(
        across=_ACROSS.get(style.get("mso-position-horizontal-relative", ""), Across.COLUMN),
        down=_DOWN.get(style.get("mso-position-vertical-relative", ""), Down.PAGE),
        aligned={"absolute": "", "inside": "left", "outside": "right"}.get(aligned, aligned),
        aligned_down="" if down == "absolute" else down,
        in_cell=one.get("allowincell", "t").lower() not in ("f", "false", "0"),
    )


def _box(style: dict[str, str]) -> Box:
    left = length(style.get("margin-left"), _PX)
    top = length(style.get("margin-top"), _PX)
    return Box(
        (length(style.get("left"), _PX) or 0.0) if left is None else left,
        (length(style.get("top"), _PX) or 0.0) if top is None else top,
        abs(length(style.get("width"), _PX) or 0.0),
        abs(length(style.get("height"), _PX) or 0.0),
    )


def _line(one: Element, unit: float) -> Box | None:
    """Return the box of what is told by its ends or its points; None for others."""
    if one.tag in ("v:line", "v:curve"):
        points = [*_numbers(one.get("from", "0,0"), unit), *_numbers(one.get("to", "0,0"), unit)]
    elif one.tag == "v:polyline":
        points = _numbers(one.get("points", ""), unit)
    else:
        return None
    across, down = points[::2], points[1::2]
    if not across or not down:
        return None
    left, top = min(across), min(down)
    return Box(left, top, max(across) - left, max(down) - top)


def _numbers(text: str, unit: float) -> list[float]:
    return [length(part, unit) or 0.0 for part in re.split(r"[,\s]+", text.strip()) if part]


def _drawn(
    one: Element, box: Box, related: Related, types: dict[str, int], layer: int
) -> Iterator[Shape]:
    if one.tag == "v:group":
        origin, size = (
            _pair(one, "coordorigin", (0.0, 0.0)),
            _pair(one, "coordsize", (1000.0, 1000.0)),
        )
        own = Box(*origin, *size)
        mirrored = "x" in _style(one).get("flip", "").lower()
        for child in one:
            if child.tag in _SHAPES:
                place = _line(child, 1.0) or _own_box(_style(child))
                place = place.within(own, box, mirrored=mirrored)
                yield from _drawn(child, place, related, types, layer)
        return
    style = _style(one)
    turn = length(re.sub("fd$", "", style.get("rotation", "0")), 1.0) or 0.0
    if style.get("rotation", "").endswith("fd"):
        turn /= 65536
    box = box.turned(turn)
    spt = _number(one, types)
    heads, kind = _heads(one), _kind(one, spt, box)
    if spt == _PICTURE and kind is not MarkKind.PICTURE:
        return  # the paper of a canvas
    yield Shape(
        kind=kind, box=box, related=related,
        heads=heads or _BLOCKS.get(spt, 0), name=one.get("alt", "") or one.get("id", ""),
        hidden=_is_hidden(one, style, kind), covers=is_cover(kind, vml_fill(one)),
        content=at(one, "v:textbox/w:txbxContent"), layer=layer,
        words=art.get("string", "") if (art := one.find("v:textpath")) is not None else "",
    )  # fmt: skip


def _is_hidden(one: Element, style: dict[str, str], kind: MarkKind) -> bool:
    if style.get("visibility", "") == "hidden":
        return True
    written = one.find("v:textpath") is not None or is_written(at(one, "v:textbox/w:txbxContent"))
    return is_unseen(
        kind, vml_line(one), vml_fill(one), only_line=one.tag == "v:line", written=written
    )


def _own_box(style: dict[str, str]) -> Box:
    """Return the box of a shape in a group, in the group's own measures."""
    values = [length(style.get(key), 1.0) or 0.0 for key in ("left", "top", "width", "height")]
    return Box(values[0], values[1], abs(values[2]), abs(values[3]))


def _pair(one: Element, key: str, usual: tuple[float, float]) -> tuple[float, float]:
    said = _numbers(one.get(key, ""), 1.0)
    return (said[0], said[1]) if len(said) == 2 else usual


def _number(one: Element, types: dict[str, int]) -> int:
    """Return the number of a shape's kind, 0 for none."""
    named = one.get("type", "")
    if match := _TYPE.search(named):
        return int(match[1][:6])
    return types.get(named) or number(one.get("spt"))


def _heads(one: Element) -> int:
    stroke = one.find("v:stroke")
    if stroke is None:
        return 0
    return sum(stroke.get(end, "none") != "none" for end in ("startarrow", "endarrow"))


def _kind(one: Element, spt: int, box: Box) -> MarkKind:
    if one.tag == "v:image" or one.find("v:imagedata") is not None:
        return MarkKind.PICTURE
    if one.tag in ("v:line", "v:curve", "v:polyline") or spt in _LINES:
        return MarkKind.LINE
    if spt in _BLOCKS:
        return MarkKind.BLOCK_ARROW
    written = one.find("v:textbox") is not None
    if one.tag in ("v:rect", "v:roundrect") or spt == _TEXT_BOX or spt in _RECTANGLES or written:
        return MarkKind.BOX
    free = one.tag == "v:shape" and (spt in _FREE)
    return MarkKind.LINE if free and box.height <= _THIN * box.width else MarkKind.OTHER
