"""What an engine of questions does, wherever it runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

Value = str | int
#: Of an INSERT: parts that are merged at once get their index then, and only then.
NO_INDEX_YET = "materialize_skip_indexes_on_insert"


class QuestionsError(Exception):
    """The engine gave no answer; its words are for who runs the hub."""


class Engine(Protocol):
    """Runs SQL of ours. Values are bound by their names (`{name:String}`), never part of the text.

    Every method raises QuestionsError.
    """

    def rows(self, sql: str, values: Mapping[str, Value]) -> list[list[Any]]:
        """Return the rows of a SELECT; decimals are Decimal."""

    def run(self, sql: str, values: Mapping[str, Value] | None = None) -> None:
        """Run a statement that returns nothing."""

    def insert(self, table: str, columns: Sequence[str], file: Path) -> None:
        """Insert the rows of a Parquet file, whose columns are these; merging makes their index."""

    def close(self) -> None:
        """Let go of everything."""
