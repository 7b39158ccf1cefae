"""Which papers a year has, each by its address and as the data that a template of Typst sets."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from generator.plan.model import Form, Organization
from generator.site.addresses import address
from generator.site.render.documents.book import book_data
from generator.site.render.documents.forms import form_data, summary_data
from generator.site.render.documents.letters import letter_data
from generator.site.render.documents.notices import board_data, village_data
from generator.site.render.documents.reports import report_data
from generator.site.render.documents.spelling import Spelling
from generator.site.views import EditionView, Group, ProgressView, YearView
from generator.site.views.made_papers import KINDS, MadePaper, made_papers
from generator.site.views.papers import (
    board,
    monitoring_report,
    notice,
    project_form,
)
from generator.thai.lines import kept_whole

Data = dict[str, Any]
# Words that templates ask for by themselves.
_WORDS = (
    "draft", "emblem", "none", "contents", "page", "foreword", "part_1", "part_2", "annex",
    "annex_announcement", "committee", "village_none",
)  # fmt: skip
# How those who sign are called, which no line of a letter parts.
_TITLES = ("นายกเทศมนตรี", "นายกองค์การบริหารส่วน", "ผู้ว่าราชการ")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a year: the entry of its address, which `one` of each, how its data is made."""

    entry: str
    make: Callable[[], Data]
    one: object = ""

    @property
    def path(self) -> str:
        """Its address below the year's folder."""
        return address(self.entry).below(self.one)

    @property
    def file(self) -> str:
        """What its file is called: `pd02.pdf`, `village-5.pdf`."""
        return self.path.rpartition("/")[2]

    @property
    def name(self) -> str:
        """What it is called whatever its kind: `pd02`, `village-5`."""
        return self.file.rpartition(".")[0]

    @property
    def kind(self) -> str:
        """What its file is: `pdf`, `xlsx` or `docx`."""
        return self.file.rpartition(".")[2]


def papers_of(
    year: YearView,
    organization: Organization,
    say: Spelling,
    kinds: Collection[str] = tuple(KINDS),
    *,
    office: bool = False,
) -> Iterator[Paper]:
    """Yield every paper of a year that is of these kinds, none of them made yet.

    Those of several kinds follow each other, and are made of the same data, by the same `make`, so
    that they cannot differ. With `office` also what no site has is among them.
    """
    of = _Year(year, organization, say)
    for one in made_papers(year):
        make = of.maker(one)
        for kind in kinds:
            if entry := one.entry(kind, office=office):
                yield Paper(entry.name, make, one.one)


@dataclass(frozen=True)
class _Year:
    """A year's papers as data."""

    year: YearView
    organization: Organization
    say: Spelling

    def maker(self, paper: MadePaper) -> Callable[[], Data]:
        """Return what makes a paper's data."""
        of = paper.of
        if isinstance(of, EditionView):
            return partial(self.letter, of)
        if isinstance(of, ProgressView):
            return partial(self.report, of)
        if isinstance(of, Group):
            return partial(self.village, of)
        makers: dict[str, Callable[[], Data]] = {
            "pd01": self.summary,
            "pd02": partial(self.form, Form.PD02),
            "pd02-1": partial(self.form, Form.PD02_1),
            "plan": self.book,
            "announcement": partial(self.letter, self.year.editions[0]),
            "board": self.board,
        }
        return makers[paper.what]

    @property
    def title(self) -> str:
        return self.say.figures(self.say.text(self.year.plan.title))

    @property
    def day(self) -> datetime.date:
        """The day that a paper is dated with in its file: the announcement's, never that of now."""
        days = [one.edition.posting.announced for one in self.year.editions]
        return max((day for day in days if day), default=self.year.plan.year.first)

    def summary(self) -> Data:
        data = self.summary_itself
        return self._enveloped(data, f"{data['form-title']} {self.title}")

    def form(self, form: Form) -> Data:
        data = self.forms[form]
        return self._enveloped(data, f"{data['form-title']} {self.title}")

    @cached_property
    def whole(self) -> str:
        """A pattern of what no line of a letter parts."""
        return kept_whole([*self.organization.names, *_TITLES])

    @cached_property
    def summary_itself(self) -> Data:
        office = self.organization.name
        return summary_data(self.year, self.title, office, self.say, self.amended)

    @property
    def amended(self) -> list[str]:
        """What a form says of the amendments in it: the plan's announcement has another sum."""
        first, *amending = self.year.editions
        if not amending:
            return []
        say, totals = self.say, first.totals
        return [
            say(
                "amended",
                n=say.number(len(amending)),
                title=say.figures(say.name(amending[-1].name)),
                projects=say.number(totals.projects),
                money=say.money(totals),
            )
        ]

    @cached_property
    def forms(self) -> dict[Form, Data]:
        """Both forms, which stand in the plan book too."""
        return {
            form: form_data(
                project_form(self.year, form),
                self.title, self.organization.name, self.say, self.amended,
            )
            for form in Form
        }  # fmt: skip

    def letter(self, edition: EditionView) -> Data:
        found = notice(edition, self.year.plan, self.organization)
        data = letter_data(found, self.organization, self.say)
        return self._enveloped(data, data["bookmark"], draft=self.year.draft or edition.draft)

    def board(self) -> Data:
        data = board_data(board(self.year), self.year, self.organization, self.say)
        return self._enveloped(data, data["bookmark"])

    def village(self, group: Group) -> Data:
        data = village_data(group, self.year, self.organization, self.say)
        return self._enveloped(data, data["bookmark"])

    def report(self, progress: ProgressView) -> Data:
        found = monitoring_report(progress, self.year.plan)
        data = report_data(found, self.title, self.organization, self.say)
        return self._enveloped(data, data["bookmark"])

    def book(self) -> Data:
        plan, first = self.year.plan, self.year.editions[0]
        announced = notice(first, plan, self.organization)
        data = book_data(plan, announced, self.organization, self.say) | {
            "summary": self.summary_itself,
            "forms": [*self.forms.values()],
            "announcement": letter_data(announced, self.organization, self.say),
        }
        return self._enveloped(data, self.title)

    def _enveloped(self, data: Data, title: str, *, draft: bool = False) -> Data:
        """Return the data with what every paper has."""
        return {
            **data,
            "title": title,
            "organization": self.organization.name,
            "draft": draft or self.year.draft,
            "date": [self.day.year, self.day.month, self.day.day],
            "digits": [self.say.figures(str(digit)) for digit in range(10)],
            "words": {name: self.say(name) for name in _WORDS},
            "whole": self.whole,
        }
