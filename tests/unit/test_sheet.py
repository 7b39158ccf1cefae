"""Rows of a table are told for what they are: no project is swallowed, nothing is read as one."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pipeline import Checked
from portals import PLAN, PROJECTS, checked, plan_yml, portal_folder
from tables import csv_of, reports

HEADS = (
    "ลำดับ", "รหัสโครงการ", "ยุทธศาสตร์", "แผนงาน", "โครงการ", "รายละเอียดของกิจกรรม", "งบประมาณ",
    "สถานที่", "หน่วยงานรับผิดชอบหลัก", "เริ่ม", "สิ้นสุด",
)  # fmt: skip
BARE = tuple(head for head in HEADS if head not in ("ยุทธศาสตร์", "แผนงาน"))
WORKBOOK = PROJECTS.replace(".csv", ".xlsx")


def project(number: int, heads: Sequence[str] = HEADS, **changes: str) -> list[str]:
    """Return a sound row of 1,000 baht; `changes` are by heading."""
    cells = (
        str(number), f"2570-{number:03}", "1", "การศึกษา", f"ก่อสร้างศาลา ซอย {number}", "กว้าง 4 เมตร",
        "1000", "บ้านเหนือ", "กองช่าง", "พ.ย. 2569", "ม.ค. 2570",
    )  # fmt: skip
    row = dict(zip(HEADS, cells, strict=True)) | changes
    return [row[head] for head in heads]


def only(first: str = "", **cells: str) -> list[str]:
    """Return a row with nothing but its first cell and these by heading."""
    return [first, *(cells.get(head, "") for head in HEADS[1:])]


def filled(cells: Mapping[str, str]) -> list[str]:
    """Return a row with these cells by heading: Python rewrites ำ in the names of arguments."""
    return [cells.get(head, "") for head in HEADS]


def read(*rows: Sequence[str], heads: Sequence[str] = HEADS) -> Checked:
    stream = io.StringIO()
    csv.writer(stream).writerows([heads, *rows])
    with tempfile.TemporaryDirectory() as folder:
        return checked(portal_folder(Path(folder), {PROJECTS: stream.getvalue()}))


def book_of(*rows: Sequence[object], **sheets: Sequence[Sequence[object]]) -> Any:
    """Return a workbook whose first sheet has HEADS and these rows, with more sheets as given."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = "แผน"
    for row in (HEADS, *rows):
        first.append(list(row))
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    return book


def read_book(book: Any, plan: str | None = None) -> Checked:
    stream = io.BytesIO()
    book.save(stream)
    files = {PROJECTS: None, WORKBOOK: stream.getvalue()} | ({PLAN: plan} if plan else {})
    with tempfile.TemporaryDirectory() as folder:
        return checked(portal_folder(Path(folder), files))


def found(result: Checked) -> list[str]:
    return [problem.code for problem in result.report]


def names(result: Checked) -> list[str]:
    return [row.name for row in result.portal.plans[-1].projects]


def total(result: Checked) -> int:
    """Return the baht of all projects as they are understood."""
    return sum(row.budget.satang or 0 for row in result.portal.plans[-1].projects) // 100


LIKE_OTHERS = [
    "รวมเงินอุดหนุนวัดในเขตเทศบาล", "รวมพลังชุมชน", "ยุทธศาสตร์ชาติสู่ชุมชน", "1. ยุทธศาสตร์ชาติ",
    "แผนงานป้องกันอุบัติภัย", "1.1 แผนงานจราจร", "หมายเหตุประเทศไทย", "(ต่อเนื่อง) ก่อสร้างถนน",
    "*** ถนนสายรอง",
    "ลงชื่อรับเบี้ยยังชีพ", "เทศบาลเคลื่อนที่", "ประจำปีใหม่", "แบบ ผด.02 ฉบับย่อ", "หน้า 2", "ครุภัณฑ์สำนักงาน",
    "กลยุทธ์เชิงรุก", "แนวทางเศรษฐกิจพอเพียง", "คงเหลือ", "ผู้จัดทำ แผนที่ภาษี",
]  # fmt: skip


