"""Whichever program wrote a table, it says the same; and no harm to it changes a total in silence.

Of each plan there is CSV, and workbooks by openpyxl and by XlsxWriter: texts shared and inline,
days counted from 1900 and from 1904, results of formulas kept, words in several fonts.
"""

import csv
import datetime
import io
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from generator.plan.parse import parse_portal
from generator.plan.read import Table, plain_cells, read_portal
from generator.plan.read.csv_file import read_csv
from generator.plan.read.xlsx_file import read_xlsx
from generator.problems import Place, Report
from portals import PROJECTS, plan_yml, portal_folder

HEADINGS = (
    "รหัสโครงการ", "ยุทธศาสตร์", "แผนงาน", "โครงการ", "งบประมาณ (บาท)", "หน่วยงานรับผิดชอบหลัก",
    "หมู่ที่", "จำนวนโครงการ", "เริ่ม", "สิ้นสุด", "หมายเหตุ",
)  # fmt: skip
NAME, MONEY, UNIT, COUNT = 3, 4, 5, 7
WORKBOOK = "plans/2570/projects.xlsx"
steady = settings(
    derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@dataclass(frozen=True)
class Formula:
    """A formula with the result that a program kept of it."""

    result: int | float


@dataclass(frozen=True)
class Fonts:
    """A text whose halves are set in two fonts."""

    text: str


Cell = str | int | float | Decimal | datetime.date | Formula | Fonts | None
names = st.builds(
    "{} {}{}".format,
    st.sampled_from(
        [
            "ก่อสร้างถนนคอนกรีตเสริมเหล็ก", "รวมพลังชุมชนสีเขียว", "แผนงานบ้านสะอาด",
            "ขุดลอก\nคลองส่งน้ำ", "=งานหนึ่ง", "'อ้างอิง", "ซ่อม “ศาลา”, หมู่", "หมายเหตุประกอบงบ",
            "เด็ก & เยาวชน <ก>", "อบรม\tอาชีพ", "โครงการ  เว้นสองวรรค",
        ]
    ),
    st.sampled_from(["๑๒", "12", "0012", "ที่ ๓", "สาย 1", "_x0041_"]),
    st.sampled_from(["", " ", "\u200b", " (ต่อ)", " ฯลฯ"]),
)  # fmt: skip
amounts = st.integers(1, 10**9) | st.decimals("0.01", 10**7, places=2)
rows = st.lists(
    st.tuples(
        st.sampled_from(["1", "2"]),
        st.sampled_from(["", "เคหะและชุมชน", "แผนงานการศึกษา"]),
        names,
        amounts,
        st.sampled_from(["กองช่าง", "สำนักปลัด"]),
        st.sampled_from(["", "1", "1, 3", "ทุกหมู่บ้าน", "๒"]),
        st.sampled_from(["", "3", 12]),
        st.sampled_from([("", ""), ("ต.ค. 2569", "ก.ย. 2570"), ("พ.ย.", "ม.ค.")]),
        st.sampled_from(["", "-", "ตามมติ ๑/๒๕๖๙", "0"]),
    ),
    min_size=1,
    max_size=7,
)


def table_of(found: Sequence[tuple[Any, ...]]) -> list[list[Cell]]:
    """Return rows as cells, each with a code, and names that no two rows share."""
    return [
        [f"2570-{number:03}", one, programme, f"{name} ซอย {number}", *rest, *months, note]
        for number, (one, programme, name, *rest, months, note) in enumerate(found, start=1)
    ]


def plain(cell: Cell) -> str:
    """Return what a CSV file says in place of a cell."""
    if isinstance(cell, Formula):
        return str(cell.result)
    if isinstance(cell, Decimal):
        return format(cell.normalize(), "f")  # a sheet knows no noughts at the end
    return cell.text if isinstance(cell, Fonts) else "" if cell is None else str(cell)


def as_csv(table: list[list[Cell]], headings: Sequence[str] = HEADINGS) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([headings, *([plain(cell) for cell in row] for row in table)])
    return stream.getvalue().encode("utf-8-sig")


def by_openpyxl(
    table: list[list[Cell]],
    headings: Sequence[str] = HEADINGS,
    then: Callable[[Any], None] = lambda _sheet: None,
    *,
    mac: bool = False,
) -> bytes:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904 if mac else book.epoch
    sheet: Any = book.worksheets[0]
    head: list[Cell] = [*headings]
    for number, row in enumerate([head, *table], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = (
                plain(value) if isinstance(value, Fonts) else
                value.result if isinstance(value, Formula) else value
            )  # fmt: skip
            if isinstance(value, str | Fonts):  # a code stays a text, and `=งาน` is no formula
                cell.data_type, cell.number_format = "s", "@"
            elif isinstance(value, datetime.date):
                cell.number_format = "d mmm yyyy"
            elif isinstance(value, Decimal):
                cell.number_format = "#,##0.00"
    then(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_xlsxwriter(
    table: list[list[Cell]],
    headings: Sequence[str] = HEADINGS,
    then: Callable[[Any, Any], None] = lambda _book, _sheet: None,
    *,
    mac: bool = False,
    inline: bool = False,
) -> bytes:
    """Write a workbook as XlsxWriter does; `inline` as it does where memory is short."""
    stream = io.BytesIO()
    options = {"date_1904": mac, "constant_memory": inline, "in_memory": not inline}
    book = xlsxwriter.Workbook(stream, options)
    sheet = book.add_worksheet("โครงการ")
    text, money = book.add_format({"num_format": "@"}), book.add_format({"num_format": 4})
    day, bold = book.add_format({"num_format": "d mmm yyyy"}), book.add_format({"bold": True})
    head: list[Cell] = [*headings]
    for number, row in enumerate([head, *table]):
        for column, value in enumerate(row):
            if isinstance(value, Formula):
                sheet.write_formula(number, column, "=1*1", None, value.result)
            elif isinstance(value, Fonts):
                half = len(value.text) // 2
                pieces = (bold, value.text[:half], text, value.text[half:])
                sheet.write_rich_string(number, column, *pieces)
            elif isinstance(value, datetime.date):
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, int | float | Decimal):
                sheet.write_number(number, column, value, money)
            elif value:
                sheet.write_string(number, column, value, text)
            else:
                sheet.write_blank(number, column, None, text)
    then(book, sheet)
    book.close()
    return stream.getvalue()


def sheet_of(data: bytes) -> Table:
    report = Report()
    (table,) = read_xlsx(data, Place(WORKBOOK), report)
    assert not list(report)
    return table


def texts(table: Table) -> list[tuple[str, ...]]:
    wide = max(len(row.texts) for row in table.rows)
    return [(*row.texts, *[""] * (wide - len(row.texts))) for row in table.rows]


def csv_texts(data: bytes) -> list[tuple[str, ...]]:
    table = read_csv(data, Place(PROJECTS), Report())
    assert table
    return texts(table)


def parsed(file: str, data: bytes) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Return what a plan comes to, and the codes of all problems of reading it."""
    with tempfile.TemporaryDirectory() as folder:
        files: dict[str, str | bytes | None] = {PROJECTS: None, file: data}
        files["plans/2570/plan.yml"] = plan_yml()
        report = Report()
        portal = portal_folder(Path(folder), files)
        plan = parse_portal(read_portal(portal, report), report).plans[-1]
    totals = Counter[tuple[str, str]]()
    for one in plan.projects:
        totals["strategy", one.strategy] += one.budget.satang or 0
        totals["projects", one.strategy] += one.count
    return totals, sorted(problem.code for problem in report)


@settings(steady, max_examples=25)
@given(rows)
def test_every_writer_says_what_the_same_csv_says(found: list[tuple[Any, ...]]) -> None:
    table = table_of(found)
    said = csv_texts(as_csv(table))
    written = (
        by_openpyxl(table),
        by_openpyxl(table, mac=True),
        by_xlsxwriter(table),
        by_xlsxwriter(table, inline=True),
    )
    for data in written:
        assert texts(sheet_of(data)) == said


@settings(steady, max_examples=25)
@given(rows, st.booleans())
def test_a_result_of_a_formula_and_words_in_two_fonts_are_read_as_they_are_seen(
    found: list[tuple[Any, ...]], mac: bool
) -> None:
    table = table_of(found)
    for row in table:
        row[NAME] = Fonts(str(row[NAME]))
        row[MONEY] = Formula(int(Decimal(str(row[MONEY]))) + 1)
    said = csv_texts(as_csv(table))
    assert texts(sheet_of(by_xlsxwriter(table, mac=mac))) == said
    assert texts(sheet_of(by_openpyxl(table, mac=mac))) == said


days = st.dates(datetime.date(2026, 10, 1), datetime.date(2027, 9, 30))


@settings(steady, max_examples=25)
@given(st.lists(st.tuples(days, st.integers(0, 100)), min_size=1, max_size=8), st.booleans())
def test_days_and_shares_are_the_same_from_every_writer(
    found: list[tuple[datetime.date, int]], mac: bool
) -> None:
    headings = ("รหัสโครงการ", "วันที่รายงาน", "ร้อยละความก้าวหน้า")
    table: list[list[Cell]] = [
        [f"2570-{at:03}", day, done] for at, (day, done) in enumerate(found, start=1)
    ]
    said = [headings, *((code, day.isoformat(), str(done)) for code, day, done in table)]  # type: ignore[union-attr]
    assert texts(sheet_of(by_openpyxl(table, headings, mac=mac))) == said
    assert texts(sheet_of(by_xlsxwriter(table, headings, mac=mac))) == said


@settings(steady, max_examples=25)
@given(rows, st.booleans())
def test_a_sheet_that_is_written_plainly_says_what_openpyxl_reads_of_it(
    found: list[tuple[Any, ...]], inline: bool
) -> None:
    for data in (by_openpyxl(table_of(found)), by_xlsxwriter(table_of(found), inline=inline)):
        quick = sheet_of(data)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(plain_cells.PlainSheet, "of", lambda _part: None)
            assert sheet_of(data) == quick
        assert quick.rows


@settings(steady, max_examples=25)
@given(rows, st.data())
def test_words_that_are_merged_over_rows_count_for_each_from_every_writer(
    found: list[tuple[Any, ...]], data: st.DataObject
) -> None:
    table = table_of(found)
    column = data.draw(st.sampled_from([2, UNIT]))
    first = data.draw(st.integers(1, len(table)))
    last = data.draw(st.integers(first, len(table)))
    for row in table:
        row[column] = "กองช่าง" if column == UNIT else "เคหะและชุมชน"
    said = csv_texts(as_csv(table))

    def merge(sheet: Any) -> None:
        sheet.merge_cells(None, first + 1, column + 1, last + 1, column + 1)

    def merge_range(_book: Any, sheet: Any) -> None:
        if last > first:
            sheet.merge_range(first, column, last, column, table[0][column])

    assert texts(sheet_of(by_openpyxl(table, then=merge))) == said
    assert texts(sheet_of(by_xlsxwriter(table, then=merge_range))) == said


@dataclass(frozen=True)
class Harm:
    """What somebody does to a sheet; rows and columns count from 0, the heading's row is one."""

    kind: str
    row: int
    column: int
    more_rows: int = 0
    more_columns: int = 0


harms = st.lists(
    st.builds(
        Harm,
        st.sampled_from(["merge", "hide row", "hide column", "left", "right", "delete", "filter"]),
        st.integers(0, 7),
        st.integers(0, len(HEADINGS) - 1),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=3,
)


def moved(table: list[list[Cell]], harm: Harm) -> list[list[Cell]]:
    """Return the rows after a cell was taken out or pushed in, or emptied."""
    if not 1 <= harm.row <= len(table) or harm.kind not in ("left", "right", "delete"):
        return table
    if harm.kind == "delete" and harm.column == COUNT:
        return table  # a count may be left out, and then there is one
    row = [*table[harm.row - 1]]
    if harm.kind == "left":
        row = [*row[: harm.column], *row[harm.column + 1 :], ""]
    elif harm.kind == "right":
        row = [*row[: harm.column], "", *row[harm.column :]]
    else:
        row[harm.column] = ""
    return [*table[: harm.row - 1], row, *table[harm.row :]]


def areas_of(found: Sequence[Harm], rows: int) -> list[tuple[int, int, int, int]]:
    """Return what is merged, none over another, as no program lets it."""
    taken: set[tuple[int, int]] = set()
    areas = []
    for one in found:
        last, right = min(one.row + one.more_rows, rows), one.column + one.more_columns
        right = min(right, len(HEADINGS) - 1)
        spots = {(r, c) for r in range(one.row, last + 1) for c in range(one.column, right + 1)}
        if one.kind == "merge" and len(spots) > 1 and not spots & taken:
            taken |= spots
            areas.append((one.row, one.column, last, right))
    return areas


def merged(cells: list[list[Cell]], areas: Sequence[tuple[int, int, int, int]]) -> None:
    """Leave of merged cells the first that says something, as Excel does."""
    for top, left, bottom, right in areas:
        spots = [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
        first = next((cells[r][c] for r, c in spots if cells[r][c] not in ("", None)), "")
        for r, c in spots:
            cells[r][c] = ""
        cells[top][left] = first


def harmed(table: list[list[Cell]], found: Sequence[Harm]) -> Iterator[bytes]:
    """Yield the workbooks of openpyxl and XlsxWriter after what was done to the sheet."""
    for harm in found:
        table = moved(table, harm)
    cells: list[list[Cell]] = [[*HEADINGS], *([*row] for row in table)]
    areas = areas_of(found, len(table))
    merged(cells, areas)
    head = [plain(cell) for cell in cells[0]]

    def change(sheet: Any) -> None:
        for top, left, bottom, right in areas:
            sheet.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
        for one in found:
            _hidden_by_openpyxl(sheet, one)

    def put(_book: Any, sheet: Any) -> None:
        for area in areas:
            _merged_by_xlsxwriter(sheet, area, cells[area[0]][area[1]])
        for one in found:
            _hidden_by_xlsxwriter(sheet, one, len(table))

    yield by_openpyxl(cells[1:], head, change)
    yield by_xlsxwriter(cells[1:], head, put)


def _merged_by_xlsxwriter(sheet: Any, area: tuple[int, int, int, int], first: Cell) -> None:
    sheet.merge_range(*area, plain(first))
    if isinstance(first, int | Decimal):
        sheet.write_number(*area[:2], first)


def _hidden_by_openpyxl(sheet: Any, harm: Harm) -> None:
    if harm.kind in ("hide row", "filter"):
        sheet.row_dimensions[harm.row + 1].hidden = True
    if harm.kind == "filter":
        sheet.auto_filter.ref = sheet.dimensions
    if harm.kind == "hide column":
        sheet.column_dimensions[get_column_letter(harm.column + 1)].hidden = True


def _hidden_by_xlsxwriter(sheet: Any, harm: Harm, rows: int) -> None:
    if harm.kind in ("hide row", "filter"):
        sheet.set_row(harm.row, None, None, {"hidden": True})
    if harm.kind == "filter":
        sheet.autofilter(0, 0, rows, len(HEADINGS) - 1)
    if harm.kind == "hide column":
        sheet.set_column(harm.column, harm.column, None, None, {"hidden": True})


def sums(total: Counter[tuple[str, str]]) -> Counter[str]:
    """Return money and projects over all strategies."""
    found = Counter[str]()
    for (what, _), number in total.items():
        found[what] += number
    return found


@settings(steady, max_examples=25)
@given(rows, harms)
def test_no_harm_to_a_sheet_changes_a_total_without_a_message(
    found: list[tuple[Any, ...]], done: list[Harm]
) -> None:
    table = table_of(found)
    tell_or_keep(table, done)


WHOLE: list[tuple[Any, ...]] = [
    ("1", "เคหะและชุมชน", "ถนน", 100, "กองช่าง", "1", "3", ("ต.ค. 2569", "ธ.ค. 2569"), "2"),
    ("1", "เคหะและชุมชน", "คลอง", 250, "กองช่าง", "2", 12, ("ต.ค. 2569", "ธ.ค. 2569"), ""),
    ("2", "", "ศาลา", Decimal("70.5"), "สำนักปลัด", "", "", ("พ.ย. 2569", "ธ.ค. 2569"), ""),
]


@pytest.mark.parametrize("kind", ["merge", "left", "right", "delete", "hide row", "hide column"])
def test_no_harm_to_any_single_cell_changes_a_total_without_a_message(kind: str) -> None:
    for column in range(len(HEADINGS)):
        for more in range(1, 4 if kind == "merge" else 2):
            tell_or_keep(table_of(WHOLE), [Harm(kind, 2, column, more % 2, more)])


def tell_or_keep(table: list[list[Cell]], done: list[Harm]) -> None:
    """Hold what a harmed sheet comes to, or that something is said which was not said before."""
    whole, before = parsed(PROJECTS, as_csv(table))
    # A strategy that is merged over rows is the strategy of each of them.
    strategies = any(left <= 1 <= right for _, left, _, right in areas_of(done, len(table)))
    for data in harmed(table, done):
        total, codes = parsed(WORKBOOK, data)
        same = sums(total) == sums(whole) if strategies else total == whole
        told = len(codes) > len(before) or set(codes) - set(before)
        assert same or told, (done, total, whole, codes)
