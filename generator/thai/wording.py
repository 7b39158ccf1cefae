"""Two wordings of a text side by side: which parts of each are not in the other.

Thai writes no blanks between words, so the pieces compared are numbers, Latin words and clusters
of one consonant with its vowels and tone; what stays between two changes and is too short to be a
word of its own counts as changed with them. Knows no markup.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

# A bare consonant at the end of a run of Thai closes the syllable before it.
_MARKS = "[ะ-ฺ็-๎]"
_PIECE = re.compile(
    r"[0-9๐-๙][0-9๐-๙.,]*|[A-Za-z]+|\s+|"
    rf"[เแโใไ]?[ก-ฮ]{_MARKS}*(?:[ก-ฮ]์?(?![ก-๎]))?|.",
    re.DOTALL,
)
_SHORTEST_KEPT = 3
_LEAST_ALIKE = 0.3

# A part of a text, and whether the other wording does not have it.
Part = tuple[str, bool]
_Span = tuple[int, int, int, int]


def changed_parts(before: str, after: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return the parts of both wordings; joined, they give the texts back.

    A text that has almost nothing in common with the other is changed as a whole.
    """
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    whole = [(0, len(old), 0, len(new))]
    spans = whole if matcher.ratio() < _LEAST_ALIKE else list(_merged(matcher, old))
    return (
        tuple(_parts(old, [(a, b) for a, b, _, _ in spans])),
        tuple(_parts(new, [(c, d) for _, _, c, d in spans])),
    )


def _merged(matcher: difflib.SequenceMatcher[str], old: list[str]) -> Iterator[_Span]:
    """Yield what differs; differences that only a blank or a cluster or two part are one."""
    span: _Span | None = None
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            span = (span[0], b, span[2], d) if span else (a, b, c, d)
        elif span and b < len(old) and not _stands_alone(old[a:b]):
            span = (span[0], b, span[2], d)
        elif span:
            yield span
            span = None
    if span:
        yield span


def _stands_alone(pieces: list[str]) -> bool:
    """Whether what stays is long enough to be read as staying."""
    return len(pieces) >= _SHORTEST_KEPT or any(piece[0].isdigit() for piece in pieces)


def _parts(pieces: list[str], spans: list[tuple[int, int]]) -> Iterator[Part]:
    start = 0
    for first, last in [*spans, (len(pieces), len(pieces))]:
        for text, changed in (
            ("".join(pieces[start:first]), False),
            ("".join(pieces[first:last]), True),
        ):
            if text:
                yield text, changed
        start = last
