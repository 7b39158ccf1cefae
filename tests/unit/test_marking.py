"""Copies of workbooks that show what is wrong: marked where it stands, all else as it was."""

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.parsers import expat

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from generator.cli import phaen
from generator.commands.mending import list_bytes
from generator.plan.own_sheets import FOUND, MARKS
from generator.plan.uploads.contents import UploadError
from generator.plan.workbook import is_untouched, marked, workbook_of
from generator.plan.workbook.notes import LEAD
from generator.problems import Place, Problem, Report
from portals import PROJECTS, TODAY, checked, codes, csv_table, make_row, portal_folder
from zips import parts_of, with_parts

SOFFICE = shutil.which("soffice")
WORKBOOK = "plans/2570/projects.xlsx"
TITLE = "โครงการ ปี '70"
HEAD = ("รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "งบประมาณ", "หน่วยงานรับผิดชอบหลัก", "เริ่ม", "สิ้นสุด")
ROWS = (
    ("2570-001", "1", "ก่อสร้างถนนสายแรก", "สี่แสน", "กองช่าง", "พ.ย. 2569", "ม.ค. 2570"),
    ("2570-002", "1", "ขุดลอกคลองสายสอง", "120000", "กองช่าง", "พ.ย. 2569", "ม.ค. 2570"),
    ("2570-003", "9", "อบรมอาชีพกลุ่มสาม", "30000", "กองช่าง", "พ.ย. 2569", "ม.ค. 2570"),
)
SHAPE = (
    '<xdr:absoluteAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/'
    'spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<xdr:pos x="900" y="900"/><xdr:ext cx="90000" cy="90000"/><xdr:sp macro="" textlink="">'
    '<xdr:nvSpPr><xdr:cNvPr id="77" name="Arrow"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>'
    '<a:prstGeom prst="rightArrow"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp>'
    "<xdr:clientData/></xdr:absoluteAnchor>"
)


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def plain_workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = TITLE
    for row in (HEAD, *ROWS):
        sheet.append(row)
    return saved(book)


def rich_workbook() -> bytes:
    """Return a clerk's workbook with all that such a file may hold beside its cells."""
    book = opened(plain_workbook())
    sheet = book[TITLE]
    sheet["D2"].fill = PatternFill("solid", fgColor="FFFFFF00")
    sheet["D2"].font = Font(name="Angsana New", bold=True)
    sheet["D2"].comment = Comment("ถามกองคลังก่อน", "พัสดุ")
    sheet["C3"].comment = Comment("ดูแบบแปลน", "ช่าง")
    sheet.merge_cells("I2:I4")
    sheet.row_dimensions[30].hidden = True
    sheet["A30"] = "จดไว้"
    rule = DataValidation(type="list", formula1='"1,2,3"')
    rule.add("B2:B40")
    sheet.add_data_validation(rule)
    red = PatternFill(bgColor="FFFF0000", fill_type="solid")
    format_of: Any = CellIsRule
    sheet.conditional_formatting.add("D2:D9", format_of("greaterThan", ["100000"], fill=red))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=2, max_row=4))
    sheet.add_chart(chart, "K2")
    picture = io.BytesIO()
    Picture.new("RGB", (9, 9), "green").save(picture, "PNG")
    sheet.add_image(Image(picture), "K20")
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.freeze_panes = "B2"
    other = book.create_sheet("จดหมายเหตุ")
    other["A1"] = "ไม่เกี่ยว"
    other.print_area = "A1:B2"
    data = saved(book)
    drawing = parts_of(data)["xl/drawings/drawing1.xml"]
    end = re.search(rb"</(\w+:)?wsDr>", drawing)
    assert end
    shaped = drawing[: end.start()] + SHAPE.encode() + drawing[end.start() :]
    return with_parts(data, {"xl/drawings/drawing1.xml": shaped})


def problem(cell: str, code: str = "cell-missing", **details: str) -> Problem:
    found = re.fullmatch("([A-Z]+)([0-9]+)", cell)
    assert found
    place = Place(WORKBOOK, TITLE, int(found[2]), found[1], "งบประมาณ")
    return Problem(code, place, "x", tuple(sorted({"heading": "งบประมาณ", **details}.items())))


def coloured(data: bytes) -> dict[str, str]:
    """Return the cells of the clerk's sheets that have one of our colours."""
    return {
        cell.coordinate: next(name for name, rgb in MARKS.items() if rgb == cell.fill.fgColor.rgb)
        for sheet in opened(data).worksheets
        if not sheet.title.startswith(FOUND)
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb in MARKS.values()
    }


