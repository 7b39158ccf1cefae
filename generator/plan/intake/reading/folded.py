"""A project that several files tell, as a plan and the report on it do: it is one, or is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.plan.intake.draft import Ask, Draft, DraftRow, MonthsState
from generator.thai.text import match_key

# What two rows say of one project: each that both tell is the same.
_TOLD = (
    *("detail", "budget", "place", "unit", "programme", "form", "source", "note"),
    *("budget_text", "change", "equipment_type"),
)
_ORDER = frozenset({"number-gap", "number-missing", "number-twice", "row-on-two-sheets"})
# What a report may leave out, since the plan tells it.
_LEFT_OUT = {
    "months-none": "months",
    "budget-none": "budget",
    "unit-none": "unit",
    "programme-none": "programme",
    "strategy-none": "strategy",
}


def folded(draft: Draft) -> Draft:
    """Return a draft of several files with what they tell of one project in one row.

    Rows of two files are one where all that both tell is the same, and one of them has nothing but
    results to add. Where they may be one project and differ, each asks; none goes in silence.
    """
    if len({row.spot.file for row in draft.rows}) < 2:
        return draft
    into: dict[str, str] = {}
    rows = {row.id: row for row in draft.rows}
    asks: list[Ask] = []
    before = (ask.rows for ask in draft.asks if ask.code == "row-on-two-sheets")
    asked_before = frozenset(one for each in before for one in each)
    for first, second in _pairs(draft.rows):
        plan, other = _ordered(rows[first.id], second)
        if _is_one(plan, other):
            into[other.id] = plan.id
            rows[plan.id] = replace(rows[plan.id], progress={**plan.progress, **other.progress})
        elif second.id not in asked_before:
            asks += [_ask(first, second), _ask(second, first)]
    if into:
        spot = next(row.spot for row in draft.rows if row.id in into)
        asks.append(Ask("rows-of-files-joined", spot, str(len(into)), mention=True))
    kept = tuple(rows[row.id] for row in draft.rows if row.id not in into)
    asked = (*_asks(draft.asks, into, rows), *asks)
    sections = tuple(replace(one, rows=_of(one.rows, into)) for one in draft.sections)
    used = tuple(replace(one, row=into.get(one.row, one.row)) for one in draft.used)
    return replace(draft, rows=kept, asks=asked, sections=sections, used=used)


def _pairs(rows: Sequence[DraftRow]) -> Iterator[tuple[DraftRow, DraftRow]]:
    """Yield the rows of two files that may be one project, in the order of the files.

    Several of one name in one file are told apart by their details, then by their order.
    """
    by_name: defaultdict[tuple[str, ...], list[DraftRow]] = defaultdict(list)
    for row in rows:
        by_name[match_key(row.name), match_key(row.place)].append(row)
    for key, same in by_name.items():
        first = same[0].spot.file if key[0] else ""
        firsts = [row for row in same if row.spot.file == first]
        taken: set[tuple[str, str]] = set()
        for row in (one for one in same if one.spot.file != first):
            free = [one for one in firsts if (one.id, row.spot.file) not in taken]
            likely = [one for one in free if _may_be_one(one, row)]
            if likely:
                one = next((one for one in likely if _is_one(*_ordered(one, row))), likely[0])
                taken.add((one.id, row.spot.file))
                yield one, row


def _ordered(one: DraftRow, row: DraftRow) -> tuple[DraftRow, DraftRow]:
    return (row, one) if _reports(one) else (one, row)


def _may_be_one(one: DraftRow, other: DraftRow) -> bool:
    """Whether two rows of one name and place are likely one: work of one unit, or the same amount.

    Offices give every unit a project of the same name for its own travels and papers.
    """
    if not _agree(one, other, "unit") or not _agree(one, other, "form"):
        return False
    return _agree(one, other, "detail") or one.budget == other.budget


def _agree(one: DraftRow, other: DraftRow, part: str) -> bool:
    told = [match_key(str(getattr(row, part) or "")) for row in (one, other)]
    return not all(told) or told[0] == told[1]


def _is_one(plan: DraftRow, other: DraftRow) -> bool:
    """Whether the other row tells nothing that the plan's does not, but results."""
    if _reports(plan) or not all(_agree(plan, other, part) for part in _TOLD):
        return False
    more = any(getattr(other, part) and not getattr(plan, part) for part in _TOLD)
    told = {match_key(text) for text in plan.other.values()}
    if more or any(match_key(text) not in told for text in other.other.values()):
        return False
    if other.state is MonthsState.NONE:
        return _reports(other) or plan.state is MonthsState.NONE
    return (other.state, other.months) == (plan.state, plan.months)


def _reports(row: DraftRow) -> bool:
    return any(row.progress.values())


def _of(rows: Sequence[str], into: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(into.get(one, one) for one in rows))


def _asks(
    asks: Sequence[Ask], into: Mapping[str, str], rows: Mapping[str, DraftRow]
) -> Iterator[Ask]:
    """Yield the questions of the rows that are left, each once."""
    seen: set[tuple[object, ...]] = set()
    for ask in asks:
        left = _left(ask, into, rows)
        key = (ask.code, ask.seen, ask.readings, left, () if ask.rows else ask.spot)
        if key not in seen and (left or not ask.rows):
            seen.add(key)
            yield replace(ask, rows=left)


def _left(ask: Ask, into: Mapping[str, str], rows: Mapping[str, DraftRow]) -> tuple[str, ...]:
    """Return the rows that a question is still about: not of what the plan's own row answers."""
    own = [one for one in ask.rows if one not in into]
    moved = [into[one] for one in ask.rows if one in into and ask.code not in _ORDER]
    part = _LEFT_OUT.get(ask.code)
    moved = [one for one in moved if not (part and _tells(rows[one], part))]
    return tuple(dict.fromkeys((*own, *moved)))


def _tells(row: DraftRow, part: str) -> bool:
    if part == "months":
        return row.state is not MonthsState.NONE
    return bool(getattr(row, part)) or (part == "budget" and bool(row.budget_text))


def _ask(row: DraftRow, other: DraftRow) -> Ask:
    return Ask("row-in-other-file", row.spot, row.name, (other.spot.words,), rows=(row.id,))
