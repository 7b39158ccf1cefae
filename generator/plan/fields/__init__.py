"""The columns of the plan's tables, each said once: `projects.FIELDS`, `progress.FIELDS`.

Whatever is done with every column walks over these entries by the functions here: the parser, the
record of what was announced, data file, next year's file, comparing, the rules and the gate of
personal data, the search's filters, the staff guide. The functions look into the tables when they
are called, so nothing is to be kept in step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from generator.plan.fields import overlap, progress, projects
from generator.plan.fields.column import Column, Kind
from generator.plan.fields.field import FactKind, Field, Later, TextKind
from generator.plan.fields.progress import CORRECTS
from generator.plan.fields.projects import MONTH_FIELDS
from generator.plan.fields.published import ADDED, ADDED_TO_REPORTS, PAGE, SOURCE, YEAR
from generator.plan.fields.texts import ranges
from generator.plan.model import Decision, ProgressReport, Project, Withdrawn
from generator.thai.text import same_to_readers

# In which readers are told what changed, by what a change is called.
_TOLD_ORDER = (
    FactKind.RENAMED,
    FactKind.REWORDED,
    FactKind.REPRICED,
    FactKind.MOVED,
    FactKind.REASSIGNED,
    FactKind.RESCHEDULED,
    FactKind.FUNDED_OTHERWISE,
    FactKind.RECLASSIFIED,
    FactKind.RECOUNTED,
)


def row_fields() -> tuple[Field[Project], ...]:
    """Return all that is known of a row, columns that nobody types included."""
    return (*projects.FIELDS, *projects.AMENDMENT_ONLY)


def project_fields() -> tuple[Field[Project], ...]:
    """Return the columns of projects.csv; the last two are only in one that we published."""
    return (*_typed(projects.FIELDS), *_optional(projects.AMENDMENT_ONLY, ()))


def amendment_fields() -> tuple[Field[Project], ...]:
    """Return the columns of an amendment's projects.csv: what it lacks stays as it was."""
    return (*_optional(_typed(projects.FIELDS), ("id",)), *projects.AMENDMENT_ONLY)


@lru_cache(maxsize=2)
def _typed(fields: tuple[Field[Project], ...]) -> tuple[Field[Project], ...]:
    return tuple(field for field in fields if field.is_typed)


@lru_cache(maxsize=4)
def _optional(
    fields: tuple[Field[Project], ...], but: tuple[str, ...]
) -> tuple[Field[Project], ...]:
    """Return columns of which a table needs none but those named."""
    if not but:
        return tuple(replace(one, required=False, meaning=None, offered=False) for one in fields)
    return tuple(one if one.code in but else replace(one, required=False) for one in fields)


def progress_fields() -> tuple[Field[ProgressReport], ...]:
    """Return the columns of progress.csv; the last are only in one that we published."""
    return progress.FIELDS


def report_fields() -> tuple[Field[ProgressReport], ...]:
    """Return the columns of the data file of reports after the fiscal year, which leads it."""
    known = {YEAR.code, *(one.code for one in ADDED_TO_REPORTS)}
    return tuple(field for field in progress.FIELDS if field.code not in known)


def overlap_fields() -> tuple[Field[Decision], ...]:
    """Return the columns of overlap.csv."""
    return overlap.FIELDS


def all_fields() -> tuple[Field[Any], ...]:
    """Return the columns that any of the three tables may have; the shared ones of each."""
    return (*_typed(projects.FIELDS), *projects.AMENDMENT_ONLY, *progress.FIELDS)


def verbatim_fields() -> tuple[Field[Project], ...]:
    """Return the columns whose text a project keeps as it is written."""
    return tuple(field for field in row_fields() if field.verbatim)


def data_fields() -> tuple[Field[Project], ...]:
    """Return the columns of the data file after the fiscal year, which leads it."""
    return tuple(field for field in row_fields() if field.show)


def sealed_fields() -> tuple[Field[Project], ...]:
    """Return what a sealed year's summary tells of a row."""
    return tuple(field for field in row_fields() if field.since)


def added_fields() -> tuple[Field[Project], ...]:
    """Return what summaries tell that those of the first format do not."""
    return _added(row_fields())


