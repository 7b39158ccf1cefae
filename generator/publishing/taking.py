"""An import on the disk: a new folder, whole or not at all; and taken over into the portal.

A folder is made beside its place and moved there in one step (atomic). What is taken over replaces
one file, or brings one folder, in one step each, tables last: whenever a run is killed, the year
is the one before or the one after, and the same command finishes it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.machine.artifact import Artifact
from generator.machine.disk import move_file, put_file, replace_file
from generator.machine.guard import is_link
from generator.machine.layout import AMENDMENTS, ORGANIZATION, PLAN, PLANS, is_year, of_year
from generator.machine.litter import is_litter

RECORD = "import.json"
REPORTS = ("import.md", "import.html", "import.csv")
_PART = ".part"
_BEGUN = ".phaen-import-"


class TakingRefusedError(Exception):
    """The portal is not what it was when the form was imported; worded in Thai."""


@dataclass(frozen=True, slots=True)
class Import:
    """What a folder is an import of: the year, the forms by their digests, the files as they were.

    `base` are the digests of the portal's files of that year, and of organization.yml, as they were
    when the form was imported, or when the folder was `taken` over; empty where the portal was not
    at hand. `unanswered` is a question on whose answer depends what the files are, with what to do.
    """

    year: int
    forms: Mapping[str, str]
    base: Mapping[str, str]
    at_hand: bool
    taken: bool = False
    unanswered: str = ""

    def to_bytes(self) -> bytes:
        """Return it as `import_in` reads it."""
        told = {"year": self.year, "forms": dict(self.forms), "base": dict(self.base)}
        told |= {"at_hand": self.at_hand, "taken": self.taken, "unanswered": self.unanswered}
        return json.dumps(told, ensure_ascii=False, indent=1).encode()


def import_in(folder: Path) -> Import | None:
    """Return what a folder is an import of, None where it is none."""
    try:
        told = json.loads((folder / RECORD).read_bytes())
        forms, base = dict(told["forms"]), dict(told["base"])
        year = int(told["year"])
        states = bool(told["at_hand"]), bool(told.get("taken")), str(told.get("unanswered", ""))
        return Import(year, forms, base, *states) if is_year(str(year)) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def digest(data: bytes) -> str:
    """Return the SHA-256 of a file, as records of imports keep it."""
    return hashlib.sha256(data).hexdigest()


def base_of(portal: Path, year: int) -> dict[str, str]:
    """Return the digest of every file of the year, and of organization.yml. Raises OSError."""
    return {name: digest((portal / name).read_bytes()) for name in _names(portal, year)}


def _names(root: Path, year: int) -> Iterator[str]:
    if (root / ORGANIZATION).is_file():
        yield ORGANIZATION
    for path in sorted((root / of_year(year)).rglob("*")):
        if path.is_file() and not path.is_symlink() and not is_litter(path.name):
            yield path.relative_to(root).as_posix()


@dataclass(slots=True)
class Begun:
    """A folder that is filled as `part`, and where it goes: to `target`, once it is there."""

    part: Path
    target: Path


@contextlib.contextmanager
def new_folder(targets: Iterable[Path]) -> Iterator[Begun]:
    """Give a folder to be filled, which is moved in one step where all went well.

    It goes to the first of `targets` that is absent or empty: another import may have come first.
    Raises OSError where none is.
    """
    names = iter(targets)
    target = next(names)
    begun = Begun(target.with_name(f".{target.name}.{secrets.token_hex(4)}{_PART}"), target)
    begun.part.mkdir(parents=True)
    try:
        yield begun
        _move(begun, names)
    finally:
        shutil.rmtree(begun.part, ignore_errors=True)


def _move(begun: Begun, others: Iterator[Path]) -> None:
    while True:
        try:
            if begun.target.is_dir():
                begun.target.rmdir()  # empty, or somebody has used it meanwhile
            move_file(begun.part, begun.target)
        except OSError:
            target = next(others, None) if os.path.lexists(begun.target) else None
            if target is None:
                raise
            begun.target = target
        else:
            return


def fill(folder: Path, files: Iterable[Artifact], portal: Path | None = None) -> None:
    """Write the files, over a copy of the portal's plans where one is given. Raises OSError."""
    if portal:
        shutil.copytree(portal / PLANS, folder / PLANS, ignore=_links)
    for file in files:
        replace_file(folder / file.path, file.data)


