"""A Word document becomes a form: what a reader of it sees, and where its arrows stand."""

import random
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from generator.plan.intake.docx import read_docx_form
from generator.plan.intake.form import (
    STRUCK_PARTLY,
    Form,
    FormRefusedError,
    Grid,
    GridCell,
    Line,
    LineOrigin,
    Mark,
    MarkKind,
)
from word_forms import (
    EMU,
    MARGIN,
    MONTHS,
    cell,
    document,
    drawing,
    drawn,
    edge,
    paragraph,
    plan,
    row,
    run,
    shape,
    table,
    vml,
    zipped,
)


def read(body: str, **parts: object) -> Form:
    return read_docx_form(document(body, **parts))  # type: ignore[arg-type]


def grid_of(form: Form) -> Grid:
    return next(form.grids)


def lines(form: Form, origin: LineOrigin | None = None) -> list[str]:
    found = (part for part in form.parts if isinstance(part, Line))
    return [part.text for part in found if origin in (None, part.origin)]


def texts(grid: Grid) -> dict[tuple[int, int], str]:
    return {(one.row, one.column): one.text for one in grid.cells}


def cell_at(grid: Grid, place: tuple[int, int]) -> GridCell:
    return next(one for one in grid.cells if (one.row, one.column) == place)


def said(form: Form) -> str:
    return "\n".join(text for _, text in form.doubts)


def one_cell(content: str, **parts: object) -> str:
    """Return the text of a cell that holds these paragraphs."""
    form = read(table([row([cell(content), cell("ข้าง")])], (100, 50)), **parts)
    return texts(grid_of(form)).get((0, 0), "")


# Texts


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        (run("โครง") + run("การ"), "โครงการ"),
        (run("ก") + "<w:r><w:br/></w:r>" + run("ข"), "ก\nข"),
        (run("ก") + "<w:r><w:tab/></w:r>" + run("ข"), "ก\tข"),
        (run("ก") + "<w:r><w:softHyphen/></w:r>" + run("ข"), "กข"),
        (run("ก") + "<w:r><w:noBreakHyphen/></w:r>" + run("ข"), "ก-ข"),
        ("<w:r><w:br w:type='page'/></w:r>" + run("ข"), "ข"),
        ("<w:hyperlink>" + run("ลิงก์") + "</w:hyperlink>", "ลิงก์"),
        (f"<w:ins>{run('เพิ่ม')}</w:ins><w:del><w:r><w:delText>ลบ</w:delText></w:r></w:del>", "เพิ่ม"),
        (f"<w:moveTo>{run('ย้าย')}</w:moveTo><w:moveFrom>{run('เดิม')}</w:moveFrom>", "ย้าย"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("กรอก") + "</w:sdtContent></w:sdt>", "กรอก"),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + run("คลิกเพื่อกรอก")
            + "</w:sdtContent></w:sdt>",
            "",
        ),
        ("<w:fldSimple w:instr='PAGE'>" + run("12") + "</w:fldSimple>", "12"),
        (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r>"
            "<w:instrText>=SUM(ABOVE)</w:instrText></w:r>"
            "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
            + run("1,200")
            + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
            + run(" บาท"),
            "1,200 บาท",
        ),
        (
            "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='0'/>"
            "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>",
            "☑",
        ),
        (
            "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/>"
            "<w:listEntry w:val='กองช่าง'/><w:listEntry w:val='สำนักปลัด'/></w:ddList></w:ffData>"
            "</w:fldChar></w:r>",
            "สำนักปลัด",
        ),
        (run("5000") + run("1", "<w:vertAlign w:val='superscript'/>"), "5000¹"),
        (run("๕๐๐ ") + run("๑๒", "<w:vertAlign w:val='superscript'/>"), "๕๐๐ ¹²"),
        (run("ตร.ม.") + run("2", "<w:vertAlign w:val='superscript'/>"), "ตร.ม.2"),
        (run("5000") + run("1", "<w:vertAlign w:val='baseline'/>"), "50001"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0E0'/></w:r>", "→"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0F3'/></w:r>", "↔"),
        ("<w:r><w:sym w:font='Symbol' w:char='F0AC'/></w:r>", "←"),
        (run("ß", "<w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/>"), "←"),
        (run("ü", "<w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/>"), "✓"),
        (run("à", "<w:rFonts w:ascii='TH SarabunPSK'/>"), "à"),
        ("<m:oMath><m:r><m:t>x2</m:t></m:r></m:oMath>", "x2"),
        ("<w:smartTag>" + run("ตำบล") + "</w:smartTag>", "ตำบล"),
        ("<w:r><w:t>ก </w:t></w:r><w:r><w:t> ข</w:t></w:r>", "กข"),
        (run("เเก้ ํา  สองช่อง\u200b"), "เเก้ ํา  สองช่อง\u200b"),
    ],
)
def test_a_text_is_what_a_reader_sees(inside: str, seen: str) -> None:
    assert one_cell(paragraph("", inside)) == seen


def test_paragraphs_of_a_cell_are_its_lines_without_blank_ones_at_its_ends() -> None:
    content = paragraph() + paragraph("บน") + paragraph() + paragraph("ล่าง") + paragraph()
    assert one_cell(content) == "บน\n\nล่าง"


@pytest.mark.parametrize("wrapped", ["row", "cell", "block"])
def test_boxes_for_input_around_rows_cells_and_paragraphs_hide_nothing(wrapped: str) -> None:
    def inside(markup: str, kind: str) -> str:
        boxed = f"<w:sdt><w:sdtPr/><w:sdtContent>{markup}</w:sdtContent></w:sdt>"
        return boxed if kind == wrapped else markup

    content = cell(inside(paragraph("ถนน"), "block"))
    form = read(table([inside(row([inside(content, "cell"), cell("2")]), "row")], (50, 50)))
    assert texts(grid_of(form)) == {(0, 0): "ถนน", (0, 1): "2"}


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        ("<w:del><w:r><w:delText>ยกเลิกแล้ว</w:delText></w:r></w:del>", "ยกเลิกแล้ว"),
        ("<w:moveFrom>" + run("ที่เดิม") + "</w:moveFrom>", "ที่เดิม"),
        ("<w:ins>" + run("แทรก") + "</w:ins>", "การติดตามการเปลี่ยนแปลง"),
        (run("ลับ", "<w:vanish/>") + run("เห็น"), "ลับ"),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + run("คลิก")
            + "</w:sdtContent></w:sdt>",
            "ยังไม่ได้กรอก",
        ),
    ],
)
def test_what_is_left_out_is_told_with_its_place(inside: str, word: str) -> None:
    form = read(table([row([cell(paragraph("", inside))])], (100,)))
    spot, text = form.doubts[0]
    assert word in text
    assert (spot.table, spot.row) == (1, 1)


