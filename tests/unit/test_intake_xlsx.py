"""What the reader of workbooks promises: every shape, where the file itself says that it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

import drawn
from drawn import (
    BEFORE,
    FIRST,
    HIGH,
    PIXEL,
    WIDE,
    Parts,
    anchored,
    connector,
    corner,
    corner_at,
    filled,
    grid_of,
    group,
    months_of,
    place,
    saved,
    shape,
    told,
)
from generator.plan.intake.draft import MonthsState
from generator.plan.intake.form import FormRefusedError, Grid, Line, LineOrigin, Mark, MarkKind
from generator.plan.intake.xlsx import read_xlsx_form
from generator.plan.read import Held


def first_sheet(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def marks_of(anchors: str, book: openpyxl.Workbook | None = None) -> tuple[Mark, ...]:
    return grid_of(read_xlsx_form(saved(book or filled(), anchors))).marks


def spans_of(mark: Mark, grid: Grid) -> tuple[float, float]:
    """Return how many months from October's border a mark begins and ends."""
    left = grid.edges[BEFORE]
    width = grid.edges[BEFORE + 1] - left
    return round((mark.left - left) / width, 2), round((mark.right - left) / width, 2)


def only(anchors: str) -> tuple[tuple[float, float], Mark]:
    """Return the extent in months of the only mark, and the mark."""
    grid = grid_of(read_xlsx_form(saved(filled(), anchors)))
    (mark,) = grid.marks
    return spans_of(mark, grid), mark


def emu_of_months() -> tuple[float, float]:
    """Return where the months begin, from the left edge, and the first project's row from above."""
    grid = grid_of(read_xlsx_form(saved(filled())))
    return grid.edges[BEFORE] * 12_700, 2 * 15 * 12_700


def test_text_is_as_typed_and_as_seen_with_what_stands_behind() -> None:
    book = filled()
    sheet = first_sheet(book)
    sheet["B3"] = " เเผน\u200bงาน  ก\nข "
    sheet["C3"], sheet["C3"].number_format = 349500.5, "#,##0.00"
    sheet["C4"].font = Font(strike=True)
    form = read_xlsx_form(saved(book))
    cells = {one.spot.cell: one for one in grid_of(form).cells}
    assert cells["B3"].text == " เเผน\u200bงาน  ก\nข "
    assert cells["C3"].text == "349,500.50"
    assert cells["C3"].stored and cells["C3"].stored.value == "349500.5"
    assert cells["C3"].stored.held is Held.NUMBER
    assert cells["C4"].struck and not cells["C5"].struck


def test_words_struck_out_within_a_text_are_a_doubt_and_not_the_whole_cell() -> None:
    book = filled()
    struck = InlineFont(strike=True)
    first_sheet(book)["B3"] = CellRichText("โครงการ", TextBlock(struck, "เก่า"), "ใหม่")
    form = read_xlsx_form(saved(book))
    cell = next(one for one in grid_of(form).cells if one.spot.cell == "B3")
    assert (cell.text, cell.struck) == ("โครงการเก่าใหม่", False)
    assert [(spot.cell, "ขีดฆ่า" in why) for spot, why in form.doubts] == [("B3", True)]


def test_merged_cells_stand_once_and_fills_have_a_colour() -> None:
    book = filled()
    sheet = first_sheet(book)
    sheet.merge_cells("D3:F4")
    sheet["D3"] = "ตลอดปี"
    for cell, colour in (("G3", "FF92D050"), ("H3", "FFFFFFFF")):
        sheet[cell].fill = PatternFill("solid", fgColor=colour)
    sheet["I3"].fill = PatternFill("solid", fgColor=openpyxl.styles.colors.Color(theme=4, tint=0.6))
    cells = {one.spot.cell: one for one in grid_of(read_xlsx_form(saved(book))).cells}
    assert (cells["D3"].rows, cells["D3"].columns, cells["D3"].text) == (2, 3, "ตลอดปี")
    assert not {"E3", "D4", "F4"} & cells.keys()
    assert cells["G3"].fill == "92D050"
    assert "H3" not in cells
    assert re.fullmatch("[0-9A-F]{6}", cells["I3"].fill)


