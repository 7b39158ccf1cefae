"""Records ready to print of what assessors look for in a year, and of what they miss."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.plan.model import Totals
from generator.site.addresses import page_of
from generator.site.views.rows import Label, ProjectView
from generator.site.views.totals import Ledger

# The blocks, by the keys that plan.yml has for the items of the assessment.
PLAN, PROGRESS, RESULTS = "plan", "progress", "results"
# How many rows the page itself names; where there are more, a page of their own has all.
SHOWN = 10
# A report is old where others of the year were made so many days later.
OLD = datetime.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Sought:
    """What an assessor looks for: how many of how many have it, where it stands, as of which day.

    `unit` is what is counted: projects, editions, or one thing that is there or not. Nothing is
    asked of none. `due` is the day before which nobody can have it yet.
    """

    name: str
    have: int
    of: int
    unit: str = "projects"
    at: Label | None = None
    day: datetime.date | None = None
    evidence: tuple[Label, ...] = ()
    due: datetime.date | None = None

    @property
    def state(self) -> str:
        """`all`, `some` or `none` of what is asked, `nothing` where nothing is."""
        if not self.of:
            return "nothing"
        return "none" if not self.have else "all" if self.have == self.of else "some"


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class Lacking:
    """Something that is missed: in which `rows`, or at which other places of the year.

    Without either it is the year's own.
    """

    name: str
    rows: tuple[ProjectView, ...] = ()
    places: tuple[Label, ...] = ()

    @property
    def totals(self) -> Totals:
        """The sum of its rows: how many projects lack it, and how many rows that is."""
        return Ledger([view.project for view in self.rows]).total()

    @property
    def count(self) -> int:
        """How many projects, or other things, lack it."""
        return self.totals.projects if self.rows else len(self.places)

    @property
    def shown(self) -> tuple[ProjectView, ...]:
        """The rows that the assessment itself names."""
        return self.rows[:SHOWN]

    @property
    def path(self) -> str:
        """The page of all its rows, below the year's folder; empty where all are shown."""
        return page_of("lacking").below(self.name) if len(self.rows) > SHOWN else ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A paper to attach: what it is, by a code name, and where it lies."""

    kind: str
    label: Label


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class Block:
    """One of the three questions: its item's number, empty where plan.yml has none."""

    name: str
    number: str
    sought: tuple[Sought, ...]
    lacking: tuple[Lacking, ...]
    papers: tuple[Attached, ...]

    @property
    def waiting(self) -> tuple[Sought, ...]:
        """What is not there and not missed: its day is to come, or nobody reported yet."""
        missed = {one.name for one in self.lacking}
        return tuple(
            one
            for one in self.sought
            if not one.have and (one.due or not one.of) and one.name not in missed
        )

    @property
    def waits_until(self) -> datetime.date | None:
        """The first day that something which is not there may be waited for."""
        return min((one.due for one in self.waiting if one.due), default=None)


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class Assessment:
    """The three blocks by their names; `stale_from` is when the newest report is old."""

    blocks: Mapping[str, Block] = field(default_factory=dict)
    stale_from: datetime.date | None = None

    @property
    def old_days(self) -> int:
        """How many days make a report old."""
        return OLD.days

    def block_of(self, lacking: Lacking) -> Block:
        """Return the block in which something is missed."""
        return next(one for one in self.blocks.values() if lacking in one.lacking)

    @property
    def faults(self) -> int:
        """How many different things are missed in all."""
        return sum(len(block.lacking) for block in self.blocks.values())

    @property
    def lists(self) -> tuple[Lacking, ...]:
        """What is missed in so many rows that these have a page."""
        return tuple(one for block in self.blocks.values() for one in block.lacking if one.path)


NO_ASSESSMENT = Assessment()
