"""The columns of money in a form's headings: of which year they are, how many baht one counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.plan.intake.form import Form, Line
from generator.plan.intake.interpret.headed import FormHead, heads_of
from generator.plan.sheet.form_headings import year_of_money
from generator.plan.sheet.wording import stated_scale

Heads = tuple[Mapping[int, FormHead], ...]


def heads_in(form: Form) -> Heads:
    """Return the headings of each grid; figures count as a line above the first of them says."""
    found: list[Mapping[int, FormHead]] = []
    scale = 1
    last: FormHead | None = None
    for part in form.parts:
        if isinstance(part, Line):
            scale = stated_scale(part.text) or scale
            continue
        heads: dict[int, FormHead] = {}
        for at, head in heads_of(part).items():
            again = last is not None and head.headings == last.headings
            if not head.summary:
                goes_on = again and (bool(heads) or not part.spot.sheet)
                before = last.scale if last and goes_on else 1
                heads[at] = last = replace(head, scale=max(head.scale, scale, before))
            else:
                heads[at] = head
        found.append(heads)
    return tuple(found)


def in_year(heads: Heads, year: int) -> Heads:
    """Return the headings without the columns of money that they say are of another year."""
    return tuple(
        {at: _without_other_years(head, year) for at, head in grid.items()} for grid in heads
    )


def _without_other_years(head: FormHead, year: int) -> FormHead:
    told = {column: year_of_money(head.headings[column]) for column in head.money}
    others = {column for column, of in told.items() if of not in (0, year)}
    if not year or len(others) in (0, len(told)):
        return head
    codes = {column: code for column, code in head.codes.items() if column not in others}
    return replace(head, codes=codes)
