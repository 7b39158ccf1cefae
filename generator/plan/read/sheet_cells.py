"""The cells of one worksheet: what each shows, what stands behind it, and how it looks.

Owns what openpyxl's objects are asked for; they carry no types, hence `Any`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from generator.plan.own_sheets import is_mark
from generator.plan.read.cells import Area, CellFault, Held, Looks, Row, Spot, Stored
from generator.plan.read.shown import exact, hides_text, shown_date, shown_number
from generator.plan.read.symbols import as_signs, is_symbol_font
from generator.thai.text import tidy

# A longer code typed as a number has lost its last digits.
_EXACT = 10**15
# How XML that may not hold a control sign holds it: Excel's line end is often `_x000D_` and a line
# feed (ISO/IEC 29500-1, ST_Xstring). What only looks so has its own first sign escaped.
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff])_")
# In a number format: text that is shown as it is, such as the sign in `0"%"`.
_LITERAL = re.compile(r'"[^"]*"|\\.')
# A format that makes a code of a number: it pads with noughts, or sets letters beside it.
_MAKES_CODE = re.compile(r'^[^.#]*0{2,}(?![0,]*\.)|"[^"]*[^\s"฿%.,()-][^"]*"')
_BAHT = re.compile(r'"\s*(?:บาท|฿|THB|Baht)\s*"', re.IGNORECASE)
# Formats of a workbook's own are counted from here.
_FIRST_FORMAT = 164
# Dragged so small, a row or a column is not seen.
_UNSEEN = 1
_USUAL_WIDTH = 8.43  # of a column that nobody made wider, in digits
_LAST_COLUMN = 16_384
_PATTERN = "pattern"
_WHITE = ("FFFFFF", "")
_WHITE_INDICES = (1, 9)
# Commas after the last digit show thousands or millions of what is held.
_SCALED = re.compile(r"[0#?],+(?=[^0#?,.]|$)")
_SHOWN_FIGURE = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)? ?%?")
_CURRENCY = re.compile(r"฿|บาท|THB|Baht", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Styles:
    """Which of a workbook's fonts strike through or draw signs, and which fills have a colour.

    `struck_texts` are those of which some words are struck through. `unseen` are the formats that
    show no text, `white` the fonts whose letters are white.
    """

    struck: frozenset[int]
    symbols: dict[int, str]
    colours: dict[int, str]
    struck_texts: frozenset[str] = frozenset()
    unseen: frozenset[int] = frozenset()
    white: frozenset[int] = frozenset()

    @classmethod
    def of(cls, book: Any, struck_texts: frozenset[str] = frozenset()) -> Styles:
        """Look through the workbook's tables of styles, once."""
        fonts, fills = list(book._fonts), list(book._fills)
        symbols = {
            number: font.name
            for number, font in enumerate(fonts)
            if font.name and is_symbol_font(font.name)
        }
        coloured = {number: _colour(fill) for number, fill in enumerate(fills)}
        return cls(
            frozenset(number for number, font in enumerate(fonts) if font.strike),
            symbols,
            {number: colour for number, colour in coloured.items() if colour},
            struck_texts,
            frozenset(
                _FIRST_FORMAT + number
                for number, code in enumerate(book._number_formats)
                if hides_text(code)
            ),
            frozenset(number for number, font in enumerate(fonts) if _is_white(font.color)),
        )


def _is_white(colour: Any) -> bool:
    """Whether a font's colour is the ground's own."""
    if colour is None:
        return False
    if colour.type == "rgb":
        return str(colour.rgb)[-6:].upper() == _WHITE[0]
    if colour.type == "theme":
        return bool(colour.theme == 0 and not colour.tint)
    return colour.type == "indexed" and colour.indexed in _WHITE_INDICES


def _colour(fill: Any) -> str:
    """Return the colour of a fill by some name, empty for none, for white and for our own marks."""
    if getattr(fill, "fill_type", None) in (None, "none"):
        return ""
    if fill.fill_type != "solid":
        return _PATTERN  # hatched or shaded from one colour to another
    colour = fill.fgColor
    if colour.type == "rgb":
        rgb = str(colour.rgb)
        return "" if rgb[-6:].upper() in _WHITE or is_mark(rgb) else rgb
    if colour.type == "theme":
        return "" if colour.theme == 0 and not colour.tint else f"{colour.theme} {colour.tint}"
    return "" if colour.indexed in (9, 64, 65) else f"indexed {colour.indexed}"


