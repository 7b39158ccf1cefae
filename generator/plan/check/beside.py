"""What lies in a year's folder and is not read: each file is named, with its nearest right name.

What was read, or published as a paper, is known from the plan itself; so a new kind of file is
known here as soon as something reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from generator.machine.layout import (
    AMENDMENT_FORM,
    AMENDMENTS,
    ANNOUNCED,
    DOCUMENTS,
    PLAN,
    PRIVACY,
    PROJECTS,
    SEALED,
    YEAR_FOLDERS,
    YEAR_PARTS,
    Part,
    of_year,
)
from generator.machine.litter import is_litter
from generator.plan.check.context import CheckRule, Context
from generator.plan.filenames import folded, is_table, meant, table_todo
from generator.plan.model import Plan, is_unshown, named_files, told_reports
from generator.plan.read import told_near
from generator.plan.uploads import AS_JPEG
from generator.problems import Place, Severity

_MOST_NAMED = 20
_AS_JPEG = (
    f"{AS_JPEG} แล้ววางไว้เป็น {{new}} เขียนชื่อนั้นในช่องหลักฐานของ progress.csv "
    "หรือใต้ evidence: ของ plan.yml ถ้าเป็นภาพการปิดประกาศ และลบไฟล์เดิม"
)
_AMENDED = tuple(part for part in YEAR_PARTS if part.amended)
_FOLDERS = {part.name for part in YEAR_FOLDERS}


def files_beside(plan: Plan, context: Context) -> None:
    """Every file of the year's folder is read, is a paper that the plan names, or is named here."""
    folder = f"{of_year(plan.year.label)}/"
    read = {source.removeprefix(folder) for source in plan.sources} | {*plan.brought, PRIVACY}
    told_of = (one.now.evidence for one in told_reports(plan.progress))
    read |= {one.unshown for text in told_of for one in named_files(text)}  # told where it is named
    told = {path.removeprefix(folder) for path in told_near(context.report)}
    misnamed: dict[Part, dict[str, int]] = {}
    papers: dict[str, list[str]] = {}
    for path in sorted(context.papers - read - told):
        top = path.partition("/")[0] if "/" in path else ""
        if is_litter(path) or top == SEALED or _is_wanted(path):
            continue
        if near := _folder_meant(top, path):
            count = misnamed.setdefault(near, {})
            count[top] = count.get(top, 0) + 1
        elif advice := _advice(path, read, plan.year.label):
            why, todo = advice
            name = PurePosixPath(path).name
            context.report.add("file-unread", Place(folder + path), name, why=why, todo=todo)
        else:
            papers.setdefault(str(PurePosixPath(path).parent), []).append(path)
    _report_folders(folder, misnamed, context)
    if not _plan_is_unread(folder, context):
        _report_papers(folder, papers, context)


def _is_wanted(path: str) -> bool:
    """Whether a file has one of our names in its place: that it was not read is said already."""
    *folders, name = path.split("/")
    at_home = not folders or (folders[0] == AMENDMENTS and len(folders) == 2)
    parts = _AMENDED if folders else YEAR_PARTS
    return at_home and any(name in part.names for part in parts)


def _folder_meant(top: str, path: str) -> Part | None:
    """Return the folder of ours that `top` was meant for, where it holds what would be read."""
    if not top or top in _FOLDERS:
        return None
    found = meant(top, YEAR_FOLDERS)
    name = PurePosixPath(path).name
    holds = is_table(name) or meant(name, YEAR_PARTS)
    return found.part if found and holds else None


