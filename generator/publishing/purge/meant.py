"""What a text means where it says signs in codes (YAML, JSON, HTML), or has tags in it."""

from __future__ import annotations

import html
import re

from generator.plan.model import MASK
from generator.plan.withdraw.needles import Needles

_CODE = re.compile(
    r"\\u([0-9A-Fa-f]{4})|_x([0-9A-Fa-f]{4})_|(&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]+);)|(<[^<>]*>)"
)
_SOME = re.compile(r"\\u|_x|&|<")


class Meant:
    """A text as it is meant: codes as signs, without tags; each sign knows where it stood."""

    def __init__(self, text: str) -> None:
        """Take a text as it is written."""
        self._written = text
        # Where codes and tags stood, and how many signs of the meaning each of them is.
        self._codes: list[tuple[int, int, int]] = []
        parts, at = [], 0
        for found in _CODE.finditer(text) if _SOME.search(text) else ():
            said = "" if found[4] else _sign(found)
            parts += [text[at : found.start()], said]
            self._codes.append((found.start(), found.end(), len(said)))
            at = found.end()
        self.text = "".join((*parts, text[at:]))

    def cut(self, needles: Needles) -> str:
        """Return the text as written, with needles of its meaning covered; tags within stay."""
        if not self._codes:
            return self._written
        starts, ends = self._places()
        parts, at = [], 0
        for first, last in needles.spans(self.text):
            begin, end = starts[first], ends[last - 1]
            parts += [self._written[at:begin], MASK]
            parts += [found[0] for found in re.finditer("<[^<>]*>", self._written[begin:end])]
            at = end
        return "".join((*parts, self._written[at:]))

    def _places(self) -> tuple[list[int], list[int]]:
        """Return where each sign of the meaning begins and ends in what is written."""
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for begin, end, count in (*self._codes, (len(self._written), len(self._written), 0)):
            starts += range(at, begin)
            ends += range(at + 1, begin + 1)
            starts += [begin] * count
            ends += [end] * count
            at = end
        return starts, ends


def _sign(found: re.Match[str]) -> str:
    if code := found[1] or found[2]:
        return chr(int(code, 16))
    return html.unescape(found[3])
