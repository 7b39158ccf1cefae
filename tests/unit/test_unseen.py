"""What a reader of a workbook does not see is never read in silence: small, hidden, struck out."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from generator.pipeline import Checked
from portals import PLAN, PROJECTS, checked, plan_yml, portal_folder
from workbooks import changed

WORKBOOK = PROJECTS.replace(".csv", ".xlsx")
SHEET = "xl/worksheets/sheet1.xml"
HEADS = (
    "รหัสโครงการ",
    "ยุทธศาสตร์",
    "โครงการ",
    "งบประมาณ",
    "สถานที่",
    "หน่วยงานรับผิดชอบหลัก",
    "เริ่ม",
    "สิ้นสุด",
)


def book_of(count: int = 3) -> Any:
    """Return a workbook with one sheet of rows of 1,000 baht."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "แผน"
    sheet.append(HEADS)
    for number in range(1, count + 1):
        name, code = f"ก่อสร้างศาลา ซอย {number}", f"2570-{number:03}"
        sheet.append([code, 1, name, 1000, "บ้านเหนือ", "กองช่าง", "พ.ย. 2569", "ม.ค. 2570"])
    return book


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(tmp_path: Path, data: bytes, plan: str = "") -> Checked:
    files = {PROJECTS: None, WORKBOOK: data} | ({PLAN: plan} if plan else {})
    return checked(portal_folder(tmp_path, files))


def found(result: Checked) -> list[str]:
    return [problem.code for problem in result.report]


def told(result: Checked) -> str:
    (problem,) = result.report
    return f"{problem.message} {problem.advice}"


SMALL_ROW = '<row ht="{}" customHeight="1" r="3"'
SMALL_COLUMN = '<cols><col min="{0}" max="{1}" width="{2}" customWidth="1"/></cols><sheetData>'


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ('<row r="3"', SMALL_ROW.format(0), "1 แถว (แถว 3)"),
        ('<row r="3"', SMALL_ROW.format("0.75"), "1 แถว (แถว 3)"),
        ("<sheetData>", SMALL_COLUMN.format(4, 4, 0), "1 คอลัมน์ (“งบประมาณ”)"),
        ("<sheetData>", SMALL_COLUMN.format(4, 5, "0.3"), "2 คอลัมน์ (“งบประมาณ”, “สถานที่”)"),
        ("<sheetData>", SMALL_COLUMN.format(9, 300, 0), ""),
        ('<row r="3"', SMALL_ROW.format(3), ""),
    ],
)
def test_row_or_column_dragged_to_nothing_is_hidden(
    tmp_path: Path, was: str, now: str, words: str
) -> None:
    data = changed(saved(book_of()), SHEET, was, now)
    result = read(tmp_path, data)
    assert found(result) == ["table-hidden"] * bool(words)
    assert not words or words in told(result)


@pytest.mark.parametrize("hidden", [3, 8])
def test_every_hidden_column_is_named_and_where_to_answer(tmp_path: Path, hidden: int) -> None:
    book = book_of()
    book.worksheets[0].column_dimensions.group("A", "ABCDEFGH"[hidden - 1], hidden=True)
    message = told(read(tmp_path, saved(book)))
    assert all(f"“{heading}”" in message for heading in HEADS[:hidden])
    assert "plans/2570/plan.yml ว่า hidden: publish" in message


@pytest.mark.parametrize(
    ("cell", "value", "code", "codes"),
    [
        ("D3", 1000, ";;;", ["cell-unseen"]),
        ("D3", 1000, '"";"";""', ["cell-unseen"]),
        ("D3", 0, "#,##0;-#,##0;", ["budget-missing"]),
        ("D3", 1000, "#,##0;-#,##0;", []),
        ("E3", "บ้านเหนือ", ";;;", ["cell-unseen"]),
        ("E3", "บ้านเหนือ", "0;-0;0;", ["cell-unseen"]),
        ("E3", "บ้านเหนือ", ";;;@", []),
        ("E3", "บ้านเหนือ", '0;-0;0;"ก;ข"@', []),
        ("E3", "บ้านเหนือ", "0;;", []),
    ],
)
def test_value_that_its_format_hides_is_an_error(
    tmp_path: Path, cell: str, value: object, code: str, codes: list[str]
) -> None:
    book = book_of()
    book.worksheets[0][cell].value = value
    book.worksheets[0][cell].number_format = code
    assert found(read(tmp_path, saved(book))) == codes