def commented(data: bytes) -> dict[str, str]:
    return {
        cell.coordinate: cell.comment.text
        for sheet in opened(data).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def values(data: bytes) -> dict[tuple[str, str], object]:
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in opened(data).worksheets
        if not sheet.title.startswith(FOUND)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def check(folder: Path, *more: str) -> Result:
    day = TODAY.isoformat()
    arguments = ["check", "--portal", str(folder), "--today", day, *more]
    return CliRunner().invoke(phaen, arguments)


def portal_with(folder: Path, data: bytes, name: str = WORKBOOK) -> Path:
    return portal_folder(folder, {PROJECTS: None, name: data})


def test_copy_shows_each_problem_at_its_cell_and_lists_it_with_a_link(tmp_path: Path) -> None:
    portal, target = portal_with(tmp_path / "p", rich_workbook()), tmp_path / "out.xlsx"
    done = check(portal, "--excel", str(target))
    assert done.exit_code == 1
    assert str(target) in done.output
    data = target.read_bytes()
    found = [one for one in checked(portal).report if one.place.file == WORKBOOK]
    wrong = {f"{one.place.column}{one.place.row}": one for one in found if one.place.column}
    assert {"D2", "B4"} <= wrong.keys()
    assert coloured(data).keys() >= wrong.keys()
    for cell, one in wrong.items():
        assert one.message in commented(data)[cell]
        assert one.advice in commented(data)[cell]
    first = opened(data).worksheets[0]
    lines = [[cell.value for cell in row] for row in first.iter_rows(min_row=5, max_col=6)]
    assert [line[3:] for line in lines] == [[one.message, one.advice, one.code] for one in found]
    cells = [cell for (cell,) in first.iter_rows(min_row=5, min_col=2, max_col=2)]
    links = {cell.hyperlink.location for cell in cells if cell.hyperlink}
    assert "'โครงการ ปี ''70'!D2" in links
    assert len(links) >= len(wrong)


def test_everything_else_stays_byte_for_byte() -> None:
    before = rich_workbook()
    after = marked(before, [problem("D2"), problem("H9"), problem("A30")], WORKBOOK).data
    was, now = parts_of(before), parts_of(after)
    changed = {name for name in was if was[name] != now[name]}
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml",
    }  # fmt: skip
    assert b'prst="rightArrow"' in now["xl/drawings/drawing1.xml"]
    sheet = now["xl/worksheets/sheet1.xml"]
    added = rb'<row r="9"><c r="H9" s="[0-9]+"/></row>'
    assert len(re.findall(added, sheet)) == 1
    styles = rb'\s(?:s|tabSelected)="[0-9]+"'
    bare = [re.sub(styles, b"", one) for one in (was["xl/worksheets/sheet1.xml"], sheet)]
    assert bare[0] == re.sub(rb'<row r="9">.*?</row>', b"", bare[1])
    assert values(before) == values(after)


def test_names_of_a_sheet_stay_with_it_and_only_the_list_is_chosen() -> None:
    book = opened(marked(rich_workbook(), [problem("D2")], WORKBOOK).data)
    assert book.sheetnames == [FOUND, TITLE, "จดหมายเหตุ"]
    assert book[TITLE].print_title_rows == "$1:$1"
    assert book["จดหมายเหตุ"].print_area == "'จดหมายเหตุ'!$A$1:$B$2"
    chosen = [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected]
    assert chosen == [FOUND]
    assert book.active.title == FOUND


def test_comments_of_others_stay_and_ours_join_them() -> None:
    data = marked(rich_workbook(), [problem("D2"), problem("E4")], WORKBOOK).data
    said = commented(data)
    assert said["C3"] == "ดูแบบแปลน"
    assert said["D2"].startswith("ถามกองคลังก่อน")
    assert LEAD in said["D2"]
    assert said["E4"].startswith(LEAD)


@pytest.mark.parametrize("make", [plain_workbook, rich_workbook])
def test_again_on_its_own_output_gives_the_same_bytes(make: Any) -> None:
    problems = [problem("D2"), problem("E4"), problem("D2", "budget-zero"), problem("K77")]
    once = marked(make(), problems, WORKBOOK).data
    assert marked(once, problems, WORKBOOK).data == once
    assert is_untouched(once)


