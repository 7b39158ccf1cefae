"""Tables as Excel opens them: UTF-8 with its mark, Thai headings, CRLF."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from generator.plan.formulas import guarded
from generator.plan.parse.headings import MONTH_FIELDS, PROJECT_FIELDS

_LEFT_OUT = {field.code for field in MONTH_FIELDS} | {"ordinal", "period"}
STARTING_FIELDS = tuple(field for field in PROJECT_FIELDS if field.code not in _LEFT_OUT)


def table(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return a projects.csv of rows by code names."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(field.name for field in STARTING_FIELDS)
    writer.writerows(
        [guarded(row.get(field.code, "")) for field in STARTING_FIELDS] for row in rows
    )
    return out.getvalue().encode("utf-8-sig")


def empty_table() -> bytes:
    """Return a projects.csv with its headings alone."""
    return table(())
