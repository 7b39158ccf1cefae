"""Colours by number: contrast as WCAG 2 reckons it, and the shades that the theme needs."""

from __future__ import annotations

from dataclasses import dataclass

Rgb = tuple[int, int, int]

# The grounds on which the accent is read (theme/overrides/assets/phaen/phaen.css).
PAPER, SAND = "#fbfaf6", "#f1ede1"
DARK_PAPER, DARK_SAND = "#141816", "#212824"
READABLE = 4.5  # WCAG 2.2, 1.4.3: text of ordinary size
DEFAULT = "#0b5d4a"


@dataclass(frozen=True, slots=True)
class Palette:
    """The accent and its ground tint, for light and for dark, as `#rrggbb`."""

    accent: str
    tint: str
    dark_accent: str
    dark_tint: str


def palette(accent: str) -> Palette:
    """Return the shades of `accent`; text in it stays readable on every ground."""
    dark = _until_readable(accent, "#ffffff", DARK_SAND)
    return Palette(accent, _tint(accent, PAPER), dark, _tint(dark, DARK_PAPER))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(accent: str) -> bool:
    """Return whether text in `accent` can be read on the theme's light grounds."""
    return contrast(accent, SAND) >= READABLE


def _until_readable(colour: str, toward: str, ground: str) -> str:
    shades = (_mixed(colour, toward, share / 20) for share in range(21))
    return next(shade for shade in shades if contrast(shade, ground) >= READABLE)


def _tint(accent: str, ground: str) -> str:
    """Return the strongest tint of the ground on which the accent is still readable."""
    tints = (_mixed(ground, accent, share / 100) for share in range(14, 0, -2))
    return next((tint for tint in tints if contrast(accent, tint) >= READABLE), ground)


def _mixed(one: str, other: str, share: float) -> str:
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue
