"""Letters twice as large as usual, on a narrow telephone: nothing is wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from e2e.sites import BuiltSite
from published import CHROMIUM, QUIET, kinds

TOO_WIDE = """() => {
    document.querySelectorAll('details').forEach(one => { one.open = true; });
    return document.documentElement.scrollWidth - innerWidth;
}"""


@pytest.fixture(scope="module")
def large_letters(chromium: Browser) -> Iterator[Browser]:
    """A browser whose reader chose letters of twice the usual size."""
    browser = chromium.browser_type.launch(
        executable_path=CHROMIUM, args=[*QUIET, "--blink-settings=defaultFontSize=32"]
    )
    yield browser
    browser.close()


def widths(browser: Browser, example: BuiltSite) -> dict[str, int]:
    """Return how many pixels of each kind of page, with all that opens open, lie off the screen."""
    page = browser.new_page(viewport={"width": 320, "height": 700})
    found = {}
    pages = kinds(example.view)
    del pages["404"]  # it may be asked for anywhere: its styles lie at a host's root, not a disk's
    for kind, path in pages.items():
        page.goto((example.site / path).as_uri())
        found[kind] = page.evaluate(TOO_WIDE)
    page.close()
    return {kind: wide for kind, wide in found.items() if wide > 0}


def test_nothing_is_wider_than_a_narrow_telephone(example: BuiltSite, chromium: Browser) -> None:
    assert widths(chromium, example) == {}


def test_letters_grow_with_the_readers_choice_and_nothing_is_lost(
    example: BuiltSite, large_letters: Browser
) -> None:
    assert widths(large_letters, example) == {}
    page = large_letters.new_page()
    page.goto((example.site / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "36px"