def test_a_hidden_row_is_read_as_one_and_its_text_stays() -> None:
    secret = cell(paragraph("", run("โครงการลับ", "<w:vanish/>")))
    form = read(table([row([cell("เห็น")]), row([secret])], (100,)))
    assert grid_of(form).hidden_rows == {1}
    assert texts(grid_of(form))[1, 0] == "โครงการลับ"


WHITE_LETTERS = '<w:color w:val="{}"/>'
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
PAINTED = (
    '<w:style w:type="table" w:styleId="t"><w:tblStylePr w:type="firstRow"><w:tcPr>'
    f"{DARK}</w:tcPr></w:tblStylePr></w:style>"
)


@pytest.mark.parametrize("colour", ["FFFFFF", "FEFEFE"])
def test_white_letters_on_paper_are_hidden_and_a_row_of_them_is_a_hidden_row(colour: str) -> None:
    white = WHITE_LETTERS.format(colour)
    rows = [
        row([cell(paragraph("", run("ถนน") + run(" ลับ", white)))]),
        row([cell(paragraph("", run("ท่อ", white)))]),
    ]
    form = read(table(rows, (100,)))
    assert texts(grid_of(form)) == {(0, 0): "ถนน", (1, 0): "ท่อ"}
    assert grid_of(form).hidden_rows == {1} and "ลับ" in said(form)


@pytest.mark.parametrize("where", ["letters", "marked", "paragraph", "cell", "style", "outside"])
def test_white_letters_on_a_colour_are_seen(where: str) -> None:
    behind = {"letters": DARK, "marked": '<w:highlight w:val="blue"/>'}.get(where, "")
    letters = run("หัวตาราง", WHITE_LETTERS.format("FFFFFF") + behind)
    content = paragraph("", letters, DARK if where == "paragraph" else "")
    if where == "outside":
        assert lines(read(content)) == ["หัวตาราง"]
        return
    styled = '<w:tblStyle w:val="t"/>' if where == "style" else ""
    body = table([row([cell(content, DARK if where == "cell" else "")])], (100,), styled)
    assert texts(grid_of(read(body, styles=PAINTED))) == {(0, 0): "หัวตาราง"}


def test_letters_of_another_colour_are_seen() -> None:
    content = paragraph("", run("แดง", WHITE_LETTERS.format("FF0000")))
    assert texts(grid_of(read(table([row([cell(content)])], (100,))))) == {(0, 0): "แดง"}


def test_a_row_that_was_taken_out_counts_and_says_nothing() -> None:
    body = table([row([cell("ก")]), row([cell("ถูกลบ")], "<w:del/>"), row([cell("ค")])], (100,))
    form = read(body)
    assert texts(grid_of(form)) == {(0, 0): "ก", (2, 0): "ค"}
    assert "ถูกลบ" in said(form)


@pytest.mark.parametrize("taken", ["run", "row"])
def test_an_arrow_that_was_taken_out_is_told_and_is_no_mark(taken: str) -> None:
    drawn = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice>"
        "<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
    )
    inside = f"<w:del>{drawn}</w:del>" if taken == "run" else drawn
    out = row([cell(paragraph("", inside))], "<w:del/>" if taken == "row" else "")
    form = read(table([row([cell("ก")]), out], (100,)))
    assert grid_of(form).marks == () and "รูปร่างที่ถูกลบไว้" in said(form) and "1 ชิ้น" in said(form)


@pytest.mark.parametrize(("struck", "expected"), [("all", True), ("part", False), ("no", False)])
def test_struck_text_is_told_where_all_of_it_is(struck: str, expected: bool) -> None:
    first = run("ยกเลิก", "<w:strike/>" if struck != "no" else "")
    second = run("เหลือ", "<w:dstrike/>" if struck == "all" else "")
    grid = grid_of(read(table([row([cell(paragraph("", first + second))])], (100,))))
    assert grid.cells[0].struck is expected


@pytest.mark.parametrize("struck", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="gone"/>'])
@pytest.mark.parametrize("apart", [False, True])
def test_words_that_are_struck_beside_others_are_told_with_their_cell(
    struck: str, apart: bool
) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="out"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="gone"><w:basedOn w:val="out"/></w:style>'
    )
    old, new = run("ถนนเดิม", struck), run("ถนนใหม่")
    content = paragraph("", old) + paragraph("", new) if apart else paragraph("", old + new)
    form = read(table([row([cell(content)]), row([cell("ท่อ")])], (100,)), styles=styles)
    ((spot, text),) = form.doubts
    assert text.startswith(STRUCK_PARTLY) and "ถนนเดิม" in text and spot.row == 1
    assert not grid_of(form).cells[0].struck


# Numbers that Word counts


def numbering(levels: str, more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        f'<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>{more}'
    )


def level(at: int, form: str, shown: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{shown}"/>{more}</w:lvl>'
    )


def counted(at: int = 0, use: int = 3) -> str:
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{use}"/></w:numPr>'


@pytest.mark.parametrize(
    ("form", "shown", "expected"),
    [
        ("decimal", "%1", ["1", "2", "3"]),
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("thaiNumbers", "%1)", ["๑)", "๒)", "๓)"]),
        ("thaiLetters", "%1.", ["ก.", "ข.", "ค."]),
        ("lowerRoman", "%1", ["i", "ii", "iii"]),
        ("decimalZero", "%1", ["01", "02", "03"]),
    ],
)
def test_a_counted_number_stands_in_its_cell(form: str, shown: str, expected: list[str]) -> None:
    rows = [row([cell(paragraph("", properties=counted())), cell("ถนน")]) for _ in range(3)]
    read_form = read(table(rows, (40, 100)), numbering=numbering(level(0, form, shown)))
    found = texts(grid_of(read_form))
    assert [found[at, 0] for at in range(3)] == expected


def test_levels_count_within_each_other_and_begin_anew() -> None:
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")
    body = "".join(paragraph(f"ก{at}", properties=counted(at)) for at in (0, 1, 1, 0, 1))
    assert lines(read(body, numbering=numbering(levels))) == [
        "1. ก0",
        "1.1 ก1",
        "1.2 ก1",
        "2. ก0",
        "2.1 ก1",
    ]


