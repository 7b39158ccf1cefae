"""A text that two people changed, of which one or both covered something: covered first.

What either covered is covered in what both began with, and in what the other wrote in that place,
before lines are compared. So a cover is no change of a line any more: two covers of one line never
meet as a conflict, and whatever the other wrote beside stays.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.plan.model import MASK

_MASKS = re.compile(f"{MASK}+")
# Fewer signs than that are alike by chance; two lines as alike as that are one line, edited.
_LEAST, _ALIKE = 3, 0.5
# Longer lines are compared by how they begin and end, and with more masks not exactly.
_LONGEST, _MOST_MASKS = 2000, 12

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Same:
    """So many signs that stand in two texts: where in one, and where in the other."""

    here: int
    there: int
    size: int


@dataclass(frozen=True, slots=True)
class CoveredFirst:
    """Three versions of a text in which the same is covered.

    `given_way` are the lines, from 1, of an edit that stood in the place of what the other covered.
    """

    base: str
    ours: str
    theirs: str
    given_way: tuple[int, ...]


def covered_first(base: str | None, ours: str, theirs: str) -> CoveredFirst:
    """Return the versions with all covered in each that either covered since `base`.

    Without a base what one covers is that which the other says in its place.
    """
    if base is None:
        mine, other = _covers(ours, theirs), _covers(theirs, ours)
        return CoveredFirst("", _masked(ours, mine), _masked(theirs, other), ())
    mine, other = _covers(base, ours), _covers(base, theirs)
    in_ours, in_theirs = _moved(other, base, ours), _moved(mine, base, theirs)
    lost = [
        text.count("\n", 0, start) + 1
        for text, spans in ((ours, in_ours), (theirs, in_theirs))
        for (first, last), (start, end) in spans
        if text[start:end].strip(f"{MASK} \r\n") not in base[first:last]
    ]
    return CoveredFirst(
        _masked(base, [*mine, *other]),
        _masked(ours, [one for _, one in in_ours]),
        _masked(theirs, [one for _, one in in_theirs]),
        tuple(dict.fromkeys(lost)),
    )


def newly_covered(was: str, now: str) -> tuple[str, ...]:
    """Return what of a text is read no more because a mask stands in its place."""
    found = (was[start:end] for start, end in _covers(was, now))
    return tuple(one for text in found for part in _MASKS.split(text) if (one := part.strip()))


def reads_where_masked(was: str, now: str) -> bool:
    """Whether in the place of a mask of `was` there are words in `now`, and fewer masks.

    However many masks stand elsewhere in it.
    """
    for before, after in pairwise(_all_same(was, now)):
        there = was[before.here + before.size : after.here]
        here = now[before.there + before.size : after.there]
        fewer = len(_MASKS.findall(here)) < len(_MASKS.findall(there))
        if fewer and any(map(_is_of_word, _MASKS.sub("", here))):
            return True
    return False


def _covers(was: str, now: str) -> list[_Span]:
    """Return where in `was` something stands for which there is a mask in `now`."""
    if MASK not in now:
        return []
    same = _all_same(was, now)
    return [
        span
        for before, after in pairwise(same)
        if MASK in now[before.there + before.size : after.there]
        and (span := _trimmed(was, before.here + before.size, after.here))
    ]


def _trimmed(text: str, start: int, end: int) -> _Span | None:
    """Return a span without the ends of lines around it; None where nothing is said in it."""
    while end > start and text[end - 1] in "\r\n":
        end -= 1
    while start < end and text[start] in "\r\n":
        start += 1
    return (start, end) if text[start:end].strip(f"{MASK} \r\n\t") else None


def _moved(spans: Sequence[_Span], was: str, now: str) -> list[tuple[_Span, _Span]]:
    """Return spans of `was` with where in `now` their place is; none that is gone from there."""
    if not spans:
        return []
    same = _all_same(was, now)
    found = []
    for start, end in spans:
        first = next(one for one in reversed(same) if one.here <= start)
        last = next(one for one in same if one.here + one.size >= end)
        begin = first.there + min(start - first.here, first.size)
        stop = last.there + max(end - last.here, 0)
        if to := _trimmed(now, *_with_attached(now, begin, stop, same)):
            found.append(((start, end), to))
    return found


def _with_attached(now: str, start: int, end: int, same: Sequence[_Same]) -> _Span:
    """Return a span with what somebody wrote onto it without a blank: it is of the same word."""
    alike = [range(one.there, one.there + one.size) for one in same]
    while start and _is_of_word(now[start - 1]) and not any(start - 1 in one for one in alike):
        start -= 1
    while end < len(now) and _is_of_word(now[end]) and not any(end in one for one in alike):
        end += 1
    return start, end


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or "\u0e01" <= sign <= "\u0e5b"


def _masked(text: str, spans: Sequence[_Span]) -> str:
    """Return a text with spans covered, by one mask where they meet each other or another mask."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        kept = text[at : max(start, at)].rstrip(MASK)
        parts += [kept, MASK] if kept or not parts else []
        at = end + len(text[end:]) - len(text[end:].lstrip(MASK))
    return "".join((*parts, text[at:]))


