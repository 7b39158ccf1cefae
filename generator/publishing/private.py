"""What lies in the repository's own folder is for its owner alone, whatever the system's habits.

Drafts, refused pushes and lists of personal data pass through there; other users of the server
read none of it. What is shown is opened to the web server by `deploy`, file by file.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.machine.disk import put_file


@contextlib.contextmanager
def privately(aside: Path) -> Iterator[None]:
    """Whatever is written meanwhile, by us or by what we start, is for its owner alone.

    Files for a moment lie in the folder `aside`, which is gone after: a run that is killed leaves
    them there, where the next one clears, and not among those of the system.
    """
    remove(aside)
    usual, elsewhere = os.umask(0o077), tempfile.tempdir
    tempfile.tempdir = str(own_folder(aside))
    try:
        yield
    finally:
        os.umask(usual)
        tempfile.tempdir = elsewhere
        remove(aside)


def own_folder(folder: Path) -> Path:
    """Make the folder where there is none, close it to everybody else, and return it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder


def write_own(file: Path, data: bytes) -> None:
    """Write a file for its owner alone, in one step that survives a loss of power."""
    put_file(file, data, durable=True, mode=0o600)


def remove(path: Path) -> None:
    """Remove a file or a whole folder, where there is one; never what a link leads to."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)