def test_sheets_headers_comments_and_hidden_things_are_told_in_order() -> None:
    book = filled()
    sheet = first_sheet(book)
    sheet.oddHeader.center.text = "แบบ ผด.02"  # type: ignore[union-attr]
    sheet.oddFooter.right.text = "หน้า &P จาก &N"  # type: ignore[union-attr]
    sheet.print_title_rows = "1:2"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    hidden = book.create_sheet("ซ่อน")
    hidden["A1"] = "แผนเก่า"
    hidden.sheet_state = "hidden"
    form = read_xlsx_form(saved(book))
    one, two = form.grids
    assert (two.spot.sheet, two.hidden, one.hidden) == ("ซ่อน", True, False)
    assert one.hidden_rows == {3} and one.hidden_columns == {2}
    assert one.edges[2] == one.edges[3]
    assert one.heading_rows == 2
    lines = [(part.origin, part.text) for part in form.parts if isinstance(part, Line)]
    assert lines == [(LineOrigin.PAGE_HEADER, "แบบ ผด.02"), (LineOrigin.PAGE_FOOTER, "หน้า  จาก")]
    assert isinstance(form.parts[0], Line) and form.parts[1] is one


def test_comments_are_lines_at_their_cell_and_no_marks() -> None:
    book = filled()
    first_sheet(book)["B3"].comment = Comment("เลื่อนไปไตรมาส 2", "ก")
    form = read_xlsx_form(saved(book))
    (line,) = (part for part in form.parts if isinstance(part, Line))
    assert (line.text, line.spot.cell, line.origin) == (
        "เลื่อนไปไตรมาส 2",
        "B3",
        LineOrigin.COMMENT,
    )
    assert not grid_of(form).marks


def test_a_conversation_is_read_instead_of_its_copy_for_older_programs() -> None:
    more = Parts(
        parts={
            "xl/threadedComments/t1.xml": '<ThreadedComments><threadedComment ref="B3"><text>ตัดออก'
            "</text></threadedComment></ThreadedComments>",
            "xl/comments1.xml": '<comments><commentList><comment ref="B3"><text><t>[Threaded] ซื้อ'
            '</t></text></comment><comment ref="B4"><text><r><t>จริง</t></r></text></comment>'
            "</commentList></comments>",
        },
        relations=[
            ("http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
             "../threadedComments/t1.xml"),
            ("comments", "../comments1.xml"),
        ],
    )  # fmt: skip
    form = read_xlsx_form(saved(filled(), more=more))
    lines = [(part.spot.cell, part.text) for part in form.parts if isinstance(part, Line)]
    assert lines == [("B3", "ตัดออก"), ("B4", "จริง")]


def _two() -> str:
    return anchored(connector(), 2.1, 4.9, 0.5)


def _one() -> str:
    size = f'<xdr:ext cx="{round(2.8 * WIDE * PIXEL)}" cy="0"/>'
    inside = corner_at("from", 2.1, 0.5) + size + connector()
    return f"<xdr:oneCellAnchor>{inside}<xdr:clientData/></xdr:oneCellAnchor>"


def _absolute() -> str:
    left, top = emu_of_months()
    at = f'<xdr:pos x="{round(left + 2.1 * WIDE * PIXEL)}" y="{round(top + HIGH / 2 * 12_700)}"/>'
    size = f'<xdr:ext cx="{round(2.8 * WIDE * PIXEL)}" cy="0"/>'
    return f"<xdr:absoluteAnchor>{at}{size}{connector()}<xdr:clientData/></xdr:absoluteAnchor>"


def _flipped() -> str:
    return anchored(connector(' flipH="1" flipV="1"'), 2.1, 4.9, 0.45, 0.55)


def _half_turned() -> str:
    return anchored(connector(' rot="10800000"'), 2.1, 4.9, 0.45, 0.55)


def _grouped() -> str:
    left = place(0, 0, 1000, 0), place(1000, 0, 1000, 0)
    both = "".join(connector(frame=one) for one in left[:1]) + connector(frame=left[1])
    return anchored(group(both, (0, 0, 2000, 100)), 2.1, 4.9, 0.5)


def _nested() -> str:
    inside = group(connector(frame=place(500, 0, 100, 0)), (500, 0, 100, 10), place(70, 5, 28, 0))
    return anchored(group(inside, (70, 5, 28, 1)), 2.1, 4.9, 0.5)


def _mirrored_group() -> str:
    child = connector(frame=place(0, 0, 28, 0))
    other = connector(frame=place(72, 0, 28, 0), name="อื่น")
    return anchored(group(child + other, (0, 0, 100, 1), form=' flipH="1"'), 2.1, 12.1, 0.5)


@pytest.mark.parametrize("made", [_two, _one, _absolute, _flipped, _half_turned])
def test_an_arrow_is_where_its_anchor_says_whatever_its_kind(made: Callable[[], str]) -> None:
    spans, mark = only(made())
    assert spans == (2.1, 4.9)
    assert (mark.row, mark.kind, mark.heads) == (FIRST, MarkKind.LINE, 2)
    assert mark.slack is not None and mark.slack > 0.4


