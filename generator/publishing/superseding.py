"""A seal that takes another's place tells the same year: words may be covered, no more.

A year is sealed anew to withdraw personal data. What the public counts with was sealed for ever,
also where nobody had kept a record of the announcement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from generator.archive.facts import ClosedYear
from generator.plan.compare import Entry
from generator.plan.fields import sealed_fields
from generator.plan.model import is_masked

# Whose row it is; and units, which the organisation may have named or addressed otherwise since.
_APART = ("year", "id", "unit", "unit_slug", "more")


def changes(old: ClosedYear, new: ClosedYear) -> Iterator[str]:
    """Yield, in Thai, what the new seal tells of the year otherwise than the one that stood."""
    now = {entry.id: entry for entry in new.entries}
    for entry in old.entries:
        beside = now.pop(entry.id, None)
        if beside is None:
            yield f"โครงการ {entry.id} หายไป"
        elif _differs(entry, beside):
            yield f"โครงการ {entry.id} ต่างจากที่ปิดผนึกไว้มากกว่าการปิดข้อความด้วย █"
    for identity in now:
        yield f"โครงการ {identity} ถูกเพิ่ม"


def _differs(old: Entry, new: Entry) -> bool:
    told = sealed_fields()
    words = {field.key: field.code for field in told if field.kind.personal}
    names = {*(field.name for field in fields(Entry)), *(field.key for field in told)}
    counted = any(old.said(name) != new.said(name) for name in names - {*words, *_APART})
    moved = old.unit != new.unit and old.unit_slug != new.unit_slug
    return (
        counted
        or moved
        or any(
            was != now and not is_masked(was, now, column)
            for name, column in words.items()
            for was, now in [(old.said(name), new.said(name))]
        )
    )
