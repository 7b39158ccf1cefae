"""A seal that takes another's place tells the same year: words may be covered, no more.

A year is sealed anew to withdraw personal data. What the public counts with was sealed for ever,
also where nobody had kept a record of the announcement.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.archive.facts import ClosedYear
from generator.plan.compare import Entry
from generator.plan.model import is_masked

# What a person may be known by; the names are those of an entry and of a plan's column.
_WORDS = {"name": "name", "detail": "detail", "place": "place", "funding": "source"}
_COUNTED = (
    "satang", "budget", "months", "count", "villages", "everywhere", "cancelled",
    "strategy", "programme", "owner", "continues",
)  # fmt: skip


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
    counted = any(getattr(old, name) != getattr(new, name) for name in _COUNTED)
    # The organisation may have renamed a unit since, or given it another address.
    moved = old.unit != new.unit and old.unit_slug != new.unit_slug
    return (
        counted
        or moved
        or any(
            was != now and not is_masked(was, now, column)
            for name, column in _WORDS.items()
            for was, now in [(getattr(old, name), getattr(new, name))]
        )
    )
