"""Artifacts → the staging folder. Touches only what changed, and nothing outside the folder."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections import UserDict
from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.artifact import Artifact


@dataclass(frozen=True, slots=True)
class Changes:
    """What a writing touched, and all `paths` that the folder holds after it, each in order."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    paths: tuple[str, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """The Markdown pages among `paths`."""
        return tuple(path for path in self.paths if path.endswith(".md"))


class UnsafePathError(ValueError):
    """An artifact would be written outside the folder, or two to the same path or below a file."""


def stage(artifacts: Iterable[Artifact], folder: Path) -> Changes:
    """Make `folder` hold exactly `artifacts`; hidden files at its top are left alone.

    A file whose bytes are the same keeps its time, so that a builder that looks at times rebuilds
    only what changed. Files that no artifact names any more are removed. Each file is replaced in
    one step. Raises UnsafePathError before anything is written, and OSError.
    """
    planned = _planned(artifacts)
    folder.mkdir(parents=True, exist_ok=True)
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if _is_file(path)}
    removed = sorted(path for path in present - planned.keys() if not path.startswith("."))
    for path in removed:
        (folder / path).unlink()
    _remove_empty(folder)  # before writing: a file may take the place of a folder
    written = [path for path in sorted(planned) if replace_file(folder / path, planned[path])]
    for path in planned:
        (folder / path).stat()  # who loses the folder meanwhile builds nothing of what is left
    return Changes(tuple(written), tuple(removed), tuple(sorted(planned)))


def swap(new: Path, live: Path) -> None:
    """Put the folder `new` in the place of `live`; what was live is removed after.

    A run that is killed in between leaves the old folder beside its place; `recover` restores it.
    """
    old = _aside(live)
    if old.exists():
        shutil.rmtree(old)
    if live.exists():
        live.rename(old)
    new.rename(live)
    shutil.rmtree(old, ignore_errors=True)


def recover(live: Path) -> None:
    """Undo a `swap` that was killed before the new folder stood in its place."""
    old = _aside(live)
    if old.is_dir() and not live.exists():
        old.rename(live)


class FolderCache(MutableMapping[str, bytes]):
    """Files `<folder>/<key><ending>` by key, a digest in hex; each is written in one step.

    Nothing is made on disk before the first write. Any other key raises ValueError.
    """

    def __init__(self, folder: Path, ending: str = ".png") -> None:
        self._folder = folder
        self._ending = ending
        self._used: set[str] = set()

    def __getitem__(self, key: str) -> bytes:
        path = self._path(key)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise KeyError(key) from None
        self._used.add(path.name)
        return data

    def __setitem__(self, key: str, value: bytes) -> None:
        path = self._path(key)
        replace_file(path, value)
        self._used.add(path.name)

    def __delitem__(self, key: str) -> None:
        try:
            self._path(key).unlink()
        except FileNotFoundError:
            raise KeyError(key) from None

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.stem for path in self._folder.glob(f"*{self._ending}")))

    def __len__(self) -> int:
        return sum(1 for _ in self._folder.glob(f"*{self._ending}"))

    def prune(self) -> None:
        """Remove what this object neither read nor wrote, and what a killed run left half done."""
        for path in self._folder.glob(f"*{self._ending}*"):
            if path.name not in self._used:
                path.unlink()

    def _path(self, key: str) -> Path:
        if not re.fullmatch("[0-9a-f]+", key):
            raise ValueError(f"not a digest in hex: {key!r}")
        return self._folder / f"{key}{self._ending}"


class FileCache(UserDict[str, bytes]):
    """Many small things by key in one file; a file that is damaged is as good as none."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._used: dict[str, bytes] = {}
        self.data = _entries(file)

    def __getitem__(self, key: str) -> bytes:
        found = super().__getitem__(key)
        self._used[key] = found
        return found

    def __setitem__(self, key: str, value: bytes) -> None:
        super().__setitem__(key, value)
        self._used[key] = value

    def save(self) -> None:
        """Write what this object was asked for or given; the rest is forgotten."""
        head = json.dumps({key: len(value) for key, value in self._used.items()}).encode()
        parts = [head, b"\n", *self._used.values()]
        digest = hashlib.sha256()
        for part in parts:
            digest.update(part)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        half = self._file.with_name(f"{self._file.name}.part")
        with half.open("wb") as out:
            out.writelines([digest.digest(), *parts])
        os.replace(half, self._file)  # noqa: PTH105  # one step


def _entries(file: Path) -> dict[str, bytes]:
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    size = hashlib.sha256().digest_size
    if hashlib.sha256(memoryview(data)[size:]).digest() != data[:size]:
        return {}
    at = data.index(b"\n", size) + 1
    found = {}
    for key, length in json.loads(data[size:at]).items():
        found[key] = data[at : at + length]
        at += length
    return found


def _aside(live: Path) -> Path:
    return live.with_name(f"{live.name}.old")


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


def replace_file(path: Path, data: bytes) -> bool:
    """Write `data` in one step unless it is there already; return whether anything was written."""
    if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)  # noqa: PTH105  # Path.replace, said plainly: one step
    return True


def _remove_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
