"""Whatever a row was once labelled by has a page, and says what became of the row."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.plan.model import PROGRAMMES, Change, Edition, Owner, Plan, Portal, Project, Villages
from generator.problems import Report
from generator.site.views import YearView, site_view
from portals import NOWHERE, ORGANIZATION, make_plan, make_project

steady = settings(derandomize=True, database=None, deadline=None, max_examples=80)
KINDS = ("strategies", "programmes", "units", "owners", "villages")
UNITS = {"กองช่าง": "engineering", "กองสาธารณสุข": "health", "การไฟฟ้า": ""}


@st.composite
def rows(draw: st.DrawFn, number: int, edition: int) -> Project:
    unit = draw(st.sampled_from(sorted(UNITS)))
    changes = (Change.ALTER, Change.CANCEL)
    return make_project(
        id=f"2570-{number:03}",
        strategy=draw(st.sampled_from("12")),
        unit=unit,
        unit_slug=UNITS[unit],
        programme=draw(st.sampled_from((None, *PROGRAMMES[:3]))),
        owner=draw(st.sampled_from(tuple(Owner))),
        villages=Villages(tuple(sorted(draw(st.sets(st.integers(1, 4), max_size=2))))),
        edition=edition,
        change=draw(st.sampled_from(changes)) if edition else None,
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    count = draw(st.integers(1, 4))
    editions = []
    for number in range(draw(st.integers(1, 4))):
        ids = range(count) if not number else sorted(draw(st.sets(st.integers(0, count - 1))))
        editions.append(
            Edition(number, NOWHERE, rows=tuple(draw(rows(one, number)) for one in ids))
        )
    return make_plan(editions=tuple(editions))


def year_of(plan: Plan) -> YearView:
    return site_view(Portal(ORGANIZATION, (plan,)), Report()).current


@steady
@given(plans())
def test_every_label_of_every_edition_leads_to_a_page(plan: Plan) -> None:
    year = year_of(plan)
    pages = {group.path for kind in KINDS for group in getattr(year, kind)}
    views = [*year.rows]
    views += [view for stood in year.earlier for _, _, some in stood.groups for view in some]
    labels = (
        label
        for view in views
        for label in (view.strategy, view.programme, view.unit, view.owner, *view.villages)
    )
    assert {label.path for label in labels if label.path} <= pages


@steady
@given(plans())
def test_a_row_is_in_a_group_or_left_it_and_never_both(plan: Plan) -> None:
    year = year_of(plan)
    for kind in KINDS:
        for group in getattr(year, kind):
            here, left = ({one.id for one in group.projects}, {one.view.id for one in group.left})
            assert not here & left
            assert group.totals.rows == len(here)
            assert group.cancelled + group.moved == len(group.left) == len(left)
            for one in group.left:
                assert one.edition in {row.project.edition for row in one.view.history}


def test_a_row_that_comes_back_left_nothing() -> None:
    row = make_project()
    gone = replace(row, change=Change.CANCEL, edition=1)
    back = replace(row, change=Change.ADD, edition=2)
    plan = make_plan(
        editions=tuple(Edition(n, NOWHERE, rows=(one,)) for n, one in enumerate((row, gone, back)))
    )
    assert [group.left for group in year_of(plan).units] == [()]


def test_a_row_cancelled_after_it_moved_is_told_by_each_group_as_it_left_it() -> None:
    row = make_project()
    moved = replace(row, unit="กองสาธารณสุข", unit_slug="health", change=Change.ALTER, edition=1)
    gone = replace(moved, change=Change.CANCEL, edition=2)
    plan = make_plan(
        editions=tuple(Edition(n, NOWHERE, rows=(one,)) for n, one in enumerate((row, moved, gone)))
    )
    told = {
        group.slug: [(one.edition, one.cancelled) for one in group.left]
        for group in year_of(plan).units
    }
    assert told == {"engineering": [(1, False)], "health": [(2, True)]}
