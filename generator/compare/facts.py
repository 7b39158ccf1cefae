"""What became of each row between two plans: by id within a year, by stated links between years.

A link between years is what `continues` states; alike names link nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from generator.compare.entry import Entry
from generator.thai.text import match_key

# What a text comes to when two wordings are compared.
Alike = Callable[[str], str]


class Kind(Enum):
    """What happened to a row. A row that goes on may give several facts, in this order."""

    NEW = "new"
    CONTINUED = "continued"
    CANCELLED = "cancelled"
    RENAMED = "renamed"
    REWORDED = "reworded"
    MOVED = "moved"
    DEARER = "dearer"
    CHEAPER = "cheaper"
    REPRICED = "repriced"
    REFUNDED = "refunded"
    RESCHEDULED = "rescheduled"
    REASSIGNED = "reassigned"
    RECLASSIFIED = "reclassified"
    RECOUNTED = "recounted"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened to one row; `before` is None for a new row, `after` for a gone one.

    REPRICED is another statement about money without two amounts to compare.
    """

    kind: Kind
    before: Entry | None
    after: Entry | None

    @property
    def satang(self) -> int | None:
        """How much dearer (positive) or cheaper (negative); None where an amount is not known."""
        before = self.before.money if self.before else None
        after = self.after.money if self.after else None
        return None if before is None or after is None else after - before


def between_editions(before: Iterable[Entry], after: Iterable[Entry]) -> tuple[Fact, ...]:
    """Return what happened to the rows of one year's plan between two of its editions.

    Texts are compared as written. Rows that are the same on both sides give no fact.
    """
    old = {entry.id: entry for entry in before}
    return tuple(_facts(old, after, {entry.id: entry.id for entry in old.values()}, str))


def between_years(
    before: Iterable[Entry], after: Iterable[Entry], between: Iterable[Entry] = ()
) -> tuple[Fact, ...]:
    """Return what happened between two years; `between` are the rows of the years that lie between.

    Texts are compared without their blanks, dots and kinds of digits. A row that was divided
    into several is CONTINUED by each, and no amounts are compared.
    """
    old = {entry.id: entry for entry in before}
    new = tuple(after)
    known = {entry.id: entry for entry in between} | {entry.id: entry for entry in new}
    links = {entry.id: link for entry in new if (link := _ancestor(entry, old, known))}
    return tuple(_facts(old, new, links, match_key))


def _ancestor(entry: Entry, old: Mapping[str, Entry], known: Mapping[str, Entry]) -> str:
    """Follow `continues` back to a row of the earlier year; empty where the chain does not."""
    seen = {entry.id}
    while entry.continues not in old:
        if entry.continues in seen or entry.continues not in known:
            return ""
        seen.add(entry.continues)
        entry = known[entry.continues]
    return entry.continues


def _facts(
    old: Mapping[str, Entry],
    after: Iterable[Entry],
    links: Mapping[str, str],
    alike: Alike,
) -> Iterator[Fact]:
    new = tuple(after)
    pairs = [(old.get(links.get(entry.id, "")), entry) for entry in new]
    heirs = Counter(earlier.id for earlier, _ in pairs if earlier)
    for earlier, entry in pairs:
        if earlier and not (earlier.cancelled and earlier.year == entry.year):
            alone = heirs[earlier.id] == 1
            kinds = _went_on(earlier, entry, alike)
            yield from (Fact(k, earlier, entry) for k in kinds if alone or k not in _MONEY)
        elif not entry.cancelled:
            yield Fact(Kind.NEW, None, entry)
    for entry in old.values():
        if not heirs[entry.id] and not entry.cancelled:
            yield Fact(Kind.GONE, entry, None)


def _went_on(before: Entry, after: Entry, alike: Alike) -> tuple[Kind, ...]:
    if after.cancelled:
        return (Kind.CANCELLED,)
    first = () if before.year == after.year else (Kind.CONTINUED,)
    return (*first, *differences(before, after, alike))


_MONEY = (Kind.DEARER, Kind.CHEAPER, Kind.REPRICED, Kind.RECOUNTED)


def differences(before: Entry, after: Entry, alike: Alike = str) -> tuple[Kind, ...]:
    """Return in which ways two wordings of one row differ; `alike` gives what a text comes to."""
    old, new = _told(before, alike), _told(after, alike)
    found = {kind for kind in old if old[kind] != new[kind]} | _of_money(before, after)
    return tuple(kind for kind in Kind if kind in found)


def _told(entry: Entry, alike: Alike) -> Mapping[Kind, object]:
    return {
        Kind.RENAMED: alike(entry.name),
        Kind.REWORDED: alike(entry.detail),
        Kind.MOVED: (alike(entry.place), entry.villages, entry.everywhere),
        Kind.REFUNDED: alike(entry.funding),
        Kind.RESCHEDULED: entry.months,
        Kind.REASSIGNED: (entry.unit_slug or alike(entry.unit), entry.owner),
        Kind.RECLASSIFIED: (alike(entry.strategy), alike(entry.programme)),
        Kind.RECOUNTED: entry.count,
    }


def _of_money(before: Entry, after: Entry) -> set[Kind]:
    old, new = before.money, after.money
    if old is None or new is None or old == new:
        return {Kind.REPRICED} if before.budget is not after.budget else set()
    return {Kind.DEARER if new > old else Kind.CHEAPER}
