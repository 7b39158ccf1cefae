"""What of a shape of Word is seen on white paper: how its line and its fill are painted."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from generator.plan.intake.form import MarkKind
from generator.plan.intake.paint import Paint, is_white
from generator.plan.intake.xml.measures import length, number
from generator.plan.intake.xml.tree import at

_FILLS = frozenset({
    "a:noFill", "a:solidFill", "a:gradFill", "a:blipFill", "a:pattFill", "a:grpFill",
})  # fmt: skip
_WHOLE = 100_000
_OFF = ("f", "false", "0")
_SHORT_COLOUR = 3


def is_unseen(kind: MarkKind, line: Paint, fill: Paint, *, only_line: bool, written: bool) -> bool:
    """Whether a shape draws nothing that is seen; `written` tells that there are words in it."""
    if written or kind is MarkKind.PICTURE or not line.is_blank:
        return False
    return only_line or fill.is_blank


def is_written(content: Element | None) -> bool:
    """Whether anything stands in a box: letters, a sign, or something drawn."""
    seen = ("w:sym", "w:drawing", "w:pict", "w:object")
    return content is not None and any(
        one.tag in seen or (one.tag == "w:t" and bool((one.text or "").strip()))
        for one in content.iter()
    )


def is_cover(kind: MarkKind, fill: Paint) -> bool:
    """Whether a shape hides what lies under it: a box with a fill that is not seen through."""
    return kind is MarkKind.BOX and fill in (Paint.WHITE, Paint.FULL)


def line_of(shape: Element, properties: Element | None) -> Paint:
    """Return how the line of a DrawingML shape is painted, by itself or by its style."""
    own = properties.find("a:ln") if properties is not None else None
    return _paint(own, at(shape, "wps:style/a:lnRef"))


def fill_of(shape: Element, properties: Element | None) -> Paint:
    """Return how a DrawingML shape is filled, by itself or by its style."""
    return _paint(properties, at(shape, "wps:style/a:fillRef"))


def _paint(holder: Element | None, style: Element | None) -> Paint:
    own = next((one for one in holder if one.tag in _FILLS), None) if holder is not None else None
    if own is None:
        if style is None:
            return Paint.UNTOLD
        return Paint.NONE if style.get("idx", "0") == "0" else _colour(style)
    if own.tag == "a:noFill":
        return Paint.NONE
    return _colour(own) if own.tag == "a:solidFill" else Paint.FULL


def _colour(holder: Element) -> Paint:
    colour = next(iter(holder), None)
    if colour is None:
        return Paint.FULL
    seen = colour.find("a:alpha")
    alpha = number(seen.get("val"), _WHOLE) if seen is not None else _WHOLE
    if alpha < _WHOLE:
        return Paint.NONE if alpha <= 0 else Paint.SHEER
    changed = any(one.tag != "a:alpha" for one in colour)  # a shade of white is grey
    return Paint.WHITE if not changed and is_white(colour.get("val", "")) else Paint.FULL


def vml_line(shape: Element) -> Paint:
    """Return how the line of a VML shape is painted; it is black where nothing is said."""
    return _vml(shape, "stroke", "stroked", "black")


def vml_fill(shape: Element) -> Paint:
    """Return how a VML shape is filled; it is white where nothing is said."""
    return _vml(shape, "fill", "filled", "white")


def _vml(shape: Element, name: str, switch: str, usual: str) -> Paint:
    more = shape.find(f"v:{name}")
    told = more if more is not None else Element(name)
    if any(said.lower() in _OFF for said in (shape.get(switch, "t"), told.get("on", "t"))):
        return Paint.NONE
    if told.get("type", "solid") not in ("solid", ""):
        return Paint.FULL
    if (sheer := _opacity(told.get("opacity", ""))) is not None:
        return sheer
    named = told.get("color") or shape.get(f"{name}color") or usual
    colour = named.split(" ")[0].removeprefix("#")
    if len(colour) == _SHORT_COLOUR:
        colour = "".join(2 * sign for sign in colour)
    return Paint.WHITE if is_white(colour) else Paint.FULL


def _opacity(said: str) -> Paint | None:
    """Return what an opacity (`.5`, `50%`, `32768f`) makes of a colour, None where it is whole."""
    part = length(said.rstrip("%f"), 1.0)
    if part is None:
        return None
    part /= 100.0 if said.endswith("%") else 65536.0 if said.endswith("f") else 1.0
    if part >= 1.0:
        return None
    return Paint.NONE if part <= 0 else Paint.SHEER
