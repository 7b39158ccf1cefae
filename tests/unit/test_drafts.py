"""What is not announced yet is a draft, by its date: it is never told as announced."""

import datetime
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.archive import SealRefusedError
from generator.archive.early import refuse_drafts
from generator.pipeline import as_published, view_of
from generator.plan.drafts import (
    current,
    draft_editions,
    in_force,
    is_announced,
    is_draft,
    left_out,
    published,
    report_of_published,
)
from generator.plan.model import (
    Change,
    DraftPolicy,
    Edition,
    Plan,
    Portal,
    PostingPeriod,
    Status,
)
from generator.plan.model import ProgressReport as Told
from generator.problems import Place, Report
from generator.site.views import SiteView, site_view
from generator.thai.fiscal import FiscalYear
from portals import NOWHERE, ORGANIZATION, baht, checked, make_plan, make_project, portal_folder

Day = datetime.date
TODAY = Day(2026, 11, 24)
YESTERDAY, TOMORROW = Day(2026, 11, 23), Day(2026, 11, 25)
steady = settings(derandomize=True, database=None, deadline=None, max_examples=60)
days_or_none = st.sampled_from((None, YESTERDAY, TODAY, TOMORROW))


def edition(number: int, day: Day | None, *rows: Any) -> Edition:
    return Edition(number, NOWHERE, posting=PostingPeriod(announced=day), rows=rows)


def plan_of(year: int, *days: Day | None, **changes: Any) -> Plan:
    """Return a plan of one project whose editions were announced on `days`; each changes it."""
    row = make_project(id=f"{year}-001", name=f"โครงการของปี {year}")
    editions = [edition(0, days[0], row)]
    for number, day in enumerate(days[1:], start=1):
        altered = replace(row, budget=baht(100 + number), change=Change.ALTER, edition=number)
        added = make_project(
            id=f"{year}-9{number:02}", change=Change.ADD, edition=number, unit_slug="health"
        )
        editions.append(edition(number, day, altered, added))
    return make_plan(year=FiscalYear(year), editions=tuple(editions), **changes)


def site(*plans: Plan, today: Day = TODAY) -> SiteView:
    return site_view(Portal(ORGANIZATION, plans), Report(), today=today)


@pytest.mark.parametrize(
    ("days", "draft", "editions"),
    [
        ((None,), True, 1),
        ((TOMORROW,), True, 1),
        ((TODAY,), False, 1),
        ((YESTERDAY,), False, 1),
        ((YESTERDAY, None), False, 1),
        ((YESTERDAY, TOMORROW), False, 1),
        ((YESTERDAY, TODAY), False, 2),
        ((YESTERDAY, TODAY, None), False, 2),
        ((YESTERDAY, None, TODAY), False, 3),  # what was announced stands on what was before it
        ((None, TODAY), False, 2),  # an announced amendment tells that the plan was announced
        ((None, None), True, 1),
        ((TOMORROW, TOMORROW), True, 1),
    ],
)
def test_a_date_alone_says_what_is_a_draft(
    days: tuple[Day | None, ...], draft: bool, editions: int
) -> None:
    plan = plan_of(2570, *days)
    assert is_draft(plan, TODAY) is draft
    assert len(in_force(plan, TODAY).editions) == editions
    assert len(draft_editions(plan, TODAY)) == len(days) - editions


def test_what_hung_was_announced_though_nobody_wrote_down_when() -> None:
    hung = [
        Edition(0, NOWHERE, posting=PostingPeriod(posted_from=day))
        for day in (YESTERDAY, TODAY, TOMORROW)
    ]
    assert [is_announced(one, TODAY) for one in hung] == [True, True, False]


def test_a_draft_is_none_on_the_day_of_its_announcement() -> None:
    plan = plan_of(2570, TODAY, TOMORROW)
    assert [is_draft(plan, day) for day in (YESTERDAY, TODAY)] == [True, False]
    assert [len(in_force(plan, day).editions) for day in (TODAY, TOMORROW)] == [1, 2]


