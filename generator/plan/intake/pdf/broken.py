"""Lines of a cell → its text, and whether all of it is there.

An amount that a narrow column broke is one amount. Programs leave out of the file what does not fit
into a cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.plan.intake.pdf.words import Written
from generator.thai.text import arabic_digits

_AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})*|[1-9][0-9]*)(?:\.[0-9]{2})?")
_FIGURES = re.compile(r"[0-9][0-9,.]*|[,.][0-9][0-9,.]*")
_LETTERS = re.compile("[ก-๎]+")
# Of a line's size: an amount is broken where no further figure had room.
_ROOM = 1.0
# Points over a border, and of a line's size: how near to the right border, how little room, how
# wide a cell that is no month's.
_OVER, _NEAR, _FULL, _WIDE = 0.4, 0.27, 0.9, 4.0


def one_text(lines: Sequence[Written], wide: float) -> str:
    """Return the text with an end of line wherever the page has one that is not within an amount.

    Two pieces are one amount only if that is one as it is written, and one of them alone is none:
    two amounts under each other stay two. A cell that is too narrow for words, by how `wide` it is,
    breaks them too.
    """
    told: list[str] = []
    last: Written | None = None
    for line in lines:
        narrow = wide <= _WIDE * line.size
        if last is not None and (
            (_is_broken(told[-1], line.text) and _is_full(last, lines))
            or (narrow and _LETTERS.fullmatch(told[-1]) and _LETTERS.fullmatch(line.text))
        ):
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


def is_cut(lines: Sequence[Written], left: float, right: float) -> bool:
    """Whether a text crosses a border of its cell, or words of it all but touch the right one."""
    if any(one.left < left - _OVER or one.right > right + _OVER for one in lines):
        return True
    return any(
        one.right > right - _NEAR * one.size
        and right - left > _WIDE * one.size
        and any(sign.isalpha() for sign in one.text)
        for one in lines
    )


def figures_of(lines: Sequence[Written]) -> Sequence[Written]:
    """Return the lines that an amount may stand in: the first if it is one, else all.

    Below an amount stands whose money it is.
    """
    first = lines[:1]
    return first if first and _FIGURES.fullmatch(arabic_digits(first[0].text)) else lines


def fills_cell(lines: Sequence[Written], left: float, right: float) -> bool:
    """Whether a text is one line that has hardly any room: nobody sees where it would go on."""
    if len(lines) != 1 or right - left <= _WIDE * lines[0].size:
        return False
    return (lines[0].left - left) + (right - lines[0].right) < _FULL * lines[0].size
