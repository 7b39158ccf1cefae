"""A folder that becomes a release: a durable copy of a site, texts packed, what stayed shared."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator.machine.disk import read_plain, sync
from generator.machine.packaged import files_below
from generator.publishing.deploy.errors import DeployError
from generator.site.render import PACKED, assets_address

# Assets at an address with their digest never change: a page opened a moment ago may still ask for
# those of its own release.
_DIGEST = re.compile("[0-9a-f]{12}")
_ASSETS_KEPT = 8


def fill(part: Path, site: Path, before: Path | None) -> None:
    """Make `part` a durable copy of `site` with packed text; what `before` has is shared."""
    if part.exists():
        shutil.rmtree(part)
    fresh: list[Path] = []
    whole = _names(site)
    part.mkdir(mode=0o700, parents=True)  # until it is shown, it is no matter of others
    for parent, _, names in os.walk(site):
        below = Path(parent).relative_to(site)
        if below.parts:
            (part / below).mkdir()
            (part / below).chmod(0o755)  # the web server is another user
        for name in set(names) - {f"{name}.gz" for name in names if Path(name).suffix in PACKED}:
            fresh += _add(part / below / name, site / below / name, before, below / name)
    if not whole or _names(site) != whole:  # walking what is gone tells of no fault
        raise DeployError("แฟ้มของเว็บไซต์ที่สร้างแล้วหายไประหว่างเผยแพร่ ให้สั่งใหม่")
    if before:
        _keep_assets(part, before)
    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(sync, fresh))
    for parent, _, _ in os.walk(part):
        sync(Path(parent))


def _names(site: Path) -> set[str]:
    return {f"{parent}/{name}" for parent, _, names in os.walk(site) for name in names}


def _add(target: Path, source: Path, before: Path | None, name: Path) -> list[Path]:
    """Put a file and its packed twin into the release; return what was not there before."""
    packed = target.with_name(f"{target.name}.gz")
    packs = target.suffix in PACKED
    if before and _same(before / name, source):
        os.link(before / name, target)
        twin = before / name.with_name(packed.name)
        if not packs or _unpacks_to(twin, source):
            if packs:
                os.link(twin, packed)
            return []
    else:
        _link_or_copy(source, target)
    if not packs:
        return [target]
    packed.write_bytes(gzip.compress(source.read_bytes(), 9, mtime=0))
    packed.chmod(0o644)
    return [target, packed]


def _unpacks_to(packed: Path, source: Path) -> bool:
    """Whether a packed file holds just the bytes of `source`: readers get it in its place."""
    reader = zlib.decompressobj(wbits=31)
    try:
        whole = source.read_bytes()
        found = reader.decompress(read_plain(packed), len(whole) + 1)
    except (OSError, zlib.error):
        return False
    return found == whole and reader.eof and not reader.unused_data


def _same(old: Path, new: Path) -> bool:
    """Whether both are one file, or have the same bytes."""
    try:
        one, other = old.stat(), new.stat()
    except FileNotFoundError:
        return False
    if (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino):
        return True
    return one.st_size == other.st_size and old.read_bytes() == new.read_bytes()


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without hard links
        shutil.copyfile(source, target)
    target.chmod(0o644)


def _keep_assets(part: Path, before: Path) -> None:
    """Share the newest of the assets that earlier releases have and this one has not."""
    old = [path for path in (before / "assets").glob("*") if _DIGEST.fullmatch(path.name)]
    gone = [path for path in old if path.is_dir() and not (part / "assets" / path.name).exists()]
    whole = [path for path in gone if _is_as_made(path)]
    for folder in sorted(whole, key=_made, reverse=True)[:_ASSETS_KEPT]:
        shutil.copytree(folder, part / folder.relative_to(before), copy_function=os.link)


def _is_as_made(folder: Path) -> bool:
    """Whether assets lie at the address of their digest, and their packed twins are theirs."""
    files = files_below(folder)
    twins = {name for name in files if name.removesuffix(".gz") in files.keys() - {name}}
    plain = {name: data for name, data in files.items() if name not in twins}
    return assets_address(plain) == f"assets/{folder.name}" and all(
        _unpacks_to(folder / name, folder / name.removesuffix(".gz")) for name in twins
    )


def _made(folder: Path) -> float:
    """Return when the newest file of the folder was written; sharing keeps that time."""
    return max((path.stat().st_mtime for path in folder.rglob("*") if path.is_file()), default=0)
