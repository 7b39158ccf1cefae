"""A row without a code is read, joined, set aside or asked about: nothing of it in silence."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.pipeline import Checked
from portals import PROJECTS, checked, portal_folder

HEADS = (
    "รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "รายละเอียดของกิจกรรม", "งบประมาณ", "สถานที่", "หมู่ที่",
    "หน่วยงานรับผิดชอบหลัก", "เริ่ม", "สิ้นสุด",
)  # fmt: skip
PROGRESS = PROJECTS.replace("projects", "progress")
REPORTS = ("รหัสโครงการ", "ณ วันที่", "สถานะ", "ร้อยละ", "เบิกจ่าย", "ผลการดำเนินการ")


def row(number: int, name: str = "") -> list[str]:
    """Return a sound row of 1,000 baht."""
    return [
        f"2570-{number:03}", "1", name or f"ก่อสร้างศาลา ซอย {number}", "กว้าง 4 เมตร", "1000",
        "บ้านเหนือ", "1", "กองช่าง", "พ.ย. 2569", "ม.ค. 2570",
    ]  # fmt: skip


def only(**cells: str) -> list[str]:
    """Return a row with nothing but these cells, by the letter of their column."""
    return [cells.get(letter, "") for letter in "ABCDEFGHIJ"]


def table(*rows: Sequence[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


def read(*rows: Sequence[str], progress: Sequence[Sequence[str]] = ()) -> Checked:
    files = {PROJECTS: table(*rows)}
    if progress:
        files[PROGRESS] = table(*progress)
    with tempfile.TemporaryDirectory() as folder:
        return checked(portal_folder(Path(folder), files))


def found(result: Checked) -> list[str]:
    return [problem.code for problem in result.report]


def names(result: Checked) -> list[str]:
    return [one.name for one in result.portal.plans[-1].projects]


@pytest.mark.parametrize(
    "cells",
    [
        {"C": "ขุดลอกคลองสาธารณะ"},
        {"C": "โครงการจัดงานวันเด็ก", "D": "จัดกิจกรรม"},
        {"C": "ขุดลอกคลอง", "D": "ยาว 9 เมตร", "F": "บ้านใต้"},
        {"C": "กองช่าง"},
        {"C": "ก. โครงการก่อสร้าง"},
        {"C": "ไตรมาสที่ 1"},
        {"C": "ก่อสร้างรั้วโรงเรียน"},
        {"D": "ยาว 9 เมตร", "G": "4"},
        {"D": "ยาว 9 เมตร", "I": "ก.พ. 2570", "J": "มี.ค. 2570"},
        {"B": "1", "E": "75000"},
        {"B": "โอนงบประมาณไปตั้งจ่ายรายการใหม่"},
        {"A": "ด้านโครงสร้างพื้นฐาน"},
        {"A": "1. การพัฒนาด้านสังคม"},
        {"A": "จบรายการ"},
        {"A": "เดิม", "E": "900"},
        {"E": "999"},
    ],
)
def test_row_that_may_be_a_project_is_asked_about_and_changes_none(cells: dict[str, str]) -> None:
    result = read(HEADS, row(1), only(**cells), row(2))
    assert found(result) == ["rows-unclear"]
    assert names(result) == ["ก่อสร้างศาลา ซอย 1", "ก่อสร้างศาลา ซอย 2"]
    (problem,) = result.report
    assert "แถว 3 " in problem.message and next(iter(cells.values())) in problem.message


def test_many_rows_without_codes_are_one_question() -> None:
    lost = [only(C=f"ขุดลอกคลองสาย {number}") for number in range(4)]
    result = read(HEADS, row(1), *lost[:2], row(2), *lost[2:])
    assert found(result) == ["rows-unclear"]
    assert "แถว 3–4, 6–7 " in next(iter(result.report)).message


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("โครงการฝึกอบรมทบทวนอาสาสมัคร", {"C": "ป้องกันภัยฝ่ายพลเรือน (อปพร.)"}),
        ("โครงการก่อสร้างรางระบายน้ำ", {"C": "ซ่อมแซมสะพาน ซอย 7", "D": "ลึก 0.5 เมตร", "F": "หมู่ที่ 2"}),
        ("ก่อสร้างถนนและ", {"C": "ขุดลอกคลอง"}),
        ("ก่อสร้างศาลา (ต่อเติม", {"C": "ก่อสร้างห้องน้ำ)"}),
        ("ก่อสร้างศาลา", {"C": "พร้อมห้องน้ำ"}),
        ("โครงการ", {"C": "ก่อสร้างศาลา"}),
        ("ก่อสร้างศาลา", {"C": "(เงินสะสม)"}),
        ("ก่อสร้างศาลา", {"D": "หนา 0.15 เมตร"}),
        ("ก่อสร้างศาลา", {"H": "ศาสนาและวัฒนธรรม"}),
    ],
)
def test_row_that_goes_on_joins_the_row_above(name: str, cells: dict[str, str]) -> None:
    others = [
        row(number, "โครงการ" * name.startswith("โครงการ") + f"งาน {number}") for number in (2, 3)
    ]
    result = read(HEADS, row(1, name), only(**cells), *others)
    assert "rows-unclear" not in found(result) and "cell-missing" not in found(result)
    assert len(names(result)) == 3


@pytest.mark.parametrize("sums", [("2000", "3000"), ("2,000.00", "3000"), ("2000", "1000")])
def test_sum_without_a_word_is_a_total_where_it_is_one(sums: tuple[str, str]) -> None:
    result = read(HEADS, row(1), row(2), only(E=sums[0]), row(3), only(E=sums[1]))
    assert found(result) == ["rows-aside"] and len(names(result)) == 3
    assert "ยอดรวม แถว 4, 6" in next(iter(result.report)).message


@pytest.mark.parametrize(
    "cells",
    [
        ["", "", "", "", "5", "งวดที่ 2"],
        ["", "", "แล้วเสร็จ", "", "", "งวดที่ 2"],
        ["กองช่าง"],
        ["", "", "", "", "7"],
    ],
)
def test_report_without_a_code_is_one_question(cells: list[str]) -> None:
    report = ["2570-001", "25 พ.ย. 2569", "อยู่ระหว่างดำเนินการ", "40", "100", "ลงหิน"]
    result = read(HEADS, row(1), progress=[REPORTS, report, cells])
    assert [code for code in found(result) if code != "progress-future"] == ["rows-unclear"]


@pytest.mark.parametrize("at", [1, 2, 3])
def test_rows_above_their_heading_are_an_error(at: int) -> None:
    rows = [row(number) for number in range(1, 4)]
    result = read(*rows[:at], HEADS, *rows[at:])
    assert found(result) == ["rows-above-heading"]
    (problem,) = result.report
    assert f"(แถว {at + 1})" in problem.message and len(names(result)) == 3 - at


def test_heading_far_down_a_sorted_table_is_found() -> None:
    result = read(*(row(number) for number in range(1, 61)), HEADS)
    assert found(result) == ["rows-above-heading"]
    assert "แถว 1–60 " in next(iter(result.report)).message


@pytest.mark.parametrize(
    "above",
    [
        ["แผนการดำเนินงาน ประจำปี 2570"],
        ["1", "โครงสร้างพื้นฐาน", "2", "748000"],
        ["หน้า", "1", "จาก", "5"],
        ["", "", "", "", "", "", "", "แบบ ผด.02"],
    ],
)
def test_titles_above_the_heading_are_no_rows_of_it(above: list[str]) -> None:
    result = read(above, HEADS, row(1))
    assert found(result) == []
    (account,) = result.portal.plans[-1].tables
    assert list(account.aside.values()) == [(1,)]


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("รวม 3 โครงการ", True), ("รวม ๓ โครงการ", True), ("รวมทั้งสิ้น 1,000 โครงการ", True),
        ("รวม 2 โครงการ", False), ("รวม", False), ("รวมทุกโครงการ", False),
    ],
)  # fmt: skip
def test_number_of_projects_that_a_total_tells_is_held_against_the_rows(
    words: str, *, is_told: bool
) -> None:
    result = read(HEADS, row(1), row(2), only(C=words, E="2000"))
    assert found(result) == ["total-differs" if is_told else "rows-aside"]
    assert not is_told or "แต่นับได้ 2" in next(iter(result.report)).message


@pytest.mark.parametrize("gap", [[], [""], ["", "", ""]])
def test_second_table_beside_the_first_is_one_message(gap: list[str]) -> None:
    result = read([*HEADS, *gap, *HEADS], [*row(1), *gap, *row(2)], [*row(3), *gap, *row(4)])
    assert found(result) == ["table-beside"]
    assert len(names(result)) == 2
