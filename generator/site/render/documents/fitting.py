"""Whether a row of a form fits a page: its letters are counted, on the safe side.

A row must not break across pages, and one that is higher than a page would be cut off. So a long
one is set smaller, and only what does not fit even then may break.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# The type sizes of a row, in points, as theme/papers/forms.typ has them, the usual one first.
_SIZES = (10.5, 9.0, 7.5)
# Lines that a page has for rows, at the usual size.
_LINES = 22


@dataclass(frozen=True, slots=True)
class Fit:
    """At which size a row is set, None for the usual one, and whether it may break."""

    size: float | None = None
    may_break: bool = False


def fit(cells: Sequence[str], letters: Sequence[int], lines: int = _LINES) -> Fit:
    """Return how a row of `cells` is set, in columns that hold so many `letters` a line each.

    `letters` and `lines` are those of the usual size.
    """
    counted = [_counted(cell) for cell in cells]
    for size in _SIZES:
        smaller = _SIZES[0] / size
        if all(
            sum(-(-part // int(room * smaller)) or 1 for part in parts) <= lines * smaller
            for parts, room in zip(counted, letters, strict=True)
        ):
            return Fit(None if size == _SIZES[0] else size)
    return Fit(_SIZES[-1], may_break=True)


def _counted(text: str) -> list[int]:
    """Return how many letters each line of a text has; signs above and below take no room."""
    if len(text) < 200 and "\n" not in text:
        return [len(text)]
    return [
        sum(unicodedata.category(one) not in ("Mn", "Cf") for one in line)
        for line in text.split("\n")
    ]
