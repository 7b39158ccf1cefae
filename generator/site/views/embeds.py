"""What small pages for other sites tell: of a project, a village, a year, also of sealed years.

They stand on entries, which a living plan gives and a seal tells, so that every year has them and
no sealed byte changes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.archive import SealedYear
from generator.plan.compare import Entry
from generator.plan.model import NOTHING, ProgressReport, Status, Totals
from generator.site.addresses import page_of
from generator.site.views.records import SiteView, YearView
from generator.site.views.totals import Ledger, Portion, Whose, cancelled_of, portion_of, whose
from generator.site.views.words import Name

# A village's page tells of so many projects, those with the most money; a year's of strategies.
MOST = 5


@dataclass(frozen=True, slots=True)
class EmbedProject:
    """A project; `report` is the newest one, None where none is there or the year is sealed."""

    entry: Entry
    path: str
    report: ProgressReport | None = None


@dataclass(frozen=True, slots=True)
class EmbedVillage:
    """A village with its sum, a row being one in each village; the largest `projects` first.

    `gone` counts its rows that were cancelled.
    """

    slug: str
    name: Name
    path: str
    totals: Totals
    whose: Whose
    projects: tuple[EmbedProject, ...]
    gone: int = 0

    @property
    def more(self) -> int:
        """How many projects are not among those that are shown."""
        return self.totals.rows - len(self.projects)


@dataclass(frozen=True, slots=True)
class EmbedYear:
    """A year's figures and all that small pages of it tell.

    `announced` is when the newest edition in force was, `edition` which one: `amended`, the `plan`
    itself, or the `first` of a sealed year, which does not tell whether others followed. `done` is
    None where nobody reported. `gone` counts the projects that were cancelled.
    """

    label: str
    title: str
    announced: datetime.date | None
    edition: str
    draft: bool
    totals: Totals
    whose: Whose
    strategies: tuple[tuple[Name, Totals, Whose], ...]
    villages: tuple[EmbedVillage, ...]
    projects: tuple[EmbedProject, ...]
    done: int | None = None
    as_of: datetime.date | None = None
    gone: int = 0


def embed_years(site: SiteView) -> Iterator[EmbedYear]:
    """Yield every year of the site, newest first."""
    for year in site.all_years:
        yield _sealed(year) if isinstance(year, SealedYear) else _living(year)


def _living(year: YearView) -> EmbedYear:
    projects = [
        EmbedProject(view.history[-1].after, view.path, view.last_report)
        for view in (*year.projects, *year.cancelled)
    ]
    villages = [(one.slug, one.name, one.path) for one in year.villages]
    return EmbedYear(
        label=year.label,
        title=year.plan.title,
        announced=year.editions[-1].edition.posting.announced,
        edition="amended" if len(year.editions) > 1 else "plan",
        draft=year.draft,
        totals=year.totals,
        whose=year.whose,
        strategies=tuple((one.name, one.totals, one.whose) for one in year.strategies),
        villages=_villages(villages, projects),
        projects=tuple(projects),
        done=year.progress.by_status[Status.DONE] if year.progress.as_of else None,
        as_of=year.progress.as_of,
        gone=cancelled_of(one.entry for one in projects),
    )


def _sealed(year: SealedYear) -> EmbedYear:
    closed = year.closed
    projects = [EmbedProject(one, page_of("rows").below(one.id)) for one in closed.entries]
    groups: dict[str, list[tuple[str, str, str, Totals]]] = {}
    for one in closed.groups:
        groups.setdefault(one.kind, []).append((one.slug, one.name, one.path, one.totals))
    villages = [one[:3] for one in groups.get("villages", []) if one[0].isdecimal() and one[2]]
    return EmbedYear(
        label=year.label,
        title=closed.title,
        announced=closed.announced,
        edition="first",
        draft=False,
        totals=closed.totals,
        whose=whose(Ledger(closed.entries).portions()),
        strategies=tuple(
            (name, totals, _whose_of(name, closed.entries))
            for _, name, _, totals in groups.get("strategies", [])
        ),
        villages=_villages(villages, projects),
        projects=tuple(projects),
        gone=cancelled_of(closed.entries),
    )


def _whose_of(strategy: str, entries: Iterable[Entry]) -> Whose:
    return whose(Ledger([one for one in entries if one.strategy == strategy]).portions())


def _villages(
    groups: Iterable[tuple[str, Name, str]], projects: Sequence[EmbedProject]
) -> tuple[EmbedVillage, ...]:
    ledger = Ledger([one.entry for one in projects])
    sums = ledger.by_village(lambda entry: entry.villages)
    parts = {
        portion: Ledger([one for one in ledger.projects if portion_of(one) is portion]).by_village(
            lambda entry: entry.villages
        )
        for portion in Portion
    }
    members = _members(projects)
    return tuple(
        EmbedVillage(
            slug=slug,
            name=name,
            path=path,
            totals=sums.get(int(slug), NOTHING),
            whose=whose({kind: one.get(int(slug), NOTHING) for kind, one in parts.items()}),
            projects=tuple(sorted(members.get(int(slug), []), key=_by_money)[:MOST]),
            gone=cancelled_of(one.entry for one in projects if int(slug) in one.entry.villages),
        )
        for slug, name, path in groups
    )


def _members(projects: Iterable[EmbedProject]) -> Mapping[int, list[EmbedProject]]:
    found: dict[int, list[EmbedProject]] = {}
    for one in projects:
        for number in () if one.entry.cancelled else one.entry.villages:
            found.setdefault(number, []).append(one)
    return found


def _by_money(one: EmbedProject) -> tuple[bool, int]:
    return one.entry.satang is None, -(one.entry.satang or 0)
