"""What a rule may know besides the plan."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from generator.compare import Entry
from generator.model import Organization, Plan
from generator.problems import Report


@dataclass(frozen=True, slots=True)
class Context:
    """The organisation, ids of earlier years, files of the year's folder, the day, the report.

    `last_year` are the rows of the year before, empty where it has no plan here.
    """

    organization: Organization
    earlier_ids: frozenset[str]
    papers: frozenset[str]
    today: datetime.date
    report: Report
    last_year: tuple[Entry, ...] = ()


def is_unread(plan: Plan, context: Context) -> bool:
    """Whether the announced plan has no row because of an error, which is said already."""
    return not plan.editions[0].rows and bool(context.report.errors)


Rule = Callable[[Plan, Context], None]
