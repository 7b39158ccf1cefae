"""The file that keeps what was announced: texts of rows, and what a report of progress states.

The file is CSV in UTF-8 with LF. Its first line is the day, the number of rows and the SHA-256 of
everything below it; then come the headings; then one line a row, which ends with the SHA-256 of
the line up to its last comma. Rows keep the order in which they were announced.
"""

from __future__ import annotations

import codecs
import csv
import datetime
import hashlib
import io
import re
from collections.abc import Iterable, Mapping

from generator.plan.model import Record, RecordedRow
from generator.problems import Place
from generator.thai.dates import DateError, parse_date
from generator.thai.eras import BUDDHIST

PROGRESS_RECORD = "progress"
_MARK = "announced"
_DIGEST = "sha256"
_FORBIDDEN = re.compile(r"[\r\x00]")


class RecordError(ValueError):
    """A record that nobody wrote so: `line` is where it shows, 1 for the file as a whole."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def day_text(day: datetime.date) -> str:
    """Return a day as records state it; texts of days sort as the days do."""
    return f"{day.year + BUDDHIST}-{day:%m-%d}"


def record_bytes(day: datetime.date, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return the record of `rows`, which share their keys; the same rows give the same bytes."""
    kept = tuple(rows)
    headings = list(kept[0]) if kept else ["id"]
    lines = [_line([*headings, _DIGEST])]
    for row in kept:
        values = _line([_one_line(row[heading]) for heading in headings])
        lines.append(f"{values},{_sha256(values)}")
    body = "".join(f"{line}\n" for line in lines)
    head = _line([_MARK, day_text(day), "rows", str(len(kept)), _DIGEST, _sha256(body)])
    return f"{head}\n{body}".encode()


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
    headings, *lines = body.split("\n")[:-1] or [""]
    names = _cells(headings, 2)[:-1]
    rows = []
    for number, line in enumerate(lines, start=3):
        values, _, digest = line.rpartition(",")
        cells = _cells(values, number)
        if digest != _sha256(values) or len(cells) != len(names):
            raise RecordError(number)
        rows.append(RecordedRow(dict(zip(names, map(_many_lines, cells), strict=True)), number))
    day = _head_day(_cells(head, 1))
    record = Record(place, day, tuple(rows))
    if record_bytes(day, [row.values for row in rows]) != data:
        raise RecordError(1)
    return record


def _head_day(cells: list[str]) -> datetime.date:
    try:
        if len(cells) == 6 and cells[0] == _MARK:
            return parse_date(cells[1])
    except DateError:
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
