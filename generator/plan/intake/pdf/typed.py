"""Arrows that are typed over the borders of cells: of letters, they are lines to the eye."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.plan.intake.pdf.words import Glyph

_HEADS = frozenset("←→↔◄►◀▶<>⇐⇒⇔⟵⟶⟷")
_BODIES = frozenset("-–—─━═_▬.…=")
# Of a letter's size: as far apart are letters of one arrow.
_APART = 0.35


@dataclass(frozen=True, slots=True)
class TypedArrow:
    """An arrow of letters, from end to end of what is seen of it."""

    text: str
    left: float
    right: float
    middle: float
    heads: int


def typed_over(
    glyphs: Sequence[Glyph], place_of: Callable[[Glyph], object]
) -> tuple[list[TypedArrow], list[Glyph]]:
    """Return the arrows that run over a border between cells, and all other glyphs.

    `place_of` tells the cell under a glyph, None beside the table.
    """
    arrows: list[TypedArrow] = []
    rest: list[Glyph] = []
    for group in _groups(glyphs):
        places = {place_of(one) for one in group}
        text = "".join(one.text for one in group)
        heads = sum(sign in _HEADS for sign in text)
        if heads and len(places) > 1 and None not in places and set(text) <= _HEADS | _BODIES:
            middle = sum((one.top + one.bottom) / 2 for one in group) / len(group)
            left, right = min(one.left for one in group), max(one.right for one in group)
            arrows.append(TypedArrow(text, left, right, middle, min(2, heads)))
        else:
            rest += group
    return arrows, rest


def _groups(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield glyphs of arrows that follow each other on a line; all others one by one."""
    group: list[Glyph] = []
    for one in glyphs:
        drawn = bool(one.text) and set(one.text) <= _HEADS | _BODIES
        if group and not (drawn and _follows(group[-1], one)):
            yield group
            group = []
        if drawn:
            group.append(one)
        else:
            yield [one]
    if group:
        yield group


def _follows(last: Glyph, one: Glyph) -> bool:
    level = abs(last.line - one.line) < 0.1 * one.size
    return level and abs(one.x - last.room) <= _APART * one.size
