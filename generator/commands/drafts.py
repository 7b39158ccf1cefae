"""What is said of drafts: which are shown where, and how to have it otherwise."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import click

from generator.pipeline import Checked
from generator.plan.drafts import draft_editions, is_draft, left_out
from generator.plan.model import DraftPolicy, Plan
from generator.thai.dates import format_date

public_option = click.option("--public", is_flag=True, help="เหมือนที่เผยแพร่ คือไม่มีร่างที่ยังไม่ประกาศ")

DRAFT_LEFT_OUT = (
    "{folder} เป็นร่าง จึงไม่เผยแพร่จนถึงวันประกาศ "
    "ถ้าให้ประชาชนเห็นร่าง เขียน draft: publish ใน plan.yml ของปีนั้น"
)


def drafts_lines(checked: Checked, *, public: bool) -> Iterator[str]:
    """Yield a line for each draft of a portal that was built, for the `public` or to look at."""
    portal, today = checked.portal, checked.today
    gone = [*left_out(portal, today)]
    for folder in gone if public else ():
        yield DRAFT_LEFT_OUT.format(folder=folder)
    for plan in portal.plans:
        for what, day in _drafts(plan, today):
            known = f"กำหนดประกาศ {format_date(day)}" if day else "ยังไม่มีวันที่ประกาศ"
            if not public:
                where = "ไม่เผยแพร่จนกว่าจะถึงวันประกาศ" if _is_left(plan, gone) else "เผยแพร่ด้วย"
                yield f"{what} เป็นร่าง ({known}) แสดงพร้อมคำว่าร่าง {where}"
            elif not _is_left(plan, gone):
                yield f"{what} เป็นร่าง ({known}) เผยแพร่พร้อมคำว่าร่าง {_why(plan)}"


def _drafts(plan: Plan, today: datetime.date | None) -> Iterator[tuple[str, datetime.date | None]]:
    if is_draft(plan, today):
        yield f"แผนปี {plan.year.label}", plan.editions[0].posting.announced
    for one in draft_editions(plan, today):
        yield f"ฉบับแก้ไขที่ {one.number} ของปี {plan.year.label}", one.posting.announced


def _is_left(plan: Plan, gone: list[str]) -> bool:
    return any(f"/{plan.year.label}" in folder for folder in gone)


def _why(plan: Plan) -> str:
    if plan.drafts is DraftPolicy.PUBLISH:
        return "ตาม draft: publish"
    return "เพราะไม่มีแผนปีอื่นที่ประกาศแล้วให้แสดงเป็นหน้าแรก"
