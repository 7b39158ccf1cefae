"""Closing a year: check it, build it to stand alone, pack it, and chain its seal.

Owns the order of things; `seal` owns the packing and where seals are kept.
"""

from __future__ import annotations

import dataclasses
import datetime
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator import seal, write
from generator.check import check_sources
from generator.model import Plan
from generator.packaged import MKDOCS_YML, THEME
from generator.pipeline import Checked, Step, build_epoch, check_portal, site_artifacts
from generator.render import (
    AGENT,
    closed_year,
    closing_artifacts,
    interface,
    paper_artifacts,
    site_assets,
)
from generator.seal import Seal, SealRefusedError
from generator.site import Place, SiteBuilder
from generator.thai.dates import format_date
from generator.thai.fiscal import FiscalYear
from generator.views import SiteView, site_view

# What only a web server or a search engine reads, or leads to the root of a server.
_FOR_SERVERS = (
    "404.html", "_headers", ".htaccess", "nginx-headers.conf", "robots.txt", "sitemap.xml",
    "sitemap.xml.gz",
)  # fmt: skip


NAMES = "plans/organization.yml"


@dataclass(frozen=True, slots=True)
class Closing:
    """What is to be done: which year, on which day, who signs.

    With a `reason` the year's seal is replaced; without one, a sealed year is refused.
    """

    year: FiscalYear
    today: datetime.date
    reason: str = ""
    key: Path | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """A year that is sealed: its seal, and the file in its place."""

    seal: Seal
    path: Path


def seal_year(
    root: Path,
    closing: Closing,
    environment: Mapping[str, str],
    step: Step = lambda _name, _done, _all: None,
) -> Closed | Checked:
    """Seal the year of the portal at `root`; a portal with errors is only checked.

    Raises SealRefusedError, SiteError and OSError. A run that fails or is killed leaves every
    seal, and the chain, as they were.
    """
    standing = seal.chain_of(root).standing.get(closing.year.label)
    if standing and (done := _done_already(root, closing, standing)):
        return done
    _refuse_early(root, closing, standing)
    opened = frozenset({closing.year.label} if standing else ())
    with tempfile.TemporaryDirectory(prefix="phaen-seal-") as folder:
        workshop = Path(folder)
        with SiteBuilder(build_epoch(closing.year.last), environment) as builder:
            step("อ่านและตรวจแผน", 0, 0)
            checked = check_portal(root, closing.today, opened=opened)
            if checked.report.errors:
                return checked
            _refuse_newest(checked, closing.year)
            plan = next(plan for plan in checked.portal.plans if plan.year == closing.year)
            sources = _sources(root, plan)
            check_sources(sources, checked.portal.organization, plan, checked.report)
            if checked.report.errors:
                return checked
            step("เตรียมหน้าเว็บของปี", 0, 0)
            # Warnings are those of a day that the plan itself gives: no clock is told.
            settled = check_portal(root, _day_after(checked), opened=opened)
            alone = _alone(settled, closing.year)
            cards = write.FolderCache(workshop / "staging" / ".cards")
            staged = write.stage(site_artifacts(root, alone, settled, cards), workshop / "staging")
            own_config = root / "mkdocs.yml"
            place = Place(
                own_config if own_config.is_file() else MKDOCS_YML,
                workshop / "staging",
                workshop / "site",
                workshop / "before",
            )
            builder.build(
                place, {}, progress=lambda done: step("สร้างเว็บไซต์ของปี", done, len(staged.pages))
            )
        step("ปิดผนึก", 0, 0)
        sealed = _pack(root, alone, sources, workshop)
        return _keep(root, closing, sealed, standing)


def _done_already(root: Path, closing: Closing, standing: Seal) -> Closed | None:
    """Return the seal where only the last step of a killed run, or a signature, was lacking."""
    finished = seal.finish(root, standing)
    path = seal.sealed_path(root, standing.year)
    if finished and closing.reason == standing.reason:
        return Closed(standing, path)
    kept = seal.kept_seal(root, standing)
    if closing.key and not closing.reason and kept.whole:
        seal.sign_again(root, standing.year, seal.sign(kept.path, closing.key))
        return Closed(standing, path)
    return None


def _refuse_early(root: Path, closing: Closing, standing: Seal | None) -> None:
    label = closing.year.label
    chain = seal.chain_of(root)
    if chain.broken:
        raise SealRefusedError(
            f"แฟ้ม {seal.SEALS} บรรทัด {chain.broken} ถูกเปลี่ยนหรือไม่ต่อจากบรรทัดก่อน กู้แฟ้มจาก git ก่อน"
        )
    if not (root / "plans" / label).is_dir():
        raise SealRefusedError(f"ไม่พบโฟลเดอร์ plans/{label}")
    if closing.today <= closing.year.last:
        first = format_date(closing.year.last + datetime.timedelta(days=1))
        raise SealRefusedError(f"ปีงบประมาณ {label} ยังไม่สิ้นสุด ปิดผนึกได้ตั้งแต่วันที่ {first}")
    if standing and not closing.reason:
        raise SealRefusedError(
            f"ปี {label} ปิดผนึกแล้วเมื่อ {format_date(standing.day)} แผนที่ปิดผนึกแล้วไม่แก้ไขอีก\n"
            "ถ้าต้องถอนข้อมูลส่วนบุคคล ใช้ phaen seal "
            f'{label} --supersede --reason "เหตุผล"'
        )
    if closing.reason and not standing:
        raise SealRefusedError(f"ปี {label} ยังไม่ได้ปิดผนึก จึงไม่มีอะไรให้แทนที่ ใช้ phaen seal {label}")


