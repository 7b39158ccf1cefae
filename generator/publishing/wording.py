"""What readers would see otherwise, as lines: of a year, its totals, its projects, its notices."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publishing.changes import change_lines
from generator.publishing.difference import YearDifference
from generator.site.render import Words, fact_line
from generator.site.views import Totals
from generator.thai.numbers import format_baht, format_number

# A comment, a page or a terminal is read as a whole; the rest is counted.
_MOST_LINES = 40


def year_lines(one: YearDifference, words: Words) -> Iterator[str]:
    """Yield what differs in a year."""
    gone = "diff.year_gone" if one.after is None else "diff.year"
    head = words.plain("diff.year_new" if one.before is None else gone, year=one.year)
    yield words.plain("diff.draft", year=head) if one.draft else head
    before, after = one.before or Totals(), one.after or Totals()
    yield "  " + words.plain(
        "diff.from_to",
        what=words.plain("diff.projects"),
        before=format_number(before.projects),
        after=format_number(after.projects),
    )
    yield "  " + words.plain(
        "diff.from_to",
        what=words.plain("diff.budget"),
        before=format_baht(before.satang),
        after=words.plain("money.baht", baht=format_baht(after.satang)),
    )
    yield from at_most([f"  {fact_line(fact, words)}" for fact in one.facts], words)
    yield from at_most([f"  {line}" for line in change_lines(one, words)], words)
    if one.draft_facts:
        names = ", ".join(words.plain("diff.draft_edition", n=number) for number in one.drafts)
        yield "  " + words.plain("diff.drafts", names=names or words.plain("diff.none"))
        drafted = [f"    {fact_line(fact, words)}" for fact in one.draft_facts]
        yield from at_most(drafted, words)


def at_most(lines: list[str], words: Words) -> Iterator[str]:
    """Yield the first of the lines, and how many more there are."""
    yield from lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        yield "  " + words.plain("diff.more", n=format_number(len(lines) - _MOST_LINES))
