"""Fiscal years, months, and periods inside them."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.thai.dates import DateError, month_number
from generator.thai.fiscal import FiscalYear, Month, parse_month, parse_period
from generator.thai.text import thai_digits

steady = settings(derandomize=True, database=None, deadline=None, max_examples=300)

date = datetime.date
Y2567, Y2568, Y2569 = FiscalYear(2567), FiscalYear(2568), FiscalYear(2569)
YEARS = st.integers(2401, 2700).map(FiscalYear)
MONTHS_OF = st.tuples(st.integers(2558, 2596).map(FiscalYear), st.integers(0, 11))
PIECES = (
    *("ต.ค.", "พ.ย.", "กันยายน", "68", "2568", "๒๕๖๙", "2025", "11", "15", "ถึง", "-", "–", "/"),
    *("พ.ศ.", "ตลอดปี", "ตั้งแต่", "เดือน"),
)
ANY_TEXT = st.one_of(
    st.text(st.characters()),
    st.lists(st.sampled_from([*PIECES, " ", "\ue000", "\ud800"])).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join),
)


def test_a_fiscal_year_is_october_to_september() -> None:
    assert (Y2569.first, Y2569.last) == (date(2025, 10, 1), date(2026, 9, 30))
    assert Y2569.label == "2569"
    assert [month.label for month in Y2569.months][:4] == [
        "ต.ค. 2568",
        "พ.ย. 2568",
        "ธ.ค. 2568",
        "ม.ค. 2569",
    ]
    assert Y2569.months[-1].long_label == "กันยายน 2569"


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2025, 9, 30), 2568),
        (date(2025, 10, 1), 2569),
        (date(2026, 9, 30), 2569),
        (date(2026, 10, 1), 2570),
    ],
)
def test_the_year_turns_on_the_first_of_october(day: datetime.date, year: int) -> None:
    assert FiscalYear.of(day) == FiscalYear(year)


@pytest.mark.parametrize(
    "written",
    ["2569", "๒๕๖๙", "ปี 2569", "พ.ศ. 2569", "2026", "ค.ศ. 2026", " ปีงบประมาณ พ.ศ.2569 ", "ปี2569"],
)
def test_a_year_is_read_in_each_form(written: str) -> None:
    assert FiscalYear.parse(written) == Y2569


@pytest.mark.parametrize(
    "written",
    ["", "69", "25690", "พ.ศ. 2026", "ค.ศ. 2569", "2300", "2569/1", "256\ue0009", "2569.0"],
)
def test_what_is_not_a_year_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not a fiscal year"):
        FiscalYear.parse(written)


def test_a_christian_year_is_no_fiscal_year_by_mistake() -> None:
    with pytest.raises(ValueError, match="not a Buddhist"):
        FiscalYear(2026)


def test_there_is_no_thirteenth_month() -> None:
    with pytest.raises(ValueError, match="not a month"):
        Month(2025, 13)


def test_a_month_knows_its_days_and_place() -> None:
    february = Month(2024, 2)
    assert (february.first, february.last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (february.position, february.fiscal_year) == (4, Y2567)
    assert february.label == "ก.พ. 2567"


@pytest.mark.parametrize(
    "written",
    [
        "พ.ย. 2568",
        "พ.ย. 68",
        "พ.ย.68",
        "พ.ย.-68",
        "พย 68",
        "พฤศจิกายน 2568",
        "เดือนพฤศจิกายน พ.ศ. ๒๕๖๘",
        "พ.ย. ค.ศ. 2025",
        "11/2568",
        "11/2025",
        "2568-11",
        "2025-11",
        "๑๑/๒๕๖๘",
        "พ.ย.",
        "พฤศจิกายน",
        "เดือน พ.ย.",
        "15 พ.ย. 2568",
        "2025-11-01 00:00:00",
        "1/11/2568",
    ],
)
def test_every_accepted_form_of_one_month(written: str) -> None:
    assert parse_month(written, Y2569) == Month(2025, 11)


def test_a_name_alone_lies_in_the_fiscal_year() -> None:
    assert parse_month("ก.ย.", Y2569) == Month(2026, 9)


def test_a_month_outside_the_year_is_returned_as_written() -> None:
    assert parse_month("พ.ย. 67", Y2569) == Month(2024, 11)


def test_two_digits_of_either_era_mean_the_month_inside_the_year() -> None:
    assert parse_month("พ.ย. 45", FiscalYear(2546)) == Month(2002, 11)


@pytest.mark.parametrize(
    ("written", "kind", "readings"),
    [
        ("", "unreadable", set()),
        ("ตลอดปี", "unreadable", set()),
        ("2568", "unreadable", set()),
        ("ต.ค. - พ.ย. 2568", "unreadable", set()),
        ("1\ue0001/2568", "unreadable", set()),
        ("11/55", "ambiguous", {date(2012, 11, 1), date(2055, 11, 1)}),
        ("พ.ย. 45", "ambiguous", {date(2002, 11, 1), date(2045, 11, 1)}),
        ("05/06/2025", "ambiguous", {date(2025, 5, 6), date(2025, 6, 5)}),
        ("13/2568", "impossible", set()),
        ("พ.ย. พ.ศ. 2025", "impossible", {date(2025, 11, 1)}),
        ("31/02/2568", "impossible", set()),
    ],
)
def test_a_doubtful_month_is_refused_with_its_reason(
    written: str, kind: str, readings: set[datetime.date]
) -> None:
    with pytest.raises(DateError) as refused:
        parse_month(written, Y2569)
    assert (refused.value.kind, set(refused.value.readings)) == (kind, readings)


@pytest.mark.parametrize(
    ("written", "year", "labels"),
    [
        ("พ.ย. 67 - ม.ค. 68", Y2568, ("พ.ย. 2567", "ม.ค. 2568")),
        ("พ.ค. - ก.ค. 67", Y2567, ("พ.ค. 2567", "ก.ค. 2567")),
        ("พ.ย. - ม.ค. 68", Y2568, ("พ.ย. 2567", "ม.ค. 2568")),
        ("พ.ย. 67 - ม.ค.", Y2568, ("พ.ย. 2567", "ม.ค. 2568")),
        ("ต.ค. 2568 ถึง ก.ย. 2569", Y2569, ("ต.ค. 2568", "ก.ย. 2569")),
        ("ตั้งแต่เดือนตุลาคม 2568 ถึงเดือนกันยายน 2569", Y2569, ("ต.ค. 2568", "ก.ย. 2569")),
        ("ต.ค.–ก.ย.", Y2569, ("ต.ค. 2568", "ก.ย. 2569")),
        ("ต.ค.-ธ.ค.", Y2569, ("ต.ค. 2568", "ธ.ค. 2568")),
        ("ต.ค.-68 - ธ.ค.-68", Y2569, ("ต.ค. 2568", "ธ.ค. 2568")),
        ("ต.ค.-68-ธ.ค.-68", Y2569, ("ต.ค. 2568", "ธ.ค. 2568")),
        ("2568-10 - 2569-09", Y2569, ("ต.ค. 2568", "ก.ย. 2569")),
        ("10/2568-12/2568", Y2569, ("ต.ค. 2568", "ธ.ค. 2568")),
        ("15 ต.ค. 2568 - 30 พ.ย. 2568", Y2569, ("ต.ค. 2568", "พ.ย. 2568")),
        ("2025-10-15 ถึง 2025-11-30", Y2569, ("ต.ค. 2568", "พ.ย. 2568")),
        ("มกราคม ๒๕๖๙", Y2569, ("ม.ค. 2569", "ม.ค. 2569")),
        ("2568-11", Y2569, ("พ.ย. 2568", "พ.ย. 2568")),
        ("ตลอดปี", Y2569, ("ต.ค. 2568", "ก.ย. 2569")),
        ("ตลอดปีงบประมาณ", Y2569, ("ต.ค. 2568", "ก.ย. 2569")),
        ("ทั้งปี", Y2569, ("ต.ค. 2568", "ก.ย. 2569")),
    ],
)
def test_periods_as_people_write_them(
    written: str, year: FiscalYear, labels: tuple[str, str]
) -> None:
    first, last = parse_period(written, year)
    assert (first.label, last.label) == labels


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("", "unreadable"),
        ("-", "unreadable"),
        ("ต.ค. -", "unreadable"),
        ("ต.ค. - พ.ย. - ธ.ค.", "unreadable"),
        ("90 วัน", "unreadable"),
        ("-" * 10_000, "unreadable"),
        ("ก.ย. - ต.ค.", "impossible"),
        ("ม.ค. 2569 - พ.ย. 2568", "impossible"),
        ("05/06/2025 - 20/08/2025", "ambiguous"),
        ("10/55 - 12/55", "ambiguous"),
    ],
)
def test_a_doubtful_period_is_refused_with_its_reason(written: str, kind: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_period(written, Y2569)
    assert (refused.value.kind, refused.value.text) == (kind, written)


@steady
@given(YEARS)
def test_a_year_holds_its_own_days_and_twelve_months(year: FiscalYear) -> None:
    assert FiscalYear.of(year.first) == FiscalYear.of(year.last) == year
    assert FiscalYear.parse(year.label) == FiscalYear.parse(thai_digits(year.label)) == year
    assert year.contains(year.first) and year.contains(year.last)
    assert not year.contains(year.last + datetime.timedelta(days=1))
    assert not year.contains(year.first - datetime.timedelta(days=1))
    assert [month.position for month in year.months] == list(range(12))
    assert list(year.months) == sorted(year.months)
    assert {month.fiscal_year for month in year.months} == {year}


@steady
@given(YEARS, st.integers(0, 11), st.integers(0, 11))
def test_every_period_of_a_year_is_read_back(year: FiscalYear, one: int, other: int) -> None:
    start, end = year.months[min(one, other)], year.months[max(one, other)]
    short, end_name = start.label.split()[0], end.label.split()[0]
    for written in (
        f"{start.label} - {end.label}",
        f"{start.long_label} ถึง {end.long_label}",
        f"{short} - {end.label}",
        f"{short}–{end_name}",
        f"{start.label} - {end_name}",
    ):
        assert parse_period(written, year) == (start, end)
        assert parse_period(thai_digits(written), year) == (start, end)


@steady
@given(MONTHS_OF)
def test_every_month_is_read_back(place: tuple[FiscalYear, int]) -> None:
    year, position = place
    month = year.months[position]
    name, buddhist = month.label.split()
    for written in (
        month.label,
        month.long_label,
        name,
        f"{name} {buddhist[2:]}",
        f"{month.month}/{buddhist}",
        f"{buddhist}-{month.month:02}",
        f"{month.year}-{month.month:02}",
    ):
        assert parse_month(written, year) == parse_month(thai_digits(written), year) == month


@steady
@given(ANY_TEXT)
def test_any_text_is_a_month_or_a_documented_error(text: str) -> None:
    for read in (parse_month, parse_period):
        try:
            read(text, Y2569)
        except DateError as error:
            assert error.kind in {"unreadable", "impossible", "ambiguous"}


@steady
@given(ANY_TEXT)
def test_a_period_runs_forwards(text: str) -> None:
    try:
        first, last = parse_period(text, Y2569)
    except DateError:
        return
    assert first <= last
    assert first.fiscal_year <= last.fiscal_year


@steady
@given(ANY_TEXT)
def test_any_text_is_a_fiscal_year_or_a_value_error(text: str) -> None:
    try:
        assert FiscalYear.parse(text).year >= 2400
    except ValueError as error:
        assert "not a fiscal year" in str(error)


@pytest.mark.parametrize(
    ("written", "month"),
    [("11/68", (2025, 11)), ("1/69", (2026, 1)), ("9.69", (2026, 9)), ("10/25", (2025, 10))],
)
def test_two_digits_of_a_year_in_figures_mean_the_one_inside_the_fiscal_year(
    written: str, month: tuple[int, int]
) -> None:
    read = parse_month(written, Y2569)
    assert (read.year, read.month) == month


@pytest.mark.parametrize(("said", "number"), [("ตุลา", 10), ("กุมภา", 2), ("เมษา", 4), ("มิถุนา", 6)])
def test_months_are_read_as_they_are_said(said: str, number: int) -> None:
    assert month_number(said) == number
