"""Two clerks, one table: merged by row, or asked with both values; never a silent choice."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.worksheet import Worksheet

from generator.plan.merge import Merged, Side, is_table, merge_table
from merging import share_of_merged
from zips import with_part

PROJECTS = "plans/2570/projects.csv"
WORKBOOK = "plans/2570/projects.xlsx"
HEAD = "รหัสโครงการ,ยุทธศาสตร์,โครงการ,งบประมาณ,หน่วยงาน\n"
BASE = (
    HEAD
    + "2570-001,1,ถนน ก,1000,กองช่าง\n2570-002,1,ถนน ข,2000,กองช่าง\n2570-003,1,ถนน ค,3000,กองช่าง\n"
)


def of_texts(base: str, ours: str, theirs: str, path: str = PROJECTS) -> Merged:
    return merge_table(path, base.encode(), ours.encode(), theirs.encode())


def merged(base: str, ours: str, theirs: str, path: str = PROJECTS) -> str:
    found = of_texts(base, ours, theirs, path)
    assert found.conflicts == ()
    assert found.data is not None
    return found.data.decode()


def test_two_clerks_on_two_projects_never_conflict() -> None:
    ours, theirs = BASE.replace("1000", "1500"), BASE.replace("ถนน ค", "ถนน คคค")
    assert merged(BASE, ours, theirs) == ours.replace("ถนน ค", "ถนน คคค")


def test_two_cells_of_one_row_merge() -> None:
    ours, theirs = BASE.replace("1000", "1500"), BASE.replace("ถนน ก", "ถนน ใหม่")
    assert merged(BASE, ours, theirs) == ours.replace("ถนน ก", "ถนน ใหม่")


@pytest.mark.parametrize("theirs", ["1500", '"1,500"', " 1500 ", "1500.00"])
def test_the_same_cell_to_the_same_value_is_no_conflict(theirs: str) -> None:
    assert merged(BASE, BASE.replace("1000", "1500"), BASE.replace("1000", theirs))


def test_the_same_cell_shows_both_values_and_where() -> None:
    found = of_texts(BASE, BASE.replace("2000", "2500"), BASE.replace("2000", "2700"))
    assert found.data is None
    (one,) = found.conflicts
    assert (one.code, one.base, one.ours, one.theirs) == ("2570-002", "2000", "2500", "2700")
    assert one.place.file == PROJECTS
    assert (one.place.row, one.place.column, one.place.heading) == (3, "D", "งบประมาณ")


@pytest.mark.parametrize(("side", "kept"), [(Side.OURS, "2500"), (Side.THEIRS, "2700")])
def test_a_conflict_is_decided_by_what_was_chosen(side: Side, kept: str) -> None:
    files = (
        BASE.encode(),
        BASE.replace("2000", "2500").encode(),
        BASE.replace("2000", "2700").encode(),
    )
    (one,) = merge_table(PROJECTS, *files).conflicts
    found = merge_table(PROJECTS, *files, {one.id: side})
    assert found.data == BASE.replace("2000", kept).encode()


@pytest.mark.parametrize("first", ["2570-010", "2570-020"])
def test_rows_that_both_added_are_kept_in_the_order_of_their_codes(first: str) -> None:
    second = "2570-015"
    ours, theirs = (BASE + f"{code},1,ใหม่,5,กองช่าง\n" for code in (first, second))
    rows = merged(BASE, ours, theirs).splitlines()[4:]
    assert [row.partition(",")[0] for row in rows] == sorted([first, second])


def test_one_code_added_by_both_for_two_projects_is_asked() -> None:
    ours, theirs = (BASE + f"2570-010,1,{name},5,กองช่าง\n" for name in ("สวน", "บ่อ"))
    (one,) = of_texts(BASE, ours, theirs).conflicts
    assert (one.code, one.ours, one.theirs) == ("2570-010", "โครงการ: สวน", "โครงการ: บ่อ")
    assert "รหัส" in one.way_out


def test_one_row_added_by_both_alike_is_one_row() -> None:
    ours = BASE + "2570-010,1,สวน,5,กองช่าง\n"
    theirs = BASE.replace("1000", "1100") + "2570-010,1,สวน,5,กองช่าง\n"
    assert merged(BASE, ours, theirs) == theirs


def test_a_row_that_one_removed_and_the_other_changed_is_asked() -> None:
    gone = BASE.replace("2570-002,1,ถนน ข,2000,กองช่าง\n", "")
    (one,) = of_texts(BASE, gone, BASE.replace("2000", "9999")).conflicts
    assert one.code == "2570-002"
    assert "9999" in one.theirs
    assert "ลบ" in one.ours


def test_a_row_that_one_removed_goes() -> None:
    gone = BASE.replace("2570-002,1,ถนน ข,2000,กองช่าง\n", "")
    assert merged(BASE, BASE.replace("1000", "1"), gone) == gone.replace("1000", "1")


def test_a_column_that_one_added_joins_what_the_other_changed() -> None:
    rows = list(csv.reader(io.StringIO(BASE)))
    wide = "\n".join(
        ",".join([*row[:3], "ที่ไหน" if at else "สถานที่", *row[3:]]) for at, row in enumerate(rows)
    )
    found = merged(BASE, BASE.replace("2000", "2500"), wide + "\n")
    assert found == (wide + "\n").replace("2000", "2500")


def test_columns_put_in_another_order_lose_nothing() -> None:
    rows = list(csv.reader(io.StringIO(BASE)))
    turned = "".join(",".join([row[0], *row[:0:-1]]) + "\n" for row in rows)
    assert merged(BASE, BASE.replace("2000", "2500"), turned) == turned.replace("2000", "2500")
    assert merged(BASE, turned, BASE.replace("2000", "2500")) == turned.replace("2000", "2500")


def test_rows_that_one_sorted_lose_nothing() -> None:
    head, *rows = BASE.splitlines(keepends=True)
    ours = BASE.replace("2000", "2500") + "2570-004,1,ใหม่,9,กองช่าง\n"
    found = merged(BASE, ours, head + "".join(reversed(rows)))
    assert sorted(found.splitlines()) == sorted(ours.splitlines())
    assert found.splitlines()[1].startswith("2570-003")


def test_two_orders_are_asked_once_and_no_cell_is_lost_by_the_answer() -> None:
    head, *rows = BASE.splitlines(keepends=True)
    ours = (head + "".join([rows[1], rows[0], rows[2]])).replace("1000", "1001")
    theirs = (head + "".join([rows[2], rows[1], rows[0]])).replace("3000", "3003")
    files = BASE.encode(), ours.encode(), theirs.encode()
    (one,) = merge_table(PROJECTS, *files).conflicts
    for side, first in ((Side.OURS, "2570-002"), (Side.THEIRS, "2570-003")):
        data = merge_table(PROJECTS, *files, {one.id: side}).data
        assert data is not None
        assert data.decode().splitlines()[1].startswith(first)
        assert b"1001" in data
        assert b"3003" in data


SHEET = (
    "รหัสโครงการ,โครงการ,งบประมาณ,หน่วยงาน\n"
    "ยุทธศาสตร์ที่ 1 โครงสร้างพื้นฐาน,,,\n2570-001,ถนน,1000,กองช่าง\n,สายสอง,,\nรวม,,1000,\n"
    "ยุทธศาสตร์ที่ 2 การศึกษา,,,\n2570-002,โรงเรียน,2000,กองการศึกษา\nรวม,,2000,\n"
)


def test_a_row_that_was_added_stands_under_its_sub_heading() -> None:
    ours = SHEET.replace(",สายสอง,,\n", ",สายสอง,,\n2570-003,คลอง,5,กองช่าง\n")
    theirs = SHEET.replace("รวม,,2000", "2570-004,สมุด,7,กองการศึกษา\nรวม,,2000")
    found = merged(SHEET, ours, theirs)
    assert found == ours.replace("รวม,,2000", "2570-004,สมุด,7,กองการศึกษา\nรวม,,2000")


def test_a_row_that_goes_on_stays_below_its_project() -> None:
    ours = SHEET.replace("รวม,,1000", "2570-003,คลอง,5,กองช่าง\nรวม,,1000")
    theirs = SHEET.replace(",สายสอง,,\n", ",สายสอง,,\n,สายสาม,,\n")
    assert ",สายสอง,,\n,สายสาม,,\n2570-003" in merged(SHEET, ours, theirs)


def test_a_row_that_would_stand_under_another_sub_heading_is_asked() -> None:
    base = SHEET.replace("ยุทธศาสตร์ที่ 2 การศึกษา,,,\n", "").replace("รวม,,1000,\n", "")
    ours = base.replace("2570-002", "ยุทธศาสตร์ที่ 2 การศึกษา,,,\n2570-002")
    theirs = base.replace("รวม,,2000", "2570-004,สมุด,7,กองการศึกษา\nรวม,,2000")
    found = of_texts(base, ours, theirs)
    assert [one.code for one in found.conflicts] == ["2570-004"]
    assert "ยุทธศาสตร์ที่ 2" in found.conflicts[0].ours + found.conflicts[0].theirs


def test_totals_that_both_changed_are_asked_and_rows_are_not() -> None:
    ours = SHEET.replace("2570-001,ถนน,1000", "2570-001,ถนน,1100").replace("รวม,,1000", "รวม,,1100")
    theirs = SHEET.replace("รวม,,1000", "2570-005,คลอง,200,กองช่าง\nรวม,,1200")
    (one,) = of_texts(SHEET, ours, theirs).conflicts
    assert (one.ours, one.theirs, one.place.heading) == ("1100", "1200", "งบประมาณ")


def test_codes_that_stand_twice_are_never_merged_into_one() -> None:
    twice = BASE + "2570-003,1,อีกแถว,4000,กองช่าง\n"
    found = merged(twice, twice.replace("1000", "1111"), twice.replace("4000", "4444"))
    assert found == twice.replace("1000", "1111").replace("4000", "4444")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_not_changed_stays_byte_for_byte(encoding: str, end: str) -> None:
    def coded(text: str) -> bytes:
        return text.replace("\n", end).encode(encoding)

    base = BASE.replace("ถนน ข", '"ถนน ""ข"""').replace("2570-003,1", '"2570-003",1')
    ours = base.replace("1000", "1500")
    found = merge_table(
        PROJECTS, coded(base), coded(ours), base.replace("3000", "3300").encode("utf-8")
    )
    assert found.data == coded(ours.replace("3000", "3300"))


