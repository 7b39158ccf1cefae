"""Problems as texts for a terminal: each line of them only shows."""

from __future__ import annotations

from collections.abc import Iterable

from generator.commands.echo import inert
from generator.problems import Group, Problem, label_of, told, told_group


def worded(problem: Problem) -> str:
    """Return a problem as three lines: where, what, what to do. Their texts are inert."""
    severity, where, lines = told_group(Group((problem,)))
    return f"{label_of(severity)} " + "\n".join(map(inert, (where, *lines, "")))


def worded_all(problems: Iterable[Problem]) -> list[str]:
    """Return problems as `told` tells them, each of its pieces one text of inert lines."""
    return [
        f"{label_of(severity)} " + "\n".join(map(inert, (where, *lines, "")))
        for severity, where, lines in told(problems)
    ]
