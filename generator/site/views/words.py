"""Names that the interface words: a view says which words and with what, never the words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.plan.model import Owner, Village


@dataclass(frozen=True, slots=True)
class Word:
    """What to say: a key of theme/strings.toml and what is filled in.

    Whole numbers and days are written as the interface writes them; text stands as the plan has it.
    What is filled in may be such words itself.
    """

    key: str
    values: tuple[tuple[str, str | int | datetime.date | Word], ...] = ()

    @classmethod
    def of(cls, key: str, **values: str | int | datetime.date | Word) -> Word:
        """Return the words of `key` with `values`."""
        return cls(key, tuple(values.items()))


# What a reader is shown as a name: the plan's own text, or words of the interface.
Name = str | Word


def owner_name(owner: Owner) -> Name:
    """Return whose projects these are; the organisation's own are called as it calls itself."""
    return Word("owner.own") if owner is Owner.OWN else owner.thai


def village_name(village: Village) -> Name:
    """Return `หมู่ที่ 5 บ้านบ่อแฮ้ว`; the number alone where the name only repeats it."""
    if name := village.own_name:
        bare = village.bare_name
        return Word.of("where.village_named", number=village.number, name=name, bare=bare)
    return Word.of("where.village", number=village.number)
