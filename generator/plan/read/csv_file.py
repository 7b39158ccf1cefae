"""CSV as Excel writes it: UTF-8 with or without BOM, UTF-16, Thai Windows; , ; or tab."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from generator.plan.formulas import unguarded
from generator.plan.read.cells import Row, Table
from generator.plan.read.damage import is_sound, report_conflict
from generator.plan.read.opened import resaved
from generator.plan.read.substance import is_other_kind
from generator.problems import Place, Report
from generator.thai.text import tidy

_THAI = re.compile("[\u0e01-\u0e5b]")
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t|])"? *(?:\r\n?|\n|$)', re.IGNORECASE)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOKED_AT = 2000
_NULS = "\0" * 8
_END_OF_FILE = "\x1a"  # as programs of DOS end a text
_STATED = re.compile(r'="((?:[^"]|"")*)"')
_FEWEST_ROWS = 3  # a heading and two rows tell how wide a file is
_MOST_BROKEN = 3  # letters for each broken byte: Windows-874 read as UTF-8 has none
_WANTED = "CSV UTF-8"
_WANTED_SMALL = "CSV UTF-8 ที่มีเฉพาะแถวของแผน โดยลบแถวและคอลัมน์ว่างออก"
# A plan has some hundred rows of thirty columns; millions of empty ones would fill the memory.
MOST_BYTES = 5_000_000
MOST_ROWS = 20_000
MOST_CELLS = 400_000


def read_csv(data: bytes, place: Place, report: Report) -> Table | None:
    """Return the table in `data`, or None with a problem.

    Row numbers count records, as Excel does: a quoted cell with line breaks is one row. What our
    own files guard against spreadsheets is read as it was before.
    """
    if is_other_kind(data, place, report):
        return None
    if len(data) > MOST_BYTES:
        reason = f"ใหญ่เกิน {MOST_BYTES // 1_000_000} เมกะไบต์"
        report.add("file-unreadable", place, reason=reason, todo=resaved(_WANTED_SMALL))
        return None
    text = _decode(data, place, report)
    if (
        text is None
        or report_conflict(text, place, report, alone=False)
        or _has_nul(text, place, report)
    ):
        return None
    separator, text = separator_of(text.rstrip(_END_OF_FILE))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    cells = 0
    try:
        for number, texts in enumerate(reader, start=1):
            cells += len(texts)
            if number > MOST_ROWS or cells > MOST_CELLS:
                reason = f"มีเกิน {MOST_ROWS:,} แถว หรือ {MOST_CELLS:,} ช่อง"
                at = place.at(row=number)
                report.add("file-unreadable", at, reason=reason, todo=resaved(_WANTED_SMALL))
                return None
            tidied = tuple(tidy(unguarded(_stated(cell))) for cell in texts)
            rows.append(Row(number, tidied, len(tidied)))
    except csv.Error:
        reason = 'เครื่องหมายคำพูด " ไม่ครบคู่'
        at = place.at(row=len(rows) + 1)
        report.add("file-unreadable", at, reason=reason, todo=resaved(_WANTED))
        return None
    table = Table(place, tuple(rows))
    whole = not _is_cut(rows, text, place, report)
    return table if whole and is_sound(table, report) else None


def _stated(cell: str) -> str:
    """Return the text of a formula that only states one: `="001"` is how some programs keep 001."""
    if not cell.startswith('="'):
        return cell
    found = _STATED.fullmatch(cell)
    return found[1].replace('""', '"') if found else cell


def _is_cut(rows: list[Row], text: str, place: Place, report: Report) -> bool:
    """Report a file that ends within its last row, with fewer cells there than all others have."""
    widths = {row.width for row in rows[:-1]}
    if len(rows) < _FEWEST_ROWS or len(widths) > 1 or text.endswith(("\n", "\r")):
        return False
    if cut := rows[-1].width < widths.pop():
        reason = "แถวสุดท้ายขาดกลางคัน ไฟล์อาจถูกตัดตอนบันทึกหรือส่ง"
        report.add("file-unreadable", place.at(row=rows[-1].number), reason=reason, wanted=_WANTED)
    return cut


def _has_nul(text: str, place: Place, report: Report) -> bool:
    """Report a run of NUL, which a disk or a transfer leaves that broke off: rows may be lost.

    Single ones are damage of their cell.
    """
    if _NULS not in text:
        return False
    row = text.count("\n", 0, text.index(_NULS)) + 1
    reason = "มีอักขระ NUL ติดกัน ซึ่งเกิดเมื่อดิสก์หรือการส่งขาดกลางคัน บางแถวอาจหายไป"
    report.add("file-unreadable", place.at(row=row), reason=reason, todo=resaved(_WANTED))
    return True


def text_of(data: bytes) -> str:
    """Return a text file's whole text, in whichever of its encodings it is; never raises."""
    return _decode(data, Place(""), Report()) or data.decode("utf-8", "replace")


def placed_cells(data: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield row (from 1), column (from 0) and text of every filled cell, as `read_csv` counts.

    Takes any table, also one that no plan would have, and never raises: where quotes do not close,
    the whole text follows line by line.
    """
    separator, text = separator_of(text_of(data))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            yield from ((number, column, cell) for column, cell in enumerate(row) if cell)
    except csv.Error:
        yield from ((number, 0, line) for number, line in enumerate(text.splitlines(), start=1))


def _decode(data: bytes, place: Place, report: Report) -> str | None:
    text = _decoded(data, _unicode(data))
    if text is not None:
        return text
    if row := _broken_row(data):
        reason = "แถวนี้มีไบต์ที่ไม่ใช่ UTF-8 ไฟล์อาจเสียหรือถูกตัดระหว่างทาง"
        report.add("file-unreadable", place.at(row=row), reason=reason, todo=resaved(_WANTED))
        return None
    text = None if data.startswith(_UTF_16) else _decoded(data, "cp874")
    if text is None or not _THAI.search(text):
        report.add("file-unreadable", place, reason="ไม่ใช่ข้อความ", todo=resaved(_WANTED))
        return None
    report.add("file-encoding", place, "Windows-874")
    return text


def _unicode(data: bytes) -> str:
    """Return which Unicode it is; without a mark, zeros at every other place tell UTF-16."""
    if data.startswith(_UTF_16):
        return "utf-16"
    low, high = data[:_LOOKED_AT:2].count(0), data[1:_LOOKED_AT:2].count(0)
    if max(low, high) > _LOOKED_AT // 20 or max(low, high) * 10 > len(data[:_LOOKED_AT]):
        return "utf-16-be" if low > high else "utf-16-le"
    return "utf-8-sig"


def _broken_row(data: bytes) -> int:
    """Return the line with the first byte that is not UTF-8 in Thai text that is; else 0.

    Read as Windows-874, the whole file would turn into other letters.
    """
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        shown = data.decode("utf-8", "replace")
        whole = len(_THAI.findall(shown)) > _MOST_BROKEN * shown.count("\ufffd")
        return data.count(b"\n", 0, error.start) + 1 if whole else 0
    return 0


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def separator_of(text: str) -> tuple[str, str]:
    """Return the separator and the text without Excel's `sep=;` line.

    The separator is the one that divides the first filled line into most cells.
    """
    if stated := _SEPARATOR_LINE.match(text):
        return stated[1], text[stated.end() :]
    heading = next((line for line in text.splitlines() if line.strip(",;\t| ")), "")
    bare = re.sub(r'"[^"]*"', "", heading)
    return max(",;\t|", key=bare.count), text
