"""What changed in a wording is marked where it changed, and nothing of either text is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from generator.site.render.wording import marked
from generator.thai.wording import changed_parts

steady = settings(derandomize=True, database=None, deadline=None, max_examples=200)
texts = st.text(alphabet="กขเา่ิน์ 12.<&ab\n")


@steady
@given(texts, texts)
def test_parts_give_both_texts_back(before: str, after: str) -> None:
    old, new = changed_parts(before, after)
    assert "".join(text for text, _ in old) == before
    assert "".join(text for text, _ in new) == after
    if before == after:
        assert not any(changed for _, changed in (*old, *new))
    kept = ["".join(text for text, changed in side if not changed) for side in (old, new)]
    assert kept[0] == kept[1]


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("ยาว 128.00 เมตร", "ยาว 155.50 เมตร", "ยาว [128.00] เมตร", "ยาว [155.50] เมตร"),
        (
            "วัดหนองบัวเงิน หมู่ที่ 8",
            "วัดธารตะวัน หมู่ที่ 1",
            "วัด[หนองบัวเงิน] หมู่ที่ [8]",
            "วัด[ธารตะวัน] หมู่ที่ [1]",
        ),
        ("ถนน คสล.", "ถนน คสล. ซอย 4", "ถนน คสล.", "ถนน คสล.[ ซอย 4]"),
        ("ลงพื้นที่", "จัดอบรม", "[ลงพื้นที่]", "[จัดอบรม]"),
        ("", "ใหม่", "", "[ใหม่]"),
    ],
)
def test_changed_words_are_marked_whole(before: str, after: str, old: str, new: str) -> None:
    def told(parts: tuple[tuple[str, bool], ...]) -> str:
        return "".join(f"[{text}]" if changed else text for text, changed in parts)

    assert tuple(map(told, changed_parts(before, after))) == (old, new)


def test_marks_are_the_only_markup() -> None:
    old, new = marked("<b>1</b> *x*", "<b>2</b> *x*")
    assert isinstance(old, Markup) and isinstance(new, Markup)
    assert "<del>1</del>" in old and "<ins>2</ins>" in new
    assert "<b>" not in old + new and "*" not in old + new
