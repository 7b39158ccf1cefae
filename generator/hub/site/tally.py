"""The rows of a partition → its facts: read by columns, one row after the other.

The task runs on whichever worker; its facts go to the disk, and only names come back.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.hub.coordination.finding import Area, find
from generator.hub.coordination.records import Finding, Found
from generator.hub.dataset.reading import Row, announced_in, dues_in, projects_in
from generator.hub.site.facts import Facts, OfficeFacts, Parts, Work, add
from generator.machine.disk import put_file
from generator.plan.check import Finder
from generator.plan.model import Owner, Totals, is_allowance
from generator.site.views import Portion
from generator.thai.text import match_key, printable

# Of an agency, so many projects of a province's plans are told by name; the sums have all.
MOST_WORKS = 20
_OWN = Owner.OWN.slug


def tally_partition(told: dict[str, Any]) -> dict[str, Any]:
    """Write the facts of one partition to `told["to"]`; return its name. Raises OSError.

    `told` has the paths of its files by table, the districts and kinds of its offices, and whether
    the year is told `whole`, or only in sums.
    """
    files = {table: Path(path) for table, path in told["files"].items()}
    area = Area(told["districts"], told["kinds"])
    counting = _Counting(whole=told["whole"])
    rows = projects_in(files["projects"]) if "projects" in files else iter(())
    if told["whole"]:
        kept: list[Row] = []
        counting.take(_also(rows, kept.append))
        counting.pair(kept, area)
    else:
        counting.take(rows)
    for code, day in announced_in(files["editions"]) if "editions" in files else ():
        counting.announced(code, day)
    facts = counting.facts
    facts.dues = [*dues_in(files["clocks"])] if "clocks" in files else []
    data = gzip.compress(facts.to_json(), 6, mtime=0)
    put_file(Path(told["to"]), data)
    return {"name": told["name"]}


def _also(rows: Iterable[Row], take: Callable[[Row], object]) -> Iterator[Row]:
    for row in rows:
        take(row)
        yield row


class _Counting:
    """Sums of one partition, as its rows go by."""

    def __init__(self, *, whole: bool) -> None:
        self.facts = Facts()
        self._whole = whole
        self._finder = Finder()
        self._keys: dict[str, str] = {}

    def take(self, rows: Iterable[Row]) -> None:
        """Count rows; what is cancelled is no part of a plan's money, but the plan is there."""
        for row in rows:
            office = self.facts.offices.setdefault(row.office, OfficeFacts())
            if not row.cancelled:
                self._count(office, row)

    def announced(self, code: str, day: str) -> None:
        """Note the day on which an office's plan was announced; the first counts."""
        office = self.facts.offices.setdefault(code, OfficeFacts())
        office.announced = min(filter(None, (office.announced, day)))

    def pair(self, rows: list[Row], area: Area) -> None:
        """Look for rows of different offices that belong together."""
        found = find(rows, area)
        shown = tuple(self._shown(one) for one in found.findings)
        self.facts.found = Found(shown, found.left_out, found.too_common)

    def _count(self, office: OfficeFacts, row: Row) -> None:
        totals = Totals.of_row(row.count, row.budget, row.satang)
        one = [totals.rows, totals.projects, totals.satang, totals.not_stated, totals.no_budget]
        portion = _portion(row)
        _into(office.parts, portion, one)
        if not self._whole:
            return
        programme = self._key(row.programme, self.facts.programmes)
        _into(office.programmes.setdefault(programme, {}), portion, one)
        if row.owner != _OWN:
            self._others(office, row, one)
            return
        office.reportable += row.count
        if row.reported:
            office.reported += row.count
            office.last_report = max(office.last_report, row.reported)

    def _others(self, office: OfficeFacts, row: Row, one: list[int]) -> None:
        agency = self._key(row.agency, self.facts.agencies)
        add(office.agencies.setdefault(agency, [0] * len(one)), one)
        works = self.facts.works.setdefault(agency, [])
        if len(works) < MOST_WORKS:
            months = _span(row.months)
            name = self._text(row.name)
            works.append(Work(row.office, row.id, name, row.satang, months, row.page))

    def _key(self, name: str, names: dict[str, dict[str, int]]) -> str:
        """Return what one name has in common with its other spellings, and count the spelling."""
        key = self._keys.get(name)
        if key is None:
            key = self._keys[name] = match_key(name)
        told = names.setdefault(key, {})
        text = self._text(name)
        told[text] = told.get(text, 0) + 1
        return key

    def _text(self, text: str) -> str:
        """Return a text as pages show it, empty where a person may be known by it."""
        if self._finder.stopping_in(text):
            self.facts.withheld += 1
            return ""
        return printable(text)

    def _shown(self, one: Finding) -> Finding:
        rows = (
            replace(row, name=self._text(row.name), place=self._text(row.place), agency="")
            for row in (one.first, one.second)
        )
        first, second = rows
        reasons = tuple((key, self._text(said)) for key, said in one.reasons)
        return Finding(one.kind, first, second, reasons)


def _portion(row: Row) -> str:
    if row.owner != _OWN:
        portion = Portion.OTHERS
    else:
        portion = Portion.ALLOWANCES if is_allowance(row.name) else Portion.OWN
    return str(portion.value)


def _into(parts: Parts, portion: str, one: list[int]) -> None:
    if portion in parts:
        add(parts[portion], one)
    else:
        parts[portion] = [*one]


def _span(months: tuple[str, ...]) -> str:
    return f"{months[0]};{months[-1]}" if len(months) > 1 else "".join(months)
