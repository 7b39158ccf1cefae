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
    decisions = {one.key: one for one in plan.decisions if not one.last_year}
    of_all = next((one for one in plan.decisions if one.last_year), None)
    within = [(pair, decisions.get(pair.key)) for pair in found.within]
    last_year = [(pair, decisions.get(pair.key, of_all)) for pair in found.last_year]
    return OverlapView(
        within=tuple(pair for pair, decision in within if decision is None),
        last_year=tuple(pair for pair, decision in last_year if decision is None),
        decided=tuple((pair, one) for pair, one in (*within, *last_year) if one is not None),
    )
