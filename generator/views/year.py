"""Plan → YearView: rows, groups, clocks, progress and stated figures of one fiscal year."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from generator import posting
from generator.model import (
    BudgetKind,
    Organization,
    Plan,
    Project,
    Village,
)
from generator.problems import Problem
from generator.thai.numbers import baht_text
from generator.views.editions import earlier_plans, edition_views
from generator.views.groups import Grouper, programme_slug, unit_slug
from generator.views.lineage import Lineage, versions
from generator.views.pictures import calendar, events, spending, with_bars, with_months
from generator.views.progress import frozen_views, progress_view, reports_by_project
from generator.views.records import Comparison, ResultsView, YearView
from generator.views.rows import EditionView, Label, ProjectView, Version
from generator.views.search import search_index
from generator.views.totals import Ledger, portion_of
from generator.views.words import Word, village_name


def year_view(
    plan: Plan,
    organization: Organization,
    problems: tuple[Problem, ...],
    lineage: Lineage,
    *,
    current: bool,
    today: datetime.date | None = None,
) -> YearView:
    """Return everything the year's pages print; `problems` are the year's own.

    Views that are frozen by a day are given once it is before `today`.
    """
    rows = plan.projects
    ledger = Ledger(rows)
    history = versions(plan, organization)
    editions = edition_views(plan, history)
    views = _project_views(plan, organization, editions, history, lineage)
    group = Grouper(ledger, views, plan)
    strategies = with_bars(group.strategies())
    spent, scale = spending(plan, rows)
    return YearView(
        plan=plan,
        current=current,
        totals=ledger.total(),
        portions=ledger.by(portion_of),  # type: ignore[arg-type]  # keys are Portions
        rows=tuple(views),
        projects=tuple(group.views),
        cancelled=tuple(view for view in views if view.project.cancelled),
        strategies=strategies,
        programmes=with_months(with_bars(group.programmes()), plan),
        units=with_months(with_bars(group.units(organization)), plan),
        villages=with_months(group.villages(organization), plan, by_rows=True),
        months=with_bars(group.months()),
        owners=with_months(with_bars(group.owners()), plan),
        sources=group.sources(),
        forms=group.forms(),
        area_wide=group.area_wide(),
        no_place=group.no_place(),
        no_months=group.no_months(),
        editions=editions,
        earlier=earlier_plans(plan, editions, {view.id: view for view in views}),
        results=_results(plan),
        results_due=posting.results_deadline(plan.year.last, None).due or plan.year.last,
        progress=progress_view(plan, views),
        frozen=frozen_views(plan, views, today),
        calendar=calendar(ledger, strategies, plan),
        spending=spent,
        spending_scale=scale,
        events=events(plan, tuple((one.name, one.path) for one in editions)),
        comparisons=_comparisons(plan),
        problems=problems,
        search=search_index(plan.year, views),
    )


def _project_views(
    plan: Plan,
    organization: Organization,
    editions: tuple[EditionView, ...],
    history: Mapping[str, tuple[Version, ...]],
    lineage: Lineage,
) -> list[ProjectView]:
    strategies = {
        strategy.id: Label(strategy.name, f"strategies/{strategy.id}.html")
        for strategy in plan.strategies
    }
    units = {unit.slug: unit.name for unit in organization.units}
    villages = {
        village.number: Label(village_name(village), f"villages/{village.number}.html")
        for village in organization.villages
    }
    reports = reports_by_project(plan)
    labels = [edition.label for edition in editions]
    return [
        ProjectView(
            project=row,
            strategy=strategies[row.strategy],
            programme=_programme(row),
            unit=Label(units.get(row.unit_slug, row.unit), f"units/{unit_slug(row)}.html"),
            owner=Label(row.owner.thai, f"owners/{row.owner.slug}.html"),
            villages=tuple(
                villages.get(number, Label(village_name(Village(number, ""))))
                for number in row.villages.numbers
            ),
            portion=portion_of(row),
            brought_by=labels[row.edition],
            history=history[row.id],
            other_years=lineage.of(row),
            reports=tuple(reports.get(row.id, ())),
            budget_words=_words(row),
        )
        for row in plan.projects
    ]


def _programme(row: Project) -> Label:
    slug = programme_slug(row)
    name = row.programme_name
    return Label(name, f"programmes/{slug}.html") if name else Label("")


def _words(row: Project) -> str:
    stated = row.budget.kind in (BudgetKind.AMOUNT, BudgetKind.ZERO)
    return baht_text(row.budget.satang or 0) if stated else ""


def _results(plan: Plan) -> tuple[ResultsView, ...]:
    return tuple(
        ResultsView(
            results=results,
            clock=posting.results_clock(results.proposed, results.posting),
            deadline=posting.results_deadline(plan.year.last, results.posting.announced),
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
