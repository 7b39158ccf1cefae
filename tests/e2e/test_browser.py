"""The example in the real Chromium: every kind of page, on a telephone, a desk, without scripts."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from e2e.sites import DAY, BuiltSite
from portals import ROOT, portal_folder
from published import kinds
from shares import some

WIDTHS = {"telephone": 360, "desk": 1280}
THAI = "ก่อสร้าง"
KINDS = (
    "index.html", "years.html", "data.html", "about.html", "glossary.html", "guide.html",
    "contact.html", "how-to-read.html", "data-policy.html", "about/steps.html", "404.html",
    "YEAR/index.html", "YEAR/progress.html", "YEAR/data/index.html",
    "YEAR/announcements/index.html", "YEAR/announcements/1.html", "YEAR/strategies/1.html",
    "YEAR/programmes/*.html", "YEAR/units/*.html", "YEAR/units/other-*.html",
    "YEAR/villages/5.html",
    "YEAR/months/10.html", "YEAR/owners/*.html", "CANCELLED", "CHANGED", "LONGEST", "REPORTED",
)  # fmt: skip
# What the search tells of a list (.ph-explore) is in the list itself without it.
SAID = """() => (document.querySelectorAll('.ph-explore').forEach(one => one.remove()), {
    projects: [...document.querySelectorAll('[data-project]')].map(
        one => one.dataset.project + ' ' + one.textContent.replace(/\\s+/g, ' ').trim()
    ),
    totals: [...document.querySelectorAll('[data-total], [data-total-budget]')].map(
        one => JSON.stringify(
            [one.dataset.total, one.dataset.totalBudget, one.dataset.totalProjects]
        ) + [...one.querySelectorAll('strong, .ph-num')].map(part => part.textContent).join('|')
    ),
    dates: [...document.querySelectorAll('time')].map(one => one.dateTime + ' ' + one.textContent),
})"""
# Those of some selectors of which a reader sees something, as Playwright's `is_visible` tells it.
SEEN = """selectors => selectors.filter(one => [...document.querySelectorAll(one)].some(part => {
    const box = part.getBoundingClientRect();
    return part.checkVisibility({visibilityProperty: true}) && box.width > 0 && box.height > 0;
}))"""


def pages_of_each_kind(example: BuiltSite) -> list[str]:
    """Return a page of every kind, the last of its kind where there are several."""
    year = example.view.current
    views = [(one, view) for one in example.view.years for view in (*one.projects, *one.cancelled)]

    def address(found: list[tuple[int, str]]) -> str:
        return max(found)[1]

    special = {
        "CANCELLED": [(0, f"{y.label}/{v.path}") for y, v in views if v.project.cancelled],
        "CHANGED": [(len(v.history), f"{y.label}/{v.path}") for y, v in views],
        "LONGEST": [(len(v.project.name), f"{y.label}/{v.path}") for y, v in views],
        "REPORTED": [(len(v.reports), f"{y.label}/{v.path}") for y, v in views],
    }
    paths = []
    for kind in KINDS:
        if kind in special:
            paths.append(address(special[kind]))
            continue
        found = sorted(example.site.glob(kind.replace("YEAR", year.label)))
        assert found, kind
        paths.append(found[-1].relative_to(example.site).as_posix())
    return paths


class Visit:
    """A browser window that keeps what went wrong, and every request that asks somebody else.

    The browser itself lets none out (`chromium`): to hold up each of them would cost its cache.
    """

    def __init__(self, chromium: Browser, url: str, width: int, *, scripts: bool = True) -> None:
        self.faults: list[str] = []
        self.context = chromium.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            color_scheme="light",
            locale="th-TH",
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.url = url
        self.page.on("request", self._asked)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"error {error}"))
        self.page.on("requestfailed", self._failed)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self.url):
            self.faults.append(f"asks {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        self.faults.append(f"console {message.text}")

    def _failed(self, request: Request) -> None:
        left = request.failure == "net::ERR_ABORTED"  # by going to the next page
        if not left:
            self.faults.append(f"failed {request.url}")

    def open(self, path: str) -> Page:
        """Open a page of the site; what went wrong on the last one is forgotten."""
        self.faults.clear()
        self.page.goto(f"{self.url}/{path}", wait_until="load")
        self.page.evaluate("document.fonts.ready")
        return self.page


@contextmanager
def visit(
    chromium: Browser, url: str, width: int = 1280, *, scripts: bool = True
) -> Iterator[Visit]:
    """Open a window and close it again."""
    one = Visit(chromium, url, width, scripts=scripts)
    try:
        yield one
    finally:
        one.context.close()


def lines_of(page: Page) -> list[str]:
    """Return the lines that a reader sees between header and footer, blanks folded."""
    lines = page.locator("#ph-content").inner_text().split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


def test_a_page_that_asks_somebody_else_is_noticed_and_gets_no_answer(chromium: Browser) -> None:
    with visit(chromium, "http://127.0.0.1:1") as window:
        window.page.set_content('<img src="http://tracker.example/x.png">', wait_until="load")
        asked = "http://tracker.example/x.png"
        assert {f"asks {asked}", f"failed {asked}"} <= {*window.faults}


def whole(window: Visit, path: str) -> None:
    """Hold that an open page has what a page needs, nothing failed, and nothing is too wide."""
    page = window.page
    assert window.faults == [], path
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{path} is {wide} px too wide"
    assert page.locator("h1").count() == 1, path
    assert page.locator("h1").is_visible(), path
    assert page.locator("html").get_attribute("lang") == "th", path


def walked_by_keys(page: Page, path: str) -> None:
    """Hold that Tab leads to the content first, and then shows where it is."""
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("href") == "#ph-content", path
    box = focused.bounding_box()
    assert box
    assert box["x"] >= 0, path
    assert box["y"] >= 0, path
    assert box["width"] > 40, path
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "ph-content", path
    page.keyboard.press("Tab")
    inside, outline = page.evaluate(
        """() => {
            const one = document.activeElement, style = getComputedStyle(one);
            return [
                !!one.closest('#ph-content, footer'),
                style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
            ];
        }"""
    )
    assert inside, path
    assert outline, path


@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page_is_whole_fits_asks_nobody_and_keys_reach_its_content_first_and_in_sight(
    width: str, example: BuiltSite, example_url: str, chromium: Browser
) -> None:
    with visit(chromium, example_url, WIDTHS[width]) as window:
        for path in pages_of_each_kind(example):
            page = window.open(path)
            whole(window, path)
            walked_by_keys(page, path)


def nothing_of_it_is_taken_away(window: Visit, bare: Visit, path: str) -> None:
    """Hold that what is read without scripts is read with them; open in both windows."""
    with_scripts, without = " ".join(lines_of(window.page)), lines_of(bare.page)
    assert len("".join(without)) > 50, path
    # A sentence that depends on the day is made exact; all else stays.
    told = bare.page.locator(".ph-dated").all_inner_texts()
    dated = [" ".join(one.split()) for one in told if one.strip()]
    lost = [" ".join(line.split()) for line in without if line not in with_scripts]
    assert [one for one in lost if not any(d in one for d in dated)] == [], path
    assert bare.faults == [], path


@pytest.mark.share
def test_without_scripts_every_list_total_and_date_is_there_and_scripts_take_nothing_away(
    example: BuiltSite, example_url: str, chromium: Browser
) -> None:
    said, each = 0, pages_of_each_kind(example)
    with (
        visit(chromium, example_url) as window,
        visit(chromium, example_url, scripts=False) as bare,
    ):
        for path in some(dict.fromkeys([*each, *kinds(example.view).values()]), 5):
            one, other = window.open(path), bare.open(path)
            if path in each:
                nothing_of_it_is_taken_away(window, bare, path)
            without = other.evaluate(SAID)
            assert without == one.evaluate(SAID), path
            said += sum(map(len, without.values()))
            needs_script = [".ph-script", ".ph-mine", "select", ".ph-printed-on"]
            assert other.evaluate(SEEN, [*needs_script, "h1"]) == ["h1"], path
    assert said > 100


def test_thai_is_set_in_our_own_sarabun_in_every_weight_used(
    example_url: str, chromium: Browser
) -> None:
    with visit(chromium, example_url) as window:
        page = window.open("index.html")
        for weight in (400, 600):
            assert page.evaluate(f"document.fonts.check('{weight} 18px Sarabun', '{THAI}')")
        loaded = page.evaluate(
            """[...document.fonts]
                .filter(font => font.status === 'loaded' && /E01/i.test(font.unicodeRange))
                .map(font => font.family)"""
        )
        assert loaded
        assert {name.strip("'\"") for name in loaded} == {"Sarabun"}
        # What Chromium really drew the heading with, whatever the style sheet wishes.
        session = window.context.new_cdp_session(page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        for selector in ("h1", "p", "th", "small"):
            node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})
            fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})["fonts"]
            drawn = {(font["familyName"].split()[0], font["isCustomFont"]) for font in fonts}
            assert drawn == {("Sarabun", True)}, selector


def test_site_opens_from_a_stick_without_a_server(example: BuiltSite, chromium: Browser) -> None:
    """Every link on the way from the home page to a project works on file://."""
    with visit(chromium, example.site.as_uri()) as window:
        page = window.open("index.html")
        page.locator("[data-group^='strategy'] a").first.click()
        page.wait_for_url("**/strategies/*.html")
        page.locator("[data-project] a").first.click()
        page.wait_for_url("**/projects/*.html")
        assert page.locator("[data-project]").count() >= 1
        assert page.locator(".ph-money").is_visible()
        page.evaluate(f"document.fonts.load('18px Sarabun', '{THAI}')")
        assert "loaded" in page.evaluate("[...document.fonts].map(font => font.status)")
        assert window.faults == []


