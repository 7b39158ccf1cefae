"""A year as the official forms lay it out: the summary of form ผด. 01, the arrows of form ผด. 02.

Form ผด. 02 is the page of each strategy (decision 212).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.site.views.records import Group, YearView
from generator.site.views.rows import Label
from generator.thai.fiscal import Month

_WHOLE = 100_00


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A programme within a strategy; shares are of the whole year, in hundredths of a percent."""

    group: Group
    units: tuple[Label, ...]
    of_projects: int
    of_money: int


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """A strategy with its programmes; its shares are the sums of theirs."""

    group: Group
    lines: tuple[SummaryLine, ...]

    @property
    def of_projects(self) -> int:
        """Its share of all projects, in hundredths of a percent."""
        return sum(line.of_projects for line in self.lines)

    @property
    def of_money(self) -> int:
        """Its share of all money, in hundredths of a percent."""
        return sum(line.of_money for line in self.lines)


@dataclass(frozen=True, slots=True)
class Run:
    """Months that follow each other: of work, or between works."""

    months: tuple[Month, ...]
    works: bool


def shares(
    amounts: Sequence[int], whole: int | None = None, together: int = _WHOLE
) -> tuple[int, ...]:
    """Return each amount's share of their sum in hundredths of a percent, 100.00 together.

    What rounding leaves goes to the largest remainders, the first of equal ones. Of nothing, all
    shares are nought. Of a `whole` of which these are a part, they have `together` the share that
    was found for the part.
    """
    whole = sum(amounts) if whole is None else whole
    if not whole:
        return tuple(0 for _ in amounts)
    found = [amount * _WHOLE // whole for amount in amounts]
    remainders = [amount * _WHOLE % whole for amount in amounts]
    order = sorted(range(len(amounts)), key=lambda at: -remainders[at])
    for at in order[: together - sum(found)]:
        found[at] += 1
    return tuple(found)


def shares_within(parts: Sequence[Sequence[int]]) -> Iterator[int]:
    """Yield the share of each amount of each part; shares of equal parts add up to the same.

    No share of an amount or of a part is off by a hundredth of a percent.
    """
    sums = [sum(part) for part in parts]
    for part, together in zip(parts, shares(sums), strict=True):
        yield from shares(part, sum(sums), together)


def summary(year: YearView) -> tuple[SummaryPart, ...]:
    """Return the summary's strategies in the plan's order, those without projects too."""
    parts = [[one.totals for one in strategy.subgroups] for strategy in year.strategies]
    projects = shares_within([[one.projects for one in part] for part in parts])
    money = shares_within([[one.satang for one in part] for part in parts])
    return tuple(
        SummaryPart(
            strategy,
            tuple(
                SummaryLine(one, _units(one), next(projects), next(money))
                for one in strategy.subgroups
            ),
        )
        for strategy in year.strategies
    )


def runs(months: Iterable[Month], worked: Sequence[Month]) -> tuple[Run, ...]:
    """Return the `months` of a year in order, parted into those `worked` and those between."""
    found = groupby(months, key=lambda month: month in worked)
    return tuple(Run(tuple(some), works) for works, some in found)


def _units(group: Group) -> tuple[Label, ...]:
    """Return whose work it is, in the order of the rows."""
    return tuple({view.unit.name: view.unit for view in group.projects}.values())
