"""A table of open data as a file: CSV, CSV that Excel opens in Thai, JSON, a workbook.

CSV and workbooks hold no cell that a spreadsheet would run. JSON, which no spreadsheet opens,
says every text as it is: `columns` are the names that programs use, `rows` the cells in their
order, null where nothing is said.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.plan.fields import Column
from generator.plan.formulas import guarded
from generator.thai.text import printable

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)
_BOM = "\ufeff"
Said = Callable[[object], str]


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class Written:
    """A table whose every cell is a text, as it is written into files of each form."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def csv(self) -> bytes:
        """Return plain CSV: UTF-8 without a mark, for programs."""
        return self._lines().encode()

    def excel_csv(self) -> bytes:
        """Return the same with the mark by which Excel knows Thai."""
        return f"{_BOM}{self._lines()}".encode()

    def _lines(self) -> str:
        return csv_text([one.heading for one in self.columns], self.rows)

    def json(self) -> bytes:
        """Return the table as JSON; numbers are numbers."""
        codes = [one.code for one in self.columns]
        numeric = [one.kind.is_number for one in self.columns]
        rows = [[_value(*one) for one in zip(row, numeric, strict=True)] for row in self.rows]
        # A line a row: what changed in a plan is what changed in the file.
        lines = ",\n".join(map(_dumped, rows))
        return f'{{"columns":{_dumped(codes)},\n"rows":[\n{lines}\n]}}\n'.encode()


def written(columns: tuple[Column, ...], rows: Iterable[Sequence[object]], said: Said) -> Written:
    """Return a table of names as one of texts that every file may hold."""
    texts = (tuple(printable(said(cell)) for cell in row) for row in rows)
    return Written(columns, tuple(texts))


def csv_text(
    headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: frozenset[int] = frozenset()
) -> str:
    """Return lines as Excel ends them, of which no cell is a formula.

    In the columns `numbers`, by their places, a number below nought is no formula, but a number.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(printable, headings))
    writer.writerows(
        [
            cell if at in numbers and _NUMBER.fullmatch(cell) else guarded(cell)
            for at, cell in enumerate(row)
        ]
        for row in rows
    )
    return out.getvalue()


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _value(text: str, numeric: bool) -> str | int | float | None:
    if not text:
        return None
    return number_of(text) if numeric else text


def number_of(text: str) -> str | int | float:
    """Return the number that a text writes plainly; the text where it is none."""
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text
