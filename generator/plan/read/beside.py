"""What lies where a file of ours is wanted, and what lies in `plans` and belongs to no year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from generator.machine.layout import (
    EMBLEM_NAMES,
    ORGANIZATION_NAME,
    PLAN,
    PLANS,
    PLANS_PARTS,
    PROJECTS,
    TABLE_ENDINGS,
    WITHDRAWING,
    YEAR_PARTS,
    Part,
    is_year,
    of_year,
)
from generator.machine.litter import is_litter
from generator.machine.swap import unfinished
from generator.plan.filenames import folded, is_table, meant, table_todo
from generator.plan.read.opened import opened
from generator.plan.read.substance import of_table
from generator.problems import Place, Report
from generator.thai.eras import BUDDHIST, possible_years

_DIGITS = re.compile("[0-9]+")
# For whoever reads the repository, not for us.
_FOR_READERS = re.compile(r"(?:readme|license|changelog)(?:\..*)?", re.IGNORECASE)
_BLANK = re.compile(r"^\s|\s$|\s\.")
_USUAL = 2570
_OLD = ".xls"  # also what programs call the pages and texts that they hand out


def missing(root: Path, folder: str, part: Part, report: Report) -> None:
    """Report that `part` is missing, with whatever in the folder may be it.

    The detail `near` names these files, one a line: no other rule tells of them.
    """
    parts = YEAR_PARTS if part in YEAR_PARTS else PLANS_PARTS
    near = [
        (name, _looked_into(root / folder / name, todo))
        for name, todo in _near(_files(root / folder), part, parts)
    ] or list(_below(root / folder, part))
    todo = [f"พบไฟล์ {name}{_unseen(name)} ถ้าเป็น{part.said} ให้{todo}" for name, todo in near]
    fallback = "สร้างไฟล์นี้ หรือตรวจว่าชื่อไฟล์และโฟลเดอร์สะกดถูกต้อง"
    at = f"{folder}/{part.names[0]}"
    wanted = f"{folder}/{' หรือ '.join(part.names)}"
    told = "\n".join(f"{folder}/{name}" for name, _ in near)
    report.add("file-missing", Place(at), wanted, todo=" · ".join(todo) or fallback, near=told)


def _near(names: Iterable[str], part: Part, parts: Iterable[Part]) -> Iterable[tuple[str, str]]:
    """Yield the files that may be `part`, and what to do with each; else every table there is."""
    known = {name for one in parts for name in one.names}
    others = [name for name in names if name not in known]
    found = [
        (name, one.todo) for name in others if (one := meant(name, parts)) and one.part is part
    ]
    if not found and part.endings:
        tables = [name for name in others if is_table(name) and not meant(name, parts)]
        found = [(name, table_todo(name, part.stem)) for name in tables]
    if not found and part.endings:
        letters = [(name, meant(name, parts, letters=True)) for name in others]
        found = [(name, one.todo) for name, one in letters if one and one.part is part]
    return found


def _unseen(name: str) -> str:
    """Return what makes a name another than it looks: a blank at an end of it."""
    return " (มีเว้นวรรคเกินในชื่อ)" if _BLANK.search(name) else ""


def _looked_into(path: Path, todo: str) -> str:
    """Return what to do with a file, also where it is not what its ending says."""
    old = path.suffix.lower() == _OLD
    data = opened(path.parent, path.name, Report()) if old else None  # told where it is read
    found = of_table(path.name, data) if data is not None else None
    return f"{found.todo} (ข้างในเป็น{found.what})" if found else todo


def _below(folder: Path, part: Part) -> Iterable[tuple[str, str]]:
    """Yield files of the right name that lie one folder too deep."""
    for inner in _folders(folder):
        for name in part.names:
            if (folder / inner / name).is_file() and not is_litter(f"{inner}/"):
                yield f"{inner}/{name}", f"ย้ายออกมาไว้นอกโฟลเดอร์ {inner}"


def _files(folder: Path) -> list[str]:
    there = sorted(folder.iterdir()) if folder.is_dir() else ()
    return [path.name for path in there if path.is_file() and not is_litter(path.name)]


def year_meant(name: str) -> str:
    """Return the fiscal year that a folder's name means: in Thai digits, of the other era, 70."""
    for digits in _DIGITS.findall(folded(name)):
        years = possible_years(digits) if len(digits) in (2, 4) else ()
        if years and is_year(str(years[0] + BUDDHIST)):
            return str(years[0] + BUDDHIST)
    return ""


