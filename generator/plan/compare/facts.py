"""What became of each row between two plans: by id within a year, by stated links between years.

A link between years is what `continues` states; alike names link nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.plan.compare.entry import Entry, dearer
from generator.plan.fields import FactKind, compared_fields
from generator.thai.text import match_key
from generator.thai.years_said import years_from

# What a text comes to when two wordings are compared.
Alike = Callable[[str], str]


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


def counted(facts: Iterable[Fact]) -> dict[FactKind, int]:
    """Return how many facts there are of each kind that there is, in the order of the kinds."""
    found = Counter(fact.kind for fact in facts)
    return {kind: found[kind] for kind in FactKind if kind in found}


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
    called = compared_fields()
    found = {called[field] for field in changed_fields(before, after, alike)}
    if FactKind.REPRICED in found:
        found = found - {FactKind.REPRICED} | {_of_money(before, after)}
    return tuple(kind for kind in FactKind if kind in found)


def changed_fields(before: Entry, after: Entry, alike: Alike = str) -> tuple[str, ...]:
    """Return which of `compared_fields` two wordings state differently, in their order.

    Between years a text that only speaks of its own year, as the other does, states the same.
    """
    return tuple(
        field
        for field in compared_fields()
        if _told(field, before, alike) != _told(field, after, alike)
        and not _of_its_year(field, before, after, alike)
    )


def _of_its_year(field: str, before: Entry, after: Entry, alike: Alike) -> bool:
    """Whether two texts of different years differ only in that each speaks of its own."""
    if before.year == after.year or (field in _TOLD and field != "unit"):
        return False
    was, now = (alike(years_from(one.said(field), one.year)) for one in (before, after))
    return was == now


def _told(field: str, entry: Entry, alike: Alike) -> object:
    told = _TOLD.get(field)
    return told(entry, alike) if told else alike(entry.said(field))


# What is no text, or has more to it than its own; the others are compared as texts.
_TOLD: Mapping[str, Callable[[Entry, Alike], object]] = {
    "budget": lambda entry, _: (entry.budget, entry.satang, entry.cancelled),
    "villages": lambda entry, _: (entry.villages, entry.everywhere),
    "unit": lambda entry, alike: entry.unit_slug or alike(entry.unit),
    "owner": lambda entry, _: entry.owner,
    "months": lambda entry, _: entry.months,
    "count": lambda entry, _: entry.count,
}


def _of_money(before: Entry, after: Entry) -> FactKind:
    satang = dearer(before, after)
    if not satang:
        return FactKind.REPRICED
    return FactKind.DEARER if satang > 0 else FactKind.CHEAPER
