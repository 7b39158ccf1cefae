"""Make workbooks that openpyxl alone cannot: with shapes drawn over cells, with shared texts."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from generator.plan.read.cells import column_letter
from zips import XML, parts_of, with_part, with_parts, zipped

_DRAWING = """<xdr:wsDr
 xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{anchors}</xdr:wsDr>"""
_ANCHOR = """<xdr:twoCellAnchor>
<xdr:from><xdr:col>{left}</xdr:col><xdr:colOff>90000</xdr:colOff>
<xdr:row>{top}</xdr:row><xdr:rowOff>95000</xdr:rowOff></xdr:from>
<xdr:to><xdr:col>{right}</xdr:col><xdr:colOff>90000</xdr:colOff>
<xdr:row>{bottom}</xdr:row><xdr:rowOff>95000</xdr:rowOff></xdr:to>
<xdr:cxnSp macro=""><xdr:nvCxnSpPr><xdr:cNvPr id="2" name="ลูกศร"/><xdr:cNvCxnSpPr/></xdr:nvCxnSpPr>
<xdr:spPr><a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom></xdr:spPr></xdr:cxnSp>
<xdr:clientData/></xdr:twoCellAnchor>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
 Target="../drawings/drawing1.xml"/></Relationships>"""
_KIND = (
    '<Override PartName="/xl/drawings/drawing1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>'
)
_REFERENCE = (
    '<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' r:id="rId1"/></worksheet>'
)


def draw_over(data: bytes, *spans: tuple[int, int, int, int]) -> bytes:
    """Return the workbook with an arrow drawn over cells of its first sheet, as Excel writes it.

    A span is first row, first column, last row, last column; rows from 1, columns from 0.
    """
    anchors = "".join(
        _ANCHOR.format(top=top - 1, left=left, bottom=bottom - 1, right=right)
        for top, left, bottom, right in spans
    )
    sheet, kinds = "xl/worksheets/sheet1.xml", "[Content_Types].xml"
    old = parts_of(data)
    return with_parts(data, {
        sheet: old[sheet].replace(b"</worksheet>", _REFERENCE.encode()),
        kinds: old[kinds].replace(b"</Types>", _KIND.encode()),
        "xl/drawings/drawing1.xml": _DRAWING.format(anchors=anchors),
        "xl/worksheets/_rels/sheet1.xml.rels": _RELATIONS,
    })  # fmt: skip


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def shared_workbook(rows: Sequence[Sequence[str]], sheet: str = "แผน") -> bytes:
    """Return rows of text as a workbook whose texts are shared, as Excel itself writes them."""
    texts = list(dict.fromkeys(text for row in rows for text in row if text))
    cells = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{column_letter(at)}{number}" t="s"><v>{texts.index(text)}</v></c>'
            for at, text in enumerate(row)
            if text
        )
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    strings = "".join(f'<si><t xml:space="preserve">{escape(one)}</t></si>' for one in texts)
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kinds}sharedStrings+xml"/>'
        "</Types>",
        "_rels/.rels": _related(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _related(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData>'
        "</worksheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
    }
    return zipped({name: XML + text for name, text in parts.items()})


def _related(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def changed(data: bytes, part: str, was: str, now: str) -> bytes:
    """Return the workbook with one text of one part in place of another."""
    assert was.encode() in parts_of(data)[part], was
    return with_part(data, part, lambda text: text.replace(was.encode(), now.encode()))
