"""Colours behind cells, paragraphs and letters."""

from __future__ import annotations

from xml.etree.ElementTree import Element

_WHITE = ("", "AUTO", "FFFFFF")
_PATTERNS = ("pct", "diag", "horz", "vert", "thin", "reverse")
_DOTTED = "808080"
# Office's own themes, for programs that tell no colour but a theme's name.
_THEMES = {
    "text1": "000000", "dark1": "000000", "text2": "44546A", "dark2": "44546A",
    "background2": "E7E6E6", "light2": "E7E6E6", "accent1": "5B9BD5", "accent2": "ED7D31",
    "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "4472C4", "accent6": "70AD47",
}  # fmt: skip


def fill_of(shade: Element | None) -> str:
    """Return the colour of a shade (`w:shd`) as RRGGBB, empty for none and for white."""
    if shade is None:
        return ""
    solid = shade.get("val", "clear") == "solid"
    fill = shade.get("color" if solid else "fill", "auto").upper()
    if fill == "AUTO":
        fill = _of_theme(shade, "themeColor" if solid else "themeFill") or fill
    if solid and fill == "AUTO":
        return "000000"
    if fill in _WHITE:
        # A pattern of dots on white is a colour to the eye, but for white dots.
        dotted = shade.get("val", "clear").startswith(_PATTERNS)
        return _DOTTED if dotted and shade.get("color", "auto").upper() != "FFFFFF" else ""
    return fill if len(fill) == 6 and all(sign in "0123456789ABCDEF" for sign in fill) else ""


def _of_theme(shade: Element, key: str) -> str:
    """Return the colour of a theme's name; a shade of white is grey."""
    named = shade.get(key, "")
    return _THEMES.get(named, _DOTTED if shade.get(f"{key}Shade") else "")