def test_a_list_that_is_said_to_begin_anew_does() -> None:
    again = (
        '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = "".join(paragraph("ก", properties=counted(0, use)) for use in (3, 3, 4, 4))
    assert [
        line[0]
        for line in lines(read(body, numbering=numbering(level(0, "decimal", "%1."), again)))
    ] == list("1212")


def test_a_style_counts_too_and_zero_takes_its_number_away() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    styled = '<w:pStyle w:val="L"/>'
    body = paragraph("ก", properties=styled) + paragraph("ข", properties=styled + counted(0, 0))
    form = read(body, numbering=numbering(level(0, "decimal", "%1.", 5)), styles=styles)
    assert lines(form) == ["5. ก", "ข"]


def test_bullets_of_symbol_fonts_are_dots() -> None:
    font = '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'
    body = paragraph("ก", properties=counted())
    assert lines(read(body, numbering=numbering(level(0, "bullet", "\uf0b7", more=font)))) == [
        "• ก"
    ]


# Tables


def test_cells_stand_on_the_columns_of_the_grid() -> None:
    body = table(
        [
            row([cell("ก", '<w:gridSpan w:val="2"/>'), cell("ข")]),
            row([cell("ค"), cell("ง"), cell("จ")], '<w:gridBefore w:val="1"/>'),
            row([cell("ฉ", '<w:vMerge w:val="restart"/>'), cell("ช")]),
            row([cell("", "<w:vMerge/>"), cell("ซ")]),
        ],
        (10, 20, 30, 40),
    )
    grid = grid_of(read(body))
    assert grid.edges == (0, 10, 30, 60, 100)
    assert texts(grid) == {
        (0, 0): "ก",
        (0, 2): "ข",
        (1, 1): "ค",
        (1, 2): "ง",
        (1, 3): "จ",
        (2, 0): "ฉ",
        (2, 1): "ช",
        (3, 1): "ซ",
    }
    assert cell_at(grid, (0, 0)).columns == 2
    assert cell_at(grid, (2, 0)).rows == 2


@pytest.mark.parametrize(
    ("properties", "fill"),
    [
        ('<w:shd w:val="clear" w:color="auto" w:fill="92D050"/>', "92D050"),
        ('<w:shd w:val="solid" w:color="FF0000" w:fill="auto"/>', "FF0000"),
        ('<w:shd w:val="pct25" w:color="auto" w:fill="auto"/>', "808080"),
        ('<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>', ""),
        ('<w:shd w:val="clear" w:color="auto" w:fill="auto"/>', ""),
        ('<w:shd w:val="reverseDiagStripe" w:color="auto" w:fill="auto"/>', "808080"),
        ('<w:shd w:val="pct5" w:color="FFFFFF" w:fill="FFFFFF"/>', ""),
        ('<w:shd w:val="clear" w:fill="auto" w:themeFill="accent6"/>', "70AD47"),
        ('<w:shd w:val="clear" w:themeFill="background1" w:themeFillShade="BF"/>', "808080"),
        ('<w:shd w:val="clear" w:fill="auto" w:themeFill="background1"/>', ""),
    ],
)
def test_the_colour_of_a_cell_is_told(properties: str, fill: str) -> None:
    grid = grid_of(read(table([row([cell("ก", properties)])], (50,))))
    assert grid.cells[0].fill == fill


@pytest.mark.parametrize("marked", ["paragraph", "letters"])
def test_a_cell_marked_behind_its_blanks_has_a_colour(marked: str) -> None:
    shaded = {
        "paragraph": paragraph("", properties='<w:shd w:val="clear" w:fill="FFC000"/>'),
        "letters": paragraph("", run("    ", '<w:highlight w:val="yellow"/>')),
    }[marked]
    grid = grid_of(read(table([row([cell(shaded), cell("ก")])], (50, 50))))
    assert cell_at(grid, (0, 0)).fill in ("FFC000", "FFFF00")


def test_headings_of_every_page_are_counted() -> None:
    head = "<w:tblHeader/>"
    body = table([row([cell("ก")], head), row([cell("ข")], head), row([cell("ค")])], (50,))
    assert grid_of(read(body)).heading_rows == 2


def test_cells_that_contradict_the_grid_are_believed() -> None:
    """Programs that make documents leave a grid of equal columns; Word shows the cells' widths."""
    rows = [row([cell("ก", width=20), cell("ข", width=100), cell("ค", width=30)]) for _ in range(3)]
    form = read(table(rows, (50, 50, 50)))
    assert grid_of(form).edges == (0, 20, 120, 150)
    assert not form.doubts


def test_rows_that_disagree_about_widths_are_told() -> None:
    rows = [row([cell("ก", width=20 + 20 * at), cell("ข", width=80 - 20 * at)]) for at in range(3)]
    form = read(table(rows, (50, 50)))
    assert grid_of(form).edges == (0, 50, 100)
    assert "ขัดกันเอง" in said(form)


@pytest.mark.parametrize(
    ("whole", "cells", "edge_at", "vague"),
    [
        ('w:w="0" w:type="auto"', "", 60, False),
        ('w:w="2400" w:type="dxa"', "", 60, False),
        ('w:w="2450" w:type="dxa"', "", 60, False),
        ('w:w="4000" w:type="dxa"', "", 60, True),
        ('w:w="1000" w:type="pct"', "", 60, True),
        ('w:w="2500" w:type="pct"', '<w:tcW w:w="2500" w:type="pct"/>', 187.2, False),
        ('w:w="50%" w:type="pct"', '<w:tcW w:w="50%" w:type="pct"/>', 187.2, False),
        ('w:w="4000" w:type="dxa"', '<w:tcW w:w="2000" w:type="dxa"/>', 100, False),
    ],
)
def test_columns_are_as_wide_as_the_cells_say_and_doubtful_where_only_the_table_does(
    whole: str, cells: str, edge_at: float, vague: bool
) -> None:
    """The grid says sixty points each; the text is 749 points wide."""
    written = [cell(paragraph("ก", drawn(drawing(2, 6, 40))), cells), cell("ข", cells)]
    grid = grid_of(read(table([row(written)], (60, 60), f"<w:tblW {whole}/>")))
    assert grid.edges[1] == pytest.approx(edge_at, abs=0.6)
    assert grid.marks[0].vague is vague


def test_a_table_that_tells_no_grid_has_the_columns_of_its_cells() -> None:
    body = table([row([cell("ก", width=20), cell("ข", width=80)])], ())
    assert grid_of(read(body)).edges == (0, 20, 100)


def test_a_small_table_in_a_cell_is_its_text_and_a_large_one_its_own_grid() -> None:
    small = table([row([cell("ค่าจ้าง"), cell("500")])], (30, 30))
    months = table([row([cell(m) for m in MONTHS]), row([cell("/")] * 12)], [20] * 12)
    form = read(
        table([row([cell(small + paragraph("รวม")), cell(months + paragraph())])], (80, 300))
    )
    outer, inner = form.grids
    assert texts(outer)[0, 0] == "ค่าจ้าง 500\nรวม"
    assert texts(inner)[0, 0] == "ต.ค."
    assert inner.spot.table == 2


def test_a_table_that_only_lays_out_the_page_is_the_text_around_others() -> None:
    inner = plan([["1", "ถนน"]])
    outer = table([row([cell(paragraph("แบบ ผด. 02"))]), row([cell(inner + paragraph())])], (500,))
    form = read(outer)
    assert lines(form) == ["แบบ ผด. 02"]
    assert [texts(grid)[1, 1] for grid in form.grids] == ["ถนน"]


def test_tables_split_by_hand_are_two_grids_in_order() -> None:
    form = read(table([row([cell("1")])], (50,)) + table([row([cell("2")])], (50,)))
    assert [texts(grid)[0, 0] for grid in form.grids] == ["1", "2"]
    assert [grid.spot.words for grid in form.grids] == ["ตารางที่ 1", "ตารางที่ 2"]


def test_places_name_the_page_where_word_noted_its_ends() -> None:
    ends = "<w:r><w:lastRenderedPageBreak/><w:t>ข</w:t></w:r>"
    first = table([row([cell("ก")]), row([cell(paragraph("", ends)), cell("ข")])], (50, 50))
    form = read(paragraph("หัวเรื่อง") + first + paragraph("ท้าย"))
    assert cell_at(grid_of(form), (0, 0)).spot.words == "หน้า 1 ตารางที่ 1 แถว 1"
    assert cell_at(grid_of(form), (1, 1)).spot.words == "หน้า 2 ตารางที่ 1 แถว 2"
    last = [part for part in form.parts if isinstance(part, Line)][-1]
    assert last.spot.page == 2


# What stands beside the text


def test_headers_footers_notes_and_comments_are_lines_of_their_origin() -> None:
    told = (
        '<w:headerReference w:type="default" r:id="rheader"/>'
        '<w:footerReference w:type="default" r:id="rfooter"/>'
    )
    notes = '<w:r><w:commentReference w:id="5"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    body = table(
        [
            row(
                [
                    cell(
                        paragraph(
                            "ถนน",
                            notes,
                        )
                    )
                ]
            )
        ],
        (90,),
    )
    form = read(
        body,
        section=told,
        header=paragraph("แบบ ผด. 02"),
        footer=paragraph("หน้า 1"),
        comments=f'<w:comment w:id="5">{paragraph("ตรวจงบ")}</w:comment>',
        footnotes=f'<w:footnote w:id="0">{paragraph()}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("เงินสะสม")}</w:footnote>',
    )
    found = [(p.text, p.origin.name, p.spot.row) for p in form.parts if isinstance(p, Line)]
    assert found == [
        ("แบบ ผด. 02", "PAGE_HEADER", 0),
        ("หน้า 1", "PAGE_FOOTER", 0),
        ("ตรวจงบ", "COMMENT", 1),
        ("เงินสะสม", "FOOTNOTE", 1),
    ]


