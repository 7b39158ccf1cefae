"""Lines of a cell → its text, and whether all of it is there.

An amount that a narrow column broke is one amount. Programs leave out of the file what does not fit
into a cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.plan.intake.pdf.words import Written
from generator.plan.intake.pieces import are_figures, are_one
from generator.thai.text import arabic_digits

_ORDINAL = re.compile(r"[1-9][0-9]{1,2}[.)]")
_MOST_PIECES = 6
_LETTERS = re.compile("[ก-๎]+")
# Of a line's size: an amount is broken where no further figure had room.
_ROOM = 1.0
# Points over a border, and of a line's size: how near to the right border, how little room, how
# wide a cell that is no month's.
_OVER, _NEAR, _FULL, _WIDE = 0.4, 0.27, 0.9, 4.0


def one_text(lines: Sequence[Written], wide: float) -> str:
    """Return the text with an end of line wherever the page has one that is not within an amount.

    Pieces are one amount only if that is one as it is written, and they are none alone: two amounts
    under each other stay two. A cell that is too narrow for words, by how `wide` it is, breaks them
    too.
    """
    told: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        narrow = wide <= _WIDE * line.size
        count = _pieces(lines, at, narrow)
        text = "".join(one.text for one in lines[at : at + count])
        if told and narrow and _LETTERS.fullmatch(told[-1]) and _LETTERS.fullmatch(text):
            told[-1] += text
        else:
            told.append(text)
        at += count
    return "\n".join(told)


def _pieces(lines: Sequence[Written], start: int, narrow: bool) -> int:
    """Return how many lines from one on are one amount, or one order number; 1 for that alone."""
    for end in range(min(len(lines), start + _MOST_PIECES), start + 1, -1):
        own = lines[start:end]
        texts = [arabic_digits(one.text) for one in own]
        if not are_figures(texts):
            continue
        whole = "".join(texts)
        full = "," in whole or all(_is_full(one, lines) for one in own[:-1])
        if (full and are_one(texts)) or (narrow and _is_ordinal(texts, whole)):
            return end - start
    return 1


def _is_ordinal(texts: Sequence[str], whole: str) -> bool:
    return _ORDINAL.fullmatch(whole) is not None and all(map(str.isdigit, texts[:-1]))


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
    return first if first and are_figures([first[0].text]) else lines


def fills_cell(lines: Sequence[Written], left: float, right: float) -> bool:
    """Whether a text is one line that has hardly any room: nobody sees where it would go on."""
    if len(lines) != 1 or right - left <= _WIDE * lines[0].size:
        return False
    return (lines[0].left - left) + (right - lines[0].right) < _FULL * lines[0].size
