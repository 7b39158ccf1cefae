"""A PDF with text becomes a form: its table, Thai put together, arrows told from its lines."""

import builtins
import random
from pathlib import Path
from typing import Any

import pytest

from form_maker import MONTHS
from generator.plan.intake.form import Form, FormRefusedError, Grid, Line, Mark, MarkKind
from generator.plan.intake.pdf import library, read_pdf_form
from generator.plan.intake.pdf.letters import legible
from generator.plan.intake.pdf.page import Letter
from generator.plan.intake.pdf.words import glyphs_of, lines_of
from pdf_forms import EDGE, WIDTHS, line, typeset

NAMES = (
    "โครงการก่อสร้างถนนคอนกรีตเสริมเหล็ก บ้านสันป่าข่อย หมู่ที่ ๑๐",
    "ปลูกป่าชุมชนและรักษ์น้ำ รักษ์ป่า รักษาแผ่นดิน",
    "สืบสานประเพณีท้องถิ่น พิธีรดน้ำดำหัวผู้สูงอายุ",
    "จัดซื้อครุภัณฑ์ไฟฟ้าและวิทยุ ฝึกอบรมปฏิบัติการเกี่ยวกับญี่ปุ่น",
)


def form(folder: Path, rows: list[list[str]], over: str = "", head: str = "") -> Form:
    """Return the form of a table of rows thirty points high, whose first begins at 60."""
    told = ("ลำดับที่", "โครงการ", "งบประมาณ", *MONTHS)
    cells = [f"[{text}]" for text in told] + [
        cell if cell.startswith("table.") else f"[{cell}]" for row in rows for cell in row
    ]
    columns = ", ".join(f"{width}pt" for width in WIDTHS)
    body = (
        f"#place(top + left, [แบบ ผด. 02])\n{over}\n#v(20pt)\n"
        f"#table(columns: ({columns}), rows: 30pt, inset: 2pt, {head}{', '.join(cells)})"
    )
    return read_pdf_form(typeset(body, folder))


def project(number: int, name: str, *more: str) -> list[str]:
    return [str(number), name, "177,600", *more, *[""] * (12 - len(more))]


def grid_of(found: Form) -> Grid:
    return next(found.grids)


def text_at(grid: Grid, row: int, column: int) -> str:
    found = (one.text for one in grid.cells if (one.row, one.column) == (row, column))
    return next(found, "")


def bare(text: str) -> str:
    return "".join(text.split())


def test_thai_is_put_together_as_it_was_written(tmp_path: Path) -> None:
    """Rows here are too low for their texts, which run over into the next ones."""
    found = form(tmp_path, [project(at, name) for at, name in enumerate((*NAMES, "ถนน"), 1)])
    grid = grid_of(found)
    for row, name in enumerate(NAMES, 1):
        assert bare(text_at(grid, row, 1)) == bare(name)
        assert text_at(grid, row, 2) == "177,600"
    assert [bare(text_at(grid, 0, 3 + at)) for at in range(12)] == list(MONTHS)
    assert [one.text for one in found.parts if isinstance(one, Line)] == ["แบบ ผด. 02"]
    assert grid.spot.words == "หน้า 1 ตารางที่ 1"


def test_text_that_stays_in_its_cell_is_sure(tmp_path: Path) -> None:
    grid = grid_of(form(tmp_path, [project(at, f"รักษ์น้ำ หมู่ {at}") for at in range(1, 9)]))
    assert not any(one.doubtful for one in grid.cells)


def test_text_that_runs_over_into_the_next_row_is_flagged(tmp_path: Path) -> None:
    grid = grid_of(form(tmp_path, [project(1, NAMES[0]), project(2, "ถนน")]))
    flags = {(one.row, one.column): one.doubtful for one in grid.cells}
    assert flags[1, 1]
    assert flags[2, 1]
    assert not flags[1, 2]


def test_text_that_runs_out_of_the_table_is_flagged(tmp_path: Path) -> None:
    grid = grid_of(form(tmp_path, [project(1, "ถนน"), project(2, NAMES[0])]))
    flags = {(one.row, one.column): one.doubtful for one in grid.cells}
    assert flags[2, 1]
    assert not flags[1, 1]


