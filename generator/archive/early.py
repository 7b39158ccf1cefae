"""May a year be sealed, or its seal be replaced, on this day and for this reason."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from generator.archive.chain import Chain, unfit_reason
from generator.archive.faults import SealRefusedError
from generator.archive.verify import CHAIN
from generator.machine.layout import PLAN, SEALS, of_year
from generator.plan.check import find_personal
from generator.plan.drafts import draft_editions, is_announced, is_draft
from generator.plan.model import DraftPolicy, Plan
from generator.thai.dates import format_date
from generator.thai.fiscal import FiscalYear


def refuse_early(
    root: Path, chain: Chain, year: FiscalYear, today: datetime.date, reason: str
) -> None:
    """Refuse what cannot be sealed on that day, or not for that reason. Raises SealRefusedError.

    `chain` is the portal's, as it stands.
    """
    label = year.label
    standing = chain.standing.get(label)
    if chain.broken:
        raise SealRefusedError(
            f"แฟ้ม {SEALS} บรรทัด {chain.broken}: {CHAIN[chain.why]} "
            f"กู้แฟ้มจาก git ก่อน ด้วย git restore {SEALS}"
        )
    if chain.seals and today < chain.seals[-1].day:
        last = format_date(chain.seals[-1].day)
        raise SealRefusedError(f"วันนี้อยู่ก่อนวันที่ปิดผนึกครั้งล่าสุด ({last}) ตรวจวันที่ของเครื่อง หรือ --today")
    _refuse_reason(reason)
    if not (root / of_year(label)).is_dir():
        raise SealRefusedError(f"ไม่พบโฟลเดอร์ plans/{label}")
    if today <= year.last:
        first = format_date(year.last + datetime.timedelta(days=1))
        raise SealRefusedError(f"ปีงบประมาณ {label} ยังไม่สิ้นสุด ปิดผนึกได้ตั้งแต่วันที่ {first}")
    if standing and not reason:
        raise SealRefusedError(
            f"ปี {label} ปิดผนึกแล้วเมื่อ {format_date(standing.day)} แผนที่ปิดผนึกแล้วไม่แก้ไขอีก\n"
            f'ถ้าต้องถอนข้อมูลส่วนบุคคล สั่ง phaen withdraw {label} รหัส --reason "เหตุผล"\n'
            f'แล้วสั่ง phaen seal {label} --supersede --reason "เหตุผล"'
        )
    if reason and not standing:
        raise SealRefusedError(f"ปี {label} ยังไม่ได้ปิดผนึก จึงไม่มีอะไรให้แทนที่ ใช้ phaen seal {label}")


def refuse_drafts(plan: Plan, plans: Iterable[Plan], today: datetime.date) -> None:
    """Refuse to seal what was never announced: a seal stands for ever. Raises SealRefusedError.

    Its pages tell what of `plans` goes on in other years. What has no day of announcement they
    leave out; for a day to come the seal waits, for it knows no clock (decision 25).
    """
    label = plan.year.label
    if is_draft(plan, today):
        raise SealRefusedError(
            f"แผนปี {label} ยังเป็นร่าง เพราะไม่มีวันที่ประกาศ (announced) หรือวันนั้นยังมาไม่ถึง "
            f"ใส่วันที่ตามประกาศที่ลงนามใน {of_year(label, PLAN)} แล้วปิดผนึกใหม่"
        )
    for one in draft_editions(plan, today):
        raise SealRefusedError(
            f"ฉบับแก้ไขที่ {one.number} ของปี {label} ยังเป็นร่าง ใส่วันที่ประกาศใน {one.at.place.file} "
            "หรือย้ายโฟลเดอร์นั้นออกถ้าไม่ได้ประกาศ แล้วปิดผนึกใหม่"
        )

    for other in plans:
        to_come = [one for one in other.editions if not is_announced(one, today)]
        days = [one.posting.announced for one in to_come if one.posting.announced]
        if days and other.drafts is not DraftPolicy.PUBLISH:
            raise SealRefusedError(
                f"แผนปี {other.year.label} มีฉบับที่กำหนดประกาศ {format_date(max(days))} "
                f"หน้าของปี {label} บอกถึงโครงการที่ต่อเนื่องในแผนนั้นด้วย ปิดผนึกได้ตั้งแต่วันนั้น"
            )


def _refuse_reason(reason: str) -> None:
    """Refuse what may not be chained for ever."""
    if wrong := unfit_reason(reason):
        raise SealRefusedError(wrong)
    if found := tuple(find_personal(reason)):
        told = ", ".join(datum.masked for datum in found)
        raise SealRefusedError(
            f"เหตุผลมีข้อมูลส่วนบุคคล ({told}) และจะอยู่ในบัญชีปิดผนึกตลอดไป เขียนโดยไม่ระบุตัวบุคคล"
        )


def refuse_unseen(pictures: Collection[str]) -> None:
    """Refuse pictures that reports name and no page can show. Raises SealRefusedError.

    A seal keeps what was shown: nobody could tell later that such a file is still the same.
    """
    if pictures:
        listed = "\n".join(sorted(pictures)[:20])
        raise SealRefusedError(
            f"มีภาพที่รายงานอ้างถึงแต่เปิดดูไม่ได้ {len(pictures)} ภาพ เปิดภาพแล้วบันทึกใหม่เป็น JPEG "
            f"หรือเอาชื่อออกจากช่องหลักฐาน ก่อนปิดผนึก\n{listed}"
        )


def settled_day(plans: Sequence[Plan]) -> datetime.date:
    """Return the day after the last that the plans speak of: nothing in them is yet to come.

    The clock's own day would give every machine another seal (decision 25).
    """
    last = max(*(plan.year.last for plan in plans[:-1]), *_days(tuple(plans)))
    return last + datetime.timedelta(days=1)


def _days(value: object) -> Iterator[datetime.date]:
    if isinstance(value, datetime.date):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _days(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _days(one)
