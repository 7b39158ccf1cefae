"""PDFium (by pypdfium2): what a page holds, as glyphs and outlines in points from its upper left.

Nothing but this module knows the library. It is loaded where there is a PDF; who has not installed
it is told how.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from generator.machine.packaged import PDF_LOCKED, install_command
from generator.plan.intake.form import FormRefusedError
from generator.plan.intake.pdf.page import Letter, Note, Outline, Page
from generator.plan.intake.pdf.texts import Letters, Upright, address_of, turns_of

#: A plan of a hundred pages has forty thousand outlines and three hundred thousand letters.
MOST_OUTLINES, MOST_LETTERS, MOST_PAGES = 60_000, 600_000, 600
_MOST_POINTS = 60
_DEEPEST = 8
_FEW_TEXTS = 20  # a form in a page with fewer pieces of text is no page of its own
_MOST_FORMS = 16
_NOTHING = 2  # bytes of an empty text
_LONGEST_NOTE = 20_000  # bytes of what was typed over a page
_UNSEEN = 2 | 32  # flags of a note that is hidden, or not for the screen
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def pages_of(data: bytes) -> Iterator[Page]:
    """Yield the pages of a PDF. Raises FormRefusedError."""
    try:
        from pypdfium2 import raw  # noqa: PLC0415  # four megabytes, for who reads a PDF
    except ImportError:
        raise FormRefusedError("pdf-library", command=install_command(PDF_LOCKED)) from None
    raw.FPDF_InitLibrary()
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = raw.FPDF_GetLastError() == _PASSWORD
        raise FormRefusedError("encrypted" if locked else "broken", found="เปิดไม่ได้")
    try:
        yield from _Document(raw, document).pages()
    finally:
        raw.FPDF_CloseDocument(document)


class _Document:
    def __init__(self, raw: Any, document: Any) -> None:
        self._raw, self._document = raw, document
        self._outlines, self._letters = MOST_OUTLINES, MOST_LETTERS
        self._own: set[int] = set()
        self._forms = 0
        self._lettered = False
        self._lines: list[tuple[tuple[float, float], ...]] = []
        self._typed: list[tuple[str, Any]] = []

    def pages(self) -> Iterator[Page]:
        count = self._raw.FPDF_GetPageCount(self._document)
        if count > MOST_PAGES:
            raise FormRefusedError("too-large", found=f"{count} หน้า")
        for index in range(count):
            page = self._raw.FPDF_LoadPage(self._document, index)
            if not page:
                raise FormRefusedError("broken", found=f"หน้า {index + 1} เสีย")
            try:
                page = self._with_notes(page, index)
                page, turns = self._turned(page, index)
                yield self._page(page, index + 1, turns)
            finally:
                self._raw.FPDF_ClosePage(page)

    def _with_notes(self, page: Any, index: int) -> Any:
        """Return a page with what was drawn over it in a reader's program, as its own drawing."""
        raw, drawn = self._raw, 0
        self._lines.clear()
        self._typed.clear()
        for at in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
            note = raw.FPDFPage_GetAnnot(page, at)
            kind = raw.FPDFAnnot_GetSubtype(note)
            self._take_line(note)
            typed = kind == raw.FPDF_ANNOT_FREETEXT and self._take_typed(note)
            raw.FPDFPage_CloseAnnot(note)
            if typed or kind in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_POPUP):
                raw.FPDFPage_RemoveAnnot(page, at)  # a little sign that opens a comment
            else:
                drawn += 1
        if not drawn or raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
            return page
        return self._again(page, index)

    def _take_line(self, note: Any) -> None:
        """Keep a line of which the file says where it is, but not how it looks."""
        raw, start, end = self._raw, self._raw.FS_POINTF(), self._raw.FS_POINTF()
        looks = raw.FPDFAnnot_GetAP(note, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0)
        if looks <= _NOTHING and raw.FPDFAnnot_GetLine(note, start, end):
            self._lines.append(((start.x, start.y), (end.x, end.y)))

    def _take_typed(self, note: Any) -> bool:
        """Keep what was typed over a page; return whether anything was."""
        raw, seen = self._raw, self._raw.FS_RECTF()
        size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
        if not _NOTHING < size <= _LONGEST_NOTE or not raw.FPDFAnnot_GetRect(note, seen):
            return False
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAnnot_GetStringValue(
            note, b"Contents", ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size
        )
        text = buffer.raw.decode("utf-16-le", "replace").rstrip("\0").replace("\r", "\n").strip()
        if text and not raw.FPDFAnnot_GetFlags(note) & _UNSEEN:
            self._typed.append((text, seen))
        return bool(text)

    def _again(self, page: Any, index: int) -> Any:
        again = self._raw.FPDF_LoadPage(self._document, index)
        if not again:
            return page
        self._raw.FPDF_ClosePage(page)
        return again

    def _turned(self, page: Any, index: int) -> tuple[Any, int]:
        """Return a page as its text is read, loaded once more where it was turned, and its turns.

        The library puts letters in order by how the page is shown.
        """
        raw = self._raw
        with self._text(page) as text:
            turns = turns_of(raw, text) if text else 0
        if turns == raw.FPDFPage_GetRotation(page):
            return page, turns
        raw.FPDFPage_SetRotation(page, turns)
        return self._again(page, index), turns

    def _page(self, page: Any, number: int, turns: int) -> Page:
        raw = self._raw
        seen = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, seen)
        wide, high = seen.right - seen.left, abs(seen.top - seen.bottom)
        self._forms = 0
        with self._text(page) as text:
            sides = (high, wide) if turns % 2 else (wide, high)
            upright = Upright(turns, *sides, seen.left, min(seen.top, seen.bottom))
            outlines: list[Outline] = []
            self._own.clear()
            self._lettered = self._lettered or bool(text and raw.FPDFText_CountChars(text))
            pictures = self._objects(
                page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, (), outlines, upright, 0
            )
            for ends in self._lines:
                points = tuple(upright.point(*end) for end in ends)
                outlines.append(Outline(points, filled=False, drawn=True))
            letters = self._read(text, upright, 0)
        if 0 < self._forms <= _MOST_FORMS:
            letters = self._apart(number - 1, upright)
        found = tuple(one for one in letters if one is not None)
        return Page(
            number, *sides, found, tuple(outlines), pictures, len(letters) - len(found),
            tuple(_note(text, box, upright) for text, box in self._typed),
        )  # fmt: skip

    def _apart(self, index: int, upright: Upright) -> list[Letter | None]:
        """Return the letters of a page, each of its forms read by itself.

        The library takes what stands at one place of two forms for one text drawn twice, and
        forgets for some letters where on the page their form stands.
        """
        raw = self._raw
        found: list[Letter | None] = []
        alone = 0
        while alone <= self._forms:
            page = raw.FPDF_LoadPage(self._document, index)
            try:
                outer = self._keep(page, alone)
                with self._text(page) as text:
                    here = replace(upright, outer=outer)
                    found += self._read(text, here, alone * MOST_LETTERS)
            finally:
                raw.FPDF_ClosePage(page)
            alone += 1
        return found

    def _keep(self, page: Any, alone: int) -> tuple[float, float, float, float, float, float]:
        """Take from a page in memory all but one of its forms, by number; all forms for 0.

        Return by which matrix that form is put onto the page, which it is in memory no more.
        """
        raw = self._raw
        outer = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        objects = [
            raw.FPDFPage_GetObject(page, at) for at in range(raw.FPDFPage_CountObjects(page))
        ]
        kinds = [raw.FPDFPageObj_GetType(one) for one in objects]
        self._own.clear()
        number = 0
        for one, kind in zip(objects, kinds, strict=True):
            told = kind == raw.FPDF_PAGEOBJ_FORM and _has_text(raw, one)
            number += told
            if (told and number != alone) or (alone and not told):
                raw.FPDFPage_RemoveObject(page, one)
                raw.FPDFPageObj_Destroy(one)
            elif told:
                m = self._matrix(one)
                outer = (m.a, m.b, m.c, m.d, m.e, m.f)
                raw.FPDFPageObj_SetMatrix(one, raw.FS_MATRIX(1, 0, 0, 1, 0, 0))
            elif kind == raw.FPDF_PAGEOBJ_TEXT:
                self._own.add(address_of(one))
        return outer

    def _objects(
        self, holder: Any, count: Any, get: Any, outer: tuple[Any, ...], found: list[Outline],
        upright: Upright, deep: int,
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
                self._own.add(address_of(one))
            elif kind == raw.FPDF_PAGEOBJ_FORM and deep < _DEEPEST:
                self._forms += not outer and _has_text(raw, one)
                pictures += self._objects(
                    one, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject,
                    (self._matrix(one), *outer), found, upright, deep + 1,
                )  # fmt: skip
        return pictures

    def _matrix(self, one: Any) -> Any:
        matrix = self._raw.FS_MATRIX()
        self._raw.FPDFPageObj_GetMatrix(one, matrix)
        return matrix

    def _drawn(self, one: Any, matrices: tuple[Any, ...], upright: Upright) -> Iterator[Outline]:
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
        self, one: Any, matrices: tuple[Any, ...], upright: Upright
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
            code = "too-large" if self._lettered else "text-as-shapes"
            raise FormRefusedError(code, found="เส้นในแฟ้มมากเกินไป")

    def _colour(self, one: Any) -> str:
        values = [ctypes.c_uint() for _ in range(4)]
        self._raw.FPDFPageObj_GetFillColor(one, *values)
        return "".join(f"{value.value:02X}" for value in values[:3])

    @contextmanager
    def _text(self, page: Any) -> Iterator[Any]:
        text = self._raw.FPDFText_LoadPage(page)
        try:
            yield text
        finally:
            if text:
                self._raw.FPDFText_ClosePage(text)

    def _read(self, text: Any, upright: Upright, first: int) -> list[Letter | None]:
        """Return the letters of a page's text, None for each that is not seen."""
        raw = self._raw
        count = raw.FPDFText_CountChars(text) if text else 0
        self._letters -= count
        if self._letters < 0:
            raise FormRefusedError("too-large", found="ข้อความในแฟ้มมากเกินไป")
        letters = Letters(raw, text, upright, self._own)
        # Blanks and ends of lines that the library puts in are no part of the file.
        return [
            letters.read(index, first)
            for index in range(count)
            if raw.FPDFText_IsGenerated(text, index) != 1
        ]


def _note(text: str, box: Any, upright: Upright) -> Note:
    ends = upright.point(box.left, box.top), upright.point(box.right, box.bottom)
    across, down = sorted(x for x, _ in ends), sorted(y for _, y in ends)
    return Note(text, across[0], down[0], across[1], down[1])


def _has_text(raw: Any, form: Any) -> bool:
    """Whether a form in a page is a page of its own, and no sign or shape alone."""
    count = raw.FPDFFormObj_CountObjects(form)
    texts = 0
    for at in range(count):
        kind = raw.FPDFPageObj_GetType(raw.FPDFFormObj_GetObject(form, at))
        if kind == raw.FPDF_PAGEOBJ_FORM:
            return True
        texts += kind == raw.FPDF_PAGEOBJ_TEXT
        if texts >= _FEW_TEXTS:
            return True
    return False


def _through(x: float, y: float, matrices: tuple[Any, ...]) -> tuple[float, float]:
    for one in matrices:
        x, y = one.a * x + one.c * y + one.e, one.b * x + one.d * y + one.f
    return x, y
