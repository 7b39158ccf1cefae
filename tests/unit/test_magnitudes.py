"""In what figures of money count: read exactly and said, or refused; no advice multiplies them."""

import re

import pytest

from generator.thai.numbers import AmountError, names_baht, parse_count, parse_satang
from tables import HEADINGS, csv_of, projects, row, told, workbook

BUDGET = HEADINGS.index("งบประมาณ")


def headed(text: str) -> list[str]:
    return [*HEADINGS[:BUDGET], text, *HEADINGS[BUDGET + 1 :]]


def line(text: str) -> list[str]:
    return [text if at == BUDGET else "" for at in range(len(HEADINGS))]


@pytest.mark.parametrize(
    ("heading", "satang"),
    [
        ("งบประมาณ (พัน)", 45_000),
        ("งบประมาณ(ล้าน)", 45_000_000),
        ("งบประมาณ (ลบ.)", 45_000_000),
        ("งบประมาณ (1,000 บาท)", 45_000),
        ("งบประมาณ x 1,000 บาท", 45_000),
        ("งบประมาณ (1,000,000 บาท)", 45_000_000),
        ("งบประมาณ หน่วย : พันบาท", 45_000),
        ("budget (thousand baht)", 45_000),
        ("budget (Million Baht)", 45_000_000),
        ("งบประมาณ (แสนบาท)", 4_500_000),
        ("งบประมาณ (บาท)", 45),
        ("งบประมาณ (หน่วย: บาท)", 45),
    ],
)
def test_a_heading_tells_in_what_its_figures_count(heading: str, satang: int) -> None:
    found, report = projects(csv_of([headed(heading), row(budget="0.45")]))
    assert found[0].budget.satang == satang
    assert told(report) == (["heading-scaled"] if satang > 45 else [])


@pytest.mark.parametrize("as_workbook", [False, True])
@pytest.mark.parametrize(
    ("below", "satang"),
    [("(พันบาท)", 45_000), ("ล้านบาท", 45_000_000), ("(บาท)", 45), ("หน่วย : พันบาท", 45_000)],
)
def test_a_unit_on_a_line_below_the_heading_is_the_headings(
    below: str, satang: int, as_workbook: bool
) -> None:
    rows = [HEADINGS, line(below), row(budget="0.45")]
    found, report = projects(workbook(rows) if as_workbook else csv_of(rows))
    assert [one.budget.satang for one in found] == [satang]
    assert told(report) == (["heading-scaled"] if satang > 45 else [])


@pytest.mark.parametrize(
    "heading", ["งบประมาณ (K)", "งบประมาณ (MB)", "งบประมาณ x1000", "งบประมาณหลักล้าน"]
)
def test_no_advice_takes_a_heading_that_may_count_in_thousands_for_baht(heading: str) -> None:
    _, report = projects(csv_of([headed(heading), row(budget="0.45")]))
    said = {one.code: one.advice for one in report}
    assert set(said) == {"heading-missing", "heading-unknown"}
    assert "(ล้านบาท)" in said["heading-missing"]
    assert not re.search(r"\(บาท\)|หรือแก้หัวคอลัมน์", " ".join(said.values()))


@pytest.mark.parametrize(
    "lines",
    [
        [[*headed("งบประมาณ")[: BUDGET + 1], "สตางค์", *HEADINGS[BUDGET + 1 :]]],
        [
            [*headed("งบประมาณ")[: BUDGET + 1], "", *HEADINGS[BUDGET + 1 :]],
            [*line("บาท")[: BUDGET + 1], "สต.", *[""] * len(HEADINGS[BUDGET + 1 :])],
        ],
        [
            [*headed("งบประมาณ")[: BUDGET + 1], "งบประมาณ", *HEADINGS[BUDGET + 1 :]],
            [*line("บาท")[: BUDGET + 1], "(สตางค์)", *[""] * len(HEADINGS[BUDGET + 1 :])],
        ],
    ],
)
@pytest.mark.parametrize(
    ("satang", "said"),
    [("50", "satang-apart"), ("-", "heading-unknown"), ("00", "heading-unknown")],
)
def test_satang_in_a_column_of_their_own_are_never_left_out(
    lines: list[list[str]], satang: str, said: str
) -> None:
    plain = row(budget="298000")
    rows = [*lines, [*plain[: BUDGET + 1], satang, *plain[BUDGET + 1 :]]]
    assert told(projects(csv_of(rows))[1]) == [said]


@pytest.mark.parametrize(
    ("text", "satang"),
    [("546840 บ.", 54_684_000), ("２９８,０００", 29_800_000), ("450，000．50", 45_000_050)],
)
def test_signs_of_other_keyboards_are_the_figures_that_they_show(text: str, satang: int) -> None:
    assert parse_satang(text) == satang


@pytest.mark.parametrize(
    ("text", "says"),
    [("5 บ.", True), ("5 ลบ.", False), ("5.-", True), ("5 บาท", True), ("5", False)],
)
def test_an_amount_says_that_it_counts_in_baht_or_does_not(text: str, says: bool) -> None:
    assert names_baht(text) is says
    if says:
        with pytest.raises(AmountError):
            parse_count(text)


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        (["298", "450", "99.50"], ["amounts-small"]),
        (["298", "450", "1,000"], []),
        (["298", "450"], []),
        (["0", "ไม่ใช้งบประมาณ", "5"], ["budget-zero"]),
    ],
)
def test_a_plan_of_which_nothing_costs_a_thousand_baht_is_remarked_on(
    amounts: list[str], said: list[str]
) -> None:
    rows = [HEADINGS, *(row(n, budget=text) for n, text in enumerate(amounts, start=1))]
    assert told(projects(csv_of(rows))[1]) == said


@pytest.mark.parametrize(
    ("value", "number_format", "said"),
    [
        (298, "0.000", ["amount-dotted"]),
        (298, "#,##0.000", ["amount-dotted"]),
        (1.5, "0.000", ["amount-dotted"]),
        (298000, "#,##0.000", []),
        (298, "0.00", []),
        (298.5, "General", []),
    ],
)
def test_three_decimals_that_a_format_shows_are_asked_about(
    value: float, number_format: str, said: list[str]
) -> None:
    rows = workbook([HEADINGS, row(budget=value)], {"D2": number_format})
    assert told(projects(rows)[1]) == said
