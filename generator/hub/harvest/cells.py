"""A portal's tables of all years → rows of the dataset by year; nothing they say is lost."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Mapping

from generator.hub.harvest.clocks import clock_rows
from generator.hub.harvest.rows import CLOCK_COLUMNS, CLOCKS, MORE, OF_PORTAL
from generator.hub.harvest.table import Table
from generator.hub.harvest.values import refuse_other
from generator.machine.layout import is_year
from generator.plan.fields import YEAR, Column
from generator.site.render.tables import Written
from generator.site.views import table_columns

Triggers = Mapping[str, datetime.date]


def by_year(
    tables: Mapping[str, Written], triggers: Triggers | None = None
) -> dict[str, dict[str, Table]]:
    """Return the dataset's tables of each year; a row of no fiscal year raises ValueError."""
    years: dict[str, dict[str, Table]] = {}
    for name, own in OF_PORTAL.items():
        if own not in tables:
            continue
        known = table_columns()[own]
        codes = (*(one.code for one in known if one.code != YEAR.code), MORE.code)
        rows: dict[str, list[tuple[str, ...]]] = {}
        for row in tables[own].rows:
            year, cells = _split(tables[own].columns, row, known)
            rows.setdefault(year, []).append(cells)
        for year, found in rows.items():
            years.setdefault(year, {})[name] = Table(codes, tuple(sorted(found, key=_key(codes))))
    for year, own_tables in years.items():
        if "editions" in own_tables:
            own_tables[CLOCKS] = _clocks(year, own_tables["editions"], triggers or {})
    return years


def _split(
    columns: Iterable[Column], row: Iterable[str], known: tuple[Column, ...]
) -> tuple[str, tuple[str, ...]]:
    """Return a row's year, and its cells as the dataset has them."""
    said = {one.heading: text for one, text in zip(columns, row, strict=True)}
    more = {}
    cells = []
    for one in known:
        text = said.pop(one.heading, "")
        try:
            refuse_other(one, text)
        except ValueError:
            more[one.heading], text = text, ""
        cells.append(text)
    more |= {heading: text for heading, text in said.items() if text}
    at = [one.code for one in known].index(YEAR.code)
    year = cells.pop(at)
    if not is_year(year):
        raise ValueError("a row of no fiscal year")
    aside = json.dumps(more, ensure_ascii=False, sort_keys=True) if more else ""
    return year, (*cells, aside)


def _key(codes: tuple[str, ...]) -> Callable[[tuple[str, ...]], str]:
    """Order rows by the project that they are of; rows of none stay in the plan's order."""
    at = codes.index("id") if "id" in codes else None
    return lambda row: row[at] if at is not None else ""


def _clocks(year: str, editions: Table, triggers: Triggers) -> Table:
    rows: list[tuple[str, ...]] = []
    for row in editions.rows:
        said = dict(zip(editions.columns, row, strict=True))
        rows += [(*one, "") for one in clock_rows(year, said, triggers.get(year))]
    return Table((*(one.code for one in CLOCK_COLUMNS), MORE.code), tuple(rows))
