"""Sheets that were copied and left: no rows of the plan."""

from __future__ import annotations

from collections.abc import Sequence

from generator.plan.intake.interpret.gathered import Gathered
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
