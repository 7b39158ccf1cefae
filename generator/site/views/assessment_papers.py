"""The papers to attach to each question of the assessment: one list of all that there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.site.addresses import address
from generator.site.views.assessment_records import PLAN, PROGRESS, RESULTS, Attached
from generator.site.views.papers.notices import editions_amending
from generator.site.views.records import YearView
from generator.site.views.rows import Label
from generator.site.views.words import Word

# Papers that are made of the rows, by the block that they belong to: each a name in the table of
# addresses, and the words that say what it is. A new paper is listed here, and nowhere else. Of an
# amendment's and of a report there is one for each that the year has.
MADE: Mapping[str, tuple[tuple[str, str], ...]] = {
    PLAN: (
        ("paper-pd01", "paper.link_pd01"),
        ("paper-pd02", "paper.link_pd02"),
        ("paper-pd02-1", "paper.link_pd02-1"),
        ("paper-plan", "paper.link_plan"),
        ("paper-announcement", "paper.link_announcement"),
        ("paper-board", "paper.link_board"),
        ("paper-amendment", "paper.link_amendment"),
        ("sheet-pd01", "paper.sheet_pd01"),
        ("sheet-pd02", "paper.sheet_pd02"),
        ("sheet-pd02-1", "paper.sheet_pd02-1"),
    ),
    PROGRESS: (
        ("paper-report", "paper.link_report_six-months"),
        ("sheet-report", "paper.sheet_report_six-months"),
    ),
    RESULTS: (
        ("paper-report", "paper.link_report_year"),
        ("sheet-report", "paper.sheet_report_year"),
    ),
}
# The report that belongs to a block.
_HALVES = {PROGRESS: "six-months", RESULTS: "year"}


def papers(year: YearView, block: str) -> tuple[Attached, ...]:
    """Return what can be attached to a block: signed papers first, then what is made of the rows.

    What staff uploaded stands as they named it.
    """
    uploaded = (Attached("signed", one) for one in _uploaded(year, block))
    made = (Attached("made", one) for one in _made(year, block))
    pages = (Attached("page", one) for one in _pages(year, block))
    return (*uploaded, *made, *pages, *(Attached("data", one) for one in _data(block)))


def _made(year: YearView, block: str) -> Iterable[Label]:
    for name, words in MADE[block]:
        entry = address(name)
        if entry.each == "amendments":
            yield from (
                Label(Word.of(words, name=one.name), entry.below(one.edition.number))
                for one in editions_amending(year)
            )
        elif entry.each == "halves":
            halves = (one.half for one in year.frozen if one.half == _HALVES[block])
            yield from (Label(Word(words), entry.below(half)) for half in halves)
        elif not entry.needs or getattr(year, entry.needs):
            yield Label(Word(words), entry.below())


def _uploaded(year: YearView, block: str) -> Iterable[Label]:
    if block == PLAN:
        for edition in year.editions:
            yield from (Label(one.title, one.file) for one in edition.edition.documents)
            for number, file in enumerate(edition.edition.evidence, start=1):
                yield Label(Word.of("announcements.photograph", n=number), file)
    if block == RESULTS:
        for results in year.results:
            yield from (Label(one.title, one.file) for one in results.results.documents)


def _pages(year: YearView, block: str) -> Iterable[Label]:
    """Yield pages that are printed as they stand: the form of sums, reports that are closed."""
    if block == PLAN:
        yield Label(Word("form.pd01"), address("pd01").below())
    half = _HALVES.get(block)
    for one in year.frozen:
        if one.half == half:
            yield Label(Word(f"ita.sought_{half}"), one.path)


def _data(block: str) -> Iterable[Label]:
    if block == PLAN:
        yield Label(Word("data.rows_file"), address("data-excel").below("projects"))