@pytest.mark.parametrize(
    ("kind", "switch", "shown"),
    [("first", "", False), ("first", "<w:titlePg/>", True), ("even", "", False)],
)
def test_a_header_that_no_page_shows_is_no_line(kind: str, switch: str, shown: bool) -> None:
    told = f'<w:headerReference w:type="{kind}" r:id="rheader"/>{switch}'
    form = read(paragraph("ก"), section=told, header=paragraph("แบบ ผด. 02"))
    assert ("แบบ ผด. 02" in lines(form)) is shown


def test_a_box_beside_the_tables_is_lines_and_a_loose_mark() -> None:
    boxed = shape(0, 0, 80, 20, "rect", content=paragraph("แบบ ผด. 02"))
    form = read(paragraph("หัวเรื่อง", drawn(drawing(600, 0, 80, 20, inside=boxed))))
    assert lines(form, LineOrigin.TEXT_BOX) == ["แบบ ผด. 02"]
    assert [mark.kind for mark in form.loose] == [MarkKind.BOX]


def test_a_table_in_a_text_box_is_a_grid() -> None:
    boxed = shape(0, 0, 500, 90, "rect", content=plan([["1", "ถนน"]]) + paragraph())
    form = read(paragraph("", drawn(drawing(0, 0, 500, 90, inside=boxed))))
    assert texts(grid_of(form))[1, 1] == "ถนน"


# Arrows


def marks_in_row(markup: str, month: int = 3, **parts: object) -> Iterator[Mark]:
    """Return the marks of a table whose second project has this in the cell of a month."""
    cells = ["1", "ก่อสร้างถนน", *[""] * 12]
    anchored = [*cells[: 2 + month], cell(paragraph("", markup)), *cells[3 + month :]]
    yield from grid_of(read(plan([cells, anchored, cells]), **parts)).marks


def start(month: int) -> float:
    """Return where what stands in a month's cell begins to count."""
    return edge(month) + MARGIN


GROUP = (
    "<wpg:wgp><wpg:grpSpPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='{0}' cy='127000'/>"
    "<a:chOff x='1000' y='2000'/><a:chExt cx='2000' cy='1000'/></a:xfrm></wpg:grpSpPr>"
    "<wps:wsp><wps:spPr><a:xfrm><a:off x='1000' y='2500'/><a:ext cx='500' cy='0'/></a:xfrm>"
    "<a:prstGeom prst='line'/></wps:spPr></wps:wsp>"
    "<wps:wsp><wps:spPr><a:xfrm><a:off x='2500' y='2500'/><a:ext cx='500' cy='0'/></a:xfrm>"
    "<a:prstGeom prst='rightArrow'/></wps:spPr></wps:wsp></wpg:wgp>"
)


