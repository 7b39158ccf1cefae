"""A border is drawn in few signs, through every spot that it has."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.site.render.map_lines import coarse, path_of

spots = st.tuples(st.integers(-600, 600), st.integers(-600, 600))
rings = st.lists(spots, min_size=2, max_size=30).map(lambda ring: (*ring, ring[0]))


def drawn(path: str) -> list[list[tuple[int, int]]]:
    """Return the spots that a drawing goes through, as SVG reads its signs."""
    found = []
    for ring in re.findall("M([^z]*)z", path):
        numbers = [int(one) for one in re.findall("-?[0-9]+", ring)]
        steps = list(zip(numbers[::2], numbers[1::2], strict=True))
        line = [steps[0]]
        for across, down in steps[1:]:
            line.append((line[-1][0] + across, line[-1][1] + down))
        found.append(line)
    return found


@settings(derandomize=True, database=None, deadline=None)
@given(st.lists(rings, max_size=3))
def test_every_spot_of_a_border_is_drawn(border: list[tuple[tuple[int, int], ...]]) -> None:
    path = path_of(border)
    assert drawn(path) == [list(ring[:-1]) for ring in border]
    assert not re.search(r" -|  |- ", path)


@settings(derandomize=True, database=None, deadline=None)
@given(rings.filter(lambda ring: len(ring) > 16))
def test_a_coarse_border_goes_through_half_of_the_spots(ring: tuple[tuple[int, int], ...]) -> None:
    (found,) = coarse([ring])
    assert len(found) <= max(8, len(ring) // 2) and found[0] == found[-1] == ring[0]
    left = iter(ring)
    assert all(spot in left for spot in found)  # in their order
