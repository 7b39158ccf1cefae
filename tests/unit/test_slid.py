"""Rows that slid: told once, in no total; what an office's program writes is none."""

import csv
import io
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portals import REAL, checked, portal_folder
from tables import HEADINGS, baht_of, csv_of, projects, row, told, workbook

steady = settings(derandomize=True, database=None, deadline=None, max_examples=60)
WIDTH = len(HEADINGS)


def table(*rows: list[str]) -> str:
    return csv_of([HEADINGS, *rows])


@pytest.mark.parametrize("amount", ["298,000", "1,250,000", "298,000.50", "12,500", "999,999"])
@pytest.mark.parametrize("others", [0, 1, 5])
def test_an_unquoted_thousands_comma_is_one_message_that_shows_the_amount(
    amount: str, others: int
) -> None:
    slid = row(1)
    slid[3:4] = amount.split(",")
    found, report = projects(table(slid, *(row(number) for number in range(2, 2 + others))))
    assert told(report) == ["row-slid"]
    (problem,) = report
    assert (problem.place.row, problem.place.column) == (2, "D")
    assert amount in problem.advice
    assert baht_of(found) == others * 47830000


@pytest.mark.parametrize(
    "headings",
    [
        ("รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "งบประมาณ", "หน่วยงานรับผิดชอบหลัก"),
        ("รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "หน่วยงานรับผิดชอบหลัก", "งบประมาณ"),
        ("รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "งบประมาณ", "หน่วยงานรับผิดชอบหลัก", "หมายเหตุ", "สถานที่"),
    ],
)
def test_no_divided_amount_is_read_as_its_first_figures(headings: tuple[str, ...]) -> None:
    sound = dict(zip(HEADINGS, row(1), strict=True))
    cells = [sound[heading] for heading in headings]
    at = headings.index("งบประมาณ")
    cells[at : at + 1] = ["298", "000"]
    found, report = projects(csv_of([headings, cells]))
    assert report.errors
    assert baht_of(found) == 0


@pytest.mark.parametrize(
    "last", ["หมายเหตุ", "แหล่งงบประมาณ", "สถานที่", "รายละเอียด", "จำนวนโครงการ", "ไม่รู้จัก"]
)
def test_a_divided_amount_is_found_where_an_omitted_last_cell_hides_it(last: str) -> None:
    headings = ("รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "หน่วยงานรับผิดชอบหลัก", "งบประมาณ", last)
    cells = ["2570-001", "1", "ก่อสร้างถนน", "กองช่าง", "298", "000"]
    found, report = projects(csv_of([headings, cells]))
    assert "row-slid" in told(report)
    assert not found


@pytest.mark.parametrize(("budget", "beside"), [("300", "120"), ("50", "100"), ("5", "012")])
def test_small_amounts_beside_numbers_are_small_amounts(budget: str, beside: str) -> None:
    rows = [HEADINGS, row(1, budget=budget, source=beside), row(2)]
    assert told(projects(workbook(rows))[1]) == []


@pytest.mark.parametrize("code", ["place", "source", "note", "name"])
def test_an_unquoted_comma_in_words_is_one_message(code: str) -> None:
    slid = row(1, **{code: "ซอย 3"})
    slid.insert(slid.index("ซอย 3") + 1, "บ้านท่าปล้อง")
    found, report = projects(table(slid, row(2)))
    assert told(report) == ["row-slid"]
    assert [one.id for one in found] == ["2570-002"]


@pytest.mark.parametrize("at", range(3, 10))
def test_a_missing_cell_is_one_message(at: int) -> None:
    slid = row(1)
    del slid[at]
    found, report = projects(table(slid, row(2), row(3)))
    assert report.errors
    assert {problem.place.row for problem in report} == {2}
    assert len(told(report)) == 1
    assert "row-slid" in told(report) or "period-half" in told(report)
    assert baht_of(found) in (2 * 47830000, 3 * 47830000)


@pytest.mark.parametrize("at", range(10))
def test_cells_inserted_in_a_workbook_are_one_message(at: int) -> None:
    slid = row(1)
    slid.insert(at, None)
    found, report = projects(workbook([HEADINGS, slid, row(2), row(3)]))
    assert told(report)[:1] == ["row-slid"]
    assert {problem.place.row for problem in report} == {2}
    assert baht_of(found) == 2 * 47830000


@pytest.mark.parametrize("surplus", [1, 2, 5])
def test_surplus_cells_of_one_row_count_even_when_they_are_empty(surplus: int) -> None:
    rows = [row(number) for number in range(1, 6)]
    rows[2] += [""] * surplus
    _, report = projects(table(*rows))
    assert told(report) == ["row-slid"]


def test_commas_at_the_end_of_all_rows_are_nothing() -> None:
    rows = [[*row(number), "", ""] for number in range(1, 6)]
    assert told(projects(table(*rows))[1]) == []
    assert told(projects(csv_of([[*HEADINGS, "", ""], *rows]))[1]) == []


@pytest.mark.parametrize("first", [0, 1])
def test_commas_that_excel_adds_to_blocks_of_sixteen_rows_are_nothing(first: int) -> None:
    rows = [list(HEADINGS), *(row(number) for number in range(1, 60))]
    for number in range(len(rows)):
        if number // 16 % 2 == first:
            rows[number] += [""] * 3
    assert told(projects(csv_of(rows))[1]) == []


def test_rows_without_their_last_commas_are_nothing() -> None:
    rows = [row(number, note="หมายเหตุ" if number % 3 else "") for number in range(1, 20)]
    for cells in rows:
        while cells and not cells[-1]:
            cells.pop()
    assert told(projects(table(*rows))[1]) == []


def test_the_same_slide_in_all_rows_is_told_once() -> None:
    rows = [row(number) for number in range(1, 40)]
    for cells in rows:
        cells.insert(3, "")
    (problem,) = projects(table(*rows))[1]
    assert problem.code == "row-slid"
    assert "3–40" in problem.message


@pytest.mark.parametrize(
    "changes",
    [
        {"budget": "กฎหมาย", "count": "หลายโครงการ"},
        {"villages": "บ้านเหนือ", "start": "ไตรมาส 1"},
        {"start": "?", "end": "?", "budget": "?", "villages": "?"},
        {"unit": "5", "budget": "ตามจริง"},
        {"note": "50,000", "source": "เงินสะสม"},
        {"place": "12", "villages": "12"},
    ],
)
def test_cells_that_are_merely_wrong_are_told_as_such(changes: dict[str, str]) -> None:
    _, report = projects(table(row(1, **changes), row(2)))
    assert "row-slid" not in told(report)


@steady
@given(
    st.integers(0, 7),
    st.integers(0, WIDTH - 1),
    st.sampled_from(["insert", "delete", "split"]),
    st.sampled_from(["298,000", "1,250,000", "15,500.25", "450000", "ไม่ใช้งบประมาณ"]),
    st.booleans(),
)
def test_a_slid_cell_never_changes_a_total_without_a_message(
    which: int, at: int, how: str, amount: str, as_workbook: bool
) -> None:
    rows = [row(n, budget=amount, place="ซอย 3, บ้านเหนือ", villages="1, 3") for n in range(1, 9)]
    before = baht_of(projects(table(*rows))[0])
    if how == "insert":
        rows[which].insert(at, "")
    elif how == "delete":
        del rows[which][at]
    else:
        rows[which][at : at + 1] = rows[which][at].split(",")
    whole = [HEADINGS, *rows]
    found, report = projects(workbook(whole) if as_workbook else csv_of(whole))
    assert baht_of(found) == before or report.errors


def test_no_row_of_two_thousand_real_names_slid() -> None:
    path = REAL / "tables" / "other-agencies-2565.csv"
    if not path.is_file():
        pytest.skip("needs ../shared/data")
    rng = Random(1)
    text = io.StringIO(path.read_text(encoding="utf-8-sig"))
    rows = [
        row(number, name=one["name"], budget=one["budget"], note=rng.choice(["", "ปี 2569", "12"]))
        for number, one in enumerate(csv.DictReader(text), start=1)
    ]
    found, report = projects(table(*rows))
    assert len(found) == len(rows) >= 1900
    assert [p for p in report if p.code in ("row-slid", "row-too-long")] == []


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("รหัสโครงการ,การเปลี่ยนแปลง,เหตุผล,งบประมาณ", "2570-001,แก้ไข,300000"),
        ("รหัสโครงการ,การเปลี่ยนแปลง,เหตุผล,งบประมาณ,หมู่ที่", "2570-001,แก้ไข,300000,1"),
    ],
)
def test_amendment_that_lacks_a_cell_is_never_taken_for_its_reason(
    tmp_path: Path, head: str, row: str
) -> None:
    folder = "plans/2570/amendments/1/"
    plan = "kind: แก้ไข\nedition:\n  considered: 2569-10-12\n"
    files = {f"{folder}plan.yml": plan, f"{folder}projects.csv": f"{head}\n{row}\n"}
    report = checked(portal_folder(tmp_path, files)).report
    assert [one.code for one in report if one.place.file.endswith("1/projects.csv")] == ["row-slid"]


def test_report_that_lacks_a_cell_is_one_message(tmp_path: Path) -> None:
    head = "รหัสโครงการ,ณ วันที่,สถานะ,ร้อยละ,เบิกจ่าย,ผลการดำเนินการ"
    rows = "2570-001,1 พ.ย. 2569,อยู่ระหว่างดำเนินการ,100000,ลงหิน"
    files = {"plans/2570/progress.csv": f"{head}\n{rows}\n"}
    report = checked(portal_folder(tmp_path, files)).report
    assert [one.code for one in report] == ["row-slid"]


def test_note_beyond_the_last_column_makes_no_row_slide(tmp_path: Path) -> None:
    head = "รหัสโครงการ,ยุทธศาสตร์,โครงการ,งบประมาณ,หมู่ที่,หน่วยงานรับผิดชอบหลัก,เริ่ม,สิ้นสุด"
    row = "2570-00{},1,ก่อสร้างศาลา ซอย {},1000,ทั้งหมู่บ้าน,กองช่าง,พ.ย. 2569,ม.ค. 2570"
    rows = [row.format(1, 1), row.format(2, 2) + ",ดูเอกสารแนบ", row.format(3, 3)]
    files = {"plans/2570/projects.csv": "\n".join([head, *rows])}
    codes = [one.code for one in checked(portal_folder(tmp_path, files)).report]
    assert "row-too-long" in codes and "row-slid" not in codes
