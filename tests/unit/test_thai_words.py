"""Lines of Thai are broken between words, nothing is torn, and the text stays as it was."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.machine.packaged import THEME
from generator.machine.thai_words import BREAK_HERE, breaker

WORDS = THEME / "papers" / "words" / "thai.txt"
MARKED = breaker(WORDS, "หนองบัวเงิน|ผู้สูงอายุ")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ก่อสร้างถนนคอนกรีต", "ก่อสร้าง|ถนน|คอนกรีต"),
        ("บ้านหนองบัวเงินหมู่ที่ 8", "บ้าน|หนองบัวเงิน|หมู่|ที่ 8"),
        ("เบี้ยยังชีพผู้สูงอายุ", "เบี้ย|ยังชีพ|ผู้สูงอายุ"),
        ("ต่างๆ ฯลฯ และอื่นๆ", "ต่างๆ ฯลฯ และ|อื่นๆ"),
        ("สารสนเทศกาญจนบุรี", "สารสนเทศ|กาญจนบุรี"),
        ("ค.ส.ล. กว้าง 4.00 เมตร", "ค.ส.ล. กว้าง 4.00 เมตร"),
        ("ABC ถนน", "ABC ถนน"),
        ("", ""),
    ],
)
def test_a_line_ends_between_two_words(text: str, parts: str) -> None:
    assert MARKED(text).split(BREAK_HERE) == parts.split("|")


@given(st.text(st.sampled_from("กขงณนมรวสหอะาำิีุู่้็์ๆฯเแโไ ๑1.-()abก"), max_size=120))
def test_nothing_is_lost_and_no_letter_is_parted_from_its_signs(text: str) -> None:
    told = MARKED(text)
    assert told.replace(BREAK_HERE, "") == text
    assert not re.search(f"{BREAK_HERE}[ะ-ฺๅๆฯ็-๎]", re.sub("[^ก-ฮ][ะ-ฺๅ็-๎]+", "", told))


@pytest.mark.parametrize("letter", ["ก", "ฬ", "นำ", "าา", "เเ", "ก้"])
def test_what_is_no_word_is_narrow_enough_for_every_column(letter: str) -> None:
    pieces = MARKED(letter * 200).split(BREAK_HERE)
    assert "".join(pieces) == letter * 200
    assert max(len(re.sub("[ัิ-ฺ็-๎]", "", piece)) for piece in pieces) <= 9


def test_words_that_are_not_there_are_no_empty_list(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        breaker(tmp_path / "missing.txt")("ถนน")
