"""May a year be sealed, or its seal be replaced, on this day and for this reason."""

from __future__ import annotations

import datetime
from pathlib import Path

from generator.archive.chain import Chain, unfit_reason
from generator.archive.faults import SealRefusedError
from generator.archive.verify import CHAIN
from generator.machine.layout import SEALS, of_year
from generator.plan.check import find_personal
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


def _refuse_reason(reason: str) -> None:
    """Refuse what may not be chained for ever."""
    if wrong := unfit_reason(reason):
        raise SealRefusedError(wrong)
    if found := tuple(find_personal(reason)):
        told = ", ".join(datum.masked for datum in found)
        raise SealRefusedError(
            f"เหตุผลมีข้อมูลส่วนบุคคล ({told}) และจะอยู่ในบัญชีปิดผนึกตลอดไป เขียนโดยไม่ระบุตัวบุคคล"
        )
