"""Arrows and ticks that are written with other signs: with letters of Wingdings, round words.

`plan/parse/signs.py` tells what the signs themselves say.
"""

from __future__ import annotations

from functools import lru_cache

from generator.plan.parse.signs import Says, said
from generator.plan.read.symbols import as_signs

# Letters of Wingdings, where the file does not say that font: arrows and ticks, and nothing Thai.
_LETTERS = frozenset("àßóçèïðüþûý") | frozenset(map(chr, range(0xF020, 0xF100)))
_SHAFT = frozenset("-–—─━_=")
_ENDS = 3


@lru_cache(maxsize=5_000)  # of a form's months nearly every cell says the same
def meant(text: str) -> str:
    """Return a text in the signs that it is meant by; an arrow round some words is an arrow."""
    bare = "".join(text.split())
    if bare and set(bare) <= _LETTERS | _SHAFT:
        changed = as_signs(bare, "Wingdings")
        if said(changed) is not Says.STRANGE:
            return changed
    ends = bare[:1] + "--" + bare[-1:]
    both = len(bare) > _ENDS and bare[0] != bare[-1] and said(ends) is Says.WHOLE
    return ends if both and said(text) is Says.STRANGE else text
