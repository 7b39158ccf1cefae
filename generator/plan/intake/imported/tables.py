"""The tables of an import: projects, an amendment's, and reports of progress."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.machine.artifact import Artifact
from generator.machine.layout import AMENDMENTS, PROGRESS, PROJECTS, of_year
from generator.plan.fields import (
    MONTH_FIELDS,
    Field,
    amendment_fields,
    project_fields,
    report_fields,
)
from generator.plan.formulas import guarded
from generator.plan.intake.imported.texts import RowTexts, pauses
from generator.plan.model import Edition, Organization, Plan, Strategy
from generator.plan.parse.questions import ASKED, ORIGIN
from generator.plan.workbook.choices import choices
from generator.plan.workbook.template import Line, workbook
from generator.problems import Place, Source
from generator.thai.fiscal import FiscalYear

_ENDS = ("start", "end")
_BESIDE = ("ordinal", ORIGIN, ASKED)


def projects_table(
    rows: Sequence[RowTexts],
    organization: Organization,
    year: int,
    strategies: Sequence[Strategy],
    *,
    ending: str = ".xlsx",
) -> Artifact:
    """Return the plan's table in the look of `phaen template`, or as CSV."""
    path = of_year(year, f"{PROJECTS}{ending}")
    fields = _columns(project_fields(), rows)
    return _table(path, "โครงการ", fields, rows, plan_of(year, strategies), organization)


def amendment_table(
    rows: Sequence[RowTexts],
    organization: Organization,
    plan: Plan,
    number: int,
    *,
    ending: str = ".xlsx",
) -> Artifact:
    """Return the table of the amendment with this number; what changes leads."""
    path = of_year(plan.year.label, AMENDMENTS, str(number), f"{PROJECTS}{ending}")
    known = {one.code for one in project_fields() if one.offered}
    own = [one for one in amendment_fields() if one.code in ("change", "reason")]
    others = [one for one in amendment_fields() if one.code in known or one.code in _BESIDE]
    fields = _columns(others, rows)
    fields = [fields[0], *own, *fields[1:]]
    return _table(path, "การเปลี่ยนแปลง", fields, rows, plan, organization)


def progress_table(
    lines: Iterable[Mapping[str, str]], organization: Organization, plan: Plan, ending: str
) -> Artifact:
    """Return the reports of a form with results."""
    code, *others = report_fields()
    name = next(one for one in others if one.code == "name")
    fields = [code, name, *(one for one in others if one is not name)]
    path = of_year(plan.year.label, f"{PROGRESS}{ending}")
    return Artifact(path, _bytes(path, "ความก้าวหน้า", fields, list(lines), plan, organization))


def plan_of(year: int, strategies: Sequence[Strategy]) -> Plan:
    """Return a plan of the year without rows."""
    at = Source(Place(of_year(year)))
    return Plan(FiscalYear(year), at, "", tuple(strategies), (Edition(0, at),))


def _columns(fields: Sequence[Field[Any]], rows: Sequence[RowTexts]) -> list[Field[Any]]:
    """Return the columns that the template has, with one a month where work pauses, and ours."""
    by_code = {one.code: one for one in fields}
    months = any(pauses(one.texts) for one in rows)
    found: list[Field[Any]] = []
    for one in fields:
        if one.code in _ENDS and months:
            found += MONTH_FIELDS if one.code == _ENDS[0] else ()
        elif one.offered:
            found.append(one)
    return [*found, *(by_code[code] for code in _BESIDE if code in by_code)]


def _table(
    path: str,
    title: str,
    fields: Sequence[Field[Any]],
    rows: Sequence[RowTexts],
    plan: Plan,
    organization: Organization,
) -> Artifact:
    lines = [one.texts for one in rows]
    return Artifact(path, _bytes(path, title, fields, lines, plan, organization))


def _bytes(
    path: str,
    title: str,
    fields: Sequence[Field[Any]],
    lines: Sequence[Mapping[str, str]],
    plan: Plan,
    organization: Organization,
) -> bytes:
    if path.endswith(".csv"):
        return _csv(fields, lines)
    names = {one.id: f"{one.id} {one.name}" for one in plan.strategies}
    texts = [
        {**one, "strategy": names.get(one.get("strategy", ""), one.get("strategy", ""))}
        for one in lines
    ]
    file = path.split("/", 2)[-1]
    return workbook(file, title, fields, choices(organization, plan), map(Line, texts))


def _csv(fields: Sequence[Field[Any]], lines: Sequence[Mapping[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(field.name for field in fields)
    writer.writerows([guarded(line.get(field.code, "")) for field in fields] for line in lines)
    return out.getvalue().encode("utf-8-sig")
