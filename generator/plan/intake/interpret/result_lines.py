"""Forms with two lines a project, แผน and ผล: only what the plan's line shows is of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.plan.intake.draft import Ask, Unused
from generator.plan.intake.form import Form, Grid
from generator.plan.intake.interpret.headed import FormHead
from generator.plan.intake.interpret.money_heads import Heads
from generator.thai.text import tidy

_MORE = r"(?:การ)?(?:ดำเนิน(?:งาน|การ)|ปฏิบัติงาน|งาน)?(?:จริง)?[ :]*"
_PLAN, _RESULT = re.compile(f"(?:ตาม)?แผน{_MORE}"), re.compile(f"ผล{_MORE}")
_WHY = "อยู่ในบรรทัดผล ซึ่งไม่ใช่เดือนและวงเงินของแผน"
_LABEL = "คำที่บอกว่าบรรทัดใดเป็นแผน บรรทัดใดเป็นผล"


@dataclass(frozen=True, slots=True)
class PlanLines:
    """A form without what its lines of results show, which is told as `unused`, and mentioned."""

    form: Form
    unused: tuple[Unused, ...] = ()
    asks: tuple[Ask, ...] = ()


def plan_lines(form: Form, heads: Heads) -> PlanLines:
    """Return the form with the months and amounts of the plan's lines alone."""
    parts, unused, asks = list(form.parts), [], []
    numbers = [at for at, part in enumerate(parts) if isinstance(part, Grid)]
    for at, own in zip(numbers, heads, strict=True):
        grid = parts[at]
        assert isinstance(grid, Grid)
        months = {column for head in own.values() for column in head.month_columns()}
        labels = _labels(grid, own, months)
        results = {row for row, _, is_result in labels if is_result}
        if not results:
            continue
        parts[at] = planned = _planned(grid, own, labels, months)
        unused += list(_left(grid, planned, labels))
        asks.append(Ask("result-lines", grid.spot, mention=True))
    return PlanLines(replace(form, parts=tuple(parts)), tuple(unused), tuple(asks))


Labels = frozenset[tuple[int, int, bool]]


def _labels(grid: Grid, heads: Mapping[int, FormHead], months: set[int]) -> Labels:
    """Return by row and column where the words แผน and ผล stand, and which is that of results.

    Only in a column that says nothing else, but above and in its headings.
    """
    if not heads:
        return frozenset()
    headings = {row for head in heads.values() for row in range(head.first, head.last + 1)}
    first = min(headings)
    by_column: dict[int, list[tuple[int, int, bool | None]]] = {}
    for cell in grid.cells:
        text = tidy(cell.text)
        below = cell.row > first and cell.row not in headings
        if text and below and cell.column not in months and cell.columns == 1:
            kind = True if _RESULT.fullmatch(text) else None
            kind = False if _PLAN.fullmatch(text) else kind
            by_column.setdefault(cell.column, []).append((cell.row, cell.column, kind))
    for told in by_column.values():
        kinds = {kind for *_, kind in told}
        if kinds == {True, False}:
            return frozenset((row, column, bool(kind)) for row, column, kind in told)
    return frozenset()


def _planned(grid: Grid, heads: Mapping[int, FormHead], labels: Labels, months: set[int]) -> Grid:
    """Return a grid without its labels, and without months and amounts in lines of results."""
    results = {row for row, _, is_result in labels if is_result}
    places = {(row, column) for row, column, _ in labels}
    money = {column for head in heads.values() for column in head.money}
    cells = (
        cell
        for cell in grid.cells
        if (cell.row, cell.column) not in places
        and not (cell.row in results and cell.column in months | money)
    )
    marks = tuple(mark for mark in grid.marks if mark.row not in results)
    return replace(grid, cells=tuple(cells), marks=marks)


def _left(grid: Grid, planned: Grid, labels: Labels) -> Iterator[Unused]:
    kept = {id(cell) for cell in planned.cells}
    places = {(row, column) for row, column, _ in labels}
    for cell in grid.cells:
        if id(cell) not in kept and tidy(cell.text):
            yield Unused(
                cell.text, cell.spot, _LABEL if (cell.row, cell.column) in places else _WHY
            )
    held = {id(mark) for mark in planned.marks}
    yield from (Unused(mark, mark.spot, _WHY) for mark in grid.marks if id(mark) not in held)