@lru_cache(maxsize=2)
def _added(fields: tuple[Field[Project], ...]) -> tuple[Field[Project], ...]:
    return tuple(field for field in fields if field.since > 1)


def compared_fields() -> Mapping[str, FactKind]:
    """Return by its name in entries what a change of each is called, as readers are told."""
    return _compared(row_fields())


@lru_cache(maxsize=2)
def _compared(fields: tuple[Field[Project], ...]) -> Mapping[str, FactKind]:
    found = {field.key: field.changed for field in fields if field.changed}
    return dict(sorted(found.items(), key=lambda pair: _TOLD_ORDER.index(pair[1])))


def worded_names() -> frozenset[str]:
    """Return which of `compared_fields` are free words: of these readers see what differs."""
    fields = (field for field in row_fields() if field.changed)
    return frozenset(field.key for field in fields if field.kind is TextKind.FREE)


def filter_codes() -> tuple[str, ...]:
    """Return the columns by which the search page narrows."""
    return tuple(field.code for field in row_fields() if field.is_filter)


def personal_codes() -> frozenset[str]:
    """Return the columns of all tables by which a person can be known: these may be withdrawn."""
    return _personal((*row_fields(), *progress.FIELDS))


@lru_cache(maxsize=2)
def _personal(fields: tuple[Field[Any], ...]) -> frozenset[str]:
    return frozenset(field.code for field in fields if field.write and field.kind.personal)


def stated(project: Project) -> dict[str, str]:
    """Return what a row states by the code names of its columns; empty where it states nothing.

    What was only read from other columns (villages, owner) is not part of it.
    """
    return {field.code: field.write(project) for field in row_fields() if field.write}


def stated_report(report: ProgressReport) -> dict[str, str]:
    """Return what a progress report states, by the code names of its columns."""
    return {field.code: field.write(report) for field in progress.FIELDS if field.write}


def report_key(values: Mapping[str, str]) -> tuple[str, str, str]:
    """Return which report a row of texts is: its project, its day, and the day that it corrects.

    Records of releases that knew no corrections have none.
    """
    return values["id"], values["date"], values.get(CORRECTS, "")


def column_name(code: str) -> str:
    """Return the heading that staff know a column by; the code where it is no column of a table."""
    return _names((*progress.FIELDS, *row_fields())).get(code, code)


@lru_cache(maxsize=2)
def _names(fields: tuple[Field[Any], ...]) -> Mapping[str, str]:
    return {field.code: field.name for field in fields}


def still_said(column: str, was: str, now: str) -> bool:
    """Whether a row that was announced as `was` is no other for a cell that is `now`.

    Blanks that nobody sees are no change; nor is what the notice does not say, filled in later.
    """
    if same_to_readers(was, now):
        return True
    later = _later(row_fields()).get(column, Later.NEVER)
    return not was if later is Later.FILLED else later is Later.PUT_RIGHT and now != ""


@lru_cache(maxsize=2)
def _later(fields: tuple[Field[Any], ...]) -> Mapping[str, Later]:
    return {field.code: field.later for field in fields}


def cell_withdrawn(
    withdrawn: Withdrawn,
    project: str,
    column: str,
    was: str,
    now: str,
    *,
    edition: int | None = None,
    report: str = "",
) -> bool:
    """Whether an entry allows that a cell of a row says `now` instead of `was`."""
    named = withdrawn.cell(project, column, was, now, edition=edition, report=report)
    return named and column in personal_codes()


__all__ = [
    "ADDED",
    "ADDED_TO_REPORTS",
    "CORRECTS",
    "MONTH_FIELDS",
    "PAGE",
    "SOURCE",
    "YEAR",
    "Column",
    "FactKind",
    "Field",
    "Kind",
    "Later",
    "TextKind",
    "added_fields",
    "all_fields",
    "amendment_fields",
    "cell_withdrawn",
    "column_name",
    "compared_fields",
    "data_fields",
    "filter_codes",
    "overlap_fields",
    "personal_codes",
    "progress_fields",
    "project_fields",
    "ranges",
    "report_fields",
    "report_key",
    "row_fields",
    "sealed_fields",
    "stated",
    "stated_report",
    "still_said",
    "verbatim_fields",
    "worded_names",
]
