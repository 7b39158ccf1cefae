"""A year's whole table in parts, each a page of its own: one large page is slow to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.site.addresses import address, page_of
from generator.site.views.rows import ProjectView

# The plans of most offices stand whole on one page.
ROWS = 250


@dataclass(frozen=True, slots=True)
class TablePart:
    """Some rows of the table: the `first` to the `last` of the year's, both counted from 1.

    Of no rows at all, `last` is 0. `path` is the part's address below the year's folder.
    """

    number: int
    first: int
    last: int
    path: str
    rows: tuple[ProjectView, ...]


def table_parts(rows: Sequence[ProjectView]) -> tuple[TablePart, ...]:
    """Return the parts in order; there is always one, which is the table's own page."""
    starts = range(0, len(rows), ROWS) or (0,)
    return tuple(_part(number, start, rows) for number, start in enumerate(starts, start=1))


def _part(number: int, start: int, rows: Sequence[ProjectView]) -> TablePart:
    path = address("table").path if number == 1 else page_of("tables").below(number)
    some = tuple(rows[start : start + ROWS])
    return TablePart(number, start + 1, start + len(some), path, some)
