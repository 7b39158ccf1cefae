"""Closing a year: check it, build it to stand alone, pack it, and chain its seal.

Owns the order of things; `seal` owns the packing and where seals are kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator import __version__, archive
from generator.archive import Chain, DamagedSealError, KeptSeal, Seal, SealRefusedError
from generator.archive.bag import YEAR
from generator.archive.early import refuse_drafts, refuse_early, refuse_unseen, settled_day
from generator.machine.artifact import EMBLEM
from generator.machine.layout import ORGANIZATION, OUTLINE, SEALS, of_year
from generator.machine.packaged import THEME
from generator.machine.scratch import scratch
from generator.pipeline import (
    Checked,
    Step,
    as_published,
    check_portal,
    config_of,
    passed,
    site_artifacts,
    view_of,
)
from generator.plan.check import check_sources
from generator.plan.emblem import as_drawn
from generator.plan.geography import geojson
from generator.plan.model import Organization, Plan
from generator.problems import Report
from generator.site.addresses import is_sealable
from generator.site.builder import BuildFolders, SiteBuilder, build_epoch
from generator.site.gate import thorough
from generator.site.render import (
    AGENT,
    SHAPES,
    Drawings,
    closed_year,
    closing_artifacts,
    interface,
    paper_artifacts,
    photograph_artifacts,
    photographs_of,
    site_assets,
)
from generator.site.staging import stage
from generator.site.views import Photograph, SiteView
from generator.thai.fiscal import FiscalYear

RELEASE = f"phaen-{__version__}"


@dataclass(frozen=True, slots=True)
class Closing:
    """What is to be done: which year, on which day, who signs.

    With a `reason` the year's seal is replaced; without one, a sealed year is refused.
    """

    year: FiscalYear
    today: datetime.date
    reason: str = ""
    key: Path | None = None


def seal_year(
    root: Path,
    closing: Closing,
    environment: Mapping[str, str],
    step: Step = lambda _name, _done, _all: None,
) -> KeptSeal | Checked:
    """Seal the year of the portal at `root`; a portal with errors is only checked.

    Raises SealRefusedError, SiteError and OSError. A run that fails or is killed leaves every
    seal, and the chain, as they were.
    """
    chain = archive.chain_of(root)
    standing = chain.standing.get(closing.year.label)
    if standing and (done := _done_already(root, closing, standing)):
        return done
    refuse_early(root, chain, closing.year, closing.today, closing.reason)
    if standing:
        _refuse_to_tell_less(root, standing)
    opened = frozenset({closing.year.label} if standing else ())
    making = _Making(root, closing.year, closing.today, opened, environment)
    with scratch("seal") as folder:
        sealed = _made(making, folder, step)
        return sealed if isinstance(sealed, Checked) else _keep(root, closing, sealed, standing)


def remade(root: Path, year: FiscalYear, sealed: Path, environment: Mapping[str, str]) -> str:
    """Make the year's standing seal again from the portal at `root`; return its SHA-256.

    `root` is as it was committed with the seal's line in the chain. What other libraries drew (the
    sharing images) is taken from the file `sealed`; everything else is made anew by this release,
    as on the day that the line names. Nothing at `root` is written.
    Raises SealRefusedError where the year cannot be made, DamagedSealError, SiteError and OSError.
    """
    chain = archive.chain_of(root)
    line = chain.standing.get(year.label)
    if line is None:
        raise SealRefusedError(f"ปี {year.label} ไม่มีบรรทัดใน {SEALS}")
    opened = _living_then(chain, line)
    making = _Making(root, year, line.day, opened, environment, archive.images_of(sealed))
    with scratch("seal") as folder:
        made = _made(making, folder, lambda _name, _done, _all: None)
        if isinstance(made, Path):
            return archive.file_digest(made)
    told = "\n".join(f"{one.place.words}: {one.message}" for one in made.report.errors[:5])
    raise SealRefusedError(f"ทำปี {year.label} ซ้ำไม่ได้ เพราะแผนใน commit นั้นมีข้อผิดพลาด\n{told}")


@dataclass(frozen=True, slots=True)
class _Making:
    """A year to be made: of which portal, on which day, which sealed years are read as living.

    `images` are sharing images, photographs and the emblem, by their path in the site, that are
    not drawn again.
    """

    root: Path
    year: FiscalYear
    today: datetime.date
    opened: frozenset[str]
    environment: Mapping[str, str]
    images: Mapping[str, bytes] = field(default_factory=dict)


def _living_then(chain: Chain, line: Seal) -> frozenset[str]:
    """Return the years that were not yet sealed when the line was written, its own included."""
    before = {one.year for one in chain.seals[: chain.seals.index(line)]}
    return frozenset(chain.standing.keys() - before | {line.year})


def _made(making: _Making, workshop: Path, step: Step) -> Path | Checked:
    """Return the sealed file, made in the workshop; a portal with errors is only checked."""
    root = making.root
    with SiteBuilder(build_epoch(making.year.last), making.environment) as builder:
        step("อ่านและตรวจแผน", 0, 0)
        uploads: dict[str, bytes] = {}  # looked into once, though the portal is judged on two days
        checked = check_portal(root, making.today, opened=making.opened, inspected=uploads)
        if checked.report.errors:
            return checked
        plan = _over(checked, making.year)
        refuse_drafts(plan, checked.portal.plans, making.today)
        sources = _sources(root, plan) | _beside(checked.portal.organization)
        check_sources(sources, checked.portal.organization, plan, checked.report)
        if checked.report.errors:
            return checked
        step("เตรียมหน้าเว็บของปี", 0, 0)
        # Warnings are those of a day that the plan itself gives: no clock is told.
        day = settled_day(checked.portal.plans)
        settled = check_portal(root, day, opened=making.opened, inspected=uploads)
        shown = _photographs(making, settled)
        alone = _alone(as_published(settled), making, shown)
        made = [*site_artifacts(root, alone, settled, Drawings({}, {}, making.images))]
        # A seal that stands already may be of a later day: that alone is judged here.
        judged = replace(settled, report=Report())
        passed(judged, (one for one in made if one.said))
        if judged.report.errors:
            return judged
        staged = stage(made, workshop / "staging")
        folders = (workshop / "staging", workshop / "site", workshop / "before")
        place, count = BuildFolders(config_of(root), *folders), len(staged.pages)
        builder.build(place, {}, progress=lambda done: step("สร้างเว็บไซต์ของปี", done, count))
    step("ปิดผนึก", 0, 0)
    sealed = _pack(root, alone, sources, workshop)
    _refuse_leaks(sealed, root)
    return sealed


def _done_already(root: Path, closing: Closing, standing: Seal) -> KeptSeal | None:
    """Return the seal where only the last step of a killed run, or a signature, was lacking."""
    finished = archive.finish(root, standing)
    path = archive.sealed_path(root, standing.year)
    if finished and closing.reason == standing.reason:
        return KeptSeal(standing, path, whole=True)
    kept = archive.kept_seal(root, standing)
    if closing.key and not closing.reason and kept.whole:
        archive.sign_again(root, standing.year, archive.sign(kept.path, closing.key))
        return replace(kept, path=path)
    return None


def _refuse_to_tell_less(root: Path, standing: Seal) -> None:
    """Refuse to make a year again of which its seal says more than this release knows."""
    kept = archive.kept_seal(root, standing)
    if not kept.whole:
        return  # what it said is lost already
    try:
        unknown = ", ".join(archive.closed_in(kept.path).not_known)
    except (DamagedSealError, ValueError):
        unknown = YEAR
    if unknown:
        newer = (
            f"รุ่น {standing.release.removeprefix('phaen-')} หรือใหม่กว่า"
            if standing.release
            else "รุ่นล่าสุด"
        )
        raise SealRefusedError(
            f"แฟ้มปิดผนึกของปี {standing.year} บอกสิ่งที่ Phaen รุ่นนี้ไม่รู้จัก ({unknown}) "
            f"ถ้าปิดผนึกแทนด้วยรุ่นนี้ สิ่งนั้นจะหายไป ติดตั้ง Phaen {newer} แล้วสั่งใหม่"
        )


def _over(checked: Checked, wanted: FiscalYear) -> Plan:
    """Return the year's plan. Raises SealRefusedError where no newer one is there."""
    plans = {plan.year: plan for plan in checked.portal.plans}
    if wanted not in plans:
        raise SealRefusedError(f"ไม่พบแผนของปี {wanted.label}")
    if max(plans) == wanted:
        raise SealRefusedError(
            f"ปี {wanted.label} เป็นปีล่าสุด หน้าแรกของเว็บไซต์แสดงปีนี้อยู่ ใส่แผนของปีถัดไปก่อนจึงปิดผนึกได้"
        )
    return plans[wanted]


