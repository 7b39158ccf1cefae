"""Rows gathered under their keys, in the order readers expect."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace

from generator.model import NOTHING, PROGRAMMES, Form, Organization, Owner, Plan, Project, Totals
from generator.thai.fiscal import Month
from generator.thai.text import match_key
from generator.views.records import Group, ProjectView
from generator.views.totals import Ledger, Portion, portion_of
from generator.views.words import Name, Word, village_name

NO_PROGRAMME = "none"
OTHER_PROGRAMME = "other"
_PROGRAMME_NAMES: Mapping[str, Name] = {p.slug: p.name for p in PROGRAMMES} | {
    OTHER_PROGRAMME: Word("group.other_programme"),
    NO_PROGRAMME: Word("project.no_programme"),
}


def programme_slug(project: Project) -> str:
    """Return the programme's slug; a name that is none of the twelve goes under `other`."""
    if project.programme:
        return project.programme.slug
    return OTHER_PROGRAMME if project.programme_text else NO_PROGRAMME


def unit_slug(project: Project) -> str:
    """Return the unit's slug; an outside agency's is made from its name and stays the same."""
    if project.unit_slug:
        return project.unit_slug
    digest = hashlib.sha256(match_key(project.unit).encode()).hexdigest()
    return f"other-{digest[:10]}"


def month_slug(month: Month) -> str:
    """Return the calendar month's number without a leading zero: October is `10`."""
    return str(month.month)


class Grouper:
    """Gathers one plan's rows; every sum comes from the ledger."""

    def __init__(self, ledger: Ledger[Project], views: Sequence[ProjectView], plan: Plan) -> None:
        """Use the views of the ledger's rows, in the plan's order."""
        self.ledger = ledger
        self.plan = plan
        self.views = [view for view in views if not view.project.cancelled]

    def strategies(self) -> tuple[Group, ...]:
        """Return every strategy of the plan, each with its programmes."""
        names = {strategy.id: strategy.name for strategy in self.plan.strategies}
        inner = self.ledger.by(lambda p: (p.strategy, programme_slug(p)))
        groups = self._groups("strategies", names, lambda p: p.strategy, keep_empty=True)
        return tuple(_with_programmes(group, inner) for group in groups)

    def programmes(self) -> tuple[Group, ...]:
        """Return the programmes that have rows, in the budget's order."""
        return self._groups("programmes", _PROGRAMME_NAMES, programme_slug)

    def units(self, organization: Organization) -> tuple[Group, ...]:
        """Return the organisation's units with rows, then outside agencies as they appear."""
        names = {unit.slug: unit.name for unit in organization.units}
        for view in self.views:
            names.setdefault(unit_slug(view.project), view.project.unit)
        return self._groups("units", names, unit_slug)

    def owners(self) -> tuple[Group, ...]:
        """Return whose projects they are, own first."""
        names = {owner.slug: owner.thai for owner in Owner}
        return self._groups("owners", names, lambda p: p.owner.slug)

    def forms(self) -> tuple[Group, ...]:
        """Return the printed forms that have rows; they have no page of their own."""
        names = {form.slug: form.thai for form in Form}
        return self._groups("", names, lambda p: p.form.slug)

    def sources(self) -> tuple[Group, ...]:
        """Return the sources of money, the largest first; they have no page of their own."""
        names: dict[str, Name] = {
            match_key(v.project.funding): v.project.funding for v in reversed(self.views)
        }
        names[""] = Word("project.no_source")
        groups = self._groups("", names, lambda p: match_key(p.funding))
        return tuple(sorted(groups, key=lambda group: -group.totals.satang))

    def months(self) -> tuple[Group, ...]:
        """Return the twelve months; a project is whole in each month of its work."""
        sums = self.ledger.by_many(lambda p: p.months)
        members = self._members(lambda p: p.months)
        return tuple(
            Group(
                slug=month_slug(month),
                name=month.long_label,
                totals=sums.get(month, NOTHING),
                projects=members[month],
                path=f"months/{month_slug(month)}.html",
                month=month,
            )
            for month in self.plan.year.months
        )

    def villages(self, organization: Organization) -> tuple[Group, ...]:
        """Return every village; a project in several is whole on each one's page."""
        sums = self.ledger.by_many(lambda p: p.villages.numbers)
        members = self._members(lambda p: p.villages.numbers)
        wide = tuple(view for view in self.views if view.project.villages.everywhere)
        wide_totals = self.area_wide()
        return tuple(
            Group(
                slug=str(village.number),
                name=village_name(village),
                totals=sums.get(village.number, NOTHING),
                projects=members[village.number],
                path=f"villages/{village.number}.html",
                shared=wide,
                shared_totals=wide_totals,
                village=village,
            )
            for village in organization.villages
        )

    def area_wide(self) -> Totals:
        """Return the sum of the rows that are for the whole area."""
        return self.ledger.by(lambda p: p.villages.everywhere).get(True, NOTHING)

    def no_place(self) -> Totals:
        """Return the sum of the rows that name no village."""
        sums = self.ledger.by(lambda p: not p.villages.everywhere and not p.villages.numbers)
        return sums.get(True, NOTHING)

    def no_months(self) -> Totals:
        """Return the sum of the rows that state no month of work."""
        return self.ledger.by(lambda p: not p.months).get(True, NOTHING)

    def _groups(
        self,
        folder: str,
        names: Mapping[str, Name],
        key: Callable[[Project], str],
        *,
        keep_empty: bool = False,
    ) -> tuple[Group, ...]:
        sums = self.ledger.by(key)
        parts = self.ledger.by(lambda p: (key(p), portion_of(p)))
        members = self._members(lambda p: (key(p),))
        return tuple(
            Group(
                slug=slug,
                name=name,
                totals=sums.get(slug, NOTHING),
                projects=members[slug],
                path=f"{folder}/{slug}.html" if folder else "",
                parts={portion: parts.get((slug, portion), NOTHING) for portion in Portion},
            )
            for slug, name in names.items()
            if keep_empty or slug in sums
        )

    def _members(
        self, keys: Callable[[Project], Iterable[Hashable]]
    ) -> defaultdict[Hashable, tuple[ProjectView, ...]]:
        gathered: dict[Hashable, list[ProjectView]] = {}
        for view in self.views:
            for key in keys(view.project):
                gathered.setdefault(key, []).append(view)
        return defaultdict(tuple, {key: tuple(views) for key, views in gathered.items()})


def _with_programmes(strategy: Group, sums: Mapping[Hashable, Totals]) -> Group:
    """Divide a strategy's rows by programme, as ผด.02 prints them."""
    members: dict[str, list[ProjectView]] = {}
    for view in strategy.projects:
        members.setdefault(programme_slug(view.project), []).append(view)
    subgroups = tuple(
        Group(
            slug=slug,
            name=name,
            totals=sums[(strategy.slug, slug)],
            projects=tuple(members[slug]),
            path=f"programmes/{slug}.html",
        )
        for slug, name in _PROGRAMME_NAMES.items()
        if slug in members
    )
    return replace(strategy, subgroups=subgroups)
