"""Texts of a hub's questions: short letters, whole numbers, names as they were typed."""

import re

import pytest

from generator.hub.questions import named
from generator.hub.questions.folded import beginning, folded_rows, lettered, plain
from generator.thai.folding import fold

TYPED = (
    "ก่อสร้างถนน คสล. หมู่ 1,200 กว้าง 2.50 ม.", "ABC ~{x}|<=>@_$^` ฬ ฃ ฅ ฦ ๆ ฯ", "๑๒ Ａ é 👨‍👩‍👧",
    "", ".", "\x01+.", "a\nb", "A..,", "1", "İ",
)  # fmt: skip


@pytest.mark.parametrize("name", TYPED)
def test_a_name_is_read_as_it_was_typed(name: str) -> None:
    (text,) = folded_rows([[name]])
    line = plain(text.split("\n", 1)[0])
    assert line == fold(name.replace("\n", " "))
    assert named.read(named.told(name, line), line) == name


def test_of_a_name_only_what_folding_took_is_told() -> None:
    name = "ก่อสร้างถนน คสล. สายบ้านแม่ต๋ำ หมู่ 3 ระยะทาง 1.20 กม."
    assert len(named.told(name, fold(name))) < 12
    assert named.told("ขุดลอกคลอง", "ขุดลอกคลอง") == ""


@pytest.mark.parametrize(
    ("word", "text", "there"),
    [
        ("1", "หมู่ 12", False), ("1", "หมู่ 21", False), ("1", "หมู่ 1", True), ("5", "2.5 ม", False),
        ("2.5", "12.5", False), ("2.5", "2.5", True), ("12", "2570-0012", False),
        ("12", "a12b", True), ("2570-0012", "2570-0012", True), ("x", "X", True),
        ("ซ", "~", False), ("a", "ก", False),
    ],
)  # fmt: skip
def test_a_number_counts_whole_and_no_letter_is_another(word: str, text: str, there: bool) -> None:
    assert (lettered(fold(word)) in lettered(fold(text))) is there


def test_a_short_spelling_is_found_where_a_word_begins() -> None:
    begins = re.compile(beginning(lettered("อนาทม")))
    texts = ("อนาทม", "5 อนาทม", "~อนาทม", "กอนาทม", "ำอนาทม")
    found = {one for one in texts if begins.search(lettered(one))}
    assert found == {"อนาทม", "5 อนาทม", "~อนาทม"}
