"""What a clerk fills in, a reader sees: no field of an office or a plan is asked for in vain."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.sites import BuiltSite, build_here
from portals import PROJECTS, csv_table, make_row, portal_folder
from uploads import jpg, pdf

OFFICE = """name: เทศบาลตำบลตัวอย่าง
kind: เทศบาลตำบล
district: ดอยตะวัน
province: เชียงราย
dla_code: "5579901"
executive: {name: นายสมชาย ใจดี, position: นายกเทศมนตรีตำบลตัวอย่าง}
contact:
  address: 99 หมู่ที่ 1 ตำบลตัวอย่าง
  phone: 053-000-000
  email: saraban@example.go.th
  line: "@office-example"
  facebook: office.example
  website: https://www.example.go.th/
units:
  engineering: {name: กองช่าง, phone: 053-000-001}
  health: {name: กองสาธารณสุข}
villages: {1: บ้านร่องไฮ}
"""
PLAN = """fiscal_year: 2570
strategies:
  - {id: 1, name: โครงสร้างพื้นฐาน, tactics: [สร้างและซ่อมถนนทุกสาย]}
trigger: {event: งบประมาณรายจ่ายประจำปี, date: 2569-09-25}
edition:
  considered: 2569-10-10
  announced: 2569-10-15
  posted_from: 2569-10-16
  posted_until: 2569-11-30
  web_from: 2569-10-17
  documents: [{title: ประกาศที่ลงนาม, file: documents/signed.pdf}]
  evidence: [documents/board.jpg]
results:
  - proposed: 2570-12-01
    announced: 2570-12-05
    documents: [{title: รายงานผล, file: documents/results.pdf}]
ita: {plan: o8, progress: o9, results: o10, annual: o11}
"""
ROWS = [
    make_row(id="2570-001", villages="1"),
    make_row(id="2570-002", unit="กองสาธารณสุข", name="พ่นหมอกควัน"),
]
REPORT = {
    "id": "2570-001", "date": "2569-11-20", "status": "แล้วเสร็จ", "result": "ผิวจราจรเรียบ",
    "problem": "ฝนตกสามวัน", "suggestion": "ควรเริ่มหน้าแล้ง",
    "evidence": "ก่อน: documents/before.jpg = ถนนก่อนซ่อม; https://www.example.go.th/photos",
}  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    folder: Path = tmp_path_factory.mktemp("filled")
    files: dict[str, str | bytes | None] = {
        "plans/organization.yml": OFFICE,
        "plans/2570/plan.yml": PLAN,
        PROJECTS: csv_table(ROWS),
        "plans/2570/progress.csv": csv_table([REPORT]),
        "plans/2570/documents/signed.pdf": pdf(),
        "plans/2570/documents/results.pdf": pdf(),
        "plans/2570/documents/board.jpg": jpg(),
    }
    return build_here(portal_folder(folder, files))


SEEN = {
    "index.html": [
        "99 หมู่ที่ 1 ตำบลตัวอย่าง", "053-000-000", "saraban@example.go.th", "@office-example",
        "office.example", "นายสมชาย ใจดี นายกเทศมนตรีตำบลตัวอย่าง", "เผยแพร่ทางเว็บไซต์ตั้งแต่ 17 ตุลาคม 2569",
    ],
    "data.html": ["5579901"],
    "2570/announcements/index.html": [
        "นายสมชาย ใจดี", "ข้อ O8", "ข้อ O10", "ภาพถ่ายการติดประกาศ 1", "รายงานผล", "ประกาศที่ลงนาม",
    ],
    "2570/progress.html": ["ข้อ O9"],
    "2570/data/index.html": ["O8", "O9", "O10", "annual O11"],
    "2570/strategies/1.html": ["สร้างและซ่อมถนนทุกสาย"],
    "2570/units/engineering.html": ["053-000-001"],
    "2570/projects/2570-001.html": [
        "053-000-001", "ผิวจราจรเรียบ", "ฝนตกสามวัน", "ควรเริ่มหน้าแล้ง", "หลักฐาน", "ก่อน ถนนก่อนซ่อม",
    ],
    "2570/projects/2570-002.html": ["เทศบาลตำบลตัวอย่าง โทร. 053-000-000"],
}  # fmt: skip


@pytest.mark.parametrize("path", SEEN)
def test_what_a_clerk_fills_in_a_reader_sees(path: str, filled: BuiltSite) -> None:
    text = filled.page(path).text.replace("\u00a0", " ")
    assert [word for word in SEEN[path] if word not in text] == []


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("404.html", "tel:053000000"),
        ("index.html", "mailto:saraban@example.go.th"),
        ("index.html", "https://line.me/R/ti/p/@office-example"),
        ("2570/projects/2570-001.html", "tel:053000001"),
        ("2570/projects/2570-001.html", "https://www.example.go.th/photos"),
        ("2570/announcements/index.html", "../documents/board.jpg"),
        ("2570/announcements/index.html", "../documents/results.pdf"),
    ],
)
def test_what_leads_somewhere_is_a_link(path: str, href: str, filled: BuiltSite) -> None:
    links = [one.attributes.get("href") for one in filled.page(path).tags("a")]
    assert href in links
