"""Parquet → rows: only the columns that are asked for, some thousand rows at a time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.hub.dataset.parquet import values_of
from generator.plan.model import BudgetKind, Change, Owner
from generator.plan.parse.values import is_no_budget
from generator.site.views.table import BETWEEN

_PROJECTS = (
    "office_code", "id", "name", "place", "programme", "owner_code", "unit_name", "budget",
    "budget_baht", "count", "change", "work_months", "reported_on", "page_address",
)  # fmt: skip
_CLOCKS = ("office_code", "notice", "edition", "rule", "due", "done", "days_over", "clause")
_OWNERS = frozenset(one.slug for one in Owner)


@dataclass(frozen=True, slots=True)
class Row:
    """A project as the dataset has it, as far as it is summed and compared.

    `owner` is a slug of `Owner`; `agency` is the unit that carries it out. `satang` is None where
    no amount is stated; `months` are ISO months. `reported` is an ISO date, empty without a report.
    """

    office: str
    id: str
    name: str
    place: str
    programme: str
    owner: str
    agency: str
    budget: BudgetKind
    satang: int | None
    count: int
    cancelled: bool
    months: tuple[str, ...]
    reported: str
    page: str


@dataclass(frozen=True, slots=True)
class Due:
    """A day that the law sets for one notice of an office; ISO dates, empty where not known."""

    office: str
    notice: str
    edition: int
    rule: str
    due: str
    done: str
    over: int | None
    clause: str


def projects_in(file: Path) -> Iterator[Row]:
    """Yield the rows of a file of projects. Raises OSError."""
    for told in values_of(file, _PROJECTS):
        code, number, name, place, programme, owner, agency, budget, baht, *more = told
        count, change, months, reported, page = more
        kind, satang = _money(budget or "", baht)
        yield Row(
            office=code,
            id=number,
            name=name,
            place=place or "",
            programme=programme or "",
            owner=owner if owner in _OWNERS else Owner.OWN.slug,
            agency=agency or "",
            budget=kind,
            satang=satang,
            count=count or 1,
            cancelled=change == Change.CANCEL.thai,
            months=tuple(months.split(BETWEEN)) if months else (),
            reported=_day(reported),
            page=page or "",
        )


def dues_in(file: Path) -> Iterator[Due]:
    """Yield the rows of a file of clocks. Raises OSError."""
    for code, notice, edition, rule, due, done, over, clause in values_of(file, _CLOCKS):
        days = None if over is None else int(over)
        yield Due(code, notice, edition or 0, rule, _day(due), _day(done), days, clause or "")


def announced_in(file: Path) -> Iterator[tuple[str, str]]:
    """Yield of each plan that was announced its office and the day. Raises OSError."""
    for code, notice, day in values_of(file, ("office_code", "notice", "announced")):
        if notice == "plan" and day:
            yield code, _day(day)


def _money(text: str, baht: Decimal | None) -> tuple[BudgetKind, int | None]:
    if baht is not None:
        return (BudgetKind.AMOUNT if baht else BudgetKind.ZERO), int(baht * 100)
    return (BudgetKind.NO_BUDGET if is_no_budget(text) else BudgetKind.NOT_STATED), None


def _day(value: datetime.date | None) -> str:
    return value.isoformat() if value else ""
