"""Amounts of forms: several columns of money, figures that count thousands, cells with words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from form_maker import COLUMNS, HEAD, MONTHS, TITLE, TOP, UNDER, form, grid, project, table
from generator.plan.intake.draft import Draft, DraftRow
from generator.plan.intake.form import Form
from generator.plan.intake.interpret import interpret
from generator.plan.intake.interpret.rest import rest

_MARKS = ("✓",) * 12


def _told(read: Form) -> Draft:
    draft = interpret(read)
    assert rest(read, draft) == ()
    return draft


def _with_money(headings: tuple[str, ...], *amounts: tuple[str, ...]) -> tuple[DraftRow, ...]:
    """Return the rows of a form with these columns of money."""
    head = ("ที่", "โครงการ", *headings, "หน่วยงาน", *MONTHS)
    rows = [(str(at), "ก", *row, "กองช่าง", *_MARKS) for at, row in enumerate(amounts, start=1)]
    return _told(form(grid([*TOP, *UNDER, head, *rows]))).rows


def _baht(rows: tuple[DraftRow, ...]) -> list[int | None]:
    return [None if row.budget is None else int(row.budget) for row in rows]


@pytest.mark.parametrize(
    "headings",
    [
        ("งบประมาณ ปี 2568", "งบประมาณ ปี 2569", "งบประมาณ ปี 2570"),
        ("งบประมาณ (พ.ศ. ๒๕๖๘)", "งบประมาณ (พ.ศ. ๒๕๖๙)", "วงเงิน ปี 70"),
        ("งบปี 68 จำนวนเงิน", "งบประมาณ (บาท)", "งบประมาณปี 2570"),
    ],
)
def test_of_columns_of_several_years_the_plans_own_is_read(headings: Any) -> None:
    rows = _with_money(headings, ("10,000", "20,000", "30,000"), ("10,000", "", "30,000"))
    assert _baht(rows) == [20_000, None]


def test_a_line_of_years_below_one_heading_of_money_tells_them_apart() -> None:
    over = ("ที่", "โครงการ", "งบประมาณ (บาท)", "", "หน่วยงาน", *MONTHS)
    row = ("1", "ก", "10,000", "20,000", "กองช่าง", *_MARKS)
    lines = [*TOP, *UNDER, over, ("", "", "2569", "2570"), row]
    assert _baht(_told(form(grid(lines, merged={"C6": (1, 2)}))).rows) == [10_000]


@pytest.mark.parametrize(
    "headings",
    [
        ("งบประมาณตามแผน", "งบประมาณที่อนุมัติ"),
        ("งบประมาณตามแผนพัฒนาท้องถิ่น", "งบประมาณตามข้อบัญญัติ"),
        ("งบประมาณที่ตั้งไว้", "งบประมาณที่ได้รับจัดสรร"),
    ],
)
def test_the_planned_and_the_approved_amount_are_asked_about_unless_they_agree(
    headings: Any,
) -> None:
    rows = _with_money(headings, ("10,000", "9,000"), ("", "9,000"), ("9,000", "9,000.00"))
    assert _baht(rows) == [None, None, 9_000]


@pytest.mark.parametrize(
    "headings",
    [
        ("เงินรายได้", "เงินอุดหนุน"),
        ("งบ ทต.", "งบ อบจ."),
        ("งบประมาณ (บาท)", "เงินสะสม"),
        ("งบประมาณ (เทศบาล)", "งบประมาณ (เงินสะสม)"),
    ],
)
def test_columns_by_source_tell_the_amount_and_whose_it_is(headings: Any) -> None:
    rows = _with_money(headings, ("", "20,000"), ("10,000", ""), ("10,000", "20,000"))
    assert _baht(rows) == [20_000, 10_000, None]
    assert rows[0].source in headings[1]


def test_a_tick_in_a_column_by_source_tells_whose_money_it_is() -> None:
    headings = ("งบประมาณ (บาท)", "เงินรายได้", "เงินอุดหนุน")
    rows = _with_money(headings, ("10,000", "✓", ""), ("20,000", "", "/"))
    assert [(row.budget, row.source) for row in rows] == [
        (Decimal("10000.00"), "เงินรายได้"),
        (Decimal("20000.00"), "เงินอุดหนุน"),
    ]


def test_a_total_of_columns_by_source_is_their_sum() -> None:
    head = (*COLUMNS[:3], "งบ อบต.", "งบ อบจ.", *COLUMNS[4:], *MONTHS)
    rows = [("1", "ก", "", "10,000", "", "", "กองช่าง", *_MARKS)]
    rows += [("2", "ข", "", "", "20,000", "", "กองช่าง", *_MARKS)]
    total = ("รวม", "2 โครงการ", "", "10,000", "20,000")
    draft = _told(form(grid([*TOP, *UNDER, head, *rows, total])))
    assert draft.sections[0].stated_budget == draft.sections[0].budget == 30_000


@pytest.mark.parametrize("line", ["(พันบาท)", "หน่วย : พันบาท", "(หน่วย: พันบาท)", "หน่วยนับ : พันบาท"])
@pytest.mark.parametrize("document", [True, False])
def test_a_line_over_a_table_tells_what_its_figures_count(line: str, document: bool) -> None:
    row = project(1, budget="250")
    if document:
        heads = [text for (text,) in UNDER]
        tables = table([HEAD, row]), table([HEAD, project(2, budget="250")], 2)
        read = form(TITLE, *heads, line, tables[0], "1. ยุทธศาสตร์คน (ต่อ)", tables[1])
    else:
        more = [project(at, budget="250") for at in range(2, 14)]
        read = form(
            grid([*TOP, (line,), *UNDER, HEAD, row, *more, HEAD, project(14, budget="250")])
        )
    assert set(_baht(_told(read).rows)) == {250_000}


@pytest.mark.parametrize(
    "heading",
    [
        *("งบประมาณตามข้อบัญญัติ (พันบาท)", "งบประมาณ : พันบาท", "วงเงิน\n(หน่วย : พันบาท)"),
        "จำนวนเงินที่ตั้งไว้ (หน่วย: 1,000 บาท)",
    ],
)
def test_a_heading_of_money_tells_what_its_figures_count(heading: str) -> None:
    assert _baht(_with_money((heading,), ("250",))) == [250_000]


def test_a_line_that_counts_in_baht_changes_no_amount() -> None:
    read = form(grid([*TOP, ("(หน่วย : บาท)",), *UNDER, HEAD, project(1, budget="250")]))
    assert _baht(_told(read).rows) == [250]


def _read(text: str) -> tuple[DraftRow, tuple[str, ...] | None]:
    """Return a row with this cell of money, and the readings that are asked about, if any."""
    draft = _told(form(grid([*TOP, *UNDER, HEAD, project(1, budget=text)])))
    asked = [one.readings for one in draft.asks if not one.mention]
    return draft.rows[0], asked[0] if asked else None


@pytest.mark.parametrize(
    ("text", "baht"),
    [
        *(("1.2 ล้านบาท", 1_200_000), ("1.2ล.", 1_200_000), ("๓ แสนบาท", 300_000)),
        *(("1.5 ลบ.", 1_500_000), ("12 หมื่น", 120_000), ("หนึ่งแสนสองหมื่นบาทถ้วน", 120_000)),
        *(("(ห้าหมื่นบาท)", 50_000), ("120,000*", 120_000), ("* 120,000", 120_000)),
        *(("120,000฿", 120_000), ("120,000 THB", 120_000), ("120,000 บาท.", 120_000)),
        *(("รวม 3 แห่ง 150,000", 150_000), ("3 แห่ง รวมเป็นเงิน 150,000 บาท", 150_000)),
        ("ค่าวัสดุ 30,000\nค่าแรง 20,000\nรวม 50,000", 50_000),
    ],
)
def test_an_amount_with_one_reading_is_read_however_it_is_written(text: str, baht: int) -> None:
    row, asked = _read(text)
    assert (row.budget, row.source, asked) == (Decimal(baht), "", None)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        *(("50,000 x 12", ("600,000", "50,000")), ("2 × 60,000", ("120,000", "2"))),
        *(("1 2 0,000", ("120,000",)), ("1 200 000", ("1,200,000",))),
        *(("1'200'000", ("1,200,000",)), ("100,000 (4 ไตรมาส)", ("100,000",))),
        *(
            ("20,000 บาท 3 แห่ง", ("20,000",)),
            ("5 หมู่ ๆ ละ 20,000 รวม 90,000", ("20,000", "รวม 90,000")),
        ),
        *(("1) 50,000 2) 60,000", ("50,000", "60,000", "รวม 110,000")), ("5%", ())),
        *(("ไม่เกิน 120,000", ("120,000",)), ("ประมาณ 120,000", ("120,000",))),
        *(("คงเหลือ 120,000", ("120,000",)), ("100,000 (1)", ("100,000",))),
        *(("ตั้งแต่ 120,000", ("120,000",)), ("1,000,000 ลบ.", ("1,000,000,000,000",))),
        *(("120.000", ("120", "120,000")), ("งบ อบจ.", ()), ("120,000 +", ("120,000",))),
        ("ค่าวัสดุ 30,000 ค่าแรง 20,000 รวม 60,000", ("30,000", "20,000", "รวม 60,000")),
    ],
)
def test_an_amount_that_is_not_sure_is_asked_with_what_it_may_be(
    text: str, readings: tuple[str, ...]
) -> None:
    row, asked = _read(text)
    assert (row.budget, asked) == (None, readings)


@pytest.mark.parametrize("text", ["-ไม่มี-", "ไม่มีค่าใช้จ่าย", "– ไม่ใช้งบประมาณ –"])
def test_words_that_say_that_no_money_is_used_ask_nothing(text: str) -> None:
    row, asked = _read(text)
    assert (row.uses_no_budget, row.source, asked) == (True, "", None)


def test_an_amount_in_figures_and_in_letters_is_one_where_both_agree() -> None:
    headings = ("งบประมาณ (ตัวเลข)", "งบประมาณ (ตัวอักษร)")
    rows = _with_money(headings, ("10,000", "หนึ่งหมื่นบาทถ้วน"), ("10,000", "หนึ่งแสนบาทถ้วน"))
    assert _baht(rows) == [10_000, None]


@pytest.mark.parametrize("heading", ["รวมเงิน (บาท)", "ราคารวม", "รวมเป็นเงิน (บาท)", "งบประมาณรวม"])
def test_the_price_of_one_is_not_the_amount(heading: str) -> None:
    assert _baht(_with_money(("ราคาต่อหน่วย (บาท)", heading), ("5,000", "10,000"))) == [10_000]


def test_an_amount_as_it_was_is_no_part_of_the_amount() -> None:
    (row,) = _with_money(("งบประมาณตามแผนเดิม", "งบประมาณที่แก้ไข"), ("10,000", "20,000"))
    assert (row.budget, dict(row.before)) == (Decimal("20000.00"), {"budget": "10,000"})
