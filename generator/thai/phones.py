"""Telephones as Thai offices write them → what a telephone dials.

Owns the lengths of numbers; knows no markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.thai.text import arabic_digits

_SIGNS = re.compile(r"\+?[0-9](?:[ .()-]{0,3}[0-9])*")
# The last of several numbers, `0 5392 1444-6`, may stand before the extension.
_EXTENSION = re.compile(
    r"(?:\s?-\s?[0-9]{1,2}(?![0-9]))?\s*(?:ต่อ|ext[.]?)\s*([0-9]{1,6})", re.IGNORECASE
)
_MOBILE, _FIXED = 10, 9
_FROM_ABROAD = "+66"


@dataclass(frozen=True, slots=True)
class PhonePart:
    """A piece of a text about telephones; `number` is what to dial, empty for words between."""

    text: str
    number: str = ""


def phone_parts(text: str) -> tuple[PhonePart, ...]:
    """Return `text` in pieces that give it back, each number apart: `053-000-000 ต่อ 12`."""
    plain, parts, start = arabic_digits(text), [], 0
    for run in _SIGNS.finditer(plain):
        at = max(run.start(), start)  # what was an extension is no number
        while (end := _end(plain, at, run.end())) > at:
            extension = _EXTENSION.match(plain, end)
            dialled = re.sub("[^0-9+]", "", plain[at:end])
            if extension:
                end, dialled = extension.end(), f"{dialled};ext={extension[1]}"
            parts += [PhonePart(text[start:at]), PhonePart(text[at:end], dialled)]
            start = end
            following = _SIGNS.match(plain, _next_sign(plain, end, run.end()))
            at = following.start() if following and following.start() < run.end() else end
    parts.append(PhonePart(text[start:]))
    return tuple(part for part in parts if part.text)


def _end(plain: str, at: int, stop: int) -> int:
    """Return where a number that begins at `at` ends; `at` itself where none does."""
    wanted = _length(re.sub("[^0-9+]", "", plain[at:stop]))
    for place in range(at, stop):
        wanted -= plain[place] in "+0123456789"
        if not wanted:
            return place + 1
    return at


def _length(signs: str) -> int:
    """Return how many signs the number has that these begin with; 0 where they begin none."""
    if signs.startswith(_FROM_ABROAD):
        wanted = len(_FROM_ABROAD) + (_MOBILE if signs[3:4] in ("6", "8", "9") else _FIXED) - 1
    elif signs.startswith("0"):
        wanted = _MOBILE if signs[1:2] in ("6", "8", "9") else _FIXED
    else:
        wanted = len(signs) if re.fullmatch("1[0-9]{2,3}", signs) else 0
    return wanted if len(signs) >= wanted else 0


def _next_sign(plain: str, at: int, stop: int) -> int:
    while at < stop and plain[at] not in "+0123456789":
        at += 1
    return at