@pytest.mark.parametrize(
    ("markup", "left", "right", "kind"),
    [
        (drawing(-3, 6, 50), start(3) - 3, start(3) + 47, MarkKind.LINE),
        (
            drawing(2, 4, 50, 6, inside=shape(0, 0, 50, 6, "leftRightArrow")),
            start(3) + 2,
            start(3) + 52,
            MarkKind.BLOCK_ARROW,
        ),
        (
            drawing(2, 4, 50, 6, inside=shape(0, 0, 50, 6, "custom")),
            start(3) + 2,
            start(3) + 52,
            MarkKind.LINE,
        ),
        (
            drawing(2, 4, 50, 6, inside=shape(0, 0, 50, 6, "rect", heads=0)),
            start(3) + 2,
            start(3) + 52,
            MarkKind.BOX,
        ),
        (
            drawing(2, 4, 50, inside=shape(0, 0, 50, 0, turn=10_800_000)),
            start(3) + 2,
            start(3) + 52,
            MarkKind.LINE,
        ),
        (drawing(0, 6, 50, across="character"), start(3), start(3) + 50, MarkKind.LINE),
        (
            drawing(0, 6, 10, horizontal="<wp:align>right</wp:align>"),
            edge(4) - MARGIN - 10,
            edge(4) - MARGIN,
            MarkKind.LINE,
        ),
        (
            drawing(0, 6, 4, horizontal="<wp:align>center</wp:align>"),
            edge(3) + 8,
            edge(3) + 12,
            MarkKind.LINE,
        ),
    ],
)
def test_an_arrow_of_word_2010_stands_where_the_file_puts_it(
    markup: str, left: float, right: float, kind: MarkKind
) -> None:
    (mark,) = marks_in_row(drawn(markup))
    assert (mark.left, mark.right) == pytest.approx((left, right), abs=0.01)
    assert (mark.kind, mark.row) == (kind, 2)


@pytest.mark.parametrize("wide", [40, 80])
def test_shapes_of_a_group_are_marks_each_by_the_measures_of_the_group(wide: int) -> None:
    inside = GROUP.format(wide * EMU)
    first, second = marks_in_row(drawn(drawing(2, 4, wide, 10, inside=inside)))
    assert (first.left, first.right) == pytest.approx((start(3) + 2, start(3) + 2 + wide / 4))
    assert second.right == pytest.approx(start(3) + 2 + wide)
    assert (second.kind, second.heads) == (MarkKind.BLOCK_ARROW, 1)


@pytest.mark.parametrize(
    ("frame", "swapped"),
    [("flipH='1'", True), ("rot='10800000'", True), ("flipH='1' rot='10800000'", False),
     ("flipV='1'", False), ("rot='0'", False)],
)  # fmt: skip
def test_a_group_that_was_turned_round_or_mirrored_has_its_shapes_on_the_other_side(
    frame: str, swapped: bool
) -> None:
    inside = GROUP.format(100 * EMU).replace("<a:xfrm>", f"<a:xfrm {frame}>", 1)
    first, second = marks_in_row(drawn(drawing(2, 4, 100, 10, inside=inside)))
    assert (first.left > second.left) is swapped


def test_a_thing_told_in_two_kinds_is_read_once() -> None:
    line = '<v:line style="position:absolute" from="-3pt,6pt" to="90pt,6pt"/>'
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{drawing(-3, 6, 50)}</mc:Choice>"
        f"<mc:Fallback><w:pict>{line}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    (mark,) = marks_in_row(drawn(both))
    assert mark.right == pytest.approx(start(3) + 47)
    assert mark.heads == 2


POSITION = "position:absolute;margin-left:{}pt;margin-top:4pt;width:{}pt;height:{}pt"


@pytest.mark.parametrize(
    ("inside", "left", "right", "kind"),
    [
        (
            '<v:line style="position:absolute;z-index:1" from="-3pt,6pt" to="47pt,6pt"/>',
            -3,
            47,
            MarkKind.LINE,
        ),
        (
            '<v:line style="position:absolute;flip:x" from="47pt,6pt" to="-3pt,8pt"/>',
            -3,
            47,
            MarkKind.LINE,
        ),
        (
            f'<v:shape type="#_x0000_t32" style="{POSITION.format(2, 50, 0)}"/>',
            2,
            52,
            MarkKind.LINE,
        ),
        (
            f'<v:shape type="#_x0000_t69" style="{POSITION.format(2, 50, 6)}"/>',
            2,
            52,
            MarkKind.BLOCK_ARROW,
        ),
        (
            '<v:shapetype id="own" o:spt="13"/>'
            f'<v:shape type="#own" style="{POSITION.format(2, 50, 6)}"/>',
            2,
            52,
            MarkKind.BLOCK_ARROW,
        ),
        (f'<v:rect style="{POSITION.format(2, 50, 6)}"/>', 2, 52, MarkKind.BOX),
        (f'<v:shape path="m0,0l9,0e" style="{POSITION.format(2, 50, 1)}"/>', 2, 52, MarkKind.LINE),
        (
            '<v:polyline style="position:absolute" points="2pt,4pt,30pt,5pt,52pt,4pt"/>',
            2,
            52,
            MarkKind.LINE,
        ),
        (
            '<v:line style="position:absolute" from="1cm,6pt" to="1in,6pt"/>',
            28.35,
            72,
            MarkKind.LINE,
        ),
        (
            f'<v:group coordorigin="100,0" coordsize="1000,10" '
            f'style="{POSITION.format(0, 50, 10)}">'
            '<v:line from="140,5" to="1080,5"/></v:group>',
            2,
            49,
            MarkKind.LINE,
        ),
    ],
)
def test_an_arrow_of_word_2003_stands_where_the_file_puts_it(
    inside: str, left: float, right: float, kind: MarkKind
) -> None:
    (mark,) = marks_in_row(vml(inside))
    expected = (start(3) + left, start(3) + right)
    assert (mark.left, mark.right) == pytest.approx(expected, abs=0.02)
    assert (mark.kind, mark.row) == (kind, 2)


@pytest.mark.parametrize(
    ("inside", "heads"),
    [
        (shape(0, 0, 50, 0, heads=0), 0),
        (shape(0, 0, 50, 0, heads=1), 1),
        (shape(0, 0, 50, 0, heads=2), 2),
        (shape(0, 0, 50, 6, "rightArrow", heads=0), 1),
    ],
)
def test_heads_are_counted(inside: str, heads: int) -> None:
    (mark,) = marks_in_row(drawn(drawing(0, 6, 50, inside=inside)))
    assert mark.heads == heads


def test_an_arrow_anchored_in_another_column_of_its_row_stands_where_it_is_drawn() -> None:
    """The anchor is where the cursor was: here in ที่, with an offset of many columns."""
    x = edge(5) + 2 - MARGIN
    anchored = [cell(paragraph("1", drawn(drawing(x, 6, 36)))), "ถนน"]
    (mark,) = grid_of(read(plan([anchored]))).marks
    assert (mark.left, mark.right) == pytest.approx((edge(5) + 2, edge(5) + 38), abs=0.01)


