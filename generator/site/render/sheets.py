"""A table of open data as a workbook. The library is loaded where there is a workbook to make."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

from generator.plan.fields import Column
from generator.plan.formulas import CELL_LETTERS, guarded
from generator.site.render.tables import Written, number_of

_NARROW, _WIDE = 14, 40
_WIDE_CODES = frozenset({"name", "detail", "title", "result", "page_address", "work_months"})
# Money of a plan may be words, too: where it is a number, it is one.
_ALSO_NUMBERS = "budget"
# Files carry no day of their own: the same table is the same file.
_DAY = datetime.datetime(1980, 1, 1)  # noqa: DTZ001  # the library knows no zones


def workbook_of(name: str, table: Written) -> bytes:
    """Return a workbook of one sheet: the same bytes for the same table and library."""
    import xlsxwriter  # noqa: PLC0415

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": name, "created": _DAY})
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, _WIDE if column.code in _WIDE_CODES else _NARROW)
        sheet.write_string(0, at, guarded(column.heading), bold)
    _fill(sheet, table.columns, table.rows)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    book.close()
    return stream.getvalue()


def _fill(sheet: Any, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    numeric = [one.kind.is_number or one.code == _ALSO_NUMBERS for one in columns]
    text_at, number_at = sheet.write_string, sheet.write_number
    for row, cells in enumerate(rows, start=1):
        for at, text in enumerate(cells):
            if not text:
                continue
            number = number_of(text) if numeric[at] else text
            # What a number would write otherwise, such as 19.9100, stays as it is stated.
            if not isinstance(number, str) and str(number) == text:
                number_at(row, at, number)
            else:
                text_at(row, at, _whole(guarded(text)))


def _whole(text: str) -> str:
    """Return a text as long as a cell can be, and to see where it is longer."""
    return text if len(text) <= CELL_LETTERS else f"{text[: CELL_LETTERS - 1]}…"
