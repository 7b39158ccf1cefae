"""The tables of all years in one file each, the oldest year first.

A sealed year gives what its own data file says, by the headings that the file has: a column that
came later is blank there, one that is no more stands behind those of today. A year that was sealed
before a table came has no rows in it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from generator.archive import SealedYear
from generator.machine.artifact import Artifact
from generator.plan.fields import Column, Kind
from generator.plan.formulas import unguarded
from generator.site.addresses import address
from generator.site.render.opendata import Kept, table_files
from generator.site.render.tables import Said, Written, written
from generator.site.views import SiteView, YearView, open_tables, table_columns

# The text of a sealed year's file, by its path below the year's folder; empty where it has none.
Sealed = Callable[[SealedYear, str], str]
_Rows = Sequence[Sequence[str]]


def all_years_artifacts(
    site: SiteView, sealed_text: Sealed, said: Said, kept: Kept
) -> Iterator[Artifact]:
    """Yield each table in its four forms. Drafts are no part of it."""
    years = sorted((one for one in site.all_years if not one.draft), key=lambda one: one.label)
    live = {
        year.label: {one.name: one for one in open_tables(year, site.organization.site_url)}
        for year in years
        if isinstance(year, YearView)
    }
    for name, columns in table_columns().items():
        tables: list[tuple[str, Sequence[str], _Rows]] = []
        for year in years:
            if isinstance(year, SealedYear):
                tables.append((year.label, *_sealed(year, name, sealed_text)))
            else:
                own = written(columns, live[year.label][name].rows, said)
                tables.append((year.label, [one.heading for one in columns], own.rows))
        yield from table_files("data-all", "", name, _together(columns, tables), kept)


def _together(
    columns: tuple[Column, ...], tables: Sequence[tuple[str, Sequence[str], _Rows]]
) -> Written:
    known = {one.heading: one for one in columns}
    for _, headings, _ in tables:
        for heading in headings:
            known.setdefault(heading, Column(heading, heading, Kind.TEXT, heading))
    rows = []
    for label, headings, own in tables:
        found = {heading: at for at, heading in enumerate(headings)}
        places = [found.get(heading) for heading in known]
        # The year leads every row, also where a seal's file leaves it to its place.
        rows += [
            (label, *("" if at is None or at >= len(row) else row[at] for at in places[1:]))
            for row in own
        ]
    return Written(tuple(known.values()), tuple(rows))


def _sealed(year: SealedYear, name: str, sealed_text: Sealed) -> tuple[Sequence[str], _Rows]:
    """Return the headings and rows of a table as a seal has it."""
    entry = address("data-table") if name == "projects" else address("data-csv")
    text = io.StringIO(sealed_text(year, entry.below(name)), newline="")
    headings, *rows = [*csv.reader(text)] or [[]]
    return headings, [[unguarded(cell) for cell in row] for row in rows]
