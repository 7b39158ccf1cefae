"""What is promised of months: what can be read in one way is read so, and no other is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import biff
import drawn
from drawn import MONTHS, told
from generator.plan.intake.draft import MonthsState
from generator.plan.intake.form import Grid, GridCell, Mark, MarkKind, Spot
from generator.plan.intake.months import MonthColumns, MonthsRead, Understood, joined, read_months
from generator.plan.intake.xls import read_xls_form
from generator.plan.intake.xlsx import read_xlsx_form

CLEAR, NONE, UNCLEAR = MonthsState.CLEAR, MonthsState.NONE, MonthsState.UNCLEAR
BEFORE, WIDE = 2, 24.0
EDGES: tuple[float, ...] = (
    0.0,
    40.0,
    160.0,
    *(160.0 + WIDE * at for at in range(1, 13)),
    160.0 + 12 * WIDE + 60,
)
COLUMNS = MonthColumns(tuple((BEFORE + at, BEFORE + at + 1) for at in range(12)))
ROWS = 4
EACH = tuple((row,) for row in range(ROWS))
WORDS = BEFORE + 12


def line(start: float, end: float, row: int | None = 0, **more: object) -> Mark:
    """Return a line from so many months after October's border to another, in the row's middle."""
    known = {"kind": MarkKind.LINE, "slack": 0.45, "beyond": None if row is None else row + 1}
    left, right = (160.0 + WIDE * at for at in (start, end))
    return Mark(left=left, right=right, spot=Spot(sheet="ผ"), row=row, **{**known, **more})  # type: ignore[arg-type]


def cell(text: str, month: int, row: int = 0, **more: object) -> GridCell:
    """Return a cell of a month, or another column by its place from October's."""
    return GridCell(text, row, BEFORE + month, Spot(sheet="ผ"), **more)  # type: ignore[arg-type]


def read(
    *parts: Mark | GridCell,
    entries: Sequence[Sequence[int]] = EACH,
    columns: MonthColumns = COLUMNS,
    edges: tuple[float, ...] = EDGES,
    sheet: str = "ผ",
) -> MonthsRead:
    names = [GridCell(f"โครงการ {at}", at, 0, Spot(sheet=sheet)) for at in range(ROWS)]
    cells = tuple(one for one in parts if isinstance(one, GridCell))
    marks = tuple(one for one in parts if isinstance(one, Mark))
    return read_months(
        Grid(Spot(sheet=sheet), edges, (*names, *cells), marks), columns, entries, 2569
    )


def first(*parts: Mark | GridCell) -> Understood:
    return read(*parts).entries[0]


# Every row but the first has a mark of its own: nothing can have slipped there.
OTHERS = tuple(line(0, 1, row) for row in range(1, ROWS))


@settings(max_examples=120, deadline=None)
@given(
    st.integers(0, 11), st.integers(0, 11),
    st.floats(0.0, 0.33), st.floats(-0.12, 0.33), st.sampled_from([-1, 1]),
)  # fmt: skip
def test_an_arrow_of_a_clear_hand_is_its_months(
    a: int, b: int, inside: float, before: float, _flip: int
) -> None:
    start, end = sorted((a, b))
    if start == end:  # within its column, as far as hands go
        inside, before = min(inside, 0.3), min(before, 0.3)
    mark = line(start + before, end + 1 - inside)
    found = first(mark, *OTHERS)
    assert (found.state, found.months) == (CLEAR, tuple(start <= at <= end for at in range(12)))
    assert found.marks == (mark,)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10), st.integers(0, 10), st.floats(0.25, 0.45), st.booleans())
def test_an_arrow_that_ends_within_a_month_is_never_written(
    a: int, b: int, over: float, at_left: bool
) -> None:
    start, end = sorted((a, b))
    mark = line(start + 1 - over, end + 1.9) if at_left else line(start + 0.1, end + 1 + over)
    found = first(mark, *OTHERS)
    assert (found.state, any(found.months), found.reason) == (UNCLEAR, False, "months-unclear")
    assert len(found.readings) == len(found.choices) == 2
    assert found.why and found.drawn.count("%") == 1


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.floats(-2, 14), st.floats(0, 14)), max_size=3), st.floats(0, 0.5))
def test_whatever_is_drawn_a_row_is_clear_or_empty(
    spans: list[tuple[float, float]], slack: float
) -> None:
    marks = [line(start, start + long, 1, slack=slack, beyond=0) for start, long in spans]
    done = read(*marks)
    for one in done.entries:
        assert any(one.months) == (one.state is CLEAR)
        assert bool(one.reason) == (one.state is not CLEAR)
        assert (one.state is UNCLEAR) == bool(one.choices)
    known = {id(mark) for one in done.entries for mark in one.marks}
    assert known | {id(mark) for mark, _ in done.unused} >= {id(mark) for mark in marks}


