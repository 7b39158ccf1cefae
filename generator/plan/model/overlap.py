"""What a person decided of two projects that look alike."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum

from generator.problems import Source

# What stands in a pair's place where a decision is of every pair with the year before.
EVERY_PAIR = "ทุกคู่กับปีก่อน"


class Verdict(Enum):
    """Two projects are different works, or the same work is meant to be done again."""

    DIFFERENT = "ไม่ซ้ำกัน"
    AGAIN = "ตั้งใจทำซ้ำ"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on a pair of ids, by an office on a day; it silences the pair.

    With `last_year`, which names no pair, it is of every pair with the year before.
    """

    at: Source
    pair: tuple[str, str]
    verdict: Verdict
    office: str
    date: datetime.date | None
    reason: str
    last_year: bool = False

    @property
    def key(self) -> frozenset[str]:
        """The ids, in whatever order they are written."""
        return frozenset(self.pair)
