"""Shapes that lie under others: somebody hid a wrong arrow below a white box, and drew it anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.plan.intake.docx.flow import Ground
from generator.plan.intake.docx.heights import text_height
from generator.plan.intake.docx.place import Anchored, inner_width
from generator.plan.intake.docx.shape import Across, Down
from generator.plan.intake.form import Mark
from generator.plan.intake.paint import Hides, hidden_part

_ROUNDED = 1.0  # point
_MOST_COVERS = 50  # in one row
_END = "กรอบทับปลายของเครื่องหมายไว้ จึงไม่เห็นว่ายาวถึงเดือนใด"
_PERHAPS = "มีกรอบที่อาจทับเครื่องหมายไว้"


@dataclass(frozen=True, slots=True)
class Laid:
    """A shape of a table with its mark."""

    anchored: Anchored
    mark: Mark


@dataclass(frozen=True, slots=True)
class _Cover:
    """A box that hides what lies under it; `order` is higher the higher it lies."""

    laid: Laid
    order: tuple[int, int]
    top: float | None


def covered(laid: Sequence[Laid], ground: Ground) -> Iterator[Mark]:
    """Yield the mark of each shape, in order: unseen, or in doubt, where another lies over it.

    Bounded: of many boxes in one row only the first are looked at.
    """
    by_row: dict[int, list[_Cover]] = {}
    for at, one in enumerate(laid):
        if one.anchored.shape.covers:
            for row in _rows(one):
                held = by_row.setdefault(row, [])
                if len(held) < _MOST_COVERS:
                    order = (one.anchored.shape.layer, at)
                    held.append(_Cover(one, order, _top(one.anchored, ground)))
    for at, one in enumerate(laid):
        covers = [cover for row in _rows(one) for cover in by_row.get(row, ())]
        yield _under(one, (one.anchored.shape.layer, at), covers, ground) if covers else one.mark


def _rows(one: Laid) -> set[int]:
    """Return the rows where its anchor is and where it stands, as far as that is known."""
    return {row for row in (one.anchored.cell.row, one.mark.row) if row is not None}


def _under(one: Laid, order: tuple[int, int], covers: Iterable[_Cover], ground: Ground) -> Mark:
    if one.mark.unseen:
        return one.mark
    doubt = ""
    for cover in covers:
        over = cover.laid.mark
        hides = hidden_part(
            (over.left, over.right), (one.mark.left, one.mark.right), blank=over.unseen
        )
        if cover.order <= order or hides is Hides.NOTHING:
            continue
        sure = _is_over(cover, one, ground)
        if sure and hides is Hides.ALL:
            return replace(one.mark, unseen=True)
        if sure is not False:
            doubt = _END if sure else _PERHAPS
    return replace(one.mark, doubt=doubt) if doubt else one.mark


def _is_over(cover: _Cover, one: Laid, ground: Ground) -> bool | None:
    """Whether a box stands over a shape from top to end; None where the file does not tell."""
    over, under = cover.laid.anchored, one.anchored
    same = over.cell.row == under.cell.row
    top = _top(under, ground)
    if not same or cover.top is None or top is None:
        if over.shape.related.down is under.shape.related.down is not Down.PARAGRAPH:
            cover_top, top = over.shape.box.top, under.shape.box.top
        else:
            known = cover.laid.mark.row is not None and one.mark.row is not None
            return None if not known or cover.laid.mark.row == one.mark.row else False
    else:
        cover_top = cover.top
    end, cover_end = top + under.shape.box.height, cover_top + over.shape.box.height
    return cover_top - _ROUNDED <= top and end <= cover_end + _ROUNDED


def _top(one: Anchored, ground: Ground) -> float | None:
    """Return how far below its row's top a shape begins; None where that is not told."""
    related = one.shape.related
    if related.across is Across.INLINE or related.down is not Down.PARAGRAPH:
        return None
    if related.aligned_down:
        return None
    before = text_height(one.paragraphs[: one.own], inner_width(one.cell, ground.table)).usual
    return one.cell.margins["top"] + before + one.shape.box.top
