"""What a change does to reports, announcements and papers is told, one line each."""

import datetime
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.machine.packaged import THEME
from generator.pipeline import check_portal
from generator.publishing import PortalDifference, difference
from generator.publishing.changes import change_json, change_lines
from generator.site.render import Words
from portals import PLAN, plan_yml, portal_folder
from uploads import pdf

TODAY = datetime.date(2026, 11, 24)
WORDS = Words(THEME, str)
PROGRESS, PAPER = "plans/2570/progress.csv", "plans/2570/documents/a.pdf"
HEAD = "รหัสโครงการ,ณ วันที่,สถานะ,ร้อยละ,เบิกจ่าย,ผลการดำเนินการ,แก้รายงานของวันที่\n"
ONE = "2570-001,31 ต.ค. 2569,อยู่ระหว่างดำเนินการ,45,120000,สำรวจแล้ว,\n"
EDITION = "considered: 2569-10-10\nannounced: 2569-10-15\nposted_from: 2569-10-16"
PAPERS = "documents: [{title: ประกาศ, file: documents/a.pdf}]"
AMENDMENT = "plans/2570/amendments/1/"
CHANGE = {
    f"{AMENDMENT}plan.yml": "kind: แก้ไข\nedition: {announced: 2569-11-20}\n",
    f"{AMENDMENT}projects.csv": "id,budget,change,reason\n2570-001,400000,แก้ไข,ราคา\n",
}
Files = Mapping[str, str | bytes | None]


def between(tmp_path: Path, before: Files, after: Files) -> PortalDifference:
    base: Files = {PROGRESS: HEAD + ONE, PLAN: plan_yml(EDITION)}
    old = portal_folder(tmp_path / "old", {**base, **before})
    new = portal_folder(tmp_path / "new", {**base, **before, **after})
    return difference(check_portal(old, TODAY), check_portal(new, TODAY))


def lines(found: PortalDifference) -> list[str]:
    return [
        line.replace("\u00a0", " ") for year in found.years for line in change_lines(year, WORDS)
    ]


NAME = "2570-001 ก่อสร้างถนนคอนกรีตเสริมเหล็ก"
REPORTS = {
    ONE: None,
    ONE.replace("45,120000", "50,130000"): (
        f"รายงานเปลี่ยน {NAME} ณ 31 ตุลาคม 2569: "
        "อยู่ระหว่างดำเนินการ ร้อยละ 45 เบิกจ่ายแล้ว 120,000 บาท → "
        "อยู่ระหว่างดำเนินการ ร้อยละ 50 เบิกจ่ายแล้ว 130,000 บาท"
    ),
    ONE.replace("อยู่ระหว่างดำเนินการ,45,120000", "ยกเลิก,,"): (
        f"รายงานเปลี่ยน {NAME} ณ 31 ตุลาคม 2569: "
        "อยู่ระหว่างดำเนินการ ร้อยละ 45 เบิกจ่ายแล้ว 120,000 บาท → ยกเลิก"
    ),
    ONE.replace("สำรวจแล้ว", "สำรวจแล้วทั้งสาย"): (
        f"รายงานเปลี่ยน {NAME} ณ 31 ตุลาคม 2569: "
        "อยู่ระหว่างดำเนินการ ร้อยละ 45 เบิกจ่ายแล้ว 120,000 บาท · แก้ ผลการดำเนินการ"
    ),
    ONE + "2570-001,20 พ.ย. 2569,แล้วเสร็จ,100,470000,,\n": (
        f"รายงานใหม่ {NAME} ณ 20 พฤศจิกายน 2569: แล้วเสร็จ ร้อยละ 100 เบิกจ่ายแล้ว 470,000 บาท"
    ),
    ONE + "2570-001,20 พ.ย. 2569,อยู่ระหว่างดำเนินการ,40,0,,31 ต.ค. 2569\n": (
        f"แก้รายงาน {NAME} ของวันที่ 31 ตุลาคม 2569 เมื่อ 20 พฤศจิกายน 2569: "
        "อยู่ระหว่างดำเนินการ ร้อยละ 40 เบิกจ่ายแล้ว 0 บาท"
    ),
    ONE.replace("31 ต.ค. 2569", "1 พ.ย. 2569"): (
        f"รายงานหายไป {NAME} ณ 31 ตุลาคม 2569: อยู่ระหว่างดำเนินการ ร้อยละ 45 เบิกจ่ายแล้ว 120,000 บาท"
    ),
}


@pytest.mark.parametrize("rows", REPORTS)
def test_each_report_that_changes_is_one_line(rows: str, tmp_path: Path) -> None:
    told = lines(between(tmp_path, {}, {PROGRESS: HEAD + rows}))
    wanted = REPORTS[rows]
    assert told[:1] == ([wanted] if wanted else [])
    assert len(told) == (2 if wanted and wanted.startswith("รายงานหายไป") else bool(wanted))


