"""A year's search index in a browser without its pages, and what an index must find."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from generator.machine.packaged import THEME
from generator.pipeline import check_portal
from generator.problems import Report
from generator.site.render import search_artifacts, site_assets, tree_artifacts
from generator.site.staging import stage
from generator.site.views import ProjectView, SiteView, site_view
from generator.thai.folding import fold
from portals import TODAY
from published import served

PAGE = (
    '<!doctype html><meta charset="utf-8">'
    '<header class="ph-header"><a class="ph-find" href="{0}search.html">ค้นหา</a></header>'
)


@dataclass(frozen=True, slots=True, repr=False)
class Plans:
    """A portal's views; never shown whole by a test that fails."""

    view: SiteView

    def rows(self) -> dict[tuple[str, str], ProjectView]:
        """Return every row by year and id."""
        return {(year.label, one.id): one for year in self.view.years for one in year.rows}


def portal_plans(portal: Path) -> Plans:
    """Return a portal's plans; they must be without errors."""
    checked = check_portal(portal, TODAY)
    wrong = [problem.message for problem in checked.report.errors]
    assert wrong == []
    return Plans(site_view(checked.portal, Report()))


def write_index(plans: Plans, folder: Path) -> None:
    """Write what search needs of a site, and a page that has nothing but the search."""
    view = plans.view
    assets = site_assets(view, THEME)
    stage(
        [
            *search_artifacts(view, THEME, {}),
            *tree_artifacts(f"docs/{assets.folder}", assets.files),
        ],
        folder,
    )
    page = PAGE.format("") + f'<script src="{assets.folder}/phaen.js" defer></script>'
    (folder / "docs/index.html").write_text(page, encoding="utf-8")
    for name in ("_headers", "404.html", "favicon.ico"):
        (folder / "docs" / name).touch()
    (folder / "docs/years.json").write_text("[]", encoding="utf-8")


@contextmanager
def searching(plans: Plans, folder: Path, chromium: Browser) -> Iterator[Page]:
    """Open a page in which `window.phaen.search` searches the site."""
    write_index(plans, folder)
    with served(folder / "docs") as url:
        page = chromium.new_page()
        page.goto(f"{url}/index.html", wait_until="load")
        page.evaluate("() => window.phaen.search('')")
        yield page
        page.close()


Found = dict[str, list[tuple[str, str]]]


def find(page: Page, queries: Iterable[str], first: int | None = None) -> Found:
    """Return, for each query, year and id of what it finds (or of the first so many), in order."""
    found = page.evaluate(
        """async ([queries, first]) => {
            const found = [];
            for (const query of queries) {
                const all = await window.phaen.search(query);
                found.push(all.slice(0, first ?? all.length).map(one => [one.year, one.id]));
            }
            return found;
        }""",
        [asked := list(queries), first],
    )
    return {
        query: [(one[0], one[1]) for one in rows] for query, rows in zip(asked, found, strict=True)
    }


def lacking(page: Page, wanted: list[tuple[str, tuple[str, str]]]) -> list[str]:
    """Return the queries that do not find the row beside them."""
    lost: list[str] = page.evaluate(
        """async wanted => {
            const lost = [];
            for (const [query, [year, id]] of wanted) {
                const found = await window.phaen.search(query);
                if (!found.some(one => one.id === id && one.year === year)) lost.push(query);
            }
            return lost;
        }""",
        wanted,
    )
    return lost


def fields(view: ProjectView) -> list[str]:
    """Return the folded texts of a record, those that a query may be a part of."""
    project = view.project
    names = (view.unit.name, view.programme.name, view.strategy.name, view.owner.name)
    texts = [project.name, project.detail, project.place, project.id, project.unit]
    texts += [project.programme_text, *(name for name in names if isinstance(name, str))]
    return [fold(text).replace("\n", " ") for text in texts]


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says: its folded texts, and its villages by their numbers."""

    texts: tuple[str, ...]
    villages: frozenset[int]

    def has(self, wanted: str) -> bool:
        """Whether it says a folded text, or names `<village 5>`."""
        if village := re.fullmatch("<village ([0-9]+)>", wanted):
            return int(village[1]) in self.villages
        return any(wanted in text for text in self.texts)


def said(view: ProjectView) -> Said:
    """Return what a row says."""
    return Said(tuple(fields(view)), frozenset(villages(view)))


def rule(text: str) -> Callable[[Said], bool]:
    """Return what `must contain` of the public queries says: `&` of `|` of texts and villages."""
    parts = [
        [fold(one) if "<" not in one else one for one in part.split("|")]
        for part in text.split("&")
    ]
    return lambda row: all(any(row.has(one) for one in part) for part in parts)


def villages(view: ProjectView) -> set[int]:
    """Return the villages that a row states, and those that its name and place name in a list."""
    found = set(view.project.villages.numbers)
    for text in (view.project.name, view.project.place):
        for first, last in re.findall("หมู่ที่ ?([0-9]+)(?:[-–]([0-9]+))?", text):
            found |= set(range(int(first), int(last or first) + 1))
    return found
