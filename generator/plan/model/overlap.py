"""What a person decided of two projects that look alike."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum

from generator.problems import Source


class Verdict(Enum):
    """Two projects are different works, or the same work is meant to be done again."""

    DIFFERENT = "ไม่ซ้ำกัน"
    AGAIN = "ตั้งใจทำซ้ำ"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on a pair of ids, by an office on a day; it silences the pair."""

    at: Source
    pair: tuple[str, str]
    verdict: Verdict
    office: str
    date: datetime.date | None
    reason: str

    @property
    def key(self) -> frozenset[str]:
        """The ids, in whatever order they are written."""
        return frozenset(self.pair)