@pytest.mark.parametrize(
    ("marks", "months"),
    [
        ([(0, 2.9), (6.1, 7.9)], "0-2 6-7"),  # two runs
        ([(0.1, 2.0), (2.0, 4.9)], "0-4"),  # one arrow in two parts
        ([(0.1, 1.4), (1.4, 2.9)], "0-2"),  # which touch within a month
        ([(1.1, 2.9), (1.1, 2.9)], "1-2"),  # copied onto itself
        ([(3.3, 3.6)], "3"),  # short, within a column
        ([(3.3, 3.45)], "3"),
        ([(2.99, 4.01)], "3"),
        ([(0.02, 11.98)], "0-11"),
        ([(-0.1, 12.1)], "0-11"),  # over both borders by a little
    ],
)
def test_shapes_of_one_row_are_read_together(marks: list[tuple[float, float]], months: str) -> None:
    found = first(*(line(*one) for one in marks), *OTHERS)
    assert (found.state, told(found.months)) == (CLEAR, months)


@pytest.mark.parametrize(
    "marks",
    [
        [line(0.1, 3.9), line(2.1, 6.9)],  # two arrows over each other
        [line(1.1, 12.9)],  # sticks out into the next column
        [line(-1.2, 2.9)],
        [line(2.9, 3.1)],  # over a border
        [line(2.4, 2.45)],  # a slip of the hand
        [line(1.1, 2.9, kind=MarkKind.PICTURE)],
        [line(1.1, 2.9, kind=MarkKind.OTHER)],
        [line(1.1, 2.9, kind=MarkKind.BOX, text="รอโอนงบ")],
        [line(1.1, 2.9, kind=MarkKind.BOX, text="ตลอดปี")],  # in words another time
    ],
)
def test_what_may_mean_more_than_one_thing_is_asked(marks: list[Mark]) -> None:
    found = first(*marks, *OTHERS)
    assert (found.state, found.reason, any(found.months)) == (UNCLEAR, "months-unclear", False)
    assert found.why and found.readings


@pytest.mark.parametrize(
    ("mark", "months"),
    [
        (line(1.1, 2.9, kind=MarkKind.BLOCK_ARROW), "1-2"),
        (line(1.1, 2.9, kind=MarkKind.BOX), "1-2"),
        (line(1.1, 2.9, kind=MarkKind.BOX, text="◄────►"), "1-2"),
        (line(0.1, 11.9, kind=MarkKind.BOX, text="ตลอดปีงบประมาณ"), "0-11"),
        (line(1.1, 2.9, kind=MarkKind.BOX, text="พ.ย. - ธ.ค. 2568"), "1-2"),
    ],
)
def test_blocks_and_boxes_are_read_as_arrows(mark: Mark, months: str) -> None:
    assert told(first(mark, *OTHERS).months) == months


BOX = MarkKind.BOX


@pytest.mark.parametrize(
    ("marks", "months"),
    [
        ([line(1.1, 1.9, kind=BOX, text="à")], "1"),  # of Wingdings
        ([line(1.1, 2.9, kind=BOX, text="◄── 90 วัน ──►")], "1-2"),
        ([line(1.1, 1.5, kind=BOX, text="◄"), line(4.5, 4.9, kind=BOX, text="►")], "1-4"),
        ([line(1.1, 2.9), line(7, 7.0)], "1-2"),  # a speck
        ([line(1.1, 1.9, kind=BOX, text="►")], "1"),
    ],
)
def test_boxes_with_ends_of_arrows_and_specks_are_what_they_are_meant_for(
    marks: list[Mark], months: str
) -> None:
    done = read(*marks, *OTHERS)
    assert (done.entries[0].state, told(done.entries[0].months)) == (CLEAR, months)
    told_of = len(done.entries[0].marks) + len([one for one in done.unused if one[0].row == 0])
    assert told_of == len(marks)


def test_a_wide_box_with_one_end_of_an_arrow_and_a_speck_alone_are_asked() -> None:
    assert first(line(1.1, 3.9, kind=BOX, text="►"), *OTHERS).state is UNCLEAR
    assert first(line(7.5, 7.5), *OTHERS).state is UNCLEAR


