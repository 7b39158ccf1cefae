"""Marks, arrows, colours and shapes in the months' columns: work, nothing, or a question."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from generator.pipeline import Checked
from generator.plan.parse.signs import Says, said
from generator.thai.dates import MONTHS_SHORT
from generator.thai.fiscal import MONTH_NUMBERS, FiscalYear
from portals import PROJECTS, checked, csv_table, make_row, portal_folder
from tables import HEADINGS, SOUND, csv_of, projects, told, workbook
from workbooks import draw_over

NAMES = tuple(MONTHS_SHORT[number - 1] for number in MONTH_NUMBERS)
BARE = {code: text for code, text in make_row().items() if code not in ("start", "end")}
WORKBOOK = PROJECTS.replace(".csv", ".xlsx")
GREEN = PatternFill("solid", fgColor="FF92D050")


def by_csv(folder: Path, *rows: Sequence[str]) -> Checked:
    """Check a plan whose rows have these cells from October on."""
    table = [
        BARE
        | {"id": f"2570-{at:03}", "name": f"ก่อสร้างศาลา ซอย {at}"}
        | dict(zip(NAMES, [*row, *[""] * (12 - len(row))], strict=True))
        for at, row in enumerate(rows, start=1)
    ]
    return checked(portal_folder(folder, {PROJECTS: csv_table(table)}))


def sheet_of(*rows: Sequence[Any], names: Sequence[Any] = NAMES) -> Any:
    """Return a worksheet with these rows; October is column F."""
    sheet: Any = openpyxl.Workbook().active
    sheet.title = "แผน"
    sheet.append([*BARE, *names])
    for at, row in enumerate(rows, start=1):
        cells = BARE | {"id": f"2570-{at:03}", "name": f"ก่อสร้างศาลา ซอย {at}"}
        sheet.append([*cells.values(), *row])
    return sheet


def by_sheet(folder: Path, sheet: Any, *shapes: tuple[int, int, int, int]) -> Checked:
    stream = io.BytesIO()
    sheet.parent.save(stream)
    data = draw_over(stream.getvalue(), *shapes) if shapes else stream.getvalue()
    return checked(portal_folder(folder, {PROJECTS: None, WORKBOOK: data}))


def months(result: Checked, row: int = 0) -> list[int]:
    """Return the months of a row, 0 being October."""
    year = FiscalYear(2570)
    return [year.months.index(month) for month in result.portal.plans[-1].projects[row].months]


def found(result: Checked) -> list[str]:
    return [problem.code for problem in result.report]


@pytest.mark.parametrize(
    ("cells", "worked"),
    [
        (["←", "", "→"], [0, 1, 2]),
        (["<-", "", "", "->"], [0, 1, 2, 3]),
        (["", "◄", "▬", "►"], [1, 2, 3]),
        (["|", "—", "→"], [0, 1, 2]),
        (["|", "", "|"], [0, 1, 2]),
        (["<---", "----", "--->"], [0, 1, 2]),
        (["←", "✓", "→"], [0, 1, 2]),
        (["", "←", "↔", "↔", "→"], [1, 2, 3, 4]),
        (["←", "→", "", "", "←", "", "→"], [0, 1, 4, 5, 6]),
        (["↔", "", "<->", "<-->"], [0, 2, 3]),
        (["---->"], [0]),
        (["|—→"], [0]),
        (["", "", "", "", "", "", "", "", "", "", "⟵", "⟶"], [10, 11]),
    ],
)
def test_arrows_with_both_ends_fill_what_is_between(
    tmp_path: Path, cells: list[str], worked: list[int]
) -> None:
    result = by_csv(tmp_path, cells)
    assert (months(result), found(result)) == (worked, [])


@pytest.mark.parametrize(
    "sign",
    ["✓", "✔", "√", "☑", "/", "TRUE", "true", "มี", "ทำ", "ดำเนินการ", "●", "■", "✓✓", "ü", "1"],
)
def test_ticks_and_words_for_work_are_work(tmp_path: Path, sign: str) -> None:
    result = by_csv(tmp_path, ["", sign])
    assert (months(result), found(result)) == ([1], [])


@pytest.mark.parametrize("sign", ["FALSE", "false", "เท็จ", "☐", "□", ""])
def test_empty_box_is_no_work(tmp_path: Path, sign: str) -> None:
    result = by_csv(tmp_path, ["✓", sign])
    assert (months(result), found(result)) == ([0], [])


@pytest.mark.parametrize(
    "sign",
    [
        "-",
        "–",
        "---",
        "0",
        "N",
        "no",
        "n/a",
        "ไม่มี",
        "ไม่ทำ",
        "ไม่",
        "✗",
        "x",
        "X",
        "×",
        "ยกเลิก",
        "งด",
    ],
)
def test_signs_that_may_mean_no_are_one_question_for_a_table(tmp_path: Path, sign: str) -> None:
    result = by_csv(tmp_path, ["✓", sign, sign], ["✓", "", sign], ["✓", sign])
    assert found(result) == ["month-mark-unclear"]
    (problem,) = result.report
    assert f"“{sign}”" in problem.message and "แถว 2–4" in problem.message
    assert all(months(result, row) == [0] for row in range(3))


def test_x_is_work_in_a_row_without_other_marks(tmp_path: Path) -> None:
    result = by_csv(tmp_path, ["x", "x"], ["", "", "X"], ["✓"])
    assert (months(result), months(result, 1), found(result)) == ([0, 1], [2], [])


@pytest.mark.parametrize(
    "text", ["125,000", "ไตรมาส 3", "15-30", "ตลอดปี", "P", "2", "นายช่าง", "→←", "-|-", "?"]
)
def test_any_other_text_is_one_question_and_no_work(tmp_path: Path, text: str) -> None:
    result = by_csv(tmp_path, ["✓", text], ["✓", text, text])
    assert found(result) == ["month-text-unread"]
    assert months(result) == [0]


@pytest.mark.parametrize(
    "cells",
    [["←"], ["", "→"], ["→", "→"], ["←", "", "←"], ["→", "", "←"], ["<-"], ["|"], ["⇐", "x"]],
)
def test_arrow_with_one_end_is_a_question(tmp_path: Path, cells: list[str]) -> None:
    assert "month-arrow-open" in found(by_csv(tmp_path, cells, ["✓"]))


@pytest.mark.parametrize("text", ["<------>", "←————→", "←――――――――→", "<══════>", "---------->"])
def test_arrow_wider_than_its_cell_is_a_question_with_both_readings(
    tmp_path: Path, text: str
) -> None:
    result = by_csv(tmp_path, ["", text])
    assert found(result) == ["month-arrow-wide"]
    (problem,) = result.report
    assert "พ.ย. 2569 เดือนเดียว" in problem.message
    assert "พ.ย. 2569 ถึง" in problem.message


def test_width_of_the_column_decides_whether_an_arrow_leaves_it(tmp_path: Path) -> None:
    for width, codes in ((4, ["month-arrow-wide"]), (30, [])):
        sheet = sheet_of([None, "<---------->"])
        sheet.column_dimensions["G"].width = width
        result = by_sheet(tmp_path / str(width), sheet)
        assert (months(result), found(result)) == ([1], codes)


def test_arrow_between_filled_cells_stays_in_its_own(tmp_path: Path) -> None:
    result = by_csv(tmp_path, ["✓", "←————→", "✓"])
    assert (months(result), found(result)) == ([0, 1, 2], [])


@pytest.mark.parametrize("text", ["<---------->", "→", "✓", "---->"])
def test_mark_in_merged_cells_is_work_in_each(tmp_path: Path, text: str) -> None:
    sheet = sheet_of([None, text])
    sheet.merge_cells("G2:I2")
    result = by_sheet(tmp_path, sheet)
    assert (months(result), found(result)) == ([1, 2, 3], [])


@pytest.mark.parametrize(
    ("font", "letter", "worked"),
    [
        ("Wingdings", "ü", [0]),
        ("Wingdings 2", "P", [0]),
        ("Wingdings", "\uf0fc", [0]),
        ("Wingdings", "¨", []),
        ("Wingdings", "l", [0]),
    ],
)
def test_letters_of_sign_fonts_are_what_they_draw(
    tmp_path: Path, font: str, letter: str, worked: list[int]
) -> None:
    sheet = sheet_of([letter], ["✓"])
    sheet["F2"].font = Font(name=font)
    assert months(by_sheet(tmp_path, sheet)) == worked


def test_tick_boxes_of_a_sheet_are_read(tmp_path: Path) -> None:
    result = by_sheet(tmp_path, sheet_of([True, False, True], [False, True]))
    assert (months(result), months(result, 1), found(result)) == ([0, 2], [1], [])


def paint(sheet: Any, cells: str, fill: PatternFill = GREEN) -> Any:
    for row in sheet[cells]:
        for cell in row:
            cell.fill = fill
    return sheet


def test_colours_of_months_are_named_as_not_read(tmp_path: Path) -> None:
    sheet = paint(sheet_of([], ["✓"], ["✓"]), "G2:I2")
    paint(sheet, "F3:G3")
    result = by_sheet(tmp_path, sheet)
    assert found(result) == ["months-painted"]
    (problem,) = result.report
    assert "แถว 2–3" in problem.message and "ไม่อ่านสี" in problem.message


@pytest.mark.parametrize(
    "cells", ["A2:Q2", "F1:F5", "F2:F5", "F2:F2"], ids=["zebra", "column", "all-rows", "the-mark"]
)
def test_colours_that_say_nothing_of_a_month_are_no_news(tmp_path: Path, cells: str) -> None:
    sheet = paint(sheet_of(["✓"], ["✓", "✓"], ["", "✓"], ["", "✓"]), cells)
    assert found(by_sheet(tmp_path, sheet)) == []


def test_white_and_no_fill_are_no_colour(tmp_path: Path) -> None:
    sheet = paint(sheet_of(["✓"], ["✓"]), "G2:I2", PatternFill("solid", fgColor="FFFFFFFF"))
    assert found(by_sheet(tmp_path, sheet)) == []


def test_shapes_over_months_are_named_as_not_read(tmp_path: Path) -> None:
    sheet = sheet_of([], ["✓"], [])
    result = by_sheet(tmp_path, sheet, (2, 6, 2, 8), (4, 5, 4, 5))
    assert found(result) == ["months-drawn"]
    (problem,) = result.report
    assert "แถว 2, 4" in problem.message and "ไม่อ่านลูกศรที่วาด" in problem.message


@pytest.mark.parametrize("shape", [(2, 5, 2, 8), (1, 5, 1, 8), (2, 0, 2, 3)])
def test_shapes_that_say_nothing_new_are_no_news(
    tmp_path: Path, shape: tuple[int, int, int, int]
) -> None:
    assert found(by_sheet(tmp_path, sheet_of([None, "✓", "✓"], ["✓"]), shape)) == []


def test_rows_without_months_are_told_once_and_what_is_not_read_with_them(tmp_path: Path) -> None:
    result = by_sheet(tmp_path, sheet_of([], ["✓"], [], []))
    (problem,) = result.report
    assert problem.code == "period-missing"
    assert "3 โครงการ (แถว 2, 4–5)" in problem.message
    assert "ไม่อ่านสีและลูกศรที่วาด" in problem.message


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (["ต.ค. 69", "พ.ย. 69", "ธ.ค. 69", "ม.ค. 70"], []),
        (["ตุลาคม 2569", "พฤศจิกายน 2569", "ธันวาคม 2569", "มกราคม 2570"], []),
        (["ต.ค. 2026", "พ.ย. 2026", "ธ.ค. 26", "ม.ค. 2027"], []),
        (["ต.ค. 68", "พ.ย. 68", "ธ.ค. 68", "ม.ค. 69"], ["month-heading-year"]),
        (["ต.ค. 69", "พ.ย. 69", "ธ.ค. 69", "ม.ค. 69"], ["month-heading-year"]),
        (["ต.ค. 2025", "พ.ย. 2025", "ธ.ค. 2025", "ม.ค. 2026"], ["month-heading-year"]),
    ],
)
def test_year_in_a_months_heading_is_held_against_the_plan(
    tmp_path: Path, names: list[str], codes: list[str]
) -> None:
    row = BARE | dict.fromkeys(names, "✓")
    result = checked(portal_folder(tmp_path, {PROJECTS: csv_table([row])}))
    assert found(result) == codes
    assert months(result) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("years", "codes"),
    [
        (["พ.ศ. 2569", "พ.ศ. 2570"], []),
        (["ปี 2026", "ปี 2027"], []),
        (["2570", "2570"], []),
        (["ปีงบประมาณ พ.ศ. 2570", ""], []),
        (["พ.ศ. 2568", "พ.ศ. 2569"], ["month-heading-year"]),
        (["พ.ศ. 2570", "พ.ศ. 2571"], ["month-heading-year"]),
    ],
)
def test_years_above_the_months_are_held_against_the_plan(
    tmp_path: Path, years: list[str], codes: list[str]
) -> None:
    """A form of last year that is filled in again has last year's line over its months."""
    over = [*[""] * len(BARE), years[0], "", "", years[1]]
    sheet: Any = openpyxl.Workbook().active
    for line in (over, [*BARE, *NAMES], [*BARE.values(), "✓", "", "✓"]):
        sheet.append(line)
    result = by_sheet(tmp_path, sheet)
    assert (found(result), months(result)) == (codes, [0, 2])


