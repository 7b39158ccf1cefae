"""What a clerk fills in, a reader sees: no field of an office, a plan or a table is asked in vain.

The keys and columns are those that the parser and the tables of columns know; each has a place
below, or the reason why it acts and is not shown. A new field without either fails here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from e2e.sites import BuiltSite, build_here
from generator.plan.fields import (
    MONTH_FIELDS,
    Field,
    amendment_fields,
    overlap_fields,
    progress_fields,
    project_fields,
)
from generator.plan.fields.published import PUBLISHED, PUBLISHED_OF_REPORTS
from generator.plan.parse import organization as office
from generator.plan.starter.schema import plan_schema
from photographs import photo, scene
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
site_url: https://plan.example.go.th/
units:
  engineering: {name: กองช่าง, phone: 053-000-001}
  health: {name: กองสาธารณสุข, also: [ฝ่ายสาธารณสุข]}
villages:
  1: {name: บ้านร่องไฮ, lat: 19.91, lon: 99.84}
  2: บ้านสันต้นมื่น
numerals: arabic
colours: {primary: "#7a1f3d"}
emblem: emblem.png
outline: area.geojson
licence: CC-BY-4.0
spellings: {ศดว.: [ศูนย์พัฒนาเด็กวัดธาร]}
everyday: {ไฟกิ่ง: [โคมไฟถนน]}
"""
AREA = '{"type": "Polygon", "coordinates": [[[99.8,19.9],[99.9,19.9],[99.9,20],[99.8,19.9]]]}'
PLAN = """fiscal_year: 2570
title: แผนการดำเนินงานของตัวอย่าง
draft: publish
hidden: publish
strategies:
  - {id: 1, name: โครงสร้างพื้นฐาน, tactics: [สร้างและซ่อมถนนทุกสาย]}
legal_basis: อาศัยอำนาจตามข้อ 26
trigger: {event: งบประมาณรายจ่ายประจำปี, date: 2569-09-25}
signatory: {name: นายสมหมาย ลงนาม, position: รองนายกเทศมนตรี}
committee: [{name: นางสาวสมศรี พิจารณา, position: ผู้แทนประชาคม}]
edition:
  considered: 2569-10-10
  announced: 2569-10-15
  posted_from: 2569-10-16
  posted_until: 2569-11-30
  posted_at: [ศาลาประชาคม]
  web_from: 2569-10-17
  documents: [{title: ประกาศที่ลงนาม, file: documents/signed.pdf}]
  evidence: [documents/board.jpg]
stated_totals: {projects: 4, budget: 1913201, strategies: {1: 1913202}}
results:
  - proposed: 2570-12-01
    announced: 2570-12-05
    posted_from: 2570-12-06
    posted_until: 2571-01-06
    posted_at: [ตลาดเทศบาล]
    documents: [{title: รายงานผล, file: documents/results.pdf}]
ita: {plan: o8, progress: o9, results: o10, annual: o11}
"""
AMENDMENT = """kind: เพิ่มเติม
title: แผนการดำเนินงาน เพิ่มเติมของตัวอย่าง
number: 3/2570
legal_basis: อาศัยอำนาจตามข้อ 27
trigger: {event: โอนงบประมาณ, date: 2569-11-01}
considered: 2569-11-03
announced: 2569-11-05
posted_from: 2569-11-06
posted_until: 2569-12-10
posted_at: [หน้าอำเภอ]
web_from: 2569-11-07
documents: [{title: ประกาศเพิ่มเติม, file: documents/more.pdf}]
evidence: [documents/more.jpg]
"""
ROWS = [
    make_row(
        id="2570-001", tactic="สร้างและซ่อมถนนทุกสาย", programme="แผนงานเคหะและชุมชน",
        form="ผด.02", name="ก่อสร้างถนน", detail="กว้าง 4 เมตร", source="เงินอุดหนุน",
        place="หน้าวัดธาร", villages="1", partners="หมวดทางหลวง", owner="ดำเนินการเอง", count="2",
        plan_ref="หน้า 41 ลำดับ 5", lat="19.92", lon="99.85", note="รอผลสำรวจ",
    ),
    make_row(id="2570-002", unit="ฝ่ายสาธารณสุข", name="พ่นหมอกควัน", start="", end="",
             period="ธ.ค. 2569"),
    make_row(id="2570-003", name="ปลูกต้นไม้", start="", end="", months="ม.ค. 2570 มี.ค. 2570"),
    make_row(id="2570-004", name="ขุดลอกลำเหมือง", start="", end="",
             **{field.code: "x" for field in MONTH_FIELDS}),
]  # fmt: skip
ADDED = make_row(id="2570-009", name="ซ่อมสะพาน", change="เพิ่ม", reason="น้ำท่วมสะพานขาด")
REPORT = {
    "id": "2570-001", "date": "2569-11-20", "status": "อยู่ระหว่างดำเนินการ", "percent": "35",
    "spent": "120007", "result": "ผิวจราจรเรียบ", "problem": "ฝนตกสามวัน",
    "suggestion": "ควรเริ่มหน้าแล้ง",
    "evidence": "ก่อน: documents/before.jpg = ถนนก่อนซ่อม; https://www.example.go.th/photos; "
    "documents/handed-over.pdf = ใบส่งมอบงาน",
}  # fmt: skip
CORRECTION = {
    "id": "2570-001", "date": "2569-11-22", "corrects": "2569-11-20",
    "status": "อยู่ระหว่างดำเนินการ", "percent": "36",
}  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    folder: Path = tmp_path_factory.mktemp("filled")
    year = "plans/2570"
    files: dict[str, str | bytes | None] = {
        "plans/organization.yml": OFFICE,
        "plans/emblem.png": photo(scene(300, 300), "PNG"),
        "plans/area.geojson": AREA,
        f"{year}/plan.yml": PLAN,
        PROJECTS: csv_table(ROWS),
        f"{year}/progress.csv": csv_table([REPORT, CORRECTION]),
        f"{year}/amendments/1/plan.yml": AMENDMENT,
        f"{year}/amendments/1/projects.csv": csv_table([ADDED]),
        f"{year}/documents/signed.pdf": pdf(),
        f"{year}/documents/more.pdf": pdf(),
        f"{year}/documents/handed-over.pdf": pdf(),
        f"{year}/documents/results.pdf": pdf(),
        f"{year}/documents/before.jpg": photo(scene(400, 300)),
        f"{year}/documents/board.jpg": jpg(),
        f"{year}/documents/more.jpg": photo(scene(300, 400)),
    }
    return build_here(portal_folder(folder, files))


