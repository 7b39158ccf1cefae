"""A long text is searched for names and numbers only where they can be, and finds the same."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.plan.check import Finder, find_personal, near
from generator.plan.check.numbers import find_numbers
from generator.plan.check.persons import find_persons
from generator.plan.check.plain import plain

PIECES = [
    "นาย", "นาง", "น.ส.", "นางสาว", "เด็กช าย", "น ายสมชาย ใจดี", "ว่าที่ร้อยตำรวจตรี", "พอพิเศษ",
    "คุณ", "ส.ต.ท.หญิง", "(นาง)", "สมชาย ใจดี", "แดง", "Somchai Jaidee", "มอบให้",
    "หน้าซอยบ้านของ", "ผู้ป่วยติดเตียง", "ที่ดิน", "นา", "ด.\nช.", "ร.ต.ต.", "1", "0", "123",
    "0812345678", "081 234 5678", "1-1037-02071-81-2", "1234567890121", "02.310.1234", "+66(0)81",
    "2570-00001", "\n", " ", " | ", "-", ".", "/", "บัญชีเลขที่ 123-4-56789-0", "คุณภาพชีวิต",
    "ก่อสร้างถนนคอนกรีตเสริมเหล็ก", "เด็กเล็ก", "ธกส",
]  # fmt: skip
LONG = "ก่อสร้างถนนคอนกรีตเสริมเหล็ก กว้าง 4 เมตร ยาว 120 เมตร\n" * 40
told = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
steady = settings(derandomize=True, database=None, deadline=None, max_examples=150)


@steady
@given(told, told)
def test_names_and_numbers_in_a_long_text_are_those_of_reading_it_through(
    one: str, other: str
) -> None:
    text = plain(f"{one}\n{LONG}{other}\n{LONG}{one}").text
    quick = find_persons(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near, "_SHORT", len(text) + 1)
        assert find_persons(text) == quick
    alone = {(span.kind, text[span.start : span.end]) for span in find_numbers(text)}
    for part in (one, other):
        spelled = plain(f"{LONG[:60]}\n{part}\n{LONG[:60]}").text
        for span in find_numbers(spelled):
            assert (span.kind, spelled[span.start : span.end]) in alone


@steady
@given(told)
def test_what_stops_publication_is_found_among_everything_that_is_found(text: str) -> None:
    found = find_personal(text)
    assert Finder().stopping_in(text) in ((), found)
    assert Finder().found_in(text, "หมายเหตุ") == found


@steady
@given(st.text(alphabet="กx1 ", max_size=1200))
def test_near_searches_as_the_pattern_does(text: str) -> None:
    pattern, marks = re.compile("[ก1]{0,5}(?<!1)x(?=[ 1])"), re.compile("x.?", re.DOTALL)
    text += "ก1x1" * 130
    quick = near.Near(text, marks, 5)
    here, found = 0, []
    while match := quick.search(pattern, here):
        found.append(match.span())
        here = match.end()
    assert found == [match.span() for match in pattern.finditer(text)]


@steady
@given(told, st.text(alphabet="ก\u0e4d า๑_\u200bเ\ufdfa", max_size=20))
def test_each_plain_sign_knows_where_it_was_written(one: str, other: str) -> None:
    written = f"{one}{other}{one}"
    spelled = plain(written)
    spans = [spelled.span(at, at + 1) for at in range(len(spelled.text))]
    assert spans == sorted(spans)
    for (start, end), sign in zip(spans, spelled.text, strict=True):
        assert start < end
        assert sign in written[start:end] or not "ก" <= sign <= "ฮ"
    if spans:
        assert spelled.span(0, len(spans)) == (spans[0][0], spans[-1][1])
