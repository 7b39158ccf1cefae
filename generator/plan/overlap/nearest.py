"""The few names most like a name, without holding every name against every other.

Of few choices all are compared. Of many, only those that share rare pieces with the name, or stand
beside it in the order of the alphabet from either end: blocking by rare n-grams.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from rapidfuzz import fuzz, process

# So many choices are all compared.
_FEW = 200
# Of more, so many a name: those that share most of its rare pieces.
_MOST_COMPARED = 48
_BESIDE = 8
_PIECE = 3
# A name is looked up by the rarest pieces of each of its stretches: two names that differ in one
# stretch only meet by another.
_STRETCHES = 8
_PIECES_OF_A_STRETCH = 2
# A piece that so many names have tells little.
_COMMON = 120


class Nearest:
    """Finds which of `choices` are most like a name; made once for many names."""

    def __init__(self, choices: Iterable[str]) -> None:
        self._choices = sorted(choices)
        self._pieces: dict[str, list[int]] = {}
        self._rarity: dict[str, int] = {}
        self._spelled: dict[str, list[str]] = {}
        self._backwards: list[tuple[str, int]] = []
        #: Whether there were more choices like a name than were compared.
        self.limited = False
        if len(self._choices) > _FEW:
            found: defaultdict[str, list[int]] = defaultdict(list)
            same: dict[str, str] = {}
            for number, choice in enumerate(self._choices):
                pieces = [same.setdefault(piece, piece) for piece in _pieces(choice)]
                self._spelled[choice] = pieces
                for piece in set(pieces):
                    found[piece].append(number)
            self._pieces = dict(found)
            counted = ((piece, len(numbers)) for piece, numbers in found.items())
            self._rarity = {piece: count for piece, count in counted if count <= _COMMON}
            self._backwards = sorted((one[::-1], at) for at, one in enumerate(self._choices))

    def of(self, name: str, most: int, least: int) -> list[tuple[str, int]]:
        """Return up to `most` choices with their likeness from `least` up, the likest first."""
        found = process.extract(
            name,
            self._candidates(name),
            scorer=fuzz.ratio,
            processor=None,
            limit=most,
            score_cutoff=least,
        )
        likest = [(choice, int(score)) for choice, score, _ in found]
        return sorted(likest, key=lambda one: (-one[1], one[0]))

    def _candidates(self, name: str) -> Sequence[str]:
        if not self._pieces:
            return self._choices
        shared = Counter(chain.from_iterable(map(self._pieces.__getitem__, self._rare(name))))
        if len(shared) > _MOST_COMPARED:
            self.limited = True
            numbers = sorted(shared, key=shared.__getitem__, reverse=True)[:_MOST_COMPARED]
        else:
            numbers = list(shared)
        return [self._choices[at] for at in {*numbers, *self._beside(name)}]

    def _rare(self, name: str) -> Iterator[str]:
        """Yield the rarest pieces of each stretch of a name that other names have too."""
        pieces = self._spelled.get(name) or _pieces(name)
        at = bisect_left(self._choices, name)
        own = at < len(self._choices) and self._choices[at] == name  # then it has each piece once
        rarity = self._rarity.get
        step = max(1, -(-len(pieces) // _STRETCHES))
        for start in range(0, len(pieces), step):
            counted = ((rarity(one, 0), one) for one in pieces[start : start + step])
            rare = sorted(one for one in counted if one[0] > own)
            yield from (piece for _, piece in rare[:_PIECES_OF_A_STRETCH])

    def _beside(self, name: str) -> Iterator[int]:
        """Yield the choices before and after a name, by how they begin and by how they end."""
        at = bisect_left(self._choices, name)
        yield from range(max(0, at - _BESIDE), min(len(self._choices), at + _BESIDE + 1))
        at = bisect_left(self._backwards, (name[::-1], -1))
        yield from (one for _, one in self._backwards[max(0, at - _BESIDE) : at + _BESIDE + 1])


def _pieces(name: str) -> list[str]:
    return [name[at : at + _PIECE] for at in range(max(1, len(name) - _PIECE + 1))]
