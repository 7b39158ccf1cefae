"""Word documents and Excel workbooks: their texts and properties, without running anything.

Their XML is searched as text and never parsed: there is no entity to expand and nothing to fetch.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from generator.uploads.archive import Archive
from generator.uploads.contents import Contents, Fault, Text, UploadError

_ACTIVE_MEMBERS = re.compile(
    r"vbaProject|activeX/|/embeddings/|externalLinks/|customUI|\.bin$|connections\.xml", re.I
)
# A link that a reader clicks is fine; what the program fetches by itself is not.
_FETCHED = re.compile(
    rb'<Relationship\b(?=[^>]*TargetMode="External")(?![^>]*Type="[^"]*/hyperlink")[^>]*>'
)
_TEXT = re.compile(
    rb"<(?:w:t|t|a:t|dc:[a-z]+|cp:[A-Za-z]+|Company|Manager|v)\b[^>/]*>([^<]*)(?=<|\Z)"
)
_BREAK = re.compile(rb"</w:p>|</si>|</row>|</a:p>|</is>|</dc:[a-z]+>|</cp:[A-Za-z]+>")
_CONTENT = {
    "docx": re.compile(r"word/[a-z0-9]+\.xml"),
    "xlsx": re.compile(r"xl/(?:sharedStrings|comments.*|worksheets/[^/]+|drawings/[^/]+)\.xml"),
}
_PROPERTIES = re.compile(r"docProps/.*\.xml")


def read_office(data: bytes, kind: str) -> Contents:
    """Return the texts of the document; a fault where it holds macros or fetches from outside."""
    archive = Archive(data)
    main = "word/document.xml" if kind == "docx" else "xl/workbook.xml"
    if main not in archive.names or "[Content_Types].xml" not in archive.names:
        raise UploadError("ไม่ใช่เอกสารของ Office")
    return Contents(tuple(_texts(archive, kind)), tuple(_faults(archive)))


def _texts(archive: Archive, kind: str) -> Iterator[Text]:
    for name in archive.names:
        if _PROPERTIES.fullmatch(name):
            yield Text("คุณสมบัติของไฟล์", _text(archive.read(name)))
        elif _CONTENT[kind].fullmatch(name):
            yield Text("เนื้อหา", _text(archive.read(name)))


def _text(data: bytes) -> str:
    pieces = []
    for part in _BREAK.split(data):
        pieces.append(b"".join(_TEXT.findall(part)))
    return html.unescape(b"\n".join(filter(None, pieces)).decode("utf-8", "replace"))


def _faults(archive: Archive) -> Iterator[Fault]:
    for name in archive.names:
        if _ACTIVE_MEMBERS.search(name):
            yield Fault("upload-active", "มาโครหรือวัตถุที่ฝังไว้")
            return
    for name in archive.names:
        if not name.endswith((".xml", ".rels")):
            continue
        data = archive.read(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            yield Fault("upload-active", "การประกาศ DOCTYPE")
            return
        if name.endswith(".rels") and _FETCHED.search(data):
            yield Fault("upload-active", "การดึงข้อมูลจากที่อื่น")
            return
