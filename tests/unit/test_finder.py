"""A text without personal data is looked into once; whatever has some is found every time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.plan.check import Finder, find_personal

PHONE, NAME = "โทร 081-234-5678", "มอบให้นายสมชาย ใจดี"
CLEAN = "ก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ 4"
texts = st.lists(
    st.sampled_from([PHONE, NAME, CLEAN, "", "แดง ใจดี", "1234567890123", "\udc80", "ชื่อ"])
    | st.text(max_size=30),
    max_size=12,
)


@settings(derandomize=True, database=None, deadline=None, max_examples=60)
@given(texts, texts)
def test_what_was_remembered_changes_no_finding(first: list[str], second: list[str]) -> None:
    kept: dict[str, bytes] = {}
    before = Finder(kept)
    for text in first:
        before.found_in(text, "ชื่อ-สกุล")
        before.stopping_in(text)
    before.keep()
    after, fresh = Finder(kept), Finder()
    for text in (*second, *first):
        assert after.found_in(text) == find_personal(text)
        assert after.found_in(text, "ชื่อ-สกุล") == find_personal(text, "ชื่อ-สกุล")
        assert after.stopping_in(text) == fresh.stopping_in(text)


def test_a_bare_name_that_is_clean_alone_is_found_under_its_heading() -> None:
    finder = Finder()
    assert not finder.found_in("แดง ใจดี")
    assert finder.found_in("แดง ใจดี", "ชื่อ-สกุล") == find_personal("แดง ใจดี", "ชื่อ-สกุล") != ()
    assert not finder.stopping_in("ผู้ป่วยติดเตียง")


def test_what_a_build_did_not_meet_is_forgotten() -> None:
    kept: dict[str, bytes] = {}
    for told in ([CLEAN, "งานสอง"], [CLEAN], [CLEAN]):
        finder = Finder(kept)
        for text in told:
            finder.found_in(text)
        finder.keep()
    assert {len(one) for one in kept.values()} == {16}


def test_rules_of_another_release_know_nothing_of_it() -> None:
    kept = {"clean-texts-of-an-older-release": b"x" * 16}
    assert Finder(kept).found_in(PHONE)


def test_what_only_looks_like_an_address_in_codes_is_read_as_it_stands() -> None:
    """What is meant by a code may hide what is written beside it."""
    text = "เบอร์ ;base64,0812345678"
    assert find_personal(text)
    assert Finder().stopping_in(text) == find_personal(text)
