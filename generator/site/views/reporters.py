"""The lists that reporters ask for: a year's changes, what became dearer, what others pay for.

Each has its own sum, which is that of the rows that stand below it and of no others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.plan.compare import Entry
from generator.plan.model import Totals
from generator.site.views.across_records import YearPair
from generator.site.views.records import Group, YearView
from generator.site.views.rows import EditionView, ProjectView, RowChange, Version
from generator.site.views.totals import Portion, portion_of

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class ListedChange:
    """What an announced amendment did to one project: it added, altered or cancelled it.

    `before` and `after` are satang that the plan had for it and has; None where no amount is
    stated, 0 where it was not there, is there no more, or needs no money.
    """

    edition: EditionView
    version: Version
    before: int | None
    after: int | None

    @property
    def satang(self) -> int | None:
        """How much it added to the plan's money; None where an amount is not known."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes of a year, the largest difference first, last what has none that is known.

    `more`, `less` and `net` are sums of known differences in satang, `unknown` counts the others.
    """

    rows: tuple[ListedChange, ...]
    times: int

    @property
    def more(self) -> int:
        """What was added."""
        return sum(max(one.satang or 0, 0) for one in self.rows)

    @property
    def less(self) -> int:
        """What was taken away, as a number below nought."""
        return sum(min(one.satang or 0, 0) for one in self.rows)

    @property
    def net(self) -> int:
        """What the changes did to the plan's money."""
        return self.more + self.less

    @property
    def payers(self) -> Mapping[Portion, int]:
        """What of `net` is whose money, as `by_payer` tells it."""
        known = (one for one in self.rows if one.satang is not None)
        return by_payer((one.version, one.before or 0, one.after or 0) for one in known)

    @property
    def unknown(self) -> int:
        """How many changes state no amount before or after."""
        return sum(one.satang is None for one in self.rows)


@dataclass(frozen=True, slots=True)
class Dearer:
    """A project that goes on with another amount, in satang; `percent` None where it was nought."""

    change: RowChange
    before: int
    after: int

    @property
    def satang(self) -> int:
        """How much dearer it became; below nought where cheaper."""
        return self.after - self.before

    @property
    def percent(self) -> int | None:
        """The difference in hundredths of what it was, rounded half away from nought."""
        if not self.before:
            return None
        size = (abs(self.satang) * _WHOLE * 2 + self.before) // (self.before * 2)
        return size if self.satang > 0 else -size


@dataclass(frozen=True, slots=True)
class DearerList:
    """Projects that go on from the year before: which became dearer, and which cheaper.

    The largest difference stands first. `unknown` state no amount in one of the years, `divided`
    are parts of one that was a single project, `revived` were cancelled in the year before: none
    of them can be told dearer or cheaper.
    """

    pair: YearPair
    dearer: tuple[Dearer, ...]
    cheaper: tuple[Dearer, ...]
    same: int
    unknown: int
    divided: int
    revived: int

    @property
    def payers(self) -> Mapping[str, Mapping[Portion, int]]:
        """Whose money the differences of each table (`dearer`, `cheaper`) are."""
        return {"dearer": _payers(self.dearer), "cheaper": _payers(self.cheaper)}


@dataclass(frozen=True, slots=True)
class OthersList:
    """Projects in the area that other agencies carry out and pay for, the largest first."""

    rows: tuple[ProjectView, ...]
    totals: Totals
    owners: tuple[Group, ...]


def by_payer(rows: Iterable[tuple[RowChange, int, int]]) -> Mapping[Portion, int]:
    """Return by how many satang each kind of money grew, of changes with what was and what is.

    What another pays for from now on is less of the one's money and more of the other's. Empty
    where all is of one kind: nothing is to be told apart.
    """
    found: dict[Portion, int] = {}
    for change, before, after in rows:
        for entry, satang in ((change.before, -before), (change.after, after)):
            if entry:
                portion = portion_of(entry)
                found[portion] = found.get(portion, 0) + satang
    return {one: found[one] for one in Portion if one in found} if len(found) > 1 else {}


def _payers(rows: Iterable[Dearer]) -> Mapping[Portion, int]:
    return by_payer((one.change, one.before, one.after) for one in rows)


def changes(year: YearView) -> Changes:
    """Return what the announced amendments of a year changed."""
    rows = [
        ListedChange(edition, one, _has(one.before), _has(one.after))
        for edition in year.editions[1:]
        for one in edition.versions
    ]
    rows.sort(key=lambda one: (one.satang is None, -abs(one.satang or 0)))
    return Changes(tuple(rows), len(year.editions) - 1)


def _has(entry: Entry | None) -> int | None:
    return 0 if entry is None or entry.cancelled else entry.money


def dearer_list(year: YearView) -> DearerList | None:
    """Return what became dearer or cheaper since the year before; None without one."""
    pair = year.pair
    if pair is None:
        return None
    stood = [one for one in pair.kept if not one.revived]
    times = Counter(one.before.id for one in stood if one.before)
    whole = [one for one in stood if one.before and times[one.before.id] == 1]
    known = [one for one in map(_priced, whole) if one]
    changed = sorted((one for one in known if one.satang), key=lambda one: -abs(one.satang))
    return DearerList(
        pair=pair,
        dearer=tuple(one for one in changed if one.satang > 0),
        cheaper=tuple(one for one in changed if one.satang < 0),
        same=len(known) - len(changed),
        unknown=len(whole) - len(known),
        divided=len(stood) - len(whole),
        revived=len(pair.revived),
    )


def _priced(change: RowChange) -> Dearer | None:
    before, after = _has(change.before), _has(change.after)
    return None if before is None or after is None else Dearer(change, before, after)


def others_list(year: YearView) -> OthersList:
    """Return the projects of other agencies, what states no amount last."""
    rows = sorted(_of_others(year.projects), key=_by_money)
    owners = tuple(one for one in year.owners if _all_others(one))
    return OthersList(tuple(rows), year.whose.others, owners)


def _of_others(views: Iterable[ProjectView]) -> Iterable[ProjectView]:
    return (one for one in views if one.portion is Portion.OTHERS)


def _all_others(group: Group) -> bool:
    return bool(group.projects) and all(one.portion is Portion.OTHERS for one in group.projects)


def _by_money(view: ProjectView) -> tuple[bool, int]:
    satang = view.project.budget.satang
    return satang is None, -(satang or 0)
