"""Every total with its coverage: exact, each row once, and nothing that a sum would hide."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.machine.packaged import THEME
from generator.plan.model import (
    PROGRAMMES,
    Budget,
    BudgetKind,
    Change,
    Edition,
    Form,
    Origin,
    Owner,
    Plan,
    Portal,
    PostingPeriod,
    ProgressReport,
    Project,
    Results,
    StatedTotals,
    Status,
    Trigger,
    Villages,
    total_of,
)
from generator.problems import Place, Report
from generator.site.render.templates import Words
from generator.site.views import Group, Portion, SiteView, Totals, Word, YearView, site_view
from generator.site.views.pictures import scale_to
from generator.site.views.records import Scale
from generator.site.views.totals import Ledger
from generator.thai.fiscal import FiscalYear
from portals import (
    NOWHERE,
    ORGANIZATION,
    REAL,
    baht,
    checked,
    make_plan,
    make_project,
)

steady = settings(derandomize=True, database=None, deadline=None, max_examples=40)

YEAR = FiscalYear(2570)
WORDS = Words(THEME, str)
NO_BUDGET = Budget(BudgetKind.NO_BUDGET, None)
NOT_STATED = Budget(BudgetKind.NOT_STATED, None)
ZERO = Budget(BudgetKind.ZERO, 0)
date = datetime.date


def site(*plans: Plan) -> SiteView:
    return site_view(Portal(ORGANIZATION, plans), Report())


def year_of(*projects: Project, **changes: Any) -> YearView:
    """Return the view of a plan with `projects`, which get ids of their own."""
    rows = [replace(one, id=f"2570-{number:03}") for number, one in enumerate(projects, start=1)]
    return site(make_plan(*rows, **changes)).current


def group(groups: Iterable[Group], slug: str) -> Group:
    return next(one for one in groups if one.slug == slug)


def ids(one: Group) -> list[str]:
    return [view.id for view in one.projects]


# Sums and what they cover


def test_row_that_stands_for_twelve_counts_as_twelve_and_its_money_once() -> None:
    year = year_of(make_project(count=12, budget=baht(240)), make_project(budget=baht(60)))
    assert year.totals == Totals(rows=2, projects=13, satang=30000)
    assert group(year.strategies, "1").totals == year.totals


def test_sum_says_how_many_projects_it_does_not_cover() -> None:
    year = year_of(
        make_project(budget=baht(100)),
        make_project(budget=NOT_STATED, count=3),
        make_project(budget=NO_BUDGET, count=2),
        make_project(budget=ZERO),
    )
    assert year.totals == Totals(rows=4, projects=7, satang=10000, not_stated=3, no_budget=2)
    assert year.totals.covered == 4


def test_satang_stay_exact_over_ten_thousand_rows() -> None:
    amounts = [10**14 - number * 7 - 1 for number in range(10_000)]  # past what a float keeps
    rows = [
        make_project(id=f"p-{n}", budget=Budget(BudgetKind.AMOUNT, amount))
        for n, amount in enumerate(amounts)
    ]
    year = site(make_plan(*rows)).current
    # Plain numbers in the assertion: a view of so many rows takes gigabytes to print.
    total, strategy = year.totals.satang, group(year.strategies, "1").totals.satang
    assert (total, strategy, type(total)) == (sum(amounts), sum(amounts), int)


@steady
@given(st.lists(st.tuples(st.integers(0, 10**15), st.integers(1, 99), st.sampled_from("abc"))))
def test_sums_are_those_of_another_library(rows: list[tuple[int, int, str]]) -> None:
    projects = [
        make_project(budget=Budget(BudgetKind.AMOUNT, satang), count=count, unit=unit)
        for satang, count, unit in rows
    ]
    frame = pd.DataFrame(rows, columns=["satang", "projects", "unit"])
    sums = frame.groupby("unit", sort=False).sum()
    found = Ledger(projects).by(lambda project: project.unit)
    assert list(found) == list(sums.index)
    told = [(one.satang, one.projects) for one in found.values()]
    assert told == list(zip(sums["satang"].tolist(), sums["projects"].tolist(), strict=True))


def test_empty_plan_is_zero_of_everything_and_still_has_its_pages() -> None:
    year = year_of()
    assert year.totals == Totals()
    assert [one.slug for one in year.strategies] == ["1", "2"]
    assert len(year.months) == len(year.villages) == 12
    assert not (year.programmes or year.units or year.owners or year.funding or year.forms)
    assert year.progress.as_of is None
    assert year.progress.spent == year.progress.not_reported == 0


# Where and when


def test_project_in_several_villages_is_whole_in_each_and_once_in_every_sum() -> None:
    year = year_of(
        make_project(villages=Villages((1, 2, 3), origin=Origin.STATED), budget=baht(90)),
        make_project(villages=Villages((2,), origin=Origin.READ), budget=baht(10)),
        make_project(villages=Villages(everywhere=True), budget=baht(1000)),
        make_project(budget=baht(7)),
    )
    shown = {number: group(year.villages, str(number)) for number in (1, 2, 4)}
    assert ids(shown[1]) == ["2570-001"]
    assert ids(shown[2]) == ["2570-001", "2570-002"]
    assert ids(shown[4]) == []
    assert [one.totals.satang for one in shown.values()] == [9000, 10000, 0]
    assert year.totals.satang == 110700
    assert (year.area_wide.satang, year.no_place.satang) == (100000, 700)


def test_work_for_the_whole_area_is_shown_in_each_village_but_not_in_its_sum() -> None:
    year = year_of(
        make_project(villages=Villages(everywhere=True)), make_project(villages=Villages((5,)))
    )
    for village in year.villages:
        assert [view.id for view in village.shared] == ["2570-001"]
        assert village.shared_totals == Totals(rows=1, projects=1, satang=10000)
        assert village.totals.satang == (10000 if village.slug == "5" else 0)


def test_project_is_whole_in_every_month_of_its_work() -> None:
    year = year_of(
        make_project(months=YEAR.months[1:4]), make_project(months=YEAR.months[3:4]), make_project()
    )
    assert [one.slug for one in year.months] == [
        *("10", "11", "12"),
        *("1", "2", "3", "4", "5", "6", "7", "8", "9"),
    ]
    counts = [one.totals.projects for one in year.months]
    assert counts == [0, 1, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0]
    assert year.no_months == Totals(rows=1, projects=1, satang=10000)


def test_a_groups_year_counts_projects_month_by_month_and_a_villages_counts_rows() -> None:
    year = year_of(
        make_project(months=YEAR.months[:2], count=12, villages=Villages((3,))),
        make_project(months=YEAR.months[1:2], villages=Villages((3,))),
        make_project(count=2, villages=Villages((3,))),
    )
    for one in (group(year.units, "engineering"), year.programmes[0], year.owners[0]):
        assert [month.count for month in one.months] == [12, 13, *[0] * 10], one.name
        assert [month.height for month in one.months[:3]] == [923, 1000, 0]
        assert one.no_months == 2
    village = group(year.villages, "3")
    assert [month.count for month in village.months] == [1, 2, *[0] * 10]
    assert village.no_months == 1
    assert sum(month.count for month in group(year.villages, "4").months) == 0


def test_a_months_money_is_divided_by_strategy_and_by_whose_it_is() -> None:
    year = year_of(
        make_project(months=YEAR.months[:2], budget=baht(30)),
        make_project(months=YEAR.months[1:2], strategy="2", owner=Owner.PAO, budget=baht(60)),
    )
    october, november = year.months[:2]
    assert [(one.slug, one.totals.satang) for one in october.subgroups] == [("1", 3000)]
    assert [(one.slug, one.totals.satang) for one in november.subgroups] == [
        ("1", 3000),
        ("2", 6000),
    ]
    bars = [[(part.portion, part.width) for part in one.bar] for one in november.subgroups]
    assert bars == [[(Portion.OWN, 500)], [(Portion.OTHERS, 1000)]]
    assert november.parts
    assert november.parts[Portion.OTHERS].satang == 6000


def test_a_strategys_programmes_keep_allowances_apart() -> None:
    year = year_of(
        make_project(programme=PROGRAMMES[11], name="เบี้ยยังชีพผู้สูงอายุ", budget=baht(75)),
        make_project(programme=PROGRAMMES[11], name="สำรองจ่าย", budget=baht(25)),
    )
    (fund,) = group(year.strategies, "1").subgroups
    assert [(one.portion, one.start, one.width) for one in fund.bar] == [
        (Portion.OWN, 0, 250),
        (Portion.ALLOWANCES, 250, 750),
    ]


# Whose money


@pytest.mark.parametrize(
    ("name", "portion"),
    [
        ("เบี้ยยังชีพผู้สูงอายุ", Portion.ALLOWANCES),
        ("เบี้ยยังชีพผู้ป่วยเอดส์", Portion.ALLOWANCES),
        ("เบี้ยความพิการ", Portion.ALLOWANCES),
        ("เงินเบี้ยยังชีพคนพิการ", Portion.ALLOWANCES),
        ("โครงการสนับสนุนเบี้ยยังชีพผู้สูงอายุ", Portion.ALLOWANCES),
        ("โครงการ จ่ายเงิน เบี้ยยังชีพผู้สูงอายุ", Portion.ALLOWANCES),
        ("อบรมการลงทะเบียนขอรับเบี้ยยังชีพผู้สูงอายุ", Portion.OWN),
        ("โครงการประชาสัมพันธ์สิทธิเบี้ยยังชีพ", Portion.OWN),
        ("จัดซื้อคอมพิวเตอร์สำหรับงานเบี้ยความพิการ", Portion.OWN),
        ("โครงการเยี่ยมบ้านผู้รับเบี้ยยังชีพ", Portion.OWN),
        ("ส่งเสริมอาชีพผู้สูงอายุ", Portion.OWN),
    ],
)
def test_allowances_are_apart_and_projects_that_only_mention_them_are_not(
    name: str, portion: Portion
) -> None:
    year = year_of(make_project(name=name))
    assert year.projects[0].portion is portion
    assert year.portions[portion].satang == 10000


def test_other_agencies_money_is_apart_even_when_it_is_an_allowance() -> None:
    year = year_of(
        make_project(name="เบี้ยยังชีพ", owner=Owner.CENTRAL, budget=baht(1)),
        make_project(name="เบี้ยยังชีพ", budget=baht(2)),
        make_project(budget=baht(4)),
        make_project(owner=Owner.PAO, budget=baht(8)),
    )
    assert {portion: totals.satang for portion, totals in year.portions.items()} == {
        Portion.OTHERS: 900,
        Portion.ALLOWANCES: 200,
        Portion.OWN: 400,
    }
    parts = group(year.strategies, "1").parts
    assert parts
    assert {portion: totals.satang for portion, totals in parts.items()} == {
        Portion.OTHERS: 900,
        Portion.ALLOWANCES: 200,
        Portion.OWN: 400,
    }


# Groups


def test_programme_outside_the_twelve_and_none_at_all_are_two_groups_after_the_twelve() -> None:
    year = year_of(
        make_project(),
        make_project(programme_text="แผนงานบูรณาการ"),
        make_project(programme=PROGRAMMES[9], programme_text="การเกษตร"),
        make_project(programme=PROGRAMMES[0], programme_text="บริหารงานทั่วไป"),
    )
    slugs = ["general-administration", "agriculture", "other", "none"]
    assert [one.slug for one in year.programmes] == slugs
    subgroups = group(year.strategies, "1").subgroups
    assert [one.slug for one in subgroups] == slugs
    assert [one.totals.projects for one in subgroups] == [1, 1, 1, 1]


def test_units_come_first_and_an_outside_agency_keeps_one_address_for_two_spellings() -> None:
    year = year_of(
        make_project(unit="แขวงทางหลวง เชียงราย", unit_slug="", owner=Owner.CENTRAL),
        make_project(unit="กองสาธารณสุข", unit_slug="health"),
        make_project(unit="แขวงทางหลวงเชียงราย", unit_slug="", owner=Owner.CENTRAL),
        make_project(unit="วัด", unit_slug="", owner=Owner.OTHER),
    )
    assert [one.name for one in year.units] == ["กองสาธารณสุข", "แขวงทางหลวง เชียงราย", "วัด"]
    assert [one.totals.projects for one in year.units] == [1, 2, 1]
    slug = year.units[1].slug
    assert slug.startswith("other-") and slug.isascii()
    assert {view.unit.path for view in year.units[1].projects} == {f"units/{slug}.html"}


def test_sources_are_ordered_by_money_and_spellings_are_one() -> None:
    year = year_of(
        make_project(funding="เงินสะสม", budget=baht(1)),
        make_project(funding="เทศบัญญัติ", budget=baht(2)),
        make_project(funding="เงิน สะสม", budget=baht(3)),
        make_project(budget=baht(9)),
    )
    assert [(WORDS.said(one.name), one.totals.satang) for one in year.funding] == [
        ("ไม่ได้ระบุแหล่งงบประมาณ", 900),
        ("เงินสะสม", 400),
        ("เทศบัญญัติ", 200),
    ]


budgets = st.one_of(
    st.integers(1, 10**13).map(lambda satang: Budget(BudgetKind.AMOUNT, satang)),
    st.sampled_from([NO_BUDGET, NOT_STATED, ZERO]),
)
villages = st.one_of(
    st.just(Villages()),
    st.just(Villages(everywhere=True, origin=Origin.STATED)),
    st.sets(st.integers(1, 12), min_size=1).map(lambda found: Villages(tuple(sorted(found)))),
)
months = st.sets(st.integers(0, 11)).map(lambda found: tuple(YEAR.months[i] for i in sorted(found)))
programmes = st.one_of(
    st.sampled_from(PROGRAMMES).map(lambda one: {"programme": one, "programme_text": one.name}),
    st.sampled_from(["", "แผนงานบูรณาการ"]).map(lambda text: {"programme_text": text}),
)
units = st.sampled_from(
    [
        {"unit": "กองช่าง", "unit_slug": "engineering"},
        {"unit": "กองสาธารณสุข", "unit_slug": "health"},
        {"unit": "แขวงทางหลวง", "unit_slug": ""},
        {"unit": "แขวง ทางหลวง", "unit_slug": ""},
    ]
)
fields = st.fixed_dictionaries(
    {
        "budget": budgets,
        "villages": villages,
        "months": months,
        "strategy": st.sampled_from(["1", "2"]),
        "name": st.sampled_from(["ก่อสร้างถนน", "เบี้ยยังชีพผู้สูงอายุ"]),
        "funding": st.sampled_from(["", "-", "เงินสะสม", "เงิน สะสม", "เงินกู้"]),
        "owner": st.sampled_from(list(Owner)),
        "form": st.sampled_from(list(Form)),
        "count": st.integers(1, 50),
        "change": st.sampled_from([None, None, Change.ALTER, Change.CANCEL]),
    }
)
projects = st.builds(
    lambda own, *more: make_project(**own, **more[0], **more[1]), fields, programmes, units
)


def added(totals: Iterable[Totals]) -> Totals:
    found = list(totals)
    names = ("rows", "projects", "satang", "not_stated", "no_budget")
    return Totals(*(sum(getattr(one, name) for one in found) for name in names))


def counted(rows: Iterable[Project]) -> Totals:
    """Sum rows with nothing but Python's own integers."""
    found = [row for row in rows if not row.cancelled]
    return Totals(
        rows=len(found),
        projects=sum(row.count for row in found),
        satang=sum(row.budget.satang or 0 for row in found),
        not_stated=sum(row.count for row in found if row.budget.kind is BudgetKind.NOT_STATED),
        no_budget=sum(row.count for row in found if row.budget.kind is BudgetKind.NO_BUDGET),
    )


