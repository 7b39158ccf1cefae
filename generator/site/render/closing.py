"""What is put beside the pages of a year that is closed: its summary, and a note to its readers."""

from __future__ import annotations

import json
from pathlib import Path

from generator import __version__
from generator.archive.facts import ClosedGroup, ClosedYear
from generator.machine.artifact import Artifact
from generator.plan.compare import entries_of
from generator.plan.model import Organization
from generator.site.addresses import address
from generator.site.render.templates import Words
from generator.site.views import YearView
from generator.thai.dates import format_date
from generator.thai.numbers import format_baht, format_number

AGENT = f"Phaen {__version__}"
# Kinds of groups as the summary of a year names them, for good; `sources` are those of money.
_KINDS = (
    "strategies", "programmes", "units", "villages", "months", "owners", "sources", "forms",
)  # fmt: skip
_NAMED_OTHERWISE = {"sources": "funding"}


def closed_year(
    year: YearView, organization: Organization, words: Words, assets: str, papers: tuple[str, ...]
) -> ClosedYear:
    """Return what the year says of itself; `papers` are published as they are in its folder."""
    groups = [
        ClosedGroup(kind, group.slug, words.said(group.name), group.path, group.totals)
        for kind in _KINDS
        for group in getattr(year, _NAMED_OTHERWISE.get(kind, kind))
    ]
    return ClosedYear(
        year=year.plan.year,
        title=year.plan.title,
        announced=year.announced,
        assets=assets,
        papers=papers,
        sources=len(year.plan.sources),
        problems=len(year.problems),
        totals=year.totals,
        groups=tuple(groups),
        entries=entries_of(year.plan, organization),
    )


def closing_artifacts(
    closed: ClosedYear, organization: Organization, theme: Path
) -> list[Artifact]:
    """Return the summary for programs and the note for people."""
    summary = json.dumps(closed.to_json(), ensure_ascii=False, indent=1) + "\n"
    note = (theme / "seal" / "README.txt").read_text(encoding="utf-8")
    site = organization.site_url
    text = note.format(
        title=closed.title,
        organization=organization.name,
        year=closed.year.label,
        first_th=format_date(closed.year.first),
        last_th=format_date(closed.year.last),
        first=closed.year.first.isoformat(),
        last=closed.year.last.isoformat(),
        projects=format_number(closed.totals.projects),
        baht=format_baht(closed.totals.satang),
        address=f"  {site}{address('verify').at()}" if site else "",
        agent=AGENT,
    )
    return [Artifact("year.json", summary.encode()), Artifact("README.txt", text.encode())]
