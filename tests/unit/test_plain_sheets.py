"""Cells that are taken at once say what openpyxl reads of the same part, however it is written."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import uploads
from generator.plan.read import Table, plain_cells
from generator.plan.read.xlsx_file import read_xlsx
from generator.problems import Place, Problem, Report

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TEXTS = (
    "<si><t>ก</t></si><si><t xml:space='preserve'> _x005F_ &#128512;&#x1F600; </t></si>"
    "<si><r><t>ข</t></r><r><rPr><b/></rPr><t> ค</t></r></si>"
    "<si><t>漢字</t><rPh sb='0' eb='2'><t>かんじ</t></rPh></si><si><t/></si>"
)
_PLAIN_TEXTS = "<si><t>ก</t></si>" + '<si><t xml:space="preserve"> ข\n&#3588;</t></si>' * 4
_SHARED, _TYPES = "xl/sharedStrings.xml", "[Content_Types].xml"
_SHEET = "xl/worksheets/sheet1.xml"
_LIST = (
    '<Override PartName="/{}" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sharedStrings+xml"/></Types>'
)


def _styled() -> dict[str, bytes]:
    """Return the parts of a workbook with a day's format, one of hours, and one of percents."""
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for column, code in enumerate(("General", "d mmm yyyy", "[h]:mm:ss", "0%"), start=1):
        cell = book.worksheets[0].cell(1, column, 1)
        cell.number_format = code
    book.save(stream)
    with zipfile.ZipFile(stream) as made:
        return {name: made.read(name) for name in made.namelist()}


_PARTS = _styled()


def book(sheet: str, texts: str = _TEXTS, listed: str = _SHARED, mac: bool = False) -> bytes:
    """Return a workbook with this part of its sheet; `listed` is where its shared texts are."""
    parts = {**_PARTS, _SHEET: sheet.encode()}
    parts[_SHARED] = f'<sst xmlns="{_MAIN}">{texts}</sst>'.encode()
    parts.setdefault(listed, parts[_SHARED].replace(b">", b"><si><t>other</t></si>", 1))
    parts[_TYPES] = parts[_TYPES].replace(b"</Types>", _LIST.format(listed).encode())
    if mac:
        name = "xl/workbook.xml"
        parts[name] = parts[name].replace(b"<workbookPr", b'<workbookPr date1904="1"', 1)
    return uploads.archive(parts)


def sheet(cells: str, root: str = "", before: str = "", after: str = "") -> str:
    return (
        f'<worksheet xmlns="{_MAIN}"{root}>{before}<sheetData>{cells}</sheetData>{after}'
        "</worksheet>"
    )


def words(text: str, at: str = "A1") -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def read(data: bytes) -> tuple[tuple[Table, ...], list[Problem]]:
    report = Report()
    return read_xlsx(data, Place("plans/2570/projects.xlsx"), report), [*report]


def both(data: bytes) -> tuple[object, object]:
    """Return what is read of cells that are taken at once, and what openpyxl reads alone."""
    taken = read(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_cells.PlainSheet, "of", lambda _part: None)
        # Another archive of the same parts: a workbook that was read is remembered.
        return taken, read(uploads.archive({**_unpacked(data), "xl/none.bin": b""}))


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        return {name: made.read(name) for name in made.namelist()}


_ROW = f'<row r="1">{words("ก")}</row>'
_TWO = f'<row r="1">{words("ก")}{words("ข", "B1")}</row>'
_SMUGGLED = (
    f'<worksheet xmlns="{_MAIN}" xmlns:m="{_MAIN}"><?x <sheetData>{_ROW}</sheetData> ?>'
    '<m:sheetData><m:row r="1"><m:c r="A1"><m:v>7</m:v></m:c></m:row></m:sheetData></worksheet>'
)
_NUMBERED = '<row r="1"><c r="A1"><v>&#49;2</v></c><c r="B1" t="b"><v>&#49;</v></c></row>'
STRANGE = {
    "digits by their numbers": sheet(_NUMBERED),
    "a blank after the same cell": sheet(_TWO + '<row r="1"><c r="A1" s="1"/></row>'),
    "a row of another name space": sheet(_ROW + _TWO.replace("<row", '<row xmlns="urn:x"')),
    "cells in another name space": sheet(_ROW, "", '<x xmlns="urn:x">', "</x>"),
    "cells in an instruction": _SMUGGLED,
    "no references": sheet("<row><c><v>4</v></c><c><v>5</v></c></row>"),
    "out of order": sheet(f'<row r="9">{words("ข", "B3")}{words("ก", "A2")}</row>' + _ROW),
    "two billion rows": sheet(_ROW + '<row r="2000000000"/>',
                              before='<dimension ref="A1:XFD2000000000"/>'),
    "all columns": sheet(f'<row r="1">{words("ก")}{words("ข", "XFD1")}</row>'),
    "merged": sheet(_TWO, after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
    "a link in a blank cell": sheet(
        _ROW, after='<hyperlinks><hyperlink ref="B2" location="a"/></hyperlinks>'
    ),
}  # fmt: skip


@pytest.mark.parametrize("part", STRANGE.values(), ids=STRANGE)
def test_a_part_that_few_programs_write_says_what_openpyxl_reads(part: str) -> None:
    taken, walked = both(book(part))
    assert taken == walked


def test_texts_that_no_list_of_parts_names_are_nobodys() -> None:
    part = sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    taken, walked = both(book(part, _PLAIN_TEXTS, "xl/strings.xml"))
    assert taken == walked
    assert "other" in str(taken)


_VALUES = {
    "n": ("0", "-1", " 12 ", "0.5", "1e3", "60", "2958466", "0.1", "9007199254740993", "&#49;"),
    "s": ("0", "1", "2", "3", "4"), "b": ("0", "1"), "e": ("#N/A", "#DIV/0!", ""),
    "str": ("ก&#3588;&amp;", " x ", "_x0041_", ""),
    "inlineStr": ("ก", "", "  ", "&#131072;", "a\r\nb"),
}  # fmt: skip


@st.composite
def cells(draw: st.DrawFn) -> str:
    at = f"{draw(st.sampled_from('ABC'))}{draw(st.integers(1, 3))}"
    style, kind = draw(st.integers(0, 3)), draw(st.sampled_from([*_VALUES, "blank"]))
    if kind == "blank":
        return f'<c r="{at}" s="{style}"/>'
    said = draw(st.sampled_from(_VALUES[kind]))
    inner = f"<is><t>{said}</t></is>" if kind == "inlineStr" else f"<v>{said}</v>"
    return f'<c r="{at}" s="{style}" t="{kind}">{inner}</c>'


@settings(derandomize=True, database=None, deadline=None, max_examples=60)
@given(st.lists(st.lists(cells(), max_size=6), min_size=1, max_size=4), st.booleans(),
       st.sampled_from([_TEXTS, _PLAIN_TEXTS]))  # fmt: skip
def test_cells_of_any_kind_in_any_order_say_what_openpyxl_reads(
    rows: list[list[str]], mac: bool, texts: str
) -> None:
    part = sheet("".join(f"<row>{''.join(row)}</row>" for row in rows))
    taken, walked = both(book(part, texts, mac=mac))
    assert taken == walked