@pytest.mark.parametrize("make", [plain_workbook, rich_workbook])
def test_marks_go_when_their_problems_are_mended(make: Any) -> None:
    before = make()
    once = marked(before, [problem("D2"), problem("E4"), problem("B2")], WORKBOOK).data
    fewer = marked(once, [problem("B2")], WORKBOOK).data
    assert coloured(fewer) == {"B2": "error"}
    none = marked(fewer, [], WORKBOOK).data
    assert coloured(none) == {}
    assert commented(none) == commented(before)
    for sheet in opened(before).worksheets:
        same = opened(none)[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                other = same[cell.coordinate]
                assert cell.value == other.value
                assert repr((cell.fill, cell.font)) == repr((other.fill, other.font))


# What is asked once for many rows, and the cells of every second row that it is asked of.
ASKED = {
    "amount-dotted": ({"งบประมาณ": "298.000"}, "D"),
    "amount-worded": ({"งบประมาณ": "2 แสน"}, "D"),
    "id-sign": ({"รหัสโครงการ": "2570–{:03}"}, "A"),
    "month-mark-unclear": ({"ต.ค.": "-", "พ.ย.": "✓"}, "F"),
    "month-text-unread": ({"ต.ค.": "ดูท้ายเล่ม"}, "F"),
    "strategy-unknown": ({"ยุทธศาสตร์": "9"}, "B"),
    "unit-unknown": ({"หน่วยงานรับผิดชอบหลัก": "กองอื่น"}, "E"),
}


@pytest.mark.parametrize("code", ASKED)
def test_whatever_is_asked_once_every_cell_of_it_is_marked(tmp_path: Path, code: str) -> None:
    heads = (*HEAD[:5], "ต.ค.", "พ.ย.")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = TITLE
    sheet.append(heads)
    for number in range(2, 62):
        sound = (f"2570-{number:03}", "1", f"ขุดลอกคลองสาย {number * 7}", "5000", "กองช่าง", "✓", "")
        wrong = {name: text.format(number) for name, text in ASKED[code][0].items()}
        row = dict(zip(heads, sound, strict=True)) | (wrong if number % 2 == 0 else {})
        sheet.append([row[name] for name in heads])
    portal = portal_folder(tmp_path, {PROJECTS: None, WORKBOOK: saved(book)})
    found = [one for one in checked(portal).report if one.code == code]
    data = marked((portal / WORKBOOK).read_bytes(), found, WORKBOOK).data
    assert coloured(data).keys() == {f"{ASKED[code][1]}{row}" for row in range(2, 62, 2)}
    for row in list_rows(portal):
        if row["รหัสข้อความ"] == code:
            assert row["ทุกแถวของเรื่องนี้"] == ", ".join(map(str, range(2, 62, 2)))


def list_rows(portal: Path) -> list[dict[str, str]]:
    text = list_bytes(checked(portal).report).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_gravest_colour_counts_and_every_message_is_told() -> None:
    both = [problem("D2", "budget-zero"), problem("D2"), problem("E2", "budget-zero")]
    data = marked(plain_workbook(), both, WORKBOOK).data
    assert coloured(data) == {"D2": "error", "E2": "warning"}
    assert all(one.message in commented(data)["D2"] for one in both[:2])


def test_group_of_rows_is_marked_in_each_row() -> None:
    cells = tuple((row, "D") for row in (2, 4, 5, 6))
    group = replace(problem("D2", "cells-struck", rows="2, 4–6"), cells=cells)
    data = marked(plain_workbook(), [group], WORKBOOK).data
    assert coloured(data).keys() == {"D2", "D4", "D5", "D6"}


def test_merged_cells_are_marked_where_they_show() -> None:
    data = marked(rich_workbook(), [problem("I3")], WORKBOOK).data
    assert coloured(data).keys() == {"I2"}
    assert commented(data).keys() >= {"I2"}


def prefixed(data: bytes) -> bytes:
    """Return a workbook whose every name has a prefix, as some programs write them."""
    named = {}
    for name in ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"):
        part = re.sub(rb"<(/?)(?=[A-Za-z])(?!\w+:)", rb"<\1x:", parts_of(data)[name])
        named[name] = part.replace(b"xmlns=", b"xmlns:x=")
    return with_parts(data, named)


def without_references(data: bytes) -> bytes:
    sheet = parts_of(data)["xl/worksheets/sheet1.xml"]
    bare = re.sub(rb'(<(?:row|c)\b[^>]*?)\sr="[A-Z0-9]+"', rb"\1", sheet)
    return with_parts(data, {"xl/worksheets/sheet1.xml": bare})


def without_styles(data: bytes) -> bytes:
    parts = parts_of(data)
    types = re.sub(rb'<Override[^>]*styles\.xml"[^>]*/>', b"", parts["[Content_Types].xml"])
    name = "xl/_rels/workbook.xml.rels"
    relations = re.sub(rb'<Relationship [^>]*/styles"[^>]*/>', b"", parts[name])
    sheet = re.sub(rb'\ss="[0-9]+"', b"", parts["xl/worksheets/sheet1.xml"])
    changed = {"xl/styles.xml": None, "[Content_Types].xml": types, name: relations}
    return with_parts(data, {**changed, "xl/worksheets/sheet1.xml": sheet})


def as_utf16(data: bytes) -> bytes:
    sheet = parts_of(data)["xl/worksheets/sheet1.xml"].decode()
    return with_parts(data, {"xl/worksheets/sheet1.xml": sheet.encode("utf-16")})


def of_apostrophes(data: bytes) -> bytes:
    name = "xl/worksheets/sheet1.xml"
    return with_parts(data, {name: parts_of(data)[name].replace(b'"', b"'")})


def as_it_is(data: bytes) -> bytes:
    return data


@pytest.mark.parametrize(
    "written",
    [as_it_is, prefixed, without_references, without_styles, as_utf16, of_apostrophes],
)
def test_marks_stand_right_whichever_way_the_file_is_written(written: Any) -> None:
    data = written(plain_workbook())
    problems = [problem("D2"), problem("B4"), problem("J3"), problem("A60")]
    copy = marked(data, problems, WORKBOOK).data
    assert coloured(copy).keys() == {"D2", "B4", "J3", "A60"}
    assert commented(copy).keys() == {"D2", "B4", "J3", "A60"}
    assert values(copy) == values(data)
    assert marked(copy, problems, WORKBOOK).data == copy
    for name, part in parts_of(copy).items():
        if name.endswith((".xml", ".rels", ".vml")):
            expat.ParserCreate().Parse(part, True)


def with_tick_box(data: bytes) -> bytes:
    """Return a workbook with a form's tick box, drawn in markup that is no XML."""
    parts = parts_of(data)
    name, office = "xl/worksheets/sheet1.xml", "http://schemas.openxmlformats.org/officeDocument"
    refers = f'<legacyDrawing xmlns:r="{office}/2006/relationships" r:id="rId1"/></worksheet>'
    box = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:'
        'excel"><v:shape id="_x0000_s1025"><v:textbox><font>ก<br></font></v:textbox>'
        '<x:ClientData ObjectType="Checkbox"><x:Row>1</x:Row><x:Column>3</x:Column></x:ClientData>'
        "</v:shape></xml>"
    )
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{office}/2006/relationships/vmlDrawing" '
        'Target="../drawings/vmlDrawing1.vml"/></Relationships>'
    )
    kind = "application/vnd.openxmlformats-officedocument.vmlDrawing"
    said = f'<Default Extension="vml" ContentType="{kind}"/><Override'.encode()
    types = parts["[Content_Types].xml"].replace(b"<Override", said, 1)
    changed = {
        name: parts[name].replace(b"</worksheet>", refers.encode()),
        "xl/drawings/vmlDrawing1.vml": box.encode(),
        "xl/worksheets/_rels/sheet1.xml.rels": relation.encode(),
        "[Content_Types].xml": types,
    }
    return with_parts(data, changed)


