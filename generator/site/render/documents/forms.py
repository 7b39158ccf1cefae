"""The forms as data for theme/papers/forms.typ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.plan.model import Form, Totals
from generator.site.render.documents.fitting import fit
from generator.site.render.documents.spelling import Spelling
from generator.site.views import YearView
from generator.site.views.forms import summary
from generator.site.views.papers import FormRow, FormSection, ProjectForm
from generator.thai.dates import MONTHS_SHORT
from generator.thai.fiscal import FiscalYear

# Letters of a line in the columns of number, name, detail, budget, place and unit.
_LETTERS = (4, 20, 24, 11, 11, 10)
# How wide the column of amounts is and may be, in centimetres, so that words have room beside it;
# what a figure, a Thai figure and a sign take of it.
_WIDE, _WIDEST, _BESIDE = 2.35, 4.2, 0.25
_FIGURE, _THAI_FIGURE, _SIGN = 0.19, 0.25, 0.1
# Signs of an amount that surely fits, as theme/papers/common.typ has it.
_SURELY_FITS = 12
_KEYS: Mapping[Form, str] = {Form.PD02: "pd02", Form.PD02_1: "pd02_1"}


def form_data(
    form: ProjectForm, title: str, office: str, say: Spelling, told: Sequence[str] = ()
) -> dict[str, Any]:
    """Return แบบ ผด.02 or ผด.02/1; `title` is the plan's, `office` who it is of.

    `told` are notes that stand first.
    """
    key = _KEYS[form.form]
    years = [month.year + 543 for month in form.year.months]
    sections = [_section(one, say, form) for one in form.sections]
    wide = _money_width([sum_[1] for one in sections for sum_ in one["sums"]])
    return {
        **({"money-width": wide} if wide > _WIDE else {}),
        "kind": "form",
        "form": say(f"form_{key}"),
        "form-title": f"{say(f'form_{key}')} {say(f'title_{key}')}",
        "heading": [say(f"title_{key}"), title, say.text(office)],
        "columns": [
            say("number"), say(f"name_{key}"), say(f"detail_{key}"), say("budget"), say("place"),
            say("unit"),
        ],
        "years": [
            [say("year", year=say.figures(str(year))), years.count(year)]
            for year in dict.fromkeys(years)
        ],
        "months": [MONTHS_SHORT[month.month - 1] for month in form.year.months],
        "count": say("count", n="{}"),
        "sections": sections,
        "notes": [*told, *notes(form.totals, say)],
    }  # fmt: skip


def summary_data(
    year: YearView, title: str, office: str, say: Spelling, told: Sequence[str] = ()
) -> dict[str, Any]:
    """Return แบบ ผด.01, line by line what the page of it has; `told` are notes that stand first."""
    names = ("strategy", "projects", "projects_share", "money", "money_share", "unit")
    told = [*told, *notes(year.totals, say)]
    equipment = next((one for one in year.forms if one.slug == Form.PD02_1.slug), None)
    if equipment:
        totals = equipment.totals
        told.append(say("equipment", n=say.number(totals.projects), money=say.money(totals)))
    return {
        "kind": "summary",
        "form": say("form_pd01"),
        "form-title": f"{say('form_pd01')} {say('title_pd01')}",
        "heading": [say("title_pd01"), title, say.text(office)],
        "columns": [say(name) for name in names],
        "rows": [*_summary_rows(year, say)],
        "notes": told,
    }


def _money_width(sums: Sequence[str]) -> float:
    """Return how wide a column is in which the longest sum is as large as words are."""
    longest = max(sums, key=len, default="")
    if len(longest) <= _SURELY_FITS:
        return _WIDE
    figure = _FIGURE if longest.isascii() else _THAI_FIGURE
    wide = sum(figure if sign.isdecimal() else _SIGN for sign in longest) + _BESIDE
    return round(min(max(wide, _WIDE), _WIDEST), 2)


def notes(totals: Totals, say: Spelling) -> list[str]:
    """Return what a sum does not say by itself: projects without an amount, rows for several."""
    told = []
    if totals.not_stated:
        told.append(say("not_stated", n=say.number(totals.not_stated)))
    if totals.no_budget:
        told.append(say("no_budget", n=say.number(totals.no_budget)))
    if totals.rows != totals.projects:
        told.append(say("rows", rows=say.number(totals.rows), projects=say.number(totals.projects)))
    return told


def _section(section: FormSection, say: Spelling, form: ProjectForm) -> dict[str, Any]:
    number = say.figures(str(section.number))
    part = say.figures(f"{section.number}.{section.part}")
    name = say.name(section.strategy)
    # Without the word nobody knows that it is one: neither a reader nor `phaen import`.
    bare = not name.startswith(say("strategy_word"))
    strategy = say("strategy_named", number=number, name=name) if bare else f"{number}. {name}"
    sums = [(say("sum_programme", part=part), section.totals)]
    if section.last:
        sums.append((say("sum_strategy", number=number), section.strategy_totals))
        if section is form.sections[-1]:
            sums.append((say("sum_all"), form.totals))
    return {
        "strategy": strategy,
        "sheet": say("sheet", number=number),
        "first": section.first,
        "programme": f"{part} {say.name(section.programme)}",
        "rows": [_row(row, say, form.year) for row in section.rows],
        "sums": [_sum(label, totals, say) for label, totals in sums],
        "totals": [_figures(label, totals) for label, totals in sums],
    }


def _row(row: FormRow, say: Spelling, year: FiscalYear) -> dict[str, Any]:
    project = row.view.project
    detail = say.text(project.detail)
    if project.count > 1:
        counted = say("counts_as", n=say.number(project.count))
        detail = f"{detail}\n{counted}" if detail else counted
    cells = [
        say.number(row.number),
        say.text(project.name),
        detail,
        say.budget(project.budget),
        say.text(project.place),
        say.name(row.view.unit.name),
    ]
    data: dict[str, Any] = {
        "cells": cells,
        "number": row.number,
        "count": project.count,
        "satang": project.budget.satang,
        "runs": [[run.first, run.length] for run in row.runs],
        "months": say.months(row.runs, year),
    }
    fitting = fit(cells, _LETTERS)
    if fitting.size:
        data["size"] = fitting.size
    if fitting.may_break:
        data["long"] = True
    return data


def _sum(label: str, totals: Totals, say: Spelling) -> list[str]:
    count = say("count", n=say.number(totals.projects))
    return [f"{label} {count}", say.sum(totals), ""]


def _figures(label: str, totals: Totals) -> dict[str, Any]:
    """Return what a sum of a workbook is made of; `stated` tells whether any amount is."""
    return {
        "label": label,
        "projects": totals.projects,
        "satang": totals.satang,
        "stated": bool(totals.stated),
    }


def _summary_rows(year: YearView, say: Spelling) -> Iterator[dict[str, Any]]:
    parts = summary(year)
    for at, part in enumerate(parts, start=1):
        number, name = say.figures(str(at)), say.name(part.group.name)
        none = "" if part.lines else f" {say.words.plain('group.none')}"
        yield {"kind": "strategy", "cells": [f"{number}. {name}{none}", "", "", "", "", ""]}
        for place, line in enumerate(part.lines, start=1):
            label = f"{say.figures(f'{at}.{place}')} {say.name(line.group.name)}"
            units = say.names(unit.name for unit in line.units)
            shares = (line.of_projects, line.of_money)
            yield _line("line", label, line.group.totals, shares, say, units)
        if part.lines:
            shares = (part.of_projects, part.of_money)
            yield _line("sum", say("sum"), part.group.totals, shares, say)
    whole = (sum(one.of_projects for one in parts), sum(one.of_money for one in parts))
    yield _line("total", say("sum_all"), year.totals, whole, say)


def _line(  # what a line of the summary has
    kind: str, name: str, totals: Totals, shares: tuple[int, int], say: Spelling, units: str = ""
) -> dict[str, Any]:
    projects, money = map(say.share, shares)
    cells = [name, say.number(totals.projects), projects, say.sum(totals), money, units]
    return {"kind": kind, "cells": cells, "shares": shares, **_figures(name, totals)}