def test_years_of_a_heading_of_two_lines_are_held_against_the_plan(tmp_path: Path) -> None:
    heads = list(BARE)
    sheet: Any = openpyxl.Workbook().active
    sheet.append([*heads, "พ.ศ. 2568", "", "", "พ.ศ. 2569"])
    sheet.append([*[""] * len(heads), *NAMES])
    sheet.append([*BARE.values(), "✓", "", "✓"])
    assert found(by_sheet(tmp_path, sheet)) == ["month-heading-year"]


signs = st.text(alphabet="←→<>-|↔✓x/0Nไม่ม ", max_size=6)


@settings(derandomize=True, database=None, deadline=None, max_examples=300)
@given(signs)
def test_any_text_says_the_same_with_blanks_around_it(text: str) -> None:
    assert said(text) is said(f" {text} ")
    assert (said(text) is Says.NOTHING) == (not text.strip())


@pytest.mark.parametrize("column", range(6, 10))
def test_order_of_columns_is_not_the_order_of_months(tmp_path: Path, column: int) -> None:
    names = [*NAMES[3:], *NAMES[:3]]
    sheet = sheet_of([], names=names)
    sheet[f"{get_column_letter(column)}2"] = "✓"
    assert months(by_sheet(tmp_path, sheet)) == [(column - 6 + 3) % 12]


