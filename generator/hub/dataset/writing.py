"""The task that writes a partition, on whichever worker it runs: rows of the store → Parquet."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.hub.dataset.parquet import parquet_of
from generator.hub.harvest.table import Table
from generator.hub.store import STATE, Store, read_year
from generator.machine.disk import put_file
from generator.plan.fields.column import Column, Kind

DATA = "data"


def told_columns(tables: Mapping[str, Sequence[Column]]) -> dict[str, list[tuple[str, str]]]:
    """Return the columns of tables as a task is told of them: their names and kinds."""
    return {name: [(one.code, one.kind.value) for one in own] for name, own in tables.items()}


def write_partition(told: Mapping[str, Any]) -> dict[str, Any]:
    """Write one partition; return its name, its key and its files by path. Raises OSError."""
    to, year = Path(told["to"]), told["year"]
    store = Store(to / STATE)
    files: dict[str, Any] = {}
    for name, columns in told["tables"].items():
        codes = [code for code, _ in columns]
        own = _batches(store, year, told["rows"], name, codes) if year else [told["offices"]]
        counted = _Counted(own)
        data = parquet_of([(code, Kind(kind)) for code, kind in columns], counted)
        if counted.rows:
            files |= _put(to, told["paths"][name], data, counted.rows)
    return {"name": told["name"], "key": told["key"], "files": files}


class _Counted:
    """Batches as they come, and how many rows they had."""

    def __init__(self, batches: Iterable[Sequence[Sequence[str]]]) -> None:
        self._batches, self.rows = batches, 0

    def __iter__(self) -> Iterator[Sequence[Sequence[str]]]:
        for batch in self._batches:
            self.rows += len(batch)
            yield batch


def _batches(
    store: Store, year: str, rows: Iterable[tuple[str, str]], name: str, codes: Sequence[str]
) -> Iterator[list[tuple[str, ...]]]:
    """Yield each member's rows of a table, as the table has its columns now."""
    for code, folder in rows:
        table = read_year(store.member(code) / folder, year).get(name)
        if table:
            yield list(_as_now(code, table, codes))


def _as_now(code: str, table: Table, codes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    places = [table.columns.index(one) if one in table.columns else None for one in codes[1:]]
    for row in table.rows:
        yield (code, *("" if at is None else row[at] for at in places))


def _put(to: Path, path: str, data: bytes, rows: int) -> dict[str, Any]:
    """Write a file in one step; its bytes wait where no reader of the dataset looks."""
    file = to / DATA / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(prefix=".work-", dir=to / STATE, delete=False) as made:
        part = Path(made.name)
    put_file(file, data, part=part)
    digest = hashlib.sha256(data).hexdigest()
    return {path: {"sha256": digest, "bytes": len(data), "rows": rows}}
