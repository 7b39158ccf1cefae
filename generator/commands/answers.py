"""Conflicts as a CSV to be answered in Excel, where there is no terminal to ask at."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

import click

from generator.machine.disk import put_file
from generator.machine.layout import PARTS
from generator.plan.formulas import guarded
from generator.plan.merge import Conflict, Side
from generator.plan.read import text_of

_HEADINGS = (
    "เลือก", "แฟ้ม", "แผ่นงาน", "แถว", "คอลัมน์", "หัวคอลัมน์", "รหัส", "เรื่อง", "เดิม",
    "1 ของท่าน", "2 ของผู้อื่น", "วิธีอื่น", "รหัสคำถาม",
)  # fmt: skip
_BEGINS = codecs.BOM_UTF8 + ",".join(_HEADINGS).encode()
SIDES = {"1": Side.OURS, "2": Side.THEIRS, "๑": Side.OURS, "๒": Side.THEIRS}


def refuse_answers(portal: Path, file: Path) -> None:
    """Refuse a file that would lie in the plan, or is somebody's own. Raises UsageError."""
    inside = [(portal / part).resolve() for part in PARTS]
    if {*file.resolve().parents, file.resolve()} & {*inside}:
        raise click.UsageError("เก็บแฟ้มคำตอบไว้นอกโฟลเดอร์ของแผน เช่น --csv ขัดกัน.csv")
    if file.exists() and not (file.is_file() and file.read_bytes().startswith(_BEGINS)):
        raise click.UsageError(f"มีแฟ้ม {file} อยู่แล้ว และไม่ใช่แฟ้มคำตอบที่คำสั่งนี้เขียน ตั้งชื่ออื่น")


def write_answers(file: Path, conflicts: Sequence[Conflict]) -> None:
    """Write every conflict as a row with a blank answer. Raises OSError."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADINGS)
    for one in conflicts:
        writer.writerow(["", *map(guarded, _cells(one))])
    put_file(file, codecs.BOM_UTF8 + text.getvalue().encode())


def _cells(one: Conflict) -> tuple[str, ...]:
    at = one.place
    row = str(at.row) if at.row else ""
    return (at.file, at.sheet, row, at.column, at.heading, one.row, one.what, one.base, one.ours,
            one.theirs, one.way_out, key_of(one))  # fmt: skip


def key_of(one: Conflict) -> str:
    """Return what names a conflict in the file, as no spreadsheet changes it."""
    return f"q-{hashlib.sha256(one.id.encode()).hexdigest()[:16]}"


def answers_in(file: Path) -> dict[str, Side]:
    """Return what was chosen, by `key_of` the conflict; nothing where there is no file yet."""
    if not file.is_file():
        return {}
    rows = csv.DictReader(io.StringIO(text_of(file.read_bytes()), newline=""))
    chosen = {str(row.get(_HEADINGS[-1])): str(row.get(_HEADINGS[0])).strip() for row in rows}
    return {key: SIDES[said] for key, said in chosen.items() if said in SIDES}
