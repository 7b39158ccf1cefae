"""What the pages say of the thirty days follows the day: of the build, and of the reader."""

from __future__ import annotations

import datetime
import functools
import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.pipeline import build_epoch
from portals import PLAN, built, plan_yml, portal_folder

FIRST, DUE = datetime.date(2026, 11, 1), datetime.date(2026, 12, 1)
DAY = datetime.timedelta(days=1)
FULL = re.compile("(?<!ไม่)(?:ครบ 30 วันตามระเบียบ|ครบตามระเบียบ)")


def portal(folder: Path, until: str = "2569-12-01") -> Path:
    edition = f"""
        considered: 2569-10-30
        announced: 2569-10-31
        posted_from: 2569-11-01
        posted_until: {until}"""
    return portal_folder(folder, {PLAN: plan_yml(edition)})


def told(site: Path) -> set[str]:
    """Return the pages whose source says anywhere that the thirty days are full."""
    return {
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if FULL.search(re.sub("<[^>]*>", "", _plain(path))) or FULL.search(_plain(path))
    }


def _plain(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\u00a0", " ").replace("&nbsp;", " ")


@contextmanager
def served(site: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("today", "full"), [(FIRST - DAY, False), (FIRST, False), (DUE, False), (DUE + DAY, True)]
)
def test_no_page_says_that_thirty_days_are_full_before_they_are_over(
    tmp_path: Path, today: datetime.date, full: bool
) -> None:
    folder = portal(tmp_path)
    built(folder, today)
    assert bool(told(folder / "site")) is full


def test_a_notice_that_hangs_longer_has_had_its_thirty_days_when_they_are_over(
    tmp_path: Path,
) -> None:
    folder = portal(tmp_path, "2570-01-31")
    built(folder, DUE + DAY)
    assert "2570/index.html" in told(folder / "site")
    # Nor that it hung for all the days for which it is still to hang.
    page = _plain(folder / "site/2570/index.html")
    assert "กำหนดติดไว้ 91 วัน" in page
    assert "ติดไว้ 91 วัน" not in page.replace("กำหนดติดไว้", "")


@pytest.mark.parametrize("today", [FIRST, DUE + DAY])
def test_a_notice_that_is_taken_down_early_is_never_called_full(
    tmp_path: Path, today: datetime.date, chromium: Browser
) -> None:
    folder = portal(tmp_path, "2569-11-20")
    built(folder, today)
    assert told(folder / "site") == set()
    with served(folder / "site") as url:
        assert FULL.search(read(chromium, f"{url}/index.html", DUE + DAY)) is None
        assert "ติดประกาศครบ" not in read(chromium, f"{url}/index.html", DUE + DAY)


def read(chromium: Browser, address: str, day: datetime.date, *, scripts: bool = True) -> str:
    """Return what a reader of that day sees on the page."""
    context = chromium.new_context(java_script_enabled=scripts, locale="th-TH")
    try:
        page = context.new_page()
        if scripts:
            page.clock.set_fixed_time(
                datetime.datetime.fromtimestamp(build_epoch(day), datetime.UTC)
            )
        page.goto(address, wait_until="load")
        return page.locator("main").first.inner_text().replace("\u00a0", " ")
    finally:
        context.close()


def test_a_page_that_is_read_later_than_it_was_built_tells_the_reader_s_day(
    tmp_path: Path, chromium: Browser
) -> None:
    folder = portal(tmp_path)
    built(folder, FIRST)
    with served(folder / "site") as url:
        address = f"{url}/index.html"
        for day in (FIRST, DUE):
            assert FULL.search(read(chromium, address, day)) is None
        after = read(chromium, address, DUE + DAY)
        assert "ติดประกาศทันภายใน 15 วัน และครบ 30 วันตามระเบียบ" in after
        # Without scripts nothing is said that is not so on every day.
        for day in (FIRST, DUE + DAY):
            silent = read(chromium, address, day, scripts=False)
            assert FULL.search(silent) is None
            assert "จนสิ้นวันที่ 1 ธันวาคม 2569" in silent
