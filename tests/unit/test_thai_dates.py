"""Dates: every form that offices write, and no guessing."""

import csv
import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.thai.dates import (
    MONTHS,
    MONTHS_ENGLISH,
    MONTHS_SHORT,
    DateError,
    format_date,
    format_date_short,
    month_number,
    parse_date,
)
from generator.thai.text import thai_digits

steady = settings(derandomize=True, database=None, deadline=None, max_examples=300)

REAL_DATES = Path(__file__).parents[3] / "shared/data/tables/local-procurement-2561.csv"
date = datetime.date
DAYS = st.dates(date(1857, 1, 1), date(2157, 12, 31))  # 2400–2700 B.E.
PIECES = (
    *("15", "1", "๑๕", "2568", "๒๕๖๘", "68", "2025", "ต.ค.", "ตุลาคม", "ก.พ.", "พ.ศ.", "ค.ศ."),
    *("วันที่", "เดือน", "/", "-", ".", ":", "00:00:00"),
)
ANY_TEXT = st.one_of(
    st.text(st.characters()),
    st.lists(st.sampled_from([*PIECES, " ", "\ue000", "\ud800"])).map("".join),
    st.lists(st.sampled_from(PIECES)).map(" ".join),
)


@pytest.mark.parametrize(
    "written",
    [
        "2568-10-15",
        "2025-10-15",
        "2025-10-15 00:00:00",
        "2025-10-15T00:00:00",
        "2568/10/15",
        "15/10/2568",
        "15/10/2025",
        "10/15/2025",
        "15-10-2568",
        "15.10.2568",
        "15 / 10 / 2568",
        "๑๕/๑๐/๒๕๖๘",
        "15 ต.ค. 2568",
        "15 ต.ค. 2025",
        "15 ต.ค. 68",
        "15ต.ค.68",
        "15 ต.ค 68",
        "15 ตค 68",
        "15-ต.ค.-68",
        "15/ต.ค./2568",
        "๑๕ ต.ค. ๖๘",
        "15 ตุลาคม 2568",
        "15 ตุลาคม พ.ศ. 2568",
        "15 ตุลาคม พ.ศ.2568",
        "15 ตุลาคม พศ. 2568",
        "15 ตุลาคม พ.ศ. ๒๕๖๘",
        "15 ตุลาคม ค.ศ. 2025",
        "15 ต.ค. พ.ศ. 68",
        "15 เดือน ตุลาคม พ.ศ. 2568",
        "15 October 2568",
        "15 Oct 2568",
        "15 OCT. 2025",
        "15-Oct-68",
        "15-oct-25",
        "15/Oct/2568",
        "Oct 15, 2568",
        "October 15, 2025",
        "วันที่ 15 ตุลาคม 2568",
        "วันที่ ๑๕ เดือนตุลาคม พ.ศ. ๒๕๖๘",
        "ณ วันที่ 15 ต.ค. 2568",
        "เมื่อวันที่ 15 ตุลาคม พ.ศ.2568",
        "  15\u00a0ตุลาคม  2568\n",
    ],
)
def test_every_accepted_form_of_one_day(written: str) -> None:
    assert parse_date(written) == date(2025, 10, 15)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("30 กันยายน พ.ศ.2567", date(2024, 9, 30)),
        ("27 กันยายน 2567", date(2024, 9, 27)),
        ("23 ก.ย. 67", date(2024, 9, 23)),
        ("๒๓ ก.ย. ๖๗", date(2024, 9, 23)),
        ("29/8/2566", date(2023, 8, 29)),
        ("29 ก.พ. 2567", date(2024, 2, 29)),
        ("05/06/2568", date(2025, 6, 5)),
        ("05/05/2025", date(2025, 5, 5)),
        ("1 ม.ค. 2400", date(1857, 1, 1)),
        ("15 ต.ค. 25", date(2025, 10, 15)),
        ("15 ต.ค. ค.ศ. 45", date(2045, 10, 15)),
        ("15 ต.ค. พ.ศ. 45", date(2002, 10, 15)),
    ],
)
def test_dates_as_published(written: str, day: datetime.date) -> None:
    assert parse_date(written) == day


@pytest.mark.parametrize(
    ("written", "readings"),
    [
        ("05/06/2025", {date(2025, 6, 5), date(2025, 5, 6)}),
        ("5-6-2025", {date(2025, 6, 5), date(2025, 5, 6)}),
        ("15/10/68", {date(2025, 10, 15), date(2068, 10, 15)}),
        ("5/6/68", {date(2025, 6, 5), date(2068, 6, 5), date(2068, 5, 6)}),
        ("29/02/68", {date(2068, 2, 29)}),
        ("15 ต.ค. 45", {date(2002, 10, 15), date(2045, 10, 15)}),
        ("15 ต.ค. 98", {date(2055, 10, 15), date(1998, 10, 15)}),
    ],
)
def test_two_readings_are_both_said_and_never_guessed(
    written: str, readings: set[datetime.date]
) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(written)
    assert refused.value.kind == "ambiguous"
    assert set(refused.value.readings) == readings