def test_tick_boxes_stay_where_comments_come_and_go() -> None:
    data = with_tick_box(plain_workbook())
    copy = marked(data, [problem("D2")], WORKBOOK).data
    for made in (copy, marked(copy, [], WORKBOOK).data):
        drawn = parts_of(made)["xl/drawings/vmlDrawing1.vml"]
        assert drawn.count(b'ObjectType="Checkbox"') == 1
        assert drawn.count(b'ObjectType="Note"') == (made == copy)
        assert parts_of(made)["xl/worksheets/sheet1.xml"].count(b"<legacyDrawing") == 1


def test_macros_stay_and_the_copy_is_called_so(tmp_path: Path) -> None:
    data = plain_workbook()
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = parts_of(data)["[Content_Types].xml"]
    types = types.replace(kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    with_macros = {"[Content_Types].xml": types, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"}
    copy = marked(with_parts(data, with_macros), [problem("D2")], WORKBOOK)
    assert copy.macros
    assert parts_of(copy.data)["xl/vbaProject.bin"] == b"\xd0\xcf\x11\xe0 macros"
    assert b"macroEnabled" in parts_of(copy.data)["[Content_Types].xml"]


def test_what_cannot_be_kept_is_said() -> None:
    signed = with_parts(plain_workbook(), {"_xmlsignatures/origin.sigs": b""})
    (lost,) = marked(signed, [problem("D2")], WORKBOOK).lost
    assert "ลายมือชื่อ" in lost
    assert marked(plain_workbook(), [problem("D2")], WORKBOOK).lost == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0 an old workbook",
        with_parts(plain_workbook(), {"xl/workbook.xml": b"<workbook>"}),
        with_parts(plain_workbook(), {"xl/worksheets/sheet1.xml": b"<!DOCTYPE a><a/>"}),
        with_parts(plain_workbook(), {"[Content_Types].xml": None}),
        with_parts(plain_workbook(), {"xl/workbook.xml": None}),
    ],
)
def test_what_is_no_workbook_is_refused_as_that(data: bytes) -> None:
    with pytest.raises(UploadError):
        marked(data, [problem("D2")], WORKBOOK)
    assert not is_untouched(data)