# What stands in both


def _all_same(was: str, now: str) -> list[_Same]:
    """Return what two texts have alike, in order, with the begin and the end of both around it."""
    ends = [_Same(0, 0, 0), _Same(len(was), len(now), 0)]
    return [ends[0], *_by_lines(was, now), ends[1]]


def _by_lines(was: str, now: str) -> Iterator[_Same]:
    one, two = was.splitlines(keepends=True), now.splitlines(keepends=True)
    here, there = _starts(one), _starts(two)
    matched = difflib.SequenceMatcher(None, one, two, autojunk=False)
    for kind, first, last, start, end in matched.get_opcodes():
        if kind == "equal":
            yield _Same(here[first], there[start], here[last] - here[first])
        elif kind == "replace":
            for found in _in_block(one[first:last], two[start:end]):
                yield _Same(found.here + here[first], found.there + there[start], found.size)


def _starts(lines: Sequence[str]) -> list[int]:
    found = [0]
    for line in lines:
        found.append(found[-1] + len(line))
    return found


def _in_block(was: Sequence[str], now: Sequence[str]) -> Iterator[_Same]:
    """Yield what is alike of lines that took each other's place; a name may go over two of them."""
    whole, other = "".join(was), "".join(now)
    if len(was) != len(now) and (exact := _exactly(whole, other)) is not None:
        yield from exact
        return
    here, there = _starts(was), _starts(now)
    for first, start in _lines_alike(was, now):
        for found in _in_line(was[first], now[start]):
            yield _Same(found.here + here[first], found.there + there[start], found.size)


def _lines_alike(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield which line became which, in order: by place where there are as many, else by words."""
    if len(was) == len(now):
        yield from zip(range(len(was)), range(len(now)), strict=True)
        return
    first = 0
    for start, line in enumerate(now):
        alike = [(_alike(one, line), -at) for at, one in enumerate(was[first:], start=first)]
        best, at = max(alike, default=(0.0, 0))
        if best >= _ALIKE:
            yield -at, start
            first = 1 - at


def _alike(was: str, now: str) -> float:
    """Return how much of the shorter of two lines stands in the other, masks left out."""
    bare = _MASKS.sub("", now).strip()
    if not bare or not was.strip():
        return 0.0
    if MASK in now and _exactly(was, now) is not None:
        return 1.0
    matched = difflib.SequenceMatcher(None, was[:_LONGEST], bare[:_LONGEST], autojunk=False)
    same = sum(one.size for one in matched.get_matching_blocks() if one.size >= _LEAST)
    return same / min(len(was.strip()), len(bare))


def _in_line(was: str, now: str) -> Iterator[_Same]:
    exact = _exactly(was, now)
    yield from _roughly(was, now) if exact is None else exact


def _exactly(was: str, now: str) -> list[_Same] | None:
    """Return the pieces beside the masks of `now`; None where it is no mere cover of `was`."""
    pieces = _MASKS.split(now)
    if not 2 <= len(pieces) <= _MOST_MASKS:
        return None
    found = re.fullmatch("(.*?)".join(f"({re.escape(one)})" for one in pieces), was, re.DOTALL)
    if not found:
        return None
    there = [one.end() for one in _MASKS.finditer(now)]
    return [
        _Same(found.start(2 * at + 1), start, len(pieces[at]))
        for at, start in enumerate((0, *there))
        if pieces[at]
    ]


def _roughly(was: str, now: str) -> Iterator[_Same]:
    """Yield how two lines begin and end alike, and what is alike between."""
    most = min(len(was), len(now))
    begin = next((at for at in range(most) if was[at] != now[at]), most)
    most -= begin
    end = next((at for at in range(most) if was[-1 - at] != now[-1 - at]), most)
    if begin:
        yield _Same(0, 0, begin)
    here, there = was[begin : len(was) - end], now[begin : len(now) - end]
    if len(here) <= _LONGEST and len(there) <= _LONGEST:
        matched = difflib.SequenceMatcher(None, here, there, autojunk=False)
        for one in matched.get_matching_blocks():
            if one.size >= _LEAST:
                yield _Same(begin + one.a, begin + one.b, one.size)
    if end:
        yield _Same(len(was) - end, len(now) - end, end)
