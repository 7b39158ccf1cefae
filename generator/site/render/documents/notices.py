"""What hangs on boards as data for theme/papers/notices.typ."""

from __future__ import annotations

from typing import Any

from generator.plan.model import Organization, PostingPeriod
from generator.site.addresses import address
from generator.site.render.documents.fitting import fit
from generator.site.render.documents.forms import notes
from generator.site.render.documents.spelling import Spelling
from generator.site.views import Group, ProjectView, YearView
from generator.site.views.papers import Board, runs_of

# Letters of a line in a village's columns: number, name, months, unit, amount.
_LETTERS = (4, 28, 16, 13, 12)
_LINES = 36


def board_data(
    board: Board, year: YearView, organization: Organization, say: Spelling
) -> dict[str, Any]:
    """Return the notice board's sheet."""
    edition = board.edition.edition
    title = say.figures(say.text(year.plan.title))
    facts = [
        *_days(edition.posting, say),
        *(
            [[say("posted_at"), say.figures(", ".join(map(say.text, edition.posted_at)))]]
            if edition.posted_at
            else []
        ),
        *(
            [[say("amended_by"), say.figures(say.name(board.amended_by.name))]]
            if board.amended_by
            else []
        ),
    ]
    place = _site(organization, year, address("year").below())
    return {
        "kind": "board",
        "bookmark": say("board", title=title),
        "heading": [say("posted"), title, say.text(organization.name)],
        "facts": facts,
        "columns": [say("board_strategy"), say("board_projects"), say("board_money")],
        "rows": [
            [
                f"{say.number(line.number)}. {say.name(line.name)}",
                say.number(line.totals.projects),
                say.sum(line.totals),
            ]
            for line in board.lines
        ],
        "total": [say("sum_all"), say.number(board.totals.projects), say.sum(board.totals)],
        "notes": notes(board.totals, say),
        **_code(place, organization, say("code_year"), say),
    }


def village_data(
    group: Group, year: YearView, organization: Organization, say: Spelling
) -> dict[str, Any]:
    """Return a village's sheet: every project there, and the code of its page."""
    title = say.figures(say.text(year.plan.title))
    name = say.figures(say.name(group.name))
    told = notes(group.totals.once if group.totals.rows == 1 else group.totals, say)
    if group.shared:
        told.append(
            say(
                "village_shared",
                n=say.number(group.shared_totals.projects),
                baht=say.baht(group.shared_totals.satang),
            )
        )
    return {
        "kind": "village",
        "bookmark": say("village", name=name, title=title),
        "heading": [name, title, say.text(organization.name)],
        "facts": _days(year.editions[0].edition.posting, say),
        "columns": [
            say(one) for one in ("number", "name_pd02", "months", "unit", "budget")
        ],
        "rows": [
            _row(number, view, year, say) for number, view in enumerate(group.projects, start=1)
        ],
        "total": [
            say("village_total", n=say.number(group.totals.projects)), say.sum(group.totals),
        ],
        "notes": [*told, say("village_overlap")],
        **_code(_site(organization, year, group.path), organization, say("code_village"), say),
    }  # fmt: skip


def _row(number: int, view: ProjectView, year: YearView, say: Spelling) -> dict[str, Any]:
    cells = [
        say.number(number),
        say.text(view.project.name),
        say.months(runs_of(view.project.months, year.plan.year), year.plan.year, short=True) or "-",
        say.name(view.unit.name),
        say.budget(view.project.budget),
    ]
    data: dict[str, Any] = {"cells": cells}
    fitting = fit(cells, _LETTERS, _LINES)
    if fitting.size:
        data["size"] = fitting.size
    if fitting.may_break:
        data["long"] = True
    return data


def _days(posting: PostingPeriod, say: Spelling) -> list[list[str]]:
    """Return when it was announced and hangs, with room to write what nobody wrote down yet."""
    days = (posting.announced, posting.posted_from, posting.posted_until)
    told = [say.date(day) if day else say("blank_date") for day in days]
    period = say("period", first=told[1], last=told[2])
    return [[say("announced_on"), told[0]], [say("posted_on"), period]]


def _site(organization: Organization, year: YearView, path: str) -> str:
    return f"{organization.site_url}{year.label}/{path}" if organization.site_url else ""


def _code(place: str, organization: Organization, title: str, say: Spelling) -> dict[str, Any]:
    phone = organization.contact.get("phone", "")
    return {
        "code-of": place,
        "code-alt": say("code_alt", address=place),
        "code-title": title,
        "address": say.text(place),
        "contact": say("contact", phone=say.figures(say.text(phone))) if phone else "",
    }
