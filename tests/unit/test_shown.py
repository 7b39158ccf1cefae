"""What Excel shows is what is read: hidden, rounded, dated and spelled figures of workbooks."""

import datetime
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from generator.plan.read.shown import shown_number
from tables import HEADINGS, REPORT_HEADINGS, csv_of, projects, reports, row, told, workbook
from zips import with_part

UNDER_WAY = "อยู่ระหว่างดำเนินการ"


@pytest.mark.parametrize(
    ("number_format", "value", "shown"),
    [
        (";;;", 298000, ""),
        ("0;-0;", 0, ""),
        ("0;;;", 0, ""),
        ("0;-0", 0, "0"),
        ("#,##0;-#,##0;", 5, "5"),
        ("t#,##0.00", 5, "5.00"),
        ('"✓";;"✗"', 0, "✗"),
        ('"✓";;"✗"', 1, "✓"),
        ('#,##0;-#,##0;"ไม่ใช้งบประมาณ"', 0, "ไม่ใช้งบประมาณ"),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', 0, "-"),
        ('"a;b"0', 7, "a;b7"),
        ("General", 7, None),
        ("", 7, None),
        ('0"', 7, None),
        ("[", 7, None),
    ],
)
def test_every_section_of_a_format_shows_what_excel_shows(
    number_format: str, value: int, shown: str | None
) -> None:
    assert shown_number(Decimal(value), number_format) == shown


def budgets(value: Any, number_format: str) -> tuple[int | None, list[str]]:
    found, report = projects(workbook([HEADINGS, row(budget=value)], {"D2": number_format}))
    return found[0].budget.satang, told(report)


@pytest.mark.parametrize("number_format", [";;;", ";", "#,##0;;;", '"";"";""'])
def test_an_amount_that_nobody_sees_is_neither_read_nor_passed_over(number_format: str) -> None:
    value = -298000 if number_format == "#,##0;;;" else 298000
    satang, said = budgets(value, number_format)
    assert satang is None
    assert said == ["cell-unseen"]


@pytest.mark.parametrize(
    ("number_format", "satang"),
    [
        ("[$฿-41E]#,##0", 29_800_100),
        ('"฿"#,##0', 29_800_100),
        ('#,##0" บาท"', 29_800_100),
        ("t#,##0", 29_800_100),
        ("[$THB] #,##0.0", 29_800_080),
    ],
)
def test_an_amount_that_is_shown_rounded_beside_its_currency_is_the_one_shown(
    number_format: str, satang: int
) -> None:
    assert budgets(298000.75, number_format) == (satang, ["cell-shown"])


@pytest.mark.parametrize("value", [298000, 45000.5, datetime.date(2026, 5, 1)])
def test_figures_that_are_shown_as_days_are_asked_once_a_column(value: Any) -> None:
    rows = [HEADINGS, row(1, budget=value), row(2, budget=value)]
    found, report = projects(workbook(rows, {"D2": "d/m/yyyy", "D3": "d/m/yyyy"}))
    assert told(report) == ["number-as-date"]
    assert "แถว 3" in next(iter(report)).message
    assert [one.budget.satang for one in found] == [None, None]


def test_shares_and_sums_of_reports_that_are_shown_as_days_are_asked_about() -> None:
    day = datetime.date(1900, 4, 9)
    rows = [REPORT_HEADINGS, ["2570-001", "31 ต.ค. 2569", UNDER_WAY, day, day]]
    found, report = reports(workbook(rows))
    assert told(report) == ["number-as-date"] * 2
    assert (found[0].percent, found[0].spent) == ("", None)


@pytest.mark.parametrize("number_format", ['0.0"%"', "0.0\\%", '0.0" %"'])
def test_a_percent_sign_that_a_format_shows_is_an_answer(number_format: str) -> None:
    rows = [REPORT_HEADINGS, ["2570-001", "31 ต.ค. 2569", UNDER_WAY, 0.5, ""]]
    found, report = reports(workbook(rows, {"D2": number_format}))
    assert (told(report), found[0].percent) == ([], "0.5")


def without_noughts(content: bytes) -> bytes:
    """Return the workbook with Excel's setting that shows no noughts."""
    hidden = b'<sheetView showZeros="0" '
    return with_part(content, "xl/worksheets/", lambda xml: re.sub(b"<sheetView ", hidden, xml))


