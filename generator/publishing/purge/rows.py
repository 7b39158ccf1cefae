"""Rows of a table of any year, by the project's id and the columns' code names.

Quicker than reading a plan, for history has thousands of versions of one table: only lines that
say an id are looked at.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from generator.plan.fields import all_fields
from generator.plan.read import tables_in, text_of
from generator.problems import Report
from generator.thai.text import match_key

# Lines that one row of a table may go over, where its cells are quoted.
_LONGEST_ROW = 60
# Lines among which the headings stand: titles may stand above them.
_MOST_ABOVE = 12
_LEAST_KNOWN = 2


def rows_of(path: str, data: bytes, ids: Collection[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the cells, by their columns' code names, of each row of one of the ids.

    Nothing of a table whose headings nobody knows. Never raises.
    """
    wanted = set(ids)
    if path.endswith(".xlsx"):
        for table in tables_in(path, data, Report()):
            rows = [row.texts for row in table.rows]
            codes = next(filter(None, map(_codes, rows[:_MOST_ABOVE])), ())
            for row in rows:
                yield from _row(row, codes, wanted)
        return
    lines = text_of(data).split("\n")
    head = (_codes(_row_at(lines, number)) for number in range(min(len(lines), _MOST_ABOVE)))
    codes = next(filter(None, head), ())
    for number, line in enumerate(lines) if codes else ():
        if any(one in line for one in wanted):
            yield from _row(_row_at(lines, number), codes, wanted)


def lines_with(data: bytes, identity: str, code: str, said: str, now: str) -> dict[str, str]:
    """Return the lines of a table in which the row of an id says a text under a heading, covered.

    By each line what it is to say. For a text that is too short to be looked for: its line is not.
    None of those whose cells are quoted, or go over lines.
    """
    lines = text_of(data).split("\n")
    head = (_codes(_row_at(lines, number)) for number in range(min(len(lines), _MOST_ABOVE)))
    codes = next(filter(None, head), ())
    found = {}
    for line in (one.rstrip("\r") for one in lines):
        if identity not in line or '"' in line or not codes:
            continue
        separator = max(",;\t", key=line.count)
        cells = line.split(separator)
        same = identity in map(str.strip, cells)
        for at, (cell, known) in enumerate(zip(cells, codes, strict=False)):
            if same and known == code and cell.strip() == said:
                cells[at] = cell.replace(said, now)
                found[line] = separator.join(cells)
    return found


def _row(
    cells: Sequence[str], codes: Sequence[str], wanted: set[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield a row where its cells say one of the ids."""
    texts = [cell.strip() for cell in cells]
    for one in wanted.intersection(texts):
        yield one, {code: text for code, text in zip(codes, texts, strict=False) if code}


def _codes(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the code names of a line of headings; nothing for any other line."""
    known = _known()
    found = tuple(known.get(match_key(cell.strip("\ufeff")), "") for cell in cells)
    return found if len(set(found) - {""}) >= _LEAST_KNOWN else ()


@lru_cache(maxsize=1)
def _known() -> Mapping[str, str]:
    return {
        match_key(name): field.code
        for field in all_fields()
        for name in (field.code, *field.headings)
    }


def _row_at(lines: Sequence[str], number: int) -> tuple[str, ...]:
    """Return the cells of the row that begins in a line, and may go on over others."""
    text = lines[number]
    for line in lines[number + 1 : number + _LONGEST_ROW]:
        if text.count('"') % 2 == 0:
            break
        text += f"\n{line}"
    separator = max(",;\t", key=text.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return ()
    return tuple(cell for row in rows for cell in row)
