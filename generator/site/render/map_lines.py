"""Lines of a map as drawings have them, in few signs: every project's page has the border."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from generator.plan.geography import thinned

Spot = tuple[int, int]


def path_of(rings: Iterable[Sequence[Spot]]) -> str:
    """Return closed rings as the data of an SVG path: each spot told from the one before it."""
    return "".join(map(_ring, rings))


def coarse(rings: Iterable[Sequence[Spot]]) -> tuple[tuple[Spot, ...], ...]:
    """Return rings with half their spots, where a border only says in which area a place lies."""
    return tuple(thinned(ring, len(ring) // 2) for ring in rings)


def _ring(ring: Sequence[Spot]) -> str:
    # Closing it draws the line back to where it began.
    spots = ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring
    if not spots:
        return ""
    steps = ((x - west, y - north) for (west, north), (x, y) in pairwise(spots))
    line = " ".join(f"{across} {down}" for across, down in steps)
    path = f"M{spots[0][0]} {spots[0][1]}{'l' if line else ''}{line}z"
    return path.replace(" -", "-")  # a sign parts two numbers as a blank does
