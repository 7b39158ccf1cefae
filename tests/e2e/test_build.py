"""A built site holds every page and figure that the plan promises, and nothing half done."""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from e2e.remotes import git
from e2e.sites import DAY, BuiltSite, Element, build, differing, pages_of, phaen, read_page
from generator.pipeline import build_portal
from generator.plan.model import BudgetKind, Form
from generator.publishing.deploy import DeployError, filling, releases
from generator.site.addresses import ADDRESSES, entries_at
from generator.site.builder import SiteError
from generator.site.builder.keeping import Keeper
from generator.site.builder.worker import Task, build_site
from generator.site.links import faults
from generator.site.views import Group, ProjectView, Totals, YearView
from generator.thai.lines import kept_whole
from generator.thai.numbers import baht_text, format_baht
from portals import ROOT, TESTS, TODAY, built, portal_folder, tree
from uploads import png

BAD = TESTS / "plans" / "bad-strategy-unknown"
EPOCH = str(int(datetime.datetime.combine(TODAY, datetime.time(), datetime.UTC).timestamp()))


@pytest.fixture(params=["tiny", "example"], scope="session")
def published(request: pytest.FixtureRequest) -> BuiltSite:
    """Each of the two portals in turn."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, BuiltSite)
    return found


def html(site: Path) -> set[str]:
    """Return the addresses of a site's pages, but for small ones that other sites frame."""
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    return {path for path in found if not path.startswith("embed/")}


def baht(satang: int) -> str:
    """Return plain baht for machines."""
    return format_baht(satang).replace(",", "")


def figures(element: Element) -> tuple[str, str]:
    """Return what an element says of its projects and their money, for machines."""
    return element.attributes["data-total-projects"], element.attributes["data-total-budget"]


def expected(totals: Totals) -> tuple[str, str]:
    """Return the same of a sum."""
    return str(totals.projects), baht(totals.satang)


def listed(part: Element) -> list[str]:
    """Return the projects of a list in order; its own count must agree."""
    ids = [one.attributes["data-project"] for one in part.all("data-project")]
    assert part.attributes["data-total"] == str(len(ids))
    return ids


# Pages


def test_every_year_has_every_page_of_the_contract_and_no_other(published: BuiltSite) -> None:
    for year in published.view.years:
        there = {path for path in html(published.site) if path.startswith(f"{year.label}/")}
        villages = {
            f"{year.label}/villages/{village.number}.html"
            for village in published.view.organization.villages
        }
        assert there == pages_of(year) | villages


def test_every_file_of_a_site_has_one_entry_in_the_table_and_every_entry_is_made(
    published: BuiltSite,
) -> None:
    found = {path: entries_at(path) for path in tree(published.site)}
    assert {path: names for path, names in found.items() if len(names) != 1} == {}
    if len(published.view.years) > 1:
        made = {one for (one,) in found.values()}
        # What comes with seals, and papers: see test_sealing.
        beside = {"paper", "chain", "sealed", "signature", "signers"}
        # What comes with photographs, and with years of many rows.
        beside |= {"photograph", "table-part"}
        assert {one.name for one in {*ADDRESSES} - made} <= beside


def test_portal_has_its_own_pages_and_the_hand_written_ones(published: BuiltSite) -> None:
    below = {path.with_suffix(".html") for path in (ROOT / "content").rglob("*.md")}
    written = {path.relative_to(ROOT / "content").as_posix() for path in below}
    own = ("index", "search", "years", "budgets", "data", "columns", "verify", "404", "about")
    wanted = {f"{name}.html" for name in own} | written
    years = {f"{year.label}/" for year in published.view.all_years}
    assert {path for path in html(published.site) if path[:5] not in years} == wanted


def test_no_address_needs_more_than_lower_case_ascii(published: BuiltSite) -> None:
    for_machines = {".htaccess", "_headers"}
    for path in tree(published.site).keys() - for_machines:
        # The fonts' licence is named as their makers name it.
        assert re.fullmatch(r"[a-z0-9./-]+(/OFL\.txt)?", path), path


def test_every_link_of_every_page_leads_somewhere(published: BuiltSite) -> None:
    assert faults(published.site) == []


def test_every_page_is_well_formed_thai_and_has_one_heading_and_its_own_title(
    published: BuiltSite,
) -> None:
    for path in html(published.site):
        page = published.page(path)
        assert [one.attributes["lang"] for one in page.tags("html")] == ["th"], path
        assert len(page.tags("h1")) == 1, path
        # Drawings have titles, too.
        title = page.tags("title")[0]
        assert title.text.endswith(published.view.organization.name), path


