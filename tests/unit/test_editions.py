"""Each edition says what it did, and the plan before it can be shown as it stood."""

from dataclasses import replace

import pytest

from generator.plan.model import Budget, BudgetKind, Change, Edition, Plan, Portal
from generator.problems import Report
from generator.site.views import site_view
from generator.site.views.records import YearView
from generator.site.views.reporters import changes
from portals import NOWHERE, ORGANIZATION, baht, make_plan, make_project


def year_of(plan: Plan) -> YearView:
    return site_view(Portal(ORGANIZATION, (plan,)), Report()).current


def plan() -> Plan:
    """Two rows; the first amendment alters one and adds one, the second cancels the other."""
    first = make_plan(
        make_project(id="a", name="ถนน", budget=baht(100)),
        make_project(id="b", name="ศาลา", strategy="2", budget=baht(40)),
    )
    altered = make_project(
        id="a", name="ถนนใหม่", budget=baht(130), change=Change.ALTER, edition=1, unit="กองอื่น"
    )
    added = make_project(id="c", name="สะพาน", budget=baht(7), change=Change.ADD, edition=1)
    cancelled = make_project(
        id="b", strategy="2", name="ศาลา", budget=baht(40), change=Change.CANCEL, edition=2
    )
    return replace(
        first,
        editions=(
            *first.editions,
            Edition(1, NOWHERE, rows=(altered, added)),
            Edition(2, NOWHERE, rows=(cancelled,)),
        ),
    )


def test_earlier_plan_is_shown_whole_and_as_it_was() -> None:
    announced, first = year_of(plan()).earlier
    shown = {view.id: view.project.name for _, _, views in announced.groups for view in views}
    assert shown == {"a": "ถนน", "b": "ศาลา"}
    assert (announced.path, first.path) == (
        "announcements/as-of-0.html", "announcements/as-of-1.html",
    )  # fmt: skip
    shown = {view.id: view.project.name for _, _, views in first.groups for view in views}
    assert shown == {"a": "ถนนใหม่", "c": "สะพาน", "b": "ศาลา"}
    assert set(announced.later) == {"a", "b"} and set(first.later) == {"b"}
    assert first.later["b"].cancelled and not announced.later["a"].cancelled


def test_sums_of_an_earlier_plan_are_those_of_its_rows() -> None:
    announced, first = year_of(plan()).earlier
    for one, money in ((announced, 14000), (first, 17700)):
        assert sum(totals.satang for _, totals, _ in one.groups) == money
        assert one.edition.totals.satang == money


def test_effect_of_an_amendment_is_told_by_strategy() -> None:
    _, first, second = year_of(plan()).editions
    assert [(one.name.path, one.satang, one.projects) for one in first.effects] == [
        ("strategies/1.html", 3700, 1)
    ]
    assert [(one.name.path, one.satang, one.projects) for one in second.effects] == [
        ("strategies/2.html", -4000, -1)
    ]
    assert (first.effect.satang, second.effect.satang) == (3700, -4000)


def test_wordings_know_what_changed_and_by_how_much() -> None:
    altered, added = year_of(plan()).editions[1].versions
    assert (altered.changed, altered.satang) == (("name", "budget"), 3000)
    assert (added.changed, added.satang, added.before) == ((), None, None)


def test_plan_without_amendments_has_no_earlier_plan() -> None:
    assert year_of(make_plan(make_project())).earlier == ()


@pytest.mark.parametrize("moved", ["1", "2"])
@pytest.mark.parametrize(
    ("was", "now", "known", "unknown"),
    [(500, None, 0, 1), (None, 500, 0, 1), (None, None, 0, 1), (500, 450, -5000, 0)],
)
def test_an_effect_sums_differences_that_are_known_and_counts_the_others(
    moved: str, was: int | None, now: int | None, known: int, unknown: int
) -> None:
    def money(amount: int | None) -> Budget:
        return Budget(BudgetKind.NOT_STATED, None) if amount is None else baht(amount)

    first = make_plan(make_project(id="a", budget=money(was)))
    altered = make_project(
        id="a", budget=money(now), strategy=moved, change=Change.ALTER, edition=1
    )
    added = make_project(id="b", budget=baht(8), change=Change.ADD, edition=1)
    year = year_of(
        replace(first, editions=(*first.editions, Edition(1, NOWHERE, rows=(altered, added))))
    )
    effect, effects = year.editions[1].effect, year.editions[1].effects
    assert (effect.satang, effect.unknown) == (known + 800, unknown)
    assert sum(one.satang for one in effects) == effect.satang
    assert (changes(year).net, changes(year).unknown) == (effect.satang, effect.unknown)
