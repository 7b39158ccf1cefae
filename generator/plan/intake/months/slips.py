"""Shapes that may belong to a row other than the one they stand in: both rows are asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.plan.intake.form import Mark

# So near to the border of its row, as a part of the row's height, a shape may have slipped over it;
# more where its row has another one besides.
_NEAR, _NEAR_BESIDE_ANOTHER = 0.15, 0.3
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Slip:
    """A shape, the project in whose rows it stands (None for none), and those it may belong to."""

    mark: Mark
    holder: int | None
    others: frozenset[int]


def find_slips(
    marks: Sequence[Sequence[Mark]],
    strays: Sequence[Mark],
    entry_of: Mapping[int, int],
    taken: Sequence[bool],
    hidden: Collection[int] = (),
) -> list[Slip]:
    """Return the shapes that may be those of a project beside, which has no sign of its own.

    `marks` are those in the rows of each project, `strays` those in none; `entry_of` tells the
    project of a row, `taken` which projects have some sign, `hidden` the rows that nobody sees: a
    program that hides a row may leave its shape on the one below.
    """
    free = frozenset(at for at, one in enumerate(taken) if not one)
    above = _hidden_above(entry_of, hidden)
    found = [
        Slip(
            mark,
            holder,
            (frozenset(_beside(mark, entry_of, near)) | (above[holder] if len(own) > 1 else _NONE))
            & free - {holder},
        )
        for holder, own in enumerate(marks)
        for near in (_NEAR_BESIDE_ANOTHER if len(own) > 1 else _NEAR,)
        for mark in own
    ]
    for mark in strays:
        found.append(Slip(mark, None, free & _perhaps(mark, entry_of, free)))
    return [one for one in found if one.others]


def _perhaps(mark: Mark, entry_of: Mapping[int, int], free: frozenset[int]) -> frozenset[int]:
    """Return the projects that a shape of none may belong to: all where it may stand anywhere."""
    if mark.row is not None:
        return frozenset(_beside(mark, entry_of, _NEAR))
    return frozenset(entry_of[row] for row in mark.among if row in entry_of) if mark.among else free


def _hidden_above(
    entry_of: Mapping[int, int], hidden: Collection[int]
) -> Mapping[int, frozenset[int]]:
    """Return by project those right above it of which no row is seen."""
    found: dict[int, frozenset[int]] = defaultdict(frozenset)
    if not hidden:
        return found
    seen = {at for row, at in entry_of.items() if row not in hidden}
    gone: list[int] = []
    for row in sorted(entry_of):
        at = entry_of[row]
        if at not in seen:
            gone.append(at)
        else:
            found[at] |= frozenset(gone)
            gone = []
    return found


def _beside(mark: Mark, entry_of: Mapping[int, int], near: float) -> Iterator[int]:
    """Yield the projects in whose rows a shape may be meant to stand, but for its own row."""
    rows = set(mark.reach)
    if mark.beyond is not None and (
        (mark.slack is not None and mark.slack < near) or (mark.tall and not mark.reach)
    ):
        rows.add(mark.beyond)
    yield from (entry_of[row] for row in rows if row in entry_of)
