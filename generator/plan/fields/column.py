"""What is told of a column of a published data file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What the cells of a column hold; an empty cell says nothing, whatever the kind."""

    TEXT = "text"
    CODE = "code"  # a text, whatever it looks like
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"  # a number from 0 to 100
    BAHT = "baht"  # a number with at most two decimals
    DEGREES = "degrees"  # a number, WGS 84
    DATE = "date"  # ISO 8601, 2026-10-31
    MONTH = "month"  # ISO 8601, 2026-10
    YEAR = "year"  # a fiscal year, Buddhist era: 2570
    ADDRESS = "address"  # of a page of the site: whole where the site's own is known

    @property
    def is_number(self) -> bool:
        """Whether JSON and workbooks have its cells as numbers."""
        return self in _NUMBERS


_NUMBERS = (Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.BAHT, Kind.DEGREES)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name that programs use, the heading over it, and what its cells mean.

    `code` is the key in JSON, `heading` stands in CSV and workbooks; neither ever changes.
    """

    code: str
    heading: str
    kind: Kind
    meaning: str
    example: str = ""

    @property
    def unit(self) -> str:
        """The unit of its numbers, empty where there is none."""
        return _UNITS.get(self.kind, "")


_UNITS = {Kind.BAHT: "บาท", Kind.PERCENT: "ร้อยละ", Kind.DEGREES: "องศา"}