# The preview


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def fetched(url: str) -> str:
    """Return what a web server answers, empty where it does not."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def wait_for(url: str, text: str, process: subprocess.Popen[str]) -> None:
    """Poll until the page says it."""
    until = time.monotonic() + 30
    while text not in fetched(url):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until, f"{text} never came"
        time.sleep(0.1)


@contextmanager
def serving(portal: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Run `phaen serve`; it is killed where a test fails before it stops it."""
    process = subprocess.Popen(
        [
            sys.executable, "-m", "generator", "serve",
            "--portal", str(portal), "--today", DAY, "--port", str(port),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_preview_shows_the_site_then_what_was_saved_and_stops_when_asked(tmp_path: Path) -> None:
    portal, port = portal_folder(tmp_path / "portal"), free_port()
    url = f"http://127.0.0.1:{port}/2570/projects/2570-001.html"
    projects = portal / "plans/2570/projects.csv"
    sound = projects.read_text(encoding="utf-8")
    with serving(portal, port) as process:
        wait_for(url, "ก่อสร้างถนนคอนกรีตเสริมเหล็ก", process)
        projects.write_text(sound.replace("ก่อสร้างถนน", "ซ่อมแซมถนน"), encoding="utf-8")
        wait_for(url, "ซ่อมแซมถนนคอนกรีตเสริมเหล็ก", process)
        # A fault keeps the last good site and the preview alive, and says what is wrong.
        projects.write_text(sound.replace("2570-001,1,", "2570-001,9,"), encoding="utf-8")
        time.sleep(2)
        assert "ซ่อมแซมถนน" in fetched(url)
        projects.write_text(sound.replace("ก่อสร้างถนน", "ขยายถนน"), encoding="utf-8")
        wait_for(url, "ขยายถนนคอนกรีตเสริมเหล็ก", process)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=15)
    assert process.returncode == 0, output
    assert "Traceback" not in output
    assert f"http://127.0.0.1:{port}/" in output
    assert "strategy-unknown" in output
    assert len(re.findall("สร้างเว็บไซต์แล้ว", output)) >= 3


def test_preview_on_a_taken_port_is_one_thai_sentence(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with serving(portal, taken.getsockname()[1]) as process:
            output, _ = process.communicate(timeout=30)
    assert process.returncode == 2, output
    assert "Traceback" not in output
    assert "อ่านหรือเขียนไฟล์ไม่ได้" in output or "ช่องทาง" in output
