"""How git keeps folders, commits and tags: bytes to lines and fields, and back, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

TREE = b"40000"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a folder: its mode, its name, its object."""

    mode: bytes
    name: bytes
    oid: str


def entries_of(data: bytes, size: int) -> Iterator[Entry]:
    """Yield the lines of a folder, whose objects have names of `size` bytes."""
    at = 0
    while at < len(data):
        space = data.index(b" ", at)
        end = data.index(b"\0", space)
        oid = data[end + 1 : end + 1 + size]
        yield Entry(data[at:space], data[space + 1 : end], oid.hex())
        at = end + 1 + size


def tree_bytes(entries: Iterable[Entry]) -> bytes:
    """Return a folder as git keeps it: by name, as if a folder's ended in a slash."""
    ordered = sorted(entries, key=lambda one: one.name + (b"/" if one.mode == TREE else b""))
    return b"".join(one.mode + b" " + one.name + b"\0" + bytes.fromhex(one.oid) for one in ordered)


def fields_of(head: bytes) -> list[tuple[bytes, bytes]]:
    """Return the fields of a commit or a tag; one may go on over lines that begin with a blank."""
    found: list[tuple[bytes, bytes]] = []
    for line in head.split(b"\n"):
        if line.startswith(b" ") and found:
            found[-1] = (found[-1][0], found[-1][1] + b"\n" + line)
        else:
            name, _, value = line.partition(b" ")
            found.append((name, value))
    return found


def head_bytes(fields: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return fields as git keeps them before a message."""
    return b"\n".join(name + b" " + value for name, value in fields)


def encoding_of(fields: Iterable[tuple[bytes, bytes]]) -> str:
    """Return what a commit says that its message is written in."""
    named = next((value for name, value in fields if name == b"encoding"), b"utf-8")
    return named.decode("ascii", "replace")


def free_name(name: bytes, taken: Iterable[bytes]) -> bytes:
    """Return a name that none has yet: where two were told apart by what is covered."""
    stem, dot, ending = name.rpartition(b".")
    if not stem:
        stem, dot, ending = name, b"", b""
    others, free, number = set(taken), name, 2
    while free in others:
        free, number = stem + f"-{number}".encode("ascii") + dot + ending, number + 1
    return free
