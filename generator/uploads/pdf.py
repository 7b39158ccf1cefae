"""PDFs: their texts and properties; a fault where one holds a script, a launch action, a file."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from generator.uploads.contents import Contents, Fault, Text, UploadError

_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMediaExecute"}
_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMedia", "/XFA"}
_MOST_OBJECTS = 200_000
_MOST_PAGES = 1_000
_MOST_TEXT = 5_000_000
_MOST_DEPTH = 40

# It tells of every oddity of a file; what matters is reported as a problem.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(data: bytes, _kind: str) -> Contents:
    """Return the text of every page and the properties."""
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise UploadError("ใส่รหัสผ่านไว้")
    active = next(_active(reader), None)
    if active:
        return Contents(faults=(Fault("upload-active", active),))
    return Contents(tuple(_texts(reader)))


def _texts(reader: PdfReader) -> Iterator[Text]:
    properties = [str(value) for value in (reader.metadata or {}).values()]
    yield Text("คุณสมบัติของไฟล์", "\n".join(properties))
    length = 0
    if len(reader.pages) > _MOST_PAGES:
        raise UploadError(f"มีเกิน {_MOST_PAGES} หน้า")
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        length += len(text)
        if length > _MOST_TEXT:
            raise UploadError("ข้อความยาวเกินไป")
        yield Text(f"หน้า {number}", text)


def _active(reader: PdfReader) -> Iterator[str]:
    """Yield the name of everything in the file that does something by itself."""
    numbers = {
        (number, generation) for generation, offsets in reader.xref.items() for number in offsets
    } | {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > _MOST_OBJECTS:
        raise UploadError("มีส่วนประกอบมากเกินไป")
    yield from _in(reader.trailer, 0)
    for number, generation in sorted(numbers):
        yield from _in(reader.get_object(IndirectObject(number, generation, reader)), 0)


def _in(value: object, depth: int) -> Iterator[str]:
    if depth > _MOST_DEPTH:
        raise UploadError("ซ้อนกันลึกเกินไป")
    if isinstance(value, DictionaryObject):
        action = value.raw_get("/S") if "/S" in value else None
        if isinstance(action, str) and action in _ACTIONS:
            yield action.removeprefix("/")
        yield from (key.removeprefix("/") for key in value if key in _KEYS)
        for one in dict.values(value):
            yield from _in(one, depth + 1)
    elif isinstance(value, ArrayObject):
        for one in list.__iter__(value):
            yield from _in(one, depth + 1)
