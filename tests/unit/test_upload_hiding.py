"""Whatever an upload hides where nobody looks is found, or the upload is refused."""

from __future__ import annotations

import base64
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from PIL import Image, PngImagePlugin
from PIL.ExifTags import IFD
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

import uploads
from generator.plan.check.privacy import find_personal
from generator.plan.uploads import Contents, inspect

NUMBER = "1103700123451"
BARE = NUMBER.encode()
POSITIONED = uploads.jpg(position=True)
JPG, PNG = uploads.jpg(), uploads.png()
PRINTER = "xl/printerSettings/printerSettings1.bin"
XMP = b'<x:xmpmeta xmlns:e="http://ns.adobe.com/exif/1.0/"><e:GPSLatitude>19,5N</e:GPSLatitude>'
XMP += b"</x:xmpmeta>"
XMP_NAME, MORE_XMP = b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"


def exif_of(data: bytes) -> bytes:
    """Return the EXIF of a JPEG, with its name."""
    at = data.index(b"Exif\0\0")
    return data[at : at + struct.unpack(">H", data[at - 2 : at])[0] - 2]


EXIF = exif_of(POSITIONED)
TIFF = EXIF[6:]


def segment(body: bytes, number: int = 1, of: bytes = JPG) -> bytes:
    """Return a JPEG with a segment for programs."""
    return of[:2] + bytes([0xFF, 0xE0 + number]) + struct.pack(">H", len(body) + 2) + body + of[2:]


def chunk(kind: bytes, body: bytes, of: bytes = PNG) -> bytes:
    """Return a PNG with a chunk before its end."""
    made = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    at = of.rindex(b"\0\0\0\0IEND")
    return of[:at] + made + of[at:]


def profile(name: bytes, data: bytes) -> bytes:
    """Return what ImageMagick keeps of another format's notes."""
    text = b"\n" + name + f"\n{len(data):8}\n".encode() + data.hex().encode() + b"\n"
    return b"Raw profile type " + name + b"\0\0" + zlib.compress(text)


def resource(kind: int, body: bytes) -> bytes:
    padded = body + b"\0" * (len(body) % 2)
    return b"Photoshop 3.0\0" + b"8BIM" + struct.pack(">HxxI", kind, len(body)) + padded


def riff(kind: bytes, body: bytes) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "WEBP")
    data = out.getvalue() + kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


def gif(extension: bytes = b"") -> bytes:
    out = io.BytesIO()
    Image.new("P", (4, 4)).save(out, "GIF")
    data = out.getvalue()
    return data[:-1] + extension + data[-1:]


def blocks(body: bytes) -> bytes:
    parts = [body[at : at + 255] for at in range(0, len(body), 255)]
    return b"".join(bytes([len(one)]) + one for one in parts) + b"\0"


def samsung(**notes: bytes) -> bytes:
    """Return what a Samsung telephone writes behind a picture."""
    made = [
        struct.pack("<HHI", 0, 0x0A01, len(name)) + name.encode() + body
        for name, body in notes.items()
    ]
    places, behind = b"", 0
    for one in made[::-1]:
        behind += len(one)
        places = struct.pack("<HHII", 0, 0x0A01, behind, len(one)) + places
    head = b"SEFH" + struct.pack("<II", 106, len(made)) + places
    return b"".join(made) + head + struct.pack("<I", len(head)) + b"SEFT"


def preview(inside: bytes) -> bytes:
    """Return a JPEG whose EXIF has a preview of its own."""
    place = 8 + 2 + 6 + 2 + 2 * 12 + 4
    tiff = b"II*\0" + struct.pack("<I", 8) + struct.pack("<HI", 0, 14)
    tiff += struct.pack("<H", 2) + struct.pack("<HHII", 0x0201, 4, 1, place - 6)
    tiff += struct.pack("<HHII", 0x0202, 4, 1, len(inside)) + b"\0\0\0\0"
    tiff = tiff.ljust(place - 6, b"\0") + inside
    return segment(b"Exif\0\0" + tiff)


def placeless(**tags: object) -> bytes:
    picture, exif, out = Image.new("RGB", (4, 4)), Image.Exif(), io.BytesIO()
    exif.get_ifd(IFD.GPSInfo).update({0: b"\2\3\0\0", 29: "2026:11:24"})
    exif[0x010F] = "Camera"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


