"""The file that keeps what was announced: texts of rows, and what a report of progress states.

The file is CSV in UTF-8 with LF. Its first line is the day, the number of rows and the SHA-256 of
everything below it; then come the headings; then one line a row, which ends with the SHA-256 of
the line up to its last comma. Rows keep the order in which they were announced.

In the second format, which the first line names as `version,2`, lines of four follow the rows:
what the notice says besides them (`notice`), of which strategy or file, the text, and the SHA-256.
Records of the first format stay as they are, and whole.
"""

from __future__ import annotations

import codecs
import csv
import datetime
import hashlib
import io
import re
from collections.abc import Iterable, Mapping

from generator.plan.model import Record, RecordedFact, RecordedRow
from generator.problems import Place
from generator.thai.dates import parse_date
from generator.thai.eras import BUDDHIST

PROGRESS_RECORD = "progress"
_MARK = "announced"
_DIGEST = "sha256"
_VERSION = ("version", "2")
_FORBIDDEN = re.compile(r"[\r\x00]")


class RecordError(ValueError):
    """A record that nobody wrote so: `line` is where it shows, 1 for the file as a whole."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def day_text(day: datetime.date) -> str:
    """Return a day as records state it; texts of days sort as the days do."""
    return f"{day.year + BUDDHIST}-{day:%m-%d}"


def record_bytes(
    day: datetime.date,
    rows: Iterable[Mapping[str, str]],
    facts: Iterable[tuple[str, str, str]] | None = None,
) -> bytes:
    """Return the record of `rows`, which share their keys; the same rows give the same bytes.

    With `facts`, what the notice says besides its rows, it is of the second format.
    """
    kept = tuple(rows)
    headings = list(kept[0]) if kept else ["id"]
    told = [[row[heading] for heading in headings] for row in kept]
    told += [list(fact) for fact in facts or ()]
    lines = [_line([*headings, _DIGEST]), *map(_digested, told)]
    body = "".join(f"{line}\n" for line in lines)
    head = [_MARK, day_text(day), "rows", str(len(kept)), _DIGEST, _sha256(body)]
    return f"{_line(head if facts is None else [*head, *_VERSION])}\n{body}".encode()


def _digested(cells: Iterable[str]) -> str:
    values = _line(map(_one_line, cells))
    return f"{values},{_sha256(values)}"


def read_record(data: bytes, place: Place) -> Record:
    """Return the record in `data`. Raises RecordError unless every sign is as it was written.

    Line ends may be those of Windows, for git may have written them so, and a byte order mark may
    come first.
    """
    data = data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    try:
        head, _, body = data.decode("utf-8").partition("\n")
    except UnicodeDecodeError:
        raise RecordError(1) from None
    day, count, second = _head(_cells(head, 1))
    headings, *lines = body.split("\n")[:-1] or [""]
    names = _cells(headings, 2)[:-1]
    told = [(number, _told(line, number)) for number, line in enumerate(lines, start=3)]
    record = Record(
        place,
        day,
        tuple(_row(names, cells, number) for number, cells in told[:count]),
        tuple(_fact(cells, number) for number, cells in told[count:]),
    )
    stated = [(fact.what, fact.name, fact.value) for fact in record.stated]
    again = record_bytes(day, [row.values for row in record.rows], stated if second else None)
    if again != data:
        raise RecordError(1)
    return record


def _row(names: list[str], cells: list[str], number: int) -> RecordedRow:
    if len(cells) != len(names):
        raise RecordError(number)
    return RecordedRow(dict(zip(names, cells, strict=True)), number)


def _fact(cells: list[str], number: int) -> RecordedFact:
    if len(cells) != 3:
        raise RecordError(number)
    return RecordedFact(cells[0], cells[1], cells[2], number)


def _told(line: str, number: int) -> list[str]:
    """Return the cells of a line whose digest is its own."""
    values, _, digest = line.rpartition(",")
    if digest != _sha256(values):
        raise RecordError(number)
    return [_many_lines(cell) for cell in _cells(values, number)]


def _head(cells: list[str]) -> tuple[datetime.date, int, bool]:
    """Return the day, how many rows there are, and whether it is of the second format."""
    second = tuple(cells[6:]) == _VERSION
    try:
        if cells[0] == _MARK and (second or len(cells) == 6):
            return parse_date(cells[1]), int(cells[3][:9]), second
    except (ValueError, IndexError):  # no day, no number, or too few cells
        pass
    raise RecordError(1)


def _cells(line: str, number: int) -> list[str]:
    try:
        found = list(csv.reader([line], strict=True))
    except csv.Error:
        raise RecordError(number) from None
    if len(found) != 1:
        raise RecordError(number)
    return found[0]


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _one_line(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text).replace("\\", "\\\\").replace("\n", "\\n")


def _many_lines(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
