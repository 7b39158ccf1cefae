"""What a page of a PDF holds: letters and outlines, in points from its upper left."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a page to which a program bounds a text: of a cell, what does not run over."""

    left: float
    top: float
    right: float
    bottom: float

    def nearest(self, x: float, y: float, within: float = 0.0) -> tuple[float, float]:
        """Return the point in it that is nearest to one, `within` points from its edges."""
        across = min(within, (self.right - self.left) / 4)
        down = min(within, (self.bottom - self.top) / 4)
        return (
            min(max(x, self.left + across), self.right - across),
            min(max(y, self.top + down), self.bottom - down),
        )


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: its sign, where it begins on its line, its box, and its size.

    `room` is where the next letter may begin, as far as the font tells, `run` which piece of text
    of the file it belongs to, `unsure` that the file does not say for certain which sign it is.
    `window` is the part of the page in which it would be seen, None where that is all of it.
    `aslant` tells that it runs in another direction than the page's text, as a watermark does.
    """

    sign: str
    x: float
    line: float
    left: float
    top: float
    right: float
    bottom: float
    room: float
    size: float
    run: int
    unsure: bool = False
    window: Window | None = None
    aslant: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A path: its points, whether it is filled (with RRGGBB) and whether it is drawn along."""

    points: tuple[tuple[float, float], ...]
    filled: bool
    drawn: bool
    colour: str = ""
    curved: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        across, down = [x for x, _ in self.points], [y for _, y in self.points]
        return min(across), min(down), max(across), max(down)


@dataclass(frozen=True, slots=True)
class Note:
    """Words that somebody typed over a page in a reader's program, and the box of them."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page, upright: its measures, letters in the file's order, outlines, count of pictures.

    `unseen` counts letters that are drawn without being shown: what was recognised in a scan.
    """

    number: int
    width: float
    height: float
    letters: tuple[Letter, ...]
    outlines: tuple[Outline, ...]
    pictures: int
    unseen: int = 0
    notes: tuple[Note, ...] = ()