@pytest.mark.parametrize("hidden_by", ["0;;;", "sheet"])
def test_months_whose_noughts_are_not_shown_are_blank(hidden_by: str) -> None:
    headings = [*HEADINGS[:8], "ต.ค.", "พ.ย.", "ธ.ค."]
    formats = dict.fromkeys(("I2", "J2", "K2"), hidden_by) if hidden_by != "sheet" else {}
    content = workbook([headings, [*row()[:8], 0, 1, 0]], formats)
    found, report = projects(without_noughts(content) if hidden_by == "sheet" else content)
    assert told(report) == []
    assert [month.label for month in found[0].months] == ["พ.ย. 2569"]


def merged_down(rows: Sequence[Sequence[Any]], cells: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows)))
    sheet = book.active
    assert sheet is not None
    sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("last", [3, 4, 5])
def test_an_amount_that_is_merged_over_rows_counts_once_until_it_is_answered(last: int) -> None:
    rows = [HEADINGS, *(row(n, budget=300000) for n in range(1, 5))]
    found, report = projects(merged_down(rows, f"D2:D{last}"))
    assert told(report) == ["cell-merged"]
    asked = [None] * (last - 2)
    assert [one.budget.satang for one in found] == [
        30_000_000,
        *asked,
        *[30_000_000] * (3 - len(asked)),
    ]


@pytest.mark.parametrize(("column", "kept"), [("E", [("10", 500), ("10", None)])])
def test_what_was_spent_counts_once_where_it_is_merged(column: str, kept: list[Any]) -> None:
    rows: list[Any] = [REPORT_HEADINGS]
    rows += [[f"2570-00{n}", "31 ต.ค. 2569", UNDER_WAY, 10, 5] for n in (1, 2)]
    found, report = reports(merged_down(rows, f"{column}2:{column}3"))
    assert told(report) == ["cell-merged"]
    assert [(one.percent, one.spent) for one in found] == kept


def test_a_total_is_held_against_what_counts_once() -> None:
    total = ["", "", "รวม", 350000, *[""] * 8]
    rows = [HEADINGS, row(1, budget=300000), row(2, budget=""), row(3, budget=50000), total]
    _, report = projects(merged_down(rows, "D2:D3"))
    assert told(report) == ["cell-merged", "rows-aside"]


@pytest.mark.parametrize("unclear", ["298000", "45000000"])
def test_a_figure_that_cannot_be_millions_does_not_count(unclear: str) -> None:
    headings = ["งบประมาณ (ล้านบาท)" if one == "งบประมาณ" else one for one in HEADINGS]
    found, report = projects(workbook([headings, row(1, budget="0.45"), row(2, budget=unclear)]))
    assert told(report) == ["heading-scale-unclear"]
    assert [one.budget.satang for one in found] == [45_000_000, None]


def test_days_in_columns_that_no_plan_is_read_from_are_nobodys() -> None:
    rows = [["ที่", *HEADINGS], [datetime.date(2026, 1, 1), *row()]]
    assert told(projects(workbook(rows))[1]) == []


def test_percents_of_a_formula_are_read_once_the_advice_is_followed() -> None:
    rows = [REPORT_HEADINGS, ["2570-001", "31 ต.ค. 2569", UNDER_WAY, 100 / 3, ""]]
    _, report = reports(workbook(rows))
    assert told(report) == ["percent-unreadable"]
    found, report = reports(workbook(rows, {"D2": "0.00"}))
    assert (told(report), found[0].percent) == (["cell-shown"], "33.33")


@pytest.mark.parametrize("as_workbook", [True, False])
@pytest.mark.parametrize(
    ("years", "said"),
    [
        (["2569", "2569"], "แถว 2–3"),
        (["2570", "๒๕๖๙"], "แถว 3"),
        (["2026", "2027"], "แถว 2"),
        (["2570", "2570"], ""),
        (["2027", ""], ""),
        (["2566-2570", "-"], ""),
    ],
)
def test_rows_of_another_year_are_never_taken_for_this_ones(
    years: list[str], said: str, as_workbook: bool
) -> None:
    rows = [["ปีงบประมาณ", *HEADINGS]]
    rows += [[year, *row(number)] for number, year in enumerate(years, start=1)]
    _, report = projects(workbook(rows) if as_workbook else csv_of(rows))
    assert told(report) == (["rows-of-another-year"] if said else [])
    assert all(f"({said})" in one.message for one in report)
