"""What a reader typed → the words that a row must say, each in all its spellings, and villages.

As a portal's search reads it (search-engine/query.js), with the same folding, the same spellings
and the same words of villages. Amounts, places and offices are filters here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.hub.questions.folded import lettered
from generator.thai.folding import SPELLINGS, fold, within_pieces
from generator.thai.villages import ORDINALS, query_words

#: Signs of a query that are read, and words of it.
LONGEST, MOST_WORDS = 200, 8
# What parts words, but for what stands within a number.
_MARKS = re.compile(r"([0-9][,/])(?=[0-9])|[\"'(){}\[\],;/!?…]")
_BESIDE_A_NUMBER = re.compile("(?<=[ก-๎])(?=[0-9])|(?<=[0-9])(?=[ก-๎])")
_KNOWN = re.compile(within_pieces(SPELLINGS))
_VILLAGE = re.compile(query_words(ORDINALS[0])[0])


@dataclass(frozen=True, slots=True)
class Said:
    """A text to be found, as `folded.lettered` has it; with `head`, only where a word begins."""

    text: str
    head: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: of each word one spelling must be there; numbers of villages all.

    `cut` tells that more was typed than is read.
    """

    words: tuple[tuple[Said, ...], ...] = ()
    villages: tuple[int, ...] = ()
    cut: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether every row is asked for."""
        return not (self.words or self.villages)


def _spellings() -> list[tuple[str, list[Said]]]:
    """Return each spelling with the others of its meaning, the longest first."""
    found: list[tuple[str, list[Said]]] = []
    for one in SPELLINGS:
        said = [Said(fold(word)) for word in one.words]
        said += [Said(fold(word), head=True) for word in one.short]
        for text in (*(each.text for each in said), *map(fold, one.wider)):
            found.append((text, [each for each in said if each.text != text]))
    return sorted(found, key=lambda pair: -len(pair[0]))


_SPELLED = _spellings()


def read(typed: str) -> Query:
    """Return what a query asks for; it never raises."""
    parted = _MARKS.sub(lambda found: found[1] or " ", fold(typed[:LONGEST]))
    text = fold(parted).replace("\n", " ").strip()
    villages: dict[int, None] = {}

    def village(found: re.Match[str]) -> str:
        villages[int(found[2])] = None
        return f"{found[1] or ''} "

    rest = _VILLAGE.sub(village, _KNOWN.sub(lambda found: f" {found[0]} ", text))
    words = [word for word in dict.fromkeys(re.split(" -?", rest)) if word]
    every = tuple(map(_spelled, sorted(words, key=len, reverse=True)[:MOST_WORDS]))
    most = tuple(villages)[:MOST_WORDS]
    cut = len(typed) > LONGEST or len(words) > len(every) or len(villages) > len(most)
    return Query(every, most, cut)


def _spelled(word: str) -> tuple[Said, ...]:
    """Return a word in every spelling; a number is typed beside its word, or apart."""
    plain = [Said(word), Said(_BESIDE_A_NUMBER.sub(" ", word))]
    for text, others in _SPELLED:
        if text in word:
            plain += [
                Said(word.replace(text, one.text, 1), one.head and word.startswith(text))
                for one in others
            ]
            break
    return tuple(dict.fromkeys(Said(lettered(one.text), one.head) for one in plain))