def test_no_template_sign_or_python_value_is_left_in_a_page(published: BuiltSite) -> None:
    for path in html(published.site):
        text = published.page(path).main
        found = re.search(r"\{[{%#]|[%#}]\}|\bNone\b|\bTrue\b|\bFalse\b|<[A-Z]\w+ object|\{:", text)
        assert not found, f"{path}: {found}"


# Figures


def test_figures_of_the_tiny_plan_are_those_worked_out_by_hand(tiny: BuiltSite) -> None:
    for path in ("index.html", "2570/index.html", "2570/strategies/1.html"):
        (block,) = tiny.page(path).classed("ph-figures")
        assert figures(block) == ("3", "716913.38")
        assert "716,913.38" in block.text
        assert "1 โครงการไม่ใช้งบประมาณ" in block.text
    (village,) = tiny.page("2570/villages/3.html").classed("ph-figures")
    assert figures(village) == ("1", "238613.38")


def test_year_and_home_pages_carry_the_sums_of_every_group(published: BuiltSite) -> None:
    for year in published.view.years:
        pages = [published.page(f"{year.label}/index.html")]
        if year.current:
            pages.append(published.page("index.html"))
        for page in pages:
            (block,) = page.classed("ph-figures")
            assert figures(block) == expected(year.totals)
            assert format_baht(year.totals.satang) in block.text
        shown = Counter(
            (row.attributes["data-group"], *figures(row)) for row in pages[0].all("data-group")
        )
        groups = {
            "strategy": year.strategies, "programme": year.programmes, "village": year.villages,
            "month": year.months, "unit": year.units, "owner": year.owners,
            "source": year.funding, "form": year.forms,
        }  # fmt: skip
        assert shown == Counter(
            (f"{kind}:{group.slug}", *expected(group.totals))
            for kind, some in groups.items()
            for group in some
        )


def test_years_page_carries_every_year_newest_first(published: BuiltSite) -> None:
    rows = published.page("years.html").all("data-year")
    assert [(row.attributes["data-year"], *figures(row)) for row in rows] == [
        (year.label, *expected(year.totals)) for year in published.view.all_years
    ]


def groups_of(year: YearView) -> Iterator[Group]:
    """Yield every group that has a page."""
    for groups in (
        year.strategies, year.programmes, year.units, year.villages, year.months, year.owners,
    ):  # fmt: skip
        yield from groups


def test_group_pages_list_their_projects_in_order_with_the_right_sum(published: BuiltSite) -> None:
    for year in published.view.years:
        for group in groups_of(year):
            page = published.page(f"{year.label}/{group.path}")
            (block,) = page.classed("ph-figures")
            assert figures(block) == expected(group.totals), group.path
            # A month is divided in its picture only.
            divided = group.subgroups if group.month is None else ()
            parts = [part.projects for part in divided] or [group.projects]
            # A strategy's page is form ผด. 02, with equipment in a form of its own.
            if group in year.strategies and group.projects:
                parts = [
                    tuple(view for view in part if view.project.form is form)
                    for part in parts
                    for form in Form
                ]
            wanted = [[view.id for view in views] for views in (*parts, group.shared) if views]
            assert [listed(part) for part in page.all("data-total")] == wanted, group.path


def test_projects_of_a_year_add_up_on_the_pages_themselves(published: BuiltSite) -> None:
    """From the printed money of the strategies' lists, without a view in between."""
    for year in published.view.years:
        satang = 0
        for strategy in year.plan.strategies:
            page = published.page(f"{year.label}/strategies/{strategy.id}.html")
            for row in page.all("data-project"):
                money = re.fullmatch(r"([0-9,]+)(?:\.([0-9]{2}))? บาท", row.tags("b")[0].text)
                if money:
                    satang += int(money[1].replace(",", "")) * 100 + int(money[2] or 0)
        (block,) = published.page(f"{year.label}/index.html").classed("ph-figures")
        assert block.attributes["data-total-budget"] == baht(satang)


