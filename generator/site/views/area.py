"""The map of the area: where its border, its villages and its projects stand on a drawing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.plan.geography import (
    Point,
    Ring,
    bounds,
    far_from,
    kilometres_off,
    point_of,
    thinned,
)
from generator.plan.model import Organization, Owner, Plan, Project
from generator.site.views.area_records import WIDTH, AreaMap, Circle, Frame, Spot
from generator.site.views.records import Group, YearView

_HEIGHTS = (200, 520)
_EDGE = 32  # room for the largest circle
_LARGEST = 28  # its radius
_SMALLEST = 3
# An area that is one point, or a few that lie together, is drawn so wide: some kilometres.
_LEAST_SPAN = 2000
_FEWEST_VILLAGES = 2  # that tell an area without its border
# Dots are drawn on a grid: two that nobody could tell apart are one.
_GRID = 3
_MOST_DOTS, _FEWEST_DOTS, _DOTS_OF_A_VILLAGE = 500, 100, 8
# More villages than these leave no room on a page for whose money each one's is.
_CROWDED = 50


def with_map(year: YearView, organization: Organization) -> YearView:
    """Return the year with the map of its area, where the files say where anything lies."""
    frame = frame_of(organization, year.plan)
    return replace(year, map=area_map(frame, year.villages, year.plan.projects))


def frame_of(organization: Organization, plan: Plan) -> Frame | None:
    """Return the drawing of the area, whose edge is the border and the villages.

    None where no village and no project has a place, and where neither a border nor two villages
    say what area it is: a dot in an empty box tells nobody where it lies.
    """
    located = [one for one in organization.villages if one.coordinates]
    villages = {one.number: point_of(one.coordinates) for one in located if one.coordinates}
    projects = [point_of(one.coordinates) for one in plan.projects if one.coordinates]
    if not villages and not projects:
        return None
    rings = organization.outline
    if kilometres_off(rings, [*villages.values()], projects):
        rings = ()  # of another place: the check says so
    far = far_from(rings, [*villages.values(), *projects])
    near = {number: point for number, point in villages.items() if not far(point)}
    edge = [*(point for ring in rings for point in ring), *near.values()]
    return _framed(edge, rings, near) if rings or len(near) >= _FEWEST_VILLAGES else None


def _framed(edge: Sequence[Point], rings: Sequence[Ring], near: dict[int, Point]) -> Frame:
    (west, south), (east, north) = bounds(edge)
    squeeze = math.cos(math.radians((south + north) / 2 / 100_000))
    span = max((east - west) * squeeze, _LEAST_SPAN)
    rise = max(north - south, _LEAST_SPAN)
    room = WIDTH - 2 * _EDGE
    scale = min(room / span, (_HEIGHTS[1] - 2 * _EDGE) / rise)
    height = round(max(_HEIGHTS[0], rise * scale + 2 * _EDGE))
    across, down = scale * squeeze, scale
    if len(near) > _CROWDED:
        rings = tuple(thinned(ring, len(ring) // 2) for ring in rings)
    bare = Frame(
        height=height,
        west=round((west + east) / 2 - WIDTH / 2 / across),
        north=round((south + north) / 2 + height / 2 / down),
        scale=(across, down),
        border=(),
        villages=(),
    )
    return Frame(
        height,
        bare.west,
        bare.north,
        bare.scale,
        tuple(_line(bare.put(point) for point in ring) for ring in rings),
        tuple((number, bare.put(point)) for number, point in sorted(near.items())),
    )


def _line(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Return a line without spots that repeat the one before."""
    line: list[Spot] = []
    for spot in spots:
        if not line or spot != line[-1]:
            line.append(spot)
    return tuple(line)


def area_map(
    frame: Frame | None, villages: Sequence[Group], projects: Sequence[Project]
) -> AreaMap | None:
    """Return the map of a year by its groups of villages and the projects in force."""
    if frame is None:
        return None
    spots = dict(frame.villages)
    largest = max((one.totals.satang for one in villages if int(one.slug) in spots), default=0)
    crowded = len(spots) > _CROWDED
    circles = [
        _circle(one, spots[int(one.slug)], largest, whole=crowded)
        for one in villages
        if int(one.slug) in spots
    ]
    absent = [one for one in villages if int(one.slug) not in spots]
    located = [one for one in projects if one.coordinates and not one.cancelled]
    standing = [(one, spot) for one in located if (spot := frame.spot(one.coordinates))]
    most = max(_FEWEST_DOTS, _MOST_DOTS - _DOTS_OF_A_VILLAGE * len(spots)) // 2
    own = [spot for one, spot in standing if one.owner is Owner.OWN]
    others = [spot for one, spot in standing if one.owner is not Owner.OWN]
    return AreaMap(
        frame=frame,
        circles=tuple(sorted(circles, key=lambda one: (-one.radius, int(one.slug)))),
        own=_dots(own, most),
        others=_dots(others, most),
        placed=sum(one.count for one, _ in standing),
        outside=sum(one.count for one in located) - sum(one.count for one, _ in standing),
        lacking=tuple(one.name for one in absent if not _is_placed(one)),
        off=tuple(one.name for one in absent if _is_placed(one)),
        crowded=crowded,
    )


def _is_placed(group: Group) -> bool:
    return bool(group.village and group.village.coordinates)


def _circle(group: Group, spot: Spot, largest: int, *, whole: bool) -> Circle:
    radius = _radius(group.totals.satang, largest)
    whole = whole or not group.whose.others.satang
    own = radius if whole else _radius(group.whose.own.satang, largest)
    return Circle(group.slug, group.path, spot, radius, own)


def _radius(satang: int, largest: int) -> int:
    if not satang:
        return 0
    return max(_SMALLEST, round(_LARGEST * math.sqrt(satang / largest)))


def _dots(spots: Iterable[Spot], most: int) -> tuple[Spot, ...]:
    """Return where dots are drawn: at most so many, on a grid that is coarse enough."""
    found, grid = set(spots), _GRID
    dots = {(x // grid * grid, y // grid * grid) for x, y in found}
    while len(dots) > most:
        grid *= 2
        dots = {(x // grid * grid, y // grid * grid) for x, y in found}
    return tuple(sorted(dots))
