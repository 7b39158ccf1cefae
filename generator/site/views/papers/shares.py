"""Shares that add up: per cent of a whole by the method of the largest remainder."""

from __future__ import annotations

from collections.abc import Sequence

# A hundred per cent, in hundredths of one.
WHOLE = 10_000


def shares(parts: Sequence[int], whole: int = WHOLE) -> tuple[int, ...]:
    """Return each part's share of their sum; the shares add up to `whole`, none is negative.

    What rounding down leaves goes to the largest remainders, of two alike to the first. Of nothing
    every share is nought. Parts are not negative.
    """
    total = sum(parts)
    if not total:
        return (0,) * len(parts)
    found = [part * whole // total for part in parts]
    rest = [part * whole % total for part in parts]
    left = whole - sum(found)
    for place in sorted(range(len(parts)), key=lambda at: -rest[at])[:left]:
        found[place] += 1
    return tuple(found)