@pytest.mark.parametrize("sideways", ["seen", "before the turn"])
@pytest.mark.parametrize("turn", [5_400_000, 16_200_000, -5_400_000])
def test_an_upright_line_on_its_side_is_as_long_as_it_is_seen(turn: int, sideways: str) -> None:
    long = 2.8 * WIDE * PIXEL
    line = connector(f' rot="{turn}"', place(0, 0, 0, long))
    if sideways == "seen":
        anchors = anchored(line, 2.1, 4.9, 0.5)
    else:  # the corners of the line while it stood upright, as tall as it is long
        half = long / 2 / 12_700 / HIGH
        anchors = anchored(line, 3.5, 3.5, 1.5 - half, 1.5 + half)
    spans, mark = only(anchors)
    assert spans == pytest.approx((2.1, 4.9), abs=0.02)
    assert mark.row == FIRST + (sideways != "seen")


def test_groups_within_groups_put_their_shapes_where_they_are_seen() -> None:
    assert only(_nested())[0] == (2.1, 4.9)
    grid = grid_of(read_xlsx_form(saved(filled(), _grouped())))
    assert [spans_of(mark, grid) for mark in grid.marks] == [(2.1, 3.5), (3.5, 4.9)]


def test_a_mirrored_group_mirrors_its_shapes() -> None:
    grid = grid_of(read_xlsx_form(saved(filled(), _mirrored_group())))
    by_name = {mark.name: spans_of(mark, grid) for mark in grid.marks}
    assert by_name == {"ลูกศร 1": (9.3, 12.1), "อื่น": (2.1, 4.9)}


@pytest.mark.parametrize("where", ["shape", "anchor"])
@pytest.mark.parametrize("ways", ["both", "choice", "fallback"])
def test_of_alternatives_exactly_one_is_read(where: str, ways: str) -> None:
    def alternatives(choice: str, fallback: str) -> str:
        first = choice if ways != "fallback" else "<a14:unknown/>"
        second = fallback if ways != "choice" else ""
        return (
            f'<mc:AlternateContent><mc:Choice Requires="a14">{first}</mc:Choice>'
            f"<mc:Fallback>{second}</mc:Fallback></mc:AlternateContent>"
        )

    line = connector()
    anchors = (
        anchored(alternatives(line, line), 2.1, 4.9, 0.5)
        if where == "shape"
        else alternatives(anchored(line, 2.1, 4.9, 0.5), anchored(line, 2.1, 4.9, 0.5))
    )
    assert only(anchors)[0] == (2.1, 4.9)


def test_an_arrow_from_border_to_border_ends_in_the_month_before_its_last_corner() -> None:
    anchors = "".join(anchored(connector(), start, end, at + 0.5) for at, (start, end) in enumerate(
        ((0, 12), (3, 4), (5, 9))
    ))  # fmt: skip
    read = months_of(read_xlsx_form(saved(filled(), anchors)))
    assert [told(one.months) for one in read.entries] == ["0-11", "3", "5-8"]


def test_a_corner_farther_than_its_column_is_wide_is_at_its_border() -> None:
    far = 900_000
    corners = corner("from", BEFORE + 1, 0, FIRST, 300_000) + corner(
        "to", BEFORE + 2, far, FIRST, 300_000
    )
    anchors = f"<xdr:twoCellAnchor>{corners}{connector()}<xdr:clientData/></xdr:twoCellAnchor>"
    assert only(anchors)[0] == (1.0, 3.0)


