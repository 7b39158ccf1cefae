"""Make workbooks that openpyxl alone cannot: with shapes drawn over their cells."""

from __future__ import annotations

import io
import zipfile

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
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = text.replace(b"</worksheet>", _REFERENCE.encode())
            elif name == "[Content_Types].xml":
                text = text.replace(b"</Types>", _KIND.encode())
            new.writestr(name, text)
        new.writestr("xl/drawings/drawing1.xml", _DRAWING.format(anchors=anchors))
        new.writestr("xl/worksheets/_rels/sheet1.xml.rels", _RELATIONS)
    return stream.getvalue()


def changed(data: bytes, part: str, was: str, now: str) -> bytes:
    """Return the workbook with one text of one part in place of another."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                assert was.encode() in text, was
                text = text.replace(was.encode(), now.encode())
            new.writestr(name, text)
    return stream.getvalue()
