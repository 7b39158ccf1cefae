"""A shape that counts from its page is put over the rows that stand there, or asked of each."""

import pytest

from generator.plan.intake.docx import read_docx_form
from generator.plan.intake.draft import MonthsState
from generator.plan.intake.form import Grid, Mark, MarkKind, Spot
from generator.plan.intake.months import MonthColumns, read_months
from word_forms import cell, document, drawing, drawn, paragraph, row, run, table, vml

TOP = 42.5  # the margin of these documents, and twenty points each row
HIGH = 20
ROWS = 8
NOTED = "<w:lastRenderedPageBreak/>"


def high(rule: str) -> str:
    return f'<w:trHeight w:val="{HIGH * 20}" w:hRule="{rule}"/>' if rule else ""


def rows(anchors: dict[int, str], rule: str = "exact", turned: int | None = None) -> str:
    """Return rows with a shape in the second cell of some; Word noted a page's end before one."""
    return "".join(
        row(
            [
                cell(paragraph("", run(str(at), inside=NOTED if at == turned else ""))),
                cell(paragraph("", anchors.get(at, ""))),
            ],
            high(rule),
        )
        for at in range(ROWS)
    )


def mark_in(body: str) -> Mark:
    (grid,) = read_docx_form(document(body)).grids
    (mark,) = grid.marks
    return mark


def line(y: float, down: str = "page", across: str = "column", vertical: str = "") -> str:
    return drawn(drawing(10, y, 40, across=across, down=down, vertical=vertical))


def old(y: float, down: str) -> str:
    style = f"position:absolute;mso-position-vertical-relative:{down}"
    return vml(f'<v:line style="{style}" from="0,{y}pt" to="40pt,{y}pt"/>')


@pytest.mark.parametrize(
    ("shape", "where"),
    [
        (line(TOP + 3.5 * HIGH), 3),
        (line(TOP + 0.5 * HIGH, "topMargin"), 0),
        (line(5.5 * HIGH, "margin"), 5),
        (old(TOP + 6.5 * HIGH, "page"), 6),
        (old(2.5 * HIGH, "margin"), 2),
        (line(0, vertical="<wp:align>top</wp:align>", down="margin"), 0),
    ],
)
@pytest.mark.parametrize("anchor", [0, 4, 7])
def test_where_rows_have_stated_heights_the_row_on_the_page_is_known(
    shape: str, where: int, anchor: int
) -> None:
    mark = mark_in(table([rows({anchor: shape})], (50, 150)))
    if where == 0 and "align" in shape:
        assert 0 in (mark.row, *mark.among)
    else:
        assert (mark.row, mark.among) == (where, ())


@pytest.mark.parametrize("before", [True, False])
def test_a_shape_of_a_paragraph_beside_the_table_finds_its_row_on_the_page(before: bool) -> None:
    shape = paragraph("", line(TOP + 4.5 * HIGH, across="margin"), '<w:spacing w:line="20" '
                      'w:lineRule="exact"/>')  # fmt: skip
    body = table([rows({})], (50, 150))
    mark = mark_in(shape + body if before else body + shape)
    assert (mark.row, mark.among) == (4, ())


def test_near_a_border_both_rows_are_told() -> None:
    mark = mark_in(table([rows({2: line(TOP + 4.05 * HIGH)})], (50, 150)))
    assert (mark.row, mark.among) == (None, (3, 4))


def test_rows_of_unknown_height_tell_all_that_may_be_meant_and_no_others() -> None:
    """A line of ten points is more than 11 points high here, and less than 18."""
    mark = mark_in(table([rows({7: line(TOP + 3.5 * 14)}, "")], (50, 150)))
    assert (mark.row, mark.among) == (None, (2, 3, 4))


@pytest.mark.parametrize(("anchor", "where"), [(6, 5), (2, 1)])
def test_what_word_noted_of_pages_counts(anchor: int, where: int) -> None:
    """Rows from the fourth on stand on the second page; both have a line there."""
    on_second = anchor >= 4
    y = TOP + (where - (4 if on_second else 0) + 0.5) * HIGH
    mark = mark_in(table([rows({anchor: line(y)}, turned=4)], (50, 150)))
    assert where in (mark.row, *mark.among)
    assert all((at >= 4) == on_second for at in (mark.row, *mark.among) if at is not None)


