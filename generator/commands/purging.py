"""`phaen receive --purge`: what would go is shown, agreed to by typing, and done."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from generator.commands.common import WRONG_USE
from generator.commands.echo import echo, echo_lines
from generator.machine import guard
from generator.plan.read.cells import column_letter
from generator.plan.withdraw.needles import LEAST_DIGITS, LEAST_SIGNS, ShortNeedleError
from generator.publishing import Remote
from generator.publishing.purge.purging import Survey
from generator.thai.numbers import format_number

_MOST_TOLD = 12

purge_option = click.option(
    "--purge", is_flag=True, help="ลบข้อความที่ถอนแล้วออกจากประวัติของคลังถาวร โดยให้ดูและถามก่อน"
)
text_option = click.option(
    "--text",
    "text_file",
    metavar="FILE",
    help="ใช้กับ --purge: แฟ้มข้อความที่ให้ลบเพิ่ม บรรทัดละหนึ่งข้อความ (- คือพิมพ์เอง จบด้วยบรรทัดว่าง)",
)
bundle_option = click.option(
    "--keep-bundle",
    type=click.Path(path_type=Path, dir_okay=False),
    help="ใช้กับ --purge: เก็บประวัติเดิมทั้งหมดไว้ในแฟ้มนี้ ซึ่งยังมีข้อความที่ถอน",
)


def refuse_without_purge(text_file: str | None, bundle: Path | None) -> None:
    """Refuse options that only a purge has. Raises UsageError."""
    if text_file or bundle:
        raise click.UsageError("ใช้ --text และ --keep-bundle ได้กับ --purge เท่านั้น")


@dataclass(frozen=True, slots=True)
class Purged:
    """Whether anything was done, and what of the repository somebody has to look to yet."""

    done: bool
    open: tuple[str, ...] = ()


def purge(remote: Remote, name: str, text_file: str | None, bundle: Path | None) -> Purged:
    """Show what would go, ask, and do it.

    Raises DeployError, GitError, OSError and UsageError; nothing is changed then.
    """
    given = _given(text_file)
    _refuse_bundle(remote, bundle)
    with remote.purging() as purging:
        if purging.unfinished() and purging.moved():
            echo("การลบครั้งก่อนหยุดกลางคัน ทำต่อให้จบ")
            with remote.closed():
                purging.end(remote.releases)
        try:
            survey = purging.survey(given, remote.releases)
        except ShortNeedleError as error:
            raise click.UsageError(
                f"ข้อความบรรทัด {error.line} ของ --text สั้นเกินไป จะไปตรงกับข้อความอื่น "
                f"ต้องมีอย่างน้อย {LEAST_SIGNS} อักษร หรือ {LEAST_DIGITS} ตัวเลข"
            ) from None
        if not survey.any:
            return _nothing(survey, text_file)
        echo_lines(_shown(survey, name, bundle))
        if not _agreed(name):
            echo("ไม่ตรงกับชื่อคลัง ยังไม่ได้เปลี่ยนสิ่งใด")
            sys.exit(WRONG_USE)
        with remote.closed():
            done = purging.run(survey, remote.releases, bundle)
    older = f" และลบเว็บไซต์รุ่นเก่า {format_number(done.deleted)} รุ่น" if done.deleted else ""
    still = (*done.left, *survey.asked.unsure, *survey.asked.short)
    if still:
        echo(f"เขียนประวัติใหม่แล้ว{older} แต่ข้อความที่ถอนยังไม่หมด")
    else:
        echo(f"ลบออกจากประวัติแล้ว{older}")
        _tell_what_was_looked_for(text_file)
    return Purged(done=True, open=still)


def _nothing(survey: Survey, text_file: str | None) -> Purged:
    """Say that nothing in history is to go, and what stands beside it."""
    echo("ไม่พบข้อความที่ต้องลบในประวัติของคลังนี้")
    still = (*survey.beside, *survey.asked.unsure, *survey.asked.short)
    if not still:
        _tell_what_was_looked_for(text_file)
    return Purged(done=False, open=still)


def tell_what_is_open(purged: Purged) -> None:
    """Say which parts of the repository say it yet, or may, and what to do."""
    echo_lines([
        "ยังมี หรืออาจมีข้อความที่ถอนใน:",
        *(f"  {one}" for one in purged.open[:_MOST_TOLD]),
        "แฟ้มของคลัง เช่น config หรือ description: เปิดแก้ ลบข้อความนั้น",
        "ชื่อแทนของสาขา: git symbolic-ref -d ชื่อ",
        "แฟ้มของแผน: เขียนข้อความนั้นลงแฟ้ม แล้วสั่ง phaen receive คลัง.git --purge --text แฟ้ม",
        "ช่องหรือบรรทัดที่สั้นกว่า 4 อักษร: ค้นในประวัติไม่ได้ ถ้าต้องลบ ให้ตั้งคลังใหม่จากฉบับล่าสุด โดยไม่นำประวัติเดิมไป",
    ])  # fmt: skip


def _tell_what_was_looked_for(text_file: str | None) -> None:
    """Say what was not looked for: entries name no text, and somebody may have more names."""
    if not text_file:
        echo(
            "ค้นสิ่งที่ withdrawn.yml ถอน ทั้งในแถว หน้า แฟ้มตั้งค่า เอกสาร ข้อความของ commit ชื่อแฟ้ม สาขา ป้าย "
            "และผู้ commit ถ้ารู้จักข้อความอื่นของบุคคลนั้น เช่น ชื่ออักษรโรมัน สั่งอีกครั้งพร้อม --text แฟ้ม"
        )


def tell_what_is_left(remote: Remote, bundle: Path | None) -> None:
    """Say where else the text is, and what to do there."""
    echo_lines(_left(remote, bundle))


def _given(text_file: str | None) -> list[str]:
    if text_file is None:
        return []
    if text_file != "-":
        data = Path(text_file).read_bytes()
        try:
            return data.decode("utf-8-sig").splitlines()
        except UnicodeDecodeError:
            raise click.UsageError("แฟ้มของ --text ต้องบันทึกเป็น UTF-8") from None
    echo("พิมพ์ข้อความที่ให้ลบ บรรทัดละหนึ่งข้อความ จบด้วยบรรทัดว่าง")
    found = []
    while line := sys.stdin.readline().strip():
        found.append(line)
    return found


def _refuse_bundle(remote: Remote, bundle: Path | None) -> None:
    if bundle is None:
        return
    if os.path.lexists(bundle):
        raise click.UsageError(f"มีแฟ้ม {bundle} อยู่แล้ว ตั้งชื่ออื่นให้ --keep-bundle")
    inside = (remote.own_folder.parent, remote.releases.live, remote.releases.folder)
    for folder in inside:
        guard.refuse_pair(bundle, folder)


def _agreed(name: str) -> bool:
    echo(f"ย้อนกลับไม่ได้ พิมพ์ชื่อคลัง {name} แล้วกด Enter เพื่อลบ (อย่างอื่นคือไม่ลบ):")
    sys.stdout.flush()
    return sys.stdin.readline().strip() == name


def _shown(survey: Survey, name: str, bundle: Path | None) -> Iterator[str]:
    """Yield what would be done, never the text."""
    rewriting, account = survey.rewriting, survey.rewriting.account
    commits = rewriting.commits
    yield f"จะลบออกจากประวัติของคลัง {name} (ยังไม่ได้เปลี่ยนสิ่งใด):"
    yield f"  รายการถอนใน withdrawn.yml ที่ใช้หา: {format_number(survey.asked.entries)} รายการ"
    yield (
        f"  commit ที่เขียนใหม่: {format_number(len(commits))} จาก "
        f"{format_number(len(rewriting.order))}"
    )
    for one in _ends(commits):
        yield f"    {one[:12]} {rewriting.message(one)[:60]}"
    yield from _files("ปิดข้อความด้วย █ ในแฟ้ม", account.covered, account.columns)
    yield from _files("แทนด้วยข้อความสั้น เพราะปิดเฉพาะข้อความไม่ได้", account.replaced, {})
    yield from _files("ไม่ได้ตรวจ เพราะใหญ่เกินไป", dict.fromkeys(account.unread, 1), {})
    for said, count in (
        ("ข้อความของ commit และป้ายที่ปิด", account.messages),
        ("ชื่อผู้เขียนที่ปิด", account.people),
        ("ชื่อแฟ้ม สาขา หรือป้ายที่ปิด", account.names),
        ("ลายเซ็นของ commit และป้ายที่หลุดไป เพราะ commit ไม่ใช่อันเดิม", account.signatures),
        ("ช่องในบันทึกการ push ที่ปิด", survey.logged),
        ("ข้อความที่ฉบับล่าสุดยังบอกในที่อื่น จึงปิดเฉพาะช่องของตน", survey.asked.left),
    ):
        if count:
            yield f"  {said}: {format_number(count)}"
    names = [one.new.name for one in survey.moves if one.new.name not in ("", one.old.name)]
    for said, listed in (
        ("สาขาและป้ายที่ได้ชื่อใหม่", names),
        ("ฉบับล่าสุดที่ยังบอกข้อความข้างบน", survey.asked.left_at),
        ("ประวัติไม่บอกว่าข้อความใดถูกถอน จึงค้นเพียงตาม --text", survey.asked.unsure),
        ("ข้อความเดิมสั้นเกินกว่าจะค้น จึงยังอยู่ในประวัติ", survey.asked.short),
        ("แฟ้มของคลังที่มีข้อความนั้น และระบบไม่เขียนให้ เปิดแก้เอง", survey.beside),
    ):
        yield from _files(said, dict.fromkeys(listed, 1), {})
    yield "  เว็บไซต์รุ่นเก่าทุกรุ่น ฉบับร่างที่ค้าง และแฟ้มที่สร้างเก็บไว้ในเครื่องนี้"
    yield "  ทุก commit ตั้งแต่รายการแรกข้างบนได้รหัสใหม่ ผู้ที่ clone ไว้ต้องสั่ง phaen sync --afresh ทุกคน"
    if bundle:
        yield f"  เก็บประวัติเดิมไว้ที่ {bundle} ซึ่งยังมีข้อความที่ถอน"


def _ends(commits: Sequence[str]) -> Sequence[str]:
    return commits if len(commits) <= 4 else (*commits[:2], *commits[-2:])


def _files(said: str, files: dict[str, int], columns: dict[str, set[int]]) -> Iterator[str]:
    if not files:
        return
    yield f"  {said}:"
    for path, count in sorted(files.items())[:_MOST_TOLD]:
        told = sorted(columns.get(path, ())) if path.endswith(".csv") else ()
        letters = ", ".join(map(column_letter, told))
        where = f" คอลัมน์ {letters}" if letters else ""
        often = f" {format_number(count)} รุ่น" if count > 1 else ""
        yield f"    {path or 'แฟ้มนอกโฟลเดอร์แผน'}{often}{where}"
    if len(files) > _MOST_TOLD:
        yield f"    และอีก {format_number(len(files) - _MOST_TOLD)} แฟ้ม"


def _left(remote: Remote, bundle: Path | None) -> Iterator[str]:
    yield "ที่อื่นซึ่งอาจยังมีข้อความเดิม:"
    yield (
        "  คลังที่เจ้าหน้าที่ clone ไว้: สั่ง phaen sync --afresh ในคลังนั้น แล้วทำตามที่บอก "
        "(หรือลบทั้งโฟลเดอร์แล้ว git clone ใหม่)"
    )
    yield "  คลังสำเนาที่อื่น เช่น GitHub หรือ GitLab: push ทับไม่พอ ให้ลบคลังนั้นแล้วสร้างใหม่จากคลังนี้"
    yield f"  สำเนาสำรองของเครื่องแม่ข่ายที่มี {remote.own_folder.parent} หรือ {remote.releases.folder}"
    if bundle:
        yield f"  {bundle} ลบเมื่อไม่ต้องใช้แล้ว"
