"""The papers that are made of a year: one list, for pages, who attaches and who makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.site.addresses import OFFICE, Address, address, is_entry
from generator.site.views.assessment_records import PLAN, PROGRESS, RESULTS
from generator.site.views.papers.notices import editions_amending
from generator.site.views.progress_records import ProgressView
from generator.site.views.records import Group, YearView
from generator.site.views.rows import EditionView, Label
from generator.site.views.words import Name, Word

# What a kind of file is called in the table of addresses, and in words: to print, to calculate
# with, to write on in.
KINDS = {"pdf": ("paper", "link"), "xlsx": ("sheet", "sheet"), "docx": ("letter", "letter")}
# Of which block of the assessment a report is.
_HALVES = {"six-months": PROGRESS, "year": RESULTS}
_THEIRS = frozenset(one.name for one in OFFICE)


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class MadePaper:
    """A paper, by its name in the table of addresses, and the block of the assessment it is of.

    Where a year has several, `of` is what this one tells, called `name`, and `one` stands in its
    address.
    """

    what: str
    block: str = PLAN
    of: EditionView | ProgressView | Group | None = None
    one: str | int = ""
    name: Name = ""

    def entry(self, kind: str, *, office: bool = False) -> Address | None:
        """Return its file of a kind, as `KINDS` has it; with `office` also what no site has."""
        name = f"{KINDS[kind][0]}-{self.what}"
        return address(name) if is_entry(name) and (office or name not in _THEIRS) else None

    def label(self, kind: str) -> Label | None:
        """Return its file of a kind in words, with its address below the year; none on no site."""
        entry, word = self.entry(kind), f"paper.{KINDS[kind][1]}_{self.what}"
        if entry is None:
            return None
        if self.what == "report":
            return Label(Word(f"{word}_{self.one}"), entry.below(self.one))
        return Label(Word.of(word, name=self.name) if self.name else Word(word),
                     entry.below(self.one))  # fmt: skip


def made_papers(year: YearView) -> Iterator[MadePaper]:
    """Yield every paper of a year once; one that is new is made in `render.documents`."""
    for what in ("pd01", "pd02", "pd02-1", "plan", "announcement", "board"):
        yield MadePaper(what)
    for edition in editions_amending(year):
        number = edition.edition.number
        yield MadePaper("amendment", of=edition, one=number, name=edition.name)
    for progress in year.frozen:
        yield MadePaper("report", _HALVES[progress.half], progress, progress.half)
    for group in year.villages:
        yield MadePaper("village", of=group, one=group.slug, name=group.name)
