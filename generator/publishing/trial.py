"""A withdrawal tried out: the portal as it would be, checked beside the portal as it is.

What is tried lies in a folder that is gone afterwards, linked to the files that do not change.
"""

from __future__ import annotations

import datetime
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.machine.layout import PARTS
from generator.machine.scratch import scratch, sweep
from generator.pipeline import Checked, check_portal
from generator.plan.fields import stated, stated_report
from generator.plan.model import Plan
from generator.plan.uploads import ENDINGS
from generator.plan.withdraw import Covered, CoverRefusedError, Withdrawing
from generator.problems import Place, Problem
from generator.thai.text import same_to_readers

# Papers: what they hold is told besides, and cannot be covered here.
_PAPERS = tuple(f".{one}" for one in ENDINGS if one != "xlsx")
# What makes an error the same one: its code, file and row.
_Fault = tuple[str, str, int]
_Key = tuple[int | None, str, str, str]


class RehearsalError(Exception):
    """The portal would be read as other rows; worded for whoever has to tell the developers."""

    def __init__(self) -> None:
        super().__init__("ถ้าปิดแล้วแผนจะอ่านเป็นแถวอื่น จึงไม่เขียนแฟ้มใด แจ้งผู้พัฒนา")


@dataclass(frozen=True, slots=True)
class Trial:
    """Of which year something is to be withdrawn, on which day and why."""

    year: str
    day: datetime.date
    reason: str


def plan_of(checked: Checked, year: str) -> Plan | None:
    """Return a year's plan, None where it could not be read."""
    return next((one for one in checked.portal.plans if one.year.label == year), None)


def rehearse(root: Path, before: Checked, made: Withdrawing, trial: Trial) -> None:
    """Check the portal as it would be: nothing but what was covered may be otherwise.

    `before` is the portal as it is. Raises CoverRefusedError, RehearsalError and OSError.
    """
    sweep()
    with scratch("withdraw") as there:
        for name in PARTS:
            _linked(root / name, there / name)
        for path, data in made.files.items():
            (there / path).unlink(missing_ok=True)
            (there / path).parent.mkdir(parents=True, exist_ok=True)
            (there / path).write_bytes(data)
        after = check_portal(there, trial.day, opened=frozenset({trial.year}))
    was, now = plan_of(before, trial.year), plan_of(after, trial.year)
    if was is None or now is None:
        raise RehearsalError
    _refuse_other(was, now, made.cells, trial)
    _refuse_new(before, after)


def _linked(path: Path, to: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, to, copy_function=_link, symlinks=True)
    elif path.is_file():
        _link(str(path), str(to))


def _link(path: str, to: str) -> None:
    try:
        os.link(path, to, follow_symlinks=False)
    except OSError:  # another disk, or one without links
        shutil.copy2(path, to, follow_symlinks=False)


def _refuse_new(before: Checked, after: Checked) -> None:
    known = Counter(map(_fault, before.report.errors))
    for problem in after.report.errors:
        if problem.place.file.lower().endswith(_PAPERS):
            continue  # it may hold what privacy.yml let through: it is to be replaced
        known[_fault(problem)] -= 1
        if known[_fault(problem)] < 0:
            # What these quote is what is to be covered.
            quotes = problem.code.startswith(("announced-", "progress-"))
            said = f"[{problem.code}]" if quotes else f"{problem.message} {problem.advice}"
            raise CoverRefusedError(problem.place, f"ถ้าปิดแล้วจะเกิดข้อผิดพลาด: {said}")


def _fault(problem: Problem) -> _Fault:
    """Return what makes an error the same one; lines of a text may move."""
    place = problem.place
    return problem.code, place.file, 0 if place.file.endswith((".yml", ".md")) else place.row


def _refuse_other(was: Plan, now: Plan, covered: tuple[Covered, ...], trial: Trial) -> None:
    """Refuse where anything else of a row, or of a report, would be said otherwise."""
    wanted = {(one.entry.edition, one.entry.report, one.entry.id, one.entry.column): one.now
              for one in covered}  # fmt: skip
    before, after = dict(_cells(was)), dict(_cells(now))
    if before.keys() != after.keys():
        raise RehearsalError
    for key, (place, text) in before.items():
        meant = wanted.get(key, text)
        if not same_to_readers(meant, after[key][1]):
            raise CoverRefusedError(
                place,
                "ข้อความนี้ต่อกันหลายช่องหลายแถว หรือบอกสิ่งอื่นด้วย ระบบปิดให้ไม่ได้ เปิดแฟ้ม ปิดด้วย █ แล้วสั่ง "
                f'phaen withdraw {trial.year} {key[2]} --reason "{trial.reason}"',
            )


def _cells(plan: Plan) -> Iterator[tuple[_Key, tuple[Place, str]]]:
    for edition in plan.editions:
        for row in edition.rows:
            for column, text in stated(row).items():
                yield (edition.number, "", row.id, column), (row.at.of(column), text)
            villages = " ".join(map(str, row.villages.numbers))
            told = f"{row.villages.everywhere} {villages} {row.owner.thai}"
            yield (edition.number, "", row.id, "\0"), (row.at.of("place"), told)
    for one in plan.progress:
        said = stated_report(one)
        for column, text in said.items():
            yield (None, said["date"], one.project, column), (one.at.of(column), text)
