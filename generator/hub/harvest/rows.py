"""The tables of the dataset, column by column, and rows of them as texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.hub.harvest.table import Table
from generator.plan.fields import YEAR, Column, Kind
from generator.site.views import table_columns

#: Each table of the dataset that is a table of a portal, and what it is called there.
OF_PORTAL: Mapping[str, str] = {
    "projects": "projects",
    "progress": "progress",
    "editions": "announcements",
    "amendments": "amendments",
}
CLOCKS = "clocks"
OFFICE = Column("office_code", "รหัส อปท.", Kind.CODE, "รหัสขององค์กรใน hub.yml เป็นข้อความ", "6560101")
#: What a row says that no column has: earlier years' own columns, and what is no number or day.
MORE = Column(
    "more", "อื่น ๆ", Kind.TEXT, "ค่าที่ไม่มีคอลัมน์ หรือไม่ใช่ตัวเลขหรือวันที่ตามชนิดของคอลัมน์ เป็น JSON หัวคอลัมน์: ค่า"
)
_EDITION = next(one for one in table_columns()["announcements"] if one.code == "edition")
_NOTICE = next(one for one in table_columns()["announcements"] if one.code == "notice")


def _day(code: str, heading: str, meaning: str) -> Column:
    return Column(code, heading, Kind.DATE, meaning, "2026-10-15")


CLOCK_COLUMNS = (
    _NOTICE,
    _EDITION,
    Column(
        "rule",
        "กำหนด",
        Kind.CODE,
        "make จัดทำแผน post ปิดประกาศภายใน keep ปิดประกาศไว้ december ประกาศผลภายในธันวาคม",
        "post",
    ),
    _day("due", "วันสุดท้ายตามกำหนด", "keep คือวันที่ต้องปิดไว้อย่างน้อยถึง ว่างเมื่อไม่รู้วันเริ่มนับ"),
    _day("done", "วันที่ทำ", "keep คือวันสุดท้ายที่ปิดประกาศ ว่างเมื่อแฟ้มไม่บอก"),
    Column("days_over", "เกินกำหนดกี่วัน", Kind.NUMBER, "0 หรือติดลบคือตามกำหนด ว่างเมื่อบอกไม่ได้", "3"),
    Column("clause", "ข้อกฎหมาย", Kind.TEXT, "ข้อของระเบียบที่กำหนด"),
)


def tables_of_dataset() -> Mapping[str, tuple[Column, ...]]:
    """Return the columns of each table that is partitioned by year, the office's code first.

    The fiscal year and the province are told by the folders that a file lies in.
    """
    own = table_columns()
    found = {
        name: tuple(one for one in own[table] if one.code != YEAR.code)
        for name, table in OF_PORTAL.items()
    }
    return {name: (OFFICE, *told, MORE) for name, told in (found | {CLOCKS: CLOCK_COLUMNS}).items()}


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class Harvest:
    """What a member gives: its tables by fiscal year, and what its office is.

    `office` has `name`, `kind`, `site_url` and `licence`. `until` is the first day on which the
    same sources may say something else, an ISO date; empty where no day changes anything.
    `warnings` counts what is published as doubtful with the plan.
    """

    office: Mapping[str, str]
    years: Mapping[str, Mapping[str, Table]] = field(default_factory=dict)
    until: str = ""
    warnings: int = 0