@pytest.mark.parametrize(
    ("first", "last", "drop"), [(0, 11, 0), (2, 4, 0), (5, 5, 0), (0, 3, 3), (9, 11, -4)]
)
def test_arrows_are_told_from_the_lines_of_the_table(
    tmp_path: Path, first: int, last: int, drop: float
) -> None:
    length = (last - first + 1) * 22 - 4
    over = line(EDGE + first * 22 + 2, 20 + 45, length, drop)
    (mark,) = grid_of(form(tmp_path, [project(1, "ก"), project(2, "ข")], over)).marks
    assert (mark.left, mark.right) == pytest.approx(
        (EDGE + first * 22 + 2, EDGE + (last + 1) * 22 - 2), abs=0.6
    )
    assert (mark.kind, mark.row, mark.heads) == (MarkKind.LINE, 1, 2)
    assert mark.slack == pytest.approx(0.5, abs=0.1)


def test_an_arrow_from_border_to_border_is_no_border(tmp_path: Path) -> None:
    over = line(EDGE, 20 + 50, 66)
    grid = grid_of(form(tmp_path, [project(1, "ก")], over))
    assert max(one.row for one in grid.cells) == 1
    assert [mark.row for mark in grid.marks] == [1]


def test_an_arrow_near_a_border_tells_the_row_beyond(tmp_path: Path) -> None:
    over = line(EDGE + 2, 20 + 63, 40)
    (mark,) = grid_of(form(tmp_path, [project(1, "ก"), project(2, "ข")], over)).marks
    assert (mark.row, mark.beyond) == (2, 1)
    assert mark.slack is not None
    assert mark.slack < 0.15


def test_cells_that_are_one_are_told_so_with_their_colours(tmp_path: Path) -> None:
    merged = "table.cell(colspan: 2)[← →]"
    shaded = 'table.cell(fill: rgb("#92D050"))[]'
    rows = [
        ["1", "ก", "table.cell(rowspan: 2)[5,000]", merged, shaded, *[""] * 9],
        ["2", "ข", *[""] * 12],
    ]
    grid = grid_of(form(tmp_path, rows))
    by_place = {(one.row, one.column): one for one in grid.cells}
    assert (by_place[1, 2].rows, by_place[1, 3].columns) == (2, 2)
    assert by_place[1, 3].text == "← →"
    assert by_place[1, 5].fill == "92D050"


def test_a_heading_of_two_lines_is_two_rows(tmp_path: Path) -> None:
    widths = ", ".join(f"{width}pt" for width in WIDTHS)
    months = ", ".join(f"[{month}]" for month in MONTHS)
    body = (
        f"#table(columns: ({widths}), rows: 25pt, table.cell(rowspan: 2)[ที่], "
        "table.cell(rowspan: 2)[โครงการ], table.cell(rowspan: 2)[งบ], "
        f"table.cell(colspan: 3)[พ.ศ. 2568], table.cell(colspan: 9)[พ.ศ. 2569], {months}, "
        f"[1], [ถนน], [5], {', '.join(['[]'] * 12)})"
    )
    grid = grid_of(read_pdf_form(typeset(body, tmp_path)))
    assert text_at(grid, 0, 6) == "พ.ศ. 2569"
    assert text_at(grid, 1, 3) == "ต.ค."
    assert text_at(grid, 2, 1) == "ถนน"


def test_pages_are_told_and_a_table_goes_on_with_the_same_columns(tmp_path: Path) -> None:
    found = form(tmp_path, [project(at, "ก") for at in range(1, 31)])
    pages = [grid.spot.page for grid in found.grids]
    assert pages == [1, 2]
    first, second = found.grids
    assert first.edges == pytest.approx(second.edges, abs=0.1)


def test_a_row_that_a_page_leaves_open_is_a_row(tmp_path: Path) -> None:
    posts = "".join(
        f"#place(top + left, line(start: ({x}pt, 0pt), end: ({x}pt, 90pt)))"
        for x in (0, 40, 200, 300)
    )
    borders = "".join(
        f"#place(top + left, line(start: (0pt, {y}pt), end: (300pt, {y}pt)))" for y in (0, 30, 60)
    )
    texts = "".join(
        f"#place(top + left, dx: {x}pt, dy: {y}pt, [{text}])"
        for y, cells in (
            (5, ("ที่", "โครงการ", "งบ")),
            (35, ("1", "ถนน", "5")),
            (65, ("2", "คลอง", "7")),
        )
        for x, text in zip((5, 45, 205), cells, strict=True)
    )
    grid = grid_of(read_pdf_form(typeset(posts + borders + texts, tmp_path)))
    assert [text_at(grid, 2, column) for column in range(3)] == ["2", "คลอง", "7"]


def test_an_arrow_of_letters_over_borders_stands_from_end_to_end(tmp_path: Path) -> None:
    over = f"#place(top + left, dx: {EDGE + 8}pt, dy: 62pt, [◄────────►])"
    grid = grid_of(form(tmp_path, [project(1, "ก")], over))
    (mark,) = grid.marks
    assert mark.left == pytest.approx(EDGE + 8, abs=3)
    assert mark.right > EDGE + 60
    assert (mark.heads, mark.row, mark.text) == (2, 1, "◄────────►")
    assert not any("─" in one.text for one in grid.cells)