@steady
@given(st.lists(projects, max_size=25))
def test_every_grouping_that_divides_the_plan_adds_up_to_it(rows: list[Project]) -> None:
    year = year_of(*rows)
    assert year.totals == counted(rows)
    divisions = {
        "strategies": year.strategies,
        "programmes": year.programmes,
        "units": year.units,
        "owners": year.owners,
        "funding": year.funding,
        "forms": year.forms,
    }
    for name, groups in divisions.items():
        assert added(one.totals for one in groups) == year.totals, name
        members = sorted(project_id for one in groups for project_id in ids(one))
        assert members == [view.id for view in year.projects], name
    assert added(year.portions.values()) == year.totals


@steady
@given(st.lists(projects, max_size=25))
def test_every_group_is_the_sum_of_the_rows_that_it_lists(rows: list[Project]) -> None:
    year = year_of(*rows)
    partitions = (year.strategies, year.programmes, year.units, year.owners, year.funding)
    groups = [one for some in partitions for one in some]
    inner = [one for strategy in year.strategies for one in strategy.subgroups]
    for one in year.villages:  # there a row is one, however many projects it stands for
        assert one.totals == counted(replace(view.project, count=1) for view in one.projects)
    for one in (*groups, *inner, *year.forms, *year.months):
        assert one.totals == counted(view.project for view in one.projects), one.name
        assert one.shared_totals == counted(view.project for view in one.shared), one.name
    for one in groups:
        assert one.parts
        assert added(one.parts.values()) == one.totals
    for strategy in year.strategies:
        assert added(one.totals for one in strategy.subgroups) == strategy.totals


