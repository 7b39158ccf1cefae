"""The flow, readable from top to bottom: read, parse, check, views, render, write, site."""

from __future__ import annotations

import datetime
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.archive import SealedYear, Trust, Vault, chain_of, examine, report_standing
from generator.machine.artifact import Artifact
from generator.machine.layout import PAGES, SEALS, SETTINGS
from generator.machine.packaged import MKDOCS_YML, THEME
from generator.machine.proof import Proof
from generator.plan import check
from generator.plan.drafts import left_out, published, report_of_published, touched
from generator.plan.model import Portal
from generator.plan.notice import digest
from generator.plan.overlap import LookAlikes
from generator.plan.parse import parse_portal
from generator.plan.read import (
    read_config,
    read_content,
    read_papers,
    read_portal,
    read_sources,
    refuse_links,
    texts_below,
)
from generator.plan.uploads import inspect_once
from generator.problems import Report
from generator.site.addresses import address, is_reserved
from generator.site.builder import BuildFolders, SiteBuilder, SiteError, Standing, build_epoch
from generator.site.builder.caches import Caches
from generator.site.builder.folders import own_folders, recover, show
from generator.site.builder.keeping import Keeper
from generator.site.builder.leading import demand_links
from generator.site.builder.listed import only_listed
from generator.site.gate import Chained, Gate, Leak, report_leaks, thorough
from generator.site.render import (
    SHAPES,
    DrawingError,
    Drawings,
    Kept,
    Typesetter,
    config_artifacts,
    drawn_artifacts,
    followed_artifacts,
    local_pages,
    own_assets,
    page_artifacts,
    paper_artifacts,
    photograph_artifacts,
    photographs_of,
    sealed_table,
    search_artifacts,
    shared_artifacts,
    site_assets,
    sizes_of,
    theme_templates,
    tree_artifacts,
    with_descriptions,
    year_data,
)
from generator.site.staging import Aside, Changes, stage
from generator.site.views import Photograph, SiteView, projects_told, site_view
from generator.thai.lines import kept_whole

_ALONE = Trust()
_described = only_listed(with_descriptions)
Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class Checked:
    """A portal as far as it could be read, with every problem found.

    `papers` are the SHA-256 of the files that are brought along, `sizes` their bytes, by path.
    """

    portal: Portal
    report: Report
    content: dict[str, bytes]
    sealed: tuple[SealedYear, ...] = ()
    today: datetime.date | None = None
    look_alikes: LookAlikes | None = None
    finder: check.Finder | None = None
    papers: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class Built:
    """A published portal: pages in the site, projects of all years (a row may count as many)."""

    checked: Checked
    projects: int
    pages: int
    changes: Changes


def check_portal(  # noqa: PLR0913  # what this machine knows already, and what it need not read
    root: Path,
    today: datetime.date,
    vault: Vault | None = None,
    opened: frozenset[str] = frozenset(),
    inspected: MutableMapping[str, bytes] | None = None,
    trust: Trust = _ALONE,
    finder: check.Finder | None = None,
    *,
    unread: frozenset[str] = frozenset(),
    site_url: str = "",
) -> Checked:
    """Read and check the portal at `root`; nothing is written there. Raises OSError.

    `inspected` keeps what was found in uploaded files, `finder` knows texts without personal data.
    Of sealed years only the seals are read, from `vault` where it has them unpacked, of those in
    `unread` nothing; years in `opened` are read as if not sealed. `trust` says whose keys count,
    `site_url` where others publish it, instead of what it says itself.
    """
    report = Report()
    refuse_links(root, report)
    chain = chain_of(root)
    vault = vault or Vault(shapes=SHAPES)
    sealed = examine(root, chain, vault, report, opened, today=today, trust=trust)
    closed_years = frozenset(chain.standing.keys() - opened | unread)
    files = read_portal(root, report, closed_years)
    own, content = read_content(root, report, is_reserved)
    portal = parse_portal(files, report).at(site_url)
    papers = {int(year.folder): year.papers for year in files.years}
    uploads = {f"{PAGES}/{path}": data for path, data in own.items() if not path.endswith(".md")}
    uploads |= read_papers(root, portal.plans, papers, report)
    known = {} if inspected is None else inspected
    beside = {*texts_below(root, closed_years)} - uploads.keys()
    read = check.Content(
        pages={path: data for path, data in own.items() if path.endswith(".md")},
        uploads={path: inspect_once(path, data, known) for path, data in uploads.items()},
        extensions=read_config(root, report),
        trees=files.trees,
        tables=files.tables,
        sources=read_sources(root, portal.plans, beside, report),
        kept=known,
        finder=finder or check.Finder(),
        digests={path: digest(data) for path, data in uploads.items()},
    )
    closed, look_alikes = tuple(one.closed for one in sealed), LookAlikes()
    check.check(portal, papers, today, report, closed, read, look_alikes)
    report_standing(root, sealed, known, report, thorough)
    content = local_pages(content, THEME, portal.organization.kind)
    sizes, told = {path: len(data) for path, data in uploads.items()}, read.digests
    return Checked(portal, report, content, sealed, today, look_alikes, read.finder, told, sizes)


