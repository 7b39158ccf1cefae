"""A text that one of two covered: what is covered stays so, whatever the other did to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.plan.model import MASK, NEUTRAL_NAME

_MASKS = re.compile(f"{MASK}+")
# What is shorter may stand anywhere, and be meant nowhere.
_LEAST = 4


def covers(was: str, now: str) -> bool:
    """Whether somebody covered more of a text than was covered before."""
    if MASK not in now or now == was:
        return False
    return MASK not in was or (_read(now) < _read(was) and _gaps(was, now) is not None)


def _read(text: str) -> int:
    """Return how many signs of a text can be read."""
    return len(_MASKS.sub("", text))


def both_covered(base: str, ours: str, theirs: str, column: str = "") -> str | None:
    """Return a text with all covered that either covered; None where neither did.

    An edit of the other's stays where the same words can be covered in it. Else what was covered
    counts, and the edit is lost: whoever calls compares, and tells.
    """
    mine, other = covers(base, ours), covers(base, theirs)
    if mine and other:
        return _united(base, ours, theirs, column)
    if not (mine or other):
        return None
    cover, edit = (ours, theirs) if mine else (theirs, ours)
    if edit == base:
        return cover
    pieces = covered_in(base, cover)
    if pieces and all(len(one) >= _LEAST and one in edit for one in pieces):
        for one in sorted(pieces, key=len, reverse=True):
            edit = edit.replace(one, MASK)
        return edit
    return cover


def covered_in(was: str, now: str) -> tuple[str, ...]:
    """Return what of a text is read no more, piece by piece; all of it where that is unclear."""
    if not covers(was, now):
        return ()
    gaps = _gaps(was, now)
    found = [was] if gaps is None else [was[start:end] for start, end in gaps]
    return tuple(one for text in found if (one := text.strip(f"{MASK} ()")))


def _united(base: str, ours: str, theirs: str, column: str) -> str:
    if ours == theirs:
        return ours
    whole = next((one for one in (ours, theirs) if not _MASKS.sub("", one).strip()), None)
    if whole is None and NEUTRAL_NAME in (ours, theirs):
        whole = NEUTRAL_NAME
    if whole is not None:
        return whole
    gaps = [_gaps(base, one) for one in (ours, theirs)]
    if gaps[0] is None or gaps[1] is None:
        return NEUTRAL_NAME if column == "name" else MASK
    return _MASKS.sub(MASK, "".join(_with_masks(base, [*gaps[0], *gaps[1]])))


def _gaps(was: str, now: str) -> list[tuple[int, int]] | None:
    """Return where the masks of `now` stand in `was`; None where its words are others."""
    pieces = _MASKS.split(now)
    found = re.fullmatch("(.*?)".join(map(re.escape, pieces)), was, re.DOTALL)
    return [found.span(at) for at in range(1, len(pieces))] if found else None


def _with_masks(text: str, gaps: Iterable[tuple[int, int]]) -> Iterator[str]:
    at = 0
    for start, end in sorted(gaps):
        if end > at:
            yield text[at : max(start, at)]
            yield MASK
            at = end
    yield text[at:]