@pytest.mark.parametrize(
    ("font", "digit"),
    [
        (("TH SarabunPSK", 16), 9),
        (("Angsana New", 14), 6),
        (("Tahoma", 11), 8),
        (("Calibri", 11), 7),
    ],
)
def test_columns_of_a_font_that_is_not_known_are_as_wide_as_shapes_say(
    font: tuple[str, float], digit: int
) -> None:
    book = filled(font=font)
    widths = [book["ผด.02"].column_dimensions[one].width for one in "ABCDEFGH"]
    pixels = [int((256 * width + 128 // digit) / 256 * digit) for width in widths]
    starts = [sum(pixels[:at]) * PIXEL for at in range(len(pixels))]
    line = connector(frame=place(starts[4], 400_000, starts[6] - starts[4], 0))
    corners = corner("from", 4, 0, FIRST, 300_000) + corner("to", 6, 0, FIRST, 300_000)
    anchors = f"<xdr:twoCellAnchor>{corners}{line}<xdr:clientData/></xdr:twoCellAnchor>"
    grid = grid_of(read_xlsx_form(saved(book, anchors)))
    assert [round(one * 12_700) for one in grid.edges[:7]] == starts[:7]


def test_measures_of_another_program_count_where_no_font_explains_them() -> None:
    """LibreOffice makes columns some percent wider, and says so by where its shapes are."""
    plain = grid_of(read_xlsx_form(saved(filled())))
    at, end = (plain.edges[one] * 12_700 * 1.06 for one in (BEFORE + 1, BEFORE + 4))
    corners = corner("from", BEFORE + 1, 0, FIRST, 9) + corner("to", BEFORE + 4, 0, FIRST, 9)
    line = connector(frame=place(at, 0, end - at, 0))
    anchors = f"<xdr:twoCellAnchor>{corners}{line}<xdr:clientData/></xdr:twoCellAnchor>"
    grid = grid_of(read_xlsx_form(saved(filled(), anchors)))
    assert grid.edges[-1] == pytest.approx(plain.edges[-1] * 1.06)
    assert grid.marks[0].right - grid.marks[0].left == pytest.approx((end - at) / 12_700, rel=0.01)


def test_measures_that_contradict_each_other_are_not_believed() -> None:
    plain = grid_of(read_xlsx_form(saved(filled())))
    lines = [connector(frame=place(500_000 * (at + 1) ** 2, 0, 100_000, 0)) for at in range(5)]
    anchors = "".join(anchored(line, at, at + 1.4, 0.5) for at, line in enumerate(lines))
    assert grid_of(read_xlsx_form(saved(filled(), anchors))).edges == plain.edges


@pytest.mark.parametrize(
    ("font", "made", "months"),
    [
        ("Calibri", _one, "2-4"),
        ("Calibri", _absolute, "2-4"),
        ("TH SarabunPSK", _two, "2-4"),  # its second corner tells
        ("TH SarabunPSK", _one, ""),
        ("TH SarabunPSK", _absolute, ""),
    ],
)
def test_an_arrow_whose_length_hangs_on_an_unknown_font_is_asked(
    font: str, made: Callable[[], str], months: str
) -> None:
    form = read_xlsx_form(saved(filled(font=(font, 11)), made()))
    read = months_of(form)
    assert [told(one.months) for one in read.entries if one.state.name == "CLEAR"] == [
        one for one in [months] if one
    ]
    assert bool(months) or "UNCLEAR" in {one.state.name for one in read.entries}


def test_noughts_of_programs_that_measure_nothing_are_not_believed() -> None:
    plain = grid_of(read_xlsx_form(saved(filled())))
    line = connector(frame=place(0, 0, 9_000_000, 0))
    assert (
        grid_of(read_xlsx_form(saved(filled(), anchored(line, 1.1, 3.9, 0.5)))).edges == plain.edges
    )


KINDS = [
    (connector(ends=""), MarkKind.LINE, 0),
    (shape("line"), MarkKind.LINE, 0),
    (shape("leftRightArrow"), MarkKind.BLOCK_ARROW, 2),
    (shape("rightArrow"), MarkKind.BLOCK_ARROW, 1),
    (shape("rect", "←→"), MarkKind.BOX, 0),
    (shape("ellipse"), MarkKind.OTHER, 0),
    ("<xdr:pic><xdr:nvPicPr><xdr:cNvPr id='2'/></xdr:nvPicPr></xdr:pic>", MarkKind.PICTURE, 0),
    ("<xdr:graphicFrame><xdr:nvGraphicFramePr/></xdr:graphicFrame>", MarkKind.OTHER, 0),
    ("<xdr14:contentPart bwMode='auto'><xdr14:nvPr/></xdr14:contentPart>", MarkKind.OTHER, 0),
    (
        "<xdr:sp><xdr:spPr><a:custGeom><a:pathLst><a:path><a:moveTo/><a:lnTo/></a:path></a:pathLst>"
        "</a:custGeom></xdr:spPr></xdr:sp>",
        MarkKind.LINE,
        0,
    ),
]  # fmt: skip


def closed(name: str) -> str:
    path = "<a:path><a:moveTo/><a:lnTo/><a:close/></a:path>"
    return (
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="{name}"/></xdr:nvSpPr><xdr:spPr><a:custGeom>'
        f"<a:pathLst>{path}</a:pathLst></a:custGeom></xdr:spPr></xdr:sp>"
    )


@pytest.mark.parametrize(
    ("name", "end", "kind"),
    [
        ("ลูกศร: ซ้าย-ขวา 1", 1.4, MarkKind.BLOCK_ARROW),
        ("Left-Right Arrow 3", 1.4, MarkKind.BLOCK_ARROW),
        ("รูปแบบอิสระ 1", 1.4, MarkKind.OTHER),
        ("รูปแบบอิสระ 1", 5.0, MarkKind.BLOCK_ARROW),  # flat
    ],
)
def test_a_form_of_its_own_is_an_arrow_where_its_name_or_its_flatness_says_so(
    name: str, end: float, kind: MarkKind
) -> None:
    assert only(anchored(closed(name), 1.1, end, 0.4, 0.6))[1].kind is kind


@pytest.mark.parametrize(("made", "kind", "heads"), KINDS)
def test_every_kind_of_shape_is_a_mark(made: str, kind: MarkKind, heads: int) -> None:
    spans, mark = only(anchored(made, 1.1, 2.9, 0.4, 0.6))
    assert (mark.kind, mark.heads, spans) == (kind, heads, (1.1, 2.9))


def test_the_words_of_a_text_box_are_its_marks() -> None:
    _, mark = only(anchored(shape("rect", "แบบ\nผด.02"), 1, 2, 0.4, 0.6))
    assert mark.text == "แบบ\nผด.02"


def test_words_in_a_font_of_signs_are_what_it_draws() -> None:
    run = '<a:p><a:r><a:rPr><a:sym typeface="Wingdings"/></a:rPr><a:t>ßà</a:t></a:r></a:p>'
    box = shape("rect", "ก").replace("<a:p><a:r><a:t>ก</a:t></a:r></a:p>", run)
    assert only(anchored(box, 1, 2, 0.4, 0.6))[1].text == "←→"


def test_a_shape_that_is_hidden_is_told_to_be() -> None:
    _, mark = only(anchored(shape("line", about=' hidden="1"/>'), 1, 2, 0.5))
    assert mark.unseen
    read = months_of(
        read_xlsx_form(saved(filled(), anchored(shape("line", about=' hidden="1"/>'), 1, 2, 0.5)))
    )
    assert [one.state for one in read.entries] == [MonthsState.NONE] * 3
    assert [mark.unseen for mark, _ in read.unused] == [True]


WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
PAPER = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
SHEER = '<a:solidFill><a:srgbClr val="FF0000"><a:alpha val="0"/></a:srgbClr></a:solidFill>'
GREY = '<a:solidFill><a:schemeClr val="bg1"><a:lumMod val="50000"/></a:schemeClr></a:solidFill>'
RED = '<a:solidFill><a:srgbClr val="FF0000"/></a:solidFill>'
NOTHING = "<a:noFill/>"


def lined(paint: str) -> str:
    return connector(ends=f"<a:ln>{paint}<a:tailEnd type='triangle'/></a:ln>")


def styled(line: str, fill: str = "0") -> str:
    style = f'<xdr:style><a:lnRef idx="{line}"/><a:fillRef idx="{fill}"/></xdr:style>'
    return connector(ends="").replace("</xdr:cxnSp>", f"{style}</xdr:cxnSp>")


def boxed(fill: str, line: str, preset: str = "rect", text: str = "") -> str:
    return shape(preset, text).replace("</xdr:spPr>", f"{fill}<a:ln>{line}</a:ln></xdr:spPr>")


@pytest.mark.parametrize(
    "made",
    [
        *map(lined, (NOTHING, WHITE, PAPER, SHEER)),
        styled("0"),
        *(boxed(fill, line) for fill in (NOTHING, WHITE) for line in (NOTHING, WHITE)),
        boxed(NOTHING, NOTHING, "leftRightArrow"),
    ],
)
def test_what_is_drawn_in_no_colour_or_white_tells_no_months(made: str) -> None:
    read = months_of(read_xlsx_form(saved(filled(), anchored(made, 1.1, 2.9, 0.4, 0.6))))
    assert [one.state for one in read.entries] == [MonthsState.NONE] * 3
    assert [mark.unseen for mark, _ in read.unused] == [True]


@pytest.mark.parametrize(
    "made",
    [
        *map(lined, ("", RED, GREY)),
        styled("1"),
        boxed(WHITE, RED),
        boxed(RED, NOTHING),
        boxed(NOTHING, NOTHING, text="←→"),
        boxed(WHITE, RED, "leftRightArrow"),
    ],
)
def test_what_has_a_line_a_fill_or_words_is_seen(made: str) -> None:
    assert not only(anchored(made, 1.1, 2.9, 0.4, 0.6))[1].unseen


COVER = boxed(WHITE, NOTHING)


@pytest.mark.parametrize(
    ("over", "left", "right", "unseen"),
    [
        (COVER, 1, 5, True),
        (boxed(RED, RED), 1, 5, True),
        (COVER, 3, 5, True),  # the end of it: where it ends nobody sees
        (COVER, 2, 2.5, False),  # a gap in its middle
        (COVER, 6, 9, False),
        (boxed(WHITE, RED, text="งาน"), 3.5, 5, False),
        (boxed(NOTHING, RED), 1, 5, False),
        (boxed(SHEER, NOTHING), 1, 5, False),
    ],
)
def test_an_arrow_under_a_box_is_unseen_and_one_over_it_is_not(
    over: str, left: float, right: float, unseen: bool
) -> None:
    arrow, box = anchored(lined(RED), 1.1, 3.9, 0.5), anchored(over, left, right, 0.1, 0.9)
    assert marks_of(arrow + box)[0].unseen is unseen
    assert not marks_of(box + arrow)[1].unseen
    elsewhere = anchored(over, left, right, 1.1, 1.9)
    assert not marks_of(arrow + elsewhere)[0].unseen


def test_what_is_in_a_hidden_group_is_hidden() -> None:
    shapes = group(connector(), (0, 0, 100, 100)).replace('name="กลุ่ม"', 'name="ก" hidden="1"')
    assert [mark.unseen for mark in marks_of(anchored(shapes, 1, 2, 0.4, 0.6))] == [True]


VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<v:shape id="_x0000_s1025" type="#_x0000_t202" style="visibility:hidden">
<x:ClientData ObjectType="Note"><x:Anchor>1, 15, 2, 10, 3, 15, 6, 4</x:Anchor><x:Row>2</x:Row>
</x:ClientData></v:shape>
<v:shape id="_x0000_s1026" type="#_x0000_t201"><v:textbox><div>ทำแล้ว</div></v:textbox>
<x:ClientData ObjectType="Checkbox"><x:Anchor>4, 0, 2, 10, 5, 0, 2, 30</x:Anchor></x:ClientData>
</v:shape>
<v:line id="_x0000_s1027" style="position:absolute">
<v:stroke startarrow="block" endarrow="block"/>
<x:ClientData><x:Anchor>3, 3, 3, 40, 6, 0, 3, 40</x:Anchor></x:ClientData></v:line>
</xml>"""


def _with_vml(part: str, anchors: str = "") -> bytes:
    more = Parts(
        parts={"xl/drawings/v1.vml": part}, relations=[("vmlDrawing", "../drawings/v1.vml")]
    )
    return saved(filled(), anchors, more)


def test_old_shapes_and_controls_are_marks_and_frames_of_comments_are_not() -> None:
    grid = grid_of(read_xlsx_form(_with_vml(VML)))
    box, line = grid.marks
    assert (box.kind, box.text, box.name) == (MarkKind.BOX, "☐ ทำแล้ว", "Checkbox")
    assert (line.kind, line.heads, line.row) == (MarkKind.LINE, 2, 3)
    assert spans_of(line, grid) == (0.09, 3.0)


def test_a_control_that_both_drawings_tell_is_one_mark() -> None:
    both = shape(
        "rect",
        "ทำแล้ว",
        about=' hidden="1"><a:extLst><a:ext uri="{1}"><a14:compatExt spid="_x0000_s1026"/></a:ext>'
        "</a:extLst></xdr:cNvPr>",
    )
    grid = grid_of(read_xlsx_form(_with_vml(VML, anchored(both, 1, 2, 0.2, 0.6))))
    assert [mark.kind for mark in grid.marks] == [MarkKind.BOX, MarkKind.LINE]
    assert not grid.marks[0].unseen


def test_tick_boxes_over_months_count_where_they_are_ticked() -> None:
    box = """<v:shape id="_x0000_s{id}" type="#_x0000_t201"><v:textbox><div>Check Box {id}</div>
</v:textbox><x:ClientData ObjectType="Checkbox"><x:Anchor>{at}, 4, 2, 10, {end}, 9, 2, 40</x:Anchor>
{state}</x:ClientData></v:shape>"""
    boxes = "".join(
        box.format(
            id=2_000 + month,
            at=BEFORE + month,
            end=BEFORE + month + 2,  # the frame of its words goes on over the next month
            state="<x:Checked>1</x:Checked>" if month in (1, 2, 7) else "",
        )
        for month in range(12)
    )
    form = read_xlsx_form(_with_vml(VML.partition("<v:shape")[0] + boxes + "</xml>"))
    read = months_of(form)
    assert [told(one.months) for one in read.entries] == ["1-2 7", "", ""]
    assert {why for _, why in read.unused} == {"ช่องกาเครื่องหมายที่ไม่ได้กา"}


def test_pictures_at_the_margins_of_pages_are_over_no_cell() -> None:
    form = read_xlsx_form(_with_vml(VML.replace("_x0000_s1026", "CHFIRST"), _two()))
    assert [mark.kind for mark in grid_of(form).marks] == [MarkKind.LINE, MarkKind.LINE]
    assert [(mark.kind, mark.spot.sheet) for mark in form.loose] == [(MarkKind.PICTURE, "ผด.02")]


def test_old_shapes_that_cannot_be_read_are_a_doubt_and_the_rest_is_read() -> None:
    form = read_xlsx_form(_with_vml("<xml><br><v:shape></xml>", _two()))
    assert len(grid_of(form).marks) == 1
    assert [spot.sheet for spot, _ in form.doubts] == ["ผด.02"]


def test_a_sheet_of_a_chart_is_told() -> None:
    book = filled()
    book.create_chartsheet("กราฟ").add_chart(BarChart())
    form = read_xlsx_form(saved(book))
    assert [(mark.spot.sheet, mark.kind) for mark in form.loose] == [("กราฟ", MarkKind.OTHER)]


def test_a_formula_without_a_result_is_a_doubt_with_its_place() -> None:
    book = filled()
    first_sheet(book)["C3"] = "=SUM(A1:A2)"
    (doubt,) = read_xlsx_form(saved(book)).doubts
    assert doubt[0].cell == "C3" and "=SUM(A1:A2)" in doubt[1]


@pytest.mark.parametrize("crosses", [False, True])
def test_where_rows_have_no_height_a_mark_within_one_is_sure_and_one_over_a_border_is_not(
    crosses: bool,
) -> None:
    book = filled()
    sheet = first_sheet(book)
    for row in range(3, 6):
        del sheet.row_dimensions[row]
        sheet.cell(row, 2, "โครงการ\nที่ยาว\nหลายบรรทัด").alignment = Alignment(wrap_text=True)
    last = corner("to", 6, 0, FIRST + crosses, 60_000 if crosses else 150_000)
    corners = corner("from", 4, 0, FIRST, 100_000) + last
    anchors = f"<xdr:twoCellAnchor>{corners}{connector()}<xdr:clientData/></xdr:twoCellAnchor>"
    (mark,) = grid_of(read_xlsx_form(saved(book, anchors))).marks
    assert mark.row == FIRST
    assert mark.slack == (0.0 if crosses else None)


def test_a_mark_in_a_hidden_row_is_that_rows() -> None:
    book = filled()
    first_sheet(book).row_dimensions[FIRST + 2].hidden = True
    (mark,) = marks_of(anchored(connector(), 2.1, 4.9, 1.5), book)
    assert (mark.row, mark.slack, mark.spot.cell) == (FIRST + 1, None, "F4")


def test_a_workbook_in_the_strict_dialect_or_with_macros_reads_the_same() -> None:
    data = saved(filled(), _two())
    strict = (
        (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
         b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
         b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
        (b"http://schemas.openxmlformats.org/drawingml/2006/",
         b"http://purl.oclc.org/ooxml/drawingml/"),
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = {}
    for name, part in parts.items():
        changed[name] = part
        for known, other in strict:
            changed[name] = changed[name].replace(known, other)
    plain = read_xlsx_form(data)
    assert read_xlsx_form(drawn.repacked(data, changed)).parts == plain.parts
    kinds = parts["[Content_Types].xml"].replace(
        b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
    ).replace(b"openxmlformats-officedocument.ms", b"ms")  # fmt: skip
    macros = drawn.repacked(data, {"[Content_Types].xml": kinds, "xl/vbaProject.bin": b"\0" * 99})
    assert read_xlsx_form(macros).parts == plain.parts


EXTRAS = [
    '<autoFilter ref="A2:P5"><filterColumn colId="0"><customFilters><customFilter val=""/>'
    "</customFilters></filterColumn></autoFilter>",
    '<dataValidations count="1"><dataValidation type="nonsense" sqref="A1"/></dataValidations>',
    '<conditionalFormatting sqref="A1"><cfRule type="no" priority="1"/></conditionalFormatting>',
    '<pageSetup orientation="sideways"/>',
]


@pytest.mark.parametrize("extra", EXTRAS)
def test_what_other_programs_leave_beside_the_cells_does_not_stop_the_reading(extra: str) -> None:
    data = saved(filled(), _two())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    strange = sheet.replace("</sheetData>", f"</sheetData>{extra}")
    form = read_xlsx_form(drawn.repacked(data, {"xl/worksheets/sheet1.xml": strange}))
    assert form.parts == read_xlsx_form(data).parts


# Hostile files


def refused(data: bytes) -> str:
    with pytest.raises(FormRefusedError) as told:
        read_xlsx_form(data)
    return told.value.code


def test_encrypted_broken_and_other_bytes_are_refused_by_name() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert refused(ole + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    for data in (b"", b"PK\x03\x04", b"\0" * 99, b"<html>", ole):
        assert refused(data) == "broken"


def test_bombs_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"<a>" + b" " * 20_000_000)
    assert refused(stream.getvalue()) == "too-large"
    data = saved(filled(), _two())
    entity = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>'
    for part in ("xl/drawings/drawing1.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        assert refused(drawn.repacked(data, {part: entity})) == "broken"


@pytest.mark.parametrize("name", ["xf", "definedName", "cfRule", "hyperlink"])
def test_looks_and_rules_without_measure_are_refused_before_they_are_built(name: str) -> None:
    many = f"<a>{f'<{name}/>' * 66_001}</a>"
    assert refused(drawn.repacked(saved(filled()), {"xl/styles.xml": many})) == "too-large"


def test_comments_without_measure_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.plan.intake.xlsx.comments.MOST_COMMENTS", 9)
    many = '<comment ref="A1"><text><t>ก</t></text></comment>' * 10
    part = f"<comments><commentList>{many}</commentList></comments>"
    more = Parts(parts={"xl/comments1.xml": part}, relations=[("comments", "../comments1.xml")])
    assert refused(saved(filled(), more=more)) == "too-large"


def test_shapes_without_measure_are_refused_before_they_are_built(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("generator.plan.intake.sheets.anchors.MOST_SHAPES", 500)
    many = "<xdr:absoluteAnchor><xdr:sp/></xdr:absoluteAnchor>" * 501
    assert refused(saved(filled(), many)) == "too-large"
    grouped = (
        "<xdr:absoluteAnchor><xdr:grpSp>" + "<xdr:sp/>" * 501 + "</xdr:grpSp></xdr:absoluteAnchor>"
    )
    assert refused(saved(filled(), grouped)) == "too-large"


def test_groups_without_end_are_refused() -> None:
    deep = (
        "<xdr:absoluteAnchor>"
        + "<xdr:grpSp>" * 500
        + "</xdr:grpSp>" * 500
        + "</xdr:absoluteAnchor>"
    )
    assert refused(saved(filled(), deep)) == "broken"


def test_numbers_without_sense_place_a_shape_somewhere_and_harm_nobody() -> None:
    for number in ("-1", "999999999999999999999", "๑", "", "1e9", "16384"):
        corners = "".join(
            f"<xdr:{name}><xdr:col>{number}</xdr:col><xdr:colOff>{number}</xdr:colOff>"
            f"<xdr:row>{number}</xdr:row><xdr:rowOff>{number}</xdr:rowOff></xdr:{name}>"
            for name in ("from", "to")
        )
        line = connector(
            f' rot="{number}"',
            f'<a:off x="{number}" y="{number}"/><a:ext cx="{number}" cy="{number}"/>',
        )
        anchors = f"<xdr:twoCellAnchor>{corners}{line}</xdr:twoCellAnchor>"
        assert len(marks_of(anchors)) == 1


def test_a_file_that_was_cut_or_harmed_anywhere_is_refused_or_read() -> None:
    data = saved(filled(), _two())
    for end in range(0, len(data), max(len(data) // 40, 1)):
        assert refused(data[:end]) == "broken"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        for cut in (part[: len(part) // 2], b"", part.replace(b"<", b"", 3)):
            try:
                form = read_xlsx_form(drawn.repacked(data, {name: cut}))
            except FormRefusedError as error:
                assert error.code in ("broken", "too-large")
            else:
                assert isinstance(form.parts, tuple)


def _path(*runs: tuple[int, int]) -> str:
    drawn_ = "".join(
        f'<a:moveTo><a:pt x="{first}" y="5"/></a:moveTo><a:lnTo><a:pt x="{last}" y="5"/></a:lnTo>'
        for first, last in runs
    )
    return f'<a:path w="1000" h="10">{drawn_}</a:path>'


@pytest.mark.parametrize(
    ("runs", "kind"),
    [
        ([(0, 1000)], MarkKind.LINE),
        ([(1000, 0)], MarkKind.LINE),
        ([(0, 600), (550, 1000)], MarkKind.LINE),
        ([(20, 980), (0, 60)], MarkKind.LINE),
        ([(0, 160), (840, 1000)], MarkKind.OTHER),
        ([(0, 490)], MarkKind.OTHER),
        ([(510, 1000)], MarkKind.OTHER),
        ([(300, 700)], MarkKind.OTHER),
    ],
)
def test_what_is_drawn_over_a_part_of_its_box_is_no_line_from_side_to_side(
    runs: list[tuple[int, int]], kind: MarkKind
) -> None:
    node = (
        '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Freeform"/></xdr:nvSpPr><xdr:spPr><a:custGeom>'
        f"<a:pathLst>{_path(*runs)}</a:pathLst></a:custGeom></xdr:spPr></xdr:sp>"
    )
    assert only(anchored(node, 1.1, 3.9, 0.5))[1].kind is kind
