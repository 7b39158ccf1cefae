"""What a year tells besides its rows, and how it changes: reports, announcements, papers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.machine.layout import of_year
from generator.plan.fields import report_key, stated_report
from generator.plan.model import MASK, Document, Edition, Plan, ProgressReport, Results
from generator.plan.notice import DOCUMENT, facts_of
from generator.plan.record import day_text

# Of the number of an edition: the monitoring results, which belong to none.
RESULTS = -1
_SPAN = ("announced", "posted_from", "posted_until")


@dataclass(frozen=True, slots=True)
class ReportChange:
    """A report of progress that is new, gone (`after` None) or other than it was.

    `name` is the project's, `columns` are the code names of what differs.
    """

    project: str
    name: str
    before: ProgressReport | None
    after: ProgressReport | None
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeChange:
    """What an announcement says otherwise: `what` of which strategy or paper (`name`).

    Texts are as records write them: days as digits, papers by digest; empty where nothing is said.
    """

    edition: int
    what: str
    name: str
    before: str
    after: str


def report_changes(before: Plan | None, after: Plan | None) -> tuple[ReportChange, ...]:
    """Return one change for each report that differs, in the order of the files."""
    names = {row.id: row.name for plan in (before, after) if plan for row in plan.projects}
    old, new = _reports(before), _reports(after)
    found = []
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        columns = _differing(was, now)
        if columns or was is None or now is None:
            project = key[0]
            found.append(ReportChange(project, names.get(project, ""), was, now, columns))
    return tuple(found)


def _reports(plan: Plan | None) -> dict[tuple[str, str, str], ProgressReport]:
    return {report_key(stated_report(one)): one for one in (plan.progress if plan else ())}


def _differing(was: ProgressReport | None, now: ProgressReport | None) -> tuple[str, ...]:
    if was is None or now is None:
        return ()
    old, new = stated_report(was), stated_report(now)
    return tuple(code for code, text in new.items() if old.get(code, "") != text)


def notice_changes(
    before: tuple[Plan | None, Mapping[str, str]], after: tuple[Plan | None, Mapping[str, str]]
) -> tuple[NoticeChange, ...]:
    """Return what two plans of one year announce differently; each comes with its papers' digests.

    Of a year that is not on both sides nothing is told: all of it is new, or gone.
    """
    (old, old_digests), (new, new_digests) = before, after
    if old is None or new is None:
        return ()
    was, now = dict(_facts(old, old_digests)), dict(_facts(new, new_digests))
    found = (
        NoticeChange(*key, was.get(key, ""), now.get(key, ""))
        for key in sorted(dict.fromkeys((*was, *now)), key=_order)
    )
    # What was covered since would be quoted where it is told that it is gone.
    return tuple(one for one in found if one.before != one.after and MASK not in one.after)


_Key = tuple[int, str, str]


def _order(key: _Key) -> tuple[bool, int]:
    """By edition, the results last; within one in the order in which it is said."""
    return key[0] == RESULTS, key[0]


def _facts(plan: Plan, digests: Mapping[str, str]) -> Iterator[tuple[_Key, str]]:
    for edition in plan.editions:
        for (what, name), text in facts_of(plan, edition, digests).items():
            yield (edition.number, what, name), text
        yield from _days(edition.number, "", edition)
        if edition.posted_at:
            yield (edition.number, "posted_at", ""), " · ".join(edition.posted_at)
    for number, results in enumerate(plan.results, start=1):
        yield from _days(RESULTS, str(number), results)
        yield from _papers(plan, results.documents, digests)


def _days(number: int, name: str, one: Edition | Results) -> Iterator[tuple[_Key, str]]:
    days: dict[str, datetime.date | None] = {
        what: getattr(one.posting, what) for what in _SPAN[: 3 if number == RESULTS else 1]
    }
    days["proposed" if isinstance(one, Results) else "web_from"] = (
        one.proposed if isinstance(one, Results) else one.web_from
    )
    yield from (((number, what, name), day_text(day)) for what, day in days.items() if day)


def _papers(
    plan: Plan, papers: Iterable[Document], digests: Mapping[str, str]
) -> Iterator[tuple[_Key, str]]:
    for paper in papers:
        digest = digests.get(of_year(plan.year.label, paper.file), "")
        yield (RESULTS, DOCUMENT, paper.file), digest