def test_another_separator_is_kept() -> None:
    base = "sep=;\n" + BASE.replace(",", ";")
    found = merged(base, base.replace("1000", "1500"), base.replace("ถนน ค", '"ถนน; ค"'))
    assert found == base.replace("1000", "1500").replace("ถนน ค", '"ถนน; ค"')


def test_a_file_that_lacks_the_signs_of_the_other_is_written_as_utf_8() -> None:
    theirs = BASE.replace("ถนน ค", "ถนน ค → ง")
    found = merge_table(
        PROJECTS, BASE.encode("cp874"), BASE.replace("1000", "1").encode("cp874"), theirs.encode()
    )
    assert found.data is not None
    assert "→" in found.data.decode("utf-8-sig")
    assert found.notes


REPORTS = "รหัสโครงการ,ณ วันที่,สถานะ,ร้อยละ\n2570-001,2569-12-31,แล้วเสร็จ,100\n"


def test_reports_are_known_by_code_and_day() -> None:
    path = "plans/2570/progress.csv"
    ours, theirs = (REPORTS + f"2570-001,2570-0{n}-31,แล้วเสร็จ,100\n" for n in (1, 3))
    assert merged(REPORTS, ours, theirs, path).count("2570-001") == 3
    same_day = REPORTS + "2570-001,31 ม.ค. 2570,แล้วเสร็จ,90\n"
    (one,) = of_texts(REPORTS, ours, same_day, path).conflicts
    assert "90" in one.theirs


