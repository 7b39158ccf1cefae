"""Texts → values: every accepted spelling, nothing guessed, nothing lost on the way."""

import csv
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pipeline import Checked
from generator.plan.fields import (
    Field,
    amendment_fields,
    progress_fields,
    project_fields,
    report_fields,
    stated,
)
from generator.plan.fields.published import ADDED as PUBLISHED
from generator.plan.model import (
    PROGRAMMES,
    Budget,
    BudgetKind,
    Change,
    Form,
    Origin,
    Owner,
    Programme,
    Project,
    Status,
    Strategy,
    Unit,
    Villages,
)
from generator.plan.parse.projects import RowReader
from generator.plan.parse.vocabulary import programme_of
from generator.plan.read.csv_file import read_csv
from generator.problems import Place, Report
from generator.thai.dates import MONTHS_SHORT
from generator.thai.fiscal import FiscalYear, Month
from generator.thai.numbers import format_baht
from generator.thai.text import thai_digits, tidy
from portals import (
    NOWHERE,
    ORGANIZATION,
    PLAN,
    PROJECTS,
    REAL,
    SOUND_ROW,
    checked,
    csv_table,
    make_row,
    plan_yml,
    portal_folder,
    portal_of,
    project_of,
)

steady = settings(derandomize=True, database=None, deadline=None, max_examples=80)

YEAR = FiscalYear(2570)
AMENDMENT = "plans/2570/amendments"
PROGRESS = "plans/2570/progress.csv"


def found(result: Checked) -> list[str]:
    return [problem.code for problem in result.report]


def only(result: Checked) -> Project:
    (project,) = result.portal.plans[-1].projects
    return project


# Headings


# The headings of the data contract, and those of the printed forms.
CONTRACT = {
    "id": "รหัสโครงการ, รหัส",
    "strategy": "ยุทธศาสตร์, ยุทธศาสตร์ที่",
    "tactic": "กลยุทธ์, แนวทางการพัฒนา",
    "programme": "แผนงาน",
    "form": "แบบ",
    "name": "โครงการ, โครงการ/กิจกรรม, ครุภัณฑ์",
    "detail": "รายละเอียดของกิจกรรม, รายละเอียดของกิจกรรมที่เกิดขึ้นจากโครงการ, รายละเอียดของครุภัณฑ์",
    "budget": "งบประมาณ, งบประมาณ (บาท)",
    "source": "แหล่งงบประมาณ, แหล่งเงิน",
    "place": "สถานที่ดำเนินการ, สถานที่",
    "villages": "หมู่ที่",
    "unit": "หน่วยงานรับผิดชอบหลัก, หน่วยงานรับผิดชอบ, หน่วยงานที่รับผิดชอบ",
    "partners": "หน่วยงานสนับสนุน, หน่วยงานร่วม",
    "owner": "เจ้าของโครงการ",
    "start": "เริ่ม",
    "end": "สิ้นสุด",
    "period": "ระยะเวลา",
    "count": "จำนวนโครงการ",
    "plan_ref": "แผนพัฒนาท้องถิ่น, อ้างอิงแผน",
    "continues": "ต่อเนื่องจาก",
    "lat": "ละติจูด",
    "lon": "ลองจิจูด",
    "note": "หมายเหตุ",
    "ordinal": "ลำดับที่, ที่",
    "month-10": "ต.ค.",
    "month-09": "ก.ย.",
}


def test_every_heading_of_the_data_contract_is_accepted() -> None:
    known = set(every_heading(project_fields()))
    promised = {(code, name) for code, names in CONTRACT.items() for name in names.split(", ")}
    assert promised - known == set()
    required = {field.code for field in project_fields() if field.required}
    assert required == {"id", "strategy", "name", "budget", "unit"}
    changes = {field.code: field.headings for field in amendment_fields()[-2:]}
    assert changes == {"change": ("การเปลี่ยนแปลง",), "reason": ("เหตุผล",)}
    progress = {field.code: field.name for field in report_fields()}
    assert progress | {"name": ""} == {
        "id": "รหัสโครงการ",
        "date": "ณ วันที่",
        "status": "สถานะ",
        "percent": "ร้อยละ",
        "spent": "เบิกจ่าย",
        "result": "ผลการดำเนินการ",
        "problem": "ปัญหาอุปสรรค",
        "suggestion": "ข้อเสนอแนะ",
        "evidence": "หลักฐาน",
        "corrects": "แก้รายงานของวันที่",
        "name": "",
    }


def every_heading(fields: tuple[Field[Any], ...]) -> list[tuple[str, str]]:
    return [(field.code, name) for field in fields for name in (field.code, *field.headings)]


VALUES = SOUND_ROW | {
    "tactic": "กลยุทธ์ที่หนึ่ง",
    "programme": "การศึกษา",
    "form": "ผด.02/1",
    "detail": "กว้าง 4 เมตร",
    "source": "เงินสะสม",
    "place": "บ้านร่องไฮ",
    "villages": "1",
    "partners": "อำเภอ",
    "owner": "ส่วนกลาง",
    "period": "พ.ย. 2569 - ม.ค. 2570",
    "count": "3",
    "plan_ref": "หน้า 5",
    "continues": "2569-001",
    "lat": "19.9",
    "lon": "99.8",
    "note": "เร่งด่วน",
    "ordinal": "7",
    "change": "เพิ่ม",
    "reason": "จำเป็น",
    "month-11": "✓",
    "month-12": "✓",
    "month-01": "✓",
}


