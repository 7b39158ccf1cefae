"""A list of projects as files: CSV as Excel opens it, and a workbook; in the dataset's columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from generator.hub.dataset.columns import OFFICE_COLUMNS, PROVINCE, dataset_columns
from generator.hub.service.answer import Answer
from generator.machine.layout import PROJECTS
from generator.plan.fields import YEAR, Column, Kind
from generator.site.render.sheets import workbook_of
from generator.site.render.tables import Written, written
from generator.thai.numbers import plain_baht

_CSV, _XLSX = f"{PROJECTS}.csv", f"{PROJECTS}.xlsx"
#: Rows of a file, by its name.
MOST_ROWS: Mapping[str, int] = {_CSV: 50_000, _XLSX: 10_000}
_KINDS = {
    _CSV: "text/csv; charset=utf-8",
    _XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_SHEET = "โครงการ"
# What a row of an answer calls otherwise than the dataset.
_CALLED = {"unit": "unit_name", "strategy": "strategy_name", "owner": "owner_name",
           "page": "page_address"}  # fmt: skip


def file_of(name: str, rows: Iterable[Mapping[str, Any]], shown: tuple[str, ...]) -> Answer:
    """Return the file of that name with these rows."""
    table = _table(rows, shown)
    data = table.excel_csv() if name.endswith(".csv") else workbook_of(_SHEET, table)
    return Answer(
        data,
        kind=_KINDS[name],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _table(rows: Iterable[Mapping[str, Any]], shown: tuple[str, ...]) -> Written:
    cells = ([_text(row[name]) for name in shown] for row in rows)
    return written(_columns(shown), cells, str)


def _text(value: Any) -> str:
    if isinstance(value, Decimal | float):
        return plain_baht(int(Decimal(value) * 100))
    return "" if value is None else str(value)


@cache
def _columns(shown: tuple[str, ...]) -> tuple[Column, ...]:
    name, district = (
        next(one for one in OFFICE_COLUMNS if one.code == code) for code in ("name", "district")
    )
    own = {one.code: one for one in dataset_columns()["projects"]} | {
        "fiscal_year": YEAR,
        "province": PROVINCE,
        "district": district,
        "office_name": Column("office_name", "องค์กร", Kind.TEXT, name.meaning, name.example),
    }
    return tuple(own[_CALLED.get(code, code)] for code in shown)
