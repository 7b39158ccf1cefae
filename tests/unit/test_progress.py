"""Progress as of a day: the latest report, late work, and views that no later line changes."""

import datetime
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.machine.packaged import THEME
from generator.plan.model import (
    Budget,
    BudgetKind,
    Change,
    Edition,
    Owner,
    Plan,
    Portal,
    PostingPeriod,
    ProgressReport,
    Project,
    Status,
)
from generator.problems import Report
from generator.site.render import page_artifacts
from generator.site.views import Word, site_view
from generator.site.views.progress_records import Remarks
from generator.site.views.records import YearView
from generator.site.views.totals import Portion
from generator.thai.fiscal import FiscalYear
from portals import NOWHERE, ORGANIZATION, baht, make_plan, make_project

steady = settings(derandomize=True, database=None, deadline=None, max_examples=60)
date = datetime.date
YEAR = FiscalYear(2570)
SIX_MONTHS, YEAR_END = date(2027, 3, 31), date(2027, 9, 30)


def report(day: date, status: Status = Status.UNDER_WAY, **changes: Any) -> ProgressReport:
    return replace(ProgressReport("2570-001", day, NOWHERE, status), **changes)


def year_of(plan: Plan, today: date | None = None) -> YearView:
    return site_view(Portal(ORGANIZATION, (plan,)), Report(), today=today).current


def test_latest_report_counts_and_six_months_end_on_31_march() -> None:
    plan = make_plan(
        make_project(),
        progress=(
            report(date(2027, 3, 31), spent=4000),
            report(date(2027, 4, 1), Status.DONE, spent=9000),
        ),
    )
    year = year_of(plan)
    six, whole = year.frozen
    assert (six.frozen, six.spent, dict(six.by_status)) == (SIX_MONTHS, 4000, {Status.UNDER_WAY: 1})
    assert (whole.frozen, whole.spent, dict(whole.by_status)) == (YEAR_END, 9000, {Status.DONE: 1})
    assert (year.progress.frozen, year.progress.spent) == (None, 9000)
    assert [one.path for one in (year.progress, six, whole)] == [
        "progress.html", "progress-six-months.html", "progress-year.html",
    ]  # fmt: skip


def test_frozen_view_waits_until_its_day_is_over_and_something_was_reported() -> None:
    plan = make_plan(make_project(), progress=(report(date(2027, 1, 31)),))
    assert [len(year_of(plan, day).frozen) for day in (SIX_MONTHS, date(2027, 4, 1))] == [0, 1]
    assert len(year_of(plan, date(2027, 10, 1)).frozen) == 2
    silent = make_plan(make_project(), progress=(report(date(2027, 6, 1)),))
    assert [one.frozen for one in year_of(silent).frozen] == [YEAR_END]


later = st.lists(
    st.builds(
        report,
        st.dates(date(2027, 4, 1), date(2027, 12, 31)),
        st.sampled_from(Status),
        spent=st.integers(0, 10_000),
    ),
    max_size=5,
)


@steady
@given(later)
def test_nothing_that_comes_later_changes_the_six_month_view(more: list[ProgressReport]) -> None:
    first = (report(date(2027, 2, 1), spent=500),)
    plan = make_plan(make_project(), make_project(id="2570-002"), progress=first)
    amended = replace(
        plan,
        progress=(*first, *more),
        editions=(
            *plan.editions,
            Edition(
                1,
                NOWHERE,
                posting=PostingPeriod(announced=date(2027, 5, 1)),
                rows=(make_project(budget=baht(999), change=Change.ALTER, edition=1),),
            ),
        ),
    )
    before, after = (year_of(one).frozen[0] for one in (plan, amended))
    shown = [
        (one.spent, one.spent_totals.satang, one.totals, one.not_reported, dict(one.by_status))
        for one in (before, after)
    ]
    assert shown[0] == shown[1]
    assert [one.view.project.budget for one in after.latest] == [baht(100)]


def test_late_is_what_ended_before_the_day_and_is_not_reported_as_finished() -> None:
    november, march = YEAR.month(11), YEAR.month(3)
    plan = make_plan(
        make_project(id="done", months=(november,)),
        make_project(id="late", months=(november,)),
        make_project(id="silent", months=(november,)),
        make_project(id="cancelled", months=(november,), change=Change.CANCEL),
        make_project(id="ahead", months=(march,)),
        make_project(id="undated"),
        progress=(
            report(date(2026, 11, 30), project="late"),
            report(date(2026, 12, 1), Status.DONE, project="done"),
        ),
    )
    progress = year_of(plan).progress
    assert [one.view.id for one in progress.late] == ["late"]
    assert [view.id for view in progress.silent] == ["silent"]
    last_day = replace(plan, progress=(report(date(2026, 11, 30), project="late"),))
    assert year_of(last_day).progress.late == ()


