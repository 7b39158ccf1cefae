"""Rows of a partition of the dataset → rows of the table of questions, as a Parquet file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.hub.questions import named
from generator.hub.questions.folded import folded_rows, plain
from generator.plan.urls import is_web_address

_AT_ONCE = 20_000
_OWN = ("name", "detail", "place")
_READ = (
    "office_code", "id", "name", "detail", "place", "unit", "unit_name", "programme",
    "strategy_name", "owner_name", "source", "status_code", "status_name", "budget_baht",
    "village_list", "page_address",
)  # fmt: skip

_Offices = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A partition of the dataset: `key` names what it holds and by which program it is read."""

    year: int
    province: str
    key: str
    projects: Path
    offices: Path


def write_rows(parts: Iterable[Part], to: Path) -> int:
    """Write the rows of some partitions; return how many. Raises OSError and ValueError."""
    import pyarrow as pa  # noqa: PLC0415  # only who builds a hub has it
    import pyarrow.parquet as pq  # noqa: PLC0415

    count, writer = 0, None
    try:
        for part, told, offices in _batches(parts):
            table = pa.table(_columns(part, told, offices))
            writer = writer or pq.ParquetWriter(to, table.schema, compression="zstd")
            writer.write_table(table)
            count += table.num_rows
    finally:
        if writer:
            writer.close()
    return count


def _batches(parts: Iterable[Part]) -> Iterator[tuple[Part, dict[str, Any], _Offices]]:
    import pyarrow.parquet as pq  # noqa: PLC0415

    for part in parts:
        offices = _offices(part.offices)
        # One file is read, not its folders, which would be columns.
        for batch in pq.ParquetFile(part.projects).iter_batches(_AT_ONCE, columns=list(_READ)):
            yield part, batch.to_pydict(), offices


def _offices(file: Path) -> _Offices:
    import pyarrow.parquet as pq  # noqa: PLC0415

    rows = pq.ParquetFile(file).read(["office_code", "name", "district", "site_url"]).to_pylist()
    return {row["office_code"]: row for row in rows}


def _columns(part: Part, told: Mapping[str, Sequence[Any]], offices: _Offices) -> dict[str, Any]:
    """Return the columns of some rows, in the order of the table's."""
    import pyarrow as pa  # noqa: PLC0415

    own = [offices[code] for code in told["office_code"]]
    size = len(own)
    names, districts = [one["name"] for one in own], [one["district"] for one in own]
    units = [name or text for name, text in zip(told["unit_name"], told["unit"], strict=True)]
    texts = list(folded_rows([told[code] for code in _OWN]))
    return {
        "part": [part.key] * size,
        "fiscal_year": pa.array([part.year] * size, pa.uint16()),
        "province": [part.province] * size,
        "district": districts,
        "office_code": told["office_code"],
        "office_name": names,
        "id": told["id"],
        "name": [
            named.told(name, plain(text.split("\n", 1)[0]))
            for name, text in zip(told["name"], texts, strict=True)
        ],
        "place": told["place"],
        "unit": units,
        "unit_typed": told["unit"],
        "programme": told["programme"],
        "strategy": told["strategy_name"],
        "owner": told["owner_name"],
        "source": told["source"],
        "status_code": told["status_code"],
        "status_name": told["status_name"],
        "budget_baht": pa.array(told["budget_baht"], pa.decimal128(18, 2)),
        "villages": pa.array(map(_villages, told["village_list"]), pa.list_(pa.uint16())),
        "page": [
            _page(one["site_url"], page)
            for one, page in zip(own, told["page_address"], strict=True)
        ],
        "text": texts,
    }


def _villages(text: str) -> list[int]:
    return [int(one) for one in text.split(";") if one.isascii() and one.isdigit()]


def _page(site: str, page: str) -> str:
    """Return where a project is told of, empty where the office has no site that is known."""
    whole = page if "://" in page else f"{site.rstrip('/')}/{page}"
    return whole if "://" in whole and is_web_address(whole) else ""
