"""Pages that were put beside each other on one sheet: each is read by itself, from the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.plan.intake.pdf.frame import Frame
from generator.plan.intake.pdf.words import Glyph


@dataclass(frozen=True, slots=True)
class Half:
    """What of a sheet is one page: its tables from above, and its glyphs."""

    frames: Sequence[Frame]
    glyphs: Sequence[Glyph]


def side_by_side(frames: Sequence[Frame], glyphs: Sequence[Glyph]) -> list[Half]:
    """Return the pages of a sheet from the left; one where no table stands beside another.

    They part in the middle between the tables, wherever no glyph is cut by that.
    """
    borders = _borders(frames)
    if not borders or any(one.left < x < one.right for x in borders for one in glyphs):
        return [Half(frames, glyphs)]
    edges = [float("-inf"), *borders, float("inf")]
    return [
        Half(
            [one for one in frames if left <= one.columns[0] < right],
            [one for one in glyphs if left <= one.middle < right],
        )
        for left, right in pairwise(edges)
    ]


def _borders(frames: Sequence[Frame]) -> list[float]:
    """Return where on a sheet one page ends and the next begins."""
    groups: list[tuple[float, float]] = []
    for left, right in sorted((one.columns[0], one.columns[-1]) for one in frames):
        if groups and left <= groups[-1][1]:
            groups[-1] = (groups[-1][0], max(groups[-1][1], right))
        else:
            groups.append((left, right))
    beside = [
        any(
            one.rows[0] < other.rows[-1] and other.rows[0] < one.rows[-1]
            for one in frames
            if one.columns[-1] <= end
            for other in frames
            if other.columns[0] >= start
        )
        for (_, end), (start, _) in pairwise(groups)
    ]
    pairs = zip(pairwise(groups), beside, strict=True)
    return [(end + start) / 2 for ((_, end), (start, _)), level in pairs if level]
