"""Words beside lists and pictures are whole: of each order, of each run of months, of each kind."""

from __future__ import annotations

import datetime
import itertools
import re
from dataclasses import replace

import pytest

from generator.machine.packaged import THEME
from generator.plan.model import Change, Edition, Owner, Plan, Portal, PostingPeriod, Status
from generator.problems import Report
from generator.site.render import page_artifacts, site_assets
from generator.site.views import SiteView, runs, site_view
from generator.site.views.table import NOT_REPORTED, WITHDRAWN
from generator.thai.fiscal import FiscalYear
from portals import NOWHERE, ORGANIZATION, baht, make_plan, make_project

YEAR = FiscalYear(2570)
KINDS = {
    "own": make_project(id="2570-001", budget=baht(500)),
    "allowances": make_project(id="2570-002", budget=baht(300), name="เบี้ยยังชีพผู้สูงอายุ"),
    "others": make_project(id="2570-003", budget=baht(200), owner=Owner.PAO),
}
SAID = {"own": "แท่งทึบ", "allowances": "แท่งสีอ่อน", "others": "แท่งโปร่ง"}


def site_of(*plans: Plan) -> SiteView:
    return site_view(Portal(ORGANIZATION, plans), Report())


def pages_of(*plans: Plan) -> dict[str, str]:
    return {one.path: one.data.decode() for one in page_artifacts(site_of(*plans), THEME)}


def test_every_order_of_a_list_has_its_words() -> None:
    before = make_plan(make_project(id="2569-001"), year=FiscalYear(2569))
    plan = make_plan(*KINDS.values())
    dearer = replace(KINDS["own"], budget=baht(900), change=Change.ALTER, edition=1)
    posting = PostingPeriod(announced=datetime.date(2027, 1, 5))
    amendment = Edition(1, NOWHERE, rows=(dearer,), posting=posting)
    pages = pages_of(before, replace(plan, editions=(*plan.editions, amendment)))
    lists = {path: text for path, text in pages.items() if "data-sortable=" in text}
    assert {path.rpartition("/")[2] for path in lists} >= {"changes.md", "others.md"}
    for path, text in lists.items():
        (table,) = re.findall("<table[^>]*data-sortable=[^>]*>", text)
        words = dict(re.findall(r'data-((?:up|down)-[a-z]+)="([^"]*)"', table))
        for kind in set(re.findall(r'data-sort="([a-z]+)"', text)):
            up, down = words[f"up-{kind}"], words[f"down-{kind}"]
            assert up != down, path
            assert all(re.sub("{name}", "", one).strip() and "{name}" in one for one in (up, down))
        assert re.findall('data-first="([^"]+)"', table), path


MONTHS = [
    (10,),
    (10, 11, 12),
    (9, 10),
    (12, 1),
    (11, 3),
    (10, 11, 2, 3),
    (10, 12, 2, 9),
    range(1, 13),
]


@pytest.mark.parametrize("worked", MONTHS, ids=str)
def test_months_that_do_not_touch_are_runs_of_their_own(worked: tuple[int, ...]) -> None:
    months = [YEAR.month(one) for one in (10, 11, 12, *range(1, 10)) if one in worked]
    found = runs(YEAR.months, tuple(months))
    assert [one for run in found for one in run.months] == list(YEAR.months)
    assert [one for run in found if run.works for one in run.months] == months
    assert all(one.works != other.works for one, other in itertools.pairwise(found))
    page = pages_of(make_plan(make_project(months=tuple(months))))["docs/2570/strategies/1.md"]
    arrows = re.findall(r'class="ph-arrow" colspan="(\d+)"', page)
    assert arrows == [str(len(run.months)) for run in found if run.works]
    told = pages_of(make_plan(make_project(months=tuple(months))))["docs/2570/table.md"]
    gap = len(arrows) > 1
    assert ("–" in told.split("<tbody>")[1]) == (not gap and len(months) > 1)


@pytest.mark.parametrize(
    "there", [some for n in (1, 2, 3) for some in itertools.combinations(KINDS, n)], ids="-".join
)
def test_a_legend_names_each_kind_of_owner_that_is_drawn(there: tuple[str, ...]) -> None:
    pages = pages_of(make_plan(*(KINDS[one] for one in there)))
    for path in ("docs/2570/index.md", "docs/index.md", "docs/2570/strategies/1.md"):
        captions = re.findall("<caption>.*?</caption>", pages[path], re.DOTALL)
        keys = [one for one in captions if "ph-key" in one]
        for key in keys:
            assert {kind for kind, word in SAID.items() if word in key} >= set(there), path
        assert keys or len(there) == 1, path


def test_every_status_that_a_list_shows_has_a_name_in_the_search() -> None:
    site = site_of(make_plan(make_project()))
    data = site_assets(site, THEME).files["search-data.js"].decode()
    (told,) = re.findall('"status":({[^}]*})', data)
    named = dict(re.findall('"([a-z-]+)":"([^"]+)"', told))
    wanted = {*(one.slug for one in Status), WITHDRAWN, NOT_REPORTED}
    assert named.keys() >= wanted
    assert len(set(named.values())) == len(named)
