"""The official forms as workbooks: what cells say, what is drawn, how they are read back."""

from __future__ import annotations

import io
import os
import re
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from test_papers import HOSTILE, mixed_plan

from canary import IDENTITY
from generator.machine.office import NoOfficeError, converted_file, found_office
from generator.machine.packaged import THEME
from generator.plan.check import Exempt
from generator.plan.formulas import guarded
from generator.plan.intake.draft import Draft
from generator.plan.intake.interpret import interpret
from generator.plan.intake.interpret.rest import rest
from generator.plan.intake.xlsx import read_xlsx_form
from generator.plan.model import PROGRAMMES, Budget, BudgetKind, Form, Plan, Villages
from generator.plan.read.whole import read_whole
from generator.plan.uploads import inspect
from generator.site.gate import leaks
from generator.site.render.documents import Spelling, Workshop
from generator.site.render.documents.packing import is_as_made
from generator.site.render.documents.workbooks.room import SIZES, height_of, room_of
from generator.site.render.templates import interface
from generator.site.views import YearView
from generator.site.views.papers import project_form
from generator.thai.fiscal import FiscalYear
from paper_makers import OFFICE, PAPERS, bare, papers, printed, text_of, whole_plan, year_of
from portals import ORGANIZATION, make_plan, make_project

YEAR = FiscalYear(2570)
RUN_AS_FORMULAS = ("=1+1", "+66 53 000 000", "-โครงการ", "@SUM(A1)", '=HYPERLINK("https://x")')
MONTHS = ((0,), (11,), (0, 1, 4, 5, 8), tuple(range(12)), (2, 3, 9), (3, 4, 5))


def made(year: YearView, name: str = "pd02", **more: Any) -> bytes:
    return printed(year, name, kind="xlsx", **more)[name]


def book_of(data: bytes, *, values: bool = True) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def parts_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def texts(data: bytes) -> list[str]:
    cells = (cell for sheet in book_of(data) for row in sheet.iter_rows() for cell in row)
    return [str(cell.value) for cell in cells if cell.value is not None]


