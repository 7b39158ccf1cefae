"""Plan → records ready to print: every total, order, grouping and date is computed here, once.

Knows no templates and no files.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from generator.archive import SealedYear
from generator.machine.layout import of_year
from generator.plan import drafts
from generator.plan.compare import Entry, entries_of
from generator.plan.model import Portal, Totals
from generator.plan.overlap import LookAlikes
from generator.problems import Report
from generator.site.views import reporters
from generator.site.views.across import multiples, year_pair
from generator.site.views.area import with_map
from generator.site.views.area_records import AreaMap, Circle, Frame
from generator.site.views.assessment import assessment
from generator.site.views.catalogue import CatalogueField, catalogue
from generator.site.views.contacts import Contact, contacts, phone_pieces
from generator.site.views.editions import draft_views
from generator.site.views.evidence import Evidence, evidence, files_of
from generator.site.views.forms import runs, summary
from generator.site.views.kept_pages import kept_pages, newest_reports
from generator.site.views.lineage import Lineage
from generator.site.views.opendata import Listed, Lister, open_tables
from generator.site.views.opendata_columns import (
    list_columns_of_dearer,
    list_columns_of_json,
    table_columns,
)
from generator.site.views.opendata_records import OpenTable
from generator.site.views.overlap import overlap_view
from generator.site.views.photographs import Photograph, ShownPhotograph, shown_photographs
from generator.site.views.progress_records import ProgressView, remark
from generator.site.views.records import (
    Comparison,
    Group,
    ResultsView,
    SiteView,
    YearView,
)
from generator.site.views.rows import EditionLabel, EditionView, Label, ProjectView
from generator.site.views.search import filters
from generator.site.views.search_records import Choice, DataTable, SearchIndex
from generator.site.views.table import NOT_REPORTED, STATUS_NAMES, WITHDRAWN, site_of
from generator.site.views.totals import (
    Ledger,
    Portion,
    Whose,
    cancelled_of,
    projects_told,
    whose,
)
from generator.site.views.words import Name, Word, owner_name, village_name
from generator.site.views.year import year_view

_One = TypeVar("_One")
# Each image is a third of the work that its page is; a first build is not to take much longer.
_MOST_CARDED = 500


def site_view(
    portal: Portal,
    report: Report,
    sealed: tuple[SealedYear, ...] = (),
    today: datetime.date | None = None,
    look_alikes: LookAlikes | None = None,
    photographs: Mapping[str, Photograph] | None = None,
    sizes: Mapping[str, int] = MappingProxyType({}),
) -> SiteView:
    """Return the whole portal ready to print, newest year first; warnings go with their year.

    What is frozen by a day is given once the day is before `today`; always without it. Rows are
    those in force by then; what is not announced is told as a draft.
    `look_alikes` are those that the check has found already, `photographs` those that are shown, by
    their path in the portal, `sizes` those of papers that are there, in bytes.
    """
    problems = report.warnings
    years: list[YearView] = []
    home = drafts.current(portal, today)
    told = replace(portal, plans=tuple(drafts.in_force(plan, today) for plan in portal.plans))
    both = [*zip(portal.plans, told.plans, strict=True)]
    changed = (plan.year.year for whole, plan in both if whole is not plan)
    alike = (look_alikes or LookAlikes()).after_changes_of(changed)
    unannounced = {one.year.year for one in told.plans if drafts.is_draft(one, today)}
    lineage = Lineage(told, (year.closed for year in sealed), unannounced)
    entries = {plan.year.year: entries_of(plan, portal.organization) for plan in told.plans}
    entries |= {year.closed.year.year: year.closed.entries for year in sealed}
    for whole, plan in reversed(both):
        folder = f"{of_year(plan.year.label)}/"
        own = tuple(problem for problem in problems if problem.place.file.startswith(folder))
        number, current = plan.year.year, whole is home
        view = year_view(plan, portal.organization, own, lineage, current=current, today=today)
        pairs = alike.of(number, entries[number], entries.get(number - 1, ()))
        overlap = overlap_view(plan, pairs)
        more = draft_views(whole, portal.organization, today)
        pair, draft = year_pair(entries, number), number in unannounced
        shown, there = _below(photographs or {}, folder), _below(sizes, folder)
        attached = {one: there[one] for one in plan.attached if one in there}
        told_of = replace(view, pair=pair, overlap=overlap, draft=draft, drafts=more)
        told_of = replace(told_of, photographs=shown, attached=attached)
        told_of = replace(told_of, carded=whole is home and len(view.rows) <= _MOST_CARDED)
        told_of = replace(told_of, assessment=assessment(told_of, today))
        years.append(with_map(told_of, portal.organization))
    placed = {problem for year in years for problem in year.problems}
    general = tuple(problem for problem in problems if problem not in placed)
    aside = unannounced - {home.year.year if home else 0}
    counted = {year: rows for year, rows in entries.items() if year not in aside}
    beside = multiples(counted, portal.organization)
    by_year = _by_year(entries)
    return SiteView(portal.organization, tuple(years), general, beside, sealed, *by_year)


def _by_year(
    entries: Mapping[int, Sequence[Entry]],
) -> tuple[Mapping[str, Whose], Mapping[str, int]]:
    """Return whose the projects of each year are, and how many it cancelled."""
    told = {str(year): rows for year, rows in entries.items()}
    by = {year: whose(Ledger(rows).portions()) for year, rows in told.items()}
    return by, {year: cancelled_of(rows) for year, rows in told.items()}


def _below(files: Mapping[str, _One], folder: str) -> Mapping[str, _One]:
    """Return those that lie in a folder, by their path below it."""
    below = (one for one in files.items() if one[0].startswith(folder))
    return {path.removeprefix(folder): one for path, one in below}


__all__ = [
    "NOT_REPORTED",
    "STATUS_NAMES",
    "WITHDRAWN",
    "AreaMap",
    "CatalogueField",
    "Choice",
    "Circle",
    "Comparison",
    "Contact",
    "DataTable",
    "EditionLabel",
    "EditionView",
    "Evidence",
    "Frame",
    "Group",
    "Label",
    "Ledger",
    "Listed",
    "Lister",
    "Name",
    "OpenTable",
    "Photograph",
    "Portion",
    "ProgressView",
    "ProjectView",
    "ResultsView",
    "SearchIndex",
    "ShownPhotograph",
    "SiteView",
    "Totals",
    "Whose",
    "Word",
    "YearView",
    "catalogue",
    "contacts",
    "evidence",
    "files_of",
    "filters",
    "kept_pages",
    "list_columns_of_dearer",
    "list_columns_of_json",
    "newest_reports",
    "open_tables",
    "owner_name",
    "phone_pieces",
    "projects_told",
    "remark",
    "reporters",
    "runs",
    "shown_photographs",
    "site_of",
    "site_view",
    "summary",
    "table_columns",
    "village_name",
    "whose",
]
