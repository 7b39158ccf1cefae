"""A real plan, as published: what it says is shown, what it does not say is not made up."""

from __future__ import annotations

import csv
import io
import re
import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from e2e.sites import Element, build, read_page
from generator.site.links import faults
from generator.thai.dates import parse_date
from portals import REAL, tree

MAESAI = REAL / "maesai"
CSV = "plans/2568/projects.csv"
SHEET = "Sheet"

pytestmark = pytest.mark.skipif(not MAESAI.is_dir(), reason=f"real data are not at {MAESAI}")


@pytest.fixture(scope="module")
def last_line_and_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Publish the real plan where it lies, into another folder."""
    folder = tmp_path_factory.mktemp("maesai")
    before = stamps(REAL)
    done = build(MAESAI, "--site", folder / "site", "--staging", folder / "staging")
    assert stamps(REAL) == before, "something was written beside the real data"
    return done.stdout.splitlines()[-1], folder / "site"


@pytest.fixture(scope="module")
def site(last_line_and_site: tuple[str, Path]) -> Path:
    """The published real plan."""
    return last_line_and_site[1]


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return every path below a folder with its size and time."""
    found = {str(path): path.stat() for path in folder.rglob("*")}
    return {path: (stat.st_size, stat.st_mtime_ns) for path, stat in found.items()}


def rows() -> list[dict[str, str]]:
    """Return the rows as the office wrote them."""
    with (MAESAI / CSV).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def figures(page: Element) -> tuple[str, str]:
    """Return the page's projects and budget for machines."""
    block = page.classed("ph-figures")[0].attributes
    return block["data-total-projects"], block["data-total-budget"]


def test_58_rows_are_69_projects_with_a_page_for_each_row(
    last_line_and_site: tuple[str, Path],
) -> None:
    last, site = last_line_and_site
    pages = {path.stem for path in (site / "2568/projects").glob("*.html")}
    assert pages == {row["รหัสโครงการ"] for row in rows()}
    assert len(pages) == 58
    assert " 69 โครงการ " in last
    for path in ("index.html", "2568/index.html"):
        assert figures(read_page(site / path)) == ("69", "37656572.56")


def test_every_row_is_shown_verbatim_with_its_money(site: Path) -> None:
    for row in rows():
        page = read_page(site / f"2568/projects/{row['รหัสโครงการ']}.html")
        assert page.tags("h1")[0].text == " ".join(row["โครงการ"].split())
        money = page.classed("ph-money")[0].text.replace(",", "")
        assert Decimal(money.removesuffix("บาท").strip()) == Decimal(row["งบประมาณ (บาท)"])
        assert row["หน่วยงานรับผิดชอบหลัก"] in page.main


def test_stated_figures_stand_beside_the_computed_ones_with_their_difference(site: Path) -> None:
    page = read_page(site / "2568/data/index.html")
    shown = {
        row.attributes["data-stated"]: (row.attributes["data-computed"], row.text)
        for row in page.all("data-stated")
    }
    assert shown["69"][0] == "69"
    assert "ตรงกัน" in shown["69"][1]
    assert shown["37556572.56"][0] == "37656572.56"
    assert "37,556,572.56" in shown["37556572.56"][1]
    assert "37,656,572.56" in shown["37556572.56"][1]
    assert "+100,000" in shown["37556572.56"][1]


def test_missing_dates_are_said_and_none_is_made_up(site: Path) -> None:
    home = read_page(site / "index.html")
    assert "ยังไม่ได้บันทึกวันประกาศและวันปิดประกาศ" in home.main
    block = home.all("data-posted-from")[0].attributes
    assert (block["data-posted-from"], block["data-posted-until"], block["data-post-by"]) == (
        "", "", "",
    )  # fmt: skip
    with (MAESAI / "plans/2568/progress.csv").open(encoding="utf-8-sig", newline="") as stream:
        known = {parse_date(row["ณ วันที่"]).isoformat() for row in csv.DictReader(stream)}
    known.add("2025-09-30")  # the last day of the fiscal year
    for path in site.rglob("*.html"):
        for one in read_page(path).all("datetime"):
            assert one.attributes["datetime"] in known, path


def test_project_without_months_says_so_and_marks_none(site: Path) -> None:
    for path in (site / "2568/projects").glob("*.html"):
        page = read_page(path)
        assert "ไม่ได้ระบุระยะเวลา" in page.main
        assert page.classed("ph-on") == []
    for month in range(1, 13):
        page = read_page(site / f"2568/months/{month}.html")
        assert "แผนไม่ได้ระบุเดือนที่ทำ" in page.main
        assert page.classed("ph-figures") == [], "no month is nought that nobody stated"


def test_every_link_of_the_real_portal_leads_somewhere(site: Path) -> None:
    assert faults(site) == []


def test_the_same_rows_in_excel_give_the_same_pages(site: Path, tmp_path: Path) -> None:
    portal = tmp_path / "portal"
    shutil.copytree(MAESAI, portal)
    for path in (portal, *portal.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    lines = list(csv.reader(io.StringIO((portal / CSV).read_text("utf-8-sig"), newline="")))
    money, count = lines[0].index("งบประมาณ (บาท)"), lines[0].index("จำนวนโครงการ")
    sheet.append(lines[0])
    for line in lines[1:]:
        cells: list[str | int | float | None] = [cell or None for cell in line]
        cells[money] = float(line[money])  # as Excel keeps what staff type
        cells[count] = int(line[count]) if line[count] else None
        sheet.append(cells)
    book.save(portal / "plans/2568/projects.xlsx")
    (portal / CSV).unlink()
    build(portal)
    ours, theirs = tree(site), tree(portal / "site")
    assert sorted(theirs) == sorted(ours)
    in_sheet = f"{CSV[:-4]}.xlsx แผ่นงาน “{SHEET}”"

    def said(page: bytes) -> str:
        """The page with one name for the two files; a path may break after each slash.

        How large the data files are is left out: they name the file that each row came from.
        """
        text = re.sub(r"\([0-9,.]+\s[^()]*ไบต์\)", "", page.decode().replace("<wbr>", ""))
        return text.replace(in_sheet, CSV).replace(f"{CSV[:-4]}.xlsx", CSV)

    pages = [path for path in ours if path.endswith(".html")]
    assert [path for path in pages if said(theirs[path]) != said(ours[path])] == []
