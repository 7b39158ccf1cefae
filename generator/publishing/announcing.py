"""The record of what was announced: which editions are kept, and what their files say."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from generator.machine.layout import ANNOUNCED, ORGANIZATION, of_year
from generator.plan.fields import report_key, stated, stated_report, still_said
from generator.plan.model import Edition, Plan, Record
from generator.plan.notice import Facts, digests_of, facts_of, kept_facts, recorded, withdrawn_facts
from generator.plan.record import PROGRESS_RECORD, record_bytes
from generator.problems import Problem, Report
from generator.thai.dates import format_date

# What the plan states now of a row that was recorded; None where the row is gone.
Present = Callable[[Mapping[str, str]], Mapping[str, str] | None]


class AnnounceRefusedError(Exception):
    """Nothing was recorded; says why, in Thai."""


def errors_of_year(report: Report, year: int) -> list[Problem]:
    """Return the errors that concern the year or the organisation.

    That a record tells what was covered since is mended by recording anew.
    """
    ours = (f"{of_year(year)}/", ORGANIZATION)
    errors = (one for one in report.errors if one.code != "withdrawn-not-recorded")
    return [problem for problem in errors if problem.place.file.startswith(ours)]


def editions_to_keep(plan: Plan, number: int | None, today: datetime.date) -> tuple[Edition, ...]:
    """Return the editions to keep, in order: all that are announced, or the one that was asked.

    `number` is one of the plan's. Raises AnnounceRefusedError.
    """
    announced = [one for one in plan.editions if is_out(one, today)]
    if number is None:
        wanted = plan.editions[: len(announced)]
        if not announced:
            raise AnnounceRefusedError(_why_not(plan.editions[0]))
    else:
        wanted = (plan.editions[number],)
    for one in wanted:
        if not is_out(one, today):
            raise AnnounceRefusedError(_why_not(one))
        earlier = plan.editions[: one.number]
        if number is not None and any(before.record is None for before in earlier):
            raise AnnounceRefusedError(f"ต้องบันทึกฉบับก่อนหน้าก่อน: phaen announce {plan.year.label}")
    return wanted


def records_of(
    root: Path, plan: Plan, editions: tuple[Edition, ...]
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the record of each edition; the portal lies at `root`."""
    digests = digests_of(root, plan)
    for one in editions:
        yield _path(plan, str(one.number)), _record(one, facts_of(plan, one, digests))


def reports_record(plan: Plan) -> tuple[str, bytes]:
    """Return path and bytes of the record with the reports that came since.

    Raises AnnounceRefusedError where nothing was reported.
    """
    if not plan.progress:
        raise AnnounceRefusedError(f"ปี {plan.year.label} ยังไม่มีรายงานความก้าวหน้า")
    reports = [stated_report(report) for report in plan.progress]
    present = {report_key(one): one for one in reports}
    record = plan.progress_record
    kept = _without(record, lambda v: present.get(report_key(v))) if record else []
    told = {report_key(row) for row in kept}
    # An earlier release knew fewer columns.
    kept = [present.get(report_key(row), {}) | dict(row) for row in kept]
    rows = [*kept, *(one for key, one in present.items() if key not in told)]
    facts = withdrawn_facts(record) if record else ()
    data = record_bytes(max(report.date for report in plan.progress), rows, facts or None)
    return _path(plan, PROGRESS_RECORD), data


def is_out(edition: Edition, today: datetime.date) -> bool:
    """Whether an edition has a day of announcement that has come."""
    day = edition.posting.announced
    return day is not None and day <= today


def _path(plan: Plan, name: str) -> str:
    return of_year(plan.year.label, ANNOUNCED, f"{name}.csv")


def _why_not(edition: Edition) -> str:
    day, at = edition.posting.announced, edition.at.place.file
    if day is None:
        return f"ฉบับ {edition.number} ยังไม่มีวันที่ประกาศ เพิ่ม announced: ใน {at} เมื่อผู้บริหารท้องถิ่นประกาศแล้ว"
    return f"ฉบับ {edition.number} จะประกาศ {format_date(day)} ซึ่งยังมาไม่ถึง"


def _record(edition: Edition, facts: Facts) -> bytes:
    day = edition.posting.announced
    assert day is not None  # editions_to_keep let no other through
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