@pytest.mark.parametrize(("code", "heading"), every_heading(project_fields()))
def test_every_heading_means_the_same_as_its_code(tmp_path: Path, code: str, heading: str) -> None:
    plain = make_row(**{code: VALUES.get(code, "")})
    written = {heading if key == code else key: value for key, value in plain.items()}
    ours, theirs = (
        checked(portal_folder(tmp_path / name, {PROJECTS: csv_table([row])}))
        for name, row in (("code", plain), ("heading", written))
    )
    assert only(theirs) == only(ours)
    assert found(theirs) == found(ours)
    assert "heading-unknown" not in found(theirs)


# Another row of which nothing is known but what a column of it says.
OTHERS = VALUES | {
    "id": "2570-009",
    "strategy": "2",
    "name": "ซื้อรถ",
    "budget": "5",
    "unit": "กองสาธารณสุข",
    "start": "ธ.ค. 2569",
    "end": "ก.พ. 2570",
    "months": "ธ.ค. 2569 ก.พ. 2570",
}
BESIDE = {"lat": {"lon": "99.8"}, "lon": {"lat": "19.9"}}
NO_MONTHS = {"start": "", "end": ""}


@pytest.mark.parametrize("code", [field.code for field in project_fields()])
def test_every_column_is_read_but_those_that_rows_only_carry(tmp_path: Path, code: str) -> None:
    rows = SOUND_ROW | BESIDE.get(code, {})
    if code == "period" or code.startswith("month"):
        rows |= NO_MONTHS
    told, silent = (
        replace(only(portal_of(tmp_path / name, rows | says)), at=NOWHERE)
        for name, says in (("told", {code: OTHERS.get(code, "✓")}), ("silent", {}))
    )
    carried = {"ordinal", "fiscal_year", "origin", "asked"} | {one.code for one in PUBLISHED}
    assert (told == silent) is (code in carried)


def test_all_columns_in_thai_and_backwards_give_the_same_project(tmp_path: Path) -> None:
    names = {field.code: field.name for field in project_fields()}
    row = {code: value for code, value in VALUES.items() if code in names}
    backwards = {names[code]: value for code, value in reversed(row.items())}
    english = portal_of(tmp_path / "english", row)
    thai = portal_of(tmp_path / "thai", backwards)
    assert found(english) == found(thai) == ["continues-unknown"]
    assert only(english) == only(thai)
    assert only(thai).months == YEAR.months[1:4]
    assert (only(thai).count, only(thai).note, only(thai).form) == (3, "เร่งด่วน", Form.PD02_1)
    assert only(thai).coordinates


@pytest.mark.parametrize(
    "heading", ["งบประมาณ(บาท)", " งบประมาณ  (บาท) ", "งบประมาณ\n(บาท)", "Budget", "BUDGET"]
)
def test_blanks_lines_and_capitals_in_a_heading_do_not_matter(tmp_path: Path, heading: str) -> None:
    row = {heading if key == "budget" else key: value for key, value in SOUND_ROW.items()}
    result = portal_of(tmp_path, row)
    assert not found(result)
    assert only(result).budget.satang == 47830000


@pytest.mark.parametrize("heading", ["ตค.", "ต.ค", "ตุลาคม", "ต.ค."])
def test_month_headings_with_and_without_their_dots(tmp_path: Path, heading: str) -> None:
    result = portal_of(tmp_path, make_row(start="", end="") | {heading: "x"})
    assert not found(result)
    assert only(result).months == YEAR.months[:1]


# Values


@pytest.mark.parametrize(
    ("written", "kind", "satang", "said"),
    [
        ("", BudgetKind.NOT_STATED, None, ["budget-missing"]),
        ("-", BudgetKind.NOT_STATED, None, ["budget-missing"]),
        ("0", BudgetKind.ZERO, 0, ["budget-zero"]),
        ("0.00", BudgetKind.ZERO, 0, ["budget-zero"]),
        ("ไม่ใช้งบประมาณ", BudgetKind.NO_BUDGET, None, []),
        ("ไม่ใช้ งบประมาณ", BudgetKind.NO_BUDGET, None, []),
        ("สี่แสนบาท", BudgetKind.NOT_STATED, None, ["budget-unreadable"]),
        ("1,5", BudgetKind.NOT_STATED, None, ["budget-unreadable"]),
        ("1.5 ล้านบาท", BudgetKind.NOT_STATED, None, ["amount-worded"]),
        ("50,000 - 100,000", BudgetKind.NOT_STATED, None, ["budget-unreadable"]),
        (" 7,440,000.00 ", BudgetKind.AMOUNT, 744000000, []),
        ("๔๗๘,๓๐๐.๕๐ บาท", BudgetKind.AMOUNT, 47830050, []),
        ("238613.38", BudgetKind.AMOUNT, 23861338, []),
    ],
)
def test_empty_zero_no_budget_and_unreadable_are_four_different_things(
    tmp_path: Path, written: str, kind: BudgetKind, satang: int | None, said: list[str]
) -> None:
    result = portal_of(tmp_path, make_row(budget=written))
    assert found(result) == said
    assert (only(result).budget.kind, only(result).budget.satang) == (kind, satang)
    assert only(result).budget.text == written.strip()


