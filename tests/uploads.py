"""Small real files of every kind that staff upload, and harmful ones: made here, byte for byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image
from PIL.ExifTags import IFD
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject


def pdf(text: str = "", *, javascript: str = "", launch: str = "", author: str = "") -> bytes:
    """Return a PDF of one page; `text` is in Latin letters and figures."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({"/Producer": "test", **({"/Author": author} if author else {})})
    for kind, key, told in (("/JavaScript", "/JS", javascript), ("/Launch", "/F", launch)):
        if told:
            action = {NameObject("/S"): NameObject(kind), NameObject(key): TextStringObject(told)}
            writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def png(width: int = 1, height: int = 1) -> bytes:
    """Return a white PNG; one that claims to be large holds no more than its claim."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    row = b"\0" + b"\xff" * min(width, 8)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(row * min(height, 8), 9))
        + chunk(b"IEND", b"")
    )


def jpg(*, position: bool = False, note: str = "") -> bytes:
    """Return a JPEG, with the position of where it was taken or a note in its EXIF."""
    picture, exif, out = Image.new("RGB", (80, 80), "white"), Image.Exif(), io.BytesIO()
    if note:
        exif[0x010E] = note
    if position:
        exif.get_ifd(IFD.GPSInfo).update(
            {1: "N", 2: (19.0, 54.0, 37.8), 3: "E", 4: (99.0, 50.0, 26.0)}
        )
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def office(kind: str = "docx", text: str = "", **members: bytes) -> bytes:
    """Return a Word document or a workbook with `text`; `members` are further files, `__` for /."""
    main = "word/document.xml" if kind == "docx" else "xl/workbook.xml"
    files = {
        "[Content_Types].xml": b"<Types/>",
        main: f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode(),
    }
    if kind == "xlsx":
        files["xl/sharedStrings.xml"] = f"<sst><si><t>{text}</t></si></sst>".encode()
    return archive(files | {name.replace("__", "/"): data for name, data in members.items()})


def archive(files: dict[str, bytes]) -> bytes:
    """Return a ZIP of files, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (2026, 11, 24, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, data)
    return out.getvalue()
