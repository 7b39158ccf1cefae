"""PDFs: every text a reader or a program finds in one; a fault where one acts by itself.

Pages, notes, form fields and what they show, bookmarks, links, properties, pictures and programs'
own data are read, in every revision that is still in the file; so are comments and texts that no
object of a revision reaches. Not read: text that is drawn or scanned, and fonts.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from itertools import chain, islice

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from generator.plan.uploads.actions import MOST_DEPTH, active, values
from generator.plan.uploads.contents import Contents, Text, UploadError, UploadFault
from generator.plan.uploads.image import read_bytes, read_image, read_xmp
from generator.plan.uploads.loose import behind, literals, loose_texts, spelt
from generator.plan.uploads.markup import listed, telling

_MOST_OBJECTS = 100_000
_MOST_PAGES = 1_000
_MOST_TEXT = 5_000_000
# An office saves a form a few times over; each time adds one.
MOST_REVISIONS = 20
# Drawing instructions over all pages, in bytes and in number: a page of Thai has some twenty
# thousand bytes and two thousand instructions, and pypdf reads about thirty thousand in a second.
MOST_DRAWN = 20_000_000
MOST_DRAWINGS = 1_000_000
# A drawing that pages share may be drawn again and again, and inside itself.
_MOST_SHARED = 200
_END = re.compile(rb"%%EOF")
_PICTURED = frozenset({"/DCTDecode", "/DCT", "/JPXDecode"})
# Fonts, colours, shadings, tables of the file itself: drawn with, never read.
_KNOWN_TYPES = frozenset({"/XRef", "/ObjStm", "/CMap", "/Pattern", "/Halftone"})
_KNOWN_SUBTYPES = frozenset({"/Image", "/Type1C", "/CIDFontType0C", "/OpenType"})
_KNOWN_KEYS = frozenset({
    "/Length1", "/N", "/FunctionType", "/ShadingType", "/PatternType", "/CMapName", "/Width",
})  # fmt: skip
# Pages' own drawing, and tables of characters.
_DRAWING = re.compile(rb"\b(?:BT|ET|re|cm|Do|gs|begincmap|beginbfchar|beginbfrange|d1)\b")

# It tells of every oddity of a file; what matters is reported as a problem.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(data: bytes, _kind: str) -> Contents:
    """Return the text of every page, the properties and whatever else is written in the file."""
    ends = [found.end() for found in islice(_END.finditer(data), MOST_REVISIONS + 1)]
    if len(ends) > MOST_REVISIONS:
        raise UploadError("บันทึกทับไว้หลายครั้งเกินไป")
    with apply_configuration(xform_maximum_invocations_per_extraction=_MOST_SHARED):
        return _read(data, ends[:-1])


def _read(data: bytes, earlier_ends: list[int]) -> Contents:
    found = _Found()
    if behind(data):
        raise UploadError("มีข้อมูลที่ไม่รู้จักต่อท้ายไฟล์")
    found.read(PdfReader(io.BytesIO(data), strict=False), "")
    for end in earlier_ends:
        earlier = _opened(data[:end])
        if earlier:
            found.read(earlier, " (ฉบับก่อนแก้ไขที่ยังอยู่ในไฟล์)")
    for text in loose_texts(data):
        found.note(text)
    return found.contents()


def _opened(data: bytes) -> PdfReader | None:
    """Return a revision; the first part of a file made for the web is no whole file."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        return reader if len(reader.pages) else None
    except Exception:
        return None