@pytest.mark.parametrize("name", LIKE_OTHERS)
def test_row_with_a_code_is_a_project_whatever_its_name(name: str) -> None:
    result = read(project(1), project(2, โครงการ=name), project(3))
    assert names(result)[1] == name and total(result) == 3000
    assert "rows-aside" not in found(result)


@pytest.mark.parametrize("name", [one for one in LIKE_OTHERS if one != "คงเหลือ"])
def test_row_with_a_budget_is_a_project_that_lacks_its_code(name: str) -> None:
    result = read(project(1), only(โครงการ=name, งบประมาณ="500"), project(3))
    assert names(result)[1] == name and total(result) == 2500
    assert "cell-missing" in found(result) and "rows-aside" not in found(result)


@pytest.mark.parametrize(
    "words",
    [
        "รวม", "รวม 2 โครงการ", "รวมทั้งสิ้น", "ยอดรวม", "รวมเป็นเงินทั้งสิ้น", "รวมยุทธศาสตร์ที่ 1",
        "รวมแผนงานการศึกษา", "ยอดยกไป", "Total", "รวมเงิน (บาท)", "(รวม)", "รวม ๒ โครงการ เป็นเงิน",
    ],
)  # fmt: skip
@pytest.mark.parametrize("column", ["ลำดับ", "รหัสโครงการ", "โครงการ"])
def test_total_is_set_aside_and_never_counted(words: str, column: str) -> None:
    result = read(project(1), project(2), filled({column: words, "งบประมาณ": "2,000.00"}))
    assert total(result) == 2000
    assert found(result) == ["rows-aside"]


def test_totals_that_differ_are_told_once_with_both_figures() -> None:
    rows = [project(1), only(โครงการ="รวม", งบประมาณ="1,500"), project(2), project(3)]
    result = read(
        *rows, only(โครงการ="รวม", งบประมาณ="2000"), only(โครงการ="รวมทั้งสิ้น", งบประมาณ="9")
    )
    (problem,) = result.report
    assert problem.code == "total-differs"
    assert "แถว 3 เขียน 1,500 แต่รวมได้ 1,000" in problem.message
    assert "แถว 7 เขียน 9" in problem.message and "แถว 6" not in problem.message


@pytest.mark.parametrize(
    "rows",
    [
        [only(สถานที่="ลงชื่อ........ผู้จัดทำ"), only(สถานที่="นักวิเคราะห์นโยบายและแผน")],
        [only(สถานที่=text) for text in ("ลงชื่อ", "(......)", "ปลัดเทศบาล", "วันที่ 1 ต.ค. 2569")],
        [only(text) for text in ("หมายเหตุ : ใช้เงินสะสม", "1) แก้ไขตามมติ", "2) ตามหนังสือ")],
        [only("* โครงการต่อเนื่อง")],
        [only(หน่วยงานรับผิดชอบหลัก="หน้า 2"), only(สิ้นสุด="หน้า 3/5"), only("- 4 -")],
        [only("แบบ ผด.02"), only("บัญชีโครงการ"), only("เทศบาลตำบลท่าปล้อง")],
        [only("3", รหัสโครงการ="2570-003", ยุทธศาสตร์="1"), only("4")],
    ],
)  # fmt: skip
def test_what_stands_below_the_projects_is_one_message(rows: list[list[str]]) -> None:
    result = read(project(1), project(2), *rows)
    assert total(result) == 2000 and len(names(result)) == 2
    assert found(result) == ["rows-aside"]


def test_heading_that_comes_again_and_numbers_of_columns_are_no_news() -> None:
    numbers = [f"({number})" for number in range(1, len(HEADS) + 1)]
    result = read(numbers, project(1), HEADS, numbers, project(2))
    assert (total(result), found(result)) == (2000, [])


