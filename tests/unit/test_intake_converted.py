"""Formats of other programs: what a file is, .ods by itself, old ones by LibreOffice or by hand."""

import io
import os
import time
import zipfile
from pathlib import Path

import pytest

from generator.machine.office import (
    NoOfficeError,
    OfficeFailedError,
    converted_file,
    found_office,
)
from generator.plan.intake.docx import read_docx_form
from generator.plan.intake.form import Form, FormRefusedError, Grid, LineOrigin, Mark, MarkKind
from generator.plan.intake.kinds import Kind, kind_of
from generator.plan.intake.ods import read_ods_form
from generator.plan.intake.reading.converted import BECOMES, converted
from generator.plan.intake.reading.readers import read_form
from generator.plan.read import Held
from generator.plan.read.symbols import as_signs
from word_forms import cell, document, drawing, drawn, paragraph, plan, vml, zipped


def has_office() -> bool:
    try:
        return bool(found_office(os.environ))
    except NoOfficeError:
        return False


needs_office = pytest.mark.skipif(not has_office(), reason="LibreOffice is not installed")
EXCEL_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
FLAT = b'<office:document office:mimetype="application/vnd.oasis.opendocument.%s">'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + bytes(512)


def word_97(flags: int) -> bytes:
    return OLE + b"\xec\xa5" + bytes(8) + flags.to_bytes(2, "little") + stream("WordDocument")


def packed(**parts: str) -> bytes:
    return zipped(
        {name.replace("__", "/").replace("_xml", ".xml"): text for name, text in parts.items()}
    )


