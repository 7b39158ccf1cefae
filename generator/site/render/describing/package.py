"""Data Packages: every CSV with its columns, bytes and digest, for each year and for all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from generator.machine.artifact import Artifact
from generator.plan.fields import Column
from generator.plan.model import Organization
from generator.site.addresses import address
from generator.site.render.describing.columns import table_field, unknown_field
from generator.site.render.describing.files import DataFile
from generator.site.render.describing.told import address_of, keywords, told_year, written
from generator.site.render.templates import Words
from generator.site.views import SiteView, table_columns

_BOM = b"\xef\xbb\xbf"
# What names a row of `projects`, and the tables whose rows name one.
_ID, _YEAR, _PROJECTS = "id", "fiscal_year", "projects"
_NAMING = ("progress", "amendments", "villages")
_Keys = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Read:
    """A CSV as it was written: its columns by code, and the keys of its rows."""

    file: DataFile
    headings: Sequence[str]
    columns: Mapping[str, Column]
    rows: Sequence[Sequence[str]]

    def keys(self, codes: Sequence[str]) -> _Keys | None:
        """Return what each row has in these columns; None where the file lacks one."""
        known = {one.code: one.heading for one in self.columns.values()}
        if not all(known.get(code) in self.headings for code in codes):
            return None
        places = [self.headings.index(known[code]) for code in codes]
        return [tuple(row[at] for at in places) for row in self.rows]


def year_packages(site: SiteView, words: Words, files: Sequence[DataFile]) -> Iterator[Artifact]:
    """Yield `data/datapackage.json` of every year that is not sealed, of its files as they are."""
    for year in site.years:
        own = [one for one in files if one.year == year.label]
        told = told_year(year, words)
        title = words.plain("described.of", title=told.title, organization=site.organization.name)
        home = address_of(site.organization, address("year").at(year.label), "../../")
        package = _package(f"action-plan-{year.label}", title, home, own, (_ID,), site, words)
        staged = address("data-package").staged(year.label)
        yield Artifact(staged, written(package))


def all_years_package(site: SiteView, words: Words, files: Sequence[DataFile]) -> Artifact:
    """Return the package of the files of all years."""
    own = [one for one in files if not one.year]
    title = words.plain("described.all", organization=site.organization.name)
    home = address_of(site.organization, address("data").path, "../")
    package = _package("action-plans", title, home, own, (_YEAR, _ID), site, words)
    lacking = [one for one in site.sealed if address("data-csv").below("progress") not in one.pages]
    if lacking:
        said = (words.plain("open.sealed_before", year=one.label) for one in lacking)
        package["description"] = "\n".join(said)
    return Artifact(address("all-package").staged(), written(package))


def _package(  # what the two kinds of packages differ in
    name: str,
    title: str,
    home: str,
    files: Sequence[DataFile],
    key: tuple[str, ...],
    site: SiteView,
    words: Words,
) -> dict[str, Any]:
    read = [_read(one) for one in files if one.ending == "csv" and not one.for_excel]
    projects = next((one for one in read if one.file.table == _PROJECTS), None)
    known = projects.keys(key) if projects else None
    resources = [_resource(one, key, known, words) for one in read]
    # A homepage is a whole address, or is not told.
    told = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "homepage": home if site.organization.site_url else "",
        "licenses": _licences(site.organization),
        "contributors": [_publisher(site.organization)],
        "keywords": keywords(site.organization),
        "resources": resources,
    }
    return {one: value for one, value in told.items() if value}


def _read(file: DataFile) -> _Read:
    text = file.data.decode("utf-8-sig")
    headings, *rows = csv.reader(io.StringIO(text, newline=""))
    columns = {one.heading: one for one in table_columns()[file.table]}
    return _Read(file, headings, columns, rows)


def _resource(
    one: _Read, key: tuple[str, ...], projects: _Keys | None, words: Words
) -> dict[str, Any]:
    file = one.file
    schema: dict[str, Any] = {
        "fields": [
            table_field(one.columns[heading]) if heading in one.columns else unknown_field(heading)
            for heading in one.headings
        ],
        "missingValues": [""],
    }
    named = [
        column.heading for code in key for column in one.columns.values() if column.code == code
    ]
    own = one.keys(key)
    if file.table == _PROJECTS and own is not None and _names(own):
        schema["primaryKey"] = named
    if file.table in _NAMING and own is not None and _leads(own, projects):
        headings = [_heading(code) for code in key]
        schema["foreignKeys"] = [
            {"fields": named, "reference": {"resource": _PROJECTS, "fields": headings}}
        ]
    return {
        "profile": "tabular-data-resource",
        "name": file.table,
        "path": PurePosixPath(file.path).name,
        "title": words.plain(f"open.{file.table}"),
        "format": "csv",
        "mediatype": file.media_type,
        "encoding": "utf-8-sig" if file.data.startswith(_BOM) else "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "bytes": len(file.data),
        "hash": f"sha256:{file.sha256}",
        "schema": schema,
    }


def _heading(code: str) -> str:
    return next(one.heading for one in table_columns()[_PROJECTS] if one.code == code)


def _names(keys: _Keys) -> bool:
    """Whether each row has a name of its own: earlier years' files may lack the column."""
    return len(set(keys)) == len(keys) and all(all(one) for one in keys)


def _leads(keys: _Keys, projects: _Keys | None) -> bool:
    """Whether every row names a row of `projects`: what does not hold is not claimed."""
    return projects is not None and _names(projects) and set(keys) <= set(projects)


def _licences(organization: Organization) -> list[dict[str, str]]:
    one = organization.licence
    return [{"name": one.id, "path": one.address, "title": one.name}] if one else []


def _publisher(organization: Organization) -> dict[str, str]:
    told = {
        "title": organization.name,
        "role": "publisher",
        "path": organization.site_url,
        "email": organization.contact.get("email", ""),
    }
    return {key: value for key, value in told.items() if value}
