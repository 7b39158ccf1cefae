"""Whose a site folder is, and what in it may be taken for the new site.

The folder itself is what people upload, so it carries no mark. What was built there is told by a
record in the staging folder, by the site's place as seen from there: portals may be moved and
copied. Under the key the record also proves each file, so that only what we wrote is linked again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.machine import guard
from generator.machine.disk import load_proven, read_plain, save_proven
from generator.machine.proof import Proof
from generator.site.addresses import Serving, Where, address, made_by, served

_ASSET = address("asset").pattern
_PAGES = (address("home").at(), *served(Serving.LACKING))
# What the release before this one told of the last build.
_STAMP = ".stamp"
# What MkDocs makes beside what is staged, and what comes with sealed years.
_ALWAYS = made_by("site.builder") - {*_PAGES}

_SMALL = re.compile(Where.EMBED.value)


@dataclass(frozen=True, slots=True)
class Build:
    """A build of a site: what touched every page, and the digests of all sources and files."""

    stamp: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many HTML pages the site has, but for small ones that other sites frame."""
        return sum(name.endswith(".html") and not _SMALL.match(name) for name in self.files)


class Standing:
    """The site at `site`, as the record in `staging` tells of it."""

    def __init__(self, staging: Path, site: Path, proof: Proof) -> None:
        self.site = site
        self.key = hashlib.sha256(_seen_from(staging, site).encode()).hexdigest()[:16]
        self._staging = staging
        self._record = staging / f".site-{self.key}"
        self._proof = proof
        told, self._proven = load_proven(self._record, proof)
        self._last = _build(told)

    @property
    def last(self) -> Build:
        """The last build; nothing of it where the record is not proven."""
        return self._last if self._proven else Build()

    def refuse_foreign(self, new: Build | None = None) -> None:
        """Refuse the folder where a file in it is not ours. Raises FolderRefusedError.

        Without a record, or under another key, our own are known by what they are: with `new`,
        what is to stand there, every name is held against it.
        """
        if guard.is_empty(self.site):
            return
        listed = self._last.files
        if self._proven and self._any_as_built():
            guard.refuse_foreign(self.site, listed.__contains__)
            return
        if not self._proven and self._all_as_built():
            guard.refuse_foreign(self.site, listed.__contains__)
            return
        for page in _PAGES:
            if not self._is_page(page):
                raise guard.foreign_file(self.site, self._first(page))
        named = {*listed, *_named_earlier(self._staging), *_ALWAYS, *(new.files if new else ())}

        def ours(path: str) -> bool:
            if path.endswith(".html"):
                return self._is_page(path)
            return new is None or path in named or bool(_ASSET.fullmatch(path))

        guard.refuse_foreign(self.site, ours)

    def begin(self, new: Build) -> None:
        """Record that the files of both builds may stand there: the new one is to come."""
        both = Build(files={**self._last.files, **new.files})
        save_proven(self._record, _told(both), self._proof)

    def end(self, new: Build) -> None:
        """Record what stands there now."""
        save_proven(self._record, _told(new), self._proof)
        with contextlib.suppress(OSError):  # a folder of that name is not ours
            (self._staging / _STAMP).unlink()

    def recover_earlier(self) -> None:
        """Bring back a site that an earlier release was killed over, if it certainly is one."""
        old = self.site.with_name(f"{self.site.name}.old")
        if os.path.lexists(self.site) or guard.is_link(old) or not old.is_dir():
            return
        pages = [entry.path for entry in guard.entries(old) if entry.path.endswith(".html")]
        if set(_PAGES) <= set(pages) and all(
            _is_page_at(old / page, small=bool(_SMALL.match(page))) for page in pages
        ):
            old.rename(self.site)

    def _any_as_built(self) -> bool:
        return any(self._digest(path) == digest for path, digest in self._last.files.items())

    def _all_as_built(self) -> bool:
        there = [entry.path for entry in guard.entries(self.site) if not entry.link]
        listed = self._last.files
        return bool(listed) and all(
            guard.is_litter(path) or listed.get(path) == self._digest(path) for path in there
        )

    def _digest(self, path: str) -> str:
        try:
            return hashlib.sha256(read_plain(self.site / path)).hexdigest()
        except OSError:
            return ""

    def _is_page(self, path: str) -> bool:
        return _is_page_at(self.site / path, small=bool(_SMALL.match(path)))

    def _first(self, page: str) -> str:
        """Return a file to name: the page that is not ours, or whatever is there instead."""
        if (self.site / page).is_file():
            return page
        return next(entry.path for entry in guard.entries(self.site))


def _is_page_at(path: Path, *, small: bool = False) -> bool:
    try:
        # What seals know is slow to load, and the builder's process never asks.
        from generator.archive.harmless import is_our_page  # noqa: PLC0415
        from generator.site.render import SHAPES, SMALL_POLICY  # noqa: PLC0415

        shapes = replace(SHAPES, policies=(SMALL_POLICY,)) if small else SHAPES
        return not path.is_symlink() and is_our_page(read_plain(path), shapes)
    except OSError:
        return False


def _seen_from(staging: Path, site: Path) -> str:
    try:
        return Path(os.path.relpath(site.resolve(), staging.resolve())).as_posix()
    except ValueError:  # another drive
        return site.resolve().as_posix()


def _named_earlier(staging: Path) -> set[str]:
    """Return the addresses of what an earlier release built, as far as it is still told."""
    try:
        times = json.loads((staging / _STAMP).read_text(encoding="utf-8"))["times"]
        staged = {str(path) for path in times}
    except (OSError, ValueError, KeyError, TypeError):
        staged = set()
    sealed = staging / ".sealed"
    unpacked = {
        path.relative_to(home).as_posix()
        for home in sealed.glob("*/site")
        for path in home.rglob("*")
    }
    return staged | unpacked


def _build(told: Mapping[str, object]) -> Build:
    stamp, sources, files = (told.get(key) for key in ("stamp", "sources", "files"))
    if isinstance(stamp, str) and isinstance(sources, dict) and isinstance(files, dict):
        return Build(stamp, sources, files)
    return Build()


def _told(build: Build) -> dict[str, object]:
    return {"stamp": build.stamp, "sources": build.sources, "files": build.files}
