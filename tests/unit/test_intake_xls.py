"""What the reader of Excel 97 workbooks promises: the same form that an .xlsx would be."""

from __future__ import annotations

import datetime
import struct

import pytest
import xlwt

from biff import (
    BOTH_WAYS,
    DELETED,
    ELLIPSE,
    FLIP_X,
    LINE,
    PICTURE,
    RECTANGLE,
    TEXT_BOX,
    Art,
    drawn_stream,
    filled,
    record,
    saved,
)
from drawn import BEFORE, FIRST, grid_of, months_of, told
from generator.plan.intake.form import Form, FormRefusedError, Grid, Line, LineOrigin, MarkKind
from generator.plan.intake.xls import read_xls_form
from generator.plan.read import Held


def spans(grid: Grid) -> list[tuple[float, float]]:
    left = grid.edges[BEFORE]
    width = grid.edges[BEFORE + 1] - left
    ends = [(mark.left - left, mark.right - left) for mark in grid.marks]
    return [(round(a / width, 2), round(b / width, 2)) for a, b in ends]


def form_of(*shapes: Art, book: xlwt.Workbook | None = None) -> Form:
    return read_xls_form(saved(book or filled(), *shapes))


def test_arrows_are_months() -> None:
    shapes = [
        Art(LINE, (0.1, 0.5, 11.9, 0.5)),
        Art(LINE, (3, 1.5, 4, 1.5)),  # border to border: ends in the next column
        Art(LINE, (2.1, 2.45, 4.9, 2.55), flags=FLIP_X),
        Art(LINE, (6.1, 2.5, 7.8, 2.5)),
    ]
    form = form_of(*shapes)
    read = months_of(form)
    assert [told(one.months) for one in read.entries] == ["0-11", "3", "2-4 6-7"]
    assert [mark.heads for mark in grid_of(form).marks] == [2, 2, 2, 2]
    assert [mark.row for mark in grid_of(form).marks] == [2, 3, 4, 4]


@pytest.mark.parametrize(
    ("art", "kind", "heads"),
    [
        (Art(LINE, looks=()), MarkKind.LINE, 0),
        (Art(32, looks=((0x1D1, 1),)), MarkKind.LINE, 1),
        (Art(BOTH_WAYS), MarkKind.BLOCK_ARROW, 2),
        (Art(RECTANGLE, looks=()), MarkKind.BOX, 0),
        (Art(TEXT_BOX, text="←──→", looks=()), MarkKind.BOX, 0),
        (Art(PICTURE), MarkKind.PICTURE, 0),
        (Art(ELLIPSE, looks=()), MarkKind.OTHER, 0),
        (Art(0, looks=((0x1BF, 0x100000),)), MarkKind.LINE, 0),
        (Art(0xFFF, looks=((0x380, "ลูกศร: ซ้าย-ขวา 1"),)), MarkKind.BLOCK_ARROW, 0),
    ],
)
def test_every_kind_of_shape_is_a_mark(art: Art, kind: MarkKind, heads: int) -> None:
    art.corners = (1.25, 0.25, 3.5, 0.75)
    grid = grid_of(form_of(art))
    assert [(mark.kind, mark.heads, mark.text) for mark in grid.marks] == [(kind, heads, art.text)]
    assert spans(grid) == [(1.25, 3.5)]


def test_texts_belong_to_their_boxes_and_names_to_their_shapes() -> None:
    named = ((0x145, 0), (0x380, "ลูกศร 7"))
    shapes = [
        Art(TEXT_BOX, (0, 0.2, 1, 0.8), "ก" * 9_000),  # goes on in further records
        Art(LINE, (1, 0.5, 2, 0.5), looks=named),
        Art(TEXT_BOX, (2, 0.2, 3, 0.8), "ข\rค"),
    ]
    marks = grid_of(form_of(*shapes)).marks
    assert [mark.text for mark in marks] == ["ก" * 9_000, "", "ข\nค"]
    assert [mark.name for mark in marks] == ["", "ลูกศร 7", ""]