@dataclass(slots=True)
class SheetCells:
    """Reads one worksheet; `formulas` is the same sheet as it was written.

    `verbatim` leaves texts as they were typed, with blanks and signs that nobody sees.
    """

    sheet: Any
    formulas: Any
    styles: Styles
    verbatim: bool = False
    faults: list[CellFault] = field(default_factory=list)
    stored: dict[Spot, Stored] = field(default_factory=dict)
    _struck: set[Spot] = field(default_factory=set)
    _painted: dict[Spot, str] = field(default_factory=dict)
    _faint: set[Spot] = field(default_factory=set)

    def rows(self) -> Iterator[Row]:
        """Yield the rows in which something stands; a stray format far below makes no rows."""
        merged = _merged(self.sheet)
        written = self.formulas._cells
        spots = sorted(
            spot for spot, cell in written.items() if cell.value is not None or spot in merged
        )
        for number, row in groupby(spots, key=itemgetter(0)):
            texts: list[str] = []
            for _, column in row:
                first = merged.get((number, column), (number, column))
                text = self._text(first, (number, column - 1), own=first == (number, column))
                texts += [""] * (column - 1 - len(texts)) + [text]
            while texts and not texts[-1]:
                texts.pop()
            yield Row(number, tuple(texts))

    def texts(self) -> dict[Spot, str]:
        """Return the text of each cell that has one, a merged one's once, at its first cell."""
        merged = _merged(self.sheet)
        spots = sorted(
            spot
            for spot, cell in self.formulas._cells.items()
            if cell.value is not None and spot not in merged
        )
        found = {
            (row, column - 1): self._text((row, column), (row, column - 1), own=True)
            for row, column in spots
        }
        return {spot: text for spot, text in found.items() if text}

    def partly_struck(self) -> frozenset[Spot]:
        """Return the cells of which only some words are struck through; ask after `texts`."""
        fonts = {
            (row, column - 1): cell._style.fontId if cell.has_style else 0
            for (row, column), cell in self.sheet._cells.items()
        }
        return frozenset(
            spot for spot in self._struck if fonts.get(spot, 0) not in self.styles.struck
        )

    def looks(self) -> Looks:
        """Return what a reader sees beside texts; ask after `rows` or `texts`."""
        self._paint()
        return Looks(
            hidden_rows=frozenset(
                number
                for number, row in self.sheet.row_dimensions.items()
                if row.hidden or (row.ht is not None and row.ht < _UNSEEN)
            ),
            hidden_columns=frozenset(_hidden_columns(self.sheet)),
            merged=tuple(
                Area(one.min_row, one.min_col - 1, one.max_row, one.max_col - 1)
                for one in self.sheet.merged_cells.ranges
            ),
            struck=frozenset(self._struck),
            painted=self._painted,
            widths=dict(_widths(self.sheet)),
            usual_width=self.sheet.sheet_format.defaultColWidth or _USUAL_WIDTH,
            faint=frozenset(self._faint),
        )

    def _paint(self) -> None:
        colours = self.styles.colours
        for (row, column), cell in self.sheet._cells.items() if colours else ():
            if cell.has_style and (colour := colours.get(cell._style.fillId)):
                self._painted[row, column - 1] = colour

    def _text(self, first: tuple[int, int], spot: Spot, *, own: bool) -> str:
        """Return a cell's text, and note what is to be known of it."""
        cell = self.sheet._cells.get(first) or self.sheet.cell(*first)
        original = cell if self.formulas is self.sheet else self.formulas.cell(*first)
        text, code, value = self._read(cell, original, spot)
        if code and own:
            self.faults.append(CellFault(code, *spot, value))
        font = cell._style.fontId if cell.has_style else 0
        if text and (font in self.styles.struck or cell.value in self.styles.struck_texts):
            self._struck.add(spot)
        if text and font in self.styles.white and cell._style.fillId not in self.styles.colours:
            self._faint.add(spot)
        return as_signs(text, self.styles.symbols[font]) if font in self.styles.symbols else text

    def _read(self, cell: Any, original: Any, spot: Spot) -> tuple[str, str, str]:
        """Return the cell's text, and the code and value of what is wrong with it."""
        value = cell.value
        if value is None:
            lost = original.value is not None
            return "", "cell-error" if lost else "", str(original.value) if lost else ""
        if isinstance(value, bool):
            shown = str(value).upper()
            self.stored[spot] = Stored(Held.TRUTH, shown, cell.number_format, shown)
            return shown, "", ""
        if isinstance(value, int | float):
            digits = format(Decimal(repr(value)), "f") if abs(value) >= _EXACT else ""
            text, code = self._number(value, cell.number_format, spot)
            if digits:
                return text, "cell-rounded", digits
            return text, code, _plain(exact(value)) if code else ""
        if isinstance(value, datetime.datetime):
            day, code = value.date().isoformat(), cell.number_format
            self.stored[spot] = Stored(Held.DATE, day, code, shown_date(value, code))
            return day, "", ""
        return self._words(cell, str(value))

    def _words(self, cell: Any, value: str) -> tuple[str, str, str]:
        """Return a text as it is seen: an unseen one is a fault, with what it would say."""
        text = _unescaped(value) if self.verbatim else _written(value)
        hidden = cell.has_style and cell._style.numFmtId in self.styles.unseen
        return ("", "cell-unseen" if text else "", text) if hidden else (text, "", "")

    def _number(self, value: float, code: str, spot: Spot) -> tuple[str, str]:
        """Return the digits that Excel shows, and the code of what is wrong with them.

        No exponent, no `.0`; a code as it is formatted; no commas and no currency.
        """
        percent = "%" in _LITERAL.sub("", code)
        number = exact(value)
        shown = self._shown(number, code)
        held = Held.PERCENT if percent else Held.NUMBER
        self.stored[spot] = Stored(held, format(number, "f"), code, shown or "")
        if shown and _MAKES_CODE.search(_BAHT.sub("", code)):
            return shown, ""
        if shown == "":
            return "", "cell-unseen" if number else ""
        told = number * (100 if percent else 1)
        seen = _figure(shown)
        sign = "%" if percent or (shown or "").endswith("%") else ""
        if seen is None or seen == told:
            return _plain(told) + sign, ""
        if _SCALED.search(_LITERAL.sub("", code)):
            return _plain(told) + sign, "cell-scaled"
        return _plain(seen) + sign, "cell-shown"

    def _shown(self, number: Decimal, code: str) -> str | None:
        """Return what is shown of a number; no nought where the sheet hides noughts."""
        if not number and self.sheet.sheet_view.showZeros is False:
            return ""
        return shown_number(number, code)


