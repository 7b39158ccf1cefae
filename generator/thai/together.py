"""What neighbouring cells of a row say only together: a number in boxes, a name in columns.

Forms have a box for each digit of an identity number, lists a column for each part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# A digit a box, or the groups in which a card has them.
_LAYOUTS = frozenset({(1,) * 13, (1, 4, 5, 2, 1)})
_DIGITS = re.compile("-?[0-9]{1,5}(?:-[0-9]{1,5})*-?")
_TITLE = re.compile(r"นาย|นาง|นางสาว|น\.?ส\.?|เด็กชาย|เด็กหญิง|ด\.?ช\.?|ด\.?ญ\.?")
# A box with a digit or a title, and something beside it.
_MAY_BE = re.compile(
    rf"^(?:-?[0-9](?:-[0-9-]*)?\n-?[0-9]|(?:{_TITLE.pattern})\n(?s:.))", re.MULTILINE
)
_NUMBER = 13


def together(cells: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield texts that cells make with their neighbours, by the index of the first of them.

    Thirteen digits in boxes, and a title with the two cells after it; whether it is anybody's
    number or name is for the caller to judge.
    """
    if not _MAY_BE.search("\n".join(cells)):
        return  # as in nearly every row
    groups = [_sizes(one) for one in cells]
    for first, text in enumerate(cells):
        if groups[first][:1] == (1,) and (joined := _number(cells, groups, first)):
            yield first, joined
        elif text and _TITLE.fullmatch(text) and all(cells[first + 1 : first + 2]):
            name = " ".join(filter(None, cells[first : first + 3]))
            if name != text:
                yield first, name


def _number(cells: Sequence[str], groups: Sequence[tuple[int, ...]], first: int) -> str:
    last, sizes = first, groups[first]
    while sum(sizes) < _NUMBER and last + 1 < len(groups) and groups[last + 1]:
        last += 1
        sizes += groups[last]
    if last == first or sizes not in _LAYOUTS:
        return ""
    return "".join(cells[first : last + 1]).replace("-", "")


def _sizes(cell: str) -> tuple[int, ...]:
    """Return how many digits each group of a cell has; none where it holds anything else."""
    if not cell or len(cell) > _NUMBER + 4 or not _DIGITS.fullmatch(cell):
        return ()
    return tuple(len(one) for one in cell.split("-") if one)
