"""Whatever stands in an upload is found, what acts by itself is refused, and nothing grows."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import typst
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image, PngImagePlugin
from PIL.ExifTags import IFD
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

import uploads
from generator.machine.markup import ReadingLimit
from generator.plan.read import csv_file, xlsx_file, yaml_file
from generator.plan.uploads import inspect, office, pdf
from generator.problems import Place, Report

NUMBER = "1103700123451"
SPLIT = f"<w:r><w:t>{NUMBER[:3]}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{NUMBER[3:]}</w:t></w:r>"
PICTURE = Image.new("RGB", (4, 4), "white")
GPS = '<x:xmpmeta xmlns:e="http://ns.adobe.com/exif/1.0/"><e:GPSLatitude>19,5N</e:GPSLatitude></x:xmpmeta>'


def saved(write: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    write(out)
    return out.getvalue()


def part(text: str, name: str = "word/document.xml", encoding: str = "utf-8") -> bytes:
    """Return the least Word document with one part that says `text`."""
    files = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
    return uploads.archive(files | {name: text.encode(encoding)})


def sheet(text: str, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    files = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
    return uploads.archive(files | {name: text.encode()})


def workbook(change: Callable[[Any], object]) -> bytes:
    book = openpyxl.Workbook()
    change(book)
    return saved(book.save)


def paper(change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    change(writer)
    return saved(writer.write)


def note(writer: PdfWriter, **keys: object) -> None:
    entries = {NameObject(f"/{key}"): value for key, value in keys.items()}
    writer.pages[0][NameObject("/Annots")] = ArrayObject(
        [writer._add_object(DictionaryObject(entries))]
    )


def stream(writer: PdfWriter, data: bytes, **keys: str) -> None:
    made = StreamObject()
    made._data = data
    made.update({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in keys.items()})
    writer.root_object[NameObject("/X")] = writer._add_object(made)


def action(**keys: str) -> DictionaryObject:
    words = {"S": NameObject(f"/{keys.pop('S')}")} | {
        key: TextStringObject(value) for key, value in keys.items()
    }
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in words.items()})


def revised() -> bytes:
    """Return a PDF whose first revision, still in the file, says the number."""
    writer = PdfWriter(io.BytesIO(uploads.pdf(NUMBER)), incremental=True)
    empty = DecodedStreamObject()
    empty.set_data(b"BT ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(empty)
    return saved(writer.write)


def picture(kind: str = "JPEG", tag: int = 0, value: object = None, **keys: object) -> bytes:
    exif = Image.Exif()
    if tag == 0x9286:
        exif.get_ifd(IFD.Exif)[tag] = value
    elif tag:
        exif[tag] = value
    return saved(lambda out: PICTURE.save(out, kind, exif=exif, **keys))


def noted_png(key: str, text: str) -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt(key, text, zip=True)
    return saved(lambda out: PICTURE.save(out, "PNG", pnginfo=notes))


def png_with_text_behind() -> bytes:
    data, text = picture("PNG", 0x010E, "x"), b"tEXtComment\0" + NUMBER.encode()
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    at = data.rindex(b"\0\0\0\0IEND")
    return data[:at] + chunk + data[at:]


def iptc() -> bytes:
    data = uploads.jpg()
    words = b"\x1c\x02\x78" + struct.pack(">H", len(NUMBER)) + NUMBER.encode()
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(words)) + words
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + data[2:]


TOLD: dict[str, tuple[str, bytes]] = {
    "cell between numbers": ("xlsx", workbook(lambda b: b.active.append([1, int(NUMBER), 500]))),
    "sheet name": ("xlsx", workbook(lambda b: b.create_sheet(NUMBER))),
    "defined name": (
        "xlsx",
        workbook(lambda b: b.defined_names.add(DefinedName("x", attr_text=f'"{NUMBER}"'))),
    ),
    "print header": (
        "xlsx",
        workbook(lambda b: setattr(b.active.oddHeader.center, "text", f"x {NUMBER}")),
    ),
    "cell comment": (
        "xlsx",
        workbook(lambda b: setattr(b.active["A1"], "comment", Comment(NUMBER, "x"))),
    ),
    "custom property": (
        "xlsx",
        workbook(lambda b: b.custom_doc_props.append(StringProperty(name="a", value=NUMBER))),
    ),
    "prefixed tags": (
        "xlsx",
        sheet(f"<x:sst><x:si><x:t>{NUMBER}</x:t></x:si></x:sst>", "xl/sharedStrings.xml"),
    ),
    "pivot cache": ("xlsx", sheet(f"<r><s v='{NUMBER}'/></r>", "xl/pivotCache/r1.xml")),
    "threaded comment": ("xlsx", sheet(f"<text>{NUMBER}</text>", "xl/threadedComments/t1.xml")),
    "chart cache": ("xlsx", sheet(f"<c:v>{NUMBER}</c:v>", "xl/charts/chart1.xml")),
    "runs of a paragraph": ("docx", part(f"<w:p>{SPLIT}</w:p>")),
    "tracked deletion": ("docx", part(f"<w:p><w:delText>{NUMBER}</w:delText></w:p>")),
    "beside tabs": (
        "docx",
        part(f"<w:p><w:t>9</w:t><w:tab/><w:t>{NUMBER}</w:t><w:br/><w:t>5</w:t></w:p>"),
    ),
    "property": ("docx", part(f"<p><vt:lpwstr>{NUMBER}</vt:lpwstr></p>", "docProps/custom.xml")),
    "author": ("docx", part(f"<w:comment w:author='{NUMBER}'/>", "word/comments.xml")),
    "data": ("docx", part(f"<a>{NUMBER}</a>", "customXml/item1.xml")),
    "diagram": ("docx", part(f"<a:t>{NUMBER}</a:t>", "word/diagrams/data1.xml")),
    "CDATA": ("docx", part(f"<w:t><![CDATA[{NUMBER}]]></w:t>")),
    "UTF-16": (
        "docx",
        part(f"<?xml version='1.0' encoding='utf-16'?><t>{NUMBER}</t>", encoding="utf-16"),
    ),
    "drawing that is no XML": ("docx", part(f"<div>{NUMBER}<br></div>", "word/d.vml")),
    "annotation": ("pdf", paper(lambda w: note(w, Contents=TextStringObject(NUMBER)))),
    "form value": ("pdf", paper(lambda w: note(w, V=TextStringObject(NUMBER)))),
    "bookmark": ("pdf", paper(lambda w: w.add_outline_item(title=NUMBER, page_number=0))),
    "metadata": (
        "pdf",
        paper(lambda w: stream(w, f"<a>{NUMBER}</a>".encode(), Type="Metadata")),
    ),
    "earlier revision": ("pdf", revised()),
    "XPComment": ("jpg", picture(tag=0x9C9C, value=f"{NUMBER}\0".encode("utf-16-le"))),
    "UserComment": (
        "jpg",
        picture(tag=0x9286, value=b"UNICODE\0" + NUMBER.encode("utf-16-le")),
    ),
    "description in Thai": ("jpg", picture(tag=0x010E, value=f"ก {NUMBER}")),
    "comment in Thai": ("jpg", picture(comment=f"ก {NUMBER}".encode())),
    "comment in Windows Thai": ("jpg", picture(comment=f"ก {NUMBER}".encode("cp874"))),
    "XMP in Thai": ("jpg", picture(xmp=f"<a>ก<b>{NUMBER}</b></a>".encode())),
    "IPTC": ("jpg", iptc()),
    "zipped text": ("png", noted_png("Comment", f"ก {NUMBER}")),
    "text behind the pixels": ("png", png_with_text_behind()),
}


@pytest.mark.parametrize("case", TOLD)
def test_number_is_found_wherever_it_stands_and_alone(case: str) -> None:
    kind, data = TOLD[case]
    contents = inspect(f"a.{kind}", data)
    assert contents.faults == ()
    texts = " | ".join(text.text for text in contents.texts)
    at = texts.find(NUMBER)
    assert at >= 0
    assert not (texts[at - 1 : at] + texts[at + 13 : at + 14]).strip(" |\n\t")[:1].isdigit()


def test_numbers_of_two_places_never_make_one() -> None:
    texts = inspect("a.docx", part("<a><c>0</c><c>2345</c><c>6789</c></a>")).texts
    assert "0 | 2345 | 6789" in "".join(text.text for text in texts)


LINK = "<Relationships><Relationship Id='a' Type='http://x/{}' Target='{}'{}/></Relationships>"
RELATIONS = "word/_rels/document.xml.rels"
OUTSIDE = ' TargetMode = "External"'
ACTIVE: dict[str, tuple[str, bytes]] = {
    "single quotes": ("docx", part(LINK.format("image", "http://x", OUTSIDE), RELATIONS)),
    "prefix": (
        "docx",
        part(f"<r:R><r:{LINK[16:70]}</r:R>".format("image", "http://x", OUTSIDE), RELATIONS),
    ),
    "no mode": ("docx", part(LINK.format("attachedTemplate", r"\\x\y", ""), RELATIONS)),
    "any name": ("docx", part(LINK.format("oleObject", "a.xml", ""), RELATIONS)),
    "altChunk": ("docx", part("<w:altChunk r:id='a'/>")),
    "web page": ("docx", part("<p/>", "word/a.htm")),
    "DDE field": ("docx", part("<w:fldSimple w:instr=' DDEAUTO cmd &quot;/k&quot;'/>")),
    "DDE in runs": (
        "docx",
        part("<a><w:instrText>DDE</w:instrText><w:instrText>AUTO c</w:instrText><w:fldChar/></a>"),
    ),
    "DDE in codes": ("docx", part("<w:fldSimple w:instr='QUOTE 68 68 69'/>")),
    "DDE formula": ("xlsx", sheet("<c><f>cmd|' /C calc'!A0</f></c>")),
    "web formula": ("xlsx", sheet("<c><f>_xlfn.WEBSERVICE(&quot;http://x&quot;)</f></c>")),
    "entity": ("docx", part("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")),
    "entity in UTF-16": ("docx", part("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", encoding="utf-16")),
    "address on opening": (
        "pdf",
        paper(
            lambda w: w.root_object.update(
                {NameObject("/OpenAction"): action(S="URI", URI="http://x")}
            )
        ),
    ),
    "other file": ("pdf", paper(lambda w: note(w, A=action(S="GoToR", F=r"\\x\y.pdf")))),
    "form sent": ("pdf", paper(lambda w: note(w, A=action(S="SubmitForm", F="http://x")))),
}  # fmt: skip


@pytest.mark.parametrize("case", ACTIVE)
def test_what_acts_by_itself_is_refused_however_it_is_written(case: str) -> None:
    kind, data = ACTIVE[case]
    assert [fault.code for fault in inspect(f"a.{kind}", data).faults] == ["upload-active"]


PLACED: dict[str, tuple[str, bytes]] = {
    "in a document": (
        "docx",
        uploads.archive(
            {
                "[Content_Types].xml": b"<Types/>",
                "word/document.xml": b"<a/>",
                "word/media/a.jpeg": uploads.jpg(position=True),
            }
        ),
    ),
    "in a PDF": (
        "pdf",
        paper(lambda w: stream(w, uploads.jpg(position=True), Subtype="Image", Filter="DCTDecode")),
    ),
    "under another prefix": ("jpg", picture(xmp=GPS.encode())),
    "zipped": ("png", noted_png("XML:com.adobe.xmp", GPS)),
}


@pytest.mark.parametrize("case", PLACED)
def test_position_is_found_wherever_it_stands(case: str) -> None:
    kind, data = PLACED[case]
    assert [fault.code for fault in inspect(f"a.{kind}", data).faults] == ["upload-position"]


def ordinary(book: Any) -> None:
    page = book.active
    page.append(["ก", 0, 2345, 6789, "=SUM(B1:C1)&\"|\"&'a|b'!A1"])
    page["A1"].hyperlink = "https://x.example"
    chart = BarChart()
    chart.add_data(Reference(page, min_col=2, min_row=1, max_row=1))
    page.add_chart(chart, "J1")
    book.create_sheet("a|b")


def link(writer: PdfWriter) -> None:
    note(writer, A=action(S="URI", URI="https://x.example"))
    where = [writer.pages[0].indirect_reference, NameObject("/Fit"), NumberObject(0)]
    writer.root_object[NameObject("/OpenAction")] = ArrayObject(where)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("xlsx", workbook(ordinary)),
        ("xlsx", sheet("\0", "xl/printerSettings/printerSettings1.bin")),
        ("pdf", typst.compile(b"#outline()\n= A\n#link(\"https://x.example\")[b]")),
        ("pdf", paper(link)),
        ("docx", part(LINK.format("hyperlink", "https://x.example", OUTSIDE), RELATIONS)),
        ("docx", part(LINK.format("styles", "/word/styles.xml", ""), RELATIONS)),
        ("docx", part("<w:fldSimple w:instr=' PAGE '/>")),
        ("png", uploads.png()),
    ],
)  # fmt: skip
def test_ordinary_files_pass(kind: str, data: bytes) -> None:
    assert inspect(f"a.{kind}", data).faults == ()


# Limits


@pytest.mark.parametrize(
    "data",
    [
        part("<d>" + "<t >" * 80_000),
        part("<Relationships>" + "<Relationship " * 20_000, RELATIONS),
        part("<a>" * 900_000),
        sheet("<mergeCell " * 20_000),
    ],
    ids=["tags", "links", "depth", "merges"],
)
def test_markup_without_end_is_refused(data: bytes) -> None:
    ending = "xlsx" if b"xl/workbook.xml" in data else "docx"
    assert [one.code for one in inspect(f"a.{ending}", data).faults] == ["upload-unreadable"]


def test_a_file_may_hold_only_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    for limits, kind, data in (
        ((office, "ReadingLimit", lambda: ReadingLimit(elements=0)), "docx", part("<a/>")),
        ((pdf, "MOST_REVISIONS", 0), "pdf", uploads.pdf("x")),
        ((pdf, "MOST_DRAWN", 3), "pdf", uploads.pdf("x")),
        ((pdf, "MOST_DRAWINGS", 3), "pdf", uploads.pdf("x")),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(*limits)
            assert [one.code for one in inspect(f"a.{kind}", data).faults] == ["upload-unreadable"]


PLACE = Place("a")


def reasons(report: Report) -> list[str]:
    return [str(problem.as_dict()) for problem in report]


@pytest.mark.parametrize(
    ("inside", "most"),
    [
        ("<row/>" * 20_001, "20,000 แถว"),
        ("<row>" + "<v/>" * 450_001 + "</row>", "450,000 ช่อง"),
        ("<mergeCell ref='A1:XFD1048576'/>", "200,000 ช่องที่ผสาน"),
        ("<x:mergeCell ref='A1:XFD1048576'/>", "200,000 ช่องที่ผสาน"),
    ],
)
def test_a_workbook_beyond_any_plan_says_what_is_too_much(inside: str, most: str) -> None:
    report = Report()
    assert xlsx_file.read_xlsx(sheet(f"<a>{inside}</a>", "xl/a.any"), PLACE, report) == ()
    (told,) = reasons(report)
    assert most in told


def test_a_workbook_that_unpacks_beyond_measure_is_not_unpacked() -> None:
    report = Report()
    large = uploads.archive({f"xl/{n}.xml": bytes(1_900_000) for n in range(33)})
    assert xlsx_file.read_xlsx(large, PLACE, report) == ()
    assert "60 เมกะไบต์" in reasons(report)[0]


@pytest.mark.parametrize(
    ("data", "most"),
    [
        (b",,,\n" * 20_001, "20,000 แถว"),
        (b"," * 400_001, "400,000 ช่อง"),
        (b"a" * 5_000_001, "5 เมกะไบต์"),
    ],
)
def test_a_table_beyond_any_plan_says_what_is_too_much(data: bytes, most: str) -> None:
    report = Report()
    assert csv_file.read_csv(data, PLACE, report) is None
    assert most in reasons(report)[0]


@pytest.mark.parametrize(
    ("data", "most"),
    [
        (b"x: [" + b"a," * 50_001 + b"]", "50,000 ค่า"),
        (b"x: |\n" + b"  aaaaaaaaa\n" * 100_000, "1 เมกะไบต์"),
    ],
)
def test_settings_beyond_any_plan_say_what_is_too_much(data: bytes, most: str) -> None:
    report = Report()
    assert yaml_file.read_yaml(data, PLACE, report) is None
    assert most in reasons(report)[0]
