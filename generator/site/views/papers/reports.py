"""The monitoring report: every project of the plan with what was last reported of it by a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.plan.model import Plan, ProgressReport, Totals, total_of_rows
from generator.site.views.papers.lines import by_strategy, rows_of
from generator.site.views.progress_records import ProgressView
from generator.site.views.rows import ProjectView


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A project and the report that counts, None where nobody reported of it."""

    number: int
    view: ProjectView
    report: ProgressReport | None


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A strategy's projects; `number` is 0 for those that the plan has cancelled since.

    `spent` is in satang, None where no amount was reported of any.
    """

    number: int
    name: str
    rows: tuple[ReportRow, ...]
    totals: Totals
    spent: int | None


@dataclass(frozen=True, slots=True)
class MonitoringReport:
    """The report as of the day of `progress`, whose sums are those of its page."""

    progress: ProgressView
    sections: tuple[ReportSection, ...]


def monitoring_report(progress: ProgressView, plan: Plan) -> MonitoringReport:
    """Return the report of a view of progress; every row of the plan of that day is in it once."""
    return MonitoringReport(progress, tuple(_sections(progress, plan)))


def _sections(progress: ProgressView, plan: Plan) -> Iterator[ReportSection]:
    told = {one.view.id: one.report for one in progress.latest}
    live = [view for view in progress.rows if not view.project.cancelled]
    for number, strategy, views in by_strategy(live, plan):
        yield _section(number, strategy.name, views, told)
    gone = [view for view in progress.rows if view.project.cancelled and view.id in told]
    if gone:
        yield _section(0, "", gone, told)


def _section(
    number: int, name: str, views: Sequence[ProjectView], told: dict[str, ProgressReport]
) -> ReportSection:
    rows = tuple(
        ReportRow(place, view, told.get(view.id)) for place, view in enumerate(views, start=1)
    )
    spent = [row.report.spent for row in rows if row.report and row.report.spent is not None]
    # What the plan has no more is no part of its money, though it was spent.
    totals = total_of_rows(rows_of(views)) if number else Totals()
    return ReportSection(number, name, rows, totals, sum(spent) if spent else None)
