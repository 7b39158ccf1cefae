"""Figures and codes in cells merged across columns: a reader sees one, in the first of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.plan.fields import Field, TextKind
from generator.plan.read import Area, Row
from generator.plan.sheet.columns import Columns, Fields
from generator.plan.sheet.fits import fits

_FIGURES = frozenset({TextKind.AMOUNT, TextKind.NUMBER})
# By these a row is known, or counted: each stands in a cell of its own.
_ALONE = ("id", "strategy")


@dataclass(frozen=True, slots=True)
class Across:
    """The cells of a table that are merged across columns of which one holds figures, by row.

    `figures` and `alone` are the columns of figures, and those that say what is counted; `named`
    are all that have a heading.
    """

    spans: Mapping[int, Sequence[tuple[int, int]]]
    figures: Mapping[int, Field[Any]]
    alone: frozenset[int]
    named: frozenset[int]

    @classmethod
    def of(cls, columns: Columns, fields: Fields) -> Across:
        """Look through what is merged in a table whose columns are known."""
        figures = {
            columns.index[one.code]: one
            for one in fields
            if one.kind in _FIGURES and one.code in columns.index
        }
        spans: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for area in columns.looks.merged:
            inside = range(area.first_column, area.last_column + 1)
            if len(inside) > 1 and any(at in figures for at in inside):
                for number in range(area.first_row, area.last_row + 1):
                    spans[number].append((area.first_column, area.last_column))
        alone = frozenset(columns.index[code] for code in _ALONE if code in columns.index)
        return cls(spans, figures, alone, frozenset(columns.index.values()))

    def once(self, row: Row) -> Row:
        """Return a row in which no other column says the figure that is merged into it."""
        if row.number not in self.spans:
            return row
        texts = list(row.texts)
        for first, last in self.spans.get(row.number, ()):
            figure = self.figures.get(first)
            if figure and first < len(texts) and texts[first] and fits(figure, texts[first]):
                end = min(last + 1, len(texts))
                texts[first + 1 : end] = [""] * (end - first - 1)
        return replace(row, texts=tuple(texts))

    def is_asked(self, area: Area, row: Row) -> bool:
        """Whether a reader cannot know of which column a figure or a code is.

        A figure that begins in its own column is that column's, unless others hold figures, too.
        Words may stand over columns of words, and marks over months: no sum comes of them.
        """
        inside = range(area.first_column, area.last_column + 1)
        text = row.texts[area.first_column] if area.first_column < len(row.texts) else ""
        if sum(at in self.named for at in inside) < 2 or not any(map(str.isdigit, text)):
            return False
        if any(at in self.alone for at in inside):
            return True
        figures = [at for at in inside if at in self.figures]
        return len(figures) > 1 or (bool(figures) and figures[0] != area.first_column)
