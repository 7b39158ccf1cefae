"""On which page something will stand, counted from letters: what contents say before Word counts.

A program that opens the file sets it anew, and its contents are exact once they are updated there.
"""

from __future__ import annotations

import unicodedata

# Of the size of the type: how wide a letter is in the mean, how high a line.
_LETTER, _LINE = 0.42, 1.33
_TWIPS = 20
#: What a cell has beside its text, in twips, and a row over it, in points.
BESIDE, BORDER = 114, 0.6


def height_of(text: str, width: float, size: float) -> float:
    """Return how high a text of `size` points stands in a column `width` twips wide, in points."""
    # A line ends with a word, about a letter before its end.
    room = max(1.0, width / _TWIPS / (size * _LETTER) - 1)
    lines = sum(max(1, -int(-_letters(line) // room)) for line in text.split("\n"))
    return lines * size * _LINE


def _letters(line: str) -> int:
    """Return how many signs of a line take room; those above and below take none."""
    return sum(unicodedata.category(sign) != "Mn" for sign in line)


class Ruler:
    """Where the next thing stands: its page, from 1, and how far down."""

    def __init__(self) -> None:
        self.page, self.down, self.room = 1, 0.0, 1.0

    def start(self, room: float) -> None:
        """Begin a new page whose text has a height of `room` points."""
        self.page += bool(self.down)
        self.down, self.room = 0.0, room

    def put(self, height: float, again: float = 0.0) -> None:
        """Set what stays together on this page or the next one, under a heading `again` as high."""
        if self.down and self.down + height > self.room:
            self.page, self.down = self.page + 1, again
        self.down += height
        if self.down > self.room:
            pages = int(self.down // self.room)
            self.page += pages
            self.down -= pages * self.room

    def together(self, height: float, below: float) -> int:
        """Set a heading that has so much `below` it on its page; return that page."""
        if self.down and self.down + height + below > self.room:
            self.page, self.down = self.page + 1, 0.0
        page = self.page
        self.put(height)
        return page
