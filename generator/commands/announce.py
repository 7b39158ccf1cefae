"""`phaen announce YEAR`: keep what was announced, so that a later edit is seen."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

import click

from generator.commands.common import (
    PLAN_HAS_ERRORS,
    need_portal,
    portal_option,
    print_problems,
    this_day,
    today_option,
)
from generator.commands.echo import echo
from generator.machine.disk import replace_file
from generator.machine.layout import ANNOUNCED, ORGANIZATION, WITHDRAWN, of_year
from generator.pipeline import check_portal
from generator.plan.fields import report_key, stated, stated_report, still_said
from generator.plan.model import Edition, Plan, Record
from generator.plan.notice import Facts, digests_of, facts_of, kept_facts, recorded, withdrawn_facts
from generator.plan.record import PROGRESS_RECORD, read_record, record_bytes
from generator.problems import Place, Problem, Report
from generator.thai.dates import format_date
from generator.thai.numbers import format_number

# What the plan states now of a row that was recorded; None where the row is gone.
Present = Callable[[Mapping[str, str]], Mapping[str, str] | None]


@click.command()
@click.argument("year", type=click.IntRange(2400, 2599), metavar="YEAR")
@click.option("--edition", type=click.IntRange(0), help="เฉพาะฉบับนี้ (0 คือแผนที่ประกาศครั้งแรก)")
@click.option("--progress", is_flag=True, help="บันทึกรายงานความก้าวหน้าที่เผยแพร่แล้วด้วย")
@portal_option
@today_option
def announce(
    year: int, edition: int | None, progress: bool, portal: Path, today: datetime.date | None
) -> None:
    """บันทึกแผนที่ประกาศแล้ว ตั้งแต่นั้น `check` จะบอกถ้าแถวที่ประกาศแล้วถูกแก้แทนที่จะทำฉบับแก้ไข."""
    need_portal(portal)
    day = today or this_day()
    # What was withdrawn leaves the record of a sealed year, too; then it is sealed anew.
    withdrawn = (portal / of_year(year, WITHDRAWN)).is_file()
    checked = check_portal(portal, day, opened=frozenset({str(year)} if withdrawn else ()))
    plan = next((one for one in checked.portal.plans if one.year.year == year), None)
    if plan is None:
        raise click.UsageError(f"ไม่พบแผนปี {year} ในโฟลเดอร์ plans")
    errors = _of_year(checked.report, year)
    if errors:
        print_problems(errors)
        _refuse("ยังบันทึกการประกาศไม่ได้ ต้องแก้ข้อผิดพลาดข้างบนก่อน แถวที่ประกาศแล้วแก้ได้ด้วยฉบับแก้ไขเท่านั้น")
    digests = digests_of(portal, plan)
    for one in _editions(plan, edition, day):
        _keep(portal, year, str(one.number), _record(one, facts_of(plan, one, digests)))
    if progress:
        _keep(portal, year, PROGRESS_RECORD, _reports(plan))


def _of_year(report: Report, year: int) -> list[Problem]:
    """Return the errors that concern the year or the organisation.

    That a record tells what was covered since is mended by recording anew.
    """
    ours = (f"{of_year(year)}/", ORGANIZATION)
    errors = (one for one in report.errors if one.code != "withdrawn-not-recorded")
    return [problem for problem in errors if problem.place.file.startswith(ours)]


def _editions(plan: Plan, number: int | None, today: datetime.date) -> tuple[Edition, ...]:
    """Return the editions to keep, in order: all that are announced, or the one that was asked."""
    announced = [one for one in plan.editions if _is_out(one, today)]
    if number is None:
        wanted = plan.editions[: len(announced)]
        if not announced:
            _refuse(_why_not(plan.editions[0]))
    elif number < len(plan.editions):
        wanted = (plan.editions[number],)
    else:
        raise click.UsageError(f"ไม่มีฉบับ {number} ในแผนปี {plan.year.label}")
    for one in wanted:
        if not _is_out(one, today):
            _refuse(_why_not(one))
        earlier = plan.editions[: one.number]
        if number is not None and any(before.record is None for before in earlier):
            _refuse(f"ต้องบันทึกฉบับก่อนหน้าก่อน: phaen announce {plan.year.label}")
    return wanted


def _is_out(edition: Edition, today: datetime.date) -> bool:
    day = edition.posting.announced
    return day is not None and day <= today


def _why_not(edition: Edition) -> str:
    day, at = edition.posting.announced, edition.at.place.file
    if day is None:
        return f"ฉบับ {edition.number} ยังไม่มีวันที่ประกาศ เพิ่ม announced: ใน {at} เมื่อผู้บริหารท้องถิ่นประกาศแล้ว"
    return f"ฉบับ {edition.number} จะประกาศ {format_date(day)} ซึ่งยังมาไม่ถึง"


def _record(edition: Edition, facts: Facts) -> bytes:
    day = edition.posting.announced
    assert day is not None  # _editions let no other through
    rows = {row.id: stated(row) for row in edition.rows}
    if edition.record:  # sound, or the check had said so: the order in which it stands stays
        kept = _without(edition.record, lambda values: rows.get(values["id"]))
        told = (*kept_facts(recorded(edition.record), facts), *withdrawn_facts(edition.record))
        return record_bytes(day, kept, told)
    return record_bytes(day, rows.values(), kept_facts({}, facts))


def _without(record: Record, present: Present) -> list[Mapping[str, str]]:
    """Return what is recorded, without what the check let be masked or be gone."""
    kept: list[Mapping[str, str]] = []
    for row in record.rows:
        now = present(row.values)
        if now is not None:
            kept.append({column: _kept(column, was, now) for column, was in row.values.items()})
    return kept


def _kept(column: str, was: str, now: Mapping[str, str]) -> str:
    """Return what stays in the record: only what was masked is other than it was."""
    text = now.get(column, "")
    return was if still_said(column, was, text) else text


def _reports(plan: Plan) -> bytes:
    """Return the record with the reports that came since."""
    if not plan.progress:
        _refuse(f"ปี {plan.year.label} ยังไม่มีรายงานความก้าวหน้า")
    reports = [stated_report(report) for report in plan.progress]
    present = {report_key(one): one for one in reports}
    record = plan.progress_record
    kept = _without(record, lambda v: present.get(report_key(v))) if record else []
    told = {report_key(row) for row in kept}
    # An earlier release knew fewer columns.
    kept = [present.get(report_key(row), {}) | dict(row) for row in kept]
    rows = [*kept, *(one for key, one in present.items() if key not in told)]
    facts = withdrawn_facts(record) if record else ()
    return record_bytes(max(report.date for report in plan.progress), rows, facts or None)


def _keep(portal: Path, year: int, name: str, data: bytes) -> None:
    """Write the record in one step; what is there already and the same stays untouched."""
    path = of_year(year, ANNOUNCED, f"{name}.csv")
    rows = len(read_record(data, Place(path)).rows)
    written = replace_file(portal / path, data)
    said = "บันทึกแล้ว" if written else "บันทึกไว้แล้ว ไม่มีอะไรเปลี่ยน"
    echo(f"{said}: {path} {format_number(rows)} แถว")


def _refuse(why: str) -> NoReturn:
    echo(why, err=True)
    sys.exit(PLAN_HAS_ERRORS)
