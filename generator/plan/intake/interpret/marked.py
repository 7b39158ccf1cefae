"""What is drawn over the grids of a form → the months of each project, and the marks left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.plan.intake.draft import MonthsState, Unused, Used, UsedAs
from generator.plan.intake.form import Form, Grid, Mark
from generator.plan.intake.interpret.gather import Gather
from generator.plan.intake.months import MonthColumns, MonthsRead, Understood, joined, read_months
from generator.thai.text import tidy

_LOOSE = "รูปร่างที่วาดไว้นอกตาราง"
_NO_PROJECT = "รูปร่างในตารางที่ไม่มีแถวโครงการ"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The months of each project in order; and the marks, used (with the project) and unused."""

    months: tuple[Understood, ...]
    used: tuple[tuple[Used, int], ...]
    unused: tuple[Unused, ...]


def read_drawn(form: Form, gather: Gather, year: int) -> Drawn:
    """Return the months of all projects; marks with the words of a title are taken as such."""
    parts: list[list[Understood]] = [[] for _ in gather.projects]
    used: list[tuple[Used, int]] = []
    unused: list[Unused] = []
    for number, grid in enumerate(gather.grids):
        left = _read_grid(gather, grid, number, year, parts, used)
        unused += [_unused(mark, why) for mark, why in left]
    unused += [_unused(mark, _LOOSE) for mark in form.loose]
    titles, rest = _titles(unused, gather)
    return Drawn(_whole(parts), (*used, *titles), rest)


def months_of(gather: Gather, year: int) -> tuple[Understood, ...]:
    """Return the months of all projects, and take nothing for used."""
    parts: list[list[Understood]] = [[] for _ in gather.projects]
    for number, grid in enumerate(gather.grids):
        _read_grid(gather, grid, number, year, parts, [])
    return _whole(parts)


def _whole(parts: Sequence[Sequence[Understood]]) -> tuple[Understood, ...]:
    return tuple(joined(each) if len(each) > 1 else (each or [_NOTHING])[0] for each in parts)


_NOTHING = Understood(MonthsState.NONE, reason="months-none")


def _read_grid(
    gather: Gather,
    grid: Grid,
    number: int,
    year: int,
    parts: list[list[Understood]],
    used: list[tuple[Used, int]],
) -> list[tuple[Mark, str]]:
    """Read the months of one grid's projects; return the marks that are nobody's."""
    by_columns: dict[MonthColumns, list[int]] = {}
    for at, project in enumerate(gather.projects):
        if number in project.heads:
            by_columns.setdefault(project.heads[number].months, []).append(at)
    reads: list[MonthsRead] = []
    for columns, members in by_columns.items():
        rows = [
            [row for where, row in gather.projects[at].rows if where == number] for at in members
        ]
        read = read_months(grid, columns, rows, year)
        reads.append(read)
        for at, understood in zip(members, read.entries, strict=True):
            parts[at].append(understood)
            used += [
                (Used(mark, mark.spot, UsedAs.MONTHS), at)
                for mark in dict.fromkeys(understood.marks)
            ]
    return _left(grid.marks, reads)


def _left(marks: Sequence[Mark], reads: Sequence[MonthsRead]) -> list[tuple[Mark, str]]:
    """Return the marks that no reading used, with why."""
    if not reads:
        return [(mark, _NO_PROJECT) for mark in marks]
    taken = Counter(mark for read in reads for one in read.entries for mark in set(one.marks))
    why = {mark: reason for read in reads for mark, reason in read.unused}
    return [(mark, why.get(mark, _NO_PROJECT)) for mark in marks if not taken[mark]]


def _unused(mark: Mark, why: str) -> Unused:
    return Unused(mark, mark.spot, why)


def _titles(
    unused: Sequence[Unused], gather: Gather
) -> tuple[list[tuple[Used, int]], tuple[Unused, ...]]:
    """Return the marks in which a title of the form is written, and the others."""
    titles: list[tuple[Used, int]] = []
    rest: list[Unused] = []
    for one in unused:
        text = one.what.text if isinstance(one.what, Mark) else ""
        if tidy(text) and gather.titles.take(text, one.spot):
            titles.append((Used(one.what, one.spot, UsedAs.TITLE), -1))  # type: ignore[arg-type]
        else:
            rest.append(one)
    return titles, tuple(rest)
