"""Which cell holds a glyph: the one under it, unless its text ran over from another one.

A program draws one cell after the other. What is drawn straight after the last line of the cell
above, though it stands in this one, ran over its border; who sees the page reads it as it is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.plan.intake.pdf.words import Glyph

Place = tuple[int, int]
# Of a letter's size: so far below a line stands the next, and so near are letters of one word.
_NEXT_LINE, _TOUCHING = 1.9, 0.08


@dataclass(slots=True)
class _Visit:
    """Glyphs of one cell that the file draws one after the other."""

    place: Place | None
    glyphs: list[Glyph]

    @property
    def last(self) -> Glyph:
        """Its last letter; a sign on one has no width of its own."""
        return next((one for one in reversed(self.glyphs) if not one.is_sign), self.glyphs[-1])


def held_in(
    glyphs: Sequence[Glyph],
    place_of: Callable[[Glyph], Place | None],
    spans: Mapping[Place, tuple[int, int]],
) -> tuple[dict[Place, list[Glyph]], set[Place]]:
    """Return the glyphs of each cell in the file's order, and the cells that may have others.

    `place_of` tells the first row and column of the cell under a glyph, None beside the table,
    `spans` how many of both a cell has.
    """
    visits = _visits(glyphs, place_of)
    unsure: set[Place | None] = set()
    for at in range(1, len(visits)):
        before, visit = visits[at - 1], visits[at]
        below, beside = _runs_over(before, visit, spans), _is_torn(before, visit)
        if not below and not beside:
            continue
        unsure |= {before.place, visit.place}
        # A cell that has a text of its own besides, drawn when it is its turn, has not this one.
        if visit.place and any(later.place == visit.place for later in visits[at + 1 :]):
            visit.place = before.place
        elif beside and any(other.place == before.place for other in visits[: at - 1]):
            before.place = visit.place
    held: dict[Place, list[Glyph]] = {}
    for visit in visits:
        if visit.place is not None:
            held.setdefault(visit.place, []).extend(visit.glyphs)
    return held, {place for place in unsure if place is not None}


def _visits(glyphs: Sequence[Glyph], place_of: Callable[[Glyph], Place | None]) -> list[_Visit]:
    found: list[_Visit] = []
    for glyph in glyphs:
        place = place_of(glyph)
        if found and (found[-1].place == place or _goes_with(glyph, found[-1].last)):
            found[-1].glyphs.append(glyph)
        else:
            found.append(_Visit(place, [glyph]))
    return found


def _goes_with(glyph: Glyph, last: Glyph) -> bool:
    """Whether a sign, or a blank, goes with the letter before it, over a border too."""
    near = abs(glyph.line - last.line) < last.size and abs(glyph.middle - last.room) < last.size
    return near and (glyph.is_sign or not glyph.text.strip())


def _is_torn(one: _Visit, other: _Visit) -> bool:
    """Whether a word runs on over the border between two cells."""
    last, first = one.last, other.glyphs[0]
    level = abs(last.line - first.line) < 0.1 * last.size
    near = abs(first.x - last.room) < _TOUCHING * last.size
    return level and (last.run == first.run or near)


def _runs_over(before: _Visit, visit: _Visit, spans: Mapping[Place, tuple[int, int]]) -> bool:
    """Whether a visit is the next line of the text in the cell above, or of the last one."""
    last, first = before.last, visit.glyphs[0]
    if before.place is None or not 0 < first.line - last.line < _NEXT_LINE * last.size:
        return False
    if visit.place is None:
        return first.x >= min(one.x for one in before.glyphs) - last.size and first.x <= last.room
    (row, column), (rows, columns) = before.place, spans[before.place]
    return visit.place == (row + rows, column) and spans[visit.place][1] == columns