HOME, ABOUT, YEAR = "index.html", "data.html", "2570/index.html"
NOTICES, ADDITION = "2570/announcements/index.html", "2570/announcements/1.html"
DATA, STRATEGY = "2570/data/index.html", "2570/strategies/1.html"
UNIT, VILLAGE = "2570/units/engineering.html", "2570/villages/1.html"
ONE, TWO, THREE, FOUR = (f"2570/projects/2570-00{number}.html" for number in range(1, 5))

# Where each is seen: a page, and what a reader finds there as text. What begins with a bracket is
# in the page's source: a picture, a link, a colour.
SEEN: Mapping[str, tuple[str, str]] = {
    "office.name": (HOME, "เทศบาลตำบลตัวอย่าง"),
    "office.kind": (VILLAGE, "เทศบาล"),
    "office.district": (HOME, "อำเภอดอยตะวัน"),
    "office.province": (HOME, "จังหวัดเชียงราย"),
    "office.dla_code": (ABOUT, "5579901"),
    "office.executive.name": (HOME, "นายสมชาย ใจดี"),
    "office.executive.position": (NOTICES, "นายกเทศมนตรีตำบลตัวอย่าง"),
    "office.contact.address": (HOME, "99 หมู่ที่ 1 ตำบลตัวอย่าง"),
    "office.contact.phone": (HOME, "053-000-000"),
    "office.contact.email": (HOME, "saraban@example.go.th"),
    "office.contact.line": (HOME, "@office-example"),
    "office.contact.facebook": (HOME, "office.example"),
    "office.contact.website": (HOME, "www.example.go.th"),
    "office.site_url": (HOME, '<link rel="canonical" href="https://plan.example.go.th/'),
    "office.units.name": (UNIT, "กองช่าง"),
    "office.units.also": (TWO, "ฝ่ายสาธารณสุข"),
    "office.units.phone": (UNIT, "053-000-001"),
    "office.villages.name": (VILLAGE, "บ้านร่องไฮ"),
    "office.villages.lat": (VILLAGE, "<svg"),
    "office.villages.lon": (HOME, "<svg"),
    "office.emblem": (HOME, '<img src="assets/'),
    "office.outline": (HOME, '<path class="ph-border"'),
    "office.licence": (YEAR, "ครีเอทีฟคอมมอนส์ แสดงที่มา 4.0 (CC BY 4.0)"),
    "plan.fiscal_year": (YEAR, "2570"),
    "plan.title": (YEAR, "แผนการดำเนินงานของตัวอย่าง"),
    "plan.strategies.id": (STRATEGY, "โครงสร้างพื้นฐาน"),  # the page's own address
    "plan.strategies.name": (STRATEGY, "โครงสร้างพื้นฐาน"),
    "plan.strategies.tactics": (STRATEGY, "สร้างและซ่อมถนนทุกสาย"),
    "plan.legal_basis": (NOTICES, "อาศัยอำนาจตามข้อ 26"),
    "plan.trigger.event": (NOTICES, "งบประมาณรายจ่ายประจำปี"),
    "plan.trigger.date": (NOTICES, "25 กันยายน 2569"),
    "plan.signatory.name": (NOTICES, "นายสมหมาย ลงนาม"),
    "plan.signatory.position": (NOTICES, "รองนายกเทศมนตรี"),
    "plan.committee.name": (NOTICES, "นางสาวสมศรี พิจารณา"),
    "plan.committee.position": (NOTICES, "ผู้แทนประชาคม"),
    "plan.considered": (NOTICES, "10 ตุลาคม 2569"),
    "plan.announced": (NOTICES, "15 ตุลาคม 2569"),
    "plan.posted_from": (NOTICES, "16 ตุลาคม 2569"),
    "plan.posted_until": (NOTICES, "30 พฤศจิกายน 2569"),
    "plan.posted_at": (NOTICES, "ศาลาประชาคม"),
    "plan.web_from": (HOME, "เผยแพร่ทางเว็บไซต์ตั้งแต่ 17 ตุลาคม 2569"),
    "plan.documents.title": (NOTICES, "ประกาศที่ลงนาม"),
    "plan.documents.file": (NOTICES, '<a href="../documents/signed.pdf">'),
    "plan.evidence": (NOTICES, "ภาพถ่ายการติดประกาศ 1"),
    "plan.stated_totals.projects": (DATA, "4"),
    "plan.stated_totals.budget": (DATA, "1,913,201"),
    "plan.stated_totals.strategies": (DATA, "1,913,202"),
    "plan.results.proposed": (NOTICES, "1 ธันวาคม 2570"),
    "plan.results.announced": (NOTICES, "5 ธันวาคม 2570"),
    "plan.results.posted_from": (NOTICES, "6 ธันวาคม 2570"),
    "plan.results.posted_until": (NOTICES, "6 มกราคม 2571"),
    "plan.results.posted_at": (NOTICES, "ตลาดเทศบาล"),
    "plan.results.documents.title": (NOTICES, "รายงานผล"),
    "plan.results.documents.file": (NOTICES, '<a href="../documents/results.pdf">'),
    "plan.ita": (NOTICES, "ข้อ O8"),
    "amendment.kind": (NOTICES, "เพิ่มเติม"),
    "amendment.title": (NOTICES, "แผนการดำเนินงาน เพิ่มเติมของตัวอย่าง"),
    "amendment.number": (NOTICES, "3/2570"),
    "amendment.legal_basis": (NOTICES, "อาศัยอำนาจตามข้อ 27"),
    "amendment.trigger.event": (NOTICES, "โอนงบประมาณ"),
    "amendment.trigger.date": (NOTICES, "1 พฤศจิกายน 2569"),
    "amendment.considered": (NOTICES, "3 พฤศจิกายน 2569"),
    "amendment.announced": (NOTICES, "5 พฤศจิกายน 2569"),
    "amendment.posted_from": (NOTICES, "6 พฤศจิกายน 2569"),
    "amendment.posted_until": (NOTICES, "10 ธันวาคม 2569"),
    "amendment.posted_at": (NOTICES, "หน้าอำเภอ"),
    "amendment.web_from": (NOTICES, "7 พฤศจิกายน 2569"),
    "amendment.documents.title": (NOTICES, "ประกาศเพิ่มเติม"),
    "amendment.documents.file": (NOTICES, '<a href="../documents/more.pdf">'),
    "amendment.evidence": (NOTICES, '<a href="../documents/more.jpg">'),
    "project.id": (ONE, "2570-001"),
    "project.strategy": (ONE, "โครงสร้างพื้นฐาน"),
    "project.tactic": (ONE, "สร้างและซ่อมถนนทุกสาย"),
    "project.programme": (ONE, "แผนงานเคหะและชุมชน"),
    "project.form": (ONE, "ผด. 02"),
    "project.name": (ONE, "ก่อสร้างถนน"),
    "project.detail": (ONE, "กว้าง 4 เมตร"),
    "project.budget": (ONE, "478,300"),
    "project.source": (ONE, "เงินอุดหนุน"),
    "project.place": (ONE, "หน้าวัดธาร"),
    "project.villages": (ONE, "บ้านร่องไฮ"),
    "project.unit": (ONE, "กองช่าง"),
    "project.partners": (ONE, "หมวดทางหลวง"),
    "project.owner": (ONE, '<a href="../owners/own.html">'),
    "project.start": (ONE, "พ.ย. 2569 –"),
    "project.end": (ONE, "– ม.ค. 2570"),
    "project.period": (TWO, "ธ.ค. 2569"),
    "project.months": (THREE, "มี.ค. 2570"),
    **{f"project.{field.code}": (FOUR, field.headings[0]) for field in MONTH_FIELDS},
    "project.count": (ONE, "2 โครงการ"),
    "project.plan_ref": (ONE, "หน้า 41 ลำดับ 5"),
    "project.lat": (ONE, "<svg"),
    "project.lon": (ONE, "<svg"),
    "project.note": (ONE, "รอผลสำรวจ"),
    "project.change": (ADDITION, "เพิ่ม"),
    "project.reason": (ADDITION, "น้ำท่วมสะพานขาด"),
    "report.id": (ONE, "2570-001"),
    "report.date": (ONE, "20 พฤศจิกายน 2569"),
    "report.status": (ONE, "อยู่ระหว่างดำเนินการ"),
    "report.percent": (ONE, "35"),
    "report.spent": (ONE, "120,007"),
    "report.result": (ONE, "ผิวจราจรเรียบ"),
    "report.problem": (ONE, "ฝนตกสามวัน"),
    "report.suggestion": (ONE, "ควรเริ่มหน้าแล้ง"),
    "report.evidence": (ONE, "ก่อน ถนนก่อนซ่อม"),
    "report.corrects": (ONE, "22 พฤศจิกายน 2569"),
}
# What acts, and how; none of these asks for a text that a reader should see.
ACTS: Mapping[str, str] = {
    "office.numerals": "the figures of every page",
    "office.colours.primary": "the colour of every page: colour.css",
    "office.spellings": "what the search finds",
    "office.everyday": "what the search finds",
    "plan.foreword": "the plan book's own words, on paper alone; test_paper_kinds holds it",
    "plan.introduction": "the plan book's first part, on paper alone; test_paper_kinds holds it",
    "plan.hidden": "whether hidden rows are published",
    "plan.draft": "whether drafts are published",
    "project.continues": "the link to last year's project; test_across holds it",
    "project.fiscal_year": "comes with our own data files; the folder says it",
    "project.ordinal": "the printed order; the code is what lasts",
    "project.origin": "left by an import beside a row, to be removed",
    "project.asked": "left by an import beside a row, to be answered",
    "report.name": "there to read the table by; the project's own name is shown",
    "overlap.name": "written by us, to read the table by",
    "overlap.budget": "written by us, to read the table by",
    "overlap.other-name": "written by us, to read the table by",
    "overlap.other-budget": "written by us, to read the table by",
    "overlap.why": "written by us, to read the table by",
    # Shown on the page of look-alikes; test_overlap holds each.
    **{f"overlap.{one}": "overlap.html" for one in
       ("id", "other", "decision", "office", "date", "reason")},
}  # fmt: skip


