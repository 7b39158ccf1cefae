"""Filters → SQL and its bound values → answers. Nothing that was typed is ever part of the SQL.

Of a word of three letters or more the index knows where it stands; where its pieces are in very
many rows the texts are read instead, which then costs less. Shorter words are looked for by every
piece that begins with them. What rows say alike is asked by its texts. A page is one search, which
tells where its rows stand, and the reading of those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generator.hub.questions import named
from generator.hub.questions.alike import Alike, Saying
from generator.hub.questions.engine import Engine, QuestionsError, Value
from generator.hub.questions.filters import ALL_YEARS, COLUMN_OF, PAGE_ROWS, Filters
from generator.hub.questions.folded import beginning, plain
from generator.hub.questions.grams import Grams
from generator.hub.questions.reading import Query, Said, read
from generator.hub.questions.tables import GRAM, TABLE

#: The columns of a row of an answer, in their order.
SHOWN = (
    "fiscal_year", "province", "district", "office_code", "office_name", "id", "name", "place",
    "unit", "programme", "strategy", "owner", "source", "status_code", "budget_baht", "page",
)  # fmt: skip
# From this share of rows on, reading the texts costs less than asking the index where words stand.
_DENSE = 0.4
_MOST_PIECES = 1_500
_BETWEEN = "\x01"
_SECONDS = 10
# Where words stand is kept in memory once it was read, by the engine's own bound of 2 GiB.
_SETTINGS = (
    f" SETTINGS max_execution_time = {_SECONDS}, max_memory_usage = 2000000000, "
    "use_text_index_postings_cache = 1"
)
_ORDER = {
    "plan": "fiscal_year DESC, province, office_code, id",
    "most": "isNull(budget_baht), budget_baht DESC, fiscal_year DESC, province, office_code, id",
    "least": "isNull(budget_baht), budget_baht, fiscal_year DESC, province, office_code, id",
}
_NOTHING, _EVERYTHING = "0", "1"
# Where a row stands: its year, the newest first, and its place in the one part of that.
_PLACES, _LAST_YEAR = 1 << 40, 9999
_STANDS = f"(toInt64({_LAST_YEAR} - fiscal_year) * {_PLACES} + toInt64(_part_offset))"
_STANDINGS = 1 << 64
_AMOUNT = f"toInt128(budget_baht * 100) * toInt128({_STANDINGS})"
_NO_AMOUNT = f"toInt128('4000000000000000000') * toInt128({_STANDINGS})"
# What rows are put in order by, as one number, whose end tells where the row stands.
_KEY = {
    "plan": _STANDS,
    "most": f"ifNull(-{_AMOUNT}, {_NO_AMOUNT}) + {_STANDS}",
    "least": f"ifNull({_AMOUNT}, {_NO_AMOUNT}) + {_STANDS}",
}
_SUMS = "count(), sum(budget_baht), countIf(isNull(budget_baht))"
# What a row's name is told beside.
_READ = f"{', '.join(SHOWN)}, splitByChar('\\n', text, 1)[1]"


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


class _WentAwayError(QuestionsError):
    """Rows were found, and then a server's table was loaded anew."""


class Asking:
    """Answers from one engine, as it is now."""

    def __init__(self, engine: Engine) -> None:
        """Learn what the index has. Raises QuestionsError."""
        self._engine = engine
        self.grams, self._alike = Grams(engine), Alike(engine)

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
        told = self._engine.rows(f"SELECT {_SUMS} FROM {TABLE} {where}{_SETTINGS}", values)  # noqa: S608
        return _sums(told[0])

    def page(self, filters: Filters) -> tuple[Sums, list[dict[str, Any]]]:
        """Return what all rows come to, and a page of them. Raises QuestionsError."""
        try:
            return self._page(filters)
        except _WentAwayError:
            return self._page(filters)

    def _page(self, filters: Filters) -> tuple[Sums, list[dict[str, Any]]]:
        where, values = self._where(filters)
        end = filters.page * PAGE_ROWS
        sql = (
            f"SELECT {_SUMS}, groupUniqArray(_part), "  # noqa: S608
            f"groupArraySorted({end:d})({_KEY[filters.order]}) FROM {TABLE} {where}{_SETTINGS}"
        )
        *sums, parts, keys = self._engine.rows(sql, values)[0]
        places = [int(key) % _STANDINGS for key in keys[end - PAGE_ROWS :]]
        return _sums(sums), self._standing(places, parts) if places else []

    def _standing(self, places: list[int], parts: list[str]) -> list[dict[str, Any]]:
        """Return the rows of some places in these parts of the table, in their order."""
        years: dict[int, list[int]] = {}
        for before, offset in (divmod(place, _PLACES) for place in places):
            years.setdefault(_LAST_YEAR - before, []).append(offset)
        where = " OR ".join(
            f"fiscal_year = {year:d} AND _part_offset IN ({', '.join(map(str, offsets))})"
            for year, offsets in years.items()
        )
        bound = _Bound()
        held = ", ".join(map(bound.text, parts))
        sql = (
            f"SELECT {_READ}, {_STANDS} FROM {TABLE} "  # noqa: S608
            f"WHERE _part IN ({held}) AND ({where}){_SETTINGS}"
        )
        found = {int(place): _row(row) for *row, place in self._engine.rows(sql, bound.values)}
        if len(found) != len(places):
            raise _WentAwayError("a year was loaded anew")
        return [found[place] for place in places]

    def rows(self, filters: Filters, most: int) -> list[dict[str, Any]]:
        """Return the first `most` rows of the list. Raises QuestionsError."""
        where, values = self._where(filters)
        sql = (
            f"SELECT {_READ} FROM {TABLE} {where} "  # noqa: S608
            f"ORDER BY {_ORDER[filters.order]} LIMIT {most:d}{_SETTINGS}"
        )
        return [_row(row) for row in self._engine.rows(sql, values)]

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
            if _EVERYTHING not in some:
                yield f"({' OR '.join(some) or _NOTHING})"

    def _one(self, said: Said, years: list[int], bound: _Bound) -> Iterator[str]:
        """Yield where a text may stand: in what many rows say alike, in what a row says itself."""
        for saying in self._alike.saying(said):
            yield _alike(saying, bound)
        if own := self._own(said.text, years, bound):
            begins = f" AND match(text, {bound.text(beginning(said.text))})" if said.head else ""
            yield f"({own}{begins})"

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


def _alike(saying: Saying, bound: _Bound) -> str:
    if saying.is_every:
        return _EVERYTHING
    texts = bound.text(_BETWEEN.join(saying.texts))
    sign = "NOT IN" if saying.but else "IN"
    return f"{saying.column} {sign} (SELECT arrayJoin(splitByChar('{_BETWEEN}', {texts})))"


def _sums(told: list[Any]) -> Sums:
    count, baht, without = told
    return Sums(int(count), Decimal(baht or 0), int(without))


def _row(told: list[Any]) -> dict[str, Any]:
    *values, line = told
    row = dict(zip(SHOWN, values, strict=True))
    return row | {"name": named.read(row["name"], plain(line))}