@pytest.mark.parametrize(
    "written",
    [
        "2569-10-15",
        "2026-10-15",
        '"2569-10-15"',
        "15/10/2569",
        "15/10/2026",
        "15.10.2569",
        "15-10-2569",
        "15 ต.ค. 2569",
        "15 ต.ค. 69",
        "15 ตุลาคม 2569",
        "15 ตุลาคม พ.ศ. ๒๕๖๙",
        "วันที่ ๑๕ เดือนตุลาคม พ.ศ. ๒๕๖๙",
        "15 ตุลาคม ค.ศ. 2026",
    ],
)
def test_every_form_of_date_in_plan_yml_is_the_same_day(tmp_path: Path, written: str) -> None:
    keys = ("considered", "announced", "posted_from", "web_from")
    lines = [f"{key}: {written}" for key in keys] + ["posted_until: 2569-11-30"]
    rest = f"trigger: {{event: งบประมาณ, date: {written}}}\n"
    result = checked(portal_folder(tmp_path, {PLAN: plan_yml("\n".join(lines), rest)}))
    assert not found(result)
    edition = result.portal.plans[0].editions[0]
    assert edition.trigger
    days = {edition.considered, edition.posting.announced, edition.posting.posted_from}
    assert days | {edition.web_from, edition.trigger.date} == {datetime.date(2026, 10, 15)}


def test_date_that_may_be_either_is_no_date_and_its_error_tells_both(tmp_path: Path) -> None:
    edition = "considered: 2569-10-01\nannounced: 5/10/69"
    result = checked(portal_folder(tmp_path, {PLAN: plan_yml(edition)}))
    assert result.portal.plans[0].editions[0].posting.announced is None
    (problem,) = result.report.errors
    assert problem.code == "date-ambiguous"
    assert "5 ตุลาคม 2569" in problem.message and "5 ตุลาคม 2612" in problem.message


@pytest.mark.parametrize("text", ["1", "ยุทธศาสตร์ที่ 1", "๑", "ยุทธศาสตร์ที่ ๑", "1 โครงสร้างพื้นฐาน"])
@pytest.mark.parametrize("name", ["ยุทธศาสตร์โครงสร้างพื้นฐาน", "โครงสร้างพื้นฐาน"])
def test_strategy_is_named_by_number_by_name_or_both(text: str, name: str) -> None:
    strategies = (Strategy("1", name), Strategy("2", "สังคม"))
    report = Report()
    texts = [text, name, f"ยุทธศาสตร์ที่ 1 {name}"]
    if text.startswith("1 "):
        texts[0] = f"1 {name}"
    rows = read_rows([make_row(strategy=one) for one in texts], report, strategies)
    assert [row.strategy for row in rows] == ["1", "1", "1"]
    assert not list(report)


def test_strategy_of_an_unknown_number_is_not_the_nearest_one(tmp_path: Path) -> None:
    assert found(portal_of(tmp_path, make_row(strategy="11"))) == ["strategy-unknown"]


def programme_spellings() -> list[tuple[str, str]]:
    names = {programme.slug: programme.name.removeprefix("แผนงาน") for programme in PROGRAMMES}
    others = [
        ("internal-peace", "รักษาความสงบภายใน"),
        ("community-strength", "สร้างความเข้มแข็งและชุมชน"),
        ("commerce", "การพานิชย์"),
        ("religion-culture", "การศาสนาวัฒนธรรมและนันทนาการ"),
        ("religion-culture", "การศาสนา วัฒนธรรมและนันทนาการ"),
    ]
    return [*names.items(), *others]


@pytest.mark.parametrize(("slug", "spelling"), programme_spellings())
def test_programme_in_every_known_spelling_with_and_without_its_word(
    slug: str, spelling: str
) -> None:
    for text in (spelling, f"แผนงาน{spelling}", f" แผนงาน {spelling} ", slug):
        programme = programme_of(text)
        assert programme, text
        assert programme.slug == slug


def test_twelve_programmes_are_twelve() -> None:
    assert len({programme.slug for programme in PROGRAMMES}) == len(PROGRAMMES) == 12
    assert programme_of("แผนงานสุขภาพ") is None
    assert programme_of("แผนงาน") is None


