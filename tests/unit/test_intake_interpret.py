"""What the interpreter makes of forms, by the habits of offices; the forms are made here."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form_maker import (
    COLUMNS,
    HEAD,
    MONTHS,
    OFFICE,
    TITLE,
    TOP,
    UNDER,
    form,
    grid,
    project,
    sheet,
    table,
)
from generator.plan.intake.draft import Ask, Draft, DraftRow, Unused
from generator.plan.intake.form import Form, FormRefusedError, Mark, MarkKind, Spot
from generator.plan.intake.interpret import interpret
from generator.plan.intake.interpret.rest import rest
from generator.plan.intake.interpret.titles import year_in
from generator.plan.read.cells import column_letter


def asked(draft: Draft, *, mention: bool = False) -> list[str]:
    """Return the codes of what is asked, or only mentioned, in order."""
    return [one.code for one in draft.asks if one.mention is mention]


def told(read: Form, **answers: object) -> Draft:
    """Interpret a form, and hold that nothing of it is lost."""
    draft = interpret(read, **answers)  # type: ignore[arg-type]
    assert rest(read, draft) == ()
    return draft


def only(read: Form) -> DraftRow:
    """Return the one row of a form."""
    (row,) = told(read).rows
    return row


def names(draft: Draft) -> list[str]:
    return [row.name for row in draft.rows]


# Titles


@pytest.mark.parametrize(
    "line",
    [
        "แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2569",
        "แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๙",
        "แผนดำเนินงาน ประจำปี 2569",
        "แผนการดำเนินงานปีงบประมาณ 2569",
        "แผนการดำเนินงาน พ.ศ.2569",
        "แผนการดำเนินงาน\nประจำปีงบประมาณ พ.ศ. 2569",
    ],
)
def test_a_title_tells_the_fiscal_year_however_it_is_written(line: str) -> None:
    draft = told(sheet(project(1), top=[(line,), *UNDER]))
    assert draft.year == 2569
    assert draft.title == " ".join(line.split("\n"))
    assert draft.rows[0].id == "2569-001"


def test_a_plan_of_five_years_in_a_title_is_no_fiscal_year() -> None:
    top = [*TOP, ("ตามแผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)",), *UNDER]
    draft = told(sheet(project(1), top=top))
    assert draft.year == 2569


@pytest.mark.parametrize(
    ("line", "office", "kind", "district", "province"),
    [
        (OFFICE, "เทศบาลตำบลธารฟ้าคราม", "เทศบาลตำบล", "เมืองฟ้าคราม", "ตัวอย่าง"),
        ("องค์การบริหารส่วนตำบลดอนใหม่", "องค์การบริหารส่วนตำบลดอนใหม่", "อบต.", "", ""),
        ("อบต.ดอนใหม่ อ.ดอน จ.ตัวอย่าง", "อบต.ดอนใหม่", "อบต.", "ดอน", "ตัวอย่าง"),
        ("เทศบาลนครสมมุติ จังหวัดสมมุติ", "เทศบาลนครสมมุติ", "เทศบาลนคร", "", "สมมุติ"),
    ],
)
def test_a_title_names_the_office_and_where_it_is(
    line: str, office: str, kind: str, district: str, province: str
) -> None:
    draft = told(sheet(project(1), top=[(TITLE,), (line,), *UNDER]))
    assert (draft.office, draft.kind) == (office, kind)
    assert (draft.district, draft.province) == (district, province)


def test_all_titles_in_one_merged_cell_are_read_line_by_line() -> None:
    top = [(f"แบบ ผด. 02\n{TITLE}\n{OFFICE}",), *UNDER]
    draft = told(sheet(project(1), top=top, merged={"A1": (1, 18)}))
    assert (draft.year, draft.office, draft.forms) == (2569, "เทศบาลตำบลธารฟ้าคราม", ("ผด.02",))


@pytest.mark.parametrize(
    ("edition", "told_as"),
    [
        ("(เพิ่มเติม ครั้งที่ 1/2569)", "เพิ่มเติม ครั้งที่ 1"),
        ("แก้ไข ฉบับที่ ๒", "แก้ไข ครั้งที่ 2"),
        ("เปลี่ยนแปลง ครั้งที่ 3", "เปลี่ยนแปลง ครั้งที่ 3"),
    ],
)
def test_a_title_tells_which_amendment_it_is(edition: str, told_as: str) -> None:
    draft = told(sheet(project(1), top=[(f"{TITLE} {edition}",), *UNDER]))
    assert draft.amendment == told_as


def test_a_title_against_the_years_over_the_months_is_asked() -> None:
    years = ("",) * 6 + ("พ.ศ. 2568",) * 3 + ("พ.ศ. 2569",) * 9
    top = [("แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2570",), *UNDER, years]
    read = sheet(project(1), top=top)
    draft = told(read)
    (ask,) = [one for one in draft.asks if one.code == "year-contradiction"]
    assert (draft.year, ask.option, ask.readings) == (0, "--year", ("2569", "2570"))
    assert draft.rows[0].id == "0000-001"
    answered = told(read, year=2570)
    assert "year-contradiction" not in asked(answered)
    assert answered.rows[0].id == "2570-001"


@pytest.mark.parametrize("years", [("2568", "2569"), ("2025", "2026"), ("ปี ๒๕๖๘", "ปี ๒๕๖๙")])
def test_years_over_the_months_tell_the_fiscal_year_where_no_title_does(years: Any) -> None:
    over = ("",) * 6 + (years[0],) * 3 + (years[1],) * 9
    assert told(sheet(project(1), top=[*UNDER, over])).year == 2569


def test_a_form_without_any_year_asks_for_it() -> None:
    draft = told(sheet(project(1), top=UNDER))
    assert [one.option for one in draft.asks if one.code == "year-missing"] == ["--year"]


def test_a_title_in_a_text_box_is_read() -> None:
    box = Mark(MarkKind.BOX, 0, 100, Spot(sheet="ผด.02"), text=TITLE)
    assert told(sheet(project(1), top=UNDER, marks=[box])).year == 2569


# Strategies, programmes, forms


@pytest.mark.parametrize(
    ("lines", "strategy", "programme"),
    [
        ([("1. ยุทธศาสตร์คน",), ("1.1 แผนงานการศึกษา",)], ("1", "ยุทธศาสตร์คน"), "แผนงานการศึกษา"),
        ([("ยุทธศาสตร์ที่ ๒ ด้านคน",), ("แผนงานการเกษตร",)], ("2", "ด้านคน"), "แผนงานการเกษตร"),
        ([("ยุทธศาสตร์ที่ 2 คน แผนงานการเกษตร",)], ("2", "คน"), "แผนงานการเกษตร"),
        ([("ยุทธศาสตร์ที่ 2 คน\n2.1 แผนงานการเกษตร",)], ("2", "คน"), "แผนงานการเกษตร"),
        ([("ยุทธศาสตร์ที่ 3",), ("ด้านคน",), ("แผนงานการเกษตร",)], ("3", "ด้านคน"), "แผนงานการเกษตร"),
        ([("3", "ยุทธศาสตร์คน"), ("", "แผนงานการเกษตร")], ("3", "ยุทธศาสตร์คน"), "แผนงานการเกษตร"),
    ],
)
def test_lines_head_rows_with_strategy_and_programme_however_written(
    lines: Any, strategy: Any, programme: str
) -> None:
    for read in (
        sheet(project(1), top=[*TOP, *lines]),
        sheet(*lines, project(1), top=TOP),
    ):
        draft = told(read)
        assert [(one.id, one.name) for one in draft.strategies] == [strategy]
        assert (draft.rows[0].strategy, draft.rows[0].programme) == (strategy[0], programme)


def test_a_line_that_is_repeated_with_to_be_continued_begins_nothing() -> None:
    again = ("1. ยุทธศาสตร์การพัฒนาโครงสร้างพื้นฐาน (ต่อ)",)
    draft = told(sheet(project(1), *TOP, again, HEAD, project(2)))
    assert len(draft.strategies) == len(draft.sections) == 1
    assert draft.rows[1].programme == "แผนงานเคหะและชุมชน"
    assert asked(draft) == []


def test_rows_may_say_their_strategy_and_programme_in_columns() -> None:
    head = ("ที่", "ยุทธศาสตร์", "แผนงาน", *HEAD[1:])
    rows = [
        ("1", "ยุทธศาสตร์ที่ 1 คน", "แผนงานการศึกษา", *project(1)[1:]),
        ("2", "ยุทธศาสตร์ที่ 2 น้ำ", "แผนงานการเกษตร", *project(2)[1:]),
        ("3", "1", '"', *project(3)[1:]),
    ]
    draft = told(form(grid([*TOP, head, *rows])))
    assert [row.strategy for row in draft.rows] == ["1", "2", "1"]
    assert [row.programme for row in draft.rows][1:] == ["แผนงานการเกษตร"] * 2


def test_an_introduction_about_plans_and_strategies_tells_nothing_of_this_one() -> None:
    law = (
        "ตามระเบียบกระทรวงมหาดไทยว่าด้วยการจัดทำแผนพัฒนาขององค์กรปกครองส่วนท้องถิ่น พ.ศ. 2548 แก้ไขเพิ่มเติม "
        "ฉบับที่ 3 พ.ศ. 2561 ข้อ 26 ให้จัดทำร่างแผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2568 เสนอผู้บริหารท้องถิ่น "
        "เพื่อประกาศเป็นแผนการดำเนินงานขององค์การบริหารส่วนตำบลอื่นใดที่มีแผนพัฒนาท้องถิ่น"
    )
    intro = [
        *("ส่วนที่ 1 บทนำ", law, "ยุทธศาสตร์ชาติ 20 ปี", "1. ยุทธศาสตร์ด้านความมั่นคง"),
        *("2. ยุทธศาสตร์ด้านการสร้างความสามารถในการแข่งขัน", "แผนงานบริหารงานทั่วไป"),
        *("ส่วนที่ 2 บัญชีโครงการ", "แบบ ผด. 02", TITLE, OFFICE, *(line for (line,) in UNDER)),
    ]
    draft = told(form(*intro, table([HEAD, project(1)])))
    assert [(one.id, one.name) for one in draft.strategies] == [
        ("1", "ยุทธศาสตร์การพัฒนาโครงสร้างพื้นฐาน")
    ]
    assert (draft.year, draft.amendment, draft.office) == (2569, "", "เทศบาลตำบลธารฟ้าคราม")
    assert draft.programmes == ("แผนงานเคหะและชุมชน",)
    assert draft.asks == ()
    assert "1. ยุทธศาสตร์ด้านความมั่นคง" in {one.what for one in draft.unused}


def test_one_number_for_two_strategies_is_asked() -> None:
    draft = told(
        sheet(project(1), ("1. ยุทธศาสตร์สวัสดิการและสุขภาพ",), ("แผนงานสาธารณสุข",), project(1))
    )
    assert "strategy-number-twice" in asked(draft)
    assert draft.rows[0].strategy != draft.rows[1].strategy


def test_equipment_has_its_kind_and_no_strategy_until_it_is_answered() -> None:
    kinds = [("แบบ ผด. 02/1",), ("1. ประเภทครุภัณฑ์สำนักงาน",), ("1.1 แผนงานบริหารงานทั่วไป",)]
    head = ("ลำดับที่", "ครุภัณฑ์", "รายละเอียดของครุภัณฑ์", *HEAD[3:])
    read = sheet(project(1), *kinds, head, project(1, "เก้าอี้"))
    draft = told(read)
    row = draft.rows[1]
    assert (row.form, row.strategy, row.equipment_type) == ("ผด.02/1", "", "ประเภทครุภัณฑ์สำนักงาน")
    (ask,) = [one for one in draft.asks if not one.mention]
    assert (ask.code, ask.option, ask.rows) == (
        *("strategy-of-equipment", "--equipment-strategy"),
        ("2569-002",),
    )
    assert ask.readings == ("1 ยุทธศาสตร์การพัฒนาโครงสร้างพื้นฐาน",)
    assert told(read, equipment_strategy="1").rows[1].strategy == "1"


def test_rows_under_no_strategy_are_asked_once() -> None:
    draft = told(sheet(project(1), project(2), top=TOP))
    (ask,) = [one for one in draft.asks if one.code == "strategy-none"]
    assert ask.rows == ("2569-001", "2569-002")


# Rows


def test_rows_without_a_number_go_on_from_the_row_above() -> None:
    draft = told(
        sheet(
            project(1, "โครงการก่อสร้างถนน", detail="กว้าง 4", place="หมู่ที่ 1"),
            ("", "สายบ้านหนอง", "เมตร", "", "อบต.ดอน", ""),
            ("", "", "", "(เงินสะสม)"),
            project(2),
        )
    )
    row = draft.rows[0]
    assert (row.name, row.detail, row.place) == (
        *("โครงการก่อสร้างถนน สายบ้านหนอง", "กว้าง 4 เมตร"),
        "หมู่ที่ 1 อบต.ดอน",
    )
    assert (row.budget, row.source) == (Decimal("10000.00"), "เงินสะสม")
    assert asked(draft) == []


def test_a_project_goes_on_below_a_heading_that_is_typed_again() -> None:
    for between in ([HEAD], [*TOP, *UNDER, HEAD], [(*UNDER[0][0:1],), HEAD]):
        draft = told(sheet(project(1, "โครงการยาว"), *between, ("", "กว่าหน้า"), project(2)))
        assert draft.rows[0].name == "โครงการยาว กว่าหน้า"
        assert asked(draft, mention=True) == ["split-by-header"]


def test_a_project_that_is_named_again_on_the_next_page_is_one() -> None:
    again = ("1", "โครงการยาว (ต่อ)", "ข")
    draft = told(sheet(project(1, "โครงการยาว", detail="ก"), HEAD, again, project(2)))
    assert [(row.name, row.detail) for row in draft.rows] == [
        ("โครงการยาว", "ก ข"),
        ("โครงการที่ 2 ของตำบล", ""),
    ]


def test_tables_that_were_cut_by_hand_go_on_under_the_same_heading() -> None:
    read = form(
        TITLE,
        OFFICE,
        *(line for (line,) in UNDER),
        table([HEAD, project(1)]),
        table([project(2), ("", "สายสอง", *("",) * 16), project(3)], 2),
    )
    assert names(told(read))[1:] == ["โครงการที่ 2 ของตำบล สายสอง", "โครงการที่ 3 ของตำบล"]


def test_a_form_without_a_column_of_numbers_has_them_before_names_or_not_at_all() -> None:
    rows = [("1. โครงการหนึ่ง", *project(1)[2:]), ("๒) โครงการสอง", *project(1)[2:])]
    draft = told(form(grid([*TOP, *UNDER, HEAD[1:], *rows])))
    assert [(row.number, row.name) for row in draft.rows] == [
        ("1.", "โครงการหนึ่ง"),
        ("๒)", "โครงการสอง"),
    ]
    bare = told(form(grid([*TOP, *UNDER, HEAD[1:], project(1)[1:], project(2)[1:]])))
    assert len(bare.rows) == 2
    assert asked(bare) == []


@pytest.mark.parametrize("mark", ['"', "”", "-//-", "''", "〃"])
def test_a_ditto_mark_says_what_the_row_above_says(mark: str) -> None:
    draft = told(sheet(project(1, place="บ้านดอน"), project(2, place=mark), project(3, place=mark)))
    assert [row.place for row in draft.rows] == ["บ้านดอน"] * 3
    assert asked(draft, mention=True) == ["ditto", "ditto"]
    assert asked(draft) == []


def test_a_cell_merged_over_several_projects_is_each_ones() -> None:
    rows = [project(1), (*project(2)[:5], "", *project(2)[6:])]
    draft = told(sheet(*rows, project(3, unit="กองคลัง"), merged={"F7": (2, 1)}))
    assert [row.unit for row in draft.rows] == ["กองช่าง", "กองช่าง", "กองคลัง"]
    assert asked(draft, mention=True) == ["merged-unit", "merged-unit"]


def test_an_amount_merged_over_several_projects_is_asked_and_written_for_none() -> None:
    rows = [project(1, budget="500,000"), (*project(2)[:3], "", *project(2)[4:])]
    draft = told(sheet(*rows, project(3), merged={"D7": (2, 1)}))
    assert [row.budget for row in draft.rows] == [None, None, Decimal("10000.00")]
    assert asked(draft) == ["budget-unclear"] * 2


def test_signatures_notes_and_page_numbers_are_told_as_unused() -> None:
    tail = [
        ("", "", "", "ลงชื่อ..............................ผู้จัดทำแผน"),
        ("", "", "", "(ตำแหน่ง นักวิเคราะห์นโยบายและแผน)"),
        ("หมายเหตุ : งบประมาณอาจเปลี่ยนแปลงได้",),
        ("- 12 -",),
    ]
    draft = told(sheet(project(1), ("",), *tail))
    assert len(draft.rows) == 1
    assert draft.rows[0].name == project(1)[1]
    assert {one.what for one in draft.unused} >= {row[-1] for row in tail[:3]}
    assert all(isinstance(one, Unused) and one.why for one in draft.unused)


@pytest.mark.parametrize(
    "line",
    [
        ("", "", "* พร้อมป้ายโครงการ"),
        ("", "ผู้จัดทำแผนพัฒนาท้องถิ่น"),
        ("", "", "รวมทั้งสิ้น 3 รายการ"),
        ("", "", "แผนงานย่อยตามแบบ"),
        ("", "ประจำปี 2569"),
        ("", "", "", "", "อบต.ดอนใหม่"),
    ],
)
def test_a_second_line_is_the_projects_however_it_is_worded(line: Any) -> None:
    draft = told(sheet(project(1), line, project(2)))
    assert len(draft.rows) == 2
    assert draft.unused == ()
    row = draft.rows[0]
    assert line[-1] in f"{row.name} {row.detail} {row.place}"


def test_a_programme_among_the_names_with_its_sum_heads_rows() -> None:
    line = ("", "แผนงานการเกษตร", "", "10,000")
    draft = told(sheet(project(1), line, project(1)))
    assert [row.programme for row in draft.rows] == ["แผนงานเคหะและชุมชน", "แผนงานการเกษตร"]
    assert draft.sections[-1].stated_budget == Decimal(10_000)


def test_columns_that_phaen_does_not_have_are_kept_by_their_heading() -> None:
    head = (*COLUMNS, "แหล่งงบประมาณ", "ตัวชี้วัด", *MONTHS, "หมายเหตุ")
    row = (*project(1)[:6], "เงินอุดหนุน", "ร้อยละ 80", *project(1)[6:], "หน้า 87")
    found = only(form(grid([*TOP, *UNDER, head, row])))
    assert (found.source, found.note, dict(found.other)) == (
        *("เงินอุดหนุน", "หน้า 87"),
        {"ตัวชี้วัด": "ร้อยละ 80"},
    )


def test_a_line_names_the_unit_of_all_rows_below_it_where_no_column_does() -> None:
    head = (*COLUMNS[:5], *MONTHS)
    rows = [(*project(number)[:5], *project(number)[6:]) for number in (1, 2)]
    lines = [*TOP, *UNDER, ("หน่วยงานรับผิดชอบ : กองช่าง",), head, rows[0], ("สำนักปลัด",), rows[1]]
    assert [row.unit for row in told(form(grid(lines))).rows] == ["กองช่าง", "สำนักปลัด"]


@pytest.mark.parametrize(
    ("kinds", "amounts", "baht", "source"),
    [
        (("เทศบาล", "เงินอุดหนุน"), ("", "50,000"), "50000.00", "เงินอุดหนุน"),
        (("เทศบาล", "รวม"), ("50,000", "50,000"), "50000.00", ""),
        (("เทศบาล", "เงินอุดหนุน"), ("20,000", "50,000"), None, ""),
    ],
)
def test_several_columns_of_money_are_one_amount_its_source_or_a_question(
    kinds: Any, amounts: Any, baht: Any, source: str
) -> None:
    over = ("ที่", "โครงการ", "งบประมาณ (บาท)", "", "หน่วยงาน", *MONTHS)
    row = ("1", "โครงการ ก", *amounts, "กองช่าง", *project(1)[6:])
    read = form(grid([*TOP, *UNDER, over, ("", "", *kinds), row], merged={"C6": (1, 2)}))
    found = only(read)
    assert (found.budget, found.source) == (None if baht is None else Decimal(baht), source)


@pytest.mark.parametrize(("at", "misprint"), [(1, "พ.ค."), (4, "ก.ย."), (6, "")])
def test_an_arrow_below_misprinted_months_is_asked(at: int, misprint: str) -> None:
    head = list(HEAD)
    head[len(HEAD) - 12 + at] = misprint
    left = (len(HEAD) - 12 + at - 1) * 30.0
    arrow = Mark(MarkKind.LINE, left + 3, left + 87, Spot(sheet="ผด.02"), 6, 0.5)
    row = (*project(1)[:6], *("",) * 12)
    found = only(form(grid([*TOP, *UNDER, tuple(head), row], marks=[arrow])))
    assert not any(found.months)


@pytest.mark.parametrize("halves", [("1-15", "16-31"), ("๑–๑๕", "๑๖–๓๑"), ("1 - 15", "16 - 30")])
@pytest.mark.parametrize("year", ["", " 68"])
def test_months_that_are_divided_by_days_are_whole_months(halves: Any, year: str) -> None:
    months = [text for month in MONTHS for text in (month + year, "")]
    top = ("ที่", "โครงการ", "งบประมาณ (บาท)", "หน่วยงาน", *months)
    names = {f"{column_letter(4 + 2 * at)}6": (1, 2) for at in range(12)}
    signs = ("",) * 5 + ("✓",) * 4 + ("",) * 15  # from within December
    row = ("1", "ก", "10,000", "กองช่าง", *signs)
    lines = [*TOP, *UNDER, top, ("",) * 4 + halves * 12, row]
    read = told(form(grid(lines, merged=names)), year=2569)
    assert [at for at, one in enumerate(read.rows[0].months) if one] == [2, 3, 4]


@pytest.mark.parametrize(
    "headings",
    [
        ("งบประมาณ (บาท) เทศบาล", "งบประมาณ (บาท) เงินอุดหนุน"),
        ("วงเงิน (งบเทศบาล)", "วงเงิน (งบ อบจ.)"),
    ],
)
def test_two_columns_that_both_head_money_of_the_plan_leave_out_neither(headings: Any) -> None:
    lines = ("ที่", "โครงการ", *headings, "หน่วยงาน", *MONTHS)
    rows = [("1", "ก", "10,000", "50,000", "กองช่าง", *project(1)[6:])]
    rows += [("2", "ข", "", "50,000", "กองช่าง", *project(1)[6:])]
    draft = told(form(grid([*TOP, *UNDER, lines, *rows])))
    assert [row.budget for row in draft.rows] == [None, Decimal("50000.00")]


@pytest.mark.parametrize("heading", ["งบประมาณที่เบิกจ่ายแล้ว", "วงเงินคงเหลือ", "งบประมาณปี 2570"])
def test_money_that_is_not_the_plans_stays_out_of_the_amount(heading: str) -> None:
    lines = ("ที่", "โครงการ", "งบประมาณ (บาท)", heading, "หน่วยงาน", *MONTHS)
    row = ("1", "ก", "10,000", "50,000", "กองช่าง", *project(1)[6:])
    assert only(form(grid([*TOP, *UNDER, lines, row]))).budget == Decimal("10000.00")


@pytest.mark.parametrize(
    "headings",
    [
        ("ลำดับโครงการที่", "ชื่อโครงการที่ดำเนินการ", "รายละเอียดโดยย่อ", "งบประมาณและที่มาของงบ"),
        ("ลำดับ", "โครงการตามข้อบัญญัติ", "รายละเอียดและเป้าหมาย", "วงเงินตามข้อบัญญัติ (บาท)"),
    ],
)
def test_a_heading_that_says_more_than_a_name_is_known_by_its_words(headings: Any) -> None:
    head = (*headings, "สถานที่/พื้นที่จัดกิจกรรม", "หน่วยงานเจ้าของเรื่อง", *MONTHS)
    row = only(form(grid([*TOP, *UNDER, head, project(1, detail="ก")])))
    assert (row.number, row.name, row.detail) == ("1", "โครงการที่ 1 ของตำบล", "ก")
    assert (row.budget, row.place, row.unit) == (Decimal("10000.00"), "หมู่ที่ 1", "กองช่าง")


def test_a_year_that_a_line_beside_the_titles_names_is_not_the_plans() -> None:
    top = [*TOP, ("(ตามมติที่ประชุม ปีงบประมาณ พ.ศ. 2568)",), *UNDER]
    assert told(sheet(project(1), top=top)).year == 2569


def test_texts_stay_as_they_are_written() -> None:
    name = "โครงการเเก้ปัญหานํ้า\u200bท่วม  สองช่อง\u00a0ว่าง"
    assert only(sheet(project(1, name))).name == name


# Questions at rows


def budget(text: str) -> tuple[DraftRow, list[Ask]]:
    draft = told(sheet(project(1, budget=text)))
    return draft.rows[0], [one for one in draft.asks if not one.mention]


@pytest.mark.parametrize(
    ("text", "baht", "source"),
    [
        ("178,700", "178700.00", ""),
        ("๑๗๘,๗๐๐.๕๐", "178700.50", ""),
        ("178700 บาท", "178700.00", ""),
        ("178,700.-", "178700.00", ""),
        ("1,178,\n700", "1178700.00", ""),
        ("1 ,178,700", "1178700.00", ""),
        ("1,178\n,700", "1178700.00", ""),
        ("178,700 .50", "178700.50", ""),
        ("178,700\n(ข้อบัญญัติ)", "178700.00", "ข้อบัญญัติ"),
        ("178,700 เงินสะสม", "178700.00", "เงินสะสม"),
        ("178,700\nโอนงบประมาณ ครั้งที่ 2/2569", "178700.00", "โอนงบประมาณ ครั้งที่ 2/2569"),
        ("งบประมาณ 178,700 บาท", "178700.00", ""),
        ("178,700 บาท (หนึ่งแสนเจ็ดหมื่นแปดพันเจ็ดร้อยบาทถ้วน)", "178700.00", ""),
        ("1,000,000.-\n(หนึ่งล้านบาทถ้วน)", "1000000.00", ""),
        ("50,000 บาท (ตัวอักษร ห้าหมื่นบาท)", "50000.00", ""),
        ("20.50 (ยี่สิบบาทห้าสิบสตางค์) เงินสะสม", "20.50", "เงินสะสม"),
        ("178,700 .\u2212", "178700.00", ""),
        ("178,700,\u2010", "178700.00", ""),
        ("เงินสะสม - 178,700", "178700.00", "เงินสะสม"),
        ("เงินอุดหนุนเพิ่มเติม 178,700", "178700.00", "เงินอุดหนุนเพิ่มเติม"),
        ("ข้อบัญญัติ ปี 2569 178,700", "178700.00", "ข้อบัญญัติ ปี 2569"),
    ],
)
def test_one_amount_in_a_cell_is_read_with_its_source(text: str, baht: str, source: str) -> None:
    row, asks = budget(text)
    assert (row.budget, row.source, asks) == (Decimal(baht), source, [])


@pytest.mark.parametrize("text", ["ไม่ใช้งบประมาณ", "ไม่ใช้งบ", "ไม่ใช้งบ ประมาณ"])
def test_a_project_without_money_says_so(text: str) -> None:
    row, asks = budget(text)
    assert (row.budget, row.uses_no_budget, row.budget_text, asks) == (None, True, text, [])


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("งบ อบต. 300,000\nงบ อบจ. 200,000", ("300,000", "200,000", "รวม 500,000")),
        ("298.000", ("298", "298,000")),
        ("1,27,000", ()),  # its digits are no amount to choose
        ("5,000 บาท/เดือน", ("5,000",)),
        ("ตามระเบียบ", ()),
        *((text, ()) for text in ("1OO,000", "๑๒O,๐๐๐", "120,OOO", "l20,000", "120,000,OOO")),
        ("50,000 บาท (ห้าแสนบาทถ้วน)", ("50,000",)),  # the letters say another amount
        ("-100,000", ("100,000",)),
        ("\u2212 100,000 บาท", ("100,000",)),
        ("(-100,000)", ("100,000",)),
        ("ลด 50,000", ("50,000",)),
        ("เพิ่มขึ้น 50,000", ("50,000",)),
        ("ปรับลดจำนวน 50,000", ("50,000",)),
        ("ปี 2569 : 50,000", ("50,000",)),
        ("พ.ศ. 2569 50,000 บาท", ("50,000",)),
        ("0", ("ไม่ใช้งบประมาณ",)),
    ],
)
def test_an_amount_that_may_be_read_otherwise_is_asked_and_not_written(
    text: str, readings: Any
) -> None:
    row, asks = budget(text)
    assert row.budget is None
    assert [(one.code, one.readings) for one in asks] == [("budget-unclear", readings)]


@pytest.mark.parametrize("text", ["", "-", "–", "...", "- -", "—"])
def test_a_unit_that_is_but_a_dash_is_none_and_is_asked(text: str) -> None:
    draft = told(sheet(project(1, unit=text), project(2)))
    assert draft.rows[0].named_unit == "" and draft.rows[1].named_unit
    assert [one.code for one in draft.asks if not one.mention] == ["unit-none"]
    assert not {text} & set(draft.units)


@pytest.mark.parametrize("text", ["", "-", "–"])
def test_an_amount_that_is_not_there_is_asked(text: str) -> None:
    row, asks = budget(text)
    assert (row.budget, row.uses_no_budget) == (None, False)
    assert [one.code for one in asks] == ["budget-none"]


def test_a_second_amount_in_a_row_below_is_asked_with_the_first() -> None:
    draft = told(sheet(project(1, budget="300,000"), ("", "", "", "200,000"), project(2)))
    assert draft.rows[0].budget is None
    (ask,) = [one for one in draft.asks if not one.mention]
    assert ask.readings == ("300,000", "200,000", "รวม 500,000")


@pytest.mark.parametrize(
    ("again", "unit"),
    [("สำนักปลัด", "สำนักปลัด"), (" สำนัก ปลัด ", "สำนักปลัด"), ("กองช่าง", "สำนักปลัด/กองช่าง")],
)
def test_a_unit_that_is_printed_again_beside_a_second_place_stands_once(
    again: str, unit: str
) -> None:
    first = project(1, unit="สำนักปลัด")
    more = ("", "", "กิจกรรมที่สอง", "", "", again)
    assert only(sheet(first, more)).unit == unit


def test_a_project_without_a_number_is_a_row_and_is_asked() -> None:
    draft = told(sheet(project(1), project(""), project(3)))
    assert len(draft.rows) == 3
    assert [(one.code, one.rows) for one in draft.asks] == [("number-missing", ("2569-002",))]


def test_a_number_left_out_or_given_twice_is_asked_at_its_row() -> None:
    draft = told(sheet(project(1), project(3), project(3)))
    assert [(one.code, one.rows) for one in draft.asks] == [
        ("number-gap", ("2569-002",)),
        ("number-twice", ("2569-003",)),
    ]


def test_an_amendments_rows_may_have_the_numbers_of_the_plan() -> None:
    top = [(f"{TITLE} เพิ่มเติม ครั้งที่ 1",), *UNDER]
    assert asked(told(sheet(project(7), project(12), top=top))) == []


def test_the_same_sheet_of_two_files_is_told_apart() -> None:
    one = grid([*TOP, *UNDER, HEAD, project(1), project(2)])
    other = replace(
        one,
        spot=replace(one.spot, file="b.xlsx"),
        cells=tuple(replace(cell, spot=replace(cell.spot, file="b.xlsx")) for cell in one.cells),
    )
    draft = told(form(one, other))
    assert len(draft.rows) == 2
    assert {used.spot.file for used in draft.used} == {""}


def test_a_programme_under_another_tactic_is_another_part() -> None:
    lines = [("ยุทธศาสตร์ที่ 1 คน",), ("แนวทางที่ 1.1 ก",), ("แผนงานการศึกษา",)]
    more = [("แนวทางที่ 1.2 ข",), ("แผนงานการศึกษา",), project(1), ("รวม", "1 โครงการ", "", "10,000")]
    draft = told(sheet(project(1), project(2), *more, top=[*TOP, *lines]))
    assert [row.tactic for row in draft.rows] == [*["แนวทางที่ 1.1 ก"] * 2, "แนวทางที่ 1.2 ข"]
    assert [(len(one.rows), one.stated_rows) for one in draft.sections] == [(2, None), (1, 1)]
    assert asked(draft) == []


def test_numbers_count_from_one_in_each_section_or_on_through_all() -> None:
    for first in (1, 3):
        rows = (project(1), project(2), ("1.2 แผนงานการเกษตร",), project(first), project(first + 1))
        assert asked(told(sheet(*rows))) == []


def test_a_hidden_row_and_a_hidden_sheet_are_read_and_asked() -> None:
    hidden = grid([*TOP, ("1.2 แผนงานการเกษตร",), HEAD, project(1)], sheet="ลับ", hidden=True)
    shown = grid([*TOP, *UNDER, HEAD, project(1), project(2)], hidden_rows=frozenset({7}))
    draft = told(form(shown, hidden))
    assert {one.code: one.rows for one in draft.asks} == {
        "hidden-sheet": ("2569-003",),
        "hidden-row": ("2569-002",),
    }


def test_a_hidden_sheet_of_another_year_is_not_read_and_is_told() -> None:
    old = [("แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2568",), *UNDER, HEAD, project(1)]
    shown = grid([*TOP, *UNDER, HEAD, project(1)])
    draft = told(form(shown, grid(old, sheet="เก่า", hidden=True)))
    assert (draft.year, len(draft.rows)) == (2569, 1)
    assert asked(draft, mention=True) == ["hidden-sheet"]


def test_a_sheet_that_was_copied_counts_once() -> None:
    rows = [*TOP, *UNDER, HEAD, project(1), project(2), ("รวม", "2 โครงการ", "", "20,000")]
    other = grid([*TOP, ("1.2 แผนงานการเกษตร",), HEAD, project(1)], sheet="สาม")
    draft = told(form(grid(rows), grid(rows, sheet="ผด.02 (2)"), other))
    assert [row.programme for row in draft.rows] == [*["แผนงานเคหะและชุมชน"] * 2, "แผนงานการเกษตร"]
    assert asked(draft, mention=True) == ["sheet-copied"]
    assert [one.stated_rows for one in draft.sections] == [2, None]


# Totals


def test_totals_belong_to_the_section_the_strategy_the_whole_that_they_follow() -> None:
    draft = told(
        sheet(
            *(project(1), project(2), ("รวม", "2 โครงการ", "", "20,000")),
            *(("1.2 แผนงานการเกษตร",), project(1), ("รวม", "1 โครงการ", "", "10,000")),
            ("รวมยุทธศาสตร์ที่ 1", "3 โครงการ", "", "30,000"),
            *(("2. ยุทธศาสตร์คน",), ("2.1 แผนงานการศึกษา",), project(1)),
            ("รวม", "1 โครงการ", "", "10,000"),
            ("รวมทั้งสิ้น", "4 โครงการ", "", "41,000"),
        )
    )
    parts = [(one.second or one.first or "ทั้งหมด", one.stated_rows) for one in draft.sections]
    assert parts == [
        *(("1.1 แผนงานเคหะและชุมชน", 2), ("1.2 แผนงานการเกษตร", 1), ("2.1 แผนงานการศึกษา", 1)),
        *(("1. ยุทธศาสตร์การพัฒนาโครงสร้างพื้นฐาน", 3), ("ทั้งหมด", 4)),
    ]
    whole = draft.sections[-1]
    assert (whole.budget, whole.stated_budget) == (Decimal(40_000), Decimal(41_000))
    assert (draft.stated_rows, draft.stated_budget) == (4, Decimal(41_000))


def test_a_line_that_heads_rows_may_state_their_total() -> None:
    lines = [("1. ยุทธศาสตร์คน", "", "", "20,000"), ("1.1 แผนงานการศึกษา", "", "", "20,000")]
    draft = told(sheet(*lines, project(1), project(2), top=TOP))
    assert [(one.second, one.stated_budget) for one in draft.sections] == [
        ("1.1 แผนงานการศึกษา", Decimal(20_000)),
        ("", Decimal(20_000)),
    ]


def test_a_grand_total_of_each_sheet_is_of_its_strategy_and_not_of_all() -> None:
    def of(number: int, *rows: Any) -> Any:
        lines = [(f"{number}. ยุทธศาสตร์{'กขค'[number]}",), ("แผนงานการศึกษา",)]
        count = len(rows)
        total = ("รวมทั้งสิ้น", f"{count} โครงการ", "", f"{count}0,000")
        return grid([*TOP, *lines, HEAD, *rows, total], sheet=f"ยุทธ {number}")

    draft = told(form(of(1, project(1), project(2)), of(2, project(1))))
    stated = [one for one in draft.sections if one.stated_rows is not None]
    assert [(one.first, one.stated_rows, len(one.rows)) for one in stated] == [
        ("1. ยุทธศาสตร์ข", 2, 2),
        ("2. ยุทธศาสตร์ค", 1, 1),
    ]
    assert (draft.stated_rows, draft.stated_budget) == (None, None)


@pytest.mark.parametrize(
    ("label", "form_name"),
    [
        ("แบบ ผด.02/1", "ผด.02/1"),
        ("ผด.๐๒/๐๑", "ผด.02/1"),
        ("แบบ ผด. 02-1", "ผด.02/1"),
        ("ผด.02", "ผด.02"),
    ],
)
def test_a_label_names_the_form_however_written(label: str, form_name: str) -> None:
    assert told(sheet(project(1), top=[(label,), *TOP[1:], *UNDER])).forms == (form_name,)


def test_a_sheet_may_be_labelled_by_its_name_or_its_heading_alone() -> None:
    rows = [*TOP[1:], *UNDER, HEAD, project(1)]
    goods = [*TOP[1:], ("1. ประเภทครุภัณฑ์สำนักงาน",), ("แผนงานการศึกษา",), HEAD, project(1)]
    named = told(form(grid(rows, sheet="ผด.02"), grid(goods, sheet="ผด.02-1")))
    assert [row.form for row in named.rows] == ["ผด.02", "ผด.02/1"]
    head = ("ที่", "ครุภัณฑ์", *HEAD[2:])
    bare = told(
        form(grid([("แบบ ผด.01",)], sheet="ก"), grid([*TOP[1:], head, project(1)], sheet="ข"))
    )
    assert [row.form for row in bare.rows] == ["ผด.02/1"]


@pytest.mark.parametrize(
    ("title", "programme"),
    [
        ("แผนงานสาธารณสุข", "แผนงานสาธารณสุข"),
        ("แผนงานสาธารณสุข (2)", "แผนงานสาธารณสุข"),
        ("ผด.02 (2)", "แผนงานเคหะและชุมชน"),
        ("แผนงาน", "แผนงานเคหะและชุมชน"),
    ],
)
def test_a_sheet_may_tell_the_programme_of_its_rows_by_its_name_alone(
    title: str, programme: str
) -> None:
    first = grid([*TOP, *UNDER, HEAD, project(1)])
    draft = told(form(first, grid([HEAD, project(2, "โครงการสอง")], sheet=title)))
    assert [row.programme for row in draft.rows] == ["แผนงานเคหะและชุมชน", programme]


def test_a_line_of_a_sheet_tells_its_programme_whatever_the_sheet_is_called() -> None:
    lines = [("1.2 แผนงานการศึกษา",), HEAD, project(1)]
    draft = told(form(grid([*TOP, *UNDER, *lines], sheet="แผนงานสาธารณสุข")))
    assert [row.programme for row in draft.rows] == ["แผนงานการศึกษา"]


def test_a_grand_total_may_be_a_paragraph() -> None:
    lines = [line for (line,) in UNDER]
    read = form(TITLE, *lines, table([HEAD, project(1)]), "รวมทั้งสิ้น 1 โครงการ งบประมาณ 10,000 บาท")
    draft = told(read)
    assert (draft.stated_rows, draft.stated_budget) == (1, Decimal(10_000))


def test_a_project_whose_name_begins_with_all_is_no_total() -> None:
    draft = told(sheet(project(1), project(2, "รวมพลังรักษ์น้ำ"), project(3, "รวมเงินอุดหนุนวัด")))
    assert len(draft.rows) == 3


def test_the_summary_tells_each_programme_and_all() -> None:
    first = ("ยุทธศาสตร์/แผนงาน", "จำนวนโครงการ", "คิดเป็นร้อยละ", "จำนวนงบประมาณ (บาท)", "ร้อยละ")
    summary = [
        *(("แบบ ผด. 01",), (TITLE,), first, ("1. ยุทธศาสตร์คน",)),
        ("1.1 แผนงานการศึกษา", "2", "100.00", "20,000", "100.00"),
        ("รวม", "2", "100.00", "20,000", "100.00"),
        ("รวมทั้งสิ้น", "2", "100.00", "20,000", "100.00"),
    ]
    rows = grid([*TOP, *UNDER, HEAD, project(1), project(2)])
    draft = told(form(grid(summary, sheet="ผด.01"), rows))
    lines = [(one.programme, one.projects, one.budget) for one in draft.summary]
    assert lines[1:] == [(name, 2, Decimal(20_000)) for name in ("แผนงานการศึกษา", "รวม", "รวมทั้งสิ้น")]
    assert draft.stated_rows == 2
    assert [one.id for one in draft.strategies] == ["1"]


def test_a_summary_goes_on_in_a_table_of_the_next_page() -> None:
    head = ("ยุทธศาสตร์/แผนงาน", "จำนวนโครงการ", "คิดเป็นร้อยละ", "จำนวนงบประมาณ (บาท)")
    first = [head, ("1. ยุทธศาสตร์คน", "", "", ""), ("1.1 แผนงานการศึกษา", "1", "50", "10,000")]
    then = [("1.2 แผนงานการเกษตร", "1", "50", "10,000"), ("รวมทั้งสิ้น", "2", "100", "20,000")]
    lines = [line for (line,) in UNDER]
    rows = table([HEAD, project(1), project(2)], 3)
    draft = told(
        form("แบบ ผด. 01", TITLE, table(first), table(then, 2), "แบบ ผด. 02", *lines, rows)
    )
    assert [one.programme for one in draft.summary[1:]] == [
        *("แผนงานการศึกษา", "แผนงานการเกษตร", "รวมทั้งสิ้น")
    ]
    assert (draft.stated_rows, len(draft.rows)) == (2, 2)


def test_a_summary_may_have_strategies_and_programmes_in_columns_or_no_such_word() -> None:
    head = ("ยุทธศาสตร์", "แผนงาน", "จำนวนโครงการ", "คิดเป็นร้อยละ", "จำนวนงบประมาณ (บาท)")
    summary = [
        *(("แบบ ผด. 01",), (TITLE,), head),
        ("1. ยุทธศาสตร์คน", "1.1 แผนงานการศึกษา", "2", "50", "20,000"),
        ("", "1.2 แผนงานการเกษตร", "1", "25", "10,000"),
        ("1.3 เคหะและชุมชน", "", "1", "25", "10,000"),
        ("รวม", "", "4", "100", "40,000"),
    ]
    rows = grid([*TOP, *UNDER, HEAD, project(1)])
    draft = told(form(grid(summary, sheet="ผด.01", merged={"A4": (2, 1)}), rows))
    assert [(one.strategy, one.programme, one.projects) for one in draft.summary] == [
        ("1. ยุทธศาสตร์คน", name, count)
        for name, count in [
            *(("แผนงานการศึกษา", 2), ("แผนงานการเกษตร", 1)),
            *(("เคหะและชุมชน", 1), ("รวม", 4)),
        ]
    ]


# Amendments and results


def test_columns_of_before_and_after_are_told_apart() -> None:
    over = ("ที่", "แผนเดิม", "", "แผนที่แก้ไข", "", "หน่วยงานรับผิดชอบ", "เหตุผล")
    below = ("", "โครงการ", "งบประมาณ", "โครงการ", "งบประมาณ", "", "")
    spans = {f"{one}4": (2, 1) for one in "AFG"} | {"B4": (1, 2), "D4": (1, 2)}
    row = ("1", "โครงการ ก", "100,000", "โครงการ ก ใหม่", "200,000", "กองช่าง", "ราคาขึ้น")
    top = [(f"{TITLE} แก้ไข ครั้งที่ 2",), *UNDER]
    found = only(form(grid([*top, over, below, row], merged=spans)))
    assert (found.name, found.budget) == ("โครงการ ก ใหม่", Decimal("200000.00"))
    assert dict(found.before) == {"name": "โครงการ ก", "budget": "100,000"}
    assert dict(found.more) == {"reason": "ราคาขึ้น"}


def test_lines_of_an_amendment_tell_what_its_rows_do() -> None:
    rows = (("1. โครงการที่ขอเพิ่มเติม",), project(1), ("2. โครงการที่ขอยกเลิก",), project(1))
    draft = told(sheet(*rows))
    assert [row.change for row in draft.rows] == ["เพิ่มเติม", "ยกเลิก"]
    assert asked(draft) == []


@pytest.mark.parametrize("lines", [("แผนเดิม", "แก้ไขเป็น"), ("1. ข้อความเดิม", "2. ข้อความใหม่")])
def test_rows_of_before_are_joined_to_those_of_after(lines: Any) -> None:
    old = [project(1, "โครงการ ก"), project(2, "โครงการ ข", budget="20,000")]
    new = [project(2, "โครงการ ข ใหม่", budget="30,000"), project(1, "โครงการ ก")]
    draft = told(sheet((lines[0],), *old, (lines[1],), *new))
    assert [(row.id, row.name, row.before["name"]) for row in draft.rows] == [
        ("2569-001", "โครงการ ข ใหม่", "โครงการ ข"),
        ("2569-002", "โครงการ ก", "โครงการ ก"),
    ]
    assert draft.rows[0].before["budget"] == "20,000"
    assert asked(draft) == []


def test_a_row_of_before_alone_is_asked_about() -> None:
    draft = told(sheet(("แผนเดิม",), project(1), ("แก้ไขเป็น",)))
    assert [(one.code, one.rows) for one in draft.asks] == [("change-only-before", ("2569-001",))]


def test_columns_of_results_become_progress() -> None:
    head = (
        "ที่",
        "โครงการ",
        "งบประมาณ",
        "หน่วยงาน",
        "แล้วเสร็จ",
        "อยู่ระหว่างดำเนินการ",
        "เบิกจ่ายจริง",
        "ปัญหาอุปสรรค",
    )
    rows = [
        ("1", "โครงการ ก", "100,000", "กองช่าง", "✓", "", "50,000", "ฝนตก"),
        ("2", "โครงการ ข", "100,000", "กองช่าง", "", "✓", "0", ""),
    ]
    draft = told(form(grid([*TOP, *UNDER, head, *rows])))
    assert [dict(row.progress) for row in draft.rows] == [
        {"status": "แล้วเสร็จ", "spent": "50,000", "problem": "ฝนตก"},
        {"status": "อยู่ระหว่างดำเนินการ", "spent": "0"},
    ]


# Refused by name

_FIVE_YEARS = [
    ("แบบ ผ.02",),
    ("แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)",),
    ("ที่", "โครงการ", "วัตถุประสงค์", "เป้าหมาย", "งบประมาณ", "ตัวชี้วัด (KPI)", "หน่วยงานรับผิดชอบหลัก"),
    ("1", "ก", "ข", "ค", "100,000", "ง", "กองช่าง"),
]
_BUYING = [
    ("แบบ ผด.2",),
    ("แผนปฏิบัติการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2569",),
    ("ลำดับ", "รายการ", "งบประมาณ", "วิธีจัดหา", "หน่วยงาน"),
    ("1", "ก", "100,000", "คัดเลือก", "กองช่าง"),
]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (_FIVE_YEARS, "not-an-action-plan-form"),
        (_BUYING, "not-an-action-plan-form"),
        ([*TOP, *UNDER, COLUMNS, project(1)[:6]], "no-months"),
        ([("รายชื่อผู้เข้าร่วม",), ("1", "ก")], "no-table"),
    ],
)
def test_another_form_is_refused_by_its_name(rows: Any, code: str) -> None:
    with pytest.raises(FormRefusedError) as refused:
        interpret(form(grid(rows)))
    assert refused.value.code == code


# Nothing is lost

_WORDS = st.sampled_from(
    [
        *("", "1", "๒", "3.", "(4)", "โครงการก่อสร้างถนน", "บ้านดอน หมู่ที่ 3", "แผนงานการเกษตร", "รวม"),
        *("2. ยุทธศาสตร์คน", "12,000", "ไม่ใช้งบประมาณ", "กองช่าง", '"', "←", "─", "→", "✓", "-"),
        *("หมายเหตุ", "1.1 แผนงานการศึกษา (ต่อ)", "2 โครงการ", TITLE, "ประเภทครุภัณฑ์สำนักงาน"),
        *("แบบ ผด.02/1", "ลงชื่อ..............", "โครงการที่ขอยกเลิก", "ยุทธศาสตร์ที่ 3", "การพัฒนา"),
    ]
)
_ROWS = st.one_of(
    st.just(HEAD),
    st.tuples(*[_WORDS] * 9),
    st.builds(project, st.sampled_from([1, 2, 3, "", "1.1"]), _WORDS, budget=_WORDS, unit=_WORDS),
)


@given(st.lists(_ROWS, max_size=12), st.lists(st.sampled_from(["A9", "B8", "D8"]), max_size=2))
@settings(max_examples=60, deadline=None)
def test_every_text_of_any_form_is_in_the_draft_or_told_as_unused(rows: Any, merged: Any) -> None:
    marks = [Mark(MarkKind.LINE, 185, 260, Spot(sheet="ผด.02"), row=at) for at in (2, 7, 9)]
    spans = dict.fromkeys(merged, (2, 1))
    read = sheet(project(1), *rows, merged=spans, marks=marks)
    assert rest(read, interpret(read)) == ()


def test_a_text_that_is_nowhere_in_the_draft_is_found() -> None:
    read = sheet(project(1), project(2))
    draft = interpret(read)
    assert rest(sheet(project(1), project(2), ("", "หายไป")), draft)
    lost = [one for one in draft.used if one.what != "กองช่าง"]
    assert rest(read, replace(draft, used=tuple(lost)))
    short = replace(draft.rows[0], name="โครงการ")
    assert rest(read, replace(draft, rows=(short, *draft.rows[1:])))


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570) แผนการดำเนินงาน ปี 2569", 2569),
        ("แผนการดำเนินงาน ปี ๒๕๖๘ ตามแผนพัฒนาท้องถิ่น (พ.ศ. ๒๕๖๖ – ๒๕๗๐)", 2568),
        ("แผนการดำเนินงาน (พ.ศ. 2566-2570)", 0),
        ("แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2566 ถึง พ.ศ. 2570", 0),
        ("แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2570", 2570),
        ("แผนการดำเนินงาน 2569 - อบต.หนองใส", 2569),
    ],
)
def test_the_years_of_a_plan_for_several_years_are_no_year_of_the_form(
    title: str, year: int
) -> None:
    assert year_in(title) == year
