"""Rows of forms: totals of pages, units over lines, what goes on, sections worded otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from form_maker import HEAD, MONTHS, TITLE, TOP, UNDER, form, grid, project, sheet
from generator.plan.intake.draft import Draft
from generator.plan.intake.form import STRUCK_PARTLY, Form, Spot
from generator.plan.intake.interpret import interpret
from generator.plan.intake.interpret.rest import rest


def _told(read: Form) -> Draft:
    draft = interpret(read)
    assert rest(read, draft) == ()
    return draft


def _asked(draft: Draft) -> list[str]:
    return [one.code for one in draft.asks if not one.mention]


@pytest.mark.parametrize(
    "label",
    [
        *("ยอดยกมา", "ยกมา", "ยอดยกไป", "รวมยอดยกไป", "รวมยกมา", "ยอดรวมยกมา", "ยอดยกมาจากหน้าที่ 2"),
        *("ยอดสะสม", "รวมสะสม", "ยอดรวมสะสม", "รวมยอดยกมา", "รวมหน้านี้"),
    ],
)
@pytest.mark.parametrize("column", [0, 1])
def test_a_total_that_is_carried_to_the_next_page_is_no_project(label: str, column: int) -> None:
    carried = [*("",) * column, label, *("",) * (2 - column), "20,000"]
    draft = _told(sheet(project(1), project(2), carried, HEAD, carried, project(3)))
    assert [row.number for row in draft.rows] == ["1", "2", "3"]
    assert all(int(row.budget or 0) == 10_000 for row in draft.rows)
    assert _asked(draft) == []


@pytest.mark.parametrize("name", ["รวมพลังสะสมบุญ", "รวมเงินสะสมของตำบล", "สะสมแต้มความดี"])
def test_a_project_whose_name_only_begins_so_is_no_total(name: str) -> None:
    assert len(_told(sheet(project(1), project(2, name))).rows) == 2


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("กองช่าง\nสำนักปลัด", "กองช่าง/สำนักปลัด"),
        ("สำนักปลัด\nกองคลัง\nกองช่าง", "สำนักปลัด/กองคลัง/กองช่าง"),
        ("กองสาธารณสุขและ\nสิ่งแวดล้อม", "กองสาธารณสุขและสิ่งแวดล้อม"),
        ("กอง\nช่าง", "กองช่าง"),
        ("สำนักปลัด\nเทศบาล", "สำนักปลัดเทศบาล"),
        ("กองการศึกษา\nศาสนาและวัฒนธรรม", "กองการศึกษา ศาสนาและวัฒนธรรม"),
        ("กองช่าง\nกองช่าง", "กองช่าง"),
        ("อบต.\n(กองช่าง)", "อบต. (กองช่าง)"),
    ],
)
def test_the_lines_of_a_unit_are_one_name_or_several_units(cell: str, unit: str) -> None:
    assert _told(sheet(project(1, unit=cell))).rows[0].unit == unit


def test_a_unit_broken_over_rows_is_one_name() -> None:
    rows = (project(1, unit="กองสาธารณสุขและ"), ("", "", "", "", "", "สิ่งแวดล้อม"))
    assert _told(sheet(*rows)).rows[0].unit == "กองสาธารณสุขและสิ่งแวดล้อม"


@pytest.mark.parametrize(
    "again",
    [("", "เรียนชั้นสอง (ต่อ)"), ("(ต่อ)", "เรียนชั้นสอง"), ("", "เรียนชั้นสอง ( ต่อ )")],
)
def test_what_says_that_a_project_goes_on_is_no_part_of_it(again: Any) -> None:
    draft = _told(sheet(project(1, "โครงการก่อสร้างอาคาร"), HEAD, again, project(2)))
    row = draft.rows[0]
    assert (row.name, dict(row.other)) == ("โครงการก่อสร้างอาคาร เรียนชั้นสอง", {})


def test_a_number_that_says_so_goes_on_with_its_project() -> None:
    again = ("1 (ต่อ)", "โครงการ ก", "ส่วนหลัง")
    draft = _told(sheet(project(1, "โครงการ ก", detail="ส่วนแรก"), HEAD, again, project(2)))
    assert (draft.rows[0].name, draft.rows[0].detail) == ("โครงการ ก", "ส่วนแรก ส่วนหลัง")


@pytest.mark.parametrize(
    ("line", "programme"),
    [
        ("แผนงาน : สาธารณสุข", "แผนงานสาธารณสุข"),
        ("1.2 แผนงาน: การศึกษา", "แผนงานการศึกษา"),
        ("แผนงาน - การเกษตร", "แผนงานการเกษตร"),
        ("สาธารณสุข", "สาธารณสุข"),
        ("1.2 การศึกษา", "การศึกษา"),
        ("2.1) บริหารงานทั่วไป", "บริหารงานทั่วไป"),
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_a_programme_is_known_however_its_line_is_worded(
    line: str, programme: str, inside: bool
) -> None:
    rows = ([project(1)] if inside else []) + [(line,), project(1, "โครงการใต้แผนงาน")]
    draft = _told(sheet(*rows, top=[*TOP, UNDER[0], UNDER[1] if inside else ("",)]))
    assert draft.rows[-1].programme == programme
    assert _asked(draft) == []


def test_the_number_of_a_programme_may_have_a_cell_of_its_own() -> None:
    draft = _told(sheet(project(1), ("1.2", "สาธารณสุข"), project(1)))
    assert [row.programme for row in draft.rows] == ["แผนงานเคหะและชุมชน", "สาธารณสุข"]


@pytest.mark.parametrize(
    "others",
    [
        *("ยุทธศาสตร์ชาติด้านที่ 2 ความมั่นคง", "ยุทธศาสตร์จังหวัดที่ 3 พัฒนาคน"),
        *("สอดคล้องกับยุทธศาสตร์จังหวัดที่ 3 คน", "ข. ยุทธศาสตร์การพัฒนาของ อปท. ในเขตจังหวัดที่ 2 คน"),
    ],
)
@pytest.mark.parametrize("after", [True, False])
def test_a_strategy_of_the_nation_or_the_province_is_not_the_offices(
    others: str, after: bool
) -> None:
    own = ("ยุทธศาสตร์ที่ 1 โครงสร้าง",)
    lines = [own, (others,)] if after else [(others,), own]
    draft = _told(sheet(project(1), top=[*TOP, *lines, UNDER[1]]))
    assert [(one.id, one.name) for one in draft.strategies] == [("1", "โครงสร้าง")]
    assert (draft.rows[0].strategy, draft.rows[0].programme) == ("1", "แผนงานเคหะและชุมชน")


def test_a_district_is_the_place_where_no_other_column_is() -> None:
    head = ("ที่", "โครงการ", "งบประมาณ", "อำเภอ", "ตำบล", "หน่วยงาน", *MONTHS)
    row = ("1", "ก", "10,000", "เมือง", "ดอน", "กองช่าง", *("✓",) * 12)
    read = form(grid([("แบบ ผด. 02",), (TITLE,), *UNDER, head, row]))
    assert _told(read).rows[0].place == "เมือง ดอน"


@pytest.mark.parametrize("number", ["1\n2", "1, 2", "๑ และ ๒", "1. 2."])
def test_two_numbers_in_one_row_are_asked_about_and_none_is_missing(number: str) -> None:
    draft = _told(sheet(project(number, "โครงการ ก"), project(3, "โครงการ ข")))
    assert [row.name for row in draft.rows] == ["โครงการ ก", "โครงการ ข"]
    assert {one.code: one.rows for one in draft.asks} == {"several-in-row": ("2569-001",)}


@pytest.mark.parametrize(
    "numbers",
    [
        *(["ข้อ 1", "ข้อ 2"], ["ลำดับที่ 1", "ลำดับที่ 2"], ["I.", "II."], ["1/2569", "2/2569"]),
        *(["ก.", "ข."], ["(๑)", "(๒)"], ["1.1", "1.2"], ["1.", "2 ."]),
    ],
)
def test_an_order_number_is_one_however_it_is_written(numbers: list[str]) -> None:
    draft = _told(sheet(*(project(one, f"โครงการ {at}") for at, one in enumerate(numbers))))
    assert [row.number for row in draft.rows] == numbers
    assert _asked(draft) == []


def test_a_row_whose_words_are_partly_struck_is_asked_about() -> None:
    read = sheet(project(1, "โครงการเก่าใหม่"), project(2))
    spot = Spot(sheet="ผด.02", cell="B7")
    draft = _told(replace(read, doubts=((spot, f"{STRUCK_PARTLY} (โครงการเก่าใหม่)"),)))
    (ask,) = draft.asks
    assert (ask.code, ask.seen, ask.rows) == ("struck-partly", "โครงการเก่าใหม่", ("2569-001",))


@pytest.mark.parametrize(
    "block",
    [
        [("", "ผู้รับรองข้อมูล", "", "", "นายก อบต."), ("", "(นายสมชาย ใจดี)", "", "", "(นายสมหมาย)")],
        [("", "", "(นางสมศรี ใจดี)"), ("", "", "นายกเทศมนตรีตำบลดอน")],
        [("", "ผู้จัดทำแผน", "", "ปลัดเทศบาลตำบลดอน")],
        [("", "", "", "ลงชื่อ.................ผู้รับรอง"), ("", "", "", "ตำแหน่ง ปลัดเทศบาล")],
    ],
)
def test_signatures_right_below_the_last_row_are_no_part_of_it(block: Any) -> None:
    draft = _told(sheet(project(1), *block, HEAD, project(2)))
    assert [(row.name, row.place) for row in draft.rows] == [
        ("โครงการที่ 1 ของตำบล", "หมู่ที่ 1"),
        ("โครงการที่ 2 ของตำบล", "หมู่ที่ 1"),
    ]


def test_the_lines_of_a_note_head_no_rows_of_the_next_page() -> None:
    note = [("หมายเหตุ 1. งบประมาณจากเงินอุดหนุน",), ("2. แผนงานอาจเปลี่ยนแปลงได้",)]
    draft = _told(sheet(project(1), *note, HEAD, project(2)))
    assert [row.programme for row in draft.rows] == ["แผนงานเคหะและชุมชน"] * 2


@pytest.mark.parametrize("bullet", ["- ", "• ", "– ", "➢", "◆ 1.2 "])
def test_a_bullet_before_a_programme_is_none_of_its_name(bullet: str) -> None:
    draft = _told(sheet(project(1), (f"{bullet}แผนงานการศึกษา",), project(1)))
    assert draft.rows[1].programme == "แผนงานการศึกษา"


def test_a_strategy_may_be_called_a_side_of_development() -> None:
    lines = [("ด้านที่ 2 ด้านคุณภาพชีวิต",), ("แผนงานการศึกษา",)]
    draft = _told(sheet(project(1), *lines, project(1)))
    assert [row.strategy for row in draft.rows] == ["1", "2"]


@pytest.mark.parametrize("filling", ["-", "–", "..."])
def test_a_numbered_row_of_dashes_is_no_project(filling: str) -> None:
    draft = _told(sheet(project(1), ("2", *(filling,) * 5)))
    assert len(draft.rows) == 1


@pytest.mark.parametrize(
    "name", ["เดิม โครงการ ก\nแก้ไขเป็น โครงการ ข", "ข้อความเดิม : ก เปลี่ยนเป็น ข", "จาก ก เป็น ข"]
)
def test_a_cell_that_tells_old_and_new_is_asked_about(name: str) -> None:
    assert _asked(_told(sheet(project(1, name)))) == ["old-and-new"]


@pytest.mark.parametrize("name", ["โครงการปรับปรุงถนนเดิม", "เดิมทีเป็นวัด", "โครงการจากใจเป็นสุข"])
def test_a_name_with_such_words_is_only_a_name(name: str) -> None:
    assert _asked(_told(sheet(project(1, name)))) == []


@pytest.mark.parametrize(
    "total",
    [
        ("รวมเป็นเงินทั้งสิ้น (สองหมื่นบาทถ้วน)", "", "", "20,000"),
        ("2", "โครงการ", "", "20,000"),
        ("", "", "", "20,000"),
        ("", "รวม 2 โครงการ", "", "20,000", "-", "-"),
    ],
)
def test_a_total_is_known_however_little_it_says(total: Any) -> None:
    draft = _told(sheet(project(1), project(2), total))
    assert [int(row.budget or 0) for row in draft.rows] == [10_000, 10_000]
    assert [int(one.stated_budget) for one in draft.sections if one.stated_budget] == [20_000]
    assert _asked(draft) == []


def test_a_second_amount_that_is_no_sum_is_asked_about() -> None:
    draft = _told(sheet(project(1), project(2), ("", "", "", "15,000")))
    assert _asked(draft) == ["budget-unclear"]


@pytest.mark.parametrize(
    "lines",
    [
        [("ยุทธศาสตร์ที่", "1", "โครงสร้างพื้นฐาน"), ("แผนงาน", "", "เคหะและชุมชน")],
        [("ยุทธศาสตร์การพัฒนาที่ :", "1. โครงสร้างพื้นฐาน"), ("แผนงาน :", "เคหะและชุมชน")],
        [("ยุทธศาสตร์ที่ 1 :\nโครงสร้างพื้นฐาน",), ("แผนงาน\nเคหะและชุมชน",)],
        [("ยุทธศาสตร์ที่ 1\nโครงสร้างพื้นฐาน\nแผนงาน : เคหะและชุมชน",)],
    ],
)
def test_what_a_label_names_may_stand_beside_it_or_below_it(lines: Any) -> None:
    draft = _told(sheet(project(1), top=[*TOP, *lines]))
    assert [(one.id, one.name) for one in draft.strategies] == [("1", "โครงสร้างพื้นฐาน")]
    assert draft.rows[0].programme.replace(" ", "") in ("แผนงานเคหะและชุมชน", "เคหะและชุมชน")
    assert _asked(draft) == []


_MORE = {"detail": "จัดกิจกรรมสองครั้ง", "place": "บ้านทุ่ง", "unit": "กองช่าง"}


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("28", "5,000.-", 285_000),
        ("๒๘", "๕,๐๐๐.-", 285_000),
        ("25", "0,000", 250_000),
        ("1", "00,000.00", 100_000),
        ("120", ",000", 120_000),
        ("120,", "000", 120_000),
        ("1", "20,000.-", 120_000),
    ],
)
@pytest.mark.parametrize("headed", [True, False])
def test_an_amount_that_the_end_of_a_page_broke_is_one_and_its_row_too(
    above: str, below: str, whole: int, headed: bool
) -> None:
    draft = _told(_on_two_pages(above, below, headed=headed))
    assert [one.number for one in draft.rows] == ["1", "2", "3"]
    assert draft.rows[1].budget == whole
    assert "เลือดออก" in draft.rows[1].name
    assert not [one for one in draft.asks if one.code == "budget-unclear"]


@pytest.mark.parametrize(("above", "below"), [("28", "5,000"), ("1", "20,000")])
def test_where_it_may_be_two_amounts_the_row_is_asked_with_the_whole_one_first(
    above: str, below: str
) -> None:
    draft = _told(_on_two_pages(above, below))
    (asked,) = (one for one in draft.asks if one.code == "budget-unclear")
    assert asked.rows == (draft.rows[1].id,) and asked.readings[0] == above + below
    assert len(draft.rows) == 3


@pytest.mark.parametrize(
    ("above", "below"), [("28,000", "5,000"), ("100,000.-", "5,000.-"), ("", "5,000")]
)
def test_a_whole_amount_at_the_end_of_a_page_is_not_joined(above: str, below: str) -> None:
    draft = _told(_on_two_pages(above, below))
    assert len(draft.rows) == 4
    assert "number-missing" in _asked(draft)


def _on_two_pages(above: str, below: str, *, headed: bool = True) -> Form:
    cut = project(2, "โครงการป้องกันโรคไข้", budget=above)
    rest_of_it = project("", "เลือดออก หมู่ที่ 2", **(_MORE | {"budget": below}))
    first = grid([*TOP, *UNDER, HEAD, project(1), cut], sheet="หน้า 1")
    second = grid([*([HEAD] if headed else []), rest_of_it, project(3)], sheet="")
    return form(first, second)


@pytest.mark.parametrize(("amount", "asked"), [("300,000", True), ("250,000", False)])
def test_a_row_whose_amount_is_the_sum_of_its_parts_is_asked_about(
    amount: str, *, asked: bool
) -> None:
    rows = [("1", "ปรับปรุงถนน", amount), ("1.1", "สายเหนือ", "100,000"), ("1.2", "สายใต้", "200,000")]
    draft = _told(sheet(*(project(one, name, budget=money) for one, name, money in rows)))
    assert [row.number for row in draft.rows] == ["1", "1.1", "1.2"]
    assert ("row-sums-parts" in _asked(draft)) is asked