@pytest.mark.parametrize(
    ("at", "readings"),
    [
        ((3.1, 4.9), {"พ.ย.–ธ.ค.", "ม.ค.–ก.พ."}),
        ((-3.0, -1.2), {"พ.ย.–ธ.ค.", "ไม่มีเครื่องหมาย"}),
    ],
)
@pytest.mark.parametrize("swapped", [False, True])
def test_an_arrow_that_may_stand_in_two_places_is_asked_with_both(
    at: tuple[float, float], readings: set[str], swapped: bool
) -> None:
    here, there = line(1.1, 2.9), line(*at)
    one, other = (there, here) if swapped else (here, there)
    both = replace(one, elsewhere=(other.left, other.right))
    found = first(both, *OTHERS)
    assert (found.state, set(found.readings)) == (UNCLEAR, readings) and found.why
    assert first(both, line(6.1, 7.9), *OTHERS).state is UNCLEAR


@pytest.mark.parametrize("heads", [1, 2])
@pytest.mark.parametrize("away", [(-3.0, -1.2), (-9.0, -7.2), (14.0, 15.8)])
@pytest.mark.parametrize("swapped", [False, True])
def test_of_two_places_an_arrow_with_heads_is_in_the_one_over_months(
    heads: int, away: tuple[float, float], swapped: bool
) -> None:
    here, there = line(1.1, 2.9), line(*away)
    one, other = (there, here) if swapped else (here, there)
    both = replace(one, heads=heads, elsewhere=(other.left, other.right))
    found = first(both, *OTHERS)
    assert (found.state, found.drawn) == (CLEAR, first(here, *OTHERS).drawn)
    assert found.months == first(here, *OTHERS).months


def test_a_shape_of_no_known_row_is_asked_of_the_row_of_its_anchor_though_that_has_another() -> (
    None
):
    at = Spot(table=1, row=3)
    lost = replace(line(6.1, 7.9, None), spot=at)
    named = replace(cell("ก", -2, 0), spot=at)
    found = read(named, line(1.1, 2.9), lost, *OTHERS).entries
    assert found[0].state is UNCLEAR and lost in found[0].marks
    assert set(found[0].readings) == {"พ.ย.–ธ.ค.", "พ.ย.–ธ.ค. และ เม.ย.–พ.ค."}
    assert [one.state for one in found[1:]] == [CLEAR] * 3


def test_shapes_outside_the_months_say_nothing_and_are_named() -> None:
    marks = (line(-5, -1), line(12.2, 13), line(1, 2, 9), line(3.0, 3.02, tall=True, reach=(1,)))
    done = read(*marks, *OTHERS)
    assert {why for _, why in done.unused} == {
        "อยู่นอกช่องเดือน",
        "อยู่ในแถวที่ไม่ใช่โครงการ หรือไม่ทราบว่าแถวใด",
        "เส้นตั้งที่ลากผ่านหลายแถว",
    }
    assert len(done.unused) == 4
    assert done.entries[0].reason == "months-none"


# Rows


@pytest.mark.parametrize("slack", [0.0, 0.1, 0.149])
def test_an_arrow_at_the_border_of_a_row_without_one_is_asked_of_both(slack: float) -> None:
    done = read(line(1.1, 2.9, 1, slack=slack, beyond=0), line(0, 1, 2), line(0, 1, 3))
    assert [one.reason for one in done.entries] == ["row-slip", "row-slip-neighbour", "", ""]
    assert [any(one.months) for one in done.entries] == [False, False, True, True]
    for one in done.entries[:2]:
        assert one.readings == ("พ.ย.–ธ.ค.", "ไม่มีเครื่องหมาย")


@pytest.mark.parametrize(
    ("mark", "others"),
    [
        (line(1.1, 2.9, 1, slack=0.16, beyond=0), ()),  # not near enough
        (line(1.1, 2.9, 1, slack=0.05, beyond=0), (line(0, 1, 0),)),  # that row has its own
        (line(1.1, 2.9, 1, slack=0.05, beyond=0), (cell("✓", 3),)),
        (line(1.1, 2.9, 1, slack=0.05, beyond=9), ()),  # beyond is no project
        (line(1.1, 2.9, 1, slack=None, beyond=0), ()),  # surely in its row
    ],
)
def test_an_arrow_belongs_to_its_row_where_no_other_lacks_one(
    mark: Mark, others: tuple[Mark | GridCell, ...]
) -> None:
    done = read(mark, *others, line(0, 1, 2), line(0, 1, 3))
    assert told(done.entries[1].months) == "1-2"