# Signs on their letters, as other programs write them


def letter(
    sign: str, x: float, left: float, right: float, top: float, bottom: float, run: int = 1
) -> Letter:
    return Letter(sign, x, 100.0, left, 100 - top, right, 100 - bottom, right, 10.0, run)


def said(*letters: Letter) -> tuple[str, bool]:
    (found,) = lines_of(glyphs_of(letters))
    return found.text, found.doubtful


def test_a_sign_that_comes_after_the_next_letter_is_put_on_its_own() -> None:
    assert said(
        letter("บ", 0, 0.5, 5, 6, 0), letter("น", 5.5, 6, 11, 6, 0), letter("้", 11, 3, 5, 9, 7, 2)
    ) == ("บ้น", False)


def test_a_sign_without_width_is_not_taken_for_a_part_of_the_next_letter() -> None:
    assert said(
        letter("ษ", 0, 0.3, 6, 6, 0), letter("์", 6.5, 4, 6, 9, 7), letter("ป", 6.5, 7, 12, 8, 0)
    ) == ("ษ์ป", False)


def test_a_sign_left_of_a_high_letter_is_its_own() -> None:
    assert said(
        letter("ก", 0, 0.3, 5, 6, 0),
        letter("ป", 5.5, 6, 11, 8, 0),
        letter("่", 11, 4.5, 5.5, 9, 8, 2),
    ) == ("กป่", False)


def test_vowels_are_put_before_tones() -> None:
    assert said(
        letter("ม", 0, 0.3, 5, 6, 0), letter("่", 5, 3, 4, 9, 7), letter("ู", 5, 2, 5, -1, -3, 2)
    ) == ("มู่", False)


def test_marks_of_old_fonts_are_letters_and_sure() -> None:
    found = legible(
        [
            letter("ป", 0, 0.5, 5, 8, 0),
            letter("\uf70a", 5, 2, 4, 9, 7),
            letter("า", 5.5, 6, 9, 6, 0),
        ]
    )
    assert said(*found) == ("ป่า", False)


def test_thai_that_is_named_as_latin_is_read_and_flagged() -> None:
    latin = "โครงการก่อสร้างถนนคอนกรีต".encode("cp874").decode("latin-1")
    letters = [letter(sign, at * 5, at * 5, at * 5 + 4, 6, 0) for at, sign in enumerate(latin)]
    text, doubtful = said(*legible(letters))
    assert text[:7] == "โครงการ"
    assert doubtful


def test_latin_letters_stay_what_they_are() -> None:
    letters = [letter(sign, at * 5, at * 5, at * 5 + 4, 6, 0) for at, sign in enumerate("café LED")]
    assert said(*legible(letters)) == ("café LED", False)


@pytest.mark.parametrize("sign", ["\ufffd", "\ue001"])
def test_a_letter_that_the_file_does_not_name_is_flagged(sign: str) -> None:
    assert said(letter("ก", 0, 0, 5, 6, 0), letter(sign, 5, 5, 10, 6, 0))[1]


def test_a_cluster_that_no_letter_says_is_flagged() -> None:
    text, doubtful = said(
        letter("ก", 0, 0, 5, 6, 0), letter("ข", 3, 3, 4, 9, 7, 2), letter("ี", 3, 3, 4, 9, 7, 2)
    )
    assert (text, doubtful) == ("กี", True)


def test_text_over_empty_cells_is_that_of_the_one_where_it_begins_and_flagged(
    tmp_path: Path,
) -> None:
    name = "ก่อสร้างถนนคอนกรีตเสริมเหล็กสายหลักของหมู่บ้านทั้งสองฝั่ง"
    over = f"#place(top + left, dx: 30pt, dy: 70pt, [{name}])"
    grid = grid_of(form(tmp_path, [["1", *[""] * 14]], over))
    (torn,) = [one for one in grid.cells if one.row == 1 and one.column]
    assert (torn.column, bare(torn.text), torn.doubtful) == (1, name, True)


def test_text_over_a_border_beside_another_text_is_flagged_in_both(tmp_path: Path) -> None:
    over = "#place(top + left, dx: 90pt, dy: 74pt, [ก่อสร้างถนนคอนกรีต])"
    grid = grid_of(form(tmp_path, [project(1, "ก")], over))
    torn = [one for one in grid.cells if one.row == 1 and one.column in (1, 2)]
    assert all(one.doubtful for one in torn)
    assert len(torn) == 2


