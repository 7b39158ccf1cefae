"""Years beside each other: what became of last year's plan, and budgets over all years.

Stands on entries alone, so that a year whose plan is sealed takes part like any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from generator.plan.compare import Entry, FactKind, between_years, changed_fields
from generator.plan.model import NOTHING, PROGRAMMES, Organization, Totals
from generator.site.views.across_records import Multiples, Panel, PanelYear, YearPair
from generator.site.views.bars import Segment, bar
from generator.site.views.rows import RowChange
from generator.site.views.totals import Ledger, Portion, portion_of
from generator.site.views.words import Name, Word, village_name
from generator.thai.text import match_key

# What a citizen asks of a project that goes on; wordings of details differ every year. Whose money
# it is, and how many projects it stands for, say whether two amounts are of the same thing.
_TOLD = ("name", "owner", "budget", "count", "place", "villages", "unit")
# What a part of a divided project cannot have in common with the whole.
_OF_A_WHOLE = ("budget", "count")

Entries = Mapping[int, Sequence[Entry]]


def year_pair(entries: Entries, year: int) -> YearPair | None:
    """Return what became of the plan before `year`'s; None for the first year that is known."""
    earlier = max((one for one in entries if one < year), default=None)
    if earlier is None:
        return None
    facts = between_years(entries[earlier], entries[year])
    pairs = {
        fact.after.id: (fact.before, fact.after)
        for fact in facts
        if fact.kind is FactKind.CONTINUED and fact.before and fact.after
    }
    divided = _several(before.id for before, _ in pairs.values())
    kept = tuple(_kept(before, after, before.id in divided) for before, after in pairs.values())
    kept = tuple(sorted(kept, key=_apart))
    new = tuple(fact.after for fact in facts if fact.kind is FactKind.NEW and fact.after)
    gone = tuple(fact.before for fact in facts if fact.kind is FactKind.GONE and fact.before)
    new, gone = (tuple(sorted(some, key=_money)) for some in (new, gone))
    dropped = [fact for fact in facts if fact.kind is FactKind.CANCELLED]
    cancelled = tuple(fact.after for fact in dropped if fact.after)
    standing = {before.id: before for before, _ in pairs.values()}
    ended = {one.before.id: one.before for one in dropped if one.before}
    return YearPair(
        before=str(earlier),
        after=str(year),
        kept=kept,
        new=new,
        gone=gone,
        cancelled=cancelled,
        kept_before=Ledger(tuple(standing.values())).total(),
        cancelled_before=Ledger(
            tuple(one for key, one in ended.items() if key not in standing)
        ).total(),
        kept_after=Ledger(tuple(one.after for one in kept)).total(),
        new_totals=Ledger(new).total(),
        gone_totals=Ledger(gone).total(),
    )


def _apart(one: RowChange) -> tuple[bool, int]:
    """Order the largest difference first, whichever way; last what has no two amounts."""
    satang = one.satang if "budget" in one.changed else None
    return satang is None, -abs(satang or 0)


def _money(entry: Entry) -> int:
    """Order the largest amount first."""
    return -(entry.money or 0)


def _several(ids: Iterable[str]) -> set[str]:
    return {one for one, times in Counter(ids).items() if times > 1}


def _kept(before: Entry, after: Entry, divided: bool) -> RowChange:
    changed = changed_fields(before, after, match_key)
    told = tuple(f for f in _TOLD if f in changed and not (divided and f in _OF_A_WHOLE))
    return RowChange(before, after, told)


def multiples(entries: Entries, organization: Organization) -> tuple[Multiples, ...]:
    """Return the budgets of every strategy, programme, unit and village over all years."""
    return (
        _multiples("strategies", entries, _named(entries, "strategy"), _key("strategy")),
        _multiples("programmes", entries, _programmes(entries), _key("programme")),
        _multiples("units", entries, _units(entries, organization), _unit),
        _multiples(
            "villages",
            entries,
            {village.number: village_name(village) for village in organization.villages},
            lambda entry: entry.villages,
        ),
    )


Keys = Callable[[Entry], Iterable[Hashable]]


def _key(field: str) -> Keys:
    return lambda entry: (match_key(getattr(entry, field)),)


def _unit(entry: Entry) -> Iterable[Hashable]:
    return (entry.unit_slug or match_key(entry.unit),)


def _named(entries: Entries, field: str) -> dict[Hashable, Name]:
    """Return the names of a field by their keys, as the newest year writes and orders them."""
    names = (getattr(entry, field) for year in sorted(entries)[::-1] for entry in entries[year])
    found: dict[Hashable, Name] = {}
    for name in names:
        found.setdefault(match_key(name), name or Word(f"across.no_{field}"))
    return found


def _programmes(entries: Entries) -> dict[Hashable, Name]:
    found = _named(entries, "programme")
    order = [match_key(programme.name) for programme in PROGRAMMES]
    keys: list[Hashable] = [key for key in order if key in found]
    keys += [key for key in found if key and key not in keys]
    return {key: found[key] for key in [*keys, *({""} & found.keys())]}


def _units(entries: Entries, organization: Organization) -> dict[Hashable, Name]:
    found: dict[Hashable, Name] = {unit.slug: unit.name for unit in organization.units}
    for year in sorted(entries)[::-1]:
        for entry in entries[year]:
            for key in _unit(entry):
                found.setdefault(key, entry.unit)
    return found


def _multiples(
    kind: str, entries: Entries, names: Mapping[Hashable, Name], keys: Keys
) -> Multiples:
    sums = {year: _sums(entries[year], keys, kind) for year in sorted(entries)}
    longest = max((one.satang for year in sums.values() for one, _ in year.values()), default=0)
    panels = []
    for key, name in names.items():
        years = tuple(
            PanelYear(str(year), *_cell(year_sums.get(key), longest))
            for year, year_sums in sums.items()
        )
        if any(one.totals.rows for one in years):
            slug = str(key) if kind == "villages" else ""
            panels.append(Panel(name, years, slug))
    return Multiples(kind, tuple(panels))


_Sum = tuple[Totals, Mapping[Portion, Totals]]


def _sums(entries: Sequence[Entry], keys: Keys, kind: str) -> Mapping[Hashable, _Sum]:
    ledger = Ledger(entries)
    summed = ledger.by_village if kind == "villages" else ledger.by_many
    parts = summed(lambda entry: ((key, portion_of(entry)) for key in keys(entry)))
    return {
        key: (totals, {one: parts[key, one] for one in Portion if (key, one) in parts})
        for key, totals in summed(keys).items()
    }


def _cell(found: _Sum | None, longest: int) -> tuple[Totals, tuple[Segment, ...]]:
    totals, parts = found or (NOTHING, {})
    return totals, bar(parts, longest)
