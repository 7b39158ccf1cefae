"""What every description says alike: who publishes, under which licence, of which year."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass

from generator.archive import SealedYear
from generator.plan.model import Organization
from generator.site.render.templates import Words
from generator.site.views import SiteView, YearView
from generator.thai.fiscal import FiscalYear
from generator.thai.text import all_printable


@dataclass(frozen=True, slots=True)
class ToldYear:
    """A year as it is described: `announced` and `changed` are its first and its newest day."""

    year: FiscalYear
    title: str
    announced: datetime.date | None
    changed: datetime.date | None
    sealed: SealedYear | None = None

    @property
    def label(self) -> str:
        """The year as addresses have it."""
        return self.year.label


def told_years(site: SiteView, words: Words) -> list[ToldYear]:
    """Return the announced years, the oldest first: drafts are no part of what is catalogued."""
    years = (one for one in site.all_years if not one.draft)
    return [told_year(one, words) for one in sorted(years, key=lambda one: one.label)]


def told_year(year: YearView | SealedYear, words: Words) -> ToldYear:
    """Return a year as it is described; a draft says so in its title."""
    if isinstance(year, SealedYear):
        closed = year.closed
        return ToldYear(closed.year, closed.title, closed.announced, year.sealed_on, year)
    plan = year.plan
    editions = [one.edition.posting.announced for one in year.editions]
    days = [*filter(None, editions), *(report.date for report in plan.progress)]
    title = words.plain("draft.titled", title=plan.title) if year.draft else plan.title
    return ToldYear(plan.year, title, editions[0], max(days, default=None))


def address_of(organization: Organization, path: str, up: str = "") -> str:
    """Return where something of the site is: whole where the site's own address is known.

    Else it is told from the folder from which `up` leads to the site's own.
    """
    return f"{organization.site_url}{path}" if organization.site_url else f"{up}{path}"


def written(value: object) -> bytes:
    """Return JSON for people and machines: a line a value, Thai as it is."""
    return (json.dumps(all_printable(value), ensure_ascii=False, indent=1) + "\n").encode()


def keywords(organization: Organization) -> Sequence[str]:
    """Return words by which the data are found."""
    words = ("แผนการดำเนินงาน", "โครงการ", "งบประมาณ", organization.district, organization.province)
    return [*dict.fromkeys(filter(None, words))]
