"""Lines of a cell → its text: an amount that a narrow column broke is one amount."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.plan.intake.pdf.words import Written
from generator.thai.text import arabic_digits

_AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})*|[1-9][0-9]*)(?:\.[0-9]{2})?")
_FIGURES = re.compile(r"[0-9][0-9,.]*|[,.][0-9][0-9,.]*")
# Of a line's size: an amount is broken where no further figure had room.
_ROOM = 1.0


def one_text(lines: Sequence[Written]) -> str:
    """Return the text with an end of line wherever the page has one that is not within an amount.

    Two pieces are one amount only if that is one as it is written, and one of them alone is none:
    two amounts under each other stay two.
    """
    told: list[str] = []
    last: Written | None = None
    for line in lines:
        if last is not None and _is_broken(told[-1], line.text) and _is_full(last, lines):
            told[-1] += line.text
        else:
            told.append(line.text)
        last = line
    return "\n".join(told)


def _is_broken(above: str, below: str) -> bool:
    first, second = arabic_digits(above), arabic_digits(below)
    if not _FIGURES.fullmatch(first) or not _FIGURES.fullmatch(second):
        return False
    whole = _AMOUNT.fullmatch(first + second) is not None
    return whole and not (_AMOUNT.fullmatch(first) and _AMOUNT.fullmatch(second))


def _is_full(line: Written, lines: Sequence[Written]) -> bool:
    """Whether none of the other lines is longer by more than a figure."""
    longest = max(one.right - one.left for one in lines)
    return longest - (line.right - line.left) <= _ROOM * line.size
