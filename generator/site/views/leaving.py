"""Rows that left a group: cancelled by an edition, or moved elsewhere by one.

A group that any edition had keeps its page, whatever became of its rows: citizens, and the pages of
cancelled rows, lead there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from generator.plan.model import Project
from generator.site.views.records import Left
from generator.site.views.rows import ProjectView

Keys = Callable[[Project], Iterable[Hashable]]


def left_rows(views: Iterable[ProjectView], keys: Keys) -> dict[Hashable, tuple[Left, ...]]:
    """Return by group what left it, in the plan's order; `keys` gives the groups of a row."""
    found: dict[Hashable, list[Left]] = {}
    for view in views:
        for key, left in _left(view, keys).items():
            found.setdefault(key, []).append(left)
    return {key: tuple(rows) for key, rows in found.items()}


def _left(view: ProjectView, keys: Keys) -> dict[Hashable, Left]:
    if len(view.history) < 2 and not view.project.cancelled:
        return {}
    found: dict[Hashable, Left] = {}
    before: tuple[Hashable, ...] = ()
    for version in view.history:
        row = version.project
        said = tuple(keys(row))
        here = () if row.cancelled else said
        # Without a word of its own a cancelled row says what it said before; else its page leads
        # to what it says now.
        for key in (*before, *(said if row.cancelled else ())):
            if key not in here:
                found.setdefault(key, Left(view, row.edition, cancelled=row.cancelled))
        for key in here:
            found.pop(key, None)
        before = here
    return found
