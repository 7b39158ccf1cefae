"""The sealed years of a portal, and whether anything of them changed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from generator.problems import Place, Report
from generator.seal.chain import Chain
from generator.seal.faults import DamagedSealError
from generator.seal.keep import (
    PRIVACY,
    SEALS,
    KeptSeal,
    chain_of,
    kept_seal,
    sealed_path,
    source_files,
)
from generator.seal.vault import Told, Vault
from generator.views import EarlierSeal, SealedYear


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed year that is whole: its seal and file, and what it tells."""

    kept: KeptSeal
    year: SealedYear


def sealed_labels(root: Path) -> frozenset[str]:
    """Return the years whose plans are read no more."""
    return frozenset(chain_of(root).standing)


def examine(
    root: Path, vault: Vault, report: Report, without: frozenset[str] = frozenset()
) -> tuple[Sealed, ...]:
    """Return the sealed years that are whole, oldest first; what is wrong goes into `report`.

    Years in `without` are passed over. Raises OSError.
    """
    chain = chain_of(root)
    if chain.broken:
        report.add("seal-chain-broken", Place(SEALS, row=chain.broken), str(chain.broken))
    found = []
    for label, seal in sorted(chain.standing.items()):
        if label in without:
            continue
        kept = kept_seal(root, seal, vault.digests.sealed)
        tale = _told(root, kept, vault, report)
        if tale:
            _compare_sources(root, label, tale, vault, report)
            found.append(Sealed(kept, _view(chain, kept, tale)))
    return tuple(found)


def changed_sources(root: Path, label: str, tale: Told, vault: Vault) -> Iterator[str]:
    """Yield the paths, below the year's folder, of files that are not as they were sealed."""
    there = source_files(root, label)
    # An early seal may hold the list, too.
    for path in sorted((there.keys() | tale.sources.keys()) - {PRIVACY}):
        if path not in there or vault.digests.source(there[path]) != tale.sources.get(path):
            yield path


def _told(root: Path, kept: KeptSeal, vault: Vault, report: Report) -> Told | None:
    file = sealed_path(root, kept.seal.year)
    place = Place(file.relative_to(root).as_posix())
    if not kept.whole:
        report.add("seal-changed" if file.is_file() else "seal-missing", place, kept.seal.digest)
        return None
    try:
        tale = vault.told(kept)
        harms = vault.harms(kept)
    except (DamagedSealError, ValueError):
        report.add("seal-changed", place, kept.seal.digest)
        return None
    if harms:
        report.add("seal-harmful", place, harms[0].file, known=harms[0].reason)
    return tale


def _compare_sources(root: Path, label: str, tale: Told, vault: Vault, report: Report) -> None:
    for path in changed_sources(root, label, tale, vault):
        report.add("seal-source-changed", Place(f"plans/{label}/{path}"), label)


def _view(chain: Chain, kept: KeptSeal, tale: Told) -> SealedYear:
    seal = kept.seal
    return SealedYear(
        closed=tale.closed,
        digest=seal.digest,
        sealed_on=seal.day,
        size=kept.path.stat().st_size,
        signed=kept.signature.is_file(),
        earlier=tuple(
            EarlierSeal(old.digest, old.day, new.day, new.reason)
            for old, new in pairwise((*chain.before(seal.year), seal))
        ),
    )
