"""Columns as one: what a workbook's cells show, and questions that are asked once for a column."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from generator.plan.fields import TextKind
from generator.plan.read import Held
from generator.plan.sheet import Fields, FilledRow
from generator.problems import Problem, Report, told_rows

_ASKED_ONCE = frozenset(
    {
        "amount-dotted",
        "amount-exponent",
        "amount-worded",
        "id-alike",
        "id-became-date",
        "id-became-number",
        "id-sign",
        "village-became-date",
    }
)
# Elsewhere a date is read as the day that it is, or as the code or the village that it was.
_SHOWN = frozenset(TextKind) - {TextKind.CODE, TextKind.DATE, TextKind.MONTH, TextKind.MARK}
_DAYS = frozenset({TextKind.DATE, TextKind.MONTH})
# Excel takes the years 30 to 99 for those after 1930: `Oct-69` is held as October 1969.
_EXCEL_CENTURY = "19"


def as_shown(rows: list[FilledRow], fields: Fields) -> list[FilledRow]:
    """Return the rows with what Excel shows of its dates where that counts: in words and years.

    A date among words or figures is what its reader sees; a year of two digits is the one that was
    typed.
    """
    return [_shown(row, fields) for row in rows]


def _shown(row: FilledRow, fields: Fields) -> FilledRow:
    if not row.columns.stored:
        return row
    texts = list(row.row.texts)
    for one in fields:
        stored = row.stored(one.code)
        if stored is None or stored.held is not Held.DATE or not stored.shown:
            continue
        typed = one.kind in _DAYS and stored.value.startswith(_EXCEL_CENTURY)
        if typed and stored.value[:4] in stored.shown:
            continue  # all four digits are shown: that year was meant
        if typed or (one.kind in _SHOWN and one.code != "villages"):
            texts[row.columns.index[one.code]] = stored.shown
    if tuple(texts) == row.row.texts:
        return row
    return replace(row, row=replace(row.row, texts=tuple(texts)))


def ask_once(report: Report) -> None:
    """Make one of those questions of a column that are the same; it names the other rows."""
    groups: defaultdict[tuple[str, str, str, str], list[Problem]] = defaultdict(list)
    for problem in report:
        if problem.code in _ASKED_ONCE:
            place = problem.place
            groups[problem.code, place.file, place.sheet, place.column].append(problem)
    # A file of settings has no columns: what stands in it is asked line by line.
    same = {key: many for key, many in groups.items() if key[3] and len(many) > 1}
    if not same:
        return
    asked = [(many, _with_rows(many)) for many in same.values()]
    one_of = {problem: one for many, one in asked for problem in many}
    report.rewrite(lambda problem: one_of.get(problem, problem))


def _with_rows(many: list[Problem]) -> Problem:
    first, *others = many
    details = dict(first.details)
    rows = told_rows(one.place.row for one in others)
    details["also"] = f" และแถว {rows}"
    cells = tuple((one.place.row, one.place.column) for one in many)
    return replace(first, details=tuple(sorted(details.items())), cells=cells)
