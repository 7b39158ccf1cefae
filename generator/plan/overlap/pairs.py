"""Pairs of rows in the same place whose names come to nearly the same, and the reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rapidfuzz import fuzz

from generator.plan.compare import Entry, FactKind, between_years
from generator.plan.overlap.folding import folded, parts
from generator.plan.overlap.nearest import Nearest
from generator.thai.text import match_key

# Likeness of two folded names, 0 to 100 (RapidFuzz's ratio: twice what both have in common).
ALIKE = 86
# The very same amount is evidence too, unless it is round: then less likeness will do.
ALIKE_FOR_THE_SAME_AMOUNT = 70
ROUND = 100_000
# Where no village narrows it down, two names must begin or end with the same signs.
_EDGE = 6
# So many look-alikes of one row are shown.
_MOST = 8


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that look alike, `second` of the same year or the year before, and why.

    `villages` are those that both name; where it is empty neither names one. `likeness` is 100
    where the names come to the same.
    """

    first: Entry
    second: Entry
    likeness: int
    villages: tuple[int, ...]
    same_amount: bool
    other_unit: bool
    other_owner: bool

    @property
    def key(self) -> frozenset[str]:
        """The ids, in whatever order a person writes them."""
        return frozenset((self.first.id, self.second.id))


@dataclass(frozen=True, slots=True)
class YearPairs:
    """The look-alikes of a year among its own rows, and with those of the year before.

    `limited` where there were so many alike that not all names were held against each other.
    """

    within: tuple[Pair, ...]
    last_year: tuple[Pair, ...]
    limited: bool = False


class LookAlikes:
    """The look-alikes of one portal as it was read: found once a year, when first asked for.

    The check and the staff's page ask for the same; between them it is passed, and gone after.
    """

    def __init__(self) -> None:
        self._found: dict[int, YearPairs] = {}

    def of(self, year: int, entries: tuple[Entry, ...], earlier: tuple[Entry, ...]) -> YearPairs:
        """Return the pairs of a year, whose rows are `entries`; `earlier` are the year before's."""
        if year not in self._found:
            own, own_limited = _search(entries, entries)
            others, others_limited = _search(entries, earlier)
            self._found[year] = YearPairs(
                _once(entries, own),
                _not_linked(entries, earlier, others),
                own_limited or others_limited,
            )
        return self._found[year]

    def after_changes_of(self, years: Iterable[int]) -> LookAlikes:
        """Return what still holds where the plans of some years became others."""
        gone = {one for year in years for one in (year, year + 1)}
        kept = LookAlikes()
        kept._found = {year: pairs for year, pairs in self._found.items() if year not in gone}
        return kept


def within(entries: tuple[Entry, ...]) -> tuple[Pair, ...]:
    """Return the look-alikes among the rows of one year, cancelled ones left out."""
    return _once(entries, look_alikes(entries, entries))


