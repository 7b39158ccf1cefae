"""The one table of questions: a row a project, its folded text, an index of that.

`text` has what a row says itself: its name, its detail, its place. What many rows say alike has a
column each, whose texts are few and known to who asks. The index is of three letters and where they
stand, so that a row that says a word is known without its text. One partition a fiscal year, of one
part, in the order of pages: each part more is one index more to be asked, and a row is named by
where it stands in it.

`name` is told beside the first line of `text` (`named`).
"""

from __future__ import annotations

from collections.abc import Sequence

TABLE = "phaen_projects"
#: Where a year is put together before it takes the place of the one before.
NEXT = "phaen_projects_next"
INDEX = "grams"
#: Letters of a piece of the index.
GRAM = 3
_COLUMNS = {
    "part": "LowCardinality(String)",
    "fiscal_year": "UInt16",
    "province": "LowCardinality(String)",
    "district": "LowCardinality(String)",
    "office_code": "LowCardinality(String)",
    "office_name": "LowCardinality(String)",
    "id": "LowCardinality(String)",
    "name": "String CODEC(ZSTD(3))",
    "place": "String CODEC(ZSTD(3))",
    "unit": "LowCardinality(String)",
    "unit_typed": "LowCardinality(String)",
    "programme": "LowCardinality(String)",
    "strategy": "LowCardinality(String)",
    "owner": "LowCardinality(String)",
    "source": "LowCardinality(String)",
    "status_code": "LowCardinality(String)",
    "status_name": "LowCardinality(String)",
    "budget_baht": "Nullable(Decimal(18, 2)) CODEC(T64, LZ4)",
    "villages": "Array(UInt16) CODEC(ZSTD(1))",
    "page": "String CODEC(ZSTD(3))",
    "text": "String CODEC(ZSTD(3))",
}
COLUMNS = tuple(_COLUMNS)
#: Columns whose texts many rows say alike, each found by what it says.
ALIKE = ("id", "unit", "unit_typed", "programme", "strategy", "owner", "source", "status_name")
# Rows that are read for one that is shown.
_TOGETHER = 2048


def created(table: str) -> str:
    """Return the statement that makes a table where there is none."""
    columns = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
    return (
        f"CREATE TABLE IF NOT EXISTS {table} ({columns}, INDEX {INDEX} text TYPE "
        f"text(tokenizer = ngrams({GRAM}), support_phrase_search = 1, "
        "posting_list_codec = 'bitpacking')) "
        "ENGINE = MergeTree PARTITION BY fiscal_year ORDER BY (province, office_code, id) "
        "SETTINGS allow_experimental_text_index_phrase_search = 1, "
        f"index_granularity = {_TOGETHER}"
    )


def is_other(told: Sequence[tuple[str, str]]) -> bool:
    """Whether names and types of a table's columns are those of another program's table."""
    kinds = {name: kind.partition(" CODEC")[0] for name, kind in _COLUMNS.items()}
    return bool(told) and dict(told) != kinds