def test_posting_blocks_carry_the_plan_s_own_dates_and_the_deadline(published: BuiltSite) -> None:
    for year in published.view.years:
        blocks = published.page(f"{year.label}/announcements/index.html").all("data-posted-from")
        assert len(blocks) == len(year.editions)
        pages = {"index.html": 0} | {f"announcements/{n}.html": n for n in range(1, len(blocks))}
        for path, number in pages.items():
            blocks += [published.page(f"{year.label}/{path}").only("data-posted-from")]
            assert blocks[-1].attributes == blocks[number].attributes
        for block, edition in zip(blocks, year.editions, strict=False):
            posting = edition.edition.posting
            assert posting.announced
            assert posting.posted_from
            assert posting.posted_until
            due = posting.announced + datetime.timedelta(days=15)
            assert block.attributes["data-posted-from"] == posting.posted_from.isoformat()
            assert block.attributes["data-posted-until"] == posting.posted_until.isoformat()
            assert block.attributes["data-post-by"] == due.isoformat()


# Projects


def projects_of(published: BuiltSite) -> Iterator[tuple[YearView, ProjectView]]:
    """Yield every project of every year, cancelled ones too."""
    for year in published.view.years:
        for view in (*year.projects, *year.cancelled):
            yield year, view


def test_every_project_page_says_what_how_much_who_why_and_from_where(published: BuiltSite) -> None:
    for year, view in projects_of(published):
        project = view.project
        page = published.page(f"{year.label}/projects/{view.id}.html")
        text, money = page.main, page.classed("ph-money")[0].text
        assert page.tags("h1")[0].text == " ".join(project.name.split())
        assert page.only("data-project", view.id)
        if project.budget.kind is BudgetKind.NO_BUDGET:
            assert money == "ไม่ใช้งบประมาณ"
        elif project.budget.satang is None:
            assert money == "ไม่ระบุวงเงิน"
        else:
            assert money == f"{format_baht(project.budget.satang)} บาท"
            assert baht_text(project.budget.satang) in text
        strategy = next(one for one in year.plan.strategies if one.id == project.strategy)
        edition = year.editions[project.edition]
        place = project.at.place
        for said in (
            project.unit, strategy.name, published.said(edition.name), f"{place.file} ",
            f"แถว {place.row}", f"รหัสโครงการ{view.id}", *project.partners,
            project.note, project.place,
        ):  # fmt: skip
            assert " ".join(said.split()) in text, f"{view.id}: {said}"


def test_source_on_a_project_page_is_the_very_row_of_the_file(tiny: BuiltSite) -> None:
    lines = (tiny.portal / "plans/2570/projects.csv").read_text("utf-8-sig").splitlines()
    for number, line in enumerate(lines[1:], start=2):
        page = tiny.page(f"2570/projects/{line.split(',')[0]}.html")
        assert f"plans/2570/projects.csv แถว {number}" in page.main


def test_cancelled_project_keeps_its_page_says_so_and_counts_nowhere(example: BuiltSite) -> None:
    cancelled = [(year, view) for year in example.view.years for view in year.cancelled]
    assert cancelled
    for year, view in cancelled:
        page = example.page(f"{year.label}/projects/{view.id}.html")
        assert "ยกเลิกแล้ว" in page.classed("ph-status")[0].text
        assert view.project.reason in page.main
        for path in pages_of(year):
            if path.split("/")[1] in ("strategies", "units", "months", "owners", "programmes"):
                assert not example.page(path).all("data-project", view.id), path


def test_changed_project_shows_each_of_its_versions(example: BuiltSite) -> None:
    changed = [(y, v) for y, v in projects_of(example) if len(v.history) > 1]
    assert changed
    for year, view in changed:
        (history,) = example.page(f"{year.label}/projects/{view.id}.html").classed("ph-history")
        told = [one for one in history.tags("li") if "data-year" not in one.attributes]
        assert len(told) == len(view.history)
        for version in view.history:
            assert example.said(year.editions[version.project.edition].name) in history.text
        for before, after in pairwise(version.project.budget.satang for version in view.history):
            for satang in (before, after) if before != after else ():
                assert satang is None or format_baht(satang) in history.text


def test_project_without_a_report_is_never_called_not_started(example: BuiltSite) -> None:
    silent = [(y, v) for y, v in projects_of(example) if not v.reports and not v.project.cancelled]
    assert silent
    for year, view in silent:
        page = example.page(f"{year.label}/projects/{view.id}.html")
        assert page.classed("ph-status")[0].text == "ยังไม่รายงาน"
        assert "ยังไม่ดำเนินการ" not in page.main


# Other builders