def _once(entries: tuple[Entry, ...], found: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return the pairs of one year, each once and in the order of the rows."""
    order = {entry.id: number for number, entry in enumerate(entries)}
    pairs: dict[frozenset[str], Pair] = {}
    for pair in found:
        if order[pair.first.id] > order[pair.second.id]:
            pair = replace(pair, first=pair.second, second=pair.first)  # noqa: PLW2901
        pairs.setdefault(pair.key, pair)
    return tuple(sorted(pairs.values(), key=lambda p: (order[p.first.id], order[p.second.id])))


def unlinked(entries: tuple[Entry, ...], earlier: tuple[Entry, ...]) -> tuple[Pair, ...]:
    """Return the look-alikes between a year and the year before where neither row is linked."""
    return _not_linked(entries, earlier, look_alikes(entries, earlier))


def _not_linked(
    entries: tuple[Entry, ...], earlier: tuple[Entry, ...], pairs: Iterable[Pair]
) -> tuple[Pair, ...]:
    facts = between_years(earlier, entries)
    linked = {
        one.id
        for fact in facts
        if fact.kind is FactKind.CONTINUED
        for one in (fact.before, fact.after)
        if one
    }
    return tuple(pair for pair in pairs if not pair.key & linked)


def look_alikes(entries: Sequence[Entry], others: Sequence[Entry]) -> tuple[Pair, ...]:
    """Return every pair of a row of `entries` and one of `others` in the same place and alike.

    In the order of `entries`, the likest first. Rows are held against each other only where they
    share a village, or where neither names one; each with its likest few, so that a plan of ten
    thousand rows of one name is not a hundred million pairs.
    """
    return _search(entries, others)[0]


def _search(entries: Sequence[Entry], others: Sequence[Entry]) -> tuple[tuple[Pair, ...], bool]:
    """Return the pairs, and whether not all names that may be alike were compared."""
    limited = False
    ours, theirs = _by_place(entries), _by_place(others)
    found: dict[tuple[int, int], int] = {}
    for place in ours.keys() & theirs.keys():
        search = _PlaceSearch(entries, ours[place], others, theirs[place])
        found.update(search.pairs())
        limited = limited or search.limited
    order = {entry.id: number for number, entry in enumerate(entries)}
    both = ((entries[one], others[other], like) for (one, other), like in found.items())
    kept = [_pair(*three) for three in both if _holds(*three)]  # most do not
    likest = sorted(kept, key=lambda p: (order[p.first.id], -p.likeness, p.second.id))
    return tuple(likest), limited


def _by_place(entries: Iterable[Entry]) -> Mapping[int | str, list[int]]:
    """Return where in the sequence the rows of each village stand; others by their names' ends."""
    places: defaultdict[int | str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if not entry.cancelled:
            for place in entry.villages or _edges(folded(entry.name)):
                places[place].append(number)
    return places


def _edges(name: str) -> set[str]:
    return {f"{name[:_EDGE]}…", f"…{name[-_EDGE:]}"}


@dataclass(slots=True)
class _PlaceSearch:
    """Holds the rows of one place against each other: all by name, those of one amount closer."""

    entries: Sequence[Entry]
    ours: list[int]
    others: Sequence[Entry]
    theirs: list[int]
    limited: bool = False

    def pairs(self) -> Iterator[tuple[tuple[int, int], int]]:
        """Yield where both rows stand, with their likeness."""
        yield from self._alike(self.ours, self.theirs, ALIKE)
        mine, known = _by_amount(self.entries, self.ours), _by_amount(self.others, self.theirs)
        for amount in mine.keys() & known.keys():
            if self.entries is self.others and len(known[amount]) < 2:
                continue  # nothing but the row itself
            yield from self._alike(mine[amount], known[amount], ALIKE_FOR_THE_SAME_AMOUNT)

    def _alike(
        self, ours: list[int], theirs: list[int], least: int
    ) -> Iterator[tuple[tuple[int, int], int]]:
        mine, known = _by_name(self.entries, ours), _by_name(self.others, theirs)
        nearest = Nearest(known)
        for name, numbers in mine.items():
            likest = nearest.of(name, _MOST + 1, least)
            for one in numbers:
                alike = ((other, like) for choice, like in likest for other in known[choice])
                fresh = (two for two in alike if self.entries[one] is not self.others[two[0]])
                for other, like in islice(fresh, _MOST):
                    yield (one, other), like
        self.limited = self.limited or nearest.limited


def _by_name(entries: Sequence[Entry], numbers: Iterable[int]) -> Mapping[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number in numbers:
        found[folded(entries[number].name)].append(number)
    return found


def _by_amount(entries: Sequence[Entry], numbers: Iterable[int]) -> Mapping[int, list[int]]:
    """Return the rows by amount, of those amounts that say something."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number in numbers:
        if (satang := entries[number].satang) and _is_telling(satang):
            found[satang].append(number)
    return found


def _pair(first: Entry, second: Entry, likeness: int) -> Pair:
    return Pair(
        first=first,
        second=second,
        likeness=likeness,
        villages=tuple(sorted(set(first.villages) & set(second.villages))),
        same_amount=_is_same_amount(first, second),
        other_unit=(first.unit_slug or match_key(first.unit))
        != (second.unit_slug or match_key(second.unit)),
        other_owner=first.owner is not second.owner,
    )


def _is_telling(satang: int | None) -> bool:
    return bool(satang and satang % ROUND)


def _is_same_amount(first: Entry, second: Entry) -> bool:
    return first.satang == second.satang and _is_telling(first.satang)


def _holds(first: Entry, second: Entry, likeness: int) -> bool:
    least = ALIKE_FOR_THE_SAME_AMOUNT if _is_same_amount(first, second) else ALIKE
    if likeness < least or parts(first.name) != parts(second.name):
        return False
    return not {*first.villages}.isdisjoint(second.villages) or _one_place(first, second)


def _one_place(first: Entry, second: Entry) -> bool:
    """Whether the places of rows without a village may be one: one is not written, or alike."""
    places = folded(first.place), folded(second.place)
    return not all(places) or fuzz.ratio(*places) >= ALIKE
