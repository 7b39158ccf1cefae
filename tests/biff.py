"""Workbooks of Excel 97 with shapes over them, record by record as Excel writes them; for tests."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

import xlwt
from xlwt.CompoundDoc import XlsDoc

from drawn import BEFORE, FIRST, HEADS, HIGH
from generator.plan.fields import MONTH_FIELDS

LINE, RECTANGLE, TEXT_BOX, BOTH_WAYS, PICTURE, ELLIPSE = 20, 1, 202, 69, 75, 3
FLIP_X, DELETED = 0x40, 0x8
_MOST = 8_224


@dataclass(slots=True)
class Art:
    """A shape between two corners, told in months from October's border and rows from the first.

    `inside` is its rectangle in the group that it stands in, `inner` that in which its children
    count.
    """

    type: int
    corners: tuple[float, float, float, float] = (0, 0, 0, 0)
    text: str = ""
    flags: int = 0
    looks: Sequence[tuple[int, int | str | bytes]] = ((0x1D0, 1), (0x1D1, 1))
    object: int = 0x1E
    ticked: int | None = None
    inside: tuple[int, int, int, int] | None = None
    inner: tuple[int, int, int, int] | None = None
    children: list[Art] = field(default_factory=list)


def filled(projects: int = 3) -> xlwt.Workbook:
    """Return the form that tests of .xlsx have, months at D to O, a project a row from row 3."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("ผด.02")
    sheet.write(0, 0, "แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2570")
    for column, text in enumerate(HEADS):
        sheet.write(1, column, text)
    for number in range(projects):
        row = FIRST + number
        for column, text in enumerate((str(number + 1), f"โครงการที่ {number + 1}", "10,000")):
            sheet.write(row, column, text)
        sheet.row(row).height_mismatch = True
        sheet.row(row).height = int(HIGH * 20)
    for column in range(BEFORE, BEFORE + len(MONTH_FIELDS)):
        sheet.col(column).width = 1_177
    return book


def saved(book: xlwt.Workbook, *shapes: Art, more: bytes = b"") -> bytes:
    """Return the workbook with shapes drawn on its only sheet, in its container."""
    stream = drawn_stream(book, *shapes, more=more)
    target = io.BytesIO()
    XlsDoc().save(target, stream)
    return target.getvalue()


def drawn_stream(book: xlwt.Workbook, *shapes: Art, more: bytes = b"") -> bytes:
    """Return the workbook's records with those of shapes, and `more`, before the last."""
    stream: bytes = book.get_biff_data()
    end = record(0x0A, b"")
    assert stream.endswith(end)
    return stream[: -len(end)] + more + (drawing(*shapes) if shapes else b"") + end


def record(kind: int, data: bytes) -> bytes:
    """Return a record; what is too long goes on in others."""
    parts = [data[at : at + _MOST] for at in range(0, len(data), _MOST)] or [b""]
    first, *rest = parts
    found = struct.pack("<HH", kind, len(first)) + first
    return found + b"".join(struct.pack("<HH", 0x3C, len(one)) + one for one in rest)


def drawing(*shapes: Art) -> bytes:
    """Return the records of a sheet's drawing, cut where objects and texts stand between."""
    whole = _Writer()
    patriarch = _box(0xF009, 0, 0, 0, 0) + _art(0xF00A, 2, struct.pack("<II", 1024, 0x5))
    whole.put(_art(0xF004, 0xF, patriarch))
    for one in shapes:
        whole.shape(one)
    inside = _art(0xF008, 0x10, struct.pack("<II", len(shapes) + 1, 1024))
    # The containers tell how long all is, and stand before the first part.
    size = sum(len(part) for kind, part in whole.parts if kind == 0xEC)
    group = struct.pack("<HHI", 0xF, 0xF003, size)
    head = struct.pack("<HHI", 0xF, 0xF002, len(inside) + 8 + size) + inside + group
    kind, part = whole.parts[0]
    whole.parts[0] = kind, head + part
    return b"".join(record(kind, part) for kind, part in whole.parts)


class _Writer:
    """Gathers parts: of the drawing (0xEC), and records that stand between them."""

    def __init__(self) -> None:
        self.parts: list[tuple[int, bytes]] = [(0xEC, b"")]
        self.ids = 1025

    def put(self, data: bytes) -> None:
        if self.parts[-1][0] != 0xEC:
            self.parts.append((0xEC, b""))
        self.parts[-1] = 0xEC, self.parts[-1][1] + data

    def shape(self, one: Art) -> None:
        if not one.children:
            self._one(one)
            return
        inside = _Writer()
        inside._one(one)
        for child in one.children:
            inside.shape(child)
        size = sum(len(part) for kind, part in inside.parts if kind == 0xEC)
        self.put(struct.pack("<HHI", 0xF, 0xF003, size))
        first, *rest = inside.parts
        self.put(first[1])
        self.parts += rest

    def _one(self, one: Art) -> None:
        about = struct.pack("<II", self.ids, 0xA00 | one.flags | (0x1 if one.children else 0))
        self.ids += 1
        body = _box(0xF009, *one.inner) if one.inner else b""
        body += _art(0xF00A, one.type << 4 | 2, about) + _looks(one.looks)
        body += _box(0xF00F, *one.inside) if one.inside else _anchor(one.corners)
        body += _art(0xF011, 0, b"")
        text = _art(0xF00D, 0, b"") if one.text else b""
        self.put(struct.pack("<HHI", 0xF, 0xF004, len(body) + len(text)) + body)
        state = b"" if one.ticked is None else struct.pack("<HHHHHH", 0x12, 8, one.ticked, 0, 0, 0)
        about = struct.pack("<HHHHH", 0x15, 0x12, one.object, 1, 0) + b"\0" * 12
        self.parts.append((0x5D, about + state + b"\0" * 4))
        if text:
            self.put(text)
            size = len(one.text)
            self.parts.append((0x1B6, struct.pack("<HHHHHHHI", 0, 0, 0, 0, 0, size, 16, 0)))
            for at in range(0, size, 4_000):
                part = one.text[at : at + 4_000].encode("utf-16-le")
                self.parts.append((0x3C, b"\x01" + part))
            self.parts.append((0x3C, b"\0" * 16))


def _art(kind: int, about: int, data: bytes) -> bytes:
    return struct.pack("<HHI", about, kind, len(data)) + data


def _box(kind: int, x: int, y: int, wide: int, high: int) -> bytes:
    return _art(kind, 1 if kind == 0xF009 else 0, struct.pack("<4i", x, y, x + wide, y + high))


def _looks(looks: Sequence[tuple[int, int | str | bytes]]) -> bytes:
    fixed, after = b"", b""
    for key, value in looks:
        if not isinstance(value, int):
            text = value.encode("utf-16-le") + b"\0\0" if isinstance(value, str) else value
            fixed += struct.pack("<HI", key | 0x8000, len(text))
            after += text
        else:
            fixed += struct.pack("<HI", key, value & 0xFFFFFFFF)
    return _art(0xF00B, len(looks) << 4 | 3, fixed + after)


def _anchor(corners: tuple[float, float, float, float]) -> bytes:
    left, top, right, bottom = corners
    numbers = []
    for across, down in ((left, top), (right, bottom)):
        month, row = int(across // 1), int(down // 1)
        numbers += [BEFORE + month, round((across - month) * 1024)]
        numbers += [FIRST + row, round((down - row) * 256)]
    return _art(0xF010, 0, struct.pack("<9H", 0, *numbers))
