"""Does a sealed year's table of data say the same in all its forms: the plain CSV is what counts.

That of the projects is held against the summary (`agree`); whoever opens the workbook or the JSON
must find what it says.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Container, Mapping, Sequence

from generator.archive import faults as words
from generator.archive.workbook import Cell, StrangeWorkbookError, cells_of
from generator.archive.zipped import SealedFile
from generator.plan.formulas import unguarded

_MARK = b"\xef\xbb\xbf"  # by which Excel knows Thai
_JSON = ".json"
_CUT = "…"  # ends what is longer than a cell can be
_Rows = Sequence[Sequence[str]]


def forms_apart(
    archive: SealedFile,
    folder: str,
    alone: Container[str],
    codes: Mapping[str, Mapping[str, str]],
) -> Mapping[str, str]:
    """Return what is wrong with each form of the tables in `folder` that has another content.

    Files that are `alone` are forms of no table, whatever they are called. `codes` are the names
    that a table's columns have in JSON, by table and heading; a column may be of no known one.
    """
    found = {}
    tables: dict[str, _Rows] = {}
    for path in archive.names:
        form = _FORM.fullmatch(path.removeprefix(folder)) if path.startswith(folder) else None
        if form is None or path in alone:
            continue
        plain = f"{folder}{form[1]}.csv"
        if plain not in tables:
            tables[plain] = rows_of(archive, plain)
        data, rows = archive.read(path), tables[plain]
        same = _FORMS[form[2]](data, rows, archive, plain)
        if not same or (form[2] == _JSON and not _named(data, rows, codes.get(form[1], {}))):
            found[path] = words.OTHER_TABLE
    return found


def says(cell: str, text: str) -> bool:
    """Whether a cell says a text, guarded by an apostrophe or with one of its own."""
    return text in (cell, unguarded(cell))


def rows_of(archive: SealedFile, name: str) -> _Rows:
    """Return the rows of a CSV; none where there is none, or nothing that can be read."""
    if name not in archive.names:
        return ()
    text = archive.read(name).decode("utf-8-sig", "replace")
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return ()


def _same_csv(data: bytes, _table: _Rows, archive: SealedFile, plain: str) -> bool:
    return plain in archive.names and data == _MARK + archive.read(plain).removeprefix(_MARK)


def _same_json(data: bytes, rows: _Rows, _archive: SealedFile, _plain: str) -> bool:
    try:
        told = json.loads(data)
        columns, cells = told["columns"], told["rows"]
        return [len(columns), *map(len, cells)] == [len(row) for row in rows] and all(
            _same_value(value, cell)
            for told_row, row in zip(cells, rows[1:], strict=True)
            for value, cell in zip(told_row, row, strict=True)
        )
    except (LookupError, RecursionError, TypeError, ValueError):
        return False


def _named(data: bytes, rows: _Rows, codes: Mapping[str, str]) -> bool:
    """Whether the columns of a JSON that says the same have their own names, each another one."""
    columns = json.loads(data)["columns"]
    return (
        all(isinstance(one, str) for one in columns)
        and len(set(columns)) == len(columns)
        and all(codes.get(told, name) == name for name, told in zip(columns, rows[0], strict=True))
    )


def _same_value(value: object, cell: str) -> bool:
    if isinstance(value, str):
        return value != "" and says(cell, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _is_number(cell, value)
    return value is None and not cell


def _same_book(data: bytes, rows: _Rows, _archive: SealedFile, _plain: str) -> bool:
    wanted = {
        (down, across): cell
        for down, row in enumerate(rows)
        for across, cell in enumerate(row)
        if cell
    }
    try:
        found = cells_of(data, len(wanted))
    except StrangeWorkbookError:
        return False
    return found.keys() == wanted.keys() and all(
        _same_cell(found[at], cell) for at, cell in wanted.items()
    )


def _same_cell(told: Cell, cell: str) -> bool:
    if isinstance(told, float):
        return _is_number(cell, told)
    return told == cell or (
        told.endswith(_CUT) and len(told) < len(cell) and cell.startswith(told[:-1])
    )


def _is_number(cell: str, number: float) -> bool:
    try:
        return float(cell) == number
    except ValueError:
        return False


_FORMS: Mapping[str, Callable[[bytes, _Rows, SealedFile, str], bool]] = {
    "-excel.csv": _same_csv,
    _JSON: _same_json,
    ".xlsx": _same_book,
}
_FORM = re.compile(f"([a-z]+)({'|'.join(map(re.escape, _FORMS))})", re.ASCII)
