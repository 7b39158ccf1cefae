"""Records ready to print of how the work goes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.plan.model import (
    Plan,
    ProgressReport,
    Status,
    ToldReport,
    Totals,
    told_reports,
)
from generator.site.addresses import address, page_of
from generator.site.views.rows import Label, ProjectView
from generator.site.views.totals import Portion
from generator.thai.text import match_key

# As reports say that there is nothing to tell.
_NONE = re.compile("(?:ยัง)?ไม่(?:มี|พบ)(?:(?:ปัญหา|อุปสรรค|ข้อเสนอแนะ|และ|หรือ|/| )*)(?:ใดๆ|ใด)?")


@dataclass(frozen=True, slots=True)
class Reported:
    """A project with the latest report of it, as it was known on the day of the view.

    `told` has what it first said and the corrections known then, `later` has those made since.
    `spending` is the last report until that day that says what was spent, which may be an older
    one; `spending_corrected` is what is known of it today.
    """

    view: ProjectView
    told: ToldReport
    later: tuple[ProgressReport, ...] = ()
    spending: ProgressReport | None = None
    spending_corrected: ProgressReport | None = None

    @property
    def report(self) -> ProgressReport:
        """What the report says, corrected as far as it was known."""
        return self.told.now

    @property
    def corrected(self) -> ProgressReport:
        """What it says with the corrections made since."""
        return ToldReport(self.told.report, (*self.told.corrections, *self.later)).now

    @property
    def spent(self) -> int | None:
        """What was spent, in satang, as last stated; None where no report says."""
        return self.spending.spent if self.spending else None

    @property
    def cancelled(self) -> bool:
        """Whether the plan has the project no more, whatever was reported of it last."""
        return self.view.project.cancelled


@dataclass(frozen=True, slots=True)
class Remarks:
    """How many latest reports tell of one thing, say that there is `none`, or leave it `blank`.

    A dash tells nothing, and is blank.
    """

    told: int
    none: int
    blank: int


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """What a unit's projects reported; `spent` is of `spent_projects` alone.

    `latest` has the last report of each of them, in the plan's order.
    """

    unit: Label
    totals: Totals
    reported: int
    spent: int
    spent_projects: int
    latest: tuple[Reported, ...] = ()

    @property
    def spent_cancelled(self) -> int:
        """How many of `spent_projects` the plan has no more: they are not among those reported."""
        spent = (one for one in self.latest if one.cancelled and one.spent is not None)
        return sum(one.view.project.count for one in spent)


@dataclass(frozen=True, slots=True)
class ProgressView:
    """Where the year stands as of a day; spent money with its coverage.

    `by_status` and `not_reported` are of the plan's projects and add up to `totals`; `cancelled`
    were reported of and are in the plan no more. What was spent on these is spent, and within.
    `spent_totals` is the plan's money for the projects of which it is known what was spent.
    `rows` are the plan's as it was on the day, cancelled ones included.
    `frozen` is the day of a view that no later report changes: `corrected` are those of its
    reports that were corrected since, told beside it. `late` were to have ended before
    the day and are not reported as finished; `silent` were, too, and nothing was reported of them.
    `beyond` were reported of by then and came into the plan after it: they are in no figure here.
    """

    as_of: datetime.date | None
    frozen: datetime.date | None
    by_status: Mapping[Status, int]
    not_reported: int
    cancelled: int
    spent: int
    spent_projects: int
    spent_cancelled: int
    spent_totals: Totals
    totals: Totals
    rows: tuple[ProjectView, ...]
    latest: tuple[Reported, ...]
    late: tuple[Reported, ...]
    silent: tuple[ProjectView, ...]
    units: tuple[UnitProgress, ...]
    beyond: tuple[Reported, ...] = ()

    @property
    def spent_parts(self) -> Mapping[Portion, int]:
        """What was spent, in satang, by whose money it is; what nobody told of is not there."""
        told = [(one.view.portion, one.spent) for one in self.latest if one.spent is not None]
        whose = {portion for portion, _ in told}
        return {
            portion: sum(spent for of, spent in told if of is portion)
            for portion in Portion
            if portion in whose
        }

    @property
    def beyond_spent(self) -> int | None:
        """What was spent on those `beyond`, in satang; None where no report of them says."""
        told = [one.spent for one in self.beyond if one.spent is not None]
        return sum(told) if told else None

    @property
    def corrected(self) -> tuple[Reported, ...]:
        """Reports of the view that were corrected after its day."""
        return tuple(one for one in self.latest if one.later)

    @property
    def remarks(self) -> Mapping[str, Remarks]:
        """How many of `latest` tell problems and suggestions, by the column's code name."""
        return {
            "problem": _remarks(one.report.problem for one in self.latest),
            "suggestion": _remarks(one.report.suggestion for one in self.latest),
        }

    @property
    def remarked(self) -> tuple[Reported, ...]:
        """Those of `latest` that tell a problem or a suggestion."""
        told = (
            one
            for one in self.latest
            if remark(one.report.problem) or remark(one.report.suggestion)
        )
        return tuple(told)

    @property
    def spent_corrected(self) -> int:
        """What was spent, in satang, with the corrections made since the view's day."""
        told = (one.spending_corrected for one in self.latest)
        return sum(one.spent or 0 for one in told if one)

    @property
    def path(self) -> str:
        """The page's address below the year's folder."""
        return page_of("halves").below(self.half) if self.half else address("progress").below()

    @property
    def half(self) -> str:
        """Which half of the year it closes, in its page's address; empty where it is of today."""
        if self.frozen is None:
            return ""
        return "six-months" if self.frozen.month == 3 else "year"


def remark(text: str) -> str:
    """Return what a report says of problems or suggestions; nothing where it says of none."""
    return "" if _says_none(text) or is_blank(text) else text


def _remarks(texts: Iterable[str]) -> Remarks:
    every = list(texts)
    none, blank = sum(map(_says_none, every)), sum(map(is_blank, every))
    return Remarks(len(every) - none - blank, none, blank)


def _says_none(text: str) -> bool:
    return bool(_NONE.fullmatch(match_key(text)))


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: it is empty, or has dashes and the like alone."""
    return not any(sign.isalnum() for sign in text)


def reports_by_project(plan: Plan) -> dict[str, list[ToldReport]]:
    """Return the reports of every project in order of their dates, with what corrected them."""
    reports: dict[str, list[ToldReport]] = {}
    for one in told_reports(plan.progress):
        reports.setdefault(one.report.project, []).append(one)
    return reports