def test_row_that_goes_on_joins_its_row_also_across_a_heading() -> None:
    more = only(โครงการ="สายบ้านใต้", รายละเอียดของกิจกรรม="ยาว 10 เมตร")
    result = read(project(1), more, HEADS, only(สถานที่="หมู่ที่ 2"), project(2))
    first = result.portal.plans[-1].projects[0]
    assert (first.name, first.detail, first.place) == (
        "ก่อสร้างศาลา ซอย 1\nสายบ้านใต้",
        "กว้าง 4 เมตร\nยาว 10 เมตร",
        "บ้านเหนือ\nหมู่ที่ 2",
    )
    assert found(result) == []


def test_name_of_an_office_below_a_place_is_the_rest_of_it_and_else_a_title() -> None:
    name = "เทศบาลตำบลท่าปล้อง"
    result = read(project(1, สถานที่="พื้นที่"), only(สถานที่=name), project(2))
    assert result.portal.plans[-1].projects[0].place == f"พื้นที่\n{name}"
    assert found(result) == []
    assert found(read(project(1), only(name), project(2))) == ["rows-aside"]


@pytest.mark.parametrize("code", ["======", "โครงการพิเศษ", "?"])
def test_text_in_the_place_of_a_code_is_no_prefilled_row(code: str) -> None:
    result = read(project(1), filled({"รหัสโครงการ": code}))
    assert found(result) == ["rows-unclear"]


def test_row_with_an_amount_of_its_own_never_goes_on() -> None:
    result = read(project(1), only(โครงการ="สายบ้านใต้", งบประมาณ="500"), project(2))
    assert len(names(result)) == 3 and total(result) == 2500
    assert "cell-missing" in found(result)


@pytest.mark.parametrize("mark", ['"', "〃", "-//-", "''", "”", "”  ", '- " -', ",,"])
def test_ditto_marks_say_what_stands_above(mark: str) -> None:
    same = {"หน่วยงานรับผิดชอบหลัก": mark, "สถานที่": mark, "แผนงาน": mark}
    result = read(project(1), project(2, **same), project(3, **same))
    rows = result.portal.plans[-1].projects
    assert {(row.unit, row.place, row.programme_name) for row in rows} == {
        ("กองช่าง", "บ้านเหนือ", "แผนงานการศึกษา")
    }
    assert found(result) == []


def test_ditto_mark_is_no_amount_and_no_code() -> None:
    result = read(project(1), project(2, งบประมาณ='"', รหัสโครงการ='"'))
    assert total(result) == 1000
    assert sorted(found(result)) == ["budget-unreadable", "id-unsafe"]


@pytest.mark.parametrize(
    "words",
    [
        "ยุทธศาสตร์ที่ 1", "ยุทธศาสตร์ที่ 1: ยุทธศาสตร์การพัฒนาด้านโครงสร้างพื้นฐาน", "ประเด็นการพัฒนาที่ 1",
        "1. ยุทธศาสตร์การพัฒนาด้านโครงสร้างพื้นฐาน", "ยุทธศาสตร์ที่ ๑ การพัฒนาด้านโครงสร้างพื้นฐาน",
        "ประเด็นยุทธศาสตร์ที่ 1 ยุทธศาสตร์การพัฒนาด้านโครงสร้างพื้นฐาน", "ยุทธศาสตร์ที่ 1 (ต่อ)",
        "ยุทธศาสตร์ที่ 1 (ผด.02)",
        "(1) ยุทธศาสตร์การพัฒนาด้านโครงสร้างพื้นฐาน",
    ],
)  # fmt: skip
@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
def test_sub_headings_give_rows_their_strategy_and_programme(words: str, above: bool) -> None:
    titles = [[words], ["1.3 แผนงานการศึกษา (ผ.02)"]]
    rows = [project(1, BARE), project(2, BARE)]
    if above:
        stream = io.StringIO()
        csv.writer(stream).writerows([*titles, BARE, *rows])
        with tempfile.TemporaryDirectory() as folder:
            result = checked(portal_folder(Path(folder), {PROJECTS: stream.getvalue()}))
    else:
        result = read(*titles, *rows, heads=BARE)
    read_rows = result.portal.plans[-1].projects
    assert {(row.strategy, row.programme_name) for row in read_rows} == {("1", "แผนงานการศึกษา")}
    assert set(found(result)) <= {"rows-aside"}


