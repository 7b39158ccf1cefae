"""What a portal has of the year that a form is of: its rows, its codes, its files."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.archive import chain_of
from generator.machine.layout import (
    AMENDMENTS,
    ORGANIZATION,
    PLAN,
    PLANS,
    PROGRESS,
    PROJECTS,
    TABLE_ENDINGS,
    is_year,
    of_year,
)
from generator.pipeline import Checked
from generator.plan.fields import MONTH_FIELDS, project_fields, stated, stated_report
from generator.plan.intake.draft import Draft
from generator.plan.intake.imported.codes import KnownRow
from generator.plan.intake.imported.folder import Beside
from generator.plan.intake.imported.settings import amendment_kind, official_number
from generator.plan.model import Change, Plan, Project
from generator.plan.model.plan import amended
from generator.plan.notice import digest
from generator.plan.parse import parse_portal
from generator.plan.parse.questions import ASKED, ORIGIN
from generator.plan.parse.vocabulary import AMENDMENT_KINDS
from generator.plan.read import read_papers, read_portal, tables_in
from generator.plan.sheet import records
from generator.problems import Report
from generator.publishing.trial import plan_of
from generator.thai.text import arabic_digits, match_key

_MARK = "✓"


def years_but(portal: Path, *years: int) -> frozenset[str]:
    """Return the years that have a folder in a portal, but for these. Raises OSError.

    What is taken over is checked whole; to tell what differs, a year and the one before will do.
    """
    folders = (path.name for path in (portal / PLANS).iterdir())
    return frozenset(filter(is_year, folders)) - {*map(str, years)}


def year_at_hand(portal: Path, year: int, today: datetime.date) -> Checked:
    """Return what a portal has of one year, read and not checked: rows, settings, papers.

    Of other years nothing is read: a form is held against its own year alone, and what is taken
    over is checked whole. A sealed year has no plan. Raises OSError.
    """
    report = Report()
    sealed = frozenset(chain_of(portal).standing)
    files = read_portal(portal, report, sealed | years_but(portal, year))
    parsed = parse_portal(files, report)
    there = {int(one.folder): one.papers for one in files.years}
    papers = read_papers(portal, parsed.plans, there, report)
    digests = {path: digest(data) for path, data in papers.items()}
    return Checked(parsed, report, {}, today=today, papers=digests)


def beside_of(portal: Path, checked: Checked, draft: Draft) -> Beside:
    """Return what the portal has of the draft's year; `checked` has that year. Raises OSError."""
    organization = (portal / ORGANIZATION).read_bytes()
    plan = plan_of(checked, str(draft.year))
    projects = _ending(portal, of_year(draft.year, PROJECTS))
    if plan is None or _is_blank(plan):
        return Beside(organization, projects_ending=projects)
    settings = (portal / of_year(draft.year, PLAN)).read_bytes()
    number = _number(draft, plan) if draft.amendment else 0
    rows = amended(plan.editions[:number]) if number else plan.editions[0].rows
    own = plan.editions[number].rows if 0 < number < len(plan.editions) else ()
    added = tuple(row for row in own if row.change is Change.ADD)
    why = {row.id: row.reason for row in own if row.reason}
    beside = _beside(portal, draft.year)
    return Beside(
        organization,
        settings,
        plan,
        tuple(
            KnownRow(row.id, _values(row, plan, why.get(row.id, "")), *beside.get(row.id, ()))
            for row in (*rows, *added)
        ),
        frozenset(_used(plan)),
        frozenset(row.id for row in added),
        number,
        tuple(map(stated_report, plan.progress)),
        projects,
        _ending(portal, of_year(draft.year, PROGRESS)),
        _ending(portal, of_year(draft.year, AMENDMENTS, str(number), PROJECTS)),
    )


def _is_blank(plan: Plan) -> bool:
    """Whether a year was only begun: no rows, no amendments and no day of anything."""
    first = plan.editions[0]
    days = (first.considered, first.posting.announced, first.posting.posted_from, first.trigger)
    return not (plan.editions[1:] or first.rows or plan.progress or any(days))


def states_the_same(before: Checked, after: Checked, year: int) -> bool:
    """Whether the rows of a year's plan state the very same in two portals."""
    was, now = (
        {row.id: stated(row) for row in plan.editions[0].rows} if plan else {}
        for plan in (plan_of(before, str(year)), plan_of(after, str(year)))
    )
    return was == now


def _number(draft: Draft, plan: Plan) -> int:
    """Return which amendment the form is: one that is there by its number and kind, or the next.

    One of another number or kind is another paper, whose rows are never replaced. Only one that
    states no number is known by its place, and a form that states none by its title.
    """
    last = len(plan.editions) - 1
    told, kind = official_number(draft), amendment_kind(draft)
    same = [one for one in plan.editions[1:] if _may_be_one(one.kind, kind)]
    for edition in same:
        if told and arabic_digits(edition.official_number) == told:
            return edition.number
    title = match_key(draft.title)
    for edition in same:
        if (
            not (told or edition.official_number or edition.record)
            and match_key(edition.title) == title
        ):
            return edition.number
    place = told.partition("/")[0]
    unnumbered = (one.number for one in same if not one.official_number)
    return next((one for one in unnumbered if str(one) == place), last + 1)


def _may_be_one(kind: str, other: str) -> bool:
    """Whether two kinds of amendments are one, in whatever order told; an untold one may be any."""
    said, also = ({one for one in AMENDMENT_KINDS if one in each} for each in (kind, other))
    return not said or not also or said == also


def _used(plan: Plan) -> Iterator[str]:
    """Yield every code that the year ever gave: in its tables, its records and its reports."""
    for edition in plan.editions:
        yield from (row.id for row in edition.rows)
        if edition.record:
            yield from (row.values.get("id", "") for row in edition.record.rows)
    yield from (one.project for one in plan.progress)


def _values(row: Project, plan: Plan, reason: str) -> Mapping[str, str]:
    """Return what a row states, its months as a table of any of the two kinds has them.

    `reason` is why the amendment that the form is changes it.
    """
    told = {code: text for code, text in stated(row).items() if text and code != "months"}
    codes = dict(zip(plan.year.months, (field.code for field in MONTH_FIELDS), strict=True))
    told |= {codes[month]: _MARK for month in row.months if month in codes}
    if row.months:
        told |= {"start": row.months[0].label, "end": row.months[-1].label}
    if row.count == 1:
        told.pop("count", None)
    told.pop("change", None)
    return told | {"reason": reason}


def _beside(portal: Path, year: int) -> Mapping[str, tuple[str, str, str]]:
    """Return ลำดับที่, คำถามจากแบบ and ที่มาในแบบ of the rows of a table, by their code."""
    for ending in TABLE_ENDINGS:
        name = of_year(year, f"{PROJECTS}{ending}")
        if (portal / name).is_file():
            tables = tables_in(name, (portal / name).read_bytes(), Report())
            rows = records(tables, project_fields(), Report())
            return {
                row.text("id"): (row.text("ordinal"), row.text(ASKED), row.text(ORIGIN))
                for row in rows
            }
    return {}


def _ending(portal: Path, stem: str) -> str:
    return next((one for one in TABLE_ENDINGS if (portal / f"{stem}{one}").is_file()), "")
