"""`phaen hub site`, readable from top to bottom: count what changed, roll up, render, pass, build.

DIR/facts/      what each partition says, by what it was made from
DIR/staging/    pages as Markdown, as a portal's staging folder
DIR/site/       the site
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.hub.dataset.columns import PROVINCE_FOLDER, YEAR_FOLDER
from generator.hub.dataset.parquet import values_of
from generator.hub.dataset.writing import DATA
from generator.hub.site.addresses import is_listed
from generator.hub.site.config import frame_artifacts, organization_of
from generator.hub.site.country import country_of
from generator.hub.site.facts import Facts
from generator.hub.site.files import file_artifacts
from generator.hub.site.known import Known
from generator.hub.site.pages import page_artifacts
from generator.hub.site.records import Country
from generator.hub.site.tally import tally_partition
from generator.hub.site.withheld import without
from generator.hub.work import Cluster
from generator.machine.artifact import Artifact
from generator.machine.caches import FileCache
from generator.machine.packaged import MKDOCS_YML, THEME, code_digest
from generator.machine.proof import Proof
from generator.pipeline import shipped_files
from generator.plan.check import Exempt
from generator.site.builder import BuildFolders, SiteBuilder, Standing, build_epoch
from generator.site.builder.folders import own_folders, recover, show
from generator.site.gate import Gate, Leak
from generator.site.staging import Aside, stage
from generator.thai.fiscal import FiscalYear

MEMBERS, PACKAGE = "members.json", "datapackage.json"
_TRIES = 3
_TABLES = ("projects", "editions", "clocks")
Step = Callable[[str, int, int], None]


class HubSiteError(Exception):
    """There is no dataset to tell of, or what it says may not be published."""


@dataclass(frozen=True, slots=True)
class HubSite:
    """What came of it: pages in the site, those written anew, partitions counted anew, pairs."""

    pages: int
    written: int
    counted: int
    pairs: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A year of a province: its files by table, and what names all that they say."""

    year: str
    province: str
    files: Mapping[str, Path]
    key: str


def build_site(
    folder: Path,
    environment: Mapping[str, str],
    proof: Proof,
    *,
    workers: int = 1,
    step: Step = lambda _name, _done, _all: None,
) -> HubSite:
    """Build the site of the dataset in `folder` as of the day on which it was gathered.

    What did not change is neither counted nor written again; the same dataset gives the same bytes.
    Raises HubSiteError, SiteError, FolderRefusedError and OSError; the site that was there stays.
    """
    members, package = (_json(folder / name) for name in (MEMBERS, PACKAGE))
    today = datetime.date.fromisoformat(members["today"])
    year, staging, site = FiscalYear.of(today).label, folder / "staging", folder / "site"
    with SiteBuilder(build_epoch(today), environment) as builder:
        listed = own_folders(folder, staging, site, proof, environment)
        known = Known(folder / "facts")
        districts = _districts(members)
        kinds = _kinds(folder)
        parts = _parts(folder, package, year, districts, kinds)
        counted = _count(folder, parts, year, (districts, kinds), known, workers, step)
        step("รวมยอด", 0, 0)
        country = country_of(members, kinds, year, _facts(parts, known))
        known.keep(one.key for one in parts)
        step("เตรียมหน้าเว็บ", 0, 0)
        kept = FileCache(staging / ".passed", proof)
        artifacts = _passed(country, kept)
        changes = stage(artifacts, staging, listed.begin)
        del artifacts
        listed.end(changes.digests)
        kept.save()
        standing = Standing(staging, site, proof)
        aside = Aside(staging, site, standing.key, proof)
        recover(standing, aside)
        place = BuildFolders(MKDOCS_YML, staging, aside.begin(), site, by_hand=False)
        count = len(changes.pages)
        sources = {
            path.removeprefix("docs/"): digest
            for path, digest in changes.digests.items()
            if path.startswith("docs/")
        }
        made = builder.build(
            place, sources, standing.last, progress=lambda done: step("สร้างเว็บไซต์", done, count)
        )
        show(standing, aside, place.fresh, made)
    pairs = sum(len(one.found.findings) for one in country.provinces)
    written = sum(path.endswith(".md") for path in changes.written)
    return HubSite(made.pages, written, counted, pairs)


def refuse_none(folder: Path) -> None:
    """Raise HubSiteError where there is no dataset to tell of."""
    for name in (MEMBERS, PACKAGE):
        _json(folder / name)


def _facts(parts: Iterable[_Part], known: Known) -> dict[tuple[str, str], Facts]:
    """Return what was counted. Raises HubSiteError where it is damaged; it is counted anew then."""
    found = {}
    for one in parts:
        try:
            found[one.year, one.province] = known.read(one.key)
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            known.forget(one.key)
            raise HubSiteError("ยอดที่นับไว้เสีย สั่งใหม่อีกครั้ง ระบบจะนับใหม่") from error
    return found


