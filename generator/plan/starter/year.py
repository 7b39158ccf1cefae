"""The next year from this one: strategies as they are, and, if wished, the rows that go on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from generator.machine.artifact import Artifact
from generator.machine.layout import PLAN, PLANS, PRIVACY, PROJECTS, of_year
from generator.plan.fields import row_fields, stated
from generator.plan.model import Exemption, Plan, Project, Status, told_reports
from generator.plan.starter.repository import FILES
from generator.plan.starter.table import table

_OVER = (Status.DONE, Status.CANCELLED)


def next_year_files(plan: Plan, year: int, *, continuing: bool) -> Iterator[Artifact]:
    """Yield plan.yml and projects.csv of `year`, begun from an earlier year's plan.

    With `continuing`, every row that is neither cancelled nor reported as done goes on as a new row
    that states which row it continues. Money and months are left empty: they are not known yet.
    What the earlier year lets a row say of a person goes on with it, in a privacy.yml of its own.
    """
    rows = [row for row in plan.projects if is_open(plan, row)] if continuing else []
    yield Artifact(of_year(year, PLAN), _plan_yml(plan, year).encode())
    numbered = [_row(row, f"{year}-{number:03}") for number, row in enumerate(rows, start=1)]
    yield Artifact(of_year(year, f"{PROJECTS}.csv"), table(numbered))
    said = "\n".join(text for row in numbered for text in row.values())
    # Of a hash nobody can say where its text stands; an entry too many is told as unused.
    if numbered and (allowed := [one for one in plan.exempt if one.scrypt or one.text in said]):
        yield Artifact(of_year(year, PRIVACY), _privacy_yml(allowed).encode())


def is_open(plan: Plan, row: Project) -> bool:
    """Whether a row is neither cancelled nor last reported as done."""
    reports = told_reports(report for report in plan.progress if report.project == row.id)
    last = max((one.now for one in reports), key=lambda report: report.date, default=None)
    return not row.cancelled and not (last and last.status in _OVER)


def _privacy_yml(allowed: Iterable[Exemption]) -> str:
    allowed = list(allowed)
    lines = [f"salt: {_quoted(salt)}" for salt in sorted({one.salt for one in allowed} - {""})]
    lines += ["allow:"]
    for one in allowed:
        told = ("scrypt", one.scrypt) if one.scrypt else ("text", one.text)
        lines += [f"  - {told[0]}: {_quoted(told[1])}", f"    reason: {_quoted(one.reason)}"]
    return "\n".join([*lines, ""])


def _plan_yml(plan: Plan, year: int) -> str:
    lines = [
        "# yaml-language-server: $schema=../plan.schema.json",
        f"fiscal_year: {year}",
        f"title: แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. {year}",
        "strategies:" if plan.strategies else "strategies: []",
    ]
    for strategy in plan.strategies:
        tactics = ", ".join(map(_quoted, strategy.tactics))
        lines += [f"  - id: {_quoted(strategy.id)}", f"    name: {_quoted(strategy.name)}"]
        lines += [f"    tactics: [{tactics}]"] if tactics else []
    legal_basis = plan.editions[0].legal_basis
    lines += [f"legal_basis: {_quoted(legal_basis)}"] if legal_basis else []
    return "\n".join([*lines, days_to_fill_in(year)])


def days_to_fill_in(year: int) -> str:
    """Return the lines for days that are not known yet, as a new repository has them."""
    _, mark, lines = (FILES / PLANS / "year" / PLAN).read_text("utf-8").partition("\n## ")
    return (mark + lines).strip("\n").replace("@BEFORE@", str(year - 1)) + "\n"


def _row(row: Project, identity: str) -> dict[str, str]:
    # The others are decided anew for every year, or said of an amendment.
    going_on = {field.code for field in row_fields() if field.goes_on}
    texts = {code: text for code, text in stated(row).items() if code in going_on}
    count = texts["count"] if row.count > 1 else ""
    return {**texts, "id": identity, "continues": row.id, "count": count}


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
