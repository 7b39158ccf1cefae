"""Cells that are typed elsewhere come into the clerk's own file, and nothing else of it changes."""

import io

import openpyxl
import pytest
from openpyxl.styles import Font

from generator.pipeline import check_portal
from generator.plan.fields import progress_fields
from generator.plan.merge import (
    RowEdit,
    UnsafeError,
    edited_table,
    empty_table,
    row_alone,
    row_texts,
    table_rows,
    with_own_columns,
)
from generator.plan.read.plain_cells import PlainSheet
from generator.plan.read.xlsx_file import read_xlsx
from generator.plan.uploads.archive import ZippedUpload
from generator.plan.uploads.plain import TakenCells
from generator.problems import Place, Report
from large import large_workbook
from portals import GOOD, TODAY

CSV, BOOK = "plans/2570/projects.csv", "plans/2570/projects.xlsx"
ROWS = (GOOD / CSV).read_bytes()


def book() -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "งบประมาณ", "หน่วยงานรับผิดชอบหลัก"])
    sheet.append(["2570-001", "1", "ก่อสร้างถนน", 478300, "กองช่าง"])
    sheet.append(["2570-002", "1", "ติดตั้งโคมไฟ", "=D2*2", "กองช่าง"])
    sheet["D2"].number_format = "#,##0.00"
    sheet["C2"].font = Font(bold=True)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_csv_keeps_every_other_byte() -> None:
    data = ROWS.replace(b"\n", b"\r\n") if b"\r\n" not in ROWS else ROWS
    made = edited_table(CSV, data, [RowEdit({"budget": "500000"}, 2)])
    assert made == data.replace(b"478300", b"500000")


def test_what_is_typed_as_it_stands_changes_no_byte() -> None:
    told = row_texts(CSV, ROWS, "", 2)
    assert edited_table(CSV, ROWS, [RowEdit(told, 2)]) == ROWS


def test_a_new_row_comes_last_and_a_column_that_was_lacking_gets_its_heading() -> None:
    new = RowEdit({"id": "2570-099", "name": 'ก, "ข"'})
    made = edited_table(CSV, ROWS, [RowEdit({"note": "ทดสอบ"}, 2), new])
    head, first, *_, last = made.decode("utf-8-sig").splitlines()
    assert head.endswith(",หมายเหตุ")
    assert first.endswith(",ทดสอบ")
    assert last.startswith('2570-099,,"ก, ""ข""",')
    assert row_texts(CSV, made, "", 5) == {"id": "2570-099", "name": 'ก, "ข"'}


def test_nothing_that_is_typed_is_run_by_a_spreadsheet() -> None:
    made = edited_table(CSV, ROWS, [RowEdit({"name": "=1+1"}, 2)])
    assert b",'=1+1," in made
    assert row_texts(CSV, made, "", 2)["name"] == "=1+1"


def test_a_workbook_keeps_its_looks_and_its_numbers() -> None:
    made = edited_table(
        BOOK, book(), [RowEdit({"budget": "500,000", "name": "ถนนใหม่"}, 2, "Sheet")]
    )
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    assert sheet is not None
    assert (sheet["D2"].value, sheet["D2"].number_format) == (500000, "#,##0.00")
    assert (sheet["C2"].value, sheet["C2"].font.bold) == ("ถนนใหม่", True)
    assert sheet["D3"].value == "=D2*2"


def test_a_formula_is_not_written_over() -> None:
    with pytest.raises(UnsafeError, match="เป็นสูตร"):
        edited_table(BOOK, book(), [RowEdit({"budget": "1"}, 3, "Sheet")])


@pytest.mark.parametrize("number", [1, 99])
def test_a_row_that_is_not_there_any_more_is_refused(number: int) -> None:
    with pytest.raises(UnsafeError, match="ไม่พบแถวนี้"):
        edited_table(CSV, ROWS, [RowEdit({"budget": "1"}, number)])


def test_one_row_is_looked_at_without_the_others() -> None:
    alone = row_alone(CSV, ROWS, "", 3)
    assert alone.decode("utf-8-sig").splitlines()[1].startswith("2570-002,1,")
    assert len(alone.splitlines()) == 2
    assert row_texts(CSV, alone, "", 2) == row_texts(CSV, ROWS, "", 3)


def test_a_table_begun_empty_takes_its_first_row() -> None:
    begun = empty_table(progress_fields(), ("id", "date", "status"))
    path = "plans/2570/progress.csv"
    row = {"id": "2570-001", "date": "30 พ.ย. 2569", "status": "แล้วเสร็จ"}
    assert row_texts(path, edited_table(path, begun, [RowEdit(row)]), "", 2) == row


def test_rows_of_our_own_workbook_are_the_plans_and_not_those_that_explain_or_list() -> None:
    known = check_portal(GOOD, TODAY).portal
    made = large_workbook(known.organization, known.plans[-1], 12)
    assert len(openpyxl.load_workbook(io.BytesIO(made)).worksheets) > 1
    rows = table_rows(BOOK, made)
    assert [one.number for one in rows] == [*range(2, 14)]
    assert len({one.sheet for one in rows}) == 1


