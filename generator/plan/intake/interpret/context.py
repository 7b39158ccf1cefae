"""Where in a form one stands: its form, strategy, programme; and what its titles have told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from generator.plan.intake.draft import Ask, Strategy
from generator.plan.intake.form import Spot
from generator.plan.intake.interpret.titles import (
    Section,
    label_in,
    sections_in,
)
from generator.plan.model.account import RowKind
from generator.plan.parse.vocabulary import programme_of
from generator.plan.sheet.wording import (
    bare_title,
    change_in,
    heads_was,
    is_strategy_of_others,
    may_name_a_strategy,
    strategy_of_sheet,
    unit_over,
)
from generator.thai.text import arabic_digits, match_key, tidy

# Two names of one number are one name when so much of them is the same.
_ALIKE = 0.8
_STRATEGY = "ยุทธศาสตร์ที่"
_COPY = re.compile(r"\s*\([0-9]+\)$")  # what Excel adds to a copied sheet's name
_NUMBERED_NAME = re.compile(r"([0-9]{1,2})[.)]\s+([ก-๎].{2,})$")
EQUIPMENT_FORM = "ผด.02/1"
PROJECT_FORM = "ผด.02"
SUMMARY_FORM = "ผด.01"


@dataclass(frozen=True, slots=True)
class Under:
    """Of which form, strategy, tactic, programme and kind of equipment the rows here are.

    `first` and `second` are the lines that head them, as they are printed. `change` is the word by
    which an amendment's form heads them, `unit` that which a line names for all below it.
    `was` tells that they are what stood there until an amendment.
    """

    form: str = ""
    strategy: str = ""
    tactic: str = ""
    programme: str = ""
    equipment: str = ""
    first: str = ""
    second: str = ""
    change: str = ""
    unit: str = ""
    was: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """Tells the sections of a form apart."""
        return self.form, match_key(self.first), match_key(f"{self.tactic} {self.second}")


@dataclass(slots=True)
class Context:
    """Takes the lines that head rows, and tells of what the rows below them are."""

    now: Under = field(default_factory=Under)
    strategies: list[Strategy] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    heading: Section | None = None  # of the strategy one stands under
    labelled: bool = False  # since the last heading
    named: str = ""  # how the last heading calls what its rows are
    pending: Spot | None = None  # where that stands, until a row is under it
    carried: bool = False  # nothing on this sheet told a section: it is that of the sheet before

    def take_label(self, text: str) -> None:
        """Begin the form that a line names; what was said of another form's rows ends there."""
        label = next(filter(None, map(label_in, text.split("\n"))), "")
        self.labelled = self.labelled or bool(label)
        if label and label != self.now.form:
            if self.now.form not in ("", SUMMARY_FORM):
                self.now, self.heading, self.pending = Under(), None, None
            self.now = replace(self.now, form=label)

    def take_sheet(self, title: str, spot: Spot) -> None:
        """Take the strategy or programme that a sheet's name tells; its lines may say others."""
        name = bare_title(_COPY.sub("", tidy(title)))
        number, rest = strategy_of_sheet(name)
        if number:
            bare = f"{_STRATEGY} {number}"
            self._take_strategy(Section(RowKind.STRATEGY, number, bare, bare), spot)
        if programme_of(rest) is not None:
            self._take_programme(Section(RowKind.PROGRAMME, "", rest, rest))

    def use(self) -> Under:
        """Return of what a row here is; only what has rows is one of the plan's strategies."""
        if self.heading is not None and self.pending is not None:
            found = self.strategy(self.heading, self.pending)
            self.now, self.pending = replace(self.now, strategy=found), None
        return self.now

    def take_heading(self, name_heading: str) -> None:
        """Say which form a heading begins: as labelled, else by what its column of names says."""
        equipment = name_heading.startswith("ครุภัณฑ์")
        other = not self.labelled and name_heading != self.named
        self.labelled, self.named = False, name_heading
        unknown = self.now.form in ("", SUMMARY_FORM)
        if unknown or (other and equipment and self.now.form == PROJECT_FORM):
            self.now = replace(self.now, form=EQUIPMENT_FORM if equipment else PROJECT_FORM)
        if self.now.form not in self.forms:
            self.forms.append(self.now.form)

    def take_line(self, text: str, spot: Spot) -> bool:
        """Take a line that heads rows; whether it is one."""
        found = sections_in(text)
        if found and self.heading is not None and is_strategy_of_others(tidy(text)):
            return is_strategy_of_others(self.heading.text) and self._take_all(found, spot)
        if found:
            return self._take_all(found, spot)
        return self._take_change(text) or self._take_name(text) or self._take_bare(text)

    def _take_all(self, sections: tuple[Section, ...], spot: Spot) -> bool:
        for section in sections:
            self._take(section, spot)
        return True

    def _take_bare(self, text: str) -> bool:
        """Take the name of one of the twelve programmes in a line that does not say so."""
        name = bare_title(tidy(text))
        if self.now.form == SUMMARY_FORM or programme_of(name) is None:
            return False
        self._take_programme(Section(RowKind.PROGRAMME, "", name, tidy(text)))
        return True

    def _take_time(self, text: str) -> bool:
        """Take a line that says whether the rows below it are of before or of after."""
        was = heads_was(tidy(text))
        if was is not None:
            self.now = replace(self.now, was=was)
        return was is not None

    def take_unit(self, text: str) -> bool:
        """Take a line that names the unit of all rows below it."""
        unit = unit_over(tidy(text))
        if unit:
            self.now = replace(self.now, unit=unit)
        return bool(unit)

    def _take_change(self, text: str) -> bool:
        """Take a line by which an amendment's form heads what it adds, alters or cancels."""
        if self._take_time(text):
            return True
        change = change_in(tidy(text))
        if change:
            self.now = replace(self.now, change=change)
        return bool(change)

    def _take_name(self, text: str) -> bool:
        """Take the name of a strategy in the line below its number."""
        heading = self.heading
        if heading is None or self.pending is None or not _is_bare(heading):
            return False
        name = _with_number(heading.number, tidy(text))
        if not name and may_name_a_strategy(tidy(text)):
            name = tidy(text)
        if not name:
            return False
        self.heading = replace(heading, name=name, text=f"{heading.text} {name}")
        self.now = replace(self.now, first=self.heading.text)
        return True

    def is_named_by(self, line: str) -> bool:
        """Whether a line, which is none of a section by itself, names the strategy one is under."""
        heading = self.heading
        if heading is None or sections_in(line) or _is_bare(heading):
            return False
        return tidy(line).endswith(heading.name)

    def _take_strategy(self, section: Section, spot: Spot) -> None:
        """Begin a strategy, unless the line only says again under which one stands."""
        self.carried = False
        now, heading = self.now, self.heading
        unnamed = heading is not None and self.pending is not None and _is_bare(heading)
        again = heading is not None and not now.equipment and _is_one(heading, section)
        if heading is not None and again and (not unnamed or _is_bare(section)):
            if self.pending is None and match_key(heading.name) != match_key(section.name):
                self.strategy(section, spot)
            return
        self.heading, self.pending = section, spot
        self.now = Under(now.form, first=section.text, change=now.change, unit=now.unit)

    def _take(self, section: Section, spot: Spot) -> None:
        now, self.carried = self.now, False
        if section.kind is RowKind.STRATEGY:
            self._take_strategy(section, spot)
        elif section.kind is RowKind.TACTIC:
            same = section.name == now.tactic
            programme = (now.programme, now.second) if same else ("", "")
            self.now = replace(
                now,
                tactic=section.name,
                programme=programme[0],
                equipment="",
                second=programme[1],
            )
        elif section.kind is RowKind.PROGRAMME:
            self._take_programme(section)
        elif section.name != now.equipment:
            strategy = now.strategy if now.form == EQUIPMENT_FORM else ""
            if now.form != EQUIPMENT_FORM:
                self.heading, self.pending = None, None
            self.now = Under(
                EQUIPMENT_FORM,
                strategy,
                equipment=section.name,
                first=section.text,
                change=now.change,
                unit=now.unit,
            )

    def _same(self, taken: Strategy, section: Section, spot: Spot) -> str:
        """Return the id of a strategy that is spelled otherwise here, or named here first."""
        if taken.name == taken.id:
            named = Strategy(taken.id, section.name, spot)
            self.strategies[self.strategies.index(taken)] = named
        elif not _is_bare(section):
            seen = (section.name, taken.name)
            self.asks.append(Ask("strategy-spelled", spot, section.name, seen, mention=True))
        return taken.id

    def under_row(self, strategy: str, programme: str, tactic: str, spot: Spot) -> Under:
        """Return of what a row is that says itself of which strategy, programme, tactic it is."""
        now = self.use()
        if strategy:
            number = arabic_digits(strategy).strip(" .")
            plain = Section(RowKind.STRATEGY, number if number.isdigit() else "", number, strategy)
            found = [one for one in sections_in(strategy) if one.kind is RowKind.STRATEGY]
            known = number in {one.id for one in self.strategies}
            wanted = number if known else self.strategy((found or [plain])[0], spot)
            now = replace(now, strategy=wanted, first=strategy)
        if programme:
            self.carried = False
            now = replace(now, programme=bare_title(programme), second=programme)
        return replace(now, tactic=tactic) if tactic else now

    def _take_programme(self, section: Section) -> None:
        now, self.carried = self.now, False
        if match_key(section.name) != match_key(now.programme):  # or only typed again
            self.now = replace(now, programme=section.name, second=section.text)

    def strategy(self, section: Section, spot: Spot) -> str:
        """Return the id of a strategy, known already or new; one number for two names is asked."""
        key = match_key(section.name)
        for one in self.strategies:
            if match_key(one.name) == key and section.number in ("", one.id):
                return one.id
        taken = next((one for one in self.strategies if one.id == section.number), None)
        if taken is not None and _is_same(taken, section):
            return self._same(taken, section, spot)
        ids = {one.id for one in self.strategies}
        wanted = section.number if section.number not in ids else ""
        wanted = wanted or next(_free(ids))
        if taken is not None:
            named = (f"{taken.id}. {taken.name}",)
            self.asks.append(Ask("strategy-number-twice", spot, section.text, readings=named))
        self.strategies.append(Strategy(wanted, section.name, spot))
        return wanted


