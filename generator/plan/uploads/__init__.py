"""Uploaded files → what they are, the texts inside, and what makes them unfit to publish.

Told from their bytes alone; a name is only held against them. Everything is read with limits, and
whatever a file holds, `inspect` returns.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, MutableMapping
from pathlib import PurePosixPath

from generator.machine.packaged import code_digest
from generator.plan.uploads.contents import (
    SMALLEST_SIDE,
    Contents,
    Text,
    UploadError,
    UploadFault,
)
from generator.plan.uploads.kinds import AS_JPEG, ENDINGS, jpeg_laid, kind_of, kind_todo

LARGEST = 30_000_000
_POINTER = b"version https://git-lfs.github.com/spec/"
# Letters (Thai ones with their marks), digits and a few signs that no system and no address minds.
_SAFE_NAME = re.compile(
    r"[A-Za-z0-9\u0e01-\u0e4e\u0e50-\u0e59_][A-Za-z0-9\u0e01-\u0e4e\u0e50-\u0e59 _().,+-]*"
)


def is_safe_name(path: str) -> bool:
    """Whether every part of a path is a name that any system and any web address can carry."""
    return all(
        _SAFE_NAME.fullmatch(part) and part[-1] not in " ." and len(part.encode()) <= 200
        for part in path.split("/")
    )


def is_pointer(data: bytes) -> bool:
    """Whether a file only points to one that Git LFS keeps elsewhere."""
    return data.startswith(_POINTER)


def inspect(path: str, data: bytes) -> Contents:
    """Return what is inside the file; its faults where it may not be published. Never raises."""
    if len(data) > LARGEST:
        size = f"{len(data) // 1_000_000} เมกะไบต์"
        return Contents(faults=(UploadFault("upload-large", size),))
    ending = PurePosixPath(path).suffix.lower().removeprefix(".")
    if is_pointer(data) or (not data and ending in ENDINGS):
        return Contents(faults=(UploadFault("file-lfs" if data else "file-empty", "0"),))
    kind = kind_of(data)
    if kind is None or kind != {"jpeg": "jpg"}.get(ending, ending):
        return Contents(faults=(UploadFault("upload-kind", kind or "ไม่รู้จัก"),))
    try:
        return _reader(kind)(data, kind)
    except UploadError as error:
        return Contents(faults=(UploadFault("upload-unreadable", str(error)),))
    except Exception:  # libraries raise many kinds for a damaged or hostile file
        return Contents(faults=(UploadFault("upload-unreadable", "ไฟล์เสีย"),))


def _reader(kind: str) -> Callable[[bytes, str], Contents]:
    """Return what looks into files of a kind; its library is loaded where there is such a file."""
    if kind == "pdf":
        from generator.plan.uploads.pdf import read_pdf  # noqa: PLC0415

        return read_pdf
    if kind in ("docx", "xlsx"):
        from generator.plan.uploads.office import read_office  # noqa: PLC0415

        return read_office
    from generator.plan.uploads.image import read_image  # noqa: PLC0415

    return read_image


def inspect_once(path: str, data: bytes, kept: MutableMapping[str, bytes]) -> Contents:
    """Return what `inspect` does, from `kept` where the same bytes were looked into before.

    What another release found is looked for again: its rules were other ones.
    """
    ending = PurePosixPath(path).suffix.lower()
    digest = hashlib.sha256(f"{code_digest()} {ending}\n".encode() + data).hexdigest()
    try:
        return Contents.from_bytes(kept[digest])
    except (KeyError, ValueError):
        found = inspect(path, data)
        kept[digest] = found.to_bytes()
        return found


__all__ = [
    "AS_JPEG",
    "ENDINGS",
    "LARGEST",
    "SMALLEST_SIDE",
    "Contents",
    "Text",
    "UploadFault",
    "inspect",
    "inspect_once",
    "is_pointer",
    "is_safe_name",
    "jpeg_laid",
    "kind_todo",
]