@pytest.mark.parametrize("name", ["plans/x.xlsx", "plans/2570/projects.xlsx", "content/../plans/a"])
def test_copy_is_never_written_into_the_plan(name: str, tmp_path: Path) -> None:
    portal = portal_with(tmp_path / "p", plain_workbook())
    (portal / "content").mkdir(exist_ok=True)
    before = {path: path.read_bytes() for path in portal.rglob("*") if path.is_file()}
    done = check(portal, "--excel", str(portal / name))
    assert done.exit_code == 2
    assert "plans/" in done.output
    assert {path: path.read_bytes() for path in portal.rglob("*") if path.is_file()} == before


def test_only_a_copy_that_nobody_changed_is_replaced(tmp_path: Path) -> None:
    portal, target = portal_with(tmp_path / "p", plain_workbook()), tmp_path / "out.xlsx"
    assert check(portal, "--excel", str(target)).exit_code == 1
    first = target.read_bytes()
    assert check(portal, "--excel", str(target)).exit_code == 1
    assert target.read_bytes() == first
    book = opened(first)
    book[TITLE]["D2"] = 400000
    mended = saved(book)
    for mine in (mended, b"a letter"):
        target.write_bytes(mine)
        done = check(portal, "--excel", str(target))
        assert done.exit_code == 2
        assert "ไม่เขียนทับ" in done.output
        assert target.read_bytes() == mine


def test_copy_put_back_reads_as_the_workbook_did(tmp_path: Path) -> None:
    portal, target = portal_with(tmp_path / "p", rich_workbook()), tmp_path / "out.xlsx"
    check(portal, "--excel", str(target))
    before = [(one.code, one.place, one.value) for one in checked(portal).report]
    again = checked(portal_with(tmp_path / "q", target.read_bytes()))
    assert [(one.code, one.place, one.value) for one in again.report] == before


def test_marked_month_is_no_month_of_work(tmp_path: Path) -> None:
    data = marked(plain_workbook(), [problem("F2")], WORKBOOK).data
    before = checked(portal_with(tmp_path / "p", plain_workbook()))
    after = checked(portal_with(tmp_path / "q", data))
    assert [row.months for row in after.portal.plans[-1].projects] == [
        row.months for row in before.portal.plans[-1].projects
    ]


def test_csv_becomes_a_workbook_with_marks_that_reads_the_same(tmp_path: Path) -> None:
    rows = [
        make_row(id="2570-001", budget="สี่แสน"),
        make_row(id="2570-002", note="บรรทัด\nสอง, =1+1"),
    ]
    portal = portal_folder(tmp_path / "p", {PROJECTS: csv_table(rows)})
    done = check(portal, "--excel", str(tmp_path / "out"))
    data = (tmp_path / "out.xlsx").read_bytes()
    assert done.exit_code == 1
    assert len(coloured(data)) == 1
    again = checked(portal_with(tmp_path / "q", data))
    before = checked(portal)
    assert [one.code for one in again.report] == [one.code for one in before.report]
    for mine, theirs in zip(
        again.portal.plans[-1].projects, before.portal.plans[-1].projects, strict=True
    ):
        assert (mine.id, mine.note, mine.budget, mine.months) == (
            theirs.id, theirs.note, theirs.budget, theirs.months,
        )  # fmt: skip


