"""Rows gathered under their keys, in the order readers expect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.plan.model import (
    NOTHING,
    PROGRAMMES,
    Form,
    Organization,
    Owner,
    Plan,
    Project,
    Totals,
    outside_slug,
)
from generator.site.addresses import page_of
from generator.site.views.leaving import left_rows
from generator.site.views.records import Group
from generator.site.views.rows import ProjectView
from generator.site.views.totals import Ledger, Portion, portion_of, whose
from generator.site.views.words import Name, Word, owner_name, village_name
from generator.thai.fiscal import Month
from generator.thai.text import match_key

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
    return project.unit_slug or outside_slug(project.unit)


def month_slug(month: Month) -> str:
    """Return the calendar month's number without a leading zero: October is `10`."""
    return str(month.month)


@dataclass(frozen=True, slots=True)
class Inner:
    """What groups are divided by: the kind of its groups, its names in order, a row's slug."""

    folder: str
    names: Mapping[str, Name]
    key: Callable[[Project], str]


class Grouper:
    """Gathers one plan's rows; every sum comes from the ledger."""

    def __init__(self, ledger: Ledger[Project], views: Sequence[ProjectView], plan: Plan) -> None:
        """Use the views of the ledger's rows, in the plan's order."""
        self.ledger = ledger
        self.plan = plan
        self._every = views
        self.views = [view for view in views if not view.project.cancelled]

    def strategies(self) -> tuple[Group, ...]:
        """Return every strategy of the plan, each with its programmes."""
        groups = self._groups(
            "strategies", self._strategy_names(), lambda p: p.strategy, keep_empty=True
        )
        inner = Inner("programmes", _PROGRAMME_NAMES, programme_slug)
        return self._divided(groups, lambda p: (p.strategy,), inner)

    def programmes(self) -> tuple[Group, ...]:
        """Return the programmes that have rows, or had some, in the budget's order."""
        return self._groups("programmes", _PROGRAMME_NAMES, programme_slug)

    def units(self, organization: Organization) -> tuple[Group, ...]:
        """Return the organisation's units with rows, then outside agencies as they appear.

        Those come last that had rows once.
        """
        names = {unit.slug: unit.name for unit in organization.units}
        for view in self.views:
            names.setdefault(unit_slug(view.project), view.project.unit)
        for view in self._every:
            for version in view.history:
                names.setdefault(unit_slug(version.project), version.project.unit)
        return self._groups("units", names, unit_slug)

    def owners(self) -> tuple[Group, ...]:
        """Return whose projects they are, own first."""
        names = {owner.slug: owner_name(owner) for owner in Owner}
        return self._groups("owners", names, lambda p: p.owner.slug)

    def forms(self) -> tuple[Group, ...]:
        """Return the printed forms that have rows; they have no page of their own."""
        names = {form.slug: Word(f"form.short_{form.slug}") for form in Form}
        return self._groups("", names, lambda p: p.form.slug)

    def funding(self) -> tuple[Group, ...]:
        """Return the sources of money, the largest first; they have no page of their own."""
        names: dict[str, Name] = {
            match_key(v.project.funding): v.project.funding for v in reversed(self.views)
        }
        names[""] = Word("project.no_source")
        groups = self._groups("", names, lambda p: match_key(p.funding))
        return tuple(sorted(groups, key=lambda group: -group.totals.satang))

    def months(self) -> tuple[Group, ...]:
        """Return the twelve months, each with its strategies; a project is whole in each month."""

        def months(project: Project) -> tuple[str, ...]:
            return tuple(map(month_slug, project.months))

        sums, parts = self._sums(months)
        members = self._members(months)
        groups = (
            Group(
                slug=slug,
                name=month.long_label,
                totals=sums.get(slug, NOTHING),
                projects=members[slug],
                path=page_of("months").below(slug),
                parts=_parts(parts, slug),
                month=month,
            )
            for month in self.plan.year.months
            for slug in [month_slug(month)]
        )
        inner = Inner("strategies", self._strategy_names(), lambda p: p.strategy)
        return self._divided(groups, months, inner)

    def villages(self, organization: Organization) -> tuple[Group, ...]:
        """Return every village; a project in several is whole on each one's page."""
        sums, parts = self._of_villages()
        members = self._members(lambda p: p.villages.numbers)
        left = left_rows(self._every, lambda p: p.villages.numbers)
        wide = tuple(view for view in self.views if view.project.villages.everywhere)
        wide_totals = self.area_wide()
        wide_whose = whose(Ledger([view.project for view in wide]).portions())
        return tuple(
            Group(
                slug=str(village.number),
                name=village_name(village),
                totals=sums.get(village.number, NOTHING),
                projects=members[village.number],
                path=page_of("villages").below(village.number),
                parts=_parts(parts, village.number),
                shared=wide,
                shared_totals=wide_totals,
                shared_whose=wide_whose,
                village=village,
                left=left.get(village.number, ()),
            )
            for village in organization.villages
        )

    def _of_villages(self) -> tuple[Mapping[Hashable, Totals], Mapping[Hashable, Totals]]:
        """Return what every village counts, and that by whose money it is."""
        return self.ledger.by_village(lambda p: p.villages.numbers), self.ledger.by_village(
            lambda p: ((number, portion_of(p)) for number in p.villages.numbers)
        )

    def area_wide(self) -> Totals:
        """Return the sum of the rows that are for the whole area."""
        return self.ledger.by(lambda p: p.villages.everywhere).get(True, NOTHING)

    def no_place(self, organization: Organization) -> Totals:
        """Return the sum of the rows that name no village.

        A number is no district where a province lists none.
        """
        named = bool(organization.villages) or not organization.of_districts
        sums = self.ledger.by(
            lambda p: not p.villages.everywhere and not (named and p.villages.numbers)
        )
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
        sums, parts = self._sums(lambda p: (key(p),))
        members = self._members(lambda p: (key(p),))
        # What has no page is led to from nowhere.
        left = left_rows(self._every, lambda p: (key(p),)) if folder else {}
        return tuple(
            Group(
                slug=slug,
                name=name,
                totals=sums.get(slug, NOTHING),
                projects=members[slug],
                path=page_of(folder).below(slug) if folder else "",
                parts=_parts(parts, slug),
                left=left.get(slug, ()),
            )
            for slug, name in names.items()
            if keep_empty or slug in sums or slug in left
        )

    def _strategy_names(self) -> Mapping[str, Name]:
        return {strategy.id: strategy.name for strategy in self.plan.strategies}

    def _sums(
        self, keys: Callable[[Project], Iterable[Hashable]]
    ) -> tuple[Mapping[Hashable, Totals], Mapping[Hashable, Totals]]:
        """Return a sum for each key, and for each key with whose money it is."""
        return self.ledger.by_many(keys), self.ledger.by_many(
            lambda p: ((key, portion_of(p)) for key in keys(p))
        )

    def _divided(
        self, groups: Iterable[Group], keys: Callable[[Project], Iterable[str]], inner: Inner
    ) -> tuple[Group, ...]:
        """Divide each of `groups`, whose slugs are `keys`, by `inner`."""
        sums, parts = self._sums(lambda p: ((key, inner.key(p)) for key in keys(p)))
        divided = []
        for group in groups:
            members: dict[str, list[ProjectView]] = {}
            for view in group.projects:
                members.setdefault(inner.key(view.project), []).append(view)
            subgroups = tuple(
                Group(
                    slug=slug,
                    name=name,
                    totals=sums[group.slug, slug],
                    projects=tuple(members[slug]),
                    path=page_of(inner.folder).below(slug),
                    parts=_parts(parts, (group.slug, slug)),
                )
                for slug, name in inner.names.items()
                if slug in members
            )
            divided.append(replace(group, subgroups=subgroups))
        return tuple(divided)

    def _members(
        self, keys: Callable[[Project], Iterable[Hashable]]
    ) -> defaultdict[Hashable, tuple[ProjectView, ...]]:
        gathered: dict[Hashable, list[ProjectView]] = {}
        for view in self.views:
            for key in keys(view.project):
                gathered.setdefault(key, []).append(view)
        return defaultdict(tuple, {key: tuple(views) for key, views in gathered.items()})


def _parts(sums: Mapping[Hashable, Totals], key: Hashable) -> Mapping[Portion, Totals]:
    return {portion: sums.get((key, portion), NOTHING) for portion in Portion}