def test_every_programme_of_140_real_budgets_is_one_of_the_twelve() -> None:
    path = REAL / "tables" / "programme-hierarchy.csv"
    if not path.exists():
        pytest.skip(f"real data is not here: {path}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        areas = {row["แผนงาน"]: row["ด้าน"] for row in csv.DictReader(file)}
    assert len(areas) == 12
    for text, area in areas.items():
        programme = programme_of(text)
        assert programme, text
        assert programme.area.replace(" ", "").startswith(area.replace(" ", "")[:12])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ยังไม่ดำเนินการ", Status.NOT_STARTED),
        ("ยังไม่ได้ดำเนินการ", Status.NOT_STARTED),
        ("ยังไม่เริ่ม", Status.NOT_STARTED),
        ("อยู่ระหว่างดำเนินการ", Status.UNDER_WAY),
        ("กำลังดำเนินการ", Status.UNDER_WAY),
        ("ล่าช้า", Status.UNDER_WAY),
        ("แล้วเสร็จ", Status.DONE),
        ("ดำเนินการแล้วเสร็จ", Status.DONE),
        ("ดำเนินการแล้ว", Status.DONE),
        ("เสร็จสิ้น", Status.DONE),
        ("ยกเลิก", Status.CANCELLED),
        ("กันเงิน", Status.CARRIED_OVER),
    ],
)
def test_status_in_every_known_spelling(tmp_path: Path, text: str, status: Status) -> None:
    files = {PROGRESS: f"id,date,status\n2570-001,20 พ.ย. 2569,{text}\n"}
    result = checked(portal_folder(tmp_path, files))
    assert not found(result)
    assert [report.status for report in result.portal.plans[0].progress] == [status]


def test_status_not_stated_by_any_office_is_not_guessed(tmp_path: Path) -> None:
    """Hua Thale writes ยังไม่ระบุ for "nothing is known", which is no report at all."""
    files = {PROGRESS: "id,date,status\n2570-001,20 พ.ย. 2569,ยังไม่ระบุ\n"}
    result = checked(portal_folder(tmp_path, files))
    assert found(result) == ["status-unknown"]
    assert not result.portal.plans[0].progress


def test_progress_row_keeps_every_value(tmp_path: Path) -> None:
    names = {field.code: field.name for field in progress_fields()}
    row = {
        "id": "2570-001",
        "date": "๒๐ พฤศจิกายน ๒๕๖๙",
        "status": "แล้วเสร็จ",
        "percent": "ร้อยละ ๔๕.๕๐",
        "spent": "120,000.50",
        "result": "ถนนยาว 100 เมตร",
        "problem": "ไม่มี",
        "suggestion": "ควรทำต่อ",
        "evidence": "documents/a.jpg",
    }
    table = csv_table([{names[code]: value for code, value in row.items()}])
    (report,) = checked(portal_folder(tmp_path, {PROGRESS: table})).portal.plans[0].progress
    assert (report.project, report.date) == ("2570-001", datetime.date(2026, 11, 20))
    assert (report.percent, report.spent) == ("45.5", 12000050)
    assert (report.result, report.problem) == ("ถนนยาว 100 เมตร", "ไม่มี")
    assert (report.suggestion, report.evidence) == ("ควรทำต่อ", "documents/a.jpg")


def test_spent_nothing_and_not_reported_are_two_things(tmp_path: Path) -> None:
    rows = "2570-001,20 พ.ย. 2569,แล้วเสร็จ,0\n2570-002,20 พ.ย. 2569,แล้วเสร็จ,\n"
    result = checked(portal_folder(tmp_path, {PROGRESS: f"id,date,status,spent\n{rows}"}))
    assert [report.spent for report in result.portal.plans[0].progress] == [0, None]


# Months

WINTER = YEAR.months[1:4]
MARKS = {"พ.ย.": "✓", "ธ.ค.": "/", "ม.ค.": "←→"}


@pytest.mark.parametrize(
    "written",
    [
        {"start": "พ.ย. 2569", "end": "ม.ค. 2570"},
        {"start": "พฤศจิกายน ๒๕๖๙", "end": "มกราคม พ.ศ. ๒๕๗๐"},
        {"start": "พ.ย. 69", "end": "ม.ค. 70"},
        {"start": "พ.ย.", "end": "ม.ค."},
        {"start": "11/2569", "end": "2570-01"},
        {"start": "2026-11-01", "end": "2027-01-31"},
        {"start": "พ.ย. 2569 - ม.ค. 2570"},
        {"period": "พ.ย. 2569 - ม.ค. 2570"},
        {"period": "พ.ย. 69 ถึง ม.ค. 70"},
        {"period": "พ.ย. – ม.ค. 2570"},
        {"period": "ตั้งแต่เดือนพฤศจิกายน 2569 ถึง เดือนมกราคม 2570"},
        MARKS,
        MARKS | {"start": "พ.ย. 2569", "end": "ม.ค. 2570"},
        MARKS | {"period": "พ.ย. - ม.ค. 2570"},
        {"period": "พ.ย. - ม.ค. 2570", "start": "พ.ย.", "end": "ม.ค."},
    ],
)
def test_months_are_the_same_however_an_office_writes_them(
    tmp_path: Path, written: dict[str, str]
) -> None:
    result = portal_of(tmp_path, make_row(start="", end="") | written)
    assert not found(result)
    assert only(result).months == WINTER


@pytest.mark.parametrize(
    "written",
    [
        MARKS | {"start": "พ.ย. 2569", "end": "ก.พ. 2570"},
        MARKS | {"period": "ธ.ค. 2569 - ม.ค. 2570"},
        {"period": "พ.ย. - ม.ค. 2570", "start": "พ.ย.", "end": "ก.พ."},
        MARKS | {"period": "พ.ย. - ม.ค.", "start": "พ.ย.", "end": "ก.พ."},
    ],
)
def test_months_that_contradict_each_other_are_an_error_never_a_choice(
    tmp_path: Path, written: dict[str, str]
) -> None:
    result = portal_of(tmp_path, make_row(start="", end="") | written)
    assert found(result) == ["period-twice"]
    (problem,) = result.report
    shown = problem.message.split("(")
    assert len(shown) == 3 and shown[1] != shown[2]


