"""In which order the rows of two changed tables stand in one, and below which heading each is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.plan.merge.grid import Column, Grid, GridRow
from generator.plan.model.account import RowKind
from generator.plan.sheet.wording import kind_of_words

# Sub-headings, which speak for the rows below them.
_GIVES = frozenset({RowKind.STRATEGY, RowKind.TACTIC, RowKind.PROGRAMME, RowKind.EQUIPMENT})


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of up to three versions, by its index in each."""

    base: int | None
    ours: int | None
    theirs: int | None


def moved_columns(before: Grid, after: Grid) -> tuple[Column, ...]:
    """Return the columns of both in their new order, none where that is the old one."""
    common = before.columns.keys() & after.columns.keys()
    new = tuple(sorted(common, key=after.columns.__getitem__))
    return new if new != tuple(sorted(common, key=before.columns.__getitem__)) else ()


def interleaved(
    mine: Sequence[Unit], others: Sequence[Unit], code: Callable[[Unit], str], *, first: bool
) -> list[Unit]:
    """Return the units of `mine` in their order, each other one below that which it stood below.

    Where both added rows at one place, those of `mine` come before the others unless the others
    are to be `first`; rows of which all have codes are put in the order of their codes.
    """
    there = set(mine)
    after: defaultdict[Unit | None, list[Unit]] = defaultdict(list)
    above: Unit | None = None
    for unit in others:
        if unit in there:
            above = unit
        else:
            after[above].append(unit)
    shared = set(others)
    found: list[Unit] = []
    at = 0
    anchor: Unit | None = None
    while True:
        end = at
        while end < len(mine) and mine[end] not in shared:
            end += 1
        found += _joined(mine[at:end], after.pop(anchor, []), code, first=first)
        if end == len(mine):
            return found
        anchor = mine[end]
        found.append(anchor)
        at = end + 1


def _joined(
    own: Sequence[Unit], added: Sequence[Unit], code: Callable[[Unit], str], *, first: bool
) -> list[Unit]:
    codes = [[code(unit) for unit in units] for units in (own, added)]
    if own and added and all(map(all, codes)) and all(one == sorted(one) for one in codes):
        return sorted((*own, *added), key=code)
    return [*added, *own] if first else [*own, *added]


def stands(rows: Iterable[tuple[Unit, GridRow]]) -> dict[Unit, Unit | None]:
    """Return below which row each stands that matters: a sub-heading, or what it goes on from."""
    found: dict[Unit, Unit | None] = {}
    heading: Unit | None = None
    project: Unit | None = None
    for unit, row in rows:
        if row.head or not row.contents:
            continue
        kind = None if row.code else kind_of_words(_first_text(row))
        if kind in _GIVES:
            heading = unit
            continue
        found[unit] = heading if row.code or kind else project
        if row.code:
            project = unit
    return found


def _first_text(row: GridRow) -> str:
    return next((" ".join(one.told.split()) for _, one in row.cells.items() if one.text), "")
