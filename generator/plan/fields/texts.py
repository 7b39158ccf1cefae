"""How values of a row are written where rows are written again.

Two ways to type one amount, month or owner give one text. The record of what was announced keeps
these very texts for good: columns may be added, none may leave, none may be written otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from generator.plan.model import (
    EVERYWHERE,
    Origin,
    Owner,
    Project,
    Villages,
    budget_text,
    shown_budget,
)


def ranges(numbers: Iterable[int]) -> list[str]:
    """Return rising numbers with runs of three or more drawn together: `1-3`, `5`, `6`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts: list[str] = []
    for run in runs:
        texts += [f"{run[0]}-{run[-1]}"] if len(run) > 2 else map(str, run)
    return texts


def stated_budget(project: Project) -> str:
    """Return baht for machines, the words of a row that needs no money, or nothing."""
    return budget_text(project.budget)


def told_budget(project: Project) -> str:
    """Return the same for readers: a dash where no amount is stated."""
    return shown_budget(project.budget)


def stated_villages(project: Project) -> str:
    """Return villages that are stated; what was only read from other columns is not."""
    villages = project.villages
    if villages.origin is not Origin.STATED:
        return ""
    return EVERYWHERE if villages.everywhere else ", ".join(map(str, villages.numbers))


def told_villages(project: Project) -> str:
    """Return villages for readers, those read from other columns too, with runs drawn together."""
    return _told(project.villages)


def _told(villages: Villages) -> str:
    return EVERYWHERE if villages.everywhere else ", ".join(ranges(villages.numbers))


def stated_owner(project: Project) -> str:
    """Return whose project it is where that is stated."""
    return project.owner.thai if project.owner_origin is Origin.STATED else ""


def told_owner(project: Project) -> str:
    """Return whose project it is, however it is known; nothing where it goes without saying."""
    stated = project.owner_origin is Origin.STATED
    return project.owner.thai if stated or project.owner is not Owner.OWN else ""


def stated_partners(project: Project) -> str:
    """Return the partners that have a column of their own; those beside the unit are said there."""
    beside = {part.strip() for part in re.split(r"[/\n]", project.unit)} if project.unit else set()
    return "; ".join(one for one in project.partners if one not in beside)


def stated_months(project: Project) -> str:
    """Return the months one by one: they stand for every way in which files state a period."""
    return " ".join(month.label for month in project.months)


def scattered_months(project: Project) -> str:
    """Return the months where the first and the last do not tell them all."""
    numbers = [month.year * 12 + month.month for month in project.months]
    whole = not numbers or numbers[-1] - numbers[0] == len(numbers) - 1
    return "" if whole else stated_months(project)


def first_month(project: Project) -> str:
    """Return the first month of work."""
    return project.months[0].label if project.months else ""


def last_month(project: Project) -> str:
    """Return the last month of work."""
    return project.months[-1].label if project.months else ""


def coordinate(axis: str) -> Callable[[Project], str]:
    """Return what writes degrees along an axis, `lat` or `lon`, as they are stated."""
    return lambda project: getattr(project.coordinates, axis) if project.coordinates else ""
