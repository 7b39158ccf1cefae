"""The days that a plan.yml states of its edition, for whoever compares two of them."""

from __future__ import annotations

import datetime

from generator.model import DATE_COLUMNS, TRIGGER
from generator.parse.sections import Section
from generator.problems import Report
from generator.read import YamlMap


def stated_days(tree: YamlMap | None) -> dict[str, datetime.date]:
    """Return the days of a plan's or an amendment's edition, but for what cannot be read."""
    if tree is None:
        return {}
    root = Section(tree, Report(), None)
    section = root.section("edition", None) or root
    days = {name: section.date(name) for name in DATE_COLUMNS if name != TRIGGER}
    # What the days that the law gives are counted from.
    trigger = root.section(TRIGGER, None)
    days[TRIGGER] = trigger.date("date") if trigger else None
    return {name: day for name, day in days.items() if day is not None}
