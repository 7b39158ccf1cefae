"""`phaen template`: workbooks for staff to fill in, with this organisation's own lists."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from generator.commands.common import portal_option, this_day, today_option
from generator.commands.echo import echo
from generator.machine.disk import create_file
from generator.machine.layout import AMENDMENT_FORM, AMENDMENTS, PLANS, PROJECTS, of_year
from generator.pipeline import check_portal
from generator.plan.model import Plan, Portal
from generator.plan.workbook import forms

_MODE = 0o666


@click.command()
@click.argument("number", type=click.IntRange(2400, 2599), metavar="[YEAR]", required=False)
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="โฟลเดอร์ที่วางแฟ้ม (ปกติคือ template-ปี)",
)
@portal_option
@today_option
def template(
    number: int | None, folder: Path | None, portal: Path, today: datetime.date | None
) -> None:
    """สร้างแฟ้ม Excel สำหรับกรอกแผน ความก้าวหน้า และการเปลี่ยนแปลง พร้อมรายการให้เลือก."""
    checked = check_portal(portal, today or this_day())
    plan = _plan(checked.portal, number)
    folder = folder or Path(f"template-{plan.year.label}")
    kept, made = [], 0
    for file in forms(checked.portal.organization, plan):
        path = folder / file.path
        if path.exists() or path.is_symlink():
            kept.append(path)
            continue
        folder.mkdir(parents=True, exist_ok=True)
        create_file(path, file.data, _MODE)
        echo(f"สร้าง {path} แล้ว")
        made += 1
    if kept:
        names = " ".join(map(str, kept))
        echo(f"ไม่เขียนทับ {names} เพราะมีอยู่แล้ว ถ้าต้องการแฟ้มใหม่ ให้ย้ายแฟ้มเดิมออก หรือใช้ --to โฟลเดอร์อื่น")
    if made == 0:
        return
    if checked.report.errors:
        echo("แผนยังมีข้อผิดพลาด รายการให้เลือกอาจไม่ครบ สั่ง phaen check เพื่อดู แล้วสร้างใหม่ในโฟลเดอร์อื่น")
    year, next_one = of_year(plan.year.label), len(plan.editions)
    echo(f"ต่อไป: กรอกใน Excel แล้ววางใน {year} แทนแฟ้มเดิม แล้วสั่ง phaen check")
    echo(f"       {AMENDMENT_FORM}.xlsx ให้วางเป็น {year}/{AMENDMENTS}/{next_one}/{PROJECTS}.xlsx")


def _plan(portal: Portal, number: int | None) -> Plan:
    """Return the plan of a year, the newest for none. Raises UsageError where there is none."""
    plans = {plan.year.year: plan for plan in portal.plans}
    if number is None and portal.current:
        return portal.current
    if number in plans:
        return plans[number]
    if number is None:
        raise click.UsageError(f"ไม่พบแผนใน {PLANS}/ เริ่มคลังใหม่ด้วย phaen init")
    raise click.UsageError(
        f"ไม่พบแผนปี {number} ที่ยังแก้ได้ใน {PLANS}/ ถ้าจะเริ่มปีนี้ สั่ง phaen year {number} ก่อน"
    )
