"""What was announced is not edited any more: an amendment changes it, a later report adds to it."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from functools import partial

from generator.machine.layout import PROGRESS, of_year
from generator.plan.check.alike import KnownCodes
from generator.plan.check.context import CheckRule, Context
from generator.plan.fields import (
    cell_withdrawn,
    column_name,
    report_key,
    stated,
    stated_report,
    still_said,
)
from generator.plan.model import Edition, Plan, Record, RecordedRow
from generator.plan.parse.codes import foreign_signs, is_told_changed
from generator.problems import Place, Source
from generator.thai.dates import format_date
from generator.thai.text import telling_signs

# Whether a column may say one text instead of another: something was withdrawn.
May = Callable[[str, str, str], bool]


def announced_rows(plan: Plan, context: Context) -> None:
    """Hold every announced edition, in order, against the record of its announcement."""
    for edition in plan.editions:
        record = edition.record
        if record is None:
            continue
        if record.day > context.today:  # nobody recorded it on a day that has not come
            context.report.add("announced-record-damaged", record.at.at(row=1))
        if edition.rows or not context.report.errors:  # else no table was read: that is said
            _rows(plan, edition, record, context)
        if edition.told and not plan.withdrawn.date(edition.number, "announced"):
            _same_day(edition, record, context)


def _rows(plan: Plan, edition: Edition, record: Record, context: Context) -> None:
    present = {row.id: (row.at, stated(row)) for row in reversed(edition.rows)}
    # Without plan.yml no strategy has a number.
    known = record.rows if plan.editions[0].told else map(_without_strategy, record.rows)
    recoded = _recoded(edition, record)
    for kept in known:
        identity, name = kept.values["id"], kept.values["name"]
        if identity in present:
            here, texts = present[identity]
            may = partial(cell_withdrawn, plan.withdrawn, identity, edition=edition.number)
            year = plan.year.label
            _hold(kept, here, texts, "announced-row-changed", context, may, year=year)
        elif identity not in recoded.values():
            place = record.at.at(row=kept.line)
            told = {"name": name, "year": plan.year.label}
            context.report.add("announced-row-removed", place, identity, **told)
    _added(edition, record, recoded, context)


def recorded_at_all(plan: Plan, context: Context) -> None:
    """Tell of a notice that has hung to its end and is not recorded: an edit would not be seen.

    What is wrong comes first: with an error nothing can be recorded.
    """
    if context.report.errors:
        return
    unrecorded = [one for one in plan.editions if one.record is None and _has_hung(one, context)]
    if unrecorded:
        first = unrecorded[0]
        named = ", ".join(str(one.number) for one in unrecorded)
        told = {"year": plan.year.label, "editions": named}
        day = format_date(first.posting.announced) if first.posting.announced else ""
        context.report.add("announced-unrecorded", first.at.of("announced"), day, **told)


def _has_hung(edition: Edition, context: Context) -> bool:
    days = edition.posting
    if not (days.announced and days.posted_from and days.posted_until):
        return False
    return days.announced <= days.posted_from <= days.posted_until < context.today


def recorded_reports(plan: Plan, context: Context) -> None:
    """Keep every recorded progress report as it was; later ones may be added."""
    record = plan.progress_record
    if record is None or _progress_is_unread(plan, context):
        return
    if record.day > context.today:  # every honest report until then would seem slipped in
        context.report.add("announced-record-damaged", record.at.at(row=1))
    texts = [(stated_report(report), report.at) for report in reversed(plan.progress)]
    present = {report_key(one): (at, one) for one, at in texts}
    for kept in record.rows:
        identity, day = kept.values["id"], kept.values["date"]
        if report_key(kept.values) in present:
            here, said = present[report_key(kept.values)]
            may = partial(cell_withdrawn, plan.withdrawn, identity, report=day)
            told = {"day": day, "year": plan.year.label}
            _hold(kept, here, said, "progress-changed", context, may, **told)
        else:
            place = record.at.at(row=kept.line)
            context.report.add("progress-removed", place, identity, day=day)
    recorded = {report_key(kept.values) for kept in record.rows}
    for report in plan.progress:
        said = stated_report(report)
        if report.date <= record.day and report_key(said) not in recorded:
            context.report.add(
                "progress-backdated",
                report.at.of("date"),
                report.project,
                day=format_date(report.date),
                recorded=format_date(record.day),
            )


def _without_strategy(kept: RecordedRow) -> RecordedRow:
    values = {column: text for column, text in kept.values.items() if column != "strategy"}
    return replace(kept, values=values)


def _progress_is_unread(plan: Plan, context: Context) -> bool:
    file = of_year(plan.year.label, f"{PROGRESS}.")
    return not plan.progress and any(
        one.place.file.startswith(file) for one in context.report.errors
    )


def _hold(
    kept: RecordedRow,
    at: Source,
    texts: Mapping[str, str],
    code: str,
    context: Context,
    may: May,
    **details: str,
) -> None:
    for column, was in kept.values.items():
        now = texts.get(column, "")
        if still_said(column, was, now):
            continue
        place = _place(at, column)
        if context.unread.has(place):
            continue  # what it says is not known, and that is said
        if may(column, was, now):
            identity, year = kept.values["id"], details["year"]
            told = {"what": f"โครงการ {identity}"}
            told["again"] = f"phaen withdraw {year} {identity} --reason เหตุผล"
            context.report.add("withdrawn-not-recorded", place, identity, **told)
            continue
        told = compared_texts(was, now) | details
        context.report.add(code, place, now, id=kept.values["id"], **told)


def _recoded(edition: Edition, record: Record) -> dict[str, str]:
    """Return, by the code that a row has now, the announced one where only that is another.

    That its code was changed, by a spreadsheet or a keyboard, is told: the row itself is there.
    """
    announced = {kept.values["id"]: kept.values["name"] for kept in record.rows}
    known = KnownCodes.of((code, "") for code in announced)
    present = {row.id for row in edition.rows}
    missing = {name: code for code, name in announced.items() if code not in present}
    found = {}
    for row in edition.rows:
        told = row.id not in announced and (
            is_told_changed(row.id, announced.keys())
            or foreign_signs(row.id)
            or known.alike(row.id)
        )
        if told and row.name in missing:
            found[row.id] = missing.pop(row.name)
    return found


def _added(edition: Edition, record: Record, recoded: Container[str], context: Context) -> None:
    known = {kept.values["id"] for kept in record.rows}
    for row in edition.rows:
        if row.id not in known and row.id not in recoded:
            day = format_date(record.day)
            context.report.add("announced-row-added", row.at.of("id"), row.id, day=day)


def _same_day(edition: Edition, record: Record, context: Context) -> None:
    now = edition.posting.announced
    if now != record.day:
        context.report.add(
            "announced-date-changed",
            edition.at.of("announced"),
            format_date(now) if now else "",
            announced=format_date(record.day),
            now=format_date(now) if now else "ไม่ระบุ",
        )


def _place(at: Source, column: str) -> Place:
    """Return the cell of a column; months stand in columns of other names."""
    if column in at.parts:
        return at.of(column)
    names = ("period", "start", "end") if column == "months" else ()
    written = next((at.of(name) for name in names if name in at.parts), None)
    return written or at.place.at(heading=column_name(column) if column == "months" else column)


def compared_texts(was: str, now: str) -> dict[str, str]:
    """Return both texts as a message quotes them, and the signs where they only look alike."""
    signs = telling_signs(was, now)
    told = f" (ต่างกันที่ {signs})" if signs else ""
    return {"announced": _quoted(was), "now": _quoted(now), "signs": told}


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line}”" if line else "(ว่าง)"


RULES: tuple[CheckRule, ...] = (announced_rows, recorded_reports)
AT_LAST: tuple[CheckRule, ...] = (recorded_at_all,)
