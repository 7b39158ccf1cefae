"""A CSV with cells covered: no other byte changes, but where its encoding has no █."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable

from generator.plan.mend.fix_bytes import Coded, Span, changed, coded, content, spans
from generator.plan.withdraw.refused import CoverRefusedError
from generator.problems import Place

# What a cell is to say: given its row as Excel counts, its column from 0, and what it says.
Change = Callable[[int, int, str], str]
_QUOTE = '"'


def covered_csv(data: bytes, place: Place, change: Change) -> bytes:
    """Return the file with what `change` says in its cells; the same bytes where nothing changes.

    Windows-874 has no █: such a file is written as UTF-8, with the mark that Excel knows it by, and
    says the same. Raises CoverRefusedError.
    """
    file = coded(data)
    found = spans(file.text) if file else None
    if file is None or found is None:
        raise CoverRefusedError(place, "อ่านแฟ้มนี้เป็นตารางไม่ได้ครบทุกช่อง ปิดข้อความด้วยมือ")
    changes = []
    for one in found:
        was = content(file.text, one)
        now = change(one.row, one.column, was)
        if now != was:
            changes.append(_edit(file.text, one, now))
    return _bytes_of(file, changed(file.text, changes)) if changes else data


def _edit(whole: str, span: Span, text: str) -> tuple[int, int, str]:
    """Return the cell written anew, quoted where it was or where it has to be."""
    before = whole[span.start - 1 : span.start] if span.start else ""
    if before == _QUOTE == whole[span.end : span.end + 1]:
        return span.start, span.end, text.replace(_QUOTE, _QUOTE * 2)
    if any(sign in text for sign in ',;\t|"\r\n'):
        written = io.StringIO()
        csv.writer(written, lineterminator="", quoting=csv.QUOTE_ALL).writerow([text])
        return span.start, span.end, written.getvalue()
    return span.start, span.end, text


def _bytes_of(file: Coded, text: str) -> bytes:
    try:
        return file.bytes_of(text)
    except UnicodeEncodeError:
        return codecs.BOM_UTF8 + text.encode()
