"""What the lines of a form that stand outside of rows have told: title, year, office, edition."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field

from generator.plan.intake.form import Spot
from generator.plan.intake.interpret.titles import (
    day_in,
    edition_in,
    label_in,
    names_the_plan,
    office_in,
    plan_title,
    unnumbered_edition_in,
    year_in,
)
from generator.plan.model.account import RowKind
from generator.plan.sheet.wording import kind_of_words
from generator.thai.text import tidy

_OF_YEAR = "ประจำปี"
_LONGEST_TITLE = 140


@dataclass(slots=True)
class Titles:
    """What the lines outside of rows have told so far, each with where."""

    lines: list[str] = field(default_factory=list)
    title: str = ""
    years: dict[int, Spot] = field(default_factory=dict)
    other_years: dict[int, Spot] = field(default_factory=dict)  # of lines that title no plan
    editions: dict[str, Spot] = field(default_factory=dict)
    unnumbered: dict[str, Spot] = field(default_factory=dict)
    days: set[datetime.date] = field(default_factory=set)  # to which results are told
    offices: Counter[str] = field(default_factory=Counter)
    district: str = ""
    province: str = ""

    @property
    def office(self) -> str:
        """The office that most titles name, of several the first; empty for none."""
        return max(self.offices, key=lambda one: self.offices[one], default="")

    def take(self, text: str, spot: Spot) -> bool:
        """Keep what a line tells; whether it is one of the form's titles."""
        told = [self._take_line(line, spot) for line in text.split("\n") if tidy(line)]
        return any(told)

    def _take_line(self, line: str, spot: Spot) -> bool:
        text = tidy(line)
        if len(text) > _LONGEST_TITLE:  # a paragraph of an introduction
            return False
        year, office = year_in(text), office_in(text)
        unnumbered = unnumbered_edition_in(text)
        is_title = bool(year or office[0] or names_the_plan(text) or label_in(text) or unnumbered)
        if year:
            stated = names_the_plan(text) or label_in(text) or text.startswith(_OF_YEAR)
            (self.years if stated else self.other_years).setdefault(year, spot)
        self._take_title(text, year)
        if day := day_in(text):
            self.days.add(day)
        if edition := edition_in(text)[0]:
            self.editions.setdefault(edition, spot)
        elif unnumbered:
            self.unnumbered.setdefault(unnumbered, spot)
        if office[0] and kind_of_words(text) is not RowKind.SIGNATURE:
            self._take_office(*office)
        if is_title and text not in self.lines:
            self.lines.append(text)
        return is_title or kind_of_words(text) is RowKind.TITLE or bool(day)

    def _take_title(self, text: str, year: int) -> None:
        if names_the_plan(text) and not self.title:
            self.title = plan_title(text)
        elif self.title and year and not year_in(self.title) and not label_in(text):
            self.title = f"{self.title} {text}"
        elif self.title and edition_in(text)[0] and not edition_in(self.title)[0]:
            self.title = text if names_the_plan(text) else f"{self.title} {text}"
        elif self.title and not names_the_plan(text) and unnumbered_edition_in(text):
            self.title = self.title if text in self.title else f"{self.title} {text}"

    def _take_office(self, office: str, district: str, province: str) -> None:
        self.offices[office] += 1
        self.district = self.district or district
        self.province = self.province or province