@pytest.mark.parametrize(
    ("written", "likely"),
    [
        ("31/02/2568", ()),
        ("31 ก.พ. 2568", ()),
        ("29 ก.พ. 2568", ()),
        ("31/02/68", ()),
        ("0 ต.ค. 2568", ()),
        ("10/15/2568", (date(2025, 10, 15),)),
        ("2568-15-10", (date(2025, 10, 15),)),
        ("13/13/2025", ()),
        ("15 ต.ค. พ.ศ. 2025", (date(2025, 10, 15),)),
        ("15 ต.ค. ค.ศ. 2568", (date(2025, 10, 15),)),
        ("15 ต.ค. 2300", ()),
        ("1899-10-15", ()),
        ("15/10/0000", ()),
    ],
)
def test_a_day_that_never_was_is_impossible(
    written: str, likely: tuple[datetime.date, ...]
) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(written)
    assert (refused.value.kind, refused.value.readings) == ("impossible", likely)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "-",
        "ต.ค. 2568",
        "15 ต.ค.",
        "15 ธค.ม 2568",
        "15102568",
        "45945",
        "15/10-2568",
        "15/10/256",
        "15 Octember 2568",
        "Oct 15, 68",
        "15 ต.ค. 2568 - 20 ต.ค. 2568",
        "1\ue0005 ต.ค. 2568",
        "15 ต.ค. 25\ufffd68",
    ],
)
def test_what_is_not_a_date_is_unreadable(written: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(written)
    assert (refused.value.kind, refused.value.readings) == ("unreadable", ())


@pytest.mark.parametrize("number", range(1, 13))
def test_a_month_is_known_by_each_of_its_names(number: int) -> None:
    full, short = MONTHS[number - 1], MONTHS_SHORT[number - 1]
    english = MONTHS_ENGLISH[number - 1]
    for name in (english, english[:3], f"{english[:3]}.", english.upper(), english.lower()):
        assert month_number(name) == number
    names = (full, f" {full} ", f"เดือน{full}", short, short.replace(".", ""), short[:-1])
    assert {month_number(name) for name in (*names, short.replace(".", ". "))} == {number}


@pytest.mark.parametrize(
    "word", ["", ".", "เดือน", "ม", "10", "Octo", "Ma", "M", "พ.ศ.", "ต.ค. - พ.ย.", "ต.ค. -"]
)
def test_other_words_are_no_month(word: str) -> None:
    assert month_number(word) is None


def test_dates_are_shown_in_thai() -> None:
    assert format_date(date(2025, 10, 15)) == "15 ตุลาคม 2568"
    assert format_date_short(date(2025, 10, 5)) == "5 ต.ค. 2568"


def written_forms(day: datetime.date) -> list[str]:
    """Every certain way to write a date with a Buddhist year, and ISO with a Christian one."""
    year, number = day.year + 543, f"{day.day}/{day.month}/{day.year + 543}"
    forms = [
        format_date(day),
        format_date_short(day),
        f"วันที่ {format_date(day)}",
        f"{day.day} เดือน {MONTHS[day.month - 1]} พ.ศ. {year}",
        f"{day.day} {MONTHS_SHORT[day.month - 1]} ค.ศ. {day.year}" if day.year >= 1900 else number,
        number,
        number.replace("/", "-"),
        number.replace("/", "."),
        f"{year}-{day.month:02}-{day.day:02}",
        day.isoformat() if day.year >= 1900 else number,
        f"{day.isoformat()} 00:00:00" if day.year >= 1900 else number,
    ]
    return forms + [thai_digits(form) for form in forms]


@steady
@given(DAYS)
def test_every_written_form_is_read_back(day: datetime.date) -> None:
    for form in written_forms(day):
        assert parse_date(form) == day


def test_every_day_of_three_centuries_is_read_back() -> None:
    first = date(1857, 1, 1).toordinal()
    for ordinal in range(first, date(2158, 1, 1).toordinal(), 3):
        day = date.fromordinal(ordinal)
        assert parse_date(format_date_short(day)) == day


@steady
@given(st.dates(date(2015, 1, 1), date(2053, 12, 31)))
def test_two_digits_after_a_thai_month_are_buddhist_from_2558(day: datetime.date) -> None:
    short = f"{day.day} {MONTHS_SHORT[day.month - 1]} {(day.year + 543) % 100:02}"
    assert parse_date(short) == parse_date(thai_digits(short)) == day


@steady
@given(DAYS)
def test_a_christian_date_with_slashes_is_read_only_when_certain(day: datetime.date) -> None:
    written = f"{day.day}/{day.month}/{day.year}"
    try:
        assert parse_date(written) == day
        assert day.day > 12 or day.day == day.month
    except DateError as error:
        certain = day.year >= 1900 and (day.day > 12 or day.day == day.month)
        assert not certain
        assert day.year < 1900 or day in error.readings


@steady
@given(ANY_TEXT)
def test_any_text_is_a_date_or_a_documented_error(text: str) -> None:
    month_number(text)
    try:
        parse_date(text)
    except DateError as error:
        assert error.kind in {"unreadable", "impossible", "ambiguous"}
        assert error.kind != "ambiguous" or error.readings


def test_every_real_date_of_a_procurement_table_is_read() -> None:
    if not REAL_DATES.exists():
        pytest.skip("the shared real data are not here")
    columns = ("announce_date", "contract_date", "contract_finish_date")
    with REAL_DATES.open(encoding="utf-8-sig", newline="") as table:
        cells = [row[column] for row in csv.DictReader(table) for column in columns]
    dates = [cell for cell in cells if cell not in {"-", ""}]
    assert len(dates) > 100
    for cell in dates:
        day = parse_date(cell)
        assert date(2017, 1, 1) <= day <= date(2020, 12, 31)
        assert format_date_short(day) == cell.replace(cell[-2:], f"25{cell[-2:]}")
