"""The law's clocks of what was announced, from the days that the open data tell."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from generator.plan.model import PostingPeriod
from generator.plan.posting import (
    Deadline,
    announcement_clock,
    plan_deadline,
    results_clock,
    results_deadline,
)
from generator.thai.fiscal import FiscalYear

Said = Mapping[str, str]


def clock_rows(year: str, notice: Said, trigger: datetime.date | None) -> Iterator[tuple[str, ...]]:
    """Yield a row for each rule that governs one row of announcements, told by code names.

    `trigger` is the day from which the plan's making is counted, None where nobody says it.
    """
    days = {key: _day(notice, key) for key in ("announced", "posted_from", "posted_until")}
    posting = PostingPeriod(**days)
    kind, edition = notice["notice"], notice["edition"]
    if kind == "results":
        clock = results_clock(_day(notice, "considered"), posting)
        last = FiscalYear(int(year)).last
        yield _row(kind, edition, "december", results_deadline(last, posting.announced))
    else:
        clock = announcement_clock(posting)
        if kind == "plan":
            yield _row(kind, edition, "make", plan_deadline(trigger, posting.announced))
    yield _row(kind, edition, "post", clock.post)
    yield _row(kind, edition, "keep", clock.keep, clock.days_short)


def _row(
    kind: str, edition: str, rule: str, one: Deadline, over: int | None = None
) -> tuple[str, ...]:
    days = one.days_late if rule != "keep" else over
    return (kind, edition, rule, *map(_text, (one.due, one.done)), _number(days), one.clause)


def _number(days: int | None) -> str:
    return "" if days is None else str(days)


def _text(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def _day(notice: Said, key: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(notice.get(key, ""))
    except ValueError:
        return None