def _photographs(making: _Making, checked: Checked) -> dict[str, Photograph]:
    """Return the year's photographs, reduced; those of a standing seal are taken as they are.

    Raises SealRefusedError where one cannot be drawn.
    """
    plans = [plan for plan in checked.portal.plans if plan.year == making.year]
    root, drawn, there = making.root, making.images, checked.papers
    shown = photographs_of(plans, there, lambda path: (root / path).read_bytes(), {}, drawn)
    named = (of_year(plan.year.label, file) for plan in plans for file in plan.photographs)
    refuse_unseen({*named} & there.keys() - shown.keys())
    return shown


def _alone(checked: Checked, making: _Making, shown: Mapping[str, Photograph]) -> SiteView:
    """Return a site of one year, as it stands among the others; `shown` are its photographs."""
    view = view_of(checked, shown)
    year = next(year for year in view.years if year.plan.year == making.year)
    # An image of each project would make a seal, which is kept for ever, several times as large.
    year = replace(year, carded=False)
    images = making.images
    before = (data for path, data in images.items() if path.endswith(f"/{EMBLEM}"))
    own = replace(view.organization, emblem=as_drawn(view.organization.emblem, before))
    return replace(view, organization=own, years=(year,), general_problems=(), sealed=())


def _sources(root: Path, plan: Plan) -> dict[str, bytes]:
    """Return what the plan was read from, as it is to be sealed, by its path below the portal.

    A file that the plan does not use would be published by the seal, though no page shows it.
    Raises SealRefusedError.
    """
    label = plan.year.label
    used = {path.removeprefix(f"{of_year(label)}/") for path in plan.sources}
    files = archive.source_files(root, label)
    if unused := sorted(files.keys() - used - set(plan.brought)):
        listed = "\n".join(of_year(label, path) for path in unused[:20])
        raise SealRefusedError(
            f"มีแฟ้มที่แผนไม่ได้ใช้ {len(unused)} แฟ้ม แฟ้มปิดผนึกเผยแพร่ทุกแฟ้มในนั้นตลอดไป\n"
            f"ย้ายออกจากโฟลเดอร์นี้ หรืออ้างถึงใน plan.yml ก่อน\n{listed}"
        )
    named = {of_year(label, path): files[path] for path in used if path in files}
    named[ORGANIZATION] = root / ORGANIZATION
    return {
        path: archive.with_line_feeds(path, file.read_bytes())
        for path, file in sorted(named.items())
    }


