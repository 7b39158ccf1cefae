"""Merged cells: a figure is one column's and one row's, or a question; words count for each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.pipeline import Checked
from portals import PROJECTS, checked, portal_folder

WORKBOOK = PROJECTS.replace(".csv", ".xlsx")
PROGRESS = PROJECTS.replace("projects.csv", "progress.xlsx")
HEADS = (
    "รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "รายละเอียดของกิจกรรม", "งบประมาณ", "แหล่งงบประมาณ",
    "จำนวนโครงการ", "สถานที่", "หน่วยงานรับผิดชอบหลัก", "เริ่ม", "สิ้นสุด",
)  # fmt: skip
REPORTS = ("รหัสโครงการ", "ณ วันที่", "สถานะ", "ร้อยละ", "เบิกจ่าย", "ผลการดำเนินการ")


def row(number: int) -> list[object]:
    """Return a sound row of 1,000 baht."""
    return [
        f"2570-{number:03}", 1, f"ก่อสร้างศาลา ซอย {number}", "กว้าง 4 เมตร", 1000, "ข้อบัญญัติ", None,
        "บ้านเหนือ", "กองช่าง", "พ.ย. 2569", "ม.ค. 2570",
    ]  # fmt: skip


def book(rows: Sequence[Sequence[object]], merges: Sequence[str]) -> bytes:
    made: Any = openpyxl.Workbook()
    for line in rows:
        made.worksheets[0].append(list(line))
    for area in merges:
        made.worksheets[0].merge_cells(area)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(folder: Path, *merges: str, more: Sequence[Sequence[object]] = ()) -> Checked:
    rows = [HEADS, *(row(number) for number in range(1, 5)), *more]
    return checked(portal_folder(folder, {PROJECTS: None, WORKBOOK: book(rows, merges)}))


def found(result: Checked) -> list[str]:
    return [problem.code for problem in result.report]


def test_amount_merged_over_words_is_the_amount_alone(tmp_path: Path) -> None:
    result = read(tmp_path, "E2:F2")
    first = result.portal.plans[-1].projects[0]
    assert (first.budget.satang, first.funding) == (100_000, "")
    assert found(result) == []


@pytest.mark.parametrize("merges", [["E2:G2"], ["E3:G3", "A5:A5"]])
def test_figure_merged_over_columns_of_figures_is_a_question(
    tmp_path: Path, merges: Sequence[str]
) -> None:
    result = read(tmp_path, *merges)
    (problem,) = [one for one in result.report if one.code == "cell-merged-across"]
    assert "“งบประมาณ”, “แหล่งงบประมาณ”, “จำนวนโครงการ”" in problem.message


def test_spent_that_is_merged_with_its_percent_is_a_question(tmp_path: Path) -> None:
    report = ["2570-001", "1 พ.ย. 2569", "อยู่ระหว่างดำเนินการ", 40, None, "ลงหิน"]
    progress = book([REPORTS, report], ["D2:E2"])
    files = {PROJECTS: None, WORKBOOK: book([HEADS, row(1)], ()), PROGRESS: progress}
    assert "cell-merged-across" in found(checked(portal_folder(tmp_path, files)))


@pytest.mark.parametrize("merges", [["D2:D3"], ["H2:H5", "I2:I5"], ["F2:F4"], ["C2:D2"], ["J2:K2"]])
def test_merged_words_count_for_each_row_and_column(tmp_path: Path, merges: Sequence[str]) -> None:
    result = read(tmp_path, *merges)
    assert sum(one.budget.satang or 0 for one in result.portal.plans[-1].projects) == 400_000
    assert found(result) == []


@pytest.mark.parametrize("merges", [["A2:A3"], ["A2:A3", "C2:C3"], ["A2:A4", "I2:I4"]])
def test_code_merged_over_several_amounts_is_one_message(
    tmp_path: Path, merges: Sequence[str]
) -> None:
    result = read(tmp_path, *merges)
    assert found(result) == ["code-merged"]


@pytest.mark.parametrize("merges", [["A6:D6"], ["A6:D6", "E6:K6"], ["B6:D6"]])
def test_total_whose_cells_are_merged_across_is_a_total(
    tmp_path: Path, merges: Sequence[str]
) -> None:
    words: list[object] = ["รวม"] if merges[0].startswith("A") else [None, "รวม"]
    total = [*words, *[None] * (4 - len(words)), 4000]
    result = read(tmp_path, *merges, more=[total])
    assert found(result) == ["rows-aside"]
    assert len(result.portal.plans[-1].projects) == 4


def test_one_project_that_stands_on_two_sheets_is_a_copy(tmp_path: Path) -> None:
    made: Any = openpyxl.load_workbook(io.BytesIO(book([HEADS, row(1), row(2)], ())))
    copy = made.create_sheet("เฉพาะ")
    for line in (HEADS, row(2)):
        copy.append(list(line))
    stream = io.BytesIO()
    made.save(stream)
    result = checked(portal_folder(tmp_path, {PROJECTS: None, WORKBOOK: stream.getvalue()}))
    assert found(result) == ["sheet-copied"]
