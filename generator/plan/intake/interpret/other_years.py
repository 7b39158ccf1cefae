"""Sheets of another year beside this year's: left out, or asked about, and never mixed in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.plan.intake.form import Form, Grid, Line, LineOrigin
from generator.plan.intake.interpret.headed import FormHead
from generator.plan.intake.interpret.titles import label_in, names_the_plan, year_in
from generator.thai.text import arabic_digits, tidy

# A worksheet's name is short: `ปี 68`, `ผด.02 (2568)`, `แผน69`.
_NAMED = re.compile(r"(?<![0-9])(?:(25[0-9]{2})|(?:ปี|แผน|พ\.?ศ\.?)\s*([5-9][0-9]))(?![0-9])")
_CENTURY = 2500
_LONGEST_TITLE = 140
_NEEDED = 2  # of what tells a year, so that rows are left out by it


@dataclass(frozen=True, slots=True)
class GridYears:
    """Which fiscal years a grid tells: in its titles, over its months, by its sheet's name."""

    titles: frozenset[int]
    months: frozenset[int]
    name: int = 0
    hidden: bool = False

    @property
    def all(self) -> frozenset[int]:
        """All years that are told, the least certain too."""
        return self.titles | self.months | ({self.name} if self.name else frozenset())

    def is_other(self, year: int) -> bool:
        """Whether all that is told, twice at least or of a sheet that nobody sees, is another."""
        told = bool(self.titles) + bool(self.months) + bool(self.name)
        if not self.all or year in self.all:
            return False
        return told >= _NEEDED or (self.hidden and bool(self.titles | self.months))

    def may_be_other(self, year: int) -> bool:
        """Whether what leads among that which is told is another year."""
        own = self.titles or self.months or ({self.name} if self.name else frozenset())
        return bool(own) and year not in own


def grid_years(form: Form, heads: Sequence[Mapping[int, FormHead]]) -> tuple[GridYears, ...]:
    """Return what each grid of a form tells of its year, in order; a line titles those below it."""
    found: list[GridYears] = []
    above: frozenset[int] = frozenset()
    for part in form.parts:
        if isinstance(part, Line):
            above = _of_line(part) or above
            continue
        own_heads = heads[len(found)]
        own = frozenset(_of_cells(part, min(own_heads, default=None)))
        months = {year for head in own_heads.values() for year in head.years}
        if not own_heads and not part.spot.sheet and found:  # it goes on from the table before
            months = set(found[-1].months)
        titles = own or (frozenset() if part.spot.sheet else above)
        name = _of_name(part.spot.sheet)
        found.append(GridYears(titles, frozenset(months), name, part.hidden))
    return tuple(found)


def year_of(told: Sequence[GridYears]) -> int:
    """Return the only year that the visible grids tell by titles or months, 0 for none or more."""
    found = {year for one in told if not one.hidden for year in one.titles | one.months}
    return next(iter(found)) if len(found) == 1 else 0


def of_other_years(told: Sequence[GridYears], year: int) -> dict[int, int]:
    """Return which grids, by order, are surely of another year than this, and of which."""
    if not year or all(one.is_other(year) for one in told if one.all):
        return {}
    return {at: max(one.all) for at, one in enumerate(told) if one.is_other(year)}


def doubtful_years(told: Sequence[GridYears], year: int) -> dict[int, int]:
    """Return which visible grids, by order, may be of another year while one surely is of this."""
    sure = [one for one in told if year in one.all and not one.may_be_other(year)]
    if not year or not sure:
        return {}
    return {
        at: max(one.all - {year})
        for at, one in enumerate(told)
        if one.may_be_other(year) and not one.is_other(year) and not one.hidden
    }


def _of_line(line: Line) -> frozenset[int]:
    if line.origin in (LineOrigin.COMMENT, LineOrigin.FOOTNOTE, LineOrigin.PAGE_FOOTER):
        return frozenset()
    return frozenset(_of_text(line.text))


def _of_cells(grid: Grid, end: int | None) -> Iterator[int]:
    """Yield what the lines above the first heading say; a project's name may tell any year."""
    for cell in grid.cells:
        if (end is None or cell.row < end) and ("25" in cell.text or "๒๕" in cell.text):
            yield from _of_text(cell.text)


def _of_text(text: str) -> Iterator[int]:
    for line in text.split("\n"):
        plain = tidy(line)
        titled = names_the_plan(plain) or label_in(plain) or plain.startswith("ประจำปี")
        if titled and len(plain) <= _LONGEST_TITLE and (year := year_in(plain)):
            yield year


def _of_name(sheet: str) -> int:
    found = _NAMED.search(arabic_digits(sheet))
    if found is None:
        return 0
    return int(found[1]) if found[1] else _CENTURY + int(found[2])
