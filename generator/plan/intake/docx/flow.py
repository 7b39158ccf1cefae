"""How far down its page a text has come: what counts from the page is found over a table's rows.

Word writes no height of text, so each place has the least and the most that it may be. Rows that a
shape may stand over are all told, one where there is no doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.plan.intake.docx.borders import Borders
from generator.plan.intake.docx.heights import NOTHING, Found, Height, text_height
from generator.plan.intake.docx.page import Page
from generator.plan.intake.docx.runs import Paragraph
from generator.plan.intake.docx.shape import Down, Shape
from generator.plan.intake.docx.table import Table

# So near to a border, as a part of a row's height, a shape may belong to either row.
_NEAR = 0.15
# What is higher than this part of a page frames it, and is drawn over no row.
_FRAMES = 0.4


@dataclass(frozen=True, slots=True)
class Ground:
    """A table as it lies on its page, with the heights of its rows.

    `pages` are those on which its rows begin, 0 where Word did not note them. `begin` is where text
    begins on its pages, `top` where the table does on the first of them, None where nobody knows.
    """

    table: Table
    page: Page
    heights: Sequence[Height]
    borders: Borders
    pages: Sequence[int] = ()
    begin: Height = NOTHING
    top: Height | None = None

    @property
    def left(self) -> float:
        """The x of the table on its page."""
        return self.page.table_left(self.table)


class Flow:
    """Follows the text of a document down its pages."""

    def __init__(self) -> None:
        """Nothing stands on a page yet; `header` is what stands above its text."""
        self.header = NOTHING
        self.begin = NOTHING
        self.at: Height | None = None

    def section(self, page: Page, *, goes_on: bool) -> None:
        """Begin a section, on a page of its own unless it goes on where the last one ended."""
        self.begin = Height(
            page.top,
            max(page.top, page.header + self.header.usual),
            max(page.top, page.header + self.header.high),
        )
        if not goes_on:
            self.at = self.begin

    def paragraph(self, made: Paragraph, page: Page, *, noted: bool) -> None:
        """Take a paragraph; `noted` tells that Word noted where pages end."""
        own = text_height([made], page.room)
        if made.pages or made.turns:
            self.at = Height(self.begin.low, self.begin.usual, self.begin.high + own.high)
        elif made.on_new_page:
            self.at = self.begin + own
        else:
            self._down(own, page, noted=noted)

    def table(self, ground: Ground, *, turned: bool, noted: bool) -> None:
        """Take a table; `turned` tells that Word noted a page's end in it."""
        if turned:
            last = ground.pages[-1]
            rows = [h for h, on in zip(ground.heights, ground.pages, strict=True) if on == last]
            self.at = self.begin + _sum(ground.heights[: ground.table.heading_rows])
            self._down(_sum(rows), ground.page, noted=True)
        else:
            self._down(_sum(ground.heights), ground.page, noted=noted)

    def _down(self, own: Height, page: Page, *, noted: bool) -> None:
        if self.at is not None:
            self.at += own
            if self.at.high > page.bottom and not noted:
                self.at = None  # the page may have been turned


def on_page(shape: Shape, ground: Ground, row: int | None, *, behind: bool = True) -> Found | None:
    """Return the row over which a shape stands that counts from its page; None for none of them.

    `row` is where its anchor is, None for a paragraph that the table stands `behind`, or before.
    """
    if shape.box.height > _FRAMES * ground.page.height or not ground.heights:
        return None
    anchor = row if row is not None else (0 if behind else len(ground.heights) - 1)
    middle = _middle(shape, ground.page)
    places = list(_places(ground, anchor))
    if middle is None or not places:
        rows = [at for at, _, _ in places] or _within_a_page(ground, anchor)
    else:
        rows = [
            at
            for at, top, end in places
            for near in (_NEAR * (end.usual - top.usual) if end.is_exact else 0.0,)
            if top.low - near <= middle <= end.high + near
        ]
        if not rows:
            return Found(None, among=tuple(at for at, _, _ in places)) if row is not None else None
    return Found(rows[0]) if len(rows) == 1 else Found(None, among=tuple(rows))


def _middle(shape: Shape, page: Page) -> float | None:
    """Return how far below the page's upper edge the middle of a shape is, None if not told."""
    related, box = shape.related, shape.box
    start, end = {
        Down.PAGE: (0.0, page.height),
        Down.MARGIN: (page.top, page.bottom),
        Down.BOTTOM_MARGIN: (page.bottom, page.height),
    }.get(related.down, (None, None))
    if start is None or end is None:
        return None
    if not related.aligned_down:
        return start + box.top + box.height / 2
    return {
        "top": start + box.height / 2,
        "center": (start + end) / 2,
        "bottom": end - box.height / 2,
    }.get(related.aligned_down)


def _places(ground: Ground, anchor: int) -> Iterator[tuple[int, Height, Height]]:
    """Yield the rows that may be on the page of a row, with where each begins and ends on it.

    None where nobody can tell which rows are on that page.
    """
    heights = ground.heights
    if any(ground.pages):
        rows = [at for at, on in enumerate(ground.pages) if on == ground.pages[anchor]]
        top = ground.top
        if rows[0]:
            begun = heights[rows[0] - 1].high  # a row that goes on from the page before
            top = ground.begin + _sum(heights[: ground.table.heading_rows])
            top = Height(top.low, top.usual, top.high + begun)
    else:
        rows, top = list(range(len(heights))), ground.top
        if top is None or (top + _sum(heights[: anchor + 1])).high > ground.page.bottom:
            return
    for at in rows:
        if top is None or top.low > ground.page.bottom:
            return
        end = top + heights[at]
        yield at, top, end
        top = end


def _within_a_page(ground: Ground, anchor: int) -> list[int]:
    """Return the rows that are no farther from a row than a page is high."""
    room, rows = ground.page.bottom - ground.page.top, [anchor]
    for step in (-1, 1):
        left, at = room, anchor + step
        while 0 <= at < len(ground.heights) and left > 0:
            if not any(ground.pages) or ground.pages[at] == ground.pages[anchor]:
                rows.append(at)
            left -= ground.heights[at].low
            at += step
    return sorted(rows)


def _sum(heights: Sequence[Height]) -> Height:
    return sum(heights, NOTHING)