@pytest.mark.parametrize("mark", ["✔️", "☑️", "✅", "✔\ufe0e"])
def test_a_tick_is_one_however_its_sign_is_drawn(tmp_path: Path, mark: str) -> None:
    result = by_csv(tmp_path, [mark, "", mark])
    assert (months(result), found(result)) == ([0, 2], [])


@pytest.mark.parametrize("number", ["{}", "{:02}"])
def test_months_that_are_numbered_from_october_are_the_months(number: str) -> None:
    names = [number.format(month) for month in (10, 11, 12, *range(1, 10))]
    rows = [[*HEADINGS[:8], *names], [*SOUND[:8], "", "✓", "✓", *[""] * 9]]
    read, report = projects(csv_of(rows))
    assert told(report) == []
    assert [month.label for month in read[0].months] == ["พ.ย. 2569", "ธ.ค. 2569"]


def test_columns_that_are_counted_otherwise_are_no_months() -> None:
    rows = [[*HEADINGS[:8], *map(str, range(1, 13))], [*SOUND[:8], *["✓"] * 12]]
    read, report = projects(csv_of(rows))
    assert (read[0].months, set(told(report))) == ((), {"heading-unknown", "period-missing"})


@pytest.mark.parametrize(("year", "said"), [(1969, []), (2026, []), (1970, ["month-heading-year"])])
def test_a_months_heading_that_excel_made_a_date_of_has_the_year_that_it_shows(
    year: int, said: list[str]
) -> None:
    headings = [*HEADINGS[:8], datetime.date(year, 10, 1)]
    read, report = projects(workbook([headings, [*SOUND[:8], "✓"]], {"I1": "mmm-yy"}))
    assert [month.label for month in read[0].months] == ["ต.ค. 2569"]
    assert told(report) == said
    assert all(f"Oct-{year % 100}" in one.message for one in report)


