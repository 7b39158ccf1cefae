"""No line of a page parts a compound, a name, or a number and its unit; all else stays."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.plan.model import Organization, Unit, Village
from generator.site.builder.keeping import Keeper
from generator.thai.lines import COMPOUNDS, bound, bound_units, kept_whole

OFFICE = Organization(
    name="เทศบาลตำบลธารตะวัน",
    kind="เทศบาลตำบล",
    district="ดอยตะวัน",
    units=(Unit("health", "กองสวัสดิการสังคม"),),
    villages=(Village(5, "บ้านห้วยเฟือง"),),
)
KEEPER = Keeper(kept_whole(OFFICE.names))
HELD = "<ph-k>{}</ph-k>"


@pytest.mark.parametrize(
    "word",
    ["สิ่งแวดล้อม", "ทางหลวงชนบท", "ธารตะวัน", "ดอยตะวัน", "บ้านห้วยเฟือง", "ห้วยเฟือง", "กองสวัสดิการสังคม"],
)
def test_a_compound_or_a_name_of_the_office_is_held_together(word: str) -> None:
    assert KEEPER.held(f"<p>ก {word}</p>") == f"<p>ก {HELD.format(word)}</p>"


def test_every_listed_word_is_found_and_of_two_that_begin_alike_the_longer() -> None:
    pattern = re.compile(kept_whole(()))
    assert [word for word in COMPOUNDS if not pattern.fullmatch(word)] == []
    assert pattern.findall("ปีงบประมาณ เทศบาลตำบล") == ["ปีงบประมาณ", "เทศบาลตำบล"]


@pytest.mark.parametrize(
    "page",
    [
        '<a title="สิ่งแวดล้อม" href="งบประมาณ.html">x</a>',
        "<head><title>งบประมาณ</title></head>",
        "<pre><code>งบประมาณ 5 บาท</code></pre>",
        "<script>งบประมาณ</script>",
        "<!-- งบประมาณ -->",
        '<span class="ph-kept-whole">งบประมาณ</span>',
    ],
)
def test_what_is_no_running_text_stays_as_it_is(page: str) -> None:
    assert KEEPER.held(page) == page


def test_what_is_held_once_is_not_held_again() -> None:
    once = KEEPER.held("<p>งบประมาณของกองสวัสดิการสังคม จำนวน 1 เครื่อง</p>")
    assert KEEPER.held(once) == once


@settings(derandomize=True, database=None, deadline=None)
@given(
    st.lists(
        st.sampled_from([*sorted(COMPOUNDS)[:20], "ก", " ", "5", "&#60;", "บาท", "<b>", "</b>"])
    )
)
def test_nothing_of_a_page_is_lost_or_added_but_what_holds(parts: list[str]) -> None:
    page = "".join(parts)
    plain = KEEPER.held(page).replace("<ph-k>", "").replace("</ph-k>", "")
    assert plain.replace("\u00a0", " ") == page


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("จำนวน 1 เครื่อง", "จำนวน~1~เครื่อง"),
        ("ครบ 30 วัน", "ครบ~30~วัน"),
        ("หมู่ที่ 5 บ้านเหนือ 2 ก", "หมู่ที่~5 บ้านเหนือ 2 ก"),
        ("ครั้งที่ 1/2570 ลงวันที่ 5", "ครั้งที่~1/2570 ลงวันที่ 5"),
        ("กองช่าง · พ.ย. 2569 · 2 แห่ง", "กองช่าง~· พ.ย. 2569~· 2~แห่ง"),
    ],
)
def test_a_number_stays_with_its_unit_and_with_what_it_counts(text: str, held: str) -> None:
    assert bound_units(text).replace("\u00a0", "~") == held


def test_a_line_may_end_behind_a_dash_between_two_and_never_begins_with_a_blank() -> None:
    assert bound("ต.ค. 2569 – ก.ย. 2570") == "ต.ค.\u00a02569\u00a0– ก.ย.\u00a02570"
