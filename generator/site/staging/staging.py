"""Artifacts → the staging folder: only what changed, and nothing outside the folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator.machine.artifact import Artifact
from generator.machine.disk import replace_file


@dataclass(frozen=True, slots=True)
class Changes:
    """What a writing touched, and all `paths` that the folder holds after it, each in order.

    `digests` has the SHA-256 of each of them.
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    paths: tuple[str, ...]
    digests: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def pages(self) -> tuple[str, ...]:
        """The Markdown pages among `paths`."""
        return tuple(path for path in self.paths if path.endswith(".md"))


class UnsafePathError(ValueError):
    """An artifact would be written outside the folder, or two to the same path or below a file."""


def stage(
    artifacts: Iterable[Artifact],
    folder: Path,
    told: Callable[[Mapping[str, str]], None] = lambda _: None,
) -> Changes:
    """Make `folder` hold exactly `artifacts`; hidden files at its top are left alone.

    A file whose bytes are the same keeps its time, so that a builder that looks at times rebuilds
    only what changed. Files that no artifact names any more are removed. Each file is replaced in
    one step. `told` is given the digests of all before anything is touched. Raises UnsafePathError
    before that, and OSError.
    """
    planned = _planned(artifacts)
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in planned.items()}
    told(digests)
    folder.mkdir(parents=True, exist_ok=True)
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if _is_file(path)}
    removed = sorted(path for path in present - planned.keys() if not path.startswith("."))
    for path in removed:
        (folder / path).unlink()
    _remove_empty(folder)  # before writing: a file may take the place of a folder
    written = [path for path in sorted(planned) if replace_file(folder / path, planned[path])]
    for path in planned:
        (folder / path).stat()  # who loses the folder meanwhile builds nothing of what is left
    return Changes(tuple(written), tuple(removed), tuple(sorted(planned)), digests)


def _planned(artifacts: Iterable[Artifact]) -> dict[str, bytes]:
    planned: dict[str, bytes] = {}
    files: set[str] = set()
    folders: set[str] = set()
    for artifact in artifacts:
        path = artifact.path.lower()
        above = {parent.as_posix() for parent in PurePosixPath(path).parents}
        if _is_unsafe(artifact.path) or path in files or path in folders or above & files:
            raise UnsafePathError(artifact.path)
        files.add(path)
        folders |= above
        planned[artifact.path] = artifact.data
    return planned


def _is_unsafe(written: str) -> bool:
    path = PurePosixPath(written)
    outside = path.is_absolute() or ".." in path.parts or "\\" in written
    return outside or not path.parts or path.as_posix() != written


def _is_file(path: Path) -> bool:
    return path.is_symlink() or path.is_file()


def _remove_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
