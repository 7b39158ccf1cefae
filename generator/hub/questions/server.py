"""A ClickHouse server, or the first of a cluster, by its own client."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.hub.questions.engine import NO_INDEX_YET, QuestionsError, Value


class Server:
    """An engine behind an address, `https://user:password@host:8443/database`."""

    def __init__(self, address: str) -> None:
        """Reach it. Raises QuestionsError."""
        import clickhouse_connect  # noqa: PLC0415  # only who has a server needs it
        from clickhouse_connect.driver.exceptions import Error  # noqa: PLC0415

        self._error: type[Exception] = Error
        try:
            self._client = clickhouse_connect.get_client(dsn=address, autogenerate_session_id=False)
        except (Error, OSError, ValueError) as error:
            raise QuestionsError(str(error)) from error

    @property
    def version(self) -> str:
        """The server's version."""
        return str(self._client.server_version)

    def rows(self, sql: str, values: Mapping[str, Value]) -> list[list[Any]]:
        """Return the rows of a SELECT."""
        try:
            told = self._client.raw_query(
                sql, parameters=dict(values) or None, fmt="JSONCompactEachRow"
            )
        except (self._error, OSError) as error:
            raise QuestionsError(str(error)) from error
        return [json.loads(line, parse_float=Decimal) for line in told.splitlines()]

    def run(self, sql: str, values: Mapping[str, Value] | None = None) -> None:
        """Run a statement."""
        try:
            self._client.command(sql, parameters=dict(values) if values else None)
        except (self._error, OSError) as error:
            raise QuestionsError(str(error)) from error

    def insert(self, table: str, columns: Sequence[str], file: Path) -> None:
        """Insert the rows of a Parquet file."""
        try:
            with file.open("rb") as stream:
                self._client.raw_insert(
                    table, list(columns), stream, settings={NO_INDEX_YET: 0}, fmt="Parquet"
                )
        except (self._error, OSError) as error:
            raise QuestionsError(str(error)) from error

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()
