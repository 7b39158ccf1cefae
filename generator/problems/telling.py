"""How problems are worded for staff: a fault of many rows as one, those of one row together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.problems.catalogue import Severity
from generator.problems.groups import Group, Said, grouped
from generator.problems.report import Place, Problem, told_rows

# The severity, the line that says where, and the lines below it.
Told = tuple[Severity, str, tuple[str, ...]]
# How many wordings of one fault are shown: more are one habit, and the rest is in the list.
_SHOWN = 3
_SET_IN = "    "


def label_of(severity: Severity) -> str:
    """Return the word that stands before a problem."""
    return "ผิด" if severity is Severity.ERROR else "เตือน"


def told(problems: Iterable[Problem]) -> Iterator[Told]:
    """Yield what problems tell, in their order: those of a report come by file and place.

    A fault of many rows is told once, with its rows; several faults of one row are one line each
    below the place of that row.
    """
    for _, run in groupby(grouped(problems), _row_of):
        groups = tuple(run)
        if len(groups) > 1:
            yield _told_row(groups)
        else:
            yield told_group(groups[0])


def told_group(group: Group) -> Told:
    """Return one group: where, what is wrong with which value, and what to do."""
    said = group.said()
    code = group.first.code
    where = f"{group.where} [{code}]"
    if len(said) == 1:
        first = said[0].problem
        return group.severity, where, (_SET_IN + first.message, _advised(first))
    return group.severity, where, tuple(_wordings(said, group.place))


def _row_of(group: Group) -> object:
    """Return the row of a single problem; what nothing else equals for all other groups."""
    at = group.place
    alone = len(group.problems) == 1 and at.row
    return (at.file, at.sheet, at.row) if alone else group


def _told_row(groups: Sequence[Group]) -> Told:
    problems = [group.first for group in groups]
    severities = {one.severity for one in problems}
    worst = Severity.ERROR if Severity.ERROR in severities else Severity.WARNING
    at = problems[0].place
    row = Place(at.file, at.sheet, at.row)
    lines = []
    for one in problems:
        cell = Place("", "", 0, one.place.column, one.place.heading).words.strip()
        label = f"{label_of(one.severity)} " if len(severities) > 1 else ""
        parts = (f"{label}{cell}".strip(), f"[{one.code}]", one.message, "แก้:", one.advice)
        lines.append(_SET_IN + " ".join(part for part in parts if part))
    return worst, f"{row.words} มี {len(lines)} เรื่อง", tuple(lines)


def _wordings(said: Sequence[Said], place: Place) -> Iterator[str]:
    same_advice = len({one.problem.advice for one in said}) == 1
    for one in said[:_SHOWN]:
        rows = f"({place.counted} {told_rows(one.rows)})"
        advice = "" if same_advice else f" แก้: {one.problem.advice}"
        yield f"{_SET_IN}{one.problem.message} {rows}{advice}"
    more = said[_SHOWN:]
    if more:
        count = f"{sum(len(one.rows) for one in more):,}"
        others = ", ".join(_values(more))
        yield f"{_SET_IN}และแบบเดียวกันอีก {count} {place.counted}{others and f': {others}'}"
    if same_advice:
        yield _advised(said[0].problem)
    elif more:
        yield f"{_SET_IN}ดูวิธีแก้ของทุก{place.counted}ด้วย phaen check --csv รายการ.csv"


def _values(more: Iterable[Said]) -> list[str]:
    """Return the next few values that are wrong, each once."""
    values = dict.fromkeys(one.problem.value for one in more if one.problem.value)
    few = [f"“{' '.join(value.split())[:30]}”" for value in list(values)[:_SHOWN]]
    return [*few, "…"] if len(values) > _SHOWN else few


def _advised(problem: Problem) -> str:
    return f"{_SET_IN}แก้: {problem.advice}"
