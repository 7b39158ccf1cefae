"""Records of a year's rows in columns: the data file, and what the search is told."""

from __future__ import annotations

from dataclasses import dataclass

from generator.site.views.words import Name


@dataclass(frozen=True, slots=True)
class DataTable:
    """Every row of a year in the plan's order, cancelled ones too; each cell is a text.

    `codes` are the columns' code names, `headings` the Thai headings that staff know: the file
    can be read back as a plan.
    """

    codes: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, code: str) -> list[str]:
        """Return one column from top to bottom."""
        at = self.codes.index(code)
        return [row[at] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that many rows share: its code name in addresses, its name, other words for it."""

    slug: str
    name: Name
    written: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """A column of few different values: `codes` has, for each row, the place of its choice."""

    choices: tuple[Choice, ...]
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """A year's rows in columns, in the plan's order; cancelled rows keep their place.

    `villages` are numbers such as `1-3,5`, after `*` where the row is for the whole area.
    `months` are twelve bits, October the lowest. `budgets` are baht, or
    words where no amount is stated. `percents` are as last reported, empty where nobody said.
    """

    year: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    places: tuple[str, ...]
    villages: tuple[str, ...]
    budgets: tuple[str, ...]
    months: tuple[int, ...]
    counts: tuple[int, ...]
    shared: dict[str, Shared]
    statuses: tuple[str, ...]
    percents: tuple[str, ...]
    table: DataTable