PLACED: dict[str, tuple[str, bytes]] = {
    "a second APP1": ("jpg", segment(EXIF, of=segment(exif_of(uploads.jpg(note="x"))))),
    "a second APP1 behind one with a place-less list": ("jpg", segment(EXIF, of=placeless())),
    "APP4": ("jpg", segment(b"maker\0" + EXIF, 4)),
    "APP15, without a name": ("jpg", segment(b"\1\2\3" + TIFF, 15)),
    "APP3 with XMP": ("jpg", segment(b"any\0" + XMP, 3)),
    "a second XMP": ("jpg", segment(XMP_NAME + XMP, of=segment(XMP_NAME + b"<a/>"))),
    "extended XMP": ("jpg", segment(MORE_XMP + b"0" * 40 + XMP)),
    "a drone's XMP": ("jpg", segment(XMP_NAME + b"<a d:GpsLongtitude='99.8'/>")),
    "decimals in a note": ("jpg", uploads.jpg(note="19.91050, 99.84050")),
    "decimals under their names": ("png", chunk(b"tEXt", b"Comment\0lat=19.9105 lon=99.8405")),
    "what a receiver says": ("jpg", segment(b"$GPRMC,081836,A,3751.65,S,14507.36,E", 6)),
    "a film's place": ("jpg", segment(b"\xa9xyz+13.7563+100.5018/", 5)),
    "a comment": ("jpg", JPG[:2] + b"\xff\xfe\0\x1b+13.75631+100.50181/ abcd" + JPG[2:]),
    "Photoshop's own EXIF": ("jpg", segment(resource(0x0422, TIFF), 13)),
    "Photoshop's own XMP": ("jpg", segment(resource(0x0424, XMP), 13)),
    "Photoshop's preview": ("jpg", segment(resource(0x040C, b"\0" * 28 + POSITIONED), 13)),
    "the preview of EXIF": ("jpg", preview(POSITIONED)),
    "a list that IFD1 points to": (
        "jpg",
        segment(
            b"Exif\0\0II*\0" + struct.pack("<IHI", 8, 0, 14)
            + struct.pack("<HHHIII", 1, 0x8825, 4, 1, 32, 0)
            + struct.pack("<HHHI4sI", 1, 1, 2, 2, b"N\0\0\0", 0)
        ),
    ),
    "a second JPEG behind the end": ("jpg", JPG + POSITIONED),
    "a third JPEG behind padding": ("jpg", JPG + b"\0" * 9 + JPG + b"\0" * 9 + POSITIONED),
    "a picture in Samsung's notes": ("jpg", JPG + samsung(Preview=POSITIONED)),
    "eXIf": ("png", chunk(b"eXIf", TIFF)),
    "raw profile exif": ("png", chunk(b"zTXt", profile(b"exif", EXIF))),
    "raw profile APP1": ("png", chunk(b"zTXt", profile(b"APP1", EXIF))),
    "raw profile APP1 with XMP": ("png", chunk(b"zTXt", profile(b"APP1", XMP_NAME + XMP))),
    "raw profile xmp": ("png", chunk(b"zTXt", profile(b"xmp", XMP))),
    "raw profile 8bim": ("png", chunk(b"zTXt", profile(b"8bim", resource(0x0422, TIFF)[14:]))),
    "raw profile in tEXt": (
        "png",
        chunk(b"tEXt", b"Raw profile type exif\0\nexif\n%8d\n" % len(EXIF) + EXIF.hex().encode()),
    ),
    "XMP under any key": ("png", chunk(b"tEXt", b"Comment\0" + XMP)),
    "a private chunk": ("png", chunk(b"prVt", b"\0\1" + EXIF)),
    "words of a text": ("png", chunk(b"tEXt", b"GPSLatitude\x0019.9")),
    "another PNG behind the end": ("png", PNG + chunk(b"eXIf", TIFF)),
    "a JPEG behind a PNG": ("png", PNG + POSITIONED),
    "EXIF of WebP": ("webp", riff(b"EXIF", EXIF)),
    "XMP of WebP": ("webp", riff(b"XMP ", XMP)),
    "a private piece of WebP": ("webp", riff(b"PRIV", EXIF)),
    "XMP of GIF": (
        "gif", gif(b"\x21\xff\x0bXMP DataXMP" + XMP + bytes(range(255, 0, -1)) + b"\0\0"),
    ),
    "a program's piece of GIF": ("gif", gif(b"\x21\xff\x0bEXIFDATA1.0" + blocks(EXIF))),
}  # fmt: skip


