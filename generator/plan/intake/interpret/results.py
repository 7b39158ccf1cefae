"""What a form with results says of the work on one project, from columns of words and of ticks."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from generator.plan.intake.draft import DraftRow
from generator.plan.intake.interpret.headed import STATUS
from generator.plan.intake.interpret.judging import PROGRESS
from generator.plan.parse.vocabulary import status_of
from generator.plan.sheet.form_headings import is_tick
from generator.thai.dates import format_date_short


@dataclass(frozen=True, slots=True)
class Results:
    """The texts of a report of progress, by column; `ticked` are the outcomes that have a tick."""

    progress: Mapping[str, str]
    ticked: tuple[str, ...] = ()


def is_result_sign(code: str, text: str) -> bool:
    """Whether a text of a column of results is a tick or a dash, and no words."""
    if code.startswith(STATUS):
        return is_tick(text) or not _says(text)
    return code in PROGRESS and not _says(text)


def results_of(texts: Mapping[str, str]) -> Results:
    """Return what the columns of results say; a status that is not known stays as words."""
    progress = {code: text for code, text in texts.items() if code in PROGRESS and _says(text)}
    ticks = {
        code.removeprefix(STATUS): text
        for code, text in texts.items()
        if code.startswith(STATUS) and (_says(text) or is_tick(text))
    }
    words = [text for text in ticks.values() if not is_tick(text)]
    if len(ticks) == 1:
        words = [*_known(next(iter(ticks)), progress), *words]
    elif ticks:
        words = [", ".join(ticks), *words]
    words = [*_known(progress.pop("status", ""), progress), *words]
    spent = progress.get("spent", "")
    if spent.startswith(("ไม่", "ยังไม่")) and not any(map(str.isdigit, spent)):
        words.append(f"เบิกจ่าย: {progress.pop('spent')}")  # no amount: `ไม่ใช้งบ`
    if "status" not in progress and status_of(progress.get("result", "")) is not None:
        progress["status"] = progress.pop("result")
    if result := " ".join(filter(None, (progress.get("result", ""), *words))):
        progress["result"] = result
    return Results(progress, tuple(ticks))


def with_day(rows: tuple[DraftRow, ...], days: Collection[datetime.date]) -> tuple[DraftRow, ...]:
    """Return the rows; those with results have the day that the form's titles tell, if one only."""
    if len(days) != 1:
        return rows
    told = format_date_short(next(iter(days)))
    return tuple(
        replace(row, progress={"date": told, **row.progress}) if row.progress else row
        for row in rows
    )


def _known(status: str, progress: dict[str, str]) -> tuple[str, ...]:
    """Take a status that is one of ours; return one that is not as words of the result."""
    if status and status_of(status) is not None:
        progress["status"] = status
        return ()
    return (status,) if status else ()


def _says(text: str) -> bool:
    return any(map(str.isalnum, text))
