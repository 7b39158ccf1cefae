"""What pages say of the same thing is the same on each of them, and true on any day."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.machine.packaged import THEME
from generator.plan.model import Change, Edition, Plan, Portal
from generator.problems import Report
from generator.site.render import page_artifacts
from generator.site.views import site_view
from generator.thai.fiscal import FiscalYear
from portals import NOWHERE, ORGANIZATION, baht, make_plan, make_project


def pages(*plans: Plan) -> dict[str, str]:
    """Return the text of every page of the years, by its path below `docs`."""
    site = site_view(Portal(ORGANIZATION, plans), Report())
    made = page_artifacts(site, THEME, {})
    return {one.path.removeprefix("docs/"): one.data.decode() for one in made}


def amended(plan: Plan, *rows: tuple[Change, int]) -> Plan:
    """Return the plan with an amendment for each way its one row was changed to so many baht."""
    (row,) = plan.projects
    editions = [
        Edition(at, NOWHERE, rows=(replace(row, budget=baht(to), change=change, edition=at),))
        for at, (change, to) in enumerate(rows, 1)
    ]
    return replace(plan, editions=(*plan.editions, *editions))


@pytest.mark.parametrize(("was", "now"), [(500, 650), (500, 500), (650, 500)])
def test_a_row_that_comes_back_counts_whole_on_every_page(was: int, now: int) -> None:
    plan = make_plan(make_project(id="2570-1", budget=baht(was)))
    made = pages(amended(plan, (Change.CANCEL, was), (Change.ADD, now)))
    for name in ("changes.md", "announcements/2.md", "projects/2570-1.md"):
        text = made[f"2570/{name}"]
        assert f"+{now}" in text.replace("&#43;", "+"), name
        assert not re.search(rf"<del>{was}|เดิม (บาท)[^<]*>{was}<", text)


def test_a_row_that_continues_a_cancelled_one_is_dearer_by_its_whole_amount() -> None:
    first = replace(make_plan(make_project(id="a", budget=baht(500))), year=FiscalYear(2569))
    second = make_plan(make_project(id="b", budget=baht(650), continues="a"))
    made = pages(amended(first, (Change.CANCEL, 500)), replace(second, year=FiscalYear(2570)))
    for name in ("dearer.md", "compared.md"):
        assert "650" in made[f"2570/{name}"]
        assert "150" not in made[f"2570/{name}"]


def test_where_all_that_went_on_was_cancelled_nothing_is_said_to_continue_nothing() -> None:
    first = replace(make_plan(make_project(id="a", budget=baht(500))), year=FiscalYear(2569))
    second = make_plan(make_project(id="b", budget=baht(650), continues="a"))
    made = pages(first, amended(second, (Change.CANCEL, 650)))
    assert "ไม่ได้ระบุว่าโครงการใดต่อเนื่อง" not in made["2570/dearer.md"]
