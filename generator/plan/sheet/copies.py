"""Sheets that say again what another sheet says: a copy somebody kept beside the plan."""

from __future__ import annotations

from collections.abc import Sequence

from generator.plan.sheet.interpret import Interpreted
from generator.problems import Report

# A sheet of which so many in a hundred codes stand on another is a copy of it.
_MOSTLY = 80


def without_copies(tables: Sequence[Interpreted], report: Report) -> list[Interpreted]:
    """Return the tables that are no copy of one before them; a copy is an error, said once."""
    kept: list[tuple[frozenset[str], Interpreted]] = []
    for table in tables:
        codes = frozenset(code for row in table.rows if (code := row.text("id")))
        first = next(
            (one for known, one in kept if _is_copy(codes, known) or _is_within(table, one)), None
        )
        if first is None:
            kept.append((codes, table))
            continue
        report.add(
            "sheet-copied",
            table.account.place,
            table.account.place.sheet,
            other=first.account.place.sheet,
            count=len(codes),
        )
    return [one for _, one in kept]


def _is_copy(codes: frozenset[str], known: frozenset[str]) -> bool:
    """Whether most codes of a table stand on another; reports of progress repeat codes anyway."""
    return len(codes) > 1 and 100 * len(codes & known) >= _MOSTLY * len(codes)


def _is_within(table: Interpreted, other: Interpreted) -> bool:
    """Whether all rows of a table stand on another, word for word: one row may be a copy, too."""
    said = {row.row.texts for row in other.rows}
    return bool(table.rows) and all(row.row.texts in said for row in table.rows)
