"""Files → texts with their place: nothing lost, nothing guessed, never a traceback."""

import datetime
import io
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from generator.plan.read import Cell, Table, YamlList, YamlMap, YamlValue
from generator.plan.read.csv_file import read_csv
from generator.plan.read.xlsx_file import read_xlsx
from generator.plan.read.yaml_file import read_yaml
from generator.problems import Place, Problem, Report
from generator.site.views import site_view
from generator.thai.fiscal import FiscalYear
from portals import GOOD, PLAN, PROJECTS, ROOT, checked, codes, portal_folder
from zips import with_part

moment = datetime.datetime  # a workbook knows no time zone
steady = settings(derandomize=True, database=None, deadline=None, max_examples=80)

WORKBOOK = "plans/2570/projects.xlsx"
HEADINGS: tuple[object, ...] = (
    "รหัสโครงการ",
    "ยุทธศาสตร์",
    "โครงการ",
    "งบประมาณ (บาท)",
    "หน่วยงานรับผิดชอบหลัก",
)
MONTHS = (
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
)
ROW: tuple[object, ...] = ("2570-001", 1, "ก่อสร้างถนน", 478300, "กองช่าง")
GOOD_CSV = (GOOD / PROJECTS).read_text(encoding="utf-8-sig")
GOOD_NAMES = [
    "ก่อสร้างถนนคอนกรีตเสริมเหล็ก",
    "ติดตั้งโคมไฟถนนพลังงานแสงอาทิตย์",
    "รณรงค์กำจัดแหล่งเพาะพันธุ์ยุงลาย",
]


def csv_of(data: bytes) -> tuple[Table | None, list[str]]:
    report = Report()
    table = read_csv(data, Place(PROJECTS), report)
    return table, [problem.code for problem in report]


def texts(data: bytes) -> list[tuple[str, ...]]:
    table, _ = csv_of(data)
    assert table
    return [row.texts for row in table.rows]


