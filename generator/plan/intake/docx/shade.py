"""Colours behind cells, paragraphs and letters."""

from __future__ import annotations

from xml.etree.ElementTree import Element

_WHITE = ("", "AUTO", "FFFFFF")


def fill_of(shade: Element | None) -> str:
    """Return the colour of a shade (`w:shd`) as RRGGBB, empty for none and for white."""
    if shade is None:
        return ""
    solid = shade.get("val", "clear") == "solid"
    fill = shade.get("color" if solid else "fill", "auto").upper()
    if solid and fill == "AUTO":
        return "000000"
    if fill in _WHITE:
        # A pattern of dots on white is a colour to the eye.
        dotted = shade.get("val", "clear").startswith(("pct", "diag", "horz", "vert", "thin"))
        return "808080" if dotted else ""
    return fill if len(fill) == 6 and all(sign in "0123456789ABCDEF" for sign in fill) else ""
