"""Where a line of Thai may be broken: between the words that a dictionary finds.

Typst finds words by itself, by a neural network, each time that it lays a text out; that is more
than half of all its work for a form. The dictionary does it once, in a hundredth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

BREAK_HERE = "\u200b"
# Letters that stand side by side, of which the narrowest column of a paper holds so many, whichever
# they are. Words of the list may have more: it has none that is wider than that column.
_WIDEST = 9
# Texts in which Thai stands without blanks; figures and ฿ are not of them.
_RUN = re.compile("[ก-ฺเ-๎]{2,}")
# A letter with all that belongs to it: no line begins within one.
_CLUSTER = re.compile("[เ-ไ]?[ก-ฯะาำๅๆ]?[ัิ-ฺ็-๎]*[ะาำ]?")
_MARKS = re.compile("[ัิ-ฺ็-๎]")
# What no line begins with, and what none ends with.
_NEVER_FIRST, _NEVER_LAST = re.compile("[ฯะ-ฺๅๆ็-๎]"), re.compile("[เ-ไ]")
# A consonant alone is what is left of a word that no dictionary has.
_LEFT_OVER = re.compile("[ก-ฮ][่-๎]?")

_KEPT = 4096

Breaker = Callable[[str], str]


def breaker(words: Path, kept: str = "") -> Breaker:
    """Return what marks in a text, with U+200B, where its lines may be broken within Thai.

    `words` has a word a line. What the pattern `kept` finds is not parted, where a narrow column
    holds it; no piece between two marks is wider than such a column. The text itself stays.
    Raises OSError where the words cannot be read.
    """
    finds, known = _finder(str(words))
    keep = re.compile(kept) if kept else None

    def marked(text: str) -> str:
        whole = [found.span() for found in keep.finditer(text) if _fits(found[0])] if keep else []

        def parted(run: re.Match[str]) -> str:
            start = run.start()
            pieces, last = [], 0
            for place in _places(finds(run[0]), known):
                if not any(first < start + place < end for first, end in whole):
                    pieces.append(run[0][last:place])
                    last = place
            return BREAK_HERE.join([*pieces, run[0][last:]])

        return _RUN.sub(parted, text)

    return lru_cache(_KEPT)(marked)  # a place, a unit and many a name stand in more rows than one


def _places(found: list[str], known: frozenset[str]) -> Iterator[int]:
    """Yield behind which letters of a run a line may end, of the words found in it."""
    run = "".join(found)
    ends = [0, *accumulate(map(len, found))]
    for start, end in pairwise(ends):
        if start and not _torn(run, start, run[start:end]):
            yield start
        if run[start:end] not in known and not _fits(run[start:end]):
            yield from (start + place for place in _within(run[start:end]))


def _torn(run: str, place: int, word: str) -> bool:
    """Whether a line that ends there would tear what belongs together."""
    return bool(
        _NEVER_FIRST.match(run, place)
        or _NEVER_LAST.match(run, place - 1)
        or _LEFT_OVER.fullmatch(word)
    )


def _within(word: str) -> Iterator[int]:
    """Yield where a word that no column holds is broken: between letters, where it must be."""
    wide = 0
    for cluster in _CLUSTER.finditer(word):
        adds = _width(cluster[0])
        if 0 < cluster.start() < len(word) and wide + adds > _WIDEST:
            yield cluster.start()
            wide = 0
        wide += adds


def _fits(word: str) -> bool:
    return len(word) <= _WIDEST or _width(word) <= _WIDEST


def _width(text: str) -> int:
    return len(text) - len(_MARKS.findall(text))


@cache
def _finder(words: str) -> tuple[Callable[[str], list[str]], frozenset[str]]:
    """Return what parts a run of Thai into words, and all words that it knows. Raises OSError."""
    known = frozenset(Path(words).read_text(encoding="utf-8").split())
    import nlpo3  # noqa: PLC0415  # 80 MB with its words, only where there is something to set

    nlpo3.load_dict(words, words)

    def finds(run: str) -> list[str]:
        found = nlpo3.segment(run, words)
        return found if "".join(found) == run else [run]

    return finds, known
