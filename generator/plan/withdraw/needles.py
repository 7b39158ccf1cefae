"""What is to be covered, found in a text however it was typed there.

Two texts are one where the gate of personal data takes them for one (`check.plain`): signs that are
compatible, digits of any script, invisible signs, parted ำ. Beyond that blanks, hyphens and the
like between signs count for nothing, and marks on one letter may stand in any order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from generator.plan.check.coded import decoded
from generator.plan.check.plain import plain
from generator.plan.model import MASK

# A shorter one would cover what has nothing to do with it. Marks on letters do not count.
LEAST_SIGNS, LEAST_DIGITS = 4, 5
# What may stand between two signs of a text: nothing that parts cells, rows or tags.
_PARTS = r"(?:[^\w\n|<>=#%]|_){0,6}"
_GAP = re.compile(rf"{_PARTS}(?:\n[^\S\n]{{0,40}})?{_PARTS}")
_DIGIT_GAP = re.compile(r"[ \t\u00a0\n./():\u200b_-]{0,4}|\W{1,2}")
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
# Without it the same person is meant; whoever types a name may leave it out.
_TITLE = re.compile(r"(?:นางสาว|นาย|นาง|น\.\s?ส\.|เด็กชาย|เด็กหญิง|ด\.\s?ช\.|ด\.\s?ญ\.|คุณ)\s*")
_SPOKEN = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_LEAST_NAME = 6
# All but letters of Thai and Latin, and digits: looked at first, for most texts have none of them.
_UNBARE = re.compile("[^0-9a-z\u0e01-\u0e30\u0e32\u0e33\u0e3f-\u0e46\u0e4f-\u0e5b]")
# What an address says in its codes, as far as it goes.
_CODED = re.compile(r"[^\s\"'<>()\[\]]*(?:%[0-9A-Fa-f]{2}|;base64,)[^\s\"'<>()\[\]]*")

Span = tuple[int, int]


class ShortNeedleError(ValueError):
    """A text is too short to be looked for: `line` tells which, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Folded:
    """The telling signs of a text, and where each of them was written; made by `fold`."""

    signs: str
    written: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def gap(self, index: int) -> str:
        """Return what was written between a sign and the next."""
        return self.written[self.ends[index] : self.starts[index + 1]]

    def beside(self, index: int, step: int) -> str:
        """Return the sign that is written directly beside that of an index; empty for none."""
        other = index + step
        if not 0 <= other < len(self.signs):
            return ""
        first, last = min(index, other), max(index, other)
        near = self.ends[first] >= self.starts[last]
        return self.signs[other] if near else ""


def fold(written: str) -> Folded:
    """Return a text as it counts, however it was typed."""
    spelled = plain(written)
    found: list[tuple[str, int, int]] = []
    marks: list[tuple[str, int, int]] = []
    for at, sign in enumerate(spelled.text):
        start, end = spelled.span(at, at + 1)
        if _MARKS.match(sign):
            marks.append((sign, start, end))
            continue
        found += sorted(marks)
        marks = []
        found += [(one, start, end) for one in _telling(sign)]
    found += sorted(marks)
    signs, starts, ends = zip(*found, strict=True) if found else ((), (), ())
    return Folded("".join(signs), written, starts, ends)


def says(text: str) -> bool:
    """Whether a text says anything at all: a dash does not."""
    return bool(fold(text).signs)


def _telling(sign: str) -> str:
    """Return a sign as it counts, nothing for one that only parts others."""
    if not (sign.isalnum() or "\u0e01" <= sign <= "\u0e5b"):
        return ""
    parted = unicodedata.normalize("NFD", sign.casefold())
    return "".join(
        one for one in parted if "\u0e01" <= one <= "\u0e5b" or not unicodedata.combining(one)
    )


