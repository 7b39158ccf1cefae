"""What the yearly assessment of transparency (ITA, OIT) looks for in a year, and what it misses.

All counts are of the plan's rows and of what staff wrote down; a dash is as blank as a blank. What
is due on a day that is still to come is missed by nobody.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence

from generator.plan.model import BudgetKind, ProgressReport, Status
from generator.site.addresses import address
from generator.site.views.assessment_papers import papers
from generator.site.views.assessment_records import (
    OLD,
    PLAN,
    PROGRESS,
    RESULTS,
    Assessment,
    Block,
    Lacking,
    Sought,
)
from generator.site.views.progress_records import is_blank
from generator.site.views.records import ResultsView, YearView
from generator.site.views.rows import EditionView, Label, ProjectView
from generator.site.views.totals import Ledger
from generator.site.views.words import Word

_WITHOUT_MONEY = (BudgetKind.NO_BUDGET, BudgetKind.ZERO)
_FINISHED = (Status.DONE, Status.CANCELLED)


def assessment(year: YearView, today: datetime.date | None) -> Assessment:
    """Return what is there and what is missed, as far as it is due before `today`.

    Without `today` every day counts as over.
    """
    newest = year.progress.as_of
    return Assessment(
        {
            PLAN: _block(year, PLAN, _plan_sought(year), _plan_lacking(year)),
            PROGRESS: _block(
                year, PROGRESS, _progress_sought(year), _progress_lacking(year, today)
            ),
            RESULTS: _block(year, RESULTS, _results_sought(year), _results_lacking(year, today)),
        },
        newest + OLD + datetime.timedelta(days=1) if newest else None,
    )


def _block(
    year: YearView, name: str, sought: Iterable[Sought], lacking: Iterable[Lacking]
) -> Block:
    found = tuple(one for one in lacking if one.rows or one.places)
    return Block(name, year.plan.ita.get(name, ""), tuple(sought), found, papers(year, name))


# The plan: what it says of each project, and how it was announced.


def _plan_sought(year: YearView) -> Iterable[Sought]:
    all_, day = year.totals.projects, year.announced
    table = Label(Word.of("search.table_title", year=year.label), address("table").below())
    data = (Label(Word("data.rows_file"), address("data-excel").below("projects")),)
    stated = Label(Word("data.stated"), f"{address('year-data').below()}#stated")
    yield Sought("projects", all_, all_, "projects", table, day, data)
    yield Sought(
        "budget",
        year.totals.covered,
        all_,
        at=_overview("year.strategies", "strategies"),
        day=day,
        evidence=(stated, *data) if year.comparisons else data,
    )
    when = _overview("year.calendar", "calendar")
    yield Sought("months", all_ - year.no_months.projects, all_, at=when, day=day, evidence=data)
    board = _announcements()
    signed = [one for one in year.editions if one.edition.documents]
    yield Sought(
        "announced",
        sum(1 for one in year.editions if one.edition.posting.announced and not one.draft),
        len(year.editions),
        "editions",
        board,
        day,
        tuple(Label(paper.title, paper.file) for one in signed for paper in one.edition.documents),
    )
    yield Sought(
        "posted",
        sum(1 for one in year.editions if _is_posted(one)),
        len(year.editions),
        "editions",
        board,
        year.editions[0].edition.posting.posted_from,
        tuple(_photographs(year.editions)),
    )


def _overview(words: str, part: str) -> Label:
    return Label(Word(words), f"{address('year').below()}#{part}")


def _announcements(part: str = "") -> Label:
    return Label(Word("announcements.title"), address("announcements").below() + part)


def _photographs(editions: Iterable[EditionView]) -> Iterable[Label]:
    for one in editions:
        for number, file in enumerate(one.edition.evidence, start=1):
            yield Label(Word.of("announcements.photograph", n=number), file)


def _is_posted(one: EditionView) -> bool:
    told = one.edition.posting
    return bool(told.posted_from and told.posted_until)


def _plan_lacking(year: YearView) -> Iterable[Lacking]:
    editions, rows = year.editions, year.projects
    out = [one for one in editions if not one.draft]
    empty = (_overview("year.strategies", "strategies"),) * (not rows)
    yield Lacking("projects", places=empty)
    yield _editions("unannounced", editions, lambda one: not one.edition.posting.announced)
    yield _editions("made-late", out, lambda one: (one.plan_deadline.days_late or 0) > 0)
    yield _editions("unposted", out, lambda one: not _is_posted(one))
    yield _editions("posted-late", out, lambda one: (one.clock.post.days_late or 0) > 0)
    yield _editions("posted-short", out, lambda one: (one.clock.days_short or 0) > 0)
    yield _editions("unsigned", out, lambda one: not one.edition.documents)
    yield _editions("unseen", out, lambda one: not (one.edition.evidence or one.clock.post.ahead))
    yield _rows("months", rows, lambda view: not view.project.months)
    yield _rows("amount", rows, lambda view: view.project.budget.kind is BudgetKind.NOT_STATED)
    yield _rows("unit", rows, lambda view: is_blank(view.project.unit))
    yield _rows("place", rows, _has_no_place)
    yield _rows("source", rows, lambda view: _needs_money(view) and is_blank(view.project.funding))


def _needs_money(view: ProjectView) -> bool:
    return view.project.budget.kind not in _WITHOUT_MONEY


def _has_no_place(view: ProjectView) -> bool:
    where = view.project.villages
    return is_blank(view.project.place) and not (where.numbers or where.everywhere)


def _editions(
    name: str, some: Iterable[EditionView], missed: Callable[[EditionView], bool]
) -> Lacking:
    places = (
        Label(one.name, _announcements(f"#edition-{one.edition.number}").path)
        for one in some
        if missed(one)
    )
    return Lacking(name, places=tuple(places))


def _rows(name: str, some: Iterable[ProjectView], missed: Callable[[ProjectView], bool]) -> Lacking:
    return Lacking(name, tuple(view for view in some if missed(view)))


# Progress and results: what the newest report of each project says.


def _reports(year: YearView) -> list[tuple[ProjectView, ProgressReport]]:
    """Return the newest report of each project that the plan still has."""
    return [(view, view.last_report) for view in year.projects if view.last_report]


def _of(
    name: str,
    some: Iterable[tuple[ProjectView, ProgressReport]],
    missed: Callable[[ProgressReport], bool],
) -> Lacking:
    return Lacking(name, tuple(view for view, report in some if missed(report)))


def _count(some: Iterable[ProjectView]) -> int:
    return Ledger([view.project for view in some]).total().projects


def _with(
    some: Sequence[tuple[ProjectView, ProgressReport]], has: Callable[[ProgressReport], bool]
) -> tuple[int, int]:
    """Return of how many projects the report has something, and how many are reported of."""
    return _count(view for view, report in some if has(report)), _count(view for view, _ in some)


def _spends(view: ProjectView, report: ProgressReport) -> bool:
    """Whether somebody who reads the report asks what was spent."""
    return _needs_money(view) and report.status is not Status.CANCELLED


def _asked(year: YearView) -> list[tuple[ProjectView, ProgressReport]]:
    """Return the reports that say what was spent, where none does the newest ones."""
    asked = (view for view, report in _reports(year) if _spends(view, report))
    told = ((view, view.spending or view.last_report) for view in asked)
    return [(view, report) for view, report in told if report]


def _progress_sought(year: YearView) -> Iterable[Sought]:
    all_, told, day = year.totals.projects, year.progress, year.progress.as_of
    proven = _count(view for view, report in _reports(year) if not is_blank(report.evidence))
    latest = Label(Word("progress.latest"), f"{told.path}#latest") if day else None
    units = Label(Word("progress.units"), f"{told.path}#units") if day else None
    evidence = (Label(Word.of("ita.proven", n=proven)),) if proven else ()
    yield Sought("progress", all_ - told.not_reported, all_, "projects", latest, day, evidence)
    spent = _with(_asked(year), lambda report: report.spent is not None)
    yield Sought("spent", *spent, at=units, day=day)
    yield _half(year, "six-months")


def _half(year: YearView, half: str) -> Sought:
    """Return the report that closes a half of the year."""
    there = [one for one in year.frozen if one.half == half]
    day = dict(year.halves)[half]
    at = Label(Word("ita.open"), there[0].path) if there else None
    return Sought(half, len(there), 1, "one", at, day if there else None, due=day)


def _progress_lacking(year: YearView, today: datetime.date | None) -> Iterable[Lacking]:
    newest = year.progress.as_of
    yield _rows("report", year.projects, lambda view: view.last_report is None)
    yield _of(
        "old",
        _reports(year),
        lambda one: bool(newest and newest - one.date > OLD) and one.status not in _FINISHED,
    )
    yield _of("spent", _asked(year), lambda one: one.spent is None)
    yield _closing(year, "six-months", today)


def _closing(year: YearView, half: str, today: datetime.date | None) -> Lacking:
    """Return that a closing report is missed, once its day is over."""
    day = dict(year.halves)[half]
    there = any(one.half == half for one in year.frozen)
    missed = not there and _is_over(day, today)
    return Lacking(half, places=(Label(Word("progress.title"), year.progress.path),) * missed)


def _is_over(day: datetime.date, today: datetime.date | None) -> bool:
    return today is None or day < today


def _results_sought(year: YearView) -> Iterable[Sought]:
    told = _reports(year)
    done = [(view, report) for view, report in told if report.status is Status.DONE]
    # Counts are of the newest reports, which that page shows; what closed the year stands below.
    for name, part, some, has in (
        ("result", "latest", done, lambda one: not is_blank(one.result)),
        ("spending", "units", _asked(year), lambda one: one.spent is not None),
        ("problem", "problems", told, lambda one: not is_blank(one.problem)),
        ("suggestion", "problems", told, lambda one: not is_blank(one.suggestion)),
    ):
        at = Label(Word(f"progress.{part}"), f"{year.progress.path}#{part}") if told else None
        yield Sought(name, *_with(some, has), at=at, day=year.progress.as_of)
    yield _half(year, "year")
    out = [one for one in year.results if one.results.posting.announced]
    signed = [paper for one in year.results for paper in one.results.documents]
    yield Sought(
        "published",
        min(len(out), 1),
        1,
        "one",
        _announcements("#results"),
        out[0].results.posting.announced if out else None,
        tuple(Label(paper.title, paper.file) for paper in signed),
        year.results_due,
    )


def _results_lacking(year: YearView, today: datetime.date | None) -> Iterable[Lacking]:
    told, results = _reports(year), year.results
    yield _of("result", told, lambda one: one.status is Status.DONE and is_blank(one.result))
    yield _of("problem", told, lambda one: is_blank(one.problem))
    yield _of("suggestion", told, lambda one: is_blank(one.suggestion))
    yield _closing(year, "year", today)
    unpublished = not results and _is_over(year.results_due, today)
    yield Lacking("published", places=(_announcements("#results"),) * unpublished)
    yield _announced("results-undated", results, lambda one: not _is_dated(one))
    yield _announced("results-december", results, lambda one: (one.deadline.days_late or 0) > 0)
    yield _announced("results-late", results, lambda one: (one.clock.post.days_late or 0) > 0)
    yield _announced("results-short", results, lambda one: (one.clock.days_short or 0) > 0)
    yield _announced("results-unsigned", results, lambda one: not one.results.documents)


def _is_dated(one: ResultsView) -> bool:
    told = one.results.posting
    return bool(told.announced and told.posted_from and told.posted_until)


def _announced(
    name: str, some: Sequence[ResultsView], missed: Callable[[ResultsView], bool]
) -> Lacking:
    at = Label(Word("results.heading"), _announcements("#results").path)
    return Lacking(name, places=tuple(at for one in some if missed(one)))
