"""The columns of a year's six tables of open data, each said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from generator.plan.fields import (
    ADDED,
    ADDED_TO_REPORTS,
    PAGE,
    SOURCE,
    YEAR,
    Column,
    Field,
    Kind,
    TextKind,
    data_fields,
    report_fields,
)

# What a field of the plan is where a data file has it. Money of a plan may be words (no budget).
_KINDS = {
    TextKind.CODE: Kind.CODE,
    TextKind.NUMBER: Kind.INTEGER,
    TextKind.POINT: Kind.DEGREES,
    TextKind.DATE: Kind.DATE,
}


def _of_plan(field: Field[Any]) -> Column:
    told = field.told or field.meaning or field.name
    kind = field.holds or _KINDS.get(field.kind, Kind.TEXT)
    return Column(field.code, field.name, kind, told, field.example)


def project_columns() -> tuple[Column, ...]:
    """Return the columns of `projects`: those that staff type, then what is known besides."""
    return (YEAR, *map(_of_plan, data_fields()), *ADDED)


_PROJECT = _of_plan(next(one for one in data_fields() if one.code == "id"))
_NAME = _of_plan(next(one for one in data_fields() if one.code == "name"))


def progress_columns() -> tuple[Column, ...]:
    """Return the columns of `progress`: those of progress.csv, then what is known besides."""
    return (YEAR, *map(_of_plan, report_fields()), *ADDED_TO_REPORTS)


_EDITION = Column("edition", "ครั้งที่", Kind.INTEGER, "0 คือแผนที่ประกาศ 1 ขึ้นไปคือการเปลี่ยนแปลง", "1")
_NUMBER = Column("official_number", "ฉบับที่", Kind.TEXT, "เลขที่ฉบับตามเอกสาร", "1/2570")
_SORT = Column("edition_kind", "ประเภท", Kind.TEXT, "ประเภทตามเอกสาร เช่น เพิ่มเติม แก้ไข", "แก้ไข")


def _day(code: str, heading: str, meaning: str) -> Column:
    return Column(code, heading, Kind.DATE, f"{meaning} ค.ศ. ว่างคือแฟ้มไม่บอก", "2026-10-15")


_ANNOUNCED = _day("announced", "วันที่ประกาศ", "วันที่ผู้บริหารประกาศ")


def _baht(code: str, heading: str, meaning: str) -> Column:
    return Column(code, heading, Kind.BAHT, meaning, "478300")


def _count(code: str, heading: str, meaning: str) -> Column:
    return Column(code, heading, Kind.INTEGER, meaning, "12")


AMENDMENTS = (
    YEAR,
    _EDITION,
    _NUMBER,
    _SORT,
    _ANNOUNCED,
    _PROJECT,
    _NAME,
    Column("change", "การเปลี่ยนแปลง", Kind.TEXT, "ฉบับนี้ทำอะไรกับโครงการ: เพิ่ม แก้ไข ยกเลิก", "แก้ไข"),
    Column("reason", "เหตุผล", Kind.TEXT, "เหตุผลตามเอกสาร"),
    _baht("before_baht", "งบประมาณเดิม", "ก่อนฉบับนี้ ว่างเมื่อไม่ได้ระบุหรือไม่มีแถวมาก่อน"),
    _baht("after_baht", "งบประมาณใหม่", "ตามฉบับนี้ ว่างเมื่อไม่ได้ระบุหรือยกเลิก"),
    Column("changed", "สิ่งที่เปลี่ยน", Kind.TEXT, "รหัสของคอลัมน์ที่เปลี่ยน คั่นด้วย ;", "budget;months"),
    PAGE,
    *SOURCE,
    Column(
        "changed_names",
        "คอลัมน์ที่เปลี่ยน",
        Kind.TEXT,
        "หัวของคอลัมน์ที่เปลี่ยน คั่นด้วย ;",
        "งบประมาณ;เดือนที่ดำเนินการ",
    ),
)
ANNOUNCEMENTS = (
    YEAR,
    Column(
        "notice",
        "เรื่อง",
        Kind.CODE,
        "plan คือแผนที่ประกาศ amendment คือการเปลี่ยนแปลง results คือผลการติดตาม",
        "plan",
    ),
    _EDITION,
    _NUMBER,
    _SORT,
    Column("title", "ชื่อเรื่อง", Kind.TEXT, "ชื่อตามเอกสาร"),
    _day("considered", "วันที่พิจารณา", "วันที่คณะกรรมการพิจารณา หรือเสนอผลการติดตาม"),
    _ANNOUNCED,
    _day("posted_from", "ปิดประกาศตั้งแต่", "วันแรกที่ปิดประกาศบนบอร์ด"),
    _day("posted_until", "ปิดประกาศถึง", "วันสุดท้ายที่ปิดประกาศบนบอร์ด"),
    _day("web_from", "ลงเว็บไซต์ตั้งแต่", "วันแรกที่ลงเว็บไซต์"),
    Column("posted_at", "สถานที่ปิดประกาศ", Kind.TEXT, "ที่ที่ปิดประกาศ คั่นด้วย ;"),
    _count("projects", "โครงการในแผน", "จำนวนโครงการของแผนหลังฉบับนี้"),
    _baht("budget_baht", "งบประมาณในแผน", "งบประมาณรวมของแผนหลังฉบับนี้ เฉพาะที่ระบุ"),
    PAGE,
    Column("notice_name", "เรื่องเป็นคำ", Kind.TEXT, "ความหมายของรหัสเรื่อง", "แผนที่ประกาศ"),
)
TOTALS = (
    YEAR,
    Column(
        "group",
        "กลุ่ม",
        Kind.CODE,
        "year ทั้งปี portion ของใคร strategy programme unit village month owner source form",
        "unit",
    ),
    Column("code", "รหัส", Kind.CODE, "รหัสในกลุ่ม เป็นข้อความ", "engineering"),
    Column("label", "ชื่อ", Kind.TEXT, "ชื่อของรหัส", "กองช่าง"),
    _count("rows", "แถว", "จำนวนแถวของแผน ไม่นับที่ยกเลิก"),
    _count("projects", "โครงการ", "จำนวนโครงการ หนึ่งแถวอาจแทนหลายโครงการ"),
    _baht(
        "budget_baht", "งบประมาณ", "ผลรวมเฉพาะโครงการที่ระบุวงเงิน ผลรวมของหมู่และของเดือนนำมาบวกกันไม่ได้"
    ),
    _count("not_stated", "ไม่ได้ระบุวงเงิน", "โครงการที่ไม่ได้ระบุ จึงไม่อยู่ในผลรวม"),
    _count("no_budget", "ไม่ใช้งบประมาณ", "โครงการที่ไม่ใช้งบประมาณ"),
    PAGE,
    Column("group_name", "ชื่อกลุ่ม", Kind.TEXT, "ความหมายของรหัสกลุ่ม", "หน่วยงาน"),
)
VILLAGES = (
    YEAR,
    Column(
        "scope",
        "ขอบเขต",
        Kind.CODE,
        "village หนึ่งหมู่ต่อแถว everywhere ทั้งพื้นที่ not-stated ไม่ได้ระบุ",
        "village",
    ),
    Column("village", "หมู่ที่", Kind.INTEGER, "เลขหมู่ ว่างเมื่อไม่ใช่หมู่เดียว", "5"),
    Column("village_name", "ชื่อหมู่บ้าน", Kind.TEXT, "ชื่อตามทะเบียนขององค์กร"),
    _PROJECT,
    _baht(
        "budget_baht",
        "งบประมาณทั้งโครงการ",
        "ทั้งโครงการ มิใช่ส่วนของหมู่ โครงการหนึ่งมีหลายแถวได้ จึงห้ามบวก",
    ),
    Column("villages_shared", "จำนวนหมู่", Kind.INTEGER, "โครงการนี้ทำกี่หมู่ ว่างเมื่อทั้งพื้นที่", "3"),
    PAGE,
)


def table_columns() -> Mapping[str, tuple[Column, ...]]:
    """Return the columns of each table by its name, in the order in which tables are told."""
    return MappingProxyType({
        "projects": project_columns(),
        "progress": progress_columns(),
        "amendments": AMENDMENTS,
        "announcements": ANNOUNCEMENTS,
        "totals": TOTALS,
        "villages": VILLAGES,
    })  # fmt: skip


def chosen(columns: Iterable[Column], codes: Iterable[str]) -> tuple[Column, ...]:
    """Return the columns of these code names, in their order."""
    known = {one.code: one for one in columns}
    return tuple(known[code] for code in codes)


# What a list's own files say of each row: columns of `projects`, where all the rest stands. Every
# project stands in some ten lists: people get what a page says, programs what they join by.
_FOR_PEOPLE = (
    "id", "name", "villages", "unit", "start_month", "end_month", "budget_baht", "status_name",
    "page_address",
)  # fmt: skip
_FOR_PROGRAMS = ("id", "budget_baht", "status_code")
# What some lists are about, behind the columns of every list.
REPORTED = chosen(project_columns(), ("percent_done", "spent_baht", "reported_on"))
CHANGED = chosen(
    AMENDMENTS, ("edition", "announced", "change", "before_baht", "after_baht", "reason")
)
DEARER = (
    *chosen(project_columns(), ("continues",)),
    _baht("before_baht", "งบประมาณปีก่อน", "ตามแผนปีก่อนฉบับล่าสุด"),
    _baht("difference_baht", "ต่างจากปีก่อน", "งบประมาณปีนี้หักด้วยปีก่อน ติดลบคือลดลง"),
)


def list_columns() -> tuple[Column, ...]:
    """Return the columns of the CSV beside a list."""
    return chosen(project_columns(), _FOR_PEOPLE)


def list_columns_of_json() -> tuple[Column, ...]:
    """Return the columns of the JSON beside a list."""
    return chosen(project_columns(), _FOR_PROGRAMS)


def list_columns_of_dearer() -> tuple[Column, ...]:
    """Return what the CSV of dearer projects has that no table has."""
    return DEARER[1:]
