"""What git told of commits, kept in memory: a commit is what its name says, and never another.

Only what follows from names alone may be kept here, never what a branch leads to. Where a branch
leads is told by a file of git's own, which is read anew each time.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")

_OID = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64})\n?")
_LEADS = re.compile(rb"ref: (refs/heads/[^\0\n]+)\n?")
_MOST, _MOST_BYTES = 512, 64_000_000


class Told:
    """Answers by what they follow from; the ones that nobody asked for longest are forgotten."""

    def __init__(self, most: int = _MOST, most_bytes: int = _MOST_BYTES) -> None:
        """Keep at most so many answers, and so many bytes of files among them."""
        self._most, self._most_bytes = most, most_bytes
        self._known: OrderedDict[Hashable, Any] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def of(self, key: Hashable, ask: Callable[[], T]) -> T:
        """Return what is known of a key, which says all that it follows from; else ask, once."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                found: T = self._known[key]
                return found
        told = ask()
        with self._lock:
            self._forget(key)
            self._known[key] = told
            self._bytes += _weight(told)
            while len(self._known) > self._most or self._bytes > self._most_bytes:
                self._forget(next(iter(self._known)))
        return told

    def _forget(self, key: Hashable) -> None:
        if key in self._known:
            self._bytes -= _weight(self._known.pop(key))


def _weight(told: object) -> int:
    return len(told) if isinstance(told, bytes) else 0


def tip_told(git_folder: Path, reference: str) -> str | None:
    """Return where a reference leads as its own file tells it; None where git is to be asked.

    Git writes that file in one step, and it goes before whatever else git keeps of the reference.
    Whose the repository is somebody asked git when it was opened.
    """
    if ".." in reference:
        return None
    found = _OID.fullmatch(_read(git_folder / reference))
    return found[1].decode() if found else None


def head_told(folder: Path) -> str | None:
    """Return the last commit of the working tree `folder`, as `tip_told` does."""
    git_folder = folder / ".git"
    head = _read(git_folder / "HEAD")
    if found := _OID.fullmatch(head):
        return found[1].decode()
    led = _LEADS.fullmatch(head)
    return tip_told(git_folder, led[1].decode("utf-8", "replace")) if led else None


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except (OSError, ValueError):
        return b""
