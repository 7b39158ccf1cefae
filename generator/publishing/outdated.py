"""What withdrawals of every year name, and papers of pages that gave way and are named by none.

A picture or a scan on a page can be read by nobody but a person. Once it is another one, or gone,
nothing in the portal tells of the earlier one, which history still has.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from generator.machine.git_history import History
from generator.machine.layout import PAGES, PLANS, WITHDRAWN, YEAR_PATTERN, of_year
from generator.plan.model import WithdrawalKind
from generator.plan.uploads import ENDINGS
from generator.plan.withdraw import entries_of
from generator.problems import Place
from generator.publishing.purge.beside import paths_of

_LISTED = re.compile(f"{PLANS}/({YEAR_PATTERN})/{re.escape(WITHDRAWN)}")


def entered(root: Path) -> Iterator[str]:
    """Yield the folder of each year that took personal data back, and the files it names."""
    for file in sorted((root / PLANS).glob(f"*/{WITHDRAWN}")):
        place = file.relative_to(root).as_posix()
        if not (found := _LISTED.fullmatch(place)):
            continue
        entries = entries_of(file.read_bytes(), Place(place))
        mine = [one for one in entries if one.kind is WithdrawalKind.PERSONAL]
        if mine:
            yield f"{of_year(found[1])}/"
        yield from (paths_of(found[1], one.file) for one in mine if one.file)


def above(root: Path, top: Path) -> str:
    """Return what stands before a portal's paths in a repository at `top`; empty where it is it."""
    way = os.path.relpath(os.path.realpath(root), os.path.realpath(top)).replace(os.sep, "/")
    return "" if way == "." else f"{way}/"


def outdated(root: Path, top: Path, history: History) -> tuple[str, ...]:
    """Return the papers and pictures of pages of which history has other versions, told by none.

    By their path in the portal. Raises GitError and OSError.
    """
    before, named = above(root, top), set(entered(root))
    versions: defaultdict[str, set[str]] = defaultdict(set)
    for one in history.replaced(history.touching(())):
        path = one.path.removeprefix(before)
        mine = one.path.startswith(f"{before}{PAGES}/") and path not in named
        if mine and path.rpartition(".")[2].lower() in ENDINGS:
            versions[path] |= {one.old, one.new} - {""}
    return tuple(
        sorted(path for path, oids in versions.items() if oids - {_oid(root / path, max(oids))})
    )


def _oid(file: Path, like: str) -> str:
    """Return the name that git would give a file, in the form of another one; empty for none."""
    if not file.is_file():
        return ""
    data = file.read_bytes()
    made = hashlib.sha256 if len(like) > 40 else hashlib.sha1  # a name of git's
    return made(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
