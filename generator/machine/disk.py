"""One file, replaced in one step; and files of ours that carry a tag."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

from generator.machine.proof import TAG_SIZE, Proof


def replace_file(path: Path, data: bytes) -> bool:
    """Write `data` in one step unless it is there already; return whether anything was written.

    Nothing is written through a link, of either kind, that stands in the file's place.
    """
    if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)  # it may be a link to another file
    with part.open("xb") as out:
        out.write(data)
    os.replace(part, path)  # noqa: PTH105  # Path.replace, said plainly: one step
    return True


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