def test_reports_that_both_began_are_one_table() -> None:
    path = "plans/2570/progress.csv"
    ours = REPORTS
    theirs = REPORTS.replace("2570-001", "2570-002")
    found = merge_table(path, None, ours.encode(), theirs.encode())
    assert found.data is not None
    assert found.data.decode() == ours + theirs.partition("\n")[2]


def test_look_alikes_are_known_by_their_pair_whichever_stands_first() -> None:
    path = "plans/2570/overlap.csv"
    base = "รหัสโครงการ,คล้ายกับ,คำตัดสิน,เหตุผล\n2570-001,2570-002,,\n"
    ours = base.replace(",,\n", ",ไม่ซ้ำ,\n")
    theirs = base.replace("2570-001,2570-002,,", "2570-002,2570-001,,คนละที่")
    (*asked,) = of_texts(base, ours, theirs, path).conflicts
    assert not asked or {one.code for one in asked} == {"2570-001 + 2570-002"}


@pytest.mark.parametrize(
    ("path", "table"),
    [
        ("plans/2570/projects.xlsx", True),
        ("plans/2570/amendments/12/projects.csv", True),
        ("plans/2570/progress.csv", True),
        ("plans/2570/overlap.xlsx", True),
        ("plans/2570/announced/0.csv", False),
        ("plans/2570/documents/projects.csv", False),
        ("plans/2570/plan.yml", False),
    ],
)
def test_only_tables_that_the_plan_reads_are_merged_by_row(path: str, *, table: bool) -> None:
    assert is_table(path) is table


