"""The published pages for every reader: axe-core's rules, the keyboard, fingers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Page, expect

from e2e.arriving import FRAME, answered
from e2e.sites import BuiltSite
from published import kinds, served
from shares import some

RULES = [
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice",
]  # fmt: skip
COLOURS = ["color-contrast", "link-in-text-block"]
# Kinds of page, as patterns; a share has the widest tables and the forms.
ALL, SHARE = ".*", "home|table|search|project-located|village"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# What Tab must reach, in the order of the page; what stands in a closed <details> waits.
REACHABLE = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]'
)].filter(one => one.checkVisibility({visibilityProperty: true})
    && !one.disabled && one.type !== 'hidden')"""
NAME = """one =>
    one.tagName + ' ' + (one.getAttribute('href') || one.name || one.textContent.trim())"""
# A link in running text has other words beside it in its block; every other control stands alone.
SMALL = f"""() => ({REACHABLE})().filter(one => {{
    if (one.classList.contains('ph-skip')) return false;
    if (one.closest('.ph-map')) return false;  // the same links stand in the table below it
    if (one.tagName !== 'A') return one.getBoundingClientRect().height < 43.5;
    const block = one.closest('p, li, td, th, dd, dt, caption, nav, label, h2, header');
    const copy = block.cloneNode(true);
    const beside = 'a, small, b, time, svg, ul, ol, .ph-mark';
    copy.querySelectorAll(beside).forEach(part => part.remove());
    const prose = copy.textContent.replace(/[\\s·›,]/g, '');
    const list = one.closest('.ph-list, .ph-villages, .ph-links, nav, table, .ph-events');
    if (prose && !list) return false;
    return one.getBoundingClientRect().height < 43.5;
}}).map(one => ({NAME})(one) + ' ' + one.getBoundingClientRect().height.toFixed(1))"""


@pytest.fixture(scope="module")
def url(example: BuiltSite) -> Iterator[str]:
    with served(example.site) as address:
        yield address


@pytest.fixture
def pages(example: BuiltSite) -> dict[str, str]:
    return kinds(example.view)


def opened(page: Page, url: str, path: str) -> Page:
    """Open a page and wait until it is painted: Chromium drops keys that come before."""
    page.goto(f"{url}/{path}", wait_until="load")
    page.evaluate(FRAME)
    return page


def whole(page: Page, url: str, path: str) -> Page:
    """Open a page and wait for what its scripts ask for and make of it: the years' menu."""
    with answered(page):
        page.goto(f"{url}/{path}", wait_until="load")
    return page


