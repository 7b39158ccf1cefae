"""A row of the plan, and the reports of its progress."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum

from generator.plan.model.vocabulary import Change, Form, Origin, Owner, Programme, Status
from generator.problems import Source
from generator.thai.fiscal import Month


class BudgetKind(Enum):
    """Four different things that a budget cell can say; an unreadable one is a problem."""

    AMOUNT = "amount"
    ZERO = "zero"
    NO_BUDGET = "no-budget"
    NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True)
class Budget:
    """Money for a project. `satang` is None where no amount is stated: never a silent zero."""

    kind: BudgetKind
    satang: int | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Villages:
    """Where in the area: village numbers, or the whole area, and how it is known."""

    numbers: tuple[int, ...] = ()
    everywhere: bool = False
    origin: Origin = Origin.ABSENT


@dataclass(frozen=True, slots=True)
class Coordinates:
    """WGS 84 degrees, as stated."""

    lat: str
    lon: str


@dataclass(frozen=True, slots=True)
class Project:
    """One row of แบบ ผด.02 or ผด.02/1. Texts are verbatim; `at` is the row it came from.

    `count` is how many projects the row stands for (ผด.01 counts projects, not rows).
    `edition` is the amendment that brought the present wording, 0 for the announced plan.
    `more` are the texts, by code name, of columns that have no attribute here; no empty ones.
    """

    id: str
    strategy: str
    name: str
    budget: Budget
    unit: str
    at: Source
    unit_slug: str = ""
    tactic: str = ""
    programme: Programme | None = None
    programme_text: str = ""
    form: Form = Form.PD02
    detail: str = ""
    funding: str = ""
    place: str = ""
    villages: Villages = Villages()
    partners: tuple[str, ...] = ()
    owner: Owner = Owner.OWN
    owner_origin: Origin = Origin.ABSENT
    months: tuple[Month, ...] = ()
    count: int = 1
    plan_ref: str = ""
    continues: str = ""
    coordinates: Coordinates | None = None
    note: str = ""
    change: Change | None = None
    reason: str = ""
    edition: int = 0
    more: tuple[tuple[str, str], ...] = ()

    def said(self, code: str) -> str:
        """Return the text of a column that has no attribute here; empty where there is none."""
        return dict(self.more).get(code, "")

    @property
    def programme_name(self) -> str:
        """The programme's name, or what is written where it is none of the twelve."""
        return self.programme.name if self.programme else self.programme_text

    @property
    def cancelled(self) -> bool:
        """Whether an amendment cancelled it; its page stays, its money no longer counts."""
        return self.change is Change.CANCEL


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """What was reported of a project as of a day; appended, never edited.

    A row that `corrects` an earlier one, by its day, says what that one should have said.
    `month_first` is the other day that the date's figures may mean, where nothing in the files
    tells which of day and month stands first; None for a date that is certain. `figures` are those.
    """

    project: str
    date: datetime.date
    at: Source
    status: Status
    percent: str = ""
    spent: int | None = None
    result: str = ""
    problem: str = ""
    suggestion: str = ""
    evidence: str = ""
    month_first: datetime.date | None = None
    figures: str = ""
    corrects: datetime.date | None = None
    more: tuple[tuple[str, str], ...] = ()

    def said(self, code: str) -> str:
        """Return what it says in a column that has no field of its own; empty where it has none."""
        return dict(self.more).get(code, "")
