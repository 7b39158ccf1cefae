"""How cells look: the font of official papers, borders, figures with satang, Thai figures."""

from __future__ import annotations

from typing import Any

# What XlsxWriter calls the features of a cell, each with its value; tens of thousands of cells are
# looked up by what they look like.
Look = tuple[tuple[str, Any], ...]

# The font of the state's papers, on every office's machine; where it is not, its kind and its
# letters tell a program which one to take instead.
FONT = "TH SarabunPSK"
_THAI_LETTERS, _SWISS = 222, 2
# Thai figures, as both Excel and LibreOffice read it, which shows others where a calendar is in it.
_THAI = "[$-D00041E]"


def look(**features: Any) -> Look:
    """Return a look, or what one adds to another."""
    return tuple(features.items())


PLAIN = look(
    font_name=FONT, font_size=14, font_family=_SWISS, font_charset=_THAI_LETTERS,
    border=1, valign="top", text_wrap=True,
)  # fmt: skip
TEXT = look(align="left")
CENTRE = look(align="center")
HEAD = look(align="center", valign="vcenter", bold=True)
TITLE = (*HEAD, *look(border=0, font_size=16))
LEAD = look(align="left", valign="vcenter", bold=True, border=0)
PART = look(align="left", valign="vcenter", bold=True)
NOTE = look(align="left", border=0, font_size=12)
RIGHT = look(align="right")
INNER = look(indent=1)
# Stays a text when somebody edits the cell, whatever it begins with.
QUOTED = look(quote_prefix=True)
# A figure is one line, set smaller where it is wider than its column.
_ONE_LINE = look(text_wrap=False, shrink=True)
NARROW = (*HEAD, *_ONE_LINE, *look(font_size=12))
NUMBER = (*_ONE_LINE, *CENTRE)
MONEY = (*_ONE_LINE, *RIGHT)
SUM = look(bold=True, valign="vcenter")


def size(points: int) -> Look:
    """Return the look of type of this size."""
    return look(font_size=points)


class Figures:
    """The formats of figures, Thai or Arabic ones: what is summed is a number in both."""

    def __init__(self, *, thai: bool) -> None:
        self._before = _THAI if thai else ""
        figure = f"{self._before}#,##0.00"
        #: A whole number.
        self.whole = look(num_format=f"{self._before}#,##0")
        #: Baht with satang, and shares in per cent.
        self.hundredths = look(num_format=figure)
        #: A sum in which no amount is stated: a dash, until somebody writes one.
        self.or_dash = look(num_format=f'{figure};-{figure};"-"')

    def counted(self, words: str) -> Look:
        """Return the look of a number within `words`, where `{}` stands for it."""
        before, _, after = words.partition("{}")
        return look(num_format=f'{self._before}"{before}"#,##0"{after}"')
