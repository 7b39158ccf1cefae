"""PDFium (by pypdfium2): what a page holds, as glyphs and outlines in points from its upper left.

Nothing but this module knows the library. It is loaded where there is a PDF; who has not installed
it is told how.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from generator.machine.packaged import PDF_LOCKED
from generator.plan.intake.form import FormRefusedError
from generator.plan.intake.pdf.page import Letter, Outline, Page, Window

#: A plan of a hundred pages has forty thousand outlines and three hundred thousand letters.
MOST_OUTLINES, MOST_LETTERS, MOST_PAGES = 60_000, 600_000, 600
_MOST_POINTS = 60
_DEEPEST = 8
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def pages_of(data: bytes) -> Iterator[Page]:
    """Yield the pages of a PDF. Raises FormRefusedError."""
    try:
        from pypdfium2 import raw  # noqa: PLC0415  # four megabytes, for who reads a PDF
    except ImportError:
        raise FormRefusedError("pdf-library", command=_install()) from None
    raw.FPDF_InitLibrary()
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = raw.FPDF_GetLastError() == _PASSWORD
        raise FormRefusedError("encrypted" if locked else "broken", found="เปิดไม่ได้")
    try:
        yield from _Document(raw, document).pages()
    finally:
        raw.FPDF_CloseDocument(document)


def _install() -> str:
    """Return the command that installs the library, by what is locked, for this very Python."""
    words = (sys.executable, "-m", "pip", "install", "--require-hashes", "-r", str(PDF_LOCKED))
    return " ".join(f'"{word}"' if " " in word else word for word in words)


class _Document:
    def __init__(self, raw: Any, document: Any) -> None:
        self._raw, self._document = raw, document
        self._outlines, self._letters = MOST_OUTLINES, MOST_LETTERS
        self._own: set[int] = set()

    def pages(self) -> Iterator[Page]:
        count = self._raw.FPDF_GetPageCount(self._document)
        if count > MOST_PAGES:
            raise FormRefusedError("too-large", found=f"{count} หน้า")
        for index in range(count):
            page = self._raw.FPDF_LoadPage(self._document, index)
            if not page:
                raise FormRefusedError("broken", found=f"หน้า {index + 1} เสีย")
            try:
                yield self._page(page, index + 1)
            finally:
                self._raw.FPDF_ClosePage(page)

    def _page(self, page: Any, number: int) -> Page:
        raw = self._raw
        seen = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, seen)
        upright = _Upright(
            raw.FPDFPage_GetRotation(page),
            raw.FPDF_GetPageWidthF(page),
            raw.FPDF_GetPageHeightF(page),
            seen.left,
            seen.bottom,
        )
        outlines: list[Outline] = []
        self._own.clear()
        pictures = self._objects(
            page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, (), outlines, upright, 0
        )
        return Page(
            number, upright.width, upright.height, tuple(self._text(page, upright)),
            tuple(outlines), pictures,
        )  # fmt: skip

    def _objects(
        self, holder: Any, count: Any, get: Any, outer: tuple[Any, ...], found: list[Outline],
        upright: _Upright, deep: int,
    ) -> int:  # fmt: skip
        """Take in the outlines of a page, or of a form in it; return its count of pictures."""
        raw, pictures = self._raw, 0
        for index in range(count(holder)):
            one = get(holder, index)
            kind = raw.FPDFPageObj_GetType(one)
            self._take()
            if kind == raw.FPDF_PAGEOBJ_PATH:
                found += self._drawn(one, (self._matrix(one), *outer), upright)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                pictures += 1
            elif kind == raw.FPDF_PAGEOBJ_TEXT and not outer:
                self._own.add(_address(one))
            elif kind == raw.FPDF_PAGEOBJ_FORM and deep < _DEEPEST:
                pictures += self._objects(
                    one, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject,
                    (self._matrix(one), *outer), found, upright, deep + 1,
                )  # fmt: skip
        return pictures

    def _matrix(self, one: Any) -> Any:
        matrix = self._raw.FS_MATRIX()
        self._raw.FPDFPageObj_GetMatrix(one, matrix)
        return matrix

    def _drawn(self, one: Any, matrices: tuple[Any, ...], upright: _Upright) -> Iterator[Outline]:
        """Yield the parts of a path; one may draw all lines of a table at once."""
        raw = self._raw
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(one, mode, stroke)
        filled, drawn = mode.value != raw.FPDF_FILLMODE_NONE, bool(stroke.value)
        if not filled and not drawn:
            return
        colour = self._colour(one) if filled else ""
        for points, curved in self._parts(one, matrices, upright):
            self._take()
            if 2 <= len(points) <= _MOST_POINTS:
                yield Outline(tuple(points), filled, drawn, colour, curved)

    def _parts(
        self, one: Any, matrices: tuple[Any, ...], upright: _Upright
    ) -> Iterator[tuple[list[tuple[float, float]], bool]]:
        raw = self._raw
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[tuple[float, float]] = []
        curved = False
        for index in range(raw.FPDFPath_CountSegments(one)):
            segment = raw.FPDFPath_GetPathSegment(one, index)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO and points:
                yield points, curved
                points, curved = [], False
            curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            if len(points) <= _MOST_POINTS:
                points.append(upright.point(*_through(x.value, y.value, matrices)))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        yield points, curved

    def _take(self) -> None:
        """Count a part of a drawing. Raises FormRefusedError."""
        self._outlines -= 1
        if self._outlines < 0:
            raise FormRefusedError("too-large", found="เส้นในแฟ้มมากเกินไป")

    def _colour(self, one: Any) -> str:
        values = [ctypes.c_uint() for _ in range(4)]
        self._raw.FPDFPageObj_GetFillColor(one, *values)
        return "".join(f"{value.value:02X}" for value in values[:3])

    def _text(self, page: Any, upright: _Upright) -> Iterator[Letter]:
        raw = self._raw
        text = raw.FPDFText_LoadPage(page)
        if not text:
            return
        try:
            count = raw.FPDFText_CountChars(text)
            self._letters -= count
            if self._letters < 0:
                raise FormRefusedError("too-large", found="ข้อความในแฟ้มมากเกินไป")
            letters = _Letters(raw, text, upright, self._own)
            for index in range(count):
                # Blanks and ends of lines that the library puts in are no part of the file.
                if raw.FPDFText_IsGenerated(text, index) != 1:
                    yield letters.read(index)
        finally:
            raw.FPDFText_ClosePage(text)


class _Letters:
    """Reads the letters of a page; what the library writes into is made once."""

    def __init__(self, raw: Any, text: Any, upright: _Upright, own: Set[int]) -> None:
        """`own` are the pieces of text of the page itself, not of a form in it."""
        self._raw, self._text, self._point, self._own = raw, text, upright.point, own
        self._box = [ctypes.c_double() for _ in range(4)]
        self._at = [ctypes.c_double() for _ in range(2)]
        self._loose, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._runs: dict[int, tuple[int, float, Window | None]] = {}

    def read(self, index: int) -> Letter:
        """Return a letter."""
        raw, text, box, at = self._raw, self._text, self._box, self._at
        code = raw.FPDFText_GetUnicode(text, index)
        raw.FPDFText_GetCharBox(text, index, *box)  # left, right, bottom, top
        raw.FPDFText_GetLooseCharBox(text, index, self._loose)
        raw.FPDFText_GetCharOrigin(text, index, *at)
        x1, y1 = self._point(box[0].value, box[3].value)
        x2, y2 = self._point(box[1].value, box[2].value)
        x, y = self._point(at[0].value, at[1].value)
        room1, _ = self._point(self._loose.left, self._loose.top)
        room2, _ = self._point(self._loose.right, self._loose.bottom)
        run, size, window = self._run(index)
        known = 0 < code < 0xD800 or 0xE000 <= code < 0x110000
        return Letter(
            sign=chr(code) if known else "\ufffd", x=x, line=y,
            left=min(x1, x2), top=min(y1, y2), right=max(x1, x2), bottom=max(y1, y2),
            room=max(room1, room2), size=size, run=run,
            unsure=raw.FPDFText_HasUnicodeMapError(text, index) == 1, window=window,
        )  # fmt: skip

    def _run(self, index: int) -> tuple[int, float, Window | None]:
        """Return the piece of text that a letter belongs to, by number, its size and window."""
        piece = self._raw.FPDFText_GetTextObject(self._text, index)
        address = _address(piece)
        if not address:
            return -1, self._size(index), None
        if address not in self._runs:
            window = self._window(piece) if address in self._own else None
            self._runs[address] = (len(self._runs), self._size(index), window)
        return self._runs[address]

    def _window(self, piece: Any) -> Window | None:
        raw, found = self._raw, []
        clip = raw.FPDFPageObj_GetClipPath(piece)
        for path in range(min(raw.FPDFClipPath_CountPaths(clip) if clip else 0, _MOST_POINTS)):
            points = []
            count = raw.FPDFClipPath_CountPathSegments(clip, path)
            for at in range(min(count, _MOST_POINTS)):
                x, y = ctypes.c_float(), ctypes.c_float()
                segment = raw.FPDFClipPath_GetPathSegment(clip, path, at)
                raw.FPDFPathSegment_GetPoint(segment, x, y)
                points.append(self._point(x.value, y.value))
            if points:
                found.append(Outline(tuple(points), filled=False, drawn=False).box)
        if not found:
            return None
        left, top, right, bottom = zip(*found, strict=True)
        window = Window(max(left), max(top), min(right), min(bottom))
        return window if window.left < window.right and window.top < window.bottom else None

    def _size(self, index: int) -> float:
        """Return the size as it is seen: a font's own one may be one point, drawn large."""
        matrix = self._matrix
        size = float(self._raw.FPDFText_GetFontSize(self._text, index))
        if self._raw.FPDFText_GetMatrix(self._text, index, matrix):
            size *= max(abs(matrix.a), abs(matrix.b), abs(matrix.c), abs(matrix.d)) or 1.0
        return size


@dataclass(frozen=True, slots=True)
class _Upright:
    """Turns a page's own points into those that its reader sees, y down."""

    turns: int
    width: float
    height: float
    left: float
    bottom: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.turns == 1:
            return y, x
        if self.turns == 2:
            return self.width - x, y
        if self.turns == 3:
            return self.width - y, self.height - x
        return x, self.height - y


def _address(one: Any) -> int:
    return ctypes.cast(one, ctypes.c_void_p).value or 0


def _through(x: float, y: float, matrices: tuple[Any, ...]) -> tuple[float, float]:
    for one in matrices:
        x, y = one.a * x + one.c * y + one.e, one.b * x + one.d * y + one.f
    return x, y
