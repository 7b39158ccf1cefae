"""A row of a draft as a table of Phaen's states it: texts by the code names of the columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.plan.fields import MONTH_FIELDS, column_name
from generator.plan.intake.draft import Ask, Draft, DraftRow, MonthsState
from generator.plan.intake.imported.codes import KnownRow
from generator.plan.intake.imported.earlier import answers, gone, told
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
# Staff fill these in once for all that a form may say: what the plan has stays, and is asked about.
_STAYING = ("budget", "unit")
# What a form tells of a row and may leave blank: where it does, what the plan says stays.
_OPTIONAL = ("tactic", "programme", "detail", "source", "place", "note")


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
    """A row of the draft with what a table states of it; `questions` are those nobody answered.

    `kept` are the columns that the form leaves blank and the plan's own row fills.
    """

    row: DraftRow
    texts: Mapping[str, str]
    questions: tuple[Asked, ...]
    kept: tuple[str, ...] = ()


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
    blank = _blank_in_all(draft)
    return tuple(
        _row(row, draft, asks[row.id], known.get(row.id), blank, amends=row.id in amending)
        for row in draft.rows
    )


def _blank_in_all(draft: Draft) -> frozenset[str]:
    """Return what a form with results has no column for: it takes nothing out of the plan."""
    if not any(any(row.progress.values()) for row in draft.rows):
        return frozenset()
    said = [_said(row, draft) for row in draft.rows]
    return frozenset(one for one in _NEEDED if not any(_states(each, one) for each in said))


def kept_asks(rows: Sequence[RowTexts]) -> Iterator[Ask]:
    """Yield what is to be known of values that stay since the form says nothing of them."""
    for one in rows:
        for code in one.kept:
            seen = column_name(code)
            yield Ask("kept-as-it-was", one.row.spot, seen, rows=(one.row.id,), mention=True)


def _asked(ask: Ask) -> Asked:
    return Asked(ask.code, column_of(ask), question(ask), ask.readings)


def _row(
    row: DraftRow,
    draft: Draft,
    asked: Sequence[Asked],
    known: KnownRow | None,
    unheard: Collection[str],
    *,
    amends: bool,
) -> RowTexts:
    said = {code: text for code, text in _said(row, draft).items() if text}
    missing = asked
    if known and not amends:
        missing = [_against(one, row, known, said, unheard) for one in asked]
    found = [_is_answered(one, known, said) for one in missing]
    answered = [one for one, is_answered in zip(missing, found, strict=True) if is_answered]
    left = [one for one, is_answered in zip(missing, found, strict=True) if not is_answered]
    if known and not amends:
        left = [_doubted(one, row, known, said) for one in left]
    texts = {**_kept(known, said, [one.column for one in left], amends=amends), **said}
    needed = _ALWAYS if amends and known else tuple(_NEEDED)
    columns = {one.column for one in left}
    lacking = [one for one in needed if one not in columns and not _states(texts, one)]
    blank = [_asked(Ask(_NEEDED[one], row.spot)) for one in lacking]
    # Of a column that the form fills, a question is about what stands there.
    open_ = [
        replace(one, column="") if one.column in said else one for one in (*left, *_mended(row))
    ]
    questions = tuple(dict.fromkeys((*open_, *blank)))
    # What was answered stays beside its answer: the next import knows it by that.
    lines = (asked_line(one.column, one.text) for one in dict.fromkeys((*questions, *answered)))
    stated = {**texts, ORIGIN: _origin(row), ASKED: "\n".join(lines)}
    kept = () if amends or not known else (one for one in _OPTIONAL if known.said(one))
    return RowTexts(row, stated, questions, tuple(one for one in kept if one not in said))


def _against(
    asked: Asked, row: DraftRow, known: KnownRow, said: Mapping[str, str], unheard: Collection[str]
) -> Asked:
    """Return a question of a blank, or that the plan's own row says what the form has no more."""
    is_none = asked.code == _NEEDED.get(asked.column)
    if not is_none or asked.column in unheard or not _states(known.values, asked.column):
        return asked
    taken = gone(known, asked.column, row.spot) if not _states(said, asked.column) else None
    return _asked(taken) if taken else asked


def _doubted(asked: Asked, row: DraftRow, known: KnownRow, said: Mapping[str, str]) -> Asked:
    """Return a question of the row itself where the plan's own amount or unit may well be right.

    A form that says nothing that could stand there takes out nothing that somebody filled in.
    """
    column = asked.column
    states = _states(known.values, column) and not _states(said, column)
    if column not in _STAYING or asked.readings or not states:
        return asked
    return _asked(Ask("kept-in-doubt", row.spot, told(known, column), why=asked.text))


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
    """Whether a known row answers a question about a column that the form does not fill.

    It answers every blank that is no new one.
    """
    if known is None or not _states(known.values, asked.column) or _states(said, asked.column):
        return False
    is_none = asked.code == _NEEDED.get(asked.column)
    return is_none or answers(known, asked.column, asked.text, asked.readings)


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
