"""What the plan knows of the tables that are mended: columns of codes, and what is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.plan.fields import stated_report
from generator.plan.mend.fix_table import Known, Spot
from generator.plan.model import Plan, Record
from generator.problems import Source

# A table, by its file and its sheet.
Table = tuple[str, str]
# A row of a table: where it stands, and what names it in a record.
_Row = tuple[Source, tuple[str, ...]]
_CODES = ("id", "continues", "other")


@dataclass(slots=True)
class _Gathered:
    """What is known of one table so far."""

    recorded: dict[Spot, str] | None
    once: bool
    codes: set[str] = field(default_factory=set)
    headings: dict[str, str] = field(default_factory=dict)
    free: set[int] = field(default_factory=set)

    def take(self, source: Source, values: Mapping[str, str] | None) -> None:
        """Add a row, and what the record holds of it; None where it is in none."""
        row = source.place.row
        for code, (_, letter, heading) in source.parts.items():
            self.headings.setdefault(letter, heading)
            if code in _CODES:
                self.codes.add(letter)
            if self.recorded is not None and values is not None and code in values:
                self.recorded[row, letter] = values[code]
        if values is None:
            self.free.add(row)

    def known(self) -> Known:
        """Return it for good."""
        free = frozenset(self.free)
        return Known(frozenset(self.codes), self.headings, self.recorded, free, self.once)


def known_tables(plans: Iterable[Plan]) -> dict[Table, Known]:
    """Return what is known of every table from which a row was read."""
    found: dict[Table, _Gathered] = {}
    for plan in plans:
        for rows, record, keys, once in _of_plan(plan):
            kept = _by_name(record, keys)
            for source, name in rows:
                table = source.place.file, source.place.sheet
                if table not in found:
                    found[table] = _Gathered(None if record is None else {}, once)
                found[table].take(source, kept.get(name))
        # A row that goes on below is held as a whole, and only the plan knows where it ends.
        for one in plan.tables:
            gathered = found.get((one.place.file, one.place.sheet))
            if one.joined and gathered and gathered.recorded is not None:
                gathered.recorded, gathered.free = {}, set()
    return {table: gathered.known() for table, gathered in found.items()}


def has_record(plans: Iterable[Plan], year: str) -> bool:
    """Whether anything of a year was recorded as announced."""
    return any(
        plan.progress_record or any(edition.record for edition in plan.editions)
        for plan in plans
        if plan.year.label == year
    )


def _of_plan(plan: Plan) -> Iterator[tuple[list[_Row], Record | None, tuple[str, ...], bool]]:
    """Yield the rows of each table, its record, what names a row, and whether codes differ."""
    for edition in plan.editions:
        yield [(row.at, (row.id,)) for row in edition.rows], edition.record, ("id",), True
    keys = ("id", "date")
    reports = [(one.at, stated_report(one)) for one in plan.progress]
    rows = [(at, tuple(said[key] for key in keys)) for at, said in reports]
    yield rows, plan.progress_record, keys, False
    yield [(one.at, ()) for one in plan.decisions], None, (), False


def _by_name(
    record: Record | None, keys: tuple[str, ...]
) -> Mapping[tuple[str, ...], Mapping[str, str]]:
    rows = record.rows if record else ()
    return {tuple(row.values[key] for key in keys): row.values for row in rows}
