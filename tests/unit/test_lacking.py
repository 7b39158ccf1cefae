"""A table without its headings is told once, with all that it lacks, and stands in the account."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from generator.commands.account import account_of
from generator.pipeline import Checked
from portals import PLAN, PROJECTS, checked, plan_yml, portal_folder

WORKBOOK = PROJECTS.replace(".csv", ".xlsx")
PROGRESS = PROJECTS.replace("projects.csv", "progress.xlsx")
HEADS = ("รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "งบประมาณ", "หน่วยงานรับผิดชอบหลัก", "เริ่ม", "สิ้นสุด")
REPORTS = ("รหัสโครงการ", "ณ วันที่", "สถานะ", "ร้อยละ")
REPORT = ("2570-001", "25 ต.ค. 2569", "อยู่ระหว่างดำเนินการ", "40")

Sheets = dict[str, Sequence[Sequence[object]]]


def row(number: int, heads: Sequence[str] = HEADS) -> list[object]:
    """Return a sound row of 1,000 baht under these headings."""
    cells = (
        f"2570-{number:03}",
        1,
        f"ก่อสร้างศาลา ซอย {number}",
        1000,
        "กองช่าง",
        "พ.ย. 2569",
        "ม.ค. 2570",
    )
    return [dict(zip(HEADS, cells, strict=True)).get(head, "") for head in heads]


def book(sheets: Sheets) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for line in rows:
            sheet.append(list(line))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(tmp_path: Path, sheets: Sheets, progress: Sheets | None = None, more: str = "") -> Checked:
    files = {PROJECTS: None, WORKBOOK: book(sheets), PLAN: plan_yml("considered: 2569-10-10", more)}
    return checked(
        portal_folder(tmp_path, files | ({PROGRESS: book(progress)} if progress else {}))
    )


def found(result: Checked) -> list[str]:
    return [problem.code for problem in result.report if problem.code != "announced-missing"]


def told(result: Checked, code: str) -> str:
    (problem,) = (one for one in result.report if one.code == code)
    return f"{problem.message} {problem.advice}"


@pytest.mark.parametrize(
    "lost",
    [HEADS[:1], HEADS[:2], HEADS[2:4], (HEADS[0], HEADS[3], HEADS[4]), HEADS[:3], HEADS[3:5]],
)
def test_all_missing_headings_are_named_in_one_message(tmp_path: Path, lost: Sequence[str]) -> None:
    heads = [head for head in HEADS if head not in lost]
    result = read(tmp_path, {"แผน": [heads, row(1, heads), row(2, heads)]})
    assert found(result) == ["heading-missing"]
    message = told(result, "heading-missing")
    # A strategy may be told by sub-headings: it is asked of the rows.
    assert all(f"“{head}”" in message for head in lost if head != "ยุทธศาสตร์")
    unread = [(one["file"], one["sheet"]) for one in account_of(result)["not_read"]]
    assert unread == [(WORKBOOK, "แผน")]


@pytest.mark.parametrize(
    "rows",
    [
        [["ดูแผ่นถัดไป"]],
        [row(1), row(2)],
        [["ก", "ข", "ค"], ["1", "2", "3"]],
    ],
)
def test_table_without_a_heading_is_one_error_that_says_what_one_has(
    tmp_path: Path, rows: Sequence[Sequence[object]]
) -> None:
    result = read(tmp_path, {"แผน": rows})
    assert found(result) == ["heading-none"]
    message = told(result, "heading-none")
    assert all(f"“{head}”" in message for head in HEADS[:5])


def test_a_heading_that_names_too_few_columns_is_asked_for_the_others(tmp_path: Path) -> None:
    rows = [["รหัสโครงการ", "โครงการ"], ["2570-001", "ก่อสร้างศาลา"]]
    result = read(tmp_path, {"แผน": rows})
    assert found(result) == ["heading-missing"]
    message = told(result, "heading-missing")
    assert all(f"“{head}”" in message for head in ("งบประมาณ", "หน่วยงานรับผิดชอบหลัก"))
    assert "“รหัสโครงการ”" not in message


@pytest.mark.parametrize("text", ["\n" * 30, ",,,\n,,,\n", "\ufeff", " \t\n"])
def test_file_of_blanks_is_one_error(tmp_path: Path, text: str) -> None:
    result = checked(portal_folder(tmp_path, {PROJECTS: text}))
    assert found(result) == ["heading-none"]
    assert "ทุกช่องว่าง" in told(result, "heading-none")


@pytest.mark.parametrize("extra", [[row(2)], [["ต่อจากแผ่นแรก"], row(2), row(3)], [[], [], row(2)]])
def test_sheet_of_projects_without_a_heading_is_an_error(
    tmp_path: Path, extra: Sequence[Sequence[object]]
) -> None:
    result = read(tmp_path, {"แผน": [HEADS, row(1)], "ต่อ": extra})
    assert found(result) == ["sheet-headless"]
    assert account_of(result)["not_read"] == [{"file": WORKBOOK, "sheet": "ต่อ"}]


@pytest.mark.parametrize(
    "extra",
    [
        [["จดไว้", "ถามกองคลัง"]],
        [["ที่", "กอง", "จำนวน"], [1, "กองช่าง", 2], [2, "กองคลัง", 3]],
        [["2570", "ปีงบประมาณ"], ["2571", "ปีถัดไป"]],
    ],
)
def test_sheet_of_notes_is_no_error(tmp_path: Path, extra: Sequence[Sequence[object]]) -> None:
    assert found(read(tmp_path, {"แผน": [HEADS, row(1)], "จด": extra})) == ["sheet-ignored"]


def test_reports_of_a_month_without_a_heading_are_an_error(tmp_path: Path) -> None:
    sheets: Sheets = {"ต.ค.": [REPORTS, REPORT], "พ.ย.": [REPORT]}
    result = read(tmp_path, {"แผน": [HEADS, row(1)]}, sheets)
    assert "sheet-headless" in found(result)


@pytest.mark.parametrize("above", [[], [["แบบ ผด.02/1"]], [["แผนงานการศึกษา"]]])
def test_sheet_without_a_strategy_is_read_and_asked_for_its_strategy(
    tmp_path: Path, above: Sequence[Sequence[object]]
) -> None:
    heads = ["รหัสโครงการ", "ครุภัณฑ์", "งบประมาณ", "หน่วยงานรับผิดชอบหลัก", "เริ่ม", "สิ้นสุด"]
    line = ["2570-050", "เครื่องคอมพิวเตอร์", 22000, "กองช่าง", "พ.ย. 2569", "ธ.ค. 2569"]
    result = read(tmp_path, {"แผน": [HEADS, row(1)], "ครุภัณฑ์": [*above, heads, line]})
    assert found(result) == ["strategy-not-told"]
    assert f"แถว {len(above) + 2} " in told(result, "strategy-not-told")
    titled = [["ยุทธศาสตร์ที่ 1"], *above, heads, line]
    mended = read(tmp_path / "mended", {"แผน": [HEADS, row(1)], "ครุภัณฑ์": titled})
    assert found(mended) == []


def test_heading_that_was_left_out_with_its_column_is_told_as_hidden(tmp_path: Path) -> None:
    made = openpyxl.load_workbook(io.BytesIO(book({"แผน": [HEADS, row(1)]})))
    made.worksheets[0].column_dimensions["A"].hidden = True
    stream = io.BytesIO()
    made.save(stream)
    plan = plan_yml("considered: 2569-10-10", "hidden: omit\n")
    files = {PROJECTS: None, WORKBOOK: stream.getvalue(), PLAN: plan}
    result = checked(portal_folder(tmp_path, files))
    assert "เลิกซ่อนคอลัมน์ “รหัสโครงการ”" in told(result, "heading-missing")
