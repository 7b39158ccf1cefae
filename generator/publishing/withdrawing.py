"""Taking personal data back of a year: looked for, covered, tried out, written, or nothing at all.

Owns the order of things; `plan.withdraw` owns what is covered and how. Whatever is to be written is
made and checked before the first file is replaced.
"""

from __future__ import annotations

import datetime
import os
import shutil
import stat
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.archive import chain_of, sealed_path
from generator.machine.disk import move_file, put_file
from generator.machine.layout import (
    ORGANIZATION,
    PAGES,
    PARTS,
    PLAN,
    SEALED,
    of_year,
)
from generator.machine.litter import is_litter
from generator.pipeline import Checked, check_portal
from generator.plan.check import exempt_of
from generator.plan.fields import stated, stated_report
from generator.plan.model import Plan
from generator.plan.notice import DOCUMENT, digests_of
from generator.plan.read import text_of, texts_below
from generator.plan.uploads import ENDINGS, inspect
from generator.plan.withdraw import (
    Covered,
    CoverRefusedError,
    Needles,
    Order,
    Papers,
    Withdrawing,
    other_plans_with,
    withdraw,
)
from generator.problems import Place, Problem
from generator.thai.text import same_to_readers

_WAITING = ".withdrawn-new"
_TEXTS = (".csv", ".yml", ".yaml", ".txt", ".md", ".json")
_SUFFIXES = tuple(f".{one}" for one in ENDINGS)
_PAPERS = tuple(one for one in _SUFFIXES if one != ".xlsx")
# What somebody covered by hand, or what the gate found, is what brought the person here.
_Fault = tuple[str, str, int]


class WithdrawRefusedError(Exception):
    """Nothing can be withdrawn as asked; the message says why and what to do, in Thai."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be withdrawn: of which year, row, columns or texts; on which day and why.

    `follow` asks that the record, and all else, says no more than rows that are covered already.
    """

    year: str
    day: datetime.date
    reason: str
    code: str = ""
    columns: tuple[str, ...] = ()
    needles: Needles = field(default_factory=Needles)
    follow: bool = False


@dataclass(frozen=True, slots=True, repr=False)  # texts in it are personal data
class Prepared:
    """What will be written, and where the texts stand besides: papers, names, other years.

    `papers` are files by path that hold the texts and can only be replaced by hand; `named` are
    those whose names do; `elsewhere` are other files. `others` are years with their row that go on
    from this one. `sealed` tells that the year is sealed and has to be sealed anew, `signed` that
    its seal has a signature.
    """

    made: Withdrawing
    papers: tuple[str, ...]
    named: tuple[str, ...]
    elsewhere: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    sealed: bool
    signed: bool


def prepare(root: Path, request: Request) -> Prepared:
    """Return what withdraws; nothing is written. Raises WithdrawRefusedError and OSError.

    Raises CoverRefusedError where something has to be covered by hand first.
    """
    opened = frozenset({request.year})
    before = check_portal(root, request.day, opened=opened)
    plan = _plan(before, request)
    files = _files(root, request)
    exempt = exempt_of(before.portal, before.finder)
    asked = (request.code, request.columns, request.needles, request.day, request.reason)
    order = Order(*asked, request.follow)
    papers = _papers(root, plan, request)
    _refuse_names(plan, request)
    made = withdraw(plan, files, order, exempt, papers)
    _rehearse(root, request, before, made)
    left = tuple(_left(root, made))
    inside = tuple(path for path, name in left if not name)
    uploads = tuple(one for one in inside if one.lower().endswith(_SUFFIXES))
    if not made.files and not left and not request.follow:
        _refuse_nothing(plan, request)
    others = other_plans_with(before.portal.plans, request.year, request.code)
    return Prepared(
        made,
        papers=uploads,
        named=tuple(path for path, name in left if name),
        elsewhere=tuple(one for one in inside if one not in uploads),
        others=tuple((year, row.id) for year, row in others) if request.code else (),
        sealed=request.year in chain_of(root).standing,
        signed=sealed_path(root, request.year).with_suffix(".zip.sig").is_file(),
    )


def _plan(checked: Checked, request: Request) -> Plan:
    plan = next((p for p in checked.portal.plans if p.year.label == request.year), None)
    if plan is None:
        raise WithdrawRefusedError(f"ไม่พบแผนปี {request.year} ในโฟลเดอร์ plans")
    rows = {row.id for edition in plan.editions for row in edition.rows}
    rows |= {one.project for one in plan.progress}
    if request.code and request.code not in rows:
        raise WithdrawRefusedError(
            f"ไม่พบโครงการ {request.code} ในแผนปี {request.year} ตรวจรหัสด้วย phaen check"
        )
    return plan


def _refuse_names(plan: Plan, request: Request) -> None:
    """Refuse where the plan names a paper by such a text: covered there, it would be missing."""
    for path in plan.papers:
        if request.needles.stand_in(path):
            at = Place(of_year(request.year, PLAN), heading="documents")
            why = "ชื่อไฟล์ของเอกสารมีข้อความนั้น เปลี่ยนชื่อไฟล์ แก้ชื่อใน plan.yml ให้ตรง แล้วสั่งใหม่"
            raise CoverRefusedError(at, why)


def _refuse_nothing(plan: Plan, request: Request) -> None:
    """Say that there is nothing to cover, unless it is withdrawn already."""
    known = plan.withdrawn.entries
    if request.code and any(one.id == request.code for one in known):
        return
    if request.needles and any(one.reason == request.reason for one in known):
        return
    where = f"โครงการ {request.code}" if request.code else f"ปี {request.year}"
    raise WithdrawRefusedError(
        f"ไม่พบข้อความที่จะถอนใน{where} ตรวจตัวสะกดในแฟ้มของ --text หรือรหัสและคอลัมน์"
    )