@lru_cache(maxsize=20_000)
def _written(value: str) -> str:
    """Return a text as it is stored; a table says most of its texts over and over."""
    return tidy(_unescaped(value))


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)


def _figure(shown: str | None) -> Decimal | None:
    """Return the number that a shown text is, None where it is none or says more."""
    found = _SHOWN_FIGURE.fullmatch(_CURRENCY.sub("", shown or "").strip())
    return Decimal(found[0].replace(",", "").strip(" %")) if found else None


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Return, for each covered cell, the cell that holds the text, as (row, column) from 1."""
    return {
        spot: (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for spot in area.cells
        if spot != (area.min_row, area.min_col)
    }


def _widths(sheet: Any) -> Iterator[tuple[int, float]]:
    """Yield index and width of each column that has one of its own."""
    for column in sheet.column_dimensions.values():
        if column.customWidth and column.min:
            for index in range(column.min - 1, min(column.max or column.min, _LAST_COLUMN)):
                yield index, column.width


def _hidden_columns(sheet: Any) -> Iterator[int]:
    """Yield the index of each hidden column; Excel keeps neighbours as one range."""
    for column in sheet.column_dimensions.values():
        if (column.hidden or column.width < _UNSEEN) and column.min:
            yield from range(column.min - 1, (column.max or column.min))
