"""Taking personal data back of a year: looked for, covered, tried out, written, or nothing at all.

Owns the order of things; `plan.withdraw` owns what is covered and how. Whatever is to be written is
made and checked before the first file is replaced.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.archive import chain_of, sealed_path, unfit_reason
from generator.machine.layout import (
    ORGANIZATION,
    PAGES,
    PLAN,
    PLANS,
    SEALED,
    WITHDRAWING,
    of_year,
)
from generator.machine.litter import is_litter
from generator.machine.os_words import system_words
from generator.machine.swap import Ended, end_swap, swap_files
from generator.pipeline import Checked, check_portal
from generator.plan.check import bare_form, exempt_of, find_personal, masker
from generator.plan.model import MASK, Plan
from generator.plan.notice import DOCUMENT, digests_of
from generator.plan.read import text_of, texts_below
from generator.plan.uploads import ENDINGS, LARGEST, inspect
from generator.plan.withdraw import (
    CoverRefusedError,
    Needles,
    Order,
    Papers,
    Withdrawing,
    cells_of,
    covered_reason,
    kept_names,
    other_plans_with,
    withdraw,
)
from generator.problems import Place
from generator.publishing.trial import RehearsalError, Trial, plan_of, rehearse

_TRIAL = "phaen-withdraw-"
# What lies among pages and can be covered as a file of the plan is.
_OF_PAGES = (".md", ".xlsx")
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
    its seal has a signature. `mask` hides what the gate finds in a text besides.
    `replaced` are papers of a notice that are other ones now, or gone: these are told as withdrawn.
    `exempted` are places in privacy.yml where a slow hash lets one of the texts through.
    """

    made: Withdrawing
    papers: tuple[str, ...]
    named: tuple[str, ...]
    elsewhere: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    sealed: bool
    signed: bool
    mask: Callable[[str], str]
    replaced: tuple[str, ...]
    exempted: tuple[Place, ...] = ()


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
    order = Order(*asked, request.follow, kept_names(plan, {**_settings(root), **files}))
    papers = _papers(root, plan, request)
    _refuse_names(plan, request)
    made = withdraw(plan, files, order, exempt, papers)
    try:
        rehearse(root, before, made, Trial(request.year, request.day, request.reason))
    except RehearsalError as error:
        raise WithdrawRefusedError(str(error)) from None
    left = tuple(_left(root, made, made.needles or request.needles))
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
        mask=masker(exempt),
        replaced=tuple(sorted(papers.replaced)),
        exempted=tuple(one.at.place for one in exempt.hashed_of(_gone(made, request))),
    )


def _gone(made: Withdrawing, request: Request) -> Iterator[str]:
    """Yield what is taken back, as it was written: each datum that a changed cell says no more."""
    yield from request.needles.texts
    yield from made.needles.texts
    yield from made.gone
    for one in made.cells:
        left = bare_form(one.now)
        for datum in find_personal(one.was):
            if bare_form(datum.text) not in left:
                yield datum.text


def unfit_telling(reason: str, needles: Needles) -> str:
    """Return why a reason cannot be told to everybody, for good; empty where it can."""
    if wrong := unfit_reason(reason) or ("" if reason else "เขียนเหตุผลที่ประชาชนอ่านเข้าใจ"):
        return wrong
    if needles.stand_in(reason) or any(find_personal(reason)):
        return "เหตุผลมีข้อความที่ถอน หรือข้อมูลส่วนบุคคล และจะแสดงบนเว็บไซต์ เขียนโดยไม่ระบุตัวบุคคล"
    return ""


def refuse_telling(reason: str, gone: Iterable[str]) -> None:
    """Refuse a reason that tells what is withdrawn: it is shown to everybody, for good.

    Raises WithdrawRefusedError.
    """
    covered = covered_reason(reason, gone)
    if covered != reason:
        raise WithdrawRefusedError(
            f"เหตุผลบอกข้อความที่ถอน คือตรงที่เป็น █ ใน “{covered}” และจะแสดงบนเว็บไซต์ตลอดไป "
            "สั่งใหม่ด้วยเหตุผลที่ไม่ใช้คำนั้น"
        )


def _plan(checked: Checked, request: Request) -> Plan:
    plan = plan_of(checked, request.year)
    if plan is None:
        raise WithdrawRefusedError(
            f"ไม่พบแผนปี {request.year} ในโฟลเดอร์ plans หรืออ่านไม่ได้ ตรวจด้วย phaen check"
        )
    rows = {row.id for edition in plan.editions for row in edition.rows}
    rows |= {one.project for one in plan.progress}
    if request.code and request.code not in rows:
        raise WithdrawRefusedError(_why_no_row(plan, request))
    return plan


def _why_no_row(plan: Plan, request: Request) -> str:
    records = (*(edition.record for edition in plan.editions), plan.progress_record)
    kept = {row.values["id"] for record in records if record for row in record.rows}
    if request.code in kept:
        return (
            f"แถวของโครงการ {request.code} ถูกลบจากแฟ้ม แต่ประกาศไปแล้ว ใส่แถวเดิมกลับก่อน "
            f"(git restore {of_year(request.year)}) แล้วสั่งใหม่ ระบบจะปิดเฉพาะข้อความ"
        )
    return f"ไม่พบโครงการ {request.code} ในแผนปี {request.year} ตรวจรหัสด้วย phaen check"


