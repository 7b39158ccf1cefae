"""Rows that look like something else, and lines that look like rows: none is lost, none joined."""

from __future__ import annotations

from typing import Any

import pytest

from form_maker import HEAD, MONTHS, TOP, UNDER, form, grid, project, sheet
from generator.plan.intake.draft import Draft
from generator.plan.intake.form import Form, Mark, MarkKind, Spot
from generator.plan.intake.interpret import interpret
from generator.plan.intake.interpret.rest import rest
from generator.plan.intake.wraps import with_wraps_joined
from generator.thai.mending import with_letters

_SHOWN = [*TOP, *UNDER, HEAD]


def _told(read: Form) -> Draft:
    draft = interpret(read)
    assert rest(read, draft) == ()
    return draft


def _asked(draft: Draft, at: int) -> set[str]:
    here = draft.rows[at].id
    return {one.code for one in draft.asks if here in one.rows and not one.mention}


@pytest.mark.parametrize("word", ["โครงการ", "กิจกรรม", "รายการ"])
@pytest.mark.parametrize(
    "more", [{"detail": "จัดอบรม"}, {"unit": "กองคลัง", "place": ""}, {"place": "หมู่ที่ 2", "unit": ""}]
)
@pytest.mark.parametrize("last", [True, False])
def test_a_name_of_which_the_first_line_is_one_word_is_no_total(
    word: str, more: dict[str, str], last: bool
) -> None:
    rows: list[Any] = [project(1), project(2, word, **more)[:6], ("", "เฝ้าระวังโรค")]
    draft = _told(sheet(*rows, *([] if last else [project(3)])))
    assert [row.number for row in draft.rows] == ["1", "2"] + ["3"] * (not last)
    assert draft.rows[1].name == f"{word} เฝ้าระวังโรค"


@pytest.mark.parametrize("word", ["โครงการ", "กิจกรรม", "รายการ"])
def test_a_number_of_them_and_an_amount_is_a_total(word: str) -> None:
    draft = _told(sheet(project(1), project(2), ("2", word, "-", "20,000", "-")))
    assert len(draft.rows) == 2


@pytest.mark.parametrize(
    ("number", "name"),
    [
        *(
            ("*2", "โครงการ ข"),
            ("** 2", "โครงการ ข"),
            ("※2", "โครงการ ข"),
            ("2*", "โครงการ ข"),
            ("", "* โครงการ ข"),
        ),
        *(("หมายเหตุ 2", "โครงการ ข"), ("*", "ขุดลอกคลอง")),
    ],
)
@pytest.mark.parametrize("budget", ["20,000", ""])
def test_a_row_that_leads_to_a_note_is_a_project(number: str, name: str, budget: str) -> None:
    draft = _told(sheet(project(1), project(number, name, budget=budget), project(3)))
    assert [row.name for row in draft.rows][1:2] == [name]
    assert len(draft.rows) == 3


@pytest.mark.parametrize("number", ["=A8+1", "=ROW()-7", ""])
@pytest.mark.parametrize("budget", ["=D8", "=SUM(D8:D9)", "=50000*2"])
def test_a_row_of_formulas_without_results_stays_and_its_amount_is_asked(
    number: str, budget: str
) -> None:
    draft = _told(sheet(project(1), project(number, "ขุดลอกคลอง", budget=budget), project(3)))
    assert [row.name for row in draft.rows][1] == "ขุดลอกคลอง"
    assert draft.rows[1].budget is None
    assert _asked(draft, 1) & {"budget-unclear", "budget-none"}


def _drawn(row: int, first: int, last: int) -> Mark:
    left, right = 30.0 * (6 + first), 30.0 * (7 + last)
    return Mark(
        MarkKind.LINE, left + 4, right - 4, Spot(sheet="ผด.02"), row=row, slack=0.5, heads=2
    )


@pytest.mark.parametrize("unit", ["", "กองช่าง", "กองคลัง"])
@pytest.mark.parametrize("detail", ["", "กว้าง 4 เมตร"])
def test_a_row_put_in_by_hand_with_its_own_months_is_not_joined(unit: str, detail: str) -> None:
    rows = [project(1)[:6], ("", "โครงการวางท่อ", detail, "", "", unit), project(2)[:6]]
    at = len(_SHOWN)
    marks = [_drawn(at, 0, 1), _drawn(at + 1, 3, 4), _drawn(at + 2, 5, 6)]
    draft = _told(form(grid([*_SHOWN, *rows], marks=marks)))
    assert [row.name for row in draft.rows][1] == "โครงการวางท่อ"
    assert {"number-missing", "budget-none"} <= _asked(draft, 1)


def test_a_row_put_in_by_hand_with_another_unit_is_not_joined() -> None:
    rows = [project(1), ("", "โครงการวางท่อ", "", "", "", "กองคลัง"), project(2)]
    assert [row.unit for row in _told(sheet(*rows)).rows] == ["กองช่าง", "กองคลัง", "กองช่าง"]


