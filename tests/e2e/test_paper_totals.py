"""What a year adds up to is one figure: on its pages, in its data, and on every official paper."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl

from e2e.sites import BuiltSite, read_page
from generator.plan.model import Form
from generator.site.render import closed_year
from generator.site.views import YearView
from generator.site.views.papers import project_form
from paper_makers import bare, text_of
from reported import satang
from word_papers import opened, written

# Projects and satang.
Total = tuple[int, int]
_WHOLE = "รวมทั้งสิ้น"


def test_every_page_file_and_paper_of_a_year_has_the_same_totals(example: BuiltSite) -> None:
    sealed = {one.label for one in example.view.sealed}
    assert sealed and len(example.view.years) == 3
    for year in example.view.years:
        folder = example.site / year.label
        told = {**of_site(folder), **of_view(year, example), **of_papers(folder, year)}
        assert len(told) == 8, told
        assert set(told.values()) == {(year.totals.projects, year.totals.satang)}, told
    for label in sealed:  # sealed before there were papers
        folder = example.site / label
        told = {**of_site(folder), "year.json": of_seal(example.site / f"sealed/{label}.zip")}
        assert len(set(told.values())) == 1, told


def of_site(folder: Path) -> dict[str, Total]:
    """Return what pages and data of a year say."""
    shown = read_page(folder / "index.html").all("data-total-budget", tag="div")[0].attributes
    page = int(shown["data-total-projects"]), satang(shown["data-total-budget"])
    table = (folder / "data/projects.csv").read_text("utf-8-sig")
    rows = [one for one in csv.DictReader(io.StringIO(table)) if one["การเปลี่ยนแปลง"] != "ยกเลิก"]
    counted = sum(int(one["จำนวนโครงการ"] or 1) for one in rows)
    return {"page": page, "csv": (counted, sum(satang(one["งบประมาณ"]) for one in rows))}


def of_view(year: YearView, example: BuiltSite) -> dict[str, Total]:
    """Return what a seal's summary of the year would say."""
    closed = closed_year(year, example.view.organization, example.words, "", ())
    return {"json": _told(closed.to_json())}


def of_seal(path: Path) -> Total:
    with ZipFile(path) as archive:
        (name,) = [one for one in archive.namelist() if one.endswith("data/year.json")]
        return _told(json.loads(archive.read(name)))


def _told(summary: Mapping[str, Any]) -> Total:
    return summary["totals"]["projects"], summary["totals"]["satang"]


def of_papers(folder: Path, year: YearView) -> dict[str, Total]:
    """Return what the published papers say, and the plan book as a Word file."""
    papers = folder / "papers"
    forms = [_form(papers / f"{form.slug}.xlsx", year, form) for form in Form]
    projects, budget = zip(*forms, strict=True)
    whole = bare(text_of((papers / "pd01.pdf").read_bytes()))
    lists = [_of_list(bare(text_of((papers / f"{form.slug}.pdf").read_bytes()))) for form in Form]
    book = opened(written(year, "plan")["plan"])
    rows = [[cell.text for cell in row.cells] for table in book.tables for row in table.rows]
    (total,) = [row for row in rows if row[0] == _WHOLE and len(row) == 6]
    return {
        "pd01.xlsx": _summary(papers / "pd01.xlsx"),
        "pd02.xlsx": (sum(projects), sum(budget)),
        "pd01.pdf": _printed(whole),
        "pd02.pdf": (sum(one for one, _ in lists), sum(one for _, one in lists)),
        "plan.docx": (int(total[1].replace(",", "")), satang(total[3])),
    }


def _rows(path: Path) -> list[tuple[Any, ...]]:
    book: Any = openpyxl.load_workbook(path, data_only=True)
    return [row for sheet in book for row in sheet.iter_rows(values_only=True)]


def _summary(path: Path) -> Total:
    (total,) = [row for row in _rows(path) if row[0] == _WHOLE]
    assert total[2] == total[4] == 100
    return total[1], round(total[3] * 100)


def _form(path: Path, year: YearView, form: Form) -> Total:
    """Return the sum of a form, whose own formulas add up to it from the cells above."""
    rows = _rows(path)
    totals = [row for row in rows if row[0] == _WHOLE]
    if not project_form(year, form).sections:
        return 0, 0
    (total,) = totals
    amounts = [row[3] for row in rows if isinstance(row[0], int) and not isinstance(row[3], str)]
    assert round(sum(amounts) * 100) == round(total[3] * 100)
    return total[2], round(total[3] * 100)


def _printed(text: str) -> Total:
    """Return the total of แบบ ผด.01 in print, whose shares are a hundred per cent."""
    projects, budget, *_ = text.partition(_WHOLE)[2].split("100.00")
    return int(projects.replace(",", "")), satang(budget)


def _of_list(text: str) -> Total:
    """Return the total at the end of แบบ ผด.02 in print."""
    if _WHOLE not in text:
        return 0, 0
    rest = text.rpartition(f"{_WHOLE}จำนวน")[2]
    projects, _, after = rest.partition("โครงการ")
    baht = after[: after.index(".") + 3]
    return int(projects.replace(",", "")), satang(baht)
