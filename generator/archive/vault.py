"""Sealed years unpacked once, below the staging folder, for the site to link from.

.sealed/digests.json              what files were when they were last digested
.sealed/4-<digest>/listed.json    the digest of every other file of the folder
.sealed/4-<digest>/year.json      what the year says of itself
.sealed/4-<digest>/sources.json   the digests of its source files
.sealed/4-<digest>/site/…         what is published, at its address

Both lists carry a tag under the key. What is not proven by them, byte by byte, is made again.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.archive import faults as words
from generator.archive.bag import SITE, SOURCE, YEAR, closed_year, manifest
from generator.archive.facts import ClosedYear
from generator.archive.faults import SealFault
from generator.archive.keep import KeptSeal, file_digest, source_digest
from generator.archive.sealed import SealedYear
from generator.archive.shapes import NO_SHAPES, PHOTOS, Shapes
from generator.archive.whole import look_through
from generator.archive.zipped import SealedFile, copy, opened, unpack
from generator.machine.artifact import ASSETS
from generator.machine.caches import DigestCache
from generator.machine.disk import load_proven, move_file, save_proven
from generator.machine.guard import entries, is_link
from generator.machine.layout import of_year
from generator.machine.proof import Proof

# Another number when other files are taken out, or more is looked through before: what an older
# Phaen unpacked is then left.
_LAYOUT = 4
_HOME = re.compile("[0-9]+-[0-9a-f]{64}(?:[.]part)?")
_LISTED = "listed.json"
# What pages load lies at an address of its digest.
_ASSETS = re.compile(f"{ASSETS}/")


def published(archive: SealedFile, name: str) -> str:
    """Return the address at which a file of the bag is published; empty where it is not.

    A year brings its own pages and what they load; the pages around them, and the pictures in
    those, are the portal's.
    """
    path = name.removeprefix(SITE)
    ours = path.startswith(f"{archive.top}/") or _ASSETS.match(path)
    return path if path != name and ours else ""


def contents(kept: KeptSeal) -> SealedYear:
    """Return what a whole sealed file tells. Raises DamagedSealError, ValueError and OSError."""
    with opened(kept.path) as archive:
        closed = closed_year(archive)
        return _told(kept, closed, _sources(archive, closed))


def _told(kept: KeptSeal, closed: ClosedYear, sources: Mapping[str, str]) -> SealedYear:
    return SealedYear(kept, closed, sources, kept.path.stat().st_size)


def _sources(archive: SealedFile, closed: ClosedYear) -> dict[str, str]:
    label, listed = archive.top, manifest(archive)
    folder = f"{SOURCE}{of_year(label)}/"
    found = {
        name.removeprefix(folder): digest
        for name, digest in listed.items()
        if name.startswith(folder)
    }
    # A reduced photograph is no source: that is the picture whose digest is its name.
    named = (paper for paper in closed.papers if not paper.startswith(PHOTOS))
    return found | {paper: listed.get(f"{SITE}{label}/{paper}", "") for paper in named}


def write_sources(sealed: Path, folder: Path) -> None:
    """Write what a year was read from when it was sealed, as a portal has it, into a folder.

    Raises DamagedSealError and OSError.
    """
    with opened(sealed) as archive:
        for name in archive.names:
            if name.startswith(SOURCE):
                path = folder / name.removeprefix(SOURCE)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.read(name))


class Vault:
    """A folder of unpacked seals. What it holds can be made again from the sealed files."""

    def __init__(
        self, folder: Path | None = None, proof: Proof | None = None, shapes: Shapes = NO_SHAPES
    ) -> None:
        """Look into `folder`; without one, everything is read from the sealed files.

        `shapes` are what sealed pages may be made of; without them none is found whole.
        """
        self.shapes = shapes
        self._folder = folder
        self._proof = proof or Proof()
        self._known: dict[str, dict[str, str]] = {}
        self._cache = DigestCache(folder / "digests.json" if folder else None, self._proof)

    def sealed_digest(self, path: Path) -> str:
        """Return the SHA-256 of a sealed file. Raises OSError."""
        return self._cache.of(path, file_digest)

    def source_digest(self, path: Path) -> str:
        """Return the SHA-256 of a source file as it is sealed. Raises OSError."""
        return self._cache.of(path, source_digest)

    def contents(self, kept: KeptSeal) -> SealedYear:
        """Return what a whole seal tells; what vouches for it nobody asked for yet.

        Raises DamagedSealError, ValueError and OSError.
        """
        home = self._home(kept)
        if not home or not self._files(kept):
            return contents(kept)
        closed = ClosedYear.from_json(_read(home / "year.json"))
        sources = _read(home / "sources.json")
        return _told(kept, closed, sources) if isinstance(sources, dict) else contents(kept)

    def published(self, kept: KeptSeal) -> dict[str, str]:
        """Return the digest of every file that an unpacked seal publishes, by its address."""
        files = self._files(kept)
        return {
            path.removeprefix("site/"): digest
            for path, digest in files.items()
            if path.startswith("site/")
        }

    def _files(self, kept: KeptSeal) -> dict[str, str]:
        """Return the digests of a seal's unpacked files; none unless each is as we unpacked it."""
        home = self._home(kept)
        if home is None:
            return {}
        if not (found := self._known.get(home.name)):
            listed, proven = load_proven(home / _LISTED, self._proof)
            whole = proven and listed.pop("of", "") == home.name and _digests(home) == listed
            found = self._known[home.name] = listed if whole else {}
        return found

    def verified(self, kept: KeptSeal) -> tuple[SealFault, ...]:
        """Return what is wrong with a seal's file; what is unpacked was looked through whole.

        Raises OSError.
        """
        if self._files(kept):
            return ()
        found = look_through(kept.path, self.shapes)
        if found.year not in ("", kept.seal.year):
            return (*found.faults, SealFault(kept.path.name, words.OTHER_YEAR))
        return found.faults

    def unpacked(self, kept: KeptSeal) -> Path:
        """Return the folder of what a whole, harmless seal publishes, unpacking it where need be.

        Raises DamagedSealError, ValueError and OSError.
        """
        home = self._home(kept)
        assert home
        if not self._files(kept):
            part = home.with_name(f"{home.name}.part")
            for old in (part, home):
                _remove(old)
            with opened(kept.path) as archive:
                sources = _sources(archive, closed_year(archive))
                unpack(archive, part / "site", lambda name: published(archive, name))
                (part / "year.json").write_bytes(archive.read(YEAR))
            (part / "sources.json").write_text(json.dumps(sources), encoding="utf-8")
            copy(kept.path, part / "site" / "sealed" / f"{kept.seal.year}.zip")
            files = _digests(part)
            save_proven(part / _LISTED, {**files, "of": home.name}, self._proof)
            move_file(part, home)
            self._known[home.name] = files
        return home / "site"

    def prune(self, kept: list[KeptSeal]) -> None:
        """Remove what belongs to no seal any more, and what a killed run left half done.

        What is not named as we name it is somebody else's.
        """
        assert self._folder
        wanted = set(map(_home_name, kept))
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.name not in wanted and _HOME.fullmatch(path.name):
                _remove(path)
        self._cache.save()

    def _home(self, kept: KeptSeal) -> Path | None:
        return self._folder / _home_name(kept) if self._folder else None


def _home_name(kept: KeptSeal) -> str:
    return f"{_LAYOUT}-{kept.seal.digest}"


def _digests(home: Path) -> dict[str, str]:
    """Return the digest of every file below a folder but its list; a link has none."""
    return {
        one.path: "" if one.link else file_digest(home / one.path)
        for one in entries(home)
        if one.path != _LISTED
    }


def _remove(folder: Path) -> None:
    """Remove a folder of ours; a file or link in its place, but never what it leads to."""
    if is_link(folder) or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