@pytest.mark.parametrize("mark", ['"', "”", "''", "- ” -"])
def test_a_row_of_ditto_marks_with_a_number_is_a_project(mark: str) -> None:
    again = ("2", mark, mark, mark, mark, mark, *("✓" for _ in MONTHS))
    draft = _told(sheet(project(1, "ขุดลอกคลอง"), again, project(3)))
    assert [row.name for row in draft.rows][:2] == ["ขุดลอกคลอง"] * 2
    assert "budget-unclear" in _asked(draft, 1)


@pytest.mark.parametrize(
    ("line", "strategy", "programme"),
    [
        ("ยุทธศาสตร์ที่ 2 การพัฒนา\nคุณภาพชีวิต\nแผนงานสาธารณสุข", "การพัฒนาคุณภาพชีวิต", "แผนงานสาธารณสุข"),
        (
            "ยุทธศาสตร์ที่ 2 การพัฒนา\nแผนงานสร้างความ\nเข้มแข็งของชุมชน",
            "การพัฒนา",
            "แผนงานสร้างความเข้มแข็งของชุมชน",
        ),
        ("ยุทธศาสตร์ที่ 2 การพัฒนา\nแผนงานสาธารณสุข", "การพัฒนา", "แผนงานสาธารณสุข"),
    ],
)
def test_a_strategy_broken_over_lines_is_one_name(line: str, strategy: str, programme: str) -> None:
    draft = _told(sheet((line,), project(1), top=TOP))
    assert ([one.name for one in draft.strategies], draft.rows[0].programme) == (
        [strategy],
        programme,
    )
    assert [one.name for one in draft.strategies] == [strategy]


@pytest.mark.parametrize(
    "lines",
    [
        *(
            "แผนงานสาธารณสุข\nกองสาธารณสุข",
            "ยุทธศาสตร์ที่ 1 คน\nเป้าหมาย คนสุขภาพดี",
            "แผนงานการเกษตร\n1. ถนน",
        ),
        *("ยุทธศาสตร์ที่ 1 คน\nเทศบาลตำบลฟ้าคราม", "ยุทธศาสตร์ที่ 1 คน\nสาธารณสุข"),
    ],
)
def test_a_line_of_its_own_ends_no_name(lines: str) -> None:
    assert with_wraps_joined(lines) == lines


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("โครงการก\uf70bอสร\uf70cาง", "โครงการก้อสร๊าง"),
        ("ก\uf70aอ", "ก่อ"),
        ("เเผนงาน", "แผนงาน"),
        ("ดํ\u0e32เนินงานน้ํ\u0e32", "ดำเนินงานน้ำ"),
        ("เเผนงานเเละ", "แผนงานและ"),
        ("ก่อสร้าง", "ก่อสร้าง"),
    ],
)
def test_what_old_fonts_show_as_letters_is_read_as_letters(shown: str, text: str) -> None:
    assert with_letters(shown) == text


_TOTALS = [
    *("สรุปแผนงาน 2 โครงการ", "ทั้งหมด 2 โครงการ", "จำนวน 2 โครงการ เป็นเงิน 20,000 บาท"),
    *("จำนวนโครงการ ๒ โครงการ งบประมาณ 20,000.-", "เป็นเงินทั้งสิ้น 20,000 บาท", "รวมทั้งสิ้น 2 โครงการ"),
]
_OF_NO_ROW = ["(สองหมื่นบาทถ้วน)", "ตรวจแล้วถูกต้อง", "/2. ยุทธศาสตร์...", "** เงินอุดหนุน", "(ต่อหน้า 2)"]


@pytest.mark.parametrize("line", [*_TOTALS, *_OF_NO_ROW])
def test_a_line_below_the_last_name_is_not_joined_to_it(line: str) -> None:
    draft = _told(sheet(project(1), project(2, "ขุดลอกคลอง"), ("", line)))
    assert draft.rows[-1].name == "ขุดลอกคลอง"


@pytest.mark.parametrize(
    "line",
    ["รวมทั้งสิ้น 2 โครงการ", "รวมเป็นเงินทั้งสิ้น", "รวมงบประมาณแผนงาน 20,000 บาท", *_OF_NO_ROW],
)
def test_a_line_below_the_last_detail_is_not_joined_to_it(line: str) -> None:
    draft = _told(sheet(project(1), project(2, detail="กว้าง 4 เมตร"), ("", "", line)))
    assert draft.rows[-1].detail == "กว้าง 4 เมตร"


@pytest.mark.parametrize(
    "line",
    ["จำนวน 2 รายการ", "รวมระยะทาง 200 เมตร", "รวม 3 รายการ เป็นเงิน 5,000 บาท", "เป็นเงิน 5,000 บาท"],
)
def test_a_line_of_a_detail_stays_with_it(line: str) -> None:
    draft = _told(sheet(project(1, detail="เก้าอี้"), ("", "", line), project(2)))
    assert draft.rows[0].detail == f"เก้าอี้ {line}"


@pytest.mark.parametrize("unit", ["ไม่มี", "เช่นเดียวกับข้อ 1", "เหมือนข้อ 1", "ดังกล่าว", "เดียวกับลำดับที่ 1"])
def test_words_in_place_of_a_unit_are_asked(unit: str) -> None:
    draft = _told(sheet(project(1), project(2, unit=unit)))
    assert (draft.rows[1].named_unit, "unit-none" in _asked(draft, 1)) == ("", True)
    assert draft.units == ("กองช่าง",)
