"""What a rule may know besides the plan."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field

from generator.plan.check.exempt import Exempt
from generator.plan.check.finder import Finder
from generator.plan.compare import Entry
from generator.plan.model import Organization, Plan
from generator.plan.overlap import LookAlikes
from generator.plan.read import Table, YamlMap
from generator.plan.uploads import Contents
from generator.problems import Place, Report, Source


@dataclass(frozen=True, slots=True)
class Unread:
    """Cells and lines that could not be read, which is said: what they say is not known."""

    cells: frozenset[tuple[str, str, int, str]] = frozenset()
    rows: frozenset[tuple[str, str, int]] = frozenset()
    lines: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, report: Report) -> Unread:
        """Return the cells of the errors so far."""
        cells = frozenset(
            (one.place.file, one.place.sheet, row, column)
            for one in report.errors
            for row, column in ((one.place.row, one.place.column), *one.cells)
            if column
        )
        places = (one.place for one in report.errors if not one.place.column)
        lines = frozenset((place.file, place.row) for place in places)
        return cls(cells, frozenset(cell[:3] for cell in cells), lines)

    def has(self, at: Place) -> bool:
        """Whether a cell is one of them."""
        return (at.file, at.sheet, at.row, at.column) in self.cells

    def has_line(self, at: Source, part: str) -> bool:
        """Whether a part of a text is written, and cannot be read."""
        place = at.of(part)
        return part in at.parts and (place.file, place.row) in self.lines

    def has_in(self, at: Place) -> bool:
        """Whether one of them stands in a row."""
        return (at.file, at.sheet, at.row) in self.rows


@dataclass(frozen=True, slots=True)
class Context:
    """The organisation, ids of earlier years, files of the year's folder, the day, the report.

    `last_year` are the rows of the year before, empty where it has no plan here. `look_alikes` are
    found once, by this check or whoever had them before it. `digests` are the SHA-256 of
    papers that plans name, by their path below the portal. `unread` are the cells that could
    not be read, which is said already.
    """

    organization: Organization
    earlier_ids: frozenset[str]
    papers: frozenset[str]
    today: datetime.date
    report: Report
    exempt: Exempt
    last_year: tuple[Entry, ...] = ()
    look_alikes: LookAlikes = field(default_factory=LookAlikes)
    digests: Mapping[str, str] = field(default_factory=dict)
    unread: Unread = Unread()


@dataclass(frozen=True, slots=True)
class Content:
    """What is published besides the plans: the portal's own pages by path, and uploaded files.

    `extensions` are those of Markdown that the pages are written for. `trees` are the YAML files,
    `tables` the tables with all their cells, `sources` the files that all were read from; `kept`
    remembers what was found in workbooks; `finder` looks for personal data in all of it. `digests`
    are the SHA-256 of the uploaded files.
    """

    pages: Mapping[str, bytes]
    uploads: Mapping[str, Contents]
    extensions: tuple[str, ...] = ()
    trees: tuple[YamlMap, ...] = ()
    tables: tuple[Table, ...] = ()
    sources: Mapping[str, bytes] = field(default_factory=dict)
    kept: MutableMapping[str, bytes] = field(default_factory=dict)
    finder: Finder = field(default_factory=Finder)
    digests: Mapping[str, str] = field(default_factory=dict)


def is_unread(plan: Plan, context: Context) -> bool:
    """Whether the announced plan has no row because of an error, which is said already."""
    return not plan.editions[0].rows and bool(context.report.errors)


CheckRule = Callable[[Plan, Context], None]
