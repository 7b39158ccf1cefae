"""The papers to attach to each question of the assessment: one list of all that there is."""

from __future__ import annotations

from collections.abc import Iterable

from generator.site.addresses import address
from generator.site.views.assessment_records import PLAN, PROGRESS, RESULTS, Attached
from generator.site.views.made_papers import made_papers
from generator.site.views.records import YearView
from generator.site.views.rows import Label
from generator.site.views.words import Word

# What can be handed in: what is still to be written on cannot.
_FINISHED = ("pdf", "xlsx")
# The report that belongs to a block.
_HALVES = {PROGRESS: "six-months", RESULTS: "year"}


def papers(year: YearView, block: str) -> tuple[Attached, ...]:
    """Return what can be attached to a block: signed papers first, then what is made of the rows.

    What staff uploaded stands as they named it.
    """
    uploaded = (Attached("signed", one) for one in _uploaded(year, block))
    pages = (Attached("page", one) for one in _pages(year, block))
    return (
        *uploaded,
        *_made(year, block),
        *pages,
        *(Attached("data", one) for one in _data(block)),
    )


def _made(year: YearView, block: str) -> Iterable[Attached]:
    """Yield papers to print, then those to calculate with; sheets of villages are told apart."""
    made = [one for one in made_papers(year) if one.block == block]
    for kind in _FINISHED:
        for one in made:
            if label := one.label(kind):
                yield Attached("village" if one.what == "village" else "made", label)


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
        yield Label(Word("ita.page_pd01"), address("pd01").below())
    half = _HALVES.get(block)
    for one in year.frozen:
        if one.half == half:
            yield Label(Word(f"ita.page_{half}"), one.path)


def _data(block: str) -> Iterable[Label]:
    if block == PLAN:
        yield Label(Word("data.rows_file"), address("data-excel").below("projects"))