def opened(kind: str, manifest: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<x/>")
        archive.writestr("META-INF/manifest.xml", manifest)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (packed(xl__workbook_xml="<x/>"), Kind.XLSX),
        (packed(word__document_xml="<x/>"), Kind.DOCX),
        (packed(word__document_xml="<x/>")[:-30], Kind.DOCX),
        (packed(ppt__presentation_xml="<x/>"), Kind.PPTX),
        (packed(readme="x"), Kind.ZIP),
        (opened("spreadsheet"), Kind.ODS),
        (opened("text"), Kind.ODT),
        (opened("spreadsheet", "<manifest:encryption-data/>"), Kind.ENCRYPTED),
        (stream("Workbook"), Kind.XLS),
        (stream("WordDocument"), Kind.DOC),
        (stream("EncryptedPackage"), Kind.ENCRYPTED),
        (stream("PowerPoint Document"), Kind.OLE),
        (word_97(0x0000), Kind.DOC),
        (word_97(0x0100), Kind.ENCRYPTED),
        (b"%PDF-1.7\n", Kind.PDF),
        (b"\r\n%PDF-1.4\n", Kind.PDF),
        (b"{\\rtf1\\ansi", Kind.RTF),
        (b"<html><table>", Kind.HTML),
        ("\ufeff<TABLE border=1>".encode(), Kind.HTML),
        ("<html>".encode("utf-16"), Kind.HTML),
        (b"MIME-Version: 1.0\r\n", Kind.MHTML),
        (b'<?xml version="1.0"?><Workbook xmlns="' + EXCEL_2003 + b'">', Kind.EXCEL_XML),
        (b'<w:wordDocument xmlns:w="' + WORD_2003 + b'">', Kind.WORD_XML),
        (b"<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>",
         Kind.WORD_PACKAGE),
        (FLAT % b"text", Kind.FODT),
        (FLAT % b"spreadsheet", Kind.FODS),
        (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
        (b"RIFF\x00\x01\x00\x00WEBPVP8 ", Kind.PICTURE),
        (b"\x00\x00\x00\x18ftypheic", Kind.PICTURE),
        (b"Rar!\x1a\x07\x00", Kind.ZIP),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", Kind.ZIP),
        (b'{"doc_id":"x","email":"a"}', Kind.SHORTCUT),
        (b'{"url": "https://docs.google.com/"}', Kind.SHORTCUT),
        (b"L\x00\x00\x00\x01\x14\x02\x00\x00", Kind.SHORTCUT),
        ("ลำดับ,โครงการ".encode("cp874"), Kind.TEXT),
        (b"", Kind.EMPTY),
        (b"\x00" * 900, Kind.EMPTY),
        (b"\x01\x00\x02", Kind.UNKNOWN),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_bytes(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind


@pytest.mark.parametrize("name", ["เอกสาร.xlsx", "เอกสาร.docx", "เอกสาร.xls", "เอกสาร.doc"])
@pytest.mark.parametrize("share", [0.05, 0.4, 0.9])
def test_the_beginning_of_a_file_is_told_as_one_that_came_in_part(name: str, share: float) -> None:
    if name.endswith("x"):
        data = packed(docProps__app_xml="<x/>" * 500, readme="x" * 2000)
    else:
        # A container of Office whose directory stands in its last sector.
        header = bytearray(OLE + bytes(504))
        header[30], header[48:52] = 9, (20).to_bytes(4, "little")
        data = bytes(header) + bytes(20 * 512) + "Workbook".encode("utf-16-le") + bytes(496)
    with pytest.raises(FormRefusedError) as refused:
        read_form(data[: int(len(data) * share)])
    assert (refused.value.code, refused.value.details["found"]) == ("broken", "แฟ้มมาไม่ครบ")


@pytest.mark.parametrize(
    ("text", "font", "seen"),
    [
        ("ßà", "Wingdings", "←→"),
        ("\uf0f3", "Wingdings", "↔"),
        ("ó", "WINGDINGS ", "↔"),
        ("เ", "Wingdings", "→"),  # à as Thai Windows spells the letter
        ("P", "Wingdings 2", "✓"),
        ("®", "Symbol", "→"),
        ("a", "Symbol", "a"),
        ("à", "Cordia New", "à"),
    ],
)
def test_letters_of_symbol_fonts_are_the_signs_they_look_like(
    text: str, font: str, seen: str
) -> None:
    assert as_signs(text, font) == seen


# LibreOffice


def test_formats_that_are_read_are_not_touched() -> None:
    for kind in set(Kind) - set(BECOMES):
        assert converted(b"x", kind, {}) == (b"x", kind)


@pytest.mark.parametrize("kind", list(BECOMES))
def test_without_libreoffice_the_steps_are_told(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.machine.office._USUAL", ())
    monkeypatch.setattr("generator.machine.office._OWN_FOLDERS", ())
    with pytest.raises(FormRefusedError) as refused:
        converted(b"x", kind, {"PATH": ""})
    assert refused.value.code == "needs-office"
    assert refused.value.details["ending"] == f".{BECOMES[kind].value}"
    assert refused.value.details["save_as"].endswith(f"(*.{BECOMES[kind].value})")


@pytest.mark.parametrize("where", ["PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)"])
def test_libreoffice_is_found_where_windows_puts_it(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "LibreOffice/program/soffice.com"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    monkeypatch.setattr("generator.machine.office._IS_WINDOWS", True)
    assert found_office({"PATH": "", where: str(tmp_path)}) == str(program)


def script(folder: Path, text: str) -> dict[str, str]:
    """Return the environment of a machine whose LibreOffice is this script."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(0o755)
    return {"PATH": f"{folder}:/usr/bin:/bin"}


def ended_soon(state: Path) -> bool:
    """Return whether a process is gone within five seconds: who is killed runs for a moment yet."""
    for _ in range(100):
        try:
            if state.read_text().split()[2] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(os.name == "nt", reason="a script of a Unix shell")
def test_a_conversion_that_takes_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    environment = script(
        tmp_path, f"(sleep 30; touch {tmp_path}/late) & echo $! > {tmp_path}/child; wait"
    )
    with pytest.raises(OfficeFailedError) as failed:
        converted_file(b"x", "doc", "docx", environment, seconds=0.5)
    assert failed.value.slow
    child = int((tmp_path / "child").read_text())
    assert ended_soon(Path(f"/proc/{child}/stat"))


@pytest.mark.skipif(os.name == "nt", reason="a script of a Unix shell")
def test_the_guest_sees_nothing_of_the_person_and_leaves_nothing(tmp_path: Path) -> None:
    environment = script(
        tmp_path, f'env > {tmp_path}/seen; pwd > {tmp_path}/where; echo "$@" > {tmp_path}/asked'
    )
    person = {**environment, "HOME": "/home/somchai", "SECRET": "x", "SSH_AUTH_SOCK": "y"}
    with pytest.raises(OfficeFailedError):
        converted_file(b"x", "doc", "docx", person)
    seen = (tmp_path / "seen").read_text()
    assert "somchai" not in seen
    assert "SECRET" not in seen
    assert "SSH_AUTH_SOCK" not in seen
    assert "-env:UserInstallation=file://" in (tmp_path / "asked").read_text()
    assert not Path((tmp_path / "where").read_text().strip()).exists()


@pytest.mark.skipif(os.name == "nt", reason="a script of a Unix shell")
def test_a_conversion_without_a_result_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormRefusedError) as refused:
        converted(b"x", Kind.DOC, script(tmp_path, "exit 1"))
    assert refused.value.code == "office-failed"


RTF = (
    r"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}\trowd\cellx1000\cellx4000\intbl 1\cell "
    r"\u3606?\u3609?\u3609?\cell\row\pard\par}"
)


SHAPE = r"{\shp{\*\shpinst\shpleft0}%s}"
FOR_OLD = r"{\shprslt{\*\do\dobxcolumn\dpline}}"
GROUP = r"{\shpgrp{\*\shpinst\shpleft0 %s}}"
ARROW = drawn(drawing(0, 6, 40))
IN_BOTH = drawn(f"<mc:AlternateContent><mc:Choice>{drawing(0, 6, 40)}</mc:Choice><mc:Fallback>"
                "<w:pict/></mc:Fallback></mc:AlternateContent>")  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="a script of a Unix shell")
@pytest.mark.parametrize(
    ("rich", "made", "lost"),
    [
        ("", "", False),
        (SHAPE % "", ARROW, False),
        (2 * (SHAPE % FOR_OLD), 2 * ARROW, False),
        (GROUP % (2 * (SHAPE % "")), 2 * ARROW, False),
        (SHAPE % "", vml("<v:line/>"), False),
        (SHAPE % "", "", True),
        (2 * (SHAPE % ""), ARROW, True),
        (2 * (SHAPE % ""), IN_BOTH, True),
        (r"{\*\do\dobxcolumn\dpline}", ARROW, True),
        (SHAPE % FOR_OLD + r"{\*\do\dpline}", 2 * ARROW, True),
    ],
)
def test_drawings_that_are_lost_or_moved_on_the_way_are_told_and_not_left_out(
    rich: str, made: str, lost: bool, tmp_path: Path
) -> None:
    (tmp_path / "made.docx").write_bytes(document(paragraph("", made)))
    environment = script(
        tmp_path,
        'while [ "$1" != --outdir ]; do shift; done\n'
        f'mkdir -p "$2" && cp {tmp_path}/made.docx "$2/form.docx"',
    )
    data = rf"{{\rtf1\ansi{rich}\par}}"
    if not lost:
        assert converted(data.encode(), Kind.RTF, environment)[1] is Kind.DOCX
        return
    with pytest.raises(FormRefusedError) as refused:
        converted(data.encode(), Kind.RTF, environment)
    assert refused.value.code == "drawings-lost"
    assert refused.value.details["ending"] == ".docx"


@needs_office
def test_rich_text_becomes_a_document_that_is_read() -> None:
    data, kind = converted(RTF.encode(), Kind.RTF, os.environ)
    assert kind is Kind.DOCX
    grid = next(read_docx_form(data).grids)
    assert [one.text for one in grid.cells] == ["1", "ถนน"]


@needs_office
@pytest.mark.long
def test_a_document_of_word_97_keeps_its_texts_and_arrows() -> None:
    body = plan([["1", "ก่อสร้างถนน", *[""] * 3, cell(paragraph("", drawn(drawing(2, 6, 50))))]])
    whole = document(paragraph("แบบ ผด. 02") + body + paragraph())
    old = converted_file(whole, "docx", "doc", os.environ)
    assert kind_of(old) is Kind.DOC
    data, kind = converted(old, Kind.DOC, os.environ)
    assert kind is Kind.DOCX
    found, meant = (next(read_docx_form(one).grids) for one in (data, whole))
    assert [one.text for one in found.cells] == [one.text for one in meant.cells]
    mark, expected = found.marks[0], meant.marks[0]
    assert (mark.left, mark.right) == pytest.approx((expected.left, expected.right), abs=0.5)
    assert mark.row == expected.row


# OpenDocument


SPACES = " ".join(
    f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
    for key, uri in {
        "office": "office", "table": "table", "text": "text", "style": "style", "draw": "drawing",
        "svg": "svg-compatible", "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip


def styled(name: str, family: str, kind: str = "", properties: str = "", more: str = "") -> str:
    own = f"<style:{kind}-properties {properties}/>" if kind else ""
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{own}</style:style>'


STYLES = "".join((
    styled("wide", "table-column", "table-column", 'style:column-width="100pt"'),
    styled("month", "table-column", "table-column", 'style:column-width="20pt"'),
    styled("high", "table-row", "table-row", 'style:row-height="1in"'),
    styled("green", "table-cell", "table-cell", 'fo:background-color="#92d050"'),
    styled("child", "table-cell", more='style:parent-style-name="green"'),
    styled("out", "table-cell", "text", 'style:text-line-through-style="solid"'),
    styled("gone", "table", "table", 'table:display="false"'),
    styled("arrow", "graphic", "graphic", 'draw:marker-start="A" draw:marker-end="A"'),
))  # fmt: skip


def ods(inside: str, style: str = "", after: str = "") -> Form:
    columns = (
        '<table:table-column table:style-name="wide"/>'
        '<table:table-column table:style-name="month" table:number-columns-repeated="12"/>'
    )
    sheet = (
        f'<table:table table:name="ผด.02" table:style-name="{style}">'
        f"{after}{columns}{inside}</table:table>"
    )
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{sheet}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return read_ods_form(zipped({"content.xml": content}))


def line(*cells: str, more: str = "") -> str:
    return f'<table:table-row table:style-name="high" {more}>{"".join(cells)}</table:table-row>'


def said(text: str = "", more: str = "", inside: str = "") -> str:
    words = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {more}>{inside}{words}</table:table-cell>"


def sheet_of(form: Form) -> Grid:
    return next(form.grids)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("ถนน", "ถนน"),
        ("ก<text:s/>ข<text:s text:c='2'/>ค", "ก ข  ค"),
        ("ก<text:tab/>ข<text:line-break/>ค", "ก\tข\nค"),
        ("<text:span>ก</text:span>ข<text:a>ค</text:a>ง", "กขคง"),
        ("ก</text:p><text:p>ข", "ก\nข"),
    ],
)
def test_texts_of_opendocument_are_what_is_seen(inside: str, text: str) -> None:
    assert sheet_of(ods(line(said(inside)))).cells[0].text == text


COVERED = "<table:covered-table-cell/>"
REPEATED = 'table:number-columns-repeated="3"'
NUMBER = 'office:value-type="float" office:value="349500"'


def test_cells_of_opendocument_have_places_merges_colours_and_values() -> None:
    rows = (
        line(said("ก", 'table:number-columns-spanned="2"'), COVERED, said("ข")),
        line(said("", REPEATED), said("", 'table:style-name="child"'), said("ค")),
        line(said("349,500", NUMBER), said("ง", 'table:style-name="out"')),
        line(more='table:visibility="collapse"'),
    )
    grid = sheet_of(ods("".join(rows)))
    assert grid.edges[:4] == (0, 100, 120, 140)
    by_place = {one.spot.cell: one for one in grid.cells}
    assert (by_place["A1"].columns, by_place["C1"].text) == (2, "ข")
    assert by_place["D2"].fill == "92D050"
    stored = by_place["A3"].stored
    assert stored is not None
    assert (stored.held, stored.value) == (Held.NUMBER, "349500")
    assert by_place["B3"].struck
    assert grid.hidden_rows == {3}


def test_hidden_sheets_of_opendocument_are_told() -> None:
    assert sheet_of(ods(line(said("ก")), style="gone")).hidden


def test_comments_of_opendocument_are_lines_at_their_cells() -> None:
    note = "<office:annotation><text:p>ตรวจงบ</text:p></office:annotation>"
    form = ods(line(said("ก"), said("ข", inside=note)))
    found = [part for part in form.parts if not isinstance(part, Grid)]
    assert [(one.text, one.origin, one.spot.cell) for one in found] == [
        ("ตรวจงบ", LineOrigin.COMMENT, "B1")
    ]
    assert sheet_of(form).cells[1].text == "ข"


ENDS = 'svg:x1="{}pt" svg:y1="36pt" svg:x2="{}pt" svg:y2="36pt"'


def arrows(kind: str) -> tuple[Mark, ...]:
    """Return the marks of a sheet with an arrow over months two to four of its second row."""
    own = f'<draw:line draw:style-name="arrow" {ENDS.format(2, 58)}/>'
    boxes = {
        "line": own,
        "backwards": f'<draw:line draw:style-name="arrow" {ENDS.format(58, 2)}/>',
        "connector": own.replace("draw:line", "draw:connector"),
        "group": f"<draw:g>{own}</draw:g>",
        "block": '<draw:custom-shape svg:x="2pt" svg:y="30pt" svg:width="56pt" svg:height="12pt">'
        '<draw:enhanced-geometry draw:type="left-right-arrow"/></draw:custom-shape>',
        "turned": '<draw:custom-shape svg:width="12pt" svg:height="56pt" '
        'draw:transform="rotate (1.5707963267949) translate (2pt 42pt)">'
        '<draw:enhanced-geometry draw:type="left-right-arrow"/></draw:custom-shape>',
        "box": '<draw:frame svg:x="2pt" svg:y="30pt" svg:width="56pt" svg:height="12pt">'
        "<draw:text-box><text:p>←→</text:p></draw:text-box></draw:frame>",
    }
    rows = line(said("ก"))
    if kind == "sheet":
        own = own.replace('"2pt"', '"122pt"').replace('"58pt"', '"178pt"')
        shapes = f"<table:shapes>{own.replace('36pt', '108pt')}</table:shapes>"
        return sheet_of(ods(rows + line(said("ข")), after=shapes)).marks
    return sheet_of(ods(rows + line(said("ข"), said(), said(inside=boxes[kind])))).marks


@pytest.mark.parametrize(
    ("kind", "is_a", "heads"),
    [
        *(
            (kind, MarkKind.LINE, 2)
            for kind in ("line", "backwards", "connector", "group", "sheet")
        ),
        ("block", MarkKind.BLOCK_ARROW, 2),
        ("turned", MarkKind.BLOCK_ARROW, 2),
        ("box", MarkKind.BOX, 0),
    ],
)
def test_arrows_of_opendocument_stand_where_the_file_puts_them(
    kind: str, is_a: MarkKind, heads: int
) -> None:
    (mark,) = arrows(kind)
    assert (mark.left, mark.right) == pytest.approx((122, 178), abs=0.1)
    assert (mark.row, mark.kind, mark.heads) == (1, is_a, heads)
    assert mark.slack == pytest.approx(0.5)
    assert mark.text == ("←→" if kind == "box" else "")


def hiding(program: str) -> Mark:
    """Return an arrow over the fourth month, hung on the sheet, a column and a row of it hidden."""
    name = f"<meta:generator>{program}</meta:generator>"
    columns = (
        '<table:table-column table:style-name="wide"/>'
        '<table:table-column table:style-name="month" table:visibility="collapse"/>'
        '<table:table-column table:style-name="month" table:number-columns-repeated="12"/>'
    )
    ends = 'svg:x1="182pt" svg:x2="198pt" svg:y1="180pt" svg:y2="180pt"'
    own = f'<draw:line draw:style-name="arrow" {ends}/>'
    rows = line(said("ก")) + line(said("ข"), more='table:visibility="collapse"') + line(said("ค"))
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}"
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="ผ"><table:shapes>{own}</table:shapes>{columns}{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    about = f'<o xmlns:meta="urn:m">{name}</o>'
    return sheet_of(read_ods_form(zipped({"content.xml": content, "meta.xml": about}))).marks[0]


def test_libreoffice_measures_shapes_as_if_nothing_were_hidden() -> None:
    mark = hiding("LibreOffice/7.4.7.2$Linux_X86_64")
    assert (mark.left, mark.right) == pytest.approx((162, 178), abs=0.1)
    assert (mark.row, mark.spot.cell, mark.elsewhere) == (2, "F3", None)


@pytest.mark.parametrize("program", ["LibreOffice/6.2.1$Win", "MicrosoftOffice/16.0", ""])
def test_a_shape_of_another_program_beside_what_is_hidden_may_stand_in_two_places(
    program: str,
) -> None:
    assert hiding(program).elsewhere == pytest.approx((182, 198), abs=0.1)


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (line(said("ก"), more='table:number-rows-repeated="90000000"'), "too-large"),
        (line(said("ก", 'table:number-columns-repeated="90000000"')), "too-large"),
        ("<table:table-row>" * 400 + "</table:table-row>" * 400, "broken"),
    ],
)
def test_sheets_without_end_are_refused(inside: str, code: str) -> None:
    with pytest.raises(FormRefusedError) as refused:
        ods(inside)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        zipped({"content.xml": "<x/>"}),
        zipped({"content.xml": "<x"}),
        zipped({"other": "<x/>"}),
    ],
)
def test_what_is_no_sheet_of_opendocument_is_refused(data: bytes) -> None:
    with pytest.raises(FormRefusedError) as refused:
        read_ods_form(data)
    assert refused.value.code == "broken"
