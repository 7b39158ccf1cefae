"""Announcements as they are signed, and what hangs on boards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.plan.model import Change, Executive, Organization, Plan, Totals
from generator.site.views.records import YearView
from generator.site.views.rows import EditionView, Version
from generator.site.views.words import Name


@dataclass(frozen=True, slots=True)
class Notice:
    """An announcement of the plan, or of an amendment to it with its changes, and who signs it.

    `legal_basis` is what the office writes, empty where the usual sentence is to stand.
    """

    edition: EditionView
    plan: Plan
    signatory: Executive | None
    legal_basis: str
    changes: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A strategy on the notice board: its number on paper, name and sum."""

    number: int
    name: Name
    totals: Totals


@dataclass(frozen=True, slots=True)
class Board:
    """The sheet for the notice board: the plan in force, with its own announcement's days."""

    edition: EditionView
    lines: tuple[BoardLine, ...]
    totals: Totals
    amended_by: EditionView | None


def notice(edition: EditionView, plan: Plan, organization: Organization) -> Notice:
    """Return the announcement of an edition; changes stand in the order of what they do."""
    signatory = plan.signatory or organization.executive
    basis = edition.edition.legal_basis or plan.editions[0].legal_basis
    order = [*Change]
    changes = sorted(edition.versions, key=lambda one: order.index(one.project.change or order[1]))
    return Notice(edition, plan, signatory, basis, tuple(changes) if edition.edition.number else ())


def board(year: YearView) -> Board:
    """Return the sheet of a year."""
    lines = [
        BoardLine(number, one.name, one.totals)
        for number, one in enumerate(year.strategies, start=1)
        if one.totals.rows
    ]
    last = year.editions[-1] if len(year.editions) > 1 else None
    return Board(year.editions[0], tuple(lines), year.totals, last)


def editions_amending(year: YearView) -> Sequence[EditionView]:
    """Return every amendment of a year, those that are not announced last."""
    return [*year.editions[1:], *year.drafts]
