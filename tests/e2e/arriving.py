"""Open a page and wait for what it asks for: sooner than half a second of silence tells it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Request

SECONDS = 30
# A page that Chromium has no reason to paint again gets no frame.
FRAME = """() => new Promise(seen => {
    requestAnimationFrame(() => requestAnimationFrame(seen));
    setTimeout(seen, 2000);
})"""


@contextmanager
def answered(page: Page) -> Iterator[None]:
    """Wait at the end until whatever was asked for meanwhile has come, and is drawn.

    Only the search asks for one file after another: a page that holds its list is waited for until
    it is silent.
    """
    asked: set[Request] = set()

    def ask(request: Request) -> None:
        asked.add(request)

    def end(request: Request) -> None:
        asked.discard(request)

    page.on("request", ask)
    page.on("requestfinished", end)
    page.on("requestfailed", end)
    try:
        yield
        if page.locator(".ph-explore").count():
            page.wait_for_load_state("networkidle")
        until = time.monotonic() + SECONDS
        while asked:
            assert time.monotonic() < until, [one.url for one in asked]
            page.wait_for_timeout(10)
        page.evaluate(FRAME)
    finally:
        page.remove_listener("request", ask)
        page.remove_listener("requestfinished", end)
        page.remove_listener("requestfailed", end)