@pytest.mark.parametrize("mark", ["-", "–", "0", "x", "ไม่ทำ"])
def test_mark_that_may_mean_no_work_is_never_read_as_work(tmp_path: Path, mark: str) -> None:
    result = portal_of(tmp_path, make_row() | {"พ.ย.": "✓", "ธ.ค.": "✓", "ม.ค.": mark})
    assert "month-mark-unclear" in found(result)


def test_marks_with_a_gap_leave_the_gap(tmp_path: Path) -> None:
    row = make_row(start="", end="") | {"ต.ค.": "/", "ก.ย.": "1"}
    assert only(portal_of(tmp_path, row)).months == (YEAR.months[0], YEAR.months[11])


def test_twelve_columns_belong_to_october_through_september_of_the_fiscal_year(
    tmp_path: Path,
) -> None:
    names = [MONTHS_SHORT[month - 1] for month in (10, 11, 12, *range(1, 10))]
    rows = [
        make_row(id=f"2570-{number:03}", start="", end="") | {name: "●"}
        for number, name in enumerate(names)
    ]
    projects = portal_of(tmp_path, *rows).portal.plans[0].projects
    assert [row.months for row in projects] == [(month,) for month in YEAR.months]
    assert YEAR.months[2] == Month(2026, 12) and YEAR.months[3] == Month(2027, 1)


def test_whole_year_is_twelve_months(tmp_path: Path) -> None:
    row = make_row(start="", end="") | {"ระยะเวลา": "ตลอดปีงบประมาณ"}
    assert only(portal_of(tmp_path, row)).months == YEAR.months


def test_month_outside_the_year_is_an_error_and_is_not_drawn(tmp_path: Path) -> None:
    result = portal_of(tmp_path, make_row(start="ก.ย. 2569", end="ต.ค. 2569"))
    assert found(result) == ["month-outside-year"]
    assert only(result).months == YEAR.months[:1]


# Villages


@pytest.mark.parametrize(
    ("changes", "numbers", "everywhere"),
    [
        ({"villages": "2"}, (2,), False),
        ({"villages": "1-3"}, (1, 2, 3), False),
        ({"villages": "๑, 3"}, (1, 3), False),
        ({"villages": "หมู่ที่ 3 และ 1"}, (1, 3), False),
        ({"villages": "ทั้งตำบล"}, (), True),
        ({"villages": "1", "place": "หมู่ที่ 2", "name": "ถนน หมู่ที่ 3"}, (1,), False),
    ],
)
def test_stated_villages_are_taken_as_stated_and_win_over_the_text(
    tmp_path: Path, changes: dict[str, str], numbers: tuple[int, ...], everywhere: bool
) -> None:
    project = project_of(tmp_path, **changes)
    assert project.villages == Villages(numbers, everywhere, Origin.STATED)


@pytest.mark.parametrize(
    ("changes", "numbers", "everywhere"),
    [
        ({"place": "หมู่ที่ 1 และ หมู่ที่ 3"}, (1, 3), False),
        ({"place": "บ้านห้วยเฟือง ม.3"}, (3,), False),
        ({"name": "ซ่อมแซมไฟฟ้าสาธารณะ หมู่ 1–3"}, (1, 2, 3), False),
        ({"name": "พ่นหมอกควันทุกหมู่บ้าน"}, (), True),
        ({"place": "หมู่ที่ 1", "name": "ถนน หมู่ที่ 2"}, (1, 2), False),
        ({"place": "ทั้งตำบล", "name": "ถนน หมู่ที่ 2"}, (), True),
        *(({"place": f"ทั้ง{area}"}, (), True) for area in ("เทศบาล", "เมือง", "จังหวัด")),
        ({"place": "ทุกชุมชน"}, (), True),
    ],
)
def test_villages_named_only_in_the_text_are_read_and_marked_as_read(
    tmp_path: Path, changes: dict[str, str], numbers: tuple[int, ...], everywhere: bool
) -> None:
    project = project_of(tmp_path, **changes)
    assert project.villages == Villages(numbers, everywhere, Origin.READ)


@pytest.mark.parametrize("text", ["ถนนยาว 5 ม.", "สำนักงานเทศบาล", "ยกเว้นหมู่ที่ 3", "ซอย 3"])
def test_no_village_is_made_up(tmp_path: Path, text: str) -> None:
    assert project_of(tmp_path, place=text).villages == Villages()


def test_twelve_villages_by_the_real_ways_of_writing_them() -> None:
    names = ["ถนน หมู่ที่ 4 และ หมู่ที่ 12", "ราง ม.3", "ไฟฟ้า หมู่ 1–12", "ประปาทุกหมู่บ้าน"]
    rows = read_rows([make_row(name=name) for name in names], Report())
    assert [row.villages.numbers for row in rows] == [(4, 12), (3,), tuple(range(1, 13)), ()]
    assert [row.villages.everywhere for row in rows] == [False, False, False, True]


def test_unreadable_villages_are_not_replaced_by_what_the_text_says(tmp_path: Path) -> None:
    result = portal_of(tmp_path, make_row(villages="บ้านเหนือ", place="หมู่ที่ 1"))
    assert found(result) == ["village-unreadable"]
    assert only(result).villages == Villages()


