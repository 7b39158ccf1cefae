"""Other places to publish to: a folder that cannot be a link (a USB stick), a server by ssh."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from generator.deploy.errors import DeployError

# What we put there, and may therefore remove again; nothing else is ever touched.
_MANIFEST = ".phaen-files.json"

_HOST = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*")

# On the server: a whole new folder, then one rename of the link to it; the last ten are kept.
_UNPACK = """set -eu
live={live}; all="$live.releases"
mkdir -p "$all"
exec 9>"$all/.lock"; flock 9
if [ -e "$live" ] && [ ! -L "$live" ]; then rmdir "$live"; fi
last=$(ls "$all" | sed -n 's/^\\([0-9]\\{{6\\}}\\)-.*/\\1/p' | tail -n 1)
new=$(printf '%06d-ssh' $(expr "${{last:-0}}" + 1))
rm -rf "$all/.next-ssh"; mkdir "$all/.next-ssh"
tar -xf - -C "$all/.next-ssh"
sync
mv "$all/.next-ssh" "$all/$new"
ln -sfn "$(basename "$all")/$new" "$all/.link"
mv -T "$all/.link" "$live"
ls -d "$all"/[0-9]* | head -n -10 | while read -r old; do rm -rf "$old"; done
"""


def copy_to(site: Path, folder: Path) -> int:
    """Make `folder` hold the site, file by file; return how many files were written.

    Files that something else put there stay. What pages load is written before the pages, and
    what is gone is removed last, so that a reader in between meets whole pages. Raises OSError and
    DeployError.
    """
    present = _manifest(folder)
    wanted = {path.relative_to(site).as_posix(): path for path in _files(site)}
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


def send_by_ssh(site: Path, host: str, path: str, environment: Mapping[str, str]) -> None:
    """Put the site live at `path` on `host` (`name@server`), as a release that a link leads to.

    Uses the ssh of this machine with its keys, and sh, tar and flock there. Raises DeployError.
    """
    if not _HOST.fullmatch(host) or not path.startswith("/") or path.rstrip("/") == "":
        raise DeployError("เขียนปลายทางเป็น ssh://ชื่อผู้ใช้@เครื่อง/โฟลเดอร์")
    script = _UNPACK.format(live=shlex.quote(path.rstrip("/")))
    try:
        process = subprocess.Popen(  # noqa: S603  # an argument list; the path is quoted for sh
            ["ssh", "-T", "--", host, script],  # noqa: S607  # whichever ssh the person uses
            stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(environment),
        )  # fmt: skip
    except FileNotFoundError:
        raise DeployError("ไม่พบโปรแกรม ssh ในเครื่องนี้") from None
    assert process.stdin
    try:
        with tarfile.open(fileobj=process.stdin, mode="w|") as archive:
            for file in _files(site):
                archive.add(file, file.relative_to(site).as_posix(), filter=_anonymous)
    except BrokenPipeError:
        pass  # the server ended first, and says why
    _, errors = process.communicate()
    if process.returncode:
        said = errors.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise DeployError(f"ส่งไปยัง {host} ไม่สำเร็จ เว็บไซต์เดิมยังอยู่ครบ {said}".rstrip())


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o644
    return member


def _files(site: Path) -> list[Path]:
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
