"""What is promised of the headings of months: what their order or their year belies is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from form_maker import COLUMNS, MONTHS, TITLE, TOP, UNDER, WIDTH, form, grid, table
from generator.plan.intake.draft import Draft, MonthsState
from generator.plan.intake.form import Form, FormRefusedError, GridCell, Mark, MarkKind, Spot
from generator.plan.intake.interpret import interpret
from generator.plan.read import Held, Stored
from generator.plan.read.cells import column_letter

CLEAR, UNCLEAR = MonthsState.CLEAR, MonthsState.UNCLEAR
FROM_JANUARY = (*MONTHS[3:], *MONTHS[:3])
YEARS = {0: "พ.ศ. 2568", 3: "พ.ศ. 2569"}
FIRST = len(COLUMNS)
HEAD_ROW = len(TOP) + len(UNDER)
ROW = HEAD_ROW + 2


def with_months(
    signs: Mapping[int, str],
    months: Sequence[str] = MONTHS,
    over: Mapping[int, str] | None = None,
    title: str = TITLE,
) -> Form:
    """Return a form of one project; `signs` are typed by the place of the month, from the left."""
    years = YEARS if over is None else over
    starts = [*sorted(years), len(months)]
    above = ["", *("" for _ in COLUMNS[1:]), *("" for _ in months)]
    merged = {}
    for at, end in pairwise(starts):
        above[FIRST + at] = years[at]
        merged[f"{_letter(FIRST + at)}{HEAD_ROW + 1}"] = (1, end - at)
    own = ("1", "โครงการวางท่อระบายน้ำ", "ยาว 10 เมตร", "10,000", "หมู่ที่ 1", "กองช่าง")
    row = (*own, *(signs.get(at, "") for at in range(len(months))))
    top = [TOP[0], (title,), TOP[2], *UNDER]
    return form(grid([*top, above, (*COLUMNS, *months), row], merged=merged))


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def drawn(whole: Form, first: int, last: int) -> Form:
    """Return the form with an arrow over months by their place from the left."""
    (sheet,) = whole.grids
    left, right = ((FIRST + at) * WIDTH for at in (first + 0.1, last + 0.9))
    mark = Mark(MarkKind.LINE, left, right, Spot(sheet="ผด.02"), ROW, 0.45, heads=2)
    return replace(whole, parts=(replace(sheet, marks=(mark,)),))


def painted(whole: Form, first: int, last: int) -> Form:
    """Return the form with coloured month cells."""
    (sheet,) = whole.grids
    cells = [
        GridCell("", ROW, FIRST + at, Spot(sheet="ผด.02"), fill="FFC000")
        for at in range(first, last + 1)
    ]
    return replace(whole, parts=(replace(sheet, cells=(*sheet.cells, *cells)),))


def months_of(draft: Draft) -> str:
    (row,) = draft.rows
    assert row.state is CLEAR
    return " ".join(name for name, is_in in zip(MONTHS, row.months, strict=True) if is_in)


def why(draft: Draft) -> str:
    """Return why the months of the only row are asked; they are not written."""
    (row,) = draft.rows
    assert row.state is UNCLEAR
    assert not any(row.months)
    return next(one.why for one in draft.asks if one.code == "months-unclear")


def misprinted(**changed: str) -> tuple[str, ...]:
    """Return headings of months with some, by their number from the left, printed otherwise."""
    return tuple(changed.get(f"m{at}", name) for at, name in enumerate(MONTHS))


MISPRINTS = (
    (misprinted(m1="พ.ค."), 1, "H7", "พ.ย."),
    (misprinted(m1="ต.ค."), 1, "H7", "พ.ย."),
    (misprinted(m4="ก.ย."), 4, "K7", "ก.พ."),
    (misprinted(m11="ก.พ."), 11, "R7", "ก.ย."),
    (misprinted(m0="ม.ค."), 0, "G7", "ต.ค."),
    (misprinted(m1="พฤศจกายม"), 1, "H7", "พ.ย."),
    (misprinted(m6=""), 6, "M7", "เม.ย."),
    (misprinted(m0=""), 0, "G7", "ต.ค."),
    (misprinted(m11=""), 11, "R7", "ก.ย."),
    (misprinted(m0="ตลาคม"), 0, "G7", "ต.ค."),
    (misprinted(m2="ม.ค.", m3="ธ.ค."), 2, "I7", "ธ.ค."),
)


@pytest.mark.parametrize(("months", "at", "cell", "meant"), MISPRINTS)
@pytest.mark.parametrize("sign", ["arrow", "tick", "typed", "merged", "fill", "box"])
def test_a_month_below_a_misprinted_heading_is_asked_with_its_cell(
    months: tuple[str, ...], at: int, cell: str, meant: str, sign: str
) -> None:
    first = min(at, 10)
    typed = {"tick": {at: "✓"}, "typed": {first: "<--", first + 1: "-->"}}
    whole = with_months(typed.get(sign, {}), months)
    if sign == "arrow":
        whole = drawn(whole, first, first + 1)
    elif sign == "fill":
        whole = painted(whole, first, first + 1)
    elif sign == "merged":
        (sheet,) = whole.grids
        over = GridCell("<---->", ROW, FIRST + first, Spot(sheet="ผด.02"), columns=2)
        whole = replace(whole, parts=(replace(sheet, cells=(*sheet.cells, over)),))
    elif sign == "box":
        whole = drawn(whole, first, first + 1)
        (sheet,) = whole.grids
        marks = tuple(replace(one, kind=MarkKind.BOX, heads=0) for one in sheet.marks)
        whole = replace(whole, parts=(replace(sheet, marks=marks),))
    told = why(interpret(whole))
    assert f"ช่อง {cell}" in told
    assert meant in told


@pytest.mark.parametrize(("months", "at", "cell", "meant"), MISPRINTS)
def test_months_beside_a_misprinted_heading_are_read_by_their_own(
    months: tuple[str, ...], at: int, cell: str, meant: str
) -> None:
    first = 8 if at < 8 else 5
    expected = " ".join(MONTHS[first : first + 2])
    assert months_of(interpret(drawn(with_months({}, months), first, first + 1))) == expected
    assert months_of(interpret(with_months({first: "/", first + 1: "/"}, months))) == expected
    assert cell, meant


@pytest.mark.parametrize("text", ["ต.ค. - พ.ย.", "ต.ค.–พ.ย. 68"])
def test_months_named_in_words_do_not_depend_on_a_misprinted_heading(text: str) -> None:
    whole = with_months({0: text}, misprinted(m1="พ.ค."))
    assert months_of(interpret(whole)) == "ต.ค. พ.ย."


@pytest.mark.parametrize(
    ("over", "first", "last", "outside"),
    [
        ("พ.ศ. 2569", 8, 10, "ต.ค. พ.ย. เป็นของปี 2569"),
        ("พ.ศ. 2569", 10, 11, "พ.ย. ธ.ค. เป็นของปี 2569"),
        ("ปี 2569", 0, 11, "ต.ค. พ.ย. ธ.ค. เป็นของปี 2569"),
        ("พ.ศ. 2568", 0, 1, "ม.ค. ก.พ. เป็นของปี 2568"),
        ("๒๕๖๘", 7, 9, "ก.ย. เป็นของปี 2568"),
    ],
)
def test_a_month_whose_heading_lies_outside_the_fiscal_year_is_asked(
    over: str, first: int, last: int, outside: str
) -> None:
    whole = with_months({}, FROM_JANUARY, {0: over})
    told = why(interpret(drawn(whole, first, last)))
    ticked = with_months(dict.fromkeys(range(first, last + 1), "✓"), FROM_JANUARY, {0: over})
    assert "ปีในหัวตาราง" in told
    assert outside in told
    assert why(interpret(ticked)) == told


def test_a_year_above_january_alone_is_that_of_all_months_to_december() -> None:
    whole = with_months({}, FROM_JANUARY, {0: "พ.ศ. 2569", 1: ""})
    assert "(ต.ค. พ.ย. เป็นของปี 2569)" in why(interpret(drawn(whole, 9, 10)))
    assert months_of(interpret(drawn(whole, 0, 2))) == "ม.ค. ก.พ. มี.ค."


def test_months_within_the_fiscal_year_of_a_calendar_are_read() -> None:
    whole = with_months({}, FROM_JANUARY, {0: "พ.ศ. 2569"})
    assert months_of(interpret(drawn(whole, 1, 3))) == "ก.พ. มี.ค. เม.ย."
    right = with_months({}, FROM_JANUARY, {0: "พ.ศ. 2569", 9: "พ.ศ. 2568"})
    assert months_of(interpret(drawn(right, 9, 10))) == "ต.ค. พ.ย."
    assert "ถัดจาก ก.ย." in why(interpret(drawn(right, 7, 10)))


def test_an_arrow_from_september_to_an_october_after_it_is_asked() -> None:
    whole = with_months({}, FROM_JANUARY, {0: "ปีงบประมาณ พ.ศ. 2569"})
    assert "ต.ค." in why(interpret(drawn(whole, 7, 9)))
    assert months_of(interpret(drawn(whole, 0, 11))) == " ".join(MONTHS)
    assert months_of(interpret(drawn(whole, 9, 11))) == "ต.ค. พ.ย. ธ.ค."


def test_one_year_over_october_to_september_names_the_fiscal_year_and_is_told() -> None:
    draft = interpret(drawn(with_months({}, over={0: "พ.ศ. 2569"}), 0, 1))
    assert months_of(draft) == "ต.ค. พ.ย."
    assert [one.readings for one in draft.asks if one.code == "year-over-months"] == [("2568",)]


@pytest.mark.parametrize(
    ("months", "over"),
    [(MONTHS, "พ.ศ. 2568"), (MONTHS, "พ.ศ. 2571"), (FROM_JANUARY, "พ.ศ. 2571")],
)
def test_one_year_over_all_months_that_cannot_be_the_titles_is_asked(
    months: Sequence[str], over: str
) -> None:
    draft = interpret(with_months({1: "✓"}, months, {0: over}))
    (ask,) = (one for one in draft.asks if one.code == "year-contradiction")
    assert ask.option == "--year"
    assert {"2569", over[-4:]} <= set(ask.readings)
    answered = interpret(with_months({1: "✓"}, months, {0: over}), 2569)
    assert answered.rows[0].state is CLEAR


def test_a_sign_in_a_thirteenth_month_is_asked() -> None:
    more = (*MONTHS, "ต.ค.")
    assert "ต.ค." in why(interpret(with_months({11: "✓", 12: "✓"}, more, {})))
    assert months_of(interpret(with_months({11: "✓"}, more, {}))) == "ก.ย."


NUMBERS = ("10", "11", "12", *map(str, range(1, 10)))


@pytest.mark.parametrize(
    "numbers",
    [NUMBERS, tuple(one.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")) for one in NUMBERS)],
)
@pytest.mark.parametrize("over", [YEARS, {0: "เดือน"}, {0: "พ.ศ. 2569"}, {0: "ปีงบประมาณ พ.ศ. 2569"}])
def test_months_that_are_numbers_are_read_whatever_stands_above_them(
    numbers: Sequence[str], over: Mapping[int, str]
) -> None:
    draft = interpret(drawn(with_months({}, numbers, over), 1, 3))
    assert (draft.year, months_of(draft)) == (2569, "พ.ย. ธ.ค. ม.ค.")


QUARTERS = (
    tuple(f"ไตรมาส {number}" for number in range(1, 5)),
    tuple(f"ไตรมาสที่ {number}" for number in "๑๒๓๔"),
    (
        "ไตรมาส 1 (ต.ค.-ธ.ค.)",
        "ไตรมาส 2 (ม.ค.-มี.ค.)",
        "ไตรมาส 3 (เม.ย.-มิ.ย.)",
        "ไตรมาส 4 (ก.ค.-ก.ย.)",
    ),
)


@pytest.mark.parametrize("quarters", QUARTERS)
@pytest.mark.parametrize(("first", "last", "reading"), [(0, 0, "ต.ค.–ธ.ค."), (1, 2, "ม.ค.–มิ.ย.")])
def test_a_mark_below_quarters_alone_is_asked_with_the_months_of_these(
    quarters: Sequence[str], first: int, last: int, reading: str
) -> None:
    ticks = dict.fromkeys(range(first, last + 1), "✓")
    for whole in (
        drawn(with_months({}, quarters, {}), first, last),
        with_months(ticks, quarters, {}),
    ):
        draft = interpret(whole)
        assert "ไตรมาส" in why(draft)
        (ask,) = (one for one in draft.asks if one.code == "months-unclear")
        assert ask.readings == (reading,)


def test_what_says_its_months_below_quarters_is_read() -> None:
    assert months_of(interpret(drawn(with_months({}, QUARTERS[0], {}), 0, 3))) == " ".join(MONTHS)
    assert months_of(interpret(with_months({1: "ม.ค. - ก.พ."}, QUARTERS[0], {}))) == "ม.ค. ก.พ."


def test_quarters_of_the_calendar_are_none_and_the_refusal_quotes_the_heading() -> None:
    calendar = ("ไตรมาส 1 (ม.ค.-มี.ค.)", *QUARTERS[0][1:])
    with pytest.raises(FormRefusedError) as refused:
        interpret(with_months({0: "✓"}, calendar, {}))
    assert (refused.value.code, "ไตรมาส 1 (ม.ค.-มี.ค.)" in refused.value.details["found"]) == (
        "no-months",
        True,
    )


@pytest.mark.parametrize("halves", [("1-15", "16-31"), ("๑-๑๕", "๑๖-๓๑"), ("1", "2"), ("1", "16")])
@pytest.mark.parametrize(
    ("first", "last", "months"),
    [(4, 9, "ธ.ค. ม.ค. ก.พ."), (5, 8, "ธ.ค. ม.ค. ก.พ."), (0, 0, "ต.ค."), (23, 23, "ก.ย.")],
)
def test_an_arrow_over_parts_of_months_has_the_whole_months(
    halves: tuple[str, str], first: int, last: int, months: str
) -> None:
    above = [text for month in MONTHS for text in (month, "")]
    own = ("1", "โครงการวางท่อระบายน้ำ", "ยาว 10 เมตร", "10,000", "หมู่ที่ 1", "กองช่าง")
    merged = {f"{column_letter(FIRST + 2 * at)}{HEAD_ROW + 1}": (1, 2) for at in range(12)}
    merged |= {f"{_letter(at)}{HEAD_ROW + 1}": (2, 1) for at in range(FIRST)}
    below = (*("" for _ in COLUMNS), *halves * 12)
    whole = form(grid([*TOP, *UNDER, (*COLUMNS, *above), below, own], merged=merged))
    assert months_of(interpret(drawn(whole, first, last))) == months


@pytest.mark.parametrize(
    ("first", "shown"), [(2025, "ต.ค. 25"), (2025, "Oct-25"), (2025, "ต.ค. 68"), (1968, "Oct-68")]
)
def test_months_that_a_workbook_holds_as_days_have_the_year_that_is_held(
    first: int, shown: str
) -> None:
    whole = with_months({1: "✓"}, (shown, *MONTHS[1:]), {})
    (sheet,) = whole.grids
    stored = Stored(Held.DATE, f"{first}-10-01", "mmm-yy", shown)
    cells = tuple(replace(one, stored=stored) if one.text == shown else one for one in sheet.cells)
    draft = interpret(replace(whole, parts=(replace(sheet, cells=cells),)))
    assert (draft.year, months_of(draft)) == (2569, "พ.ย.")


def test_a_misprinted_heading_of_a_text_document_is_told_by_its_place() -> None:
    own = ("1", "โครงการวางท่อระบายน้ำ", "ยาว 10 เมตร", "10,000", "หมู่ที่ 1", "กองช่าง")
    rows = [(*COLUMNS, *misprinted(m1="พ.ค.")), (*own, "", "✓", *("" for _ in MONTHS[2:]))]
    lines = [text for (text,) in (*TOP, *UNDER)]
    told = why(interpret(form(*lines, table(rows), kind="docx")))
    assert "คอลัมน์เดือนที่ 2" in told
    assert "“พ.ค.”" in told