def test_groups_within_groups_put_their_shapes_where_they_are_seen() -> None:
    deep = Art(
        0, inside=(1000, 0, 1000, 100), inner=(0, 0, 10, 10), looks=(),
        children=[Art(LINE, inside=(5, 5, 5, 0))],
    )  # fmt: skip
    plain = Art(LINE, inside=(0, 50, 500, 0))
    group = Art(
        0, (2, 1.2, 6, 1.8), inner=(0, 0, 2000, 100), looks=(), children=[plain, deep],
    )  # fmt: skip
    after = Art(LINE, (8, 0.5, 9, 0.5))
    grid = grid_of(form_of(group, after))
    assert spans(grid) == [(2.0, 3.0), (5.0, 6.0), (8.0, 9.0)]
    assert [mark.row for mark in grid.marks] == [3, 3, 2]


@pytest.mark.parametrize("turn", [90, 270, -90])
def test_a_line_on_its_side_is_as_long_as_it_is_seen(turn: int) -> None:
    """The anchor of a shape that was turned so is the rectangle that is seen."""
    grid = grid_of(form_of(Art(LINE, (2.1, 0.5, 4.9, 0.5), looks=((4, turn << 16),))))
    assert spans(grid) == [(2.1, 4.9)]


def test_frames_of_comments_buttons_of_filters_and_deleted_shapes_are_no_marks() -> None:
    corners = (1, 0.2, 2, 0.8)
    shapes = [
        Art(TEXT_BOX, corners, "ความเห็น", object=0x19),
        Art(201, corners, object=0x14),
        Art(LINE, corners, flags=DELETED),
        Art(TEXT_BOX, corners, "จริง"),
    ]
    assert [mark.text for mark in grid_of(form_of(*shapes)).marks] == ["จริง"]


def test_tick_boxes_over_months_count_where_they_are_ticked() -> None:
    boxes = [
        Art(201, (at + 0.2, 0.2, at + 2, 0.8), "Check Box 1", object=0x0B, ticked=int(at in (3, 9)))
        for at in range(11)
    ]
    assert told(months_of(form_of(*boxes)).entries[0].months) == "3 9"


def test_a_hidden_shape_is_told_to_be() -> None:
    (mark,) = grid_of(form_of(Art(LINE, (1, 0.5, 2, 0.5), looks=((0x3BF, 0x20002),)))).marks
    assert mark.unseen