@pytest.mark.parametrize("words", ["ยุทธศาสตร์ที่ 9", "ยุทธศาสตร์ที่ 1 ด้านสังคม", "ประเด็นการพัฒนาที่ 7: อื่น"])
def test_strategy_of_a_sub_heading_that_the_plan_lacks_is_told_once(words: str) -> None:
    result = read([words], project(1, BARE), project(2, BARE), project(3, BARE), heads=BARE)
    assert found(result).count("strategy-unknown") == 1
    assert {row.strategy for row in result.portal.plans[-1].projects} == {""}


def test_blank_strategy_below_a_sub_heading_is_that_of_the_sub_heading() -> None:
    blank = {"ยุทธศาสตร์": ""}
    result = read(["", "", "ยุทธศาสตร์ที่ 1"], project(1, **blank), project(2, **blank))
    assert [row.strategy for row in result.portal.plans[-1].projects] == ["1", "1"]


def test_equipment_below_projects_has_no_strategy_of_theirs() -> None:
    rows = [project(1, BARE), project(2, BARE), ["1. ประเภทครุภัณฑ์สำนักงาน"], project(3, BARE)]
    result = read(["ยุทธศาสตร์ที่ 1"], *rows, heads=BARE)
    assert [row.strategy for row in result.portal.plans[-1].projects] == ["1", "1", ""]
    (told,) = [one for one in result.report if one.code == "strategy-not-told"]
    assert "แถว 6" in told.message


def test_second_sheet_with_a_heading_alone_is_an_error() -> None:
    result = read_book(book_of(project(1), ครุภัณฑ์=[HEADS]))
    assert found(result) == ["table-without-rows"]


def test_announced_plan_without_a_project_is_an_error_and_a_draft_is_not() -> None:
    announced = plan_yml("announced: 2569-10-15\nconsidered: 2569-10-10")
    assert "plan-empty" in found(read_book(book_of(), announced))
    assert "table-empty" in found(read_book(book_of(), plan_yml("considered: 2569-10-10")))


PUBLISHED = {"ASK": "", "PUBLISH": "hidden: publish\n", "OMIT": "hidden: omit\n"}
steady = settings(derandomize=True, database=None, deadline=None, max_examples=25)
rows_hidden = st.sets(st.integers(2, 6), max_size=3)
merges = st.tuples(st.sampled_from("ABCEFGHI"), st.integers(2, 5), st.integers(1, 3))


@steady
@given(rows_hidden, st.sampled_from(["ASK", "PUBLISH", "OMIT"]))
def test_hidden_row_never_changes_a_total_in_silence(hidden: set[int], policy: str) -> None:
    book = book_of(*(project(number) for number in range(1, 6)))
    for row in hidden:
        book.worksheets[0].row_dimensions[row].hidden = True
    result = read_book(book, plan_yml("considered: 2569-10-10", PUBLISHED[policy]))
    left = 5 - len(hidden) if policy == "OMIT" else 5
    assert total(result) == left * 1000
    assert ("table-hidden" in found(result)) == (bool(hidden) and policy == "ASK")


@steady
@given(merges)
def test_merge_never_changes_a_total_in_silence(merge: tuple[str, int, int]) -> None:
    column, first, more = merge
    book = book_of(*(project(number) for number in range(1, 6)))
    book.worksheets[0].merge_cells(f"{column}{first}:{column}{min(first + more, 6)}")
    result = read_book(book)
    assert total(result) == 5000 or {"cell-merged", "code-merged"} & set(found(result))


