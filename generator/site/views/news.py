"""What happened to a plan, newest first: what feed readers are told of a year, a village, a unit.

A piece of news is of the day that the plan itself gives: announced, reported. No draft is news, nor
is what is still to come, nor what no day is known of: a later announcement tells of it. A year, and
the site, tell of a round of reports once; a village and a unit of each project that was finished or
cancelled, too.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.archive import SealedYear
from generator.plan.model import Project, Status, ToldReport
from generator.site.addresses import address
from generator.site.views.groups import unit_slug
from generator.site.views.records import Group, ResultsView, SiteView, YearView
from generator.site.views.rows import EditionView, ProjectView, Version
from generator.site.views.words import Name, Word
from generator.thai.numbers import format_baht

# A feed tells of so many things, the newest; a list within one of so many projects.
MOST, MOST_NAMES = 40, 10
_BETWEEN = "•"
# What an amendment does to a row, in the order in which readers are told.
_KINDS = ("feed.come", "feed.altered", "feed.gone", "feed.moved")
_Within = Callable[[Project], bool]


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened on a `day`; `updated` is when what is told of it last changed.

    `key` names it for good within its year: no title and no address is part of it. `title` and
    `text` are lines: a name from the plan has one of its own. `path` is below the year's folder.
    """

    year: str
    key: str
    kind: str
    day: datetime.date
    title: tuple[Name, ...]
    text: tuple[Name, ...]
    path: str
    updated: datetime.date


@dataclass(frozen=True, slots=True)
class Feed:
    """News of one thing, newest first: of `entry` in the table of addresses, for `one` of each.

    `folder` is the year's, empty for the site; `page` is what people read of it, below that. It
    stands `since` a day, which is told where there is no news yet.
    """

    entry: str
    folder: str
    one: str
    title: Name
    page: str
    news: tuple[News, ...]
    since: datetime.date

    @property
    def updated(self) -> datetime.date:
        """When the last of its news was told, or told anew."""
        return max((one.updated for one in self.news), default=self.since)


def year_feeds(year: YearView) -> Iterator[Feed]:
    """Yield the feeds of a year: its own, that of its announcements, of each village and unit."""
    made, first, title = _of_year(year), year.plan.year.first, {"number": year.label}
    announced = [one for one in made if one.kind == "announced"]
    page = address("announcements").path
    named = Word.of("feed.year", **title), Word.of("feed.announcements", **title)
    yield Feed("feed-year", year.label, "", named[0], address("year").path, _newest(made), first)
    yield Feed("feed-announcements", year.label, "", named[1], page, _newest(announced), first)
    for entry, kind, groups in (
        ("feed-village", "villages", year.villages),
        ("feed-unit", "units", year.units),
    ):
        for group in filter(lambda one: one.path, groups):
            of = Word.of("feed.group", name=group.name, number=year.label)
            told = () if year.draft else _newest(_of_group(year, kind, group))
            yield Feed(entry, year.label, group.slug, of, group.path, told, first)


def site_feed(site: SiteView) -> Feed:
    """Return what happened to the plans of all years; a sealed one tells when it was announced."""
    made = [one for year in site.years for one in _of_year(year)]
    made += [_closed(one, one.announced) for one in site.sealed if one.announced]
    title = Word.of("feed.site", organization=site.organization.name)
    first = site.current.plan.year.first
    return Feed("feed-site", "", "", title, address("home").path, _newest(made), first)


def _newest(news: Iterable[News]) -> tuple[News, ...]:
    told = sorted(news, key=lambda one: one.key)
    return tuple(sorted(told, key=lambda one: (one.day, one.year), reverse=True)[:MOST])


def _closed(year: SealedYear, day: datetime.date) -> News:
    title: tuple[Name, ...] = (Word("feed.announced"), year.closed.title)
    text = (Word.of("feed.has", n=year.totals.projects, money=_baht(year.totals.satang)),)
    path = address("year").path
    return News(year.label, "edition/0", "announced", day, title, text, path, day)


def _of_year(year: YearView) -> list[News]:
    if year.draft:
        return []
    rows = (*year.projects, *year.cancelled)
    found = [*_editions(year, rows, "", lambda _: True)]
    found += [_round(year, "", day, told) for day, told in _rounds(rows).items()]
    return [*found, *_results(year)]


def _of_group(year: YearView, kind: str, group: Group) -> Iterator[News]:
    """Yield what happened to the rows of a village or a unit, those that left it included."""
    rows = [*group.projects, *(one.view for one in group.left)]

    def within(row: Project) -> bool:
        if kind == "villages":
            return int(group.slug) in row.villages.numbers
        return unit_slug(row) == group.slug

    prefix = f"{kind}/{group.slug}/"
    yield from _editions(year, rows, prefix, within)
    for day, told in _rounds(group.projects).items():
        yield _round(year, prefix, day, told)
    yield from (one for view in group.projects for one in _done(year, view))
    for left in group.left:
        announced = _day(year.editions[left.edition])
        if left.cancelled and announced:
            title: tuple[Name, ...] = (Word("feed.cancelled"), left.view.project.name)
            text = (Word("feed.by"), year.editions[left.edition].name)
            key = f"cancelled/{left.view.id}/{left.edition}"
            path = left.view.path
            yield News(year.label, key, "cancelled", announced, title, text, path, announced)


