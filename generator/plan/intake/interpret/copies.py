"""Sheets that were copied and left: no rows of the plan; and rows that several sheets have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.plan.intake.draft import Ask, DraftRow, MonthsState
from generator.plan.intake.interpret.gathered import Gathered
from generator.plan.intake.interpret.headed import STATUS
from generator.plan.intake.interpret.judging import MONTH, PROGRESS
from generator.plan.intake.months import Understood
from generator.thai.text import match_key

_TOLD = ("ordinal", "detail", "budget", "place", "unit")
# Of these a row that was corrected in a copy may have one other; of one place and unit, more.
_MOST_ALIKE, _SAME_PLACE, _TYPED_ALIKE = 4, frozenset({"place", "unit"}), {"ordinal", "detail"}


def told_twice(projects: Sequence[Gathered]) -> bool:
    """Whether some project of one grid may be that of another, by its name."""
    names: dict[str, int] = {}
    return any(names.setdefault(_text(one, "name"), one.sheet) != one.sheet for one in projects)


def copied_grids(projects: Sequence[Gathered], months: Sequence[Understood]) -> dict[int, int]:
    """Return which grids say the same as one before, row by row: the copy, and what it copies.

    Months count as they were read, whether they were typed, filled or drawn.
    """
    rows: dict[int, list[tuple[object, ...]]] = {}
    for project, understood in zip(projects, months, strict=True):
        rows.setdefault(project.sheet, []).append(_all_told(project, understood))
    seen: dict[tuple[tuple[object, ...], ...], int] = {}
    found: dict[int, int] = {}
    for grid, told in rows.items():
        first = seen.setdefault(tuple(told), grid)
        if first != grid:
            found[grid] = first
    return found


def reported(projects: Sequence[Gathered], months: Sequence[Understood]) -> dict[int, int]:
    """Return which rows of a report's sheet tell the results of which rows of the plan's sheet."""
    reports = {one.sheet for one in projects if _has_results(one)}
    rows: dict[tuple[object, ...], list[int]] = {}
    for at, project in enumerate(projects):
        texts = (_text(project, code) for code in ("name", *_TOLD[1:]))
        rows.setdefault((*project.under.key, *texts), []).append(at)
    found: dict[int, int] = {}
    for pair in (each for each in rows.values() if len(each) == 2):
        plan, report = sorted(pair, key=lambda at: projects[at].sheet in reports)
        if [projects[at].sheet in reports for at in (plan, report)] != [False, True]:
            continue
        silent = months[report].state is MonthsState.NONE
        if silent or _seen(months[plan]) == _seen(months[report]):
            found[report] = plan
    return found


def again_asks(projects: Sequence[Gathered], rows: Sequence[DraftRow]) -> Iterator[Ask]:
    """Yield what is asked of rows that a sheet before seems to have too, once for two sheets."""
    by_name: dict[str, list[int]] = {}
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for at, project in enumerate(projects):
        same = by_name.setdefault(_text(project, "name"), [])
        file = rows[at].spot.file  # what several files tell of one is for those who fold them
        here = (one for one in same if rows[one].spot.file == file)
        first = next((one for one in here if _may_be_one(projects[one], project)), None)
        if first is not None:
            pairs.setdefault((projects[first].sheet, project.sheet), []).append((first, at))
        same.append(at)
    for both in pairs.values():
        (first, at), ids = both[0], tuple(rows[at].id for _, at in both)
        there = replace(rows[first].spot, cell="", row=0)
        yield Ask("row-on-two-sheets", rows[at].spot, there.words, rows=ids)


def _may_be_one(one: Gathered, other: Gathered) -> bool:
    """Whether rows of two grids, of the same name, may be one project that was copied."""
    amends = any(each.was or each.under.was or each.under.change for each in (one, other))
    carried = one.carried or other.carried
    if one.sheet == other.sheet or amends or not _text(one, "name"):
        return False
    if not carried and one.under.key != other.under.key:
        return False
    alike = {code for code in _TOLD if _text(one, code) == _text(other, code)}
    return len(alike) >= _MOST_ALIKE or (alike >= _SAME_PLACE and bool(alike & _TYPED_ALIKE))


def _has_results(project: Gathered) -> bool:
    codes = {code for head in project.heads.values() for code in head.codes.values()}
    return any(code in PROGRESS or code.startswith(STATUS) for code in codes)


def _text(project: Gathered, code: str) -> str:
    return match_key("".join(cell.text for cell in project.texts.get(code, ())))


def _seen(understood: Understood) -> tuple[object, ...]:
    return understood.state, understood.months, understood.choices


def _all_told(project: Gathered, understood: Understood) -> tuple[object, ...]:
    texts = tuple((code, _text(project, code)) for code in sorted({*project.texts} - {MONTH}))
    others = ((heading, cells) for heading, cells in sorted(project.other.items()))
    other = tuple((heading, "".join(one.text for one in cells)) for heading, cells in others)
    return (*project.under.key, texts, other, *_seen(understood))
