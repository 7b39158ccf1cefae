"""A closed year: sealed once, published as it was sealed, readable from a disk, verifiable."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import random
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, expect

import forgeries
from e2e.killing import REASON, kill_build, kill_seal
from e2e.sites import DAY, build, differing, phaen, read_page
from e2e.test_incremental import PROJECTS, edit, rows, table, years_portal
from e2e.test_incremental import home as home  # noqa: PLC0414  # a fixture
from forgeries import invented, put
from generator.archive import DamagedSealError, chain_of, sealed_path, verify_file, verify_portal
from generator.archive.bag import closed_year
from generator.archive.zipped import opened
from generator.closing import remade
from generator.pipeline import Built, build_portal
from generator.publishing.difference import difference
from generator.site.addresses import ADDRESSES, Sealing, entries_at
from generator.site.links import faults
from generator.site.render import SHAPES
from generator.thai.fiscal import FiscalYear
from portals import ROOT, TODAY, built, checked, tree
from published import served
from seals import ASSETS
from uploads import pdf

YEAR = "2569"
# What only the pages of years that are built together have: a link to the next one.
NEXT_YEAR = " แผนของปีถัดไป ปี 2570"
# What leads to pages that compare years, which no sealed year has.
BESIDE = "เทียบหมู่บ้านนี้กับปีก่อนและกับหมู่บ้านอื่น "
ZIP = f"plans/{YEAR}/sealed/{YEAR}.zip"


def seal(portal: Path, *more: str | Path, year: str = YEAR) -> subprocess.CompletedProcess[str]:
    """Run `phaen seal`."""
    return phaen("seal", year, "--portal", portal, "--today", DAY, *more)


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal of two years with a signed paper in the older, published, nothing sealed."""
    portal = years_portal(tmp_path_factory.mktemp("living") / "portal")
    paper = portal / f"plans/{YEAR}/documents/board.pdf"
    paper.parent.mkdir()
    paper.write_bytes(pdf())
    plan = portal / f"plans/{YEAR}/plan.yml"
    line = "  documents: [{title: ประกาศ, file: documents/board.pdf}]\n"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("edition:\n", f"edition:\n{line}"), encoding="utf-8")
    # The newer year's first project goes on with the older year's first.
    lines = [[*row, ""] for row in rows(12)]
    lines[0][-1], lines[1][-1] = "ต่อเนื่องจาก", f"{YEAR}-001"
    (portal / PROJECTS).write_text(table(lines), encoding="utf-8")
    built(portal)
    return portal