class _Found:
    """What all revisions of a file hold; what stands in several is read once."""

    def __init__(self) -> None:
        self._texts: list[Text] = []
        self._values: dict[str, None] = {}
        self._active = ""
        self._position = False
        self._drawn, self._drawings, self._length, self._objects = 0, 0, 0, 0
        self._seen: set[bytes] = set()
        self._page: PageObject | None = None

    def contents(self) -> Contents:
        if self._active:
            return Contents(faults=(UploadFault("upload-active", self._active),))
        faults = (UploadFault("upload-position", "GPS"),) if self._position else ()
        notes = Text("บันทึก แบบฟอร์ม และลิงก์", listed(self._values))
        return Contents((*self._texts, notes), faults)

    def read(self, reader: PdfReader, which: str) -> None:
        """Take in a revision."""
        if reader.is_encrypted:
            raise UploadError("ใส่รหัสผ่านไว้")
        self._walk(reader)
        if self._active:
            return
        properties = [str(value) for value in (reader.metadata or {}).values()]
        self._add(f"คุณสมบัติของไฟล์{which}", "\n".join(properties))
        if len(reader.pages) > _MOST_PAGES:
            raise UploadError(f"มีเกิน {_MOST_PAGES} หน้า")
        for number, page in enumerate(reader.pages, start=1):
            drawing = page.get_contents()
            drawn = drawing.get_data() if drawing is not None else b""
            if which and not self._is_new(drawn):
                continue
            self._is_new(drawn)
            self._drawn += len(drawn)
            if self._drawn > MOST_DRAWN:
                raise UploadError("มีสิ่งที่วาดไว้มากเกินไป")
            for told in literals(drawn):
                self.note(told)
            text = page.extract_text(visitor_operand_before=self._count)
            self._add(f"หน้า {number}{which}", text if text.strip() else spelt(drawn))

    def _count(self, *_: object) -> None:
        self._drawings += 1
        if self._drawings > MOST_DRAWINGS:
            raise UploadError("มีสิ่งที่วาดไว้มากเกินไป")

    def _is_new(self, data: bytes) -> bool:
        digest = hashlib.sha256(data).digest()
        new = digest not in self._seen
        self._seen.add(digest)
        return new

    def _add(self, where: str, text: str) -> None:
        self._length += len(text)
        if self._length > _MOST_TEXT:
            raise UploadError("ข้อความยาวเกินไป")
        if text.strip():
            self._texts.append(Text(where, text))

    def _walk(self, reader: PdfReader) -> None:
        """Look at every object, whether or not a page uses it."""
        numbers = {
            (number, generation)
            for generation, offsets in reader.xref.items()
            for number in offsets
        } | {(number, 0) for number in reader.xref_objStm}
        self._objects += len(numbers)
        if self._objects > _MOST_OBJECTS * 2:
            raise UploadError("มีส่วนประกอบมากเกินไป")
        self._page = next(iter(reader.pages), None)
        whole = (
            reader.get_object(IndirectObject(number, generation, reader))
            for number, generation in sorted(numbers)
        )
        for value in chain([reader.trailer], whole):
            self._look(value, 0)
            if self._active:
                return

    def _look(self, value: object, depth: int) -> None:
        if depth > MOST_DEPTH:
            raise UploadError("ซ้อนกันลึกเกินไป")
        if isinstance(value, DictionaryObject):
            self._active = self._active or next(active(value), "")
            for key in value:
                self.note(key.removeprefix("/"))
        if isinstance(value, StreamObject):
            self._stream(value)
        for one in values(value):
            self._look(one, depth + 1)
        if isinstance(value, str | bytes):
            self.note(value if isinstance(value, str) else value.decode("latin-1"))

    def note(self, value: str) -> None:
        """Keep a short text of which nobody knows the place, once."""
        if telling(value) and value not in self._values:
            self._length += len(value)
            if self._length > _MOST_TEXT:
                raise UploadError("ข้อความยาวเกินไป")
            self._values[str(value)] = None

    def _stream(self, stream: StreamObject) -> None:
        kind = stream.get("/Type"), stream.get("/Subtype")
        filters = stream.get("/Filter")
        ways = set(map(str, filters if isinstance(filters, ArrayObject) else [filters]))
        if "/Metadata" in kind or kind[1] == "/XML":
            data = stream.get_data()
            if self._is_new(data):
                text, told = read_xmp(data)
                self._add("คุณสมบัติของไฟล์", text)
                self._position = self._position or told
        elif ways & _PICTURED:
            data = stream._data if "/JPXDecode" in ways else stream.get_data()
            if self._is_new(data):
                self._inside(_picture(data))
        elif kind[1] == "/Form":
            self._form(stream)
        elif _is_unknown(stream):
            data = _data(stream)
            if not _DRAWING.search(data) and self._is_new(b"bytes" + data):
                self._inside(read_bytes(data))

    def _form(self, form: StreamObject) -> None:
        """Read what is drawn beside pages: what notes and fields show, and what nothing shows."""
        data = form.get_data()
        if self._page is None or not self._is_new(b"form" + data):
            return
        self._drawn += len(data)
        if self._drawn > MOST_DRAWN:
            raise UploadError("มีสิ่งที่วาดไว้มากเกินไป")
        for told in literals(data):
            self.note(told)
        try:
            text = self._page.extract_xform_text(form, visitor_operand_before=self._count)  # type: ignore[arg-type]
        except UploadError:
            raise
        except Exception:  # without what its texts are drawn with
            text = ""
        self._add("แบบฟอร์มและหมายเหตุ", text if text.strip() else spelt(data))

    def _inside(self, inside: Contents) -> None:
        self._position = self._position or any(
            fault.code == "upload-position" for fault in inside.faults
        )
        for text in inside.texts:
            self._add(text.where, text.text)


def _picture(data: bytes) -> Contents:
    try:
        return read_image(data)
    except UploadError:
        raise
    except Exception:  # a kind that only PDF readers draw, or damaged
        return read_bytes(data)


def _data(stream: StreamObject) -> bytes:
    try:
        return stream.get_data()
    except Exception:  # packed in a way that the library does not know, or damaged
        return stream._data


def _is_unknown(stream: StreamObject) -> bool:
    """Whether a stream is none of those that a PDF is drawn with."""
    return not (
        stream.get("/Type") in _KNOWN_TYPES
        or stream.get("/Subtype") in _KNOWN_SUBTYPES
        or not _KNOWN_KEYS.isdisjoint(stream)
    )
