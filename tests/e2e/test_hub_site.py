"""The hub's site: what every office plans, with its coverage, from the rows of a real country."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser

from e2e.sites import DAY
from generator.hub.building import alone
from generator.hub.questions.filters import Filters
from generator.hub.site.country import slug_of
from generator.hub.store import STATE
from hub_data import Office, commit, country, write_hub
from hub_service import run_hub
from portals import ROOT, csv_table

PLACE = "พะเยา"
SEARCH, DATASET = "https://search.example.go.th/", "https://hub.example.go.th/dataset"
SECRET = "สร้างที่พัก นายสมชาย ใจดี"
ROAD = "ปรับปรุงถนนสายบ้านแม่กา - บ้านต๋อม"
EXEMPT = "allow:\n  - {text: นายสมชาย ใจดี, reason: เจ้าตัวยินยอมเป็นหนังสือ}\n"
_ATTRIBUTE = re.compile(r'<tr data-own="([^"]*)" data-allowances="([^"]*)" data-others="([^"]*)"')
OFFICES = 12
KINDS = ("index", "clocks", "coordination", "members", "data", "about", "programmes", "agencies")


@dataclass(frozen=True)
class Gathered:
    """A country's folder, its offices, and what stands in it after a run."""

    home: Path
    offices: list[Office]

    @property
    def to(self) -> Path:
        return self.home / "gathered"

    def page(self, path: str) -> str:
        """Return a page without what holds its words together at the ends of lines."""
        text = (self.to / "site" / path).read_text("utf-8")
        return re.sub("</?ph-k>", "", unescape(text)).replace("\u00a0", " ")

    def province(self, kind: str) -> str:
        return self.page(f"{kind}/{slug_of(PLACE)}.html")

    def rows(self, table: str) -> pd.DataFrame:
        return pd.read_parquet(self.to / "data" / table)

    def gather(self) -> None:
        run_hub("build", self.home / "hub.yml", "--to", self.to, "--today", DAY)

    def site(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(run_hub("site", self.to, "--json"))
        return told

    def digests(self) -> dict[str, str]:
        files = [one for one in (self.to / "site").rglob("*") if one.is_file()]
        return {
            one.relative_to(self.to / "site").as_posix(): hashlib.sha256(
                one.read_bytes()
            ).hexdigest()
            for one in files
        }


def plan(office: Office, *rows: dict[str, str]) -> None:
    """Give an office these rows beside a plain one, of which it has a report."""
    base = {
        "strategy": "1", "programme": "แผนงานเคหะและชุมชน", "unit": "กองช่าง", "owner": "",
        "budget": "100,000", "villages": "1", "start": "พ.ย. 2569", "end": "ธ.ค. 2569",
    }  # fmt: skip
    told = [
        base | {"id": f"2570-{number:04}"} | row
        for number, row in enumerate(({"name": f"งานของ {office.code}"}, *rows), start=1)
    ]
    year = office.folder / "plans/2570"
    (year / "projects.csv").write_text(csv_table(told), "utf-8", newline="")
    (year / "progress.csv").write_text(
        "id,date,status,percent\n2570-0001,2569-11-20,อยู่ระหว่างดำเนินการ,40\n", "utf-8"
    )


def late(office: Office) -> None:
    file = office.folder / "plans/2570/plan.yml"
    text = re.sub("announced: .*", "announced: 2569-10-12", file.read_text("utf-8"))
    file.write_text(re.sub("posted_from: .*", "posted_from: 2569-10-30", text), "utf-8")


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    """Twelve offices, one broken; four of one district, of which three meet; gathered once."""
    home = tmp_path_factory.mktemp("hub-site") / "country"
    offices = country(home, OFFICES, projects=4, hostile=("errors",))
    near = [0, 3, 6, 9]  # those that are plain folders
    for at in near:
        offices[at] = replace(offices[at], province=PLACE)
    write_hub(home, offices, f"search: {SEARCH}\n", f"dataset: {DATASET}\n")
    one, two, pao, shy = (offices[at] for at in near)
    others = {"owner": "ราชการส่วนกลาง", "unit": "กรมชลประทาน"}
    plan(one, {"name": ROAD, "budget": "123,456"}, {"name": "ขุดลอกคลองแม่ต๋ำหลวง", **others},
         {"name": "เบี้ยยังชีพผู้สูงอายุ", "budget": "7,000"})  # fmt: skip
    plan(two, {"name": "วางท่อริมถนนสายบ้านต๋อม–บ้านแม่กา", "budget": ""},
         {"name": "ขุดลอกคลองแม่ต๋ำหลวง", "budget": "50,000", **others})  # fmt: skip
    late(two)
    plan(pao, {"name": ROAD, "start": "พ.ค. 2570", "end": "พ.ค. 2570"})
    plan(shy, {"name": SECRET, **others, "villages": "2"})
    (shy.folder / "plans/2570/privacy.yml").write_text(EXEMPT, "utf-8")
    found = Gathered(home, offices)
    found.gather()
    found.site()
    return found


def test_three_sums_are_told_apart_and_those_of_a_table_equal_its_rows(gathered: Gathered) -> None:
    own = gathered.rows("projects").query("province == @PLACE")
    baht = own.assign(baht=own.budget_baht.fillna(0).astype(float))
    allowance = baht.name.str.startswith("เบี้ยยังชีพ")
    ours = baht.owner_code == "own"
    expected = [baht[one].baht.sum() for one in (ours & ~allowance, ours & allowance, ~ours)]
    page = gathered.province("provinces")
    figures = re.search(r'data-own="([^"]*)" data-allowances="([^"]*)" data-others="([^"]*)"', page)
    assert figures
    assert [*map(float, figures.groups())] == expected
    assert expected[1:] == [7_000, 250_000]
    assert "มีแผนแล้ว 4 จาก 4" in page
    for path in ("index.html", f"provinces/{slug_of(PLACE)}.html"):
        for table in re.findall(r"<table.*?</table>", gathered.page(path), re.DOTALL):
            lines = [[*map(float, one)] for one in _ATTRIBUTE.findall(table)]
            if "<tfoot>" in table:
                sums = [sum(column) for column in zip(*lines[:-1], strict=True)]
                assert sums == pytest.approx(lines[-1])


def test_a_broken_member_is_named_and_is_in_no_sum(gathered: Gathered) -> None:
    broken = gathered.offices[-1]
    page = gathered.page("members.html")
    line = re.search(rf'<tr data-office="{broken.code}" data-state="never">.*?</tr>', page)
    assert line
    assert "ผิด" in line[0]
    assert f"{OFFICES - 1} จาก {OFFICES}" in gathered.page("index.html")
    district = gathered.page(f"districts/{slug_of(broken.province, 'เมือง')}.html")
    assert f'data-office="{broken.code}"' in district
    assert 'data-planned="0"' in district


def test_every_offices_clock_is_told_with_its_days_and_its_clause(gathered: Gathered) -> None:
    page = gathered.province("clocks")
    assert "ข้อ 26 (2)" in page
    two = gathered.offices[3]
    line = re.search(rf'<tr data-office="{two.code}".*?</tr>', page, re.DOTALL)
    assert line
    assert "ช้ากว่ากำหนด 3 วัน" in line[0]
    clocks = gathered.rows("clocks")
    told = csv.reader(io.StringIO((gathered.to / "site/data/clocks.csv").read_text("utf-8")))
    headings, *rows = told
    assert len(rows) == len(clocks)
    over = [row[headings.index("เกินกำหนดกี่วัน")] for row in rows]
    assert sorted(float(one) for one in over if one) == sorted(clocks.days_over.dropna())


def test_what_no_office_can_see_alone_is_told_with_both_rows_why_and_what_it_is_not(
    gathered: Gathered,
) -> None:
    one, two, pao, _ = (gathered.offices[at] for at in (0, 3, 6, 9))
    page = gathered.province("coordination")
    found = dict(re.findall(r'<li data-pair="([^"]*)">(.*?)</li>', page, re.DOTALL))
    road = found.pop(f"{one.code} 2570-0002 {two.code} 2570-0002")
    assert "ทำพร้อมกัน พ.ย. 2569 – ธ.ค. 2569" in road
    assert "ไม่ได้แปลว่า" in road
    assert one.name in road
    assert two.name in road
    agency = found.pop(f"{one.code} 2570-0003 {two.code} 2570-0003")
    assert "หน่วยงานเดียวกัน กรมชลประทาน" in agency
    assert "ไม่ใช่การตั้งงบประมาณซ้ำ" in agency
    alike = found.pop(f"{one.code} 2570-0002 {pao.code} 2570-0002")
    assert "ชื่อเหมือนกัน" in alike
    assert not found
    table = pd.read_parquet(gathered.to / "site/data/coordination.parquet")
    assert {*table[table.province == PLACE].kind} == {"way", "listed", "alike"}
    csv_rows = pd.read_csv(gathered.to / "site/data/coordination.csv")
    assert len(csv_rows) == len(table)


def test_a_name_that_one_office_may_publish_is_withheld_here_and_stops_nobody(
    gathered: Gathered,
) -> None:
    assert gathered.rows("projects").name.str.contains(SECRET).any()
    for file in (gathered.to / "site").rglob("*"):
        assert not file.is_file() or "สมชาย".encode() not in file.read_bytes(), file
    assert "ไม่แสดงชื่อในหน้ารวม" in "".join(
        file.read_text("utf-8") for file in (gathered.to / "site/agencies").glob("*.html")
    )


def test_places_lead_to_a_search_of_their_own_rows_and_readers_to_the_whole_dataset(
    gathered: Gathered,
) -> None:
    site = gathered.to / "site"
    asked = {"province": PLACE, "district": "เมือง"}
    for path, names in (
        ("index.html", ()),
        (f"provinces/{slug_of(PLACE)}.html", ("province",)),
        (f"districts/{slug_of(PLACE, 'เมือง')}.html", ("province", "district")),
    ):
        links = re.findall(rf'href="({re.escape(SEARCH)}[^"]*)"', (site / path).read_text("utf-8"))
        told = dict(parse_qsl(urlsplit(unescape(links[0])).query))
        wanted = {"year": "2570", **{name: asked[name] for name in names}}
        assert Filters.of(told) == Filters.of(wanted)
    assert f'href="{DATASET}/datapackage.json"' in (site / "data.html").read_text("utf-8")


def test_every_link_within_the_site_leads_somewhere(gathered: Gathered) -> None:
    site = gathered.to / "site"
    lost = []
    for file in site.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#]+)', file.read_text("utf-8")):
            root = site if link.startswith("/") else file.parent  # as the page of what is lacking
            if "://" not in link and not (root / unescape(link).lstrip("/")).exists():
                lost.append((file.name, link))
    assert lost == []


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.long)])
def test_the_pages_are_read_by_everyone_without_scripts_on_phones_and_desks(
    gathered: Gathered, chromium: Browser, width: int
) -> None:
    read = [f"{one}/{slug_of(PLACE)}.html" for one in ("provinces", "clocks", "coordination")]
    read += [f"districts/{slug_of(PLACE, 'เมือง')}.html", f"agencies/{slug_of('กรมชลประทาน')}.html"]
    paths = [*read, *(f"{one}.html" for one in KINDS)]
    found: list[tuple[object, ...]] = []
    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    for path in paths:
        page.goto((gathered.to / "site" / path).as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [(path, "wide", wide)] if wide > width else []
        if path not in (*read, "members.html"):
            continue
        page.evaluate(Path(AXE_FILE_PATH).read_text("utf-8"))
        said = page.evaluate("axe.run().then(one => one.violations.map(it => it.id))")
        found += [(path, width, fault) for fault in said]
    context.close()
    assert found == []
    with_none = chromium.new_context(java_script_enabled=False)
    page = with_none.new_page()
    page.goto((gathered.to / "site/index.html").as_uri())
    page.get_by_role("link", name=PLACE, exact=True).first.click()
    page.get_by_role("link", name="เมือง", exact=True).first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "อำเภอเมือง"
    with_none.close()


def test_of_a_dataset_that_did_not_change_nothing_is_written(gathered: Gathered) -> None:
    before = gathered.digests()
    assert gathered.site()["written"] == 0
    assert gathered.digests() == before


@pytest.mark.long
def test_only_pages_whose_data_changed_are_written_anew(gathered: Gathered) -> None:
    before = gathered.digests()
    other = gathered.offices[8]
    file = other.folder / "plans/2570/projects.csv"
    file.write_text(re.sub(",[0-9]+000,", ",77000,", file.read_text("utf-8"), count=1), "utf-8")
    if (other.folder / ".git").is_dir():
        commit(other.folder)
    gathered.gather()
    told = gathered.site()
    after = gathered.digests()
    assert told["counted"] == 1
    changed = {path for path, digest in after.items() if before.get(path) != digest}
    mine = {slug_of(other.province), slug_of(other.province, "เมือง")}
    pages = {path for path in changed if path.endswith(".html")}
    assert f"provinces/{slug_of(other.province)}.html" in pages
    elsewhere = {one for one in pages if "/" in one and Path(one).stem not in mine}
    assert all(one.startswith("programmes/") for one in elsewhere)


def test_a_folder_without_a_dataset_is_refused_in_thai(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "generator", "hub", "site", str(tmp_path)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 2
    assert "phaen hub build" in done.stderr.decode()
    assert not (tmp_path / "site").exists()


def test_a_site_is_not_built_while_another_run_writes_the_dataset(gathered: Gathered) -> None:
    line = [sys.executable, "-m", "generator", "hub", "site", str(gathered.to)]
    with alone(gathered.to / STATE):
        done = subprocess.run(line, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 2
    assert "รอให้จบก่อน" in done.stderr.decode()
