"""Files that come with Phaen: theme, default content, site configuration and what it stands on.

In a checkout they stand beside the package, at the top level; in a wheel, inside it.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.machine import layout
from generator.machine.litter import is_litter

_PACKAGE = Path(__file__).parents[1]
_INSTALLED = _PACKAGE / "_packaged"
_HOME = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent

THEME = _HOME / "theme"
CONTENT = _HOME / layout.PAGES
MKDOCS_YML = _HOME / layout.SETTINGS
# Every package that Phaen needs, and what installing it from its sources needs, with hashes.
LOCKED = tuple(_HOME / "requirements" / name for name in ("run.txt", "build.txt"))
#: What the extras `phaen[pdf]`, `phaen[desk]` and `phaen[hub]` add to them.
PDF_LOCKED = _HOME / "requirements" / "pdf.txt"
DESK_LOCKED = _HOME / "requirements" / "desk.txt"
HUB_LOCKED = _HOME / "requirements" / "hub.txt"


def install_command(lock: Path) -> str:
    """Return the command that installs what a file locks, for this very Python."""
    words = (sys.executable, "-m", "pip", "install", "--require-hashes", "-r", str(lock))
    return " ".join(f'"{word}"' if " " in word else word for word in words)


def names_below(folder: Path) -> Iterator[str]:
    """Yield the path of every file below `folder`, with slashes, without what systems leave."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not is_litter(name):
            yield name


def files_below(folder: Path) -> dict[str, bytes]:
    """Return every such file by its path. Raises OSError."""
    return {name: (folder / name).read_bytes() for name in names_below(folder)}


@cache
def code_digest() -> str:
    """Return the digest of every module and table of Phaen, and of the Python that runs them.

    Whatever is remembered under it was found by the very same rules; what counts as a letter or a
    digit is Python's own.
    """
    digest = hashlib.sha256(f"{sys.version}\n".encode())
    for path in sorted(_PACKAGE.rglob("*.*")):
        if path.suffix in (".py", ".toml"):
            data = path.read_bytes()
            digest.update(f"{path.relative_to(_PACKAGE)} {len(data)}\n".encode() + data)
    return digest.hexdigest()