def keys_of(schema: Mapping[str, Any], before: str) -> Iterator[str]:
    """Yield every key that a mapping may have, with those above it."""
    for key, one in schema.get("properties", {}).items():
        inner = [one, one.get("items", {}), *one.get("items", {}).get("anyOf", [])]
        below = [name for each in inner for name in keys_of(each, f"{before}{key}.")]
        yield from below or [f"{before}{key}"]


def asked_for() -> set[str]:
    """Return the name of every key and column that a clerk may fill."""
    nested = {
        "contact": office.CONTACT_KEYS,
        "executive": office.EXECUTIVE_KEYS,
        "units": office.UNIT_KEYS,
        "villages": office.VILLAGE_KEYS,
        "colours": office.COLOUR_KEYS,
    }
    found = {f"office.{key}" for key in office.KEYS if key not in nested}
    found |= {f"office.{key}.{one}" for key, some in nested.items() for one in some}
    schema = plan_schema()
    found |= {*keys_of(schema["then"], "plan."), *keys_of(schema["else"], "amendment.")}
    # Keys of the edition may stand in it or beside it: they are the same ones.
    found = {re.sub(r"\.edition\.", ".", one) for one in found}
    tables: dict[str, tuple[Field[Any], ...]] = {
        "project": (*project_fields(), *amendment_fields()),
        "report": progress_fields(),
        "overlap": overlap_fields(),
    }
    columns = {f"{name}.{one.code}" for name, some in tables.items() for one in some}
    # What we publish besides is read from nothing: no template asks for it.
    published = {f"project.{one.code}" for one in PUBLISHED}
    published |= {f"report.{one.code}" for one in PUBLISHED_OF_REPORTS}
    return found | columns - published