def keep_table(folder: Path, portal: Path, name: str) -> None:
    """Put the portal's own table back into a folder whose rows say nothing else."""
    if (portal / name).is_file():
        replace_file(folder / name, (portal / name).read_bytes())


def _links(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if is_link(Path(folder, name))]


def is_taken(folder: Path, portal: Path, year: int) -> bool:
    """Whether the portal has every file of the import as it is. Raises OSError."""
    return not _differing(folder, portal, year)


def _differing(folder: Path, portal: Path, year: int) -> list[str]:
    return [name for name in _names(folder, year) if not _is_same(folder / name, portal / name)]


def changed_files(folder: Path, portal: Path, found: Import) -> tuple[str, ...]:
    """Return the files of the import that the portal has not, or has otherwise, tables last.

    Raises TakingRefusedError where the portal's year is another one than when the form was
    imported, and OSError.
    """
    names = _differing(folder, portal, found.year)
    for name in sorted({*names, *(base_of(portal, found.year) if found.at_hand else ())}):
        was, now = found.base.get(name, ""), ""
        if (portal / name).is_file():
            now = digest((portal / name).read_bytes())
        if was != now:
            done = "โฟลเดอร์นี้นำเข้าคลังไปแล้ว หลังจากนั้น " if found.taken else ""
            since = "" if found.taken else "หลังจากนำเข้า"
            raise TakingRefusedError(
                f"{done}{name} ในคลังถูกเพิ่มหรือแก้{since} จึงไม่เขียนทับ "
                "ถ้ายังมีสิ่งที่ต้องนำเข้า สั่ง phaen import แฟ้มของแบบ ใหม่ เพื่อเทียบกับแผนที่เป็นอยู่"
            )
    return tuple(sorted(names, key=lambda name: (_is_table(name), name)))


def _is_same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


def _is_table(name: str) -> bool:
    return name.endswith((".csv", ".xlsx")) and "/documents/" not in name


def take_over(folder: Path, portal: Path, year: int, names: Iterable[str]) -> None:
    """Bring the files into the portal. Raises OSError.

    A year, or an amendment, that the portal has not comes in one step, whole.
    """
    left = list(names)
    whole = [
        one for one in _new_folders(folder, portal, year) if any(_in(name, one) for name in left)
    ]
    with _workshop(portal) as part:
        for name in [one for one in left if not any(_in(one, new) for new in whole)]:
            (portal / name).parent.mkdir(parents=True, exist_ok=True)
            data = (folder / name).read_bytes()
            put_file(portal / name, data, durable=True, part=part / secrets.token_hex(8))
        for number, new in enumerate(whole):
            shutil.copytree(folder / new, part / str(number), ignore=_links)
            (portal / new).parent.mkdir(parents=True, exist_ok=True)
            move_file(part / str(number), portal / new, durable=True)


def keep_record(folder: Path, portal: Path, found: Import) -> None:
    """Record in the folder that it was taken over: what changes since is told from what was.

    A folder that cannot be written keeps its record: the portal is whole without it.
    """
    taken = replace(found, base=base_of(portal, found.year), at_hand=True, taken=True)
    with contextlib.suppress(OSError):
        replace_file(folder / RECORD, taken.to_bytes())


def _in(name: str, folder: str) -> bool:
    return name.startswith(f"{folder}/")


def _new_folders(folder: Path, portal: Path, year: int) -> list[str]:
    """Return the folders that come whole: the year's own, or those of new amendments."""
    own = of_year(year)
    if not (portal / own).exists():
        return [own]
    new = sorted((folder / own / AMENDMENTS).glob("*"))
    names = [one.relative_to(folder).as_posix() for one in new if (one / PLAN).is_file()]
    return [name for name in names if not (portal / name).exists()]


@contextlib.contextmanager
def _workshop(portal: Path) -> Iterator[Path]:
    """Give a folder in the portal's own file system, and take away what killed runs left there."""
    for left in portal.glob(f"{_BEGUN}*"):
        if left.is_dir() and not is_link(left):
            shutil.rmtree(left, ignore_errors=True)
    part = portal / f"{_BEGUN}{os.getpid()}{_PART}"
    part.mkdir()
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)
