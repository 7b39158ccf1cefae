"""Does a sealed year agree with itself: its summary, its data file, its index, its pages.

Whoever makes a year by hand can make all of them agree: that is not found here, but by making the
year again from its sources (`generator.closing.remade`).
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.archive import faults as words
from generator.archive.bag import SITE, YEAR, bag_info
from generator.archive.facts import ClosedYear
from generator.archive.faults import SealFault
from generator.archive.forms import forms_apart, rows_of, says
from generator.archive.shapes import CARDS, Shapes
from generator.archive.zipped import SealedFile
from generator.plan.compare import Entry, total_of_entries
from generator.plan.fields import Field, column_name, sealed_fields
from generator.plan.model import Budget, Project, Totals, shown_budget, total_of
from generator.thai.fiscal import FiscalYear
from generator.thai.numbers import plain_baht
from generator.thai.text import printable

# Kinds of groups of which every row is in exactly one.
_WHOLE_KINDS = ("strategies", "programmes", "units", "owners", "sources", "forms")
_FIGURES = re.compile(rb'data-total-budget="([0-9.]*)" data-total-projects="([0-9]*)"')
_PROJECT = re.compile(r'<div class="ph-project" data-project="([^"]*)">')
_INFO = frozenset({
    "Bag-Software-Agent", "Bagging-Date", "External-Description", "External-Identifier",
    "Payload-Oxum", "Source-Organization",
})  # fmt: skip
_BAGIT = re.compile(
    rb"BagIt-Version: (?:0\.97|1\.0)\r?\nTag-File-Character-Encoding: UTF-8(?:\r?\n)?"
)
_TAG = re.compile("<[^<>]*>")
_UNSEEN = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")
_LONGEST_HEADING = 100_000
_INDEX = re.compile(r"\(self\.phaenIndex=self\.phaenIndex\|\|\[\]\)\.push\((.*)\);\n", re.DOTALL)


def disagreements(archive: SealedFile, closed: ClosedYear, shapes: Shapes) -> Iterator[SealFault]:
    """Yield every file of a year that says other than its summary does."""
    label = archive.top
    site = f"{SITE}{label}/"
    found = {
        YEAR: _of_summary(closed, label),
        "bag-info.txt": _of_info(archive, closed),
        f"{site}{shapes.table}": _of_table(archive, f"{site}{shapes.table}", closed),
        f"{site}{shapes.index}": _of_index(archive, f"{site}{shapes.index}", closed),
        **_of_pages(archive, site, closed, shapes),
        **_of_images(archive, site, closed),
        **_of_forms(archive, site, shapes),
    }
    return (SealFault(f"{label}/{name}", reason) for name, reason in found.items() if reason)


def _of_summary(closed: ClosedYear, label: str) -> str:
    if {closed.year.label, *(str(entry.year) for entry in closed.entries)} != {label}:
        return words.OTHER_YEAR
    ids = [entry.id for entry in closed.entries]
    if len(set(ids)) != len(ids):
        return words.OTHER_ROWS
    sums = [_sum([g.totals for g in closed.groups if g.kind == kind]) for kind in _WHOLE_KINDS]
    known = {totals for totals in sums if totals is not None}
    whole = total_of_entries(closed.entries)
    return "" if {*known, whole} == {closed.totals} else words.OTHER_TOTALS


def _sum(parts: Sequence[Totals]) -> Totals | None:
    """Return the sum of the groups of a kind; None where the year has none of it."""
    return total_of(parts) if parts else None


def _of_info(archive: SealedFile, closed: ClosedYear) -> str:
    """Hold the bag's own description against the year: no other words, year or size."""
    info, label = bag_info(archive), archive.top
    if not info.keys() <= _INFO or not _BAGIT.fullmatch(archive.read("bagit.txt")):
        return words.NOT_OF_THE_YEAR
    payload = [archive.size(name) for name in archive.names if name.startswith("data/")]
    wanted = {
        "Bagging-Date": FiscalYear(int(label)).last.isoformat(),
        "External-Description": info.get("External-Description") and closed.title,
        "Payload-Oxum": info.get("Payload-Oxum") and f"{sum(payload)}.{len(payload)}",
    }
    address = info.get("External-Identifier", f"{label}/")
    same = all(info.get(name) == told for name, told in wanted.items())
    return (
        "" if same and re.fullmatch(rf"(?:https?://\S+/)?{label}/", address) else words.OTHER_YEAR
    )


