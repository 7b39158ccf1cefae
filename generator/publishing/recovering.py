"""A merge after which something that one withdrew would be told by what the other did: covered too.

Whoever withdraws covers what is there; an amendment, a report or a record that the other wrote
meanwhile was not. So the withdrawal is done once more on the merged files, for the same rows.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.machine.layout import of_year
from generator.pipeline import Checked, check_portal
from generator.plan.merge import covered_in, covers
from generator.plan.model import MASK, NEUTRAL_NAME, Plan, Withdrawal
from generator.plan.read import text_of
from generator.plan.uploads import inspect
from generator.plan.withdraw import Entry, Needles, cells_of, long_enough
from generator.publishing.withdrawing import Request, prepare

_TEXTS = (".csv", ".xlsx", ".yml", ".yaml", ".md")


@dataclass(frozen=True, slots=True)
class _Taken:
    """What was covered in a cell of a row since both began, and the entry that tells it.

    `words` are what somebody named, not a cell that was covered whole.
    """

    year: str
    code: str
    column: str
    needles: Needles
    entry: Withdrawal
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its portal as a folder, and checked."""

    root: Path
    checked: Checked


def recovered(
    merged: Side, base: Checked, sides: tuple[Side, ...], today: datetime.date
) -> dict[str, bytes]:
    """Cover in the merged portal what either side covered; return the files written.

    Raises CoverRefusedError, WithdrawRefusedError and OSError.
    """
    before, root, now = _texts(base), merged.root, merged.checked
    made: dict[str, bytes] = {}
    for side in sides:
        for one in [*_taken(before, side.checked)]:
            told = (one.entry.day, one.entry.reason, one.code)
            if _is_told(one, now):
                made |= _written(root, Request(one.year, *told, (one.column,), one.needles))
                now = check_portal(root, today)
            if left := _left(one, root, side.root):
                made |= _written(root, Request(one.year, *told, needles=long_enough(left)))
                now = check_portal(root, today)
    for plan in now.portal.plans:
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
                words = covered_in(was, cell.text)
                if needles := long_enough(words):
                    whole = not cell.text.replace(NEUTRAL_NAME, "").strip(f"{MASK} ")
                    named = () if whole else tuple(text for text in words if long_enough([text]))
                    yield _Taken(plan.year.label, one.id, one.column, needles, entry, named)


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


def _left(one: _Taken, root: Path, side: Path) -> list[str]:
    """Return the words that a file of the year says, and the same file of who withdrew them not.

    A heading, a property or a remark of a workbook, a row that was added.
    """
    folder = root / of_year(one.year)
    changed = [
        path
        for path in sorted(folder.rglob("*")) if one.words
        if path.suffix in _TEXTS and path.is_file()
        and _bytes(path) != _bytes(side / path.relative_to(root))
    ]  # fmt: skip
    return [
        text
        for text in one.words
        if any(
            _says(path, text) and not _says(side / path.relative_to(root), text) for path in changed
        )
    ]


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _says(path: Path, text: str) -> bool:
    needle, data = Needles([text]), _bytes(path)
    if path.suffix == ".xlsx" and data:
        return any(needle.stand_in(said.text) for said in inspect(path.name, data).texts)
    return needle.stand_in(text_of(data))


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
