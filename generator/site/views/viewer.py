"""A plan's rows as pages and lists show them: the present ones, and as an edition had them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.plan.model import BudgetKind, Organization, Plan, Project, Village, WithdrawalKind
from generator.site.addresses import page_of
from generator.site.views.groups import programme_slug, unit_slug
from generator.site.views.lineage import Lineage
from generator.site.views.progress_records import reports_by_project
from generator.site.views.rows import EditionView, Label, ProjectView, RowWithdrawal, Version
from generator.site.views.totals import portion_of
from generator.site.views.words import owner_name, village_name
from generator.thai.numbers import baht_text


class Viewer:
    """Views of the rows of one plan; `views` are the present rows in order, cancelled included."""

    def __init__(
        self,
        plan: Plan,
        organization: Organization,
        editions: Sequence[EditionView],
        history: Mapping[str, tuple[Version, ...]],
        lineage: Lineage,
    ) -> None:
        """Take what the rows are labelled by; `history` are the wordings of every project."""
        self._strategies = {
            strategy.id: Label(strategy.name, page_of("strategies").below(strategy.id))
            for strategy in plan.strategies
        }
        self._units = {unit.slug: unit.name for unit in organization.units}
        self._villages = {
            village.number: Label(village_name(village), page_of("villages").below(village.number))
            for village in organization.villages
        }
        self._reports = reports_by_project(plan)
        self._editions = [edition.label for edition in editions]
        self._history = history
        self._lineage = lineage
        self._withdrawn = _withdrawn(plan)
        self.views = [self._view(row) for row in plan.projects]
        self._now = {view.id: view for view in self.views}

    def as_it_was(self, row: Project) -> ProjectView:
        """Return the view of a row as an edition states it.

        Where the wording is today's it is today's view: a page need not word it again. What any
        edition's rows are labelled by has a page (`leaving`).
        """
        now = self._now[row.id]
        return now if now.project is row else self._view(row)

    def _view(self, row: Project) -> ProjectView:
        return ProjectView(
            project=row,
            strategy=self._strategies[row.strategy],
            programme=_programme(row),
            unit=Label(
                self._units.get(row.unit_slug, row.unit), page_of("units").below(unit_slug(row))
            ),
            owner=Label(owner_name(row.owner), page_of("owners").below(row.owner.slug)),
            villages=tuple(
                self._villages.get(number, Label(village_name(Village(number, ""))))
                for number in row.villages.numbers
            ),
            portion=portion_of(row),
            brought_by=self._editions[row.edition],
            history=self._history[row.id],
            other_years=self._lineage.of(row),
            reports=tuple(self._reports.get(row.id, ())),
            budget_words=_words(row),
            withdrawn=self._withdrawn.get(row.id, ()),
        )


def _withdrawn(plan: Plan) -> dict[str, tuple[RowWithdrawal, ...]]:
    """Return what was taken back of each row, by id; of several cells it is said once."""
    found: defaultdict[str, set[RowWithdrawal]] = defaultdict(set)
    for one in plan.withdrawn.entries:
        if one.id and one.kind is WithdrawalKind.PERSONAL:
            found[one.id].add(RowWithdrawal(one.day, one.reason))
    return {row: tuple(sorted(told)) for row, told in found.items()}


def _programme(row: Project) -> Label:
    slug = programme_slug(row)
    name = row.programme_name
    return Label(name, page_of("programmes").below(slug)) if name else Label("")


def _words(row: Project) -> str:
    stated = row.budget.kind in (BudgetKind.AMOUNT, BudgetKind.ZERO)
    return baht_text(row.budget.satang or 0) if stated else ""
