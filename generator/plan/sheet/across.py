"""Figures in cells merged across columns: a reader sees one amount, in the first of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.plan.fields import Field, TextKind
from generator.plan.read import Row
from generator.plan.sheet.columns import Columns, Fields
from generator.plan.sheet.fits import fits

_FIGURES = frozenset({TextKind.AMOUNT, TextKind.NUMBER})


@dataclass(frozen=True, slots=True)
class Across:
    """The cells of a table that are merged across columns of which one holds figures, by row."""

    spans: Mapping[int, Sequence[tuple[int, int]]]
    figures: Mapping[int, Field[Any]]

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
        return cls(spans, figures)

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

    def asked(self, row: Row) -> list[tuple[int, int]]:
        """Return the spans of a row in which one figure stands in several columns of figures."""
        return [
            (first, last)
            for first, last in self.spans.get(row.number, ())
            if sum(at in self.figures for at in range(first, last + 1)) > 1
            if first < len(row.texts) and any(sign.isdigit() for sign in row.texts[first])
        ]
