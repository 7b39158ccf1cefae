"""Whether what a page notes for its glyphs is what it shows; where not, it is said and mended.

A program that copies a PDF, or has no Thai font, notes wrong signs, or none, for some glyphs. Where
a sign stands tells on it: no vowel of below stands above. A glyph that is noted as nothing is what
the known words of these forms need in its places, if they agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from statistics import median

from generator.plan.intake.pdf.words import Glyph, is_sign
from generator.plan.sheet.form_headings import WORDS_OF_FORMS

UNKNOWN = "\ufffd"
_BELOW = frozenset("ฺุู")
#: Why the texts of a page are flagged, in Thai.
BOXES = "แบบอักษรในหน้านี้ไม่มีตัวอักษรไทย ที่เห็นเป็นกล่องสี่เหลี่ยม ให้เทียบทุกข้อความของหน้านี้กับต้นฉบับ"
MISTOLD = "แฟ้มระบุอักขระในหน้านี้ไม่ตรงกับที่เห็น ให้เทียบทุกข้อความของหน้านี้กับต้นฉบับ"
# Of a letter's size: nearer to the line than this begins no sign above letters.
_LINE, _HIGHER = 0.12, 1.25
_FEW, _OFTEN, _SIGNED, _BESIDE = 3, 8, 0.4, 0.6
# Letters of a word that have to be known, and how much of it.
_KNOWN, _SHARE = 3, 0.6
# A page of which more is unknown is no text to be guessed at.
_MOST = 2_000
_BY_START = {
    start: tuple(word for word in WORDS_OF_FORMS if word.startswith(start))
    for start in {word[0] for word in WORDS_OF_FORMS}
}
_CLASS = re.compile("[\u0e00-\u0e7f\ufffd]+")


def doubted(glyphs: Sequence[Glyph]) -> str:
    """Mend the glyphs of a page; return in Thai why none of its texts is to be trusted, or ""."""
    if _are_boxes(glyphs):
        for one in glyphs:
            one.is_sign, one.unsure = False, True
        return BOXES
    lying = _mistold(glyphs)
    _solve(glyphs)
    if not lying:
        return ""
    for one in glyphs:
        one.unsure = True
    return MISTOLD


def _marks(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) == "Mn")


def _alone(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield the glyphs that are noted as signs above, or below, letters and as nothing else."""
    return (
        one for one in glyphs if one.text and one.text == _marks(one.text) and one.bottom > one.top
    )


def _are_boxes(glyphs: Sequence[Glyph]) -> bool:
    """Whether signs stand on the line as letters do: a font without Thai shows boxes for all."""
    marks = list(_alone(glyphs))
    standing = sum(_height(one)[1] < 0.05 and _height(one)[0] > 0.4 for one in marks)
    return standing >= _FEW and 2 * standing > len(marks)


def _height(one: Glyph) -> tuple[float, float]:
    """Return how far above the line a glyph ends and begins, as parts of its size."""
    size = one.size or 1.0
    return (one.line - one.top) / size, (one.line - one.bottom) / size


def _mistold(glyphs: Sequence[Glyph]) -> bool:
    """Take away what is noted of signs that stand where they cannot; return whether many do."""
    displaced = [one for one in _alone(glyphs) if _is_displaced(one)]
    lying = list(_unswapped(displaced))
    for one in lying:
        one.told, one.text, one.unsure = one.text, UNKNOWN, True
    return len(lying) >= _FEW or len(_always_signed(glyphs)) >= _FEW


def _is_displaced(one: Glyph) -> bool:
    top, bottom = _height(one)
    below = sum(sign in _BELOW for sign in one.text)
    if below == len(one.text):
        return bottom > _LINE
    return not below and top < _LINE