@steady
@given(st.lists(projects, max_size=25))
def test_every_project_is_on_each_of_its_villages_and_months_pages_and_on_no_other(
    rows: list[Project],
) -> None:
    year = year_of(*rows)
    for view in year.projects:
        project = view.project
        places = [one.slug for one in year.villages if view in one.projects]
        assert places == [str(number) for number in project.villages.numbers]
        shared = [one for one in year.villages if view in one.shared]
        assert len(shared) == (12 if project.villages.everywhere else 0)
        assert tuple(one.month for one in year.months if view in one.projects) == project.months
    placed = counted(r for r in rows if r.villages.numbers)
    assert added([placed, year.area_wide, year.no_place]) == year.totals


# Editions


def amendment(number: int, *rows: Project, **changes: Any) -> Edition:
    return Edition(number, NOWHERE, rows=rows, **changes)


def test_cancelled_project_leaves_every_sum_and_keeps_its_page() -> None:
    kept, gone = make_project(), make_project(id="2570-002", villages=Villages((3,)))
    cancelled = make_project(id="2570-002", change=Change.CANCEL, edition=1)
    plan = make_plan(editions=(Edition(0, NOWHERE, rows=(kept, gone)), amendment(1, cancelled)))
    year = site(plan).current
    assert year.totals == Totals(rows=1, projects=1, satang=10000)
    assert [view.id for view in year.projects] == ["2570-001"]
    (view,) = year.cancelled
    assert (view.id, view.path) == ("2570-002", "projects/2570-002.html")
    assert view.brought_by.number == 1
    listed = [year.strategies, year.units, year.owners, year.villages, year.months, year.forms]
    assert all("2570-002" not in ids(one) for groups in listed for one in groups)
    assert year.progress.not_reported == 1