def workbook(
    rows: Sequence[Sequence[object]], arrange: Callable[[Any], None] | None = None
) -> bytes:
    """Write real cells into a real workbook; `arrange` gets the workbook's first sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    if arrange:
        arrange(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def computed(data: bytes, value: str) -> bytes:
    """Return the workbook as Excel leaves it: every formula with its computed value."""
    done = f"</f><v>{value}</v>".encode()
    return with_part(
        data, "xl/worksheets/sheet1.xml", lambda xml: re.sub(rb"</f><v ?/>|</f><v></v>", done, xml)
    )


def sheet_of(data: bytes) -> Table:
    (table,) = read_xlsx(data, Place(WORKBOOK), Report())
    return table


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [row.texts for row in sheet_of(data).rows]


def portal_with_workbook(folder: Path, data: bytes) -> Path:
    return portal_folder(folder, {PROJECTS: None, WORKBOOK: data})


def yaml_of(text: str | bytes) -> tuple[YamlMap | None, list[Problem]]:
    report = Report()
    data = text.encode() if isinstance(text, str) else text
    return read_yaml(data, Place(PLAN), report), list(report)


def value_of(text: str, key: str) -> YamlValue:
    tree, problems = yaml_of(text)
    assert tree and not problems
    return next(entry.value for entry in tree.entries if entry.key.text == key)


# CSV


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("cp874", ["file-encoding"]),
    ],
)
def test_every_encoding_that_excel_saves_gives_the_same_plan(
    tmp_path: Path, encoding: str, said: list[str]
) -> None:
    folder = portal_folder(tmp_path, {PROJECTS: GOOD_CSV.encode(encoding)})
    result = checked(folder)
    assert [problem.code for problem in result.report] == said
    assert [row.name for row in result.portal.plans[0].projects] == GOOD_NAMES


def test_big_endian_utf_16_is_read_as_its_mark_says() -> None:
    assert texts(b"\xfe\xff" + "รหัส,ชื่อ".encode("utf-16-be")) == [("รหัส", "ชื่อ")]


def test_half_a_utf_16_file_is_not_an_empty_plan(tmp_path: Path) -> None:
    assert codes(portal_folder(tmp_path, {PROJECTS: GOOD_CSV.encode("utf-16")[:-1]})) == [
        "file-unreadable"
    ]


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0 a photograph", b"\xdb\xff"])
def test_bytes_that_are_no_thai_text_are_refused_not_guessed(data: bytes) -> None:
    assert csv_of(data) == (None, ["file-unreadable"])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("stated", [False, True])
def test_separators_and_line_ends_of_any_office_computer(
    separator: str, end: str, stated: bool
) -> None:
    lines = [["id", "name", "budget"], ["1", '"a,b;c\td"', "5"]]
    text = end.join(separator.join(line) for line in lines)
    first = f"sep={separator}{end}" if stated else ""
    assert texts((first + text).encode()) == [("id", "name", "budget"), ("1", "a,b;c\td", "5")]


def test_separator_line_is_no_row_as_excel_hides_it() -> None:
    table, _ = csv_of("sep=;\r\nรหัส;ชื่อ\r\n1;ก".encode())
    assert table
    assert [(row.number, row.texts[0]) for row in table.rows] == [(1, "รหัส"), (2, "1")]


def test_commas_inside_a_quoted_heading_do_not_choose_the_separator() -> None:
    assert texts('"ปัญหา, อุปสรรค, อื่น ๆ";รหัส\nก;1'.encode())[0] == ("ปัญหา, อุปสรรค, อื่น ๆ", "รหัส")


def test_lines_inside_a_quoted_cell_count_as_one_excel_row(tmp_path: Path) -> None:
    text = (
        "id,strategy,name,budget,unit,start,end\n"
        '2570-001,1,"บรรทัดแรก\nบรรทัดสอง\n\nบรรทัดสี่",100,กองช่าง,ต.ค. 2569,ต.ค. 2569\n'
        "2570-002,1,ถนน,ร้อยบาท,กองช่าง,ต.ค. 2569,ต.ค. 2569\n"
    )
    (problem,) = checked(portal_folder(tmp_path, {PROJECTS: text})).report
    assert (problem.code, problem.place.row, problem.place.column) == ("budget-unreadable", 3, "D")


def test_blank_rows_are_counted_but_are_no_projects(tmp_path: Path) -> None:
    heading, first, *_ = GOOD_CSV.splitlines()
    other = first.replace("478300", "0").replace("-001", "-002").replace("ถนน", "ศาลา")
    text = f"{heading}\n\n,,,,\n{first}\n \n{other}\n"
    result = checked(portal_folder(tmp_path, {PROJECTS: text}))
    assert [row.at.place.row for row in result.portal.plans[0].projects] == [4, 6]
    assert [(problem.code, problem.place.row) for problem in result.report] == [("budget-zero", 6)]


def test_title_lines_above_the_heading_row_are_passed_over(tmp_path: Path) -> None:
    text = f"แผนการดำเนินงาน\nเทศบาลตำบลตัวอย่าง,,\n\n{GOOD_CSV}"
    result = checked(portal_folder(tmp_path, {PROJECTS: text}))
    assert not list(result.report)
    assert [row.at.place.row for row in result.portal.plans[0].projects] == [5, 6, 7]


def test_unclosed_quote_is_said_with_its_row() -> None:
    report = Report()
    assert read_csv(b'a,b\n1,2\n"3,4\n5,6', Place(PROJECTS), report) is None
    assert [(problem.code, problem.place.row) for problem in report] == [("file-unreadable", 3)]


def test_invisible_characters_and_outer_blanks_are_not_part_of_a_text() -> None:
    assert texts("\u200b รหัส\u00a0 ,\ufeffก\u00adข".encode()) == [("รหัส", "กข")]


def test_codes_that_look_like_numbers_stay_as_written() -> None:
    assert texts(b"0012,1e5,12345678901234567890,1.50,2026-01-02") == [
        ("0012", "1e5", "12345678901234567890", "1.50", "2026-01-02")
    ]


# Workbooks


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0012", "0012"),
        ("12345678901234567890", "12345678901234567890"),
        (" 7,440,000.00 ", "7,440,000.00"),
        (478300, "478300"),
        (478300.0, "478300"),
        (238613.38, "238613.38"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (100, "100"),
        (123456789012345, "123456789012345"),
        (moment(2026, 10, 15), "2026-10-15"),
        (datetime.date(2026, 10, 15), "2026-10-15"),
        (moment(2026, 10, 15, 9, 30), "2026-10-15"),
        ("บรรทัด\r\nสอง", "บรรทัด\nสอง"),
        ("บรรทัด_x000D_\nสอง_x000d_", "บรรทัด\nสอง"),
        ("เสียง_x0007_", "เสียง\u0007"),
        ("_x0E01_ _x000D", "_x0E01_ _x000D"),
    ],
)
def test_cell_gives_the_text_that_its_writer_sees(value: object, text: str) -> None:
    assert cells(workbook([["x", value]])) == [("x", text)]


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (0.45, "0%", "45%"),
        (0.455, "0.0%", "45.5%"),
        (1, "0%", "100%"),
        (0.29, "0.00%", "29%"),
        (45, '0"%"', "45%"),
        (45, r"0\%", "45%"),
        (45, "0", "45"),
    ],
)
def test_percent_cell_reads_as_it_is_shown(value: float, shown: str, text: str) -> None:
    def arrange(sheet: Worksheet) -> None:
        sheet["A1"].number_format = shown

    assert cells(workbook([[value]], arrange)) == [(text,)]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("12345678901234567890", []),
        (12345678901234567890, ["cell-rounded"]),
        (1234567890123456, ["cell-rounded"]),
        (123456789012345, []),
    ],
)
def test_long_code_typed_as_a_number_has_lost_digits_and_is_refused(
    tmp_path: Path, code: object, said: list[str]
) -> None:
    data = workbook([[*HEADINGS, "หมายเหตุ", "เริ่ม", "สิ้นสุด"], [*ROW, code, "ต.ค.", "ต.ค."]])
    assert codes(portal_with_workbook(tmp_path, data)) == said


def test_cell_merged_over_months_is_work_in_each_month_it_covers(tmp_path: Path) -> None:
    def arrange(sheet: Worksheet) -> None:
        sheet["G2"] = "←→"
        sheet.merge_cells("G2:I2")

    data = workbook([[*HEADINGS, *MONTHS], ROW], arrange)
    result = checked(portal_with_workbook(tmp_path, data))
    assert not list(result.report)
    assert result.portal.plans[0].projects[0].months == FiscalYear(2570).months[1:4]


def test_cell_merged_over_rows_says_the_same_in_each(tmp_path: Path) -> None:
    def arrange(sheet: Worksheet) -> None:
        sheet["A3"] = "2570-002"
        sheet["C3"], sheet["D3"], sheet["E3"] = "ถนนสายสอง", 5, "กองช่าง"
        sheet["F3"] = sheet["G3"] = "ต.ค. 2569"
        sheet.merge_cells("B2:B3")

    rows = [[*HEADINGS, "เริ่ม", "สิ้นสุด"], [*ROW, "ต.ค. 2569", "ต.ค. 2569"]]
    result = checked(portal_with_workbook(tmp_path, workbook(rows, arrange)))
    assert not list(result.report)
    assert [row.strategy for row in result.portal.plans[0].projects] == ["1", "1"]


def test_dates_typed_in_month_cells_are_months(tmp_path: Path) -> None:
    days = (moment(2026, 11, 1), moment(2027, 1, 31))
    data = workbook([[*HEADINGS, "เริ่ม", "สิ้นสุด"], [*ROW, *days]])
    result = checked(portal_with_workbook(tmp_path, data))
    assert not list(result.report)
    assert result.portal.plans[0].projects[0].months == FiscalYear(2570).months[1:4]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheet_is_never_published(state: str) -> None:
    def arrange(sheet: Worksheet) -> None:
        assert sheet.parent
        extra = sheet.parent.create_sheet("ร่าง")
        extra.append(["ความลับ"])
        extra.sheet_state = state

    assert cells(workbook([["เปิดเผย"]], arrange)) == [("เปิดเผย",)]


def test_every_visible_sheet_is_read_and_named_in_its_problems(tmp_path: Path) -> None:
    rows = [[*HEADINGS, "ระยะเวลา"], [*ROW, "ตลอดปี"]]

    def arrange(sheet: Worksheet) -> None:
        assert sheet.parent
        sheet.title = "ผด.02"
        second = sheet.parent.create_sheet("ผด.02-1")
        second.append(["แบบ ผด.02/1"])
        second.append(rows[0])
        second.append(["2570-002", 1, "เครื่องพิมพ์", "สองหมื่น", "กองช่าง", "ต.ค."])
        sheet.parent.create_sheet("ว่าง")

    result = checked(portal_with_workbook(tmp_path, workbook(rows, arrange)))
    assert [row.id for row in result.portal.plans[0].projects] == ["2570-001", "2570-002"]
    (problem,) = result.report
    assert problem.code == "budget-unreadable"
    assert problem.place == Place(WORKBOOK, "ผด.02-1", 3, "D", "งบประมาณ (บาท)")


def test_title_rows_above_a_workbooks_headings_are_passed_over(tmp_path: Path) -> None:
    def arrange(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:G1")

    titles: list[list[object]] = [["แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2570"], []]
    data = workbook([*titles, [*HEADINGS, "ระยะเวลา"], [*ROW, "ตลอดปี"]], arrange)
    result = checked(portal_with_workbook(tmp_path, data))
    assert not list(result.report)
    assert [row.at.place.row for row in result.portal.plans[0].projects] == [4]


def test_computed_formula_is_its_value_and_uncomputed_is_an_error_not_an_empty_cell(
    tmp_path: Path,
) -> None:
    rows = [[*HEADINGS, "ระยะเวลา"], [*ROW[:3], "=250000+228300", "กองช่าง", "ตลอดปี"]]
    raw = workbook(rows)
    done = checked(portal_with_workbook(tmp_path / "done", computed(raw, "478300")))
    assert not list(done.report)
    assert done.portal.plans[0].projects[0].budget.satang == 47830000
    (problem,) = checked(portal_with_workbook(tmp_path / "raw", raw)).report.errors
    assert (problem.code, problem.value) == ("cell-error", "=250000+228300")
    assert (problem.place.row, problem.place.column) == (2, "D")


def test_formula_in_a_column_we_do_not_read_is_no_fault(tmp_path: Path) -> None:
    data = workbook([[*HEADINGS, "ระยะเวลา", None], [*ROW, "ตลอดปี"]])
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.worksheets[0]["H2"] = "=1+1"
    stream = io.BytesIO()
    book.save(stream)
    assert "cell-error" not in codes(portal_with_workbook(tmp_path, stream.getvalue()))


def test_formatted_but_empty_cells_are_no_rows_and_no_columns() -> None:
    def arrange(sheet: Worksheet) -> None:
        sheet["F9"].number_format = "0.00"

    table = sheet_of(workbook([["รหัส", None, "ชื่อ"], ["1"]], arrange))
    assert [row.texts for row in table.rows if not row.empty] == [("รหัส", "", "ชื่อ"), ("1",)]


def test_stray_format_at_the_end_of_the_sheet_is_not_a_million_rows() -> None:
    def arrange(sheet: Worksheet) -> None:
        sheet.cell(1_048_576, 16_384).number_format = "0.00"

    table = sheet_of(workbook([["รหัส"], [], ["1", None, "ก"]], arrange))
    assert [(row.number, row.texts) for row in table.rows] == [(1, ("รหัส",)), (3, ("1", "", "ก"))]


def test_workbook_with_a_broken_number_format_is_said_not_a_traceback() -> None:
    def arrange(sheet: Worksheet) -> None:
        sheet["A1"].number_format = "0.0000"

    def broken(xml: bytes) -> bytes:
        return re.sub(rb"<numFmts.*?</numFmts>|<numFmts[^>]*/>", b"", xml)

    data = with_part(workbook([[1]], arrange), "xl/styles.xml", broken)
    report = Report()
    read_xlsx(data, Place(WORKBOOK), report)
    assert [problem.code for problem in report] == ["file-unreadable"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"PK\x03\x04", "file-unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file-other-kind"),
    ],
)
def test_old_locked_or_cut_workbook_is_refused_in_words(
    tmp_path: Path, data: bytes, code: str
) -> None:
    assert codes(portal_with_workbook(tmp_path, data)) == [code]


# YAML


@pytest.mark.parametrize(
    "written", ["2568-10-15", "o8", "0012", "1e3", "0x1F", "yes", "no", "1_000", "12:30:45", "1.50"]
)
def test_yaml_value_stays_the_text_that_was_written(written: str) -> None:
    value = value_of(f"key: {written}\n", "key")
    assert isinstance(value, Cell)
    assert value.text == written


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_yaml_nothing_is_an_empty_text(written: str) -> None:
    value = value_of(f"key: {written}\n", "key")
    assert isinstance(value, Cell)
    assert value.text == ""


def test_yaml_values_know_their_line_and_key_path() -> None:
    tree, _ = yaml_of(
        "fiscal_year: 2570\n\n# หมายเหตุ\nedition:\n  announced: 2569-10-15\n  at:\n  - a\n"
    )
    assert tree
    edition = tree.entries[1].value
    assert isinstance(edition, YamlMap)
    announced, at = edition.entries
    assert announced.key.place == Place(PLAN, row=5, heading="edition.announced")
    assert isinstance(at.value, YamlList)
    assert at.value.items[0].place.row == 7


def test_a_key_written_twice_is_said_and_the_second_is_not_chosen() -> None:
    tree, problems = yaml_of("a: 1\nb: {c: 1, c: 2}\na: 3\n")
    assert [(problem.code, problem.place.row) for problem in problems] == [
        ("yaml-key-twice", 2),
        ("yaml-key-twice", 3),
    ]
    assert tree
    assert isinstance(tree.entries[0].value, Cell)
    assert tree.entries[0].value.text == "1"
    assert len(tree.entries) == 2


def laughs(levels: int) -> str:
    lines = ["a0: &a0 [ha, ha]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x",
        "a: &x {b: 1}\nc: {<<: *x}",
        "a: &a [*a]",
        laughs(30),
    ],
)
def test_anchors_are_refused_before_they_can_exhaust_memory(text: str) -> None:
    tree, problems = yaml_of(text)
    assert tree is None
    assert [problem.code for problem in problems] == ["yaml-syntax"]
    assert "anchor" in problems[0].message


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: 1\n\tb: 2\n", 2, "แท็บ"),
        ("a:\n\t- b\n", 2, "แท็บ"),
        ("a: 1\nb: c: d\n", 2, "เครื่องหมาย :"),
        ("a: 1\nb: [1, 2\n", 2, "วงเล็บ ["),
        ("a: {b: 1}\n---\nc: 2\n", 2, ""),
        ("[" * 20_000, 0, "ลึกเกินไป"),
        ("- " * 20_000, 0, "ลึกเกินไป"),
        ("a: {" * 5_000, 0, "ลึกเกินไป"),
        ('a: "\\UFFFFFFFF"', 0, "อักขระ"),
        ('a: "\\U00110000"', 0, "อักขระ"),
        ("%YAML 1." + "1" * 5000 + "\n--- a", 0, ""),
        ("a: \x00", 1, "U+0000"),
    ],
    ids=lambda value: str(value)[:20] if isinstance(value, str) else None,
)
def test_broken_yaml_is_one_sentence_never_a_traceback(text: str, line: int, reason: str) -> None:
    tree, problems = yaml_of(text)
    assert tree is None
    assert [(problem.code, problem.place.row) for problem in problems] == [("yaml-syntax", line)]
    assert reason in problems[0].message


def test_yaml_with_a_mark_and_windows_lines_is_read() -> None:
    tree, problems = yaml_of("\ufeffa: 1\r\nb: ข\r\n".encode())
    assert tree and not problems
    assert [entry.key.text for entry in tree.entries] == ["a", "b"]


@pytest.mark.parametrize("text", ["- a\n- b\n", "ข้อความ"])
def test_yaml_that_is_no_mapping_has_the_wrong_shape(text: str) -> None:
    tree, problems = yaml_of(text)
    assert tree is None
    assert [problem.code for problem in problems] == ["yaml-shape"]


def test_yaml_in_windows_874_is_refused() -> None:
    tree, problems = yaml_of("name: เทศบาล".encode("cp874"))
    assert tree is None
    assert [problem.code for problem in problems] == ["file-unreadable"]


# Portals


def test_amendments_are_taken_by_number_not_by_spelling(tmp_path: Path) -> None:
    amendment = {
        "plan.yml": "kind: แก้ไข\n",
        "projects.csv": "id,strategy,name,budget,unit,change\n",
    }
    files = {
        f"plans/2570/amendments/{number}/{name}": content
        for number in (10, 9, 2, 1)
        for name, content in amendment.items()
    }
    result = checked(portal_folder(tmp_path, files))
    wrong = [(p.code, p.value) for p in result.report if p.code == "amendment-number"]
    assert wrong == [("amendment-number", "10"), ("amendment-number", "9")]
    places = [edition.at.place.file for edition in result.portal.plans[0].editions[1:]]
    assert places == [f"plans/2570/amendments/{number}/plan.yml" for number in (1, 2, 9, 10)]


def test_a_file_that_is_almost_named_right_is_named_in_the_advice(tmp_path: Path) -> None:
    files = {PROJECTS: None, "plans/2570/Projects.xls": b""}
    (problem,) = checked(portal_folder(tmp_path, files)).report
    assert problem.code == "file-missing"
    assert "Projects.xls" in problem.advice


def test_hidden_folders_and_loose_files_among_the_years_are_not_years(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"plans/.git/x": "", "plans/notes.txt": "2571"}
    assert codes(portal_folder(tmp_path, files)) == ["file-unread"]


SMALL_WORKBOOK = workbook(
    [[*HEADINGS, "ระยะเวลา"], [*ROW, "ตลอดปี"], ["2570-002", 1, 0.5, 1.5, "x"]]
)
SAMPLES = {
    "plans/organization.yml": (GOOD / "plans/organization.yml").read_bytes(),
    PLAN: (ROOT / "plans/2569/plan.yml").read_bytes(),
    PROJECTS: GOOD_CSV.encode(),
    WORKBOOK: SMALL_WORKBOOK,
    "plans/2570/progress.csv": b"id,date,status,percent,spent\n2570-001,2569-11-20,done,100,5\n",
    "plans/2570/amendments/1/plan.yml": (ROOT / "plans/2569/amendments/1/plan.yml").read_bytes(),
    "plans/2570/amendments/1/projects.csv": (
        b"id,strategy,name,budget,unit,change,reason\n2570-001,1,x,5,y,cancel,z\n"
    ),
}


@st.composite
def damaged(draw: st.DrawFn, sample: bytes) -> bytes:
    """Cut out some of a sound file and put other bytes there."""
    start = draw(st.integers(0, len(sample)))
    length = draw(st.integers(0, 40))
    tokens = st.sampled_from(
        [b'"', b"\n", b",", b": ", b"{", b"[", b"&a ", b"\xff\xfe", b"\0", b"-9"]
    )
    filling = draw(st.one_of(st.binary(max_size=12), st.lists(tokens, max_size=4).map(b"".join)))
    return sample[:start] + filling + sample[start + length :]


def files_of_any_kind() -> st.SearchStrategy[tuple[str, bytes]]:
    def content(name: str) -> st.SearchStrategy[tuple[str, bytes]]:
        contents = st.one_of(st.binary(max_size=200), damaged(SAMPLES[name]))
        return st.tuples(st.just(name), contents)

    return st.sampled_from(sorted(SAMPLES)).flatmap(content)


def assert_problems_or_a_plan(files: dict[str, bytes | None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        result = checked(portal_folder(Path(folder), files))
    for problem in result.report:
        assert problem.message and problem.advice and problem.as_dict()
    if not result.report.errors:
        view = site_view(result.portal, result.report)
        assert len(view.years) == 1


@steady
@given(files_of_any_kind())
def test_any_bytes_in_any_file_give_problems_or_a_plan_never_a_traceback(
    file: tuple[str, bytes],
) -> None:
    name, content = file
    files: dict[str, bytes | None] = {name: content}
    if name == WORKBOOK:
        files[PROJECTS] = None
    if name.startswith("plans/2570/amendments"):
        first, second = (path for path in SAMPLES if path.startswith("plans/2570/amendments"))
        files = {first: SAMPLES[first], second: SAMPLES[second], name: content}
    assert_problems_or_a_plan(files)


PARTS = ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml")


@settings(steady, max_examples=40)
@given(st.sampled_from(PARTS), st.data())
def test_a_workbook_damaged_inside_gives_problems_or_a_plan(part: str, data: st.DataObject) -> None:
    content = with_part(SMALL_WORKBOOK, part, lambda xml: data.draw(damaged(xml)))
    assert_problems_or_a_plan({PROJECTS: None, WORKBOOK: content})


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("2570 - Copy", "2570 - Copy"),
        ("2570 ", "2570␣"),
        ("๒๕๗๐", "๒๕๗๐"),
        ("สำเนา 2570", "สำเนา 2570"),
    ],
)
def test_a_copy_of_a_year_is_named_and_what_to_do_with_it(
    name: str, shown: str, tmp_path: Path
) -> None:
    portal_folder(tmp_path)
    shutil.copytree(tmp_path / "plans/2570", tmp_path / "plans" / name)
    (told,) = checked(tmp_path).report
    assert told.code == "folder-unknown"
    assert f"“{shown}”" in told.message
    assert "ลบ" in told.advice


@pytest.mark.parametrize(
    "name", ["2570 - Copy/projects.csv", "2570/projects - Copy.csv", "2570/old/x.txt", "ร่าง.yml"]
)
def test_what_no_plan_is_read_from_is_looked_into_too(name: str, tmp_path: Path) -> None:
    """A copy may tell what its original has covered since, and the repository may be public."""
    number = "1-1020-03040-50-9"
    portal_folder(tmp_path, {f"plans/{name}": f"หมายเหตุ: {number}\n"})
    found = [one.code for one in checked(tmp_path).report if one.place.file == f"plans/{name}"]
    assert "identity-number" in found


def test_blank_cells_with_a_format_are_no_cells_but_keep_their_colour() -> None:
    """Office formats whole columns: of 10,000 rows of thirty cells most may be blank."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{row}</t></is></c>'
        + "".join(f'<c r="{letter}{row}" s="1"/>' for letter in "BCDEFGHIJKLMNOPQRSTUVWXYZ")
        + "</row>"
        for row in range(1, 1_001)
    )
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet["A1"], sheet["B1"].fill = "ก", PatternFill("solid", fgColor="FF92D050")
    stream = io.BytesIO()
    book.save(stream)
    filled = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
    put = f"<sheetData>{rows}</sheetData>".encode()
    data = with_part(stream.getvalue(), "xl/worksheets/sheet1.xml", lambda x: filled.sub(put, x))
    table = sheet_of(data)
    assert [row.texts for row in table.rows] == [(str(row),) for row in range(1, 1_001)]
    assert len(table.looks.painted) == 25_000
