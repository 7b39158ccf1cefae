"""Where things lie: distances, what lies far from all else, and borders of few points."""

from __future__ import annotations

import heapq
import json
import math
from collections.abc import Callable, Sequence
from statistics import median

from generator.plan.model import Coordinates

# A place by (longitude, latitude) in hundred-thousandths of a degree, about a metre.
Point = tuple[int, int]
Ring = tuple[Point, ...]

PER_DEGREE = 100_000
_KM_PER_DEGREE = 111.2
# From how many places on their middle says where the area is.
_ENOUGH = 3
# Nothing within so many kilometres of the middle is far: a tambon is smaller.
_NEAR_KM = 30.0
_TIMES = 4
_BEYOND_KM = 5.0
_CORNERS = 4  # of the smallest ring: a triangle that ends where it began


def point_of(coordinates: Coordinates) -> Point:
    """Return a place as whole numbers."""
    lon, lat = float(coordinates.lon), float(coordinates.lat)
    return round(lon * PER_DEGREE), round(lat * PER_DEGREE)


def kilometres(one: Point, other: Point) -> float:
    """Return the distance, as good as it must be within a province."""
    middle = math.radians((one[1] + other[1]) / 2 / PER_DEGREE)
    east = (one[0] - other[0]) * math.cos(middle)
    return math.hypot(east, one[1] - other[1]) / PER_DEGREE * _KM_PER_DEGREE


def bounds(points: Sequence[Point]) -> tuple[Point, Point]:
    """Return the south-western and the north-eastern corner of what `points` take up."""
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return (min(lons), min(lats)), (max(lons), max(lats))


def geojson(rings: Sequence[Ring]) -> bytes:
    """Return closed rings as a GeoJSON of areas, to five places of a degree, and nothing else."""
    areas = [[[[lon / PER_DEGREE, lat / PER_DEGREE] for lon, lat in ring]] for ring in rings]
    told = {"type": "MultiPolygon", "coordinates": areas}
    return (json.dumps(told, separators=(",", ":")) + "\n").encode()


def far_from(rings: Sequence[Ring], points: Sequence[Point]) -> Callable[[Point], int]:
    """Return what tells how many kilometres a place lies off the area, 0 where it is not far.

    The area is what its border encloses, and a little around it; where no border is drawn, the
    middle of `points` and four times their usual distance, if there are enough of them.
    """
    if rings:
        south_west, north_east = bounds([point for ring in rings for point in ring])
        centre = (south_west[0] + north_east[0]) // 2, (south_west[1] + north_east[1]) // 2
        limit = kilometres(south_west, north_east) / 2 + _BEYOND_KM
    elif len(points) >= _ENOUGH:
        centre = round(median(lon for lon, _ in points)), round(median(lat for _, lat in points))
        usual = median(kilometres(one, centre) for one in points)
        limit = max(_NEAR_KM, _TIMES * usual)
    else:
        return lambda _point: 0

    def far(point: Point) -> int:
        distance = kilometres(point, centre)
        return round(distance) if distance > limit else 0

    return far


def thinned(ring: Sequence[Point], most: int) -> Ring:
    """Return a closed ring of at most `most` points: those are left out that bend it least.

    Visvalingam's way: the point whose triangle with its neighbours is the smallest goes first.
    """
    count = len(ring)
    before = [*range(-1, count - 1)]
    after = [*range(1, count + 1)]
    left = [True] * count
    heap = [(_twice_area(ring, at - 1, at, at + 1), at) for at in range(1, count - 1)]
    heapq.heapify(heap)
    areas = {at: area for area, at in heap}
    remaining = count
    while heap and remaining > max(most, _CORNERS):
        area, at = heapq.heappop(heap)
        if not left[at] or areas[at] != area:
            continue
        left[at], remaining = False, remaining - 1
        one, other = before[at], after[at]
        after[one], before[other] = other, one
        for neighbour in (one, other):
            if 0 < neighbour < count - 1:
                # No smaller than what went before it: else the ends of a spur go one by one.
                now = _twice_area(ring, before[neighbour], neighbour, after[neighbour])
                areas[neighbour] = max(area, now)
                heapq.heappush(heap, (areas[neighbour], neighbour))
    return tuple(point for point, stays in zip(ring, left, strict=True) if stays)


def _twice_area(ring: Sequence[Point], one: int, at: int, other: int) -> int:
    (ax, ay), (bx, by), (cx, cy) = ring[one], ring[at], ring[other]
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))
