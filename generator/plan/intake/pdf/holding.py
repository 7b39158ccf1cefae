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
_NEXT_LINE, _TOUCHING, _BLANK = 1.9, 0.08, 0.17


@dataclass(frozen=True, slots=True)
class Held:
    """The glyphs of each cell in the file's order.

    `unsure` are cells that may have glyphs of others, `torn` those of whose text some stand, or
    stood, in another one.
    """

    glyphs: Mapping[Place, Sequence[Glyph]]
    unsure: frozenset[Place]
    torn: frozenset[Place]


@dataclass(slots=True)
class _Visit:
    """Glyphs of one cell that the file draws one after the other.

    `under` is the cell that they stand over, `place` the one that they belong to.
    """

    under: Place | None
    glyphs: list[Glyph]
    place: Place | None

    @property
    def last(self) -> Glyph:
        """Its last letter; a sign on one has no width of its own."""
        return next((one for one in reversed(self.glyphs) if not one.is_sign), self.glyphs[-1])


def held_in(
    glyphs: Sequence[Glyph],
    place_of: Callable[[Glyph], Place | None],
    spans: Mapping[Place, tuple[int, int]],
) -> Held:
    """Return which cell holds which glyphs.

    `place_of` tells the first row and column of the cell under a glyph, None beside the table,
    `spans` how many of both a cell has.
    """
    visits = _visits(glyphs, place_of)
    unsure: set[Place | None] = set()
    torn: set[Place | None] = set()
    for at in range(1, len(visits)):
        before, visit = visits[at - 1], visits[at]
        below, beside = _runs_over(before, visit, spans), _is_torn(before, visit)
        if not below and not beside:
            continue
        unsure |= {before.place, visit.place}
        _settle(visits, at, beside=beside)
        if beside or (before.place, visit.place) != (before.under, visit.under):
            torn |= {before.under, visit.under}
    held: dict[Place, list[Glyph]] = {}
    for visit in visits:
        if visit.place is not None:
            held.setdefault(visit.place, []).extend(visit.glyphs)
    return Held(held, _cells(unsure), _cells(torn))


def _cells(places: set[Place | None]) -> frozenset[Place]:
    return frozenset(place for place in places if place is not None)


def _settle(visits: Sequence[_Visit], at: int, *, beside: bool) -> None:
    """Give a text that stands in two cells to the one that it belongs to, as far as it tells."""
    before, visit = visits[at - 1], visits[at]
    rest = [other for other in visits[at + 1 :] if other.under == visit.under]
    if any(_is_level(visit.last, other.glyphs[0]) for other in rest):
        return  # it goes on where it stands
    later = bool(rest)
    earlier = any(other.under == before.under for other in visits[: at - 1])
    # A cell that has a text of its own besides, drawn when it is its turn, has not this one.
    if visit.place and later:
        visit.place = before.place
    elif earlier:
        before.place = visit.place
    elif beside and not any(other.under == visit.under for other in visits[:at]):
        # The cell beside is empty but for it: where most of the word stands, all of it does.
        if before.place != before.under or len(visit.glyphs) <= len(before.glyphs):
            visit.place = before.place
        else:
            before.place = visit.place


def _visits(glyphs: Sequence[Glyph], place_of: Callable[[Glyph], Place | None]) -> list[_Visit]:
    found: list[_Visit] = []
    for glyph in glyphs:
        place = place_of(glyph)
        if found and (found[-1].under == place or _goes_with(glyph, found[-1].last)):
            found[-1].glyphs.append(glyph)
        else:
            found.append(_Visit(place, [glyph], place))
    return found


def _goes_with(glyph: Glyph, last: Glyph) -> bool:
    """Whether a sign, or a blank, goes with the letter before it, over a border too."""
    near = abs(glyph.line - last.line) < last.size and abs(glyph.middle - last.room) < last.size
    return near and (glyph.is_sign or not glyph.text.strip())


def _is_torn(one: _Visit, other: _Visit) -> bool:
    """Whether a word runs on over the border between two cells."""
    last, first = one.last, other.glyphs[0]
    if not _is_level(last, first) or not last.text.strip():
        return False
    apart = abs(first.x - last.room) / (last.size or 1.0)
    # One piece of text may hold a whole line of the page; of a word's letters none is far.
    if last.run == first.run:
        return apart < _BLANK
    return apart < _TOUCHING and last.window == first.window


def _is_level(one: Glyph, other: Glyph) -> bool:
    return abs(one.line - other.line) < 0.1 * one.size


def _runs_over(before: _Visit, visit: _Visit, spans: Mapping[Place, tuple[int, int]]) -> bool:
    """Whether a visit is the next line of the text in the cell above, or of the last one."""
    last, first = before.last, visit.glyphs[0]
    if before.place is None or not 0 < first.line - last.line < _NEXT_LINE * last.size:
        return False
    if visit.place is None:
        return first.x >= min(one.x for one in before.glyphs) - last.size and first.x <= last.room
    (row, column), (rows, columns) = before.place, spans[before.place]
    return visit.place == (row + rows, column) and spans[visit.place][1] == columns
