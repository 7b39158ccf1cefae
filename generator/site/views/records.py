"""Records ready to print: what a page of each kind needs, and nothing to compute."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator.archive import SealedYear
from generator.plan.model import (
    NOTHING,
    Organization,
    Plan,
    Results,
    Totals,
    Village,
)
from generator.plan.posting import Clock, Deadline
from generator.problems import Problem
from generator.site.views.across_records import Multiples, YearPair
from generator.site.views.area_records import AreaMap
from generator.site.views.assessment_records import NO_ASSESSMENT, Assessment, Lacking
from generator.site.views.bars import Segment
from generator.site.views.notice import on_paper
from generator.site.views.overlap import NO_OVERLAP, OverlapView
from generator.site.views.paging import TablePart, table_parts
from generator.site.views.photographs import Photograph
from generator.site.views.progress_records import ProgressView
from generator.site.views.rows import AsOf, EditionView, ProjectView
from generator.site.views.search_records import SearchIndex
from generator.site.views.totals import Portion, Whose, whose
from generator.site.views.watch import WatchList, watch_lists
from generator.site.views.words import Name
from generator.thai.fiscal import Month


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How much is at work in a month; `height` is in thousandths of the group's busiest month."""

    month: Month
    count: int
    height: int


@dataclass(frozen=True, slots=True)
class Left:
    """A row that a group had and has no more; the edition of that number cancelled or moved it."""

    view: ProjectView
    edition: int
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Some rows that share a key: a strategy, a programme, a unit, a village, a month, an owner.

    `shared` are rows that lie here among other places (the whole area); their money is in
    `shared_totals` only, by whose it is in `shared_whose`. `parts` splits `totals` by whose money
    it is, `subgroups` by another key.
    `months` are the group's year, October first, with `no_months` that state no month. `left` are
    rows that it had once.
    """

    slug: str
    name: Name
    totals: Totals
    projects: tuple[ProjectView, ...]
    path: str = ""
    note: str = ""
    parts: Mapping[Portion, Totals] | None = None
    shared: tuple[ProjectView, ...] = ()
    shared_totals: Totals = NOTHING
    shared_whose: Whose | None = None
    subgroups: tuple[Group, ...] = ()
    bar: tuple[Segment, ...] = ()
    months: tuple[MonthCount, ...] = ()
    no_months: int = 0
    month: Month | None = None
    village: Village | None = None
    left: tuple[Left, ...] = ()

    @property
    def whose(self) -> Whose:
        """Its sum by whose projects they are."""
        return whose(self.parts)

    @property
    def on_paper(self) -> int:
        """How many of its projects, from the first, its notice has room for."""
        return on_paper(self.projects, len(self.left))

    @property
    def dated(self) -> bool:
        """Whether any of its projects states a month of work."""
        return any(one.count for one in self.months)

    @property
    def cancelled(self) -> int:
        """How many projects of it were cancelled while they were in it."""
        return sum(one.view.project.count for one in self.left if one.cancelled)

    @property
    def moved(self) -> int:
        """How many projects of it were moved elsewhere."""
        return sum(one.view.project.count for one in self.left if not one.cancelled)


@dataclass(frozen=True, slots=True)
class ResultsView:
    """The posting of monitoring results, with its own clock."""

    results: Results
    clock: Clock
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Comparison:
    """A stated figure beside the computed one; `difference` is computed less stated."""

    label: Name
    stated: int
    computed: int
    money: bool

    @property
    def difference(self) -> int:
        """What the rows give beyond what the document states; negative where less."""
        return self.computed - self.stated


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """How many projects of a group are at work in each month, October first.

    `levels` shade the counts from 0 (none) to 4 (the busiest month of the year).
    """

    group: Group
    counts: tuple[int, ...]
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SpendingPoint:
    """The end of a month: money of projects due by then, and money reported spent by then.

    `spent` is None for months in which nobody reported an amount, though somebody may have
    `reported`; `due` in all where the plan does not tell, and else for months by which only
    projects without an amount were due. Heights are thousandths of the scale.
    """

    month: Month
    due: int | None
    spent: int | None
    due_height: int | None
    spent_height: int | None
    reported: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The figures beside a drawing of money, from 0 in even steps: baht, or millions of baht."""

    marks: tuple[int, ...]
    millions: bool


