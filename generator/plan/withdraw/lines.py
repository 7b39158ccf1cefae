"""Which lines of a text were covered, for telling them one by one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from generator.plan.read import text_of


@dataclass(frozen=True, slots=True, repr=False)  # its text is personal data
class CoveredLine:
    """A line of a file, from 1: what it said, and what it says now."""

    number: int
    was: str
    now: str


def covered_lines(was: bytes, now: bytes) -> Iterator[CoveredLine]:
    """Yield the lines of a text that say something else now; a name may have gone over two."""
    before, after = text_of(was).splitlines(), text_of(now).splitlines()
    changes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, first, last, start, end in changes:
        if kind == "equal":
            continue
        if last - first == end - start:
            for at in range(last - first):
                yield CoveredLine(first + at + 1, before[first + at], after[start + at])
        else:
            yield CoveredLine(first + 1, "\n".join(before[first:last]), " ".join(after[start:end]))
