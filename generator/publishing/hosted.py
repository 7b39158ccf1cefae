"""Which paths of a history go where a host that is not ours keeps it: all that ever told.

One run of a withdrawal changes few files. What history alone has (a file that is gone, one under
an old name, another year's) is found by looking at every version of every file.
"""

from __future__ import annotations

import fnmatch
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.machine.git_history import History
from generator.plan.withdraw import Needles
from generator.publishing.outdated import above, entered
from generator.publishing.purge.covering import Covering, Wanted

_LARGEST = 30_000_000


@dataclass(frozen=True, slots=True)
class Going:
    """Paths that go out of a history, below the repository's folder; a folder ends in a stroke.

    `globs` are patterns of those whose name is itself withdrawn, without the name. `standing` are
    all of them that are there today, and are to be put back as they are now.
    """

    paths: tuple[str, ...]
    globs: tuple[str, ...]
    standing: tuple[str, ...]


def going(
    root: Path, top: Path, history: History, changed: Iterable[str], needles: Needles
) -> Going:
    """Return what goes out of the history of a portal at `root`, in a repository at `top`.

    `changed` are files and folders of this withdrawal; besides those go the ones that entries of
    every year name, and all that say one of the `needles` in any version. Raises GitError, OSError.
    """
    before = above(root, top)
    ours = {f"{before}{path}" for path in (*changed, *entered(root))}
    versions = _versions(history) if needles else {}
    telling = set(_telling(history, versions, needles))
    every = {path for paths in versions.values() for path in paths}
    found = ours | telling
    folders = tuple(path for path in found if path.endswith("/"))
    found -= {path for path in found if path.startswith(folders) and path not in folders}
    hidden = {path for path in found if needles.stand_in(path)}
    globs = {_glob(path, needles) for path in hidden}
    same = {path for path in every for glob in globs if _matches(path, glob)}
    standing = {path for path in (found - hidden) | same if (top / path).exists()}
    return Going(tuple(sorted(found - hidden)), tuple(sorted(globs)), tuple(sorted(standing)))


def _versions(history: History) -> dict[str, set[str]]:
    """Return the paths of every version of every file, by object."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in history.replaced(history.touching(())):
        for oid in filter(None, (one.old, one.new)):
            found[oid].add(one.path)
    return dict(found)


def _telling(history: History, versions: dict[str, set[str]], needles: Needles) -> Iterator[str]:
    covering = Covering(Wanted(needles, needles))
    for paths in versions.values():
        yield from (path for path in paths if covering.says(path))
    for one in history.objects(versions, _LARGEST):
        # What is too large to be read may hold anything: a sealed year, a film; it is not told.
        if one.data is not None and covering.said_in(one.data):
            yield from versions[one.oid]


def _glob(path: str, needles: Needles) -> str:
    """Return a pattern for a path in which each byte of what is withdrawn is any byte."""
    made, at = "", 0
    for start, end in needles.spans(path):
        made += _plain(path[at:start]) + "?" * len(os.fsencode(path[start:end]))
        at = end
    return made + _plain(path[at:])


def _plain(text: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", text)


def _matches(path: str, glob: str) -> bool:
    return fnmatch.fnmatchcase(os.fsencode(path).decode("latin-1"),
                               os.fsencode(glob).decode("latin-1"))  # fmt: skip