def test_an_arrow_that_slipped_onto_another_ones_row_is_asked() -> None:
    slipped = line(5.1, 7.9, 1, slack=0.25, beyond=0)
    done = read(slipped, line(0.1, 2.9, 1, slack=0.45, beyond=2), line(0, 1, 2), line(0, 1, 3))
    assert [one.reason for one in done.entries] == ["row-slip", "row-slip-neighbour", "", ""]
    assert done.entries[1].readings == ("ต.ค.–ธ.ค. และ มี.ค.–พ.ค.", "ต.ค.–ธ.ค.")


@pytest.mark.parametrize("hidden", [frozenset({0}), frozenset({0, 1})])
def test_two_arrows_below_a_hidden_row_without_one_are_asked_of_both(
    hidden: frozenset[int],
) -> None:
    below = max(hidden) + 1
    marks = (line(1.1, 2.9, below), line(4.1, 5.9, below))
    rest = tuple(line(0, 1, row) for row in range(below + 1, ROWS))
    grid = Grid(Spot(sheet="ผ"), EDGES, (), (*marks, *rest), hidden)
    found = read_months(grid, COLUMNS, EACH, 2569).entries
    assert {one.state for one in found[: below + 1]} == {UNCLEAR}
    seen = read_months(replace(grid, hidden_rows=frozenset()), COLUMNS, EACH, 2569).entries
    assert (found[-1].state, seen[below].state) == (CLEAR, CLEAR)


def test_within_the_rows_of_one_project_nothing_slips() -> None:
    entries = ((0, 1), (2,), (3,))
    mark = line(1.1, 2.9, 1, slack=0.0, beyond=0)
    done = read(mark, line(0, 1, 2), line(0, 1, 3), entries=entries)
    assert told(done.entries[0].months) == "1-2"


@pytest.mark.parametrize("more", [{"reach": (1, 2)}, {"beyond": 1}])
def test_a_shape_over_several_rows_is_asked_of_those_without_one(more: dict[str, object]) -> None:
    done = read(line(1.1, 2.9, 0, tall=True, **more), line(0, 1, 2), line(0, 1, 3))
    assert [one.state for one in done.entries] == [UNCLEAR, UNCLEAR, CLEAR, CLEAR]


def test_a_shape_of_no_known_row_is_asked_of_every_row_without_one() -> None:
    done = read(line(1.1, 2.9, None), line(0, 1, 2), line(0, 1, 3))
    assert [one.state for one in done.entries] == [UNCLEAR, UNCLEAR, CLEAR, CLEAR]
    assert done.entries[0].reason == "months-unclear"


# Typed

TYPED = [
    (["←", "─", "→"], "0-2"),
    (["<--", "", "-->"], "0-2"),
    (["←", "", "", "→", "", "↔"], "0-3 5"),
    (["|", "-", "|"], "0-2"),
    (["<--->"], "0"),
    (["✓", "", "✓"], "0 2"),
    (["√", "/", "*", "●"], "0-3"),
    (["x", "X"], "0-1"),
    (["ß", "", "à"], "0-2"),
    (["ó"], "0"),
    (["\uf0df", "\uf0e0"], "0-1"),
    (["ü", "\uf0fc"], "0-1"),
    (["<- 30 วัน ->"], "0"),
    (["1", "", "1"], "0 2"),
    (["✓", *["-"] * 11], "0"),  # dashes wherever nothing is
    (["ตลอดปี"], "0-11"),
    (["ต.ค. – ธ.ค."], "0-2"),
    (["ไตรมาส 2"], "3-5"),
    (["ดำเนินการ", "ดำเนินการ"], "0-1"),
    (["ต.ค.", "พ.ย."], "0-1"),
]


@pytest.mark.parametrize(("texts", "months"), TYPED)
def test_what_is_typed_in_months_is_read(texts: list[str], months: str) -> None:
    found = first(*(cell(text, at) for at, text in enumerate(texts) if text), *OTHERS)
    assert (found.state, told(found.months)) == (CLEAR, months)
    assert len(found.cells) == len([text for text in texts if text])


@pytest.mark.parametrize(
    "texts",
    [
        ["←", "─"],  # no other end
        ["", "→"],
        ["<--------------->"],  # wider than its cell
        ["✓", "-"],  # a dash in one of the others
        ["-", "-", "-"],
        ["ยกเลิก"],
        ["x", "✓"],
        ["50,000"],
        ["รอเงินอุดหนุน"],
        ["มีนาคม", "✓"],
    ],
)
def test_what_is_typed_and_may_mean_more_is_asked(texts: list[str]) -> None:
    found = first(*(cell(text, at) for at, text in enumerate(texts) if text), *OTHERS)
    assert (found.state, any(found.months), found.reason) == (UNCLEAR, False, "months-unclear")
    assert found.readings and found.why


