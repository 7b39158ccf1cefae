"""`phaen check --csv` and `--fix`: the list of what is wrong, and repairs of what is certain."""

from __future__ import annotations

import codecs
import csv
import io
import re
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from generator.commands.common import WRONG_USE
from generator.commands.echo import echo, echo_error, echo_lines
from generator.machine.disk import put_file
from generator.machine.layout import ORGANIZATION, PLANS
from generator.pipeline import Checked
from generator.plan.check import exempt_of, masker
from generator.plan.formulas import guarded
from generator.plan.mend import FileMend, Mend, is_mended, mends_of
from generator.plan.read import files_opened, texts_below
from generator.problems import Report, grouped, label_of, told_rows
from generator.thai.numbers import format_number

_HEADINGS = (
    "ระดับ", "แฟ้ม", "แผ่นงาน", "แถว", "คอลัมน์", "หัวคอลัมน์", "ค่าที่พบ", "เรื่อง", "วิธีแก้", "ทุกแถวของเรื่องนี้",
    "รหัสข้อความ",
)  # fmt: skip
_MOST_ROWS = 10**6
# A file of ours begins so; whatever else has the name is somebody's own.
_BEGINS = codecs.BOM_UTF8 + ",".join(_HEADINGS).encode()
_SHOWN = 30
_HELD = " — ประกาศไปแล้วอย่างนี้ จึงไม่แก้ให้ ถ้าต้องแก้ให้ทำฉบับแก้ไขใน amendments"
_BY_HAND = " — แก้ให้ไม่ได้โดยไม่แตะส่วนอื่นของสมุดงาน เปิดใน Excel แล้วพิมพ์ช่องนี้ใหม่"
# What Excel would open as what it is not.
_OTHERS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".pdf", ".docx", ".html", ".json", ".yml")
_AROUND = 18
# Invisible signs, private glyphs: shown by number, for nobody sees them.
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff]")

csv_option = click.option(
    "--csv",
    "list_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="เขียนรายการข้อความทั้งหมดลงแฟ้ม CSV ซึ่งเปิดใน Excel ได้",
)
fix_option = click.option("--fix", is_flag=True, help="แก้สิ่งที่แน่ใจได้ในแฟ้มของแผน โดยให้ดูและถามก่อน")
yes_option = click.option("--yes", is_flag=True, help="ใช้กับ --fix: แก้โดยไม่ถาม")


# The list for a colleague


def refuse_list_file(portal: Path, file: Path) -> None:
    """Refuse a list that would lie in the plan or replace somebody's file. Raises UsageError."""
    if (portal / PLANS).resolve() in file.resolve().parents:
        raise click.UsageError(f"เก็บรายการไว้นอกโฟลเดอร์ {PLANS} เช่น --csv รายการ.csv")
    if file.suffix.lower() in _OTHERS:
        raise click.UsageError(
            f"--csv เขียนแฟ้ม CSV จึงใช้ชื่อ {file.name} ไม่ได้ เขียนเช่น --csv {file.stem}.csv "
            "ถ้าต้องการสมุดงานที่ระบายสี ใช้ --excel"
        )
    if file.exists() and not (file.is_file() and _is_ours(file)):
        raise click.UsageError(f"มีแฟ้ม {file} อยู่แล้ว และไม่ใช่รายการที่คำสั่งนี้เขียน ตั้งชื่ออื่น")


def _is_ours(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(_BEGINS)) in (_BEGINS, b"")


def write_list(report: Report, file: Path) -> None:
    """Write every problem as a row, for Excel; rows that say the same are one. Raises OSError."""
    put_file(file, list_bytes(report))
    echo(f"เขียนรายการแล้ว: {file}", err=True)  # beside what other programs read


