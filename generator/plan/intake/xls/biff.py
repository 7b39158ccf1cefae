"""The records of an Excel 97 workbook that xlrd passes over: drawings, objects, texts of shapes.

[MS-XLS] 2.4: a stream of records, each of a kind and a length; one substream a sheet.
"""

from __future__ import annotations

import io
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.plan.intake.form import FormRefusedError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOOKS = ("Workbook", "Book")
_LARGEST = 30_000_000
# A form has some ten thousand cells; of no other kind of record has a sheet more than of rows.
MOST_CELLS = 300_000
_MOST_OF_A_KIND, _MOST_RECORDS = 70_000, 600_000
_HEAD = struct.Struct("<HH")
_BOF, _EOF, _CONTINUE, _FILEPASS, _BOUNDSHEET = 0x809, 0x0A, 0x3C, 0x2F, 0x85
_HEADER, _FOOTER, _OBJ, _TXO, _DRAWING = 0x14, 0x15, 0x5D, 0x1B6, 0xEC
_CELLS = frozenset({0x06, 0x201, 0x203, 0x204, 0x205, 0xFD, 0xD6, 0x27E, 0x01, 0x02, 0x03, 0x04})
_MANY_CELLS = frozenset({0xBD, 0xBE})
_BIFF8 = 0x600
_STATE = 0x12  # of an object that is a tick box
_WORKSHEET = 0
_MOST_BEGUN = 100


@dataclass(frozen=True, slots=True)
class Object:
    """An object of a sheet: what it is, and in files before Excel 97 its eight numbers.

    `ticked` is what a tick box says: 0 for no, 1 for yes, anything else for neither.
    """

    kind: int
    anchor: tuple[int, ...] = ()
    ticked: int = 0


