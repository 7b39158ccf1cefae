"""Amounts: exact in, official words out."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.thai.numbers import (
    AmountError,
    baht_text,
    format_baht,
    format_number,
    parse_count,
    parse_satang,
    satang_of_text,
)
from generator.thai.text import thai_digits

steady = settings(derandomize=True, database=None, deadline=None, max_examples=300)

SATANG = st.one_of(st.integers(0, 10**17 - 1), st.integers(0, 10**9))
ANY_TEXT = st.text(
    st.one_of(st.sampled_from("0123456789๐๕,,..-−() ฿บาทถ้วน\n\u00a0"), st.characters())
)


@pytest.mark.parametrize(
    ("written", "satang"),
    [
        ("478300", 47830000),
        ("478,300", 47830000),
        (" 7,440,000.00 ", 744000000),
        ("238,613.38", 23861338),
        ("๔๗๘,๓๐๐", 47830000),
        ("๒๒,๕๐๐.๕๐", 2250050),
        ("1700.0", 170000),
        ("1,000 บาท", 100000),
        ("1,000บาทถ้วน", 100000),
        ("500.-", 50000),
        ("500.- บาท", 50000),
        ("฿500", 50000),
        ("฿ 1,234,567.89", 123456789),
        ("0", 0),
        ("0.05", 5),
        ("\ufeff1,000\u00a0บาท", 100000),
        ("007", 700),
        ("999,999,999,999,999.99", 99999999999999999),
    ],
)
def test_amounts_as_people_type_them(written: str, satang: int) -> None:
    assert parse_satang(written) == satang


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("", "unreadable"),
        ("-", "unreadable"),
        ("ไม่ใช้งบประมาณ", "unreadable"),
        ("500 ล้านบาท", "unreadable"),
        ("1 000", "unreadable"),
        ("1,000.5,0", "unreadable"),
        ("1.000.000", "unreadable"),
        ("500.", "unreadable"),
        (".50", "unreadable"),
        ("1e5", "unreadable"),
        ("(500", "unreadable"),
        ("500)", "unreadable"),
        ("100-200", "unreadable"),
        ("1\ue0000", "unreadable"),
        ("12345678901234567890", "unreadable"),
        ("9" * 5000, "unreadable"),
        ("-500", "negative"),
        ("−500", "negative"),
        ("(500)", "negative"),
        ("(1,000.00)", "negative"),
        ("-฿500", "negative"),
        ("฿-500", "negative"),
        ("0.005", "fraction"),
        ("100.000", "fraction"),
        ("47,83,00", "grouping"),
        ("1,5", "grouping"),
        ("0,500", "grouping"),
        (",500", "grouping"),
        ("1000,000", "grouping"),
    ],
)
def test_a_doubtful_amount_is_refused_with_its_reason(written: str, kind: str) -> None:
    with pytest.raises(AmountError) as refused:
        parse_satang(written)
    assert refused.value.kind == kind
    assert refused.value.text == written


@pytest.mark.parametrize(
    ("satang", "written"),
    [
        (0, "0"),
        (47830000, "478,300"),
        (23861338, "238,613.38"),
        (5, "0.05"),
        (110, "1.10"),
        (-50050, "-500.50"),
    ],
)
def test_money_is_shown_with_satang_only_when_there_are_any(satang: int, written: str) -> None:
    assert format_baht(satang) == written


def test_whole_numbers_have_thousands_commas() -> None:
    assert format_number(1234567) == "1,234,567"


@pytest.mark.parametrize(("written", "count"), [("1", 1), ("๑๒", 12), (" 1,200 ", 1200), ("05", 5)])
def test_counts_are_positive_whole_numbers(written: str, count: int) -> None:
    assert parse_count(written) == count


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("0", "negative"),
        ("-1", "negative"),
        ("1.5", "fraction"),
        ("12.0", "fraction"),
        ("1,2", "grouping"),
        ("", "unreadable"),
        ("สิบ", "unreadable"),
        ("12 บาท", "unreadable"),
        ("1-12", "unreadable"),
    ],
)
def test_a_count_that_is_none_is_refused(written: str, kind: str) -> None:
    with pytest.raises(AmountError) as refused:
        parse_count(written)
    assert refused.value.kind == kind


@pytest.mark.parametrize(
    ("satang", "words"),
    [
        (0, "ศูนย์บาทถ้วน"),
        (100, "หนึ่งบาทถ้วน"),
        (1000, "สิบบาทถ้วน"),
        (1100, "สิบเอ็ดบาทถ้วน"),
        (2000, "ยี่สิบบาทถ้วน"),
        (2100, "ยี่สิบเอ็ดบาทถ้วน"),
        (10000, "หนึ่งร้อยบาทถ้วน"),
        (10100, "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (11100, "หนึ่งร้อยสิบเอ็ดบาทถ้วน"),
        (47830000, "สี่แสนเจ็ดหมื่นแปดพันสามร้อยบาทถ้วน"),
        (100_000_000, "หนึ่งล้านบาทถ้วน"),
        (100_000_100, "หนึ่งล้านเอ็ดบาทถ้วน"),
        (1_100_000_000, "สิบเอ็ดล้านบาทถ้วน"),
        (2_150_000_000, "ยี่สิบเอ็ดล้านห้าแสนบาทถ้วน"),
        (100 * 10**12, "หนึ่งล้านล้านบาทถ้วน"),
        (250, "สองบาทห้าสิบสตางค์"),
        (23861338, "สองแสนสามหมื่นแปดพันหกร้อยสิบสามบาทสามสิบแปดสตางค์"),
        (50, "ห้าสิบสตางค์"),
        (101, "หนึ่งบาทหนึ่งสตางค์"),
        (121, "หนึ่งบาทยี่สิบเอ็ดสตางค์"),
    ],
)
def test_money_words_are_as_offices_write_them(satang: int, words: str) -> None:
    assert baht_text(satang) == words


def test_negative_money_has_no_words() -> None:
    with pytest.raises(ValueError, match="negative"):
        baht_text(-1)


NAMES = ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
DIGITS = {name: digit for digit, name in enumerate(NAMES, start=1)} | {"เอ็ด": 1, "ยี่": 2}
PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1000, "หมื่น": 10_000, "แสน": 100_000}


def read_number(words: str) -> int:
    """Read number words slowly: a digit waits for its place; ล้าน lifts all that was said."""
    total = group = digit = 0
    tokens = re.findall("|".join([*DIGITS, *PLACES, "ล้าน"]), words)
    assert "".join(tokens) == words
    for token in tokens:
        if token in DIGITS:
            digit = DIGITS[token]
        elif token in PLACES:
            group, digit = group + (digit or 1) * PLACES[token], 0
        else:
            total, group, digit = (total + group + digit) * 1_000_000, 0, 0
    return total + group + digit


def read_money(words: str) -> int:
    """Read money words back to satang."""
    if words == "ศูนย์บาทถ้วน":
        return 0
    baht, _, rest = words.rpartition("บาท")
    satang = "" if rest == "ถ้วน" else rest.removesuffix("สตางค์")
    assert rest.endswith(("ถ้วน", "สตางค์"))
    return read_number(baht) * 100 + read_number(satang)


@steady
@given(st.one_of(SATANG, st.integers(0, 10**30)))
@example(10**14)
def test_money_words_say_the_amount(satang: int) -> None:
    assert read_money(baht_text(satang)) == satang


def test_every_small_amount_is_said_rightly_and_differently() -> None:
    words = [baht_text(satang) for satang in range(30_000)]
    assert [read_money(said) for said in words] == list(range(30_000))
    assert not any("หนึ่งสิบ" in said or "สองสิบ" in said or "สิบหนึ่ง" in said for said in words)


@steady
@given(SATANG)
def test_what_is_shown_is_read_back_to_the_satang(satang: int) -> None:
    shown = format_baht(satang)
    for written in (shown, thai_digits(shown), shown.replace(",", ""), f" {shown} บาท "):
        assert parse_satang(written) == satang


@steady
@given(st.integers(1, 10**13))
def test_words_of_money_are_read_back_to_the_satang(satang: int) -> None:
    assert satang_of_text(baht_text(satang)) == satang


@pytest.mark.parametrize(
    "text", ["", "บาท", "หนึ่งแสน", "แสนบาท", "ร้อยยี่สิบบาทถ้วน", "หนึ่งหนึ่งบาท", "ตามแผน"]
)
def test_words_that_are_no_amount_as_offices_write_it_are_none(text: str) -> None:
    assert satang_of_text(text) is None


@steady
@given(st.integers(1, 10**15 - 1))
def test_counts_are_read_back(count: int) -> None:
    assert parse_count(thai_digits(format_number(count))) == count


@steady
@given(ANY_TEXT)
def test_any_text_is_an_amount_or_a_documented_error(text: str) -> None:
    for read in (parse_satang, parse_count):
        try:
            assert read(text) >= 0
        except AmountError as error:
            assert error.kind in {"unreadable", "negative", "fraction", "grouping"}
