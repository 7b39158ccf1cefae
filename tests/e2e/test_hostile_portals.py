"""The hostile corpus: each portal gives problems or a site, and no site of theirs does anything."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

from e2e.sites import BuiltSite, build_here
from hostile.make import CORPUS, HERE, PROJECTS, WORKBOOK
from portals import checked, csv_table, portal_folder
from published import served

# Pages of each site that are opened here; `make soak` opens them all.
SOAK = bool(os.environ.get("PHAEN_SOAK"))
SHARE = 10_000 if SOAK else 3
# Problems whose portals are built all the same.
BUILDABLE = {
    *("yaml-surrogate", "org-name-script", "org-name-long"),
    *("org-emblem-outside", "org-unit-clash", "row-script", "row-template"),
    *("row-markdown", "row-attributes", "row-bidi", "row-zalgo", "row-controls", "row-formula"),
    *("row-long", "row-id-invisible", "row-continues-itself", "row-unit-script"),
    *(
        "row-programme-script",
        "csv-nul",
        "page-quotes",
        "page-brackets",
        "page-lists",
    ),
}


def laid(name: str, folder: Path) -> Path:
    """Lay a hostile portal over the sound one; where it has a workbook, there is no table."""
    files: dict[str, str | bytes | None] = {
        path.relative_to(HERE / name).as_posix(): path.read_bytes()
        for path in sorted((HERE / name).rglob("*"))
        if path.is_file()
    }
    if WORKBOOK in files:
        files[PROJECTS] = None
    return portal_folder(folder, files)


def test_corpus_on_disk_is_what_its_script_writes() -> None:
    assert len(CORPUS) >= 60
    kept = {path.name for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert kept == set(CORPUS)
    for name, files in CORPUS.items():
        for path, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            assert (HERE / name / path).read_bytes() == data, f"{name}/{path}"


@pytest.mark.parametrize("name", CORPUS)
def test_hostile_portal_gives_problems_that_say_where_and_what_to_do(
    name: str, tmp_path: Path
) -> None:
    report = checked(laid(name, tmp_path / "portal")).report
    for problem in report:
        assert problem.place.file and problem.message and problem.advice
        assert len(problem.message) < 1000
    assert (not report.errors) == (name in BUILDABLE), [problem.code for problem in report]
    assert not Path("/tmp/pwned").exists()


class Watch:
    """Notes whatever a page does that it must not."""

    def __init__(self, page: Page, home: str) -> None:
        self.seen: list[str] = []
        self.home = home
        page.on("dialog", self._dialog)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.seen.append(f"error {error}"))
        page.on("request", self._request)

    def _dialog(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        self.seen.append(f"{message.type} {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self.home):
            self.seen.append(f"asks {request.url}")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a telephone's width."""
    one = chromium.new_page(viewport={"width": 360, "height": 700})
    yield one
    one.close()


def opened(site: Path, page: Page, most: int) -> list[str]:
    """Open pages of a site, those that say most first; return what they did."""
    paths = sorted(site.rglob("*.html"), key=lambda path: -path.stat().st_size)
    with served(site) as home:
        watch = Watch(page, home)
        for path in [one for one in paths if one.name != "404.html"][:most]:
            page.goto(f"{home}/{path.relative_to(site).as_posix()}")
            # Inline, data for machines alone: browsers run no script of this type.
            inline = page.locator("script:not([src])")
            kinds = inline.evaluate_all("all => all.map(one => one.type)")
            assert set(kinds) <= {"application/ld+json"}
            for text in inline.all_text_contents():
                json.loads(text)
        return watch.seen


def together(folder: Path) -> Path:
    """Lay every hostile row that can be built, as one plan."""
    rows = []
    for number, name in enumerate(sorted(name for name in BUILDABLE if name.startswith("row-"))):
        text = (HERE / name / PROJECTS).read_bytes().decode("utf-8")
        (row,) = csv.DictReader(io.StringIO(text, newline=""))
        rows.append(row | {"id": f"2570-{number:03}"})
    return portal_folder(folder, {PROJECTS: csv_table(rows)})


# Rows are built as one plan, and one by one in the long run.
BUILT = sorted(name for name in BUILDABLE if SOAK or not name.startswith("row-"))


@pytest.mark.parametrize("name", ["rows", *BUILT])
def test_hostile_site_runs_nothing_and_asks_for_nothing(
    name: str, tmp_path: Path, page: Page
) -> None:
    folder = tmp_path / "portal"
    made: BuiltSite = build_here(together(folder) if name == "rows" else laid(name, folder))
    outside = [path for path in tmp_path.iterdir() if path.name != "portal"]
    assert outside == []
    for path in made.site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'(?:href|src)="(?:javascript|data|vbscript):', text, re.IGNORECASE)
    assert opened(made.site, page, SHARE) == []
    shutil.rmtree(tmp_path / "portal")
