"""What is asked of a year first: what the rule says, and what it cannot judge."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.machine.packaged import THEME
from generator.plan.model import Budget, BudgetKind, Change, Portal, ProgressReport, Project, Status
from generator.problems import Report
from generator.site.render import page_artifacts
from generator.site.views import SiteView, site_view
from generator.site.views.watch import DONE, LATE, SPENT_ALONE, UNSPENT, WatchList
from generator.thai.fiscal import Month
from portals import NOWHERE, ORGANIZATION, baht, make_plan, make_project

date = datetime.date
LISTS = (DONE, LATE, SPENT_ALONE, UNSPENT)
SEPTEMBER = (Month(2027, 9),)
NOTHING = Budget(BudgetKind.NO_BUDGET, None)
steady = settings(derandomize=True, database=None, deadline=None, max_examples=80)


def report(day: date, status: Status = Status.UNDER_WAY, **changes: Any) -> ProgressReport:
    return replace(ProgressReport("2570-001", day, NOWHERE, status), **changes)


def site_of(*reports: ProgressReport, rows: tuple[Project, ...] = ()) -> SiteView:
    plan = make_plan(*(rows or (make_project(months=SEPTEMBER),)), progress=reports)
    return site_view(Portal(ORGANIZATION, (plan,)), Report())


def lists(*reports: ProgressReport, rows: tuple[Project, ...] = ()) -> dict[str, WatchList]:
    return dict(site_of(*reports, rows=rows).current.watched)


def found(*reports: ProgressReport, rows: tuple[Project, ...] = ()) -> set[str]:
    return {name for name, one in lists(*reports, rows=rows).items() if one.rows}


JAN, FEB = date(2027, 1, 20), date(2027, 2, 20)


@pytest.mark.parametrize(
    ("told", "names", "unknown"),
    [
        (report(JAN, Status.NOT_STARTED, spent=500), {SPENT_ALONE}, set()),
        (report(JAN, percent="0", spent=500), {SPENT_ALONE}, set()),
        (report(JAN, percent="0.00", spent=500), {SPENT_ALONE}, set()),
        (report(JAN, percent="0.5", spent=500), set(), set()),
        (report(JAN, percent="10", spent=500), set(), set()),
        (report(JAN, spent=500), set(), {SPENT_ALONE}),
        (report(JAN, spent=0), set(), set()),
        (report(JAN), set(), set()),
        (report(JAN, percent="30", spent=0), {UNSPENT}, set()),
        (report(JAN, percent="30"), set(), {UNSPENT}),
        (report(JAN, percent="0", spent=0), set(), set()),
        (report(JAN, Status.DONE, spent=0), {DONE, UNSPENT}, set()),
        (report(JAN, Status.DONE, spent=500), {DONE}, set()),
        (report(JAN, Status.DONE, percent="0", spent=500), {DONE}, set()),
        (report(JAN, Status.CANCELLED, spent=0), set(), set()),
    ],
)
def test_a_list_holds_what_its_rule_says_and_counts_what_nobody_told(
    told: ProgressReport, names: set[str], unknown: set[str]
) -> None:
    assert found(told) == names
    assert {name for name, one in lists(told).items() if one.unknown} == unknown


def test_lists_go_by_the_money_that_was_last_told_though_a_newer_report_is_silent() -> None:
    told = lists(report(JAN, spent=500), report(FEB, percent="0"))[SPENT_ALONE]
    assert [(one.spent, one.report and one.report.date) for one in told.rows] == [(500, FEB)]
    assert found(report(JAN, spent=500), report(FEB, percent="40")) == set()
    assert found(report(JAN, spent=0), report(FEB, percent="40")) == {UNSPENT}


def test_what_needs_no_money_does_not_lack_any() -> None:
    free = make_project(budget=NOTHING)
    told = lists(report(JAN, percent="50", spent=0), rows=(free,))[UNSPENT]
    assert (told.rows, told.unknown) == ((), 0)


def test_late_is_what_was_to_end_before_the_newest_report_even_without_one_of_its_own() -> None:
    months = (Month(2026, 12), Month(2027, 1))
    ends = months[-1].last
    rows = (
        *(make_project(id=f"2570-00{number}", months=months) for number in (1, 2, 3)),
        make_project(id="2570-004"),
        make_project(id="2570-005", months=months, change=Change.CANCEL),
    )
    later = ends + datetime.timedelta(days=1)
    reports = (
        report(later),
        report(later, Status.DONE, project="2570-002"),
        report(ends, project="2570-005"),
    )
    late = lists(*reports, rows=rows)[LATE]
    assert [(one.view.id, bool(one.report)) for one in late.rows] == [
        ("2570-001", True), ("2570-003", False),
    ]  # fmt: skip
    assert (late.as_of, late.unknown) == (later, 1)
    assert lists(report(ends), rows=rows)[LATE].rows == (), "its last day is not over"


def test_a_project_was_finished_when_it_was_first_told_and_not_taken_back() -> None:
    told = [
        report(date(2026, 11, 5), Status.DONE),
        report(date(2026, 12, 5)),
        report(JAN, Status.DONE),
        report(FEB, Status.DONE),
    ]
    (one,) = lists(*told)[DONE].rows
    assert one.since == JAN
    assert lists(*told[:2])[DONE].rows == ()
    corrected = report(FEB, Status.DONE, corrects=date(2026, 12, 5))
    (one,) = lists(*told[:2], corrected)[DONE].rows
    assert one.since == date(2026, 11, 5), "what the correction says is of the day that it corrects"


def test_months_are_newest_first_and_this_month_is_that_of_the_newest_report() -> None:
    rows = tuple(make_project(id=f"2570-00{number}") for number in (1, 2, 3))
    reports = [
        report(day, Status.DONE, project=row.id)
        for row, day in zip(rows, (JAN, FEB, JAN), strict=True)
    ]
    done = lists(*reports, rows=rows)[DONE]
    assert [(month.month, [one.view.id for one in some]) for month, some in done.months] == [
        (2, ["2570-002"]), (1, ["2570-001", "2570-003"]),
    ]  # fmt: skip
    assert [one.view.id for one in done.this_month] == ["2570-002"]
    quiet = lists(*reports, report(date(2027, 3, 1), project="2570-001"), rows=rows)[DONE]
    assert quiet.this_month == ()


def test_a_year_of_which_nothing_was_reported_has_no_list_and_no_noughts() -> None:
    watched = lists()
    assert tuple(watched) == LISTS
    assert not any(one.as_of or one.rows for one in watched.values())
    for path, page in pages(site_of()):
        assert "ยังไม่มีรายงานความก้าวหน้า" in page, path
        assert "0&#126;โครงการ" not in page and 'data-watch="late"' not in pages_of_home(site_of())


def pages(site: SiteView) -> Iterator[tuple[str, str]]:
    """Yield the pages of the lists."""
    names = {one.path for one in site.current.watched.values()}
    for artifact in page_artifacts(site, THEME):
        if artifact.path.rpartition("/")[2].replace(".md", ".html") in names:
            yield artifact.path, artifact.data.decode()


def pages_of_home(site: SiteView) -> str:
    return next(
        one.data.decode() for one in page_artifacts(site, THEME) if one.path == "docs/index.md"
    )


@pytest.mark.parametrize(
    "told",
    [
        report(JAN),
        report(JAN, spent=5),
        report(JAN, percent="1", spent=5),
        report(JAN, Status.DONE),
    ],
    ids=str,
)
def test_an_empty_list_says_its_rule_its_day_and_why_it_is_empty(told: ProgressReport) -> None:
    site = site_of(told)
    shown = dict(pages(site))
    assert len(shown) == 4
    for name, one in site.current.watched.items():
        page = next(text for path, text in shown.items() if one.path[:-5] in path)
        assert "นับโครงการใดบ้าง" in page and "20\u00a0มกราคม\u00a02570" in page
        assert ("ph-absent" in page) or one.rows, name


many = st.lists(
    st.builds(
        report,
        st.dates(date(2026, 10, 1), date(2027, 9, 30)),
        st.sampled_from(Status),
        project=st.sampled_from(["2570-001", "2570-002", "2570-003"]),
        percent=st.sampled_from(["", "0", "0.0", "40", "100"]),
        spent=st.none() | st.integers(0, 3).map(lambda n: n * 1000),
    ),
    max_size=8,
)


@steady
@given(many)
def test_the_figures_of_a_list_are_those_of_its_rows(reports: list[ProgressReport]) -> None:
    rows = (
        make_project(count=3),
        make_project(id="2570-002", budget=NOTHING),
        make_project(id="2570-003", budget=baht(7)),
    )
    for one in lists(*reports, rows=rows).values():
        projects = [row.view.project for row in one.rows]
        assert one.totals.projects == sum(project.count for project in projects)
        assert one.totals.satang == sum(project.budget.satang or 0 for project in projects)
        assert one.spent == sum(row.spent or 0 for row in one.rows)
        assert one.unknown + one.totals.projects <= 5
        assert sum(len(some) for _, some in one.months) == (
            len(one.rows) if one.name == DONE else 0
        )


def test_a_mark_and_a_bar_stand_in_every_list() -> None:
    made = {
        one.path: one.data.decode()
        for one in page_artifacts(site_of(report(JAN, percent="40", spent=100)), THEME)
    }
    lists_of_it = {path for path, text in made.items() if '<li data-project="2570-001"' in text}
    kinds = {path.split("/")[2] for path in lists_of_it if path.count("/") > 2}
    assert kinds >= {"programmes", "months", "units", "owners"}
    for path in {*lists_of_it, "docs/2570/table.md"}:
        (mark,) = set(re.findall(r'<span class="ph-state".*?</span>', made[path], re.DOTALL))
        assert "อยู่ระหว่างดำเนินการ" in mark and 'value="40"' in mark and "40%" in mark, path
    silent = {one.path: one.data.decode() for one in page_artifacts(site_of(), THEME)}
    assert not [path for path, text in silent.items() if "ph-state" in text]


@pytest.mark.parametrize("change", [None, Change.CANCEL])
def test_a_year_of_which_nothing_is_left_says_that_and_waits_for_no_report(
    change: Change | None,
) -> None:
    site = site_of(rows=(make_project(months=SEPTEMBER, change=change),))
    pages = {one.path: one.data.decode() for one in page_artifacts(site, THEME)}
    for path in ("index.md", "2570/index.md", "2570/late.md", "2570/done.md"):
        waits = "ยังไม่มีรายงานความก้าวหน้า จึง" in pages[f"docs/{path}"]
        assert waits == (change is None), path
        assert ("ไม่มีโครงการเหลือในแผน" in pages[f"docs/{path}"]) != waits, path
