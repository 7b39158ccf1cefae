"""ภาพรวม: where each edition stands, what the law asks next, what is wrong, who changed what."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.desk.asked import Answer, Asked, led_to
from generator.desk.laying import Desk, told_lines
from generator.desk.office import State
from generator.desk.pages.choosing import choice_of, plans_of
from generator.machine.layout import of_year
from generator.plan.merge import Conflict
from generator.plan.model import Edition, Plan
from generator.plan.posting import Deadline, announcement_clock, results_deadline

_MOST_PROBLEMS = 12
_MOST_CHANGES = 5


@dataclass(frozen=True, slots=True)
class Lamps:
    """An edition, and how far it came: recorded in git, sent to the office's remote, shown.

    None where that cannot be known: there is no remote, or nothing was shown from here.
    """

    plan: Plan
    edition: Edition
    recorded: bool
    sent: bool | None
    shown: bool | None


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done until a day: its word, whose it is, days left (less than 0: over)."""

    word: str
    plan: Plan
    edition: int
    deadline: Deadline
    days: int


def overview(desk: Desk, asked: Asked) -> Answer:
    """Return the first page."""
    return _page(desk, asked, ())


def take_in(desk: Desk, asked: Asked) -> Answer:
    """Put what another program changed into the draft; of a cell that both changed, both."""
    conflicts = desk.office.take_in(asked.posted, choice_of(asked))
    return _page(desk, asked, conflicts) if conflicts else led_to("/draft")


def _page(desk: Desk, asked: Asked, conflicts: Sequence[Conflict]) -> Answer:
    state = desk.office.state()
    report = state.checked.report
    return desk.page(
        "overview",
        asked,
        state,
        409 if conflicts else 200,
        conflicts=conflicts,
        lamps=[*_lamps(desk, state)],
        due=sorted(_due(state, desk.office.today()), key=lambda one: one.days),
        errors=len(report.errors),
        warnings=len(report.warnings),
        problems=told_lines(report, _MOST_PROBLEMS),
        changes=desk.office.changes(_MOST_CHANGES),
    )


def _lamps(desk: Desk, state: State) -> Iterator[Lamps]:
    sent, shown = desk.office.sent_commit(), desk.office.shown_commit()
    for plan in plans_of(state):
        year = of_year(plan.year.label)
        is_kept = not any(path.startswith(f"{year}/") for path in state.draft.digests)
        for edition in plan.editions:
            yield Lamps(
                plan,
                edition,
                is_kept,
                bool(sent) and desk.office.is_same(sent, state.head, year)
                if sent is not None
                else None,
                desk.office.is_same(shown, state.head, year) if shown else None,
            )


def _due(state: State, today: datetime.date) -> Iterator[Due]:
    """Yield what is still to be done, or was not done in time."""
    for plan in plans_of(state):
        for edition in plan.editions:
            clock = announcement_clock(edition.posting, today)
            if edition.posting.announced and (clock.post.done is None or clock.post.ahead):
                yield _told("post", plan, edition.number, clock.post, today)
            if clock.keep.due and clock.keep.due >= today:
                yield _told("keep", plan, edition.number, clock.keep, today)
        if not plan.results:
            deadline = results_deadline(plan.year.last, None, today)
            if plan.year.last < today:
                yield _told("results", plan, 0, deadline, today)


def _told(word: str, plan: Plan, edition: int, deadline: Deadline, today: datetime.date) -> Due:
    assert deadline.due
    return Due(word, plan, edition, deadline, (deadline.due - today).days)
