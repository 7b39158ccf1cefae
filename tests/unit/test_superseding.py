"""A year that is sealed anew tells what was sealed, with words covered and nothing else changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.archive.facts import ClosedYear
from generator.plan.compare import Entry, entries_of
from generator.plan.model import Owner, Totals
from generator.publishing.superseding import changes
from portals import GOOD, checked
from seals import ASSETS


@pytest.fixture(scope="module")
def year() -> ClosedYear:
    """The tests' own plan, as a seal tells it."""
    found = checked(GOOD)
    plan = found.portal.plans[-1]
    rows = entries_of(plan, found.portal.organization)
    return ClosedYear(plan.year, plan.title, None, ASSETS, (), 1, 0, Totals(), (), rows)


def first(year: ClosedYear, **other: Any) -> ClosedYear:
    return replace(year, entries=(replace(year.entries[0], **other), *year.entries[1:]))


def test_covered_words_are_no_change(year: ClosedYear) -> None:
    row: Entry = year.entries[0]
    assert list(changes(year, year)) == []
    assert list(changes(year, first(year, name=f"{row.name[:8]} █"))) == []


@pytest.mark.parametrize(
    "other",
    [
        {"satang": 1},
        {"months": ()},
        {"name": "█"},
        {"name": "ซื้อรถยนต์ █"},
        {"cancelled": True},
        {"strategy": "สังคม"},
        {"programme": "แผนงานอื่น"},
        {"owner": Owner.PAO},
        {"unit": "กองคลัง", "unit_slug": "finance"},
        {"continues": "2569-999"},
    ],
)
def test_a_seal_in_anothers_place_changes_no_money_and_no_name(
    year: ClosedYear, other: dict[str, object]
) -> None:
    assert list(changes(year, first(year, **other)))


@pytest.mark.parametrize("other", [{"unit": "สำนักช่าง"}, {"unit_slug": "works"}])
def test_a_unit_that_was_renamed_since_is_no_change(
    year: ClosedYear, other: dict[str, object]
) -> None:
    assert list(changes(year, first(year, **other))) == []


def test_a_seal_in_anothers_place_has_the_same_projects(year: ClosedYear) -> None:
    assert list(changes(year, replace(year, entries=year.entries[1:])))
    assert list(changes(replace(year, entries=year.entries[1:]), year))