# Whatever the bytes are


def page_of(content: str, more: str = "") -> bytes:
    """Return a PDF of one page, as its contents say."""
    stream = content.encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R " + more.encode() + b">>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%b endobj\n" % (number, one)
    start = len(data)
    data += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    return data + b"trailer<</Size 5/Root 1 0 R>>startxref\n%d\n%%%%EOF" % start


FONTS = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
IMAGE = "q 800 0 0 500 20 20 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (page_of(IMAGE), "image-only"),
        (page_of(""), "broken"),
        (b"", "broken"),
        (b"%PDF-1.7", "broken"),
        (page_of(IMAGE)[:120], "broken"),
        (page_of("0 0 m 9 9 l S " * 3_001), "text-as-shapes"),
    ],
)
def test_what_is_no_form_is_refused_by_name(
    data: bytes, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "MOST_OUTLINES", 3_000)
    with pytest.raises(FormRefusedError) as refused:
        read_pdf_form(data)
    assert refused.value.code == code


GRID = " ".join(f"{x} 0 m {x} 500 l 0 {x} m 800 {x} l" for x in range(0, 500, 50)) + " S "


@pytest.mark.parametrize("kind", ["across and down", "aslant", "short", "filled", "on each other"])
def test_a_page_full_of_lines_is_read_or_refused_in_time(kind: str) -> None:
    chance = random.Random(kind)
    drawn = []
    for _ in range(9_000):
        x, y = chance.randrange(700), chance.randrange(480)
        drawn.append(
            {
                "across and down": f"{x} {y} m {x + 90} {y} l {y} {x} m {y} {x + 90} l S",
                "aslant": f"{x} {y} m {x + 90} {y + 9} l S",
                "short": f"{x} {y} m {x + 5} {y + 3} l S",
                "filled": f"{x} {y} m {x + 5} {y + 3} l {x + 5} {y - 3} l h f",
                "on each other": "40 40 m 90 44 l S",
            }[kind]
        )
    try:
        read_pdf_form(page_of(GRID + " ".join(drawn) + " BT /F 9 Tf 60 60 Td (5) Tj ET", FONTS))
    except FormRefusedError as refused:
        assert refused.code == "too-large"


def test_lines_of_a_table_drawn_as_one_path_are_its_lines() -> None:
    texts = "BT /F 9 Tf 60 460 Td (5) Tj ET"
    form = read_pdf_form(page_of(GRID + texts, FONTS))
    grid = grid_of(form)
    assert len(grid.edges) == 10
    assert grid.edges[1] == pytest.approx(50, abs=0.1)
    assert grid.marks == ()


def test_an_open_head_is_no_arrow_of_its_own() -> None:
    arrow = "120 75 m 180 75 l S 120 75 m 126 79 l S 120 75 m 126 71 l S"
    ends = " 180 75 m 174 79 l S 180 75 m 174 71 l S BT /F 9 Tf 60 460 Td (5) Tj ET"
    (mark,) = grid_of(read_pdf_form(page_of(GRID + arrow + ends, FONTS))).marks
    assert (mark.left, mark.right) == pytest.approx((120, 180), abs=0.1)
    assert mark.heads == 2


def test_a_form_cut_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    data = typeset("#table(columns: 3, [ก], [ข], [ค], [ง], [จ], [ฉ])", tmp_path)
    for size in range(0, len(data), len(data) // 15):
        try:
            read_pdf_form(data[:size])
        except FormRefusedError as refused:
            assert refused.code in ("broken", "image-only")


def test_without_the_library_the_one_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("pypdfium2"):
            raise ImportError(name)
        return genuine(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(FormRefusedError) as refused:
        read_pdf_form(page_of(""))
    assert refused.value.code == "pdf-library"
    command = refused.value.details["command"]
    assert "-m pip install --require-hashes -r" in command
    assert Path(command.rsplit(" ", 1)[1]).read_text("utf-8").count("pypdfium2==") == 1


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_upright(tmp_path: Path, turn: int) -> None:
    """The same marks, whichever way the page is turned: here only that it is read at all."""
    content = "BT /F 12 Tf 100 100 Td (5) Tj ET 90 90 m 200 90 l S"
    found = read_pdf_form(page_of(content, f"/Rotate {turn} {FONTS}"))
    assert [one.text for one in found.parts if isinstance(one, Line)] == ["5"]


def test_marks_are_kept_where_they_stand_in_no_row(tmp_path: Path) -> None:
    marks: tuple[Mark, ...] = grid_of(form(tmp_path, [project(1, "ก")], line(EDGE, 200, 40))).marks
    assert marks == ()
