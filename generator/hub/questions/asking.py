"""Filters → SQL and its bound values → answers. Nothing that was typed is ever part of the SQL.

Of a word of three letters or more the index knows where it stands; where its pieces are in very
many rows the texts are read instead, which then costs less. Shorter words are looked for by every
piece that has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generator.hub.questions.engine import Engine, Value
from generator.hub.questions.filters import ALL_YEARS, COLUMN_OF, PAGE_ROWS, Filters
from generator.hub.questions.grams import Grams
from generator.hub.questions.reading import Query, Said, read
from generator.hub.questions.tables import GRAM, TABLE

#: The columns of a row of an answer, in their order.
SHOWN = (
    "fiscal_year", "province", "district", "office_code", "office_name", "id", "name", "place",
    "unit", "programme", "strategy", "owner", "source", "status_code", "budget_baht", "page",
)  # fmt: skip
# From this share of rows on, reading the texts costs less than asking the index where words stand.
_DENSE = 0.6
_MOST_PIECES = 1_500
_BETWEEN = "\x01"
_SECONDS = 10
_SETTINGS = f" SETTINGS max_execution_time = {_SECONDS}, max_memory_usage = 2000000000"
_ORDER = {
    "plan": "fiscal_year DESC, province, office_code, id",
    "most": "isNull(budget_baht), budget_baht DESC, fiscal_year DESC, province, office_code, id",
    "least": "isNull(budget_baht), budget_baht, fiscal_year DESC, province, office_code, id",
}
_NOTHING = "0"


@dataclass(frozen=True, slots=True)
class Sums:
    """Of all rows that answer: how many, their baht, and how many of them tell no amount."""

    count: int
    baht: Decimal
    without: int


@dataclass(slots=True)
class _Bound:
    """Values by the names that the SQL has for them."""

    values: dict[str, Value] = field(default_factory=dict)

    def text(self, value: str) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"{{{name}:String}}"


class Asking:
    """Answers from one engine, as it is now."""

    def __init__(self, engine: Engine) -> None:
        """Learn what the index has. Raises QuestionsError."""
        self._engine = engine
        self.grams = Grams(engine)

    @property
    def years(self) -> list[int]:
        """Every year that has rows, the newest first."""
        return self.grams.years

    def asked_years(self, filters: Filters) -> list[int]:
        """Return the years that are asked for: the newest where none is told."""
        if filters.year == ALL_YEARS:
            return self.years
        if not filters.year:
            return self.years[:1]
        return [year for year in self.years if str(year) == filters.year]

    def sums(self, filters: Filters) -> Sums:
        """Return what all rows come to. Raises QuestionsError."""
        where, values = self._where(filters)
        sql = f"SELECT count(), sum(budget_baht), countIf(isNull(budget_baht)) FROM {TABLE} {where}"  # noqa: S608
        count, baht, without = self._engine.rows(sql + _SETTINGS, values)[0]
        return Sums(int(count), Decimal(baht or 0), int(without))

    def rows(self, filters: Filters, most: int = PAGE_ROWS) -> list[dict[str, Any]]:
        """Return a page of rows, or the first `most` of the list. Raises QuestionsError."""
        where, values = self._where(filters)
        begin = (filters.page - 1) * PAGE_ROWS if most == PAGE_ROWS else 0
        sql = (
            f"SELECT {', '.join(SHOWN)} FROM {TABLE} {where} "  # noqa: S608
            f"ORDER BY {_ORDER[filters.order]} LIMIT {most:d} OFFSET {begin:d}{_SETTINGS}"
        )
        found = self._engine.rows(sql, values)
        return [dict(zip(SHOWN, row, strict=True)) for row in found]

    def choices(self, column: str, filters: Filters, most: int) -> list[tuple[str, int]]:
        """Return texts of a column with their rows, those of most rows first."""
        where, values = self._where(filters)
        sql = (
            f"SELECT {column}, count() FROM {TABLE} {where} AND {column} != '' "  # noqa: S608
            f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {most:d}{_SETTINGS}"
        )
        return [(text, int(count)) for text, count in self._engine.rows(sql, values)]

    def offices(self, filters: Filters, most: int) -> list[tuple[str, str]]:
        """Return codes and names of offices, by their names."""
        where, values = self._where(filters)
        sql = (
            f"SELECT office_code, any(office_name) FROM {TABLE} {where} "  # noqa: S608
            f"GROUP BY 1 ORDER BY 2, 1 LIMIT {most:d}{_SETTINGS}"
        )
        return [(code, name) for code, name in self._engine.rows(sql, values)]

    def _where(self, filters: Filters) -> tuple[str, Mapping[str, Value]]:
        bound, years = _Bound(), self.asked_years(filters)
        every = [f"fiscal_year IN ({', '.join(map(str, years)) or 'NULL'})"]
        every += self._held(filters, bound)
        every += self._said(read(filters.q), years, bound)
        return f"WHERE {' AND '.join(every)}", bound.values

    def _held(self, filters: Filters, bound: _Bound) -> Iterator[str]:
        for name, column in COLUMN_OF.items():
            if text := getattr(filters, name):
                yield f"{column} = {bound.text(text)}"
        for side, sign in (("least", ">="), ("most", "<=")):
            if (baht := filters.amount(side)) is not None:
                yield f"budget_baht {sign} toDecimal64({bound.text(str(baht))}, 2)"

    def _said(self, query: Query, years: list[int], bound: _Bound) -> Iterator[str]:
        for number in query.villages:
            yield f"has(villages, {number:d})"
        for word in query.words:
            some = [one for said in word for one in self._one(said, years, bound)]
            yield f"({' OR '.join(some) or _NOTHING})"

    def _one(self, said: Said, years: list[int], bound: _Bound) -> Iterator[str]:
        """Yield where a text may stand: in what many rows say alike, in what a row says itself."""
        shared = ""
        if self.grams.is_shared(said.text):
            shared = f"position(shared, {bound.text(said.text)}) > 0"
        own = self._own(said.text, years, bound)
        if said.head:
            pattern = f"(?:^|[^ก-๎]){re.escape(said.text)}"
            shared = shared and f"match(shared, {bound.text(pattern)})"
            own = own and f"({own} AND match(text, {bound.text(pattern)}))"
        yield from filter(None, (shared, own))

    def _own(self, text: str, years: list[int], bound: _Bound) -> str:
        """Return how a row's own text is asked; empty where none says it."""
        if len(text) < GRAM:
            return _of_pieces(self.grams.containing(text, years), text, bound)
        share = self.grams.share(text, years)
        if not share:
            return ""
        if len(text) == GRAM:
            return f"hasAllTokens(text, {bound.text(text)})"
        if share > _DENSE:
            return f"position(text, {bound.text(text)}) > 0"
        return f"hasPhrase(text, {bound.text(text)})"


def _of_pieces(pieces: Iterable[str], text: str, bound: _Bound) -> str:
    found = list(pieces)
    if not found:
        return ""
    if len(found) > _MOST_PIECES:
        return f"position(text, {bound.text(text)}) > 0"
    some = bound.text(_BETWEEN.join(found))
    return f"hasAnyTokens(text, splitByChar('{_BETWEEN}', {some}))"
