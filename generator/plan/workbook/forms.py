"""The three workbooks that an organisation fills in: its plan, its reports, an amendment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.machine.artifact import Artifact
from generator.machine.layout import AMENDMENT_FORM, AMENDMENTS, PROGRESS, PROJECTS
from generator.plan.fields import (
    CORRECTS,
    MONTH_FIELDS,
    Field,
    amendment_fields,
    project_fields,
    report_fields,
    stated,
    stated_report,
)
from generator.plan.fields.texts import first_month, last_month
from generator.plan.model import Organization, Plan, ProgressReport, Project, told_reports
from generator.plan.starter import is_open
from generator.plan.workbook.choices import choices
from generator.plan.workbook.template import Line, workbook
from generator.thai.dates import format_date, format_date_short
from generator.thai.numbers import format_baht

_ENDS = ("start", "end")
_MARK = "✓"


def forms(organization: Organization, plan: Plan) -> Iterator[Artifact]:
    """Yield empty `projects.xlsx` and `amendment.xlsx`, and `progress.xlsx` with what is known.

    Progress has every report of the plan, then a row for each project that still goes on.
    """
    yield Artifact(f"{PROJECTS}.xlsx", projects_workbook(organization, plan))
    yield Artifact(f"{PROGRESS}.xlsx", progress_workbook(organization, plan))
    yield Artifact(f"{AMENDMENT_FORM}.xlsx", amendment_workbook(organization, plan))


def projects_workbook(
    organization: Organization, plan: Plan, rows: Iterable[Project] = ()
) -> bytes:
    """Return `projects.xlsx` for a year, with `rows` filled in.

    Where the work of a row pauses, the twelve months have a column each.
    """
    rows = tuple(rows)
    fields = _with_months(_offered(project_fields()), rows)
    lines = [Line(_texts(row, plan)) for row in rows]
    file = f"{PROJECTS}.xlsx"
    return workbook(file, "โครงการ", fields, choices(organization, plan), lines)


def amendment_workbook(
    organization: Organization, plan: Plan, rows: Iterable[Project] = ()
) -> bytes:
    """Return the `projects.xlsx` of an amendment, with `rows` filled in: what changes leads."""
    rows = tuple(rows)
    known = {field.code for field in _offered(project_fields())}
    (code, *others) = _offered(amendment_fields())
    own = [field for field in others if field.code not in known]
    fields = _with_months([code, *own, *(field for field in others if field not in own)], rows)
    lines = [Line(_texts(row, plan)) for row in rows]
    file = f"{AMENDMENTS}/{len(plan.editions)}/{PROJECTS}.xlsx"
    return workbook(file, "การเปลี่ยนแปลง", fields, choices(organization, plan), lines)


def progress_workbook(organization: Organization, plan: Plan) -> bytes:
    """Return `progress.xlsx`: reports so far in grey, then a row for each project that goes on."""
    names = {row.id: row.name for row in plan.projects}
    lines = [
        Line({**stated_report(one), **_told_beside(one, names)}, grey=True) for one in plan.progress
    ]
    last: dict[str, ProgressReport] = {}
    for told in told_reports(plan.progress):
        last[told.report.project] = told.now
    for row in plan.projects:
        if is_open(plan, row):
            note = _told(last[row.id]) if row.id in last else "ยังไม่เคยรายงาน"
            lines.append(Line({"id": row.id, "name": row.name}, grey=True, notes={"status": note}))
    code, *others = report_fields()
    name = next(field for field in others if field.code == "name")
    fields = [code, name, *(field for field in others if field is not name)]
    lists = choices(organization, plan)
    return workbook(f"{PROGRESS}.xlsx", "ความก้าวหน้า", fields, lists, lines)


def _told_beside(report: ProgressReport, names: Mapping[str, str]) -> Mapping[str, str]:
    """Return the name of the project, and the day as no program takes for another."""
    days = {"date": report.date, CORRECTS: report.corrects}
    told = {code: format_date_short(day) for code, day in days.items() if day}
    return {"name": names.get(report.project, ""), **told}


def _told(report: ProgressReport) -> str:
    percent = f"ร้อยละ {report.percent}" if report.percent else ""
    spent = f"เบิกจ่าย {format_baht(report.spent)} บาท" if report.spent is not None else ""
    said = (f"รายงานล่าสุด {format_date(report.date)}", report.status.thai, percent, spent)
    return "\n".join(filter(None, said))


def _offered(fields: Sequence[Field[Project]]) -> list[Field[Project]]:
    return [field for field in fields if field.offered]


def _with_months(
    fields: Sequence[Field[Project]], rows: Sequence[Project]
) -> Sequence[Field[Project]]:
    """Return the columns, with one for each month in place of two ends where work pauses."""
    if not any(map(_pauses, rows)):
        return fields
    at = next(number for number, field in enumerate(fields) if field.code in _ENDS)
    others = [field for field in fields if field.code not in _ENDS]
    return [*others[:at], *MONTH_FIELDS, *others[at:]]


def _pauses(row: Project) -> bool:
    months = [12 * month.year + month.month for month in row.months]
    return bool(months) and months[-1] - months[0] + 1 > len(months)


def _texts(row: Project, plan: Plan) -> Mapping[str, str]:
    """Return what a row states by column; the months in both ways, of which a table has one."""
    months = dict(zip(plan.year.months, MONTH_FIELDS, strict=True))
    marks: dict[str, Any] = {months[one].code: _MARK for one in row.months if one in months}
    strategy = next(
        (f"{one.id} {one.name}" for one in plan.strategies if one.id == row.strategy), ""
    )
    ends = {"start": first_month(row), "end": last_month(row)}
    return {**stated(row), **marks, **ends, "strategy": strategy or row.strategy}
