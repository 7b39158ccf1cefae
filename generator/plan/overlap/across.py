"""Whether two rows of different plans may be one work: by what look-alikes of one plan go by.

A village's number says nothing between two areas, so that it takes more than a name: see those
who ask.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from generator.plan.overlap.folding import folded, parts
from generator.plan.overlap.pairs import ALIKE, ROUND


def likeness(first: str, second: str) -> int:
    """Return how alike two names are: 100 where they come to the same, 0 where they are not alike.

    Names of another lane, stretch or stage are not alike.
    """
    found = int(fuzz.ratio(folded(first), folded(second), score_cutoff=ALIKE))
    return found if found and parts(first) == parts(second) else 0


def is_same_amount(first: int | None, second: int | None) -> bool:
    """Whether two amounts in satang are the same and say something: round ones do not."""
    return bool(first and first == second and first % ROUND)
