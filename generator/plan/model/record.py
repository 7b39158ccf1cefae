"""What was announced, kept beside the plan so that a later edit is seen."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from generator.problems import Place


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """A row as it was announced: canonical texts by code name, and its line in the record."""

    values: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Record:
    """The rows of an edition on the day it was announced, or the reports published up to a day."""

    at: Place
    day: datetime.date
    rows: tuple[RecordedRow, ...]
