"""The official papers of one year, made to be signed, handed in and hung up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.machine.packaged import THEME
from generator.pipeline import Checked, passed, view_of
from generator.site.render import Typesetter, Words, papers_named, setter_for_papers
from generator.site.views import SiteView


def site_of_year(checked: Checked, number: int, *, draft: bool = False) -> SiteView | None:
    """Return a site of the year alone, None where there is no such year.

    With `draft` as if all of it were in force, marked so.
    """
    told = replace(checked, today=None) if draft else checked
    site = view_of(told)
    found = [year for year in site.years if year.plan.year.year == number]
    years = tuple(replace(year, draft=draft or year.draft) for year in found)
    return replace(site, years=years) if years else None


def setter() -> Typesetter:
    """Return what sets papers, begun while the portal is still read; to be left as a context."""
    return setter_for_papers(THEME)


def papers_made(
    checked: Checked,
    site: SiteView,
    words: Words,
    wanted: Sequence[str],
    setter: Typesetter | None = None,
) -> dict[str, bytes]:
    """Return papers by their files' names. Raises DrawingError.

    Whatever of them may not be told joins the errors of the portal's report.
    """
    made = passed(checked, papers_named(site, THEME, words, wanted, setter))
    return {file_of(one.path): one.data for one in made}


def file_of(path: str) -> str:
    """Return the name of a file by its path."""
    return path.rpartition("/")[2]
