"""Years beside each other: stated links only, every project once, every sum of its rows."""

from generator.plan.model import Change, Plan, Portal, Project
from generator.problems import Report
from generator.site.views import SiteView, site_view
from generator.site.views.across_records import YearPair
from generator.site.views.reporters import dearer_list
from generator.site.views.words import Word
from generator.thai.fiscal import FiscalYear
from portals import ORGANIZATION, baht, make_plan, make_project


def plan(year: int, *rows: Project) -> Plan:
    return make_plan(*rows, year=FiscalYear(year))


def site(*plans: Plan) -> SiteView:
    return site_view(Portal(ORGANIZATION, plans), Report())


def pair(*plans: Plan) -> YearPair:
    found = site(*plans).current.pair
    assert found
    return found


def test_every_row_of_both_years_is_in_one_list() -> None:
    old = plan(2569, make_project(id="69-1"), make_project(id="69-2"), make_project(id="69-3"))
    new = plan(
        2570,
        make_project(id="70-1", continues="69-1", budget=baht(150)),
        make_project(id="70-2", continues="69-2"),
        make_project(id="70-3"),
    )
    found = pair(old, new)
    assert [(one.after.id, one.changed, one.satang) for one in found.changed] == [
        ("70-1", ("budget",), 5000)
    ]
    assert [one.after.id for one in found.unchanged] == ["70-2"]
    assert [one.id for one in found.new] == ["70-3"]
    assert [one.id for one in found.gone] == ["69-3"]
    assert (found.kept_before.satang, found.kept_after.satang) == (20000, 25000)
    assert (found.new_totals.satang, found.gone_totals.satang) == (10000, 10000)


def test_divided_project_is_counted_once_on_its_earlier_side() -> None:
    old = plan(2569, make_project(id="69-1", budget=baht(100)))
    new = plan(
        2570,
        make_project(id="70-1", continues="69-1", budget=baht(40)),
        make_project(id="70-2", continues="69-1", budget=baht(70)),
    )
    found = pair(old, new)
    assert (found.kept_before.satang, found.kept_after.satang) == (10000, 11000)
    assert not found.changed


def test_first_year_is_compared_with_nothing_and_a_gap_is_stepped_over() -> None:
    years = site(plan(2567, make_project(id="a")), plan(2570, make_project(id="b"))).years
    assert years[1].pair is None
    assert years[0].pair and (years[0].pair.before, years[0].pair.after) == ("2567", "2570")


def test_budgets_over_the_years_add_up_to_each_year() -> None:
    rows = [
        make_project(id="1", budget=baht(60)),
        make_project(id="2", strategy="2", budget=baht(40), unit="อบจ.", unit_slug=""),
    ]
    view = site(plan(2569, *rows), plan(2570, rows[0]))
    for one in view.multiples[:3]:
        for at, money in ((0, 10000), (1, 6000)):
            assert sum(panel.years[at].totals.satang for panel in one.panels) == money
    strategies, programmes, units, villages = view.multiples
    assert [panel.name for panel in strategies.panels] == ["โครงสร้างพื้นฐาน", "สังคม"]
    assert [panel.name for panel in programmes.panels] == [Word("across.no_programme")]
    assert [panel.name for panel in units.panels] == ["กองช่าง", "อบจ."]
    assert villages.panels == ()
    first = strategies.panels[0].years
    assert [one.year for one in first] == ["2569", "2570"]
    assert first[0].bar[0].width == 1000 and strategies.panels[1].years[1].bar == ()


def test_the_largest_difference_stands_first_and_the_largest_amount() -> None:
    sums = {"1": (100, 90), "2": (100, 400), "3": (100, 100), "4": (500, 100)}
    old = plan(2569, *(make_project(id=f"69-{n}", budget=baht(a)) for n, (a, _) in sums.items()))
    new = plan(
        2570,
        *(
            make_project(id=f"70-{n}", continues=f"69-{n}", budget=baht(b), name=f"ถนน {n}")
            for n, (_, b) in sums.items()
        ),
        *(make_project(id=f"70-9{n}", budget=baht(n)) for n in (1, 3, 2)),
    )
    found = pair(old, new)
    assert [one.after.id for one in found.changed] == ["70-4", "70-2", "70-1", "70-3"]
    assert [one.id for one in found.new] == ["70-93", "70-92", "70-91"]


def test_what_the_year_before_cancelled_has_no_amount_there_and_is_compared_with_none() -> None:
    old = plan(
        2569,
        make_project(id="69-1", budget=baht(70), change=Change.CANCEL),
        make_project(id="69-2"),
    )
    new = plan(
        2570,
        make_project(id="70-1", continues="69-1", budget=baht(150)),
        make_project(id="70-2", continues="69-2"),
    )
    found = pair(old, new)
    assert [(one.after.id, one.satang) for one in found.revived] == [("70-1", None)]
    assert [one.after.id for one in (*found.changed, *found.unchanged)] == ["70-2"]
    assert (found.kept_before.satang, found.kept_after.satang) == (10000, 25000)
    dearer = dearer_list(site(old, new).current)
    assert dearer and (dearer.dearer, dearer.revived, dearer.unknown) == ((), 1, 0)


def test_the_three_sums_of_the_year_before_are_its_whole_plan() -> None:
    old = plan(
        2569,
        make_project(id="69-1", budget=baht(70)),
        make_project(id="69-2", budget=baht(500), count=3),
        make_project(id="69-3", budget=baht(9)),
        make_project(id="69-4", budget=baht(11), change=Change.CANCEL),
    )
    new = plan(
        2570,
        make_project(id="70-1", continues="69-1", change=Change.CANCEL),
        make_project(id="70-2", continues="69-2", change=Change.CANCEL),
        make_project(id="70-3", continues="69-1"),
    )
    found = pair(old, new)
    before = (found.kept_before, found.cancelled_before, found.gone_totals)
    assert [one.satang for one in before] == [7000, 50000, 900]
    assert [one.projects for one in before] == [1, 3, 1]
    whole = site(old, new).years[-1].totals
    assert (whole.satang, whole.projects) == (57900, 5)