def test_cells_are_as_seen_with_what_stands_behind_and_how_they_look() -> None:
    book = filled()
    sheet = book.get_sheet(0)
    sheet.write(2, 3, 349500.5, xlwt.easyxf(num_format_str="#,##0.00"))
    sheet.write(2, 4, datetime.date(2026, 11, 25), xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    sheet.write(2, 5, True)
    sheet.write(2, 6, "à", xlwt.easyxf("font: name Wingdings"))
    sheet.write(2, 7, "ตัด", xlwt.easyxf("font: struck_out on"))
    sheet.write(2, 8, "", xlwt.easyxf("pattern: pattern solid, fore_colour yellow"))
    sheet.write(2, 9, "", xlwt.easyxf("pattern: pattern solid, fore_colour white"))
    sheet.write_merge(3, 4, 3, 5, " ตลอดปี ")
    sheet.write(3, 15, 7)
    cells = {one.spot.cell: one for one in grid_of(form_of(book=book)).cells}
    assert cells["D3"].text == "349,500.50"
    assert cells["D3"].stored and cells["D3"].stored.value == "349500.5"
    assert cells["E3"].stored and cells["E3"].stored.held is Held.DATE
    assert (cells["E3"].stored.value, cells["E3"].text) == ("2026-11-25", "25/11/2026")
    assert (cells["F3"].text, cells["G3"].text, cells["P4"].text) == ("TRUE", "→", "7")
    assert cells["H3"].struck and not cells["G3"].struck
    assert cells["I3"].fill == "FFFF00" and "J3" not in cells
    merged = cells["D4"]
    assert (merged.rows, merged.columns, merged.text) == (2, 3, " ตลอดปี ")
    assert "E4" not in cells


def test_words_have_their_own_font_within_a_cell() -> None:
    book = filled()
    plain, struck = xlwt.Font(), xlwt.Font()
    struck.struck_out, signs = True, xlwt.Font()
    signs.name = "Wingdings"
    sheet = book.get_sheet(0)
    sheet.write_rich_text(2, 4, [("โครงการ", plain), ("เก่า", struck), ("ใหม่", plain)])
    sheet.write_rich_text(3, 3, [("ß", signs), (" ก่อสร้าง ", plain), ("à", signs)])
    form = form_of(book=book)
    cells = {one.spot.cell: one for one in grid_of(form).cells}
    assert (cells["E3"].text, cells["E3"].struck) == ("โครงการเก่าใหม่", False)
    assert cells["D4"].text == "← ก่อสร้าง →"
    assert [spot.cell for spot, _ in form.doubts] == ["E3"]


def test_hidden_rows_columns_and_sheets_and_the_margins_are_told() -> None:
    book = filled()
    sheet = book.get_sheet(0)
    sheet.row(3).hidden = True
    sheet.col(2).hidden = True
    margins = ((0x14, '&C&"TH SarabunPSK,ตัวหนา"แบบ ผด.02'), (0x15, "&Rหน้า &P"))
    more = b"".join(
        record(kind, struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))
        for kind, text in margins
    )
    form = read_xls_form(saved(book, Art(LINE, (2, 1.5, 3, 1.5)), more=more))
    grid = grid_of(form)
    assert [(mark.row, mark.slack) for mark in grid.marks] == [(3, None)]
    assert grid.hidden_rows == {3} and 2 in grid.hidden_columns
    assert grid.edges[2] == grid.edges[3]
    lines = [(part.origin, part.text) for part in form.parts if isinstance(part, Line)]
    assert lines == [(LineOrigin.PAGE_HEADER, "แบบ ผด.02"), (LineOrigin.PAGE_FOOTER, "หน้า")]
    two = filled()
    two.add_sheet("ซ่อน").write(0, 0, "เก่า")
    two.get_sheet(1).visibility = 1
    shown = list(read_xls_form(saved(two)).grids)
    assert [(one.spot.sheet, one.hidden) for one in shown] == [("ผด.02", False), ("ซ่อน", True)]


def test_a_workbook_without_its_container_is_read() -> None:
    stream = drawn_stream(filled(), Art(LINE, (1, 0.5, 3, 0.5)))
    assert spans(grid_of(read_xls_form(stream))) == [(1.0, 3.0)]


def old_book() -> bytes:
    """Return a workbook of Excel 5 in Thai that names the western code page, with a line."""
    title = "แผน".encode("cp874")
    bound = struct.pack("<IBBB", 0, 0, 0, len(title)) + title
    words = "โครงการ".encode("cp874")
    label = struct.pack("<HHHH", FIRST, 1, 0, len(words)) + words
    corners = (BEFORE + 1, 0, FIRST, 128, BEFORE + 3, 512, FIRST, 128)
    shape = struct.pack("<IHHH8H", 1, 1, 1, 0, *corners) + b"\0" * 8
    format_, style = b"\x00\x00\x07General", b"\0" * 16
    font = struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x05Arial"
    sheet = b"".join(
        record(kind, data)
        for kind, data in ((0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0)), (0x204, label),
                           (0x5D, shape), (0x0A, b""))
    )  # fmt: skip
    head = [
        (0x809, struct.pack("<HHHH", 0x500, 0x05, 0, 0)), (0x42, struct.pack("<H", 1252)),
        (0x31, font), (0x41E, format_), (0xE0, style), (0x85, bound), (0x0A, b""),
    ]  # fmt: skip
    size = len(b"".join(record(*one) for one in head))
    head[5] = (0x85, struct.pack("<I", size) + bound[4:])
    return b"".join(record(*one) for one in head) + sheet


