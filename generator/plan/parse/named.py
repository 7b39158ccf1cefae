"""Communities by their names in running text: of the organisation's list, or asked about.

Thai has no blanks between words: ชุมชนวัดใหม่ in front of other letters may be that community, or
one that is called longer. So a name counts where the text ends behind it or a sign or a blank
stands there, and is asked about where more letters or a number follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.plan.model import Village
from generator.thai.text import arabic_digits, normalise

_WORD = "ชุมชน"
_MORE = re.compile(r"[ก-๎A-Za-z0-9]|\s+[0-9]")
_GOES_ON = re.compile(r"\s*(?:และ|กับ|ถึง)")
_BEFORE = re.compile(r"(?:เว้น|นอก|นอกเขต|ใกล้|เลย)\s*(?:เฉพาะ|แต่)?\s*$")


@dataclass(frozen=True, slots=True)
class NamedPlaces:
    """The numbers that a text names for certain, and by its own words those that it may name."""

    numbers: frozenset[int]
    unclear: dict[str, tuple[int, ...]]


def named_places(texts: Iterable[str], places: Iterable[Village]) -> NamedPlaces:
    """Return which communities of the list the texts name; the longest name counts.

    What stands behind เว้น, นอก or ใกล้ is asked about, as is a name that two of the list have.
    """
    numbers: dict[str, list[int]] = {}
    for one in places:
        numbers.setdefault(_plain(one.bare_name), []).append(one.number)
    names = sorted(filter(None, numbers), key=lambda name: (-len(name), name))
    sure: set[int] = set()
    unclear: dict[str, tuple[int, ...]] = {}
    if not names:
        return NamedPlaces(frozenset(), unclear)
    spelled = {name: r"\s*".join(map(re.escape, name.split())) for name in names}
    known = re.compile(rf"{_WORD}\s*({'|'.join(spelled.values())})")
    for text in map(_plain, texts):
        for found in known.finditer(text):
            of = numbers[next(name for name in names if re.fullmatch(spelled[name], found[1]))]
            before, behind = text[: found.start()], text[found.end() :]
            apart = not _MORE.match(behind) or _GOES_ON.match(behind)
            if apart and len(of) == 1 and not _BEFORE.search(before):
                sure |= {*of}
            else:
                unclear[_shown(found[0], behind)] = tuple(of)
    return NamedPlaces(frozenset(sure), unclear)


def _shown(name: str, behind: str) -> str:
    """Return a name with the letters that stand behind it, for its reader to judge."""
    more = re.match(r"\s*[^\s,;()]{1,15}", behind)
    return f"{name}{more[0] if more else ''}"


def _plain(text: str) -> str:
    return arabic_digits(normalise(text))
