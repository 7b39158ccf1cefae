"""phaen.js in the real Chromium, with a clock and a memory that the test holds."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from e2e.arriving import answered
from e2e.sites import BuiltSite
from published import kinds, served

BANGKOK = datetime.timezone(datetime.timedelta(hours=7))
ZONES = ["Asia/Bangkok", "America/New_York", "Pacific/Kiritimati"]
BROKEN_MEMORY = """Object.defineProperty(window, 'localStorage', {
    get() { throw new DOMException('denied', 'SecurityError'); }
});"""


@pytest.fixture(scope="module")
def url(example: BuiltSite) -> Iterator[str]:
    with served(example.site) as address:
        yield address


@contextmanager
def window(
    chromium: Browser, zone: str = "Asia/Bangkok", script: str = "", grant: str = ""
) -> Iterator[Page]:
    """Open a window in which nothing may go wrong."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 800}, timezone_id=zone, locale="th-TH"
    )
    if grant:
        context.grant_permissions([grant])
    page = context.new_page()
    page.set_default_timeout(10_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    if script:
        page.add_init_script(script)
    try:
        yield page
    finally:
        context.close()
    assert faults == []


def at(page: Page, day: datetime.date, clock: str, address: str) -> Page:
    """Open a page at that time in Thailand."""
    moment = datetime.datetime.combine(day, datetime.time.fromisoformat(clock), BANGKOK)
    page.clock.set_fixed_time(moment)
    with answered(page):
        page.goto(address, wait_until="load")
    return page


@pytest.mark.parametrize("zone", ZONES)
def test_posting_notice_counts_days_of_thailand_wherever_the_reader_is(
    zone: str, example: BuiltSite, url: str, chromium: Browser
) -> None:
    posting = example.view.current.editions[0].edition.posting
    first, last = posting.posted_from, posting.posted_until
    assert first
    assert last
    one = datetime.timedelta(days=1)
    kept = (last - first).days
    expected = {
        (first - one, "00:00"): "จะเริ่มติดประกาศในอีก 1 วัน",
        (first - one, "23:59"): "จะเริ่มติดประกาศในอีก 1 วัน",
        (first, "00:00"): f"ติดประกาศอยู่ ดูที่บอร์ดได้อีก {kept} วัน",
        (first, "23:59"): f"ติดประกาศอยู่ ดูที่บอร์ดได้อีก {kept} วัน",
        (last - one, "06:30"): "ติดประกาศอยู่ ดูที่บอร์ดได้อีก 1 วัน",
        (last, "00:00"): "ติดประกาศอยู่ วันนี้ดูที่บอร์ดได้เป็นวันสุดท้าย",
        (last, "23:59"): "ติดประกาศอยู่ วันนี้ดูที่บอร์ดได้เป็นวันสุดท้าย",
        (last + one, "00:00"): "ติดประกาศครบกำหนดแล้ว",
    }
    with window(chromium, zone) as page:
        for (day, clock), words in expected.items():
            now = at(page, day, clock, f"{url}/index.html").locator(".ph-now")
            assert now.is_visible()
            assert now.inner_text() == words, f"{day} {clock}"


@pytest.mark.parametrize("zone", ZONES)
def test_this_month_is_open_on_the_home_page_and_marked_on_the_strip(
    zone: str, example: BuiltSite, url: str, chromium: Browser
) -> None:
    project = kinds(example.view)["project"]
    with window(chromium, zone) as page:
        for day, clock, month in (
            (datetime.date(2026, 11, 1), "00:05", "2026-11"),
            (datetime.date(2026, 11, 30), "23:55", "2026-11"),
            (datetime.date(2026, 12, 1), "00:05", "2026-12"),
        ):
            at(page, day, clock, f"{url}/index.html")
            opened = page.locator(".ph-months details[open]")
            assert opened.count() == 1
            assert opened.get_attribute("data-month") == month
            assert opened.locator("summary .ph-mark").inner_text() == "เดือนนี้"
            at(page, day, clock, f"{url}/{project}")
            marked = page.locator(".ph-strip [aria-current=date]")
            assert marked.count() == 1
            assert marked.get_attribute("data-month") == month
        # In another year nothing is this month.
        at(page, datetime.date(2030, 1, 5), "12:00", f"{url}/index.html")
        assert page.locator(".ph-months details[open], .ph-today").count() == 0


def test_link_is_copied_and_the_button_says_so(
    example: BuiltSite, url: str, chromium: Browser
) -> None:
    address = f"{url}/{kinds(example.view)['project']}"
    with window(chromium, grant="clipboard-read") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{address}#when")
        page.locator(".ph-copy").click()
        page.get_by_role("button", name="คัดลอกแล้ว").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == address
    # Where the reader refuses, or without https, it goes the old way.
    for refusal in (
        "navigator.clipboard.writeText = () => Promise.reject(new DOMException('no'));",
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});",
    ):
        with window(chromium, script=refusal) as page:
            page.goto(address)
            page.locator(".ph-copy").click()
            page.get_by_role("button", name="คัดลอกแล้ว").wait_for()
            assert page.locator("textarea").count() == 0
            assert page.evaluate("document.activeElement.className") == "ph-copy"