@dataclass(frozen=True, slots=True)
class Event:
    """Something that changed the plan's story on a day: an announcement or a round of reports."""

    date: datetime.date
    name: Name
    path: str


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class YearView:
    """One fiscal year, ready to print: the plan in force.

    A `draft` is not announced; `drafts` are amendments to the plan that are not. `map` is where
    villages and projects lie, None where the files do not say. Where it is
    `carded`, each project has a sharing image of its own.
    """

    plan: Plan
    current: bool
    totals: Totals
    portions: Mapping[Portion, Totals]
    rows: tuple[ProjectView, ...]
    projects: tuple[ProjectView, ...]
    cancelled: tuple[ProjectView, ...]
    strategies: tuple[Group, ...]
    programmes: tuple[Group, ...]
    units: tuple[Group, ...]
    villages: tuple[Group, ...]
    months: tuple[Group, ...]
    owners: tuple[Group, ...]
    funding: tuple[Group, ...]
    forms: tuple[Group, ...]
    area_wide: Totals
    no_place: Totals
    no_months: Totals
    editions: tuple[EditionView, ...]
    earlier: tuple[AsOf, ...]
    results: tuple[ResultsView, ...]
    results_due: datetime.date
    progress: ProgressView
    frozen: tuple[ProgressView, ...]
    halves: tuple[tuple[str, datetime.date], ...]
    calendar: tuple[CalendarRow, ...]
    spending: tuple[SpendingPoint, ...]
    spending_scale: Scale
    events: tuple[Event, ...]
    comparisons: tuple[Comparison, ...]
    problems: tuple[Problem, ...]
    search: SearchIndex
    pair: YearPair | None = None
    overlap: OverlapView = NO_OVERLAP
    draft: bool = False
    drafts: tuple[EditionView, ...] = ()
    photographs: Mapping[str, Photograph] = field(default_factory=dict)
    attached: Mapping[str, int] = field(default_factory=dict)
    map: AreaMap | None = None
    carded: bool = False
    assessment: Assessment = NO_ASSESSMENT

    @property
    def lacking(self) -> tuple[Lacking, ...]:
        """What the assessment misses in more rows than it names: each has a page of its own."""
        return self.assessment.lists

    @property
    def whose(self) -> Whose:
        """The year's sum by whose projects they are."""
        return whose(self.portions)

    @property
    def dated(self) -> bool:
        """Whether any project of the plan states a month of work; else no month is nought."""
        return self.no_months.rows < self.totals.rows

    @property
    def tables(self) -> tuple[TablePart, ...]:
        """The parts of the whole table: one, or as many as a large year needs."""
        return table_parts(self.rows)

    @property
    def more_tables(self) -> tuple[TablePart, ...]:
        """The parts after the first."""
        return self.tables[1:]

    @property
    def watched(self) -> Mapping[str, WatchList]:
        """What is asked of the year first, as lists by their names."""
        return watch_lists(self.progress, self.rows)

    @property
    def label(self) -> str:
        """The fiscal year as readers write it: `2570`."""
        return self.plan.year.label

    @property
    def whole(self) -> Plan:
        """The plan with the amendments that are no part of it yet."""
        editions = (*self.plan.editions, *(one.edition for one in self.drafts))
        return replace(self.plan, editions=editions)

    @property
    def announced(self) -> datetime.date | None:
        """When the plan was announced."""
        return self.editions[0].edition.posting.announced

    @property
    def sealed_on(self) -> None:
        """Not sealed: the year is built from its plan."""
        return

    @property
    def source_count(self) -> int:
        """How many files the plan was read from."""
        return len(self.plan.sources)

    @property
    def problem_count(self) -> int:
        """How many warnings are published with the plan."""
        return len(self.problems)


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class SiteView:
    """The whole portal, newest year first. `years` live; the `sealed` ones are built no more.

    `whose` are the projects of each year, by its label, and `gone` counts those it cancelled.
    """

    organization: Organization
    years: tuple[YearView, ...]
    general_problems: tuple[Problem, ...]
    multiples: tuple[Multiples, ...] = ()
    sealed: tuple[SealedYear, ...] = ()
    whose: Mapping[str, Whose] = field(default_factory=dict)
    gone: Mapping[str, int] = field(default_factory=dict)

    @property
    def all_years(self) -> tuple[YearView | SealedYear, ...]:
        """Every year that has pages, newest first."""
        return tuple(sorted((*self.years, *self.sealed), key=lambda one: one.label, reverse=True))

    @property
    def current(self) -> YearView:
        """The year of the home page; of one year by itself that one."""
        return next((year for year in self.years if year.current), self.years[0])