def test_spending_says_what_it_covers_by_unit() -> None:
    plan = make_plan(
        make_project(budget=baht(100)),
        make_project(id="2570-002", budget=baht(50)),
        make_project(id="2570-003", budget=baht(70), unit="กองสาธารณสุข", unit_slug="health"),
        progress=(
            report(date(2027, 1, 1), spent=4000),
            report(date(2027, 1, 1), project="2570-003"),
        ),
    )
    progress = year_of(plan).progress
    assert (progress.spent, progress.spent_projects, progress.spent_totals.satang) == (
        4000,
        1,
        10000,
    )
    assert progress.totals.satang == 22000
    assert [
        (one.unit.path, one.totals.projects, one.reported, one.spent, one.spent_projects)
        for one in progress.units
    ] == [("units/engineering.html", 2, 1, 4000, 1), ("units/health.html", 1, 1, 0, 0)]


def moved(**changes: Any) -> Plan:
    """Three units; in May every row is altered, and one goes to another unit."""
    rows = (
        make_project(id="a", budget=baht(100)),
        make_project(id="b", budget=baht(50), unit="กองสาธารณสุข", unit_slug="health"),
        make_project(id="c", budget=baht(7), unit="การไฟฟ้า", unit_slug=""),
    )
    later = tuple(
        replace(row, budget=baht(999), edition=1, **{"change": Change.ALTER, **changes})
        for row in rows
    )
    dates = PostingPeriod(announced=date(2027, 5, 1))
    plan = make_plan(
        *rows,
        progress=tuple(
            report(date(2027, 2, 1), project=row.id, spent=n * 100)
            for n, row in enumerate(rows, start=1)
        ),
    )
    return replace(plan, editions=(*plan.editions, Edition(1, NOWHERE, posting=dates, rows=later)))


def test_rows_amended_later_stay_with_their_own_unit_in_the_six_month_view() -> None:
    wanted = [("กองช่าง", 10000, 100), ("กองสาธารณสุข", 5000, 200), ("การไฟฟ้า", 700, 300)]
    for plan in (moved(), moved(unit="กองช่าง", unit_slug="engineering")):
        six = year_of(plan).frozen[0]
        shown = [(one.unit.name, one.totals.satang, one.spent) for one in six.units]
        assert shown == wanted


def test_a_row_as_it_was_keeps_every_label_of_its_own_day() -> None:
    year = year_of(moved(unit="กองช่าง", unit_slug="engineering", strategy="2", owner=Owner.OTHER))
    was = {one.view.id: one.view for one in year.frozen[0].latest}
    assert [view.strategy.name for view in was.values()] == ["โครงสร้างพื้นฐาน"] * 3
    assert [view.owner.name for view in was.values()] == [Word("owner.own")] * 3
    # A unit that every project left keeps its page.
    assert all(view.unit.path in {one.path for one in year.units} for view in was.values())
    assert was["a"].brought_by.number == 0


def test_money_spent_on_a_row_that_was_cancelled_stays_its_unit_s() -> None:
    progress = year_of(moved(change=Change.CANCEL)).progress
    assert [(one.unit.name, one.totals.projects, one.spent) for one in progress.units] == [
        ("กองช่าง", 0, 100), ("กองสาธารณสุข", 0, 200), ("การไฟฟ้า", 0, 300),
    ]  # fmt: skip
    assert sum(one.spent for one in progress.units) == progress.spent
    # Money of a unit that has "reported" nothing says whose it was.
    assert [(one.reported, one.spent_cancelled) for one in progress.units] == [(0, 1)] * 3


def test_a_project_that_the_plan_cancelled_is_under_way_no_more_whatever_it_reported() -> None:
    row = make_project(count=3)
    gone = replace(row, change=Change.CANCEL, edition=1)
    plan = make_plan(
        row, make_project(id="2570-002"), progress=(report(date(2027, 1, 1), spent=5),)
    )
    plan = replace(plan, editions=(*plan.editions, Edition(1, NOWHERE, rows=(gone,))))
    now = year_of(plan).progress
    assert (dict(now.by_status), now.cancelled, now.not_reported) == ({}, 3, 1)
    assert now.totals.projects == sum(now.by_status.values()) + now.not_reported
    # Its money is spent all the same.
    assert (now.spent, now.spent_projects, now.spent_cancelled) == (5, 3, 3)


