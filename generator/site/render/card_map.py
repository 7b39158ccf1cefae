"""The map of the area as sharing images have it: numbers for theme/cards/card.typ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypedDict

from generator.plan.model import Coordinates
from generator.site.views import AreaMap, Frame

_VILLAGE, _OTHER_VILLAGE = 14, 5


class CardMap(TypedDict):
    """A drawing 400 wide: rings of points, circles as (x, y, radius, own part), a spot or none."""

    height: int
    border: Sequence[Sequence[tuple[int, int]]]
    circles: Sequence[tuple[int, int, int, int]]
    spot: tuple[int, int] | None


def year_map(area: AreaMap | None) -> CardMap | None:
    """Return the map of a year: its villages, as large as their money."""
    if area is None:
        return None
    circles = [(*one.spot, max(one.radius, 3), one.own) for one in area.circles]
    return _map(area.frame, circles, None)


def place_map(
    frame: Frame | None, numbers: Iterable[int], coordinates: Coordinates | None = None
) -> CardMap | None:
    """Return where some villages, or one spot, lie among all villages; None where nobody says.

    It has no figures: a change of other projects' money changes none of these images.
    """
    if frame is None:
        return None
    meant = {number for number, _ in frame.of(numbers)}
    spot = frame.spot(coordinates)
    if not meant and spot is None:
        return None
    circles = [
        (*at, _VILLAGE, _VILLAGE) if number in meant else (*at, _OTHER_VILLAGE, 0)
        for number, at in frame.villages
    ]
    return _map(frame, circles, spot)


def _map(
    frame: Frame, circles: Sequence[tuple[int, int, int, int]], spot: tuple[int, int] | None
) -> CardMap:
    return CardMap(height=frame.height, border=frame.border, circles=circles, spot=spot)
