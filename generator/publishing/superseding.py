"""A seal that takes another's place tells the same year: words may be covered, no more.

A year is sealed anew to withdraw personal data. What the public counts with was sealed for ever,
also where nobody had kept a record of the announcement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from generator.archive.facts import ClosedGroup, ClosedYear
from generator.plan.compare import Entry
from generator.plan.fields import sealed_fields
from generator.plan.model import is_masked

# Whose row it is; and units, which the organisation may have named or addressed otherwise since.
_APART = ("year", "id", "unit", "unit_slug", "more", "unknown")
# Groups that the plan itself names; the others have names of the organisation's, or words of ours.
_NAMED_BY_THE_PLAN = ("strategies", "programmes")


def changes(old: ClosedYear, new: ClosedYear) -> Iterator[str]:
    """Yield, in Thai, what the new seal tells of the year otherwise than the one that stood.

    What the old one did not say, a later release may add.
    """
    if old.title and not _same_words(old.title, new.title):
        yield "ชื่อแผนต่างจากที่ปิดผนึกไว้"
    if old.announced not in (None, new.announced):
        yield "วันประกาศใช้แผนต่างจากที่ปิดผนึกไว้"
    if old.totals != new.totals:
        yield "ยอดรวมต่างจากที่ปิดผนึกไว้"
    if _says_less(old.more, new.more):
        yield "สิ่งที่ปิดผนึกไว้ทั้งปีหายไปหรือต่างจากเดิม"
    yield from _of_rows(old, new)
    for group in old.groups:
        if not any(_is_same_group(group, other) for other in new.groups):
            yield f"กลุ่ม {group.name} หายไป หรือต่างจากที่ปิดผนึกไว้"


def _of_rows(old: ClosedYear, new: ClosedYear) -> Iterator[str]:
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
        or _says_less(old.unknown, new.unknown)
        or any(
            was != now and not is_masked(was, now, column)
            for name, column in words.items()
            for was, now in [(old.said(name), new.said(name))]
        )
    )


def _same_words(was: str, now: str) -> bool:
    return was == now or is_masked(was, now, "name")


def _says_less(was: Mapping[str, object], now: Mapping[str, object]) -> bool:
    """Whether anything that this release does not know is gone, or other than with words covered.

    A later release may add to it.
    """
    return any(
        name not in now
        or not (now[name] == one or (isinstance(one, str) and _same_words(one, str(now[name]))))
        for name, one in was.items()
    )


def _is_same_group(old: ClosedGroup, new: ClosedGroup) -> bool:
    """Whether two groups are one: by address or name, with the same sums."""
    if old.kind != new.kind or _says_less(old.more, new.more):
        return False
    was, now = old.totals, new.totals
    # A village counted projects once; since then it counts rows. Its rows were compared one by one.
    same = (
        (was.rows, was.satang) == (now.rows, now.satang) if old.kind == "villages" else was == now
    )
    if not same:
        return False
    named = _same_words(old.name, new.name)
    return named or (old.slug == new.slug and old.kind not in _NAMED_BY_THE_PLAN)
