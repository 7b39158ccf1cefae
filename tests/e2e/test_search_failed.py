"""A search whose index did not come says so, and not that a word is nowhere; it is asked again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.sites import BuiltSite
from published import served

# Not the scripts that search: the folder of those may begin with the same figures.
INDEX = re.compile(r"/25[0-9]{2}/search-[^/]+\.js$")
FAILED, NOTHING = "เปิดข้อมูลสำหรับค้นไม่ได้ ลองใหม่", "ไม่พบ"


@pytest.fixture(scope="module")
def url(example: BuiltSite) -> Iterator[str]:
    with served(example.site) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    yield page
    page.close()


def test_the_search_page_tells_a_failure_and_asks_again(url: str, page: Page) -> None:
    page.route(INDEX, lambda route: route.abort())
    page.goto(f"{url}/search.html?q=ถนน")
    status = page.locator(".ph-found")
    expect(status).to_contain_text(FAILED)
    expect(status).not_to_contain_text(NOTHING)
    assert not page.locator(".ph-explore li[data-project]").count()
    page.unroute(INDEX)
    page.locator("#ph-q").fill("ถนน ")
    expect(status).to_contain_text("พบ")
    expect(status).not_to_contain_text(FAILED)
    expect(page.locator(".ph-explore li[data-project]").first).to_be_visible()


def test_the_search_box_tells_a_failure_and_asks_again(url: str, page: Page) -> None:
    page.route(INDEX, lambda route: route.abort())
    page.goto(f"{url}/index.html")
    page.locator(".ph-find").click()
    field, status = page.locator(".ph-box input"), page.locator(".ph-box [role=status]")
    field.fill("ถนน")
    expect(status).to_contain_text(FAILED)
    expect(status).not_to_contain_text(NOTHING)
    page.unroute(INDEX)
    field.fill("ถนนใหญ่ ")
    field.fill("ถนน")
    expect(status).to_contain_text("พบ")
    expect(page.locator(".ph-box [data-project]").first).to_be_visible()