@dataclass(slots=True)
class SheetRecords:
    """What a sheet has beside its cells: the bytes of its drawing, objects, texts, margins."""

    drawing: bytearray = field(default_factory=bytearray)
    objects: list[Object] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    header: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it: where its records begin, its name, whether it has cells."""

    at: int
    title: str
    is_worksheet: bool


def workbook_stream(data: bytes) -> bytes:
    """Return the records of a workbook, out of its container where it has one.

    Raises FormRefusedError for what is encrypted, no workbook, or too large.
    """
    if len(data) > _LARGEST:
        raise FormRefusedError("too-large", found="ไฟล์ใหญ่เกิน 30 เมกะไบต์")
    if not data.startswith(_OLE):
        return data
    from olefile import OleFileIO  # noqa: PLC0415  # few forms are so old

    try:
        with OleFileIO(io.BytesIO(data)) as container:
            if container.exists("EncryptedPackage"):
                raise FormRefusedError("encrypted")
            name = next((one for one in _BOOKS if container.exists(one)), "")
            stream = container.openstream(name).read() if name else b""
    except FormRefusedError:
        raise
    except Exception:  # olefile raises many kinds for a damaged container
        raise FormRefusedError("broken", found="ไฟล์เสีย") from None
    if not stream:
        raise FormRefusedError("broken", found="ไม่ใช่สมุดงาน Excel หรือไฟล์เสีย")
    return bytes(stream)


def records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """Yield kind and data of each record from a place on; what is cut off ends them."""
    while at + _HEAD.size <= len(stream):
        kind, size = _HEAD.unpack_from(stream, at)
        at += _HEAD.size
        if at + size > len(stream):
            return
        yield kind, stream[at : at + size]
        at += size


def listed_sheets(stream: bytes) -> list[Listed]:
    """Return the sheets that a workbook lists. Raises FormRefusedError."""
    found: list[Listed] = []
    counted, version = _Counted(), _BIFF8
    for number, (kind, data) in enumerate(records(stream)):
        if not number and kind == _BOF and len(data) >= 2:
            version = int.from_bytes(data[:2], "little")
        if kind == _FILEPASS:
            raise FormRefusedError("encrypted")
        counted.take(kind, len(data))
        if kind == _BOUNDSHEET and len(data) > 8:
            title = _short(data[6:]) if version == _BIFF8 else ""
            found.append(Listed(int.from_bytes(data[:4], "little"), title, data[5] == _WORKSHEET))
    return found


@dataclass(slots=True)
class _Counted:
    """Counts what xlrd is going to make objects of."""

    cells: int = 0
    all: int = 0
    others: Counter[int] = field(default_factory=Counter)

    def take(self, kind: int, size: int) -> None:
        """Count a record. Raises FormRefusedError for the first one too many."""
        if kind in _CELLS or kind in _MANY_CELLS:
            self.cells += 1 if kind in _CELLS else max(size // 2 - 3, 1)
            if self.cells > MOST_CELLS:
                raise FormRefusedError("too-large", found=f"มีเกิน {MOST_CELLS:,} ช่อง")
            return
        self.others[kind] += 1
        self.all += 1
        if self.others[kind] > _MOST_OF_A_KIND or self.all > _MOST_RECORDS:
            raise FormRefusedError("too-large", found="มีรูปร่าง แถว หรือรูปแบบมากเกินไป")


def sheet_records(stream: bytes, at: int) -> SheetRecords:
    """Return what the sheet whose records begin at a place has beside its cells."""
    found = SheetRecords()
    depth, version, before, text = 0, _BIFF8, 0, [0]
    for kind, data in records(stream, at):
        if kind == _BOF:
            depth += 1
            if depth == 1 and len(data) >= 2:
                version = int.from_bytes(data[:2], "little")
            if depth > _MOST_BEGUN:
                break
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif depth == 1:  # a chart within the sheet has records of its own
            _take(found, kind, data, before, text, version)
            before = before if kind == _CONTINUE else kind
    return found


def _take(
    found: SheetRecords, kind: int, data: bytes, before: int, text: list[int], version: int
) -> None:
    """Take in one record; `text` holds how many signs the text of a shape still lacks."""
    if kind == _DRAWING or (kind == _CONTINUE and before in (_DRAWING, _OBJ)):
        found.drawing += data
    elif kind == _OBJ:
        found.objects.append(_object(data, version))
    elif kind == _TXO:
        text[0] = int.from_bytes(data[10:12], "little")
        found.texts.append("")
    elif kind == _CONTINUE and before == _TXO and text[0] > 0:
        part = _signs(data[1:], wide=bool(data[:1] == b"\x01"))[: text[0]]
        text[0] -= len(part)
        found.texts[-1] += part.replace("\r", "\n")
    elif kind in (_HEADER, _FOOTER) and len(data) > 3 and version == _BIFF8:
        said = _signs(data[3:], wide=bool(data[2] & 1))[: int.from_bytes(data[:2], "little")]
        if kind == _HEADER:
            found.header = said
        else:
            found.footer = said


def _object(data: bytes, version: int) -> Object:
    if version == _BIFF8:
        return Object(int.from_bytes(data[4:6], "little"), ticked=_ticked(data))
    numbers = struct.unpack_from("<8H", data, 10) if len(data) >= 26 else ()
    return Object(int.from_bytes(data[4:6], "little"), numbers)


def _ticked(data: bytes) -> int:
    """Return what a tick box says: one of an object's parts, each with its kind and length."""
    at = 0
    while at + _HEAD.size + 2 <= len(data):
        kind, size = _HEAD.unpack_from(data, at)
        if kind == _STATE:
            return int.from_bytes(data[at + 4 : at + 6], "little")
        at += _HEAD.size + size
    return 0


def _short(data: bytes) -> str:
    """Return a text with its length and its kind before it, a byte each."""
    return _signs(data[2:], wide=bool(data[1] & 1))[: data[0]]


def _signs(data: bytes, *, wide: bool) -> str:
    return data.decode("utf-16-le" if wide else "latin-1", "replace")
