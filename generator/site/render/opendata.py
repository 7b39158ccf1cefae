"""A year's open data as files: six tables, and beside the page of every list its own rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.machine.artifact import Artifact
from generator.machine.packaged import code_digest
from generator.site.addresses import LISTS, address
from generator.site.render.sheets import workbook_of
from generator.site.render.tables import Written, csv_text, written
from generator.site.render.templates import interface
from generator.site.views import (
    DataTable,
    Group,
    Listed,
    Lister,
    SiteView,
    YearView,
    open_tables,
    reporters,
)

_PROJECTS = "projects"
_FORMS = ("excel", "json", "xlsx")


@dataclass(frozen=True, slots=True)
class Kept:
    """Workbooks that were made before, by digest, and those of a seal, by path in the site."""

    cache: MutableMapping[str, bytes]
    drawn: Mapping[str, bytes] = field(default_factory=dict)

    def workbook(self, path: str, name: str, table: Written, said: bytes) -> bytes:
        """Return the workbook of a table, whose JSON is `said`; it is made where none is kept."""
        digest = hashlib.sha256(f"{code_digest()} {name} xlsx\n".encode() + said).hexdigest()
        known = self.drawn.get(path) or self.cache.get(digest)
        if not known:
            known = self.cache[digest] = workbook_of(name, table)
        return known


def projects_csv(table: DataTable) -> bytes:
    """Return a year's projects as plain CSV."""
    return csv_text(table.headings, table.rows).encode()


def sizes_of(artifacts: Iterable[Artifact]) -> Mapping[str, int]:
    """Return the bytes of published files by their address."""
    return {one.path.removeprefix("docs/"): len(one.data) for one in artifacts}


def opendata_artifacts(site: SiteView, theme: Path, kept: Kept) -> Iterator[Artifact]:
    """Yield the files of every year."""
    said = interface(theme, site.organization).said
    for year in site.years:
        for one in open_tables(year, site.organization.site_url):
            table = written(one.columns, one.rows, said)
            yield from table_files("data", year.label, one.name, table, kept)
        yield from _beside_lists(year)


def table_files(
    entries: str, folder: str, name: str, table: Written, kept: Kept
) -> Iterator[Artifact]:
    """Yield a table in its four forms, at the addresses whose entries begin so."""
    own = "data-table" if entries == "data" else entries
    plain = address(own) if name == _PROJECTS else address(f"{entries}-csv")
    yield Artifact(plain.staged(folder, name), table.csv())
    excel, json, xlsx = (address(f"{entries}-{form}") for form in _FORMS)
    yield Artifact(excel.staged(folder, name), table.excel_csv())
    said = table.json()
    yield Artifact(json.staged(folder, name), said)
    book = kept.workbook(xlsx.at(folder, name), name, table, said)
    yield Artifact(xlsx.staged(folder, name), book, said)


def _beside_lists(year: YearView) -> Iterator[Artifact]:
    for entry, slug, files in _lists(year, Lister(year)):
        for form, table in (("csv", files.csv), ("json", files.json)):
            texts = written(table.columns, table.rows, str)
            data = texts.csv() if form == "csv" else texts.json()
            yield Artifact(address(f"{entry}-{form}").staged(year.label, slug), data)


def _lists(year: YearView, lister: Lister) -> Iterator[tuple[str, str, Listed]]:
    """Yield every list: the kind of its entries, which of them it is, and its files."""
    for kind in LISTS:
        groups: Iterable[Group] = getattr(year, kind)
        for group in groups:
            yield (
                kind,
                group.slug,
                lister.listed(one.id for one in (*group.projects, *group.shared)),
            )
    for name, watched in year.watched.items():
        yield name, "", lister.reported(one.view.id for one in watched.rows)
    yield "others", "", lister.listed(one.id for one in reporters.others_list(year).rows)
    yield "changes", "", lister.changes(reporters.changes(year))
    found = reporters.dearer_list(year)
    if found:
        yield "dearer", "", lister.dearer(found)