@pytest.mark.parametrize(
    ("cell", "runs", "codes"),
    [
        ("C3", [("ก่อสร้างถนน", True), (" ก่อสร้างศาลา", False)], ["cells-struck"]),
        ("C3", [("ก่อสร้าง", False), ("ถนน", True)], ["cells-struck"]),
        ("E3", [("บ้านใต้", True), (" บ้านเหนือ", False)], ["cells-struck"]),
        ("E3", [("บ้าน", False), ("เหนือ", False)], []),
    ],
)
def test_words_struck_out_within_a_cell_are_a_question(
    tmp_path: Path, cell: str, runs: Sequence[tuple[str, bool]], codes: list[str]
) -> None:
    book = book_of()
    blocks = [TextBlock(InlineFont(strike=struck, sz=11), text) for text, struck in runs]
    book.worksheets[0][cell] = CellRichText(blocks)
    result = read(tmp_path, saved(book))
    assert found(result) == codes
    assert not codes or "แถว 3" in told(result)


def choices(book: Any, formula: str, name: str = "") -> None:
    rule = DataValidation(type="list", formula1=formula)
    book.worksheets[0].add_data_validation(rule)
    rule.add("F2:F9")
    if name:
        book.defined_names[name] = DefinedName(
            name, attr_text=f"'{book.worksheets[1].title}'!$A$1:$A$9"
        )


@pytest.mark.parametrize(
    ("title", "choose", "is_news"),
    [
        ("กอง", lambda book: choices(book, "='กอง'!$A$1:$A$3"), False),
        ("กอง", lambda book: choices(book, "กอง!$A$1:$A$3"), False),
        ("กอง", lambda book: choices(book, "=รายการ", "รายการ"), False),
        ("ก", lambda book: choices(book, "='กอง'!$A$1:$A$3"), True),
        ("อง", lambda book: choices(book, "กอง!$A$1:$A$3"), True),
        ("ข้อมูล", lambda book: choices(book, '"กองช่าง,กองคลัง"', "Database"), True),
        ("ข้อมูล", lambda book: choices(book, "=Data", "Database"), True),
        ("ข้อมูล", list, True),
    ],
)
@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheet_is_named_unless_a_list_takes_its_choices_there(
    tmp_path: Path, title: str, choose: Callable[[Any], None], state: str, *, is_news: bool
) -> None:
    book = book_of()
    hidden = book.create_sheet(title)
    hidden.append(["กองช่าง"])
    hidden.sheet_state = state
    choose(book)
    assert found(read(tmp_path, saved(book))) == ["sheet-hidden"] * is_news


def test_answer_for_an_amendment_is_written_where_its_year_is(tmp_path: Path) -> None:
    rows = openpyxl.Workbook()
    for line in (["รหัสโครงการ", "การเปลี่ยนแปลง", "เหตุผล"], ["2570-001", "ยกเลิก", "ไม่มีเงิน"]):
        rows.worksheets[0].append(line)
    rows.worksheets[0].row_dimensions[2].hidden = True
    folder = "plans/2570/amendments/1/"
    files = {
        PROJECTS: None,
        WORKBOOK: saved(book_of()),
        f"{folder}plan.yml": "kind: แก้ไข\nedition:\n  considered: 2569-10-12\n",
        f"{folder}projects.xlsx": saved(rows),
    }
    asked = checked(portal_folder(tmp_path / "a", files)).report
    assert ["plans/2570/plan.yml" in one.advice for one in asked if one.code == "table-hidden"] == [
        True
    ]
    answered = files | {PLAN: plan_yml("considered: 2569-10-10", "hidden: publish\n")}
    again = checked(portal_folder(tmp_path / "b", answered)).report
    assert "table-hidden" not in [one.code for one in again]
