"""What our data files say of a project or a report besides the columns that staff type.

All of it is known from other columns, files or reports. Whoever puts a published file back as the
source need not take these columns out: they are known, and nothing is read from them.
"""

from __future__ import annotations

from generator.machine.layout import PLANS, PROJECTS
from generator.plan.fields.column import Column, Kind
from generator.plan.fields.field import Field
from generator.plan.model import ProgressReport, Project

YEAR = Column("fiscal_year", "ปีงบประมาณ", Kind.YEAR, "ปีงบประมาณ พ.ศ.", "2570")
PAGE = Column("page_address", "ที่อยู่หน้าเว็บ", Kind.ADDRESS, "หน้าที่บอกเรื่องนี้ในเว็บไซต์นี้")
# Where a row was typed.
SOURCE: tuple[Column, ...] = (
    Column(
        "source_file",
        "แฟ้มต้นทาง",
        Kind.TEXT,
        "แฟ้มของแผนที่ข้อมูลแถวนี้มา",
        f"{PLANS}/2570/{PROJECTS}.xlsx",
    ),
    Column("source_sheet", "แผ่นงานต้นทาง", Kind.TEXT, "แผ่นงานในแฟ้มนั้น ว่างเมื่อแฟ้มไม่มีแผ่นงาน"),
    Column("source_row", "แถวต้นทาง", Kind.INTEGER, "แถวในแฟ้มนั้น นับตามที่ Excel นับ", "12"),
)
ADDED: tuple[Column, ...] = (
    Column("strategy_name", "ชื่อยุทธศาสตร์", Kind.TEXT, "ชื่อเต็มของยุทธศาสตร์ตามแผน"),
    Column(
        "programme_code",
        "รหัสแผนงาน",
        Kind.CODE,
        "รหัสของแผนงานในที่อยู่หน้าเว็บ none คือไม่ได้ระบุ other คือชื่อที่ไม่ใช่สิบสองแผนงาน",
        "industry",
    ),
    Column(
        "unit_code",
        "รหัสหน่วยงาน",
        Kind.CODE,
        "รหัสของหน่วยงานรับผิดชอบหลักในที่อยู่หน้าเว็บ",
        "engineering",
    ),
    Column("unit_name", "ชื่อหน่วยงาน", Kind.TEXT, "ชื่อหน่วยงานตามทะเบียนขององค์กร", "กองช่าง"),
    Column(
        "owner_code",
        "รหัสเจ้าของโครงการ",
        Kind.CODE,
        "own คือองค์กรทำเอง นอกนั้นเป็นของหน่วยงานอื่น",
        "own",
    ),
    Column(
        "owner_name",
        "ชื่อเจ้าของโครงการ",
        Kind.TEXT,
        "ความหมายของรหัสเจ้าของโครงการ มีทุกแถว",
        "ดำเนินการเอง",
    ),
    Column(
        "village_list",
        "หมู่ที่ทีละหมู่",
        Kind.TEXT,
        "เลขหมู่ทีละหมู่ คั่นด้วย ; ว่างเมื่อทำทั้งพื้นที่หรือไม่ได้ระบุ",
        "1;2;3",
    ),
    Column("start_month", "เดือนแรก", Kind.MONTH, "เดือนแรกที่ทำงาน ปี ค.ศ.-เดือน", "2026-10"),
    Column("end_month", "เดือนสุดท้าย", Kind.MONTH, "เดือนสุดท้ายที่ทำงาน ปี ค.ศ.-เดือน", "2026-12"),
    Column(
        "work_months",
        "เดือนทำงานทุกเดือน",
        Kind.TEXT,
        "ทุกเดือนที่ทำงาน ปี ค.ศ.-เดือน คั่นด้วย ;",
        "2026-10;2026-12",
    ),
    Column(
        "budget_baht",
        "งบประมาณปัจจุบันเป็นตัวเลข",
        Kind.BAHT,
        "งบประมาณตามแผนฉบับล่าสุด บวกกันได้เท่ายอดของแผน ว่างเมื่อไม่ได้ระบุ ไม่ใช้งบประมาณ หรือยกเลิกแล้ว",
        "478300",
    ),
    Column(
        "announced_baht",
        "งบประมาณที่ประกาศครั้งแรก",
        Kind.BAHT,
        "งบประมาณตามแผนที่ประกาศก่อนการเปลี่ยนแปลงใด ว่างเมื่อโครงการเพิ่มมาภายหลัง",
        "450000",
    ),
    Column(
        "edition",
        "ฉบับที่กำหนดข้อความนี้",
        Kind.INTEGER,
        "0 คือแผนที่ประกาศ 1 ขึ้นไปคือการเปลี่ยนแปลงครั้งที่เท่าใด",
        "0",
    ),
    Column(
        "status_code",
        "รหัสสถานะล่าสุด",
        Kind.CODE,
        "สถานะตามรายงานล่าสุด withdrawn คือยกเลิกจากแผน not-reported คือยังไม่รายงาน",
        "under-way",
    ),
    Column("status_name", "สถานะล่าสุด", Kind.TEXT, "ความหมายของรหัสสถานะ", "อยู่ระหว่างดำเนินการ"),
    Column(
        "percent_done",
        "ร้อยละล่าสุด",
        Kind.PERCENT,
        "ร้อยละของงานตามรายงานล่าสุด ว่างเมื่อรายงานไม่บอก",
        "45",
    ),
    Column(
        "spent_baht",
        "เบิกจ่ายล่าสุด",
        Kind.BAHT,
        "ยอดเบิกจ่ายสะสมที่รายงานล่าสุด ว่างเมื่อไม่มีรายงานใดบอก ไม่ใช่ศูนย์",
        "200000.50",
    ),
    Column("reported_on", "วันที่รายงานล่าสุด", Kind.DATE, "วันของรายงานล่าสุด ค.ศ.", "2026-12-31"),
    Column("page_address", "ที่อยู่หน้าโครงการ", Kind.ADDRESS, "หน้าของโครงการในเว็บไซต์นี้"),
    *SOURCE,
    Column(
        "edition_announced_on",
        "วันที่ประกาศฉบับนี้",
        Kind.DATE,
        "วันที่ประกาศฉบับที่กำหนดข้อความนี้ ค.ศ. ว่างคือไม่พบวันประกาศ แผนยังเป็นร่าง",
        "2026-10-15",
    ),
)
ADDED_TO_REPORTS: tuple[Column, ...] = (
    Column("status_code", "รหัสสถานะ", Kind.CODE, "รหัสของสถานะที่รายงาน", "under-way"),
    PAGE,
    *SOURCE,
)

# As the reader of plans knows them.
PUBLISHED: tuple[Field[Project], ...] = tuple(
    Field(one.code, (one.heading,), meaning=None, offered=False) for one in ADDED
)
PUBLISHED_OF_REPORTS: tuple[Field[ProgressReport], ...] = tuple(
    Field(one.code, (one.heading,), meaning=None, offered=False)
    for one in (YEAR, *ADDED_TO_REPORTS)
)
