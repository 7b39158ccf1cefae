"""What the index itself knows: each piece of three letters, and how many rows of a year have it.

By that a query is put in the way that costs least, and what no row says costs nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from generator.hub.questions.engine import Engine
from generator.hub.questions.tables import GRAM, INDEX, TABLE

_PIECES = (
    "SELECT toUInt16OrZero(splitByChar('_', part_name)[1]), token, sum(cardinality) "  # noqa: S608
    f"FROM mergeTreeTextIndex(currentDatabase(), '{TABLE}', '{INDEX}') GROUP BY 1, 2"
)
_YEARS = f"SELECT fiscal_year, count() FROM {TABLE} GROUP BY 1 ORDER BY 1 DESC"  # noqa: S608


class Grams:
    """The pieces of every year, as they were when the engine was asked."""

    def __init__(self, engine: Engine) -> None:
        """Ask for all of them. Raises QuestionsError."""
        self.rows: dict[int, int] = dict(engine.rows(_YEARS, {}))
        self._pieces: dict[int, Counter[str]] = defaultdict(Counter)
        for year, token, count in engine.rows(_PIECES, {}):
            self._pieces[year][token] += count

    @property
    def years(self) -> list[int]:
        """Every year that has rows, the newest first."""
        return [*self.rows]

    def share(self, text: str, years: Iterable[int]) -> float:
        """Return a bound of the share of rows that say a text of three letters or more."""
        pieces = [text[at : at + GRAM] for at in range(len(text) - GRAM + 1)]
        most = sum(min(self._pieces[year][one] for one in pieces) for year in years)
        return most / max(1, sum(self.rows[year] for year in years))

    def containing(self, text: str, years: Iterable[int]) -> list[str]:
        """Return pieces such that each row that says a shorter text has one of them.

        Behind a text stands more, or the end of its line.
        """
        end = f"{text}\n"
        return sorted({
            one
            for year in years
            for one in self._pieces[year]
            if one.startswith(text) or one.endswith(end)
        })  # fmt: skip
