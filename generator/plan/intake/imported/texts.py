"""A row of a draft as a table of Phaen's states it: texts by the code names of the columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.plan.fields import MONTH_FIELDS, column_name
from generator.plan.intake.draft import Ask, Draft, DraftRow, MonthsState
from generator.plan.intake.imported.codes import KnownRow
from generator.plan.intake.imported.earlier import answers
from generator.plan.intake.imported.words import asked_line, column_of, question
from generator.plan.model import NO_BUDGET
from generator.plan.parse.questions import ASKED, MONTHS, ORIGIN
from generator.thai.fiscal import FiscalYear
from generator.thai.numbers import plain_baht
from generator.thai.text import match_key

MARK = "✓"
# What plans are read by, too.
_OTHER_WORDS = {match_key(text) for text in ("ไม่ใช้งบ", "ไม่ใช้เงินงบประมาณ")}
# What a row must state, and which question that is where the interpreter asks nothing of it.
_NEEDED = {
    "name": "name-none",
    "strategy": "strategy-none",
    "unit": "unit-none",
    "budget": "budget-none",
    MONTHS: "months-none",
}
_MONTH_CODES = tuple(field.code for field in MONTH_FIELDS)
# Of an amendment's row only what it says counts: what it leaves blank is as it was.
_ALWAYS = ("name",)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a row: its code, the column that answers it (empty: the row), its sentence.

    `readings` are the answers that the form leaves open, none where it leaves all.
    """

    code: str
    column: str
    text: str
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowTexts:
    """A row of the draft with what a table states of it; `questions` are those nobody answered."""

    row: DraftRow
    texts: Mapping[str, str]
    questions: tuple[Asked, ...]


def texts_of(
    draft: Draft, known: Mapping[str, KnownRow], amending: Collection[str] = ()
) -> tuple[RowTexts, ...]:
    """Return every row of the draft; what the form does not say stays as a known row has it.

    Of the codes in `amending` a row leaves blank what stays, but for why. Questions that the known
    row answers already are not asked again.
    """
    asks: defaultdict[str, list[Asked]] = defaultdict(list)
    for ask in draft.asks:
        for code in ask.rows if not ask.mention else ():
            asks[code].append(_asked(ask))
    return tuple(
        _row(row, draft, asks[row.id], known.get(row.id), amends=row.id in amending)
        for row in draft.rows
    )


def _asked(ask: Ask) -> Asked:
    return Asked(ask.code, column_of(ask), question(ask), ask.readings)


def _row(
    row: DraftRow,
    draft: Draft,
    asked: Sequence[Asked],
    known: KnownRow | None,
    *,
    amends: bool,
) -> RowTexts:
    said = {code: text for code, text in _said(row, draft).items() if text}
    asked = [one for one in asked if not _is_answered(one, known, said)]
    anew = [one.column for one in asked]
    texts = {**_kept(known, said, anew, amends=amends), **said}
    needed = _ALWAYS if amends and known else tuple(_NEEDED)
    columns = {one.column for one in asked}
    lacking = [one for one in needed if one not in columns and not _states(texts, one)]
    blank = [_asked(Ask(_NEEDED[one], row.spot)) for one in lacking]
    # Of a column that the form fills, a question is about what stands there.
    open_ = [
        replace(one, column="") if one.column in said else one for one in (*asked, *_mended(row))
    ]
    questions = tuple(dict.fromkeys((*open_, *blank)))
    lines = "\n".join(asked_line(one.column, one.text) for one in questions)
    return RowTexts(row, {**texts, ORIGIN: _origin(row), ASKED: lines}, questions)


def _mended(row: DraftRow) -> Iterator[Asked]:
    """Yield that a reader was not sure of texts: somebody is to hold them against the form."""
    if row.doubtful:
        names = ", ".join(map(column_name, sorted(row.doubtful)))
        yield _asked(Ask("text-mended", row.spot, names))


def _states(texts: Mapping[str, str], code: str) -> bool:
    if code != MONTHS:
        return bool(texts.get(code))
    return any(texts.get(one) for one in ("start", "end", *_MONTH_CODES))


def _is_answered(asked: Asked, known: KnownRow | None, said: Mapping[str, str]) -> bool:
    """Whether a known row answers a question about a column that the form does not fill."""
    if known is None or not _states(known.values, asked.column) or _states(said, asked.column):
        return False
    return answers(known, asked.column, asked.text, asked.readings)


def _kept(
    known: KnownRow | None, said: Mapping[str, str], anew: Collection[str], *, amends: bool
) -> dict[str, str]:
    """Return what a known row states; its months only where the form says nothing of them.

    Of columns that are asked `anew` it states nothing: a question with an answer beside it counts
    as answered.
    """
    if known is None:
        return {}
    if amends:
        return {"reason": known.said("reason")} if known.said("reason") else {}
    months = {"start", "end", MONTHS, *_MONTH_CODES}
    stated = _states(said, MONTHS) or MONTHS in anew
    gone = {*anew, *(months if stated else ())}
    return {code: text for code, text in known.values.items() if code not in gone}


def _origin(row: DraftRow) -> str:
    return row.spot.words


def _said(row: DraftRow, draft: Draft) -> dict[str, str]:
    """Return what the form itself says."""
    return {
        "id": row.id,
        "strategy": row.strategy,
        "tactic": row.tactic,
        "programme": row.programme,
        "form": row.form,
        "name": row.name,
        "detail": row.detail,
        "budget": budget_of(row),
        "source": row.source,
        "place": row.place,
        "unit": row.named_unit,
        "note": _note(row),
        "ordinal": row.number,
        "change": row.change,
        **row.more,
        **months_of(row, draft.year),
    }


def budget_of(row: DraftRow) -> str:
    """Return the budget as a table states it: plain baht, or that none is used, or nothing."""
    if row.uses_no_budget:
        return row.budget_text if match_key(row.budget_text) in _OTHER_WORDS else NO_BUDGET
    return "" if row.budget is None else baht(row.budget)


def baht(amount: Decimal) -> str:
    """Return an amount as machines read it: `238613.38`."""
    return plain_baht(int((amount * 100).to_integral_value()))


def months_of(row: DraftRow, year: int) -> dict[str, str]:
    """Return the months in both ways that a table may have: a mark each, and the two ends."""
    if row.state is not MonthsState.CLEAR or not any(row.months):
        return {}
    at = [number for number, work in enumerate(row.months) if work]
    months = FiscalYear(year).months
    marks = {_MONTH_CODES[number]: MARK for number in at}
    return {**marks, "start": months[at[0]].label, "end": months[at[-1]].label}


def pauses(texts: Mapping[str, str]) -> bool:
    """Whether the work of a row has two runs of months: a table needs a column for each month."""
    return "10" in "".join("01"[bool(texts.get(code))] for code in _MONTH_CODES).rstrip("0")


def _note(row: DraftRow) -> str:
    """Return the note, and what stands in columns that Phaen does not have, with their headings."""
    other = (f"{heading}: {text}" for heading, text in row.other.items() if text)
    return " · ".join(filter(None, (row.note, *other)))
