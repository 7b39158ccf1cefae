"""The monitoring report as data for theme/papers/reports.typ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.plan.model import Organization, Status
from generator.site.render.documents.fitting import fit
from generator.site.render.documents.spelling import Spelling
from generator.site.views.forms import shares
from generator.site.views.papers import (
    MonitoringReport,
    ReportRow,
    ReportSection,
)
from generator.site.views.progress_records import ProgressView

# Letters of a line in the columns.
_LETTERS = (4, 22, 11, 10, 5, 11, 20, 16, 16)
_COLUMNS = (
    "number", "name_pd02", "budget", "status", "percent", "spent", "result", "problem",
    "suggestion",
)  # fmt: skip


def report_data(
    report: MonitoringReport, title: str, organization: Organization, say: Spelling
) -> dict[str, Any]:
    """Return the report of six months or of the year."""
    progress = report.progress
    kind = say(f"report_{progress.half.replace('-', '_')}")
    day = say.date(progress.frozen) if progress.frozen else ""
    return {
        "kind": "report",
        "bookmark": f"{kind} {title}",
        "heading": [f"{kind} {title}", say.text(organization.name), say("as_of", date=day)],
        "summary-columns": [say("status"), say("report_projects"), say("report_share")],
        "summary": [*_summary(progress, say)],
        "counts": [*_counts(progress)],
        "sheets": [say("sheet_summary"), say("sheet_rows")],
        "money": [*_money(progress, say)],
        "columns": [say(one) for one in _COLUMNS],
        "sections": [_section(one, say) for one in report.sections],
        "all": [say("sum_all"), progress.totals.satang, progress.spent],
        "total": say(
            "report_total",
            n=say.number(progress.totals.projects),
            budget=say.baht(progress.totals.satang),
            spent=say.baht(progress.spent),
        ),
    }


def _summary(progress: ProgressView, say: Spelling) -> Iterator[list[str]]:
    """Yield how many projects stand how; the shares add up to a hundred per cent."""
    names = [*(name or say("not_reported") for name, _ in _shown(progress)), say("sum")]
    for name, (count, share) in zip(names, _counts(progress), strict=True):
        yield [name, say.number(count), say.share(share)]


def _shown(progress: ProgressView) -> list[tuple[str, int]]:
    """Return how many projects stand how, "" for those that nobody reported of; none left out."""
    counts = [(status.thai, progress.by_status.get(status, 0)) for status in Status]
    return [(name, count) for name, count in (*counts, ("", progress.not_reported)) if count]


def _counts(progress: ProgressView) -> Iterator[tuple[int, int]]:
    """Yield the figures of the summary's lines: projects, and their share in hundredths."""
    counts = [count for _, count in _shown(progress)]
    parts = shares(counts)
    yield from zip(counts, parts, strict=True)
    yield progress.totals.projects, sum(parts)


def _money(progress: ProgressView, say: Spelling) -> Iterator[str]:
    yield say("report_budget", baht=say.baht(progress.totals.satang))
    if progress.spent_projects:
        yield say(
            "report_spent",
            baht=say.baht(progress.spent),
            n=say.number(progress.spent_projects),
        )
    if progress.spent_cancelled:
        yield say("report_spent_cancelled", n=say.number(progress.spent_cancelled))


def _section(section: ReportSection, say: Spelling) -> dict[str, Any]:
    number = say.number(section.number)
    name = f"{number}. {say.text(section.name)}" if section.number else say("report_gone")
    label = say("sum_strategy", number=number) if section.number else say("sum")
    spent = "-" if section.spent is None else say.baht(section.spent)
    count = say("count", n=say.number(section.totals.projects)) if section.number else ""
    return {
        "name": name,
        "rows": [_row(row, say) for row in section.rows],
        "sum": [f"{label} {count}", say.sum(section.totals) if section.number else "", spent],
        "counted": bool(section.number),
        "satang": section.totals.satang,
        "spent": section.spent,
    }


def _row(row: ReportRow, say: Spelling) -> dict[str, Any]:
    report = row.report
    cells = [
        say.number(row.number),
        say.text(row.view.project.name),
        say.budget(row.view.project.budget),
        report.status.thai if report else say("not_reported"),
        say.figures(report.percent) if report else "",
        say.baht(report.spent) if report and report.spent is not None else "-",
        *(say.text(text) for text in ((report.result, report.problem, report.suggestion) if report
                                      else ("", "", ""))),
    ]  # fmt: skip
    data: dict[str, Any] = {
        "cells": cells,
        "number": row.number,
        "satang": row.view.project.budget.satang,
        "spent": report.spent if report else None,
    }
    fitting = fit(cells, _LETTERS)
    if fitting.size:
        data["size"] = fitting.size
    if fitting.may_break:
        data["long"] = True
    return data
