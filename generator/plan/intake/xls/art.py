"""OfficeArt, the drawings of Excel 97 workbooks ([MS-ODRAW]) → shapes on a sheet."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.plan.intake.form import FormRefusedError, MarkKind
from generator.plan.intake.sheets.anchors import MOST_SHAPES, Sheet
from generator.plan.intake.sheets.geometry import Box, Frame
from generator.plan.intake.sheets.shapes import Shape, own_form
from generator.plan.intake.sheets.ticks import square, tick
from generator.plan.intake.xls.biff import Object, SheetRecords
from generator.plan.intake.xls.looks import Path, covers, is_blank, is_filled

_HEAD = struct.Struct("<HHI")
_CONTAINER = 0xF
_GROUP, _SHAPE = 0xF003, 0xF004
_INNER, _ABOUT, _LOOKS, _TEXT, _CHILD, _ANCHOR, _DATA = (
    0xF009, 0xF00A, 0xF00B, 0xF00D, 0xF00F, 0xF010, 0xF011,
)  # fmt: skip
_PATRIARCH, _DELETED, _FLIP_X, _FLIP_Y = 0x4, 0x8, 0x40, 0x80
# Properties: the angle, both ends of a line, the name, whether it is hidden.
_ANGLE, _START, _END, _NAME, _SHOWN = 4, 0x1D0, 0x1D1, 0x380, 0x3BF
_HIDDEN = 0x20002
_LINES = frozenset({20, *range(32, 41)})
_ARROWS = frozenset(
    {13, 15, 55, *range(66, 71), 76, *range(77, 84), *range(89, 95), *range(99, 103)}
)
_TWO_HEADS = frozenset({69, 70, 81, 82})
_BOXES = frozenset({1, 2, 61, 62, 63, 109, 176, *range(41, 55), *range(178, 182), 201, 202})
_PICTURE = 75
_FREE = (0, 0xFFF)  # of a form of its own
# Objects that nobody draws: the frame of a comment, the button of a filter.
_NOTE, _BUTTON = 0x19, 0x14
_TICKED = (0x0B, 0x0C)
_DEEPEST = 30
_ACROSS, _DOWN = 1024, 256  # parts of a column, and of a row
# Objects of files before Excel 97.
_OLD = {1: MarkKind.LINE, 2: MarkKind.BOX, 6: MarkKind.BOX, 8: MarkKind.PICTURE, 9: MarkKind.LINE}
_ARRAY = struct.Struct("<3H")
_COORDINATES = struct.Struct("<4i")


@dataclass(slots=True)
class _Art:
    """A shape or a group as the drawing tells it."""

    type: int = 0
    flags: int = 0
    looks: dict[int, int] = field(default_factory=dict)
    name: str = ""
    path: Path = field(default_factory=Path)
    anchor: tuple[int, ...] = ()
    child: Box | None = None
    inner: Box | None = None
    object: Object | None = None
    text: str = ""
    parts: list[_Art] = field(default_factory=list)


@dataclass(slots=True)
class Art:
    """Reads a sheet's drawing; `cut` tells that it ends before it should."""

    records: SheetRecords
    cut: bool = False
    _count: int = 0
    _objects: Iterator[Object] = field(init=False)
    _texts: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self._objects, self._texts = iter(self.records.objects), iter(self.records.texts)

    def shapes(self, sheet: Sheet) -> Iterator[Shape]:
        """Yield every shape that somebody drew, also those within groups, in the sheet's lengths.

        Raises FormRefusedError for too many.
        """
        if not self.records.drawing:
            yield from self._before_97(sheet)
            return
        drawing = bytes(self.records.drawing)
        for one in self._read(drawing, 0, len(drawing), 0):
            yield from _placed(one, sheet)

    def _before_97(self, sheet: Sheet) -> Iterator[Shape]:
        for one in self.records.objects[:MOST_SHAPES]:
            if len(one.anchor) == 8:
                box = _anchored((0, *one.anchor), sheet)
                kind = _OLD.get(one.kind, MarkKind.OTHER)
                yield Shape(kind, Frame(box).corners(), rows=_rows((0, *one.anchor)))

    def _read(self, data: bytes, at: int, end: int, depth: int) -> Iterator[_Art]:
        """Yield the shapes of a container; a group's first shape is the group itself."""
        for about, kind, start, stop in self._records(data, at, end):
            if depth > _DEEPEST:
                self.cut = True
                return
            if kind == _GROUP:
                first, *rest = [*self._read(data, start, stop, depth + 1)] or [_Art()]
                if first.flags & _PATRIARCH:
                    yield from rest
                else:
                    first.parts = rest
                    yield first
            elif kind == _SHAPE:
                yield self._shape(data, start, stop)
            elif about & _CONTAINER == _CONTAINER:
                yield from self._read(data, start, stop, depth)

    def _records(self, data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        while at + _HEAD.size <= end:
            about, kind, size = _HEAD.unpack_from(data, at)
            at += _HEAD.size
            if at + size > end:
                self.cut = True
            yield about, kind, at, min(at + size, end)
            at += size

    def _shape(self, data: bytes, at: int, end: int) -> _Art:
        self._count += 1
        if self._count > MOST_SHAPES:
            raise FormRefusedError("too-large", found=f"มีรูปร่างเกิน {MOST_SHAPES:,} ชิ้น")
        art = _Art()
        for about, kind, start, stop in self._records(data, at, end):
            body = data[start:stop]
            if kind == _ABOUT and len(body) >= 8:
                art.type, art.flags = about >> 4, int.from_bytes(body[4:8], "little")
            elif kind == _LOOKS:
                _looks(art, about >> 4, body)
            elif kind == _DATA:
                art.object = next(self._objects, None)
            elif kind == _TEXT:
                art.text = next(self._texts, "").strip("\n")
            else:
                _place(art, kind, body)
        return art


def _place(art: _Art, kind: int, body: bytes) -> None:
    """Take in where a shape is."""
    if kind == _ANCHOR and len(body) >= 18:
        art.anchor = struct.unpack_from("<9H", body)
    elif kind in (_CHILD, _INNER) and len(body) >= _COORDINATES.size:
        left, top, right, bottom = _COORDINATES.unpack_from(body)
        box = Box(left, top, right - left, bottom - top)
        if kind == _CHILD:
            art.child = box
        else:
            art.inner = box


def _looks(art: _Art, count: int, body: bytes) -> None:
    """Take in properties: six bytes each, then the texts of those that have one."""
    after = 6 * count
    for at in range(0, min(after, len(body) - 5), 6):
        key, value = struct.unpack_from("<HI", body, at)
        if key & 0x8000:
            size = value + (_ARRAY.size if _is_bare_array(body, after, value) else 0)
            _take_long(art, key & 0x3FFF, body[after : after + size])
            after += size
        else:
            art.looks[key & 0x3FFF] = value


def _take_long(art: _Art, key: int, value: bytes) -> None:
    """Take in a property whose value stands behind the others."""
    if key == _NAME:
        art.name = value.decode("utf-16-le", "replace").rstrip("\0")
    else:
        art.path.take(key, value)


def _is_bare_array(body: bytes, at: int, size: int) -> bool:
    """Whether a property's size leaves out the head of its list, as many programs count it."""
    if at + _ARRAY.size > len(body) or not size:
        return False
    count, _, each = _ARRAY.unpack_from(body, at)
    return bool(count * (4 if each == 0xFFF0 else each) == size)


def _placed(art: _Art, sheet: Sheet) -> Iterator[Shape]:
    """Yield the shapes of a whole one on the sheet, none for what nobody drew."""
    unwanted = art.object is not None and art.object.kind in (_NOTE, _BUTTON)
    if art.flags & (_DELETED | _PATRIARCH) or unwanted:
        return
    box = _anchored(art.anchor, sheet) if art.anchor else art.child or Box(0, 0, 0, 0)
    if art.object is not None and art.object.kind in _TICKED:
        art.text, box = tick(art.object.ticked, art.text), square(box)
    rows = _rows(art.anchor) if art.anchor else None
    for one in _opened(art, _frame(art, box), 0):
        yield replace(one, rows=rows)


def _rows(anchor: tuple[int, ...]) -> tuple[int, int]:
    """Return the rows in which an anchor begins and ends."""
    first, last, down = anchor[3], anchor[7], anchor[8]
    return first, max(last - (down <= 0), first)


def _opened(art: _Art, frame: Frame, depth: int) -> Iterator[Shape]:
    if not art.parts or depth > _DEEPEST:
        yield _as_shape(art, frame)
        return
    for part in art.parts:
        inside = _frame(part, part.child or Box(0, 0, 0, 0))
        for one in _opened(part, inside, depth + 1):
            yield replace(one, points=frame.outward(one.points))


def _frame(art: _Art, box: Box) -> Frame:
    angle = art.looks.get(_ANGLE, 0)
    angle = angle - (1 << 32) if angle >= 1 << 31 else angle
    turn = round(angle / 65_536 * 60_000)
    frame = Frame(
        Box(0, 0, 0, 0), turn, bool(art.flags & _FLIP_X), bool(art.flags & _FLIP_Y), art.inner
    )
    return frame.anchored(box)


def _anchored(anchor: tuple[int, ...], sheet: Sheet) -> Box:
    """Return the rectangle of two corners: each a column or row, and which part of it."""
    _, column, across, row, down, last_column, last_across, last_row, last_down = anchor
    left = _part(sheet, column, across)
    right = _part(sheet, last_column, last_across)
    top = sheet.rows.start(row) + min(down / _DOWN, 1.0) * sheet.rows.size(row)
    bottom = sheet.rows.start(last_row) + min(last_down / _DOWN, 1.0) * sheet.rows.size(last_row)
    return Box(left, top, right - left, bottom - top)


def _part(sheet: Sheet, column: int, across: int) -> float:
    columns = sheet.columns
    return columns.start(column) + min(across / _ACROSS, 1.0) * columns.size(column)


def _as_shape(art: _Art, frame: Frame) -> Shape:
    kind, heads = _kind(art)
    if art.type in _FREE and kind is MarkKind.OTHER:
        kind = own_form(art.name, frame.corners(), straight=art.path.is_straight)
    hidden = art.looks.get(_SHOWN, 0) & _HIDDEN == _HIDDEN
    return Shape(
        kind,
        frame.line() if kind is MarkKind.LINE else frame.corners(),
        heads,
        art.text,
        art.name,
        unseen=hidden or is_blank(art.looks, kind, art.text),
        covers=not hidden and covers(art.looks, kind),
        elsewhere=None if kind is MarkKind.LINE else _elsewhere(frame),
    )


def _elsewhere(frame: Frame) -> tuple[float, float] | None:
    """Return the other ends of one that lies on its side: some programs anchor it as it was."""
    if not frame.on_side:
        return None
    (x, _), half = frame.box.centre, frame.box.width / 2
    return x - half, x + half


def _kind(art: _Art) -> tuple[MarkKind, int]:
    ends = sum(art.looks.get(one, 0) != 0 for one in (_START, _END))
    stroke = art.type in _FREE and not is_filled(art.looks) and not art.path.is_closed
    if art.type in _LINES or (stroke and art.path.is_straight):
        return MarkKind.LINE, ends
    if art.type in _ARROWS:
        return MarkKind.BLOCK_ARROW, 2 if art.type in _TWO_HEADS else 1
    if art.type == _PICTURE:
        return MarkKind.PICTURE, 0
    return (MarkKind.BOX if art.type in _BOXES else MarkKind.OTHER), ends
