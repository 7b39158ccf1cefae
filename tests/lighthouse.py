"""`make bench`: Lighthouse on a telephone, and how soon a large plan can be used on a slow one.

Lighthouse needs Node. Each figure is the best of three. Prints; judges nothing: on a machine that
works on other things, the time in which a page is busy grows with them.

The site is served from this machine, so that the canonical address is another host's; Lighthouse
does not count that where the canonical is absolute and the page alone in its language.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench import invented_rows, write_portal
from portals import ROOT, TODAY, built
from published import CHROMIUM, QUIET, kinds, served
from screens import example

VERSION = "12.8.2"  # the last line that runs on Debian's Node 18 and 20
TOOL = ROOT / "build" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = ("home", "year", "project", "village")
LARGE = {"search": "search.html", "table": "2570/table.html"}
PROJECTS, MOST_PROJECTS = 1_000, 3_000
TURNS = 3
# What Lighthouse calls slow 4G, and a processor four times slower.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 93_750}
SLOWER = 4
# The moments from which on a reader sees rows, and gets a whole answer to what is typed; and for
# how long the page could not hear its reader, beyond 50 ms at a time.
WATCH = """window.moments = {busy: 0};
new PerformanceObserver(list => list.getEntries().forEach(one => {
    moments.busy += one.duration - 50;
})).observe({type: 'longtask', buffered: true});
const look = () => {
    const now = performance.now();
    if (document.querySelector('.ph-explore .ph-list > li, .ph-whole [data-project]')) {
        moments.rows = moments.rows || now;
    }
    if (document.querySelector('.ph-explore[data-ready]')) { moments.ready = now; return; }
    setTimeout(look, 10);
};
look();"""


def installed() -> Path | None:
    """Return the program, fetched where npm is there; None where it cannot be had."""
    program = TOOL / "node_modules" / ".bin" / "lighthouse"
    package = TOOL / "node_modules" / "lighthouse" / "package.json"
    if package.is_file() and json.loads(package.read_text())["version"] == VERSION:
        return program
    if not (shutil.which("node") and shutil.which("npm")):
        return None
    TOOL.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-save", "--no-package-lock", "--silent"]
    done = subprocess.run(
        [*command, "--prefix", str(TOOL), f"lighthouse@{VERSION}"], capture_output=True, check=False
    )
    return program if done.returncode == 0 else None


def report(program: Path, address: str) -> str:
    """Return the four marks of a page at the best of some runs, and what is short of full marks."""
    return max(marked(program, address) for _ in range(TURNS))[1]


def marked(program: Path, address: str) -> tuple[float, str]:
    """Return the mark for performance of one run, and what to say of it."""
    done = subprocess.run(
        [
            str(program), address, "--quiet", "--output=json",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={' '.join(('--headless=new', *QUIET))}",
        ],
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        capture_output=True, encoding="utf-8", timeout=180, check=False,
    )  # fmt: skip
    if done.returncode:
        return 0, f"failed: {done.stderr.strip()[-200:]}"
    answer = json.loads(done.stdout)
    marks = [f"{name} {answer['categories'][name]['score'] * 100:.0f}" for name in CATEGORIES]
    marks.append(f"TBT {answer['audits']['total-blocking-time']['numericValue']:.0f} ms")
    short = [
        f"{audit['id']} {audit.get('displayValue', '')}".strip()
        for name in CATEGORIES
        for ref in answer["categories"][name]["auditRefs"]
        if ref["weight"]
        and (audit := answer["audits"][ref["id"]])["score"] is not None
        and audit["score"] < 1
    ]
    said = ", ".join(marks) + (f"   ({'; '.join(short)})" if short else "")
    return answer["categories"]["performance"]["score"], said


def slowly(browser: Browser, address: str) -> str:
    """Return when a page can be used on a slow line and processor, at the best of some visits."""
    best = min((_visited(browser, address) for _ in range(TURNS)), key=lambda one: one["ready"])
    return (
        f"rows after {best['rows'] / 1000:.1f} s, ready after {best['ready'] / 1000:.1f} s of 5, "
        f"too busy to hear for {best['busy']:.0f} ms"
    )


def _visited(browser: Browser, address: str) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 412, "height": 823}, is_mobile=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")
    page.locator(".ph-explore[data-ready]").wait_for(state="attached", timeout=60_000)
    page.wait_for_function("moments.ready")
    moments: dict[str, float] = page.evaluate("moments")
    context.close()
    return moments


def large(folder: Path, projects: int) -> Path:
    """Build a portal of so many invented projects and return its site."""
    portal = write_portal(folder, invented_rows(projects))
    built(portal, TODAY)
    return portal / "site"


def main() -> None:
    """Print the marks of the pages that most people see, and of large years."""
    if not Path(CHROMIUM).exists():
        print("   Lighthouse left out: it needs Chromium")
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        print(f"{MOST_PROJECTS:,} projects on a slow 4G line, a processor {SLOWER} times slower")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        with served(large(Path(folder), MOST_PROJECTS)) as url:
            for kind, path in LARGE.items():
                print(f"   {kind:<8} {slowly(browser, f'{url}/{path}')}", flush=True)
        browser.close()
    program = installed()
    if program is None:
        print("   Lighthouse left out: it needs node and npm")
        return
    print(f"Lighthouse {VERSION}, its telephone on its slow 4G, best of {TURNS}")
    with example() as (site, view), served(site) as url:
        for kind in PAGES:
            print(f"   {kind:<8} {report(program, f'{url}/{kinds(view)[kind]}')}", flush=True)
    with tempfile.TemporaryDirectory() as folder, served(large(Path(folder), PROJECTS)) as url:
        for kind, path in LARGE.items():
            print(f"   {kind:<8} {report(program, f'{url}/{path}')}", flush=True)


if __name__ == "__main__":
    main()
