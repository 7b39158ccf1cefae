"""The statutory clock: until when a plan must be made, posted and kept posted.

Days are counted without the first day and never roll over a holiday: the organisation is the
authority, for which the last day counts even on a holiday (พ.ร.บ. วิธีปฏิบัติราชการทางปกครอง
พ.ศ. 2539 มาตรา 64 วรรคหนึ่งและวรรคสอง). Whether that Act governs plan announcements is not
settled; this is the stricter reading. Whether a day is still ahead is told as of a day that is
given; what depends on the reader's day is for the reader's browser.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.plan.model import PostingPeriod

REGULATION = "ระเบียบกระทรวงมหาดไทยว่าด้วยการจัดทำแผนพัฒนาขององค์กรปกครองส่วนท้องถิ่น พ.ศ. 2548"


@dataclass(frozen=True, slots=True)
class Rule:
    """A statutory period in days, and the clause that sets it."""

    days: int
    clause: str

    def after(self, start: datetime.date) -> datetime.date:
        """Return the last day of the period that `start` begins; `start` itself is not counted."""
        return start + datetime.timedelta(days=self.days)


# The two statutory periods, and the third that makes the plan due.
POST_WITHIN = Rule(15, f"{REGULATION} และที่แก้ไขเพิ่มเติม ข้อ 26 (2)")
KEEP_POSTED = Rule(30, f"{REGULATION} และที่แก้ไขเพิ่มเติม ข้อ 26 (2)")
PLAN_WITHIN = Rule(30, f"{REGULATION} และที่แก้ไขเพิ่มเติม ข้อ 27")
RESULTS_POST_WITHIN = Rule(15, f"{REGULATION} แก้ไขเพิ่มเติม (ฉบับที่ 3) พ.ศ. 2561 (5)")
RESULTS_KEEP_POSTED = Rule(30, f"{REGULATION} แก้ไขเพิ่มเติม (ฉบับที่ 3) พ.ศ. 2561 (5)")
RESULTS_BY_DECEMBER = f"{REGULATION} แก้ไขเพิ่มเติม (ฉบับที่ 3) พ.ศ. 2561 (5)"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day, the day on which the thing was done, and the clause.

    `due` is None where the clock's start is not known, `done` where the act is not. `ahead` says
    that the act was still to come on the day as of which it is told: a plan, not yet a fact.
    """

    due: datetime.date | None
    done: datetime.date | None
    clause: str
    ahead: bool = False

    @property
    def days_late(self) -> int | None:
        """Days past the last day: 0 or less is within the rule; None where it cannot be said."""
        if self.due is None or self.done is None:
            return None
        return (self.done - self.due).days


@dataclass(frozen=True, slots=True)
class Clock:
    """One announcement's two duties: hang the notice in time, and keep it long enough.

    `hanging` says that its stated last day was not over on the day as of which it is told.
    """

    post: Deadline
    keep: Deadline
    hanging: bool = False

    @property
    def days_short(self) -> int | None:
        """Days missing from the period: 0 or less is long enough; None where it cannot be said."""
        if self.keep.due is None or self.keep.done is None:
            return None
        return (self.keep.due - self.keep.done).days

    @property
    def days_posted(self) -> int | None:
        """Days the notice hung, its first day not counted; None where a day is missing."""
        short = self.days_short
        return None if short is None else KEEP_POSTED.days - short

    @property
    def full_from(self) -> datetime.date | None:
        """The first day on which the period is over, however long the notice hangs."""
        return self.keep.due + datetime.timedelta(days=1) if self.keep.due else None


def announcement_clock(posting: PostingPeriod, today: datetime.date | None = None) -> Clock:
    """Return the clock of an announced plan or amendment (ข้อ 26 (2)).

    Here and below nothing is still ahead without `today`.
    """
    return _clock(posting, posting.announced, (POST_WITHIN, KEEP_POSTED), today)


def results_clock(
    proposed: datetime.date | None, posting: PostingPeriod, today: datetime.date | None = None
) -> Clock:
    """Return the clock of monitoring results; it starts when the executive proposes them."""
    start = proposed or posting.announced
    return _clock(posting, start, (RESULTS_POST_WITHIN, RESULTS_KEEP_POSTED), today)


def _clock(
    posting: PostingPeriod,
    start: datetime.date | None,
    rules: tuple[Rule, Rule],
    today: datetime.date | None,
) -> Clock:
    post, keep = rules
    first, last = posting.posted_from, posting.posted_until
    due = keep.after(first) if first else None
    # Long enough once the period is over, too short once the notice is down; the day itself counts.
    settled = min(due, last) if due and last else None
    return Clock(
        post=Deadline(
            post.after(start) if start else None, first, post.clause, _is_after(first, today)
        ),
        keep=Deadline(
            due, last, keep.clause, today is not None and settled is not None and today <= settled
        ),
        hanging=today is not None and last is not None and today <= last,
    )


def plan_deadline(
    trigger: datetime.date | None,
    announced: datetime.date | None,
    today: datetime.date | None = None,
) -> Deadline:
    """Return until when the plan had to be made after the event that calls for it (ข้อ 27)."""
    due = PLAN_WITHIN.after(trigger) if trigger else None
    return Deadline(due, announced, PLAN_WITHIN.clause, _is_after(announced, today))


def results_deadline(
    year_end: datetime.date, announced: datetime.date | None, today: datetime.date | None = None
) -> Deadline:
    """Return the last day of the December after the fiscal year, by which results are due."""
    due = datetime.date(year_end.year, 12, 31)
    return Deadline(due, announced, RESULTS_BY_DECEMBER, _is_after(announced, today))


def _is_after(day: datetime.date | None, today: datetime.date | None) -> bool:
    return day is not None and today is not None and day > today
