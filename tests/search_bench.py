"""`make bench`, the search: ours beside Material's stock search and Pagefind on the same pages.

Prints recall, precision, bytes over the wire and milliseconds; judges nothing. Pagefind and lunr
come by npm when they are asked for; without it, ours alone is measured.
"""

from __future__ import annotations

import csv
import gzip
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench import REAL, before_it, invented_rows, phaen, real_rows, stock, write_portal
from e2e.finding import portal_plans, rule, said, searching
from portals import QUERIES
from published import CHROMIUM, QUIET, served

# What one table of five megabytes holds.
MOST_ROWS = 5_000
PUBLIC = QUERIES / "queries.tsv"
KEYS = """async queries => {
    const times = [];
    for (const query of queries) for (let end = 1; end <= query.length; end++) {
        const started = performance.now();
        phaen.engine.find(query.slice(0, end));
        times.push(performance.now() - started);
    }
    times.sort((a, b) => a - b);
    return [times[times.length >> 1], times[times.length - 1]];
}"""
TAKE = """async () => {
    const index = self.phaenIndex.find(one => 'name' in one);
    const details = self.phaenIndex.find(one => 'detail' in one && one.year === index.year);
    const started = performance.now();
    const engine = phaen.Engine(self.phaenData[0]);
    engine.add(index);
    engine.find('ถนน');
    const first = performance.now() - started;
    engine.addDetails(details);
    return [first, performance.now() - started];
}"""


def public() -> list[tuple[str, str]]:
    """Return the public queries with what a right answer must contain."""
    with PUBLIC.open(encoding="utf-8") as lines:
        return [
            (one["query"], one["must contain"]) for one in csv.DictReader(lines, delimiter="\t")
        ]


def told(right: dict[str, set[str]], found: dict[str, set[str]]) -> str:
    """Return recall and precision over the queries that have a right answer."""
    asked = [query for query, ids in right.items() if ids]
    hits = sum(len(right[query] & found[query]) for query in asked)
    recall = hits / sum(len(right[query]) for query in asked)
    all_found = sum(len(found[query]) for query in asked)
    return f"recall {recall:.3f}, precision {hits / all_found if all_found else 0:.3f}"


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        work = Path(name)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for rows in (1_000, 10_000, 100_000):
            speed(work / str(rows), rows, browser)
        compare(work / "compare", browser)
        browser.close()


