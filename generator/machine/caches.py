"""Earlier results, kept between builds: taken again only where a tag proves that they are ours.

What stands in a cache's place and is none of ours is as good as no cache: nothing is read from it,
nothing is kept there, and it stays. The build takes longer, no more.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections import UserDict
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path

from generator.machine.disk import load_proven, read_plain, replace_file, save_proven
from generator.machine.proof import TAG_SIZE, Proof

_DIGEST = re.compile("[0-9a-f]{64}")
# A file changed so shortly before it was digested may change again without its time telling.
_SETTLED_NS = 2_000_000_000


class FolderCache(MutableMapping[str, bytes]):
    """Files `<folder>/<key><ending>` by key, a digest in hex; each is written in one step.

    Each ends with a tag for its folder, its key and its bytes: what does not carry it is as good as
    none. Nothing is made on disk before the first write. Any other key raises ValueError.
    """

    def __init__(self, folder: Path, ending: str = ".png", proof: Proof | None = None) -> None:
        self._folder = folder
        self._ending = ending
        self._proof = proof or Proof()
        self._used: set[str] = set()

    def __getitem__(self, key: str) -> bytes:
        path = self._path(key)
        try:
            whole = read_plain(path)
        except OSError:
            raise KeyError(key) from None
        data, tag = whole[:-TAG_SIZE], whole[-TAG_SIZE:]
        if not self._proof.holds(tag, self._folder.name, path.name.encode(), data):
            raise KeyError(key)
        self._used.add(path.name)
        return data

    def __setitem__(self, key: str, value: bytes) -> None:
        path = self._path(key)
        tag = self._proof.tag(self._folder.name, path.name.encode(), value)
        with contextlib.suppress(OSError):
            replace_file(path, value + tag)
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
        """Remove what this object neither read nor wrote, and what a killed run left half done.

        Files of other names are somebody else's.
        """
        for path in self._folder.glob(f"*{self._ending}*"):
            name = path.name.removesuffix(".part").removesuffix(self._ending)
            if path.name not in self._used and _DIGEST.fullmatch(name):
                with contextlib.suppress(OSError):
                    path.unlink()

    def _path(self, key: str) -> Path:
        if not _DIGEST.fullmatch(key):
            raise ValueError(f"not a digest in hex: {key!r}")
        return self._folder / f"{key}{self._ending}"


class FileCache(UserDict[str, bytes]):
    """Many small things by key in one file; where it is not ours, whole, it is as good as none."""

    def __init__(self, file: Path, proof: Proof | None = None) -> None:
        super().__init__()
        self._file = file
        self._proof = proof or Proof()
        self._used: dict[str, bytes] = {}
        self.data = self._entries()

    def __getitem__(self, key: str) -> bytes:
        found = super().__getitem__(key)
        self._used[key] = found
        return found

    def __setitem__(self, key: str, value: bytes) -> None:
        super().__setitem__(key, value)
        self._used[key] = value

    def save(self) -> None:
        """Write what this object was asked for or given; the rest is forgotten."""
        used = dict(sorted(self._used.items()))  # the same things in the same bytes
        head = json.dumps({key: len(value) for key, value in used.items()}).encode()
        whole = b"".join([head, b"\n", *used.values()])
        with contextlib.suppress(OSError):
            replace_file(self._file, self._proof.tag(self._file.name, whole) + whole)

    def _entries(self) -> dict[str, bytes]:
        try:
            data = read_plain(self._file)
        except OSError:
            return {}
        whole = memoryview(data)[TAG_SIZE:]
        if not self._proof.holds(data[:TAG_SIZE], self._file.name, whole):
            return {}
        at = data.index(b"\n", TAG_SIZE) + 1
        found = {}
        for key, length in json.loads(data[TAG_SIZE:at]).items():
            found[key] = data[at : at + length]
            at += length
        return found


class DigestCache:
    """Digests of files, remembered in `file` by what the disk says of them; None remembers nothing.

    Of the two times one can be set by anybody, the other, of the last change, by nobody.
    """

    def __init__(self, file: Path | None, proof: Proof) -> None:
        self._file = file
        self._proof = proof
        told, proven = load_proven(file, proof) if file else ({}, False)
        self._before = told if proven else {}
        self._now: dict[str, list[int | str]] = {}

    def of(self, path: Path, compute: Callable[[Path], str]) -> str:
        """Return the file's digest, which `compute` gives where it is not known. Raises OSError.

        A file is asked for with the same `compute` each time.
        """
        stat = path.stat()
        now = [stat.st_size, stat.st_mtime_ns, stat.st_ino, stat.st_ctime_ns]
        known = self._before.get(str(path.absolute()))
        same = isinstance(known, list) and known[:-1] == now
        digest = str(known[-1]) if same and known else compute(path)
        self._now[str(path.absolute())] = [*now, digest]
        return digest

    def save(self) -> None:
        """Remember what was asked for, unless a file is too new to be known by its time."""
        if not self._file or not self._now or self._now == self._before:
            return
        newest = max(max(int(one[1]), int(one[3])) for one in self._now.values())
        with contextlib.suppress(OSError):
            save_proven(self._file, self._now, self._proof)
            if self._file.stat().st_mtime_ns - newest < _SETTLED_NS:
                self._file.unlink()