@pytest.mark.parametrize(
    "text", ["<--->", "✓", "ดำเนินการ", "ก่อสร้าง", "─────", "→", "←── 120 วัน ──→"]
)
def test_a_short_text_over_merged_months_is_all_of_them(text: str) -> None:
    found = first(cell(text, 2, columns=4), *OTHERS)
    assert told(found.months) == "2-5"


@pytest.mark.parametrize("text", ["", "ยกเลิก", "ไม่ดำเนินการ", "ม.ค. – มี.ค.", "ตลอดปี", "งบ 500,000"])
def test_a_merged_cell_that_says_something_else_is_asked(text: str) -> None:
    assert first(cell(text, 2, columns=4), *OTHERS).state is UNCLEAR


def test_words_over_all_months_are_read_and_a_remark_there_is_asked() -> None:
    assert told(first(cell("ตลอดปีงบประมาณ", 0, columns=12), *OTHERS).months) == "0-11"
    assert told(first(cell("ม.ค.-มี.ค.69", 0, columns=12), *OTHERS).months) == "3-5"
    assert first(cell("จ่ายขาดเงินสะสม", 0, columns=12), *OTHERS).state is UNCLEAR


def test_a_cell_that_is_merged_over_two_projects_counts_for_both() -> None:
    done = read(cell("<-->", 2, columns=2, rows=2), *OTHERS[1:])
    assert [told(one.months) for one in done.entries[:2]] == ["2-3", "2-3"]


@pytest.mark.parametrize("across", [1, 12])
@pytest.mark.parametrize(
    ("down", "mark"),
    [
        (3, line(2.1, 3.9, 1)),
        (2, line(2.1, 3.9, 0, slack=0.1)),
        (2, line(2.1, 3.9, 1, beyond=0, slack=0)),
    ],
)
def test_a_shape_amid_month_cells_that_are_merged_down_counts_for_all_their_projects(
    down: int, mark: Mark, across: int
) -> None:
    merged = [cell("", at, rows=down, columns=across) for at in range(0, 12, across)]
    done = read(mark, *merged, *OTHERS[down - 1 :])
    expected = ["2-3"] * down + ["0"] * (ROWS - down)
    assert [told(one.months) for one in done.entries] == expected


def test_coloured_month_cells_that_are_merged_down_count_for_all_their_projects() -> None:
    merged = [cell("", at, rows=3, fill="FFC000") for at in (4, 5)]
    assert [told(one.months) for one in read(*merged, OTHERS[-1]).entries] == ["4-5"] * 3 + ["0"]


@pytest.mark.parametrize("row", [0, 2])
def test_a_shape_at_an_end_of_merged_months_is_asked_of_all_their_projects(row: int) -> None:
    merged = [cell("", at, rows=3) for at in range(12)]
    done = read(line(2.1, 3.9, row), *merged, OTHERS[-1])
    assert [one.state for one in done.entries] == [UNCLEAR] * 3 + [CLEAR]
    assert {one.readings[0] for one in done.entries[:3]} == {"ธ.ค.–ม.ค."}


def test_shapes_at_the_heights_of_several_rows_in_merged_months_are_each_its_rows() -> None:
    merged = [cell("", at, rows=3) for at in range(12)]
    done = read(line(2.1, 3.9, 0), line(6.1, 7.9, 1), *merged, OTHERS[-1])
    assert [told(one.months) for one in done.entries] == ["2-3", "6-7", "", "0"]
    assert done.entries[2].state is NONE


def test_a_shape_over_months_of_which_some_are_merged_down_is_its_own_rows_alone() -> None:
    done = read(line(2.1, 3.9), cell("", 2, rows=2), *OTHERS[1:])
    assert [one.state for one in done.entries[:2]] == [CLEAR, NONE]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("ภายในเดือน มี.ค.", ("มี.ค.", "ต.ค.–มี.ค.")),
        ("แล้วเสร็จภายใน 31 มี.ค. 2569", ("มี.ค.", "ต.ค.–มี.ค.")),
        ("ก่อน เม.ย.", ("ต.ค.–มี.ค.",)),
        ("ตั้งแต่ ม.ค. เป็นต้นไป", ("ม.ค.", "ม.ค.–ก.ย.")),
        ("ตั้งแต่ ม.ค.", ("ม.ค.", "ม.ค.–ก.ย.")),
        ("ตั้งแต่เดือน ต.ค.", ("ต.ค.", "ต.ค.–ก.ย.")),
        ("ตั้งแต่เดือนมีนาคม 2569", ("มี.ค.", "มี.ค.–ก.ย.")),
        ("มี.ค./เม.ย.", ("มี.ค.", "เม.ย.", "มี.ค.–เม.ย.")),
        ("ธ.ค. / ม.ค.", ("ธ.ค.", "ม.ค.", "ธ.ค.–ม.ค.")),
        ("เลื่อนเป็น พ.ค.", ("พ.ค.",)),
        ("มี.ค. (เดิม ม.ค.)", ("มี.ค.", "ม.ค.")),
        ("ไม่เกิน 90 วัน", ()),
        ("ปี 2570", ()),
        ("ยกเลิกโครงการ", ()),
        ("ม.ค. 2570", ("ม.ค.",)),
    ],
)
def test_a_text_over_all_months_that_is_none_is_quoted_with_the_months_it_may_mean(
    text: str, readings: tuple[str, ...]
) -> None:
    found = first(cell(text, 0, columns=12), *OTHERS)
    assert (found.state, found.readings) == (UNCLEAR, readings)
    assert f"“{text}”" in found.why
    period = MonthColumns((None,) * 12, WORDS)
    (told_in_words, *_) = read(GridCell(text, 0, WORDS, Spot()), columns=period).entries
    assert (told_in_words.state, told_in_words.readings) == (UNCLEAR, readings)


