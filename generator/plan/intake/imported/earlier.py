"""Whether what a plan has already answers a question that its form, handed in again, asks."""

from __future__ import annotations

from collections.abc import Sequence

from generator.plan.fields import MONTH_FIELDS
from generator.plan.intake.imported.codes import KnownRow
from generator.plan.intake.imported.words import asked_line
from generator.plan.intake.months.words import period_of
from generator.plan.parse.questions import MONTHS
from generator.thai.numbers import AmountError, parse_satang
from generator.thai.text import match_key


def answers(known: KnownRow, column: str, text: str, readings: Sequence[str]) -> bool:
    """Whether a row that states a column answers a question about it, `text` with `readings`.

    It does where it was asked the very same before. Where the form shows something else by now, an
    answer of then would be wrong in silence: it counts only if it is one of the readings, or if
    neither the form nor the row tells that anything changed.
    """
    if column not in (MONTHS, "budget"):
        return True
    line = asked_line(column, text)
    about = line.removesuffix(text)
    before = [one for one in known.asked.splitlines() if one.startswith(about)]
    if before:
        return line in before
    return not readings or any(_states(known, column, one) for one in readings)


def _states(known: KnownRow, column: str, reading: str) -> bool:
    if column == MONTHS:
        worked = (at for at, month in enumerate(MONTH_FIELDS) if known.said(month.code))
        return period_of(reading, 0) == frozenset(worked)
    told = known.said(column)
    words = (match_key(reading), *reading.split())
    return match_key(told) in words or _satang(told) in {_satang(one) for one in words} - {None}


def _satang(text: str) -> int | None:
    try:
        return parse_satang(text)
    except AmountError:
        return None
