"""A text as questions compare it: folded as search folds, then in letters of the index's own.

A number counts whole: `1` is not in `12`, nor `5` in `2.5`. So its first digit and its last, or its
only one, are other letters than those amid it, and it is found by plain letters, by an index of
them too. Thai letters take three bytes: those in use change places with signs of one byte that a
folded text has none of, or hardly any. The text is a third as long, and as quickly read.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Sequence

from generator.thai.folding import fold

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")
# No folded text has these signs: digits that begin a number, end it, are all of it.
_SHORTEST = 3
_DIGITS = range(10)
_FIRST, _LAST, _ONLY = ([chr(0x80 + 10 * kind + digit) for digit in _DIGITS] for kind in range(3))
_THAI = (
    "กขคฆงจฉชซญฎฐฑฒณดตถทธนบปผฝพฟภมยรฤลวศษสหฬอฮ"
    "ะัาำิีึืุูเแโใไ็่้๊๋์"
)  # fmt: skip
# Without those that mean something to who carries a bound value.
_CONTROLS = "".join(map(chr, (*range(0x02, 0x08), *range(0x0E, 0x20), 0x7F)))
_FREE = (string.ascii_uppercase + _CONTROLS + "~^`|{}$@_=<>")[: len(_THAI)]
_SWAPPED = str.maketrans(_THAI + _FREE, _FREE + _THAI)
_PLAIN = _SWAPPED | {
    ord(letter): str(digit) for kind in (_FIRST, _LAST, _ONLY) for digit, letter in enumerate(kind)
}
_BEFORE = re.escape("".join(chr(one) for one in range(ord("ก"), ord("๎") + 1)).translate(_SWAPPED))


def lettered(folded: str) -> str:
    """Return a folded text in the letters of the index."""
    return _NUMBER.sub(_whole, folded).translate(_SWAPPED)


def plain(text: str) -> str:
    """Return the folded text that stands in the letters of the index."""
    return text.translate(_PLAIN)


def beginning(text: str) -> str:
    """Return the pattern (RE2, and Python's) of a text of those letters where a word begins."""
    return f"(?:^|[^{_BEFORE}]){re.escape(text)}"


def folded_rows(columns: Sequence[Sequence[str]]) -> Iterable[str]:
    """Return for each row what it says: a line for each column's text, a line end behind each.

    The first column has a line whatever it says, others only with a text. A text of several lines
    is one line; none is so short that an index has nothing of it. Thousands of rows at once cost
    less than one by one.
    """
    for first, *lines in zip(*map(_folded, columns), strict=True):
        yield "\n".join((first, *filter(None, lines), "")).ljust(_SHORTEST, "\n")


def _whole(found: re.Match[str]) -> str:
    text = found[0]
    if len(text) == 1:
        return _ONLY[int(text)]
    return f"{_FIRST[int(text[0])]}{text[1:-1]}{_LAST[int(text[-1])]}"


def _folded(column: Sequence[str]) -> list[str]:
    """Return a column's lines; a text that many rows have is folded once."""
    if not column:
        return []
    known = list(dict.fromkeys(column))
    lines = lettered(fold("\n".join(one.replace("\n", " ") for one in known))).split("\n")
    folded = dict(zip(known, lines, strict=True))
    return [folded[one] for one in column]