def test_unknown_village_is_an_error_when_stated_and_a_warning_when_read(tmp_path: Path) -> None:
    stated = portal_of(tmp_path / "a", make_row(villages="1, 9"))
    read = portal_of(tmp_path / "b", make_row(place="หมู่ที่ 1 และหมู่ที่ 9"))
    assert found(stated) == ["village-unknown"]
    assert found(read) == ["village-read-unknown"]
    assert only(read).villages.numbers == (1,)


# Units, owners, forms, counts


@pytest.mark.parametrize(
    ("unit", "slug"),
    [
        ("กองช่าง", "engineering"),
        (" กอง ช่าง ", "engineering"),
        ("engineering", "engineering"),
        ("กองสาธารณสุข", "health"),
        ("กองสาธารณสุขและสิ่งแวดล้อม", "health"),
        ("กองสวัสดิการ", ""),
    ],
)
def test_unit_is_known_by_its_name_and_its_other_spellings(
    tmp_path: Path, unit: str, slug: str
) -> None:
    project = project_of(tmp_path, unit=unit)
    assert (project.unit_slug, project.unit) == (slug, unit.strip())


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("ดำเนินการเอง", Owner.OWN),
        ("เทศบาลตำบลตัวอย่าง", Owner.OWN),
        ("ส่วนกลาง", Owner.CENTRAL),
        ("ราชการส่วนกลาง", Owner.CENTRAL),
        ("ส่วนภูมิภาค", Owner.REGIONAL),
        ("รัฐวิสาหกิจ", Owner.STATE_ENTERPRISE),
        ("อบจ.", Owner.PAO),
        ("อบจ", Owner.PAO),
        ("องค์การบริหารส่วนจังหวัด", Owner.PAO),
        ("อื่น ๆ", Owner.OTHER),
        ("อื่นๆ", Owner.OTHER),
        ("หน่วยงานอื่น", Owner.OTHER),
    ],
)
def test_owner_is_stated_in_every_known_word(tmp_path: Path, text: str, owner: Owner) -> None:
    result = portal_of(tmp_path, make_row(owner=text))
    assert not found(result)
    assert (only(result).owner, only(result).owner_origin) == (owner, Origin.STATED)


@pytest.mark.parametrize(
    ("unit", "owner", "origin"),
    [
        ("กองช่าง", Owner.OWN, Origin.ABSENT),
        ("อบจ.เชียงราย", Owner.PAO, Origin.READ),
        ("การไฟฟ้าส่วนภูมิภาคอำเภอดอยตะวัน", Owner.STATE_ENTERPRISE, Origin.READ),
        ("กรมทางหลวงชนบท", Owner.CENTRAL, Origin.READ),
        ("โรงพยาบาลส่งเสริมสุขภาพตำบล", Owner.OWN, Origin.ABSENT),
    ],
)
def test_owner_is_read_only_from_an_agency_that_leaves_no_doubt(
    tmp_path: Path, unit: str, owner: Owner, origin: Origin
) -> None:
    project = project_of(tmp_path, unit=unit)
    assert (project.owner, project.owner_origin) == (owner, origin)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("", Form.PD02),
        ("ผด.02", Form.PD02),
        ("แบบ ผด. 02", Form.PD02),
        ("ผด.๐๒", Form.PD02),
        ("ผด.02/1", Form.PD02_1),
        ("แบบ ผด. 02/1", Form.PD02_1),
        ("ผด.2/1", Form.PD02_1),
    ],
)
def test_form_of_a_row(tmp_path: Path, text: str, form: Form) -> None:
    result = portal_of(tmp_path, make_row(form=text))
    assert not found(result)
    assert only(result).form is form


@pytest.mark.parametrize(
    ("text", "count", "said"),
    [
        ("", 1, []),
        ("12", 12, []),
        ("๑๒", 12, []),
        ("0", 1, ["count-unreadable"]),
        ("-1", 1, ["count-unreadable"]),
        ("1.5", 1, ["count-unreadable"]),
        ("12 โครงการ", 1, ["count-unreadable"]),
        ("10001", 1, ["amount-huge"]),
    ],
)
def test_row_counts_one_project_unless_it_says_more(
    tmp_path: Path, text: str, count: int, said: list[str]
) -> None:
    result = portal_of(tmp_path, make_row(count=text))
    assert (only(result).count, found(result)) == (count, said)


@pytest.mark.parametrize(
    ("unit", "partners"),
    [("กองช่าง / กองคลัง", ("กองคลัง",)), ("กองช่าง/สำนักปลัด/อำเภอ", ("สำนักปลัด", "อำเภอ")),
     ("กองช่าง\nกองคลัง", ("กองคลัง",)), ("กองช่าง /", ())],
)  # fmt: skip
def test_units_beside_a_unit_are_its_partners(
    unit: str, partners: tuple[str, ...], tmp_path: Path
) -> None:
    project = project_of(tmp_path, unit=unit)
    assert (project.unit_slug, project.partners) == ("engineering", partners)
    # The row states what its cells say, no more: it is recorded so, and read back the same.
    assert (stated(project)["unit"], stated(project)["partners"]) == (unit, "")


