"""The same fault in many rows, or many values of one fault in a column, told as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.problems.catalogue import Severity
from generator.problems.report import Place, Problem, told_rows

# Two rows that say different things are two things to decide; three are one habit.
_HABIT = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One wording within a group: the first problem that has it, and the rows of all of them."""

    problem: Problem
    rows: tuple[int, ...]

    @property
    def all_rows(self) -> tuple[int, ...]:
        """The rows, with those that a problem names besides its own."""
        return tuple(sorted({*self.rows, *(row for row, _ in self.problem.cells)}))


@dataclass(frozen=True, slots=True)
class Group:
    """One thing to decide: a problem, or equal ones of a file, a sheet and a column, by row."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """The first of its problems, whose place leads to the group."""
        return self.problems[0]

    @property
    def place(self) -> Place:
        """Where the first of its problems stands."""
        return self.first.place

    @property
    def severity(self) -> Severity:
        """The severity of each of its problems."""
        return self.first.severity

    @property
    def where(self) -> str:
        """The place in Thai, with the rows of all: `projects.csv แถว 3, 5, 8–12 คอลัมน์ E (…)`."""
        return self.place.told(_told(one.place.row for one in self.problems))

    def said(self) -> tuple[Said, ...]:
        """Return its wordings in the order of their first rows, each with the rows it is said of.

        Problems of one wording have the same message and advice.
        """
        rows: dict[tuple[str, str], list[Problem]] = {}
        for problem in self.problems:
            rows.setdefault((problem.message, problem.advice), []).append(problem)
        return tuple(
            Said(same[0], tuple(sorted({one.place.row for one in same}))) for same in rows.values()
        )


def grouped(problems: Iterable[Problem]) -> tuple[Group, ...]:
    """Return the problems, ordered as they come by the first of each group; none is left out.

    Grouped are problems of one code, file, sheet and column that stand in rows: where all say the
    same, or where there are three and more. What stands in no row is decided by itself.
    """
    alike: dict[object, list[Problem]] = {}
    order: dict[Problem, int] = {}
    for number, problem in enumerate(problems):
        order[problem] = number
        at = problem.place
        key = (problem.code, at.file, at.sheet, at.column, at.heading, at.row and 1)
        alike.setdefault(key if at.row else problem, []).append(problem)
    groups = [one for same in alike.values() for one in _split(same)]
    return tuple(sorted(groups, key=lambda group: order[group.first]))


def _split(same: list[Problem]) -> Iterator[Group]:
    wordings = {(one.message, one.advice) for one in same[:_HABIT]}
    if len(same) < _HABIT and len(wordings) > 1:
        yield from (Group((one,)) for one in same)
    else:
        yield Group(tuple(same))


def _told(rows: Iterable[int]) -> str:
    numbers = sorted({row for row in rows if row})
    told = told_rows(numbers)
    return f"{told} รวม {len(numbers):,} แถว" if told.endswith("…") else told
