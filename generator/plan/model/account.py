"""What was read of a table and what was set aside: every row and column is accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from generator.problems import Place


class RowKind(Enum):
    """What a row of a table is; the value is its Thai name in accounts and messages."""

    PROJECT = "โครงการ"
    CONTINUED = "ต่อจากแถวบน"
    STRATEGY = "หัวข้อยุทธศาสตร์"
    TACTIC = "หัวข้อกลยุทธ์หรือแนวทาง"
    PROGRAMME = "หัวข้อแผนงาน"
    EQUIPMENT = "หัวข้อประเภทครุภัณฑ์"
    TITLE = "หัวเรื่อง"
    HEADING = "หัวตารางซ้ำ"
    TOTAL = "ยอดรวม"
    SIGNATURE = "ลงชื่อ"
    NOTE = "หมายเหตุท้ายตาราง"
    SLID = "เลื่อนคอลัมน์"
    WAITING = "ยังไม่ได้กรอกรายงาน"
    PREFILLED = "แถวที่เตรียมรหัสไว้แต่ยังไม่กรอก"
    OMITTED = "ซ่อนไว้ (hidden: omit)"
    UNCLEAR = "ไม่รู้ว่าเป็นโครงการหรือไม่"
    ABOVE = "อยู่เหนือหัวตาราง"
    HEADLINE = "ชื่อเรื่องเหนือหัวตาราง"


@dataclass(frozen=True, slots=True)
class TableAccount:
    """What was read of one table.

    `head` is the last row of its heading. `rows` counts what became projects or reports, `joined`
    gives the numbers of rows that went on from the one above, `aside` those of the others by kind.
    `columns` are the headings that were read, `unread` those that were not.
    """

    place: Place
    rows: int
    columns: tuple[str, ...]
    unread: tuple[str, ...] = ()
    head: int = 0
    joined: tuple[int, ...] = ()
    aside: Mapping[RowKind, tuple[int, ...]] = field(default_factory=dict)
