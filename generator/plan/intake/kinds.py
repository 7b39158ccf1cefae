"""What a file is, told from its bytes: endings are what somebody typed, or e-LAAS gave it."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum


class Kind(Enum):
    """A kind of file that an office may hand in; the value is its usual ending."""

    XLSX = "xlsx"
    DOCX = "docx"
    PPTX = "pptx"
    ODS = "ods"
    ODT = "odt"
    XLS = "xls"
    DOC = "doc"
    OLE = "ole"  # another file of Office of before 2007
    ENCRYPTED = "encrypted"  # an .xlsx or .docx with a password
    PDF = "pdf"
    RTF = "rtf"
    HTML = "html"
    MHTML = "mhtml"
    WORD_XML = "word.xml"  # "Word XML", of 2003 or of later
    EXCEL_XML = "excel.xml"  # "XML Spreadsheet 2003"
    WORD_PACKAGE = "package.xml"  # all parts of a .docx in one XML
    FODT = "fodt"  # OpenDocument in one XML
    FODS = "fods"
    XLSB = "xlsb"
    PICTURE = "jpg"
    ZIP = "zip"
    SHORTCUT = "gdoc"  # to a document of Google, or to a file of Windows
    CUT = "cut"  # the beginning of an archive, or of a file of Office of before 2007
    TEXT = "txt"
    EMPTY = ""
    UNKNOWN = "?"


_STARTS = (
    (b"%PDF-", Kind.PDF),
    (b"{\\rtf", Kind.RTF),
    (b"\x89PNG", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"BM", Kind.PICTURE),
    (b"\x00\x00\x00\x18ftypheic", Kind.PICTURE),
    (b"\x00\x00\x00\x1cftypheic", Kind.PICTURE),
    (b"\xd7\xcd\xc6\x9a", Kind.PICTURE),  # a drawing of Windows
    (b"Rar!", Kind.ZIP),
    (b"7z\xbc\xaf\x27\x1c", Kind.ZIP),
    (b"\x1f\x8b", Kind.ZIP),
    (b"L\x00\x00\x00\x01\x14\x02\x00", Kind.SHORTCUT),
    (b"II*\x00", Kind.PICTURE),
    (b"MM\x00*", Kind.PICTURE),
    (b"PK\x03\x04", Kind.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
    (b"\x09\x08", Kind.XLS),  # BIFF without its container
)
# Of a container of Office of before 2007, its directory's names.
_STREAMS = (
    ("EncryptedPackage", Kind.ENCRYPTED),
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
)
_MEMBERS = (
    ("xl/workbook.bin", Kind.XLSB),
    ("xl/workbook.xml", Kind.XLSX),
    ("word/document.xml", Kind.DOCX),
    ("ppt/presentation.xml", Kind.PPTX),
)
_TYPES = (
    (b"wordprocessingml", Kind.DOCX),
    (b"ms-word.document", Kind.DOCX),
    (b"spreadsheetml", Kind.XLSX),
    (b"ms-excel.sheet.macro", Kind.XLSX),
)
_OPEN = (
    (b"opendocument.spreadsheet", Kind.ODS),
    (b"opendocument.text", Kind.ODT),
)
_MARKUP = (
    (re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet"), Kind.EXCEL_XML),
    (re.compile(rb"schemas\.microsoft\.com/office/word/2003/wordml"), Kind.WORD_XML),
    (re.compile(rb"schemas\.microsoft\.com/office/2006/xmlPackage"), Kind.WORD_PACKAGE),
    (re.compile(rb'office:mimetype="application/vnd\.oasis\.opendocument\.text'), Kind.FODT),
    (re.compile(rb'office:mimetype="application/vnd\.oasis\.opendocument\.spread'), Kind.FODS),
    (re.compile(rb"(?i)<(?:html|table|!doctype html|head|body|meta)\b"), Kind.HTML),
    (re.compile(rb"(?im)^mime-version:"), Kind.MHTML),
    (re.compile(rb'^\s*\{\s*"(?:doc_id|url|":)'), Kind.SHORTCUT),
)
_LOOKED_AT = 8192
_OF_OFFICE = b"PK"  # archives of other kinds hold no form
# How the text of a document of Word 97–2003 begins, where that may stand, and a flag in it.
_DOCUMENT, _SECTOR, _PASSWORD = b"\xec\xa5", 512, 0x0100


def kind_of(data: bytes) -> Kind:
    """Return what the bytes are. Never raises."""
    if not data.strip(b"\x00\r\n\t "):
        return Kind.EMPTY
    start = data[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \r\n\t")
    kind = next((kind for sign, kind in _STARTS if start.startswith(sign)), None)
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        kind = Kind.PICTURE
    if kind is None and b"%PDF-" in data[:1024]:
        kind = Kind.PDF  # Adobe opens what has something before it
    if kind is Kind.ZIP:
        return _zipped(data)
    if kind is Kind.OLE:
        return _compound(data)
    return kind or _plain(data[:_LOOKED_AT])


def _zipped(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
            for member, kind in _MEMBERS:
                if member in names:
                    return kind
            return _declared(archive)
    except Exception:  # a damaged archive raises many kinds
        return _cut(data)


def _declared(archive: zipfile.ZipFile) -> Kind:
    """Return what an archive says it is, where its parts have other names than Office's."""
    for name, kinds in (("mimetype", _OPEN), ("[Content_Types].xml", _TYPES)):
        if name in archive.namelist():
            with archive.open(name) as part:
                said = part.read(100_000)
            found = next((kind for sign, kind in kinds if sign in said), None)
            if found:
                return Kind.ENCRYPTED if _has_password(archive) else found
    return Kind.ZIP


