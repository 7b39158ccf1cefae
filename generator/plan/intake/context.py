"""Where in a form one stands: its form, strategy, programme; and what its titles have told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.plan.intake.draft import Ask, Strategy
from generator.plan.intake.form import Spot
from generator.plan.intake.titles import (
    Section,
    edition_in,
    label_in,
    names_the_plan,
    office_in,
    sections_in,
    year_in,
)
from generator.plan.model.account import RowKind
from generator.plan.sheet.wording import kind_of_words
from generator.thai.text import match_key, tidy

EQUIPMENT_FORM = "ผด.02/1"
PROJECT_FORM = "ผด.02"


@dataclass(frozen=True, slots=True)
class Under:
    """Of which form, strategy, tactic, programme and kind of equipment the rows here are.

    `first` and `second` are the lines that head them, as they are printed.
    """

    form: str = ""
    strategy: str = ""
    tactic: str = ""
    programme: str = ""
    equipment: str = ""
    first: str = ""
    second: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Tells the sections of a form apart."""
        return self.form, match_key(self.first), match_key(self.second)


@dataclass(slots=True)
class Titles:
    """What the lines outside of rows have told so far, each with where."""

    lines: list[str] = field(default_factory=list)
    title: str = ""
    years: dict[int, Spot] = field(default_factory=dict)
    editions: dict[str, Spot] = field(default_factory=dict)
    offices: list[str] = field(default_factory=list)
    district: str = ""
    province: str = ""

    def take(self, text: str, spot: Spot) -> bool:
        """Keep what a line tells; whether it is one of the form's titles."""
        told = [self._take_line(line, spot) for line in text.split("\n") if tidy(line)]
        return any(told)

    def _take_line(self, line: str, spot: Spot) -> bool:
        text = tidy(line)
        year, office = year_in(text), office_in(text)
        is_title = bool(year or office[0] or names_the_plan(text) or label_in(text))
        if year:
            self.years.setdefault(year, spot)
        self._take_title(text, year)
        if edition := edition_in(text)[0]:
            self.editions.setdefault(edition, spot)
        if office[0] and kind_of_words(text) is not RowKind.SIGNATURE:
            self._take_office(*office)
        if is_title and text not in self.lines:
            self.lines.append(text)
        return is_title or kind_of_words(text) is RowKind.TITLE

    def _take_title(self, text: str, year: int) -> None:
        if names_the_plan(text) and not self.title:
            self.title = text
        elif self.title and year and not year_in(self.title) and not label_in(text):
            self.title = f"{self.title} {text}"
        elif self.title and edition_in(text)[0] and not edition_in(self.title)[0]:
            self.title = text if names_the_plan(text) else f"{self.title} {text}"

    def _take_office(self, office: str, district: str, province: str) -> None:
        if office not in self.offices:
            self.offices.append(office)
        self.district = self.district or district
        self.province = self.province or province


@dataclass(slots=True)
class Context:
    """Takes the lines that head rows, and tells of what the rows below them are."""

    now: Under = field(default_factory=Under)
    strategies: list[Strategy] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)

    def take_label(self, text: str) -> None:
        """Begin the form that a line names; what was said of another form's rows ends there."""
        label = next(filter(None, map(label_in, text.split("\n"))), "")
        if label and label != self.now.form:
            self.now = replace(self.now, form=label) if not self.now.form else Under(form=label)

    def take_heading(self, name_heading: str) -> None:
        """Say which form a heading begins: as labelled, else by what its column of names says."""
        if not self.now.form:
            equipment = name_heading.startswith("ครุภัณฑ์")
            self.now = replace(self.now, form=EQUIPMENT_FORM if equipment else PROJECT_FORM)
        if self.now.form not in self.forms:
            self.forms.append(self.now.form)

    def take_line(self, text: str, spot: Spot) -> bool:
        """Take a line that heads rows; whether it is one."""
        found = sections_in(text)
        for section in found:
            self._take(section, spot)
        return bool(found)

    def _take(self, section: Section, spot: Spot) -> None:
        now = self.now
        if section.kind is RowKind.STRATEGY:
            found = self.strategy(section, spot)
            if found != now.strategy or now.equipment:
                self.now = Under(now.form, found, first=section.text)
        elif section.kind is RowKind.TACTIC:
            same = section.name == now.tactic
            programme = (now.programme, now.second) if same else ("", "")
            self.now = Under(
                now.form, now.strategy, section.name, programme[0], "", now.first, programme[1]
            )
        elif section.kind is RowKind.PROGRAMME:
            self._take_programme(section)
        elif section.name != now.equipment:
            strategy = now.strategy if now.form == EQUIPMENT_FORM else ""
            self.now = Under(EQUIPMENT_FORM, strategy, equipment=section.name, first=section.text)

    def _take_programme(self, section: Section) -> None:
        now = self.now
        if section.name not in self.programmes:
            self.programmes.append(section.name)
        self.now = Under(
            now.form,
            now.strategy,
            now.tactic,
            section.name,
            now.equipment,
            now.first,
            section.text,
        )

    def strategy(self, section: Section, spot: Spot) -> str:
        """Return the id of a strategy, known already or new; one number for two names is asked."""
        key = match_key(section.name)
        for one in self.strategies:
            if match_key(one.name) == key and section.number in ("", one.id):
                return one.id
        ids = {one.id for one in self.strategies}
        if section.number in ids and key.startswith(match_key("ยุทธศาสตร์ที่")):
            return section.number  # `ยุทธศาสตร์ที่ 2` alone
        wanted = section.number or next(_free(ids))
        if section.number in ids:
            wanted = next(_free(ids))
            self.asks.append(
                Ask("strategy-number-twice", spot, section.text, readings=_named(self, section))
            )
        self.strategies.append(Strategy(wanted, section.name, spot))
        return wanted


def _named(context: Context, section: Section) -> tuple[str, ...]:
    return tuple(f"{one.id}. {one.name}" for one in context.strategies if one.id == section.number)


def _free(ids: set[str]) -> Iterator[str]:
    return (str(number) for number in range(1, 1000) if str(number) not in ids)
