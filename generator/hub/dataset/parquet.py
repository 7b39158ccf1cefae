"""Rows of texts → a Parquet file, and back: each column of its kind, the same rows the same bytes.

A text that says nothing is an empty text; a number or a day that is not told is null.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.hub.harvest.values import value_of
from generator.plan.fields.column import Kind

_GROUP = 20_000  # rows that are held at a time, and read at a time


def parquet_of(
    columns: Sequence[tuple[str, Kind]], batches: Iterable[Sequence[Sequence[str]]]
) -> bytes:
    """Return a file of all batches in their order; each row has a text for every column.

    Only some thousand rows are held at a time beside the file itself.
    """
    import pyarrow as pa  # noqa: PLC0415  # only who builds a hub has it
    import pyarrow.parquet as pq  # noqa: PLC0415

    kinds = {
        Kind.INTEGER: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.PERCENT: pa.float64(),
        Kind.DEGREES: pa.float64(),
        Kind.BAHT: pa.decimal128(18, 2),
        Kind.DATE: pa.date32(),
    }
    schema = pa.schema([
        pa.field(code, kinds.get(kind, pa.string()), nullable=kind in kinds)
        for code, kind in columns
    ])  # fmt: skip
    out = io.BytesIO()
    with pq.ParquetWriter(out, schema, compression="zstd", write_statistics=True) as writer:
        for rows in _grouped(batches):
            arrays = [
                pa.array([value_of(kind, row[at]) for row in rows], type=schema.field(at).type)
                for at, (_, kind) in enumerate(columns)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    return out.getvalue()


def values_of(file: Path, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield of each row the values of these columns; None where the file has no such column.

    Only these columns are read, and only some thousand rows are held. Raises OSError.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415

    with pq.ParquetFile(file) as stream:
        there = [one for one in columns if one in stream.schema_arrow.names]
        for batch in stream.iter_batches(batch_size=_GROUP, columns=there):
            told = {one: batch.column(one).to_pylist() for one in there}
            lacking = [None] * batch.num_rows
            yield from zip(*(told.get(one, lacking) for one in columns), strict=True)


def _grouped(batches: Iterable[Sequence[Sequence[str]]]) -> Iterable[list[Sequence[str]]]:
    held: list[Sequence[str]] = []
    for batch in batches:
        held += batch
        while len(held) >= _GROUP:
            yield held[:_GROUP]
            held = held[_GROUP:]
    if held:
        yield held