def test_each_file_with_problems_has_a_copy_of_its_own_name(tmp_path: Path) -> None:
    reports = "รหัสโครงการ,ณ วันที่,สถานะ\n2570-001,31 ต.ค. 2569,หยุดพัก\n"
    files = {"plans/2570/progress.csv": reports, WORKBOOK: plain_workbook(), PROJECTS: None}
    portal = portal_folder(tmp_path / "p", files)
    done = check(portal, "--excel", str(tmp_path / "o" / "out.xlsx"))
    assert {path.name for path in (tmp_path / "o").iterdir()} == {
        "out-2570-projects.xlsx",
        "out-2570-progress.xlsx",
    }
    assert "plans/2570/progress.csv" in done.output


def test_portal_without_problems_gives_no_copy(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "p")
    assert codes(portal) == []
    done = check(portal, "--excel", str(tmp_path / "out.xlsx"))
    assert done.exit_code == 0
    assert not (tmp_path / "out.xlsx").exists()


def test_json_stays_json_beside_a_copy(tmp_path: Path) -> None:
    import json  # noqa: PLC0415

    portal = portal_with(tmp_path / "p", plain_workbook())
    done = check(portal, "--json", "--excel", str(tmp_path / "out.xlsx"))
    assert json.loads(done.stdout)["problems"]
    assert (tmp_path / "out.xlsx").is_file()


def test_personal_data_are_masked_in_comments_as_in_messages(tmp_path: Path) -> None:
    number = "1-1037-02071-81-1"
    row = make_row(id="2570-001", detail=f"ติดต่อ {number}", budget="สี่แสน")
    portal = portal_folder(tmp_path / "p", {PROJECTS: csv_table([row])})
    check(portal, "--excel", str(tmp_path / "out.xlsx"))
    data = (tmp_path / "out.xlsx").read_bytes()
    assert commented(data)
    assert not any(number in text for text in commented(data).values())
    listed = [str(cell.value) for line in opened(data).worksheets[0].iter_rows() for cell in line]
    assert not any(number in text for text in listed)


def test_thousands_of_faults_are_marked_in_seconds() -> None:
    import time  # noqa: PLC0415

    from generator.plan.read.csv_file import read_csv  # noqa: PLC0415

    rows = [make_row(id=f"2570-{number:05}") for number in range(1_000)]
    table = read_csv(csv_table(rows).encode(), Place(PROJECTS), Report())
    assert table
    data = workbook_of(table)
    wrong = [
        Problem("cell-missing", Place(PROJECTS, "", row, "D"), "", (("heading", "ก"),))
        for row in range(2, 1_002)
    ]
    began = time.process_time()
    copy = marked(data, wrong, PROJECTS).data
    assert time.process_time() - began < 3
    assert len(coloured(copy)) == 1_000


def libreoffice(paths: Sequence[Path], kind: str, out: Path) -> None:
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=120)


@pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice")
def test_what_another_program_parted_by_its_letters_is_ours_still() -> None:
    data = marked(rich_workbook(), [problem("D2")], WORKBOOK).data
    copy = parts_of(data)
    name = next(one for one in copy if b"<comments" in copy[one])
    run = b'</t></r><r><rPr><rFont val="Loma"/></rPr><t xml:space="preserve">'
    text = copy[name].replace("— Phaen —".encode(), "— ".encode() + run + "Phaen —".encode())
    assert text != copy[name]
    again = marked(with_parts(data, {name: text}), [problem("E4")], WORKBOOK).data
    assert commented(again)["D2"].strip() == "ถามกองคลังก่อน"


def test_libreoffice_opens_the_copy_and_marks_it_saved_are_replaced(tmp_path: Path) -> None:
    problems = [problem("D2"), problem("E4"), problem("H9")]
    copy = marked(rich_workbook(), problems, WORKBOOK).data
    (tmp_path / "copy.xlsx").write_bytes(copy)
    out = tmp_path / "out"
    libreoffice([tmp_path / "copy.xlsx"], "xlsx", out)
    theirs = (out / "copy.xlsx").read_bytes()
    assert values(theirs) == values(copy)
    assert coloured(theirs) == coloured(copy)
    assert not is_untouched(theirs)
    again = marked(theirs, [problem("E4")], WORKBOOK).data
    assert opened(again).sheetnames == opened(copy).sheetnames
    assert coloured(again) == {"E4": "error"}
    assert commented(again)["D2"].strip() == "ถามกองคลังก่อน"
    assert opened(again)[TITLE]["D2"].fill.fgColor.rgb == "FFFFFF00"
