"""Plan → YearView: rows, groups, clocks, progress and stated figures of one fiscal year."""

from __future__ import annotations

import datetime

from generator.plan import posting
from generator.plan.model import (
    Organization,
    Plan,
)
from generator.problems import Problem
from generator.site.views.editions import earlier_plans, edition_views
from generator.site.views.groups import Grouper
from generator.site.views.lineage import Lineage, versions
from generator.site.views.pictures import calendar, events, spending, with_bars, with_months
from generator.site.views.progress import frozen_views, halves, progress_view
from generator.site.views.records import Comparison, ResultsView, YearView
from generator.site.views.rows import EditionView
from generator.site.views.search import search_index
from generator.site.views.totals import Ledger
from generator.site.views.viewer import Viewer
from generator.site.views.words import Word


def year_view(
    plan: Plan,
    organization: Organization,
    problems: tuple[Problem, ...],
    lineage: Lineage,
    *,
    current: bool,
    today: datetime.date | None = None,
) -> YearView:
    """Return all that the year's pages print; what a day freezes, once it is before `today`."""
    editions, viewer = _viewed(plan, organization, lineage, today)
    views, ledger = viewer.views, Ledger(plan.projects)
    group = Grouper(ledger, views, plan)
    strategies, (spent, scale) = with_bars(group.strategies()), spending(plan, plan.projects)
    return YearView(
        plan=plan,
        current=current,
        totals=ledger.total(),
        portions=ledger.portions(),
        rows=tuple(views),
        projects=tuple(group.views),
        cancelled=tuple(view for view in views if view.project.cancelled),
        strategies=strategies,
        programmes=with_months(with_bars(group.programmes()), plan),
        units=with_months(with_bars(group.units(organization)), plan),
        villages=with_months(group.villages(organization), plan, by_rows=True),
        months=with_bars(group.months()),
        owners=with_months(with_bars(group.owners()), plan),
        funding=group.funding(),
        forms=group.forms(),
        area_wide=group.area_wide(),
        no_place=group.no_place(organization),
        no_months=group.no_months(),
        editions=editions,
        earlier=earlier_plans(plan, editions, viewer),
        results=_results(plan, today),
        results_due=posting.results_deadline(plan.year.last, None).due or plan.year.last,
        progress=progress_view(plan, views),
        frozen=frozen_views(plan, viewer, today),
        halves=halves(plan.year),
        calendar=calendar(ledger, strategies, plan),
        spending=spent,
        spending_scale=scale,
        events=events(plan, tuple((one.name, one.path) for one in editions), today),
        comparisons=_comparisons(plan),
        problems=problems,
        search=search_index(plan.year, views, organization),
    )


def _viewed(
    plan: Plan, organization: Organization, lineage: Lineage, today: datetime.date | None
) -> tuple[tuple[EditionView, ...], Viewer]:
    history = versions(plan, organization)
    editions = edition_views(plan, history, today)
    return editions, Viewer(plan, organization, editions, history, lineage)


def _results(plan: Plan, today: datetime.date | None) -> tuple[ResultsView, ...]:
    return tuple(
        ResultsView(
            results=results,
            clock=posting.results_clock(results.proposed, results.posting, today),
            deadline=posting.results_deadline(plan.year.last, results.posting.announced, today),
        )
        for results in plan.results
    )


def _comparisons(plan: Plan) -> tuple[Comparison, ...]:
    """Lay what the announced document states beside what its rows give."""
    stated = plan.stated
    if stated is None:
        return ()
    ledger = Ledger(plan.editions[0].rows)
    total, by_strategy = ledger.total(), ledger.by(lambda p: p.strategy)
    found = []
    if stated.projects is not None:
        found.append(
            Comparison(Word("data.stated_projects"), stated.projects, total.projects, money=False)
        )
    if stated.satang is not None:
        found.append(
            Comparison(Word("money.budget_total"), stated.satang, total.satang, money=True)
        )
    for strategy, satang in stated.strategies.items():
        computed = by_strategy[strategy].satang if strategy in by_strategy else 0
        label = Word.of("data.stated_strategy", strategy=strategy)
        found.append(Comparison(label, satang, computed, money=True))
    if stated.strategies and stated.satang is not None:
        parts = sum(stated.strategies.values())
        label = Word("data.stated_parts")
        found.append(Comparison(label, stated.satang, parts, money=True))
    return tuple(found)
