"""The official forms: shares that add up to a hundred, arrows over the months of work."""

from __future__ import annotations

import random
import re

import pytest

from generator.machine.packaged import THEME
from generator.plan.model import Budget, BudgetKind, Portal
from generator.problems import Report
from generator.site.render import page_artifacts
from generator.site.views import runs, site_view, summary
from generator.site.views.forms import shares, shares_within
from generator.thai.fiscal import FiscalYear
from portals import ORGANIZATION, baht, make_plan, make_project

MONTHS = FiscalYear(2570).months


@pytest.mark.parametrize("seed", range(20))
def test_shares_add_up_to_a_hundred_and_are_off_by_less_than_a_hundredth(seed: int) -> None:
    chance = random.Random(seed)
    amounts = [chance.choice((0, 1, 7, chance.randrange(10**12))) for _ in range(seed + 1)]
    found = shares(amounts)
    whole = sum(amounts)
    assert sum(found) == (10000 if whole else 0)
    for amount, share in zip(amounts, found, strict=True):
        assert not whole or abs(share - amount * 10000 / whole) < 1


def test_three_thirds_are_a_hundred_with_the_rest_for_the_first() -> None:
    assert shares([5, 5, 5]) == (3334, 3333, 3333)


@pytest.mark.parametrize("seed", range(20))
def test_parts_and_what_is_in_them_are_off_by_less_than_a_hundredth(seed: int) -> None:
    chance = random.Random(seed)
    parts = [
        [chance.choice((0, 1, 7, chance.randrange(10**6))) for _ in range(seed)] for _ in "abcd"
    ]
    each = iter(shares_within(parts))
    found = [[next(each) for _ in part] for part in parts]
    whole = sum(map(sum, parts))
    assert sum(map(sum, found)) == (10000 if whole else 0) and not list(each)
    for part, told in zip(parts, found, strict=True):
        assert not whole or abs(sum(told) - sum(part) * 10000 / whole) < 1
        for amount, share in zip(part, told, strict=True):
            assert not whole or abs(share - amount * 10000 / whole) < 1


def test_equal_strategies_have_equal_shares_however_many_programmes_they_have() -> None:
    assert [*shares_within([[5, 10], [1, 4, 10]])] == [1667, 3333, 334, 1333, 3333]


@pytest.mark.parametrize(
    ("worked", "lengths"),
    [
        ([], [12]),
        ([0], [1, 11]),
        ([11], [11, 1]),
        ([2, 3, 4], [2, 3, 7]),
        ([0, 1, 6, 7, 8], [2, 4, 3, 3]),
        (range(12), [12]),
    ],
)
def test_arrows_cover_the_months_of_work_and_nothing_else(
    worked: range | list[int], lengths: list[int]
) -> None:
    found = runs(MONTHS, [MONTHS[at] for at in worked])
    assert [len(one.months) for one in found] == lengths
    assert [month for one in found for month in one.months] == [*MONTHS]
    assert [month for one in found if one.works for month in one.months] == [
        MONTHS[at] for at in worked
    ]


def test_summary_names_each_unit_of_a_programme_once_and_keeps_empty_strategies() -> None:
    plan = make_plan(
        make_project(id="2570-001", budget=baht(300)),
        make_project(id="2570-002", budget=baht(100), unit="กองสาธารณสุข", unit_slug="health"),
        make_project(id="2570-003", budget=baht(0)),
    )
    year = site_view(Portal(ORGANIZATION, (plan,)), Report()).current
    first, second = summary(year)
    (line,) = first.lines
    assert [unit.name for unit in line.units] == ["กองช่าง", "กองสาธารณสุข"]
    assert (first.of_projects, first.of_money) == (10000, 10000)
    assert (second.lines, second.of_projects, second.of_money) == ((), 0, 0)


def test_a_part_without_any_amount_has_no_share_of_the_money() -> None:
    unknown = Budget(BudgetKind.NOT_STATED, None)
    for budget, said in ((unknown, "–"), (baht(0), "0.00")):
        plan = make_plan(
            make_project(id="2570-001", budget=baht(300)),
            make_project(id="2570-002", budget=budget, strategy="2"),
        )
        site = site_view(Portal(ORGANIZATION, (plan,)), Report())
        made = {one.path: one.data.decode() for one in page_artifacts(site, THEME)}
        (line,) = re.findall(
            r'<tr class="ph-added" data-group="strategy:2".*?</tr>',
            made["docs/2570/pd01.md"],
            re.DOTALL,
        )
        assert re.findall(r">([^<>]*)</td>", line)[3] == said