def _unswapped(displaced: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield those that are no two of one letter; such two are noted for each other, and all right.

    Programs draw the upper sign first, and note both in the order in which they are typed.
    """
    swapped: set[int] = set()
    for one, other in pairwise(displaced):
        near = abs(one.line - other.line) < 0.1 * one.size
        near = near and abs(one.middle - other.middle) < _BESIDE * one.size
        if near and id(one) not in swapped and (one.text in _BELOW) != (other.text in _BELOW):
            one.text, other.text = other.text, one.text
            swapped |= {id(one), id(other)}
    yield from (one for one in displaced if id(one) not in swapped)


def _always_signed(glyphs: Sequence[Glyph]) -> list[str]:
    """Return consonants that are noted with one and the same sign, again and again, and no other.

    Where one glyph has one note in the whole file, a letter takes its sign to words without it,
    and nothing stands over it.
    """
    over: dict[int, list[float]] = {}
    for one in glyphs:
        if one.is_sign:
            over.setdefault(round(one.line), []).append(one.middle)
    tops = [_height(one)[0] for one in glyphs if "ก" <= one.text <= "ฮ"]
    highest = _HIGHER * median(tops) if tops else 1.0
    notes: dict[str, Counter[str]] = {}
    for one in glyphs:
        first = one.text[:1]
        low = not one.is_sign and _height(one)[0] < highest
        if low and "ก" <= first <= "ฮ" and _is_bare(one, over):
            notes.setdefault(first, Counter())[one.text] += 1
    return [first for first, told in notes.items() if _has_one_sign(told)]


def _is_bare(one: Glyph, over: Mapping[int, Sequence[float]]) -> bool:
    room = 0.45 * one.size
    signs = over.get(round(one.line), ())
    return not any(one.left - room <= x <= one.right + room for x in signs)


def _has_one_sign(told: Counter[str]) -> bool:
    signed = [count for text, count in told.items() if _marks(text)]
    return len(signed) == 1 and told.total() >= _OFTEN and signed[0] > _SIGNED * told.total()


_Look = tuple[str, float, float, float]


def _solve(glyphs: Sequence[Glyph]) -> None:
    """Put signs for glyphs that are noted as nothing, where known words agree on them."""
    # Of a cluster that is noted for its letter and for its sign, the letter's note is enough.
    told = [one for one in glyphs if one.text.strip() and not (one.is_sign and len(one.text) > 1)]
    owners = [at for at, one in enumerate(told) for _ in one.text]
    text = "".join(one.text for one in told)
    looks = {at: _look(told[owner]) for at, owner in enumerate(owners) if text[at] == UNKNOWN}
    if not 0 < len(looks) <= _MOST:
        return
    guesses = cache(lambda piece: tuple(_guesses(piece)))
    here: dict[int, str] = {}
    votes: dict[_Look, set[str]] = {}
    for piece in _CLASS.finditer(text):
        if UNKNOWN in piece.group():
            for at, sign in guesses(piece.group()):
                here[piece.start() + at] = sign
                votes.setdefault(looks[piece.start() + at], set()).add(sign)
    for at, look in looks.items():
        # What looks alike is one sign wherever words agree on it; boxes are all alike.
        said = votes.get(look, set())
        sign = next(iter(said)) if len(said) == 1 else here.get(at, "")
        one = told[owners[at]]
        if sign and one.text == UNKNOWN:
            one.text = sign
            one.is_sign = is_sign(one)


def _look(one: Glyph) -> _Look:
    top, bottom = _height(one)
    wide = (one.right - one.left) / (one.size or 1.0)
    return one.told, round(wide, 1), round(top, 1), round(bottom, 1)


def _guesses(piece: str) -> Iterator[tuple[int, str]]:
    """Yield where in a text a sign is unknown, and what the only known word there has in it."""
    for start in range(len(piece)):
        words = WORDS_OF_FORMS if piece[start] == UNKNOWN else _BY_START.get(piece[start], ())
        found = {word for word in words if _fits(piece, start, word)}
        longest = max((len(word) for word in found), default=0)
        best = [word for word in found if len(word) == longest]
        if len(best) == 1:
            for at, sign in enumerate(best[0]):
                if piece[start + at] == UNKNOWN:
                    yield start + at, sign


def _fits(piece: str, start: int, word: str) -> bool:
    said = piece[start : start + len(word)]
    if len(said) < len(word) or UNKNOWN not in said:
        return False
    known = sum(sign != UNKNOWN for sign in said)
    if known < _KNOWN or known < _SHARE * len(word):
        return False
    return all(sign in (UNKNOWN, own) for sign, own in zip(said, word, strict=True))
