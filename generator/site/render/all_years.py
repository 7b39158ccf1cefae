"""The rows of all years in one file, the oldest year first.

A sealed year gives what its own data file says, by the headings that the file has: a column that
came later is blank there, one that is no more stands behind those of today.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from generator.archive import SealedYear
from generator.machine.artifact import Artifact
from generator.plan.formulas import guarded
from generator.site.addresses import address
from generator.site.views import SiteView, YearView
from generator.thai.text import printable

Table = Callable[[SealedYear], str]


def all_years_artifact(site: SiteView, sealed_table: Table) -> Iterator[Artifact]:
    """Yield the file: UTF-8 with BOM, lines as Excel ends them. Drafts are no part of it.

    `sealed_table` returns the text of a sealed year's data file. No year is held beside another:
    each is written before the next is read.
    """
    years = sorted((one for one in site.all_years if not one.draft), key=lambda one: one.label)
    headings = _headings(site, years, sealed_table)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(printable, headings))
    for year in years:
        own, *rows = _rows(year, sealed_table)
        found = {heading: at for at, heading in enumerate(own)}
        places = [found.get(heading) for heading in headings]
        # The year leads every row, also where a seal's file leaves it to its place.
        writer.writerows(
            (year.label, *("" if at is None or at >= len(row) else row[at] for at in places[1:]))
            for row in rows
        )
    yield Artifact(address("data-all").staged(), f"\ufeff{out.getvalue()}".encode())


def _headings(
    site: SiteView, years: Sequence[YearView | SealedYear], sealed_table: Table
) -> list[str]:
    """Return those of today, then what only sealed years have, in the order of their files."""
    today = site.current.search.table.headings
    told = dict.fromkeys(today)
    for year in years:
        if isinstance(year, SealedYear):
            told |= dict.fromkeys(next(_sealed(year, sealed_table), ()))
    return list(told)


def _rows(year: YearView | SealedYear, sealed_table: Table) -> Iterator[Sequence[str]]:
    """Yield the headings, then the rows, every cell as it is written into a file."""
    if isinstance(year, SealedYear):
        yield from _sealed(year, sealed_table)
        return
    table = year.search.table
    yield table.headings
    yield from ([guarded(printable(cell)) for cell in row] for row in table.rows)


def _sealed(year: SealedYear, sealed_table: Table) -> Iterator[Sequence[str]]:
    text = io.StringIO(sealed_table(year), newline="")
    yield from ([guarded(cell) for cell in row] for row in csv.reader(text))
