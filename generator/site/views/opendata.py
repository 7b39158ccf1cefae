"""A year as six tables of open data: every cell is a text that a program reads, or a name."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from generator.plan.fields import Column, column_name, report_fields, stated_report
from generator.plan.model import Edition, PostingPeriod, Totals
from generator.problems import Source
from generator.site.addresses import address
from generator.site.views.opendata_columns import (
    CHANGED,
    DEARER,
    REPORTED,
    list_columns,
    list_columns_of_json,
    table_columns,
)
from generator.site.views.opendata_records import OpenTable
from generator.site.views.records import Group, YearView
from generator.site.views.reporters import Changes, Dearer, DearerList, ListedChange
from generator.site.views.table import BETWEEN, money_text, site_of
from generator.site.views.words import Name, Word

_Row = tuple[Name, ...]
# What codes of tables mean: values of the data, not wording that may change.
_NOTICES = {"plan": "แผนที่ประกาศ", "amendment": "การเปลี่ยนแปลงแผน", "results": "ผลการติดตาม"}
_GROUPS = {
    "year": "ทั้งปี",
    "portion": "ใครทำและจ่าย",
    "strategy": "ยุทธศาสตร์",
    "programme": "แผนงาน",
    "unit": "หน่วยงาน",
    "village": "หมู่บ้านหรือชุมชน",
    "month": "เดือน",
    "owner": "เจ้าของโครงการ",
    "source": "แหล่งงบประมาณ",
    "form": "แบบ",
}


def open_tables(year: YearView, site_url: str) -> tuple[OpenTable, ...]:
    """Return the six tables of a year, in the order in which they are told."""
    makers: Mapping[str, Callable[[], Iterable[_Row]]] = {
        "projects": lambda: year.search.table.rows,
        "progress": partial(_progress, year, site_of(year.label, site_url)),
        "amendments": partial(_amendments, year, site_of(year.label, site_url)),
        "announcements": partial(_announcements, year, site_of(year.label, site_url)),
        "totals": partial(_totals, year, site_of(year.label, site_url)),
        "villages": partial(_villages, year, site_of(year.label, site_url)),
    }
    return tuple(
        OpenTable(name, columns, tuple(makers[name]())) for name, columns in table_columns().items()
    )


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class Listed:
    """A list as it stands beside its page: for people as CSV, for programs as JSON."""

    csv: OpenTable
    json: OpenTable


class Lister:
    """Makes the files beside a year's lists of the year's own table of projects."""

    def __init__(self, year: YearView) -> None:
        """Choose the columns of every row once: it stands in many lists."""
        table = year.search.table
        self._columns = (list_columns(), list_columns_of_json())
        places = [
            [table.codes.index(one.code) for one in some] for some in (*self._columns, REPORTED)
        ]
        self._rows, self._reports = {}, {}
        for key, row in zip(year.search.ids, table.rows, strict=True):
            *self._rows[key], self._reports[key] = (tuple(row[at] for at in to) for to in places)

    def listed(
        self, ids: Iterable[str], more: tuple[Column, ...] = (), cells: Iterable[_Row] = ()
    ) -> Listed:
        """Return the files of a list of these projects, in its order.

        `more` are columns that the CSV has besides, `cells` what they say of each row. What stands
        in a list twice is one row of the JSON.
        """
        chosen = [*ids]
        found = [self._rows[one] for one in chosen]
        besides = [*cells] or [()] * len(chosen)
        rows = tuple((*row[0], *own) for row, own in zip(found, besides, strict=True))
        once = tuple(self._rows[one][1] for one in dict.fromkeys(chosen))
        csv, json = self._columns
        return Listed(OpenTable("list", (*csv, *more), rows), OpenTable("list", json, once))

    def reported(self, ids: Iterable[str]) -> Listed:
        """Return the files of a list of what reports say."""
        chosen = [*ids]
        return self.listed(chosen, REPORTED, [self._reports[one] for one in chosen])

    def changes(self, found: Changes) -> Listed:
        """Return the files of a year's changes: a row a change, as its page has them."""
        known = [one for one in found.rows if one.version.project.id in self._rows]
        ids = (one.version.project.id for one in known)
        return self.listed(ids, CHANGED, map(_changed, known))

    def dearer(self, found: DearerList) -> Listed:
        """Return the files of what became dearer and cheaper, with what it was."""
        both = (*found.dearer, *found.cheaper)
        known = [one for one in both if one.change.after and one.change.after.id in self._rows]
        ids = (one.change.after.id for one in known if one.change.after)
        return self.listed(ids, DEARER, map(_dearer, known))


def _changed(one: ListedChange) -> _Row:
    edition, row = one.edition.edition, one.version.project
    before = one.version.before
    return (
        str(edition.number), _day(edition.posting.announced), row.change.thai if row.change else "",
        money_text(before.money if before and not before.cancelled else None),
        money_text(None if row.cancelled else row.budget.satang), row.reason,
    )  # fmt: skip