@pytest.mark.parametrize(
    ("across", "x"), [("page", 50 + edge(2)), ("margin", edge(2)), ("leftMargin", 50 + edge(2))]
)
def test_what_is_related_to_the_page_is_put_on_the_table_across_and_asked_down(
    across: str, x: float
) -> None:
    settings = '<w:compat><w:compatSetting w:name="compatibilityMode" w:val="15"/></w:compat>'
    (mark,) = marks_in_row(
        drawn(drawing(x, 300, 38, across=across, down="page")), settings=settings
    )
    assert (mark.left, mark.right) == pytest.approx((edge(2), edge(2) + 38), abs=0.01)
    assert mark.row is None


def test_before_word_2013_a_tables_text_stands_at_the_margin() -> None:
    (mark,) = marks_in_row(drawn(drawing(edge(2), 300, 38, across="margin", down="page")))
    assert mark.left == pytest.approx(edge(2) + MARGIN, abs=0.01)


@pytest.mark.parametrize(("aligned", "shift"), [("center", 1), ("right", 2)])
def test_a_table_that_stands_elsewhere_on_the_page_is_found_there(aligned: str, shift: int) -> None:
    free = 841.9 - 50 - 42.5 - sum((30, 120, *[20] * 12))
    cells = [
        "1",
        "ถนน",
        cell(
            paragraph("", drawn(drawing(50 + free * shift / 2, 9, 40, across="page", down="page")))
        ),
    ]
    grid = grid_of(read(plan([cells], f'<w:jc w:val="{aligned}"/>')))
    assert grid.marks[0].left == pytest.approx(0, abs=0.1)


def test_what_lies_out_of_its_cell_counts_from_the_text_column() -> None:
    more = 'layoutInCell="0"'
    (mark,) = marks_in_row(drawn(drawing(edge(2), 6, 38, more=more)))
    assert mark.left == pytest.approx(edge(2) + MARGIN, abs=0.01)


def test_what_libreoffice_says_lies_out_of_its_cell_counts_from_the_cell_all_the_same() -> None:
    (mark,) = marks_in_row(drawn(drawing(-3, 6, 38, more='layoutInCell="0"')))
    assert mark.left == pytest.approx(start(3) - 3, abs=0.01)
    assert mark.row == 2


def test_what_may_count_from_its_cell_or_from_the_text_is_told_in_both_places() -> None:
    markup = drawn(drawing(60, 6, 38, more='layoutInCell="0"'))
    (mark,) = marks_in_row(markup)
    assert mark.row == 2 and mark.elsewhere is not None
    assert mark.left == pytest.approx(60 + MARGIN, abs=0.01)
    assert mark.elsewhere == pytest.approx((start(3) + 60, start(3) + 98), abs=0.01)


@pytest.mark.parametrize("across", ["column", "character"])
@pytest.mark.parametrize("program", ["LibreOffice/7.4.7.2$Linux_X86_64", "OpenOffice/4.1"])
def test_of_a_file_that_libreoffice_wrote_every_shape_counts_from_its_cell(
    program: str, across: str
) -> None:
    markup = drawn(drawing(60, 6, 38, more='layoutInCell="0"', across=across))
    (mark,) = marks_in_row(markup, program=program)
    assert (mark.row, mark.elsewhere) == (2, None)
    assert mark.left == pytest.approx(start(3) + 60, abs=0.01)


HIGH = '<w:trHeight w:val="600" w:hRule="exact"/>'  # thirty points


def exact_rows(y: float, upright: str = "") -> Mark:
    anchored = cell(paragraph("", drawn(drawing(0, y, 40))), upright)
    rows = [row([cell(str(at)), anchored if at == 2 else cell("")], HIGH) for at in range(5)]
    return grid_of(read(table(rows, (50, 100)))).marks[0]


@pytest.mark.parametrize(
    ("y", "where", "slack", "beyond"),
    [
        (15, 2, 0.5, 1),
        (3, 2, 0.1, 1),
        (27, 2, 0.1, 3),
        (33, 3, 0.1, 2),
        (-6, 1, 0.2, 2),
        (75, 4, 0.5, 3),
    ],
)
def test_rows_of_a_stated_height_tell_where_an_arrow_stands(
    y: float, where: int, slack: float, beyond: int
) -> None:
    mark = exact_rows(y)
    assert (mark.row, mark.beyond) == (where, beyond)
    assert mark.slack == pytest.approx(slack, abs=0.01)


def test_an_arrow_in_the_middle_of_its_row_counts_from_there() -> None:
    mark = exact_rows(6.5, '<w:vAlign w:val="center"/>')
    assert mark.row == 2
    assert mark.slack is not None
    assert mark.slack > 0.4


def test_rows_of_unknown_height_keep_what_surely_stands_in_them() -> None:
    (mark,) = marks_in_row(drawn(drawing(0, 8, 40)))
    assert (mark.row, mark.slack) == (2, None)


@pytest.mark.parametrize(("y", "where", "beyond"), [(14, 2, 3), (-0.2, 1, 2)])
def test_what_may_stand_on_either_side_of_a_border_is_told_so(
    y: float, where: int, beyond: int
) -> None:
    """Rows here are a line of ten points high: more than 11 points, less than 18."""
    (mark,) = marks_in_row(drawn(drawing(0, y, 40)))
    assert (mark.row, mark.beyond) == (where, beyond)
    assert mark.slack is not None
    assert mark.slack < 0.15


@pytest.mark.parametrize(("y", "where"), [(-6, 1), (25, 3)])
def test_what_surely_stands_in_another_row_than_its_anchor_is_put_there(
    y: float, where: int
) -> None:
    heights = '<w:trHeight w:val="300" w:hRule="atLeast"/>'  # fifteen points, or up to 18
    anchored = cell(paragraph("", drawn(drawing(0, y, 40))))
    rows = [row([cell(str(at)), anchored if at == 2 else cell("")], heights) for at in range(5)]
    mark = grid_of(read(table(rows, (50, 100)))).marks[0]
    assert mark.row == where
    assert mark.slack is not None
    assert mark.slack > 0.15


def test_an_arrow_across_three_rows_is_tall_and_tells_which() -> None:
    anchored = cell(paragraph("", drawn(drawing(0, -30, 40, 90))))
    rows = [row([cell(str(at)), anchored if at == 2 else cell("")], HIGH) for at in range(5)]
    mark = grid_of(read(table(rows, (50, 100)))).marks[0]
    assert (mark.row, mark.tall, mark.reach) == (2, True, (1, 3))


WHITE, PALE, BLACK = (
    f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    for colour in ("FFFFFF", "FAFAFA", "000000")
)
THEME = '<a:solidFill><a:schemeClr val="bg1">{}</a:schemeClr></a:solidFill>'
SHEER = '<a:solidFill><a:srgbClr val="000000"><a:alpha val="{}"/></a:srgbClr></a:solidFill>'
BLANK = "<a:noFill/>"


