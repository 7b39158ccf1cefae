"""chDB: ClickHouse within this process, its tables in a folder that nobody else has open."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from threading import Lock
from typing import Any

from generator.hub.questions.engine import NO_INDEX_YET, QuestionsError, Value

# As ClickHouse reads a bound text.
_ESCAPED = str.maketrans(
    {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\\0", "\b": "\\b", "\f": "\\f"}
)


class Embedded:
    """An engine whose tables are in `folder`."""

    def __init__(self, folder: Path) -> None:
        """Open it, or make it. Raises QuestionsError where another process has it open."""
        from chdb import ChdbError, session  # noqa: PLC0415  # only who asks questions has it

        self._error: type[Exception] = ChdbError
        try:
            self._session = session.Session(str(folder))
            # Bound values are the session's: of two queries at once one would have the other's.
            self._turn = Lock()
        except (RuntimeError, OSError) as error:
            raise QuestionsError(str(error)) from error

    @staticmethod
    def version() -> str:
        """Return the version of the library, without loading it."""
        return importlib.metadata.version("chdb-core")

    def rows(self, sql: str, values: Mapping[str, Value]) -> list[list[Any]]:
        """Return the rows of a SELECT."""
        told = self._asked(sql, "JSONCompactEachRow", values)
        return [json.loads(line, parse_float=Decimal) for line in told.splitlines()]

    def run(self, sql: str, values: Mapping[str, Value] | None = None) -> None:
        """Run a statement."""
        self._asked(sql, "Null", values or {})

    def insert(self, table: str, columns: Sequence[str], file: Path) -> None:
        """Insert the rows of a Parquet file."""
        names, path = ", ".join(columns), str(file).translate(_ESCAPED).replace("'", "\\'")
        self.run(
            f"INSERT INTO {table} ({names}) SETTINGS {NO_INDEX_YET} = 0 "  # noqa: S608
            f"SELECT {names} FROM file('{path}', 'Parquet')"
        )

    def close(self) -> None:
        """Let go of the folder."""
        self._session.close()

    def _asked(self, sql: str, form: str, values: Mapping[str, Value]) -> bytes:
        bound = {name: str(value).translate(_ESCAPED) for name, value in values.items()}
        try:
            with self._turn:
                found: bytes = self._session.query(sql, form, params=bound).bytes()
        # Its own words may be cut within a letter.
        except (self._error, UnicodeDecodeError) as error:
            raise QuestionsError(str(error)) from error
        return found
