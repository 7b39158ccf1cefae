"""Every text that a file may say, in whatever it is packed, written or coded."""

from __future__ import annotations

import codecs
import io
import zipfile
import zlib
from collections.abc import Generator, Iterator

from generator.plan.mend.fix_bytes import coded
from generator.plan.model import MASK
from generator.plan.uploads import ENDINGS, inspect
from generator.publishing.purge.meant import Meant

_MOST_UNPACKED = 400_000_000
_DEEPEST = 3


def masks_in(data: bytes) -> int:
    """Return how many masks a text or a workbook has; 0 for anything else."""
    kind = kind_of(data)
    if kind == "xlsx":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = archive.infolist()
                if sum(one.file_size for one in members) > _MOST_UNPACKED:
                    return 0
                return sum(archive.read(one).count(MASK.encode()) for one in members)
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error):
            return 0
    file = coded(data) if kind == "text" else None
    return file.text.count(MASK) if file else 0


def kind_of(data: bytes) -> str:
    """Return what a file is, by its first bytes: `text`, `xlsx`, or something else."""
    if data.startswith(b"PK\x03\x04"):
        return "xlsx" if b"xl/workbook.xml" in data else "packed"
    begins = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"PK")
    if data.startswith(begins):
        return "other"
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return "other" if b"\0" in data and not wide else "text"


def texts_in(data: bytes, depth: int = 0) -> Iterator[str]:
    """Yield every text that a file may say: its own, and those of what is packed in it."""
    whole = False
    if data.startswith(b"PK\x03\x04") and depth < _DEEPEST:
        whole = yield from _packed(data, depth)
    elif data.startswith(b"\x1f\x8b") and depth < _DEEPEST:
        try:
            unpacked = zlib.decompressobj(31).decompress(data, _MOST_UNPACKED)
        except zlib.error:
            unpacked = b""
        yield from texts_in(unpacked, depth + 1)
    for ending in ENDINGS if kind_of(data) != "text" else ():
        yield from (one.text for one in inspect(f"a.{ending}", data).texts)
    if not whole:
        yield from _spelled(data)


def _spelled(data: bytes) -> Iterator[str]:
    """Yield bytes as text in every encoding that they may be in, and without tags."""
    text = data.decode("utf-8", "replace")
    yield text
    yield Meant(text).text
    if b"\0" in data:
        yield from (data.decode(name, "replace") for name in ("utf-16-le", "utf-16-be"))
        yield data[1:].decode("utf-16-le", "replace")
    if "\ufffd" in text:
        yield data.decode("cp874", "replace")


def _packed(data: bytes, depth: int) -> Generator[str, None, bool]:
    """Yield what an archive says, member by member; return whether that is all of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            yield "\n".join(one.filename for one in members)
            for comment in (archive.comment, *(one.comment for one in members)):
                yield from _spelled(comment)
            if sum(one.file_size for one in members) > _MOST_UNPACKED:
                return False
            for one in members:
                yield from texts_in(archive.read(one), depth + 1)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error):
        return False
    return True
