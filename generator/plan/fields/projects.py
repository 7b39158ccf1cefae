"""The columns of projects.csv, and the two that an amendment's has besides.

In the order in which rows are recorded and data files, guide and next year's table show them. To
add a column whose text is kept as it is written, add one `plain` here.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from generator.plan.fields import texts
from generator.plan.fields.field import FactKind, Field, Later, TextKind
from generator.plan.fields.published import PUBLISHED, YEAR
from generator.plan.model import Project
from generator.thai.dates import MONTHS, MONTHS_SHORT
from generator.thai.fiscal import MONTH_NUMBERS

_CODE, _FREE, _LISTED = TextKind.CODE, TextKind.FREE, TextKind.LISTED
_MONTH, _NUMBER, _POINT = TextKind.MONTH, TextKind.NUMBER, TextKind.POINT


def _text(
    code: str, headings: tuple[str, ...], write: Callable[[Project], str], **more: Any
) -> Field[Project]:
    """Return a column that records keep and the data file shows in the same words."""
    return Field(code, headings, **{"write": write, "show": write} | more)


def plain(code: str, *headings: str, attribute: str = "", **more: Any) -> Field[Project]:
    """Return a column whose text is kept as written; with no `attribute`, by its code name."""
    write = attrgetter(attribute) if attribute else lambda project: project.said(code)
    return _text(code, headings, write, attribute=attribute, **more)


def _point(axis: str, heading: str, meaning: str, **told: str) -> Field[Project]:
    write = texts.coordinate(axis)
    more: dict[str, Any] = told | {"kind": _POINT, "meaning": meaning, "later": Later.PUT_RIGHT}
    return _text(axis, (heading,), write, **more)


# Columns for the twelve months of a fiscal year, October first; any mark means work.
MONTH_FIELDS: tuple[Field[Project], ...] = tuple(
    Field(
        f"month-{month:02}",
        (MONTHS_SHORT[month - 1], MONTHS[month - 1]),
        TextKind.MARK,
        offered=False,
    )
    for month in MONTH_NUMBERS
)

FIELDS: tuple[Field[Project], ...] = (
    _text(
        "id",
        ("รหัสโครงการ", "รหัส"),
        attrgetter("id"),
        kind=_CODE,
        required=True,
        meaning="อักษรอังกฤษ ตัวเลข ขีดกลาง ไม่ซ้ำกัน เป็นที่อยู่ของหน้าโครงการ ตั้งแล้วอย่าเปลี่ยน",
        since=1,
        told="รหัสของโครงการ ไม่ซ้ำกันในปี ไม่เปลี่ยน เป็นข้อความ",
        example="2570-001",
    ),
    _text(
        "strategy",
        ("ยุทธศาสตร์", "ยุทธศาสตร์ที่"),
        attrgetter("strategy"),
        kind=_LISTED,
        required=True,
        meaning="เลขหรือชื่อตาม plan.yml",
        changed=FactKind.RECLASSIFIED,
        since=1,
        is_filter=True,
        told="รหัสยุทธศาสตร์ตามแผน เป็นข้อความ",
        example="1",
    ),
    plain(
        "tactic",
        "กลยุทธ์",
        "แนวทางการพัฒนา",
        "แนวทาง",
        attribute="tactic",
        kind=_LISTED,
        told="กลยุทธ์หรือแนวทางการพัฒนาตามแผน",
    ),
    _text(
        "programme",
        ("แผนงาน",),
        attrgetter("programme_name"),
        kind=_LISTED,
        meaning="หนึ่งในสิบสองแผนงานของงบประมาณ",
        changed=FactKind.RECLASSIFIED,
        since=1,
        is_filter=True,
        told="แผนงานของงบประมาณ",
        example="แผนงานเคหะและชุมชน",
    ),
    _text(
        "form",
        ("แบบ", "แบบฟอร์ม"),
        attrgetter("form.thai"),
        kind=_LISTED,
        meaning="ผด.02 (ถ้าเว้นว่าง) หรือ ผด.02/1 สำหรับครุภัณฑ์",
        told="แบบที่พิมพ์โครงการนี้ ผด.02 หรือ ผด.02/1 สำหรับครุภัณฑ์",
        example="ผด.02",
    ),
    _text(
        "name",
        ("โครงการ", "โครงการ/กิจกรรม", "ครุภัณฑ์", "ชื่อโครงการ", "แผนงาน/โครงการ"),
        attrgetter("name"),
        required=True,
        meaning="คัดตามเอกสารทุกคำ",
        changed=FactKind.RENAMED,
        since=1,
        told="ชื่อโครงการตามเอกสารที่ประกาศ",
    ),
    plain(
        "detail",
        "รายละเอียดของกิจกรรม",
        "รายละเอียดของกิจกรรมที่เกิดขึ้นจากโครงการ",
        "รายละเอียดของครุภัณฑ์",
        "รายละเอียดกิจกรรม",
        "รายละเอียดโครงการ",
        "รายละเอียด",
        attribute="detail",
        changed=FactKind.REWORDED,
        since=1,
        told="รายละเอียดของกิจกรรมตามเอกสาร",
    ),
    _text(
        "budget",
        ("งบประมาณ", "งบประมาณ (บาท)", "จำนวนงบประมาณ (บาท)"),
        texts.stated_budget,
        kind=TextKind.AMOUNT,
        required=True,
        meaning="บาท มีสตางค์ได้สองตำแหน่ง",
        show=texts.told_budget,
        changed=FactKind.REPRICED,
        since=1,
        goes_on=False,
        told="งบประมาณตามแผนฉบับล่าสุด เป็นบาท ขีดคือไม่ได้ระบุ หรือเป็นคำว่าไม่ใช้งบประมาณ",
        example="478300",
    ),
    plain(
        "source",
        "แหล่งงบประมาณ",
        "แหล่งเงิน",
        "แหล่งที่มาของงบประมาณ",
        attribute="funding",
        of_office=True,
        changed=FactKind.FUNDED_OTHERWISE,
        since=1,
        told="แหล่งเงินตามเอกสาร",
        example="เทศบัญญัติงบประมาณรายจ่าย",
    ),
    plain(
        "place",
        "สถานที่ดำเนินการ",
        "สถานที่",
        attribute="place",
        changed=FactKind.MOVED,
        since=1,
        told="สถานที่ตามเอกสาร",
    ),
    _text(
        "villages",
        ("หมู่ที่", "หมู่"),
        texts.stated_villages,
        kind=_LISTED,
        meaning="ดูหัวข้อ “หมู่บ้าน” ข้างล่าง",
        show=texts.told_villages,
        later=Later.FILLED,
        changed=FactKind.MOVED,
        since=1,
        told="เลขหมู่ ช่วงที่ติดกันย่อด้วยขีด หรือทั้งตำบล",
        example="1-3, 5",
    ),
    _text(
        "unit",
        ("หน่วยงานรับผิดชอบหลัก", "หน่วยงานรับผิดชอบ", "หน่วยงานที่รับผิดชอบ"),
        attrgetter("unit"),
        kind=_LISTED,
        required=True,
        meaning="ชื่อตาม organization.yml หรือชื่อหน่วยงานภายนอก",
        changed=FactKind.REASSIGNED,
        since=1,
        is_filter=True,
        told="หน่วยงานรับผิดชอบหลัก ตามที่เอกสารเขียน",
        example="กองช่าง",
    ),
    _text(
        "partners",
        ("หน่วยงานสนับสนุน", "หน่วยงานร่วม"),
        texts.stated_partners,
        meaning="หลายหน่วยงานคั่นด้วย `;`",
        told="หน่วยงานสนับสนุน คั่นด้วย ;",
    ),
    _text(
        "owner",
        ("เจ้าของโครงการ",),
        texts.stated_owner,
        kind=_LISTED,
        meaning="ดูหัวข้อ “เจ้าของโครงการ” ข้างล่าง",
        show=texts.told_owner,
        changed=FactKind.REASSIGNED,
        since=1,
        is_filter=True,
        told="เจ้าของโครงการ ว่างเมื่อเป็นขององค์กรเองและเอกสารไม่ได้ระบุ",
    ),
    # Readers get the two ends of the work; records keep every month.
    Field(
        "start",
        ("เริ่ม", "เริ่มต้น", "เดือนเริ่ม", "เดือนเริ่มต้น"),
        _MONTH,
        "เดือนและปีที่เริ่ม",
        show=texts.first_month,
        told="เดือนแรกที่ทำงาน เขียนแบบไทย",
        example="ต.ค. 2569",
    ),
    Field(
        "end",
        ("สิ้นสุด", "เดือนสิ้นสุด"),
        _MONTH,
        "เดือนและปีที่สิ้นสุด",
        show=texts.last_month,
        told="เดือนสุดท้ายที่ทำงาน เขียนแบบไทย",
        example="ธ.ค. 2569",
    ),
    Field(
        "period",
        ("ระยะเวลา", "ระยะเวลาดำเนินการ"),
        _MONTH,
        "ใช้แทนสองคอลัมน์ข้างบน เช่น พ.ย. 2569 - ม.ค. 2570",
        offered=False,
    ),
    *MONTH_FIELDS,
    Field(
        "months",
        ("เดือนที่ดำเนินการ",),
        _MONTH,
        "มาจากแฟ้มข้อมูลที่เผยแพร่ เมื่อเดือนที่ทำไม่ต่อเนื่องกัน",
        write=texts.stated_months,
        show=texts.scattered_months,
        changed=FactKind.RESCHEDULED,
        since=1,
        goes_on=False,
        offered=False,
        told="เดือนที่ทำงาน เขียนแบบไทย เฉพาะเมื่อเดือนไม่ติดกัน",
        example="ต.ค. 2569 ธ.ค. 2569",
    ),
    _text(
        "count",
        ("จำนวนโครงการ",),
        lambda project: str(project.count),
        kind=_NUMBER,
        meaning="ถ้าเว้นว่างคือ 1",
        changed=FactKind.RECOUNTED,
        since=1,
        told="หนึ่งแถวแทนกี่โครงการ",
        example="1",
    ),
    plain(
        "plan_ref",
        "แผนพัฒนาท้องถิ่น",
        "อ้างอิงแผน",
        attribute="plan_ref",
        of_office=True,
        meaning="หน้าและลำดับในแผนพัฒนาท้องถิ่น",
        goes_on=False,
        told="หน้าและลำดับในแผนพัฒนาท้องถิ่น",
    ),
    plain(
        "continues",
        "ต่อเนื่องจาก",
        attribute="continues",
        kind=_CODE,
        meaning="รหัสของโครงการเดิมในปีก่อน",
        later=Later.PUT_RIGHT,
        since=1,
        told="รหัสของโครงการเดิมในปีก่อน",
        example="2569-014",
    ),
    _point("lat", "ละติจูด", "เช่น 19.9105", told="ละติจูด WGS 84", example="19.9105"),
    _point("lon", "ลองจิจูด", "เช่น 99.8406", told="ลองจิจูด WGS 84", example="99.8406"),
    plain("note", "หมายเหตุ", attribute="note", goes_on=False, told="หมายเหตุตามเอกสาร"),
    # Data files name the year in every row; a plan's folder has said it already.
    Field(
        YEAR.code,
        (YEAR.heading,),
        _NUMBER,
        "มาจากแฟ้มข้อมูลที่เผยแพร่ ไม่ต้องกรอก",
        offered=False,
    ),
    *PUBLISHED,
    # The printed order number; the id is what is permanent.
    Field("ordinal", ("ลำดับที่", "ลำดับ", "ที่"), _NUMBER, None, offered=False),
    # What `phaen import` leaves beside a row: nothing of it is recorded or published.
    Field(
        "origin",
        ("ที่มาในแบบ",),
        meaning="phaen import เขียนให้: แถวนี้มาจากที่ใดในแบบเดิม ลบทั้งคอลัมน์ได้เมื่อตรวจเสร็จ",
        offered=False,
    ),
    Field(
        "asked",
        ("คำถามจากแบบ",),
        meaning="phaen import เขียนให้: สิ่งที่แบบเดิมไม่บอกให้แน่ชัด ตอบโดยกรอกช่องที่ถามถึง หรือลบข้อความนี้",
        offered=False,
    ),
)

# What only an amendment's table has.
AMENDMENT_ONLY: tuple[Field[Project], ...] = (
    _text(
        "change",
        ("การเปลี่ยนแปลง",),
        lambda project: project.change.thai if project.change else "",
        kind=_LISTED,
        required=True,
        meaning="เพิ่ม แก้ไข หรือ ยกเลิก",
        goes_on=False,
        told="การเปลี่ยนแปลงครั้งล่าสุดทำอะไรกับแถวนี้: เพิ่ม แก้ไข หรือยกเลิก",
        example="แก้ไข",
    ),
    plain(
        "reason",
        "เหตุผล",
        attribute="reason",
        meaning="เหตุผลสั้น ๆ ที่ประชาชนอ่านเข้าใจ",
        goes_on=False,
        told="เหตุผลของการเปลี่ยนแปลง",
    ),
)
