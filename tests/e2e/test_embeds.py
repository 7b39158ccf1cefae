"""Small pages within other sites, behind the settings that `phaen receive` writes, in Chromium."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Frame, Page, expect

from e2e.remotes import NGINX, Office, Reader, nginx, office
from e2e.sites import BuiltSite
from generator.machine.packaged import THEME
from generator.site.render import EMBEDDED, HEADERS
from published import headers, served

POLICY = "Content-Security-Policy"
SMALL = ("index.html", "villages/5.html", "projects/2570-001.html")
LARGEST = 8192
OVERRIDES = Path(THEME) / "overrides/assets/phaen"
WIDER = """([wholes, percent, width]) => {
  document.documentElement.style.fontSize = percent + "%";
  const main = document.querySelector("main");
  return wholes.filter(([name, whole]) => {
    main.innerHTML = whole;
    return document.documentElement.scrollWidth > width;
  }).map(([name]) => name);
}"""
behind_nginx = pytest.mark.skipif(not Path(NGINX).is_file(), reason="nginx is not installed")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, int]]:
    """A published office behind nginx."""
    made = office(tmp_path_factory.mktemp("frames") / "office")
    assert made.push().returncode == 0
    with nginx(made) as port:
        yield made, port


@pytest.fixture
def newspaper(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder of another site, and its address."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given, directory=str(tmp_path))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield tmp_path, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def framed(page: Page, newspaper: tuple[Path, str], address: str) -> Frame:
    """Return the frame of a page of another site that puts `address` into one."""
    folder, site = newspaper
    news = f"news-{len(list(folder.iterdir()))}.html"  # a browser may keep what it has seen
    (folder / news).write_text(f'<title>x</title><iframe src="{address}"></iframe>')
    page.goto(f"{site}/{news}", wait_until="networkidle")
    return page.frames[1]


@behind_nginx
def test_another_site_shows_a_small_page_and_no_other(
    host: tuple[Office, int], newspaper: tuple[Path, str], chromium: Browser
) -> None:
    made, port = host
    at = f"http://127.0.0.1:{port}"
    page = chromium.new_page()
    small = sorted(one.relative_to(made.live) for one in made.live.rglob("embed/2570/**/*.html"))
    assert {one.parts[2] for one in small} >= {"index.html", "projects"}
    for one in small[:4]:
        frame = framed(page, newspaper, f"{at}/{one.as_posix()}")
        assert "แผนการดำเนินงาน" in frame.locator("main").inner_text()
        border = "getComputedStyle(document.querySelector('main')).borderTopWidth"
        assert frame.evaluate(border) == "1px"
    for path in ("", "2570/index.html", "2570/projects/2570-001.html", "embed/", "embed/2570/no"):
        frame = framed(page, newspaper, f"{at}/{path}")
        assert frame.locator("main, .ph-page").count() == 0, path
        assert frame.url.startswith("chrome-error:"), path
    page.close()


@behind_nginx
def test_nginx_tells_small_pages_from_all_others(host: tuple[Office, int]) -> None:
    with Reader(host[1]) as reader:
        policy = POLICY.lower()
        assert reader.get("/embed/2570/index.html").headers[policy] == EMBEDDED
        for path in ("/", "/2570/index.html", "/embed/", "/embedded/2570/x", "/embed/2570/no.html"):
            assert reader.get(path).headers[policy] == HEADERS[POLICY], path


def test_hosts_that_read_headers_of_a_file_are_told_the_same(example: BuiltSite) -> None:
    for path in SMALL:
        assert headers(example.site, f"/embed/2570/{path}")[POLICY] == EMBEDDED
    for path in ("/index.html", "/2570/index.html", "/2570/projects/2570-001.html", "/data.html"):
        assert headers(example.site, path)[POLICY] == HEADERS[POLICY]


def test_small_pages_are_small_whole_without_script_and_without_fault(
    example: BuiltSite, chromium: Browser
) -> None:
    with served(example.site) as url:
        for scripts in (False, True):
            context = chromium.new_context(
                java_script_enabled=scripts,
                bypass_csp=scripts,
                viewport={"width": 280, "height": 400},
            )
            page = context.new_page()
            for path in SMALL:
                assert (example.site / "embed/2570" / path).stat().st_size <= LARGEST
                page.goto(f"{url}/embed/2570/{path}", wait_until="networkidle")
                assert page.locator("h1").inner_text()
                if scripts:
                    assert page.evaluate("document.documentElement.scrollWidth") <= 280
                    page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
                    found = page.evaluate("axe.run()")["violations"]
                    assert [one["id"] for one in found] == [], path
            context.close()


def test_no_small_page_is_wider_than_its_frame_however_large_its_letters_are(
    example: BuiltSite, chromium: Browser
) -> None:
    style = (OVERRIDES / "embed.css").read_text(encoding="utf-8")
    shown = [
        (path.name, re.search("<main.*?>(.*)</main>", path.read_text("utf-8"), re.DOTALL))
        for path in sorted((example.site / "embed").rglob("*.html"))
    ]
    wholes = [(name, found[1]) for name, found in shown if found]
    assert len(wholes) == len(shown) > 300
    page = chromium.new_page()
    page.set_content(f"<style>{style}</style><main></main>")
    for width in (280, 320, 360):
        page.set_viewport_size({"width": width, "height": 400})
        for percent in (100, 200):
            assert page.evaluate(WIDER, [wholes, percent, width]) == [], (width, percent)
    page.close()


def test_small_pages_say_what_the_pages_say(example: BuiltSite) -> None:
    year = example.page("embed/2570/index.html")
    (figures,) = example.page("2570/index.html").classed("ph-figures")[:1]
    (told,) = year.classed("ph-money")
    for name in ("data-total-budget", "data-total-projects"):
        assert told.attributes[name] == figures.attributes[name]
    for village in example.view.current.villages:
        (told,) = example.page(f"embed/2570/villages/{village.slug}.html").classed("ph-money")
        (figures,) = example.page(f"2570/{village.path}").classed("ph-figures")[:1]
        for name in ("data-total-budget", "data-total-projects"):
            assert told.attributes[name] == figures.attributes[name]


def test_pages_give_the_line_to_embed_and_a_citation_with_the_day_of_reading(
    example: BuiltSite, chromium: Browser
) -> None:
    with served(example.site) as url:
        context = chromium.new_context(locale="th-TH")
        page = context.new_page()
        page.clock.set_fixed_time("2026-11-24T03:00:00Z")
        page.goto(f"{url}/2570/projects/2570-001.html", wait_until="networkidle")
        page.locator(".ph-cite summary").first.click()
        cited = page.locator(".ph-cite .ph-cited").first
        expect(page.locator(".ph-cited-on").first).to_contain_text("2569")
        text = cited.inner_text().replace("\u00a0", " ")
        assert text.endswith("2570/projects/2570-001.html สืบค้นเมื่อ 24 พฤศจิกายน 2569")
        assert "ประกาศ" in text
        page.locator(".ph-embedding summary").click()
        code = page.locator(".ph-embedding code").inner_text()
        assert code.startswith('<iframe src="http') and code.endswith("</iframe>")
        assert "/embed/2570/projects/2570-001.html" in code
        context.close()


def test_lists_for_reporters_sort_by_what_is_touched(example: BuiltSite, chromium: Browser) -> None:
    with served(example.site) as url:
        page = chromium.new_page()
        page.goto(f"{url}/2570/others.html", wait_until="networkidle")
        values = "rows => rows.map(row => Number(row.cells[4].dataset.value))"
        first = page.locator(".ph-compared tbody tr").evaluate_all(values)
        assert first == sorted(first, reverse=True) and len(set(first)) > 2
        page.locator(".ph-compared th button").last.click()
        page.locator(".ph-compared th button").last.click()
        assert page.locator(".ph-compared tbody tr").evaluate_all(values) == sorted(first)
        assert page.locator("th[aria-sort=ascending]").count() == 1
        page.locator(".ph-sorting select").select_option("")
        assert page.locator(".ph-compared tbody tr").evaluate_all(values) == first
        page.close()