def build_portal(  # noqa: PLR0913  # the portal's folders, and what this machine knows
    root: Path,
    staging: Path,
    site_dir: Path,
    today: datetime.date,
    environment: Mapping[str, str],
    step: Step = lambda _name, _done, _all: None,
    proof: Proof | None = None,
    *,
    trust: Trust = _ALONE,
    public: bool = False,
    site_url: str = "",
) -> Built | Checked:
    """Publish the portal at `root` into `site_dir`; a plan with errors is only checked.

    `environment` is the builder's. `step` is told what is being done, how far, of how many. `trust`
    and `site_url` are as of `check_portal`. Of earlier builds only what `proof` proves is used
    again. Drafts are shown, labelled, if not for the `public`. Raises FolderRefusedError where a
    folder is not ours, OSError and SiteError; whatever goes wrong, the site that was there stays.
    """
    proof = proof or Proof()
    with SiteBuilder(build_epoch(today), environment) as builder:
        step("อ่านและตรวจแผน", 0, 0)
        listed = own_folders(root, staging, site_dir, proof, environment)
        kept = Caches.below(staging, proof)
        checked = _checked(root, today, kept, trust, site_url)
        if checked.report.errors:
            return checked
        step("เตรียมหน้าเว็บ", 0, 0)
        told = as_published(checked) if public else checked
        artifacts = passed(told, _artifacts(root, told, kept, trust), kept.passed)
        if told.report.errors:
            return told
        demand_links(artifacts, told.content, [one.label for one in checked.sealed])
        changes = stage(artifacts, staging, listed.begin)
        listed.end(changes.digests)
        seals = [one.kept for one in checked.sealed]
        unpacked, joining = [*map(kept.vault.unpacked, seals)], [*map(kept.vault.published, seals)]
        kept.drop_unused(seals)
        standing = Standing(staging, site_dir, proof)
        aside = Aside(staging, site_dir, standing.key, proof)
        recover(standing, aside)
        place = BuildFolders(config_of(root), staging, aside.begin(), site_dir)
        sources, count = _below(changes.digests, "docs/"), len(changes.pages)
        made = builder.build(
            place, sources, standing.last, unpacked, lambda done: step("สร้างเว็บไซต์", done, count)
        )
        whole = replace(made, files={**ChainMap(dict(made.files), *joining)})
        show(standing, aside, place.fresh, whole)
    return Built(checked, projects_told(told.portal.plans, told.sealed), whole.pages, changes)


def _checked(root: Path, day: datetime.date, kept: Caches, trust: Trust, url: str) -> Checked:
    own = (kept.vault, frozenset[str](), kept.uploads, trust, kept.finder)
    return check_portal(root, day, *own, site_url=url)


def as_published(checked: Checked) -> Checked:
    """Return a portal as it is published: without the drafts that nobody wants shown."""
    whole, today = checked.portal, checked.today
    if not any(left_out(whole, today)):
        return checked
    portal, alike = published(whole, today), checked.look_alikes or LookAlikes()
    return replace(
        checked,
        portal=portal,
        report=report_of_published(checked.report, whole, today),
        look_alikes=alike.after_changes_of(touched(whole, portal)),
    )


def passed(
    checked: Checked,
    artifacts: Iterable[Artifact],
    before: MutableMapping[str, bytes] | None = None,
) -> list[Artifact]:
    """Return the artifacts; what they would let out of private persons joins the report's errors.

    Whoever gets an error here stages nothing. `before` keeps what passed, from build to build.
    """
    gate = Gate(
        check.exempt_of(checked.portal, checked.finder), shipped=shipped_files(), passed=before
    )
    leaks: list[Leak] = []
    made = list(gate.passing(artifacts, leaks))
    closed = [one.closed for one in checked.sealed]
    chained = [
        Chained(SEALS, one.label, by.reason) for one in checked.sealed for _, by in one.earlier
    ]
    # What the data files of seals say, their own gate judged, too.
    tables = [sealed_table(one) for one in checked.sealed if leaks]
    report_leaks(leaks, checked.portal, closed, chained, checked.report, tables)
    return made


