"""Cells of a worksheet → cells of a grid: texts, merged areas, colours, what stands behind them."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from generator.plan.intake.form import GridCell, Spot
from generator.plan.intake.paint import is_white
from generator.plan.read import Area, Looks, Stored
from generator.plan.read.cells import column_letter
from generator.plan.read.whole import Sizes

_HATCHED = "808080"  # stands for every pattern: it is some colour, and no other cell's
_THEME = re.compile(
    rb'<(?:\w+:)?(dk1|lt1|dk2|lt2|accent[1-6]|hlink|folHlink)>.*?(?:lastClr|val)="([0-9A-Fa-f]{6})"',
    re.DOTALL,
)
# As colours of a theme are counted: light before dark.
_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)))
# The 64 colours of Excel 97 (ISO/IEC 29500-1, 18.8.27); the first eight stand twice.
_COLOURS = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF"
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF"
    "800000008000000080808000800080008080C0C0C0808080"
    "9999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF"
    "000080FF00FFFFFF0000FFFF8000808000000080800000FF"
    "00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC99"
    "3366FF33CCCC99CC00FFCC00FF9900FF6600666699969696"
    "003366339966003300333300993300993366333399333333"
)
_INDEXED = tuple(re.findall(".{6}", _COLOURS))
_ALIKE = 1.3  # of a column's width in digits: so much more text breaks into lines


def grid_cells(
    title: str,
    texts: Mapping[tuple[int, int], str],
    looks: Looks,
    stored: Mapping[tuple[int, int], Stored],
    theme: bytes = b"",
) -> tuple[GridCell, ...]:
    """Return the cells with a text, a colour or a merge, by row and column.

    Colours count as far to the right as there are texts or merged cells: whole rows are painted.
    """
    areas = {(one.first_row, one.first_column): one for one in looks.merged}
    hidden = {spot for one in looks.merged for spot in _covered(one)} if areas else set()
    last = max((column for _, column in (*texts, *areas)), default=-1)
    last = max(last, max((one.last_column for one in looks.merged), default=-1))
    palette = dict(_palette(theme))
    painted = {spot for spot in looks.painted if spot[1] <= last}
    found = []
    for row, column in sorted(({*texts, *areas, *painted}) - hidden):
        area = areas.get((row, column), Area(row, column, row, column))
        found.append(
            GridCell(
                texts.get((row, column), ""),
                row - 1,
                column,
                Spot(sheet=title, cell=f"{column_letter(column)}{row}"),
                area.last_row - area.first_row + 1,
                area.last_column - area.first_column + 1,
                colour(looks.painted.get((row, column), ""), palette),
                stored.get((row, column)),
                (row, column) in looks.struck,
                faint=(row, column) in looks.faint,
            )
        )
    return tuple(found)


def _covered(area: Area) -> Iterator[tuple[int, int]]:
    """Yield the cells that a merged one covers, but for its first."""
    for row in range(area.first_row, area.last_row + 1):
        for column in range(area.first_column, area.last_column + 1):
            if (row, column) != (area.first_row, area.first_column):
                yield row, column


def loose_rows(
    texts: Mapping[tuple[int, int], str],
    wrapped: Iterable[tuple[int, int]],
    merged: Iterable[Area],
    sizes: Sizes,
) -> Iterator[int]:
    """Yield the rows, from 0, that Excel makes higher for their texts when it opens the file."""
    areas = {(one.first_row, one.first_column) for one in merged}
    for row, column in {*wrapped} - areas:
        text = texts.get((row, column), "")
        width = sizes.widths.get(column, sizes.usual_width or sizes.base)
        if row not in sizes.own and ("\n" in text or len(text) > _ALIKE * width):
            yield row - 1


def rows_of_faint(
    texts: Iterable[tuple[int, int]], faint: Collection[tuple[int, int]]
) -> frozenset[int]:
    """Return the rows in which all texts are `faint`: white letters on paper hide a row.

    Both are told by row and column, counted alike.
    """
    if not faint:
        return frozenset()
    seen = {row for row, column in texts if (row, column) not in faint}
    return frozenset(row for row, _ in faint if row not in seen)


def _palette(theme: bytes) -> Iterator[tuple[int, str]]:
    named = {name.decode(): value.decode() for name, value in _THEME.findall(theme[:100_000])}
    for number, name in enumerate(_ORDER):
        if name in named:
            yield number, named[name]


def colour(told: str, palette: Mapping[int, str]) -> str:
    """Return a colour as `RRGGBB`, empty for none and for white; a pattern is some grey."""
    kind, _, rest = told.partition(" ")
    if not told:
        return ""
    if kind == "indexed":
        number = int(rest) if rest.isdecimal() else 0
        found = _INDEXED[number] if number < len(_INDEXED) else ""
    elif kind.isdecimal() and rest:
        found = _tinted(palette.get(int(kind), _HATCHED), float(rest))
    else:
        found = told[-6:].upper() if re.fullmatch("[0-9A-Fa-f]{6,8}", told) else _HATCHED
    return "" if is_white(found) else found


def _tinted(colour: str, tint: float) -> str:
    """Return a colour made lighter, or darker below nought (ISO/IEC 29500-1, 18.8.19)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(
        f"{round(max(0.0, min(one, 1.0)) * 255):02X}"
        for one in colorsys.hls_to_rgb(hue, light, full)
    )
