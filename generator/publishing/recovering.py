"""A merge after which something that one withdrew would be told by what the other did: covered too.

Whoever withdraws covers what is there; an amendment, a report or a record that the other wrote
meanwhile was not. So the withdrawal is done once more on the merged files, for the same rows.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.pipeline import Checked, check_portal
from generator.plan.merge import covered_in, covers
from generator.plan.model import Plan, Withdrawal
from generator.plan.withdraw import Entry, Needles, cells_of, long_enough
from generator.publishing.withdrawing import Request, prepare


@dataclass(frozen=True, slots=True)
class _Taken:
    """What was covered in a cell of a row since both began, and the entry that tells it."""

    year: str
    code: str
    column: str
    needles: Needles
    entry: Withdrawal


def recovered(
    root: Path, merged: Checked, base: Checked, sides: tuple[Checked, ...], today: datetime.date
) -> dict[str, bytes]:
    """Cover in the merged portal at `root` what either side covered; return the files written.

    Raises CoverRefusedError, WithdrawRefusedError and OSError.
    """
    before = _texts(base)
    made: dict[str, bytes] = {}
    for one in [one for side in sides for one in _taken(before, side)]:
        if _is_told(one, merged):
            told = (one.entry.day, one.entry.reason, one.code, (one.column,), one.needles)
            made |= _written(root, Request(one.year, *told))
            merged = check_portal(root, today)
    for plan in merged.portal.plans:
        if entry := _followed(plan):
            made |= _written(root, Request(plan.year.label, entry.day, entry.reason, follow=True))
    return made


def _texts(checked: Checked) -> Mapping[tuple[str, Entry], str]:
    return {
        (plan.year.label, cell.entry): cell.text
        for plan in checked.portal.plans
        for cell in cells_of(plan)
    }


def _taken(before: Mapping[tuple[str, Entry], str], side: Checked) -> Iterator[_Taken]:
    for plan in side.portal.plans:
        for cell in cells_of(plan):
            one = cell.entry
            was = before.get((plan.year.label, one), "")
            entry = _told(plan, one)
            if was and entry and covers(was, cell.text):
                needles = long_enough(covered_in(was, cell.text))
                if needles:
                    yield _Taken(plan.year.label, one.id, one.column, needles, entry)


def _told(plan: Plan, one: Entry, *, anywhere: bool = False) -> Withdrawal | None:
    """Return the last entry that takes a cell back, or that column of its row `anywhere`."""
    for entry in reversed(plan.withdrawn.entries):
        where = (entry.edition, entry.report) if anywhere else (one.edition, one.report)
        named = entry.names_row(one.id, edition=where[0], report=where[1])
        if named and entry.column in ("", one.column):
            return entry
    return None


def _is_told(one: _Taken, merged: Checked) -> bool:
    """Whether the row says somewhere, in that column, what was covered."""
    return any(
        cell.entry.column == one.column and one.needles.stand_in(cell.text)
        for plan in merged.portal.plans
        if plan.year.label == one.year
        for cell in cells_of(plan, one.code)
    )


def _followed(plan: Plan) -> Withdrawal | None:
    """Return what took back a cell of which the record does not know yet."""
    for cell in cells_of(plan):
        if cell.followed and (entry := _told(plan, cell.entry, anywhere=True)):
            return entry
    return None


def _written(root: Path, request: Request) -> dict[str, bytes]:
    files = dict(prepare(root, request).made.files)
    for path, data in files.items():  # in a folder of nobody's
        (root / path).write_bytes(data)
    return files