@pytest.mark.parametrize("text", ["", "-", " – ", "...", "—"])
def test_a_dash_tells_no_problem_and_is_blank(text: str) -> None:
    plan = make_plan(make_project(), progress=(report(date(2027, 1, 31), problem=text),))
    told = year_of(plan).progress
    assert (told.remarks["problem"], told.remarked) == (Remarks(0, 0, 1), ())


@pytest.mark.parametrize(
    "text",
    [
        "ไม่มี", "ไม่มีปัญหา", "ไม่มีปัญหาอุปสรรค", "ไม่มีปัญหาและอุปสรรค", "ไม่มีข้อเสนอแนะ", "ไม่พบปัญหา",
        "ไม่มี ", "ยังไม่มีปัญหาใดๆ",
    ],
)  # fmt: skip
def test_a_report_that_says_of_no_problem_is_neither_blank_nor_one(text: str) -> None:
    plan = make_plan(make_project(), progress=(report(date(2027, 1, 31), suggestion=text),))
    told = year_of(plan).progress
    assert told.remarks["suggestion"] == Remarks(0, 1, 0)
    assert told.remarks["problem"] == Remarks(0, 0, 1)


@pytest.mark.parametrize("text", ["ไม่มีผู้รับจ้าง", "ไม่มีน้ำ", "ฝนตก", "ไม่พบผู้ยื่นข้อเสนอ"])
def test_a_problem_that_begins_with_no_is_a_problem(text: str) -> None:
    plan = make_plan(make_project(), progress=(report(date(2027, 1, 31), problem=text),))
    told = year_of(plan).progress
    assert told.remarks["problem"] == Remarks(1, 0, 0)
    assert [one.view.id for one in told.remarked] == ["2570-001"]


@pytest.mark.parametrize("older", [None, 0])
@pytest.mark.parametrize("blanks", [1, 3])
def test_money_spent_stays_where_a_newer_report_leaves_it_blank(
    older: int | None, blanks: int
) -> None:
    days = [date(2027, 1, 10), *(date(2027, 2 + n, 10) for n in range(blanks))]
    told = (
        report(date(2026, 12, 1), spent=older),
        report(days[0], spent=6_000),
        *(report(day) for day in days[1:]),
    )
    year = year_of(make_plan(make_project(), progress=told))
    for view in (year.progress, *year.frozen):
        (latest,) = view.latest
        assert (view.spent, view.spent_projects, view.spent_corrected) == (6_000, 1, 6_000)
        assert (latest.spent, latest.spending and latest.spending.date) == (6_000, days[0])
        assert [(one.spent, one.spent_projects) for one in view.units] == [(6_000, 1)]
        assert latest.report.spent is None
    assert year.projects[0].spending == latest.spending


def test_a_correction_takes_back_what_a_report_said_was_spent() -> None:
    told = (
        report(date(2027, 1, 10), spent=6_000),
        report(date(2027, 2, 10)),
        report(date(2027, 4, 10), spent=0, corrects=date(2027, 1, 10)),
    )
    year = year_of(make_plan(make_project(), progress=told))
    six = year.frozen[0]
    assert (year.progress.spent, six.spent, six.spent_corrected) == (0, 6_000, 0)


def test_a_month_tells_no_report_from_a_report_that_does_not_say_what_was_spent() -> None:
    rows = (make_project(), make_project(id="2570-002"))
    told = (
        report(date(2027, 1, 10), spent=6_000),
        report(date(2027, 2, 10)),
        report(date(2027, 3, 10)),
        report(date(2027, 3, 11), project="2570-002", spent=0),
    )
    points = year_of(make_plan(*rows, progress=told)).spending
    assert [(one.spent, one.reported) for one in points[2:7]] == [
        (None, False), (6_000, True), (None, True), (6_000, True), (None, False),
    ]  # fmt: skip


def test_money_due_is_not_stated_until_an_amount_of_a_project_that_was_due_is_known() -> None:
    months, unknown = YEAR.months, Budget(BudgetKind.NOT_STATED, None)
    told = (report(date(2027, 1, 10), spent=6_000),)

    def due(*rows: Project) -> list[int | None]:
        return [one.due for one in year_of(make_plan(*rows, progress=told)).spending]

    silent = make_project(budget=unknown, months=months[1:2])
    stated = make_project(id="2570-002", budget=baht(100), months=months[3:4])
    free = make_project(
        id="2570-003", budget=Budget(BudgetKind.NO_BUDGET, None), months=months[2:3]
    )
    assert due(silent, stated) == [0, None, None, *[10_000] * 9]
    assert due(silent, free, stated) == [0, None, 0, *[10_000] * 9]
    assert due(silent) == [None] * 12