def rows_plan(*names: str) -> Plan:
    """Make a plan of two strategies, whose rows have all that a form can say."""
    rows = [
        make_project(
            id=f"2570-{n:04}",
            name=name,
            detail=f"รายละเอียดที่ {n} กว้าง 4.00 เมตร ยาว {n * 100:,} เมตร",
            place=f"บ้านตัวอย่าง หมู่ที่ {n % 12 + 1}",
            unit=("กองช่าง", "สำนักปลัดเทศบาล")[n % 2],
            unit_slug="",
            budget=Budget(BudgetKind.AMOUNT, 10_000_000 + n * 7_731),
            strategy=str(1 + n * 2 // (len(names) + 1)),
            programme=PROGRAMMES[n % 3],
            months=tuple(YEAR.months[at] for at in MONTHS[n % len(MONTHS)]),
        )
        for n, name in enumerate(names, start=1)
    ]
    return make_plan(*rows)


LONG = ("ก่อสร้างถนนคอนกรีตเสริมเหล็กสายบ้านนาถึงบ้านป่าพร้อมวางท่อระบายน้ำ" * 9)[:447]
PLAIN = tuple(f"โครงการก่อสร้างถนนสายที่ {n} บ้านตัวอย่าง" for n in range(1, 13))


# What the form shows.


def test_the_form_has_its_heading_on_every_page_and_fills_a_sheet_of_paper() -> None:
    year = year_of(rows_plan(*PLAIN))
    for sheet in book_of(made(year)):
        heading = [sheet.cell(row, 1).value for row in range(2, 5)]
        assert heading == [
            "บัญชีจำนวนโครงการพัฒนาท้องถิ่น กิจกรรมและงบประมาณ", year.plan.title, ORGANIZATION.name,
        ]  # fmt: skip
        merged = {str(one) for one in sheet.merged_cells.ranges}
        assert {"A2:R2", "A5:R5", "A6:A7", "G6:I6", "J6:R6"} <= merged
        assert (sheet["N1"].value, sheet["G6"].value, sheet["J6"].value) == (
            "แบบ ผด. 02", "พ.ศ. 2569", "พ.ศ. 2570",
        )  # fmt: skip
        assert [sheet.cell(7, column).value for column in (7, 18)] == ["ต.ค.", "ก.ย."]
        assert sheet.print_title_rows == "$1:$7" and sheet.freeze_panes == "A8"
        page = sheet.page_setup
        assert (page.orientation, page.paperSize, page.fitToHeight) == ("landscape", 9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area.endswith(f"$R${sheet.max_row}")
        assert "&P" in sheet.oddFooter.center.text
        bordered = sheet.cell(9, 12).border
        assert bordered.left.style == bordered.top.style == "thin"


def test_the_file_says_what_it_is() -> None:
    year = year_of(rows_plan(*PLAIN))
    core = book_of(made(year)).properties
    assert core.title.startswith("แบบ ผด. 02") and core.creator == ORGANIZATION.name
    assert core.language == "th-TH" and core.created.date() == YEAR.first


@pytest.mark.parametrize("name", ["pd01", "pd02", "pd02-1", "report-year"])
def test_the_same_plan_gives_the_same_bytes_that_are_known_as_ours(name: str) -> None:
    year = year_of(whole_plan(), OFFICE)
    data = made(year, name, organization=OFFICE)
    assert made(year, name, organization=OFFICE) == data
    assert is_as_made(data) and not is_as_made(data.replace(b"sheet1", b"sheet2"))
    faults = inspect(f"{name}.xlsx", data).faults
    assert not faults, faults


def test_amounts_are_numbers_and_every_sum_is_a_formula_with_its_value() -> None:
    year = year_of(mixed_plan())
    data, form = made(year), project_form(year, Form.PD02)
    values, written = book_of(data), book_of(data, values=False)
    sums = [
        (cell.value, values[sheet.title][cell.coordinate].value)
        for sheet in written
        for cell in sheet["D"]
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    assert len(sums) == len(form.sections) + len({one.number for one in form.sections}) + 1
    assert sums[0][0] == "=SUM(D9:D10)" and sums[0][1] == 103.33
    assert round(sums[-1][1] * 100) == form.totals.satang
    *_, counted = [cell.value for cell in values[values.sheetnames[-1]]["C"] if cell.value]
    assert counted == form.totals.projects  # a row stands for twelve
    none = [
        cell.value for sheet in values for cell in sheet["D"] if cell.value in ("-", "ไม่ใช้งบประมาณ")
    ]
    assert sorted(none) == ["-", "ไม่ใช้งบประมาณ"]


def test_the_summarys_shares_are_the_pages_and_add_up() -> None:
    sheet = book_of(made(year_of(mixed_plan()), "pd01")).active
    *_, total = [row for row in sheet.iter_rows(values_only=True) if row[0] == "รวมทั้งสิ้น"]
    assert total[1:5] == (17, 100, 160.33, 100)
    lines = [row for row in sheet.iter_rows(values_only=True) if re.match(r"\d\.\d ", row[0] or "")]
    assert round(sum(row[2] for row in lines), 2) == round(sum(row[4] for row in lines), 2) == 100


def test_the_report_sums_what_was_spent() -> None:
    data = made(year_of(whole_plan(), OFFICE), "report-year", organization=OFFICE)
    summary, rows = book_of(data).worksheets
    *_, total = [row for row in rows.iter_rows(values_only=True) if row[0] == "รวมทั้งสิ้น"]
    assert total[5] == 910  # what was spent on a project that the plan has no more, too
    assert [cell.value for cell in summary["C"] if cell.value][-1] == 100
    written = book_of(data, values=False).worksheets[1]
    assert [cell.value for cell in written["F"] if str(cell.value).startswith("=")][-1].count("+")


def test_arrows_lie_from_the_first_month_to_the_last() -> None:
    project = make_project(months=tuple(YEAR.months[at] for at in (0, 1, 4, 5, 8)))
    drawing = parts_of(made(year_of(make_plan(project))))["xl/drawings/drawing1.xml"]
    columns = [int(one) for one in re.findall(r"<xdr:col>(\d+)</xdr:col>", drawing)]
    assert columns == [6, 7, 10, 11, 14, 14]
    assert set(re.findall(r"<xdr:row>(\d+)</xdr:row>", drawing)) == {"8"}
    assert drawing.count('<a:headEnd type="triangle"') == drawing.count("<a:tailEnd") == 3
    assert 'descr="ตุลาคม 2569 – พฤศจิกายน 2569"' in drawing


def test_a_form_without_rows_says_so_and_a_draft_that_it_is_one() -> None:
    year = year_of(rows_plan("โครงการหนึ่ง"), draft=True)
    assert "ไม่มีรายการในแบบนี้" in texts(made(year, "pd02-1"))
    for name in ("pd01", "pd02", "pd02-1"):
        assert "ร่าง" in texts(made(year, name))
        assert "ร่าง" not in texts(made(replace(year, draft=False), name))


def test_thai_figures_are_shown_and_still_summed() -> None:
    organization = replace(ORGANIZATION, thai_numerals=True)
    year = year_of(rows_plan(*PLAIN), organization)
    data = made(year, organization=organization)
    sheet = book_of(data).worksheets[0]
    assert sheet["D9"].number_format == "[$-D00041E]#,##0.00"
    assert isinstance(sheet["D9"].value, float) and sheet["G6"].value == "พ.ศ. ๒๕๖๙"
    shown = {text for one in read_whole(data).sheets for text in one.texts.values()}
    assert not any("ยุทธศาสตร์ 1" in text for text in shown)


@pytest.mark.parametrize("name", RUN_AS_FORMULAS)
def test_what_a_spreadsheet_would_run_is_text_also_when_it_is_edited(name: str) -> None:
    assert guarded(name) != name  # a list would be guarded
    data = made(year_of(rows_plan(name)))
    cell = book_of(data, values=False).worksheets[0]["B9"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (name, "s", True)


def test_a_row_too_high_for_a_spreadsheet_is_set_smaller_and_then_over_several() -> None:
    widths = (30.0, 40.0)
    assert room_of(["สั้น", "ก"], widths).size == SIZES[0]
    smaller = room_of([LONG, "ก"], widths)
    assert smaller.size < SIZES[0] and smaller.rows == 1 and smaller.height <= 409
    over = room_of([LONG * 10, "ก"], widths)
    assert over.rows > 1 and over.height <= 409
    assert over.rows * over.height >= height_of([LONG * 10, "ก"], widths, over.size)
    sheet = book_of(made(year_of(rows_plan(LONG * 10, "ก")))).worksheets[0]
    (tall,) = [str(one) for one in sheet.merged_cells.ranges if str(one).startswith("B9:")]
    assert sheet["B9"].value == LONG * 10 and tall != "B9:B9"


# Back again: what an office does with a workbook of ours.


def read_back(data: bytes) -> Draft:
    return interpret(read_xlsx_form(data), year=2570)


def assert_read_back(plan: Plan, draft: Draft) -> None:
    form = project_form(year_of(plan), Form.PD02)
    rows = [one.view.project for section in form.sections for one in section.rows]
    assert len(draft.rows) == len(rows)
    for row, read in zip(rows, draft.rows, strict=True):
        assert (read.name, read.detail, read.place) == (row.name, row.detail, row.place)
        assert (read.unit, read.strategy) == (row.unit, row.strategy)
        assert read.count == row.count
        assert [n for n, works in enumerate(read.months) if works] == [
            month.position for month in row.months
        ]
        satang = None if read.budget is None else int(read.budget * 100)
        assert satang == row.budget.satang
        assert read.uses_no_budget == (row.budget.kind is BudgetKind.NO_BUDGET)
    assert [one.name for one in draft.strategies] == [one.name for one in plan.strategies]
    assert (draft.year, draft.office) == (2570, ORGANIZATION.name)
    totals = year_of(plan).totals
    assert draft.stated_rows == totals.projects
    assert draft.stated_budget is not None and int(draft.stated_budget * 100) == totals.satang


CASES = {
    "plain": rows_plan(*PLAIN),
    "one row a programme": rows_plan(*PLAIN[:3]),
    "long names": rows_plan(LONG, *PLAIN[:4], LONG[:300]),
    "what may be taken for something else": rows_plan(
        *(name for name in HOSTILE.values() if "\n" not in name and len(name) < 400),
        *RUN_AS_FORMULAS, "_x0041_ ทดสอบ", "'อัญประกาศ", "รวมพลังชุมชน", "ยุทธศาสตร์ที่ 9",
    ),
}  # fmt: skip


@pytest.mark.parametrize("plan", CASES.values(), ids=CASES)
@pytest.mark.parametrize("thai", [False, True], ids=["arabic", "thai"])
def test_the_importer_gives_the_plan_back(plan: Plan, thai: bool) -> None:
    organization = replace(ORGANIZATION, thai_numerals=thai)
    draft = read_back(made(year_of(plan, organization), organization=organization))
    assert_read_back(plan, draft)
    assert draft.asks == ()


def test_no_months_no_budget_and_rows_for_several_come_back_too() -> None:
    rows = [
        replace(one, months=(), count=3 if n == 1 else 1, detail=f"รายละเอียด {n}")
        for n, one in enumerate(rows_plan(*PLAIN[:3]).projects)
    ]
    rows[2] = replace(rows[2], budget=Budget(BudgetKind.NO_BUDGET, None), villages=Villages((1,)))
    draft = read_back(made(year_of(make_plan(*rows))))
    told = {row.name: row for row in draft.rows}
    assert [told[row.name].count for row in rows] == [1, 3, 1]
    office = replace(ORGANIZATION, thai_numerals=True)
    form = read_xlsx_form(made(year_of(make_plan(*rows), office), organization=office))
    thai = interpret(form, year=2570)
    assert sorted(row.count for row in thai.rows) == [1, 1, 3] and rest(form, thai) == ()
    assert told[rows[2].name].uses_no_budget
    assert not any(any(row.months) for row in draft.rows)
    assert {one.code for one in draft.asks} == {"months-none"}


def test_both_forms_and_the_summary_are_known_again() -> None:
    year = year_of(mixed_plan())
    for name, form in (("pd02", "ผด.02"), ("pd02-1", "ผด.02/1")):
        assert read_back(made(year, name)).forms == (form,)


# What other programs make of it.


@pytest.fixture(scope="module")
def office() -> None:
    try:
        found_office(os.environ)
    except NoOfficeError:
        pytest.skip("no LibreOffice")


@pytest.mark.slow
@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "name",
    [
        "pd02",
        *(pytest.param(one, marks=pytest.mark.long) for one in ("pd01", "pd02-1", "report-year")),
    ],
)
def test_libreoffice_opens_it_and_reckons_the_same(name: str) -> None:
    year = year_of(whole_plan(), OFFICE)
    hold_opened(made(year, name, organization=OFFICE))


def hold_opened(data: bytes) -> None:
    """Hold every cell against what LibreOffice has of it after a minute at most."""
    again = book_of(converted_file(data, "xlsx", "xlsx", os.environ, seconds=60))
    for sheet in book_of(data):
        for row in sheet.iter_rows():
            for cell in row:
                read = again[sheet.title][cell.coordinate].value
                if isinstance(cell.value, float):
                    assert read == pytest.approx(cell.value)
                else:
                    assert read == cell.value


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.usefixtures("office")
def test_three_thousand_rows_are_written_and_opened_within_a_minute() -> None:
    names = [f"โครงการก่อสร้างถนนสายที่ {n} บ้านตัวอย่าง" for n in range(1, 3001)]
    data = made(year_of(rows_plan(*names)))
    sheets = book_of(data).worksheets
    assert (
        sum(1 for one in sheets for cell in one["B"] if str(cell.value).startswith("โครงการก่อ"))
        == 3000
    )
    hold_opened(data)


def test_a_workbook_with_formulas_keeps_its_texts_when_it_is_read() -> None:
    whole = read_whole(made(year_of(rows_plan(*PLAIN))))
    assert PLAIN[0] in {text for one in whole.sheets for text in one.texts.values()}


def test_what_a_workbook_says_is_told_to_the_gate() -> None:
    year = year_of(rows_plan(*PLAIN))
    shop = Workshop(PAPERS, Spelling(interface(THEME, ORGANIZATION)), {}, {})
    (one,) = shop.artifacts(papers(year, "pd02", kind="xlsx").values(), "2570")
    assert one.path.endswith("papers/pd02.xlsx") and PLAIN[0] in one.said.decode()
    # A file that came with a seal, of which nobody knows what went in, is looked into.
    person = f"โครงการซ่อมบ้านของนายสมชาย ใจดี เลขประจำตัวประชาชน {IDENTITY}"
    data = made(year_of(rows_plan(person)))
    assert [*leaks("docs/2570/papers/pd02.xlsx", data, Exempt(ORGANIZATION))]


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.usefixtures("office")
def test_libreoffice_shows_thai_figures() -> None:
    organization = replace(ORGANIZATION, thai_numerals=True)
    year = year_of(mixed_plan(), organization)
    data = made(year, organization=organization)
    shown = text_of(converted_file(data, "xlsx", "pdf", os.environ))
    assert "๑๐๐.๓๓" in shown and "จำนวน ๑๖ โครงการ" in shown
    assert not set("0123456789") & set(shown.replace("หน้า 1", "").replace("หน้า 2", ""))


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.usefixtures("office")
def test_every_word_of_a_long_row_is_in_sight() -> None:
    names = [" ".join(f"คำที่{n}ของแถว{row}" for n in range(row * 9)) for row in range(1, 9)]
    data = made(year_of(rows_plan(*names)))
    shown = bare(text_of(converted_file(data, "xlsx", "pdf", os.environ)))
    for row, name in enumerate(names, start=1):
        assert all(bare(word) in shown for word in name.split()), row
