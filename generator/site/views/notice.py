"""What of a village's list goes on its notice: two sheets of A4 at most, the rest as a number.

Nothing tells a page how many sheets it fills, so that the height of rows is reckoned here, on the
safe side of what `theme/overrides/assets/phaen/phaen.css` prints.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from generator.site.views.rows import ProjectView

# Where a list has so many rows, it has the room of the picture above it, and smaller letters.
_MANY = 15
# In tenths of a millimetre: what two sheets have for rows, and what a line of them needs, of few
# rows and of many; what a row needs beside its lines.
_ROOM = (3400, 5000)
_LINE = (47, 42)
_EDGE = 12
_LEFT = 110  # one that the village had once, told below
# Letters of a line in the column of names, and in that of units; signs above and below take none.
_NAME = (36, 42)
_UNIT = 15
_LEAST = 5


def on_paper(rows: Sequence[ProjectView], left: int = 0) -> int:
    """Return how many of `rows`, from the first, two sheets have room for, `left` told below."""
    many = len(rows) >= _MANY
    room, fitting = _ROOM[many] - _LEFT * left, 0
    for view in rows:
        room -= _height(view, many=many)
        if room < 0 and fitting >= _LEAST:
            break
        fitting += 1
    return fitting


def _height(view: ProjectView, *, many: bool) -> int:
    name = _lines(view.project.name, _NAME[many]) + (len(view.villages) > 1)
    return _LINE[many] * max(name, _lines(str(view.unit.name), _UNIT), 1) + _EDGE


def _lines(text: str, letters: int) -> int:
    wide = sum(unicodedata.category(one) not in ("Mn", "Cf") for one in text)
    return -(-wide // letters)
