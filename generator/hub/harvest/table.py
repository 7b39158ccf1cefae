"""Rows as they are kept: texts, under the code names of their columns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class Table:
    """Rows of one table and one year: code names, and texts in that order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
