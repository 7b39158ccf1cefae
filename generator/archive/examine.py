"""The sealed years of a portal, and whether anything of them changed since."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.archive import faults as words
from generator.archive.bag import YEAR
from generator.archive.chain import Chain, Why
from generator.archive.faults import DamagedSealError
from generator.archive.keep import (
    KeptSeal,
    kept_seal,
    sealed_path,
    source_files,
)
from generator.archive.sealed import SealedYear
from generator.archive.signature import Judgement, Signature, judged
from generator.archive.trust import Trust
from generator.archive.vault import Vault
from generator.machine.layout import PLANS, PRIVACY, SEALS, is_year, of_year
from generator.machine.litter import is_litter
from generator.problems import Place, Report
from generator.thai.fiscal import FiscalYear

_ALONE = Trust()
NOT_OVER = "ยังไม่สิ้นสุด จึงปิดผนึกไม่ได้"
_NEWEST = "เป็นปีล่าสุด จึงปิดผนึกไม่ได้"
_EARLIER = "ก่อนวันที่ของบรรทัดข้างบน"
_TO_COME = "ซึ่งยังมาไม่ถึง"


def examine(
    root: Path,
    chain: Chain,
    vault: Vault,
    report: Report,
    without: frozenset[str] = frozenset(),
    *,
    today: datetime.date | None = None,
    trust: Trust = _ALONE,
) -> tuple[SealedYear, ...]:
    """Return the years of the portal's `chain` that are whole, oldest first; the rest is reported.

    Years in `without` are passed over. On the day `today` every sealed year must be over; None asks
    for no day. `trust` says by whose keys signatures count. Raises OSError.
    """
    _report_chain(chain, report)
    report_untimely(root, chain, today, report)
    found = []
    for label, seal in sorted(chain.standing.items()):
        if label in without:
            continue
        kept = kept_seal(root, seal, vault.sealed_digest)
        year = _contents(root, kept, vault, report)
        if year:
            _compare_sources(root, year, vault, report)
            signature = _signature(root, kept, trust, report)
            found.append(_vouched(year, chain, signature, trust))
    return tuple(found)


def _report_chain(chain: Chain, report: Report) -> None:
    place = Place(SEALS, row=chain.broken)
    if not chain.broken:
        return
    if chain.why is Why.TOO_LONG:
        report.add("seal-chain-long", place, str(chain.broken))
    elif chain.why is Why.CHANGED:
        report.add("seal-chain-broken", place, str(chain.broken))
    else:
        seal = chain.seals[chain.broken - 2]  # every line above it was read
        if chain.why is Why.EARLIER:
            report.add("seal-day", place, seal.day.isoformat(), known=_EARLIER)
        else:
            report.add("seal-living", place, seal.year, known=NOT_OVER)


def report_untimely(root: Path, chain: Chain, today: datetime.date | None, report: Report) -> None:
    """Report lines of days to come, and of years not over or that no living year follows."""
    living = max(_years(root) - chain.standing.keys(), default="")
    standing = frozenset(chain.standing.values())
    for row, seal in enumerate(chain.seals, start=2):
        line = Place(SEALS, row=row)
        if today and today <= FiscalYear(int(seal.year)).last:
            report.add("seal-living", line, seal.year, known=NOT_OVER)
        elif today and seal.day > today:
            report.add("seal-day", line, seal.day.isoformat(), known=_TO_COME)
        elif seal in standing and seal.year > living:
            report.add("seal-living", line, seal.year, known=_NEWEST)


def _years(root: Path) -> frozenset[str]:
    """Return the years that have a folder."""
    folders = (path.name for path in (root / PLANS).glob("*") if path.is_dir())
    return frozenset(filter(is_year, folders))


def _signature(root: Path, kept: KeptSeal, trust: Trust, report: Report) -> Signature:
    """Return the judgement of a seal's signature; one that is wrong is reported."""
    signature = judged(kept.path, kept.signature, trust.keys(root))
    place = Place(kept.signature.relative_to(root).as_posix())
    if signature.judgement is Judgement.WRONG:
        report.add("seal-signature-wrong", place, kept.seal.year)
    elif signature.judgement is Judgement.UNCHECKED:
        report.add("seal-signature-unchecked", place, kept.seal.year)
    return signature


def changed_sources(root: Path, year: SealedYear, vault: Vault) -> Iterator[str]:
    """Yield the paths, below the year's folder, of files that are not as they were sealed.

    Of a photograph the seal holds a reduced one, and in its name the digest of the picture itself.
    """
    pictures = year.closed.photographs
    there = source_files(root, year.kept.seal.year)
    # An early seal may hold the list, too.
    for path in sorted((there.keys() | year.sources.keys()) - {PRIVACY}):
        if is_litter(path):
            continue
        now = vault.source_digest(there[path]) if path in there else ""
        known = {year.sources[path]} if path in year.sources else pictures
        if now not in known:
            yield path


def _contents(root: Path, kept: KeptSeal, vault: Vault, report: Report) -> SealedYear | None:
    """Return what a seal tells, once it was looked through; None where it cannot be believed."""
    file = sealed_path(root, kept.seal.year)
    place = Place(file.relative_to(root).as_posix())
    if not kept.whole:
        report.add("seal-changed" if file.is_file() else "seal-missing", place, kept.seal.digest)
        return None
    found = vault.verified(kept)
    if not found:
        try:
            return vault.contents(kept)
        except DamagedSealError:
            report.add("seal-changed", place, kept.seal.digest)
        except ValueError:
            summary = f"{kept.seal.year}/{YEAR}"
            report.add("seal-unreadable", place, summary, known=words.YEAR_UNREADABLE)
    for code in sorted({fault.code for fault in found}):
        first = next(fault for fault in found if fault.code == code)
        value = kept.seal.digest if code == "seal-changed" else first.file
        report.add(code, place, value, known=first.reason)
    return None


def _compare_sources(root: Path, year: SealedYear, vault: Vault, report: Report) -> None:
    label = year.kept.seal.year
    for path in changed_sources(root, year, vault):
        report.add("seal-source-changed", Place(of_year(label, path)), label)


def _vouched(year: SealedYear, chain: Chain, signature: Signature, trust: Trust) -> SealedYear:
    """Return the year with what vouches for its seal."""
    kept = year.kept
    return replace(
        year,
        replaced=chain.before(kept.seal.year),
        signature=kept.signature.is_file(),
        signer=signature.signer,
        own_keys=trust.signers is not None,
        proven=kept.seal.digest in trust.proven,
    )
