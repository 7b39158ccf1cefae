"""Texts that a spreadsheet takes for a formula, and how they are written so that it does not.

A cell is guarded by an apostrophe before what a formula begins with: at the cell's own beginning,
and wherever another program may begin a cell. Where its list separator is a semicolon, Excel
divides our lines at semicolons and line ends, whatever quotation marks stand around them.
"""

from __future__ import annotations

import re

# So many letters a cell of Excel holds; what is more it drops without a word.
CELL_LETTERS = 32_767
# Whatever a list separator may be, and what ends a line.
_ENDS = r",;\t\n\r\v\f\x85\u2028\u2029"
_SEPARATORS = f"|{_ENDS}"
# Blanks, quotation marks and invisible signs that may stand before the sign of a formula.
_BEFORE = (
    r"\x00-\x08\x0e-\x20\x7f-\x84\x86-\xa0\xad\u1680\u180e\u2000-\u200f\u202a-\u202f\u205f-\u206f"
    r"\u3000\ufeff\"'`\u00b4\u2018-\u201f\u2032-\u2036\u00ab\u00bb\uff02\uff07"
)
# Narrow, full-width and small.
_ALWAYS = r"=@\uff1d\uff20\ufe66\ufe6b"
_SIGNED = r"+\-\uff0b\uff0d\ufe62\ufe63"
_LONE = rf"(?![{_BEFORE}]*(?:[{_ENDS}]|(?![\s\S])))"
# A whole cell's first sign: what goes on behind a tab or a line end goes on as a formula.
_ALONE = rf"(?![{_BEFORE}]*(?:[,;]|(?![\s\S])))"
# A line of a list, such as "- ขุดลอกคลอง (ช่วงที่ 2)": nothing in it calls, links or refers, for no
# function has a Thai name, and a bracket behind a Thai word calls none.
_TOLD = rf"[^(|!={_ENDS}]*"
_BULLET = (
    rf"(?! +[\u0e01-\u0e5b](?:{_TOLD}(?:[\u0e01-\u0e5b] ?|\. )\()*{_TOLD}"
    rf"(?:[{_ENDS}]|(?![\s\S])))"
)
_FIRST = rf"^(?=[{_BEFORE}]*(?:[\t\r{_ALWAYS}]|[{_SIGNED}]{_ALONE}))"
_INSIDE = rf"[{_SEPARATORS}](?=[{_BEFORE}]*(?:[{_ALWAYS}]|[{_SIGNED}]{_LONE}{_BULLET}))"

# For Python and for the browser alike: what an apostrophe is put behind.
FORMULA = f"{_FIRST}|{_INSIDE}"
_FORMULA = re.compile(FORMULA)
_GUARDED = re.compile(
    rf"^'(?={_FIRST.removeprefix('^(?=').removesuffix(')')})"
    rf"|([{_SEPARATORS}])'(?={_INSIDE.partition('(?=')[2].removesuffix(')')})"
)


def guarded(text: str) -> str:
    """Return a cell's text so that a spreadsheet shows it and never runs it; a lone dash stays."""
    return _FORMULA.sub(lambda found: f"{found[0]}'", text)


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return _GUARDED.sub(lambda found: found[1] or "", text)
