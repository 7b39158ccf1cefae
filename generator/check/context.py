"""What a rule may know besides the plan."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from generator.model import Organization, Plan
from generator.problems import Report


@dataclass(frozen=True, slots=True)
class Context:
    """The organisation, ids of earlier years, files of the year's folder, the day, the report."""

    organization: Organization
    earlier_ids: frozenset[str]
    papers: frozenset[str]
    today: datetime.date
    report: Report


Rule = Callable[[Plan, Context], None]
