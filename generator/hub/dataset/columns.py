"""The columns of every table of the dataset, that of the offices too."""

from __future__ import annotations

from collections.abc import Mapping

from generator.hub.harvest.rows import OFFICE, tables_of_dataset
from generator.plan.fields import Column, Kind

OFFICES = "offices"
#: What the names of folders say of every row below them.
YEAR_FOLDER, PROVINCE_FOLDER = "fiscal_year", "province"
PROVINCE = Column(PROVINCE_FOLDER, "จังหวัด", Kind.TEXT, "จังหวัดตาม hub.yml", "พะเยา")

OFFICE_COLUMNS = (
    OFFICE,
    Column("name", "ชื่อองค์กร", Kind.TEXT, "ชื่อตามที่องค์กรเขียน", "เทศบาลตำบลตัวอย่าง"),
    Column("kind", "ประเภท", Kind.TEXT, "ประเภทขององค์กร ว่างเมื่ออ่านจากเว็บไซต์", "เทศบาลตำบล"),
    Column("district", "อำเภอ", Kind.TEXT, "อำเภอตาม hub.yml", "เมือง"),
    Column(
        "site_url",
        "เว็บไซต์",
        Kind.ADDRESS,
        "เว็บไซต์ของแผน ว่างเมื่อไม่บอก",
        "https://plan.example.go.th/",
    ),
    Column("licence", "สัญญาอนุญาต", Kind.CODE, "สัญญาอนุญาตของข้อมูลเปิด ว่างเมื่อไม่บอก", "CC-BY-4.0"),
    Column("good_on", "ข้อมูล ณ วันที่", Kind.DATE, "วันที่อ่านข้อมูลที่แสดงอยู่นี้", "2026-11-24"),
    Column("years", "ปีที่มี", Kind.TEXT, "ปีงบประมาณที่มีข้อมูล คั่นด้วย ;", "2569;2570"),
    Column("projects", "จำนวนแถว", Kind.INTEGER, "แถวของโครงการทุกปี", "300"),
)


def dataset_columns() -> Mapping[str, tuple[Column, ...]]:
    """Return the columns of each table as its files have them, in their order."""
    return {**tables_of_dataset(), OFFICES: OFFICE_COLUMNS}
