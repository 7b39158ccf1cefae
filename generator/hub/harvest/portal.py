"""A portal's sources → its harvest: read, checked and passed by the gate, as a build does it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.hub.harvest.cells import by_year
from generator.hub.harvest.refused import RefusedError
from generator.hub.harvest.rows import OF_PORTAL, Harvest
from generator.machine.artifact import Artifact
from generator.machine.packaged import THEME
from generator.pipeline import as_published, check_portal, passed, view_of
from generator.plan.model import Plan, PostingPeriod
from generator.problems import Problem, Report
from generator.site.addresses import address
from generator.site.render import all_years_tables, interface, sealed_text
from generator.site.render.tables import Written
from generator.site.views import YearView

_MOST_TOLD = 2
_A_DAY = datetime.timedelta(days=1)


def from_portal(root: Path, code: str, today: datetime.date, site_url: str = "") -> Harvest:
    """Return what the portal at `root` publishes of all announced years.

    `site_url` is where it is published by a hub, instead of what it says itself.
    Raises RefusedError where it has errors, or says that it is another office's, and OSError.
    """
    checked = check_portal(root, today, site_url=site_url)
    refuse_errors(checked.report)
    office = checked.portal.organization
    if office.dla_code and office.dla_code != code:
        raise RefusedError(
            f"คลังบอกว่าเป็นขององค์กรรหัส {office.dla_code} ไม่ใช่ {code} "
            "ตรวจที่มาใน hub.yml กับ dla_code ของคลัง"
        )
    told = as_published(checked)
    view = view_of(told)
    tables = all_years_tables(view, sealed_text, interface(THEME, office).said)
    wanted = {name: tables[name] for name in OF_PORTAL.values()}
    passed(told, _artifacts(wanted))
    refuse_errors(told.report)
    triggers = {one.year.label: day for one in told.portal.plans if (day := _trigger(one))}
    years = by_year(wanted, triggers)
    licence = office.licence.id if office.licence else ""
    about = {"name": office.name, "kind": office.kind, "site_url": office.site_url}
    days = [day for one in checked.portal.plans for day in _days(one)]
    if site_url:
        days += [day + _A_DAY for one in view.years for day in _last_days(one)]
    until = min((day for day in days if day > today), default=None)
    return Harvest(
        about | {"licence": licence},
        years,
        until.isoformat() if until else "",
        len(told.report.warnings),
    )


def _artifacts(tables: dict[str, Written]) -> Iterator[Artifact]:
    for name, table in tables.items():
        yield Artifact(address("data-all-csv").staged("", name), table.csv())


def refuse_errors(report: Report) -> None:
    """Raise RefusedError where a report has errors."""
    errors = report.errors
    if errors:
        raise RefusedError(f"แผนมีข้อผิดพลาด {len(errors)} ข้อ เช่น {_told(errors)}")


def _told(problems: Iterable[Problem]) -> str:
    told = [f"{one.place.words}: {one.message}" for one in problems]
    return " · ".join(told[:_MOST_TOLD])


def _trigger(plan: Plan) -> datetime.date | None:
    trigger = plan.editions[0].trigger if plan.editions else None
    return trigger.date if trigger else None


def _days(plan: Plan) -> Iterator[datetime.date]:
    """Yield the days by which what is published of a plan may change by itself."""
    yield plan.year.first
    for edition in plan.editions:
        yield from _of_posting(edition.posting)
    for results in plan.results:
        yield from _of_posting(results.posting)


def _last_days(year: YearView) -> Iterator[datetime.date]:
    """Yield the days behind which pages of a year say something else by themselves."""
    yield from (day for _, day in year.halves)
    yield year.results_due
    clocks = [one.clock for one in year.editions] + [one.clock for one in year.results]
    for keep in (one.keep for one in clocks):
        yield from (day for day in (keep.due, keep.done) if day)


def _of_posting(posting: PostingPeriod) -> Iterator[datetime.date]:
    days = (posting.announced, posting.posted_from, posting.posted_until)
    yield from (day for day in days if day)
