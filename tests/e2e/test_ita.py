"""The page for the yearly assessment in the real Chromium: what is pasted, the day, the paper."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.sites import BuiltSite, build_here
from generator.site.views.assessment_records import SHOWN
from portals import PLAN, PROJECTS, csv_table, make_row, plan_yml, portal_folder
from published import served

AT = "https://plan.example.go.th/"
BANGKOK = datetime.timezone(datetime.timedelta(hours=7))
MANY = SHOWN + 5
DATES = """considered: 2569-10-10
announced: 2569-10-15
posted_from: 2569-10-16
posted_until: 2569-11-20"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    folder: Path = tmp_path_factory.mktemp("ita")
    office = (portal_folder(folder) / "plans/organization.yml").read_text("utf-8")
    rows = [make_row(id=f"2570-{number:03}", start="", end="") for number in range(1, MANY + 1)]
    told = {"id": "2570-001", "date": "2569-11-20", "status": "อยู่ระหว่างดำเนินการ", "problem": "-"}
    files: dict[str, str | bytes | None] = {
        "plans/organization.yml": f"{office}\nsite_url: {AT}\n",
        PLAN: plan_yml(DATES, "ita: {plan: o8, progress: o9, results: o10}\n"),
        PROJECTS: csv_table(rows),
        "plans/2570/progress.csv": csv_table([told]),
    }
    return build_here(portal_folder(folder, files))


@pytest.fixture(scope="module")
def url(built: BuiltSite) -> Iterator[str]:
    with served(built.site) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, locale="th-TH")
    yield context.new_page()
    context.close()


def on(page: Page, url: str, day: datetime.date) -> Page:
    page.clock.set_fixed_time(datetime.datetime.combine(day, datetime.time(9), BANGKOK))
    page.goto(f"{url}/2570/ita.html")
    return page


@pytest.mark.parametrize("name", ["plan", "progress", "results"])
@pytest.mark.parametrize("allowed", [True, False])
def test_a_touch_copies_the_address_of_a_block_and_leads_there(
    name: str, *, allowed: bool, url: str, page: Page
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    if not allowed:
        page.add_init_script("delete Navigator.prototype.clipboard")
    page.goto(f"{url}/2570/ita.html")
    button = page.locator(f"#ph-paste-{name} ~ .ph-script button")
    button.click()
    expect(button).to_have_text("คัดลอกแล้ว")
    expect(page.locator(f"#ph-paste-{name}")).to_have_value(f"{AT}2570/ita.html#{name}")
    other = page.context.new_page()
    other.goto(f"{url}/2570/ita.html#{name}")
    expect(other.locator(f"h2#{name}")).to_be_in_viewport()
    other.bring_to_front()
    assert other.evaluate("navigator.clipboard.readText()") == f"{AT}2570/ita.html#{name}"


def test_without_scripts_addresses_counts_and_names_are_there(url: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/2570/ita.html")
    expect(page.locator(".ph-paste input")).to_have_count(3)
    expect(page.locator(".ph-paste button:visible")).to_have_count(0)
    months = page.locator("[data-lacking=months]")
    expect(months).to_contain_text(f"{MANY}\u00a0โครงการยังไม่มีระยะเวลา")
    months.locator("summary").click()
    expect(months.locator("[data-project] a:visible")).to_have_count(SHOWN)
    months.get_by_text(re.compile("ดูครบทั้ง")).click()
    expect(page.locator("[data-project]")).to_have_count(MANY)
    page.locator(".ph-onward a").click()
    expect(page.locator("#plan-months")).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize(
    ("day", "six_months", "stale"),
    [
        (datetime.date(2027, 2, 18), "ยังไม่ถึงวันสรุป", False),
        (datetime.date(2027, 2, 19), "ยังไม่ถึงวันสรุป", True),
        (datetime.date(2027, 3, 31), "ยังไม่ถึงวันสรุป", True),
        (datetime.date(2027, 4, 1), "ยังไม่มี", True),
        (datetime.date(2027, 9, 30), "ยังไม่มี", True),
        (datetime.date(2027, 10, 1), "ยังไม่มี", False),
    ],
)
def test_what_depends_on_the_day_is_said_by_the_readers_own(
    day: datetime.date, six_months: str, *, stale: bool, url: str, page: Page
) -> None:
    shown = on(page, url, day)
    row = shown.locator("[data-sought=six-months] td").first
    expect(row).to_have_text(re.compile(f"^(?:มีหรือไม่)?{six_months}$"))
    text = shown.locator("#ph-content").inner_text().replace("\u00a0", " ")
    assert ("เกิน 90 วันแล้ว" in text) == stale


_PARTED = "all => all.filter(one => one.getClientRects().length > 1).map(one => one.innerText)"


def test_no_day_is_parted_within_its_year(page: Page, example_url: str) -> None:
    page.goto(f"{example_url}/2570/ita.html")
    days = page.locator(":is(.ph-sought, .ph-duties) time:visible")
    for width in (360, 800, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert days.count() > 5 and days.evaluate_all(_PARTED) == []


def test_it_prints_on_few_sheets_with_clocks_and_counts_and_without_buttons(
    url: str, page: Page
) -> None:
    page.goto(f"{url}/2570/ita.html")
    sheets = re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))
    assert len(sheets) <= 4
    page.emulate_media(media="print")
    for part in ("[data-lacking=months] b", "[data-duty=post]", ".ph-paste input", ".ph-printed"):
        expect(page.locator(part).first).to_be_visible()
    for part in (".ph-paste button", ".ph-lacking details"):
        expect(page.locator(part).first).to_be_hidden()


def test_an_assessor_is_there_from_home_in_one_tap(url: str, page: Page) -> None:
    for start in ("index.html", "2570/index.html", "2570/progress.html", "about.html"):
        page.goto(f"{url}/{start}")
        page.locator("a[href*='ita.html']").first.click()
        expect(page.locator("h1")).to_contain_text("ITA")
    for words in ("O8", "O9", "O10"):
        expect(page.locator("#ph-content")).to_contain_text(words)


def test_what_is_missed_leads_to_the_page_on_which_it_stands(built: BuiltSite) -> None:
    """Every address that the page names is there, with the part that it names."""
    year = built.site / "2570"
    for one in built.page("2570/ita.html").only("id", "ph-content").tags("a"):
        path, _, part = one.attributes["href"].partition("#")
        there = year / path if path else year / "ita.html"
        assert there.is_file(), path
        if part:
            assert f'id="{part}"' in there.read_text("utf-8"), one.attributes["href"]
