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
class RecordedFact:
    """What a notice said besides its rows: what it is, of which strategy or file, and the text."""

    what: str
    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Record:
    """The rows of an edition on the day it was announced, or the reports published up to a day.

    `stated` is what the notice said besides; records of the first format have none.
    """

    at: Place
    day: datetime.date
    rows: tuple[RecordedRow, ...]
    stated: tuple[RecordedFact, ...] = ()
