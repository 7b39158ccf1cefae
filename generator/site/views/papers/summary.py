"""แบบ ผด.01: how many projects and how much money each strategy and programme has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.plan.model import Form, Plan, Totals, total_of, total_of_rows
from generator.site.views.papers.lines import by_programme, by_strategy, on_form, rows_of
from generator.site.views.papers.shares import WHOLE, shares
from generator.site.views.rows import ProjectView
from generator.site.views.words import Name, Word
from generator.thai.fiscal import FiscalYear


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line: what it covers, its shares of the whole plan in hundredths of a per cent, by whom.

    `part` is its number within the strategy.
    """

    part: int
    name: Name
    totals: Totals
    units: tuple[Name, ...] = ()
    projects_share: int = 0
    money_share: int = 0


@dataclass(frozen=True, slots=True)
class SummarySection:
    """A strategy with its programmes, its equipment (ผด.02/1) last, and what they come to."""

    number: int
    strategy: str
    lines: tuple[SummaryLine, ...]

    @property
    def total(self) -> SummaryLine:
        """The sum of the lines; its shares are the sums of theirs."""
        return _sum(self.lines)


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole form. All lines' shares add up to a hundred per cent, where there is anything."""

    year: FiscalYear
    sections: tuple[SummarySection, ...]

    @property
    def total(self) -> SummaryLine:
        """The sum of all."""
        return _sum([line for one in self.sections for line in one.lines])


def summary(rows: Sequence[ProjectView], plan: Plan) -> Summary:
    """Return the form of the plan's rows in force: as much as the year's own page says."""
    sections = [
        SummarySection(number, strategy.name, tuple(_lines(members)))
        for number, strategy, members in by_strategy(rows, plan)
    ]
    every = [line for one in sections for line in one.lines]
    projects = shares([line.totals.projects for line in every], WHOLE)
    money = shares([line.totals.satang for line in every], WHOLE)
    shared = iter(
        replace(line, projects_share=a, money_share=b)
        for line, a, b in zip(every, projects, money, strict=True)
    )
    return Summary(
        plan.year,
        tuple(replace(one, lines=tuple(next(shared) for _ in one.lines)) for one in sections),
    )


def _lines(members: list[ProjectView]) -> list[SummaryLine]:
    """Return a strategy's lines: what ผด.02 has by programme, then all that ผด.02/1 has."""
    parts = by_programme(on_form(members, Form.PD02))
    if equipment := on_form(members, Form.PD02_1):
        parts.append((Word("paper.equipment"), equipment))
    return [
        SummaryLine(part, name, total_of_rows(rows_of(views)), _units(views))
        for part, (name, views) in enumerate(parts, start=1)
    ]


def _units(views: list[ProjectView]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(view.unit.name for view in views))


def _sum(lines: Sequence[SummaryLine]) -> SummaryLine:
    return SummaryLine(
        0,
        Word("paper.sum"),
        total_of([line.totals for line in lines]),
        projects_share=sum(line.projects_share for line in lines),
        money_share=sum(line.money_share for line in lines),
    )
