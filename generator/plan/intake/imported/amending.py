"""A form of an amendment against the announced plan: what each row does to it."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.plan.intake.draft import EDITIONS, Ask, Draft, DraftRow
from generator.plan.intake.form import Spot
from generator.plan.intake.imported.codes import KnownRow
from generator.plan.intake.imported.words import column_of, listed
from generator.plan.model import Change
from generator.plan.parse.vocabulary import change_of
from generator.thai.dates import DateError, format_date_short, parse_date
from generator.thai.text import match_key

EDITION_UNCLEAR = "edition-unclear"
PLAN_ITSELF, AMENDMENT = (one.partition(" ")[0] for one in EDITIONS)
_SOME = "ฉบับ"
_ADDS, _ALTERS = "เพิ่มเติม", ("แก้ไข", "เปลี่ยนแปลง")
# A row that is told twice, as it was and as it becomes; and one that tells its name of before.
_LINE = re.compile(r"(?:ข้อความ|โครงการ|รายการ)?(?:เดิม|(?:ขอ)?(?:แก้ไข|เปลี่ยน(?:แปลง)?)เป็น)(?![ก-๙])")
_RENAMED = re.compile(
    r"[(\[]\s*(?:ชื่อ|โครงการ)*เดิม|(?:เปลี่ยน|แก้ไข)ชื่อ|^(?:โครงการ)?เดิม[ :]"
    r"|^(?:แก้ไข|เปลี่ยน(?:แปลง)?)เป็น"
)
_TWICE = "แบบมีโครงการนี้สองแถว ถ้าเป็นแถวเดิมกับแถวที่แก้แล้ว เหลือแถวที่แก้แล้ว ใช้รหัสเดิม และลบอีกแถว"
_CANCELS = re.compile(r"(?<!ไม่)ยกเลิก")
_ALL = tuple(one.thai for one in Change)


def as_edition(draft: Draft, edition: str) -> Draft:
    """Return the draft as somebody said that it is: the `plan`, or an `amendment` of it.

    A form that says itself which it is stays that. Of one whose title tells no kind of amendment,
    each row asks what it does.
    """
    if not edition or draft.amendment:
        return draft
    asks = tuple(one for one in draft.asks if one.code == EDITION_UNCLEAR)
    left = tuple(one for one in draft.asks if one.code != EDITION_UNCLEAR)
    if edition == PLAN_ITSELF:
        return replace(draft, asks=left)
    left = tuple(one for one in left if one.code != "number-gap")  # an amendment has some numbers
    return replace(draft, amendment=asks[0].seen if asks else _SOME, asks=left)


def with_changes(draft: Draft, known: Mapping[str, KnownRow], *, at_hand: bool) -> Draft:
    """Return the draft with what each row does, as far as that is certain; else it is asked.

    `known` are the rows of the announced plan that the form's rows are, by code. Where the plan is
    not `at_hand`, only what the form itself says of a row is certain.
    """
    asked = {row for ask in draft.asks if column_of(ask) == "change" for row in ask.rows}
    rows, asks = [], []
    twice = _twice(draft, known)
    for row in draft.rows:
        change = _change(row, draft, known.get(row.id), at_hand=at_hand)
        change = None if row.id in asked or row.id in twice else change
        rows.append(replace(row, change=change.thai if change else ""))
        if change is None and row.id not in asked:
            why = _TWICE if row.id in twice else _why(row, row.id in known, at_hand=at_hand)
            asks.append(Ask("change-unclear", row.spot, why, _ALL, rows=(row.id,)))
    return replace(draft, rows=tuple(rows), asks=(*draft.asks, *asks))


def _change(row: DraftRow, draft: Draft, known: KnownRow | None, *, at_hand: bool) -> Change | None:
    said = change_of(row.change) or change_of(row.note)
    if _names_another(row, known) or (said is not Change.CANCEL and _CANCELS.search(row.note)):
        return None
    if not at_hand:
        return said
    if said is Change.ADD:
        return said if known is None else None
    if said:
        return said if known else None
    alters = any(word in draft.amendment for word in _ALTERS)
    if known:
        return Change.ALTER if alters else None
    return Change.ADD if _ADDS in draft.amendment and not row.before else None


def _names_another(row: DraftRow, known: KnownRow | None) -> str:
    """Return by which words a row says that it is one of two: as it was, or what becomes of it.

    Empty for none, and where a known row has that very name.
    """
    found = [_LINE.match(text.strip()) for text in row.other.values()]
    if known is None:
        found.append(_RENAMED.search(f"{row.name} {row.detail} {row.note}"))
    return next((one[0] for one in found if one), "")


def _twice(draft: Draft, known: Mapping[str, KnownRow]) -> frozenset[str]:
    """Return the rows that tell one project of the plan twice, as it was and as it becomes."""
    same: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in draft.rows:
        same[match_key(row.name), match_key(row.place)].append(row.id)
    found = (each for each in same.values() if len(each) > 1)
    return frozenset(
        one for each in found if len([row for row in each if row in known]) == 1 for one in each
    )


def _why(row: DraftRow, is_known: bool, *, at_hand: bool) -> str:
    if not at_hand:
        return "ไม่มีแผนที่ประกาศให้เทียบ ถ้าแก้ไขหรือยกเลิก ใช้รหัสเดิมของโครงการ"
    if words := _names_another(row, None):
        return f"แบบเขียนว่า “{words}” ถ้าเป็นโครงการที่มีอยู่ ใช้รหัสเดิม แล้วเหลือแถวเดียว"
    if _CANCELS.search(row.note):
        return f"หมายเหตุในแบบเขียนว่า {row.note}"
    if row.change:
        here = "มี" if is_known else "ไม่มี"
        return f"แบบเขียนว่า {row.change} แต่แผนในคลัง{here}โครงการนี้"
    return "แผนในคลังมีโครงการนี้แล้ว" if is_known else "แผนในคลังไม่มีโครงการนี้"


def with_day(draft: Draft, day: datetime.date) -> Draft:
    """Return the draft with the day of its results, in rows that have results and no day."""
    told = format_date_short(day)
    rows = (
        replace(row, progress={"date": told, **row.progress}) if any(row.progress.values()) else row
        for row in draft.rows
    )
    return replace(draft, rows=tuple(rows))


def reports_of(draft: Draft) -> Iterator[dict[str, str]]:
    """Yield what a form with results says of each row, by the columns of progress.csv."""
    for row in draft.rows:
        if any(row.progress.values()):
            yield {**row.progress, "id": row.id, "name": row.name}


def all_reports(
    there: Sequence[Mapping[str, str]], new: Sequence[Mapping[str, str]]
) -> tuple[Mapping[str, str], ...]:
    """Return the reports that are there with the new ones, which replace those of the same day."""
    days = {_day_of(one) for one in new}
    return (*(one for one in there if _day_of(one) not in days), *new)


def _day_of(report: Mapping[str, str]) -> tuple[str, object]:
    """Tell reports apart as `phaen check` does: one a day for each project."""
    said = report.get("date", "")
    try:
        return report.get("id", ""), parse_date(said)
    except DateError:
        return report.get("id", ""), said


def asks_of_reports(draft: Draft) -> Iterator[Ask]:
    """Yield what rows of progress need and the form does not say, once for all of them."""
    told = list(reports_of(draft))
    if any(not one.get("date") for one in told):
        yield Ask("report-day", Spot(), option="--date")
    if bare := [one["id"] for one in told if not one.get("status")]:
        yield Ask("report-status", Spot(), listed(bare))
