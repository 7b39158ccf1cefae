"""Titles of forms: years in two digits, editions in words, other plans, tables side by side."""

from __future__ import annotations

from typing import Any

import pytest

from form_maker import HEAD, OFFICE, TITLE, TOP, UNDER, form, grid, project, sheet, table
from generator.plan.intake.draft import Draft
from generator.plan.intake.form import Form, FormRefusedError
from generator.plan.intake.interpret import interpret
from generator.plan.intake.interpret.rest import rest
from generator.plan.intake.interpret.titles import edition_in, year_in


def _told(read: Form) -> Draft:
    draft = interpret(read)
    assert rest(read, draft) == ()
    return draft


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("แผนการดำเนินงาน ปี 70", 2570),
        ("แผนการดำเนินงาน ประจำปีงบประมาณ ๗๐", 2570),
        ("แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 69", 2569),
        ("แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ.๒๕๗๐", 2570),
        ("แผนการดำเนินงาน ปีงบประมาณ 2027", 2570),
        ("แผนการดำเนินงาน ระยะ 12 เดือน", 0),
        ("แผนการดำเนินงาน ปี 69-70", 0),
        ("โครงการ ปี 70", 0),
        ("พ.ศ. 2561 ข้อ 26 (2) และข้อ 27 ซึ่งกำหนดให้จัดทำแผนการดำเนินงานให้แล้วเสร็จ", 0),
    ],
)
def test_the_fiscal_year_of_a_title_is_read_in_two_digits_too(title: str, year: int) -> None:
    assert year_in(title) == year


@pytest.mark.parametrize(
    ("title", "edition"),
    [
        ("แผนการดำเนินงาน เพิ่มเติม ครั้งที่หนึ่ง พ.ศ. 2570", "เพิ่มเติม ครั้งที่ 1"),
        ("แผนการดำเนินงาน ฉบับเพิ่มเติมที่ ๒", "เพิ่มเติม ครั้งที่ 2"),
        ("แผนการดำเนินงาน ฉบับเพิ่มเติม (ครั้งที่ 1)", "เพิ่มเติม ครั้งที่ 1"),
        ("แผนการดำเนินงาน (แก้ไข) (ครั้งที่ 3)", "แก้ไข ครั้งที่ 3"),
        ("แผนการดำเนินงาน แก้ไขและเพิ่มเติม ครั้งที่ 3", "แก้ไขและเพิ่มเติม ครั้งที่ 3"),
        ("ขององค์กรปกครองส่วนท้องถิ่น พ.ศ. 2548 และที่แก้ไขเพิ่มเติม (ฉบับที่ 3)", ""),
        ("ขององค์กรปกครองส่วนท้องถิ่น พ.ศ. 2548 และแก้ไขเพิ่มเติม ฉบับที่ 2", ""),
    ],
)
def test_the_number_of_an_amendment_is_read_however_it_is_worded(title: str, edition: str) -> None:
    assert edition_in(title)[0] == edition


@pytest.mark.parametrize(
    "titles",
    [
        ["แบบ ผ.02", "แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)", OFFICE],
        ["แผนพัฒนาท้องถิ่น พ.ศ. ๒๕๖๖ – ๒๕๗๐", OFFICE],
        ["แผนปฏิบัติการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2570", "แบบ ผด.2"],
        ["แผนการจัดซื้อจัดจ้าง ประจำปี 2570", OFFICE],
    ],
)
def test_a_table_of_months_under_the_title_of_another_plan_is_refused(titles: Any) -> None:
    rows = [*((line,) for line in titles), *UNDER, HEAD, project(1)]
    for read in (form(grid(rows, sheet="Sheet1")), form(*titles, table([HEAD, project(1)]))):
        with pytest.raises(FormRefusedError) as refused:
            interpret(read)
        assert refused.value.code == "not-an-action-plan-form"


@pytest.mark.parametrize(
    "line", ["ตามแผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)", "แบบ ผ.02", "แผนการจัดซื้อจัดจ้างตามข้อบัญญัติ"]
)
def test_a_plan_that_names_another_beside_its_own_title_is_read(line: str) -> None:
    draft = _told(sheet(project(1), top=[*TOP, (line,), *UNDER]))
    assert (draft.year, len(draft.rows)) == (2569, 1)


@pytest.mark.parametrize("gap", [("",), ("", ""), ()])
def test_tables_that_stand_side_by_side_are_read_one_after_the_other(gap: Any) -> None:
    heads = (*HEAD, *gap, *HEAD)
    rows = [(*project(at), *gap, *project(at + 2)) for at in (1, 2)]
    draft = _told(form(grid([*TOP, *UNDER, heads, *rows])))
    assert [row.number for row in draft.rows] == ["1", "2", "3", "4"]
    assert [row.budget for row in draft.rows] == [10_000] * 4
    assert all(all(row.months) for row in draft.rows)


_SUMMARY = ("ยุทธศาสตร์/แผนงาน", "จำนวนโครงการ", "คิดเป็นร้อยละ", "จำนวนงบประมาณ", "ร้อยละ")
_LINES = [
    *(_SUMMARY, ("1. ยุทธศาสตร์การพัฒนาโครงสร้างพื้นฐาน",)),
    ("1.1 แผนงานเคหะและชุมชน", "2", "100", "20,000", "100"),
    ("รวมทั้งสิ้น", "2", "100", "20,000", "100"),
]


@pytest.mark.parametrize("place", ["above", "below", "right"])
def test_a_summary_on_the_sheet_of_the_projects_is_told_apart(place: str) -> None:
    own = [("แบบ ผด.02",), (TITLE,), *UNDER, HEAD, project(1), project(2)]
    summary = [("แบบ ผด.01",), (TITLE,), *_LINES]
    if place == "right":
        beside = [*own, ("",)]
        lines = [("",)] * (own.index(HEAD)) + _LINES
        rows = [
            (*row, *("",) * (len(HEAD) - len(row)), "", *more)
            for row, more in zip(beside, lines, strict=True)
        ]
    else:
        rows = [*summary, *own] if place == "above" else [*own, *summary]
    draft = _told(form(grid(rows)))
    assert [(row.strategy, row.programme) for row in draft.rows] == [("1", "แผนงานเคหะและชุมชน")] * 2
    assert draft.stated_rows == 2
    assert [one.code for one in draft.asks if not one.mention] == []


@pytest.mark.parametrize(
    "headings",
    [
        ("ที่", "ชื่อ", "ปริมาณงาน", "งบฯ", "ที่ตั้ง", "ผู้ดำเนินการ"),
        ("No.", "Project", "Detail", "Budget", "Location", "Unit"),
        ("ลำดับ", "โครงการ", "ลักษณะโครงการ", "งบ (บาท)", "พื้นที่", "กอง/งาน"),
    ],
)
def test_a_column_is_known_by_the_words_that_offices_use_for_it(headings: Any) -> None:
    row = project(1, "โครงการ ก", detail="กว้าง 4")
    draft = _told(form(grid([*TOP, *UNDER, (*headings, *HEAD[6:]), row])))
    (one,) = draft.rows
    assert (one.name, one.detail, one.place, one.unit) == ("โครงการ ก", "กว้าง 4", "หมู่ที่ 1", "กองช่าง")
    assert one.budget == 10_000