def codes(contents: Contents) -> list[str]:
    return [fault.code for fault in contents.faults]


@pytest.mark.parametrize("case", PLACED)
def test_a_position_in_any_piece_of_a_picture_is_found(case: str) -> None:
    kind, data = PLACED[case]
    assert codes(inspect(f"a.{kind}", data)) == ["upload-position"]


@pytest.mark.parametrize("case", [one for one in PLACED if PLACED[one][0] == "jpg"])
def test_a_position_is_found_in_a_picture_within_a_document(case: str) -> None:
    document = with_part("word/media/image1.jpeg", PLACED[case][1])
    assert codes(inspect("a.docx", document)) == ["upload-position"]


def test_a_position_in_a_tiff_within_a_document_is_found() -> None:
    picture, out = Image.new("RGB", (4, 4)), io.BytesIO()
    exif = picture.getexif()
    exif[0x8825] = {1: "N", 2: (19.0, 54.0, 37.8)}
    picture.save(out, "TIFF", exif=exif.tobytes())
    document = with_part("word/media/image1.tif", out.getvalue())
    assert codes(inspect("a.docx", document)) == ["upload-position"]


def with_part(name: str | zipfile.ZipInfo, data: bytes | str, of: bytes = b"") -> bytes:
    out = io.BytesIO(of or uploads.office("docx", "ก"))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def noted(comment: bytes = b"", extra: bytes = b"") -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("word/more.xml")
    info.comment, info.extra = comment, extra
    return info


def commented() -> bytes:
    out = io.BytesIO(uploads.office("docx", "ก"))
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = BARE
    return out.getvalue()


def paper(change: Callable[[PdfWriter], object]) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(300, 300)
    change(writer)
    writer.write(out)
    return out.getvalue()


def stream(writer: PdfWriter, data: bytes, *, packed: bool = True, **keys: str) -> StreamObject:
    made: StreamObject = DecodedStreamObject()
    made.set_data(data)
    if packed:
        made = made.flate_encode()
    made.update({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in keys.items()})
    writer.root_object[NameObject("/X")] = writer._add_object(made)
    return made


def appearance(writer: PdfWriter) -> None:
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    })  # fmt: skip
    form = stream(writer, b"BT /F1 9 Tf (" + BARE + b") Tj ET", Type="XObject", Subtype="Form")
    fonts = DictionaryObject({NameObject("/F1"): font})
    form[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})


def entry(writer: PdfWriter, **keys: str) -> None:
    note = DictionaryObject({NameObject(f"/{k}"): TextStringObject(v) for k, v in keys.items()})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def packed_drawing() -> str:
    return base64.b64encode(uploads.archive({"drs/x.xml": f"<a>{NUMBER}</a>".encode()})).decode()


def bitmap() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "BMP")
    return out.getvalue()


