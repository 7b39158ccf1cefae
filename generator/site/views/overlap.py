"""Look-alike projects for the staff's page: what is open, and what a person decided."""

from __future__ import annotations

from dataclasses import dataclass

from generator.plan.compare import Entry
from generator.plan.model import Decision, Plan
from generator.plan.overlap import Pair, unlinked, within


@dataclass(frozen=True, slots=True)
class OverlapView:
    """Pairs of the year and with the year before that nobody decided, and the decided ones."""

    within: tuple[Pair, ...]
    last_year: tuple[Pair, ...]
    decided: tuple[tuple[Pair, Decision], ...]


NO_OVERLAP = OverlapView((), (), ())


def overlap_view(plan: Plan, entries: tuple[Entry, ...], earlier: tuple[Entry, ...]) -> OverlapView:
    """Return the pairs of a year; `earlier` are the rows of the year before."""
    decisions = {decision.key: decision for decision in plan.decisions}
    same, last = within(entries), unlinked(entries, earlier)
    return OverlapView(
        within=tuple(pair for pair in same if pair.key not in decisions),
        last_year=tuple(pair for pair in last if pair.key not in decisions),
        decided=tuple(
            (pair, decisions[pair.key]) for pair in (*same, *last) if pair.key in decisions
        ),
    )