def test_in_a_text_document_a_long_arrow_breaks_in_its_own_cell() -> None:
    found = read(cell("<--------------->", 0), *OTHERS, sheet="").entries[0]
    assert told(found.months) == "0"


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("ม.ค. - มี.ค. 2569", "3-5"), ("ตลอดปี", "0-11"), ("ทุกเดือน", "0-11"), ("ไตรมาสที่ 1-2", "0-5"),
        ("ต.ค. 68, มี.ค. 69", "0 5"), ("เดือนพฤศจิกายน 2568", "1"), ("๓", ""), ("ม.ค. 2575", ""),
        ("เร็วๆ นี้", ""), ("ต.ค. - ธ.ค. 2568\nมี.ค. 2569", "0-2 5"),
        ("ม.ค. 2569 -\nมี.ค. 2569", "3-5"), ("ม.ค.\nเร็วๆ นี้", ""),
    ],
)  # fmt: skip
def test_a_column_of_words_is_read_or_asked(text: str, months: str) -> None:
    columns = MonthColumns((None,) * 12, WORDS)
    found = read(GridCell(text, 0, WORDS, Spot()), columns=columns).entries[0]
    assert (told(found.months), found.state) == (months, CLEAR if months else UNCLEAR)


def test_signs_that_contradict_each_other_are_asked() -> None:
    found = first(line(1.1, 2.9), cell("✓", 6), *OTHERS)
    assert found.state is UNCLEAR
    assert set(found.readings) == {"พ.ย.–ธ.ค.", "เม.ย."}
    assert told(first(line(1.1, 1.9), cell("✓", 1), *OTHERS).months) == "1"


@pytest.mark.parametrize(
    ("marks", "months"),
    [
        ([line(0.1, 11.9), line(4, 7, kind=BOX, text="ตลอดปี")], "0-11"),
        ([line(3.1, 5.9), line(4.1, 4.9, kind=BOX, text="ม.ค. - มี.ค.")], "3-5"),
        ([line(3.1, 5.9), line(7.1, 9.9, kind=BOX, text="ไตรมาส 2")], "3-5"),
        (
            [
                line(0.1, 1.9),
                line(0.6, 1.2, kind=BOX, text="ต.ค. - พ.ย."),
                line(6.1, 8.9),
                line(7.1, 7.9, kind=BOX, text="ไตรมาส 3"),
            ],
            "0-1 6-8",
        ),
    ],
)
def test_words_that_say_what_the_arrow_beside_them_says_are_its_label(
    marks: list[Mark], months: str
) -> None:
    found = first(*marks, *OTHERS)
    assert (found.state, told(found.months)) == (CLEAR, months)


@pytest.mark.parametrize(
    "text",
    [
        f"{' ' * 30}<-------->",
        f"{chr(160) * 12}←───→",
        f"<---->{' ' * 20}",
        "\t\t\t\t\t◄──►",
        "<--->      <--->",
    ],
)
def test_an_arrow_typed_among_blanks_in_a_wider_box_is_asked(text: str) -> None:
    assert first(line(0.1, 11.9, kind=BOX, text=text), *OTHERS).state is UNCLEAR


@pytest.mark.parametrize("text", ["<---------->", " <------> ", "◄        ►", "←\n→"])
def test_an_arrow_typed_from_side_to_side_of_its_box_is_as_long_as_that(text: str) -> None:
    found = first(line(1.1, 3.9, kind=BOX, text=text), *OTHERS)
    assert (found.state, told(found.months)) == (CLEAR, "1-3")


