"""The example at the top of this repository: sound, lifelike, and showing everything there is."""

from functools import cache
from itertools import pairwise

import pytest

from generator.archive import verify_portal
from generator.pipeline import Checked
from generator.plan.model import PROGRAMMES, BudgetKind, Change, Form, Owner, Plan, Project, Status
from generator.site.render import SHAPES
from generator.site.views import YearView, site_view
from portals import ROOT, TODAY, checked

YEARS = ("2568", "2569", "2570")
SEALED = "2567"

each_year = pytest.mark.parametrize("label", YEARS)


@cache
def example() -> Checked:
    return checked(ROOT)


def plan(label: str) -> Plan:
    return next(one for one in example().portal.plans if one.year.label == label)


@cache
def views() -> tuple[YearView, ...]:
    return site_view(example().portal, example().report).years


def view(label: str) -> YearView:
    return next(one for one in views() if one.label == label)


def rows(label: str) -> tuple[Project, ...]:
    return plan(label).projects


def test_example_has_three_living_years_and_one_that_is_sealed() -> None:
    assert tuple(one.year.label for one in example().portal.plans) == YEARS
    (sealed,) = example().sealed
    assert sealed.label == SEALED
    assert 20 <= len(sealed.closed.entries) <= 30
    assert sealed.kept.path.stat().st_size < 4_000_000  # it is in git for ever


def test_the_sealed_year_of_the_example_is_what_was_sealed() -> None:
    (found,) = verify_portal(ROOT, None, SHAPES, today=TODAY)
    assert (found.year, found.faults) == (SEALED, ())


def test_example_has_no_error_and_only_the_warnings_that_it_is_meant_to_show() -> None:
    found = [(problem.code, problem.place.file) for problem in example().report]
    assert found == [
        ("budget-missing", "plans/2568/projects.csv"),
        ("budget-missing", "plans/2568/projects.csv"),
        ("overlap-last-year", "plans/2569/projects.xlsx"),
        ("overlap-last-year", "plans/2570/projects.csv"),
    ]


def test_what_was_not_stated_at_first_was_stated_by_an_amendment() -> None:
    announced = plan("2568").editions[0].rows
    missing = {row.id for row in announced if row.budget.kind is BudgetKind.NOT_STATED}
    assert len(missing) == 2
    current = {row.id: row for row in rows("2568")}
    assert all(current[row_id].edition for row_id in missing)


@each_year
def test_each_year_has_as_many_rows_as_a_real_plan(label: str) -> None:
    assert 120 <= len(rows(label)) <= 160
    assert view(label).totals.projects > view(label).totals.rows


@each_year
def test_each_year_shows_every_kind_of_row(label: str) -> None:
    found = rows(label)
    assert {row.programme for row in found} == set(PROGRAMMES)
    assert {row.form for row in found} == set(Form)
    assert {row.owner for row in found} >= set(Owner) - {Owner.OTHER}
    assert any(row.budget.kind is BudgetKind.NO_BUDGET for row in found)
    assert any(len(row.villages.numbers) > 1 for row in found)
    assert any(row.villages.everywhere for row in found)
    assert any(row.count > 1 for row in found)
    assert {row.strategy for row in found} == {one.id for one in plan(label).strategies}


def test_every_kind_of_owner_occurs_in_some_year() -> None:
    owners = {row.owner for label in YEARS for row in rows(label)}
    assert owners >= set(Owner) - {Owner.OTHER}


@each_year
def test_every_row_says_when_by_whom_and_under_which_programme(label: str) -> None:
    for row in rows(label):
        assert row.months, row.id
        assert row.programme, row.id
        assert row.unit_slug or row.owner is not Owner.OWN, row.id


@each_year
def test_every_village_and_every_month_has_work(label: str) -> None:
    assert len(view(label).villages) == 12
    assert all(one.projects for one in view(label).villages)
    assert all(one.projects for one in view(label).months)


@each_year
def test_each_year_was_amended_and_reported(label: str) -> None:
    assert len(plan(label).editions) >= 2
    assert plan(label).progress
    assert view(label).progress.spent_projects


def test_amendments_add_alter_and_cancel() -> None:
    rows_of_amendments = [
        row for label in YEARS for edition in plan(label).editions[1:] for row in edition.rows
    ]
    assert {row.change for row in rows_of_amendments} == set(Change)
    assert all(row.reason for row in rows_of_amendments)


def test_reports_use_every_status_and_not_every_project_is_reported() -> None:
    statuses = {report.status for label in YEARS for report in plan(label).progress}
    assert statuses == set(Status)
    assert view("2570").progress.not_reported


def test_years_are_linked_by_what_their_plans_state() -> None:
    for earlier, later in pairwise(YEARS):
        ids = {row.id for row in rows(earlier)}
        assert any(row.continues in ids for row in rows(later))


@each_year
def test_document_and_rows_agree(label: str) -> None:
    comparisons = view(label).comparisons
    assert len(comparisons) >= 2
    assert [one.difference for one in comparisons] == [0] * len(comparisons)


@each_year
def test_each_plan_was_posted_in_time_and_long_enough(label: str) -> None:
    for edition in view(label).editions:
        late, short = edition.clock.post.days_late, edition.clock.days_short
        assert late is not None and late <= 0
        assert short is not None and short <= 0
        assert edition.plan_deadline.days_late is not None
        assert edition.plan_deadline.days_late <= 0


def test_example_is_invented() -> None:
    organization = example().portal.organization
    assert "example" in organization.site_url
    assert "ตัวอย่าง" in (organization.executive.name if organization.executive else "")
