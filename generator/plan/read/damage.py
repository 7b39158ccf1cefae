"""Damage that a whole file has: git's conflict marks, and Thai text that is no longer Thai.

One error a file: what stands in such a file is not what anybody wrote, and each line of it would
be told as a fault of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from generator.plan.read.cells import Cell, Row, Table, column_letter
from generator.problems import Place, Report
from generator.thai.damage import garbled, lost
from generator.thai.text import says_something

# As git writes them, also after Excel has saved the file: the mark alone in its row.
_OURS, _MIDDLE, _THEIRS = "<" * 7, "=" * 7, ">" * 7
_MARK = re.compile(rf'"?(?:{_OURS}|{re.escape("|" * 7)}|{_THEIRS})(?=[ ,;\t"]|$)')
_MIDDLE_LINE = re.compile(rf'"?{_MIDDLE}"?[,;\t ]*')
_MOST_ROWS = 10


def report_conflict(text: str, place: Place, report: Report, *, alone: bool = True) -> bool:
    """Report git's conflict marks in a text, once; tell whether there are any.

    Unless `alone`, a line of `=======` is no mark by itself: in a page it makes a heading, and in a
    table it may be a line of a cell.
    """
    lines = text.splitlines()
    found = [number for number, line in enumerate(lines, start=1) if _MARK.match(line)]
    if alone or found:
        found += [n for n, line in enumerate(lines, start=1) if _MIDDLE_LINE.fullmatch(line)]
    return _conflict(sorted(found), place, report)


def report_garbled_lines(text: str, place: Place, report: Report) -> bool:
    """Report Thai that was read as another code page in a text, once; tell whether there is any."""
    lines = text.splitlines() if garbled(text) else []
    for number, line in enumerate(lines, start=1):
        if found := garbled(line):
            report.add("text-garbled", place.at(row=number), found)
            return True
    return False


def report_garbled_cells(cells: Iterable[Cell], report: Report) -> bool:
    """Report Thai that stands in texts as codes of its letters, once; whether there is any."""
    for cell in cells:
        if garbled(cell.text):
            report.add("text-garbled", cell.place, cell.text)
            return True
    return False


def report_lost(cells: Iterator[Cell], report: Report) -> None:
    """Report texts of which signs are left, the first one with its place."""
    found = [cell for cell in cells if lost(cell.text)]
    if found:
        rows = f"บรรทัด {_listed([cell.place.row for cell in found])}"
        report.add("text-lost", found[0].place, found[0].text, rows=rows)


def is_sound(table: Table, report: Report) -> bool:
    """Report damage of a table; tell whether what remains can be read as one."""
    marks = [row.number for row in table.rows if _is_mark(row)]
    if _conflict(marks, table.place, report):
        return False
    heading = _heading(table)
    bad = _cells_of(table, garbled)
    if bad:
        row, column = bad[0]
        place = _place(table, row, column, heading)
        report.add("text-garbled", place, row.texts[column])
        return False
    return _keeps_letters(table, heading, report)


def _cells_of(table: Table, damage: Callable[[str], str]) -> list[tuple[Row, int]]:
    """Return where the texts stand that are damaged; each text is looked at once."""
    texts = {text for row in table.rows for text in row.texts}
    bad = {text for text in texts if damage(text)}
    if not bad:
        return []
    return [(row, at) for row in table.rows for at, text in enumerate(row.texts) if text in bad]


def _keeps_letters(table: Table, heading: Row | None, report: Report) -> bool:
    bad = _cells_of(table, lost)
    if not bad:
        return True
    row, column = bad[0]
    rows = f"แถว {_listed([row.number for row, _ in bad])}"
    cells = [table.place.at(row=row.number, column=column_letter(at)) for row, at in bad]
    first = _place(table, row, column, heading)
    report.add("text-lost", first, row.texts[column], cells, rows=rows)
    if heading and any(map(lost, heading.texts)):
        return False
    # `รอผล???` is a clerk's doubt; where no letter is left, a program has lost them.
    return all(says_something(row.texts[at]) for row, at in bad)


def _conflict(lines: list[int], place: Place, report: Report) -> bool:
    if lines:
        report.add("file-conflict", place.at(row=lines[0]), rows=_listed(lines))
    return bool(lines)


def _is_mark(row: Row) -> bool:
    filled = [text for text in row.texts if text]
    first = filled[0] if filled else ""
    return bool(_MARK.match(first)) or (len(filled) == 1 and first == _MIDDLE)


def _heading(table: Table) -> Row | None:
    """Return the row that looks like the heading: the first with half of what the fullest has."""
    most = max((_filled(row) for row in table.rows), default=0)
    return next((row for row in table.rows if _filled(row) * 2 >= most > 0), None)


def _filled(row: Row) -> int:
    return sum(map(bool, row.texts))


def _place(table: Table, row: Row, column: int, heading: Row | None) -> Place:
    above = heading.texts[column : column + 1] if heading and heading.number < row.number else ()
    if not any(above):
        return table.place.at(row=row.number)
    return table.place.at(row=row.number, column=column_letter(column), heading=above[0])


def _listed(numbers: list[int]) -> str:
    """Return line or row numbers for a message, each once."""
    each = dict.fromkeys(numbers)
    more = f" และอีก {len(each) - _MOST_ROWS}" if len(each) > _MOST_ROWS else ""
    return " ".join(map(str, islice(each, _MOST_ROWS))) + more
