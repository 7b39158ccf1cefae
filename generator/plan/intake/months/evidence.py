"""What says something of one row's months: every way to read it, and how it looks in the form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from generator.plan.intake.form import GridCell, Mark
from generator.plan.intake.months.axis import Months

_MOST = 8
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind of signs in a row: `choices` are its readings, one where it is clear.

    A `doubt` tells in Thai why it may not be written even where it has one reading. `by_words`
    tells that words name the months, wherever they stand.
    """

    choices: tuple[Months, ...]
    drawn: str = ""
    doubt: str = ""
    marks: tuple[Mark, ...] = ()
    cells: tuple[GridCell, ...] = ()
    by_words: bool = False

    @property
    def is_clear(self) -> bool:
        """Whether it can be read in one way."""
        return len(self.choices) == 1 and not self.doubt


def quoted(text: str) -> str:
    """Return a text of the form in quotation marks, in one line, and not too long to be told."""
    line = " ".join(text.split())
    return f"“{line[:_LONGEST]}{'…' * (len(line) > _LONGEST)}”"


def together(parts: Sequence[Evidence], sign: str = " ") -> Evidence:
    """Return signs of one kind that stand beside each other: a row has the months of all."""
    ways = [one.choices for one in parts if one.choices]
    count = 1
    for one in ways:
        count *= len(one)
    if count > _MOST:  # as few and as many as may be
        ways = [(one[0], one[-1]) if len(one) > 1 else one for one in ways]
    choices = tuple(dict.fromkeys(frozenset().union(*some) for some in product(*ways)))
    return Evidence(
        choices[:_MOST] if ways else (),
        sign.join(filter(None, (one.drawn for one in parts))),
        next(filter(None, (one.doubt for one in parts)), ""),
        tuple(mark for one in parts for mark in one.marks),
        tuple(cell for one in parts for cell in one.cells),
        bool(ways) and all(one.by_words for one in parts if one.choices),
    )