@pytest.mark.parametrize("unit", ["แขวง / กองช่าง", "ชมรม 1/2"])
def test_a_unit_that_is_unknown_by_its_first_word_stays_whole(unit: str, tmp_path: Path) -> None:
    project = project_of(tmp_path, unit=unit)
    assert (project.unit, project.unit_slug, project.partners) == (unit, "", ())


def test_partners_are_separated_by_semicolons_not_by_commas(tmp_path: Path) -> None:
    project = project_of(tmp_path, partners="อำเภอ; โรงเรียน, วัด ;\nสาธารณสุข;")
    assert project.partners == ("อำเภอ", "โรงเรียน, วัด", "สาธารณสุข")


@pytest.mark.parametrize(
    "row_id", ["con", "NUL", "index", "COM1", "a/b", "../x", "ก-1", "-a", "a" * 81]
)
def test_id_that_is_no_safe_address_is_refused(tmp_path: Path, row_id: str) -> None:
    assert found(portal_of(tmp_path, make_row(id=row_id))) == ["id-unsafe"]


def test_no_fault_hides_another(tmp_path: Path) -> None:
    row = dict.fromkeys(("id", "strategy", "budget", "count", "villages", "form", "owner"), "?")
    row |= {"name": "", "unit": "", "start": "?", "end": "?", "lat": "?"}
    assert sorted(set(found(portal_of(tmp_path, row)))) == [
        "budget-unreadable",
        "cell-missing",
        "coordinates-unreadable",
        "count-unreadable",
        "form-unknown",
        "id-unsafe",
        "month-unreadable",
        "owner-unknown",
        "strategy-unknown",
        "village-unreadable",
    ]


# Amendments


def amendment(number: int, *rows: Mapping[str, str], kind: str = "แก้ไข") -> dict[str, str]:
    dates = "considered: 2569-11-01\nannounced: 2569-11-02\nposted_from: 2569-11-02\n"
    return {
        f"{AMENDMENT}/{number}/plan.yml": f"kind: {kind}\n{dates}posted_until: 2569-12-30\n",
        f"{AMENDMENT}/{number}/projects.csv": csv_table(rows),
    }


def changed(row_id: str, change: str, **changes: str) -> dict[str, str]:
    return make_row(id=row_id, **changes) | {"change": change, "reason": "มติคณะกรรมการ"}


def test_amendments_apply_in_order_and_leave_the_announced_plan_as_it_was(tmp_path: Path) -> None:
    first = amendment(
        1,
        changed("2570-003", "เพิ่ม", name="เพิ่มใหม่", budget="5"),
        changed("2570-002", "แก้ไข", name="แก้ครั้งแรก", budget="300"),
    )
    second = amendment(
        2,
        changed("2570-001", "ยกเลิก", name=SOUND_ROW["name"]),
        changed("2570-002", "แก้ไข", name="แก้ครั้งที่สอง", budget="200"),
        changed("2570-004", "เพิ่มเติม", name="ท้ายสุด"),
    )
    rows = csv_table([make_row(), make_row(id="2570-002", name="เดิม", budget="100")])
    result = checked(portal_folder(tmp_path, {PROJECTS: rows} | first | second))
    assert not found(result)
    plan = result.portal.plans[0]
    assert [(row.id, row.name, row.edition, row.change) for row in plan.projects] == [
        ("2570-001", SOUND_ROW["name"], 2, Change.CANCEL),
        ("2570-002", "แก้ครั้งที่สอง", 2, Change.ALTER),
        ("2570-003", "เพิ่มใหม่", 1, Change.ADD),
        ("2570-004", "ท้ายสุด", 2, Change.ADD),
    ]
    assert [row.name for row in plan.editions[0].rows] == [SOUND_ROW["name"], "เดิม"]
    assert [row.cancelled for row in plan.projects] == [True, False, False, False]


def test_tenth_amendment_comes_after_the_second(tmp_path: Path) -> None:
    files = {PROJECTS: csv_table([make_row()])}
    for number in range(1, 11):
        files |= amendment(number, changed("2570-001", "แก้ไข", budget=str(number)))
    result = checked(portal_folder(tmp_path, files))
    assert not found(result)
    assert only(result).budget.satang == 1000
    assert only(result).edition == 10


def test_amendments_dates_may_stand_in_an_edition_or_at_the_top(tmp_path: Path) -> None:
    flat = amendment(1, changed("2570-001", "แก้ไข"))
    head, _, dates = flat[f"{AMENDMENT}/1/plan.yml"].partition("\n")
    nested = "edition:\n" + "".join(f"  {line}\n" for line in dates.splitlines())
    other = flat | {f"{AMENDMENT}/1/plan.yml": f"{head}\nnumber: 1/2570\n{nested}"}
    results = [
        checked(portal_folder(tmp_path / name, files))
        for name, files in (("flat", flat), ("nested", other))
    ]
    assert [found(result) for result in results] == [[], []]
    first, second = (result.portal.plans[0].editions[1] for result in results)
    assert first.posting == second.posting
    assert first.posting.announced == datetime.date(2026, 11, 2)
    assert (second.kind, second.official_number) == ("แก้ไข", "1/2570")