def _beside(organization: Organization) -> dict[str, bytes]:
    """Return the border that the map was drawn from, by the path from which it is read again.

    What else the office's own file says, of owners or of every bend of a river, is nobody's.
    """
    rings = organization.outline
    return {OUTLINE: geojson(rings)} if rings else {}


def _pack(root: Path, alone: SiteView, sources: Mapping[str, bytes], workshop: Path) -> Path:
    """Return the sealed file, packed in the workshop from the site that was built there."""
    organization, year = alone.organization, alone.current
    label = year.label
    bag = workshop / "bag"
    bag.mkdir()
    (workshop / "site").rename(bag / "site")
    for file in sorted((bag / "site").rglob("*")):
        if file.is_file() and not is_sealable(file.relative_to(bag / "site").as_posix()):
            file.unlink()
    published = {
        artifact.path.removeprefix(f"docs/{label}/")
        for artifact in (
            *paper_artifacts(alone.years, lambda path: (root / path).read_bytes()),
            *photograph_artifacts(alone),
        )
    }
    for path, data in sources.items():
        _put(bag / "source" / path, data)
    words, assets = interface(THEME, organization), site_assets(alone, THEME).folder
    closed = closed_year(year, organization, words, assets, tuple(sorted(published)))
    closed = replace(closed, images=archive.image_digests(bag / "site" / label))
    for artifact in closing_artifacts(closed, organization, THEME):
        _put(bag / artifact.path, artifact.data)
    info = {
        "Bag-Software-Agent": AGENT,
        "Bagging-Date": year.plan.year.last.isoformat(),
        "External-Description": year.plan.title,
        "External-Identifier": f"{organization.site_url}{label}/",
        "Source-Organization": organization.name,
    }
    archive.make_bag(bag, info)
    sealed = workshop / f"{label}.zip"
    archive.pack(bag, label, sealed)
    _prove(sealed)
    return sealed


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _prove(sealed: Path) -> None:
    """Refuse to seal what could not be verified later, such as a formula in a source file."""
    faults = archive.verify_file(sealed, SHAPES).faults
    if faults:
        told = "\n".join(f"{fault.file}: {fault.reason}" for fault in faults[:10])
        raise SealRefusedError(f"ปิดผนึกไม่ได้ แก้แฟ้มต่อไปนี้ก่อน\n{told}")


def _refuse_leaks(sealed: Path, root: Path) -> None:
    """Refuse to seal what the gate of personal data stops, wherever in the file it stands."""
    found = [leak for leak in archive.leaks_of(sealed, root, thorough) if leak.is_error]
    if found:
        told = "\n".join(f"{leak.path}: {leak.datum.masked}" for leak in found[:10])
        raise SealRefusedError(
            "ปิดผนึกไม่ได้ เพราะมีข้อมูลส่วนบุคคลที่จะเผยแพร่ตลอดไป ปิดบังในแฟ้มต้นทาง หรือเขียนข้อความนั้น"
            f"กับเหตุผลใน privacy.yml ของปีก่อน\n{told}"
        )


def _keep(root: Path, closing: Closing, sealed: Path, standing: Seal | None) -> KeptSeal:
    digest = archive.file_digest(sealed)
    made = Seal(closing.year.label, digest, closing.today, closing.reason, RELEASE)
    if standing and standing.digest == digest:
        raise SealRefusedError("ไม่มีอะไรต่างจากที่ปิดผนึกไว้ แก้แฟ้มต้นทางก่อน แล้วจึงปิดผนึกแทน")
    signature = archive.sign(sealed, closing.key) if closing.key else None
    archive.place(root, made, sealed, signature)
    return KeptSeal(made, archive.sealed_path(root, made.year), whole=True)