@pytest.mark.slow
def test_plain_mkdocs_strict_makes_the_same_pages_of_the_staged_tree(
    example: BuiltSite, tmp_path: Path
) -> None:
    portal = staged_copy(example, tmp_path / "portal")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=portal,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not re.search("^WARNING", done.stderr, re.MULTILINE)
    plain, ours = tree(portal / "site"), tree(example.site)
    # Ours leads search engines to the sealed pages, too.
    made = ours.keys() - joined(example) - {"sitemap.xml", "sitemap.xml.gz"}
    # And holds together on finished pages what no line may part.
    keeper = Keeper(kept_whole(example.view.organization.names))
    wanted = {
        path: keeper.held(data.decode()).encode() if path.endswith(".html") else data
        for path, data in plain.items()
    }
    assert {path for path in made if wanted.get(path) != ours[path]} == set()
    # What plain MkDocs has beyond it is Material's own furniture, which no page of ours uses.
    assert all(path.startswith("assets/") for path in plain.keys() - ours.keys())


@pytest.mark.parametrize("which", ["tiny", "example"])
def test_zensical_makes_the_same_text_of_the_staged_tree(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    published: BuiltSite = request.getfixturevalue(which)
    portal = staged_copy(published, tmp_path / "portal")
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build"],
        cwd=portal,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert html(portal / "site") == html(published.site) - joined(published)
    home, projects = "index.html", sorted(portal.glob("site/*/projects/*.html"))
    some = [
        path.relative_to(portal / "site").as_posix()
        for path in projects[:: max(1, len(projects) // 20)]
    ]
    for path in (home, *some, "years.html", "about.html"):
        assert read_page(portal / "site" / path).main == published.page(path).main, path


def joined(published: BuiltSite) -> set[str]:
    """Return the files that no builder makes: those of sealed years join the site as they are."""
    unpacked = published.portal.glob("build/.sealed/*/site")
    return {path for one in unpacked for path in tree(one)}


def staged_copy(published: BuiltSite, to: Path) -> Path:
    """Copy a portal with its staged tree, its site left out."""
    shutil.copytree(published.portal, to, ignore=shutil.ignore_patterns("site", ".stamp"))
    if not (to / "mkdocs.yml").exists():
        shutil.copy(ROOT / "mkdocs.yml", to)
    return to


# What the command says


def test_last_line_says_projects_pages_problems_seconds_and_what_to_open(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    last = build(portal).stdout.splitlines()[-1]
    found = re.fullmatch(
        r"สร้างเว็บไซต์แล้ว 3 โครงการ ([0-9]+) หน้า ข้อสังเกต 0 รายการ "
        r"ใช้เวลา [0-9]+\.[0-9] วินาที · เปิด (.+)",
        last,
    )
    assert found, last
    assert int(found[1]) == len(html(portal / "site"))
    assert Path(found[2]) == portal / "site" / "index.html"
    assert Path(found[2]).is_file()


def test_last_line_counts_a_row_that_stands_for_twelve_projects_as_twelve(tmp_path: Path) -> None:
    rows = (TESTS / "plans/good/plans/2570/projects.csv").read_text("utf-8-sig").splitlines()
    counted = [f"{rows[0]},จำนวนโครงการ", f"{rows[1]},12", *(f"{row}," for row in rows[2:])]
    portal = portal_folder(
        tmp_path / "portal", {"plans/2570/projects.csv": "\n".join(counted) + "\n"}
    )
    assert " 14 โครงการ " in build(portal).stdout.splitlines()[-1]


def test_json_tells_a_program_the_same(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    done = phaen("build", "--portal", portal, "--today", DAY, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert (told["built"], told["projects"], told["problems"]) == (True, 3, [])
    assert told["pages"] == len(html(portal / "site"))
    assert told["site"] == str(portal / "site")
    assert told["removed"] == 0
    staged = [path for path in tree(portal / "build") if not path.startswith(".")]
    assert told["written"] == len(staged)
    again = json.loads(phaen("build", "--portal", portal, "--today", DAY, "--json").stdout)
    assert (again["written"], again["pages"]) == (0, told["pages"])


def test_json_of_a_plan_with_errors_says_that_nothing_was_built(tmp_path: Path) -> None:
    shutil.copytree(BAD, tmp_path / "portal")
    done = phaen("build", "--portal", tmp_path / "portal", "--today", DAY, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["built"]) == (1, False)
    assert [problem["code"] for problem in told["problems"]] == ["strategy-unknown"]


# What goes wrong


def test_first_build_of_a_plan_with_errors_creates_nothing(tmp_path: Path) -> None:
    portal = tmp_path / "portal"
    shutil.copytree(BAD, portal)
    before = tree(tmp_path)
    done = phaen("build", "--portal", portal, "--today", DAY)
    assert done.returncode == 1
    assert "ไม่ได้สร้างเว็บไซต์ใหม่" in done.stdout.splitlines()[-1]
    assert differing(before, tree(tmp_path)) == []
    assert not (portal / "site").exists()
    assert not (portal / "build").exists()


def test_plan_with_errors_leaves_the_old_site_and_staging_byte_for_byte(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    build(portal)
    site, staged = tree(portal / "site"), tree(portal / "build")
    shutil.copytree(BAD / "plans", portal / "plans", dirs_exist_ok=True)
    done = phaen("build", "--portal", portal, "--today", DAY)
    assert done.returncode == 1
    assert "เว็บไซต์เดิมยังอยู่ครบ" in done.stdout.splitlines()[-1]
    assert differing(site, tree(portal / "site")) == []
    assert differing(staged, tree(portal / "build")) == []


def assert_thai_sentence(done: subprocess.CompletedProcess[str]) -> None:
    """The command ended as on a broken machine: one Thai sentence, no traceback."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert re.search("(สร้างเว็บไซต์ไม่สำเร็จ|อ่านหรือเขียนไฟล์ไม่ได้|ไม่ใช้โฟลเดอร์)", done.stderr), done.stderr
    assert "สร้างเว็บไซต์แล้ว" not in done.stdout


@pytest.mark.parametrize("config", [b"", None])
def test_portal_may_be_named_by_a_path_from_where_one_stands(
    config: bytes | None, tmp_path: Path
) -> None:
    portal = portal_folder(tmp_path / "here" / "portal")
    if config is not None:
        shutil.copy(ROOT / "mkdocs.yml", portal)
    environment = {"PYTHONPATH": str(ROOT)}
    (tmp_path / "there").mkdir()
    for cwd, path in ((tmp_path / "there", "../here/portal"), (portal, ".")):
        done = phaen("build", "--portal", path, "--today", DAY, cwd=cwd, environment=environment)
        assert done.returncode == 0, done.stderr
        assert (portal / "site/2570/projects/2570-001.html").is_file()
        shutil.rmtree(portal / "site")


@pytest.mark.parametrize("option", ["--site", "--staging"])
def test_folder_that_cannot_be_made_is_one_thai_sentence(option: str, tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    (tmp_path / "file").write_text("here already", encoding="utf-8")
    place = tmp_path / "file" / "folder"
    assert_thai_sentence(phaen("build", "--portal", portal, "--today", DAY, option, place))
    assert not (portal / "site").exists()


def test_broken_site_builder_is_one_thai_sentence_and_the_old_site_stays(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    build(portal)
    before = tree(portal / "site")
    broken = tmp_path / "broken" / "mkdocs"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('half installed')", encoding="utf-8")
    done = phaen(
        "build", "--portal", portal, "--today", DAY,
        environment={"PYTHONPATH": str(broken.parent)},
    )  # fmt: skip
    assert_thai_sentence(done)
    assert differing(before, tree(portal / "site")) == []


def test_hand_written_page_with_a_broken_link_is_named_and_the_old_site_stays(
    tmp_path: Path,
) -> None:
    portal = portal_folder(tmp_path / "portal")
    build(portal)
    before = tree(portal / "site")
    (portal / "content").mkdir()
    (portal / "content" / "news.md").write_text("# ข่าว\n\n[ไป](nowhere.md)\n", encoding="utf-8")
    done = phaen("build", "--portal", portal, "--today", DAY)
    assert_thai_sentence(done)
    assert "news.md" in done.stderr
    assert differing(before, tree(portal / "site")) == []


def built_from(portal: Path, config: Path) -> Path:
    """Return what the worker alone makes of what is staged."""
    fresh, last = portal / "made", {"stamp": "", "sources": {}, "files": {}}
    task = Task(config, portal / "build", portal / "site", fresh, (), {}, last)
    build_site(task, lambda _: None)
    return fresh


def test_staged_page_never_chooses_a_frame_that_escapes_nothing(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    built(portal)
    text = 'title: x\ntemplate: base.html\nauthor: "><script>alert(1)</script>\n\n# ก\n'
    (portal / "build/docs/news.md").write_text(text, encoding="utf-8")
    page = (built_from(portal, ROOT / "mkdocs.yml") / "news.html").read_text(encoding="utf-8")
    assert "ph-header" in page
    assert "alert(1)" not in page


@pytest.mark.parametrize("path", ["README.md", ".hidden.md", "index/README.md"])
def test_site_that_lacks_a_staged_page_is_not_published(tmp_path: Path, path: str) -> None:
    portal = portal_folder(tmp_path / "portal")
    built(portal)
    before = tree(portal / "site")
    staged = portal / "build/docs" / path.replace(".hidden.md", ".hidden.md")
    staged.parent.mkdir(exist_ok=True)
    staged.write_text("# ก", encoding="utf-8")
    with pytest.raises(SiteError):
        built_from(portal, ROOT / "mkdocs.yml")
    assert differing(before, tree(portal / "site")) == []


def test_configuration_says_no_address_and_leaves_no_page_out(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    built(portal)
    own = "site_url: https://evil.example/\nexclude_docs: '*'\nnav: [{x: about.md}]\n"
    (portal / "mkdocs.yml").write_text(own, encoding="utf-8")
    before = html(portal / "site")
    site = built_from(portal, portal / "mkdocs.yml")
    assert html(site) == before
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    assert not any("evil.example" in page for page in pages)


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--today", "yesterday"],
        ["build", "--portal", "/nowhere"],
        ["bulid"],
        ["build", "x"],
    ],
)
def test_wrong_use_is_exit_code_2_without_a_traceback(arguments: list[str], tmp_path: Path) -> None:
    done = phaen(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_own_pictures_of_a_portal_are_published_wherever_they_lie(tmp_path: Path) -> None:
    pictures = [
        f"content/{path}" for path in ("board.png", "assets/images/board.png", "pics/a.png")
    ]
    page = "# ภาพ\n\n![ก](board.png) ![ข](assets/images/board.png) ![ค](pics/a.png)\n"
    files = {"content/board.md": page} | dict.fromkeys(pictures, png())
    portal = portal_folder(tmp_path / "portal", files)
    build(portal)
    assert faults(portal / "site") == []


def test_build_that_came_with_a_clone_is_not_built_upon(tmp_path: Path) -> None:
    """An older build is trusted: whoever could put one into git could publish what they like."""
    portal = portal_folder(tmp_path / "portal")
    assert build(portal).returncode == 0
    git("init", "-q", cwd=portal)
    git("add", "-f", ".", cwd=portal)
    before = tree(portal / "site")
    done = phaen("build", "--portal", portal, "--today", DAY)
    assert done.returncode == 2
    assert "build" in done.stderr
    assert "git rm -r --cached build" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(portal / "site") == before
    git("rm", "-rq", "--cached", "build", "site", cwd=portal)
    assert build(portal).returncode == 0


@pytest.mark.parametrize(
    "lost", ["build/docs/index.md", "build/docs/2570", "build/.swap-*/new-*/site/2570"]
)
def test_folder_that_is_lost_while_a_site_is_built_leaves_the_old_site(
    tmp_path: Path, lost: str
) -> None:
    portal = portal_folder(tmp_path / "portal")
    built(portal)
    before = tree(portal / "site")
    (portal / "content").mkdir(exist_ok=True)
    (portal / "content/news.md").write_text("# ข่าว\n", encoding="utf-8")

    def lose(what: str, done: int, _all: int) -> None:
        if what == "สร้างเว็บไซต์" and done == 1:
            (path,) = portal.glob(lost)
            path.unlink() if path.is_file() else shutil.rmtree(path)

    with pytest.raises((SiteError, OSError)):
        build_portal(portal, portal / "build", portal / "site", TODAY, os.environ, lose)
    assert differing(before, tree(portal / "site")) == []
    built(portal)
    assert faults(portal / "site") == []
    assert (portal / "site/news.html").is_file()


def test_site_that_is_lost_while_a_release_is_made_of_it_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = portal_folder(tmp_path / "portal")
    built(portal)
    made = releases.Releases(tmp_path / "live")
    add = filling._add

    def lose(*arguments: Any) -> list[Path]:
        shutil.rmtree(portal / "site/assets", ignore_errors=True)
        return add(*arguments)

    monkeypatch.setattr(filling, "_add", lose)
    with pytest.raises((DeployError, FileNotFoundError)):
        made.prepare(portal / "site", "one")
    assert not made.prepared("one")
    monkeypatch.undo()
    shutil.rmtree(portal / "site")
    with pytest.raises(DeployError):
        made.prepare(portal / "site", "one")
    built(portal)
    made.prepare(portal / "site", "one")
    made.show("one")
    assert faults(tmp_path / "live") == []
