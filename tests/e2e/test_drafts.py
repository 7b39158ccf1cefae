"""Drafts as pages tell them, and nothing of a draft where it is left out."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from e2e.sites import DAY, Element, phaen, read_page
from generator.site.links import faults
from portals import PLAN, built, csv_table, make_row, plan_yml, portal_folder, tree

OF_YEAR, OF_AMENDMENT, ALTERED = "สนามเด็กเล่นของร่าง", "ลานกีฬาของร่างแก้ไข", "ถนนที่ร่างแก้ไขเรียก"
SECRETS = (OF_YEAR, OF_AMENDMENT, ALTERED, "เหตุผลของร่าง", "ยุทธศาสตร์ของร่าง")
KEPT = make_row(id="2570-001")
NEXT = "plans/2571/"
AMENDMENT = "plans/2570/amendments/1/"
FILES = {
    PLAN: plan_yml("announced: 2569-10-15"),
    "plans/2570/projects.csv": csv_table([KEPT]),
    f"{AMENDMENT}plan.yml": "kind: แก้ไข\ntitle: แผนแก้ไขครั้งที่หนึ่ง\n",
    f"{AMENDMENT}projects.csv": csv_table(
        [
            {"id": "2570-001", "name": ALTERED, "change": "แก้ไข", "reason": "เหตุผลของร่าง"},
            make_row(id="2570-002", name=OF_AMENDMENT) | {"change": "เพิ่ม", "reason": "ใหม่"},
        ]
    ),
    f"{NEXT}plan.yml": "fiscal_year: 2571\nstrategies: [{id: 1, name: ยุทธศาสตร์ของร่าง}]\n",
    f"{NEXT}projects.csv": csv_table(
        [
            make_row(id="2571-001", name=OF_YEAR, continues="2570-001")
            | {"start": "พ.ย. 2570", "end": "ม.ค. 2571"}
        ]
    ),
}
BANNER = "จึงแสดงเป็นร่าง"


def text(page: Element) -> str:
    return " ".join(page.text.replace("\u00a0", " ").split())


def test_nothing_of_a_draft_is_in_a_published_site(tmp_path: Path) -> None:
    built(portal_folder(tmp_path, FILES), public=True)
    site = tree(tmp_path / "site")
    for path, data in site.items():
        assert not any(secret in data.decode("utf-8", "replace") for secret in SECRETS), path
        assert b"2571/" not in data or path.startswith("guide"), path
    assert not any(path.startswith("2571") for path in site)
    assert "2570/announcements/1.html" not in site
    assert [one["version"] for one in json.loads(site["years.json"])] == ["2570"]
    assert faults(tmp_path / "site") == []


def test_what_is_built_to_look_at_shows_drafts_and_says_so_on_every_page(tmp_path: Path) -> None:
    built(portal_folder(tmp_path, FILES))
    site = tmp_path / "site"
    pages = [read_page(path) for path in sorted((site / "2571").rglob("*.html"))]
    assert len(pages) > 20
    for page in pages:
        assert page.tags("title")[0].text.startswith("(ร่าง) ")
        (banner, *_) = page.classed("ph-draft")
        assert BANNER in banner.text
    home, year = read_page(site / "index.html"), read_page(site / "2570/index.html")
    assert home.classed("ph-draft") == year.classed("ph-draft") == []
    assert OF_AMENDMENT not in text(home) + text(year)
    assert ALTERED not in text(year)
    assert "มีร่างฉบับแก้ไข 1 ฉบับ" in text(year)
    years = {one["version"]: one for one in json.loads((site / "years.json").read_bytes())}
    assert (years["2571"]["draft"], years["2571"]["title"]) == (True, "ปี\u00a02571 (ร่าง)")
    assert years["2570"]["aliases"] == ["latest"]
    assert "draft" not in years["2570"]
    draft = read_page(site / "2570/announcements/1.html")
    assert draft.tags("title")[0].text.startswith("(ร่าง) ")
    assert BANNER in draft.classed("ph-draft")[0].text
    assert {OF_AMENDMENT, ALTERED} <= {word for word in SECRETS if word in text(draft)}
    assert not (site / "2570/projects/2570-002.html").exists()
    assert faults(site) == []


def test_an_office_whose_only_year_is_a_draft_publishes_it_as_one(tmp_path: Path) -> None:
    files = {PLAN: plan_yml("considered: 2569-10-15"), "plans/2570/projects.csv": csv_table([KEPT])}
    built(portal_folder(tmp_path, files), public=True)
    home = read_page(tmp_path / "site/index.html")
    assert home.tags("h1")[0].text.startswith("(ร่าง)")
    assert BANNER in home.classed("ph-draft")[0].text
    assert text(home).count("ยังไม่ได้บันทึกวันประกาศและวันปิดประกาศ") == 1
    assert faults(tmp_path / "site") == []


def test_a_draft_that_plan_yml_wants_shown_is_published_as_one(tmp_path: Path) -> None:
    wanted = FILES[f"{NEXT}plan.yml"] + "draft: publish\n"
    built(portal_folder(tmp_path, FILES | {f"{NEXT}plan.yml": wanted}), public=True)
    page = read_page(tmp_path / "site/2571/projects/2571-001.html")
    assert BANNER in page.classed("ph-draft")[0].text
    assert not (tmp_path / "site/2570/announcements/1.html").exists()
    assert "(ร่าง)" not in read_page(tmp_path / "site/index.html").tags("h1")[0].text
    assert faults(tmp_path / "site") == []


def test_the_day_of_the_announcement_ends_a_draft_at_the_next_build(tmp_path: Path) -> None:
    edition = "edition: {announced: 2569-11-25}\n"
    days = {f"{AMENDMENT}plan.yml": FILES[f"{AMENDMENT}plan.yml"] + edition}
    folder = portal_folder(tmp_path, FILES | days)
    for day, there in ((24, False), (25, True)):
        built(folder, datetime.date(2026, 11, day), public=True)
        pages = tree(tmp_path / "site/2570")
        assert ("projects/2570-002.html" in pages) is there
        assert (ALTERED in pages["projects/2570-001.html"].decode()) is there
    page = read_page(tmp_path / "site/2570/announcements/1.html")
    assert page.classed("ph-draft") == []


def test_publishing_says_which_drafts_it_leaves_out_and_how_to_show_them(tmp_path: Path) -> None:
    folder = portal_folder(tmp_path / "portal", FILES)
    done = phaen("publish", "--portal", folder, "--today", DAY, "--to", tmp_path / "live")
    assert done.returncode == 0, done.stdout + done.stderr
    for left in ("plans/2570/amendments/1", "plans/2571"):
        assert f"{left} เป็นร่าง จึงไม่เผยแพร่" in done.stdout
    assert "draft: publish" in done.stdout
    assert not (tmp_path / "live/2571").exists()
    seen = phaen("build", "--portal", folder, "--today", DAY)
    assert "แผนปี 2571 เป็นร่าง (ยังไม่มีวันที่ประกาศ)" in seen.stdout
    assert "ฉบับแก้ไขที่ 1 ของปี 2570 เป็นร่าง" in seen.stdout
