"""A project's own history: its wordings within a year, and itself in other years."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from generator.archive.facts import ClosedYear
from generator.plan.compare import changed_fields, entry_of
from generator.plan.model import Budget, Organization, Plan, Portal, Project
from generator.site.views.rows import OtherYear, Version


def versions(plan: Plan, organization: Organization) -> Mapping[str, tuple[Version, ...]]:
    """Return every project's wordings in the order of the editions."""
    found: dict[str, list[Version]] = {}
    for edition in plan.editions:
        for row in edition.rows:
            steps = found.setdefault(row.id, [])
            after = entry_of(row, plan, organization)
            before = steps[-1].after if steps else None
            changed = changed_fields(before, after) if before and not row.cancelled else ()
            steps.append(Version(before, after, changed, row))
    return {project: tuple(steps) for project, steps in found.items()}


class Lineage:
    """Which projects of other years are the same, as the plans state it."""

    def __init__(
        self, portal: Portal, closed: Iterable[ClosedYear] = (), drafts: Collection[int] = ()
    ) -> None:
        """Index the current rows of every year by id, those of closed years too.

        The plans of the years `drafts` are not announced.
        """
        self._rows: dict[str, OtherYear] = {}
        self._next: dict[str, list[str]] = {}
        for entry in chain.from_iterable(year.entries for year in closed):
            budget = Budget(entry.budget, entry.satang)
            self._add(OtherYear(str(entry.year), entry.id, entry.name, budget, entry.continues))
        for plan in portal.plans:
            for row in plan.projects:
                year = plan.year.label
                draft = plan.year.year in drafts
                self._add(OtherYear(year, row.id, row.name, row.budget, row.continues, draft))

    def _add(self, row: OtherYear) -> None:
        self._rows[row.id] = row
        if row.continues and row.continues != row.id:
            self._next.setdefault(row.continues, []).append(row.id)

    def of(self, project: Project) -> tuple[OtherYear, ...]:
        """Return what it continues and what continues it, the oldest first."""
        earlier = list(self._earlier(project))
        later = list(self._later(project.id, {project.id}))
        return (*reversed(earlier), *later)

    def _earlier(self, project: Project) -> Iterator[OtherYear]:
        seen, continues = {project.id}, project.continues
        while continues in self._rows and continues not in seen:
            found = self._rows[continues]
            seen.add(continues)
            yield found
            continues = found.continues

    def _later(self, project: str, seen: set[str]) -> Iterator[OtherYear]:
        for following in self._next.get(project, ()):
            if following not in seen:
                seen.add(following)
                yield self._rows[following]
                yield from self._later(following, seen)
