"""Shapes that hang on a paragraph beside a table and stand over the table all the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.plan.intake.docx.flow import Ground, on_page
from generator.plan.intake.docx.heights import Found, find_row, rows_between, text_height
from generator.plan.intake.docx.page import Page
from generator.plan.intake.docx.runs import Paragraph
from generator.plan.intake.docx.shape import Across, Down, Shape
from generator.plan.intake.form import Mark, MarkKind, Spot

# What is drawn by hand over a table; a seal or a logo beside one is none of it.
_KINDS = (MarkKind.LINE, MarkKind.BLOCK_ARROW, MarkKind.BOX)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A shape of a paragraph, which of the paragraphs since the table before it is its own."""

    shape: Shape
    page: Page
    spot: Spot
    index: int
    text: str = ""


def over_table(
    one: Waiting, ground: Ground, since: Sequence[Paragraph], *, behind: bool
) -> Mark | None:
    """Return the mark that a shape is on a table, None where it does not stand over that.

    `behind` tells that the table stands behind the paragraphs `since`, else it stands before them.
    The row is told only where the heights of all rows between leave no doubt.
    """
    shape = one.shape
    related, box = shape.related, shape.box
    if shape.kind not in _KINDS or related.across is Across.INLINE:
        return None
    left = _left(one) - ground.left
    wide = ground.table.edges[-1]
    if left < -box.width / 2 or left + box.width > wide + box.width / 2:
        return None
    if related.down is Down.PARAGRAPH:
        found = None if related.aligned_down else _down(one, ground, since, behind=behind)
    else:
        found = on_page(shape, ground, None, behind=behind)
    if found is None:
        return None
    mark = Mark(
        kind=shape.kind, left=left, right=left + box.width, spot=one.spot, row=found.row,
        slack=found.slack, beyond=found.beyond, heads=shape.heads, text=one.text, name=shape.name,
        unseen=shape.hidden, among=found.among,
    )  # fmt: skip
    return ground.borders.settled(mark)


def _left(one: Waiting) -> float:
    page, box, related = one.page, one.shape.box, one.shape.related
    start, end = {
        Across.PAGE: (0.0, page.width),
        Across.RIGHT_MARGIN: (page.right, page.width),
    }.get(related.across, (page.left, page.right))
    if related.aligned == "center":
        return (start + end - box.width) / 2
    if related.aligned == "right":
        return end - box.width
    return start + box.left


def _down(
    one: Waiting, ground: Ground, since: Sequence[Paragraph], *, behind: bool
) -> Found | None:
    """Return the row under a shape; None where it stands over the paragraphs themselves."""
    middle = one.shape.box.top + one.shape.box.height / 2
    room = one.page.room
    if behind:
        between = text_height(since[one.index :], room)
        low, high, row = middle - between.high, middle - between.low, 0
        if middle <= between.usual:
            return None
    else:
        between = text_height(since[: one.index], room)
        low, high, row = middle + between.low, middle + between.high, len(ground.heights)
        if middle + between.usual >= 0:
            return None
    if not ground.heights:
        return None
    found = find_row(ground.heights, row, low, high)
    if found.row is not None and found.slack:
        return found
    return Found(None, among=rows_between(ground.heights, row, low, high))
