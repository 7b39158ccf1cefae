"""Letters of a page by PDFium, which is handed in, with the text's own direction and windows."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Any

from generator.plan.intake.pdf.page import Letter, Outline, Window

_MOST_POINTS = 60
# So many letters of a page tell in which direction its texts run.
_SAMPLE = 400
_ASLANT = 0.05  # radians
# Modes of drawing in which a text is not seen: it was recognised in a scan.
_UNSEEN = (3, 7)


@dataclass(frozen=True, slots=True)
class Upright:
    """Turns a page's own points into those by which its text runs from left to right, y down.

    `turns` are quarters against the clock by which the text is turned on the page; `width` and
    `height` are the page's when it is turned back. `outer` is by which matrix points are first of
    all put onto the page, where they are those of a form in it.
    """

    turns: int
    width: float
    height: float
    left: float
    bottom: float
    outer: tuple[float, float, float, float, float, float] = (1, 0, 0, 1, 0, 0)

    @property
    def scale(self) -> float:
        """How much larger the page shows what stands in the form."""
        a, b, c, d, _, _ = self.outer
        return math.sqrt(abs(a * d - b * c))

    @property
    def turned(self) -> float:
        """By how much the form stands aslant on what is upright, in radians against the clock."""
        return math.atan2(self.outer[1], self.outer[0]) - self.turns * math.pi / 2

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the page as its reader sees it."""
        a, b, c, d, e, f = self.outer
        x, y = a * x + c * y + e - self.left, b * x + d * y + f - self.bottom
        if self.turns == 1:
            return y, x
        if self.turns == 2:
            return self.width - x, y
        if self.turns == 3:
            return self.width - y, self.height - x
        return x, self.height - y


def turns_of(raw: Any, text: Any) -> int:
    """Return by how many quarters, against the clock, most letters of a page are turned."""
    count, matrix = raw.FPDFText_CountChars(text), raw.FS_MATRIX()
    step = max(1, count // _SAMPLE)
    told = Counter(
        round(_direction(raw, text, index, matrix) / (math.pi / 2)) % 4
        for index in range(0, count, step)
        if raw.FPDFText_IsGenerated(text, index) != 1
    )
    return told.most_common(1)[0][0] if told else 0


def _direction(raw: Any, text: Any, index: int, matrix: Any) -> float:
    """Return in which direction a letter's line runs, in radians against the clock."""
    if not raw.FPDFText_GetMatrix(text, index, matrix):
        return 0.0
    return math.atan2(matrix.b, matrix.a)


@dataclass(frozen=True, slots=True)
class _Run:
    """A piece of text: its number, size and window, and whether it is not seen, or aslant."""

    number: int
    size: float
    window: Window | None
    unseen: bool = False
    aslant: bool = False


class Letters:
    """Reads the letters of a page; what the library writes into is made once."""

    def __init__(self, raw: Any, text: Any, upright: Upright, own: Set[int]) -> None:
        """`own` are the pieces of text of the page itself, not of a form in it."""
        self._raw, self._text, self._point, self._own = raw, text, upright.point, own
        self._turned, self._scale = upright.turned, upright.scale
        self._box = [ctypes.c_double() for _ in range(4)]
        self._at = [ctypes.c_double() for _ in range(2)]
        self._loose, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._runs: dict[int, _Run] = {}
        self._none = _Run(-1, 0.0, None)

    def read(self, index: int, first: int = 0) -> Letter | None:
        """Return a letter, None for one that is not seen; its run counts from `first`."""
        run = self._run(index)
        if run.unseen:
            return None
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
        known = 0 < code < 0xD800 or 0xE000 <= code < 0x110000
        return Letter(
            sign=chr(code) if known else "\ufffd", x=x, line=y,
            left=min(x1, x2), top=min(y1, y2), right=max(x1, x2), bottom=max(y1, y2),
            room=max(room1, room2), size=run.size, run=first + run.number,
            unsure=raw.FPDFText_HasUnicodeMapError(text, index) == 1, window=run.window,
            aslant=run.aslant,
        )  # fmt: skip

    def _run(self, index: int) -> _Run:
        """Return the piece of text that a letter belongs to."""
        piece = self._raw.FPDFText_GetTextObject(self._text, index)
        address = address_of(piece)
        if not address:
            return replace(self._none, size=self._size(index))
        if address not in self._runs:
            window = self._window(piece) if address in self._own else None
            unseen = self._raw.FPDFTextObj_GetTextRenderMode(piece) in _UNSEEN
            turned = _direction(self._raw, self._text, index, self._matrix)
            off = math.remainder(turned + self._turned, 2 * math.pi)
            self._runs[address] = _Run(
                len(self._runs), self._size(index), window, unseen, abs(off) > _ASLANT
            )
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
        size = self._scale * float(self._raw.FPDFText_GetFontSize(self._text, index))
        if self._raw.FPDFText_GetMatrix(self._text, index, matrix):
            size *= max(abs(matrix.a), abs(matrix.b), abs(matrix.c), abs(matrix.d)) or 1.0
        return size


def address_of(one: Any) -> int:
    """Return by what an object of the library is known again."""
    return ctypes.cast(one, ctypes.c_void_p).value or 0
