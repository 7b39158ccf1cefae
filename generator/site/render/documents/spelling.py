"""How a paper writes what a record says: amounts, shares, days, names, in the office's figures."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

from generator.plan.model import Budget, BudgetKind, Totals
from generator.site.render.templates import Words
from generator.site.views.papers import MonthRun
from generator.site.views.words import Name, Word
from generator.thai.dates import MONTHS
from generator.thai.eras import BUDDHIST
from generator.thai.fiscal import FiscalYear
from generator.thai.lines import bound
from generator.thai.numbers import baht_text, format_baht, format_number
from generator.thai.text import printable

# A run without blanks that a narrow column may not hold.
_LONG_RUN = re.compile(r"\S{12,}")
# Where such a run may be broken: behind signs, but for those within a number; where a number or
# Latin follows Thai, of which nothing else tells the end of a word; anywhere in an address, a code,
# or in so many consonants that they are no words, which Typst parts by itself.
_PLACES = re.compile(
    r"[;/&=|)\]](?=[^\s;/&=|)\]])|,(?=[^\s,0-9๐-๙])|[ก-๎](?=[0-9A-Za-z])"
    r"|[^\s\u0e00-\u0e7f]{12}(?=[^\s\u0e00-\u0e7f])|[ก-ฮ]{10}(?=[ก-ฮ])"
)
_BREAK_HERE = "\u200b"
# What is typed, not counted: an address, and whatever else has a Latin letter: `PM2.5`, `COVID-19`.
_TYPED = re.compile(r"((?:https?://|www\.)\S+|[!-~\u200b]*[A-Za-z][!-~\u200b]*)")


class Spelling:
    """Writes for one organisation; texts of a plan stay as they are written."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def __call__(self, key: str, **values: object) -> str:
        """Return words of a paper, by their name in the area `paper`."""
        return self.words.plain(f"paper.{key}", **values)

    def text(self, text: str) -> str:
        """Return a plan's text, with places where a long run without blanks may be broken."""
        return _LONG_RUN.sub(_broken, printable(text))

    def name(self, name: Name) -> str:
        """Return a name as it is read."""
        return self.words.said(name) if isinstance(name, Word) else self.text(name)

    def names(self, names: Iterable[Name]) -> str:
        """Return several names in one line."""
        return ", ".join(map(self.name, names))

    def figures(self, text: str) -> str:
        """Return a text with its figures as the office writes them, but those of addresses."""
        parts = _TYPED.split(text)
        return "".join(
            part if at % 2 else self.words.figures(part) for at, part in enumerate(parts)
        )

    def number(self, number: int) -> str:
        """Return a whole number."""
        return self.figures(format_number(number))

    def baht(self, satang: int) -> str:
        """Return an amount with its two decimals, as forms have it: `478,300.00`."""
        text = format_baht(satang)
        return self.figures(text if "." in text else f"{text}.00")

    def share(self, hundredths: int) -> str:
        """Return a share in per cent with two decimals: `11.11`."""
        return self.figures(f"{hundredths // 100}.{hundredths % 100:02}")

    def budget(self, budget: Budget) -> str:
        """Return what a row states: an amount, that none is needed, or a dash for nothing."""
        if budget.kind is BudgetKind.NO_BUDGET:
            return self.words.plain("money.no_budget")
        return "-" if budget.satang is None else self.baht(budget.satang)

    def money(self, totals: Totals, *, in_words: bool = False) -> str:
        """Return a sum within a sentence, with what it leaves out; of no amount there is none."""
        unknown = self.number(totals.not_stated)
        if not totals.stated:
            return self("money_unknown", n=unknown) if totals.not_stated else self("money_none")
        told = self("money_stated", baht=self.baht(totals.satang))
        if in_words:
            told += f" ({baht_text(totals.satang)})"
        return " ".join((told, self("money_without", n=unknown))) if totals.not_stated else told

    def sum(self, totals: Totals) -> str:
        """Return a sum; a dash where no amount is stated of anything in it."""
        return self.baht(totals.satang) if totals.stated else "-"

    def date(self, day: datetime.date) -> str:
        """Return `15 ตุลาคม พ.ศ. 2569`."""
        return self.figures(f"{day.day} {MONTHS[day.month - 1]} พ.ศ. {day.year + BUDDHIST}")

    def date_in_words(self, day: datetime.date) -> str:
        """Return `15 เดือน ตุลาคม พ.ศ. 2569`, as letters end."""
        return self.figures(f"{day.day} เดือน {MONTHS[day.month - 1]} พ.ศ. {day.year + BUDDHIST}")

    def months(self, runs: Sequence[MonthRun], year: FiscalYear, *, short: bool = False) -> str:
        """Return the months of work in words, for who cannot see the arrows.

        Short ones, which stand in a column, keep their years on their line.
        """
        labels = [bound(month.label) if short else month.long_label for month in year.months]
        dash = bound(" – ") if short else " – "
        told = (
            labels[run.first]
            if run.length == 1
            else f"{labels[run.first]}{dash}{labels[run.first + run.length - 1]}"
            for run in runs
        )
        return self.figures(", ".join(told))


def _broken(run: re.Match[str]) -> str:
    return _PLACES.sub(lambda found: found[0] + _BREAK_HERE, run[0])
