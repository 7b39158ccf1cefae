"""What a commit's tree may hold, and its objects as git tells them, a piece at a time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from generator.machine.git_program import GitError
from generator.machine.layout import PLANS, SEALED

# A portal is text and some scanned papers; what is larger is a mistake or an attack.
MOST_FILES = 20_000
MOST_BYTES = 2_000_000_000
LARGEST_TEXT = 5_000_000
LARGEST_PAPER = 30_000_000
LARGEST_SEALED = 200_000_000  # a sealed year with its documents
LONGEST_NAME = 200  # bytes; a file system takes 255, and what is made of the file adds endings
_TEXT = (".csv", ".yml", ".yaml", ".md", ".txt")
_SEALED = re.compile(f"{PLANS}/[^/]+/{SEALED}/[^/]+[.]zip")
_CHUNK = 1 << 20
_LISTED = 1 << 16


@dataclass(frozen=True, slots=True)
class GitEntry:
    """A file of a tree: its path, its object, and whether it is a link or another repository."""

    path: str
    oid: str
    link: bool


def records(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield what a null byte ends, without waiting for the end of the stream."""
    left = b""
    while data := stream.read(_LISTED):
        *whole, left = (left + data).split(b"\0")
        yield from whole
        if len(left) > _LISTED:
            raise GitError("ชื่อแฟ้มในคลังยาวเกินไป")


def too_many() -> GitError:
    """Return what to raise for a tree that is out of bounds."""
    return GitError(
        f"แฟ้มในคลังมากหรือใหญ่เกินกว่าที่ระบบรับได้ (ไม่เกิน {MOST_FILES} แฟ้ม "
        f"รวม {MOST_BYTES // 1_000_000} เมกะไบต์)"
    )


def safe_path(raw: bytes) -> str:
    """Return a path that stays in its folder on every system. Raises GitError."""
    try:
        path = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise GitError(f"ชื่อแฟ้ม {raw!r} ไม่ใช่ UTF-8") from None
    parts = PurePosixPath(path).parts
    odd = any(part in ("..", ".") or part.lower() in (".git", "git~1") for part in parts)
    if odd or path.startswith("/") or "\\" in path or not path.isprintable():
        raise GitError(f"ชื่อแฟ้ม {path!r} ใช้ไม่ได้")
    if len(raw) > 1000 or any(len(part.encode()) > LONGEST_NAME for part in parts):
        raise GitError(
            f"ชื่อแฟ้ม {path} ยาวเกินไป ชื่อแฟ้มหรือโฟลเดอร์หนึ่งยาวได้ {LONGEST_NAME} ไบต์ (ตัวอักษรไทยราว 66 ตัว)"
        )
    return path


def most_bytes(path: str) -> int:
    """Return how many bytes a file of that name may have."""
    if _SEALED.fullmatch(path):
        return LARGEST_SEALED
    return LARGEST_TEXT if path.lower().endswith(_TEXT) else LARGEST_PAPER


def holds(folder: Path, entry: GitEntry) -> bool:
    """Whether the file is there as git has it: its object's name is a digest of its bytes."""
    kind = "sha1" if len(entry.oid) == 40 else "sha256"
    try:
        with (folder / entry.path).open("rb") as file:
            size = (folder / entry.path).stat().st_size
            made = hashlib.new(kind, f"blob {size}\0".encode(), usedforsecurity=False)
            while data := file.read(_CHUNK):
                made.update(data)
    except OSError:
        return False
    return made.hexdigest() == entry.oid


def next_object(source: IO[bytes]) -> tuple[str, str, int] | None:
    """Return name, kind and size of the object that `cat-file --batch` tells next, None at its end.

    Its bytes are to be read by `object_bytes`. Raises GitError where git has no such object.
    """
    line = source.readline()
    words = line.decode("ascii", "replace").split()
    if line and (len(words) != 3 or not words[2].isdecimal()):
        raise GitError("อ่านประวัติของคลัง git ไม่ได้")
    return (words[0], words[1], int(words[2])) if line else None


def object_bytes(source: IO[bytes], size: int) -> Iterator[bytes]:
    """Yield the bytes of the object, piece by piece. Raises GitError where there are fewer."""
    left = size
    while left:
        data = source.read(min(left, _CHUNK))
        if not data:
            raise GitError("อ่านประวัติของคลัง git ไม่ได้")
        left -= len(data)
        yield data
    source.read(1)  # the line's end


def copy_object(source: IO[bytes], folder: Path, entry: GitEntry) -> None:
    """Copy what `cat-file --batch` tells of one object. Raises GitError where it tells less."""
    head = next_object(source)
    if head is None or head[1] != "blob":
        raise GitError(f"อ่าน {entry.path} จากคลัง git ไม่ได้")
    with (folder / entry.path).open("wb") as file:
        for data in object_bytes(source, head[2]):
            file.write(data)


def blob_names(data: bytes, length: int) -> tuple[str, str]:
    """Return the names that git gives a file's bytes, as they are and with line feeds alone.

    `length` is that of the repository's names: 40 (SHA-1) or 64 (SHA-256).
    """
    make = hashlib.sha1 if length == 40 else hashlib.sha256  # git's own names, no secret
    both = (data, data.replace(b"\r\n", b"\n"))
    first, second = (make(b"blob %d\0" % len(one) + one).hexdigest() for one in both)
    return first, second