def test_row_that_our_data_file_says_was_cancelled_stays_cancelled(tmp_path: Path) -> None:
    result = portal_of(tmp_path, make_row() | {"change": "ยกเลิก", "reason": "ไม่มีเงิน"})
    assert found(result) == []
    assert only(result).cancelled and only(result).reason == "ไม่มีเงิน"
    unknown = portal_of(tmp_path / "unknown", make_row() | {"change": "ลบ"})
    assert found(unknown) == ["change-unknown"]
    amendment, plan = ({field.code for field in fields} for fields in (
        amendment_fields(), project_fields()
    ))  # fmt: skip
    assert amendment == plan >= {"change", "reason"}


# Round trip: whatever a clerk can type comes back as it was meant


def read_rows(
    rows: list[dict[str, str]],
    report: Report,
    strategies: tuple[Strategy, ...] = (Strategy("1", "โครงสร้างพื้นฐาน"), Strategy("2", "สังคม")),
    separator: str = ",",
) -> tuple[Project, ...]:
    data = csv_table(rows, separator).encode("utf-8-sig")
    table = read_csv(data, Place(PROJECTS), report)
    assert table
    return RowReader(ORGANIZATION, YEAR, strategies, report).read((table,), 0)


LETTERS = "กขคงจดตนบปมรลวสหอะาิีึืุูเแโใไ็่้์ๆฯabXY ,;\"'\n\t|()/.-0123456789๐๑๒๓"
free_text = st.text(LETTERS, max_size=30)
filled_text = free_text.filter(lambda text: bool(tidy(text)))


@dataclass(frozen=True)
class Meant:
    """What a clerk has in mind for one row, and in which digits and names of months it is typed."""

    strategy: str
    name: str
    detail: str
    funding: str
    note: str
    satang: int
    villages: frozenset[int]
    span: tuple[int, int]
    count: int
    programme: Programme
    owner: Owner
    form: Form
    unit: Unit
    thai: bool
    full: bool

    @property
    def months(self) -> tuple[Month, ...]:
        return YEAR.months[min(self.span) : max(self.span) + 1]

    def typed(self, row_id: str) -> dict[str, str]:
        """Return the row as one or the other office would type it."""
        first, last = (month.long_label if self.full else month.label for month in self.ends)
        figures = {
            "budget": format_baht(self.satang),
            "villages": ", ".join(map(str, self.villages)),
            "count": str(self.count),
            "start": first,
            "end": last,
        }
        if self.thai:
            figures = {code: thai_digits(text) for code, text in figures.items()}
        return figures | {
            "id": row_id,
            "strategy": self.strategy,
            "name": self.name,
            "detail": self.detail,
            "source": self.funding,
            "note": self.note,
            "programme": self.programme.name,
            "owner": self.owner.thai,
            "form": self.form.thai,
            "unit": self.unit.name,
        }

    @property
    def ends(self) -> tuple[Month, Month]:
        return self.months[0], self.months[-1]

    def project(self, row_id: str) -> Project:
        """Return the project that the row must become."""
        return Project(
            id=row_id,
            strategy=self.strategy,
            name=tidy(self.name),
            detail=tidy(self.detail),
            funding=tidy(self.funding),
            note=tidy(self.note),
            budget=Budget(BudgetKind.AMOUNT, self.satang, self.typed(row_id)["budget"]),
            unit=self.unit.name,
            unit_slug=self.unit.slug,
            at=NOWHERE,
            programme=self.programme,
            programme_text=self.programme.name,
            form=self.form,
            villages=Villages(tuple(sorted(self.villages)), origin=Origin.STATED),
            owner=self.owner,
            owner_origin=Origin.STATED,
            months=self.months,
            count=self.count,
        )


months_of_year = st.integers(0, 11)
rows_in_mind = st.builds(
    Meant,
    strategy=st.sampled_from(["1", "2"]),
    name=filled_text,
    detail=free_text,
    funding=free_text,
    note=free_text,
    satang=st.integers(1, 10**14),
    villages=st.frozensets(st.integers(1, 12), min_size=1),
    span=st.tuples(months_of_year, months_of_year),
    count=st.integers(1, 10**4),
    programme=st.sampled_from(PROGRAMMES),
    owner=st.sampled_from(list(Owner)),
    form=st.sampled_from(list(Form)),
    unit=st.sampled_from(ORGANIZATION.units),
    thai=st.booleans(),
    full=st.booleans(),
)


@steady
@given(
    st.lists(rows_in_mind, min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_what_is_typed_comes_back_with_the_same_meaning(
    rows: list[Meant], separator: str, thai: bool, random: Random
) -> None:
    ids = [f"2570-{number:03}" for number in range(len(rows))]
    typed = [row.typed(row_id) for row, row_id in zip(rows, ids, strict=True)]
    codes = list(typed[0])
    random.shuffle(codes)
    names = {field.code: field.name if thai else field.code for field in project_fields()}
    shuffled = [{names[code]: row[code] for code in codes} for row in typed]
    report = Report()
    projects = read_rows(shuffled, report, separator=separator)
    assert {one.code for one in report} <= {"amounts-small"}
    expected = [row.project(row_id) for row, row_id in zip(rows, ids, strict=True)]
    assert [replace(project, at=NOWHERE) for project in projects] == expected
