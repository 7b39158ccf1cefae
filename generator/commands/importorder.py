"""What is ordered of an import, and the refusal of what the form and the plan do not have."""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from generator.commands.common import PLAN_HAS_ERRORS
from generator.commands.echo import echo_error
from generator.plan.intake.draft import Draft
from generator.plan.intake.imported.amending import PLAN_ITSELF, as_edition
from generator.plan.intake.imported.folder import Beside
from generator.plan.intake.imported.words import question
from generator.thai.text import arabic_digits


@dataclass(frozen=True, slots=True)
class Order:
    """What was ordered, besides the files."""

    portal: Path
    at_hand: bool
    day: datetime.date
    into: Path | None
    year: int | None
    equipment_strategy: str
    reported: datetime.date | None
    as_csv: bool
    part: bool | None
    edition: str | None
    taking: bool

    @property
    def ending(self) -> str:
        """That of the tables to be written."""
        return ".csv" if self.as_csv else ".xlsx"


def refuse_unknown_year(draft: Draft) -> None:
    """Say what to order where the year is not known, and exit."""
    if draft.year:
        return
    for ask in draft.asks:
        if ask.option == "--year":
            years = (
                " หรือ ".join(f"--year {one}" for one in ask.readings) or "--year ปี เช่น --year 2570"
            )
            where = f" ({ask.spot.words})" if ask.spot.words else ""
            echo_error(f"{question(ask)}{where}\nแก้: สั่งใหม่โดยเพิ่ม {years}")
            sys.exit(PLAN_HAS_ERRORS)
    echo_error("แบบไม่บอกปีงบประมาณ\nแก้: สั่งใหม่โดยเพิ่ม --year ปี เช่น --year 2570")
    sys.exit(PLAN_HAS_ERRORS)


def as_ordered(draft: Draft, order: Order) -> Draft:
    """Return the draft as the edition that was ordered. Raises UsageError where it is another."""
    if draft.amendment and order.edition == PLAN_ITSELF:
        raise click.UsageError(
            f"ชื่อเรื่องของแบบบอกว่าเป็นฉบับ{draft.amendment} จึงไม่นำเข้าเป็นแผนเดิม สั่งใหม่โดยไม่ใส่ --edition"
        )
    return as_edition(draft, order.edition or "")


def refuse_unknown_strategy(draft: Draft, beside: Beside, order: Order) -> None:
    """Refuse a strategy that neither the form nor the plan that is there has. Raises UsageError."""
    plan = beside.plan.strategies if beside.plan else ()
    known = {**{one.id: one.name for one in plan}, **{one.id: one.name for one in draft.strategies}}
    wanted = order.equipment_strategy
    if not wanted or wanted in known:
        return
    told = " · ".join(f"{number} {name}" for number, name in known.items())
    raise click.UsageError(
        f"ไม่มียุทธศาสตร์ {wanted} ในแบบหรือในแผนของคลัง เลือกได้ {told}"
        if told
        else "แบบนี้ไม่มียุทธศาสตร์ และไม่มีแผนของปีนี้ในคลังให้เลือก สั่งใหม่โดยไม่ใส่ --equipment-strategy "
        f"หรือระบุแฟ้ม ผด.02 ในคำสั่งเดียวกัน หรือเพิ่ม --portal โฟลเดอร์ของคลังที่มีแผนปี {draft.year}"
    )


def other_year(draft: Draft, order: Order) -> Iterator[str]:
    """Yield that the form's title names another year than was ordered."""
    said = re.findall("25[0-9]{2}", arabic_digits(draft.title))
    if order.year and said and str(order.year) not in said:
        yield f"ชื่อเรื่องของแบบบอกปี {said[0]} แต่สั่งให้เป็นปี {order.year} ตรวจ title ใน plan.yml"
