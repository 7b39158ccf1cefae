"""The office's own folder: files that Phaen left there and somebody went on writing are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

import click

from generator.site.render import is_as_made

# What is written on in; a printed paper is made again as often as one likes.
_EDITABLE = (".docx", ".xlsx")


def places(folder: Path, names: Iterable[str], *, beside: bool) -> dict[str, Path]:
    """Return where in a folder each file goes; never where one lies that somebody has changed.

    With `beside` its place is next to such a file. Raises UsageError, which names them, without.
    """
    found = {name: folder / name for name in names}
    edited = [path for path in found.values() if _is_edited(path)]
    if edited and not beside:
        told = " ".join(map(str, edited))
        raise click.UsageError(
            f"มีการแก้ไข {told} หลังจาก Phaen จัดทำ จึงไม่เขียนทับ"
            " · เพิ่ม --beside เพื่อวางฉบับใหม่ไว้ข้างกัน หรือย้ายไฟล์นั้นไปที่อื่น แล้วสั่งใหม่"
        )
    free = {path: next(one for one in _beside(path) if not _is_edited(one)) for path in edited}
    return {name: free.get(path, path) for name, path in found.items()}


def _is_edited(path: Path) -> bool:
    if path.suffix not in _EDITABLE or not path.is_file():
        return False
    return not is_as_made(path.read_bytes())


def _beside(path: Path) -> Iterator[Path]:
    return (path.with_stem(f"{path.stem}-{number}") for number in count(2))