def test_a_file_that_changed_is_read_anew_and_one_that_did_not_is_the_same() -> None:
    first = book()
    assert row_texts(BOOK, first, "Sheet", 2)["budget"] == "478300"
    second = edited_table(BOOK, first, [RowEdit({"budget": "500"}, 2, "Sheet")])
    third = edited_table(BOOK, second, [RowEdit({"name": "ถนนใหม่"}, 2, "Sheet")])
    told = [row_texts(BOOK, data, "Sheet", 2) for data in (first, second, third)]
    assert [one["budget"] for one in told] == ["478300", "500", "500"]
    assert [one["name"] for one in told] == ["ก่อสร้างถนน", "ก่อสร้างถนน", "ถนนใหม่"]
    assert edited_table(BOOK, first, [RowEdit({"budget": "500"}, 2, "Sheet")]) == second


@pytest.mark.parametrize("new_path", [CSV, BOOK])
def test_a_clerks_own_columns_go_on_with_the_rows_of_the_same_code(new_path: str) -> None:
    head = "รหัสโครงการ,โครงการ,ผู้ประสาน,งบประมาณ,เล่ม\n"
    was = f"{head}2570-001,ก่อสร้างถนน,กองช่าง 1,5,\n2570-007,ขุดลอก,กองคลัง,6,ก\n".encode()
    new = book() if new_path == BOOK else ROWS
    made = with_own_columns(CSV, was, new_path, new)
    assert made.headings == ("ผู้ประสาน",)
    assert made.lost == {"ผู้ประสาน": ("2570-007",), "เล่ม": ("2570-007",)}
    rows = {row.texts["id"]: row.texts for row in table_rows(new_path, made.data)}
    assert rows["2570-001"]["ผู้ประสาน"] == "กองช่าง 1"
    assert "ผู้ประสาน" not in rows["2570-002"] or not rows["2570-002"]["ผู้ประสาน"]
    before = {row.texts["id"]: row.texts for row in table_rows(new_path, new)}
    assert {code: {**texts, "ผู้ประสาน": ""} for code, texts in before.items()} == {
        code: {**texts, "ผู้ประสาน": ""} for code, texts in rows.items()
    }
    # Where the new table has the column already, or cannot be read, nothing of it is touched.
    assert with_own_columns(CSV, was, new_path, made.data).data == made.data
    assert with_own_columns(CSV, was, BOOK, b"no book").data == b"no book"


def test_what_has_no_one_place_in_the_new_table_is_told_and_columns_keep_their_order() -> None:
    was = (
        "รหัสโครงการ,โครงการ,งบประมาณ,ผู้ประสาน,=เล่ม,ผู้ประสาน,\n"
        "2570-001,ถนน,5,,x,,ลอย\n"
        "๒๕๗๐-๐๐๒,คลอง,6,หนึ่ง,=1+1,สอง,\n"
        "2570-002,คลอง,6,สาม,,หนึ่ง,\n"
        ",ไม่มีรหัส,7,สี่,,,\n"
        "แผนงาน,แผนงาน,แผนงาน,แผนงาน,แผนงาน,แผนงาน,แผนงาน\n"
    ).encode()
    made = with_own_columns(CSV, was, CSV, ROWS)
    lost = [f"2570-002 แถว {one}" for one in (4, 3)]
    assert {name: sorted(told) for name, told in made.lost.items()} == {
        "ผู้ประสาน": sorted([*lost, "แถว 5"]),
        "ไม่มีหัวคอลัมน์": ["2570-001 แถว 2"],
    }
    rows = {row.texts["id"]: row.texts for row in table_rows(CSV, made.data)}
    assert rows["2570-002"]["ผู้ประสาน"] == "หนึ่ง"
    # No program takes a heading or a text for a formula that was none.
    assert made.data.decode().splitlines()[0].endswith(",ผู้ประสาน,'=เล่ม")
    assert "'=1+1" in made.data.decode()


def test_a_sheet_stays_quick_to_read_when_a_cell_of_it_was_typed() -> None:
    """Its letters stand by their numbers, as openpyxl writes them; no cell is left to openpyxl."""
    plain, out = openpyxl.load_workbook(io.BytesIO(book())), io.BytesIO()
    plain.worksheets[0]["D3"] = 5
    plain.save(out)
    typed = RowEdit({"name": "ขุดลอก", "budget": "9"}, 2, "Sheet")
    made = edited_table(BOOK, out.getvalue(), [typed])
    part = ZippedUpload(made).read("xl/worksheets/sheet1.xml")
    assert b"&#36" in part and PlainSheet.of(part) and TakenCells.of(part)


def test_a_workbook_that_was_read_before_tells_the_same_again_and_each_file_its_own_place() -> None:
    for data in (book(), b"no book", b"no book"):
        for path in (BOOK, "plans/2571/projects.xlsx", BOOK):
            report = Report()
            tables = read_xlsx(data, Place(path), report)
            assert {one.place.file for one in tables} <= {path}
            assert bool(tables) == (data == book())
            told = {(one.code, one.place.file) for one in report}
            assert told == (set() if tables else {("file-unreadable", path)})