@pytest.mark.parametrize(
    ("plans", "home", "shown"),
    [
        ({2570: YESTERDAY, 2571: None}, 2570, [2570]),
        ({2570: YESTERDAY, 2571: TOMORROW}, 2570, [2570]),
        ({2570: YESTERDAY, 2571: TODAY}, 2571, [2570, 2571]),
        ({2569: None, 2570: YESTERDAY}, 2570, [2570]),
        ({2570: None}, 2570, [2570]),
        ({2570: None, 2571: None}, 2570, [2570]),  # 2571 has not begun
        ({2569: None, 2570: None}, 2570, [2570]),
        ({2571: None, 2572: None}, 2571, [2571]),
    ],
)
def test_home_tells_the_announced_year_and_drafts_are_left_out(
    plans: dict[int, Day | None], home: int, shown: list[int]
) -> None:
    portal = Portal(ORGANIZATION, tuple(plan_of(year, day) for year, day in plans.items()))
    told = current(portal, TODAY)
    assert told is not None
    assert told.year.year == home
    assert [one.year.year for one in published(portal, TODAY).plans] == shown
    assert [*left_out(portal, TODAY)] == [f"plans/{one}" for one in plans if one not in shown]


def test_a_draft_is_published_where_its_plan_says_so_and_home_stays() -> None:
    wanted = plan_of(2571, None, None, drafts=DraftPolicy.PUBLISH)
    portal = Portal(ORGANIZATION, (plan_of(2570, YESTERDAY), wanted))
    assert published(portal, TODAY).plans == portal.plans
    assert [*left_out(portal, TODAY)] == []
    view = site_view(published(portal, TODAY), Report(), today=TODAY)
    assert [(one.label, one.draft, one.current) for one in view.years] == [
        ("2571", True, False),
        ("2570", False, True),
    ]
    assert [one.draft for one in view.years[0].drafts] == [True]


def test_announced_rows_go_on_and_the_draft_amendment_is_told_beside_them() -> None:
    year = site(plan_of(2570, YESTERDAY, None)).current
    assert [view.id for view in year.rows] == ["2570-001"]
    assert year.totals.satang == 10000
    assert [one.edition.number for one in year.editions] == [0]
    (draft,) = year.drafts
    assert draft.draft
    assert draft.effect.satang == 10100
    assert {view.id for view in year.rows} == {"2570-001"}
    assert all(len(view.history) == 1 for view in year.rows)
    assert "units/health.html" not in {one.path for one in year.units}
    assert [event.path for event in year.events] == ["announcements/index.html"]


def test_an_announcement_to_come_is_no_event_that_was() -> None:
    year = site(plan_of(2570, TOMORROW)).current
    assert year.draft
    assert year.editions[0].draft
    assert year.events == ()


def test_budgets_are_compared_between_announced_years_alone() -> None:
    view = site(plan_of(2570, YESTERDAY), plan_of(2571, None))
    years = {cell.year for one in view.multiples for panel in one.panels for cell in panel.years}
    assert years == {"2570"}


def test_a_project_s_page_says_that_the_plan_which_continues_it_is_a_draft() -> None:
    next_year = plan_of(2571, None)
    row = replace(next_year.projects[0], continues="2570-001")
    next_year = replace(next_year, editions=(edition(0, None, row),))
    plans = (plan_of(2570, YESTERDAY), next_year)
    (other,) = site(*plans).current.rows[0].other_years
    assert (other.id, other.draft) == ("2571-001", True)
    told = published(Portal(ORGANIZATION, plans), TODAY)
    assert site_view(told, Report(), today=TODAY).current.rows[0].other_years == ()


def test_reports_of_a_project_that_only_a_draft_has_count_nowhere() -> None:
    report = Told("2570-901", YESTERDAY, NOWHERE, Status.DONE, "100", 500)
    year = site(plan_of(2570, YESTERDAY, None, progress=(report,))).current
    assert (year.progress.spent, year.progress.latest) == (0, ())


