"""A year's table when it is large: in parts without a script, drawn as it is scrolled with one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.sites import BuiltSite, build_here
from generator.site.views import paging
from portals import PROJECTS, csv_table, make_row, portal_folder
from published import served

ROWS, PART = 220, 60
LONG = "พร้อมรางระบายน้ำคอนกรีตเสริมเหล็กรูปตัวยูและฝาปิดทั้งสองข้างทาง " * 2
IDS = [f"2570-{number:03}" for number in range(1, ROWS + 1)]
BUDGETS = ("478300", "1200000.50", "-", "ไม่ใช้งบประมาณ")
SHOWN = """() => [...document.querySelectorAll('.ph-whole [data-project]')]
    .map(one => one.dataset.project)"""
# The rows as a reader hears them, by their ids, and whether they stand in the order of the table.
SAID = """() => Object.fromEntries([...document.querySelectorAll('.ph-whole [data-project]')].map(
    one => [one.dataset.project, [...one.cells].map(
        cell => cell.textContent.replace(/\\s+/g, ' ').trim()
    ).join(' | ') + ' ' + one.id + ' ' + one.querySelector('a').getAttribute('href')]))"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A portal whose year has more rows than one part, as the parts of this test are."""
    rows = [
        make_row(
            id=one,
            name=f"ซ่อมถนนสายที่ {number} {LONG * (number % 2)}ยาว {number * 7} เมตร",
            budget=BUDGETS[number % 4],
            place=f"ซอย {number}" if number % 3 else "",
            villages="1" if number % 2 else "2",
        )
        for number, one in enumerate(IDS)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, "ROWS", PART)
        folder = tmp_path_factory.mktemp("large") / "portal"
        return build_here(portal_folder(folder, {PROJECTS: csv_table(rows)}))


@pytest.fixture(scope="module")
def url(large: BuiltSite) -> Iterator[str]:
    with served(large.site) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 1280, "height": 500})
    yield page
    page.close()