def named_by(strategies: Iterable[Strategy], lines: Iterable[str]) -> Iterator[Strategy]:
    """Yield the strategies; one that is only numbered is named as a line elsewhere names it."""
    told = [one for line in lines for one in sections_in(line) if one.kind is RowKind.STRATEGY]
    names = {one.number: one.name for one in told if one.number and not _is_bare(one)}
    for one in strategies:
        bare = _is_bare(Section(RowKind.STRATEGY, one.id, one.name, one.name))
        yield replace(one, name=names[one.id]) if bare and one.id in names else one


def _is_bare(section: Section) -> bool:
    """Whether a line only numbers a strategy: `ยุทธศาสตร์ที่ 2`."""
    bare = (section.number, f"ยุทธศาสตร์ที่{section.number}", "ยุทธศาสตร์")
    return match_key(section.name) in map(match_key, bare)


def _with_number(number: str, line: str) -> str:
    """Return the name that a line gives to this number: `2. สังคม`; empty where it gives none."""
    found = _NUMBERED_NAME.match(arabic_digits(line))
    return line[found.start(2) :] if found and found[1] == number else ""


def _is_same(taken: Strategy, section: Section) -> bool:
    """Whether two strategies of one number are one: unnamed, or nearly spelled the same."""
    return taken.name == taken.id or _is_bare(section) or _alike(taken.name, section.name)


def _is_one(heading: Section, section: Section) -> bool:
    """Whether a line names the strategy again that another named."""
    if section.number not in ("", heading.number):
        return False
    return _is_bare(section) or _alike(heading.name, section.name)


def _alike(one: str, other: str) -> bool:
    pair = match_key(one), match_key(other)
    return pair[0] == pair[1] or SequenceMatcher(None, *pair).ratio() >= _ALIKE


def _free(ids: set[str]) -> Iterator[str]:
    return (str(number) for number in range(1, 1000) if str(number) not in ids)