@pytest.mark.parametrize(
    ("code", "file", "value", "told"),
    [
        ("considered-missing", "plans/2570/plan.yml", "", True),
        ("considered-missing", "plans/2570/amendments/1/plan.yml", "", False),
        ("considered-missing", "plans/2571/plan.yml", "", False),
        ("posted-missing", "plans/organization.yml", "", True),
        ("continues-unknown", "plans/2570/projects.csv", "2570-901", False),
        ("overlap-pair", "plans/2570/projects.csv", "x", False),
        ("reason-missing", "plans/2570/projects.csv", "2570-001", True),
    ],
)
def test_no_remark_that_is_published_tells_of_a_draft(
    code: str, file: str, value: str, told: bool
) -> None:
    portal = Portal(ORGANIZATION, (plan_of(2570, YESTERDAY, None), plan_of(2571, None)))
    report = Report()
    details = dict.fromkeys(("limit", "id", "other", "name", "why", "year"), "x")
    report.add(code, Place(file), value, **details)
    assert bool([*report_of_published(report, portal, TODAY)]) is told


def test_the_published_portal_is_the_checked_one_where_nothing_is_a_draft(tmp_path: Path) -> None:
    sound = checked(portal_folder(tmp_path))
    assert as_published(sound) is sound
    assert not view_of(sound).current.draft


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ((None,), "ยังเป็นร่าง"),
        ((TOMORROW,), "ยังเป็นร่าง"),
        ((YESTERDAY, None), "ฉบับแก้ไขที่ 1"),
        ((YESTERDAY, YESTERDAY, TOMORROW), "ฉบับแก้ไขที่ 2"),
    ],
)
def test_what_was_never_announced_is_not_sealed(days: tuple[Day | None, ...], why: str) -> None:
    with pytest.raises(SealRefusedError, match=why):
        refuse_drafts(plan_of(2570, *days), (), TODAY)
    refuse_drafts(plan_of(2570, YESTERDAY, None, TODAY), (), TODAY)


@pytest.mark.parametrize(
    ("days", "waits"),
    [
        ((YESTERDAY,), False),
        ((None,), False),
        ((TOMORROW,), True),
        ((YESTERDAY, TOMORROW), True),
        ((YESTERDAY, None), False),
    ],
)
def test_a_seal_waits_for_an_announcement_that_its_pages_would_tell_of(
    days: tuple[Day | None, ...], waits: bool
) -> None:
    sealed, other = plan_of(2569, YESTERDAY), plan_of(2570, *days)
    with pytest.raises(SealRefusedError, match="25 พฤศจิกายน 2569") if waits else nullcontext():
        refuse_drafts(sealed, (sealed, other), TODAY)
    wanted = replace(other, drafts=DraftPolicy.PUBLISH)
    refuse_drafts(sealed, (sealed, wanted), TODAY)


@steady
@given(st.lists(st.lists(days_or_none, min_size=1, max_size=4), min_size=1, max_size=4))
def test_whatever_is_announced_is_told_and_whatever_is_not_is_left_out(
    plans: list[list[Day | None]],
) -> None:
    portal = Portal(
        ORGANIZATION, tuple(plan_of(2569 + number, *days) for number, days in enumerate(plans))
    )
    told = {plan.year: plan for plan in published(portal, TODAY).plans}
    out = [plan for plan in portal.plans if not is_draft(plan, TODAY)]
    assert told.keys() == ({one.year for one in out} or {current(portal, TODAY).year})  # type: ignore[union-attr]
    for plan in out:
        kept = told[plan.year].editions
        assert kept == plan.editions[: len(kept)]
        assert all(not is_announced(one, TODAY) for one in plan.editions[len(kept) :])
        assert len(kept) == 1 or is_announced(kept[-1], TODAY)
    view = site_view(portal, Report(), today=TODAY)
    assert [one.current for one in view.years].count(True) == 1
    assert view.current.draft is not bool(out)
    rows = [row.id for year in view.years for row in year.rows]
    assert len(rows) == len(set(rows))
    for year in view.years:
        assert len(year.editions) + len(year.drafts) == len(year.whole.editions)