def test_each_edition_tells_the_plan_as_it_stood_then() -> None:
    first = amendment(
        1,
        make_project(budget=baht(150), change=Change.ALTER, edition=1),
        make_project(id="2570-002", budget=baht(40), change=Change.ADD, edition=1, count=2),
    )
    second = amendment(2, make_project(change=Change.CANCEL, edition=2))
    plan = make_plan(editions=(Edition(0, NOWHERE, rows=(make_project(),)), first, second))
    year = site(plan).current
    assert [one.totals.satang for one in year.editions] == [10000, 19000, 4000]
    assert [one.totals.projects for one in year.editions] == [1, 3, 2]
    assert [one.effect.satang for one in year.editions] == [10000, 9000, -15000]
    paths = ["announcements/index.html", "announcements/1.html", "announcements/2.html"]
    assert [one.path for one in year.editions] == paths


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"title": "แผน แก้ไขครั้งที่ 2/2568"}, "แผน แก้ไขครั้งที่ 2/2568"),
        ({"kind": "เพิ่มเติม", "official_number": "3/2570"}, "เพิ่มเติม ครั้งที่ 3/2570"),
        ({"kind": "เปลี่ยนแปลง"}, "เปลี่ยนแปลง ครั้งที่ 1/2570"),
        ({}, "แก้ไข ครั้งที่ 1/2570"),
    ],
)
def test_amendment_is_called_as_its_office_calls_it(changes: dict[str, str], name: str) -> None:
    plan = make_plan(editions=(Edition(0, NOWHERE), amendment(1, **changes)))
    assert WORDS.said(site(plan).current.editions[1].name).replace("\u00a0", " ") == name


