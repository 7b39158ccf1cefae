"""Pages of a year that readers come back for once it is over: its reports, its papers.

A living year has them from its plan, a sealed one where its seal holds them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.archive import SealedYear
from generator.site.addresses import address
from generator.site.views.records import YearView

HALVES = ("six-months", "year")


def kept_pages(year: YearView | SealedYear) -> Mapping[str, str]:
    """Return the addresses below the year's folder, by `six-months`, `year` and `papers`.

    What the year does not have is not among them.
    """
    frozen = address("progress-frozen")
    named = {half: frozen.below(half) for half in HALVES} | {
        "papers": address("announcements").path
    }
    if isinstance(year, SealedYear):
        return {name: path for name, path in named.items() if path in year.pages}
    told = {one.half for one in year.frozen}
    return {name: path for name, path in named.items() if name not in HALVES or name in told}


def newest_reports(years: Sequence[YearView | SealedYear]) -> Mapping[str, tuple[str, str]]:
    """Return for each half the newest year's label and page; `years` are newest first."""
    found: dict[str, tuple[str, str]] = {}
    for half in HALVES:
        having = ((one.label, kept_pages(one)) for one in years)
        there = ((label, pages[half]) for label, pages in having if half in pages)
        if first := next(there, None):
            found[half] = first
    return found


__all__ = ["HALVES", "kept_pages", "newest_reports"]
