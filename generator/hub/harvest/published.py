"""A published site's data files → its harvest. What they say passes the gate once more."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from generator.hub.fetching.site import Published
from generator.hub.harvest.cells import by_year
from generator.hub.harvest.refused import RefusedError
from generator.hub.harvest.rows import Harvest
from generator.hub.harvest.table import Table
from generator.hub.harvest.withdrawn import Taken
from generator.plan.check import Exempt
from generator.plan.fields import Column, Kind
from generator.plan.formulas import unguarded
from generator.plan.model import MASK, Organization
from generator.site.addresses import address
from generator.site.gate import Leak, leaks
from generator.site.render.tables import Written
from generator.site.views import table_columns
from generator.thai.text import printable

_MOST_ROWS = 500_000
# What reading another's tables may raise; days may be the last that there are.
_OTHER = (ValueError, OverflowError, csv.Error)


def from_site(published: Published, site_url: str) -> Harvest:
    """Return what the tables of a site say. Raises RefusedError."""
    if "projects" not in published.tables:
        raise RefusedError("เว็บไซต์ไม่มีแฟ้ม data/projects.csv ของทุกปี อาจเผยแพร่ด้วย Phaen รุ่นเก่า")
    try:
        tables = {name: _table(name, data) for name, data in published.tables.items()}
        years = by_year(tables)
        _refuse_twice(years)
    except _OTHER as error:
        raise RefusedError("แฟ้มข้อมูลของเว็บไซต์ไม่ใช่แบบที่ Phaen เผยแพร่") from error
    name = printable(published.publisher)[:300]
    exempt = Exempt(Organization(name=name, kind=""))
    for told, data in (*published.tables.items(), ("publisher", name.encode())):
        path = address("data-all-csv").staged("", told)
        _refuse(leak for leak in leaks(path, data, exempt) if leak.is_error)
    return Harvest({"name": name, "kind": "", "site_url": site_url, "licence": ""}, years)


def covered_by(published: Published) -> Iterator[Taken]:
    """Yield the cells that a site shows covered, as far as its tables can be read; never raises.

    They are what it took back: of a site that is refused the last good rows stay without them.
    """
    for name, data in published.tables.items():
        try:
            years = by_year({name: _table(name, data)})
        except _OTHER:
            continue
        for year, tables in years.items():
            for table in tables.values():
                for row in table.rows:
                    said = dict(zip(table.columns, row, strict=True))
                    project = said.get("id", "")
                    yield from (Taken(year, project, c) for c, text in said.items() if MASK in text)


def _refuse_twice(years: Mapping[str, Mapping[str, Table]]) -> None:
    """Raise ValueError where a year has two projects of one code: it is the key of their rows."""
    for tables in years.values():
        if "projects" in tables:
            at = tables["projects"].columns.index("id")
            codes = [row[at] for row in tables["projects"].rows]
            if len({*codes}) < len(codes) or "" in codes:
                raise ValueError("a project twice, or without a code")


def _refuse(found: Iterator[Leak]) -> None:
    first = next(found, None)
    if first:
        raise RefusedError(
            f"ข้อมูลที่เว็บไซต์เผยแพร่ดูเหมือนข้อมูลส่วนบุคคล ({first.datum.masked}) "
            "ให้องค์กรถอนด้วย phaen withdraw"
        )


def _table(name: str, data: bytes) -> Written:
    """Return a published CSV as a table: columns of ours, and behind them what is not known."""
    known = {one.heading: one for one in table_columns()[name]}
    reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    headings = next(reader, [])
    if len(set(headings)) != len(headings):
        raise ValueError("a heading twice")
    columns = tuple(known.get(one) or Column(one, one, Kind.TEXT, one) for one in headings)
    rows: list[tuple[str, ...]] = []
    for cells in reader:
        if len(cells) != len(columns) or len(rows) >= _MOST_ROWS:
            raise ValueError("a row of another width, or too many")
        rows.append(tuple(printable(unguarded(cell)) for cell in cells))
    return Written(columns, tuple(rows))
