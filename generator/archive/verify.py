"""Is a sealed year what was sealed: the file itself, the chain, the sources, the site."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.archive import faults as words
from generator.archive.bag import SITE, manifest
from generator.archive.chain import Chain, Why
from generator.archive.examine import NOT_OVER, changed_sources, report_untimely
from generator.archive.faults import SealFault
from generator.archive.keep import KeptSeal, chain_of, file_digest, kept_seal, sealed_path
from generator.archive.shapes import Shapes
from generator.archive.signature import Judgement, Signature, judged
from generator.archive.trust import Trust
from generator.archive.vault import Vault, contents, published
from generator.archive.whole import Verified, look_through
from generator.archive.zipped import opened
from generator.machine.layout import SEALS, of_year
from generator.problems import Report
from generator.thai.fiscal import FiscalYear

_ALONE = Trust()
_NO_CHAIN = Chain()
CHAIN = {
    Why.CHANGED: words.CHAIN_BROKEN,
    Why.TOO_LONG: words.CHAIN_TOO_LONG,
    Why.EARLIER: words.DAY_EARLIER,
    Why.NOT_OVER: words.DAY_NOT_OVER,
}


def verify_file(
    path: Path,
    shapes: Shapes,
    today: datetime.date | None = None,
    chain: Chain = _NO_CHAIN,
) -> Verified:
    """Check a sealed file by itself, from anywhere; nothing is written. Raises OSError.

    `shapes` are what its pages may be made of. On the day `today` its year must be over; None asks
    for no day. What a sound `chain` tells as replaced is withdrawn, and not looked through.
    """
    digest = file_digest(path)
    if not chain.broken and (by := chain.withdrawn_by(digest)):
        return Verified(by.year, 0, (), digest, withdrawn=by)
    found = look_through(path, shapes)
    faults = found.faults
    if today and found.year and today <= FiscalYear(int(found.year)).last:
        faults += (SealFault(path.name, f"ปี {found.year} {NOT_OVER}"),)
    return replace(found, faults=faults, digest=digest)


def verify_portal(
    root: Path,
    site: Path | None,
    shapes: Shapes,
    year: str | None = None,
    *,
    today: datetime.date | None = None,
    trust: Trust = _ALONE,
) -> tuple[Verified, ...]:
    """Check the sealed years of a portal, or one: file, chain, sources and, where it is, the site.

    A fault of the chain is told with every year. `shapes`, `today` and `trust` are as in `examine`.
    Raises OSError.
    """
    chain = chain_of(root)
    broken = tuple(_chain_faults(root, chain, today))
    if broken and not chain.standing:
        return (Verified(year or "", 0, broken),)
    found = []
    for label, seal in sorted(chain.standing.items()):
        if year not in (None, label):
            continue
        one = _verify_kept(root, kept_seal(root, seal), site, shapes, trust)
        found.append(replace(one, year=label, faults=(*broken, *one.faults)))
    return tuple(found)


def withdrawn_seals(root: Path, year: str | None = None) -> tuple[Verified, ...]:
    """Return the seals that others took the place of, of all years or one, oldest first.

    Raises OSError.
    """
    chain = chain_of(root)
    return tuple(
        Verified(seal.year, 0, (), seal.digest, withdrawn=by)
        for seal in chain.seals
        if year in (None, seal.year) and (by := chain.withdrawn_by(seal.digest))
    )


def _chain_faults(root: Path, chain: Chain, today: datetime.date | None) -> Iterator[SealFault]:
    if chain.broken:
        yield SealFault(f"{SEALS} บรรทัด {chain.broken}", CHAIN[chain.why])
    days = Report()
    report_untimely(root, chain, today, days)
    for one in days:
        said = f"{one.value} {dict(one.details)['known']}"
        yield SealFault(f"{SEALS} บรรทัด {one.place.row}", said)


def _verify_kept(
    root: Path, kept: KeptSeal, site: Path | None, shapes: Shapes, trust: Trust
) -> Verified:
    label = kept.seal.year
    name = sealed_path(root, label).relative_to(root).as_posix()
    if not kept.path.is_file():
        return Verified(label, 0, (SealFault(name, words.MISSING),))
    inside = verify_file(kept.path, shapes)
    if not kept.whole:
        faults = (SealFault(name, words.NOT_IN_CHAIN), *inside.faults)
        return replace(inside, faults=faults)
    faults = inside.faults
    if inside.year != label:
        faults += (SealFault(name, words.OTHER_YEAR),)
    if not faults:
        folder = of_year(label)
        changed = changed_sources(root, contents(kept), Vault())
        faults += tuple(SealFault(f"{folder}/{path}", words.SOURCE_CHANGED) for path in changed)
        if site and site.is_dir():
            faults += _site_faults(kept, site)
    signature = judged(kept.path, kept.signature, trust.keys(root))
    faults += _signature_faults(kept.signature.relative_to(root).as_posix(), signature)
    return replace(inside, faults=faults, signer=signature.signer)


def _signature_faults(name: str, signature: Signature) -> tuple[SealFault, ...]:
    reason = {
        Judgement.WRONG: words.SIGNATURE_WRONG,
        Judgement.UNCHECKED: words.SIGNATURE_UNCHECKED,
    }.get(signature.judgement)
    return (SealFault(name, reason),) if reason else ()


def _site_faults(kept: KeptSeal, site: Path) -> tuple[SealFault, ...]:
    """Compare what is published with what was sealed, byte for byte."""
    with opened(kept.path) as archive:
        listed = manifest(archive)
        wanted = {published(archive, n): listed[n] for n in archive.names if n.startswith(SITE)}
    wanted.pop("", None)
    wanted[f"sealed/{kept.seal.year}.zip"] = kept.seal.digest
    found = []
    for path, digest in wanted.items():
        file = site / path
        if not file.is_file():
            found.append(SealFault(f"{site.name}/{path}", words.MISSING))
        elif file_digest(file) != digest:
            found.append(SealFault(f"{site.name}/{path}", words.SITE_CHANGED))
    folders = {"/".join(path.split("/")[:2]) for path in wanted if path.startswith("assets/")}
    for folder in (*sorted(folders), kept.seal.year):
        found += _extra(site, folder, wanted)
    return tuple(found)


def _extra(site: Path, folder: str, wanted: dict[str, str]) -> list[SealFault]:
    found = []
    for parent, _, names in os.walk(site / folder):
        below = Path(parent).relative_to(site)
        paths = ((below / name).as_posix() for name in names)
        found += [
            SealFault(f"{site.name}/{path}", words.SITE_EXTRA)
            for path in paths
            if path not in wanted
        ]
    return sorted(found)
