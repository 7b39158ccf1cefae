"""Records of the map of the area, ready to draw.

A drawing is `WIDTH` wide, north above; what lies far from the area is left out, and counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.plan.geography import Point, point_of
from generator.plan.model import Coordinates
from generator.site.views.words import Name

WIDTH = 400
_NUMBER_WIDE, _NUMBER_HIGH = 16, 13  # what a number of two figures takes up
_MOST_NUMBERS = 6  # side by side
_INSIDE = 10  # from this radius on a number stands within its circle

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """The drawing without figures: its height, the border, and where each village lies.

    `west`, `north` and `scale` lead from a place to its spot on the drawing.
    """

    height: int
    west: int
    north: int
    scale: tuple[float, float]
    border: tuple[tuple[Spot, ...], ...]
    villages: tuple[tuple[int, Spot], ...]

    def spot(self, coordinates: Coordinates | None) -> Spot | None:
        """Return where a place stands on the drawing; None where it does not, or has none."""
        if coordinates is None:
            return None
        x, y = self.put(point_of(coordinates))
        return (x, y) if 0 <= x <= WIDTH and 0 <= y <= self.height else None

    def put(self, point: Point) -> Spot:
        """Return where a place would stand, on the drawing or off it."""
        across, down = self.scale
        return round((point[0] - self.west) * across), round((self.north - point[1]) * down)

    def of(self, numbers: Iterable[int]) -> tuple[tuple[int, Spot], ...]:
        """Return the villages of these numbers that stand on the drawing."""
        wanted = set(numbers)
        return tuple(one for one in self.villages if one[0] in wanted)


@dataclass(frozen=True, slots=True)
class Circle:
    """A village on the map, with its page: a circle of its money, within it that of the office.

    Areas are as the sums are. `radius` is that of all money, 0 where no amount is stated; `own`
    that of the organisation's projects, as large as `radius` where there are no others.
    """

    slug: str
    path: str
    spot: Spot
    radius: int
    own: int

    @property
    def is_numbered_inside(self) -> bool:
        """Whether its number has room within the circle."""
        return self.own >= _INSIDE


@dataclass(frozen=True, slots=True)
class Label:
    """Numbers that stand together on the map: of one village, or of some that lie too close.

    They stand within their circle, or `above` it; `more` says that there are others.
    """

    numbers: tuple[str, ...]
    spot: Spot
    above: Spot
    inside: bool
    more: bool = False


def labels_of(circles: Iterable[Circle]) -> tuple[Label, ...]:
    """Return the numbers of villages so that none lies upon another.

    A circle stays where its village is, however close to the next: a map does not lie of places.
    """
    groups: list[list[Circle]] = []
    for one in sorted(circles, key=lambda circle: int(circle.slug)):
        near = [group for group in groups if any(_are_close(one, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(other for group in near for other in group), one])
    return tuple(sorted(map(_label, groups), key=lambda label: int(label.numbers[0])))


def _are_close(one: Circle, other: Circle) -> bool:
    both = ((_number_at(one), _number_at(other)), (one.spot, other.spot))
    return any(
        abs(x - across) < _NUMBER_WIDE and abs(y - down) < _NUMBER_HIGH
        for (x, y), (across, down) in both
    )


def _number_at(one: Circle) -> Spot:
    return (one.spot[0], one.spot[1] + 5) if one.is_numbered_inside else _above(one)


def _above(one: Circle) -> Spot:
    return one.spot[0], one.spot[1] - (one.radius or 4) - 4


def _label(group: list[Circle]) -> Label:
    numbers = sorted((one.slug for one in group), key=int)
    half = _NUMBER_WIDE * min(len(numbers), _MOST_NUMBERS) // 2
    middle = sum(one.spot[0] for one in group) // len(group)
    x = min(max(middle, half), WIDTH - half)
    first = group[0]
    alone = len(group) == 1
    return Label(
        tuple(numbers[:_MOST_NUMBERS]),
        _number_at(first) if alone else (x, min(_above(one)[1] for one in group)),
        _above(first) if alone else (x, min(_above(one)[1] for one in group)),
        inside=alone and first.is_numbered_inside,
        more=len(numbers) > _MOST_NUMBERS,
    )


@dataclass(frozen=True, slots=True)
class AreaMap:
    """The map of a year. `own` and `others` are the spots of projects by whose they are.

    `placed` counts projects that stand on it; `outside` those whose place lies off it; `lacking`
    are the names of villages without a place. Where it is `crowded`, circles are of all money.
    """

    frame: Frame
    circles: tuple[Circle, ...]
    own: tuple[Spot, ...]
    others: tuple[Spot, ...]
    placed: int
    outside: int
    lacking: tuple[Name, ...]
    crowded: bool

    @property
    def labels(self) -> tuple[Label, ...]:
        """The numbers of the villages."""
        return labels_of(self.circles)

    @property
    def has_rings(self) -> bool:
        """Whether other agencies' money is told apart on it."""
        return any(one.own < one.radius for one in self.circles)
