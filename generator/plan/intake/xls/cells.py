"""A sheet of an Excel 97 workbook, as xlrd has it → texts, what stands behind them, looks, sizes.

xlrd publishes no types, hence `Any`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from generator.plan.intake.form import FormRefusedError
from generator.plan.intake.paint import is_white
from generator.plan.read import Area, Held, Looks, Spot, Stored
from generator.plan.read.shown import exact, hides_text, shown_date, shown_number
from generator.plan.read.symbols import as_signs
from generator.plan.read.whole import Sizes

_MOST_MERGED = 200_000
_TWIPS = 20
_WIDTH = 256  # parts of a digit
_TEXT, _NUMBER, _DATE, _TRUTH, _ERROR = 1, 2, 3, 4, 5
_ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}
_UNSEEN = 1.0  # points: dragged so small, a row is not seen


@dataclass(frozen=True, slots=True)
class XlsSheet:
    """What a sheet shows and how it looks; `wrapped` are cells whose text breaks into lines.

    `partly` are those of which only some words are struck through, `unseen` gives what stands in
    those whose format shows nothing of it.
    """

    texts: dict[Spot, str]
    stored: dict[Spot, Stored]
    looks: Looks
    sizes: Sizes
    wrapped: frozenset[Spot]
    titles: int
    partly: frozenset[Spot] = frozenset()
    unseen: dict[Spot, str] = field(default_factory=dict)


def xls_sheet(book: Any, sheet: Any) -> XlsSheet:
    """Return a sheet of a workbook. Raises FormRefusedError for merged cells without measure."""
    areas = tuple(
        Area(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells
    )
    covered = sum(
        (one.last_row - one.first_row + 1) * (one.last_column - one.first_column + 1)
        for one in areas
    )
    if covered > _MOST_MERGED:
        raise FormRefusedError("too-large", found=f"มีเกิน {_MOST_MERGED:,} ช่องที่ผสาน")
    found = XlsSheet({}, {}, Looks(), _sizes(sheet), frozenset(), _titles(book, sheet))
    wrapped: set[Spot] = set()
    struck: set[Spot] = set()
    partly: set[Spot] = set()
    painted: dict[Spot, str] = {}
    faint: set[Spot] = set()
    for row, column, index in _cells(sheet):
        style, spot = book.xf_list[index], (row + 1, column)
        if colour := _colour(book, style.background):
            painted[spot] = colour
        if _read(book, sheet, (row, column), style, found):
            if style.alignment.text_wrapped:
                wrapped.add(spot)
            pieces = _pieces(book, sheet, (row, column), style)
            fonts = {bool(font.struck_out) for words, font in pieces if words.strip()}
            if True in fonts:
                (partly if False in fonts else struck).add(spot)
            if spot not in painted and _is_white(book, style):
                faint.add(spot)
    looks = Looks(
        frozenset(row for row, height in found.sizes.heights.items() if height < _UNSEEN),
        frozenset(column for column, width in found.sizes.widths.items() if width <= 0),
        areas,
        frozenset(struck),
        painted,
        faint=frozenset(faint),
    )
    return replace(found, looks=looks, wrapped=frozenset(wrapped), partly=frozenset(partly))


def _cells(sheet: Any) -> Iterator[tuple[int, int, int]]:
    for row in range(sheet.nrows):
        for column, index in enumerate(sheet._cell_xf_indexes[row]):
            if index >= 0:
                yield row, column, index


def _read(book: Any, sheet: Any, at: tuple[int, int], style: Any, found: XlsSheet) -> bool:
    """Take in what a cell shows and holds; returns whether it shows anything."""
    spot = (at[0] + 1, at[1])
    kind, value = sheet.cell_type(*at), sheet.cell_value(*at)
    code = (
        book.format_map[style.format_key].format_str if style.format_key in book.format_map else ""
    )
    text = ""
    if kind == _TEXT:
        pieces = _pieces(book, sheet, at, style)
        text = "".join(as_signs(words, font.name) for words, font in pieces)
    elif kind == _TRUTH:
        text = str(bool(value)).upper()
        found.stored[spot] = Stored(Held.TRUTH, text, code, text)
    elif kind == _ERROR:
        text = _ERRORS.get(value, "#N/A")
    elif kind == _DATE and (held := _day(value, book.datemode, code)):
        found.stored[spot] = held
        text = held.shown or held.value
    elif kind in (_NUMBER, _DATE):
        held = _number(value, code)
        found.stored[spot] = held
        text = held.shown or _plain(Decimal(held.value))
    if text and _is_hidden(kind, value, code):
        found.unseen[spot], text = text, ""
    if text:
        found.texts[spot] = text
    return bool(text)


def _is_hidden(kind: int, value: Any, code: str) -> bool:
    """Whether a format shows nothing of what a cell holds: `;;;`."""
    if kind == _TEXT:
        return hides_text(code)
    return kind == _NUMBER and shown_number(exact(value), code) == ""


def _pieces(book: Any, sheet: Any, at: tuple[int, int], style: Any) -> list[tuple[str, Any]]:
    """Return the words of a cell with the font of each; most cells have one."""
    value, font = sheet.cell_value(*at), book.font_list[style.font_index]
    runs = sheet.rich_text_runlist_map.get(at, ())
    if not runs or not isinstance(value, str):
        return [(str(value), font)]
    starts = [0, *(start for start, _ in runs), len(value)]
    fonts = [font, *(book.font_list[index] for _, index in runs)]
    words = [value[start:end] for start, end in itertools.pairwise(starts)]
    return [(part, one) for part, one in zip(words, fonts, strict=True) if part]


def _day(value: float, mode: int, code: str) -> Stored | None:
    from xlrd.xldate import XLDateError, xldate_as_datetime  # noqa: PLC0415

    try:
        day = xldate_as_datetime(value, mode)
    except (XLDateError, OverflowError, ValueError):
        return None
    return Stored(Held.DATE, day.date().isoformat(), code, shown_date(day, code))


def _number(value: float, code: str) -> Stored:
    number = exact(value)
    held = Held.PERCENT if "%" in code else Held.NUMBER
    return Stored(held, format(number, "f"), code, shown_number(number, code) or "")


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _colour(book: Any, ground: Any) -> str:
    """Return the colour of a cell as `RRGGBB`, empty for none and for white; a pattern by name."""
    if not ground.fill_pattern:
        return ""
    if ground.fill_pattern != 1:
        return "pattern"
    colour = book.colour_map.get(ground.pattern_colour_index)
    named = "".join(f"{one:02X}" for one in colour or ())
    return "" if is_white(named) else named


def _is_white(book: Any, style: Any) -> bool:
    """Whether the letters of a cell are white."""
    fonts = book.font_list
    font = fonts[style.font_index] if style.font_index < len(fonts) else None
    colour = book.colour_map.get(font.colour_index) if font else None
    return colour is not None and is_white("".join(f"{one:02X}" for one in colour))


def _sizes(sheet: Any) -> Sizes:
    widths = {
        column: 0.0 if one.hidden else one.width / _WIDTH
        for column, one in sheet.colinfo_map.items()
    }
    usual = (sheet.default_row_height or 255) / _TWIPS
    heights = {
        row + 1: 0.0 if one.hidden else one.height / _TWIPS
        for row, one in sheet.rowinfo_map.items()
        if one.hidden or not one.has_default_height
    }
    return Sizes(
        widths,
        (sheet.standardwidth or 0) / _WIDTH,
        float(sheet.defcolwidth or 8),
        heights,
        0.0 if sheet.default_row_hidden else usual,
        frozenset(row + 1 for row in sheet.rowinfo_map),
    )


def _titles(book: Any, sheet: Any) -> int:
    """Return the last of the rows that are printed on each page, 0 for none."""
    for name in book.name_obj_list:
        if name.name != "Print_Titles" or name.result is None or name.scope != sheet.number:
            continue
        value = name.result.value
        for one in value if isinstance(value, list) else ():
            rows = one.coords[2:4]
            if rows[1] - rows[0] < 100:
                return int(rows[1])
    return 0
