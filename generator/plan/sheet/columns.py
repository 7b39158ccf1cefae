"""Which column of a table is which, and one filled row read by the code names of its columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.plan.fields import Field
from generator.plan.read import Cell, Looks, Row, Spot, Stored
from generator.plan.read.cells import column_letter
from generator.plan.read.shown import shows_no_value
from generator.problems import Place, Source

Fields = Sequence[Field[Any]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each known column stands in one table, and the headings as the office wrote them.

    `years` gives the year that a month's heading names, as it is written there. `scales` gives by
    how many baht the figures of a column of money count, where that is not one. `head` is the
    heading's last row.
    """

    table: Place
    index: dict[str, int]
    headings: tuple[str, ...]
    parts: dict[str, tuple[int, str, str]]
    years: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    looks: Looks = field(default_factory=Looks)
    stored: Mapping[Spot, Stored] = field(default_factory=dict)
    lost: frozenset[Spot] = frozenset()
    head: int = 0

    @property
    def key(self) -> tuple[Place, int]:
        """Tells tables apart that stand below each other on one sheet."""
        return self.table, self.head

    def place(self, row: int, index: int) -> Place:
        """Return the place of a cell of `row` under its written heading."""
        heading = self.headings[index] if index < len(self.headings) else ""
        return self.table.at(row=row, column=column_letter(index), heading=heading)

    def text(self, row: Row, code: str) -> str:
        """Return what a row says in a column; empty where cell or column is missing."""
        index = self.index.get(code, len(row.texts))
        return row.texts[index] if index < len(row.texts) else ""


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One filled row, read by code name.

    `given` is what sub-headings above it say in columns that the table does not have, or that the
    row leaves blank.
    """

    columns: Columns
    row: Row
    given: Mapping[str, Cell] = field(default_factory=dict)

    def has(self, code: str) -> bool:
        """Whether the table says anything of the column at all."""
        return code in self.columns.index or code in self.given

    def text(self, code: str) -> str:
        """Return the cell's text; empty where the cell or the whole column is missing."""
        text = self.columns.text(self.row, code)
        return self.given[code].text if not text and code in self.given else text

    def place(self, code: str) -> Place:
        """Return the cell's place; the row's where the column is missing."""
        if code in self.given and not self.columns.text(self.row, code):
            return self.given[code].place
        index = self.columns.index.get(code)
        return self.at if index is None else self.columns.place(self.row.number, index)

    def cell(self, code: str) -> Cell:
        """Return text and place together."""
        return Cell(self.text(code), self.place(code))

    def stored(self, code: str) -> Stored | None:
        """Return what stands behind the cell's text, None where that is all there is."""
        index = self.columns.index.get(code)
        return None if index is None else self.columns.stored.get((self.row.number, index))

    def is_lost(self, code: str) -> bool:
        """Whether nothing is seen of what the cell holds, which is said already."""
        index = self.columns.index.get(code)
        if index is None:
            return False
        shown = self.columns.text(self.row, code)
        return shows_no_value(shown) or (self.row.number, index) in self.columns.lost

    def without(self, indexes: Collection[int]) -> FilledRow:
        """Return the row without the values of some cells, whose loss is said."""
        if not indexes:
            return self
        texts = tuple("" if at in indexes else text for at, text in enumerate(self.row.texts))
        spots = {(self.row.number, at) for at in indexes}
        columns = replace(self.columns, lost=self.columns.lost | spots)
        return replace(self, columns=columns, row=replace(self.row, texts=texts))

    def scale(self, code: str) -> int:
        """Return by how many baht the figures of a column count."""
        return self.columns.scales.get(code, 1)

    @property
    def at(self) -> Place:
        """The row's place."""
        return self.columns.table.at(row=self.row.number)

    @property
    def source(self) -> Source:
        """The row's place with that of each of its columns."""
        if not self.given:
            return Source(self.at, self.columns.parts)
        given = {
            code: (cell.place.row, cell.place.column, cell.place.heading)
            for code, cell in self.given.items()
        }
        return Source(self.at, {**given, **self.columns.parts})