def of_2010(preset: str, line: str, fill: str = "", style: str = "", words: str = "") -> str:
    """Return a shape in the line of a cell, painted so."""
    content = paragraph(words) if words else ""
    inside = shape(0, 0, 40, 8, preset, line=line, heads=0, content=content)
    inside = inside.replace("<a:ln>", f"{fill}<a:ln>")
    inside = inside.replace("</wps:spPr>", f"</wps:spPr><wps:style>{style}</wps:style>")
    return drawn(drawing(0, 6, 40, 8, inside=inside))


def of_2003(name: str, attributes: str, inside: str = "") -> str:
    ends = 'from="0,6pt" to="40pt,6pt"' if name == "line" else ""
    style = "position:absolute;margin-left:0;margin-top:6pt;width:40pt;height:8pt"
    return vml(f'<v:{name} style="{style}" {ends} {attributes}>{inside}</v:{name}>')


@pytest.mark.parametrize(
    "unseen",
    [
        vml('<v:line style="position:absolute;visibility:hidden" from="0,6pt" to="40pt,6pt"/>'),
        drawn(drawing(0, 6, 40).replace("<wp:docPr", '<wp:docPr hidden="1"')),
        run("", "<w:vanish/>", drawing(0, 6, 40)),
        run("", "<w:vanish/>", '<w:pict><v:line from="0,6pt" to="40pt,6pt"/></w:pict>'),
        of_2010("straightConnector1", BLANK),
        of_2010("line", WHITE),
        of_2010("line", PALE),
        of_2010("line", THEME.format("")),
        of_2010("line", SHEER.format(0)),
        of_2010("line", "", style='<a:lnRef idx="1"><a:schemeClr val="bg1"/></a:lnRef>'),
        of_2010("line", "", style='<a:lnRef idx="0"><a:schemeClr val="accent1"/></a:lnRef>'),
        of_2010("rect", BLANK, BLANK),
        of_2010("rect", WHITE, WHITE),
        of_2010("rect", BLANK, WHITE, words=" "),
        of_2010("leftRightArrow", WHITE, WHITE),
        of_2010("custom", BLANK, BLANK),
        of_2003("line", 'strokecolor="white [3212]"'),
        of_2003("line", 'strokecolor="#fefefe"'),
        of_2003("line", 'strokecolor="#fff"'),
        of_2003("line", 'strokecolor="window [3212]"'),
        of_2003("line", 'stroked="f"'),
        of_2003("line", "", '<v:stroke on="f"/>'),
        of_2003("line", "", '<v:stroke opacity="0"/>'),
        of_2003("rect", 'stroked="f"'),
        of_2003("rect", 'stroked="f" filled="f"'),
        of_2003("shape", 'type="#_x0000_t69" strokecolor="white" fillcolor="white"'),
    ],
)
def test_a_shape_that_nobody_sees_is_told_so(unseen: str) -> None:
    (mark,) = marks_in_row(unseen)
    assert mark.unseen


@pytest.mark.parametrize(
    "seen",
    [
        of_2010("line", ""),
        of_2010("line", THEME.format('<a:lumMod val="50000"/>')),
        of_2010("line", SHEER.format(40000)),
        of_2010("rect", BLANK, BLACK),
        of_2010("rect", BLACK, WHITE),
        of_2010("rect", BLANK, BLANK, words="ตลอดปี"),
        of_2010("leftRightArrow", BLACK, WHITE),
        of_2010("rect", BLANK, '<a:pattFill prst="pct50"/>'),
        of_2003("line", 'strokecolor="#eeece1"'),
        of_2003("rect", ""),
        of_2003("rect", 'stroked="f" fillcolor="black"'),
        of_2003("rect", 'stroked="f" fillcolor="white"', '<v:fill type="pattern"/>'),
        of_2003("line", "", '<v:stroke opacity=".5"/>'),
    ],
)
def test_a_shape_that_somebody_sees_is_told_so(seen: str) -> None:
    (mark,) = marks_in_row(seen)
    assert not mark.unseen


def test_a_canvas_of_word_2003_is_paper_and_no_picture() -> None:
    group = (
        '<v:group editas="canvas" style="position:absolute;margin-left:0;margin-top:0;width:100pt;'
        'height:20pt" coordorigin="0,0" coordsize="1000,200"><v:shape type="#_x0000_t75" '
        'style="position:absolute;width:1000;height:200"/><v:line from="100,100" to="500,100"/>'
        "</v:group>"
    )
    (mark,) = marks_in_row(vml(group))
    assert mark.kind is MarkKind.LINE
    assert mark.right - mark.left == pytest.approx(40)


def over(x: float, width: float, *, height: int = 9, line: str = WHITE, y: float = 0) -> str:
    """Return a box that is filled white, which lies at a height over the row's other shapes."""
    inside = shape(0, 0, width, 14, "rect", line=line, heads=0).replace("<a:ln>", f"{WHITE}<a:ln>")
    made = drawing(x, y, width, 14, inside=inside)
    return drawn(made.replace("<wp:anchor ", f'<wp:anchor relativeHeight="{height}" '))


ARROW = drawn(drawing(10, 6, 60).replace("<wp:anchor ", '<wp:anchor relativeHeight="5" '))
BEFORE = (
    '<v:line style="position:absolute;z-index:5" from="10pt,6pt" to="70pt,6pt"/>',
    '<v:rect style="position:absolute;z-index:{};margin-left:0;margin-top:0;width:90pt;height:14pt"'
    ' stroked="f"/>',
)
COVERED = [
    (ARROW + over(0, 90), True, False),
    (ARROW + over(0, 90, line=BLACK), True, False),
    (over(0, 90) + ARROW, True, False),
    (vml(BEFORE[0]) + vml(BEFORE[1].format(9)), True, False),
    (ARROW + over(0, 90, height=1), False, False),
    (vml(BEFORE[0]) + vml(BEFORE[1].format(-9)), False, False),
    (ARROW + over(80, 90), False, False),
    (ARROW + over(0, 90, y=40), False, False),
    (ARROW + over(40, 60), False, True),
    (ARROW + over(40, 60, line=BLACK), False, False),
    (ARROW + over(20, 30), False, False),
]


