"""overlap.csv with the pairs that are open, for staff to decide in a spreadsheet.

What stands there already stays, cell by cell; pairs that came since stand below it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.plan.compare import Entry
from generator.plan.fields import overlap_fields
from generator.plan.formulas import guarded
from generator.plan.model import EVERY_PAIR, shown_budget
from generator.plan.model.project import Budget
from generator.plan.overlap.pairs import Pair
from generator.plan.overlap.reasons import why
from generator.plan.read import Table
from generator.plan.sheet import records
from generator.problems import Report

_ONE_LINE = "ถ้าตัดสินเหมือนกันทุกคู่กับปีก่อน กรอกแถวนี้แถวเดียว แล้วปล่อยแถวอื่นว่างไว้"


def listed(tables: tuple[Table, ...]) -> frozenset[frozenset[str]]:
    """Return the pairs that tables have a row for, decided or not."""
    rows = records(tables, overlap_fields(), Report())
    return frozenset(frozenset((row.text("id"), row.text("other"))) for row in rows)


def overlap_table(
    within: Sequence[Pair], last_year: Sequence[Pair], present: Table | None = None
) -> bytes:
    """Return the table as Excel opens it, with a line for all pairs with last year where any is.

    `present` is the table that there is, whose cells stay as they are read.
    """
    fields = overlap_fields()
    headings, lines = [field.name for field in fields], []
    codes = [field.code for field in fields]
    if present:
        (first, *_) = records((present,), fields, Report())
        places = {index: code for code, index in first.columns.index.items()}
        headings = list(first.columns.headings)
        codes = [places.get(index, "") for index in range(len(headings))]
        lines = [list(row.texts) for row in present.rows]
    known = listed((present,)) if present else frozenset()
    fresh = _rows((one for one in within), known)
    fresh = [*fresh, *_of_last_year(last_year, known)]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([headings] if not present else [])
    writer.writerows([guarded(text) for text in line] for line in lines)
    writer.writerows([guarded(row.get(code, "")) for code in codes] for row in fresh)
    return out.getvalue().encode("utf-8-sig")


def _of_last_year(
    pairs: Sequence[Pair], known: frozenset[frozenset[str]]
) -> Iterator[Mapping[str, str]]:
    if pairs and frozenset((EVERY_PAIR, "")) not in known:
        yield {"id": EVERY_PAIR, "why": _ONE_LINE}
    yield from _rows(pairs, known)


def _rows(pairs: Iterable[Pair], known: frozenset[frozenset[str]]) -> list[Mapping[str, str]]:
    return [_row(pair) for pair in pairs if pair.key not in known]


def _row(pair: Pair) -> Mapping[str, str]:
    return {
        "id": pair.first.id,
        "name": pair.first.name,
        "budget": _budget(pair.first),
        "other": pair.second.id,
        "other-name": pair.second.name,
        "other-budget": _budget(pair.second),
        "why": why(pair),
    }


def _budget(entry: Entry) -> str:
    return shown_budget(Budget(entry.budget, entry.satang))