@pytest.mark.parametrize(
    "names",
    [
        [f"{n}/69" for n in (10, 11, 12)] + [f"{n}/70" for n in range(1, 10)],
        [f"{n:02}/2569" for n in (10, 11, 12)] + [f"{n:02}/2570" for n in range(1, 10)],
        [
            "ตุลา",
            "พฤศจิกา",
            "ธันวา",
            "มกรา",
            "กุมภา",
            "มีนา",
            "เมษา",
            "พฤษภา",
            "มิถุนา",
            "กรกฎา",
            "สิงหา",
            "กันยา",
        ],
    ],
)
def test_months_are_named_in_every_way_that_offices_do(names: list[str]) -> None:
    rows = [[*HEADINGS[:8], *names], [*SOUND[:8], "", "✓", *[""] * 10]]
    read, report = projects(csv_of(rows))
    assert told(report) == []
    assert [month.label for month in read[0].months] == ["พ.ย. 2569"]


def test_a_numbered_month_of_another_year_is_told() -> None:
    rows = [[*HEADINGS[:8], "10/68", "11/68"], [*SOUND[:8], "", "✓"]]
    assert told(projects(csv_of(rows))[1]) == ["month-heading-year"]


@pytest.mark.parametrize("text", ["Q1", "ไตรมาส 2", "90 วัน", "3 เดือน", "ต้นเดือน พ.ย."])
def test_a_period_in_words_is_no_slid_cell(text: str) -> None:
    rows = [HEADINGS, [*SOUND[:8], text, text, *SOUND[10:]]]
    assert set(told(projects(csv_of(rows))[1])) == {"month-unreadable"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("＜－－＞", Says.WHOLE),
        ("＜－", Says.OPENS),
        ("－＞", Says.CLOSES),
        ("◀▬", Says.OPENS),
        ("▬▬▶", Says.ARROW),
        ("◄▬▬►", Says.WHOLE),
        ("▬▬", Says.WORK),
        ("／", Says.WORK),
    ],
)
def test_wide_and_thick_signs_are_the_plain_ones(text: str, says: Says) -> None:
    assert said(text) is says
