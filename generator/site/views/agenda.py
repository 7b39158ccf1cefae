"""When notices hang and work is done: what calendars are told of a year, a village, a unit.

A year tells how much is at work in each of its months; a village and a unit tell of each project.
Of a draft nothing is told. A day that nobody wrote down is not guessed: a notice without a last day
is told of on its first, as beginning then. What has no month, or is done in the whole area, has no
occasion: how many such there are is told of the calendar itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.plan.model import PostingPeriod
from generator.site.addresses import address
from generator.site.views.records import Group, Left, YearView
from generator.site.views.rows import ProjectView
from generator.site.views.totals import Ledger
from generator.site.views.words import Name, Word
from generator.thai.fiscal import Month


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something that takes whole days, both of them included.

    `key` names it for good within its year. `told` is the day on which an edition said so, and
    `version` its number. What was `cancelled` stays, so that it goes from the calendars of readers.
    """

    key: str
    title: Name
    text: tuple[Name, ...]
    place: str
    path: str
    first: datetime.date
    last: datetime.date
    told: datetime.date
    version: int = 0
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Agenda:
    """The occasions of one thing by their days: of `entry` in the table of addresses.

    `besides` says what of it no occasion tells.
    """

    entry: str
    one: str
    title: Name
    page: str
    occasions: tuple[Occasion, ...]
    besides: tuple[Word, ...] = ()


def year_agendas(year: YearView) -> Iterator[Agenda]:
    """Yield what calendars of a year are told, of it whole and of each village and unit."""
    posted = [] if year.draft else [*_posted(year)]
    whole = _sorted([*posted, *_months(year)])
    title = Word.of("calendar.year", number=year.label)
    besides = _besides(year, year.projects)
    yield Agenda("calendar-year", "", title, address("year").path, whole, besides)
    # A project is at work in the same months wherever it is told of.
    known: dict[str, list[Occasion]] = {}
    for entry, groups in (("calendar-village", year.villages), ("calendar-unit", year.units)):
        for group in groups:
            if group.path:
                work = [] if year.draft else [*_work(year, group, known)]
                named = Word.of("calendar.group", name=group.name, number=year.label)
                all_of_it = _sorted([*posted, *work])
                besides = _besides(year, group.projects, group.shared)
                yield Agenda(entry, group.slug, named, group.path, all_of_it, besides)


def _besides(
    year: YearView, projects: Sequence[ProjectView], shared: Sequence[ProjectView] = ()
) -> tuple[Word, ...]:
    if year.draft:
        return ()
    told = {
        "calendar.no_month": sum(not view.project.months for view in projects),
        "calendar.shared": len(shared),
    }
    return tuple(Word.of(key, n=n) for key, n in told.items() if n)


def _sorted(occasions: Sequence[Occasion]) -> tuple[Occasion, ...]:
    return tuple(sorted(occasions, key=lambda one: (one.first, one.last, one.key)))


def _posted(year: YearView) -> Iterator[Occasion]:
    for edition in year.editions:
        posting, number = edition.edition.posting, edition.edition.number
        if not edition.draft:
            key, path = f"posted/{number}", address("announcements").path
            told = "calendar.posted" if posting.posted_until else "calendar.posting_begins"
            title = Word.of(told, title=edition.name)
            yield from _notice(key, title, path if not number else edition.path, posting)
    for number, one in enumerate(year.results, 1):
        key, path = f"results-posted/{number}", address("announcements").path
        ends = "results_posted" if one.results.posting.posted_until else "results_posting_begins"
        yield from _notice(key, Word(f"calendar.{ends}"), path, one.results.posting)


def _notice(key: str, title: Name, path: str, posting: PostingPeriod) -> Iterator[Occasion]:
    first, last = posting.posted_from, posting.posted_until
    if first is None:
        return
    last = last if last and last >= first else first
    yield Occasion(key, title, (), "", path, first, last, posting.announced or first)


def _told(year: YearView, number: int) -> datetime.date:
    """Return when an edition, or the next before it whose day is known, was announced."""
    for edition in year.editions[number::-1]:
        posting = edition.edition.posting
        if day := posting.announced or posting.posted_from:
            return day
    return year.plan.year.first


def _months(year: YearView) -> Iterator[Occasion]:
    if year.draft:
        return
    newest = year.editions[-1].edition.number
    starting = Ledger([view.project for view in year.projects if view.project.months]).by(
        lambda project: project.months[0]
    )
    for group in year.months:
        if group.month and group.totals.rows:
            title = Word.of("calendar.at_work", n=group.totals.projects)
            new = starting[group.month].projects if group.month in starting else 0
            text = (Word.of("calendar.starting", n=new),)
            first, last = group.month.first, group.month.last
            key, told = f"month/{first:%Y-%m}", _told(year, newest)
            yield Occasion(key, title, text, "", group.path, first, last, told, newest)


def _work(year: YearView, group: Group, known: dict[str, list[Occasion]]) -> Iterator[Occasion]:
    for view in group.projects:
        if view.id not in known:
            number = view.project.edition
            known[view.id] = [*_runs(year, view, view.project.months, number)]
        yield from known[view.id]
    for left in group.left:
        if left.cancelled:
            yield from _cancelled(year, left)


def _cancelled(year: YearView, left: Left) -> Iterator[Occasion]:
    stated = [one.project.months for one in left.view.history if one.project.months]
    months = stated[-1] if stated else ()
    yield from _runs(year, left.view, months, left.edition, cancelled=True)


def _runs(
    year: YearView,
    view: ProjectView,
    months: Sequence[Month],
    number: int,
    *,
    cancelled: bool = False,
) -> Iterator[Occasion]:
    """Yield an occasion for months that follow each other; those after a pause are another."""
    places = sorted({one.year * 12 + one.month - 1 for one in months})
    runs = groupby(enumerate(places), key=lambda one: one[1] - one[0])
    told, project = _told(year, number), view.project
    text = (Word("feed.cancelled"),) if cancelled else ()
    for count, (_, some) in enumerate(runs):
        run = [Month(place // 12, place % 12 + 1) for _, place in some]
        yield Occasion(
            f"work/{view.id}/{count}",
            project.name,
            (*text, view.unit.name),
            project.place,
            view.path,
            run[0].first,
            run[-1].last,
            told,
            number,
            cancelled,
        )