def test_every_field_that_a_clerk_may_fill_has_its_place_or_acts() -> None:
    assert asked_for() - SEEN.keys() - ACTS.keys() == set(), "asked for, and shown nowhere"
    assert (SEEN.keys() | ACTS.keys()) - asked_for() == set(), "no longer asked for"
    assert not SEEN.keys() & ACTS.keys()


@pytest.mark.parametrize("name", SEEN)
def test_what_a_clerk_fills_in_a_reader_sees(name: str, filled: BuiltSite) -> None:
    path, wanted = SEEN[name]
    page = filled.page(path)
    if wanted.startswith("<"):
        assert wanted in (filled.portal / "site" / path).read_text("utf-8")
    else:
        assert wanted in page.text.replace("\u00a0", " ")


def test_the_other_questions_of_the_assessment_are_answered(filled: BuiltSite) -> None:
    assert "ข้อ O10" in filled.page(NOTICES).text.replace("\u00a0", " ")
    assert "ข้อ O9" in filled.page("2570/progress.html").text.replace("\u00a0", " ")
    assert "annual O11" in filled.page(DATA).text.replace("\u00a0", " ")
    page = filled.page("2570/ita.html").text.replace("\u00a0", " ")
    for words in ("ข้อ O8", "ข้อ O9", "ข้อ O10", "ประกาศที่ลงนาม", "ภาพถ่ายการติดประกาศ 1", "รายงานผล"):
        assert words in page, words


