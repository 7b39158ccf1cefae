"""Lengths and switches as WordprocessingML writes them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from generator.plan.intake.xml.tree import at

EMU = 12700.0
TWIPS = 20.0
#: Far more than any paper, in the finest units of a group of shapes; what says more is damaged.
_MOST = 1e9
_UNITS = {
    "pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0, "px": 0.75,
    "emu": 1 / EMU,
}  # fmt: skip
_LENGTH = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?)\s*([a-z]*)\s*", re.ASCII)
_OFF = ("0", "false", "off", "none")


def length(text: str | None, unit: float) -> float | None:
    """Return points; `unit` says how many of a number without its own unit are one. None for none.

    >>> length("1417", TWIPS), length("2.5cm", TWIPS)
    (70.85, 70.86614173228347)
    """
    match = _LENGTH.fullmatch(text or "")
    if not match:
        return None
    number, name = match.groups()
    if name and name not in _UNITS:
        return None
    points = float(number) * _UNITS[name] if name else float(number) / unit
    return points if abs(points) <= _MOST else None


def twips(element: Element | None, key: str = "w") -> float | None:
    """Return what an element says in twentieths of a point, in points; None where it says nothing.

    Percents and `auto` are no length.
    """
    if element is None or element.get("type") in ("pct", "auto", "nil"):
        return None
    return length(element.get(key), TWIPS)


def emu(element: Element | None, key: str) -> float:
    """Return a length of DrawingML in points, 0 where none is said."""
    return (length(element.get(key), EMU) if element is not None else None) or 0.0


def number(text: str | None, usual: int = 0) -> int:
    """Return a whole number of a sane size, `usual` for anything else."""
    match = re.fullmatch(r"\s*([-+]?\d{1,9})(?:\.\d*)?\s*", text or "", re.ASCII)
    return int(match[1]) if match else usual


def is_on(parent: Element | None, path: str) -> bool | None:
    """Whether a switch (`w:rPr/w:vanish`) is set; None where the parent does not say."""
    found = at(parent, path)
    return None if found is None else found.get("val", "1").lower() not in _OFF
