"""One file, replaced in one step (atomic writes, all of them); and files of ours that carry a tag.

Whoever reads meets the old file or the new one, never a part; a killed run leaves a `.part`.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.machine.patience import patiently
from generator.machine.proof import TAG_SIZE, Proof

_PART = re.compile(r"\.[0-9a-f]{16}\.part(?:\.part)?")
_LONG_AGO = 3600.0  # seconds; no run writes so long


def replace_file(path: Path, data: bytes) -> bool:
    """Write `data` in one step unless it is there already; return whether anything was written.

    Nothing is written through a link, of either kind, that stands in the file's place.
    """
    if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    put_file(path, data)
    return True


def put_file(
    path: Path, data: bytes, *, durable: bool = False, mode: int = 0o666, part: Path | None = None
) -> None:
    """Write `data` in one step, whatever stands there; its folder must exist. Raises OSError.

    With `durable` a loss of power leaves the old file or the new one. `mode` is what the system's
    habits may narrow. `part`, in the same file system, is where the bytes wait; beside the file
    unless told.
    """
    part = part or path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)  # it may be a link to another file
        _write_new(part, data, mode, durable=durable)
        move_file(part, path, durable=durable)
    except OSError as error:
        if error.errno:  # of a full disk the system names none; and nobody asked for a part
            error.filename, error.filename2 = str(path), None
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def put_files(files: Mapping[Path, bytes]) -> None:
    """Write files of one folder, none in its place before all are written. Raises OSError.

    Then no part of any is there, nor the folder where it was new. Of several that write the same
    files at once each leaves whole ones. What runs that were killed left long ago goes.
    """
    parts: dict[Path, Path] = {}
    folder = next(iter(files)).parent
    is_new = not folder.is_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in files.items():
            if path.is_symlink() or not path.is_file() or path.read_bytes() != data:
                parts[path] = path.with_name(f".{secrets.token_hex(8)}.part")
                put_file(parts[path], data)
        for path, part in parts.items():
            move_file(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            for part in parts.values():
                part.unlink(missing_ok=True)
            if is_new:
                folder.rmdir()
        raise
    _sweep(folder, max((path.stat().st_mtime for path in parts), default=0))


def _sweep(folder: Path, written: float) -> None:
    for left in folder.glob(".*.part"):
        with contextlib.suppress(OSError):
            if _PART.fullmatch(left.name) and written - left.stat().st_mtime > _LONG_AGO:
                left.unlink()


def create_file(path: Path, data: bytes, mode: int) -> None:
    """Write `data` in one step unless a file is there: of several runs the first one counts."""
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        _write_new(part, data, mode, durable=True)
        with contextlib.suppress(FileExistsError):
            part.rename(path) if os.name == "nt" else os.link(part, path)
    finally:
        part.unlink(missing_ok=True)


def move_file(path: Path, to: Path, *, durable: bool = False) -> None:
    """Put a file, or a folder where none is, in another's place in one step."""
    patiently(lambda: path.replace(to))
    if durable and os.name == "posix":  # Windows opens no folder
        sync(to.parent)


def sync(path: Path) -> None:
    """Have the disk hold what was written to the file or, not on Windows, the folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_new(path: Path, data: bytes, mode: int, *, durable: bool) -> None:
    with open(
        path, "xb", opener=lambda name, flags: os.open(name, flags, mode)
    ) as out:  # Path.open takes no opener
        out.write(data)
        if durable:
            out.flush()
            os.fsync(out.fileno())


def read_plain(path: Path) -> bytes:
    """Return the bytes of a file. Raises OSError, also for a pipe: nobody may ever write to it."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "not a plain file", str(path))
    return path.read_bytes()


def save_proven(path: Path, value: dict[str, Any], proof: Proof) -> None:
    """Write `value` as JSON with a tag for this name of file."""
    data = json.dumps(value, ensure_ascii=False).encode()
    replace_file(path, proof.tag(path.name, data) + data)


def load_proven(path: Path, proof: Proof) -> tuple[dict[str, Any], bool]:
    """Return what `save_proven` wrote, and whether its tag holds; nothing where it cannot be read.

    What does not hold may come from anybody.
    """
    try:
        whole = b"" if path.is_symlink() else read_plain(path)
        value = json.loads(whole[TAG_SIZE:])
    except (OSError, ValueError, RecursionError):
        return {}, False
    if not isinstance(value, dict):
        return {}, False
    return value, proof.holds(whole[:TAG_SIZE], path.name, whole[TAG_SIZE:])