def _files(root: Path, request: Request) -> dict[str, bytes]:
    """Return the files in which the texts are covered: the year's; without a code, pages too."""
    folder = f"{of_year(request.year)}/"
    names = [name for name in texts_below(root, frozenset()) if name.startswith(folder)]
    if not request.code and request.needles:
        pages = (root / PAGES).rglob("*.md") if (root / PAGES).is_dir() else ()
        names += [path.relative_to(root).as_posix() for path in sorted(pages)]
        names.append(ORGANIZATION)
    paths = {name: root / name for name in names if not is_litter(name)}
    for name, path in paths.items():
        if path.is_symlink():
            raise CoverRefusedError(Place(name), "เป็นลิงก์ ระบบไม่เขียนตามลิงก์")
    return {name: path.read_bytes() for name, path in paths.items() if path.is_file()}


def _papers(root: Path, plan: Plan, request: Request) -> Papers:
    """Return the papers' digests, and those that are other ones than a record says, or gone."""
    label = plan.year.label
    digests = {
        path.removeprefix(f"{of_year(label)}/"): one for path, one in digests_of(root, plan).items()
    }
    told = {
        one.name: one.value
        for edition in plan.editions
        for one in (edition.record.stated if edition.record else ())
        if one.what == DOCUMENT
    }
    moved = set(digests.values())
    other = {
        name for name, digest in told.items() if digests.get(name) != digest and digest not in moved
    }
    by_text = request.needles and not request.code
    return Papers(digests, frozenset(other if by_text else ()))


# Trying it out


def _rehearse(root: Path, request: Request, before: Checked, made: Withdrawing) -> None:
    """Check the portal as it would be: nothing but what was covered may be otherwise."""
    with tempfile.TemporaryDirectory(prefix="phaen-withdraw-") as folder:
        trial = Path(folder)
        for name in PARTS:
            _linked(root / name, trial / name)
        for path, data in made.files.items():
            (trial / path).unlink(missing_ok=True)
            (trial / path).parent.mkdir(parents=True, exist_ok=True)
            (trial / path).write_bytes(data)
        after = check_portal(trial, request.day, opened=frozenset({request.year}))
    _refuse_new(before, after)
    was, now = _plan(before, request), _plan(after, request)
    _refuse_other(was, now, made.cells)


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
            raise CoverRefusedError(
                problem.place, f"ถ้าปิดแล้วจะเกิดข้อผิดพลาด: {problem.message} {problem.advice}"
            )


def _fault(problem: Problem) -> _Fault:
    """Return what makes an error the same one; lines of a text may move."""
    place = problem.place
    return problem.code, place.file, 0 if place.file.endswith((".yml", ".md")) else place.row


def _refuse_other(was: Plan, now: Plan, covered: tuple[Covered, ...]) -> None:
    """Refuse where anything else of a row, or of a report, would be said otherwise."""
    wanted = {(one.entry.edition, one.entry.report, one.entry.id, one.entry.column): one.now
              for one in covered}  # fmt: skip
    before, after = dict(_cells(was)), dict(_cells(now))
    if before.keys() != after.keys():
        raise WithdrawRefusedError("ถ้าปิดแล้วแผนจะอ่านเป็นแถวอื่น จึงไม่เขียนแฟ้มใด แจ้งผู้พัฒนา")
    for key, (place, text) in before.items():
        meant = wanted.get(key, text)
        if not same_to_readers(meant, after[key][1]):
            raise CoverRefusedError(
                place, "ปิดช่องนี้ให้ไม่ได้โดยไม่กระทบช่องอื่น เปิดแฟ้ม ปิดข้อความด้วย █ ในช่องนี้แล้วสั่งใหม่"
            )


_Key = tuple[int | None, str, str, str]


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


# Writing


def write(root: Path, made: Withdrawing) -> None:
    """Write every file: all of them beside their places first, then each is replaced in one step.

    A run that is killed in between is finished by the same command. Raises OSError.
    """
    waiting = []
    for path, data in made.files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = stat.S_IMODE(target.stat().st_mode) if target.is_file() else 0o644
        beside = target.with_name(f"{target.name}{_WAITING}")
        put_file(beside, data, durable=True, mode=mode)
        beside.chmod(mode)
        waiting.append((beside, target))
    for beside, target in waiting:
        move_file(beside, target, durable=True)


# What still holds it


def _left(root: Path, made: Withdrawing) -> Iterator[tuple[str, bool]]:
    """Yield each file of the portal in which the texts still stand, or in whose name they do."""
    if not made.needles:
        return
    for path in _portal_files(root):
        name = path.relative_to(root).as_posix()
        if made.needles.stand_in(name.rpartition("/")[2]):
            yield name, True
        data = made.files[name] if name in made.files else path.read_bytes()
        if any(made.needles.stand_in(text) for text in _texts_in(name, data)):
            yield name, False


def _portal_files(root: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(root):
        folders[:] = sorted(
            one
            for one in folders
            if not one.startswith(".") and one not in ("site", "build", SEALED)
        )
        for name in sorted(names):
            path = Path(parent) / name
            plain = path.is_file() and not path.is_symlink()
            if plain and not name.startswith(".") and path.suffix.lower() in (*_TEXTS, *_SUFFIXES):
                yield path


def _texts_in(name: str, data: bytes) -> Iterator[str]:
    if name.lower().endswith(_TEXTS):
        yield text_of(data)
    else:
        yield from (one.text for one in inspect(name, data).texts)