def test_clocks_stand_beside_their_editions_and_results() -> None:
    dates = PostingPeriod(date(2026, 10, 15), date(2026, 10, 31), date(2026, 11, 29))
    edition = Edition(0, NOWHERE, posting=dates, trigger=Trigger("งบประมาณ", date(2026, 9, 14)))
    results = Results(
        NOWHERE, date(2027, 12, 1), PostingPeriod(date(2028, 1, 2), date(2027, 12, 9))
    )
    year = site(make_plan(editions=(edition,), results=(results,))).current
    view = year.editions[0]
    assert (view.clock.post.days_late, view.clock.days_short) == (1, 1)
    assert view.plan_deadline.days_late == 1
    assert year.results[0].clock.post.days_late == -7
    assert year.results[0].deadline.days_late == 2
    assert year.results_due == date(2027, 12, 31)


# Progress


def report(project: str, day: date, status: Status, spent: int | None = None) -> ProgressReport:
    return ProgressReport(project, day, NOWHERE, status, spent=spent)


def test_latest_report_wins_whatever_the_order_of_the_rows() -> None:
    reports = (
        report("2570-001", date(2027, 3, 31), Status.DONE, 9000),
        report("2570-001", date(2026, 12, 31), Status.UNDER_WAY, 100),
        report("2570-002", date(2026, 11, 30), Status.NOT_STARTED),
    )
    for order in (reports, reports[::-1]):
        rows = (make_project(count=12, budget=baht(100)), make_project(), make_project(count=5))
        year = year_of(*rows, progress=order)
        assert dict(year.progress.by_status) == {Status.DONE: 12, Status.NOT_STARTED: 1}
        assert year.progress.not_reported == 5
        assert (year.progress.spent, year.progress.spent_projects) == (9000, 12)
        assert year.progress.spent_totals.satang == 10000
        assert year.progress.as_of == date(2027, 3, 31)
        last = year.projects[0].last_report
        assert last and last.status is Status.DONE
        assert [one.now.spent for one in year.projects[0].reports] == [100, 9000]


