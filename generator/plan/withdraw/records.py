"""The record of an announcement, or of reports, with something taken out: it says so, and when.

No digest of what was covered stays: a line's own digest is that of the line as it is now.
"""

from __future__ import annotations

import codecs
import datetime
from collections.abc import Callable, Iterable, Mapping

from generator.plan.model import Record
from generator.plan.notice import DOCUMENT, WITHDRAWN_FACT
from generator.plan.record import day_text, record_bytes

# What a recorded cell is to say: given the row, the column's code and what it says.
Change = Callable[[Mapping[str, str], str, str], str]
Facts = Iterable[tuple[str, str, str]]


def rewritten(
    data: bytes, record: Record, change: Change, fact: Callable[[str, str, str], tuple[str, str]],
    day: datetime.date, reason: str, renamed: Mapping[str, str],
) -> bytes:  # fmt: skip
    """Return the record with what `change` and `fact` say; the same bytes where nothing changes.

    `data` are its bytes as they stand: line ends and a mark at the beginning stay. `fact` is given
    what a notice said besides rows, of which strategy or file, and the text; it returns the latter
    two. Every cell that is changed, and every paper whose name is covered, is told as withdrawn on
    `day` for `reason`: a paper by its old name, as `renamed` has it covered.
    """
    rows, told = [], []
    for row in record.rows:
        now = {code: change(row.values, code, text) for code, text in row.values.items()}
        changed = [code for code, text in now.items() if text != row.values[code]]
        rows.append(now)
        told += [named(now.get("id", ""), now.get("date", ""), code) for code in changed]
    facts = [(one.what, *fact(one.what, one.name, one.value)) for one in record.stated]
    told += [
        renamed[one.name] for one in record.stated if one.what == DOCUMENT and one.name in renamed
    ]
    same = facts == [(one.what, one.name, one.value) for one in record.stated]
    if not told and same:
        return data
    facts += [(WITHDRAWN_FACT, name, f"{day_text(day)} {reason}") for name in told]
    made = record_bytes(record.day, rows, facts)
    if b"\r\n" in data:
        made = made.replace(b"\n", b"\r\n")
    return (codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b"") + made


def named(row: str, report: str, column: str) -> str:
    """Return how a record names a cell that was covered: `2570-007 name`."""
    return " ".join(filter(None, (row, report, column)))
