"""`phaen check --excel FILE`: copies of the workbooks with problems, which show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from generator.commands.echo import echo, echo_error
from generator.machine.disk import put_file
from generator.machine.layout import PLANS
from generator.machine.os_words import system_words
from generator.plan.uploads.contents import UploadError
from generator.plan.workbook import Marked, is_untouched, marked_table
from generator.problems import Problem, Report

_TABLES = (".csv", ".xlsx", ".xlsm")

excel_option = click.option(
    "--excel",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="เขียนสำเนาสมุดงานที่ระบายสีและใส่ความเห็นในช่องที่มีปัญหา",
)


def refuse_excel(portal: Path, target: Path | None) -> None:
    """Refuse a copy in the plan's own folder. Raises UsageError."""
    inside = (portal / PLANS).resolve()
    if target and target.resolve().is_relative_to(inside):
        raise click.UsageError(
            f"ไม่เขียน {target} เพราะอยู่ใน {PLANS}/ ซึ่งเป็นแฟ้มของแผน เลือกที่อื่น เช่น --excel ตรวจ.xlsx"
        )


def write_marked(portal: Path, report: Report, target: Path | None) -> None:
    """Write a copy of each table that has problems, and say which.

    One is called `target`; of several each has its own name behind that. A file that is there is
    replaced only where it is a copy that nobody has changed.
    """
    if target is None:
        return
    found = dict(_by_table(portal, report))
    if not found:
        echo("ไม่มีปัญหาในตารางใด จึงไม่ได้เขียนสมุดงาน", err=True)
    for file, problems in found.items():
        copy = _copied(portal, file, problems)
        if copy is None:
            continue
        path = _path(target, file if len(found) > 1 else "", copy)
        if (path.exists() or path.is_symlink()) and not _is_ours(path):
            raise click.UsageError(
                f"ไม่เขียนทับ {path} เพราะไม่ใช่สำเนาที่ Phaen เขียน หรือมีผู้แก้แล้ว ย้ายแฟ้มนั้นออก หรือเลือกชื่ออื่น"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        put_file(path, copy.data)
        echo(f"เขียน {path} แล้ว: {file} {len(problems)} รายการ ดูแผ่นงานแรก", err=True)
        for lost in copy.lost:
            echo(f"    {lost}", err=True)
    others = sum(one.place.file not in found for one in report)
    if others:
        echo(f"อีก {others} รายการไม่อยู่ในตาราง ดูข้อความข้างบน", err=True)


def _by_table(portal: Path, report: Report) -> Iterator[tuple[str, list[Problem]]]:
    found: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in report:
        found[problem.place.file].append(problem)
    for file, problems in found.items():
        if file.lower().endswith(_TABLES) and (portal / file).is_file():
            yield file, problems


def _copied(portal: Path, file: str, problems: Iterable[Problem]) -> Marked | None:
    """Return the copy of a table; None, which is told, where it cannot be opened."""
    try:
        return marked_table(file, (portal / file).read_bytes(), list(problems))
    except (UploadError, UnicodeError):
        echo_error(f"เปิด {file} เป็นตารางไม่ได้ จึงทำสำเนาไม่ได้ ดูข้อความข้างบน")
    except OSError as error:
        echo_error(f"เปิด {file} ไม่ได้ จึงทำสำเนาไม่ได้ ({system_words(error)})")
    return None


def _path(target: Path, file: str, copy: Marked) -> Path:
    """Return what a copy is called: as was asked, and by the table's own name of several."""
    parts = Path(file).with_suffix("").parts[1:] if file else ()
    stem = "-".join([target.stem, *parts])
    return target.with_name(f"{stem}{'.xlsm' if copy.macros else '.xlsx'}")


def _is_ours(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and is_untouched(path.read_bytes())