def edition(*more: str, **days: str) -> str:
    said = {line.partition(":")[0]: line.partition(":")[2].strip() for line in EDITION.split("\n")}
    return plan_yml("\n".join([*(f"{k}: {v}" for k, v in (said | days).items()), *more]))


NOTICES = {
    edition(announced="2569-10-16"): ["ประกาศแผน วันที่ประกาศ: 15 ตุลาคม 2569 → 16 ตุลาคม 2569"],
    edition(posted_until="2569-11-20"): ["ประกาศแผน วันที่ปิดประกาศถึง: ไม่ได้ระบุ → 20 พฤศจิกายน 2569"],
    edition(posted_from="2569-10-15", considered="2569-10-09"): [
        "ประกาศแผน วันที่พิจารณา: 10 ตุลาคม 2569 → 9 ตุลาคม 2569",
        "ประกาศแผน วันที่เริ่มปิดประกาศ: 16 ตุลาคม 2569 → 15 ตุลาคม 2569",
    ],
    edition("posted_at: [ที่หนึ่ง, ที่สอง]"): ["ประกาศแผน สถานที่ติดประกาศ: ไม่ได้ระบุ → ที่หนึ่ง · ที่สอง"],
    edition().replace("ด้านโครงสร้างพื้นฐาน", "ใหม่"): [
        "ประกาศแผน ยุทธศาสตร์ 1: ยุทธศาสตร์การพัฒนาด้านโครงสร้างพื้นฐาน → ยุทธศาสตร์การพัฒนาใหม่"
    ],
    edition() + "title: ชื่อใหม่\n": ["ประกาศแผน ชื่อ: แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2570 → ชื่อใหม่"],
    edition() + "results: [{announced: 2570-12-05, posted_from: 2570-12-06}]\n": [
        "ผลการติดตาม วันที่ประกาศ: ไม่ได้ระบุ → 5 ธันวาคม 2570",
        "ผลการติดตาม วันที่เริ่มปิดประกาศ: ไม่ได้ระบุ → 6 ธันวาคม 2570",
    ],
}


@pytest.mark.parametrize("plan", NOTICES)
def test_what_an_announcement_says_otherwise_is_told(plan: str, tmp_path: Path) -> None:
    assert lines(between(tmp_path, {}, {PLAN: plan})) == NOTICES[plan]


def test_what_was_covered_is_not_quoted_where_it_is_told_that_it_is_gone(tmp_path: Path) -> None:
    was, now = edition("posted_at: [บ้านของใคร]"), edition("posted_at: [บ้านของ███]")
    assert lines(between(tmp_path, {PLAN: was}, {PLAN: now})) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, {PAPER: pdf(), PLAN: edition(PAPERS)}, "เพิ่มเอกสาร documents/a.pdf"),
        ({PAPER: pdf(), PLAN: edition(PAPERS)}, {PLAN: edition()}, "ไม่มีเอกสาร documents/a.pdf แล้ว"),
        (
            {PAPER: pdf(), PLAN: edition(PAPERS)},
            {PAPER: pdf() + b"\n% other\n"},
            "เอกสาร documents/a.pdf เป็นไฟล์อื่น",
        ),
    ],
)
def test_papers_that_come_go_or_are_others_are_told(
    before: Files, after: Files, told: str, tmp_path: Path
) -> None:
    assert f"ประกาศแผน {told}" in lines(between(tmp_path, before, after))


def test_an_amendment_that_is_announced_tells_its_day_and_its_rows(tmp_path: Path) -> None:
    draft = {**CHANGE, f"{AMENDMENT}plan.yml": "kind: แก้ไข\n"}
    found = between(tmp_path, draft, CHANGE)
    assert lines(found) == ["ฉบับแก้ไขที่ 1 วันที่ประกาศ: ไม่ได้ระบุ → 20 พฤศจิกายน 2569"]
    (year,) = found.years
    assert [fact.kind.value for fact in year.facts] == ["cheaper"]
    assert year.draft_facts == ()


def test_what_a_draft_would_change_is_told_apart_and_no_page_is_promised(tmp_path: Path) -> None:
    draft = {**CHANGE, f"{AMENDMENT}plan.yml": "kind: แก้ไข\n"}
    found = between(tmp_path, {}, draft)
    (year,) = found.years
    assert (year.facts, year.before, year.drafts) == ((), year.after, (1,))
    assert [fact.kind.value for fact in year.draft_facts] == ["cheaper"]
    assert found.pages is not None
    assert found.pages.added == ()


def test_what_is_told_is_masked_and_programs_get_the_same(tmp_path: Path) -> None:
    rows = ONE.replace("สำรวจแล้ว", "โทร 081-234-5678")
    found = between(
        tmp_path, {}, {PROGRESS: HEAD + rows, PLAN: edition("posted_at: [โทร 081-234-5678]")}
    )
    (year,) = found.years
    told = json.dumps(change_json(year), ensure_ascii=False) + "\n".join(lines(found))
    assert "5678" not in told
    assert change_json(year)["reports"][0]["columns"] == ["result"]
    assert change_json(year)["announcements"][0]["edition"] == 0