def _editions(
    year: YearView, rows: Sequence[ProjectView], prefix: str, within: _Within
) -> Iterator[News]:
    for edition in year.editions:
        number, day = edition.edition.number, _day(edition)
        if edition.draft or day is None:
            continue
        text = _announced(edition, rows, prefix, within) if not number else ()
        text = text or tuple(_changes(rows, number, within))
        if number and not text:
            continue
        key = f"{prefix}edition/{number}"
        title: tuple[Name, ...] = (Word("feed.amended" if number else "feed.announced"),)
        told = (*text, *_posted(edition))
        path = edition.path if number else address("year").path
        told_of = (*title, edition.name)
        yield News(year.label, key, "announced", day, told_of, told, path, day)


def _day(edition: EditionView) -> datetime.date | None:
    return edition.edition.posting.announced or edition.edition.posting.posted_from


def _announced(
    edition: EditionView, rows: Sequence[ProjectView], prefix: str, within: _Within
) -> tuple[Name, ...]:
    if not prefix:
        totals = edition.totals
        return (Word.of("feed.has", n=totals.projects, money=_baht(totals.satang)),)
    first = (view.history[0].project for view in rows if view.history)
    count = sum(not row.edition and within(row) for row in first)
    return (Word.of("feed.has_rows", n=count),)


def _posted(edition: EditionView) -> Iterator[Name]:
    told = edition.edition.posting
    if told.posted_from:
        yield Word.of("feed.posted_from", day=told.posted_from)
    if told.posted_from and told.posted_until:
        yield Word.of("feed.posted_until", day=told.posted_until)


def _changes(rows: Iterable[ProjectView], number: int, within: _Within) -> Iterator[Name]:
    """Yield what an amendment did to rows, as readers count: with the first names of each kind."""
    found: dict[str, list[str]] = {key: [] for key in _KINDS}
    for view in rows:
        for before, version in zip((None, *view.history), view.history, strict=False):
            if version.project.edition == number and (kind := _kind(before, version, within)):
                found[kind].append(version.project.name)
    for kind, names in found.items():
        yield from _listed(Word.of(kind, n=len(names)), names)


def _kind(before: Version | None, now: Version, within: _Within) -> str:
    was = before is not None and not before.project.cancelled and within(before.project)
    if now.project.cancelled:
        return "feed.gone" if was else ""
    here = within(now.project)
    if was and here:
        return "feed.altered"
    return "feed.come" if here else "feed.moved" if was else ""


def _listed(head: Name, names: Sequence[str]) -> Iterator[Name]:
    if not names:
        return
    yield head
    for place, name in enumerate(names[:MOST_NAMES]):
        yield from ((_BETWEEN, name) if place else (name,))
    if len(names) > MOST_NAMES:
        yield Word.of("feed.more", n=len(names) - MOST_NAMES)


_Told = tuple[ProjectView, ToldReport]


def _rounds(rows: Iterable[ProjectView]) -> dict[datetime.date, list[_Told]]:
    """Return the reports of each day; a correction counts with what it corrects."""
    found: dict[datetime.date, list[_Told]] = {}
    for view in rows:
        for told in view.reports:
            found.setdefault(told.report.date, []).append((view, told))
    return found


def _round(year: YearView, prefix: str, day: datetime.date, told: Sequence[_Told]) -> News:
    by_status: dict[Status, list[str]] = {}
    for view, one in told:
        by_status.setdefault(one.now.status, []).append(view.project.name)
    lines: list[Name] = [Word.of("feed.reported_of", n=len(told))]
    for status in Status:
        names = by_status.get(status, [])
        lines += _listed(Word.of("feed.status", status=status.thai, n=len(names)), names)
    return News(
        year.label,
        f"{prefix}reports/{day.isoformat()}",
        "reported",
        day,
        (Word.of("feed.reported", day=day),),
        tuple(lines),
        address("progress").path,
        max(_updated(one) for _, one in told),
    )


def _updated(told: ToldReport) -> datetime.date:
    return max((told.report.date, *(one.date for one in told.corrections)))


def _done(year: YearView, view: ProjectView) -> Iterator[News]:
    """Yield that a project is finished: of the first report of those, to the last, that say so."""
    first: ToldReport | None = None
    for told in view.reports:
        first = (first or told) if told.now.status is Status.DONE else None
    if first is None:
        return
    day, result = first.report.date, first.now.result
    title: tuple[Name, ...] = (Word("feed.done"), view.project.name)
    text, updated = (result,) if result else (), _updated(first)
    yield News(year.label, f"done/{view.id}", "done", day, title, text, view.path, updated)


def _results(year: YearView) -> Iterator[News]:
    for number, one in enumerate(year.results, 1):
        day = _results_day(one)
        if day is not None:
            title = (Word("feed.results"), year.plan.title)
            path = address("announcements").path
            yield News(year.label, f"results/{number}", "results", day, title, (), path, day)


def _results_day(one: ResultsView) -> datetime.date | None:
    posting = one.results.posting
    if posting.announced:
        return None if one.deadline.ahead else posting.announced
    return None if one.clock.post.ahead else posting.posted_from


def _baht(satang: int) -> Word:
    return Word.of("feed.baht", number=format_baht(satang))