def _refuse_newest(checked: Checked, wanted: FiscalYear) -> None:
    if checked.portal.plans[-1].year == wanted:
        raise SealRefusedError(
            f"ปี {wanted.label} เป็นปีล่าสุด หน้าแรกของเว็บไซต์แสดงปีนี้อยู่ ใส่แผนของปีถัดไปก่อนจึงปิดผนึกได้"
        )


def _alone(checked: Checked, wanted: FiscalYear) -> SiteView:
    """Return a site of one year, as it stands among the others."""
    view = site_view(checked.portal, checked.report, checked.sealed_years, checked.today)
    year = next(year for year in view.years if year.plan.year == wanted)
    return replace(view, years=(year,), general_problems=(), sealed=())


def _day_after(checked: Checked) -> datetime.date:
    """Return the day after the last that the plans speak of: nothing in them is yet to come."""
    plans = checked.portal.plans
    last = max(*(plan.year.last for plan in plans[:-1]), *_days(plans))
    return last + datetime.timedelta(days=1)


def _days(value: object) -> Iterator[datetime.date]:
    if isinstance(value, datetime.date):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _days(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _days(one)


def _sources(root: Path, plan: Plan) -> dict[str, bytes]:
    """Return what the plan was read from, as it is to be sealed, by its path below the portal.

    A file that the plan does not use would be published by the seal, though no page shows it.
    Raises SealRefusedError.
    """
    label = plan.year.label
    used = {path.removeprefix(f"plans/{label}/") for path in plan.sources}
    files = seal.source_files(root, label)
    if unused := sorted(files.keys() - used - set(plan.papers)):
        listed = "\n".join(f"plans/{label}/{path}" for path in unused[:20])
        raise SealRefusedError(
            f"มีแฟ้มที่แผนไม่ได้ใช้ {len(unused)} แฟ้ม แฟ้มปิดผนึกเผยแพร่ทุกแฟ้มในนั้นตลอดไป\n"
            f"ย้ายออกจากโฟลเดอร์นี้ หรืออ้างถึงใน plan.yml ก่อน\n{listed}"
        )
    named = {f"plans/{label}/{path}": files[path] for path in used if path in files}
    named[NAMES] = root / NAMES
    return {path: seal.settled(path, file.read_bytes()) for path, file in sorted(named.items())}


def _pack(root: Path, alone: SiteView, sources: Mapping[str, bytes], workshop: Path) -> Path:
    """Return the sealed file, packed in the workshop from the site that was built there."""
    organization, year = alone.organization, alone.current
    label = year.label
    bag = workshop / "bag"
    bag.mkdir()
    (workshop / "site").rename(bag / "site")
    for name in _FOR_SERVERS:
        (bag / "site" / name).unlink(missing_ok=True)
    published = {
        artifact.path.removeprefix(f"docs/{label}/")
        for artifact in paper_artifacts([year.plan], lambda path: (root / path).read_bytes())
    }
    for path, data in sources.items():
        _put(bag / "source" / path, data)
    words, assets = interface(THEME, organization), site_assets(alone, THEME).folder
    closed = closed_year(year, organization, words, assets, tuple(sorted(published)))
    for artifact in closing_artifacts(closed, organization, THEME):
        _put(bag / artifact.path, artifact.data)
    info = {
        "Bag-Software-Agent": AGENT,
        "Bagging-Date": year.plan.year.last.isoformat(),
        "External-Description": year.plan.title,
        "External-Identifier": f"{organization.site_url}{label}/",
        "Source-Organization": organization.name,
    }
    seal.make_bag(bag, info)
    sealed = workshop / f"{label}.zip"
    seal.pack(bag, label, sealed)
    _prove(sealed)
    return sealed


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _prove(sealed: Path) -> None:
    """Refuse to seal what could not be verified later, such as a paper with an unsafe name."""
    faults = seal.verify_file(sealed).faults
    if faults:
        told = "\n".join(f"{fault.file}: {fault.reason}" for fault in faults[:10])
        raise SealRefusedError(f"ปิดผนึกไม่ได้ เปลี่ยนชื่อแฟ้มต่อไปนี้ก่อน\n{told}")


def _keep(root: Path, closing: Closing, sealed: Path, standing: Seal | None) -> Closed:
    made = Seal(closing.year.label, seal.file_digest(sealed), closing.today, closing.reason)
    if standing and replace(standing, day=made.day, reason=made.reason) == made:
        raise SealRefusedError("ไม่มีอะไรต่างจากที่ปิดผนึกไว้ แก้แฟ้มต้นทางก่อน แล้วจึงปิดผนึกแทน")
    signature = seal.sign(sealed, closing.key) if closing.key else None
    seal.place(root, made, sealed, signature)
    return Closed(made, seal.sealed_path(root, made.year))