def shipped_files() -> Iterator[bytes]:
    """Yield the theme's files that are published, or staged, as they are."""
    yield from theme_templates(THEME).values()
    yield from own_assets(THEME).values()


def config_of(root: Path) -> Path:
    """Return the settings of the site: the portal's own, or those that come with Phaen."""
    own = root / SETTINGS
    return own if own.is_file() else MKDOCS_YML


def _below(digests: Mapping[str, str], folder: str) -> dict[str, str]:
    below = (one for one in digests.items() if one[0].startswith(folder))
    return {path.removeprefix(folder): digest for path, digest in below}


def view_of(checked: Checked, shown: Mapping[str, Photograph] | None = None) -> SiteView:
    """Return the whole portal ready to print; `shown` are photographs by their path in it."""
    told = (checked.portal, checked.report, checked.sealed, checked.today, checked.look_alikes)
    return site_view(*told, shown, checked.sizes)


def pages_of(checked: Checked) -> dict[str, bytes]:
    """Return every page of a portal without errors, as Markdown by its path; nothing is written."""
    view = view_of(checked)
    pages = {path: data for path, data in checked.content.items() if path.endswith(".md")}
    derived = {one.path.removeprefix("docs/"): one.data for one in page_artifacts(view, THEME)}
    return pages | derived


def _artifacts(
    root: Path, checked: Checked, kept: Caches, trust: Trust = _ALONE
) -> Iterator[Artifact]:
    plans, read = checked.portal.plans, lambda path: (root / path).read_bytes()
    view = view_of(checked, photographs_of(plans, checked.papers, read, kept.photographs))
    held = Keeper(kept_whole(view.organization.names)).held
    shared = [*shared_artifacts(view, THEME, held, Kept(kept.papers))]
    drawn = Drawings(kept.cards, kept.papers)
    years = site_artifacts(root, view, checked, drawn, kept.pieces, shared)
    seals = seal_artifacts(root, checked.sealed, trust)
    yield from _described(view, THEME, years, shared, seals)


@only_listed
def site_artifacts(
    root: Path,
    view: SiteView,
    checked: Checked,
    drawings: Drawings,
    pieces: MutableMapping[str, bytes] | None = None,
    shared: Iterable[Artifact] = (),
) -> Iterator[Artifact]:
    """Yield everything made for the years of `view`, or found in `drawings` and `pieces`.

    `shared` is made of all years, for pages to tell its size. Raises SiteError.
    """
    # Typst works while the pages are rendered. Whatever ends us here, the setter is closed first:
    # nobody waits for papers that are not wanted any more.
    with ThreadPoolExecutor(max_workers=1) as second, Typesetter() as setter:
        images = second.submit(lambda: list(_set(view, drawings, setter)))
        assets = site_assets(view, THEME)
        yield from config_artifacts(view, THEME, assets.folder)
        yield from tree_artifacts(f"docs/{assets.folder}", assets.files)
        yield from tree_artifacts("theme", theme_templates(THEME))
        yield from tree_artifacts("docs", checked.content)
        data = [*year_data(view, THEME, Kept(drawings.papers, drawings.drawn))]
        yield from data
        yield from page_artifacts(view, THEME, pieces, sizes_of([*data, *shared]))
        yield from search_artifacts(view, THEME, checked.content)
        yield from followed_artifacts(view, THEME)
        yield from photograph_artifacts(view)
        yield from images.result()
    yield from paper_artifacts(view.years, lambda path: (root / path).read_bytes())


def seal_artifacts(
    root: Path, sealed: tuple[SealedYear, ...], trust: Trust = _ALONE
) -> Iterator[Artifact]:
    """Yield what anybody needs to check sealed years: the chain, signatures, whose keys count."""
    if not sealed:
        return
    files = {address("chain").staged(): root / SEALS}
    files[address("signers").staged()] = trust.keys(root)
    for one in sealed:
        files[address("signature").staged(one=one.label)] = one.kept.signature
    for staged, path in files.items():
        if path.is_file():
            yield Artifact(staged, path.read_bytes())


def _set(view: SiteView, drawings: Drawings, setter: Typesetter) -> Iterator[Artifact]:
    try:
        yield from drawn_artifacts(view, THEME, drawings, setter)
    except DrawingError as error:
        raise SiteError(str(error)) from error
