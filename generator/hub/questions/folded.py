"""A text as questions compare it: folded as search folds, its numbers between signs of our own.

A number counts whole: `1` is not in `12`, nor `5` in `2.5`. Between a sign before and one behind
it, it is found by plain letters, by an index of them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.thai.folding import fold

#: What no folded text has: it stands before and behind every number.
BEFORE, BEHIND = "\x02", "\x03"
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_MARKED = rf"{BEFORE}\g<0>{BEHIND}"


def marked(folded: str) -> str:
    """Return a folded text with its numbers marked."""
    return _NUMBER.sub(_MARKED, folded)


def folded_rows(columns: Sequence[Sequence[str]]) -> Iterable[str]:
    """Return for each row what it says: a line for each column's text, a line end around each.

    A text of several lines is one line. Thousands of rows at once cost less than one by one.
    """
    for lines in zip(*map(_folded, columns), strict=True):
        yield "\n".join(("", *filter(None, lines), ""))


def _folded(column: Sequence[str]) -> list[str]:
    """Return a column's lines; a text that many rows have is folded once."""
    if not column:
        return []
    known = list(dict.fromkeys(column))
    lines = marked(fold("\n".join(one.replace("\n", " ") for one in known))).split("\n")
    folded = dict(zip(known, lines, strict=True))
    return [folded[one] for one in column]
