"""GeoJSON → the area's border: rings of few points."""

from __future__ import annotations

import math
from collections.abc import Iterator

from generator.machine.layout import OUTLINE, OUTLINE_NAME
from generator.plan.geography import PER_DEGREE, Point, Ring, bounds, thinned
from generator.plan.parse.values import in_thailand
from generator.plan.read import Cell
from generator.problems import Place, Report

# What is drawn is a hand wide: more points and smaller islands would not be seen.
_MOST_POINTS = 260
_MOST_RINGS = 20
_SMALLEST = 0.02  # of the widest ring's width
_LEAST_OF_RING = 6
_READ_POINTS = 200_000
_CLOSED = 4  # points of a triangle that ends where it began
_DEPTH = 6  # a collection within a collection of features


class _UnusableError(Exception):
    """The border cannot be used: why, and what to do, in Thai."""

    def __init__(self, reason: str, todo: str) -> None:
        super().__init__(reason)
        self.reason, self.todo = reason, todo


def parse_outline(named: Cell, told: object, report: Report) -> tuple[Ring, ...]:
    """Return the rings of the area's border as `told`; none where it is not, or is a problem.

    `named` is what the organisation's file calls the file of the border: there is one name.
    """
    if named.text and named.text.removeprefix("./") != OUTLINE_NAME:
        todo = f"ตั้งชื่อไฟล์ว่า {OUTLINE_NAME} วางไว้ใน plans แล้วเขียน outline: {OUTLINE_NAME}"
        _add(report, named.place, named.text, "เพราะระบบอ่านจากชื่อเดียว", todo)
        return ()
    if told is None:
        known = any(one.place.file == OUTLINE for one in report)
        if named.text and not known:
            todo = f"วาง {OUTLINE_NAME} ไว้ใน plans หรือลบบรรทัด outline"
            _add(report, named.place, named.text, "เพราะไม่พบไฟล์", todo)
        return ()
    try:
        return _few([_ring(one) for one in _rings(told, _DEPTH)])
    except _UnusableError as error:
        _add(report, Place(OUTLINE), OUTLINE_NAME, error.reason, error.todo)
        return ()


def _add(report: Report, at: Place, value: str, reason: str, todo: str) -> None:
    report.add("outline-unreadable", at, value, reason=reason, todo=todo)


def _rings(told: object, depth: int) -> Iterator[object]:
    """Yield the rings of all areas in a GeoJSON; what is no area (a name, a line) is no border."""
    if not isinstance(told, dict) or not depth:
        return
    kind = told.get("type")
    inner = {"FeatureCollection": "features", "GeometryCollection": "geometries"}
    if kind in inner:
        for one in _listed(told.get(inner[kind])):
            yield from _rings(one, depth - 1)
    elif kind == "Feature":
        yield from _rings(told.get("geometry"), depth - 1)
    elif kind == "Polygon":
        yield from _listed(told.get("coordinates"))
    elif kind == "MultiPolygon":
        for polygon in _listed(told.get("coordinates")):
            yield from _listed(polygon)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _ring(told: object) -> Ring:
    points = _listed(told)
    if len(points) > _READ_POINTS:
        raise _UnusableError("เพราะมีจุดมากเกินไป", "ลดจำนวนจุดในโปรแกรมแผนที่ (simplify) แล้วบันทึกใหม่")
    ring = tuple(map(_point, points))
    if len(ring) < _CLOSED or ring[0] != ring[-1]:
        raise _UnusableError(
            "เพราะเส้นขอบไม่บรรจบ", "ปิดเส้นให้จุดสุดท้ายเป็นจุดเดียวกับจุดแรก หรือส่งออกเป็นชนิด Polygon"
        )
    return ring


def _point(told: object) -> Point:
    lon, lat = [*map(_number, _listed(told)[:2]), math.nan, math.nan][:2]
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise _UnusableError("เพราะมีจุดที่ไม่ใช่ตัวเลขสองตัว", "ส่งออกเส้นขอบเป็น GeoJSON ใหม่จากโปรแกรมแผนที่")
    if in_thailand(lon, lat):
        reason = "เพราะละติจูดกับลองจิจูดสลับกัน"
        raise _UnusableError(reason, "ส่งออกใหม่โดยให้ลองจิจูดมาก่อน เช่น [99.84, 19.91]")
    if not in_thailand(lat, lon):
        raise _UnusableError(
            f"เพราะมีจุดนอกประเทศไทย [{lon:.6g}, {lat:.6g}]",
            "ส่งออกใหม่ด้วยพิกัด WGS 84 (EPSG:4326) เป็นองศา เช่น [99.84, 19.91]",
        )
    return round(lon * PER_DEGREE), round(lat * PER_DEGREE)


def _number(told: object) -> float:
    """Return a number of JSON; not a number for all else, and for one of hundreds of digits."""
    try:
        return float(told) if isinstance(told, int | float) else math.nan
    except OverflowError:
        return math.nan


def _few(rings: list[Ring]) -> tuple[Ring, ...]:
    """Return the large rings, with so few points that a page can hold them."""
    rings = [ring for ring in rings if not _is_flat(ring)]
    if not rings:
        raise _UnusableError(
            "เพราะไม่มีพื้นที่ปิด (Polygon หรือ MultiPolygon)", "วาดเส้นขอบเป็นพื้นที่ แล้วส่งออกเป็น GeoJSON ใหม่"
        )
    if sum(map(len, rings)) > _READ_POINTS:
        raise _UnusableError("เพราะมีจุดมากเกินไป", "ลดจำนวนจุดในโปรแกรมแผนที่ (simplify) แล้วบันทึกใหม่")
    by_width = sorted(rings, key=_width, reverse=True)
    seen = [one for one in by_width[:_MOST_RINGS] if _width(one) >= _SMALLEST * _width(by_width[0])]
    whole = sum(map(_width, seen)) or 1
    return tuple(
        thinned(ring, max(_LEAST_OF_RING, _MOST_POINTS * _width(ring) // whole)) for ring in seen
    )


def _is_flat(ring: Ring) -> bool:
    """Whether a ring encloses nothing: it is a point, or a line along a degree."""
    (west, south), (east, north) = bounds(ring)
    return west == east or south == north


def _width(ring: Ring) -> int:
    (west, south), (east, north) = bounds(ring)
    return max(east - west, north - south)
