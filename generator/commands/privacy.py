"""`phaen privacy add`: an exception in privacy.yml that does not say whom it is about."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

import click

from generator.commands.common import need_portal, portal_option
from generator.commands.echo import echo, echo_error
from generator.machine.disk import read_plain, replace_file
from generator.machine.layout import PRIVACY, of_year
from generator.machine.slow_hash import is_salt, new_salt, slow_hash
from generator.plan.check import NEVER, bare_form, find_personal
from generator.plan.mend import append_entries
from generator.plan.read import cells_in, read_yaml
from generator.plan.withdraw import covered_reason
from generator.problems import Place, Report
from generator.thai.text import says_something

_MOST_BYTES = 4000


@click.group()
def privacy() -> None:
    """ข้อความที่ดูเหมือนข้อมูลส่วนบุคคลแต่เผยแพร่ได้."""


@privacy.command()
@click.argument("year", type=click.IntRange(2400, 2599), metavar="YEAR")
@click.option("--reason", required=True, help="เหตุที่เผยแพร่ได้")
@click.option(
    "--text",
    "file",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="แฟ้มที่มีข้อความนั้น หรือ - คือรับจากคำสั่งก่อนหน้า (ปกติถามทางหน้าจอ)",
)
@portal_option
def add(year: int, reason: str, file: Path | None, portal: Path) -> None:
    """เพิ่มข้อยกเว้นใน privacy.yml เป็นรหัส โดยไม่เขียนชื่อหรือหมายเลขนั้นลงแฟ้ม."""
    need_portal(portal)
    folder = of_year(year)
    if not (portal / folder).is_dir():
        raise click.UsageError(f"ไม่พบโฟลเดอร์ {folder}")
    if not says_something(reason):
        raise click.UsageError("เหตุผลต้องเป็นคำ เช่น --reason เบอร์กลางของโรงพยาบาล")
    text = _refused_unless_whole(_text(file))
    _refuse_telling(reason, text)
    place = of_year(year, PRIVACY)
    path = portal / place
    data = read_plain(path) if path.is_file() else b""
    said = _said(data, place)
    salt = said.get("salt") or new_salt()
    hashed = slow_hash(bare_form(text), salt)
    if hashed in said.values():
        echo(f"ข้อความนี้ยกเว้นไว้แล้วใน {place} ไม่ได้เขียนซ้ำ")
        return
    entry = {"scrypt": hashed, "reason": reason}
    made = append_entries(data, "allow", [entry], {"salt": salt})
    if made is None:
        raise click.UsageError(
            f"{place} เขียนรายการไว้ในบรรทัดเดียว หรืออ่านไม่ได้ จึงเพิ่มให้ไม่ได้ "
            "เขียน allow: แล้วขึ้นบรรทัดใหม่สำหรับแต่ละรายการตามคู่มือ แล้วสั่งใหม่"
        )
    replace_file(path, made)
    echo(f"เพิ่มข้อยกเว้นใน {place} แล้ว เป็นรหัสซึ่งอ่านกลับเป็นข้อความไม่ได้ · ต่อไป: สั่ง phaen check")


def _text(file: Path | None) -> str:
    """Return what is to be let through; never from the command line, which a shell remembers."""
    if file is None and sys.stdin.isatty():
        return str(click.prompt("พิมพ์หรือวางชื่อหรือหมายเลขนั้นทั้งหมด", hide_input=False))
    data = sys.stdin.buffer.read(_MOST_BYTES) if file in (None, Path("-")) else read_plain(file)
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8").strip()
    except UnicodeDecodeError:
        raise click.UsageError("แฟ้มข้อความไม่ใช่ UTF-8 บันทึกใหม่เป็น UTF-8 แล้วสั่งใหม่") from None


def _refused_unless_whole(text: str) -> str:
    """Return a text that is, whole, one personal datum. Raises UsageError."""
    found = find_personal(text)
    if any(one.kind in NEVER for one in found):
        raise click.UsageError("เลขประจำตัวประชาชนยกเว้นไม่ได้ ลบออกจากที่ที่พบ")
    if not text or len(text.splitlines()) > 1:
        raise click.UsageError("บอกข้อความเดียว บรรทัดเดียว คือชื่อหรือหมายเลขนั้นทั้งหมด")
    parts = [one.text for one in found if bare_form(one.text) != bare_form(text)]
    if parts and len(parts) == len(found):
        raise click.UsageError(
            "ข้อความนี้ยาวกว่าชื่อหรือหมายเลขที่พบในนั้น บอกเพียงชื่อและสกุล หรือหมายเลข อย่างเดียว"
        )
    if not found:
        echo_error("หมายเหตุ: ข้อความนี้โดยลำพังไม่ได้ดูเหมือนข้อมูลส่วนบุคคล ถ้าไม่พบที่ใด phaen check จะบอก")
    return text


def _refuse_telling(reason: str, text: str) -> None:
    """Refuse a reason that tells the text, or anybody: it is read by everybody. Raises UsageError.

    Otherwise the list of exceptions would again be a list of persons.
    """
    covered = covered_reason(reason, [text])
    if covered != reason or any(find_personal(reason)):
        masked = f" ตรงที่เป็น █ ใน “{covered}”" if covered != reason else ""
        raise click.UsageError(f"เหตุผลบอกชื่อหรือหมายเลขนั้น หรือของผู้อื่น{masked} เขียนเหตุผลโดยไม่ระบุตัวบุคคล")


def _said(data: bytes, place: str) -> dict[str, str]:
    """Return the salt and every hash of a file, each by where it stands. Raises UsageError."""
    if not data.strip():
        return {}
    report = Report()
    tree = read_yaml(data, Place(place), report)
    for problem in report.errors:
        raise click.UsageError(f"{place}: {problem.message} {problem.advice}")
    cells = list(cells_in(tree)) if tree else []
    hashes = {
        f"{cell.place.row}": cell.text for cell in cells if cell.place.heading == "allow.scrypt"
    }
    salts = [cell.text for cell in cells if cell.place.heading == "salt"]
    return hashes | ({"salt": salts[-1]} if salts and is_salt(salts[-1]) else {})
