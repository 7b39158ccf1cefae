"""A year's rows as a table of texts: the data file, and what a reader saves from a search."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.model import Budget, BudgetKind, Owner, Project, Villages
from generator.parse.headings import AMENDMENT_FIELDS
from generator.parse.values import NO_BUDGET
from generator.parse.villages import EVERYWHERE
from generator.thai.numbers import plain_baht
from generator.views.records import DataTable
from generator.views.rows import ProjectView

_HEADINGS = {field.code: field.name for field in AMENDMENT_FIELDS}


def data_table(year: str, views: Iterable[ProjectView]) -> DataTable:
    """Return the table of a year's rows."""
    rows = [(year, *(cell(view.project) for _, cell in _COLUMNS)) for view in views]
    codes = ("fiscal_year", *(code for code, _ in _COLUMNS))
    return DataTable(codes, tuple(_HEADINGS[code] for code in codes), tuple(rows))


def villages_text(villages: Villages) -> str:
    """Return village numbers as the column takes them: `1-3, 5`, or ทั้งตำบล."""
    return EVERYWHERE if villages.everywhere else ", ".join(ranges(villages.numbers))


def ranges(numbers: Iterable[int]) -> list[str]:
    """Return rising numbers with runs of three or more drawn together: `1-3`, `5`, `6`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts: list[str] = []
    for run in runs:
        texts += [f"{run[0]}-{run[-1]}"] if len(run) > 2 else map(str, run)
    return texts


def budget_text(budget: Budget) -> str:
    """Return baht for machines, or the words of a row that needs or states no money."""
    if budget.kind is BudgetKind.NO_BUDGET:
        return NO_BUDGET
    return "-" if budget.satang is None else plain_baht(budget.satang)


def _programme(project: Project) -> str:
    return project.programme.name if project.programme else project.programme_text


def _coordinate(axis: str) -> Callable[[Project], str]:
    return lambda project: getattr(project.coordinates, axis) if project.coordinates else ""


_COLUMNS: tuple[tuple[str, Callable[[Project], str]], ...] = (
    ("id", lambda p: p.id),
    ("strategy", lambda p: p.strategy),
    ("tactic", lambda p: p.tactic),
    ("programme", _programme),
    ("form", lambda p: p.form.thai),
    ("name", lambda p: p.name),
    ("detail", lambda p: p.detail),
    ("budget", lambda p: budget_text(p.budget)),
    ("source", lambda p: p.funding),
    ("place", lambda p: p.place),
    ("villages", lambda p: villages_text(p.villages)),
    ("unit", lambda p: p.unit),
    ("partners", lambda p: "; ".join(p.partners)),
    ("owner", lambda p: "" if p.owner is Owner.OWN else p.owner.thai),
    ("start", lambda p: p.months[0].label if p.months else ""),
    ("end", lambda p: p.months[-1].label if p.months else ""),
    ("count", lambda p: str(p.count)),
    ("plan_ref", lambda p: p.plan_ref),
    ("continues", lambda p: p.continues),
    ("lat", _coordinate("lat")),
    ("lon", _coordinate("lon")),
    ("note", lambda p: p.note),
    ("change", lambda p: p.change.thai if p.change else ""),
    ("reason", lambda p: p.reason),
)