def _of_table(archive: SealedFile, name: str, closed: ClosedYear) -> str:
    rows = rows_of(archive, name)
    if not rows:
        return ""  # what is no table of ours is told as such
    by_row = [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]
    # Columns that a small table may lack.
    also = [field for field in sealed_fields() if field.verbatim and field.name in rows[0]]
    same = len(by_row) == len(closed.entries) and all(
        says(row.get(heading, ""), text)
        for row, entry in zip(by_row, closed.entries, strict=True)
        for heading, text in _shown(entry, also).items()
    )
    return "" if same else words.OTHER_ROWS


def _shown(entry: Entry, also: Iterable[Field[Project]]) -> dict[str, str]:
    """Return what the table says of a row, by its headings."""
    told = {
        "fiscal_year": str(entry.year),
        "id": entry.id,
        "name": entry.name,
        "budget": shown_budget(Budget(entry.budget, entry.satang)),
    }
    shown = {column_name(code): text for code, text in told.items()}
    shown |= {field.name: entry.said(field.key) for field in also}
    return {heading: printable(text) for heading, text in shown.items()}


def _of_forms(archive: SealedFile, site: str, shapes: Shapes) -> Mapping[str, str]:
    """Hold the forms of each table against each other; what is one alone is no form of any."""
    folder, _, _ = shapes.table.rpartition("/")
    alone = {f"{site}{one.path}" for one in shapes.files if not one.each}
    return forms_apart(archive, f"{site}{folder}/", alone, shapes.codes)


def _of_index(archive: SealedFile, name: str, closed: ClosedYear) -> str:
    if name not in archive.names:
        return ""
    try:
        found = _INDEX.fullmatch(archive.read(name).decode("utf-8"))
        index = json.loads(found[1]) if found else {}
        told = tuple(index.get(key) for key in ("year", "id", "name", "budget"))
    except (AttributeError, RecursionError, ValueError):
        return words.OTHER_ROWS
    shown = [
        (row.id, row.name, shown_budget(Budget(row.budget, row.satang))) for row in closed.entries
    ]
    columns = list(zip(*shown, strict=True)) or [(), (), ()]
    wanted = tuple("\n".join(printable(one).replace("\n", "\r") for one in c) for c in columns)
    return "" if told == (archive.top, *wanted) else words.OTHER_ROWS


def _of_pages(archive: SealedFile, site: str, closed: ClosedYear, shapes: Shapes) -> dict[str, str]:
    """Return what is wrong with the pages of the year, of its groups and of its projects."""
    page = f"{site}{shapes.page}"
    found = {page: _of_figures(archive, page, closed.totals)}
    for group in closed.groups:
        if group.path:
            found[f"{site}{group.path}"] = _of_figures(archive, f"{site}{group.path}", group.totals)
    for entry in closed.entries:
        name = f"{site}{shapes.row.format(entry.id)}"
        found[name] = _of_project(archive, name, entry)
    return found


def _of_figures(archive: SealedFile, name: str, totals: Totals) -> str:
    """Hold the figures at the top of a page against the sums of its rows."""
    first = _FIGURES.search(archive.read(name)) if name in archive.names else None
    if first is None:
        return words.OTHER_TOTALS if name in archive.names else ""
    told = (first[1].decode(), first[2].decode())
    return "" if told == (plain_baht(totals.satang), str(totals.projects)) else words.OTHER_TOTALS


def _of_project(archive: SealedFile, name: str, entry: Entry) -> str:
    if name not in archive.names:
        return ""
    page = archive.read(name).decode("utf-8", "replace")
    project, start = _PROJECT.search(page), page.find("<h1")
    heading = page[start : page.find("</h1>", start)][:_LONGEST_HEADING] if start >= 0 else ""
    said = html.unescape(_TAG.sub("", heading))
    same = _UNSEEN.sub("", said) == _UNSEEN.sub("", printable(entry.name))
    return "" if same and project and project[1] == entry.id else words.OTHER_ROWS


def _of_images(archive: SealedFile, site: str, closed: ClosedYear) -> dict[str, str]:
    """Hold the sharing images against what the summary notes of them; older ones note nothing."""
    if closed.images is None:
        return {}
    noted: Mapping[str, str] = closed.images
    there = {name for name in archive.names if name.startswith(f"{site}{CARDS}")}
    listed = {f"{site}{path}" for path in noted}
    wrong = dict.fromkeys(there ^ listed, words.OTHER_IMAGE)
    for path, digest in noted.items():
        name = f"{site}{path}"
        if name in there and hashlib.sha256(archive.read(name)).hexdigest() != digest:
            wrong[name] = words.OTHER_IMAGE
    return wrong
