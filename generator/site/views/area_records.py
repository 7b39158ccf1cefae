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
    def has_rings(self) -> bool:
        """Whether other agencies' money is told apart on it."""
        return any(one.own < one.radius for one in self.circles)