@pytest.mark.parametrize(
    ("text", "month"), [("ม.ค.", 4), ("มกราคม", 2), ("15 ต.ค.", 6), ("ก.ย.", 0)]
)
def test_a_month_typed_in_the_cell_of_another_is_asked(text: str, month: int) -> None:
    found = first(cell(text, month), *OTHERS)
    assert (found.state, bool(found.readings)) == (UNCLEAR, True)


@pytest.mark.parametrize("text", ["-", "0", "n/a"])
def test_what_says_nothing_in_white_letters_is_not_asked(text: str) -> None:
    found = first(cell("✓", 2), cell("-", 3), cell(text, 4, faint=True), *OTHERS)
    same = first(cell("✓", 2), cell("-", 3), cell(text, 4), *OTHERS)
    assert found.state is same.state


@pytest.mark.parametrize("text", ["x", "✓", "←→", "ม.ค."])
def test_a_sign_in_white_letters_is_asked(text: str) -> None:
    found = first(cell(text, 3, faint=True), *OTHERS)
    assert (found.state, bool(found.readings)) == (UNCLEAR, True)


@pytest.mark.parametrize("text", ["ตลอดปี", "ไตรมาส 3"])
def test_words_that_say_other_months_than_the_arrow_are_asked(text: str) -> None:
    found = first(line(3.1, 5.9), line(4.1, 4.9, kind=BOX, text=text), *OTHERS)
    assert found.state is UNCLEAR and found.why


def test_shapes_without_number_over_one_row_are_one_question() -> None:
    found = first(*(line(1.1, 2.9 + at / 9_000) for at in range(5_000)), *OTHERS)
    assert (found.state, len(found.marks), found.readings) == (UNCLEAR, 5_000, ())


def test_dashes_under_an_arrow_say_that_nothing_else_is_there() -> None:
    found = first(line(1.1, 2.9), *(cell("-", at) for at in range(12)), *OTHERS)
    assert told(found.months) == "1-2"


def test_heads_that_were_drawn_by_themselves_are_parts_of_their_arrow() -> None:
    heads = [line(at, at + 0.3, kind=MarkKind.OTHER) for at in (1.0, 4.6)]
    found = first(line(1.2, 4.7), *heads, *OTHERS)
    assert (told(found.months), len(found.marks)) == ("1-4", 3)


def test_a_stamp_over_several_rows_is_asked_only_of_rows_without_a_sign() -> None:
    stamp = line(2, 6, 1, kind=MarkKind.PICTURE, tall=True, reach=(0, 2), slack=0.4)
    done = read(stamp, *(line(0.1, 1.9, row) for row in range(ROWS)))
    assert [told(one.months) for one in done.entries] == ["0-1"] * ROWS
    assert [why for _, why in done.unused] == ["วางทับหลายแถว"]
    done = read(stamp, *(line(0.1, 1.9, row) for row in (0, 2, 3)))
    assert [one.state for one in done.entries] == [CLEAR, UNCLEAR, CLEAR, CLEAR]


# Colours


def painted(row: int, months: Sequence[int], colour: str = "92D050") -> list[GridCell]:
    return [cell("", at, row, fill=colour) for at in months]


def test_coloured_months_are_the_months() -> None:
    done = read(
        *painted(0, (0, 1, 5)), *painted(1, range(12)), *painted(2, (3,)), *painted(3, (4,))
    )
    assert [told(one.months) for one in done.entries] == ["0-1 5", "0-11", "3", "4"]


def test_rows_that_are_painted_whole_say_nothing() -> None:
    whole = [
        one
        for row in (0, 2)
        for one in (*painted(row, range(12), "EEEEEE"), cell("", -2, row, fill="EEEEEE"))
    ]
    done = read(*whole, *painted(1, (2, 3)))
    assert [told(one.months) for one in done.entries] == ["", "2-3", "", ""]
    assert done.entries[0].reason == "months-none"


def test_a_colour_of_every_row_and_the_heading_is_decoration_beside_arrows_and_asked_alone() -> (
    None
):
    block = [one for row in range(ROWS) for one in painted(row, range(12), "FFF2CC")]
    assert told(read(*block, line(1.1, 2.9), *OTHERS).entries[0].months) == "1-2"
    headed = [*block, *painted(9, range(12), "FFF2CC")]
    assert {one.state for one in read(*headed).entries} == {UNCLEAR}
    stripes = [one for row in range(ROWS) for one in painted(row, range(0, 12, 2), "FFF2CC")]
    assert {one.state for one in read(*stripes).entries} == {UNCLEAR}


