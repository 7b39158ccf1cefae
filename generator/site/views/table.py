"""A year's projects as a table of texts: the data file, and what a reader saves from a search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator.plan.fields import ADDED, data_fields
from generator.plan.model import Status
from generator.site.views.groups import programme_slug, unit_slug
from generator.site.views.opendata_columns import project_columns
from generator.site.views.rows import ProjectView
from generator.site.views.search_records import DataTable
from generator.thai.fiscal import Month
from generator.thai.numbers import plain_baht

WITHDRAWN = "withdrawn"  # by an amendment; a report may say cancelled
NOT_REPORTED = "not-reported"
# Values of the data, not wording that may change.
STATUS_NAMES = {one.slug: one.thai for one in Status} | {
    WITHDRAWN: "ยกเลิกจากแผน",
    NOT_REPORTED: "ยังไม่รายงาน",
}
BETWEEN = ";"


def iso_month(month: Month) -> str:
    """Return a month as machines read it: `2026-10`."""
    return f"{month.year}-{month.month:02}"


def status_of(view: ProjectView) -> str:
    """Return the code of how far a project is; withdrawn where an amendment cancelled it."""
    if view.project.cancelled:
        return WITHDRAWN
    return view.last_report.status.slug if view.last_report else NOT_REPORTED


def percent_of(view: ProjectView) -> str:
    """How far a project is; of one that is cancelled that says nothing."""
    report = view.last_report
    if report is None or view.project.cancelled or report.status is Status.CANCELLED:
        return ""
    return report.percent


def money_text(satang: int | None) -> str:
    """Return baht as machines read them; nothing where no amount is known."""
    return "" if satang is None else plain_baht(satang)


def _announced(view: ProjectView) -> str:
    first = view.history[0].project
    return "" if first.edition else money_text(first.budget.satang)


def _announced_on(view: ProjectView) -> str:
    day = view.brought_by.posting.announced
    return day.isoformat() if day else ""


def _current(view: ProjectView) -> str:
    """What a project costs in the plan: nothing once it is cancelled, so that sums agree."""
    return "" if view.project.cancelled else money_text(view.project.budget.satang)


def _months(view: ProjectView) -> list[str]:
    return [iso_month(month) for month in view.project.months]


def _first(view: ProjectView) -> str:
    return iso_month(view.project.months[0]) if view.project.months else ""


def _last(view: ProjectView) -> str:
    return iso_month(view.project.months[-1]) if view.project.months else ""


def _said(view: ProjectView) -> str:
    return str(view.unit.name) if isinstance(view.unit.name, str) else view.project.unit


# By its code name, what each column of `ADDED` says of a row; the page is of the year's folder.
_SHOWN: Mapping[str, Callable[[ProjectView], str]] = {
    "strategy_name": lambda view: str(view.strategy.name),
    "programme_code": lambda view: programme_slug(view.project),
    "unit_code": lambda view: unit_slug(view.project),
    "unit_name": _said,
    "owner_code": lambda view: view.project.owner.slug,
    "owner_name": lambda view: view.project.owner.thai,
    "village_list": lambda view: BETWEEN.join(map(str, view.project.villages.numbers)),
    "start_month": _first,
    "end_month": _last,
    "work_months": lambda view: BETWEEN.join(_months(view)),
    "budget_baht": _current,
    "announced_baht": _announced,
    "edition": lambda view: str(view.project.edition),
    "status_code": status_of,
    "status_name": lambda view: STATUS_NAMES[status_of(view)],
    "percent_done": percent_of,
    "spent_baht": lambda view: money_text(view.spending.spent if view.spending else None),
    "reported_on": lambda view: view.last_report.date.isoformat() if view.last_report else "",
    "page_address": lambda view: view.path,
    "source_file": lambda view: view.project.at.place.file,
    "source_sheet": lambda view: view.project.at.place.sheet,
    "source_row": lambda view: str(view.project.at.place.row or ""),
    "edition_announced_on": _announced_on,
}


def site_of(year: str, site_url: str) -> str:
    """Return what leads to a year's pages: whole where the site's own address is known."""
    return f"{site_url.rstrip('/')}/{year}/" if site_url else f"{year}/"


def data_table(year: str, views: Iterable[ProjectView], site_url: str = "") -> DataTable:
    """Return the table of a year's rows in the plan's order, cancelled ones too."""
    columns, folder = project_columns(), site_of(year, site_url)
    shows = [field.show for field in data_fields() if field.show]
    added = [_SHOWN[one.code] for one in ADDED]
    page = [one.code for one in ADDED].index("page_address")
    rows = []
    for view in views:
        more = [show(view) for show in added]
        more[page] = f"{folder}{more[page]}"
        rows.append((year, *(show(view.project) for show in shows), *more))
    heads = tuple(one.heading for one in columns)
    return DataTable(tuple(one.code for one in columns), heads, tuple(rows))
