"""What was announced is not edited any more: an amendment changes it, a later report adds to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from generator.plan.check.context import CheckRule, Context
from generator.plan.fields import cell_withdrawn, column_name, stated, stated_report, still_said
from generator.plan.model import Edition, Plan, Record, RecordedRow
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
        present = {row.id: (row.at, stated(row)) for row in reversed(edition.rows)}
        for kept in record.rows:
            identity, name = kept.values["id"], kept.values["name"]
            if identity in present:
                here, texts = present[identity]
                may = partial(cell_withdrawn, plan.withdrawn, identity, edition=edition.number)
                year = plan.year.label
                _hold(kept, here, texts, "announced-row-changed", context, may, year=year)
            else:
                place = record.at.at(row=kept.line)
                context.report.add(
                    "announced-row-removed", place, identity, name=name, year=plan.year.label
                )
        _added(edition, record, context)
        if not plan.withdrawn.date(edition.number, "announced"):
            _same_day(edition, record, context)


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
    if record is None:
        return
    if record.day > context.today:  # every honest report until then would seem slipped in
        context.report.add("announced-record-damaged", record.at.at(row=1))
    texts = [(stated_report(report), report.at) for report in reversed(plan.progress)]
    present = {(one["id"], one["date"]): (at, one) for one, at in texts}
    for kept in record.rows:
        identity, day = kept.values["id"], kept.values["date"]
        if (identity, day) in present:
            here, said = present[identity, day]
            may = partial(cell_withdrawn, plan.withdrawn, identity, report=day)
            told = {"day": day, "year": plan.year.label}
            _hold(kept, here, said, "progress-changed", context, may, **told)
        else:
            place = record.at.at(row=kept.line)
            context.report.add("progress-removed", place, identity, day=day)
    recorded = {(kept.values["id"], kept.values["date"]) for kept in record.rows}
    for report in plan.progress:
        said = stated_report(report)
        if report.date <= record.day and (said["id"], said["date"]) not in recorded:
            context.report.add(
                "progress-backdated",
                report.at.of("date"),
                report.project,
                day=format_date(report.date),
                recorded=format_date(record.day),
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
        if may(column, was, now):
            context.report.add("withdrawn-not-recorded", place, kept.values["id"])
            continue
        told = compared_texts(was, now) | details
        context.report.add(code, place, now, id=kept.values["id"], **told)


def _added(edition: Edition, record: Record, context: Context) -> None:
    known = {kept.values["id"] for kept in record.rows}
    for row in edition.rows:
        if row.id not in known:
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
