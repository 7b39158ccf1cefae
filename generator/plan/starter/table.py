"""Tables as Excel opens them: UTF-8 with its mark, Thai headings, CRLF."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from generator.plan.fields import project_fields
from generator.plan.formulas import guarded


def table(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return a projects.csv of rows by code names."""
    fields = [field for field in project_fields() if field.offered]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(field.name for field in fields)
    writer.writerows([guarded(row.get(field.code, "")) for field in fields] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def empty_table() -> bytes:
    """Return a projects.csv with its headings alone."""
    return table(())