@pytest.fixture
def bare(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def ready(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator(".ph-explore[data-ready]").wait_for(state="attached")
    return page


def walked(page: Page) -> list[str]:
    """Return the rows in the order in which a reader who scrolls through the table meets them."""
    met: list[str] = []
    page.evaluate("scrollTo(0, 0)")
    for _ in range(200):
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        met += [one for one in page.evaluate(SHOWN) if one not in met]
        if page.evaluate("innerHeight + scrollY >= document.documentElement.scrollHeight - 2"):
            return met
        page.evaluate("scrollBy(0, 1000)")
    raise AssertionError("the table has no end")


def test_without_a_script_plain_links_lead_through_every_row_once(url: str, bare: Page) -> None:
    bare.goto(f"{url}/2570/table.html")
    parts = bare.locator("nav.ph-part a")
    assert parts.count() == 4
    seen: list[str] = []
    for number in range(4):
        bare.locator("nav.ph-part a").nth(number).click()
        expect(bare.locator("nav.ph-part [aria-current=page]")).to_have_count(1)
        here = bare.evaluate(SHOWN)
        expect(bare.locator("p.ph-part")).to_contain_text(f"{len(seen) + 1}–{len(seen + here)}")
        seen += here
    assert seen == IDS


@pytest.mark.parametrize("number", [1, PART, PART + 1, ROWS])
def test_a_project_leads_to_its_row_with_a_script_and_without(
    number: int, url: str, bare: Page, page: Page
) -> None:
    one = IDS[number - 1]
    for reader in (bare, page):
        reader.goto(f"{url}/2570/projects/{one}.html")
        reader.locator(f"a[href$='#row-{one}']").click()
        expect(reader.locator(f"#row-{one}")).to_be_in_viewport()
    # What was linked when the table was one page still leads to its row.
    ready(page, f"{url}/2570/table.html#row-{one}")
    expect(page.locator(f"#row-{one}.ph-aimed")).to_be_in_viewport()
    page.evaluate("location.hash = '#row-2570-060'")
    expect(page.locator("#row-2570-060")).to_be_in_viewport()


def test_drawn_rows_say_what_the_pages_say(url: str, bare: Page, page: Page) -> None:
    told: dict[str, str] = {}
    for number in ("", "-2", "-3", "-4"):
        bare.goto(f"{url}/2570/table{number}.html")
        told |= bare.evaluate(SAID)
    assert len(told) == ROWS
    ready(page, f"{url}/2570/table.html?order=-name")
    drawn: dict[str, str] = {}
    for at in range(0, 24_000, 1_000):
        page.evaluate(f"scrollTo(0, {at})")
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        drawn |= page.evaluate(SAID)
    assert drawn == told


def test_a_large_table_is_whole_while_only_a_part_of_it_is_drawn(url: str, page: Page) -> None:
    ready(page, f"{url}/2570/table-3.html")
    expect(page.locator(".ph-whole")).to_have_attribute("data-total", str(ROWS))
    expect(page.locator(".ph-whole")).to_have_attribute("aria-rowcount", str(ROWS + 1))
    expect(page.locator("nav.ph-part")).to_be_hidden()
    assert len(page.evaluate(SHOWN)) < ROWS
    assert walked(page) == IDS
    page.locator("#ph-q").fill("สายที่ 7")
    expect(page.locator(".ph-found")).to_contain_text("พบ")
    found = walked(page)
    assert 0 < len(found) < PART
    assert IDS[7] in found
    page.locator("#ph-q").fill("")
    expect(page.locator(".ph-whole")).to_have_attribute("data-total", str(ROWS))
    page.locator("th[data-order=budget] button").click()
    sorted_ids = walked(page)
    assert sorted(sorted_ids) == IDS
    assert sorted_ids[0] == IDS[1]


def test_tab_goes_on_where_the_table_was_not_drawn(url: str, page: Page) -> None:
    ready(page, f"{url}/2570/table.html")
    page.locator(f"#row-{IDS[0]} a").focus()
    for one in IDS[1:90]:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('tr').dataset.project") == one


def test_on_paper_the_table_is_whole_on_its_side_with_its_heads_on_every_sheet(
    url: str, page: Page
) -> None:
    ready(page, f"{url}/2570/table.html")
    before = page.evaluate(SHOWN)
    paper = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert len(boxes) > 2
    assert {float(wide) > float(high) for wide, high in boxes} == {True}
    page.emulate_media(media="print")
    expect(page.locator(".ph-whole [data-project]")).to_have_count(ROWS)
    assert page.evaluate(SHOWN) == IDS
    heads = page.locator(".ph-whole thead")
    assert heads.evaluate("one => getComputedStyle(one).display") == "table-header-group"
    page.emulate_media(media="screen")
    assert len(before) < ROWS


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_telephone_money_is_in_sight_without_pushing_the_table_aside(
    width: int, url: str, chromium: Browser
) -> None:
    phone = chromium.new_page(viewport={"width": width, "height": 800})
    ready(phone, f"{url}/2570/table.html")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert phone.evaluate(
        "(one => one.scrollWidth <= one.clientWidth)(document.querySelector('.ph-scroll'))"
    )
    for number in range(4):
        money = phone.locator(".ph-whole tbody td.ph-num").nth(number)
        box = money.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    expect(phone.locator(f"#row-{IDS[0]} .ph-num")).to_have_text(re.compile("^478,300 บาท$"))
    phone.close()


@pytest.mark.parametrize("path", ["index.html", "2570/index.html"])
def test_table_is_linked_where_readers_begin(path: str, url: str, bare: Page) -> None:
    bare.goto(f"{url}/{path}")
    bare.locator("#ph-content a[href$='table.html']").first.click()
    expect(bare.locator(".ph-whole")).to_be_visible()


@pytest.mark.parametrize(("village", "least"), [(1, 25), (2, 70)])
def test_notice_of_a_large_village_is_two_sheets_and_says_what_is_not_on_them(
    village: int, least: int, large: BuiltSite, url: str, page: Page
) -> None:
    group = next(one for one in large.view.current.villages if one.slug == str(village))
    page.goto(f"{url}/2570/villages/{village}.html")
    said, rows = page.locator(".ph-on-paper"), page.locator(".ph-notice tbody tr")
    expect(said).to_be_hidden()
    assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) == 2
    page.emulate_media(media="print")
    on_paper = sum(row.is_visible() for row in rows.all())
    assert least < on_paper < len(group.projects) == rows.count()
    numbers = re.findall(r"\d+", said.inner_text())
    assert numbers == [str(n) for n in (on_paper, rows.count(), rows.count() - on_paper)]
