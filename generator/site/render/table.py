"""The year's rows as a file that Excel opens in Thai and that no cell of which is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from generator.machine.artifact import Artifact
from generator.plan.formulas import guarded
from generator.site.addresses import address
from generator.site.views import DataTable, SiteView
from generator.thai.text import printable


def table_artifacts(site: SiteView) -> Iterator[Artifact]:
    """Yield `data/projects.csv` of every year: UTF-8 with BOM, lines as Excel ends them."""
    for year in site.years:
        yield Artifact(address("data-table").staged(year.label), csv_bytes(year.search.table))


def csv_bytes(table: DataTable) -> bytes:
    """Return the table as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(printable, table.headings))
    writer.writerows((guarded(printable(cell)) for cell in row) for row in table.rows)
    return f"\ufeff{out.getvalue()}".encode()
