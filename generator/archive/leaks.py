"""What a sealed year says of private persons: read whole, when it is made and when it comes in.

Exempt is what the sealed year's own sources let through: its office as it was then, with its
officials, and the year's privacy.yml, which stays beside the seal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from generator.archive.bag import README, SITE, SOURCE, YEAR
from generator.archive.keep import KeptSeal
from generator.archive.sealed import SealedYear
from generator.archive.zipped import SealedFile, opened, unpack
from generator.machine.layout import ANNOUNCED, PRIVACY, of_year
from generator.machine.packaged import code_digest
from generator.machine.scratch import scratch
from generator.plan.check import Exempt, PersonalDatum, exempt_of
from generator.plan.parse import parse_portal
from generator.plan.read import read_portal
from generator.problems import Place, Report

# Records repeat the rows, and have digests in every line.
_UNREAD = f"/{ANNOUNCED}/"


class Finding(Protocol):
    """What a gate found: in which file, and the datum."""

    @property
    def path(self) -> str:
        """The file, by its name inside."""

    @property
    def datum(self) -> PersonalDatum:
        """What it is."""

    @property
    def is_error(self) -> bool:
        """Whether it stops publication."""


class Reader(Protocol):
    """Reads files as their readers meet them (`generator.site.gate`)."""

    def leaks(self, path: str, data: bytes) -> Iterable[Finding]:
        """Yield what a file would publish of private persons."""


# Makes a gate that lets through what is exempt; handed in, since it reads pages.
ReaderOf = Callable[[Exempt], Reader]


@dataclass(frozen=True, slots=True)
class Remark:
    """What the gate of today says of a seal that stands: where inside, and the datum, masked."""

    path: str
    masked: str


def leaks_of(sealed: Path, root: Path, gate_of: ReaderOf) -> tuple[Finding, ...]:
    """Return what a sealed file would publish of private persons, by the name of the file inside.

    `root` is the portal whose plans/<year>/privacy.yml counts. Sources, pages, data and papers are
    read. Raises DamagedSealError and OSError.
    """
    with opened(sealed) as archive:
        gate = gate_of(_exempt(archive, root))
        pages = (name for name in archive.names if name.startswith(SITE))
        names = (*_written(archive), *pages)
        return tuple(leak for name in names for leak in gate.leaks(name, archive.read(name)))


def report_standing(
    root: Path,
    sealed: Iterable[SealedYear],
    kept: MutableMapping[str, bytes],
    report: Report,
    gate_of: ReaderOf,
) -> None:
    """Warn of what today's gate finds in the sources of seals that stand; the pages follow those.

    A seal is read once for every release and privacy.yml: `kept` keeps what was found.
    Raises OSError.
    """
    for one in sealed:
        year = one.kept.seal.year
        place = Place(one.kept.path.relative_to(root).as_posix())
        for found in _remarks(root, one.kept, kept, gate_of):
            report.add("seal-personal", place, found.masked, known=found.path, year=year)


def _remarks(
    root: Path, seal: KeptSeal, kept: MutableMapping[str, bytes], gate_of: ReaderOf
) -> list[Remark]:
    listed = root / of_year(seal.seal.year, PRIVACY)
    exempt = listed.read_bytes() if listed.is_file() else b""
    parts = ("standing seal", seal.seal.digest, code_digest(), hashlib.sha256(exempt).hexdigest())
    key = hashlib.sha256(" ".join(parts).encode()).hexdigest()
    try:
        return [Remark(path, masked) for path, masked in json.loads(kept[key])]
    except (KeyError, TypeError, ValueError):
        found = _read(root, seal, gate_of)
        kept[key] = json.dumps([[one.path, one.masked] for one in found]).encode()
        return found


def _read(root: Path, seal: KeptSeal, gate_of: ReaderOf) -> list[Remark]:
    with opened(seal.path) as archive:
        gate = gate_of(_exempt(archive, root))
        leaks = [
            leak for name in _written(archive) for leak in gate.leaks(name, archive.read(name))
        ]
    return [
        Remark(leak.path.replace(leak.datum.text, leak.datum.masked), leak.datum.masked)
        for leak in leaks
        if leak.is_error
    ]


def _written(archive: SealedFile) -> tuple[str, ...]:
    """Return what staff wrote, where it is to be mended, and what programs read of it."""
    names = (name for name in archive.names if name.startswith(SOURCE) and _UNREAD not in name)
    return (*names, YEAR, README, "bag-info.txt")


def _exempt(archive: SealedFile, root: Path) -> Exempt:
    with scratch("gate") as portal:
        unpack(
            archive,
            portal,
            lambda name: name.removeprefix(SOURCE) if name.startswith(SOURCE) else "",
        )
        listed = of_year(archive.top, PRIVACY)
        if (root / listed).is_file():
            (portal / listed).write_bytes((root / listed).read_bytes())
        unread = Report()  # what the year was sealed with is judged no more
        return exempt_of(parse_portal(read_portal(portal, unread), unread))
