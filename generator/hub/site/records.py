"""What the site's pages are made of: every sum and count is made once, here or in the facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.hub.coordination.records import Found
from generator.hub.dataset.reading import Due
from generator.hub.site.facts import Work
from generator.plan.model import NOTHING, Totals, total_of
from generator.site.views import Portion

Parts = Mapping[Portion, Totals]


@dataclass(frozen=True, slots=True)
class Line:
    """A place, an office, a programme or an agency in a table, or the sum of a table.

    Of its `members`, `planned` have a plan of the year, `announced` tell the day of its
    announcement, `timed` both days of posting, `in_time` posted it within the rule. Of
    `reportable` projects of their own, `reported` have a report.
    """

    name: str
    path: str = ""
    parts: Parts = field(default_factory=dict)
    members: int = 0
    planned: int = 0
    announced: int = 0
    timed: int = 0
    in_time: int = 0
    reportable: int = 0
    reported: int = 0

    @property
    def own(self) -> Totals:
        """What the offices choose to do and pay themselves."""
        return self.parts.get(Portion.OWN, NOTHING)

    @property
    def allowances(self) -> Totals:
        """What they pay to persons by law."""
        return self.parts.get(Portion.ALLOWANCES, NOTHING)

    @property
    def others(self) -> Totals:
        """What others do in their areas: an agency's project may stand in several plans."""
        return self.parts.get(Portion.OTHERS, NOTHING)

    @property
    def rows(self) -> int:
        """Rows of all three."""
        return sum(one.rows for one in self.parts.values())


_COUNTS = ("members", "planned", "announced", "timed", "in_time", "reportable", "reported")


def sum_of(name: str, lines: Iterable[Line], path: str = "") -> Line:
    """Return the sum of lines of which none holds another's rows."""
    told = [*lines]
    counts = {one: sum(getattr(line, one) for line in told) for one in _COUNTS}
    parts = parts_of(line.parts for line in told)
    return Line(name, path, parts, **counts)


def parts_of(some: Iterable[Parts]) -> Parts:
    """Return sums by whose money it is, as one."""
    told = [*some]
    both = {one: total_of(parts[one] for parts in told if one in parts) for one in Portion}
    return {one: totals for one, totals in both.items() if totals.rows}


@dataclass(frozen=True, slots=True)
class Table:
    """Lines and their sum; `more` are lines that are told as one, and how many they are."""

    lines: Sequence[Line]
    total: Line
    more: Line | None = None
    more_lines: int = 0


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year of a place: how many of its members have a plan, and its sums."""

    year: str
    line: Line


#: The state of a member that could be read: whether anything was new changes no page.
READ = "read"


@dataclass(frozen=True, slots=True)
class Office:
    """A member, with its own line; `state` is READ, or as members.json tells it with the `reason`.

    `name` is empty of one that could never be read: it is told by its code. `site_url` is empty
    where nobody says it, and where the hub shows its portal if it is `hosted`; `good_on` is the ISO
    day on which its rows were read.
    """

    code: str
    name: str
    district: str
    province: str
    kind: str
    state: str
    reason: str
    site_url: str
    good_on: str
    line: Line
    hosted: bool = False
    last_report: str = ""
    announced: str = ""
    dues: tuple[Due, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """The hub's whole area, a province or a district, and its tables.

    `inside` are provinces, districts or offices; `kind` is one of `country`, `province` and
    `district`. `read_on` is the newest day on which rows of it were read.
    """

    kind: str
    slug: str
    path: str
    line: Line
    inside: Table
    programmes: Table
    agencies: Table
    years: Sequence[YearLine]
    offices: Sequence[Office]
    read_on: str
    above: Sequence[Line] = ()
    found: Found = field(default_factory=lambda: Found(()))


@dataclass(frozen=True, slots=True)
class Group:
    """A programme or an agency across the hub: by province, and some of an agency's projects.

    `works` are told with their offices; `offices` counts the plans that name it.
    """

    kind: str
    slug: str
    line: Line
    inside: Table
    works: Sequence[tuple[Office, Work]] = ()
    offices: int = 0


@dataclass(frozen=True, slots=True)
class Country:
    """All that the site tells, as of a day (ISO), of one fiscal year and the sums of others.

    `search` and `dataset` are addresses of this hub's own, empty where they are not published.
    """

    name: str
    year: str
    today: str
    whole: Place
    provinces: Sequence[Place]
    districts: Sequence[Place]
    programmes: Sequence[Group]
    agencies: Sequence[Group]
    offices: Mapping[str, Office]
    withheld: int = 0
    search: str = ""
    dataset: str = ""