def _advice(path: str, read: set[str], label: str) -> tuple[str, str] | None:
    """Return why a file is not read, and what to do; None for what may be a paper."""
    *folders, name = path.split("/")
    if todo := _of_ours(folders, name, label):
        return "", todo
    amended = folders[:1] == [AMENDMENTS]
    home = "/".join(folders) if amended and len(folders) == 2 else ""
    found = meant(name, _AMENDED if amended else YEAR_PARTS)
    if found is None:
        return _of_table(name, label) if is_table(name) and not folders else None
    there = [f"{home}/{one}".lstrip("/") for one in found.part.names]
    wanted = of_year(label, *filter(None, [home]), found.name)
    if amended and not home:
        wanted = of_year(label, AMENDMENTS, "1", found.name)
        return "", f"แฟ้มของฉบับแก้ไขอยู่ในโฟลเดอร์ของฉบับนั้น ให้ย้ายไปไว้เป็น {wanted}"
    if existing := next((one for one in there if one in read), ""):
        why = f" เพราะอ่าน{found.part.said}จาก {existing} อยู่แล้ว"
        return why, f"ถ้าไฟล์นี้ใหม่กว่า ให้ย้ายข้อมูลไปไว้ใน {existing}"
    if folders and not home:
        return "", f"ถ้าเป็น{found.part.said}ของปีนี้ ให้ย้ายไปไว้เป็น {wanted}"
    return "", f"ถ้าเป็น{found.part.said}ของปีนี้ ให้{found.todo}"


def _of_ours(folders: list[str], name: str, label: str) -> str:
    """Return what to do with what our own commands write; empty for other files."""
    if folders[:1] == [ANNOUNCED]:
        return "โฟลเดอร์นี้ให้คำสั่ง phaen announce เขียนเท่านั้น"
    if not (is_table(name) and folded(name).startswith(AMENDMENT_FORM)):
        return ""
    home = folders if folders[:1] == [AMENDMENTS] and len(folders) == 2 else [AMENDMENTS, "1"]
    wanted = of_year(label, *home, f"{PROJECTS}{PurePosixPath(name).suffix}")
    return f"ตารางของฉบับแก้ไขอยู่ในโฟลเดอร์ของฉบับนั้น ให้ย้ายไปไว้เป็น {wanted}"


def _of_table(name: str, label: str) -> tuple[str, str]:
    todo = [
        f"ถ้าเป็น{part.said} ให้{table_todo(name, part.stem)}" for part in YEAR_PARTS if part.endings
    ]
    return "", f"{' '.join(todo)} ถ้าเป็นเอกสารแนบ ให้ย้ายไปไว้ใน {of_year(label, DOCUMENTS)}"


def _report_folders(folder: str, misnamed: dict[Part, dict[str, int]], context: Context) -> None:
    for part, found in misnamed.items():
        for top, count in found.items():
            at = Place(f"{folder}{top}")
            context.report.add(
                "folder-misnamed", at, top, near=part.name, said=part.said, count=count
            )


def _plan_is_unread(folder: str, context: Context) -> bool:
    """Whether an error hides which papers the plan names."""
    return any(
        one.severity is Severity.ERROR
        and one.place.file.startswith(folder)
        and one.place.file.endswith(f"/{PLAN}")
        for one in context.report
    )


def _report_papers(folder: str, papers: dict[str, list[str]], context: Context) -> None:
    for below, paths in papers.items():
        pictures = [path for path in paths if is_unshown(path)]
        others = [path for path in paths if not is_unshown(path)]
        if pictures:
            new = str(PurePosixPath(pictures[0]).with_suffix(".jpg"))
            names, todo = " ".join(_shown(pictures)), _AS_JPEG.format(new=new)
            at = _lying(folder, below, pictures)
            context.report.add("photograph-kind", at, names, shown="จึงไม่นำมาเผยแพร่", todo=todo)
        if others:
            names = " ".join(_shown(others))
            at = _lying(folder, below, others)
            context.report.add("paper-unnamed", at, others[0], names=names, example=others[0])


def _lying(folder: str, below: str, paths: list[str]) -> Place:
    return Place(folder + (paths[0] if len(paths) == 1 else below).removesuffix("."))


def _shown(paths: Iterable[str]) -> Iterator[str]:
    names = [f"“{PurePosixPath(path).name}”" for path in paths]
    yield from names[:_MOST_NAMED]
    if len(names) > _MOST_NAMED:
        yield f"และอีก {len(names) - _MOST_NAMED} ไฟล์"


RULES: tuple[CheckRule, ...] = (files_beside,)