def _dearer(one: Dearer) -> _Row:
    before = one.change.before
    return (before.id if before else "", money_text(one.before), money_text(one.satang))


def _source(at: Source) -> tuple[str, str, str]:
    return at.place.file, at.place.sheet, str(at.place.row or "")


def _progress(year: YearView, folder: str) -> Iterator[_Row]:
    names = {view.id: view for view in year.rows}
    for report in sorted(year.plan.progress, key=lambda one: (one.date, one.project)):
        view = names.get(report.project)
        said: dict[str, str] = {
            **stated_report(report),
            "date": report.date.isoformat(),
            "corrects": report.corrects.isoformat() if report.corrects else "",
            "name": view.project.name if view else "",
        }
        told = [said.get(one.code, "") for one in report_fields()]
        page = f"{folder}{view.path}" if view else ""
        yield (year.label, *told, report.status.slug, page, *_source(report.at))


def _amendments(year: YearView, folder: str) -> Iterator[_Row]:
    for edition in year.editions[1:]:
        told = _edition(edition.edition)
        for one in edition.versions:
            row = one.project
            yield (
                year.label, *told, _day(edition.edition.posting.announced), row.id, row.name,
                row.change.thai if row.change else "", row.reason,
                money_text(one.before.satang if one.before else None),
                "" if row.cancelled else money_text(row.budget.satang),
                BETWEEN.join(one.changed), f"{folder}{edition.path}", *_source(row.at),
                BETWEEN.join(map(column_name, one.changed)),
            )  # fmt: skip


def _edition(edition: Edition) -> tuple[str, str, str]:
    return str(edition.number), edition.official_number, edition.kind


def _day(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def _posting(posting: PostingPeriod) -> tuple[str, str, str]:
    return _day(posting.announced), _day(posting.posted_from), _day(posting.posted_until)


def _announcements(year: YearView, folder: str) -> Iterator[_Row]:
    for one in year.editions:
        edition = one.edition
        notice = "amendment" if edition.number else "plan"
        yield (
            year.label, notice, *_edition(edition), one.name,
            _day(edition.considered), *_posting(edition.posting), _day(edition.web_from),
            BETWEEN.join(edition.posted_at), *_sums(one.totals)[1:3], f"{folder}{one.path}",
            _NOTICES[notice],
        )  # fmt: skip
    for view in year.results:
        told = view.results
        title = told.documents[0].title if told.documents else ""
        yield (
            year.label, "results", "", "", "", title, _day(told.proposed), *_posting(told.posting),
            "", BETWEEN.join(told.posted_at), "", "", f"{folder}{address('announcements').below()}",
            _NOTICES["results"],
        )  # fmt: skip


def _sums(totals: Totals) -> tuple[str, ...]:
    """Return rows, projects, baht and what the sum does not cover; no sum where none is stated."""
    money = money_text(totals.satang) if totals.stated else ""
    told = (totals.rows, totals.projects, totals.not_stated, totals.no_budget)
    rows, projects, not_stated, no_budget = map(str, told)
    return rows, projects, money, not_stated, no_budget


def _totals(year: YearView, folder: str) -> Iterator[_Row]:
    label = year.label
    page = f"{folder}{address('year').below()}"
    yield (label, "year", label, year.plan.title, *_sums(year.totals), page, _GROUPS["year"])
    for portion, totals in year.portions.items():
        name = Word(f"portion.{portion.value}")
        told = (*_sums(totals), page, _GROUPS["portion"])
        yield (label, "portion", portion.value, name, *told)
    for kind, groups in _groups(year):
        for one in groups:
            path = f"{folder}{one.path}" if one.path else ""
            yield (label, kind, one.slug, one.name, *_sums(one.totals), path, _GROUPS[kind])


def _groups(year: YearView) -> tuple[tuple[str, tuple[Group, ...]], ...]:
    return (
        ("strategy", year.strategies),
        ("programme", year.programmes),
        ("unit", year.units),
        ("village", year.villages),
        ("month", year.months),
        ("owner", year.owners),
        ("source", year.funding),
        ("form", year.forms),
    )


def _villages(year: YearView, folder: str) -> Iterator[_Row]:
    named = {one.village.number: one.village.name for one in year.villages if one.village}
    for view in year.projects:
        row = view.project
        told = (row.id, money_text(row.budget.satang))
        page = f"{folder}{view.path}"
        if row.villages.everywhere or not row.villages.numbers:
            scope = "everywhere" if row.villages.everywhere else "not-stated"
            yield (year.label, scope, "", "", *told, "", page)
            continue
        for number in row.villages.numbers:
            count = str(len(row.villages.numbers))
            yield (
                year.label, "village", str(number), named.get(number, ""), *told, count, page
            )  # fmt: skip
