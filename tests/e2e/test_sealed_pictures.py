"""A year with photographs, papers of reports, an emblem and a map: sealed whole, read on a disk."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.sites import DAY, phaen
from e2e.test_incremental import PROJECTS, rows, table, years_portal
from generator.archive import chain_of, verify_file
from generator.closing import remade
from generator.plan.parse.outline import parse_outline
from generator.plan.read import Cell
from generator.problems import Place, Report
from generator.site.render import SHAPES
from generator.thai.fiscal import FiscalYear
from photographs import noted, photo, scene
from portals import built, checked, csv_table, tree
from uploads import pdf

YEAR = "2569"
FOLDER = f"plans/{YEAR}"
ZIP = f"{FOLDER}/sealed/{YEAR}.zip"
# As map programs write degrees, to fifteen places; what a border says of owners is nobody's.
BORDER = {
    "type": "Feature",
    "properties": {"owner": "นายสมชาย ใจดี 1103700123458"},
    "geometry": {
        "type": "Polygon",
        "coordinates": [
            [[99.800000000000011, 19.900000000000006], [99.903712345678901, 19.902312345678907],
             [99.901103700123458, 19.990000000000009], [99.800000000000011, 19.900000000000006]]
        ],
    },
}  # fmt: skip
REPORT = {
    "id": f"{YEAR}-001", "date": "2569-05-20", "status": "แล้วเสร็จ", "percent": "100",
    "spent": "1000",
    "evidence": "ก่อน: before.jpg = ถนนก่อนซ่อม; หลัง: after.jpg; handed-over.pdf = ใบส่งมอบงาน",
}  # fmt: skip
VILLAGES = """
villages:
  1: {name: บ้านร่องไฮ, lat: 19.93, lon: 99.86}
  2: {name: บ้านสันต้นมื่น, lat: 19.95, lon: 99.88}
  3: บ้านห้วยเฟือง
