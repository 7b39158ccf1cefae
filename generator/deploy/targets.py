"""A folder that cannot be a link, as on a USB stick: published to file by file."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path, PurePosixPath

from generator.deploy.errors import DeployError

# What we put there, and may therefore remove again; nothing else is ever touched.
_MANIFEST = ".phaen-files.json"


def copy_to(site: Path, folder: Path) -> int:
    """Make `folder` hold the site, file by file; return how many files were written.

    Files that something else put there stay. What pages load is written before the pages, and
    what is gone is removed last, so that a reader in between meets whole pages. Raises OSError and
    DeployError.
    """
    present = _manifest(folder)
    wanted = {path.relative_to(site).as_posix(): path for path in files_of(site)}
    foreign = [name for name in wanted if name not in present and (folder / name).exists()]
    if foreign and not present:
        raise DeployError(f"{folder} มีไฟล์อื่นที่ชื่อซ้ำกัน เช่น {foreign[0]} โปรดเลือกโฟลเดอร์ว่าง")
    folder.mkdir(parents=True, exist_ok=True)
    digests, written = {}, 0
    for name in sorted(wanted, key=lambda name: (name.endswith(".html"), name)):
        data = wanted[name].read_bytes()
        digests[name] = hashlib.sha256(data).hexdigest()
        if present.get(name) != digests[name] or not (folder / name).is_file():
            _replace(folder / name, data)
            written += 1
    # Told before anything is removed: a run that is stopped here is finished by the next.
    _replace(folder / _MANIFEST, json.dumps({**present, **digests}).encode())
    for name in present.keys() - digests.keys():
        if _is_below(name):
            (folder / name).unlink(missing_ok=True)
    _replace(folder / _MANIFEST, json.dumps(digests).encode())
    return written


def files_of(site: Path) -> list[Path]:
    """Return every file of a site; links are none."""
    return sorted(path for path in site.rglob("*") if path.is_file() and not path.is_symlink())


def _manifest(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)  # noqa: PTH105  # one step, said plainly