def test_no_report_is_not_reported_never_not_started() -> None:
    year = year_of(make_project(count=3))
    assert dict(year.progress.by_status) == {}
    assert year.progress.not_reported == 3
    assert year.projects[0].last_report is None


def test_nothing_spent_is_covered_and_spending_not_reported_is_not() -> None:
    year = year_of(
        make_project(),
        make_project(),
        progress=(
            report("2570-001", date(2027, 1, 1), Status.NOT_STARTED, 0),
            report("2570-002", date(2027, 1, 1), Status.UNDER_WAY),
        ),
    )
    assert (year.progress.spent, year.progress.spent_projects) == (0, 1)
    assert year.progress.spent_totals.satang == 10000


def test_spending_is_drawn_against_money_due_on_a_scale_in_baht() -> None:
    year = year_of(
        make_project(budget=baht(3_000_000), months=YEAR.months[:1]),
        make_project(budget=baht(4_000_000), months=YEAR.months[1:3]),
        make_project(budget=baht(90_000_000)),
        progress=(report("2570-001", date(2026, 11, 20), Status.DONE, baht(2_000_000).satang),),
    )
    assert year.spending_scale == Scale((0, 2, 4, 6, 8), millions=True)
    assert [(one.due_height, one.spent_height) for one in year.spending[:4]] == [
        (375, None),
        (375, 250),
        (875, None),
        (875, None),
    ]
    assert year_of(make_project(), progress=()).spending == ()


@steady
@given(st.integers(1, 10**17))
def test_a_scale_is_even_reaches_the_money_and_stays_short(satang: int) -> None:
    scale, top = scale_to(satang)
    unit = 10**8 if scale.millions else 100
    steps = {later - former for former, later in pairwise(scale.marks)}
    assert scale.marks[0] == 0
    assert len(steps) == 1
    assert 2 <= len(scale.marks) <= 5
    assert top == scale.marks[-1] * unit
    assert satang <= top < satang * 2 + 200


# What the document states


