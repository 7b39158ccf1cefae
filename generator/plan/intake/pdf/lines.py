"""Outlines of a page → straight lines across and down, slanted ones, and what is filled."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.plan.intake.pdf.page import Outline

# Points: what is thinner is a line, and what is less askew is straight.
_THIN, _STRAIGHT = 2.6, 0.9
_SAME, _NEAR = 1.6, 2.5
#: An arrow that is one shape has seven or ten; a head has three.
ARROW_CORNERS = 6
_LOW = 0.25
_WHITE = ("", "FFFFFF")


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from one point to another; `thick` is that of a filled one."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def is_across(self) -> bool:
        """Whether it runs from left to right."""
        return abs(self.y2 - self.y1) <= _STRAIGHT < abs(self.x2 - self.x1)

    @property
    def is_down(self) -> bool:
        """Whether it runs up and down."""
        return abs(self.x2 - self.x1) <= _STRAIGHT < abs(self.y2 - self.y1)

    @property
    def length(self) -> float:
        """How long it is."""
        return math.hypot(self.x2 - self.x1, self.y2 - self.y1)

    @property
    def ends(self) -> tuple[float, float]:
        """Its left and its right end."""
        return min(self.x1, self.x2), max(self.x1, self.x2)


@dataclass(frozen=True, slots=True)
class Area:
    """What is filled: its box, colour, how many corners it has, whether it has curves."""

    left: float
    top: float
    right: float
    bottom: float
    colour: str
    corners: int
    curved: bool = False

    @property
    def size(self) -> float:
        """Its longer side."""
        return max(self.right - self.left, self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of one direction that lie on each other: where, and from where to where."""

    at: float
    start: float
    end: float


def drawn(outlines: Iterable[Outline]) -> tuple[list[Stroke], list[Area]]:
    """Return the lines and the filled areas of a page."""
    strokes: list[Stroke] = []
    areas: list[Area] = []
    for one in outlines:
        left, top, right, bottom = one.box
        corners = len(set(one.points))
        if one.filled and min(right - left, bottom - top) <= _THIN and corners <= 5:
            strokes.append(_middle(left, top, right, bottom))
        elif one.filled and (one.colour not in _WHITE or _is_arrow(one, corners)):
            areas.append(Area(left, top, right, bottom, one.colour, corners, one.curved))
        elif one.drawn and _is_arrow(one, corners):
            areas.append(Area(left, top, right, bottom, "", corners))
        elif one.drawn and one.curved:
            # By pen: what is long and low is a line, all else is none of a table.
            strokes += [_middle(left, top, right, bottom)] if _is_long(one.box) else []
        elif one.drawn:
            strokes += (Stroke(*a, *b) for a, b in pairwise(one.points) if a != b)
    return strokes, areas


def _is_arrow(one: Outline, corners: int) -> bool:
    """Whether an outline is that of an arrow with a body, or of something alike."""
    left, top, right, bottom = one.box
    closed = one.points[0] == one.points[-1]
    return closed and corners >= ARROW_CORNERS and not one.curved and right - left > bottom - top


def _is_long(box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    return bottom - top <= _LOW * (right - left)


def _middle(left: float, top: float, right: float, bottom: float) -> Stroke:
    if right - left >= bottom - top:
        middle = (top + bottom) / 2
        return Stroke(left, middle, right, middle)
    middle = (left + right) / 2
    return Stroke(middle, top, middle, bottom)


def spans(strokes: Iterable[Stroke], *, across: bool) -> list[Span]:
    """Return the lines of one direction, those on each other as one."""
    told = sorted(
        ((s.y1 + s.y2) / 2, *s.ends)
        if across
        else ((s.x1 + s.x2) / 2, min(s.y1, s.y2), max(s.y1, s.y2))
        for s in strokes
        if (s.is_across if across else s.is_down)
    )
    groups: list[list[tuple[float, float, float]]] = []
    for one in told:
        if groups and one[0] - groups[-1][-1][0] <= _SAME:
            groups[-1].append(one)
        else:
            groups.append([one])
    return [span for group in groups for span in _joined(group)]


def _joined(group: Sequence[tuple[float, float, float]]) -> list[Span]:
    found: list[Span] = []
    at = sum(one[0] for one in group) / len(group)
    for _, start, end in sorted(group, key=lambda one: one[1]):
        if found and start - found[-1].end <= _NEAR:
            found[-1] = Span(at, found[-1].start, max(found[-1].end, end))
        else:
            found.append(Span(at, start, end))
    return found
