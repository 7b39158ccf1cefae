"""What a worksheet shows that its parts do not say: numbers as their format writes them, rows.

A telephone number that was typed as a number has lost its nought; the cell's format puts it back
on the screen. A form has a box for each digit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.plan.uploads.plain import Taken
from generator.thai.together import together

# Read before the sheets that refer to them.
FIRST = ("xl/styles.xml", "xl/sharedStrings.xml")
_FEWEST = 8  # a telephone number without its nought
_MOST = 10**15  # Excel keeps fifteen digits
_PIECE = re.compile(r'\\(.)|"([^"]*)"|\[[^\]]*\]|_.|\*.|(.)', re.DOTALL)
_NO_NUMBER = re.compile(r"[.,%EeyYmMdDhHsSgG@/]")
_MOST_TEXTS = 20_000


class Sheets:
    """Gathers what cells show; it is told of the elements of styles, texts and worksheets."""

    def __init__(self) -> None:
        """Know no format and no text yet."""
        self._formats: dict[str, str] = {}
        self._styles: list[str] = []
        self._shared: list[str] = []
        self._words: list[str] = []
        self._value = ""
        self._row: list[str] = []
        self._texts: dict[str, None] = {}

    @property
    def texts(self) -> str:
        """What was gathered, one a line."""
        return "\n".join(self._texts)

    def seen(self, part: str, name: str, attributes: Mapping[str, str], text: str) -> None:
        """Take in an element that is whole, of the part of that name."""
        if part == FIRST[0]:
            self._style(name, attributes)
        elif part == FIRST[1]:
            self._text(name, text)
        elif name == "c":
            self._cell(attributes)
        elif name in ("v", "t"):
            self._value += text
        elif name in ("row", "tr"):
            self._end_row()
        elif name == "tc":
            self._row.append(self._value.strip())
            self._value = ""

    def _style(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf":
            self._styles.append(attributes.get("numFmtId", ""))
        elif name == "cellStyleXfs":  # those are no cell's own
            self._styles.clear()

    def _text(self, name: str, text: str) -> None:
        if name == "t":
            self._words.append(text)
        elif name == "si":
            self._shared.append("".join(self._words))
            self._words.clear()

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self.cells([(attributes.get("t", "n"), attributes.get("s", ""), "")])

    def cells(self, row: Sequence[Taken]) -> None:
        """Take in cells of a row of a worksheet."""
        for kind, style, text in row:
            value, self._value = (self._value + text).strip(), ""
            self._row.append(self._said(kind, style, value))

    def _said(self, kind: str, style: str, value: str) -> str:
        if kind == "s" and value.isdecimal() and int(value) < len(self._shared):
            return self._shared[int(value)].strip()
        return self._shown(value, style) if kind == "n" else value

    def _shown(self, value: str, style: str) -> str:
        """Return a number as it is read on the screen, and keep it where that tells more."""
        number = _whole(value)
        if number is None or number < 10 ** (_FEWEST - 1):
            return value
        plain = str(number)
        told = [formatted(plain, section) for section in self._code(style).split(";")[:2]]
        for text in (plain, *told):
            if text != value:
                self._keep(text)
        return plain

    def _code(self, style: str) -> str:
        """Return how numbers of a style are written; the formats that have no code lose nothing."""
        known = style.isdecimal() and int(style) < len(self._styles)
        return self._formats.get(self._styles[int(style)], "") if known else ""

    def _end_row(self) -> None:
        for _, text in together(self._row):
            self._keep(text)
        self._row = []
        self._value = ""

    def _keep(self, text: str) -> None:
        if len(self._texts) < _MOST_TEXTS:
            self._texts[text] = None


def _whole(value: str) -> int | None:
    """Return a whole number however it is written (`1.23E8`), None for any other."""
    if value.isdecimal():
        return int(value) if len(value) <= 15 else None
    try:
        number = float(value)
    except ValueError:
        return None
    return int(number) if 0 < number < _MOST and number.is_integer() else None


def formatted(digits: str, section: str) -> str:
    """Return digits as a section of a number format writes them, as they are where it is none.

    >>> formatted("812345678", "000-000-0000")
    '081-234-5678'
    """
    pieces = [(one[1] or one[2] or "", one[3] or "") for one in _PIECE.finditer(section)]
    bare = "".join(sign for _, sign in pieces)
    holes = sum(sign in "0#?" for sign in bare)
    if not holes or _NO_NUMBER.search(bare):
        return digits
    left = digits.rjust(holes, "\0")
    out, left = [left[: len(left) - holes]], left[len(left) - holes :]
    for words, sign in pieces:
        if not sign or sign not in "0#?":
            out.append(words or sign)
            continue
        digit, left = left[0], left[1:]
        out.append("0" if digit == "\0" and sign == "0" else digit.strip("\0"))
    return "".join(out)
