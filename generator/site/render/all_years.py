"""The tables of all years in one file each, the oldest year first.

A sealed year gives what its own data file says, by the headings that the file has: a column that
came later is blank there, one that is no more stands behind those of today. Two that follow from
its own row are filled in: what a project costs as a number, by which years are summed, and its
page. A year that was sealed before a table came has no rows in it; the data page says so.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.archive import SealedYear
from generator.machine.artifact import Artifact
from generator.plan.fields import Column, Kind
from generator.plan.formulas import unguarded
from generator.plan.model import Change
from generator.site.addresses import address
from generator.site.render.opendata import Kept, table_files
from generator.site.render.tables import Said, Written, written
from generator.site.views import SiteView, YearView, open_tables, site_of, table_columns

# The text of a sealed year's file, by its path below the year's folder; empty where it has none.
Sealed = Callable[[SealedYear, str], str]
_Rows = Sequence[Sequence[str]]
_AMOUNT = re.compile(r"[0-9]+(?:[.][0-9]{1,2})?")


def all_years_artifacts(
    site: SiteView, sealed_text: Sealed, said: Said, kept: Kept
) -> Iterator[Artifact]:
    """Yield each table in its four forms. Drafts are no part of it."""
    for name, table in all_years_tables(site, sealed_text, said).items():
        yield from table_files("data-all", "", name, table, kept)


def all_years_tables(site: SiteView, sealed_text: Sealed, said: Said) -> Mapping[str, Written]:
    """Return each table of all announced years by its name; the year leads every row."""
    years = sorted((one for one in site.all_years if not one.draft), key=lambda one: one.label)
    live = {
        year.label: {one.name: one for one in open_tables(year, site.organization.site_url)}
        for year in years
        if isinstance(year, YearView)
    }
    found = {}
    for name, columns in table_columns().items():
        tables: list[tuple[str, Sequence[str], _Rows]] = []
        for year in years:
            if isinstance(year, SealedYear):
                headings, rows = _sealed(year, name, sealed_text)
                if name == "projects":
                    folder = site_of(year.label, site.organization.site_url)
                    headings, rows = _followed(year, columns, headings, rows, folder)
                tables.append((year.label, headings, rows))
            else:
                own = written(columns, live[year.label][name].rows, said)
                tables.append((year.label, [one.heading for one in columns], own.rows))
        found[name] = _together(columns, tables)
    return found


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


def _followed(
    year: SealedYear, columns: Sequence[Column], headings: Sequence[str], rows: _Rows, folder: str
) -> tuple[Sequence[str], _Rows]:
    """Return the projects of a seal with what follows from a row of it."""
    known = {one.code: one.heading for one in columns}
    amount, page = known["budget_baht"], known["page_address"]
    wide = [*headings, *(one for one in (amount, page) if one not in headings)]
    made = []
    for cells in rows:
        row = dict.fromkeys(wide, "") | dict(zip(headings, cells, strict=False))
        cancelled = row.get(known["change"]) == Change.CANCEL.thai
        budget = row.get(known["budget"], row[amount])
        row[amount] = budget if _AMOUNT.fullmatch(budget) and not cancelled else ""
        path = address("project").below(row.get(known["id"], ""))
        row[page] = f"{folder}{path}" if path in year.pages else row[page]
        made.append([row[one] for one in wide])
    return wide, made
