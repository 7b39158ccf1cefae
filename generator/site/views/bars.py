"""Bars: money drawn as lengths, divided by whose money it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.plan.model import Totals
from generator.site.views.totals import Portion

WHOLE = 1000


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar, in thousandths of the longest bar beside it."""

    portion: Portion
    start: int
    width: int


def bar(parts: Mapping[Portion, Totals], longest: int) -> tuple[Segment, ...]:
    """Return a bar of `parts` where `longest` satang are 1,000 long."""
    # Rounded up: a small sum is a thin line, not nothing.
    widths = {
        portion: -(-totals.satang * WHOLE // longest)
        for portion, totals in parts.items()
        if totals.satang
    }
    over = sum(widths.values()) - WHOLE
    if over > 0:  # what rounding up added leaves the widest: no edge lies outside the drawing
        widths[max(widths, key=lambda one: widths[one])] -= over
    segments, start = [], 0
    for portion, width in widths.items():
        segments.append(Segment(portion, start, width))
        start += width
    return tuple(segments)
