"""Records → files of data beside the pages: all offices, all clocks, all pairs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from generator.hub.coordination.records import Finding
from generator.hub.dataset.parquet import parquet_of
from generator.hub.dataset.reading import Row
from generator.hub.site.addresses import address
from generator.hub.site.records import Country, Office
from generator.machine.artifact import Artifact
from generator.plan.fields import Kind
from generator.plan.model import Totals
from generator.site.render.tables import csv_text
from generator.site.views.table import money_text

_OFFICES = (
    ("office_code", "รหัส อปท."), ("name", "ชื่อองค์กร"), ("district", "อำเภอ"), ("province", "จังหวัด"),
    ("fiscal_year", "ปีงบประมาณ"), ("has_plan", "มีแผน"),
    ("own_projects", "โครงการที่องค์กรทำเอง"), ("own_baht", "องค์กรทำเอง (บาท)"),
    ("own_not_stated", "โครงการที่ทำเองไม่ระบุงบประมาณ"),
    ("allowances_baht", "เบี้ยยังชีพ (บาท)"), ("others_projects", "โครงการของหน่วยงานอื่น"),
    ("others_baht", "หน่วยงานอื่น (บาท)"), ("others_not_stated", "โครงการของหน่วยงานอื่นไม่ระบุงบประมาณ"),
    ("announced_on", "วันประกาศ"), ("posted_in_time", "ปิดประกาศทันกำหนด"),
    ("reportable", "โครงการที่ต้องรายงาน"), ("reported", "โครงการที่รายงานแล้ว"),
    ("last_report_on", "วันที่รายงานล่าสุด"), ("state", "สถานะในศูนย์รวม"), ("reason", "เหตุผล"),
    ("good_on", "ข้อมูล ณ วันที่"), ("site_url", "เว็บไซต์"),
)  # fmt: skip
_CLOCKS = (
    ("office_code", "รหัส อปท."), ("name", "ชื่อองค์กร"), ("province", "จังหวัด"), ("notice", "เรื่อง"),
    ("edition", "ครั้งที่"), ("rule", "กำหนด"), ("due", "วันสุดท้ายตามกำหนด"), ("done", "วันที่ทำ"),
    ("days_over", "เกินกำหนดกี่วัน"), ("clause", "ข้อกฎหมาย"),
)  # fmt: skip
_OF_ROW = (
    ("office_code", "รหัส อปท."), ("office_name", "ชื่อองค์กร"), ("district", "อำเภอ"),
    ("id", "รหัสโครงการ"), ("name", "โครงการ"), ("baht", "งบประมาณ (บาท)"),
    ("owner_code", "เจ้าของโครงการ"), ("first_month", "เดือนแรก"), ("last_month", "เดือนสุดท้าย"),
)  # fmt: skip
_PAIRS = (
    ("fiscal_year", "ปีงบประมาณ"), ("province", "จังหวัด"), ("kind", "ชนิดของคู่"), ("reasons", "เหตุผล"),
    *((f"{code}_1", f"{heading} แถวที่ 1") for code, heading in _OF_ROW),
    *((f"{code}_2", f"{heading} แถวที่ 2") for code, heading in _OF_ROW),
)  # fmt: skip
# Columns of our own counts that may be below nought.
_NUMBERS = ("days_over",)
_YES, _NO = "ใช่", "ไม่ใช่"
Rows = Sequence[tuple[str, ...]]


def file_artifacts(country: Country) -> Iterator[Artifact]:
    """Yield the files of data; sums in them are those of the pages."""
    offices = list(country.offices.values())
    yield _csv("offices-csv", _OFFICES, [_office(one, country.year) for one in offices])
    yield _csv("clocks-csv", _CLOCKS, [row for one in offices for row in _clocks(one)])
    pairs = [
        _pair(one, place.line.name, country)
        for place in country.provinces
        for one in place.found.findings
    ]
    yield _csv("coordination-csv", _PAIRS, pairs)
    yield _parquet(pairs)


def _csv(name: str, columns: Sequence[tuple[str, str]], rows: Rows) -> Artifact:
    numbers = frozenset(at for at, (code, _) in enumerate(columns) if code in _NUMBERS)
    text = csv_text([heading for _, heading in columns], rows, numbers)
    return Artifact(address(name).staged(), text.encode())


def _parquet(pairs: Rows) -> Artifact:
    kinds = [
        (code, Kind.BAHT if code.startswith("baht") else Kind.TEXT)
        for code, _ in _PAIRS
    ]  # fmt: skip
    said = json.dumps([*map(list, pairs)], ensure_ascii=False).encode()
    return Artifact(address("coordination-parquet").staged(), parquet_of(kinds, [pairs]), said)


def _office(one: Office, year: str) -> tuple[str, ...]:
    line = one.line
    known = line.planned > 0
    return (
        one.code, one.name, one.district, one.province, year, _YES if known else _NO,
        *_sums(line.own, count=True, known=known), *_sums(line.allowances, known=known)[:1],
        *_sums(line.others, count=True, known=known), one.announced,
        "" if not line.timed else _YES if line.in_time else _NO,
        *((str(line.reportable), str(line.reported)) if known else ("", "")), one.last_report,
        one.state, one.reason, one.good_on, one.site_url,
    )  # fmt: skip


def _sums(totals: Totals, *, known: bool, count: bool = False) -> tuple[str, ...]:
    """Return projects, baht and projects without an amount; nothing where no plan is known."""
    if not known:
        return ("", "", "") if count else ("",)
    baht = money_text(totals.satang) if totals.stated or not totals.rows else ""
    return (str(totals.projects), baht, str(totals.not_stated)) if count else (baht,)


def _clocks(one: Office) -> Iterable[tuple[str, ...]]:
    for due in one.dues:
        over = "" if due.over is None else str(due.over)
        yield (
            one.code, one.name, one.province, due.notice, str(due.edition), due.rule, due.due,
            due.done, over, due.clause,
        )  # fmt: skip


def _pair(one: Finding, province: str, country: Country) -> tuple[str, ...]:
    reasons = "; ".join(f"{key}={said}" if said else key for key, said in one.reasons)
    sides = (_side(row, country.offices[row.office]) for row in (one.first, one.second))
    return (
        country.year,
        province,
        one.kind.value,
        reasons,
        *(text for side in sides for text in side),
    )


def _side(row: Row, office: Office) -> tuple[str, ...]:
    first, last = (row.months[0], row.months[-1]) if row.months else ("", "")
    return (
        row.office, office.name, office.district, row.id, row.name, money_text(row.satang),
        row.owner, first, last,
    )  # fmt: skip
