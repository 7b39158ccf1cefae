"""Days in figures in files of settings: `10/11/2569` may be of October or of November."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from generator.plan.parse.either import ask_order, in_figures, is_settled
from generator.plan.read import Cell, YamlMap, cells_in
from generator.problems import Report
from generator.thai.dates import DateError, parse_date
from generator.thai.eras import is_buddhist

# The days of a notice, in the order in which they come.
_IN_ORDER = ("considered", "announced", "posted_from", "posted_until")
_DAYS = frozenset({*_IN_ORDER, "web_from", "proposed", "date", "day", "report"})


def ask_days(tree: YamlMap, report: Report) -> None:
    """Ask once a file of settings whose days in figures may have the month first.

    A day above 12 settles it, and so does the order in which the days of a notice come.
    """
    cells = [cell for cell in cells_in(tree) if cell.place.heading.rpartition(".")[2] in _DAYS]
    pairs = [(cell, one) for cell in cells if (one := in_figures(cell.text))]
    # A Christian year in figures is refused by itself already.
    pairs = [(cell, one) for cell, one in pairs if is_buddhist(one.year)]
    if not pairs or is_settled(one for _, one in pairs):
        return
    if _comes_in_order(cells, month_first=False) and not _comes_in_order(cells, month_first=True):
        return
    ask_order(pairs, report)


def _comes_in_order(cells: Sequence[Cell], *, month_first: bool) -> bool:
    """Whether the days of each notice come in their order, read in one way."""
    days: defaultdict[str, dict[str, datetime.date]] = defaultdict(dict)
    for cell in cells:
        section, _, key = cell.place.heading.rpartition(".")
        if key in _IN_ORDER and (day := _day(cell, month_first=month_first)):
            days[section][key] = day
    for notice in days.values():
        told = [notice[key] for key in _IN_ORDER if key in notice]
        if any(after < before for before, after in pairwise(told)):
            return False
    return True


def _day(cell: Cell, *, month_first: bool) -> datetime.date | None:
    one = in_figures(cell.text)
    if one:
        return one.month_first if month_first else one.day_first
    try:
        return parse_date(cell.text)
    except DateError:
        return None
