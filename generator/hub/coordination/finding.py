"""The pairs among a province's rows, without holding every row against every other.

Two rows are held against each other only where both name one road or water, or where their names
begin or end alike; what more rows have in common than a person could look through is too common to
tell anything, is left out and counted. Rows of one district meet, and an อบจ. meets all of its
province; borders of provinces are not crossed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from generator.hub.coordination.records import Finding, Found, Kind
from generator.hub.coordination.ways import ways
from generator.hub.dataset.reading import Row
from generator.plan.model import Owner
from generator.plan.overlap.across import is_same_amount, likeness
from generator.plan.overlap.folding import folded
from generator.thai.text import match_key

# Rows of one district that have a road, or the end of a name, in common: of more, none is paired.
_COMMON = 24
_EDGE = 8
#: So many pairs of a row, and of a province, are kept.
MOST_OF_ROW, MOST = 6, 500
_PROVINCIAL = "อบจ."
_OWN, _PAO = Owner.OWN.slug, Owner.PAO.slug
_ORDER = {kind: number for number, kind in enumerate(Kind)}
_Key = tuple[str, str]


class Area:
    """The offices of a province: what each is, and in which district."""

    def __init__(self, districts: Mapping[str, str], kinds: Mapping[str, str]) -> None:
        """Take by code the district and the kind of each office."""
        self._districts = districts
        self._provincial = {code for code, kind in kinds.items() if kind == _PROVINCIAL}

    def districts_of(self, office: str) -> str:
        """Return the district in which an office's rows lie; empty for the whole province."""
        return "" if office in self._provincial else self._districts.get(office, "")

    def is_provincial(self, office: str) -> bool:
        """Whether its area is the whole province."""
        return office in self._provincial


def find(rows: Iterable[Row], area: Area) -> Found:
    """Return the pairs of a province's rows, the surest first, bounded, the rest counted."""
    search = _Search(area)
    for row in rows:
        if not row.cancelled:
            search.take(row)
    return search.found()


class _Search:
    """Rows by what they may have in common with others."""

    def __init__(self, area: Area) -> None:
        self._area = area
        self._rows: list[Row] = []
        # By what is in common, then by district: where in the list the rows stand.
        self._blocks: dict[_Key, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._named: list[dict[str, str]] = []

    def take(self, row: Row) -> None:
        at, name = len(self._rows), folded(row.name)
        named = dict(ways(f"{row.name} {row.place}"))
        self._rows.append(row)
        self._named.append(named)
        district = self._area.districts_of(row.office)
        keys = [("way", key) for key in named]
        keys += [("begins", name[:_EDGE]), ("ends", name[-_EDGE:])] if len(name) >= _EDGE else []
        for key in keys:
            self._blocks[key][district].append(at)

    def found(self) -> Found:
        pairs: dict[tuple[int, int], Finding | None] = {}
        common = 0
        for key in sorted(self._blocks):
            for group in self._groups(self._blocks[key]):
                if len(group) > _COMMON:
                    common += 1
                    continue
                for pair in combinations(group, 2):
                    if pair not in pairs:
                        pairs[pair] = self._pair(*pair)
        return _bounded([one for one in pairs.values() if one], common)

    def _groups(self, block: Mapping[str, list[int]]) -> Iterator[list[int]]:
        """Yield rows that are near each other: of each district with those of the province."""
        whole = block.get("", [])
        for district, own in sorted(block.items()):
            group = sorted({*own, *whole}) if district else whole
            if len({self._rows[at].office for at in group}) > 1:
                yield group

    def _pair(self, one: int, other: int) -> Finding | None:
        first, second = self._rows[one], self._rows[other]
        if first.office == second.office:
            return None
        ways_of_both = [key for key in self._named[one] if key in self._named[other]]
        way = self._named[one][ways_of_both[0]] if ways_of_both else ""
        listed = bool(_one_agency(first, second)) or _is_of_the_other(first, second, self._area)
        if not (way or listed or is_same_amount(first.satang, second.satang)):
            return None  # most pairs: names alone make none, and comparing them takes long
        alike, together = likeness(first.name, second.name), _together(first, second)
        kind = _kind(first, second, way, alike, listed=listed, together=bool(together))
        if kind is None:
            return None
        reasons = (*self._reasons(first, second, way, alike), *_meet(together))
        return Finding(kind, first, second, reasons)

    def _reasons(self, first: Row, second: Row, way: str, alike: int) -> Iterator[tuple[str, str]]:
        if agency := _one_agency(first, second):
            yield "agency", agency
        if _is_of_the_other(first, second, self._area):
            yield "of_the_other", ""
        if alike:
            yield ("same_name", "") if alike == 100 else ("alike", str(alike))
        if way:
            yield "way", way
        if is_same_amount(first.satang, second.satang):
            yield "same_amount", ""
        districts = {self._area.districts_of(one.office) for one in (first, second)}
        yield ("province", "") if "" in districts else ("district", districts.pop())


def _kind(
    first: Row, second: Row, way: str, alike: int, *, listed: bool, together: bool
) -> Kind | None:
    if alike and listed:
        return Kind.LISTED
    if way and together:
        return Kind.WAY
    if alike and (way or is_same_amount(first.satang, second.satang)):
        return Kind.ALIKE
    return None


def _one_agency(first: Row, second: Row) -> str:
    """Return the agency, none of the two offices, whose work both plans name."""
    if _OWN in (first.owner, second.owner) or not first.agency:
        return ""
    return first.agency if match_key(first.agency) == match_key(second.agency) else ""


def _is_of_the_other(first: Row, second: Row, area: Area) -> bool:
    """Whether one plan tells of work of the province's, which stands in its own plan."""
    return any(
        one.owner == _PAO and other.owner == _OWN and area.is_provincial(other.office)
        for one, other in ((first, second), (second, first))
    )


def _together(first: Row, second: Row) -> tuple[str, ...]:
    """Return the months in which both work."""
    return tuple(sorted({*first.months} & {*second.months}))


def _meet(months: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if months:
        yield "months", f"{months[0]};{months[-1]}" if len(months) > 1 else months[0]


def _bounded(pairs: Iterable[Finding], common: int) -> Found:
    """Keep the surest pairs: few of each row, and of a province what can be read."""
    told: Counter[tuple[str, str]] = Counter()
    kept: list[Finding] = []
    left = 0
    for one in sorted(pairs, key=lambda pair: (_ORDER[pair.kind], -len(pair.reasons), pair.key)):
        ends = [(row.office, row.id) for row in (one.first, one.second)]
        if len(kept) >= MOST or any(told[end] >= MOST_OF_ROW for end in ends):
            left += 1
            continue
        told.update(ends)
        kept.append(one)
    return Found(tuple(kept), left, common)