class Needles:
    """Texts that are to be covered wherever they stand; `texts` are these as they were given."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Take the texts; blank ones are passed over. Raises ShortNeedleError."""
        self.texts: tuple[str, ...] = ()
        self._signs: dict[str, None] = {}
        self._bare: set[str] = set()
        for line, text in enumerate(texts, start=1):
            if text.strip():
                self._take(text, line)
                self.texts += (text,)

    def __bool__(self) -> bool:
        return bool(self._signs)

    @property
    def signs(self) -> tuple[str, ...]:
        """The telling signs of each text, as they are looked for."""
        return tuple(self._signs)

    def _take(self, text: str, line: int) -> None:
        signs = fold(text).signs
        digits = signs.isdecimal()
        if len(_MARKS.sub("", signs)) < (LEAST_DIGITS if digits else LEAST_SIGNS):
            raise ShortNeedleError(line)
        for one in _written_otherwise(signs) if digits else (signs, *_untitled(text)):
            self._signs[one] = None
            self._bare.add(_UNBARE.sub("", one))

    def spans(self, text: str) -> list[Span]:
        """Return where any of the texts stands, in order and apart."""
        bare = bare_letters(text)
        if not any(one in bare for one in self._bare):
            return []
        folded = fold(text)
        found = sorted(
            (folded.starts[at], _end(folded, at + len(one)))
            for one in self._signs
            for at in _occurrences(folded, one)
        )
        apart: list[Span] = []
        for start, end in found:
            if apart and start < apart[-1][1]:
                apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
            else:
                apart.append((start, end))
        return apart

    def stand_in(self, text: str) -> bool:
        """Whether any of them stands in a text, as it is or as addresses say it in codes."""
        return bool(self.spans(text)) or ((meant := decoded(text)) != text and self.stand_in(meant))

    def covered(self, text: str) -> str:
        """Return a text with each of them covered by one █; nothing else of it is changed.

        What an address says in codes is written out where it has to be covered.
        """
        covered = self._covered(text)
        return _CODED.sub(self._in_codes, covered) if decoded(covered) != covered else covered

    def _in_codes(self, found: re.Match[str]) -> str:
        meant = decoded(found[0])
        return self._covered(meant) if self.spans(meant) else found[0]

    def _covered(self, text: str) -> str:
        parts, at = [], 0
        for start, end in self.spans(text):
            parts += [text[at:start].removesuffix("+"), MASK]
            at = end
        return "".join((*parts, text[at:]))


def bare_letters(text: str) -> str:
    """Return the letters of a text alone, without accents."""
    spelled = plain(text).text.casefold()
    if not spelled.isascii():
        spelled = unicodedata.normalize("NFKD", spelled.replace("\u0e33", "\0"))
        spelled = spelled.replace("\0", "\u0e33")
    return _UNBARE.sub("", spelled)


def _end(folded: Folded, after: int) -> int:
    return folded.ends[after - 1]


def _written_otherwise(digits: str) -> Iterable[str]:
    """Return a number as it may be typed: with the country's before it, or in words."""
    local = digits
    for country in ("0066", "66"):
        if digits.startswith(country) and len(digits) - len(country) in (8, 9):
            local = "0" + digits.removeprefix(country)
    yield digits
    yield local
    if local.startswith("0") and len(local) in (9, 10):
        yield from (head + local[1:] for head in ("66", "0066", "660"))
    yield "".join(_SPOKEN[int(one)] for one in local)


def _untitled(text: str) -> Iterable[str]:
    """Return a name without its title where enough of it is left to know somebody by."""
    if title := _TITLE.match(text.strip()):
        rest = fold(text.strip()[title.end() :]).signs
        if len(rest) >= _LEAST_NAME:
            yield rest


def _occurrences(folded: Folded, signs: str) -> Iterable[int]:
    at = folded.signs.find(signs)
    while at >= 0:
        if _is_whole(folded, at, at + len(signs) - 1, digits=signs.isdecimal()):
            yield at
        at = folded.signs.find(signs, at + 1)


def _is_whole(folded: Folded, first: int, last: int, *, digits: bool) -> bool:
    """Whether signs that follow each other are one text, and no piece of a longer word."""
    gap = _DIGIT_GAP if digits else _GAP
    if not all(gap.fullmatch(folded.gap(one)) for one, _ in pairwise(range(first, last + 1))):
        return False
    before, after = folded.beside(first, -1), folded.beside(last, 1)
    begins = not _alike(folded.signs[first], before)
    return begins and not _alike(folded.signs[last], after) and not _MARKS.match(after or " ")


def _alike(sign: str, other: str) -> bool:
    """Whether two signs beside each other make one number, or one word of Latin letters."""
    if not other:
        return False
    return (sign.isdecimal() and other.isdecimal()) or (
        sign.isascii() and other.isascii() and sign.isalpha() and other.isalpha()
    )
