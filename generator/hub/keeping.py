"""The last good harvest of a member without what must not stay in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from generator.hub.harvest.table import Table
from generator.hub.store import Good, Store, digest_of, read_year, write_year

Cells = Iterable[tuple[str, str, str]]
_Tables = Mapping[str, Table]
_PAGE = "page_address"


def covered(store: Store, code: str, good: Good, taken: Cells) -> Good:
    """Return the last good harvest with what was taken back since then covered in it.

    Raises OSError and ValueError.
    """
    # Seldom needed, and slow to load in every worker.
    from generator.hub.harvest.withdrawn import Taken, without  # noqa: PLC0415

    told = tuple(taken)
    new = [Taken(*one) for one in Counter(told) - Counter(good.taken)]
    if not new:
        return good
    # The key stays its own: as soon as the portal is sound again, its own rows replace these.
    made = _rewritten(store, code, good, lambda year, tables: without(year, tables, new)[0])
    return replace(made, taken=told)


def without_portal(store: Store, code: str, good: Good) -> Good:
    """Return the last good harvest as of a member that has no portal any more.

    Its rows lead nowhere then: their pages are gone. Raises OSError and ValueError.
    """
    return replace(_led(store, code, good, ""), portal="")


def moved_portal(store: Store, code: str, good: Good, to: str) -> Good:
    """Return the last good harvest with its rows led to where the same portal is found now.

    Raises OSError and ValueError.
    """
    return _led(store, code, good, to)


def _led(store: Store, code: str, good: Good, to: str) -> Good:
    site = good.office["site_url"]
    made = _rewritten(
        store, code, good, lambda _, tables: {k: _led_table(v, site, to) for k, v in tables.items()}
    )
    return replace(made, office={**good.office, "site_url": to})


def _led_table(table: Table, site: str, to: str) -> Table:
    if _PAGE not in table.columns:
        return table
    at = table.columns.index(_PAGE)
    rows = ((*row[:at], _led_page(row[at], site, to), *row[at + 1 :]) for row in table.rows)
    return Table(table.columns, tuple(rows))


def _led_page(page: str, site: str, to: str) -> str:
    if not page.startswith(site):
        return page
    return to and to + page.removeprefix(site)


def _rewritten(
    store: Store, code: str, good: Good, change: Callable[[str, _Tables], _Tables]
) -> Good:
    """Return a harvest whose rows of each year are changed so, and written."""
    home = store.member(code) / good.folder
    with store.work(code) as folder:
        years = {}
        for year in good.years:
            years[year] = write_year(folder, year, change(year, read_year(home, year)))
        name = store.place(code, folder, digest_of(years))
    return replace(good, folder=name, years=years)