def list_bytes(report: Report) -> bytes:
    """Return the list as CSV in UTF-8 with its mark; no cell of it is run by a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADINGS)
    for cells in _listed(report):
        writer.writerow([guarded(cell) for cell in cells])
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _listed(report: Report) -> Iterator[tuple[str, ...]]:
    for group in grouped(report):
        for said in group.said():
            one, at = said.problem, said.problem.place
            row = str(at.row) if at.row else ""
            rows = told_rows(said.all_rows, _MOST_ROWS) if at.row else ""
            place = (at.file, at.sheet, row, at.column, " ".join(at.heading.split()))
            yield (
                label_of(one.severity), *place, one.value, one.message, one.advice, rows, one.code,
            )  # fmt: skip


# Repairs


def mend_files(portal: Path, checked: Checked, *, yes: bool) -> bool:
    """Show what is certain to be damaged, ask, and mend it; return whether anything was written.

    Without `yes` nothing is written unless a person at a terminal says so. Each file is replaced in
    one step (atomic), and only while it still holds what was shown. Raises OSError.
    """
    found = mends_of(checked.portal, _files(portal, checked))
    if not found:
        echo("ไม่พบสิ่งที่แก้ให้ได้โดยแน่ใจ")
        return False
    mask = masker(exempt_of(checked.portal, checked.finder))
    for one in found:
        echo_lines(_shown(one, mask))
    writing = [one for one in found if one.writes]
    if not writing:
        echo("ไม่มีแฟ้มใดถูกแก้")
        return False
    if not (yes or _agreed(len(writing))):
        echo("ยังไม่ได้แก้แฟ้มใด ถ้าต้องการแก้ตามนี้ สั่ง phaen check --fix --yes")
        return False
    for one in writing:
        _write(portal / one.path, one)
    return True


def _files(portal: Path, checked: Checked) -> dict[str, bytes]:
    closed = frozenset(one.label for one in checked.sealed)
    names = [name for name in (ORGANIZATION, *texts_below(portal, closed)) if is_mended(name)]
    paths = {name: portal / name for name in names}
    plain = {name: path for name, path in paths.items() if path.is_file() and not path.is_symlink()}
    return files_opened(portal, plain, Report())  # what is refused is told by the check


def _agreed(count: int) -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    said = click.prompt(f"แก้ {count} แฟ้มตามนี้หรือไม่ (พิมพ์ y ถ้าแก้)", default="n", show_default=False)
    return str(said).strip().lower() in ("y", "yes", "ใช่", "แก้")


def _write(path: Path, one: FileMend) -> None:
    if path.read_bytes() != one.before:
        echo_error(f"{one.path} ถูกแก้ระหว่างที่ถาม จึงไม่แตะแฟ้มนี้ สั่ง phaen check --fix ใหม่")
        sys.exit(WRONG_USE)
    mode = stat.S_IMODE(path.stat().st_mode)
    put_file(path, one.after, durable=True, mode=mode)
    path.chmod(mode)  # the system's habits may have narrowed it
    done = sum(1 for mend in one.mends if mend.is_done)
    echo(f"แก้แล้ว {one.path} {format_number(done)} แห่ง")


def _shown(one: FileMend, mask: Callable[[str], str]) -> Iterator[str]:
    yield one.path
    for mend in one.mends[:_SHOWN]:
        yield from _shown_mend(mend, mask)
    if len(one.mends) > _SHOWN:
        yield f"  และอีก {format_number(len(one.mends) - _SHOWN)} แห่ง"
    yield ""


def _shown_mend(mend: Mend, mask: Callable[[str], str]) -> Iterator[str]:
    at = mend.place
    where = at.words.removeprefix(at.file).strip()
    kept = _HELD if mend.held else _BY_HAND if mend.by_hand else ""
    yield f"  {where}: {', '.join(mend.repairs)}{kept}"
    if mask(mend.before) != mend.before or mask(mend.after) != mend.after:
        yield "    (ไม่แสดงข้อความ เพราะอาจมีข้อมูลส่วนบุคคล)"
        return
    first, last = _difference(mend.before, mend.after)
    yield f"    - {_excerpt(mend.before, first, last)}"
    yield f"    + {_excerpt(mend.after, first, last)}"


def _difference(before: str, after: str) -> tuple[int, int]:
    """Return where two texts begin to differ, and how many signs they share at the end."""
    least = min(len(before), len(after))
    first = next((at for at in range(least) if before[at] != after[at]), least)
    most = least - first
    last = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
    return first, last


def _excerpt(text: str, first: int, last: int) -> str:
    start, end = max(first - _AROUND, 0), min(len(text) - last + _AROUND, len(text))
    seen = _UNSEEN.sub(lambda sign: f"⟨U+{ord(sign[0]):04X}⟩", text[start:end])
    seen = seen.replace("  ", "␣␣").replace("\r", "").replace("\n", "⏎")
    return f"{'…' if start else ''}{seen}{'…' if end < len(text) else ''}"