emblem: emblem.png
"""


def with_places(lines: list[list[str]]) -> str:
    """Return a table of projects in the first village, the first one at a place of its own."""
    villages = lines[0].index("หมู่ที่")
    more = [["ละติจูด", "ลองจิจูด"], ["19.94", "99.87"], *(["", ""] for _ in lines[2:])]
    placed = [[*line, *cells] for line, cells in zip(lines, more, strict=True)]
    for line in placed[1:]:
        line[villages] = "1"
    return table(placed)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal of two years whose older one has all that is brought along, sealed and published."""
    portal = years_portal(tmp_path_factory.mktemp("pictured") / "portal")
    office = (portal / "plans/organization.yml").read_text("utf-8")
    head, _, rest = office.partition("villages:")
    after = rest.partition("contact:")[2]
    (portal / "plans/organization.yml").write_text(f"{head}contact:{after}{VILLAGES}", "utf-8")
    (portal / "plans/area.geojson").write_text(json.dumps(BORDER, indent=1), "utf-8")
    (portal / "plans/emblem.png").write_bytes(photo(scene(300, 260), "PNG"))
    (portal / PROJECTS).write_text(with_places(rows(12)), "utf-8")
    (portal / f"{FOLDER}/projects.csv").write_text(with_places(rows(4, 2569)), "utf-8")
    (portal / f"{FOLDER}/progress.csv").write_text(csv_table([REPORT]), "utf-8")
    documents = portal / FOLDER / "documents"
    documents.mkdir()
    for name, height in {"before": 600, "after": 500, "board": 400}.items():
        data = photo(scene(800, height), exif=noted(6, position=False))
        (documents / f"{name}.jpg").write_bytes(data)
    (documents / "handed-over.pdf").write_bytes(pdf())
    plan = portal / FOLDER / "plan.yml"
    told = plan.read_text("utf-8")
    plan.write_text(
        told.replace("edition:\n", "edition:\n  evidence: [documents/board.jpg]\n"), "utf-8"
    )
    done = phaen("seal", YEAR, "--portal", portal, "--today", DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    built(portal)
    return portal


def inside(sealed: Path, below: str) -> set[str]:
    with zipfile.ZipFile(sealed / ZIP) as archive:
        top = f"{YEAR}/data/{below}"
        return {one.removeprefix(top) for one in archive.namelist() if one.startswith(top)}


def test_a_seal_holds_pictures_and_papers_and_what_its_map_was_drawn_from(sealed: Path) -> None:
    site = inside(sealed, "site/")
    assert sum(one.startswith(f"{YEAR}/photos/") for one in site) == 3
    assert f"{YEAR}/documents/handed-over.pdf" in site
    assert not any(one.endswith(("before.jpg", "after.jpg")) for one in site), "only reduced"
    assert [one for one in site if one.endswith("/emblem.png")]
    assert inside(sealed, "source/plans/") == {
        "organization.yml", "area.geojson", f"{YEAR}/plan.yml", f"{YEAR}/projects.csv",
        f"{YEAR}/progress.csv",
    }  # fmt: skip


def test_the_sealed_border_draws_the_same_map_and_says_nothing_else(sealed: Path) -> None:
    with zipfile.ZipFile(sealed / ZIP) as archive:
        told = archive.read(f"{YEAR}/data/source/plans/area.geojson").decode()
    report = Report()
    rings = parse_outline(Cell("", Place("")), json.loads(told), report)
    assert rings == checked(sealed).portal.organization.outline
    assert not list(report) and "owner" not in told and "1103700123458" not in told


def test_it_is_verified_and_made_again_byte_for_byte(sealed: Path, tmp_path: Path) -> None:
    assert verify_file(sealed / ZIP, SHAPES).faults == ()
    done = phaen("verify", "--portal", sealed)
    assert done.returncode == 0, done.stdout + done.stderr
    digest = chain_of(sealed).standing[YEAR].digest
    before = tree(sealed / "plans")
    assert remade(sealed, FiscalYear(int(YEAR)), sealed / ZIP, os.environ) == digest
    assert tree(sealed / "plans") == before


def test_a_picture_that_is_changed_after_sealing_is_told_and_one_that_is_removed_is_not(
    sealed: Path,
) -> None:
    picture = sealed / FOLDER / "documents/before.jpg"
    kept = picture.read_bytes()
    picture.write_bytes(photo(scene(100, 100)))
    changed = [one.code for one in checked(sealed).report.errors]
    picture.unlink()
    removed = [one.code for one in checked(sealed).report.errors]
    picture.write_bytes(kept)
    assert (changed, removed) == (["seal-source-changed"], [])


def test_later_emblem_and_border_leave_the_sealed_year_as_it_was(sealed: Path) -> None:
    """What stands beside the years is the office's of today; a seal keeps its own."""
    shown = {path: data for path, data in tree(sealed / "site").items() if path.startswith(YEAR)}
    emblem, border = sealed / "plans/emblem.png", sealed / "plans/area.geojson"
    kept = emblem.read_bytes(), border.read_bytes()
    emblem.write_bytes(photo(scene(200, 200), "PNG"))
    border.unlink()
    built(sealed)
    now = tree(sealed / "site")
    emblem.write_bytes(kept[0])
    border.write_bytes(kept[1])
    assert {path: now.get(path) for path in shown} == shown
    assert not [one.code for one in checked(sealed).report.errors]


def all_drawn(page: Page) -> None:
    """Wait until every picture of the page is drawn: each is scrolled to, as they load then."""
    for picture in page.locator("img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).not_to_have_js_property("naturalWidth", 0)


@pytest.mark.parametrize("size", [(360, 800), (1280, 900)], ids=["phone", "desk"])
def test_from_a_disk_it_shows_emblem_photographs_and_map(
    size: tuple[int, int], sealed: Path, chromium: Browser, tmp_path: Path
) -> None:
    with zipfile.ZipFile(sealed / ZIP) as archive:
        archive.extractall(tmp_path)
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]})
    page, wrong = context.new_page(), []
    page.on("requestfailed", lambda one: wrong.append(one.url))
    page.on("request", lambda one: None if one.url.startswith("file:") else wrong.append(one.url))
    site = tmp_path / YEAR / "data/site"
    page.goto((site / f"{YEAR}/projects/{YEAR}-001.html").as_uri())
    all_drawn(page)
    assert page.locator(".ph-photos img").count() == 2
    assert page.locator(".ph-brand img").bounding_box()["height"] > 30  # type: ignore[index]
    assert page.locator("svg[data-map]").first.is_visible()
    assert page.get_by_role("link", name="ใบส่งมอบงาน").get_attribute("href")
    page.goto((site / f"{YEAR}/villages/1.html").as_uri())
    assert page.locator("svg[data-map]").first.is_visible()
    page.goto((site / f"{YEAR}/announcements/index.html").as_uri())
    all_drawn(page)
    assert wrong == []
    context.close()
