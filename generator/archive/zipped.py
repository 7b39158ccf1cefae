"""The sealed file: a zip whose bytes depend on nothing but the files in it and the year.

Nothing is compressed: the bytes then do not depend on a compressor, a reader of the far future
needs none, and a bag cannot grow when it is opened (decision 22).
"""

from __future__ import annotations

import datetime
import re
import shutil
import struct
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from generator.archive import faults as words
from generator.archive.faults import DamagedSealError, SealFault
from generator.archive.names import is_unsafe
from generator.machine.layout import YEAR_PATTERN
from generator.thai.fiscal import FiscalYear

_NO_ZIP = (
    zipfile.BadZipFile,
    ValueError,
    NotImplementedError,
    OverflowError,
    EOFError,
    struct.error,
)
_UNIX, _PLAIN = 3, 0o100644 << 16
_HEAD = 30  # bytes of a member's head before its name
_MOST_FILES = 60_000


def write_zip(out: IO[bytes], files: Iterable[tuple[str, bytes]], day: datetime.date) -> None:
    """Write `files` (name, bytes), in the order of their names, each dated `day`."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            info.create_system, info.external_attr = _UNIX, _PLAIN
            archive.writestr(info, data)


def pack(folder: Path, label: str, out: Path) -> None:
    """Pack everything below `folder` into the sealed file `out` of the year."""
    files = (path for path in folder.rglob("*") if path.is_file())
    named = sorted((f"{label}/{path.relative_to(folder).as_posix()}", path) for path in files)
    with out.open("wb") as stream:
        write_zip(
            stream,
            ((name, path.read_bytes()) for name, path in named),
            FiscalYear(int(label)).last,
        )


@dataclass(frozen=True, slots=True)
class SealedFile:
    """An opened sealed file whose names and layout are known to be harmless.

    `top` is the folder that holds everything, the year's label. Names are below it.
    """

    top: str
    _stream: IO[bytes]
    _spans: dict[str, tuple[int, int]]

    @property
    def names(self) -> tuple[str, ...]:
        """Every file, in the order in which it is packed."""
        return tuple(self._spans)

    def size(self, name: str) -> int:
        """Return how many bytes a file has. Raises KeyError."""
        return self._spans[name][1]

    def read(self, name: str) -> bytes:
        """Return the bytes of a file, whatever its head says of them. Raises KeyError."""
        start, size = self._spans[name]
        self._stream.seek(start)
        return self._stream.read(size)


@contextmanager
def opened(path: Path) -> Iterator[SealedFile]:
    """Open a sealed file, from anywhere, reading only its directory.

    Raises DamagedSealError for whatever is not a plain zip of plain files under one year's folder,
    before any of its content is read, and OSError.
    """
    with path.open("rb") as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                infos = archive.infolist()
                start = archive.start_dir
        except _NO_ZIP as error:
            raise DamagedSealError((SealFault(path.name, words.NOT_A_ZIP),)) from error
        _refuse([*_names(infos, path.name), *_kinds(infos)])
        _refuse(_layout(infos, start))
        top = infos[0].filename.partition("/")[0]
        spans = {
            info.filename.partition("/")[2]: (_data_start(info), info.file_size) for info in infos
        }
        yield SealedFile(top, stream, spans)


def repacked_faults(archive: SealedFile, path: Path, day: datetime.date) -> tuple[SealFault, ...]:
    """Return what differs between the file and what packing its content anew would give."""
    with tempfile.TemporaryFile() as again, path.open("rb") as stream:
        write_zip(again, ((f"{archive.top}/{n}", archive.read(n)) for n in archive.names), day)
        again.seek(0)
        at = _first_difference(again, stream)
    if at is None:
        return ()
    name = path.name
    for member, (start, _) in archive._spans.items():
        if at >= start - _HEAD - len(f"{archive.top}/{member}".encode()):
            name = f"{archive.top}/{member}"
    last = max((start + size for start, size in archive._spans.values()), default=0)
    return (SealFault(path.name if at >= last else name, words.NOT_AS_PACKED),)


def unpack(archive: SealedFile, to: Path, wanted: Callable[[str], str]) -> None:
    """Write each file under the path below `to` that `wanted` gives for its name, if any."""
    made: set[Path] = set()
    for name in archive.names:
        if target := wanted(name):
            path = to / target
            if path.parent not in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                made.add(path.parent)
            path.write_bytes(archive.read(name))


def copy(path: Path, to: Path) -> None:
    """Copy a sealed file's bytes, nothing else of it."""
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)


def _refuse(found: list[SealFault]) -> None:
    if found:
        raise DamagedSealError(tuple(found))


def _names(infos: list[zipfile.ZipInfo], file: str) -> list[SealFault]:
    if not infos or len(infos) > _MOST_FILES:
        return [SealFault(file, words.NOT_A_ZIP)]
    found: list[SealFault] = []
    seen: set[str] = set()
    folders: set[str] = set()
    for info in infos:
        name = info.orig_filename
        if is_unsafe(name) or not re.fullmatch(f"{YEAR_PATTERN}/.+", name):
            found.append(SealFault(repr(name)[1:-1][:120], words.UNSAFE_NAME))
            continue
        if name.partition("/")[0] != infos[0].orig_filename.partition("/")[0]:
            found.append(SealFault(name, words.UNSAFE_NAME))
        folded = unicodedata.normalize("NFC", name).casefold()
        above = {parent.as_posix() for parent in PurePosixPath(folded).parents}
        if folded in seen or folded in folders or above & seen:
            found.append(SealFault(name, words.NAME_TWICE))
        seen.add(folded)
        folders |= above
    return found


def _kinds(infos: list[zipfile.ZipInfo]) -> list[SealFault]:
    """Refuse links, folders, devices, secrets and anything that would grow when it is opened."""
    return [
        SealFault(info.orig_filename[:120], words.NOT_PLAIN)
        for info in infos
        if info.external_attr != _PLAIN
        or info.create_system != _UNIX
        or info.flag_bits & ~0x800
        or info.compress_type != zipfile.ZIP_STORED
        or info.file_size != info.compress_size
        or info.extra
        or info.comment
    ]


def _layout(infos: list[zipfile.ZipInfo], directory: int) -> list[SealFault]:
    """Each file must begin where the one before it ends, and the directory after the last."""
    at = 0
    for info in infos:
        if info.header_offset != at:
            return [SealFault(info.filename, words.OVERLAPS)]
        at = _data_start(info) + info.file_size
    return [] if at == directory else [SealFault(infos[-1].filename, words.OVERLAPS)]


def _data_start(info: zipfile.ZipInfo) -> int:
    return info.header_offset + _HEAD + len(info.orig_filename.encode())


def _first_difference(one: IO[bytes], other: IO[bytes]) -> int | None:
    at = 0
    while True:
        mine, theirs = one.read(1 << 20), other.read(1 << 20)
        if mine != theirs:
            pairs = zip(mine, theirs, strict=False)
            short = min(len(mine), len(theirs))
            return at + next((i for i, (a, b) in enumerate(pairs) if a != b), short)
        if not mine:
            return None
        at += len(mine)
