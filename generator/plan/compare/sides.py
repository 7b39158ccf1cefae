"""Which two plans to compare, as people name them: `2570`, or `2570.1` for an edition of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from generator.plan.compare.entry import Entry, entries_of
from generator.plan.compare.facts import Fact, between_editions, between_years
from generator.plan.model import Portal
from generator.thai.fiscal import FiscalYear
from generator.thai.text import arabic_digits

_SIDE = re.compile(r"(2[0-9]{3})(?:\.([0-9]{1,3}))?")


class PastYear(Protocol):
    """A year whose plan is read no more, as far as living years ask for it."""

    @property
    def year(self) -> FiscalYear:
        """The fiscal year that the plan was of."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every row of the plan as the year ended with it, cancelled ones included."""


@dataclass(frozen=True, slots=True, order=True)
class Side:
    """A year's plan as it is (`edition` None), or as the edition of that number left it."""

    year: int
    edition: int | None = None

    @classmethod
    def parse(cls, text: str) -> Side:
        """Return the side that `2570` or `2570.1` names. Raises ValueError."""
        found = _SIDE.fullmatch(arabic_digits(text.strip()))
        if not found:
            raise ValueError(f"not a year or an edition: {text!r}")
        return cls(int(found[1]), int(found[2]) if found[2] else None)

    def __str__(self) -> str:
        return str(self.year) if self.edition is None else f"{self.year}.{self.edition}"


class UnknownSideError(LookupError):
    """The portal has no such year or edition; the text is the side."""


def compare(
    portal: Portal, before: Side, after: Side, closed: tuple[PastYear, ...] = ()
) -> tuple[Fact, ...]:
    """Return what happened between two sides of the portal. Raises UnknownSideError.

    `closed` are the years whose plans are read no more; of their editions only the last is known.
    """
    old, new = _entries(portal, before, closed), _entries(portal, after, closed)
    if before.year == after.year:
        return between_editions(old, new)
    years = range(*sorted((before.year, after.year)))
    middle = [plan for plan in portal.plans if plan.year.year in years[1:]]
    between = [entry for plan in middle for entry in entries_of(plan, portal.organization)]
    between += [entry for one in closed if one.year.year in years[1:] for entry in one.entries]
    return between_years(old, new, between)


def _entries(portal: Portal, side: Side, closed: tuple[PastYear, ...]) -> tuple[Entry, ...]:
    for one in closed:
        if one.year.year == side.year and side.edition is None:
            return one.entries
    for plan in portal.plans:
        if plan.year.year == side.year and (side.edition or 0) < len(plan.editions):
            return entries_of(plan, portal.organization, side.edition)
    raise UnknownSideError(str(side))
