"""How shapes are painted, and what of them is seen on white paper, whatever markup tells it.

A shape without a line and a fill, or with white ones, is on nobody's page: it tells no month.
"""

from __future__ import annotations

from enum import Enum

#: Words for white, as themes and browsers have them.
_WHITE_NAMES = frozenset({"bg1", "lt1", "background1", "light1", "white", "window"})
_WHITE_FROM = 0xF5  # of each of red, green and blue: so pale nobody sees a line
_PARTLY = 0.1  # of its width: so much of an end covered, it is not seen where a shape ends


class Paint(Enum):
    """What a line or a fill looks like on paper."""

    UNTOLD = "untold"
    NONE = "none"
    WHITE = "white"
    SHEER = "sheer"  # what lies under it is seen through it
    FULL = "full"

    @property
    def is_blank(self) -> bool:
        """Whether nothing of it is seen."""
        return self in (Paint.NONE, Paint.WHITE)


def is_white(colour: str) -> bool:
    """Whether a colour, by its name or as RRGGBB, is that of paper.

    >>> is_white("FEFEFE"), is_white("bg1"), is_white("EEECE1")
    (True, True, False)
    """
    if colour.lower() in _WHITE_NAMES:
        return True
    try:
        parts = bytes.fromhex(colour)
    except ValueError:
        return False
    return len(parts) == 3 and min(parts) >= _WHITE_FROM


class Hides(Enum):
    """How much of a shape lies unseen under another."""

    NOTHING = 0
    AN_END = 1
    ALL = 2


def hidden_part(over: tuple[float, float], under: tuple[float, float], *, blank: bool) -> Hides:
    """Return what of a shape between two points a box hides that is as high as it, or higher.

    A `blank` box is itself not seen: where it covers an end, nobody sees where the shape ends.
    """
    from_left, to_right = over[0] <= under[0], under[1] <= over[1]
    if from_left and to_right:
        return Hides.ALL
    common = min(over[1], under[1]) - max(over[0], under[0])
    partly = blank and (from_left or to_right) and common > _PARTLY * (under[1] - under[0])
    return Hides.AN_END if partly else Hides.NOTHING
