"""A row of a plan as other years know it: plain values that survive as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from generator.machine.layout import is_year
from generator.plan.fields import added_fields
from generator.plan.model import BudgetKind, Organization, Owner, Plan, Project, Totals, total_of
from generator.plan.model.plan import amended
from generator.plan.parse.codes import is_safe_id
from generator.thai.fiscal import FiscalYear, Month


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with its names spelled out: `strategy`, `programme` and `unit` are what readers see.

    `unit_slug` is empty for a unit that is not the organisation's. `months` are calendar numbers
    in the order of the fiscal year. `satang` is None where no amount is stated. `continues` is the
    id in an earlier year, empty where none is stated. `more` are the texts, by code name, of
    columns that the first format of a sealed year does not tell (`Field.since`); no empty ones.
    `unknown` is what a seal says of the row by names that are not known here.
    """

    year: int
    id: str
    name: str
    detail: str
    place: str
    villages: tuple[int, ...]
    everywhere: bool
    strategy: str
    programme: str
    unit: str
    unit_slug: str
    owner: Owner
    budget: BudgetKind
    satang: int | None
    funding: str
    months: tuple[int, ...]
    count: int
    continues: str
    cancelled: bool
    more: tuple[tuple[str, str], ...] = ()
    unknown: Mapping[str, object] = field(default_factory=dict, compare=False)

    def said(self, name: str) -> str:
        """Return the text of a column by its name here or in `more`; empty where it states none."""
        return str(getattr(self, name)) if name in _NAMES else dict(self.more).get(name, "")

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that it tells."""
        told = (getattr(self, name) for name in _NAMES)
        return (*(one for one in told if isinstance(one, str)), *(text for _, text in self.more))

    @property
    def money(self) -> int | None:
        """Satang that it is known to cost: nothing where it needs none, None where not stated."""
        return 0 if self.budget is BudgetKind.NO_BUDGET else self.satang

    @property
    def totals(self) -> Totals:
        """What the row adds to a sum."""
        return Totals.of_row(self.count, self.budget, self.satang)

    @property
    def start(self) -> Month | None:
        """The first month of its work, None where none is stated."""
        return FiscalYear(self.year).month(self.months[0]) if self.months else None

    @property
    def end(self) -> Month | None:
        """The last month of its work, None where none is stated."""
        return FiscalYear(self.year).month(self.months[-1]) if self.months else None

    def to_json(self) -> dict[str, Any]:
        """Return values that JSON keeps, by the names above."""
        told = asdict(self)
        return {name: told[name] for name in _NAMES} | {
            "villages": list(self.villages),
            "months": list(self.months),
            "owner": self.owner.slug,
            "budget": self.budget.value,
            **dict(self.more),
            **self.unknown,
        }

    @classmethod
    def from_json(cls, value: object) -> Entry:
        """Return the entry that `to_json` of any release gave, with defaults for what it lacks.

        Without year, id and name it is none. Raises ValueError for anything else.
        """
        if not isinstance(value, dict) or not value.keys() >= _CORE:
            raise ValueError("not an entry: no row can be told without year, id and name")
        more: tuple[tuple[str, str], ...] = ()
        unknown: dict[str, object] = {}
        if value.keys() != _SHAPES.keys():  # seldom, of thousands
            more, unknown = _beside(value)
            value = _DEFAULTS | {name: one for name, one in value.items() if name in _SHAPES}
        for name, wanted in _SHAPES.items():
            if type(value[name]) not in wanted:
                raise ValueError(f"not an entry: {name} is {value[name]!r}")
        _refuse_numbers(value)
        "".join(map(value.__getitem__, _TEXTS)).encode()  # raises for half a sign
        if not is_safe_id(value["id"]):
            raise ValueError(f"not an entry: id is {value['id']!r}")
        if value["owner"] not in _OWNERS:
            raise ValueError(f"not an entry: owner is {value['owner']!r}")
        changed = {
            "villages": tuple(value["villages"]),
            "months": tuple(value["months"]),
            "owner": _OWNERS[value["owner"]],
            "budget": BudgetKind(value["budget"]),
        }
        FiscalYear(value["year"])  # raises for a year that is none
        return cls(**(value | changed), more=more, unknown=unknown)


def _beside(value: dict[str, Any]) -> tuple[tuple[tuple[str, str], ...], dict[str, object]]:
    """Return the texts of columns that came later, and what is not known here."""
    added = {one.code for one in added_fields()}
    beside = {name: one for name, one in value.items() if name not in _SHAPES}
    for name in added & beside.keys():
        if not isinstance(beside[name], str):
            raise ValueError(f"not an entry: {name} is {beside[name]!r}")
    json.dumps(beside, ensure_ascii=False).encode()  # raises for half a sign
    more = tuple((name, one) for name, one in beside.items() if name in added)
    return more, {name: one for name, one in beside.items() if name not in added}


HIGHEST = 10**17  # satang: what no plan, no budget of any country reaches


def _refuse_numbers(value: dict[str, Any]) -> None:
    if not is_year(str(value["year"])):
        raise ValueError(f"not an entry: year is {value['year']!r}")
    for name, least in (("count", 1), ("satang", 0)):
        if value[name] is not None and not least <= value[name] <= HIGHEST:
            raise ValueError(f"not an entry: {name} is a number that no plan reaches")
    for name, highest in (("villages", 99), ("months", 12)):
        if not all(type(one) is int and 1 <= one <= highest for one in value[name]):
            raise ValueError(f"not an entry: {name} is {value[name]!r}")


# What a row says of itself in its first format, named and ordered as the attributes above.
_NAMES = tuple(one.name for one in fields(Entry) if one.name not in ("more", "unknown"))
_OWNERS = {owner.slug: owner for owner in Owner}
_TEXTS = (
    "id", "name", "detail", "place", "strategy", "programme", "unit", "unit_slug", "owner",
    "budget", "funding", "continues",
)  # fmt: skip
_SHAPES: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(_TEXTS, (str,)),
    **dict.fromkeys(("year", "count"), (int,)),
    **dict.fromkeys(("villages", "months"), (list,)),
    **dict.fromkeys(("everywhere", "cancelled"), (bool,)),
    "satang": (int, type(None)),
}

_CORE = {"year", "id", "name"}
# What is said of a row whose seal says nothing of it: that nothing is stated.
_DEFAULTS: dict[str, Any] = {
    **{name: "" for name in _TEXTS if name not in _CORE},
    **{"villages": [], "months": [], "everywhere": False, "cancelled": False, "satang": None},
    **{"count": 1, "owner": Owner.OWN.slug, "budget": BudgetKind.NOT_STATED.value},
}


def dearer(before: Entry | None, after: Entry | None) -> int | None:
    """Return by how many satang it became dearer; None where an amount is not known.

    A cancelled row costs nothing: one that comes back is dearer by its whole amount.
    """
    old, new = ((0 if one.cancelled else one.money) if one else None for one in (before, after))
    return None if old is None or new is None else new - old


def entry_of(project: Project, plan: Plan, organization: Organization) -> Entry:
    """Return the entry of a row; names that the plan does not know stay as they are written."""
    strategies = {strategy.id: strategy.name for strategy in plan.strategies}
    units = {unit.slug: unit.name for unit in organization.units}
    return Entry(
        year=plan.year.year,
        id=project.id,
        name=project.name,
        detail=project.detail,
        place=project.place,
        villages=project.villages.numbers,
        everywhere=project.villages.everywhere,
        strategy=strategies.get(project.strategy, project.strategy),
        programme=project.programme_name,
        unit=units.get(project.unit_slug, project.unit),
        unit_slug=project.unit_slug,
        owner=project.owner,
        budget=project.budget.kind,
        satang=project.budget.satang,
        funding=project.funding,
        months=tuple(month.month for month in project.months),
        count=project.count,
        continues=project.continues,
        cancelled=project.cancelled,
        more=tuple((code, text) for code, text in _added(project) if text),
    )


def _added(project: Project) -> Iterator[tuple[str, str]]:
    return ((one.code, one.write(project)) for one in added_fields() if one.write)


def entries_of(
    plan: Plan, organization: Organization, edition: int | None = None
) -> tuple[Entry, ...]:
    """Return the plan's rows as `edition` left them, cancelled ones included; None: as they are.

    Raises IndexError for an edition that the plan does not have.
    """
    last = plan.editions[-1 if edition is None else edition]
    rows = amended(plan.editions[: last.number + 1])
    return tuple(entry_of(row, plan, organization) for row in rows)


def total_of_entries(entries: Iterable[Entry]) -> Totals:
    """Return the sum of a year's rows; cancelled ones are no part of it."""
    return total_of(entry.totals for entry in entries if not entry.cancelled)