@pytest.fixture(scope="module")
def closed(living: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same portal with its older year sealed, published. Read it; copy it to change it."""
    portal = tmp_path_factory.mktemp("closed") / "portal"
    shutil.copytree(living, portal, ignore=shutil.ignore_patterns("site", "build"))
    done = seal(portal)
    assert done.returncode == 0, done.stdout + done.stderr
    built(portal)
    return portal


@pytest.fixture
def copy(closed: Path, tmp_path: Path) -> Path:
    """A copy of the closed portal, to change."""
    shutil.copytree(closed, tmp_path / "portal")
    return tmp_path / "portal"


@pytest.fixture(scope="module")
def stick(closed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sealed file, unpacked onto a USB stick."""
    folder = tmp_path_factory.mktemp("stick")
    with zipfile.ZipFile(closed / ZIP) as archive:
        archive.extractall(folder)
    return folder / YEAR


# What a seal holds


def test_sealed_pages_say_what_the_living_ones_said(living: Path, stick: Path) -> None:
    pages = sorted((living / "site" / YEAR).rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        path = page.relative_to(living / "site")
        said = read_page(page).main.replace(NEXT_YEAR, "").replace(BESIDE, "")
        assert read_page(stick / "data/site" / path).main == said, path


def test_sealed_file_stands_alone(stick: Path, living: Path) -> None:
    payload = stick / "data"
    assert {path.name for path in payload.iterdir()} == {
        "README.txt", "site", "source", "year.json",
    }  # fmt: skip
    assert faults(payload / "site") == []
    assert (payload / f"site/{YEAR}/documents/board.pdf").read_bytes() == pdf()
    sources = tree(payload / "source/plans")
    assert sorted(sources) == [f"{YEAR}/plan.yml", f"{YEAR}/projects.csv", "organization.yml"]
    rows = (living / f"plans/{YEAR}/projects.csv").read_bytes()
    assert sources[f"{YEAR}/projects.csv"] == rows.replace(b"\r\n", b"\n")
    note = (payload / "README.txt").read_text(encoding="utf-8")
    for said in ("site/index.html", "open site/index.html in any web browser", "sha256sum -c", "4"):
        assert said in note
    told = json.loads((payload / "year.json").read_text(encoding="utf-8"))
    assert (told["year"], told["totals"]["projects"], len(told["entries"])) == (2569, 4, 4)


def test_every_file_of_a_sealed_year_has_one_entry_in_the_table(stick: Path, closed: Path) -> None:
    payload = {path: entries_at(path) for path in tree(stick / "data/site")}
    assert {path: len(found) for path, found in payload.items() if len(found) != 1} == {}
    held = {one for (one,) in payload.values()}
    assert {one.sealing for one in held} == {Sealing.ALWAYS, Sealing.MAY}
    # The year of this portal has no villages.
    assert {one.name for one in ADDRESSES if one.sealing is Sealing.ALWAYS and one not in held} <= {
        "village"
    }
    shown = {path: entries_at(path) for path in tree(closed / "site")}
    assert {path: len(found) for path, found in shown.items() if len(found) != 1} == {}
    names = {one.name for (one,) in shown.values()}
    assert {"paper", "chain", "sealed"} <= names


# What a seal must not publish

IDENTITY = "1103700123458"  # invented, with a right check digit


def hidden_sheet(folder: Path) -> None:
    """Turn the year's table into a workbook with a hidden sheet."""
    table = folder / "projects.csv"
    book = Workbook()
    sheet = book.active
    assert sheet
    for row in csv.reader(table.read_text(encoding="utf-8-sig").splitlines()):
        sheet.append(row)
    other = book.create_sheet("ผู้รับ")
    other.append([f"เลขประจำตัว {IDENTITY}"])
    other.sheet_state = "hidden"
    book.save(folder / "projects.xlsx")
    table.unlink()


def unread_column(folder: Path) -> None:
    """Add a column that no page shows."""
    table = folder / "projects.csv"
    head, *rows = table.read_text(encoding="utf-8-sig").splitlines()
    lines = [f"{head},ผู้รับ", *(f"{row},{IDENTITY}" for row in rows)]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")


def comment(folder: Path) -> None:
    """Add a comment to plan.yml."""
    with (folder / "plan.yml").open("a", encoding="utf-8") as out:
        out.write(f"# ผู้รับ {IDENTITY}\n")


@pytest.mark.parametrize("hide", [hidden_sheet, unread_column, comment])
def test_personal_data_that_no_page_shows_are_not_sealed(
    hide: Callable[[Path], None], living: Path, tmp_path: Path
) -> None:
    """Readers of the site would not see it, but a sealed file can be had by anybody, for ever."""
    portal = tmp_path / "portal"
    shutil.copytree(living, portal, ignore=shutil.ignore_patterns("site", "build"))
    hide(portal / f"plans/{YEAR}")
    done = seal(portal)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "[identity-number]" in done.stdout
    assert IDENTITY not in done.stdout
    assert not (portal / ZIP).exists()


def test_file_that_the_plan_does_not_use_stops_the_sealing_and_is_named(
    living: Path, tmp_path: Path
) -> None:
    portal = tmp_path / "portal"
    shutil.copytree(living, portal, ignore=shutil.ignore_patterns("site", "build"))
    notes = portal / f"plans/{YEAR}/notes/list.csv"
    notes.parent.mkdir()
    notes.write_text("1", encoding="utf-8")
    done = seal(portal)
    assert done.returncode == 2
    assert f"plans/{YEAR}/notes/list.csv" in done.stderr
    assert not (portal / ZIP).exists()


@pytest.mark.long
def test_digests_of_a_record_are_not_taken_for_numbers_of_persons(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    done = seal(tmp_path, year="2568")
    assert done.returncode == 0, done.stdout + done.stderr


def test_list_of_what_may_be_published_is_not_sealed_itself(living: Path, tmp_path: Path) -> None:
    portal = tmp_path / "portal"
    shutil.copytree(living, portal, ignore=shutil.ignore_patterns("site", "build"))
    with (portal / f"plans/{YEAR}/plan.yml").open("a", encoding="utf-8") as out:
        out.write("# โทร 081-234-5678\n")
    listed = "allow:\n  - text: '081-234-5678'\n    reason: ตัวอย่าง\n"
    (portal / f"plans/{YEAR}/privacy.yml").write_text(listed, encoding="utf-8")
    done = seal(portal)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(portal / ZIP) as archive:
        assert [name for name in archive.namelist() if "privacy" in name] == []
    assert [one.code for one in checked(portal).report.errors] == []


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_system_s_own_tools_check_every_file_inside(algorithm: str, stick: Path) -> None:
    done = subprocess.run(
        [f"{algorithm}sum", "--strict", "--quiet", "-c", f"manifest-{algorithm}.txt"],
        cwd=stick,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, b"")


def test_seal_opens_from_a_disk_by_a_double_click(stick: Path, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda one: wrong.append(one.url))
    page.on("request", lambda one: None if one.url.startswith("file:") else wrong.append(one.url))
    page.goto((stick / "data/site/index.html").as_uri())
    page.evaluate("document.fonts.ready")
    header = page.locator(".ph-header")
    expect(header).to_have_css("border-bottom-width", "3px")
    page.get_by_role("link", name=f"ปี {YEAR}", exact=False).first.click()
    page.locator("[data-group] a").first.click()
    page.locator("[data-project] a").first.click()
    expect(page.locator("h1")).to_contain_text("ก่อสร้างถนน")
    page.locator(".ph-footer ul a").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert wrong == []
    context.close()


# The same digest everywhere


@pytest.mark.slow
def test_two_machines_clocks_and_zones_give_the_same_digest(living: Path, tmp_path: Path) -> None:
    digests = set()
    for number, (zone, seed, umask, day, locale) in enumerate(
        (
            ("Asia/Bangkok", "1", 0o022, "2569-10-28", "C.UTF-8"),
            ("America/Los_Angeles", "99", 0o077, "2571-02-28", "C"),
        )
    ):
        portal = tmp_path / f"machine {number}" / "แผน"
        shutil.copytree(living, portal, ignore=shutil.ignore_patterns("site", "build"))
        if number:  # as git checks texts out on Windows
            for path in (portal / f"plans/{YEAR}").glob("*.*"):
                data = path.read_bytes().replace(b"\r\n", b"\n")
                path.write_bytes(data.replace(b"\n", b"\r\n"))
        (tmp_path / f"tmp{number}").mkdir()
        environment = {
            "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": str(ROOT),
            "TMPDIR": str(tmp_path / f"tmp{number}"),
        }  # fmt: skip
        done = phaen("seal", YEAR, "--today", day, cwd=portal, environment=environment, umask=umask)
        assert done.returncode == 0, done.stderr
        digests.add(chain_of(portal).standing[YEAR].digest)
        assert not any((tmp_path / f"tmp{number}").iterdir())
    assert len(digests) == 1


def test_year_is_made_again_byte_for_byte_on_another_day_in_another_folder(
    closed: Path, tmp_path: Path
) -> None:
    digest = chain_of(closed).standing[YEAR].digest
    elsewhere = tmp_path / "ที่อื่น"
    shutil.copytree(closed / "plans", elsewhere / "plans")
    for folder in ("content", "mkdocs.yml"):
        if (closed / folder).is_dir():
            shutil.copytree(closed / folder, elsewhere / folder)
        elif (closed / folder).is_file():
            shutil.copy(closed / folder, elsewhere)
    before = tree(elsewhere)
    assert remade(elsewhere, FISCAL, elsewhere / ZIP, os.environ) == digest
    assert differing(before, tree(elsewhere)) == []


def test_images_of_another_version_do_not_break_a_seal(
    closed: Path, copy: Path, tmp_path: Path
) -> None:
    """What a library drew enters as a source, with its digest: any plain picture of our size."""
    sealed = with_cards(copy, other_card(copy))
    assert verify_file(copy / ZIP, SHAPES).faults == ()
    assert sealed != chain_of(closed).standing[YEAR].digest
    assert remade(copy, FISCAL, copy / ZIP, os.environ) == sealed
    note = b"\0\0\0\x04tEXta\0bc\0\0\0\0"
    card = other_card(copy)
    with_cards(copy, card[:33] + note + card[33:])
    with pytest.raises(DamagedSealError):
        remade(copy, FISCAL, copy / ZIP, os.environ)


def test_lie_is_not_what_the_sources_make(copy: Path) -> None:
    """A year that agrees with itself, but not with its sources: made again, it is another file."""
    with opened(copy / ZIP) as archive:
        told = closed_year(archive)
    told = replace(told, groups=(), images=None, assets=ASSETS, papers=())
    lie = invented(told, random.Random(1))
    put(copy, YEAR, lie, TODAY, sources=False)
    assert verify_file(copy / ZIP, SHAPES).faults == ()
    assert remade(copy, FISCAL, copy / ZIP, os.environ) != hashlib.sha256(lie).hexdigest()


@pytest.mark.long
def test_years_sealed_in_one_commit_are_each_made_again(living: Path, tmp_path: Path) -> None:
    """When the older was sealed, the younger was still read; the commit has both as seals."""
    portal = tmp_path / "portal"
    shutil.copytree(living, portal, ignore=shutil.ignore_patterns("site", "build"))
    shutil.copytree(portal / f"plans/{YEAR}", portal / "plans/2568")
    for path in (portal / "plans/2568").glob("*.*"):
        text = path.read_text(encoding="utf-8-sig")
        path.write_text(text.replace("2569", "2568").replace("2568-09", "2568-09"), "utf-8")
    for year in ("2568", YEAR):
        done = seal(portal, year=year)
        assert done.returncode == 0, done.stdout + done.stderr
    for year, one in chain_of(portal).standing.items():
        again = remade(portal, FiscalYear(int(year)), sealed_path(portal, year), os.environ)
        assert again == one.digest, year


FISCAL = FiscalYear(int(YEAR))


def other_card(portal: Path) -> bytes:
    """Return a picture as another version of the library may draw it."""
    from PIL import Image  # noqa: PLC0415

    out = io.BytesIO()
    Image.new("RGB", (1200, 630), "white").save(out, "PNG")
    return out.getvalue()


def with_cards(portal: Path, card: bytes) -> str:
    """Put `card` for every sharing image of the sealed file, its summary too; return its digest."""
    files = forgeries.opened((portal / ZIP).read_bytes())
    told = json.loads(files["data/year.json"])
    for path in told["images"]:
        files[f"data/site/{YEAR}/{path}"] = card
        told["images"][path] = hashlib.sha256(card).hexdigest()
    files["data/year.json"] = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    made = forgeries.rebagged(files, YEAR)
    put(portal, YEAR, made, TODAY, sources=False)
    return hashlib.sha256(made).hexdigest()


# The site


def test_sealed_year_stands_at_its_old_addresses_as_it_was_sealed(
    closed: Path, living: Path, stick: Path
) -> None:
    site = tree(closed / "site")
    for path, data in tree(stick / "data/site").items():
        if path.startswith(f"{YEAR}/") or re.match("assets/[0-9a-f]{12}/", path):
            assert site[path] == data, path
    was = {path for path in tree(living / "site") if path.startswith(f"{YEAR}/")}
    assert was == {path for path in site if path.startswith(f"{YEAR}/")}
    assert site[f"sealed/{YEAR}.zip"] == (closed / ZIP).read_bytes()
    assert site["seals.txt"] == (closed / "plans/seals.txt").read_bytes()
    assert faults(closed / "site") == []


def test_site_knows_the_sealed_year_by_its_seal(closed: Path, living: Path) -> None:
    pages = {name: read_page(closed / "site" / name) for name in ("years.html", "index.html")}
    before = read_page(living / "site/years.html")
    for row in before.all("data-year"):
        (now,) = pages["years.html"].all("data-year", row.attributes["data-year"])
        assert now.attributes == row.attributes
    assert "ปิดผนึกแล้ว" in pages["years.html"].only("data-year", YEAR).text
    assert pages["index.html"].all("href", f"{YEAR}/index.html")
    years = json.loads((closed / "site/years.json").read_text(encoding="utf-8"))
    assert [one["version"] for one in years] == ["2570", YEAR]
    assert [one.get("sealed") for one in years] == [None, TODAY.isoformat()]


def _leading_out(site: Path, year: str, other: str) -> set[str]:
    """Return the pages of a year that link into another year's folder."""
    told = re.compile(rf'href="(?:\.\./)+{other}/')
    pages = (site / year).rglob("*.html")
    return {
        one.relative_to(site).as_posix() for one in pages if told.search(one.read_text("utf-8"))
    }


def test_years_that_continue_each_other_are_linked_where_both_are_built(living: Path) -> None:
    continued = "2570/projects/2570-001.html"
    assert {"2570/index.html", continued} <= _leading_out(living / "site", "2570", YEAR)
    assert f"{YEAR}/index.html" in _leading_out(living / "site", YEAR, "2570")
    assert faults(living / "site") == []


def test_sealed_year_leads_to_others_only_where_the_site_says_that_it_has_them(
    closed: Path, stick: Path, chromium: Browser
) -> None:
    site = closed / "site"
    assert not _leading_out(site, YEAR, "2570")
    told = [
        one for one in (site / YEAR).rglob("*.html") if "data-elsewhere" in one.read_text("utf-8")
    ]
    assert told
    page = chromium.new_page()
    address = told[0].relative_to(site).as_posix()
    with served(site) as url:
        page.goto(f"{url}/{address}")
        link = page.locator("[data-elsewhere] a").first
        link.wait_for()
        assert page.request.get(link.evaluate("one => one.href")).ok
    page.goto((stick / "data/site" / address).as_uri(), wait_until="load")
    assert page.locator("[data-elsewhere]").count()
    assert not page.locator("[data-elsewhere] a").count()
    page.close()


def test_search_engines_are_told_of_sealed_pages(living: Path, tmp_path: Path) -> None:
    portal = tmp_path / "portal"
    shutil.copytree(living, portal, ignore=shutil.ignore_patterns("site", "build"))
    organization = portal / "plans/organization.yml"
    text = organization.read_text(encoding="utf-8")
    if "site_url" not in text:
        organization.write_text(f"{text}site_url: https://plan.example.go.th/\n", encoding="utf-8")

    def listed() -> set[str]:
        built(portal)
        text = (portal / "site/sitemap.xml").read_text(encoding="utf-8")
        return set(re.findall("<loc>(.*)</loc>", text))

    before = listed()
    assert seal(portal).returncode == 0
    assert listed() == before | {next(iter(before)).partition("go.th/")[0] + "go.th/verify.html"}


def test_verify_page_gives_commands_that_work(closed: Path) -> None:
    page = read_page(closed / "site/verify.html")
    digest = chain_of(closed).standing[YEAR].digest
    assert digest in page.only("data-sealed", YEAR).text
    commands = [one.text for one in page.tags("pre")]
    (whole,) = [one for one in commands if one.startswith("echo ")]
    done = subprocess.run(["bash", "-c", whole], cwd=closed / "site/sealed", check=False)
    assert done.returncode == 0
    (chain,) = [one for one in commands if one.startswith("sed ")]
    lines = re.split(" (?=sed )", chain)
    found = [
        subprocess.run(["bash", "-c", line], cwd=closed / "site", capture_output=True, check=True)
        for line in lines
    ]
    assert found[0].stdout.split()[0] == found[1].stdout.split()[0]


def test_old_sealed_page_knows_the_years_that_came_after(closed: Path, chromium: Browser) -> None:
    with served(closed / "site") as address:
        page = chromium.new_page()
        page.goto(f"{address}/{YEAR}/projects/{YEAR}-001.html")
        options = page.locator(".ph-years select option")
        expect(options).to_have_count(2)
        assert options.all_inner_texts() == ["ปี\u00a02570", f"ปี\u00a0{YEAR}"]
        page.locator(".ph-years select").select_option("2570")
        page.wait_for_url("**/2570/index.html")
        page.close()


SEARCH = "phaen.search('ถนน', {year: '2569'}).then(all => all.map(one => one.id))"


@pytest.mark.parametrize("from_disk", [True, False])
def test_sealed_year_is_found_by_its_own_sealed_index(
    from_disk: bool, closed: Path, stick: Path, chromium: Browser
) -> None:
    wanted = [f"{YEAR}-{n:03}" for n in range(1, 5)]
    with served(closed / "site") as address:
        page = chromium.new_page()
        # Asked of the living site, and of the sealed one alone.
        for home in (closed / "site", stick / "data/site"):
            if from_disk:
                page.goto((home / "search.html").as_uri())
                assert sorted(page.evaluate(SEARCH)) == wanted
        if not from_disk:
            for path in ("search.html", f"{YEAR}/projects/{YEAR}-001.html"):
                page.goto(f"{address}/{path}")
                assert sorted(page.evaluate(SEARCH)) == wanted
                found = page.evaluate("phaen.search('ถนน').then(all => all.map(one => one.year))")
                assert set(found) == {"2570", YEAR}
        page.close()


# Building


def test_build_with_sealed_years_equals_a_clean_one(copy: Path) -> None:
    edit(copy / PROJECTS, "ก่อสร้างถนน สายที่ 5", "ขุดลอกคลอง")
    built(copy)
    place = copy.parent / "clean"
    result = build_portal(copy, place / "build", place / "site", TODAY, os.environ)
    assert isinstance(result, Built)
    assert differing(tree(copy / "site"), tree(place / "site")) == []


def test_sealed_pages_keep_their_style_when_the_theme_changes(
    home: Path, copy: Path, stick: Path
) -> None:
    (style,) = (stick / "data/site").glob("assets/*/phaen.css")
    kept = (f"{YEAR}/", f"assets/{style.parent.name}/")
    sealed = {path: data for path, data in tree(copy / "site").items() if path.startswith(kept)}
    assert any(path.endswith("phaen.css") for path in sealed)
    edit(
        home / "theme/overrides/assets/phaen/phaen.css", "* { box-sizing", "* { margin:0;box-sizing"
    )
    build(copy, cwd=home)
    now = tree(copy / "site")
    assert [path for path in sealed if now.get(path) != sealed[path]] == []
    assert len(list((copy / "site/assets").glob("*/phaen.css"))) == 2
    assert faults(copy / "site") == []
    told = (copy / "site/_headers").read_text(encoding="utf-8")
    assert told.count("max-age=31536000, immutable") == 2, "the style of then and of now"
    assert f"/{YEAR}/*\n  Cache-Control: public, max-age=86400, immutable" in told


def test_changed_source_of_a_sealed_year_stops_the_build_and_is_named(copy: Path) -> None:
    before = tree(copy / "site")
    edit(copy / f"plans/{YEAR}/projects.csv", "ก่อสร้างถนน สายที่ 2", "ก่อสร้างถนน สายที่ 9")
    done = phaen("build", "--portal", copy, "--today", DAY)
    assert done.returncode == 1
    assert f"plans/{YEAR}/projects.csv" in done.stdout
    assert "seal-source-changed" in done.stdout
    assert differing(before, tree(copy / "site")) == []


def test_sealing_changes_nothing_that_readers_see_of_the_year(living: Path, closed: Path) -> None:
    found = difference(checked(living), checked(closed))
    assert found.years == ()
    assert found.pages
    assert (found.pages.added, found.pages.gone) == ((), ())
    assert set(found.pages.changed) == {"verify.html", "years.html"}


# Refusals


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2570",), "ยังไม่สิ้นสุด"),
        (("2568",), "ไม่พบโฟลเดอร์ plans/2568"),
        ((YEAR,), "ปิดผนึกแล้ว"),
        ((YEAR, "--supersede"), "--reason"),
        ((YEAR, "--reason", "เหตุผล"), "--supersede"),
        ((YEAR, *REASON), "ไม่มีอะไรต่าง"),
        (("ปีหน้า",), "อ่านปี"),
        ((YEAR, "--supersede", "--reason", "ถอนเบอร์ 081-234-5678"), "ข้อมูลส่วนบุคคล"),
        ((YEAR, "--supersede", "--reason", "ก" * 201), "ยาวเกิน"),
        ((YEAR, "--supersede", "--reason", "ถอน\x1b[31mชื่อ"), "อักขระ"),
        ((YEAR, "--supersede", "--reason", "ถอน\u202eชื่อ"), "อักขระ"),
    ],
)
def test_what_cannot_be_sealed_is_one_thai_sentence(
    arguments: tuple[str, ...], said: str, copy: Path
) -> None:
    before = tree(copy / "plans")
    done = phaen("seal", *arguments, "--portal", copy, "--today", DAY)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert said in done.stderr
    assert differing(before, tree(copy / "plans")) == []


def test_seal_of_a_day_before_the_last_line_is_refused(copy: Path) -> None:
    edit(copy / f"plans/{YEAR}/projects.csv", "ก่อสร้างถนน สายที่ 2", "ก่อสร้างถนน")
    done = phaen("seal", YEAR, *REASON, "--portal", copy, "--today", "2569-11-01")
    assert done.returncode == 2
    assert "ก่อนวันที่ปิดผนึกครั้งล่าสุด" in done.stderr


def test_formula_in_a_source_is_not_sealed_and_named(living: Path, tmp_path: Path) -> None:
    portal = tmp_path / "portal"
    shutil.copytree(living, portal, ignore=shutil.ignore_patterns("site", "build"))
    edit(portal / f"plans/{YEAR}/projects.csv", "ก่อสร้างถนน สายที่ 2", "=HYPERLINK(1)")
    done = seal(portal)
    assert done.returncode != 0
    assert "projects.csv" in done.stdout + done.stderr
    assert not (portal / ZIP).exists()


def test_last_living_year_is_not_sealed(living: Path) -> None:
    done = phaen("seal", "2570", "--portal", living, "--today", "2570-10-01")
    assert done.returncode == 2
    assert "ปีถัดไป" in done.stderr


def test_plan_with_errors_is_not_sealed(living: Path, tmp_path: Path) -> None:
    portal = tmp_path / "portal"
    shutil.copytree(living, portal)
    edit(portal / f"plans/{YEAR}/projects.csv", "100001", "หนึ่งแสน")
    done = seal(portal)
    assert done.returncode == 1
    assert "ยังไม่ได้ปิดผนึก" in done.stdout
    assert not (portal / "plans/seals.txt").exists()


# Withdrawing


def test_withdrawn_data_gives_a_second_seal_and_the_site_says_so(copy: Path) -> None:
    first = chain_of(copy).standing[YEAR]
    edit(copy / f"plans/{YEAR}/projects.csv", "ก่อสร้างถนน สายที่ 2", "ก่อสร้างถนน")
    assert phaen("check", "--portal", copy, "--today", DAY).returncode == 1
    done = seal(copy, *REASON)
    assert done.returncode == 0, done.stderr
    assert phaen("check", "--portal", copy, "--today", DAY).returncode == 0
    assert chain_of(copy).before(YEAR) == (first,)
    built(copy)
    assert "สายที่ 2" not in "".join(
        read_page(p).main for p in (copy / "site" / YEAR).rglob("*.html")
    )
    assert "สายที่ 2" not in (copy / ZIP).read_bytes().decode("utf-8", "ignore")
    for name in ("years.html", "verify.html"):
        assert REASON[-1] in read_page(copy / "site" / name).main
    assert first.digest in read_page(copy / "site/verify.html").main
    assert [one.faults for one in verify_portal(copy, copy / "site", SHAPES)] == [()]


# Verifying


def test_verify_says_that_all_is_well(closed: Path) -> None:
    digest = chain_of(closed).standing[YEAR].digest
    for arguments in ((), (YEAR,)):
        done = phaen("verify", *arguments, "--portal", closed)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"{YEAR}: ครบถ้วน" in done.stdout
        assert digest in done.stdout
    told = json.loads(phaen("verify", "--portal", closed, "--json").stdout)
    assert [(one["year"], one["sha256"], one["faults"]) for one in told["seals"]] == [
        (YEAR, digest, [])
    ]


def test_verify_checks_one_file_from_anywhere_without_writing(closed: Path, tmp_path: Path) -> None:
    shutil.copy(closed / ZIP, tmp_path / "from-a-friend.zip")
    before = tree(tmp_path)
    done = phaen("verify", "from-a-friend.zip", cwd=tmp_path, environment={"PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stdout + done.stderr
    assert differing(before, tree(tmp_path)) == []


def test_verify_names_what_is_wrong(copy: Path) -> None:
    data = bytearray((copy / ZIP).read_bytes())
    at = data.index("ก่อสร้างถนน".encode(), data.index(b"data/site/2569/projects/2569-001.html"))
    data[at + 2] ^= 1
    (copy / ZIP).write_bytes(data)
    page = copy / f"site/{YEAR}/index.html"
    page.unlink()  # a link to what the vault holds
    page.write_text("another", encoding="utf-8")
    done = phaen("verify", "--portal", copy)
    assert done.returncode == 1
    assert f"{YEAR}/data/site/2569/projects/2569-001.html" in done.stdout
    assert "plans/seals.txt" in done.stdout
    shutil.copytree(copy / "plans", copy.parent / "two/plans")
    assert phaen("verify", copy / ZIP).returncode == 1


@pytest.mark.parametrize("what", ["2571", "nowhere.zip", "abc"])
def test_verify_of_what_is_not_there_is_wrong_use(what: str, closed: Path) -> None:
    done = phaen("verify", what, "--portal", closed)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


def test_verify_before_anything_was_sealed(living: Path) -> None:
    done = phaen("verify", "--portal", living)
    assert (done.returncode, done.stdout.strip()) == (0, "ยังไม่มีปีใดปิดผนึก")


# Killing: a share of what `make soak` does


@pytest.mark.slow
def test_killed_seal_leaves_everything_whole_and_the_next_one_succeeds(
    living: Path, copy: Path
) -> None:
    rng, takes = random.Random(1), timed_seal(living)
    assert any(kill_seal(living, YEAR, rng, takes, again=False) for _ in range(2))
    edit(copy / f"plans/{YEAR}/projects.csv", "ก่อสร้างถนน สายที่ 2", "ก่อสร้างถนน")
    kill_seal(copy, YEAR, rng, takes, again=True)


def timed_seal(portal: Path) -> float:
    """Return the seconds that sealing a copy takes here and now."""
    here = portal.with_name("timed")
    shutil.copytree(portal, here)
    started = time.monotonic()
    assert seal(here).returncode == 0
    shutil.rmtree(here)
    return time.monotonic() - started


@pytest.mark.slow
def test_killed_build_leaves_sealed_years_whole(copy: Path) -> None:
    rng = random.Random(2)
    started = time.monotonic()
    build(copy)
    takes = time.monotonic() - started
    for turn in range(3):
        edit(copy / PROJECTS, f"{100_004 + turn}", f"{100_005 + turn}")
        if turn:
            shutil.rmtree(copy / "build/.sealed")
        kill_build(copy, rng, takes)
        assert [one.faults for one in verify_portal(copy, copy / "site", SHAPES)] == [()]
