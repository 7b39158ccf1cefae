"""Whether what a plan has already answers a question that its form, handed in again, asks."""

from __future__ import annotations

from collections.abc import Sequence

from generator.plan.fields import MONTH_FIELDS
from generator.plan.intake.draft import Ask
from generator.plan.intake.form import Spot
from generator.plan.intake.imported.codes import KnownRow
from generator.plan.intake.imported.proofs import months_text
from generator.plan.intake.imported.words import asked_line, question
from generator.plan.intake.months.words import period_of
from generator.plan.parse.questions import MONTHS
from generator.thai.numbers import AmountError, format_baht, parse_satang
from generator.thai.text import match_key

# What a form shows of a row by itself: an answer is one to what it showed then.
_DRAWN = (MONTHS, "budget")
_GONE = {MONTHS: "months-gone", "budget": "budget-gone", "unit": "unit-gone"}


def answers(known: KnownRow, column: str, text: str, readings: Sequence[str]) -> bool:
    """Whether a row that states a column answers a question about it, `text` with `readings`.

    It does where it was asked the very same before. Where the form shows something else by now, an
    answer of then would be wrong in silence: it counts only if it is one of the readings.
    """
    if column not in _DRAWN:
        return column not in _GONE or asked_line(column, text) in known.asked.splitlines()
    line = asked_line(column, text)
    about = line.removesuffix(text)
    before = [one for one in known.asked.splitlines() if one.startswith(about)]
    if before:
        return line in before
    return any(_states(known, column, one) for one in readings)


def gone(known: KnownRow, column: str, spot: Spot) -> Ask | None:
    """Return the question of a column that a known row states and the form leaves blank.

    None where the row was asked for it before: what it states is the answer. Else the form of then
    said it, or nobody knows who: a value that was taken out of a form never stays unasked.
    """
    code = _GONE.get(column)
    if code is None:
        return None
    line = asked_line(column, question(Ask(f"{column}-none", spot)))
    before = known.asked.splitlines()
    if any(one.startswith(line) for one in before):
        return None
    return Ask(code, spot, told(known, column))


def told(known: KnownRow, column: str) -> str:
    """Return what a known row states in a column, as people write it: `50,000`, `ธ.ค.–มี.ค.`."""
    amount = _satang(known.said(column)) if column == "budget" else None
    if amount is not None:
        return format_baht(amount)
    if column != MONTHS:
        return known.said(column)
    return months_text(bool(known.said(month.code)) for month in MONTH_FIELDS)


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