aside = st.sampled_from(
    [
        only(โครงการ="รวม", งบประมาณ="7"),
        only("หมายเหตุ : ก"),
        only(สถานที่="หน้า 2"),
        list(HEADS),
        [""] * 3,
    ]
)


@steady
@given(st.lists(aside, max_size=4), st.integers(1, 5))
def test_row_that_is_no_project_changes_no_total(rows: list[list[str]], at: int) -> None:
    projects = [project(number) for number in range(1, 6)]
    result = read(*projects[:at], *rows, *projects[at:])
    assert total(result) == 5000 and len(names(result)) == 5


EQUIPMENT = (
    "ลำดับ", "รหัสโครงการ", "ยุทธศาสตร์", "ครุภัณฑ์", "รายละเอียดของครุภัณฑ์", "งบประมาณ",
    "หน่วยงานรับผิดชอบหลัก", "เริ่ม", "สิ้นสุด",
)  # fmt: skip
COMPUTER = (
    "1", "2570-050", "1", "เครื่องคอมพิวเตอร์", "จอ 19 นิ้ว", "22000", "กองช่าง", "พ.ย. 2569", "ธ.ค. 2569",
)  # fmt: skip


@pytest.mark.parametrize(
    "between", [[], [[]], [["แบบ ผด.02/1"]], [["แบบ ผด.02/1"], ["ประเภทครุภัณฑ์"]]]
)
def test_table_of_equipment_below_is_read_by_its_own_heading(between: list[list[str]]) -> None:
    result = read(project(1), project(2), *between, EQUIPMENT, COMPUTER)
    row = result.portal.plans[-1].projects[-1]
    assert (row.name, row.unit, row.detail) == ("เครื่องคอมพิวเตอร์", "กองช่าง", "จอ 19 นิ้ว")
    assert total(result) == 24000
    assert found(result) == []


def test_months_of_two_tables_on_one_sheet_stand_in_their_own_columns() -> None:
    other = ("รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "งบประมาณ", "หน่วยงานรับผิดชอบหลัก", "ต.ค.", "พ.ย.")
    row = ("2570-050", "1", "ขุดลอกคลอง", "500", "กองช่าง", "", "✓")
    result = read(project(1), other, row)
    months = [[month.month for month in one.months] for one in result.portal.plans[-1].projects]
    assert (months, found(result)) == ([[11, 12, 1], [11]], [])


@pytest.mark.parametrize("above", [[""], ["เทศบาลตำบลท่าปล้อง"]], ids=["blank", "filled"])
def test_heading_may_stand_below_many_lines_of_the_office(above: list[str]) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([*[above] * 15, HEADS, project(1)])
    with tempfile.TemporaryDirectory() as folder:
        result = checked(portal_folder(Path(folder), {PROJECTS: stream.getvalue()}))
    assert (total(result), found(result)) == (1000, [])


@pytest.mark.parametrize(
    ("headings", "missing"),
    [
        (["รหัสโครงการ", "สถานะ", "ต.ค."], ["ณ วันที่"]),
        (["รหัสโครงการ", "ความก้าวหน้าล่าสุด"], ["ณ วันที่", "สถานะ"]),
        (["ก", "ข"], ["รหัสโครงการ", "ณ วันที่", "สถานะ"]),
    ],
)
def test_only_columns_that_a_short_heading_lacks_are_missing(
    headings: list[str], missing: list[str]
) -> None:
    _, report = reports(csv_of([headings, ["2570-001", *["1"] * (len(headings) - 1)]]))
    (lacking,) = [one for one in report if one.code in ("heading-missing", "heading-none")]
    said = lacking.message + lacking.advice
    assert {one for one in ("รหัสโครงการ", "ณ วันที่", "สถานะ") if f"“{one}”" in said} == set(missing)
