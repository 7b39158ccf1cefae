"""Look-alike projects for the staff's page: what is open, and what a person decided."""

from __future__ import annotations

from dataclasses import dataclass

from generator.plan.model import Decision, Plan
from generator.plan.overlap import Pair, YearPairs


@dataclass(frozen=True, slots=True)
class OverlapView:
    """Pairs of the year and with the year before that nobody decided, and the decided ones."""

    within: tuple[Pair, ...]
    last_year: tuple[Pair, ...]
    decided: tuple[tuple[Pair, Decision], ...]


NO_OVERLAP = OverlapView((), (), ())


def overlap_view(plan: Plan, found: YearPairs) -> OverlapView:
    """Return what is open, and what was decided, of the pairs that were `found` in a year."""
    decisions = {decision.key: decision for decision in plan.decisions}
    return OverlapView(
        within=tuple(pair for pair in found.within if pair.key not in decisions),
        last_year=tuple(pair for pair in found.last_year if pair.key not in decisions),
        decided=tuple(
            (pair, decisions[pair.key])
            for pair in (*found.within, *found.last_year)
            if pair.key in decisions
        ),
    )