def test_a_workbook_before_excel_97_is_read_in_thai_with_its_lines() -> None:
    grid = grid_of(read_xls_form(old_book()))
    assert (grid.spot.sheet, [one.text for one in grid.cells]) == ("แผน", ["โครงการ"])
    assert [(mark.kind, mark.row) for mark in grid.marks] == [(MarkKind.LINE, FIRST)]


# Hostile files


def refused(data: bytes) -> str:
    with pytest.raises(FormRefusedError) as error:
        read_xls_form(data)
    return error.value.code


def test_encrypted_workbooks_and_other_bytes_are_refused_by_name() -> None:
    stream = drawn_stream(filled())
    size = 4 + int.from_bytes(stream[2:4], "little")
    for key in (b"\0\0" + b"\x12\x34\x56\x78", b"\x01\0\x01\0\x01\0" + b"\0" * 48):
        assert refused(stream[:size] + record(0x2F, key) + stream[size:]) == "encrypted"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    for data in (b"", ole, ole + b"\0" * 2_000, b"<html><table>", b"a\tb\n", b"PK\x03\x04"):
        assert refused(data) == "broken"


def test_cells_and_shapes_without_measure_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = struct.pack("<HH", 9, 0) + b"\x0f\0" * 256 + struct.pack("<H", 255)
    assert refused(saved(filled(), more=record(0xBE, row) * 4_000)) == "too-large"
    merge = struct.pack("<HHHHH", 1, 0, 60_000, 0, 250)
    assert refused(saved(filled(), more=record(0xE5, merge))) == "too-large"
    monkeypatch.setattr("generator.plan.intake.xls.art.MOST_SHAPES", 5)
    assert refused(saved(filled(), *(Art(LINE, (1, 0.5, 2, 0.5)) for _ in range(6)))) == "too-large"


def test_a_drawing_that_lies_about_its_lengths_is_a_doubt() -> None:
    stream = drawn_stream(filled(), Art(LINE, (1, 0.5, 3, 0.5)))
    at = stream.index(struct.pack("<HH", 0xF, 0xF004), stream.index(struct.pack("<H", 0xF009)))
    lying = stream[: at + 4] + b"\xff\xff\xff\x0f" + stream[at + 8 :]
    form = read_xls_form(lying)
    assert [spot.sheet for spot, _ in form.doubts] == ["ผด.02"]


def test_groups_without_end_are_cut() -> None:
    one = Art(LINE, inside=(0, 0, 1, 1))
    for _ in range(200):
        one = Art(0, inside=(0, 0, 1, 1), inner=(0, 0, 1, 1), looks=(), children=[one])
    one.corners, one.inside = (1, 0.2, 2, 0.8), None
    form = form_of(one)
    assert len(grid_of(form).marks) <= 1


def test_a_file_that_was_cut_or_harmed_anywhere_is_refused_or_read() -> None:
    data = saved(filled(), Art(LINE, (1, 0.5, 3, 0.5)), Art(TEXT_BOX, (1, 0.2, 2, 0.8), "ก"))
    for end in range(0, len(data), len(data) // 60):
        for harmed in (data[:end], data[:end] + b"\xff\xfe\x00" + data[end + 3 :]):
            try:
                form = read_xls_form(harmed)
            except FormRefusedError as error:
                assert error.code in ("broken", "too-large", "encrypted")
            else:
                assert isinstance(form.parts, tuple)


@pytest.mark.parametrize(("value", "told"), [(1, "1"), ("จริง", "จริง"), (0, "")])
def test_what_a_format_hides_is_no_text_and_is_told(value: object, told: str) -> None:
    book = filled()
    sheet = book.get_sheet(0)
    sheet.write(FIRST, BEFORE + 3, value, xlwt.easyxf(num_format_str=";;;"))
    form = form_of(book=book)
    assert not any(cell.column == BEFORE + 3 and cell.row == FIRST for cell in grid_of(form).cells)
    assert [words for _, words in form.doubts if "ซ่อนไว้" in words] == (
        [f"ช่องนี้มีข้อความที่รูปแบบของช่องซ่อนไว้ ({told})"] if told else []
    )
