"""How wide Excel shows columns: by its rule for the common font, and by what drawings say of it.

A column's width is kept in digits of the workbook's common font (ISO/IEC 29500-1, 18.3.1.13), and
only that font's width in pixels makes a length of it. Where the font is not known here, shapes
tell: each says both the column of its corner and how far from the sheet's edge that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from generator.plan.intake.sheets.bands import Bands
from generator.plan.read.whole import Sizes

EMU_A_POINT = 12_700
_EMU_A_PIXEL = 9_525
_LAST_COLUMN = 16_383
_LAST_ROW = 1_048_575
# The widest digit of common fonts in pixels, at 96 to the inch; others are about as wide as high.
_DIGITS = {("calibri", 11): 7, ("arial", 10): 7, ("tahoma", 10): 7, ("tahoma", 11): 8}
_DIGIT_OF_POINT = 0.62
_ROUND = 8  # pixels: a column that nobody made wider is a multiple of these
_PADDING = 5
# Both measures of a length agree as far as pixels are rounded, or shapes were not saved with them.
_SAME, _ALIKE = 0.004, 0.03
_LIKELY = (0.6, 1.6)
_NEEDED = 100_000  # EMU: what is nearer to the edge tells little


@dataclass(frozen=True, slots=True)
class Columns:
    """A sheet's columns in EMU; `sure` where the common font or the shapes tell how wide."""

    bands: Bands
    sure: bool


def columns_of(
    sizes: Sizes, font: str, points: float, told: Iterable[tuple[int, float]] = ()
) -> Columns:
    """Return a sheet's columns; `told` gives where shapes say that columns begin."""
    seen = [(column, at) for column, at in told if column and at > _NEEDED]
    known = _DIGITS.get((font.casefold(), round(points)))
    digit = known or max(round(points * _DIGIT_OF_POINT), 4)
    best = _bands(sizes, digit)
    if not _ratios(best, seen):
        return Columns(best, known is not None)
    ways = [best, *(_bands(sizes, other) for other in range(4, 21) if other != digit)]
    exact = next((way for way in ways if _off(way, seen) <= _SAME), None) or _scaled(best, seen)
    return Columns(exact or best, exact is not None)


def rows_of(sizes: Sizes) -> Bands:
    """Return a sheet's rows in EMU, from 0."""
    heights = {row - 1: height * EMU_A_POINT for row, height in sizes.heights.items()}
    return Bands(heights, sizes.usual_height * EMU_A_POINT, _LAST_ROW)


def _bands(sizes: Sizes, digit: int) -> Bands:
    own_usual = -(-(sizes.base * digit + _PADDING) // _ROUND) * _ROUND
    usual = _pixels(sizes.usual_width, digit) if sizes.usual_width else own_usual
    own: Mapping[int, float] = {
        column: _pixels(width, digit) * _EMU_A_PIXEL for column, width in sizes.widths.items()
    }
    return Bands(own, usual * _EMU_A_PIXEL, _LAST_COLUMN)


def _pixels(width: float, digit: int) -> int:
    return int((256 * width + 128 // digit) / 256 * digit)


def _ratios(columns: Bands, seen: Iterable[tuple[int, float]]) -> list[float]:
    starts = [(columns.start(column), at) for column, at in seen]
    return [at / start for start, at in starts if start > _NEEDED]


def _off(columns: Bands, seen: Iterable[tuple[int, float]]) -> float:
    """Return by how much most shapes say otherwise, as a share of the length."""
    return median(abs(one - 1) for one in _ratios(columns, seen))


def _scaled(columns: Bands, seen: list[tuple[int, float]]) -> Bands | None:
    """Return the columns as wide as shapes say; None where they contradict each other."""
    ratios = _ratios(columns, seen)
    ratio = median(ratios)
    spread = median(abs(one - ratio) for one in ratios)
    if spread > _ALIKE * ratio or not _LIKELY[0] < ratio < _LIKELY[1]:
        return None
    own = {column: width * ratio for column, width in columns.own.items()}
    return Bands(own, columns.usual * ratio, columns.last)
