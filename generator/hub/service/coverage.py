"""How many of the members have a plan in what is asked: what a count is to be read with."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.hub.questions.filters import Filters
from generator.thai.fiscal import FiscalYear

_PLACE = ("province", "district", "code")
_MOST_COUNTED = 2_000


@dataclass(frozen=True, slots=True)
class Coverage:
    """Members that have a plan of the years asked for, of how many there are."""

    have: int
    of: int


class Known:
    """The members of a hub as they are now; their list is read when it was replaced."""

    def __init__(self, hub: Path) -> None:
        """Read nothing yet."""
        self._file = hub / "members.json"
        self._read: tuple[tuple[int, int, int], Members] | None = None

    def now(self) -> Members:
        """Return who they are."""
        try:
            told = self._file.stat()
        except OSError:
            return Members(self._file)
        seen, read = (told.st_ino, told.st_mtime_ns, told.st_size), self._read
        if read is None or read[0] != seen:
            self._read = read = seen, Members(self._file)
        return read[1]


class Members:
    """The hub's name, the day of its data, and its members, from members.json."""

    def __init__(self, file: Path) -> None:
        """Read it; nobody is known where it cannot be read."""
        self._year: int | None = None
        try:
            told = json.loads(file.read_bytes())
            self.name, self.today = str(told["name"]), str(told["today"])
            self._year = int(FiscalYear.of(datetime.date.fromisoformat(self.today)).label)
            self._members: list[dict[str, Any]] = list(told["members"])
        except (OSError, ValueError, KeyError, TypeError):
            self.name, self.today, self._members = "", "", []
        # To go through thousands of members for every page would take a quarter of its time.
        self._counted = lru_cache(maxsize=_MOST_COUNTED)(self._count)

    def with_year(self, filters: Filters, years: Sequence[int]) -> Filters:
        """Return filters that tell a year: the fiscal year of the data's day where none is told.

        `years` are those that have rows. Where that one has none, it is the last before it, or else
        the next: who plans ahead, or tells of a year far off, moves nobody's first page.
        """
        if filters.year or not years or self._year is None:
            return filters
        past = [year for year in years if year <= self._year]
        return replace(filters, year=str(max(past) if past else min(years)))

    def coverage(self, filters: Filters, years: Iterable[int]) -> Coverage:
        """Return that of the places that are asked for."""
        place = (filters.province, filters.district, filters.office)
        return self._counted(place, frozenset(map(str, years)))

    def _count(self, place: tuple[str, str, str], years: frozenset[str]) -> Coverage:
        held = [(name, text) for name, text in zip(_PLACE, place, strict=True) if text]
        own = [one for one in self._members if all(one[name] == text for name, text in held)]
        return Coverage(sum(not years.isdisjoint(one.get("projects", ())) for one in own), len(own))

    def places(self, name: str, province: str = "") -> list[str]:
        """Return the provinces, or the districts of one, in order."""
        return sorted({one[name] for one in self._members if province in ("", one["province"])})
