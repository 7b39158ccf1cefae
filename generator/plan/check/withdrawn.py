"""An entry of withdrawn.yml takes back something that is there, on a day that has come.

Once an entry is live it stays, so what names nothing must not get that far. And what it took back
stays taken back, whether anybody recorded the announcement or not.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from generator.plan.check.context import CheckRule, Context
from generator.plan.fields import column_name, personal_codes, stated, stated_report
from generator.plan.model import MASK, TRIGGER, Edition, Plan, Withdrawal, WithdrawalKind
from generator.plan.record import day_text
from generator.problems import Source
from generator.thai.dates import format_date

# A notice may be put up, and has to hang, on days to come; what else is told has happened.
_MAY_COME = ("posted_from", "posted_until")
_Rows = list[tuple[Source, Mapping[str, str]]]


def withdrawn_entries(plan: Plan, context: Context) -> None:
    """Report entries of a day to come, and those that name what is not there."""
    for one in plan.withdrawn.entries:
        if one.day > context.today:
            day, today = format_date(one.day), format_date(context.today)
            context.report.add("withdrawn-future", one.at.of("day"), day, today=today)
        elif what := _missing(one, plan, context.today):
            context.report.add("withdrawn-nothing", one.at.place, what)


def _missing(one: Withdrawal, plan: Plan, today: datetime.date) -> str:
    """Return what an entry names that is not there, in Thai; empty where all is.

    Whether a file was there cannot be told: it is gone.
    """
    if one.file:
        return ""
    if one.report:
        known = {(report.project, day_text(report.date)) for report in plan.progress}
        return "" if (one.id, one.report) in known else f"รายงานของโครงการ {one.id} ณ วันที่นั้น"
    if one.edition is None or one.edition >= len(plan.editions):
        return f"ฉบับ {one.edition}"
    edition = plan.editions[one.edition]
    if one.kind is WithdrawalKind.DATE:
        return _no_date(edition, one.column, today)
    there = any(row.id == one.id for row in edition.rows)
    return "" if there else f"โครงการ {one.id} ในฉบับ {one.edition}"


def _no_date(edition: Edition, column: str, today: datetime.date) -> str:
    """A mistyped date is told as another one: none, or one to come, would unmake what was done."""
    days = {
        "considered": edition.considered,
        "announced": edition.posting.announced,
        "posted_from": edition.posting.posted_from,
        "posted_until": edition.posting.posted_until,
        TRIGGER: edition.trigger.date if edition.trigger else None,
    }
    day = days[column]
    if day is None:
        return f"{column} ที่ถูกต้องของฉบับ {edition.number}"
    if day > today and column not in _MAY_COME:
        return f"{column} ของฉบับ {edition.number} ที่ผ่านมาแล้ว ({format_date(day)} ยังมาไม่ถึง)"
    return ""


def withdrawn_cells(plan: Plan, context: Context) -> None:
    """Report every cell that an entry took back and that shows nothing covered: it is told again.

    A blank cell tells nothing. An entry without a column is of the row as a whole: something of it
    is covered, or an entry names the cell that was left blank.
    """
    named: dict[tuple[int | None, str, str], dict[str, Withdrawal]] = {}
    for one in plan.withdrawn.entries:
        if one.kind is WithdrawalKind.PERSONAL and one.id and one.day <= context.today:
            columns = named.setdefault((one.edition, one.report, one.id), {})
            columns.setdefault(one.column, one)
    for columns in named.values():
        rows = list(_rows_of(next(iter(columns.values())), plan))
        bare = [column for column in columns if column and not _is_covered(rows, column)]
        for column in bare:
            _report(columns[column], rows, column, plan, context)
        if rows and columns.keys() == {""} and not any(map(_has_mask, rows)):
            _report(columns[""], rows, "", plan, context)


def _rows_of(one: Withdrawal, plan: Plan) -> Iterator[tuple[Source, Mapping[str, str]]]:
    """Yield the row that an entry names; two where two reports are of one day."""
    if one.report:
        for report in plan.progress:
            if (report.project, day_text(report.date)) == (one.id, one.report):
                yield report.at, stated_report(report)
    elif one.edition is not None and one.edition < len(plan.editions):
        for row in plan.editions[one.edition].rows:
            if row.id == one.id:
                yield row.at, stated(row)


def _is_covered(rows: _Rows, column: str) -> bool:
    texts = [texts.get(column, "") for _, texts in rows]
    return not any(texts) or any(MASK in text for text in texts)


def _has_mask(row: tuple[Source, Mapping[str, str]]) -> bool:
    return any(MASK in row[1].get(column, "") for column in personal_codes())


def _report(one: Withdrawal, rows: _Rows, column: str, plan: Plan, context: Context) -> None:
    at = next((at for at, texts in rows if texts.get(column)), rows[0][0])
    place = at.of(column) if column else at.place
    if context.unread.has(place):
        return  # what it says is not known, and that is said
    year, day = plan.year.label, format_date(one.day)
    heading = f"ช่อง {column_name(column)} " if column else ""
    context.report.add(
        "withdrawn-shown", place, one.id, id=one.id, year=year, day=day, cell=heading
    )


RULES: tuple[CheckRule, ...] = (withdrawn_entries, withdrawn_cells)
