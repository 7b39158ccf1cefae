"""A sum of rows with what it covers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Totals:
    """A sum and what it covers: rows, projects, satang, projects without amount or budget."""

    rows: int = 0
    projects: int = 0
    satang: int = 0
    not_stated: int = 0
    no_budget: int = 0

    @property
    def covered(self) -> int:
        """Projects whose money is known, those that need none included."""
        return self.projects - self.not_stated


NOTHING = Totals()