def test_a_whole_table_of_projects_of_all_year_may_be_coloured() -> None:
    block = [one for row in range(ROWS) for one in painted(row, range(12), "92D050")]
    assert [told(one.months) for one in read(*block).entries] == ["0-11"] * ROWS


def test_two_colours_in_a_row_are_asked() -> None:
    found = first(*painted(0, (0, 1)), *painted(0, (4, 5), "FF0000"), *OTHERS)
    assert found.state is UNCLEAR
    assert found.readings == ("ต.ค.–พ.ย. และ ก.พ.–มี.ค.", "ต.ค.–พ.ย.", "ก.พ.–มี.ค.")


# Columns


def test_months_from_january_and_in_parted_columns_are_read_by_their_places() -> None:
    order = [*range(3, 12), *range(3)]
    spans = {month: (BEFORE + 2 * at, BEFORE + 2 * at + 2) for at, month in enumerate(order)}
    columns = MonthColumns(tuple(spans[month] for month in range(12)))
    edges = (0.0, 40.0, 160.0, *(160.0 + WIDE / 2 * at for at in range(1, 25)))
    found = read(line(0.1, 2.9), *OTHERS, columns=columns, edges=edges).entries[0]
    assert told(found.months) == "3-5"
    assert found.drawn == "←ม.ค.–มี.ค.→"


def test_an_arrow_over_a_hidden_month_has_it() -> None:
    edges = tuple(x - WIDE if place > BEFORE + 3 else x for place, x in enumerate(EDGES))
    found = read(line(1.1, 3.9), *OTHERS, edges=edges).entries[0]
    assert told(found.months) == "1-4"


def test_columns_that_the_grid_does_not_have_are_nothing() -> None:
    columns = MonthColumns(tuple((90 + at, 91 + at) for at in range(12)))
    assert {one.state for one in read(line(1, 2), columns=columns).entries} == {NONE}
    assert (
        read_months(Grid(Spot(), (), ()), MonthColumns((None,) * 12), [[0]]).entries[0].months
        == (False,) * 12
    )


def test_parts_of_a_project_in_two_grids_are_joined() -> None:
    one, two = first(line(0.1, 1.9), *OTHERS), first(line(4.1, 5.9), *OTHERS)
    none, doubted = first(*OTHERS), first(line(0.1, 1.4), *OTHERS)
    assert told(joined([one, two]).months) == "0-1 4-5"
    assert joined([none, two]) == two
    assert joined([none, none]).reason == "months-none"
    mixed = joined([one, doubted])
    assert (mixed.state, any(mixed.months)) == (UNCLEAR, False)
    assert len(MONTHS) == 12


# From the bytes of a file

_HAND = st.tuples(
    st.integers(0, 11), st.integers(0, 11), st.floats(0.0, 0.3), st.floats(-0.1, 0.3),
    st.one_of(st.none(), st.floats(0.3, 0.45)), st.floats(0.2, 0.8),
)  # fmt: skip


def _span(hand: tuple[int, int, float, float, float | None, float]) -> tuple[float, float, str]:
    """Return where an arrow of a hand begins and ends, and its months; none where it is unclear."""
    a, b, before, inside, over, _ = hand
    start, end = sorted((a, b))
    if over is not None and end < 11:
        return start + before, end + 1 + over, ""
    months = tuple(start <= at <= end for at in range(12))
    return start + before, end + 1 - inside, told(months)


@settings(max_examples=12, deadline=None)
@given(st.lists(_HAND, min_size=6, max_size=12), st.sampled_from(["xlsx", "xls"]))
def test_arrows_drawn_into_a_file_come_back_as_their_months(
    hands: list[tuple[int, int, float, float, float | None, float]], ending: str
) -> None:
    spans = [_span(hand) for hand in hands]
    downs = [at + hand[-1] for at, hand in enumerate(hands)]
    places = [(start, end, down) for (start, end, _), down in zip(spans, downs, strict=True)]
    if ending == "xlsx":
        anchors = "".join(
            drawn.anchored(drawn.connector(), start, end, down) for start, end, down in places
        )
        form = read_xlsx_form(drawn.saved(drawn.filled(len(hands)), anchors))
    else:
        shapes = [biff.Art(biff.LINE, (start, down, end, down)) for start, end, down in places]
        form = read_xls_form(biff.saved(biff.filled(len(hands)), *shapes))
    found = drawn.months_of(form, len(hands)).entries
    assert [told(one.months) for one in found] == [months for _, _, months in spans]
    assert [one.state is UNCLEAR for one in found] == [not months for _, _, months in spans]
