"""Thai text: what is kept, what is compared, what is ordered, what is damage."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.thai.text import (
    arabic_digits,
    damaged,
    match_key,
    nearest,
    normalise,
    sort_key,
    thai_digits,
    tidy,
)

steady = settings(derandomize=True, database=None, deadline=None, max_examples=300)

THAI_AND_TROUBLE = 'กขคมนเแโใไำาะิีึืฺุู็่้๊๋์ํ๎ๆฯ๐๙09 .-–/()"\r\n\t\u00a0\u200b\ufeff\u00ad\ue000\ufffd'
ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from(THAI_AND_TROUBLE),
        st.sampled_from("\u0323\u0301\u094d\u0345\u0130aÅé\u212b\ud800\udc00"),
        st.characters(),
    )
)


def backwards(words: list[str]) -> list[str]:
    """Give the words in the order that a sort has most to do with."""
    return words[::-1]


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        ("  ถนน  คสล.  ", "ถนน  คสล."),
        ("บรรทัดหนึ่ง\r\nบรรทัดสอง", "บรรทัดหนึ่ง\nบรรทัดสอง"),
        ("\ufeffรหัส", "รหัส"),
        ("ก\u200bข\u2060ค\u00adง", "กขคง"),
        ("\u00a0หมู่\u00a0๕\u00a0", "หมู่ ๕"),
        ("เทศบาลตําบล", "เทศบาลตําบล"),
        ("เเผน", "เเผน"),
        ("cafe\u0301", "café"),
        ("\u3000เริ่ม\u2003", "เริ่ม"),
        ("", ""),
    ],
)
def test_stored_text_is_verbatim_but_for_the_invisible(cell: str, stored: str) -> None:
    assert tidy(cell) == stored


def test_tidy_keeps_damage_so_that_it_can_be_found() -> None:
    assert damaged(tidy("\x1cพิมพ\U00100164")) == "\x1c"


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("เทศบาลตําบล", "เทศบาลตำบล"),
        ("นํ้า", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("นํา้", "น้ำ"),
        ("ทํำ", "ทำ"),
        ("น้ํา", "น้ำ"),
        ("เเผนงาน", "แผนงาน"),
        ("ท่ี", "ที่"),
        ("หมู่", "หมู่"),
        ("ที่่", "ที่"),
        ("พันธ์ุ", "พันธุ์"),
        ("สิทธ์ิ", "สิทธิ์"),
        ("พิมพ\U00100164์", "พิมพ์"),
        ("ถนน \t\n  คสล.", "ถนน คสล."),
        ("หมู่\u200bที่", "หมู่ที่"),
    ],
)
def test_one_spelling_for_what_looks_the_same(typed: str, same: str) -> None:
    assert normalise(typed) == same


@pytest.mark.parametrize("word", ["น้ำ", "ที่", "พันธุ์", "สิทธิ์", "แห่ง", "ก๊วยเตี๋ยว", "ฤๅษี", "ร่ำรวย"])
def test_right_spelling_is_left_alone(word: str) -> None:
    assert normalise(word) == tidy(word) == word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ค.ส.ล.", "คสล."),
        ("หมู่ที่ ๕", "หมู่ที่5"),
        ("แบบ ผด.02", "แบบ ผด. ๐๒"),
        ("ณ  วันที่", "ณวันที่"),
        ("เเผนงานการศึกษา", "แผนงาน การศึกษา"),
        ("ID", "id"),
        ("E-bidding", "e–bidding"),
        ("โครงการ “รักษ์น้ำ”", 'โครงการ "รักษ์นํ้า"'),
    ],
)
def test_two_spellings_have_one_key(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ผด.02", "ผด.02/1"),
        ("กองช่าง (สาขา)", "กองช่าง สาขา"),
        ("งบประมาณ (บาท)", "งบประมาณ"),
        ("หมู่ที่ 1", "หมู่ที่ 12"),
        ("ปา", "ป่า"),
    ],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


def test_names_sort_as_in_the_thai_dictionary() -> None:
    ordered = [
        "2569",
        "Zebra",
        "กก",
        "กรรม",
        "กรรม์",
        "กลอง",
        "กอง",
        "กะ",
        "กัน",
        "กา",
        "ก่า",
        "ก้า",
        "กำ",
        "กิน",
        "เก",
        "เก็ง",
        "เก่ง",
        "แกง",
        "โกง",
        "ไก่",
        "ขา",
        "คลอง",
        "ฤดู",
        "ฤทธิ์",
        "ลม",
        "ฦๅ",
        "วัด",
        "เอก",
        "แอบ",
        "ไอ",
        "ฮา",
    ]
    assert sorted(backwards(ordered), key=sort_key) == ordered


def test_numbers_inside_names_sort_by_value() -> None:
    ordered = ["หมู่ที่ 1", "หมู่ที่ ๒", "หมู่ที่ 10", "หมู่ที่ 12", "หมู่ที่ 100", "หมู่ที่ 1,500"]
    assert sorted(backwards(ordered), key=sort_key) == ordered
    assert sort_key("หมู่ที่ 007")[0] == sort_key("หมู่ที่ 7")[0]


def test_blanks_and_signs_do_not_disturb_the_order() -> None:
    ordered = ["บ้านกลาง", "บ้าน ขาว", "(บ้านคอน)", "บ้านงาม"]
    assert sorted(backwards(ordered), key=sort_key) == ordered


def test_a_number_of_thousands_of_digits_still_sorts() -> None:
    assert sort_key("9" * 5000) < sort_key("1" + "0" * 5000)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("องค\U00100164\U001000c3ารบริหาร", "\U00100164\U001000c3"),
        ("พิมพ\uf70e", "\uf70e"),
        ("อาศ\ufffd", "\ufffd"),
        ("a\x00b", "\x00"),
        ("a\x7f", "\x7f"),
        ("a\x85", "\x85"),
        ("a\ud83d", "\ud83d"),
        ("a\ufdd0", "\ufdd0"),
        ("a\uffff", "\uffff"),
        ("a\U0001fffe", "\U0001fffe"),
        ("หมู่ที่ ๕\tบ้าน\r\nใหม่ 😀", None),
        ("", None),
    ],
)
def test_damage_is_found(text: str, found: str | None) -> None:
    assert damaged(text) == found


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("หน่วยงานรับผิดชอบ", "หน่วยงานรับผิดชอบหลัก"),
        ("งบประมาน", "งบประมาณ"),
        ("สถานะ", None),
        ("", None),
        (" . ", None),
    ],
)
def test_nearest_heading_is_offered_only_when_near(word: str, found: str | None) -> None:
    headings = ["รหัสโครงการ", "งบประมาณ", "หน่วยงานรับผิดชอบหลัก"]
    assert nearest(word, headings) == found


def test_nearest_returns_the_candidate_as_it_was_given() -> None:
    assert nearest("คสล", ["ค.ส.ล.", "คสล."]) == "ค.ส.ล."


@steady
@given(ANY_TEXT)
def test_tidying_twice_changes_nothing(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)


@steady
@given(ANY_TEXT)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert normalise(tidy(text)) == once


@settings(steady, max_examples=1500)
@given(st.text("กิุู่้์ํำาเ\u0323\u094d\u0301\ue000 ", max_size=30))
def test_any_heap_of_marks_comes_to_rest(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@steady
@given(ANY_TEXT)
def test_the_key_of_a_key_is_itself(text: str) -> None:
    key = match_key(text)
    assert match_key(key) == key
    assert not set(key) & set(" .-–\n")


@steady
@given(st.text("กขเแ่้็0๑9, a(ฯ\ud800"), st.text("กขเแ่้็0๑9, a(ฯ\ud800"))
def test_keys_of_order_compare_and_agree_with_sameness(one: str, other: str) -> None:
    same = sort_key(one) == sort_key(other)
    assert same == (arabic_digits(normalise(one)) == arabic_digits(normalise(other)))
    assert same or (sort_key(one) < sort_key(other)) != (sort_key(other) < sort_key(one))


@pytest.mark.parametrize("heap", ["ำ่", "่ิ\u094d", "ํิ่า", "ิุ่\u0323", "เเ", "1,111,", "\u200b่"])
def test_a_heap_of_marks_cannot_hang_the_program(heap: str) -> None:
    once = normalise(heap * 5_000)
    assert normalise(once) == once
    sort_key(heap * 5_000)


@steady
@given(ANY_TEXT)
def test_no_text_makes_text_functions_fail(text: str) -> None:
    sort_key(text)
    damaged(text)
    nearest(text, [text, "งบประมาณ"])


@steady
@given(st.text("0123456789 กข.,/-"))
def test_digits_go_there_and_back(text: str) -> None:
    assert arabic_digits(thai_digits(text)) == text
    assert not any(c in "0123456789" for c in thai_digits(text))
