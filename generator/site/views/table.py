"""A year's rows as a table of texts: the data file, and what a reader saves from a search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator.plan.model import COLUMNS, EVERYWHERE, Owner, Project, Villages, shown_budget
from generator.plan.parse.headings import AMENDMENT_FIELDS
from generator.site.views.records import DataTable
from generator.site.views.rows import ProjectView


def data_table(year: str, views: Iterable[ProjectView]) -> DataTable:
    """Return the table of a year's rows."""
    rows = [(year, *(write(view.project) for write in _COLUMNS.values())) for view in views]
    codes = ("fiscal_year", *_COLUMNS)
    return DataTable(codes, tuple(_HEADINGS[code] for code in codes), tuple(rows))


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


def _villages(villages: Villages) -> str:
    return EVERYWHERE if villages.everywhere else ", ".join(ranges(villages.numbers))


_HEADINGS = {field.code: field.name for field in AMENDMENT_FIELDS}
# Readers get what was read from other columns, too, and months as the two ends of the work.
_SHOWN: Mapping[str, Callable[[Project], str]] = {
    **COLUMNS,
    "budget": lambda p: shown_budget(p.budget),
    "villages": lambda p: _villages(p.villages),
    "owner": lambda p: "" if p.owner is Owner.OWN else p.owner.thai,
    "start": lambda p: p.months[0].label if p.months else "",
    "end": lambda p: p.months[-1].label if p.months else "",
}
_COLUMNS = {code: _SHOWN[code] for code in _HEADINGS if code in _SHOWN}