def test_stated_figures_stand_beside_the_computed_and_replace_nothing() -> None:
    stated = StatedTotals(NOWHERE, projects=10, satang=30000, strategies={"1": 10001, "2": 19000})
    year = year_of(
        make_project(count=12), make_project(strategy="2", budget=baht(200)), stated=stated
    )
    assert year.totals.satang == 30000
    assert [(one.stated, one.computed, one.difference, one.money) for one in year.comparisons] == [
        (10, 13, 3, False),
        (30000, 30000, 0, True),
        (10001, 10000, -1, True),
        (19000, 20000, 1000, True),
        (30000, 29001, -999, True),
    ]


def test_stated_figures_are_of_the_announced_plan_not_of_the_amended() -> None:
    change = amendment(1, make_project(budget=baht(999), change=Change.ALTER, edition=1))
    plan = make_plan(
        editions=(Edition(0, NOWHERE, rows=(make_project(),)), change),
        stated=StatedTotals(NOWHERE, projects=1, satang=10000),
    )
    year = site(plan).current
    assert [one.difference for one in year.comparisons] == [0, 0]
    assert year.totals.satang == 99900


def test_nothing_stated_is_no_comparison() -> None:
    assert year_of(make_project()).comparisons == ()
    only = StatedTotals(NOWHERE, projects=1)
    (one,) = year_of(make_project(), stated=only).comparisons
    assert one.label == Word("data.stated_projects")


# Words


@pytest.mark.parametrize(
    ("budget", "words"),
    [
        (baht(100), "หนึ่งร้อยบาทถ้วน"),
        (ZERO, "ศูนย์บาทถ้วน"),
        (NO_BUDGET, ""),
        (NOT_STATED, ""),
    ],
)
def test_only_a_stated_amount_has_words(budget: Budget, words: str) -> None:
    assert year_of(make_project(budget=budget)).projects[0].budget_words == words


# The site


def test_years_are_newest_first_and_warnings_go_with_their_own_year() -> None:
    found = Report()
    found.add("announced-missing", Place("plans/2569/plan.yml"))
    found.add("announced-missing", Place("plans/2570/plan.yml"))
    found.add("key-unknown", Place("plans/organization.yml"), "x", hint="")
    found.add("cell-missing", Place("plans/2570/projects.csv"), heading="x")
    plans = (make_plan(year=FiscalYear(2569)), make_plan())
    view = site_view(Portal(ORGANIZATION, plans), found)
    assert [(year.label, year.current) for year in view.years] == [("2570", True), ("2569", False)]
    assert [[problem.place.file for problem in year.problems] for year in view.years] == [
        ["plans/2570/plan.yml"],
        ["plans/2569/plan.yml"],
    ]
    assert [problem.code for problem in view.general_problems] == ["key-unknown"]


def test_real_plan_gives_its_own_figures_and_shows_what_its_document_says() -> None:
    folder = REAL / "maesai"
    if not folder.is_dir():
        pytest.skip(f"real data is not here: {folder}")
    result = checked(folder)
    assert not result.report.errors
    (year,) = site_view(result.portal, result.report).years
    assert (year.totals.rows, year.totals.projects) == (58, 69)
    assert year.totals.satang == 3765657256
    projects, budget = year.comparisons
    assert (projects.stated, projects.computed) == (69, 69)
    assert (budget.stated, budget.computed) == (3755657256, 3765657256)
    assert year.editions[0].edition.posting.announced is None
    assert year.editions[0].clock.post.due is None
    assert year.portions[Portion.ALLOWANCES].satang >= 13_500_000_00
    assert added(year.portions.values()) == year.totals
    assert "stated-budget-differ" in {problem.code for problem in year.problems}
    assert "announced-missing" in {problem.code for problem in year.problems}


def test_a_sum_of_sums_is_the_sum_of_all_their_rows() -> None:
    one = Totals.of_row(12, BudgetKind.AMOUNT, 100)
    other = Totals.of_row(2, BudgetKind.NOT_STATED, None)
    third = Totals.of_row(1, BudgetKind.NO_BUDGET, None)
    assert total_of([one, other, third]) == Totals(3, 15, 100, 2, 1)
    assert total_of([total_of([one, other]), third]) == total_of([one, other, third])
    assert total_of([]) == Totals()
