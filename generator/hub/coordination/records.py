"""A pair of rows of two offices, and why it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from generator.hub.dataset.reading import Row


class Kind(Enum):
    """What a pair may be, the surest first."""

    LISTED = "listed"  # an agency's work that two plans name, or one plan of the other's
    WAY = "way"  # works on one road or water in the same months
    ALIKE = "alike"  # names, and amounts or places, that come to the same


@dataclass(frozen=True, slots=True)
class Finding:
    """Two rows of different offices; `reasons` are keys of words, each with what it names."""

    kind: Kind
    first: Row
    second: Row
    reasons: tuple[tuple[str, str], ...]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What names the pair."""
        return (self.first.office, self.first.id, self.second.office, self.second.id)


@dataclass(frozen=True, slots=True)
class Found:
    """The pairs of a province; how many more there are, and groups of rows too large to pair."""

    findings: tuple[Finding, ...]
    left_out: int = 0
    too_common: int = 0
