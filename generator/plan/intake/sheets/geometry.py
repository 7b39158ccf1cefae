"""Points of shapes: turned, mirrored, and put where groups of groups put them.

Lengths are the file's own (EMU, 12,700 to a point); angles are 60,000ths of a degree, clockwise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]

_TURN = 60_000
# Turned by as much, a frame lies on its side: its width is seen as a height.
_ON_SIDE = (45, 135)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its upper left corner, and how wide and high it is."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> Point:
        """Return its middle."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a shape is: its rectangle before it is turned and mirrored, and how it is.

    `inner` is the rectangle in which a group's children count.
    """

    box: Box
    turn: int = 0
    flip_x: bool = False
    flip_y: bool = False
    inner: Box | None = None

    @property
    def on_side(self) -> bool:
        """Whether its width is seen as its height, more or less."""
        degrees = abs(self.turn / _TURN) % 180
        return _ON_SIDE[0] <= degrees < _ON_SIDE[1]

    def line(self) -> tuple[Point, ...]:
        """Return the two ends of a line that runs from corner to corner."""
        one = self.box
        return self.placed(((one.x, one.y), (one.x + one.width, one.y + one.height)))

    def corners(self) -> tuple[Point, ...]:
        """Return its four corners."""
        one = self.box
        right, bottom = one.x + one.width, one.y + one.height
        return self.placed(((one.x, one.y), (right, one.y), (right, bottom), (one.x, bottom)))

    def placed(self, points: Sequence[Point]) -> tuple[Point, ...]:
        """Return points of its rectangle as they are seen: mirrored, then turned."""
        x, y = self.box.centre
        sine, cosine = _turned(self.turn)
        found = []
        for at_x, at_y in points:
            dx, dy = (
                (at_x - x) * (-1 if self.flip_x else 1),
                (at_y - y) * (-1 if self.flip_y else 1),
            )
            found.append((x + dx * cosine - dy * sine, y + dx * sine + dy * cosine))
        return tuple(found)

    def outward(self, points: Sequence[Point]) -> tuple[Point, ...]:
        """Return points of a group's children where the group puts them."""
        inner = self.inner or self.box
        across = self.box.width / inner.width if inner.width else 1.0
        down = self.box.height / inner.height if inner.height else 1.0
        return self.placed(
            [
                (self.box.x + (x - inner.x) * across, self.box.y + (y - inner.y) * down)
                for x, y in points
            ]
        )

    def anchored(self, seen: Box) -> Frame:
        """Return the frame in the place that its anchor gives it.

        The anchor of one that lies on its side is the rectangle that is seen, or in some programs
        the one before it was turned: its own size tells.
        """
        box = seen
        if self.on_side:
            (x, y), own = seen.centre, self.box
            wide, high = (own.width, own.height) if own.width or own.height else _swapped(seen)
            if abs(seen.width - wide) > abs(seen.width - high):
                wide, high = _swapped(seen)
            else:
                wide, high = seen.width, seen.height
            box = Box(x - wide / 2, y - high / 2, wide, high)
        return Frame(box, self.turn, self.flip_x, self.flip_y, self.inner)


def _swapped(box: Box) -> tuple[float, float]:
    return box.height, box.width


def _turned(turn: int) -> tuple[float, float]:
    """Return sine and cosine; of quarter turns exactly."""
    quarters, rest = divmod(turn, 90 * _TURN)
    if not rest:
        return ((0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0))[quarters % 4]
    angle = math.radians(turn / _TURN)
    return math.sin(angle), math.cos(angle)
