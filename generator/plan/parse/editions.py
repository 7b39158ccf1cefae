"""What a plan.yml states of its edition besides rows, for whoever compares two of them."""

from __future__ import annotations

import datetime

from generator.plan.model import DATE_COLUMNS, TRIGGER
from generator.plan.parse.plan import EDITION_KEYS
from generator.plan.parse.sections import Section, path_meant
from generator.plan.read import YamlMap
from generator.problems import Report


def stated_days(tree: YamlMap | None) -> dict[str, datetime.date]:
    """Return the days of a plan's or an amendment's edition, but for what cannot be read."""
    if tree is None:
        return {}
    root, section = _sections(tree)
    days = {name: section.date(name) for name in DATE_COLUMNS if name != TRIGGER}
    # What the days that the law gives are counted from.
    trigger = root.section(TRIGGER, None)
    days[TRIGGER] = trigger.date("date") if trigger else None
    return {name: day for name, day in days.items() if day is not None}


def stated_papers(tree: YamlMap | None) -> tuple[str, ...]:
    """Return the papers that a plan's or an amendment's edition names, below the year's folder."""
    if tree is None:
        return ()
    _, section = _sections(tree)
    named = [document.text("file") for document in section.sections("documents", None)]
    return tuple(path_meant(file) for file in (*named, *section.texts("evidence")) if file)


def stated_strategies(tree: YamlMap | None) -> dict[str, str]:
    """Return the names of a plan's strategies by the id that its rows know them by."""
    if tree is None:
        return {}
    root, _ = _sections(tree)
    return {one.text("id"): one.text("name") for one in root.sections("strategies", None)}


def _sections(tree: YamlMap) -> tuple[Section, Section]:
    """Return the whole file, and what of it tells the edition: itself, where need be."""
    root = Section(tree, Report(), None)
    return root, root.merged("edition", EDITION_KEYS) or root
