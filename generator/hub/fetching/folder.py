"""Sources in a folder of this machine: read as bytes, links never followed."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from generator.hub.fetching.bounds import MOST_FILES, MOST_FOLDER
from generator.hub.fetching.unreachable import UnreachableError
from generator.machine.layout import PARTS, PLANS

_TOO_LARGE = (
    f"โฟลเดอร์มีแฟ้มมากหรือใหญ่เกินไป (ไม่เกิน {MOST_FILES} แฟ้ม รวม {MOST_FOLDER // 1_000_000} เมกะไบต์)"
)


def is_repository(folder: Path) -> bool:
    """Whether a folder is a repository of its own: what leads to one elsewhere is none."""
    git = folder / ".git"
    return git.is_dir() and not git.is_symlink()


def source_of(folder: Path) -> str:
    """Return the digest of the sources. Raises UnreachableError."""
    return _walked(folder, None)


def copy(folder: Path, to: Path) -> str:
    """Copy the sources, links as links that lead nowhere; return the digest of what was copied.

    Raises UnreachableError.
    """
    return _walked(folder, to)


def _walked(folder: Path, to: Path | None) -> str:
    try:
        if not (folder / PLANS).is_dir() or (folder / PLANS).is_symlink():
            raise UnreachableError("ไม่พบโฟลเดอร์ plans ที่นั่น โฟลเดอร์อาจถูกย้ายหรือสื่อยังไม่ได้ต่อ")
        return _digested(folder, to)
    except OSError as error:
        raise UnreachableError(f"อ่านโฟลเดอร์ไม่ได้ ({type(error).__name__})") from error


def _digested(folder: Path, to: Path | None) -> str:
    digest, total = hashlib.sha256(), 0
    for files, (name, is_link) in enumerate(_files(folder), start=1):
        data = b"" if is_link else _read(folder / name, MOST_FOLDER - total)
        total += len(data)
        if files > MOST_FILES:
            raise UnreachableError(_TOO_LARGE)
        kind = "link" if is_link else str(len(data))
        digest.update(f"{kind} {name}\0".encode("utf-8", "surrogateescape") + data)
        if to is not None:
            path = to / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to("nowhere") if is_link else path.write_bytes(data)
    return f"sha256:{digest.hexdigest()}"


def _files(folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield the path of everything that a portal is made of, and whether it is a link."""
    for part in PARTS:
        top = folder / part
        if top.is_symlink() or top.is_file():
            yield part, top.is_symlink()
            continue
        for at, folders, names in os.walk(top, followlinks=False):
            here = Path(at)
            links = [one for one in folders if (here / one).is_symlink()]
            folders[:] = sorted(one for one in folders if one not in links)
            for name in sorted((*names, *links)):
                path = here / name
                yield path.relative_to(folder).as_posix(), path.is_symlink()


def _read(path: Path, most: int) -> bytes:
    """Return the bytes of a plain file, opened so that no link and no pipe is waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags)
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise UnreachableError("ในโฟลเดอร์มีสิ่งที่ไม่ใช่แฟ้ม เช่น ท่อหรืออุปกรณ์")
        if status.st_size > most:
            raise UnreachableError(_TOO_LARGE)
        data = stream.read(most + 1)
    if len(data) > most:
        raise UnreachableError(_TOO_LARGE)
    return data
