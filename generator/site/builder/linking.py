"""What a new site takes from the old one, by hard links: pages whose source did not change."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.machine.layout import YEAR_PATTERN
from generator.site.addresses import made_by

# What MkDocs makes from the whole site on every build.
_ALWAYS_MADE = made_by("site.builder")
# Pages below a year's folder are ours, and their links are plain addresses.
_YEAR = re.compile(f"{YEAR_PATTERN}/")
# In a page's text: what may be the address of a place within another page.
_FAR_ANCHOR = re.compile(r"[^\s(#<&'\"`]#")


def digest(path: str) -> str:
    """Return the SHA-256 of a file."""
    with open(path, "rb") as file:  # noqa: PTH123  # thousands of files
        return hashlib.sha256(file.read()).hexdigest()


def unchanged(
    docs: Path, now: Mapping[str, str], before: Mapping[str, str], *, by_hand: bool = True
) -> set[str]:
    """Return the files, told by their digests, that give what they gave at the last build.

    Of pages outside the years that takes more than their being the same: a hand-written one may
    lead to a page that is gone, or to a place within a changed one, and MkDocs must see it. Where
    none is written `by_hand`, all are ours.
    """
    moved = now.keys() != before.keys()

    def leads_elsewhere(path: str) -> bool:
        if not by_hand or not path.endswith(".md") or _YEAR.match(path):
            return False
        return moved or bool(_FAR_ANCHOR.search((docs / path).read_text(encoding="utf-8")))

    same = {path for path, digest in now.items() if before.get(path) == digest}
    return {path for path in same if not leads_elsewhere(path)}


def link_unchanged(
    old: Path,
    new: Path,
    unchanged: Mapping[str, int],
    written: Mapping[str, str],
    joining: set[str],
) -> dict[str, tuple[int, str]] | None:
    """Hard-link into the new site what the old one has from `unchanged` files, as it was written.

    `written` are the digests of what the last build wrote, by path.

    Returns the time and digest of each; None where nothing can be linked. A linked file is never
    written to: MkDocs builds only what is missing or older than its source, and what it always
    makes is not linked. Folders that are `joining` the site later are not looked into.
    """
    if not old.is_dir() or not unchanged:
        return None
    made: set[str] = set()
    linked = {}
    try:
        for name, time in times_below(old, joining).items():
            source = unchanged.get(_source_of(name))
            if not source or time < source or name in _ALWAYS_MADE:
                continue
            told = written.get(name)
            if told != digest(f"{old}/{name}"):
                continue  # somebody else wrote it
            folder = os.path.dirname(name)  # noqa: PTH120  # thousands of files
            if folder not in made:
                (new / folder).mkdir(parents=True, exist_ok=True)
                made.add(folder)
            os.link(f"{old}/{name}", f"{new}/{name}")
            linked[name] = time, str(told)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        return None
    return linked


def times_below(folder: Path, without: set[str] | None = None) -> dict[str, int]:
    """Return the time of every file below `folder`, in nanoseconds.

    The folders in it that are named in `without` are left out.
    """
    found = {}
    for parent, folders, names in os.walk(folder):
        below = Path(parent).relative_to(folder).as_posix()
        if below == "." and without:
            folders[:] = [name for name in folders if name not in without]
        for name in names:
            path = name if below == "." else f"{below}/{name}"
            found[path] = os.stat(f"{parent}/{name}").st_mtime_ns  # noqa: PTH116  # thousands
    return found


def _source_of(name: str) -> str:
    return f"{name.removesuffix('.html')}.md" if name.endswith(".html") else name
