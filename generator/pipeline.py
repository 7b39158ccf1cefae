"""The flow, readable from top to bottom: read, parse, check, views, render, write, site."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from generator import check, write
from generator.artifact import Artifact
from generator.model import Portal
from generator.packaged import MKDOCS_YML, THEME
from generator.parse import parse_portal
from generator.problems import Report
from generator.read import read_config, read_content, read_portal, refuse_links
from generator.render import (
    CardError,
    card_artifacts,
    config_artifacts,
    interface,
    page_artifacts,
    paper_artifacts,
    theme_assets,
    theme_templates,
    tree_artifacts,
)
from generator.site import SiteBuilder, SiteError
from generator.views import SiteView, site_view

Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """A portal as far as it could be read, with every problem found."""

    portal: Portal
    report: Report
    content: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Built:
    """A published portal: pages in the site, projects of all years (a row may count as many)."""

    checked: Checked
    projects: int
    pages: int
    changes: write.Changes


def check_portal(root: Path, today: datetime.date) -> Checked:
    """Read and check the portal at `root`; nothing is written. Raises OSError."""
    report = Report()
    refuse_links(root, report)
    files = read_portal(root, report)
    content = read_content(root, report)
    read_config(root, report)
    portal = parse_portal(files, report)
    papers = {int(year.folder): year.papers for year in files.years}
    check.check(portal, papers, today, report)
    return Checked(portal, report, content)


def build_portal(
    root: Path,
    staging: Path,
    site_dir: Path,
    today: datetime.date,
    environment: Mapping[str, str],
    step: Step = lambda _name, _done, _all: None,
) -> Built | Checked:
    """Publish the portal at `root` into `site_dir`; a plan with errors is only checked.

    `environment` is the site builder's. `step` is told what is being done, how far, of how many.
    Raises OSError and SiteError; whatever goes wrong, the site that was there stays as it was.
    """
    with SiteBuilder(_epoch(today), environment) as builder:
        step("อ่านและตรวจแผน", 0, 0)
        checked = check_portal(root, today)
        if checked.report.errors:
            return checked
        step("เตรียมหน้าเว็บ", 0, 0)
        cards = write.FolderCache(staging / ".cards")
        changes = write.stage(_artifacts(root, checked, cards), staging)
        cards.prune()
        own_config = root / "mkdocs.yml"
        pages = builder.build(
            own_config if own_config.is_file() else MKDOCS_YML,
            staging,
            site_dir,
            lambda done: step("สร้างเว็บไซต์", done, len(changes.pages)),
        )
    projects = sum(row.count for plan in checked.portal.plans for row in plan.projects)
    return Built(checked, projects, pages, changes)


def pages_of(checked: Checked) -> dict[str, bytes]:
    """Return every page of a portal without errors, as Markdown by its path; nothing is written."""
    view = site_view(checked.portal, checked.report)
    pages = {path: data for path, data in checked.content.items() if path.endswith(".md")}
    derived = {one.path.removeprefix("docs/"): one.data for one in page_artifacts(view, THEME)}
    return pages | derived


def _artifacts(
    root: Path, checked: Checked, cards: MutableMapping[str, bytes]
) -> Iterator[Artifact]:
    view = site_view(checked.portal, checked.report)
    # Typst draws on the second core while the pages are rendered.
    with ThreadPoolExecutor(max_workers=1) as second:
        drawn = second.submit(lambda: list(_cards(view, cards)))
        assets = theme_assets(THEME, view.organization)
        yield from config_artifacts(view, THEME, assets.folder)
        yield from tree_artifacts(f"docs/{assets.folder}", assets.files)
        yield from tree_artifacts("theme", theme_templates(THEME))
        yield from tree_artifacts("docs", checked.content)
        yield from page_artifacts(view, THEME)
        yield from drawn.result()
    yield from paper_artifacts(checked.portal, lambda path: (root / path).read_bytes())


def _cards(view: SiteView, cache: MutableMapping[str, bytes]) -> Iterator[Artifact]:
    try:
        words = interface(THEME, view.organization)
        yield from card_artifacts(view, THEME / "cards", words, cache)
    except CardError as error:
        raise SiteError(str(error)) from error


def _epoch(today: datetime.date) -> int:
    """Return midnight UTC of `today` in seconds, for what carries a build date."""
    midnight = datetime.datetime.combine(today, datetime.time(), datetime.UTC)
    return int(midnight.timestamp())
