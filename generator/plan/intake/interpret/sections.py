"""The parts of a form, a programme's or a kind of equipment's, with the totals printed for them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from generator.plan.intake.draft import DraftRow, Section
from generator.plan.intake.interpret.gathered import Gathered
from generator.plan.intake.interpret.stated import Total

# Totals of a page, brought on to the next: of no part of the plan.
_OF_PAGE = ("หน้า", "ยกไป", "ยกมา", "สะสม")


class _Scope(NamedTuple):
    """Of what a total may be: which rows, and by which names."""

    key: tuple[str, ...]
    form: str
    first: str
    second: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _All:
    """All projects, and by level which share a section, a strategy, a form; in order."""

    projects: Sequence[Gathered]
    rows: Sequence[DraftRow]
    together: Mapping[tuple[int, tuple[str, ...]], list[int]]
    keys: Sequence[tuple[str, ...]]

    @classmethod
    def of(cls, projects: Sequence[Gathered], rows: Sequence[DraftRow]) -> _All:
        keys = [project.under.key for project in projects]
        together: dict[tuple[int, tuple[str, ...]], list[int]] = {}
        for at, key in enumerate(keys):
            for level in range(4):
                together.setdefault((level, key[: 3 - level]), []).append(at)
        return cls(projects, rows, together, keys)

    def scope(self, last: int, level: int) -> _Scope:
        """Return of what a total after project `last` may be: 0 its section … 3 all."""
        under = self.projects[last].under
        first, second = (under.first, under.second) if level == 0 else (under.first, "")
        if level > 1:
            first = ""
        form = under.form if level < 3 else ""
        key = (str(level), *self.keys[last][: 3 - level])
        return _Scope(key, form, first, second, self._inside(last, level))

    def _inside(self, last: int, level: int) -> tuple[int, ...]:
        members = self.together[level, self.keys[last][: 3 - level]]
        return tuple(members[: bisect_right(members, last)])

    def budget(self, inside: Sequence[int]) -> Decimal:
        return sum((self.rows[at].budget or Decimal(0) for at in inside), Decimal(0))

    def fits(self, scope: _Scope, total: Total) -> bool:
        """Whether a total states what a scope has."""
        counts = len(scope.rows), sum(self.rows[at].count for at in scope.rows)
        counted = total.projects in (None, *counts)
        summed = total.budget in (None, self.budget(scope.rows))
        return counted and summed

    def section(self, scope: _Scope, total: Total | None) -> Section:
        return Section(
            scope.form,
            scope.first,
            scope.second,
            tuple(self.rows[at].id for at in scope.rows),
            self.budget(scope.rows),
            total.projects if total else None,
            total.budget if total else None,
            total.spot if total else self.rows[scope.rows[0]].spot,
        )


def _is_of_page(total: Total) -> bool:
    return any(word in total.label for word in _OF_PAGE)


def sections(
    projects: Sequence[Gathered], rows: Sequence[DraftRow], totals: Sequence[Total]
) -> tuple[Section, ...]:
    """Return the parts in order; a strategy's, a form's and the grand total are parts, too.

    A part of a strategy has no `second`, one of a form no `first`, the grand total no `form`.
    """
    whole = _All.of(projects, rows)
    parts: dict[tuple[str, ...], tuple[_Scope, Total | None]] = {}
    below = sorted(
        (one for one in totals if one.after and not one.ahead), key=lambda one: one.after
    )
    for total in (one for one in below if not any(word in one.label for word in _OF_PAGE)):
        scope = _scope_of(total, whole, parts.keys())
        if scope is not None:
            parts[scope.key] = scope, total
    for total in (one for one in totals if one.ahead):
        scope = _scope_ahead(total, whole)
        if scope is not None:
            parts.setdefault(scope.key, (scope, total))
    found: list[Section] = []
    for scope in _in_order(whole):
        stated = parts.pop(scope.key, (scope, None))[1]
        found.append(whole.section(scope, stated))
    found += [whole.section(scope, total) for scope, total in parts.values()]
    return tuple(found)


def _in_order(whole: _All) -> Iterator[_Scope]:
    """Yield the innermost parts in the order in which they begin."""
    last: dict[tuple[str, str, str], int] = {}
    for at, project in enumerate(whole.projects):
        last[project.under.key] = at
    for at in last.values():
        yield whole.scope(at, 0)


def _scope_of(total: Total, whole: _All, taken: Container[tuple[str, ...]]) -> _Scope | None:
    """Return of what a total is: as its words say, else the nearest that has none yet."""
    last = min(total.after, len(whole.projects)) - 1
    more_follow = total.after < len(whole.projects)
    first: _Scope | None = None
    for level in _levels(total, more_follow=more_follow):
        scope = whole.scope(last, level)
        if scope.key in taken:
            continue
        if whole.fits(scope, total):
            return scope
        first = first or scope
    return first


def _scope_ahead(total: Total, whole: _All) -> _Scope | None:
    """Return of what a total is that stands in the line that heads its rows."""
    level = 0 if total.under.second else 1
    inside = whole.together.get((level, total.under.key[: 3 - level]))
    return whole.scope(inside[-1], level) if inside else None


def _levels(total: Total, *, more_follow: bool) -> tuple[int, ...]:
    """Return of what a total may be, the likeliest first; a grand one may be of a sheet only."""
    if total.is_grand:
        return (1, 2, 0, 3) if more_follow else (3, 2, 1, 0)
    if "แผนงาน" in total.label:
        return (0,)
    if any(word in total.label for word in ("ยุทธศาสตร์", "ประเภท", "ประเด็น")):
        return (1,)
    return (0, 1, 2, 3)