def test_my_village_is_remembered_shown_and_forgotten(
    example: BuiltSite, url: str, chromium: Browser
) -> None:
    village = example.view.current.villages[4]
    address = f"{url}/{example.view.current.label}/{village.path}"
    with window(chromium) as page:
        page.goto(f"{url}/index.html")
        assert not page.locator(".ph-mine").is_visible()
        page.goto(address)
        button = page.locator(".ph-keep")
        assert button.inner_text() == "จำหมู่บ้านนี้"
        button.click()
        assert "เลิกจำ" in button.inner_text()
        page.goto(f"{url}/index.html")
        mine = page.locator(".ph-mine")
        assert mine.is_visible()
        assert mine.inner_text().replace("\u00a0", " ") == example.said(village.name)
        mine.locator("a").click()
        page.wait_for_url(address)
        assert "เลิกจำ" in button.inner_text()
        button.click()
        assert button.inner_text() == "จำหมู่บ้านนี้"
        page.goto(f"{url}/index.html")
        assert not page.locator(".ph-mine").is_visible()


@pytest.mark.parametrize(
    "stored", ["{", "null", "7", '"x"', "{}", '{"slug": "\\"] , body"}', '{"slug": "999"}']
)
def test_a_spoilt_memory_does_no_harm(stored: str, url: str, chromium: Browser) -> None:
    script = f"localStorage.setItem('phaen-village', {json.dumps(stored)})"
    with window(chromium, script=script) as page:
        with answered(page):
            page.goto(f"{url}/index.html", wait_until="load")
        assert not page.locator(".ph-mine").is_visible()
        assert page.locator(".ph-years select").count() == 1


def test_refused_memory_breaks_nothing(example: BuiltSite, url: str, chromium: Browser) -> None:
    village = example.view.current.villages[0]
    with window(chromium, script=BROKEN_MEMORY) as page:
        with answered(page):
            page.goto(f"{url}/{example.view.current.label}/{village.path}", wait_until="load")
        page.locator(".ph-keep").click()
        assert page.locator(".ph-keep").inner_text() == "จำหมู่บ้านนี้"
        assert page.locator(".ph-years select").count() == 1
        page.goto(f"{url}/index.html")
        assert page.locator(".ph-now").is_visible()


def test_year_switch_knows_all_years_and_goes_to_the_chosen(
    example: BuiltSite, url: str, chromium: Browser
) -> None:
    years = [year.label for year in example.view.all_years]
    with window(chromium) as page:
        page.set_viewport_size({"width": 1280, "height": 800})
        pages = kinds(example.view)
        for kind in ("home", "old-year", "project", "year-data", "chapter", "404"):
            path = pages[kind]
            page.goto(f"{url}/{path}")
            select = page.locator(".ph-years select")
            select.wait_for()
            values = select.locator("option").evaluate_all("all => all.map(one => one.value)")
            here = path.split("/")[0]
            assert values == (years if here in years else ["", *years]), kind
            assert select.input_value() == (here if here in years else ""), kind
            assert select.get_attribute("aria-label") == "ปีงบประมาณ", kind
            other = next(year for year in reversed(years) if year != here)
            select.select_option(other)
            page.wait_for_url(f"{url}/{other}/index.html")


def test_telephone_shows_the_year_switch_only_where_the_year_is_not_today_s(
    example: BuiltSite, url: str, chromium: Browser
) -> None:
    """Everywhere else it would cost a line above what readers came for."""
    with window(chromium) as page:
        pages = kinds(example.view)
        for kind in ("home", "project", "chapter", "404"):
            page.goto(f"{url}/{pages[kind]}")
            page.locator(".ph-years select").wait_for(state="attached")
            assert not page.locator(".ph-years").is_visible(), kind
            assert page.locator(".ph-header").get_by_role("link", name="ทุกปี").is_visible(), kind
        page.goto(f"{url}/{pages['old-year']}")
        page.locator(".ph-years select").wait_for()


def test_year_switch_stays_away_from_a_disk(example: BuiltSite, chromium: Browser) -> None:
    with window(chromium) as page:
        with answered(page):
            page.goto((example.site / "index.html").as_uri(), wait_until="load")
        assert page.locator(".ph-years select").count() == 0
        assert page.get_by_role("link", name="ทุกปี").is_visible()
        assert page.locator(".ph-now").is_visible()


def test_a_server_without_years_keeps_the_link(url: str, chromium: Browser) -> None:
    with window(chromium) as page:
        page.route("**/years.json", lambda route: route.fulfill(body="<!doctype html>"))
        with answered(page):
            page.goto(f"{url}/index.html", wait_until="load")
        assert page.locator(".ph-years select").count() == 0
        assert page.get_by_role("link", name="ทุกปี").is_visible()