def test_the_colour_is_that_of_the_office(filled: BuiltSite) -> None:
    (style,) = (filled.portal / "site/assets").glob("*/colour.css")
    assert "#7a1f3d" in style.read_text("utf-8")


def test_a_paper_that_a_report_names_is_published_with_its_kind_and_size(filled: BuiltSite) -> None:
    text = filled.page(ONE).text.replace("\u00a0", " ")
    assert "ใบส่งมอบงาน (PDF 1 กิโลไบต์)" in text
    assert (filled.portal / "site/2570/documents/handed-over.pdf").read_bytes() == pdf()
    assert not (filled.portal / "site/2570/documents/before.jpg").exists(), "only reduced"


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("404.html", "tel:053000000"),
        (HOME, "mailto:saraban@example.go.th"),
        (HOME, "https://line.me/R/ti/p/@office-example"),
        (ONE, "tel:053000001"),
        (ONE, "https://www.example.go.th/photos"),
        (ONE, "../documents/handed-over.pdf"),
        (NOTICES, "../documents/board.jpg"),
        (NOTICES, "../documents/results.pdf"),
    ],
)
def test_what_leads_somewhere_is_a_link(path: str, href: str, filled: BuiltSite) -> None:
    links = [one.attributes.get("href") for one in filled.page(path).tags("a")]
    assert href in links