@pytest.mark.parametrize(("inside", "unseen", "doubted"), COVERED)
def test_an_arrow_under_a_white_box_is_unseen_and_one_with_an_end_under_it_in_doubt(
    inside: str, unseen: bool, doubted: bool
) -> None:
    arrow = next(one for one in marks_in_row(inside) if one.kind is MarkKind.LINE)
    assert (arrow.unseen, bool(arrow.doubt)) == (unseen, doubted)


@pytest.mark.parametrize("apart", [False, True])
def test_a_box_of_another_row_that_may_lie_over_an_arrow_makes_it_doubtful(apart: bool) -> None:
    rows = [
        row([cell("ก"), cell(paragraph("", ARROW))]),
        row([cell("ข"), cell(paragraph("", over(0, 90, y=60 if apart else -16)))]),
    ]
    arrow = grid_of(read(table(rows, (50, 150)))).marks[0]
    assert (arrow.unseen, bool(arrow.doubt)) == (False, not apart)


@pytest.mark.parametrize("behind", [True, False])
def test_an_arrow_of_a_paragraph_beside_the_table_is_on_it_and_asked(behind: bool) -> None:
    y = 60 if behind else -40
    anchor = paragraph("", drawn(drawing(edge(4), y, 38)))
    body = plan([["1", "ก"], ["2", "ข"], ["3", "ค"], ["4", "ง"]])
    form = read(anchor + body if behind else body + anchor)
    (mark,) = grid_of(form).marks
    assert mark.row is None
    assert mark.left == pytest.approx(edge(4) + MARGIN, abs=0.1)
    assert not form.loose


def test_a_line_to_sign_on_is_loose() -> None:
    form = read(plan([["1", "ก"]]) + paragraph() + paragraph("", drawn(drawing(200, 4, 120))))
    assert not grid_of(form).marks
    assert len(form.loose) == 1


def test_a_picture_in_a_cell_and_one_in_a_header_are_told() -> None:
    logo = (
        "<pic:pic><pic:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='9' cy='9'/></a:xfrm>"
        "</pic:spPr></pic:pic>"
    )
    told = '<w:headerReference w:type="default" r:id="rheader"/>'
    header = paragraph("", drawn(drawing(0, 0, 40, 40, inside=logo)))
    form = read(
        plan([[cell(paragraph("", drawn(drawing(0, 0, 9, 9, inside=logo)))), "ก"]]),
        section=told,
        header=header,
    )
    assert [mark.kind for mark in (*grid_of(form).marks, *form.loose)] == [MarkKind.PICTURE] * 2


def test_an_arrow_in_the_line_stands_in_its_cell() -> None:
    inline = drawing(0, 0, 10, 4).replace("wp:anchor", "wp:inline")
    (mark,) = marks_in_row(drawn(inline))
    assert (mark.row, mark.left) == (2, start(3))


# Whatever the bytes are


def test_a_strict_document_is_read_as_any_other() -> None:
    body = plan([["1", "ถนน", cell(paragraph("", drawn(drawing(2, 6, 38))))]])
    usual, strict = read(body), read(body, strict=True)
    assert usual == strict
    assert grid_of(strict).marks


def test_a_document_cut_anywhere_is_refused_by_name() -> None:
    data = document(plan([["1", "ก่อสร้างถนน"]] * 20))
    for size in range(0, len(data), max(1, len(data) // 40)):
        with pytest.raises(FormRefusedError) as refused:
            read_docx_form(data[:size])
        assert refused.value.code == "broken"


@pytest.mark.parametrize(
    "body",
    [
        "<w:p>" * 3000 + "</w:p>" * 3000,
        '<!DOCTYPE x [<!ENTITY a "b">]><w:p/>',
        "<w:p>",
    ],
)
def test_markup_that_no_program_of_office_writes_is_refused(body: str) -> None:
    with pytest.raises(FormRefusedError) as refused:
        read_docx_form(document(body))
    assert refused.value.code == "broken"


VALUES = ("-1", "99999999999999999999", "", "NaN", "1e9", "abc", "0", "๙", "-2147483648", "1.5")


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_harmed_is_read_or_refused_and_stays_within_measure(seed: int) -> None:
    chance = random.Random(seed)
    arrow = cell(paragraph("", drawn(drawing(2, 6, 60)) + vml(f"<v:rect style='{POSITION}'/>")))
    body = plan([["1", "ก่อสร้างถนน", arrow]] * 3)
    for _ in range(chance.randrange(1, 12)):
        values = list(re.finditer(r'="([^"]*)"', body))
        one = chance.choice(values)
        body = f'{body[: one.start()]}="{chance.choice(VALUES)}"{body[one.end() :]}'
    for grid in read(body).grids:
        assert all(left <= right for left, right in pairwise(grid.edges))
        assert all(one.column + one.columns < len(grid.edges) for one in grid.cells)
        assert all(mark.left <= mark.right for mark in grid.marks)


def test_an_entity_bomb_is_refused() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE d [<!ENTITY e0 "x">{entities}]><w:document>&e9;</w:document>'
    with pytest.raises(FormRefusedError):
        read_docx_form(zipped({"word/document.xml": bomb, "[Content_Types].xml": "<Types/>"}))


def test_tables_within_tables_without_end_end() -> None:
    body = "<w:p/>"
    for _ in range(30):
        body = table([row([cell(body)])], (50,))
    form = read(body)
    assert "ลึกเกินไป" in said(form)


@pytest.mark.parametrize(
    "markup",
    [
        "<w:tbl/>",
        "<w:tbl><w:tr/></w:tbl>",
        "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc/></w:tr></w:tbl>",
        table([row([cell("ก", '<w:gridSpan w:val="99999999"/>')])], (10,)),
        table(
            [row([cell("ก", '<w:gridSpan w:val="-4"/><w:vMerge/>')], '<w:gridBefore w:val="x"/>')],
            (10,),
        ),
        table([row([cell(paragraph("", drawn("<w:drawing/>")))])], (10,)),
        table([row([cell(paragraph("", drawn("<w:drawing><wp:anchor/></w:drawing>")))])], (10,)),
        table(
            [
                row(
                    [
                        cell(
                            paragraph(
                                "", vml("<v:group><v:line/></v:group><v:shape style='a:b;:;'/>")
                            )
                        )
                    ]
                )
            ],
            (10,),
        ),
        "<w:p><w:r><w:fldChar w:fldCharType='end'/><w:sym w:char='zz'/></w:r></w:p>",
        "<w:p><w:pPr><w:numPr><w:numId w:val='9'/></w:numPr></w:pPr></w:p>",
        "<mc:AlternateContent/>",
    ],
)
def test_odd_markup_is_read_as_far_as_it_goes(markup: str) -> None:
    read(markup + paragraph("ท้าย"))
