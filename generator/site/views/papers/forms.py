"""แบบ ผด.02 and ผด.02/1: every row under its strategy and programme, with sums.

Strategies and programmes, and their numbers, are those of ผด.01 and of the pages (`views.forms`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.plan.model import Form, Totals, total_of, total_of_rows
from generator.site.views.papers.lines import MonthRun, on_form, rows_of, runs_of
from generator.site.views.records import Group, YearView
from generator.site.views.rows import ProjectView
from generator.site.views.words import Name
from generator.thai.fiscal import FiscalYear


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of the form: its number within the programme, and when the work is done."""

    number: int
    view: ProjectView
    runs: tuple[MonthRun, ...]


@dataclass(frozen=True, slots=True)
class FormSection:
    """The rows of one programme of one strategy; `first` and `last` are of the strategy's.

    `number` is the strategy's, `part` the programme's within it: `1` and `2` of `1.2`.
    """

    number: int
    strategy: Name
    part: int
    programme: Name
    rows: tuple[FormRow, ...]
    totals: Totals
    strategy_totals: Totals
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """A whole form; without rows it has no sections, and says so."""

    form: Form
    year: FiscalYear
    sections: tuple[FormSection, ...]
    totals: Totals


def project_form(year: YearView, form: Form) -> ProjectForm:
    """Return the form with those of the year's rows in force that are printed on it."""
    sections = [
        section
        for number, strategy in enumerate(year.strategies, start=1)
        for section in _sections(number, strategy, year.plan.year, form)
    ]
    totals = total_of([one.totals for one in sections])
    return ProjectForm(form, year.plan.year, tuple(sections), totals)


def _sections(number: int, strategy: Group, year: FiscalYear, form: Form) -> Iterator[FormSection]:
    numbered = enumerate(strategy.subgroups, start=1)
    parts = [(part, one, views) for part, one in numbered if (views := on_form(one.projects, form))]
    whole = total_of([total_of_rows(rows_of(views)) for _, _, views in parts])
    for part, one, views in parts:
        yield FormSection(
            number=number,
            strategy=strategy.name,
            part=part,
            programme=one.name,
            rows=tuple(
                FormRow(place, view, runs_of(view.project.months, year))
                for place, view in enumerate(views, start=1)
            ),
            totals=total_of_rows(rows_of(views)),
            strategy_totals=whole,
            first=part == parts[0][0],
            last=part == parts[-1][0],
        )
