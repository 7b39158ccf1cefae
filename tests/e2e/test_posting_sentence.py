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

from generator.site.builder import build_epoch
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


# What a reader of a day is told where the day decides it; without scripts the same on all of them.
DAYS = {
    "2026-09-20": ("ปีงบประมาณ 2570 ในเขต", "จะเริ่มติดประกาศในอีก 42 วัน", "ตามแผนจะเริ่ม พ.ย. 2569"),
    "2026-10-30": ("ปีนี้ในเขต", "จะเริ่มติดประกาศในอีก 2 วัน", "ตามแผนจะเริ่ม พ.ย. 2569"),
    "2026-11-19": (
        "ปีนี้ในเขต", "ติดประกาศอยู่ ดูที่บอร์ดได้อีก 12 วัน", "อยู่ในช่วงดำเนินการตามแผน ถึง ม.ค. 2570",
    ),
    "2026-12-01": (
        "ปีนี้ในเขต", "วันนี้ดูที่บอร์ดได้เป็นวันสุดท้าย", "อยู่ในช่วงดำเนินการตามแผน ถึง ม.ค. 2570",
    ),
    "2027-02-01": ("ปีนี้ในเขต", "ติดประกาศครบกำหนดแล้ว", "พ้นช่วงดำเนินการตามแผนแล้ว"),
    "2027-11-01": ("ปีงบประมาณ 2570 ในเขต", "ติดประกาศครบกำหนดแล้ว", "พ้นช่วงดำเนินการตามแผนแล้ว"),
}  # fmt: skip
RESULTS = {
    "2027-09-30": "ผลของปีนี้จะประกาศหลังสิ้นปีงบประมาณ ไม่เกิน 31 ธันวาคม 2570",
    "2027-10-01": "สิ้นปีงบประมาณแล้ว ต้องประกาศผลไม่เกิน 31 ธันวาคม 2570",
    "2028-01-01": "พ้นกำหนดประกาศผล 31 ธันวาคม 2570 แล้ว",
}


@pytest.fixture(scope="module")
def read_later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that was built on the first day of its notice."""
    folder = portal(tmp_path_factory.mktemp("later"))
    built(folder, FIRST)
    with served(folder / "site") as url:
        yield url


@pytest.mark.parametrize("day", DAYS)
def test_past_present_and_planned_are_three_wordings(
    day: str, read_later: str, chromium: Browser
) -> None:
    year, notice, work = DAYS[day]
    home = read(chromium, f"{read_later}/index.html", datetime.date.fromisoformat(day))
    assert year in home and notice in home
    project = f"{read_later}/2570/projects/2570-001.html"
    assert work in read(chromium, project, datetime.date.fromisoformat(day))


@pytest.mark.parametrize("day", RESULTS)
def test_results_are_due_only_when_the_year_is_over(
    day: str, read_later: str, chromium: Browser
) -> None:
    page = f"{read_later}/2570/announcements/index.html"
    assert RESULTS[day] in read(chromium, page, datetime.date.fromisoformat(day))


def test_without_scripts_the_same_is_said_on_every_day(read_later: str, chromium: Browser) -> None:
    home = read(chromium, f"{read_later}/index.html", FIRST, scripts=False)
    assert "ปีงบประมาณ 2570 ในเขตเทศบาลตำบลตัวอย่าง มี 3 โครงการ" in home
    assert "ติดประกาศ 1 พ.ย. – 1 ธ.ค. 2569" in home
    assert not [word for told in DAYS.values() for word in told[1:] if word in home]
    project = f"{read_later}/2570/projects/2570-001.html"
    assert "ตามแผน พ.ย. 2569 – ม.ค. 2570" in read(chromium, project, FIRST, scripts=False)
