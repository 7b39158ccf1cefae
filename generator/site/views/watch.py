"""What is asked of a year first: what was finished, what is late, money without work, the reverse.

Each list is as of the newest report, and says how many it could not judge: what nobody reported
is no nought.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.plan.model import BudgetKind, ProgressReport, Status, Totals
from generator.site.addresses import address
from generator.site.views.progress_records import ProgressView, Reported
from generator.site.views.rows import ProjectView
from generator.site.views.totals import Ledger, Whose, whose
from generator.thai.fiscal import Month

# Each list has a page of this name in the table of addresses.
DONE, LATE, SPENT_ALONE, UNSPENT = "done", "late", "spending-alone", "progress-unspent"
_WITHOUT_MONEY = (BudgetKind.NO_BUDGET, BudgetKind.ZERO)


@dataclass(frozen=True, slots=True)
class Watched:
    """A row in a list, with its newest report; None where there is none.

    `since` is the day of the report that first told what stands now, as the list asks for it.
    `spending` is the newest report that says what was spent, which may be an older one.
    """

    view: ProjectView
    report: ProgressReport | None
    since: datetime.date | None = None
    spending: ProgressReport | None = None

    @property
    def spent(self) -> int | None:
        """What was spent, in satang, as last stated; None where no report says."""
        return self.spending.spent if self.spending else None


@dataclass(frozen=True, slots=True)
class WatchList:
    """The rows that a rule finds as of a day; None is a year of which nothing was reported.

    `unknown` are projects of which the reports do not say what the rule asks; `known` those of
    which they do.
    """

    name: str
    as_of: datetime.date | None
    rows: tuple[Watched, ...]
    known: int
    unknown: int

    @property
    def path(self) -> str:
        """The page's address below the year's folder."""
        return address(self.name).below()

    @property
    def totals(self) -> Totals:
        """The sum of its rows."""
        return Ledger([one.view.project for one in self.rows]).total()

    @property
    def whose(self) -> Whose:
        """Its sum by whose projects they are."""
        return whose(Ledger([one.view.project for one in self.rows]).portions())

    @property
    def spent(self) -> int:
        """What its rows are reported to have spent, in satang."""
        return sum(one.spent or 0 for one in self.rows)

    @property
    def months(self) -> tuple[tuple[Month, tuple[Watched, ...]], ...]:
        """Its rows by the month of `since`, the newest first."""
        dated = [one for one in self.rows if one.since]
        dated.sort(key=_month, reverse=True)  # rows of a month stay in the plan's order
        return tuple((month, tuple(some)) for month, some in groupby(dated, key=_month))

    @property
    def this_month(self) -> tuple[Watched, ...]:
        """Its rows of the month in which was last reported."""
        now = self.as_of and Month.of(self.as_of)
        return tuple(one for one in self.rows if one.since and Month.of(one.since) == now)


def _month(one: Watched) -> Month:
    assert one.since
    return Month.of(one.since)


def watch_lists(progress: ProgressView, rows: Sequence[ProjectView]) -> Mapping[str, WatchList]:
    """Return every list by its name, rows in the plan's order; `rows` are the year's."""
    live = [view for view in rows if not view.project.cancelled]
    told = {one.view.id: one for one in progress.latest if not one.cancelled}
    reported = [told[view.id] for view in live if view.id in told]
    late = {one.view.id for one in progress.late} | {view.id for view in progress.silent}
    undated = sum(view.project.count for view in live if not view.project.months)
    money = [one for one in reported if one.view.project.budget.kind not in _WITHOUT_MONEY]
    stated = [one for one in reported if one.spent is not None]
    found = (
        _list(DONE, progress, [_done(one) for one in reported if _is_done(one)], reported),
        WatchList(
            LATE,
            progress.as_of,
            tuple(_late(view, told) for view in live if view.id in late),
            sum(view.project.count for view in live if view.project.months),
            undated,
        ),
        _list(
            SPENT_ALONE,
            progress,
            [_plain(one) for one in stated if one.spent and _is_at_nought(one)],
            [one for one in stated if not one.spent or _tells_how_far(one)],
            [one for one in stated if one.spent and not _tells_how_far(one)],
        ),
        _list(
            UNSPENT,
            progress,
            [_plain(one) for one in money if one.spent == 0 and _has_begun(one)],
            [one for one in money if one.spent is not None],
            [one for one in money if one.spent is None and _has_begun(one)],
        ),
    )
    return {one.name: one for one in found}


def _list(
    name: str,
    progress: ProgressView,
    rows: Iterable[Watched],
    known: Iterable[Reported],
    unknown: Iterable[Reported] = (),
) -> WatchList:
    counts = [sum(one.view.project.count for one in some) for some in (known, unknown)]
    return WatchList(name, progress.as_of, tuple(rows), *counts)


def _plain(one: Reported) -> Watched:
    return Watched(one.view, one.report, spending=one.spending)


def _late(view: ProjectView, told: Mapping[str, Reported]) -> Watched:
    return _plain(told[view.id]) if view.id in told else Watched(view, None)


def _is_done(one: Reported) -> bool:
    return one.report.status is Status.DONE


def _done(one: Reported) -> Watched:
    """Return the row since the report that said it first and was not taken back."""
    since = one.told.report.date
    for told in reversed(one.view.reports):
        if told.now.status is not Status.DONE:
            break
        since = told.report.date
    return Watched(one.view, one.report, since, one.spending)


def _tells_how_far(one: Reported) -> bool:
    """Whether a report says how far the work is: a share, its start or its end."""
    return bool(one.report.percent) or one.report.status in (Status.NOT_STARTED, Status.DONE)


def _is_at_nought(one: Reported) -> bool:
    if one.report.status is Status.DONE:
        return False
    return one.report.status is Status.NOT_STARTED or _is_nought(one.report.percent)


def _has_begun(one: Reported) -> bool:
    """Whether work is reported: finished, or some share of it."""
    if one.report.status is Status.DONE:
        return True
    return bool(one.report.percent) and not _is_nought(one.report.percent)


def _is_nought(percent: str) -> bool:
    return bool(percent) and not percent.strip("0.")
