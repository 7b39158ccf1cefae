"""Searching a long text for a pattern only where it can begin: shortly before a mark that it has.

A workbook says millions of letters at once, in which titles and labels stand few and far between.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

# A pattern with many branches is tried sign by sign; a short text is read through as fast.
_SHORT = 500


class Near:
    """A text that is searched near its marks.

    Finds what `re` does, on condition that every match has a mark in it and begins at most `reach`
    signs before that.
    """

    def __init__(self, text: str, marks: re.Pattern[str], reach: int) -> None:
        self._text, self._reach = text, reach
        self._marks: list[tuple[int, int]] | None = None
        if len(text) >= _SHORT:
            self._marks = [one.span() for one in marks.finditer(text)]

    def search(self, pattern: re.Pattern[str], here: int) -> re.Match[str] | None:
        """Return the first match that begins at `here` or later."""
        if self._marks is None:
            return pattern.search(self._text, here)
        match, text = pattern.match, self._text
        # A mark may begin within another, so starts are tried up to a mark's end.
        first = bisect_right(self._marks, here, key=lambda one: one[1])
        for start, end in islice(self._marks, first, None):
            for at in range(max(here, start - self._reach), end):
                if found := match(text, at):
                    return found
            here = max(here, end)
        return None

    def all(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches that do not overlap, none of which is empty."""
        here = 0
        while match := self.search(pattern, here):
            here = match.end()
            yield match
