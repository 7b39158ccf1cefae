"""A year that is sealed anew tells what was sealed, with words covered and nothing else changed."""

from __future__ import annotations

import datetime
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.archive import Seal, SealRefusedError, file_digest, place
from generator.archive.facts import ClosedGroup, ClosedYear
from generator.closing import Closing, seal_year
from generator.plan.compare import Entry, entries_of
from generator.plan.model import Owner, Totals
from generator.publishing.superseding import changes
from generator.thai.fiscal import FiscalYear
from portals import GOOD, checked, portal_folder
from seals import ASSETS, DAY, bag_files, closed, small_seal


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


GROUPS = (
    ClosedGroup("strategies", "1", "โครงสร้างพื้นฐาน", "strategies/1.html", Totals(1, 1, 5)),
    ClosedGroup("units", "works", "กองช่าง", "units/works.html", Totals(1, 1, 5)),
    ClosedGroup("programmes", "a", "ช่วยนายก ข", "programmes/a.html", Totals(1, 1, 5)),
)


@pytest.fixture
def told(year: ClosedYear) -> ClosedYear:
    """A year with a title, a day, groups, and words that this release does not know."""
    return replace(
        year,
        title="แผนของปี",
        announced=DAY,
        groups=(*GROUPS[:2], replace(GROUPS[2], more={"lead": "นายก ข"})),
        entries=(replace(year.entries[0], unknown={"results": "ดี"}), *year.entries[1:]),
        more={"posted": ["2567-10-15"], "note": "ของนายก ข"},
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda _: {"title": "แผนอื่น"},
        lambda _: {"title": ""},
        lambda _: {"announced": None},
        lambda _: {"announced": DAY + datetime.timedelta(days=1)},
        lambda _: {"totals": Totals(9)},
        lambda _: {"groups": ()},
        lambda y: {"groups": y.groups[1:]},
        lambda y: {"groups": (replace(y.groups[0], name="สังคม"), *y.groups[1:])},
        lambda y: {"groups": (replace(y.groups[0], totals=Totals(1, 1, 6)), *y.groups[1:])},
        lambda y: {"groups": (*y.groups[:2], replace(y.groups[2], more={}))},
        lambda _: {"more": {}},
        lambda y: {"more": y.more | {"posted": []}},
        lambda y: {"more": y.more | {"note": "อื่น"}},
        lambda y: {"entries": (replace(y.entries[0], unknown={}), *y.entries[1:])},
        lambda y: {"entries": (replace(y.entries[0], unknown={"results": 1}), *y.entries[1:])},
    ],
)
def test_a_seal_in_anothers_place_says_no_less_of_the_year(told: ClosedYear, change: Any) -> None:
    assert list(changes(told, replace(told, **change(told))))


@pytest.mark.parametrize(
    "change",
    [
        lambda _: {"title": "แผน█"},
        lambda y: {"groups": (*y.groups, replace(y.groups[0], kind="forms"))},
        lambda y: {"groups": (y.groups[0], replace(y.groups[1], name="สำนักช่าง"), y.groups[2])},
        lambda y: {"groups": (*y.groups[:2], replace(y.groups[2], slug="b", name="ช่วย█"))},
        lambda y: {"more": y.more | {"note": "ของ█", "other": 1}},
        lambda _: {"papers": (), "sources": 9, "problems": 9},
    ],
)
def test_words_covered_units_renamed_and_what_is_added_are_no_change(
    told: ClosedYear, change: Any
) -> None:
    assert list(changes(told, replace(told, **change(told)))) == []


def test_what_an_older_seal_did_not_say_a_later_release_may_add(told: ClosedYear) -> None:
    bare = replace(told, title="", announced=None, groups=(), more={}, entries=told.entries)
    assert list(changes(bare, told)) == []


@pytest.mark.parametrize(
    "more",
    [
        {"posted": ["2567-10-15"]},
        {"entries": [closed().to_json()["entries"][0] | {"posted": 1}]},
        {"format": "phaen-year-99"},
    ],
)
def test_an_older_release_does_not_seal_anew_a_year_that_says_more_than_it_knows(
    tmp_path: Path, more: dict[str, object]
) -> None:
    portal = portal_folder(tmp_path / "portal")
    files = {**bag_files(), "year.json": json.dumps(closed().to_json() | more).encode()}
    sealed = small_seal(tmp_path / "2568.zip", files)
    place(portal, Seal("2568", file_digest(sealed), DAY, release="phaen-9.9.9"), sealed, None)
    before = sealed.read_bytes()
    closing = Closing(FiscalYear(2568), DAY, "ถอนชื่อบุคคล")
    with pytest.raises(SealRefusedError, match=r"Phaen รุ่น 9\.9\.9 หรือใหม่กว่า") as refused:
        seal_year(portal, closing, os.environ)
    assert ("format" in more) or "posted" in str(refused.value)
    assert (portal / "plans/2568/sealed/2568.zip").read_bytes() == before