TOLD: dict[str, tuple[str, bytes]] = {
    "comment": ("jpg", JPG[:2] + b"\xff\xfe\0\x0f" + BARE + JPG[2:]),
    "APP4": ("jpg", segment(b"\1\2" + BARE + b"\3", 4)),
    "APP9 in UTF-16": ("jpg", segment(b"\1" + NUMBER.encode("utf-16-le"), 9)),
    "APP9 in UTF-16 from the other end": ("jpg", segment(b"\1" + NUMBER.encode("utf-16-be"), 9)),
    "Photoshop's captions": ("jpg", segment(resource(0x0404, b"\x1c\2\x78\0\x0d" + BARE), 13)),
    "any resource of Photoshop's": ("jpg", segment(resource(0x0BB7, BARE), 13)),
    "a picture behind the end": ("jpg", JPG + uploads.jpg(note=NUMBER)),
    "Samsung's notes": ("jpg", JPG + samsung(Note=BARE)),
    "zTXt": ("png", chunk(b"zTXt", b"Comment\0\0" + zlib.compress(BARE))),
    "a key": ("png", chunk(b"tEXt", BARE + b"\0x")),
    "language of iTXt": ("png", chunk(b"iTXt", b"a\0\0\0th\0" + BARE + b"\0x")),
    "colour profile": ("png", chunk(b"iCCP", BARE + b"\0\0" + zlib.compress(b"x"))),
    "within the colour profile": ("png", chunk(b"iCCP", b"x\0\0" + zlib.compress(b"\0" + BARE))),
    "a reserved segment of JPEG": ("jpg", JPG[:2] + b"\xff\xf3\0\x0f" + BARE + JPG[2:]),
    "among what is drawn": ("jpg", JPG[:-2] + BARE + JPG[-2:]),
    "in place of an end": ("jpg", JPG[:-2] + BARE),
    "a chunk that is too long": ("png", chunk(b"pHYs", BARE)),
    "within a frame of WebP": (
        "webp", riff(b"ANMF", bytes(16) + b"PRIV\x0d\0\0\0" + BARE + b"\0"),
    ),
    "behind a packed text": ("png", chunk(b"zTXt", b"C\0\0" + zlib.compress(b"x") + BARE)),
    "a private chunk": ("png", chunk(b"prVt", b"\0" + BARE)),
    "an end with a text": ("png", PNG[:-12] + b"\0\0\0\x0dIEND" + BARE + b"\0\0\0\0"),
    "comment of GIF": ("gif", gif(b"\x21\xfe" + blocks(BARE))),
    "plain text of GIF": ("gif", gif(b"\x21\x01\x0c" + b"\0" * 12 + blocks(BARE))),
    "a private piece of WebP": ("webp", riff(b"PRIV", BARE)),
    "name of a part": ("docx", with_part(f"word/{NUMBER}.xml", "<a/>")),
    "comment of the archive": ("docx", commented()),
    "comment of a member": ("docx", with_part(noted(BARE), "<a/>")),
    "further field": ("docx", with_part(noted(b"", struct.pack("<HH", 0x9999, 13) + BARE), "<a/>")),
    "XML comment": ("docx", with_part("word/x.xml", f"<a><!-- {NUMBER} --></a>")),
    "XML instruction": ("docx", with_part("word/x.xml", f"<a><?x {NUMBER}?></a>")),
    "name space": ("docx", with_part("word/x.xml", f"<a xmlns:b='u:{NUMBER}'/>")),
    "name of a tag": ("docx", with_part("word/x.xml", f"<a n{NUMBER}='1'><b{NUMBER}/></a>")),
    "path of a drawing": ("docx", with_part("word/x.xml", f"<a path='m {NUMBER} l'/>")),
    "a drawing packed in an attribute": (
        "docx", with_part("word/x.xml", f"<v gfxdata='{packed_drawing()}'/>"),
    ),
    "behind a BMP's pixels": ("docx", with_part("word/media/a.bmp", bitmap() + BARE)),
    "drawing of Windows": ("docx", with_part("word/media/a.emf", NUMBER.encode("utf-16-le"))),
    "printer's settings": (
        "xlsx",
        with_part(PRINTER, b"\0" + NUMBER.encode("utf-16-le"), uploads.office("xlsx")),
    ),
    "company": ("docx", with_part("docProps/app.xml", f"<p><Company>{NUMBER}</Company></p>")),
    "editor": ("docx", with_part("docProps/core.xml", f"<p><lastBy>{NUMBER}</lastBy></p>")),
    "thumbnail": ("docx", with_part("docProps/thumbnail.jpeg", uploads.jpg(note=NUMBER))),
    "what is no picture under its name": ("docx", with_part("word/media/a.png", b"\0" + BARE)),
    "name of a form's field": ("pdf", paper(lambda w: entry(w, T=NUMBER))),
    "export name of a form's field": ("pdf", paper(lambda w: entry(w, TM=NUMBER))),
    "shown by a form's field": ("pdf", paper(appearance)),
    "form without fonts": (
        "pdf", paper(lambda w: stream(w, b"BT (" + BARE + b") Tj ET", Subtype="Form")),
    ),
    "read aloud": (
        "pdf",
        paper(lambda w: stream(w, b"/Span <</ActualText (" + BARE + b")>> BDC", Subtype="Form")),
    ),
    "comment in a drawing": ("pdf", paper(lambda w: stream(w, b"q Q\n% " + BARE, Subtype="Form"))),
    "a program's own data": ("pdf", paper(lambda w: stream(w, b"private " + BARE))),
    "a key of PDF": (
        "pdf", paper(lambda w: w.root_object.update({NameObject(f"/K{NUMBER}"): NameObject("/a")})),
    ),
    "comment of PDF": ("pdf", paper(lambda _: None).replace(b"%\xe2\xe3\xcf\xd3", b"%" + BARE)),
    "JPEG 2000": (
        "pdf",
        paper(lambda w: stream(w, b"\0\0\0\x0cjP  " + BARE, packed=False, Filter="JPXDecode")),
    ),
    "thumbnail of a page": (
        "pdf",
        paper(lambda w: stream(w, uploads.jpg(note=NUMBER), packed=False, Filter="DCTDecode")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TOLD)
def test_a_number_is_found_wherever_it_hides(case: str) -> None:
    kind, data = TOLD[case]
    contents = inspect(f"a.{kind}", data)
    assert contents.faults == ()
    assert NUMBER in " | ".join(text.text for text in contents.texts)


def test_a_number_in_the_maker_s_notes_is_found() -> None:
    exif, out = Image.Exif(), io.BytesIO()
    exif.get_ifd(IFD.Exif)[0x927C] = b"Maker\0\1" + BARE + b"\0"
    Image.new("RGB", (4, 4)).save(out, "JPEG", exif=exif)
    assert NUMBER in inspect("a.jpg", out.getvalue()).texts[0].text


def test_a_text_of_an_earlier_object_that_nothing_reaches_is_found() -> None:
    data = paper(lambda w: entry(w, Contents="x" * 13))
    hidden = data.replace(b"(" + b"x" * 13 + b")", b"(" + BARE + b")")
    # The last revision has another object in its place; the chain to the first one is cut.
    cut = hidden.replace(b"%%EOF", b"%%eof") + data
    assert cut.count(b"%%EOF") == 1
    contents = inspect("a.pdf", cut)
    told = NUMBER in " | ".join(text.text for text in contents.texts)
    assert told or codes(contents) == ["upload-unreadable"]


WORKBOOK = uploads.office("xlsx", NUMBER)
REFUSED: dict[str, tuple[str, bytes]] = {
    "behind packed pixels": ("png", chunk(b"IDAT", BARE)),
    "behind a JPEG": ("jpg", JPG + BARE),
    "behind a PNG": ("png", PNG + BARE),
    "behind a GIF": ("gif", gif() + BARE),
    "behind a WebP": ("webp", riff(b"PRIV", b"") + BARE),
    "a ZIP behind a JPEG": ("jpg", JPG + uploads.office()),
    "a film behind a JPEG": ("jpg", JPG + b"\0\0\0\x18ftypmp42" + bytes(40)),
    "a film in Samsung's notes": ("jpg", JPG + samsung(MotionPhoto_Data=b"\0\0\0\x18ftypmp42")),
    "beside Samsung's notes": ("jpg", JPG + BARE + samsung(Note=b"x")),
    "behind a PDF": ("pdf", paper(lambda _: None) + BARE),
    "behind a document": ("docx", uploads.office() + BARE),
    "behind a member's packed bytes": ("docx", b""),
    "between members": ("docx", b""),
    "a text with no end": ("png", chunk(b"zTXt", b"C\0\0" + zlib.compress(b"\0" * 20_000_000))),
}  # fmt: skip


def moved(data: bytes, at: int, more: bytes) -> bytes:
    """Return an archive with bytes before its second member, its directory set right."""
    end = data.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", data[end + 16 : end + 20])[0]
    directory, place = bytearray(data[start:end]), 0
    while place < len(directory):
        offset = struct.unpack("<I", directory[place + 42 : place + 46])[0]
        if offset >= at:
            directory[place + 42 : place + 46] = struct.pack("<I", offset + len(more))
        place += 46 + sum(struct.unpack("<3H", directory[place + 28 : place + 34]))
    tail = data[end : end + 16] + struct.pack("<I", start + len(more)) + data[end + 20 :]
    return data[:at] + more + data[at:start] + bytes(directory) + tail


def packed_behind() -> bytes:
    """Return a document whose first member has more packed bytes than its text needs."""
    data = uploads.office("docx", "ก")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first, second = archive.infolist()[:2]
    longer = bytearray(moved(data, second.header_offset, BARE))
    at = longer.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", longer[at + 16 : at + 20])[0]
    size = struct.pack("<I", first.compress_size + len(BARE))
    longer[18:22] = size
    longer[start + 20 : start + 24] = size
    return bytes(longer)


DOCUMENT = uploads.office("docx", "ก")
REFUSED["between members"] = ("docx", moved(DOCUMENT, DOCUMENT.index(b"PK\x03\x04", 4), BARE))
REFUSED["behind a member's packed bytes"] = ("docx", packed_behind())


@pytest.mark.parametrize("case", REFUSED)
def test_bytes_that_this_program_does_not_know_are_refused(case: str) -> None:
    kind, data = REFUSED[case]
    assert codes(inspect(f"a.{kind}", data)) == ["upload-unreadable"]


@pytest.mark.parametrize("key", ["EmbeddedFile", "Filespec"])
def test_an_attachment_is_refused_though_nothing_names_it(key: str) -> None:
    def attach(writer: PdfWriter) -> None:
        made = stream(writer, BARE, Type=key)
        if key == "Filespec":
            made[NameObject("/EF")] = DictionaryObject()

    assert codes(inspect("a.pdf", paper(attach))) == ["upload-active"]


@pytest.mark.parametrize(
    "part", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml", "xl/embeddings/a.bin"]
)
def test_a_workbook_that_is_refused_is_read_all_the_same(part: str) -> None:
    """Nobody may take "no texts" for "nothing found"."""
    contents = inspect("a.xlsx", with_part(part, "<a/>", WORKBOOK))
    assert codes(contents) == ["upload-active"]
    assert NUMBER in " | ".join(text.text for text in contents.texts)


def camera() -> bytes:
    """Return what a camera without a receiver writes: EXIF, a preview, maker's notes."""
    exif, out = Image.Exif(), io.BytesIO()
    exif.get_ifd(IFD.GPSInfo).update({0: b"\2\3\0\0"})
    exif.get_ifd(IFD.Exif).update(
        {0x927C: b"Nikon\0\2\x10" + bytes(range(256)), 0x9003: "2026:11:24 09:00:00"}
    )
    exif.update({0x010F: "NIKON CORPORATION", 0x0110: "D750"})
    Image.effect_noise((64, 48), 90).convert("RGB").save(out, "JPEG", exif=exif, progressive=True)
    return out.getvalue()


def screenshot() -> bytes:
    """Return a telephone's picture of its own screen."""
    notes, out = PngImagePlugin.PngInfo(), io.BytesIO()
    notes.add_text("Software", "Android UP1A.231005.007")
    notes.add_itxt(
        "XML:com.adobe.xmp", "<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>Screenshot</a></x:xmpmeta>"
    )
    exif = Image.Exif()
    exif[0x0132] = "2026:11:24 09:00:00"
    Image.effect_noise((64, 48), 90).save(out, "PNG", pnginfo=notes, exif=exif)
    return chunk(b"iDOT", bytes(28), out.getvalue())


def scan() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((200, 280), 60).save(out, "PDF", resolution=72)
    return out.getvalue() + b"\r\n\0\0\0"


class Stream(io.RawIOBase):
    """A file that cannot be gone back in, as servers write them."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.data += bytes(data)  # type: ignore[call-overload]
        return len(bytes(data))  # type: ignore[call-overload]


def exported() -> bytes:
    """Return a document that was streamed, as Google's are: sizes behind each member."""
    out = Stream()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            "<w:p xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><!-- x -->"
            "</w:p>",
        )
        archive.writestr("word/media/", "")
    return bytes(out.data)


def padded() -> bytes:
    """Return a document as Word writes it: its first member leaves room to grow."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo("[Content_Types].xml")
        info.extra = struct.pack("<HHHH", 0xA220, 264, 0xA028, 260) + bytes(260)
        archive.writestr(info, "<Types/>")
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("docProps/thumbnail.emf", b"\1\0\0\0" + bytes(100))
    return out.getvalue()


ORDINARY = {
    "camera": ("jpg", camera()),
    "camera with a large preview behind": (
        "jpg", segment(b"MPF\0II*\0" + bytes(40), 2, camera()) + camera(),
    ),
    "telephone": ("jpg", camera() + samsung(Image_UTC_Data=BARE, MCC_Data=b"520")),
    "telephone with gain map and notes": (
        "jpg", camera() + b"\0" * 5 + camera() + samsung(MCC_Data=b"520"),
    ),
    "padding": ("jpg", camera() + bytes(4096)),
    "picture that was cut short": ("jpg", camera()[:-30]),
    "fill before a marker": ("jpg", JPG[:2] + b"\xff" + JPG[2:]),
    "screenshot": ("png", screenshot()),
    "PNG with a line behind": ("png", PNG + b"\r\n"),
    "moving picture": ("gif", gif()),
    "WebP": ("webp", riff(b"XMP ", b"<a/>")),
    "scan": ("pdf", scan()),
    "streamed document": ("docx", exported()),
    "Word's document": ("docx", padded()),
    "printer's settings": (
        "xlsx", with_part(PRINTER, "HP LaserJet".encode("utf-16-le"), uploads.office("xlsx")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ORDINARY)
def test_what_cameras_telephones_scanners_and_offices_write_passes(case: str) -> None:
    kind, data = ORDINARY[case]
    contents = inspect(f"a.{kind}", data)
    assert contents.faults == ()
    assert NUMBER not in " | ".join(text.text for text in contents.texts)


def test_pictures_within_pictures_have_an_end() -> None:
    assert codes(inspect("a.jpg", JPG * 100)) == ["upload-unreadable"]
    headers = JPG
    for _ in range(90):
        headers = segment(b"II*\0\x08\0\0\0\1\0".ljust(30, b"\1") * 2000, 5, headers)
    assert codes(inspect("a.jpg", headers)) == ["upload-unreadable"]


PERSON = "1234567890121"  # with its check digit


def workbook(fill: Callable[[Any], None]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    fill(book.active)
    book.save(out)
    return out.getvalue()


def shown(kind: str, data: bytes) -> set[str]:
    contents = inspect(f"a.{kind}", data)
    assert contents.faults == ()
    return {one.kind for text in contents.texts for one in find_personal(text.text)}


@pytest.mark.parametrize(
    "code", ["0000000000", "000-000-0000", "\\0#########", "[<=9999999]###-####;(0##) ###-####"]
)
def test_a_telephone_number_whose_nought_only_the_format_shows_is_found(code: str) -> None:
    def fill(sheet: Any) -> None:
        sheet["B2"] = 812345678
        sheet["B2"].number_format = code

    assert shown("xlsx", workbook(fill)) == {"phone-number"}


@pytest.mark.parametrize("code", ["General", "#,##0", "#,##0.00", "d mmm yyyy", '0" บาท"'])
def test_amounts_and_codes_as_their_format_shows_them_are_no_numbers_of_persons(code: str) -> None:
    def fill(sheet: Any) -> None:
        for row, value in enumerate((812345678, 12345678, 1000000000, 45000), start=1):
            sheet.cell(row, 1, value).number_format = code

    assert shown("xlsx", workbook(fill)) == set()


@pytest.mark.parametrize("cells", [list(PERSON), [int(one) for one in PERSON]])
def test_a_number_in_boxes_of_a_sheet_is_found(cells: list[object]) -> None:
    assert shown("xlsx", workbook(lambda sheet: sheet.append(cells))) == {"identity-number"}


@pytest.mark.parametrize("value", [f"{PERSON[0]}.{PERSON[1:]}E12", f"{PERSON}.0"])
def test_a_number_in_the_notation_of_sciences_is_found(value: str) -> None:
    row = f'<row r="1"><c r="A1"><v>{value}</v></c></row></sheetData>'.encode()
    data = workbook(lambda _: None)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(
        rb"<sheetData ?/>|<sheetData></sheetData>", b"<sheetData>" + row, parts[sheet]
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    assert shown("xlsx", out.getvalue()) == {"identity-number"}


def test_a_number_in_boxes_of_a_paper_or_parted_by_tabs_is_found() -> None:
    boxes = "".join(f"<w:tc><w:p><w:r><w:t>{one}</w:t></w:r></w:p></w:tc>" for one in PERSON)
    table = f"<w:tbl><w:tr>{boxes}</w:tr></w:tbl>"
    tabs = "<w:tab/>".join(f"<w:t>{one}</w:t>" for one in ("1", "2345", "67890", "12", "1"))
    for body in (table, f"<w:r>{tabs}</w:r>"):
        assert shown("docx", uploads.office("docx", f"</w:t></w:r>{body}<w:r><w:t>")) == {
            "identity-number"
        }
