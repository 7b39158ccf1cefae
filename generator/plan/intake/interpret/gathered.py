"""A project as the rows of a form say it, before it is joined and judged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from generator.plan.intake.form import GridCell, Spot
from generator.plan.intake.interpret.context import Under
from generator.plan.intake.interpret.headed import FormHead
from generator.plan.intake.interpret.judging import MONTH, RowTexts
from generator.plan.sheet.wording import is_ditto, without_again
from generator.thai.text import match_key, tidy


@dataclass(slots=True)
class Gathered:
    """A project as its rows say it: texts by code name, line by line, and where they stand.

    `rows` are its rows by grid. `filled` are the columns that a cell merged from above fills, with
    that cell. `split` tells that a heading typed again stands inside it. `carried` tells that its
    strategy and programme are only those of the sheet before, though its own counts anew. `was` is
    the same project as it stood until an amendment.
    """

    under: Under
    sheet: int
    number: str
    number_cell: GridCell | None
    texts: dict[str, list[GridCell]] = field(default_factory=dict)
    spots: list[Spot] = field(default_factory=list)
    rows: list[tuple[int, int]] = field(default_factory=list)
    heads: dict[int, FormHead] = field(default_factory=dict)
    filled: dict[str, GridCell] = field(default_factory=dict)
    split: bool = False
    hidden: bool = False
    carried: bool = False
    other: dict[str, list[GridCell]] = field(default_factory=dict)
    was: Gathered | None = None

    def first(self, code: str) -> str:
        """Return the last line of a column's text, tidied."""
        cells = self.texts.get(code, ())
        return tidy(cells[-1].text) if cells else ""

    def new_in(self, texts: RowTexts) -> tuple[RowTexts, list[GridCell]]:
        """Return what a row that names the project again adds to it, and the cells that do not."""
        new: dict[str, tuple[GridCell, ...]] = {}
        said: list[GridCell] = []
        for code, cells in texts.by.items():
            known = {without_again(tidy(cell.text)) for cell in self.texts.get(code, ())}
            again = [one for one in cells if without_again(tidy(one.text)) in known]
            if code == MONTH:
                new[code] = cells
                continue
            said += again
            if kept := tuple(one for one in cells if one not in again):
                new[code] = kept
        return replace(texts, by=new), said


def adding(cells: Iterable[GridCell], before: Sequence[GridCell]) -> list[GridCell]:
    """Return the cells that add something: a ditto mark in a second line repeats the first."""
    return [cell for cell in cells if not (before and is_ditto(tidy(cell.text)))]


def repeated(cells: Iterable[GridCell], before: Sequence[GridCell]) -> list[GridCell]:
    """Return the cells that print once more what a line before says."""
    said = {match_key(one.text) for one in before}
    return [cell for cell in cells if match_key(cell.text) in said]