def spread(portal: Path, rows: int, most: int) -> Path:
    """Write a portal of so many rows: over several years where one holds `most`."""
    years = -(-rows // most)
    write_portal(portal, invented_rows(rows // years))
    for year in range(2569, 2570 - years, -1):
        before_it(portal, year)
    return portal


def speed(folder: Path, rows: int, browser: Browser, most: int = MOST_ROWS) -> None:
    """Print milliseconds from keystroke to ordered ids, and from a loaded index to ready."""
    plans = portal_plans(spread(folder / "portal", rows, most))
    queries = [query for query, _ in public()] if PUBLIC.is_file() else ["ถนน", "คสล.", "ม.5"]
    with searching(plans, folder / "index", browser) as page:
        page.evaluate(KEYS, queries)
        median, worst = page.evaluate(KEYS, queries)
        first, whole = page.evaluate(TAKE)
    print(
        f"search, {rows} projects: keystroke to ordered ids {median:.1f} ms (worst {worst:.1f}); "
        f"ready {first:.0f} ms after the index, {whole:.0f} ms with details"
    )


def compare(folder: Path, browser: Browser) -> None:
    """Print our recall, precision, bytes and milliseconds beside those of the others."""
    portal = write_portal(
        folder / "portal", real_rows()[:1000] if REAL.is_file() else invented_rows(1000)
    )
    plans = portal_plans(portal)
    rows = {id_: said(one) for (_, id_), one in plans.rows().items()}
    right = {
        query: {id_ for id_, one in rows.items() if rule(must)(one)} for query, must in public()
    }
    phaen(portal)
    with served(portal / "site") as url:
        ours(url, right, browser, portal / "site")
        if shutil.which("npx"):
            pagefind(portal / "site", url, right, browser)
    _, site = stock(portal, as_users_have_it=True)
    with served(site) as url:
        material(site, url, right, browser)


def line(
    name: str, right: dict[str, set[str]], found: dict[str, set[str]], size: int, ms: float
) -> None:
    """Print one row of the comparison."""
    print(f"  {name}: {told(right, found)}, {size / 1000:.0f} KB to the first answer, {ms:.1f} ms")


def ours(url: str, right: dict[str, set[str]], browser: Browser, site: Path) -> None:
    """Measure our search on the built site."""
    page = browser.new_page()
    page.goto(f"{url}/index.html")
    answer = page.evaluate(
        """async queries => {
            await phaen.search('ก');
            const started = performance.now(), found = {};
            for (const one of queries) found[one] = (await phaen.search(one)).map(row => row.id);
            return [found, (performance.now() - started) / queries.length];
        }""",
        list(right),
    )
    files = [*site.glob("assets/*/search-*.js"), *site.glob("2*/search-*.js")]
    files = [
        file for file in files if file.stem not in ("search-page", "search-lists", "search-xlsx")
    ]
    size = sum(len(gzip.compress(file.read_bytes())) for file in files)
    line("ours", right, {query: set(ids) for query, ids in answer[0].items()}, size, answer[1])
    page.close()


def pagefind(site: Path, url: str, right: dict[str, set[str]], browser: Browser) -> None:
    """Measure Pagefind (extended, Thai) on the same pages."""
    done = subprocess.run(
        ["npx", "-y", "pagefind", "--site", str(site), "--force-language", "th"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        print("  Pagefind: could not be run:", done.stderr.strip().splitlines()[-1:])
        return
    # It runs WebAssembly, which our policy forbids; here it may.
    (site / "_headers").write_text("", encoding="utf-8")
    page = browser.new_context(bypass_csp=True).new_page()
    size = 0

    def weigh(response: Any) -> None:
        nonlocal size
        if "/pagefind/" in response.url:
            size += len(gzip.compress(response.body()))

    page.on("response", weigh)
    page.goto(f"{url}/index.html")
    answer = page.evaluate(
        """async queries => {
            const pagefind = await import('/pagefind/pagefind.js');
            await pagefind.init();
            const started = performance.now(), found = {};
            for (const one of queries) {
                const all = await pagefind.search(one);
                const pages = await Promise.all(all.results.map(row => row.data()));
                found[one] = pages.map(row => (row.url.match(/projects\\/([^.]+)\\.html/) || [])[1])
                    .filter(Boolean);
            }
            return [found, (performance.now() - started) / queries.length];
        }""",
        list(right),
    )
    line("Pagefind", right, {query: set(ids) for query, ids in answer[0].items()}, size, answer[1])
    shutil.rmtree(site / "pagefind", ignore_errors=True)
    page.close()


def material(site: Path, url: str, right: dict[str, set[str]], browser: Browser) -> None:
    """Measure Material's stock search: its worker, asked as its box asks it."""
    index = site / "search" / "search_index.json"
    workers = sorted((site / "assets/javascripts/workers").glob("search.*.min.js"))
    lunr = sorted((site / "assets/javascripts/lunr").rglob("*.js"))
    page = browser.new_context(bypass_csp=True).new_page()
    page.goto(f"{url}/index.html")
    answer = page.evaluate(
        """async ([worker, queries]) => {
            const config = await (await fetch('/search/search_index.json')).json();
            const one = new Worker('/' + worker);
            const ask = message => new Promise(done => {
                one.onmessage = event => {
                    if (event.data.type !== 2 || message.type === 2) done(event.data);
                };
                one.postMessage(message);
            });
            await ask({type: 0, data: {...config, options: {suggest: false}}});
            const found = {}, started = performance.now();
            for (const query of queries) {
                const answer = await ask({type: 2, data: query});
                found[query] = (answer.data.items || []).flatMap(item => item)
                    .map(item => (item.location.match(/projects\\/([^.]+)\\.html/) || [])[1])
                    .filter(Boolean);
            }
            return [found, (performance.now() - started) / queries.length];
        }""",
        [str(workers[0].relative_to(site)), list(right)],
    )
    size = sum(len(gzip.compress(file.read_bytes())) for file in (index, *workers, *lunr))
    line("Material", right, {query: set(ids) for query, ids in answer[0].items()}, size, answer[1])
    page.close()


if __name__ == "__main__":
    main()