def _refuse_names(plan: Plan, request: Request) -> None:
    """Refuse where the plan names a paper by such a text: covered there, it would be missing."""
    for path in plan.brought:
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
    for cell in cells_of(plan, request.code) if request.code else ():
        if MASK in cell.text and cell.recorded and MASK not in cell.recorded:
            raise WithdrawRefusedError(
                f"{cell.place.words}: ข้อความข้าง █ ไม่ตรงกับที่ประกาศไว้ แก้กลับให้ตรงก่อน "
                "แล้วใส่ █ แทนเฉพาะคำที่ประกาศไปแล้ว คำที่เพิ่มภายหลังให้ลบออก"
            )
    where = f"โครงการ {request.code}" if request.code else f"ปี {request.year}"
    raise WithdrawRefusedError(
        f"ไม่พบข้อความที่จะถอนใน{where} ตรวจตัวสะกดในแฟ้มของ --text หรือระบุ --column ที่จะปิดทั้งช่อง"
    )


def _files(root: Path, request: Request) -> dict[str, bytes]:
    """Return the files in which the texts are covered: the year's; without a code, pages too."""
    folder = f"{of_year(request.year)}/"
    names = [name for name in texts_below(root, frozenset()) if name.startswith(folder)]
    if not request.code and request.needles:
        pages = sorted((root / PAGES).rglob("*")) if (root / PAGES).is_dir() else ()
        mended = (path for path in pages if path.suffix.lower() in _OF_PAGES)
        names += [path.relative_to(root).as_posix() for path in mended]
        names.append(ORGANIZATION)
    paths = {name: root / name for name in names if not is_litter(name)}
    for name, path in paths.items():
        if path.is_symlink():
            raise CoverRefusedError(Place(name), "เป็นลิงก์ ระบบไม่เขียนตามลิงก์")
    return {name: path.read_bytes() for name, path in paths.items() if path.is_file()}


def _settings(root: Path) -> dict[str, bytes]:
    """Return the office's settings: its names stay, whichever files are covered."""
    file = root / ORGANIZATION
    return {ORGANIZATION: file.read_bytes()} if file.is_file() else {}


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


# Writing


def write(root: Path, year: str, made: Withdrawing) -> None:
    """Replace every file, or none; a run that is killed in between is ended by `finish`.

    Raises WithdrawRefusedError where a file is another one by now, or cannot be written.
    """
    for path, data in made.before.items():
        if (root / path).is_file() and (root / path).read_bytes() != data:
            raise WithdrawRefusedError(f"{path} ถูกแก้ระหว่างที่ทำ บันทึกและปิดแฟ้มก่อน แล้วสั่งใหม่")
    if not made.files:
        return
    if any(root.glob(f"{PLANS}/*/{WITHDRAWING}")):
        raise WithdrawRefusedError(
            f"การถอนก่อนหน้านี้ถูกตัดกลางคัน สั่ง phaen withdraw {year} ให้ครบก่อน แล้วสั่งใหม่"
        )
    try:
        swap_files(root, of_year(year, WITHDRAWING), made.files)
    except OSError as error:
        where = error.filename2 or error.filename or ""
        named = where and Path(where).relative_to(root).as_posix()
        raise WithdrawRefusedError(f"เขียนแฟ้มไม่ได้ {named} {system_words(error)}") from None


def finish(root: Path) -> Ended:
    """End what a killed run had begun, in whichever year. Raises OSError where a file is held."""
    found = Ended()
    for path in sorted(root.glob(f"{PLANS}/*/{WITHDRAWING}")):
        one = end_swap(root, path.relative_to(root).as_posix())
        found = Ended(found.placed + one.placed, found.left + one.left)
    for folder in (PLANS, PAGES):  # of runs that were killed before they replaced anything
        for left in list((root / folder).rglob(f"{WITHDRAWING}-*")):
            left.unlink(missing_ok=True)
    return found


# What still holds it


def _left(root: Path, made: Withdrawing, needles: Needles) -> Iterator[tuple[str, bool]]:
    """Yield each file of the portal in which the texts still stand, or in whose name they do."""
    if not needles:
        return
    for path in _portal_files(root):
        name = path.relative_to(root).as_posix()
        if needles.stand_in(name.rpartition("/")[2]):
            yield name, True
        data = made.files[name] if name in made.files else path.read_bytes()
        if any(needles.stand_in(text) for text in _texts_in(name, data)):
            yield name, False


def _portal_files(root: Path) -> Iterator[Path]:
    """Yield every file of the portal, with what editors left; not git's own, nor what is built."""
    for parent, folders, names in os.walk(root):
        made = ("site", "build") if Path(parent) == root else (SEALED,)
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one not in made)
        for name in sorted(names):
            path = Path(parent) / name
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST:
                yield path


def _texts_in(name: str, data: bytes) -> Iterator[str]:
    if name.lower().endswith(_SUFFIXES):
        yield from (one.text for one in inspect(name, data).texts)
    else:
        yield text_of(data)