@pytest.mark.parametrize("spent", [None, 0, 700])
def test_reports_of_what_came_into_the_plan_later_are_told_beside_a_closed_half(
    spent: int | None,
) -> None:
    plan = make_plan(
        make_project(),
        progress=(
            report(date(2027, 3, 10), spent=50),
            report(date(2027, 3, 20), project="2570-002", spent=spent),
        ),
    )
    added = make_project(id="2570-002", change=Change.ADD, edition=1)
    for announced, beyond in ((date(2027, 3, 15), 0), (date(2027, 5, 1), 1)):
        edition = Edition(1, NOWHERE, rows=(added,), posting=PostingPeriod(announced=announced))
        year = year_of(replace(plan, editions=(*plan.editions, edition)))
        six, whole = year.frozen
        assert (len(six.beyond), six.beyond_spent) == (beyond, spent if beyond else None)
        assert six.spent + (six.beyond_spent or 0) == whole.spent == 50 + (spent or 0)
        assert whole.beyond == year.progress.beyond == ()


def test_the_budget_beside_money_spent_says_what_it_covers() -> None:
    rows = (
        make_project(budget=baht(100)),
        make_project(id="2570-002", budget=Budget(BudgetKind.NOT_STATED, None), count=3),
        make_project(id="2570-003", budget=baht(900)),
    )
    told = tuple(report(date(2027, 1, 10), project=row.id, spent=5) for row in rows[:2])
    site = site_view(Portal(ORGANIZATION, (make_plan(*rows, progress=told),)), Report())
    totals = site.current.progress.spent_totals
    assert (totals.satang, totals.projects, totals.not_stated) == (10_000, 4, 3)
    made = {one.path: one.data.decode() for one in page_artifacts(site, THEME)}
    (line,) = re.findall("<p data-spent=.*?</p>", made["docs/2570/progress.md"], re.DOTALL)
    assert line.count("3\u00a0โครงการไม่ได้ระบุงบประมาณ") == 2, line


def test_home_tells_whose_money_was_spent_and_what_went_to_cancelled_projects() -> None:
    rows = (
        make_project(budget=baht(100)),
        make_project(id="2570-002", owner=Owner.PAO, budget=baht(100)),
        make_project(id="2570-003", change=Change.CANCEL),
    )
    told = [report(date(2027, 1, 10), project=row.id, spent=500 * 100) for row in rows]

    def home(*reports: ProgressReport) -> tuple[YearView, str]:
        site = site_view(Portal(ORGANIZATION, (make_plan(*rows, progress=reports),)), Report())
        made = {one.path: one.data.decode() for one in page_artifacts(site, THEME)}
        (line,) = re.findall("<p data-spent=.*?</p>", made["docs/index.md"], re.DOTALL)
        return site.current, line.replace("\u00a0", " ")

    year, line = home(*told)
    assert year.progress.spent_parts == {Portion.OWN: 100_000, Portion.OTHERS: 50_000}
    assert sum(year.progress.spent_parts.values()) == year.progress.spent
    assert "1,000 บาท" in line and "หน่วยงานอื่น 500 บาท" in line
    assert "1 โครงการยกเลิกจากแผนแล้ว" in line
    _, line = home(told[0])
    assert "หน่วยงานอื่น" not in line and "ยกเลิก" not in line


@pytest.mark.parametrize("many", [1, 2, 7])
def test_the_page_of_a_closed_half_lists_every_report_of_what_came_later(many: int) -> None:
    numbers = range(2, 2 + many)
    rows = tuple(
        make_project(id=f"2570-{n:03}", name=f"งานที่เพิ่มมา {n}", change=Change.ADD, edition=1)
        for n in numbers
    )
    told = [
        report(date(2027, 3, 20), project=row.id, percent=str(10 * (at + 1)))
        for at, row in enumerate(rows)
    ]
    plan = make_plan(make_project(), progress=(report(date(2027, 3, 10)), *told))
    posting = PostingPeriod(announced=date(2027, 5, 1))
    editions = (*plan.editions, Edition(1, NOWHERE, rows=rows, posting=posting))
    site = site_view(Portal(ORGANIZATION, (replace(plan, editions=editions),)), Report())
    pages = {one.path: one.data.decode() for one in page_artifacts(site, THEME)}
    text = pages["docs/2570/progress-six-months.md"]
    after = text.split("data-beyond=")[1].split("</ul>")[0]
    assert after.startswith(f'"{many}"')
    for at, row in enumerate(rows):
        assert f'<a href="projects/{row.id}.html">{row.name}</a>' in after
        assert f"{10 * (at + 1)}" in after
    assert "data-beyond=" not in pages["docs/2570/progress-year.md"]
