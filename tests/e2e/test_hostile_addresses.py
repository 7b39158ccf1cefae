"""An address or a memory that somebody else wrote: the lists stand, and nothing is run or sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from e2e.sites import BuiltSite
from portals import shared
from published import served

# What every object of JavaScript knows.
INHERITED = (
    "__proto__", "-__proto__", "constructor", "toString", "valueOf", "hasOwnProperty",
    "isPrototypeOf", "then",
)  # fmt: skip
KEYS = (
    "q", "order", "year", "strategy", "programme", "unit", "village", "owner", "status", "month",
    "min", "max",
)  # fmt: skip
ODD = (
    "%", "%E0%A4%A", "%00", "%ff%fe", quote("<img src=x onerror=alert(1)>"), quote("'\"]{};"),
    "a" * 60_000, quote("ก" * 5_000), quote("\u202e\x1b[31m"), "1e999", "-1", "NaN", "Infinity",
    quote("javascript:alert(1)"), "..%2f..%2f", "1" * 400, quote("\ud800", errors="surrogatepass"),
    quote("(" * 3_000), "%0a%0d",
)  # fmt: skip
# Every day, those that are no text, no number, or have no end.
ODD_ALONE = ("%E0%A4%A", "a" * 60_000, "1e999")


@pytest.fixture(scope="module")
def url(example: BuiltSite) -> Iterator[str]:
    with served(example.site) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page in which nothing may go wrong, and that asks nobody but its own server."""
    page = chromium.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.on("request", lambda one: faults.append(one.url) if "127.0.0.1" not in one.url else None)
    yield page
    page.close()
    assert faults == []


def stands(page: Page, address: str) -> int:
    """Open an address; return how many projects its list or table says that it has."""
    page.goto(address)
    page.locator(".ph-explore[data-ready]").wait_for(timeout=20_000)
    shown = page.locator("main, body").first.inner_text()
    assert "[object" not in shown
    assert "native code" not in shown
    rows = page.locator("[data-total]").first.get_attribute("data-total")
    return int(rows or 0)


@pytest.mark.parametrize(
    "words", [INHERITED[:3], pytest.param(INHERITED[3:], marks=pytest.mark.long)]
)
@pytest.mark.parametrize("path", ["search.html", "2570/table.html"])
def test_an_order_that_every_object_knows_leaves_the_list_as_it_is(
    url: str, page: Page, path: str, words: tuple[str, ...]
) -> None:
    whole = stands(page, f"{url}/{path}")
    assert whole > 50
    for word in words:
        assert stands(page, f"{url}/{path}?order={word}") == whole, word


@pytest.mark.parametrize("word", shared(("__proto__", "constructor", "toString"), ["__proto__"]))
def test_a_filter_that_every_object_knows_finds_nothing_and_breaks_nothing(
    url: str, page: Page, word: str
) -> None:
    for path in ("search.html", "2570/table.html"):
        for keys in (("village",), ("status",), KEYS):
            stands(page, f"{url}/{path}?" + "&".join(f"{key}={word}" for key in keys))


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:20])
def test_an_odd_address_breaks_nothing(url: str, page: Page, odd: str) -> None:
    address = "&".join(f"{key}={odd[:3_000]}" for key in KEYS)
    stands(page, f"{url}/search.html?{address}#{odd[:3_000]}")


@pytest.mark.parametrize("odd", shared(ODD, ODD_ALONE), ids=lambda odd: odd[:20])
def test_an_odd_query_or_order_alone_breaks_nothing(url: str, page: Page, odd: str) -> None:
    stands(page, f"{url}/search.html?q={odd[:6_000]}")
    stands(page, f"{url}/2570/table.html?order={odd[:6_000]}&__proto__=1&constructor=2")


@pytest.mark.parametrize(
    "kept",
    [
        "null", "5", "[]", '"x"', "{", "{}", '{"slug": {"toString": 1}}', '{"slug": null}',
        '{"__proto__": {"slug": "1"}}', '{"slug": "\'] a, [href] , [x=\'", "name": "<b>"}',
        json.dumps({"slug": "a" * 200_000}), '{"slug": ["1"]}',
    ],
)  # fmt: skip
def test_a_memory_that_somebody_else_wrote_breaks_nothing(url: str, page: Page, kept: str) -> None:
    page.add_init_script(f"localStorage.setItem('phaen-village', {json.dumps(kept)})")
    for path in ("2570/villages/1.html", "index.html"):
        page.goto(f"{url}/{path}")
        # What comes last in the script was reached.
        expect(page.locator(".ph-years select")).to_have_count(1)


def test_search_words_go_only_to_the_page_of_the_header(url: str, page: Page) -> None:
    def forge(route: Route) -> None:
        answer = route.fetch()
        link = '<a class="ph-find" href="https://evil.example/search.html">x</a>'
        begin = '<div class="ph-page" id="ph-content" tabindex="-1">'
        route.fulfill(response=answer, body=answer.text().replace(begin, begin + link))

    page.route("**/about.html", forge)
    page.goto(f"{url}/about.html", wait_until="load")
    assert page.locator("a.ph-find").count() == 2
    assert page.evaluate("window.phaen.root").startswith(url)
