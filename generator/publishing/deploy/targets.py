"""A folder that cannot be a link, as on a USB stick: published to file by file.

The list of what we put there lies beside the folder, hidden, for the folder itself is published. A
list may come from anybody: its names must be such as we give, they lead through no link, and only
a file that has still the bytes that we wrote is ours to replace or to remove.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.machine import guard
from generator.machine.disk import put_file, read_plain, replace_file
from generator.publishing.deploy.errors import DeployError
from generator.publishing.deploy.forgotten import list_forgotten
from generator.publishing.deploy.withdrawn import NAME as WITHDRAWN
from generator.publishing.deploy.withdrawn import Withdrawn

# Where an earlier release kept the list: in the folder itself.
_EARLIER = ".phaen-files.json"
_PART = ".phaen-part"
_DIGEST = re.compile("[0-9a-f]{64}")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
# Windows opens these as devices, with any ending and in any folder.
_DEVICE = re.compile(
    r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE
)
_LONGEST = 255


def copy_to(site: Path, folder: Path, withdrawn: Collection[str] = ()) -> int:
    """Make `folder` hold the site, file by file; return how many files were written.

    The first time the folder is absent or empty, or has only files of this very site. Files that
    something else put there later stay; where one has the name of ours, or one of ours was
    changed by somebody, nothing is touched. What pages load is written before the pages, and what
    is gone is removed last, so that a reader in between meets whole pages; it is listed for hosts
    that keep it. `withdrawn` are digests of what the portal tells as withdrawn: a site that tells
    less than was told there is refused. Raises OSError, FolderRefusedError and DeployError.
    """
    guard.refuse_place(folder)
    target = _Target(folder.resolve())
    wanted = {path.relative_to(site).as_posix(): path for path in files_of(site)}
    told = Withdrawn(target.list_file.with_name(f".{target.folder.name}.phaen{WITHDRAWN}"))
    told.refuse_earlier(withdrawn)
    before = target.listed()
    digests = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in wanted.items()}
    if not before:  # the first time: nothing is spilled among somebody's files
        guard.refuse_foreign(target.folder, digests.__contains__)
    there = target.judged(before, digests)
    target.folder.mkdir(parents=True, exist_ok=True)
    # Told before anything is written: a run that is stopped here is finished by the next.
    target.tell({name: {*before.get(name, ()), digest} for name, digest in digests.items()}, before)
    written = [name for name in digests if there.get(name) != digests[name]]
    for name in sorted(written, key=lambda name: (name.endswith(".html"), name)):
        target.put(name, wanted[name].read_bytes())
    gone = before.keys() - digests.keys()
    list_forgotten(target.folder, gone, digests)  # first: what is removed here is told nowhere else
    for name in there.keys() - digests.keys():
        target.file(name).unlink(missing_ok=True)
    target.tell({name: {digest} for name, digest in digests.items()})
    told.grow(withdrawn, 0)
    return len(written)


def listing_of(folder: Path) -> Path:
    """Return where the list of what we put into a folder lies."""
    whole = folder.resolve()
    return whole.with_name(f".{whole.name}{_EARLIER}")


def files_of(site: Path) -> list[Path]:
    """Return every file of a site; links are none."""
    return sorted(path for path in site.rglob("*") if path.is_file() and not path.is_symlink())


def is_plain_name(name: str) -> bool:
    """Whether a path is one that we may have given: relative, and the same on every system."""
    return len(name) < 1000 and all(
        part not in ("", ".", "..")
        and part[-1] not in " ."
        and len(part.encode("utf-8", "surrogatepass")) <= _LONGEST
        and not _UNSAFE.search(part)
        and not _DEVICE.fullmatch(part)
        for part in name.split("/")
    )


Listed = Mapping[str, frozenset[str] | set[str]]


@dataclass(frozen=True, slots=True)
class _Target:
    """A folder, and the list beside it of what we put there."""

    folder: Path

    @property
    def list_file(self) -> Path:
        return listing_of(self.folder)

    def listed(self) -> dict[str, frozenset[str]]:
        """Return the digests that each of our files may have. Raises DeployError."""
        beside = self.list_file
        file = beside if os.path.lexists(beside) else self.folder / _EARLIER
        if guard.is_link(file):
            raise guard.FolderRefusedError(self.folder, f"{file} เป็นลิงก์", "ลบลิงก์นั้น แล้วสั่งใหม่")
        try:
            found = json.loads(read_plain(file))
        except FileNotFoundError:
            return {}
        except (ValueError, RecursionError):
            raise self._odd_list(file) from None
        if not isinstance(found, dict):
            raise self._odd_list(file)
        return {name: self._digests(name, value, file) for name, value in found.items()}

    def _digests(self, name: str, value: object, file: Path) -> frozenset[str]:
        values = value if isinstance(value, list) else [value]
        sound = is_plain_name(name) and name != _EARLIER
        if not sound or not all(isinstance(one, str) and _DIGEST.fullmatch(one) for one in values):
            raise self._odd_list(file)
        return frozenset(map(str, values))

    def _odd_list(self, file: Path) -> DeployError:
        return DeployError(
            f"{file} ไม่ใช่รายการไฟล์ที่ระบบเขียน จึงไม่แตะต้องสิ่งใดใน {self.folder} "
            "ลบแฟ้มรายการนั้น แล้วเผยแพร่ไปยังโฟลเดอร์ว่าง"
        )

    def judged(self, before: Listed, wanted: Mapping[str, str]) -> dict[str, str]:
        """Return the digest of each of our files that is there; refuse what is somebody else's."""
        found = {}
        for name in {*before, *wanted}:
            self._refuse_odd(name)
            path = self.file(name)
            if not os.path.lexists(path):
                continue
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            if digest not in before.get(name, ()) and digest != wanted.get(name):
                raise guard.FolderRefusedError(
                    self.folder,
                    f"ไฟล์ {name} ในนั้นไม่ใช่ที่ระบบเขียนไว้ หรือมีผู้แก้ ระบบไม่เขียนทับและไม่ลบ",
                    "ย้ายไฟล์นั้นออก หรือเลือกโฟลเดอร์ว่าง แล้วสั่งใหม่",
                )
            found[name] = digest
        return found

    def _refuse_odd(self, name: str) -> None:
        if not is_plain_name(name):
            raise DeployError(f"ชื่อไฟล์ {name!r} ใช้ในโฟลเดอร์ปลายทางไม่ได้")
        path = self.folder
        for part in name.split("/"):
            path /= part
            if guard.is_link(path):
                raise guard.FolderRefusedError(
                    self.folder, f"{path} เป็นลิงก์ซึ่งพาไปที่อื่น", "ลบลิงก์นั้น แล้วสั่งใหม่"
                )

    def file(self, name: str) -> Path:
        """Return where a file of ours lies."""
        return self.folder / name

    def put(self, name: str, data: bytes) -> None:
        """Write a file in one step, through no link that came meanwhile."""
        self._refuse_odd(name)
        path = self.file(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        put_file(path, data, part=self.folder / _PART)

    def tell(self, files: Listed, more: Listed | None = None) -> None:
        """Write the list; the one that an earlier release left in the folder goes."""
        listed = {**(more or {}), **files}
        told = {name: sorted(digests) for name, digests in sorted(listed.items())}
        replace_file(self.list_file, json.dumps(told, ensure_ascii=False).encode())
        (self.folder / _EARLIER).unlink(missing_ok=True)