@pytest.mark.parametrize("ending", ["<w:r><w:br w:type='page'/></w:r>", "before"])
def test_a_page_that_somebody_began_counts_from_its_top(ending: str) -> None:
    own = "<w:pageBreakBefore/>" if ending == "before" else ""
    spacing = '<w:spacing w:line="20" w:lineRule="exact"/>'
    long = "".join(paragraph("เกริ่น") for _ in range(9))
    turn = paragraph("", "" if own else ending, own + spacing)
    mark = mark_in(long + turn + table([rows({1: line(TOP + 5.5 * HIGH)})], (50, 150)))
    assert 5 in (mark.row, *mark.among)
    assert len(mark.among) <= 2


@pytest.mark.parametrize(
    "shape", [line(0, vertical="<wp:align>inside</wp:align>"), line(4, "insideMargin")]
)
def test_where_nothing_is_known_each_row_of_the_page_is_told(shape: str) -> None:
    long = "".join(paragraph("เกริ่น") for _ in range(60))
    mark = mark_in(long + table([rows({3: shape})], (50, 150)))
    assert mark.row is None
    assert mark.among == tuple(range(ROWS))


@pytest.mark.parametrize("y", [TOP + ROWS * HIGH + 30, 5])
def test_what_stands_above_or_below_the_table_on_its_page_is_loose(y: float) -> None:
    body = table([rows({})], (50, 150)) + paragraph("", line(y, across="margin"))
    form = read_docx_form(document(body))
    assert not next(form.grids).marks
    assert len(form.loose) == 1


def test_a_frame_around_the_page_is_drawn_over_no_row() -> None:
    frame = '<v:rect style="position:absolute;margin-left:0;margin-top:0;width:190pt;height:480pt;'
    frame = vml(f'{frame}mso-position-vertical-relative:page" filled="f"/>')
    form = read_docx_form(document(paragraph("", frame) + table([rows({})], (50, 150))))
    assert not next(form.grids).marks
    assert len(form.loose) == 1


def test_an_arrow_between_merged_months_is_told_of_every_row_that_is_merged() -> None:
    merged = [
        row([cell(str(at)), cell(paragraph("", line(30, "paragraph") if at == 0 else ""), merge)])
        for at, merge in enumerate(
            ['<w:vMerge w:val="restart"/><w:vAlign w:val="center"/>', *["<w:vMerge/>"] * 2]
        )
    ]
    mark = mark_in(table(merged, (50, 150)))
    assert (mark.row, mark.among) == (None, (0, 1, 2))


# Which rows are asked

MONTHS = MonthColumns(tuple((1 + at, 2 + at) for at in range(12)))


def arrow(first: int, after: int, at: int | None, among: tuple[int, ...] = ()) -> Mark:
    left, right = (100 + 20.0 * month for month in (first, after))
    return Mark(MarkKind.LINE, left, right, Spot(table=1, row=1), at, among=among)


def states(*marks: Mark) -> list[MonthsState]:
    edges = (0.0, *(100 + 20.0 * at for at in range(13)))
    return [
        one.state
        for one in read_months(
            Grid(Spot(table=1), edges, (), marks), MONTHS, [(0,), (1,), (2,), (3,)], 2569
        ).entries
    ]


CLEAR, NONE, UNCLEAR = MonthsState.CLEAR, MonthsState.NONE, MonthsState.UNCLEAR
OWN = tuple(arrow(at, at + 2, at) for at in range(4))


@pytest.mark.parametrize("among", [(1,), (1, 2), (0, 3), (0, 1, 2, 3)])
def test_each_row_that_a_shape_may_belong_to_is_asked_though_all_have_another(
    among: tuple[int, ...],
) -> None:
    found = states(*OWN, arrow(8, 10, None, among))
    assert found == [UNCLEAR if at in among else CLEAR for at in range(4)]


def test_rows_without_a_sign_are_asked_only_where_the_shape_may_be_theirs() -> None:
    assert states(OWN[0], arrow(8, 10, None, (1, 2))) == [CLEAR, UNCLEAR, UNCLEAR, NONE]


def test_a_shape_that_says_nothing_new_of_a_row_is_not_asked_of_it() -> None:
    wide = arrow(0, 12, 1)
    assert states(OWN[0], wide, *OWN[2:], arrow(8, 10, None, (1, 2))) == [
        CLEAR, CLEAR, UNCLEAR, CLEAR,
    ]  # fmt: skip


def test_more_shapes_of_no_known_row_than_anybody_draws_are_asked_all_the_same() -> None:
    crowd = [arrow(at % 11, at % 11 + 1, None, (2,)) for at in range(60)]
    assert states(*OWN, *crowd) == [CLEAR, CLEAR, UNCLEAR, CLEAR]
