"""New objects on their way into a repository: one file, as git packs them."""

from __future__ import annotations

import contextlib
import hashlib
import struct
import tempfile
import zlib
from collections.abc import Iterator
from typing import IO

_KINDS = {"commit": 1, "tree": 2, "blob": 3, "tag": 4}


class Pack:
    """A pack that grows, in a file for a moment that nobody else finds; each object once."""

    def __init__(self) -> None:
        """Begin without any object."""
        self.algorithm = "sha1"
        self.names: set[str] = set()
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as this
        self._file.write(struct.pack(">4sII", b"PACK", 2, 0))
        self._ends = self._file.tell()

    @property
    def count(self) -> int:
        """How many objects there are."""
        return len(self.names)

    def add(self, kind: str, data: bytes) -> str:
        """Add an object and return its name."""
        head = f"{kind} {len(data)}\0".encode("ascii")
        name = hashlib.new(self.algorithm, head + data, usedforsecurity=False).hexdigest()
        if name not in self.names:
            self.names.add(name)
            self._file.write(_entry_head(_KINDS[kind], len(data)) + zlib.compress(data))
            self._ends = self._file.tell()
        return name

    def close(self) -> None:
        """Drop the file; whatever was not taken is gone."""
        self._file.close()

    @contextlib.contextmanager
    def whole(self) -> Iterator[IO[bytes]]:
        """Yield the pack, to be read from its beginning; it may grow again after."""
        self._file.seek(8)
        self._file.write(struct.pack(">I", self.count))
        made = hashlib.new(self.algorithm, usedforsecurity=False)
        self._file.seek(0)
        while data := self._file.read(1 << 20):
            made.update(data)
        self._file.write(made.digest())
        self._file.flush()
        self._file.seek(0)
        yield self._file
        self._file.truncate(self._ends)
        self._file.seek(self._ends)


def _entry_head(kind: int, size: int) -> bytes:
    """Return how a pack begins an object: its kind, and its size in pieces of seven bits."""
    first, size = (kind << 4) | (size & 0x0F), size >> 4
    head = bytearray()
    while size:
        head.append(first | 0x80)
        first, size = size & 0x7F, size >> 7
    head.append(first)
    return bytes(head)
