"""แบบ ผด.02 and ผด.02/1: every row under its strategy and programme, with sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.plan.model import Form, Plan, Totals, total_of, total_of_rows
from generator.site.views.papers.lines import (
    MonthRun,
    by_programme,
    by_strategy,
    on_form,
    rows_of,
    runs_of,
)
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
    """The rows of one programme of one strategy; `last` is the strategy's last section.

    `number` is the strategy's, `part` the programme's within it: `1` and `2` of `1.2`.
    """

    number: int
    strategy: str
    part: int
    programme: Name
    rows: tuple[FormRow, ...]
    totals: Totals
    strategy_totals: Totals
    last: bool


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """A whole form; without rows it has no sections, and says so."""

    form: Form
    year: FiscalYear
    sections: tuple[FormSection, ...]
    totals: Totals


def project_form(rows: Sequence[ProjectView], plan: Plan, form: Form) -> ProjectForm:
    """Return the form with those of `rows` that are printed on it, the plan's rows in force."""
    sections: list[FormSection] = []
    for number, strategy, members in by_strategy(on_form(rows, form), plan):
        whole = total_of_rows(rows_of(members))
        programmes = by_programme(members)
        for part, (name, views) in enumerate(programmes, start=1):
            lines = tuple(
                FormRow(place, view, runs_of(view.project.months, plan.year))
                for place, view in enumerate(views, start=1)
            )
            totals, last = total_of_rows(rows_of(views)), part == len(programmes)
            sections.append(
                FormSection(number, strategy.name, part, name, lines, totals, whole, last)
            )
    return ProjectForm(form, plan.year, tuple(sections), total_of([one.totals for one in sections]))