def report_no_year(unknown: Iterable[str], report: Report) -> None:
    """Report that no year could be read; a folder that means one is named here alone."""
    like = [(name, year) for name in unknown if (year := year_meant(name))]
    todo = [f"พบโฟลเดอร์ “{name}” ถ้าเป็นแผน เปลี่ยนชื่อเป็น {year}" for name, year in like]
    at = of_year(_USUAL, PLAN)
    fallback = (
        "สร้างโฟลเดอร์ของปี พ.ศ. ชื่อเป็นเลขอารบิกสี่หลัก แล้ววาง plan.yml กับ projects.csv ไว้ในนั้น "
        "หรือเริ่มคลังใหม่ด้วย phaen init ตามด้วยชื่อโฟลเดอร์ใหม่"
    )
    near = "\n".join(name for name, _ in like)
    report.add("file-missing", Place(PLANS), at, todo=" · ".join(todo) or fallback, near=near)


def report_unfinished(root: Path, report: Report) -> None:
    """Report each year in which a withdrawal was killed: some files are covered, others not."""
    for path in sorted((root / PLANS).glob(f"*/{WITHDRAWING}")):
        name = path.relative_to(root).as_posix()
        if is_year(path.parent.name) and (left := unfinished(root, name)):
            report.add("withdraw-unfinished", Place(name), " ".join(left), year=path.parent.name)


def report_strays(root: Path, report: Report) -> None:
    """Report files in `plans` itself that nothing reads, and no other problem names."""
    known = {*EMBLEM_NAMES, *(name for part in PLANS_PARTS for name in part.names)}
    told = told_near(report)
    for name in _files(root / PLANS):
        if name in known or of_year(name) in told or _FOR_READERS.fullmatch(name):
            continue
        report.add("file-unread", Place(of_year(name)), name, why="", todo=_stray_todo(name))


def told_near(report: Report) -> set[str]:
    """Return the files that a problem names as those that were meant, or is about, by path."""
    found = {one.place.file for one in report if one.code == "privacy-misplaced"}
    for one in report:
        found.update(dict(one.details).get("near", "").split("\n"))
    return found


def _stray_todo(name: str) -> str:
    year = meant(name, YEAR_PARTS)
    if not (year and name in year.part.names) and (like := meant(name, PLANS_PARTS)):
        return f"ระบบอ่าน{like.part.said}จาก {like.name} ถ้าไฟล์นี้ใหม่กว่า ให้ใช้แทนไฟล์นั้น"
    if year or is_table(name):
        ending = TABLE_ENDINGS[not name.lower().endswith(TABLE_ENDINGS[0])]
        wanted = of_year(_USUAL, year.name if year else f"{PROJECTS}{ending}")
        return f"ถ้าเป็นของปีใด ให้ย้ายไปไว้ในโฟลเดอร์ของปีนั้น เช่น {wanted}"
    return f"ถ้าเป็นเอกสารของแผน ให้ย้ายไปไว้ในโฟลเดอร์ของปี เช่น {of_year(_USUAL)}"


def report_no_portal(root: Path, report: Report) -> None:
    """Report a folder that is no portal, and where the portal may be."""
    report.add("portal-missing", Place(PLANS), PLANS, todo=_where(root))


def _where(root: Path) -> str:
    if (root / ORGANIZATION_NAME).is_file() or any(map(is_year, _folders(root))):
        return "โฟลเดอร์นี้คือโฟลเดอร์ plans เอง ออกไปหนึ่งชั้น แล้วสั่งใหม่ หรือเติม --portal .."
    if any((root / name).is_file() for part in YEAR_PARTS for name in part.names):
        return "โฟลเดอร์นี้คือโฟลเดอร์ของปีเดียว ออกไปสองชั้น แล้วสั่งใหม่ หรือเติม --portal ../.."
    for name in _folders(root):
        if folded(name) in (PLANS, PLANS[:-1], "แผน"):
            return f"ถ้าโฟลเดอร์ {name} คือแผน เปลี่ยนชื่อเป็น {PLANS}"
        if (root / name / PLANS).is_dir():
            return f"พบคลังใน {name} เข้าไปในนั้น แล้วสั่งใหม่ หรือเติม --portal {name}"
    return "เข้าไปในโฟลเดอร์นั้น แล้วสั่งใหม่ หรือระบุด้วย --portal ถ้ายังไม่มีคลัง สร้างด้วย phaen init โฟลเดอร์ใหม่"


def _folders(root: Path) -> list[str]:
    try:
        return sorted(path.name for path in root.iterdir() if path.is_dir())
    except OSError:
        return []
