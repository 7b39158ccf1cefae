"""The cells of one table, repaired where that is certain and nothing announced is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.plan.formulas import guarded, unguarded
from generator.plan.parse.codes import is_safe_id
from generator.plan.read.cells import column_letter
from generator.problems import Place
from generator.thai.mending import mended_cell, mended_code
from generator.thai.text import tidy

# Row as Excel counts, and the column's letter.
Spot = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What the plan knows of a table: its columns of codes, headings, and what is recorded of it.

    `recorded` gives for each cell of a recorded row what the record holds, None where nothing of
    the table is recorded.
    """

    codes: frozenset[str] = frozenset()
    headings: Mapping[str, str] = field(default_factory=dict)
    recorded: Mapping[Spot, str] | None = None
    free: frozenset[int] = frozenset()  # rows of a recorded edition that its record does not have
    once: bool = True  # no two rows have one code

    def holds(self, spot: Spot, now: str, after: str) -> bool:
        """Whether a record says what the cell says now, and would not say what it becomes.

        Of a recorded table also whatever is no cell of a project: a sub-heading may speak for rows.
        """
        if self.recorded is None or now == after or spot[0] in self.free:
            return False
        was = self.recorded.get(spot)
        return was is None or (was == now and was != after)


@dataclass(frozen=True, slots=True)
class Mend:
    """A text that is certainly damaged: where, what it says, what it said, and what was repaired.

    `held` tells that it stays as it is, because it was announced so; `by_hand` that only the
    program that wrote it can mend it.
    """

    place: Place
    before: str
    after: str
    repairs: tuple[str, ...]
    held: bool = False
    by_hand: bool = False

    @property
    def is_done(self) -> bool:
        """Whether it is mended."""
        return not (self.held or self.by_hand)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell as the file has it: its spot, its place, and its content."""

    row: int
    column: int
    text: str


def cell_mends(place: Place, cells: Sequence[TableCell], known: Known) -> Iterator[Mend | None]:
    """Yield for each cell, in order, what is to be mended in it; None where nothing is."""
    taken = {read_text(one.text) for one in cells if column_letter(one.column) in known.codes}
    for one in cells:
        yield _mend(place, one, known, taken)


def read_text(text: str) -> str:
    """Return what reading makes of a cell's content."""
    return tidy(unguarded(text))


def _mend(place: Place, cell: TableCell, known: Known, taken: set[str]) -> Mend | None:
    letter = column_letter(cell.column)
    after, repairs = (mended_code if letter in known.codes else mended_cell)(cell.text)
    if letter in known.codes and not is_safe_id(after):
        after, repairs = mended_cell(cell.text)
    if not repairs or _runs(cell.text, after):
        return None
    was, becomes = read_text(cell.text), read_text(after)
    if letter in known.codes and was != becomes:
        if known.once and becomes in taken:  # two rows of one code are for the office to tell apart
            return None
        taken.add(becomes)
    at = place.at(row=cell.row, column=letter, heading=known.headings.get(letter, ""))
    held = known.holds((cell.row, letter), was, becomes)
    return Mend(at, cell.text, after, repairs, held)


def _runs(before: str, after: str) -> bool:
    """Whether a spreadsheet would run what it showed before."""
    return guarded(after) != after and guarded(before) == before