# Workbooks


def book(change: Callable[[Worksheet], None] | None = None) -> bytes:
    """Return a workbook with formats, a sum, a validation, a note sheet and a date."""
    made = openpyxl.Workbook()
    page = made.worksheets[0]
    page.title = "แผน"
    page.append(["รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "งบประมาณ", "หน่วยงาน", "ส่งมอบ"])
    for number in range(1, 5):
        page.append([f"2570-{number:03}", 1, f"ถนน {number}", 1000 * number, "กองช่าง"])
        page.cell(number + 1, 4).number_format = "#,##0.00"
        page.cell(number + 1, 3).fill = PatternFill("solid", fgColor="FFFFE0")
    page.append(["รวม", None, None, "=SUM(D2:D5)"])
    page["A6"].font = Font(bold=True)
    rule = DataValidation(type="list", formula1='"กองช่าง,สำนักปลัด"', allow_blank=True)
    rule.add("E2:E5")
    page.add_data_validation(rule)
    other = made.create_sheet("สรุป")
    other["A1"], other["B1"] = "ยอดรวม", "=แผน!D6"
    if change:
        change(page)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def page_of(found: Merged, sheet: str = "แผน") -> Worksheet:
    assert found.conflicts == ()
    assert found.data is not None
    page = openpyxl.load_workbook(io.BytesIO(found.data))[sheet]
    assert isinstance(page, Worksheet)
    return page


def shown(found: Merged, sheet: str = "แผน") -> Worksheet:
    assert found.data is not None
    page = openpyxl.load_workbook(io.BytesIO(found.data), data_only=True)[sheet]
    assert isinstance(page, Worksheet)
    return page


def added(row: int, code: str, budget: int) -> Callable[[Worksheet], None]:
    def change(page: Worksheet) -> None:
        page.insert_rows(row)
        values: list[str | int] = [code, 1, f"ถนน {code}", budget, "กองช่าง"]
        for at, value in enumerate(values, start=1):
            page.cell(row, at, value)
        page.cell(7, 4, "=SUM(D2:D6)")

    return change


def test_cells_of_a_workbook_are_written_into_ours_and_formats_stay() -> None:
    ours = book(lambda page: page.__setitem__("D2", 1500))
    theirs = book(lambda page: page.__setitem__("C4", "ถนนใหม่"))
    page = page_of(merge_table(WORKBOOK, book(), ours, theirs))
    assert (page["D2"].value, page["C4"].value) == (1500, "ถนนใหม่")
    assert page["D2"].number_format == "#,##0.00"
    assert page["C4"].fill.fgColor.rgb == "00FFFFE0"


def test_a_plain_sum_is_added_up_again() -> None:
    ours = book(lambda page: page.__setitem__("D2", 1500))
    theirs = book(lambda page: page.__setitem__("D3", 2500))
    found = merge_table(WORKBOOK, book(), ours, theirs)
    assert page_of(found)["D6"].value == "=SUM(D2:D5)"
    assert shown(found)["D6"].value == 1500 + 2500 + 3000 + 4000
    assert any("คำนวณ" in note for note in found.notes)


def test_rows_are_put_in_before_the_total_and_what_refers_to_it_moves() -> None:
    ours, theirs = book(lambda page: page.__setitem__("D2", 1500)), book(added(6, "2570-009", 50))
    found = merge_table(WORKBOOK, book(), ours, theirs)
    page = page_of(found)
    assert [page.cell(row, 1).value for row in range(2, 8)] == [
        "2570-001", "2570-002", "2570-003", "2570-004", "2570-009", "รวม",
    ]  # fmt: skip
    assert page["D7"].value == "=SUM(D2:D6)"
    assert shown(found)["D7"].value == 1500 + 2000 + 3000 + 4000 + 50
    assert page["D6"].number_format == "#,##0.00"
    assert page["C6"].fill.fgColor.rgb == "00FFFFE0"
    assert str(page.data_validations.dataValidation[0].sqref) == "E2:E6"
    assert page_of(found, "สรุป")["B1"].value == "=แผน!D7"


def test_rows_that_both_added_to_a_workbook_are_both_there() -> None:
    found = merge_table(
        WORKBOOK, book(), book(added(6, "2570-008", 1)), book(added(6, "2570-009", 2))
    )
    page = page_of(found)
    codes = [page.cell(row, 1).value for row in range(2, 9)]
    assert codes[4:] == ["2570-008", "2570-009", "รวม"]
    assert shown(found)["D8"].value == 10_003


def test_a_row_goes_where_the_other_put_it_in_between() -> None:
    found = merge_table(
        WORKBOOK,
        book(),
        book(lambda page: page.__setitem__("D2", 1)),
        book(added(3, "2570-009", 2)),
    )
    page = page_of(found)
    assert [page.cell(row, 1).value for row in range(2, 5)] == ["2570-001", "2570-009", "2570-002"]


def test_a_row_that_was_removed_leaves_a_blank_one() -> None:
    ours = book(lambda page: page.__setitem__("D2", 1500))
    found = merge_table(WORKBOOK, book(), ours, book(lambda page: page.delete_rows(4)))
    page = shown(found)
    codes = [page.cell(row, 1).value for row in range(2, 7) if page.cell(row, 1).value]
    assert codes == ["2570-001", "2570-002", "2570-004", "รวม"]


def test_a_date_keeps_the_format_by_which_it_is_one() -> None:
    def dated(page: Worksheet) -> None:
        page["F3"] = datetime.date(2027, 1, 31)

    found = merge_table(
        WORKBOOK, book(), book(lambda page: page.__setitem__("D2", 1500)), book(dated)
    )
    value = page_of(found)["F3"].value
    assert isinstance(value, datetime.datetime)
    assert value.date() == datetime.date(2027, 1, 31)


def test_a_cell_of_a_workbook_that_both_changed_is_asked_with_its_sheet() -> None:
    one = book(lambda page: page.__setitem__("D3", 7))
    other = book(lambda page: page.__setitem__("D3", 8))
    (asked,) = merge_table(WORKBOOK, book(), one, other).conflicts
    assert (asked.place.sheet, asked.place.row, asked.place.column) == ("แผน", 3, "D")
    assert (asked.code, asked.ours, asked.theirs) == ("2570-002", "7", "8")


def test_rows_that_theirs_hid_or_struck_out_are_not_shown_again() -> None:
    def hide(page: Worksheet) -> None:
        page.row_dimensions[3].hidden = True

    ours = book(lambda page: page.__setitem__("D2", 1500))
    page = page_of(merge_table(WORKBOOK, book(), ours, book(hide)))
    assert page.row_dimensions[3].hidden
    assert page["D2"].value == 1500


def test_a_hidden_row_that_theirs_added_stays_hidden() -> None:
    def hidden(page: Worksheet) -> None:
        added(6, "2570-009", 50)(page)
        page.row_dimensions[6].hidden = True

    ours = book(lambda page: page.__setitem__("D2", 1500))
    page = page_of(merge_table(WORKBOOK, book(), ours, book(hidden)))
    row = next(row for row in range(2, 8) if page.cell(row, 1).value == "2570-009")
    assert page.row_dimensions[row].hidden
    assert page["D2"].value == 1500


def test_two_arrangements_of_a_workbook_are_asked() -> None:
    def hide(page: Worksheet) -> None:
        page.row_dimensions[3].hidden = True

    def merge(page: Worksheet) -> None:
        page.merge_cells("E2:E3")

    (one,) = merge_table(WORKBOOK, book(), book(hide), book(merge)).conflicts
    assert "ซ่อน" in one.ours
    assert "ผสาน" in one.theirs


def test_a_sheet_that_one_added_is_not_lost() -> None:
    def sheet(page: Worksheet) -> None:
        assert page.parent
        page.parent.create_sheet("ใหม่")["A1"] = "สำคัญ"

    ours = book(lambda page: page.__setitem__("D2", 1500))
    found = merge_table(WORKBOOK, book(), ours, book(sheet))
    assert page_of(found, "ใหม่")["A1"].value == "สำคัญ"
    assert page_of(found)["D2"].value == 1500


@pytest.mark.parametrize("what", ["comment", "table"])
def test_what_cannot_be_written_safely_is_asked_with_the_way_out(what: str) -> None:
    def heavy(page: Worksheet) -> None:
        if what == "comment":
            page["A2"].comment = Comment("ถามกองช่าง", "ก")
        else:
            page.add_table(ExcelTable(displayName="T", ref="A1:F5"))

    def ours(page: Worksheet) -> None:
        heavy(page)
        page["D2"] = 1500

    def theirs(page: Worksheet) -> None:
        heavy(page)
        added(6, "2570-009", 50)(page)

    (one,) = merge_table(WORKBOOK, book(heavy), book(ours), book(theirs)).conflicts
    assert one.way_out
    assert "แทรก" in one.what
    assert "2570-001" in one.ours
    assert "2570-009" in one.theirs


def test_formulas_of_many_cells_are_never_torn_apart() -> None:
    def torn(data: bytes) -> bytes:
        """Write the sum as Excel writes one formula of two cells."""
        shared = b'<f t="shared" ref="D6:D7" si="0">SUM('
        return with_part(data, "xl/", lambda part: part.replace(b"<f>SUM(", shared))

    ours = torn(book(lambda page: page.__setitem__("D2", 1500)))
    (one,) = merge_table(
        WORKBOOK, torn(book()), ours, torn(book(added(6, "2570-009", 50)))
    ).conflicts
    assert "สูตร" in one.what


def test_a_workbook_that_is_damaged_is_asked_as_a_whole() -> None:
    data = book(lambda page: page.__setitem__("D2", 1500))
    (one,) = merge_table(WORKBOOK, book(), data, data[:500]).conflicts
    assert "ทั้งแฟ้ม" in one.code
    assert merge_table(WORKBOOK, book(), data, data[:500], {one.id: Side.OURS}).data == data


# Lists that only grow


# Random pairs


@pytest.mark.parametrize(("kind", "count"), [("csv", 60), ("xlsx", 12)])
def test_random_pairs_are_merged_without_loss_or_both_values_are_shown(
    kind: str, count: int
) -> None:
    assert share_of_merged(kind, range(count)) > 0.5