# Every day a share of the kinds is asked on a telephone, in one scheme; all kinds, there and on a
# desk and in both, are left to `make soak`.
@pytest.mark.parametrize(
    ("width", "schemes", "wanted"),
    [
        (360, SCHEMES[:1], SHARE),
        pytest.param(360, SCHEMES, ALL, marks=pytest.mark.long),
        pytest.param(1280, SCHEMES[::-1], ALL, marks=pytest.mark.long),
    ],
)
def test_axe_finds_nothing_on_any_kind_of_page(
    width: int,
    schemes: tuple[Literal["light", "dark"], ...],
    wanted: str,
    url: str,
    pages: dict[str, str],
    chromium: Browser,
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    context.add_init_script(path=AXE_FILE_PATH)
    page = context.new_page()
    found: list[str] = []
    for kind, path in pages.items():
        if kind in ("old-year", "project-longest") or not re.fullmatch(wanted, kind):
            continue  # kinds that the current year and the other projects show already
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            if scheme == schemes[0]:
                opened(page, url, path)
            answer: dict[str, Any] = page.evaluate(
                """rules => {
                    document.querySelectorAll('details').forEach(one => { one.open = true; });
                    const options = {runOnly: rules, resultTypes: ['violations'], preload: false};
                    return axe.run(document, options);
                }""",
                RULES if scheme == schemes[0] else COLOURS,
            )
            for violation in answer["violations"]:
                first = violation["nodes"][0]
                where = f"{len(violation['nodes'])}× {first['html'][:160]}"
                why = first["failureSummary"][:200]
                found.append(f"{kind} {scheme}: {violation['id']} {where} {why}")
    context.close()
    assert found == []


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_reaches_everything_in_order_and_shows_where_it_is(
    width: int, url: str, pages: dict[str, str], chromium: Browser
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    for kind in ("home", "project-located", "amendment", "guide", "404"):
        whole(page, url, pages[kind])
        expected = page.evaluate(f"() => ({REACHABLE})().map({NAME})")
        reached = []
        for _ in range(len(expected)):
            page.keyboard.press("Tab")
            name, seen = page.evaluate(
                f"""() => {{
                    const one = document.activeElement, style = getComputedStyle(one);
                    const box = one.getBoundingClientRect();
                    const outlined = style.outlineStyle !== 'none'
                        && parseFloat(style.outlineWidth) >= 2;
                    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0;
                    return [({NAME})(one), outlined && inside];
                }}"""
            )
            assert seen, f"{kind}: nothing shows that {name} has the focus"
            reached.append(name)
        assert reached == expected, kind
        # No trap: backwards works too, and the next Tab leaves the page.
        for key, name in (("Shift+Tab", expected[-2]), ("Tab", expected[-1])):
            page.keyboard.press(key)
            assert page.evaluate(f"() => ({NAME})(document.activeElement)") == name, kind
        page.keyboard.press("Tab")
        assert page.evaluate(f"() => ({NAME})(document.activeElement)") != expected[-1], kind
    page.close()


def test_skip_link_leads_to_the_content(url: str, pages: dict[str, str], chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    for kind in ("home", "project", "glossary", "404"):
        opened(page, url, pages[kind])
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        # Chromium moves the focus after it has gone to the fragment.
        # (`expect` waits without evaluating strings, which the policy forbids.)
        expect(page.locator("#ph-content")).to_be_focused()
        page.keyboard.press("Tab")
        inside = "document.activeElement.closest('#ph-content, footer') !== null"
        assert page.evaluate(inside), kind
    page.close()


@pytest.mark.share
def test_a_finger_hits_every_control_that_stands_alone(
    url: str, pages: dict[str, str], chromium: Browser
) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    small: dict[str, list[str]] = {}
    for kind, path in some(pages.items(), 5):
        if found := whole(page, url, path).evaluate(SMALL):
            small[kind] = found
    page.close()
    assert small == {}


def test_official_words_explain_themselves_to_a_key_where_they_first_stand(
    url: str, pages: dict[str, str], chromium: Browser
) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    for kind in ("year", "strategy", "programme", "owner", "announcements", "progress"):
        opened(page, url, pages[kind])
        term = page.locator(".ph-what").first
        expect(term.locator("p")).to_be_hidden()
        term.locator("summary").press("Enter")
        expect(term.locator("p")).to_be_visible()
    page.close()


def sheets(page: Page) -> int:
    """Return how many sheets a page is printed on."""
    return len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True)))


def test_a_form_s_caption_stands_with_its_rows_on_paper(
    example: BuiltSite, url: str, chromium: Browser
) -> None:
    year = example.view.current
    page = chromium.new_page(viewport={"width": 1030, "height": 700})
    page.emulate_media(media="print")
    opened(page, url, f"{year.label}/{year.strategies[0].path}")
    kept = page.locator(".ph-form").first.evaluate(
        """one => [one.caption, one.tHead, one.tBodies[0].rows[0]]
            .map(part => getComputedStyle(part).breakAfter)"""
    )
    assert kept == ["avoid"] * 3
    before = page.locator("p:has(+ .ph-form)").first
    assert before.evaluate("one => getComputedStyle(one).breakAfter") == "avoid"
    page.close()


def test_a_card_of_the_form_has_no_blank_line_on_a_phone(
    example: BuiltSite, url: str, chromium: Browser
) -> None:
    year = example.view.current
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    opened(page, url, f"{year.label}/{year.strategies[0].path}")
    gaps = page.locator(".ph-form tbody tr").evaluate_all(
        """rows => rows.flatMap(row => Array.from(row.cells)
            .filter(cell => !cell.textContent.trim() && cell.offsetHeight))"""
    )
    assert gaps == []
    page.close()


def test_a_village_prints_as_one_sheet_for_its_notice_board(
    example: BuiltSite, url: str, chromium: Browser
) -> None:
    year = example.view.current
    few = [one for one in year.villages if 10 < len(one.projects) < 15 and one.shared]
    most = max(few, key=lambda one: len(one.projects))
    page = chromium.new_page()
    opened(page, url, f"{year.label}/{most.path}")
    assert sheets(page) == 1
    # Two rows more, as long as the longest that it has: at sixteen it is one sheet still.
    page.evaluate(
        """all => {
            const body = document.querySelector('.ph-notice tbody');
            const long = Array.from(body.rows).sort((a, b) => b.offsetHeight - a.offsetHeight);
            for (let at = 0; body.rows.length < all; at++) body.append(long[at].cloneNode(true));
        }""",
        16,
    )
    assert sheets(page) == 1
    page.emulate_media(media="print")
    for part in (".ph-notice", ".ph-dates", ".ph-printed"):
        assert page.locator(part).is_visible(), part
    for part in ("nav", ".ph-keep", ".ph-more"):
        assert not page.locator(part).first.is_visible(), part
    page.close()
