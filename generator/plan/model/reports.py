"""Reports of progress as they count: a correction is a row of its own, and what it says counts.

A correction is told on its day and is of the day that it names. So a view of what was known on a
day knows the corrections made by then, and a view of today knows all.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.plan.model.project import ProgressReport


@dataclass(frozen=True, slots=True)
class ToldReport:
    """A report with what corrected it, oldest first; a correction may correct another one."""

    report: ProgressReport
    corrections: tuple[ProgressReport, ...] = ()

    @property
    def now(self) -> ProgressReport:
        """What counts: the report of its day, with every correction; a blank cell is unchanged."""
        told = self.report
        for one in self.corrections:
            more = dict(told.more) | {code: text for code, text in one.more if text}
            told = replace(
                told,
                status=one.status,
                percent=one.percent or told.percent,
                spent=told.spent if one.spent is None else one.spent,
                result=one.result or told.result,
                problem=one.problem or told.problem,
                suggestion=one.suggestion or told.suggestion,
                evidence=one.evidence or told.evidence,
                more=tuple(more.items()),
            )
        return told

    def by(self, day: datetime.date) -> ToldReport:
        """Return the report as it was known at the end of a day."""
        return ToldReport(self.report, tuple(one for one in self.corrections if one.date <= day))


def last_spent(told: Iterable[ToldReport]) -> ProgressReport | None:
    """Return the last report that says what was spent, as it counts; None where none does.

    `told` are those of one project by their days. A later report that leaves the cell blank takes
    no money back: only one that states another amount does, or a correction.
    """
    stated = [one.now for one in told if one.now.spent is not None]
    return stated[-1] if stated else None


def told_reports(
    reports: Iterable[ProgressReport], day: datetime.date | None = None
) -> tuple[ToldReport, ...]:
    """Return the reports by their days, each with what corrected it; those after `day` left out.

    A correction of what is not there counts as a report of its own day: the check refuses it.
    """
    told = (one for one in reports if day is None or one.date <= day)
    found: dict[tuple[str, datetime.date], list[ProgressReport]] = {}
    first: list[list[ProgressReport]] = []
    # A report of a day stands before a correction that was made on it.
    for one in sorted(told, key=lambda one: (one.date, one.corrects is not None)):
        chain = found.get((one.project, one.corrects)) if one.corrects else None
        if chain is None:
            chain = []
            first.append(chain)
        chain.append(one)
        found.setdefault((one.project, one.date), chain)
    return tuple(ToldReport(chain[0], tuple(chain[1:])) for chain in first)