def _json(file: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(file.read_bytes())
    except FileNotFoundError as error:
        raise HubSiteError(
            f"ไม่พบ {file.name} ในโฟลเดอร์ของศูนย์รวม สั่ง phaen hub build HUB.yml --to โฟลเดอร์ ก่อน"
        ) from error
    except ValueError as error:
        raise HubSiteError(f"{file.name} เสีย สั่ง phaen hub build ใหม่") from error
    return told


def _districts(members: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return by province the district of each member."""
    found: dict[str, dict[str, str]] = {}
    for one in members["members"]:
        found.setdefault(one["province"], {})[one["code"]] = one["district"]
    return found


def _kinds(folder: Path) -> dict[str, str]:
    """Return by its code what each office says that it is."""
    found: dict[str, str] = {}
    for file in sorted((folder / DATA / "offices").rglob("*.parquet")):
        found.update(values_of(file, ("office_code", "kind")))
    return found


def _parts(
    folder: Path,
    package: Mapping[str, Any],
    year: str,
    districts: Mapping[str, Mapping[str, str]],
    kinds: Mapping[str, str],
) -> list[_Part]:
    """Return the partitions of the dataset, as its package lists them."""
    files: dict[tuple[str, str], dict[str, tuple[Path, str]]] = {}
    for resource in package["resources"]:
        if resource["name"] in _TABLES:
            for one in resource["files"]:
                told = dict(at.split("=", 1) for at in one["path"].split("/")[2:-1])
                part = (told[YEAR_FOLDER], told[PROVINCE_FOLDER])
                files.setdefault(part, {})[resource["name"]] = (folder / one["path"], one["hash"])
    program = code_digest()
    found = []
    for (of, province), own in sorted(files.items()):
        near = districts.get(province, {})
        beside = [near, {code: kinds.get(code, "") for code in near}] if of == year else []
        said = [program, of == year, {table: digest for table, (_, digest) in own.items()}, beside]
        key = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
        found.append(_Part(of, province, {table: path for table, (path, _) in own.items()}, key))
    return found


def _count(
    folder: Path,
    parts: Iterable[_Part],
    year: str,
    near: tuple[Mapping[str, Mapping[str, str]], Mapping[str, str]],
    known: Known,
    workers: int,
    step: Step,
) -> int:
    """Have counted what is not known; return how many were. Raises HubSiteError and OSError."""
    districts, kinds = near
    tasks = {}
    for one in parts:
        if not known.has(one.key):
            own = dict(districts.get(one.province, {}))
            tasks[f"{one.year}/{one.province}"] = {
                "name": one.province, "to": str(known.path(one.key).resolve()),
                "files": {table: str(path.resolve()) for table, path in one.files.items()},
                "districts": own, "kinds": {code: kinds.get(code, "") for code in own},
                "whole": one.year == year,
            }  # fmt: skip
    with Cluster("", workers, folder / "facts" / "dask") as cluster:
        for done, (name, facts) in enumerate(cluster.done(tally_partition, tasks), start=1):
            step("นับชุดข้อมูล", done, len(tasks))
            if facts is None:
                raise HubSiteError(f"นับชุดข้อมูลส่วน {name} ไม่สำเร็จ พื้นที่ดิสก์อาจเต็ม ตรวจแล้วสั่งใหม่")
    return len(tasks)


def _artifacts(country: Country) -> Iterator[Artifact]:
    """Yield everything of the site. Raises HubSiteError at what no entry has: a fault of ours."""
    files = list(file_artifacts(country))
    sizes = {one.path.removeprefix("docs/"): len(one.data) for one in files}
    for some in (frame_artifacts(country, THEME), files, page_artifacts(country, THEME, sizes)):
        for artifact in some:
            if not is_listed(artifact.path):
                raise HubSiteError(f"Phaen ทำแฟ้ม {artifact.path} ซึ่งไม่มีในบัญชีที่อยู่ของศูนย์รวม")
            yield artifact


def _passed(country: Country, kept: FileCache) -> list[Artifact]:
    """Return what the gate lets out; what it stops is told without the text in question.

    Raises HubSiteError where that does not help.
    """
    leaks: list[Leak] = []
    for _ in range(_TRIES):
        leaks.clear()
        gate = Gate(Exempt(organization_of(country)), shipped=shipped_files(), passed=kept)
        made = list(gate.passing(_artifacts(country), leaks))
        if not leaks:
            return made
        texts = {one.datum.text for one in leaks}
        told, hidden = without(country, texts)
        if not hidden:  # two texts of a page say it together: the longer one goes
            told, hidden = without(country, {max(one.split(), key=len) for one in texts})
        country = replace(told, withheld=told.withheld + hidden)
    raise HubSiteError(
        f"หน้า {leaks[0].path} อาจมีข้อมูลส่วนบุคคล ({leaks[0].datum.kind}) จึงไม่สร้าง เว็บไซต์เดิมยังอยู่"
    )


__all__ = ["HubSite", "HubSiteError", "build_site", "refuse_none"]
