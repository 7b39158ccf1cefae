"""What became of each row between two plans: by id within a year, by stated links between years.

A link between years is what `continues` states; alike names link nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from generator.plan.compare.entry import Entry, dearer
from generator.thai.text import match_key

# What a text comes to when two wordings are compared.
Alike = Callable[[str], str]


class FactKind(Enum):
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
    FUNDED_OTHERWISE = "refunded"  # its name in `compare --json`
    RESCHEDULED = "rescheduled"
    REASSIGNED = "reassigned"
    RECLASSIFIED = "reclassified"
    RECOUNTED = "recounted"
    GONE = "gone"


# What a row states, in the order in which readers are told, and what a change of it is called.
FIELDS: Mapping[str, FactKind] = {
    "name": FactKind.RENAMED,
    "detail": FactKind.REWORDED,
    "budget": FactKind.REPRICED,
    "place": FactKind.MOVED,
    "villages": FactKind.MOVED,
    "unit": FactKind.REASSIGNED,
    "owner": FactKind.REASSIGNED,
    "months": FactKind.RESCHEDULED,
    "funding": FactKind.FUNDED_OTHERWISE,
    "strategy": FactKind.RECLASSIFIED,
    "programme": FactKind.RECLASSIFIED,
    "count": FactKind.RECOUNTED,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened to one row; `before` is None for a new row, `after` for a gone one.

    REPRICED is another statement about money without two amounts to compare.
    """

    kind: FactKind
    before: Entry | None
    after: Entry | None

    @property
    def satang(self) -> int | None:
        """How much dearer (positive) or cheaper (negative); None where an amount is not known."""
        return dearer(self.before, self.after)


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
            yield Fact(FactKind.NEW, None, entry)
    for entry in old.values():
        if not heirs[entry.id] and not entry.cancelled:
            yield Fact(FactKind.GONE, entry, None)


def _went_on(before: Entry, after: Entry, alike: Alike) -> tuple[FactKind, ...]:
    if after.cancelled:
        return (FactKind.CANCELLED,)
    first = () if before.year == after.year else (FactKind.CONTINUED,)
    return (*first, *differences(before, after, alike))


_MONEY = (FactKind.DEARER, FactKind.CHEAPER, FactKind.REPRICED, FactKind.RECOUNTED)


def differences(before: Entry, after: Entry, alike: Alike = str) -> tuple[FactKind, ...]:
    """Return in which ways two wordings of one row differ; `alike` gives what a text comes to."""
    found = {FIELDS[field] for field in changed_fields(before, after, alike)}
    if FactKind.REPRICED in found:
        found = found - {FactKind.REPRICED} | {_of_money(before, after)}
    return tuple(kind for kind in FactKind if kind in found)


def changed_fields(before: Entry, after: Entry, alike: Alike = str) -> tuple[str, ...]:
    """Return which of FIELDS two wordings of one row state differently, in their order."""
    old, new = _told(before, alike), _told(after, alike)
    return tuple(field for field in FIELDS if old[field] != new[field])


def _told(entry: Entry, alike: Alike) -> Mapping[str, object]:
    return {
        "name": alike(entry.name),
        "detail": alike(entry.detail),
        "budget": (entry.budget, entry.satang),
        "place": alike(entry.place),
        "villages": (entry.villages, entry.everywhere),
        "unit": entry.unit_slug or alike(entry.unit),
        "owner": entry.owner,
        "months": entry.months,
        "funding": alike(entry.funding),
        "strategy": alike(entry.strategy),
        "programme": alike(entry.programme),
        "count": entry.count,
    }


def _of_money(before: Entry, after: Entry) -> FactKind:
    satang = dearer(before, after)
    if not satang:
        return FactKind.REPRICED
    return FactKind.DEARER if satang > 0 else FactKind.CHEAPER
