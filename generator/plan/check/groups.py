"""A text as groups of digits and what stands between them, for `generator.plan.check.numbers`.

Knows no kind of number.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate, pairwise

from generator.plan.check import forms

_WIDEST = 5
# Fewer digits are no number of a person.
_FEWEST = 9


class Groups:
    """The groups of one text."""

    def __init__(self, text: str) -> None:
        self.text = forms.DIGEST.sub(lambda match: "x" * len(match[0]), text)
        self.spans = [match.span() for match in forms.DIGITS.finditer(self.text)]
        gaps = [self.text[one[1] : other[0]] for one, other in pairwise(self.spans)]
        self.digits = "".join(self.text[start:end] for start, end in self.spans)
        self.counts = list(accumulate((end - start for start, end in self.spans), initial=0))
        self.joined = _joined(gaps, forms.JOINS)
        self.odd_joined = _joined(gaps, forms.ODD_JOINS)
        self.phone_joined = _joined(gaps, forms.PHONE_JOINS)
        self._near = _joined(gaps, forms.NEAR, forms.WIDEST)

    def firsts(self) -> Iterator[int]:
        """Yield the groups at which a number may begin: those of a stretch with enough digits."""
        start = 0
        while start < len(self.spans):
            end = self._near.find(0, start) + 1 or len(self.spans)
            if self.counts[end] - self.counts[start] >= _FEWEST:
                yield from range(start, end)
            start = end

    def said(self, label: re.Pattern[str], start: int) -> bool:
        """Whether the label stands before `start`, with no other number between."""
        at = bisect_left(self.spans, (start, start)) - 1
        since = self.spans[at][1] if at >= 0 else 0
        since = max(since, start - forms.LABEL_REACH)
        return start - since > 1 and bool(label.search(self.text[since:start]))

    def runs(self, first: int, joined: bytes, most: int) -> list[tuple[int, str]]:
        """Return the last groups that could end a number of `most` digits, with its digits."""
        runs: list[tuple[int, str]] = []
        digits = ""
        for last in range(first, min(len(self.spans), first + most)):
            start, end = self.spans[last]
            if (last > first and not joined[last - 1]) or len(digits) + end - start > most:
                break
            digits += self.text[start:end]
            runs.append((last, digits))
        return runs

    def exactly(self, first: int, size: int, joined: bytes) -> tuple[int, str]:
        """Return the last group of a number of `size` digits, and its digits if there is one."""
        here = self.counts[first]
        last = bisect_left(
            self.counts, here + size, first + 1, min(len(self.counts), first + size + 1)
        )
        if last == len(self.counts) or self.counts[last] != here + size:
            return first, ""
        if joined.find(0, first, last - 1) >= 0:
            return first, ""
        return last - 1, self.digits[here : here + size]

    def sizes(self, first: int, last: int) -> tuple[int, ...]:
        """Return how many digits each group has."""
        return tuple(end - start for start, end in self.spans[first : last + 1])

    def joins(self, first: int, last: int) -> set[str]:
        """Return what stands between the groups, without blanks."""
        spans = self.spans[first : last + 1]
        pairs = pairwise(spans)
        return {self.text[one[1] : other[0]].strip() for one, other in pairs}


def _joined(gaps: list[str], joins: re.Pattern[str], widest: int = _WIDEST) -> bytes:
    """Tell of each gap whether it may stand inside a number; most gaps of a text are alike."""
    known = {gap: bool(len(gap) <= widest and joins.fullmatch(gap)) for gap in set(gaps)}
    return bytes(known[gap] for gap in gaps)
