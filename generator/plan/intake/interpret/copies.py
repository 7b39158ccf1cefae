"""Sheets that were copied and left, and hidden ones of another year: no rows of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.plan.intake.form import Form, Grid, Line
from generator.plan.intake.interpret.gathered import Gathered
from generator.plan.intake.interpret.headed import heads_of
from generator.plan.intake.interpret.titles import year_in
from generator.thai.text import match_key

_TOLD = ("ordinal", "name", "detail", "budget", "place", "unit")


def copied_grids(projects: Sequence[Gathered]) -> dict[int, int]:
    """Return which grids say the same as one before, row by row: the copy, and what it copies."""
    rows: dict[int, list[tuple[object, ...]]] = {}
    for project in projects:
        rows.setdefault(project.sheet, []).append(_told(project))
    seen: dict[tuple[tuple[object, ...], ...], int] = {}
    found: dict[int, int] = {}
    for grid, told in rows.items():
        first = seen.setdefault(tuple(told), grid)
        if first != grid:
            found[grid] = first
    return found


def _told(project: Gathered) -> tuple[object, ...]:
    texts = (
        match_key("".join(cell.text for cell in project.texts.get(code, ()))) for code in _TOLD
    )
    return (*project.under.key, *texts)


def of_other_years(form: Form) -> dict[int, int]:
    """Return which hidden grids, by order, are of a year that nothing visible names, and which."""
    grids = list(form.grids)
    if not any(grid.hidden for grid in grids):
        return {}
    visible = {
        year
        for part in form.parts
        if not (isinstance(part, Grid) and part.hidden)
        for year in _years(part)
    }
    found = {at: set(_years(grid)) for at, grid in enumerate(grids) if grid.hidden}
    return {at: max(own) for at, own in found.items() if own and visible and not own & visible}


def _years(part: Line | Grid) -> Iterator[int]:
    if isinstance(part, Line):
        yield from filter(None, (year_in(part.text),))
        return
    for cell in part.cells:
        if "25" in cell.text or "๒๕" in cell.text:
            yield from filter(None, (year_in(cell.text),))
    for head in heads_of(part).values():
        yield from head.years