def _has_password(archive: zipfile.ZipFile) -> bool:
    """Whether a file of OpenDocument says that its parts cannot be read without one."""
    if "META-INF/manifest.xml" not in archive.namelist():
        return False
    with archive.open("META-INF/manifest.xml") as part:
        return b"encryption-data" in part.read(1_000_000)


def _cut(data: bytes) -> Kind:
    """Return what an archive without a readable end was meant to be."""
    for member, kind in _MEMBERS:
        if member.encode() in data:
            return kind
    ours = Kind.CUT if data.startswith(_OF_OFFICE) else Kind.ZIP
    return next((kind for sign, kind in _OPEN if sign in data[:200]), ours)


def _compound(data: bytes) -> Kind:
    """Return what a container of Office holds, by the names in its directory ([MS-CFB] 2.2)."""
    for name, kind in _STREAMS:
        spelt = name.encode("utf-16-le") + b"\x00\x00"
        if spelt in data:
            return Kind.ENCRYPTED if kind is Kind.DOC and _is_locked(data) else kind
    return Kind.CUT if _lacks_directory(data) else Kind.OLE


def _lacks_directory(data: bytes) -> bool:
    """Whether a container ends before the directory that its header names, or in its header."""
    if len(data) < _SECTOR:
        return True
    size, sector = 1 << min(data[30], 16), int.from_bytes(data[48:52], "little")
    return (sector + 1) * size >= len(data)


def _is_locked(data: bytes) -> bool:
    """Whether a document of Word 97–2003 says that it has a password ([MS-DOC] 2.5.2)."""
    at = data.find(_DOCUMENT)
    while at >= 0 and at % _SECTOR:
        at = data.find(_DOCUMENT, at + 1)
    return at >= 0 and bool(int.from_bytes(data[at + 10 : at + 12], "little") & _PASSWORD)


def _plain(start: bytes) -> Kind:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "replace").encode()
    for pattern, kind in _MARKUP:
        if pattern.search(start):
            return kind
    return Kind.UNKNOWN if b"\x00" in start else Kind.TEXT
