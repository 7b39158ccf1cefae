"""What the drop-down lists of one organisation's workbooks offer, by the code of the column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.plan.model import (
    EVERYWHERE,
    PROGRAMMES,
    Change,
    Form,
    Organization,
    Owner,
    Plan,
    Status,
)

# Columns where hardly anything but the list is understood: there Excel asks before it takes others.
_CLOSED = frozenset({"strategy", "form", "owner", "status", "change"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The texts of a list, each of which is read as it stands, and whether others are doubtful."""

    texts: tuple[str, ...]
    closed: bool


def choices(organization: Organization, plan: Plan) -> Mapping[str, Choice]:
    """Return the lists of a year's plan; a column without one is written freely."""
    agencies = dict.fromkeys(unit.name for unit in organization.units)
    agencies |= dict.fromkeys(row.unit for row in plan.projects if row.unit)
    months = tuple(month.label for month in plan.year.months)
    villages = [str(village.number) for village in organization.villages]
    found: Mapping[str, tuple[str, ...]] = {
        "strategy": tuple(f"{one.id} {one.name}" for one in plan.strategies),
        "tactic": tuple(dict.fromkeys(text for one in plan.strategies for text in one.tactics)),
        "programme": tuple(one.name for one in PROGRAMMES),
        "form": tuple(one.thai for one in Form),
        "villages": (*villages, EVERYWHERE) if villages else (),
        "unit": tuple(agencies),
        "partners": tuple(agencies),
        "owner": tuple(one.thai for one in Owner),
        "start": months,
        "end": months,
        "status": tuple(one.thai for one in Status),
        "change": tuple(one.thai for one in Change),
    }
    return {code: Choice(texts, code in _CLOSED) for code, texts in found.items() if texts}
