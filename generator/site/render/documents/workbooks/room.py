"""How much room words take in cells, on the safe side: whoever opens a file may lack our font.

Excel makes a row as high as its words are only while somebody writes in it, and LibreOffice that
prints without a window never does. So each row is told its height, for the widest font that may
stand in the place of ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

EMU_A_PIXEL, EMU_A_POINT = 9_525, 12_700
# As high as a row may be in Excel, in points.
_HIGHEST = 409.0
# Type sizes of rows, the usual one first.
SIZES = (14, 12, 10)
_POINTS_A_PIXEL = 0.75
_PADDING = 6  # pixels
# How wide letters are and how high a line is, in sizes of type, in Waree, which Linux takes where
# TH Sarabun is not; Tahoma and its kin are no wider. What takes no room is not there.
_WIDTHS = (
    (re.compile("[ก-ฮ]"), 0.64),
    (re.compile("[เ-ไ]"), 0.45),
    (re.compile("[ะาำๆฯๅ฿]"), 0.56),
    (re.compile("[0-9๐-๙]"), 0.64),
    (re.compile("[A-Za-z]"), 0.66),
    (re.compile(r"[!-/:-@\[-`{-~ ]"), 0.42),
    (re.compile(r"[^\u0000-\u007f\u0e00-\u0e7f]"), 1.0),
)  # fmt: skip
_LINE = 1.4
_EDGES = 4  # points, above the first line and below the last
# A line ends before the word that would be too long for it: so many sizes of type stay empty.
_LEFT = 1.0


@dataclass(frozen=True, slots=True)
class Room:
    """How a row is written: its size of type, over how many rows, how high each is, in points."""

    size: int
    rows: int
    height: float


def pixels(width: float) -> int:
    """Return how wide a column of so many digits is, as Excel reckons with its usual font."""
    return int(width * 7 + 5.5)


def room_of(cells: Sequence[str], widths: Sequence[float]) -> Room:
    """Return how a row of these words, in columns of these widths, is written."""
    for size in SIZES:
        need = height_of(cells, widths, size)
        if need <= _HIGHEST:
            return Room(size, 1, need)
    rows = int(need // _HIGHEST) + 1
    return Room(SIZES[-1], rows, round(need / rows + 0.5))


def height_of(cells: Sequence[str], widths: Sequence[float], size: int) -> float:
    """Return how high a row of these words may have to be, in points."""
    lines = max(lines_of(cell, width, size) for cell, width in zip(cells, widths, strict=True))
    return round(lines * size * _LINE + _EDGES, 1)


@lru_cache(10_000)  # places and units come again and again
def lines_of(text: str, width: float, size: int) -> int:
    """Return how many lines a text may take in a column, or in columns that are merged."""
    room = (pixels(width) - _PADDING) * _POINTS_A_PIXEL / size
    held = max(room - _LEFT, room * 0.6)
    found = 0
    for line in text.split("\n"):
        wide = sum(each * len(signs.findall(line)) for signs, each in _WIDTHS)
        found += 1 if wide <= room else int(-(-wide // held))
    return found
