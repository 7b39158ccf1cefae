"""Which columns of a grid are months, and what makes their headings doubtful."""

from __future__ import annotations

from dataclasses import dataclass

from generator.plan.intake.months.axis import ALL, NAMES, Months

_OCTOBER, _SEPTEMBER = 0, 11
_OCTOBER_TO_DECEMBER = 3


@dataclass(frozen=True, slots=True)
class Misprint:
    """A month's heading that says another month than its place: `month` is that of the place.

    `printed` is the month that it says, None for none; `why` tells in Thai which heading it is.
    """

    month: int
    printed: int | None
    why: str


@dataclass(frozen=True, slots=True)
class HeadDoubt:
    """Why months that were read by their columns may be others, and how else they may be read."""

    why: str
    other: Months


@dataclass(frozen=True, slots=True)
class MonthColumns:
    """Which columns of a grid are months: the first of each and the one after its last.

    From October on, whatever their order in the grid; None for a month without a column. `period`
    is the column that tells them in words (ระยะเวลา), None for none. `years` are the Buddhist years
    that the headings tell of each month, 0 for none. `first` is the month of the first column,
    `one_year` the Buddhist year of a heading over all months, 0 for none. `beyond` are columns of
    more months after the twelve: the first, the one after the last, and the heading of each.
    `divided` tells that each column of a month is a part of it (`1-15`), `quarters` that there are
    columns of quarters alone: three months have the same.
    """

    spans: tuple[tuple[int, int] | None, ...]
    period: int | None = None
    misprints: tuple[Misprint, ...] = ()
    years: tuple[int, ...] = (0,) * 12
    first: int = _OCTOBER
    one_year: int = 0
    beyond: tuple[tuple[int, int, str], ...] = ()
    divided: bool = False
    quarters: bool = False

    @property
    def fiscal_years(self) -> tuple[int, ...]:
        """Return the fiscal years that the years over the months tell; one, where they agree."""
        found = {_fiscal(at, year) for at, year in enumerate(self.years) if year}
        return tuple(sorted(found or filter(None, {self.one_year})))

    def doubt(self, months: Months, year: int, *, by_words: bool) -> HeadDoubt | None:
        """Return why a row's months are doubtful though its signs are clear, None for not at all.

        `year` is the fiscal year, 0 where it is not known. Words (`by_words`) that name their
        months do not depend on what a heading is misprinted as.
        """
        if self.quarters and not by_words and months != ALL:
            return HeadDoubt("หัวตารางมีแต่ไตรมาส จึงไม่ทราบว่าทุกเดือนหรือบางเดือน", months)
        wrong = [one for one in self.misprints if one.month in months]
        if wrong and not by_words:
            printed = {one.printed for one in wrong if one.printed is not None}
            rest = months - {one.month for one in wrong}
            return HeadDoubt(wrong[0].why, rest | frozenset(printed))
        return self._of_another_year(months, year)

    def _of_another_year(self, months: Months, year: int) -> HeadDoubt | None:
        told = self.fiscal_years
        # What all months say alike was asked of the whole file, and answered.
        alike = self.first == _OCTOBER and len({*self.years} - {0}) == 1
        if year in told and len(told) > 1 and not alike:
            outside = [
                at
                for at in sorted(months)
                if self.years[at] and _fiscal(at, self.years[at]) != year
            ]
            if outside:
                names = " ".join(NAMES[at] for at in outside)
                years = "/".join(map(str, sorted({self.years[at] for at in outside})))
                why = f"ปีในหัวตารางขัดกับปีงบประมาณ {year} ({names} เป็นของปี {years})"
                return HeadDoubt(why, months - frozenset(outside))
        if self._runs_into_next_year(months):
            why = "ในตารางนี้ ต.ค. อยู่ถัดจาก ก.ย. เครื่องหมายจึงอาจเลยไปถึง ต.ค. ของปีงบประมาณถัดไป"
            return HeadDoubt(why, months - frozenset(range(_OCTOBER_TO_DECEMBER)))
        return None

    def _runs_into_next_year(self, months: Months) -> bool:
        """Whether months run from September on to an October that stands after it."""
        both = {_SEPTEMBER, _OCTOBER} <= months and months != ALL
        return both and self.first >= _OCTOBER_TO_DECEMBER


def _fiscal(month: int, year: int) -> int:
    return year + (month < _OCTOBER_TO_DECEMBER)
