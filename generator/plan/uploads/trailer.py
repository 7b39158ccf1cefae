"""The list of notes that Samsung's telephones write behind a picture."""

from __future__ import annotations

from collections.abc import Iterator

from generator.plan.uploads.contents import UploadError
from generator.plan.uploads.piece import Piece, PieceKind, is_picture

_STRANGE = "มีข้อมูลที่ไม่รู้จักต่อท้ายภาพ"


def samsung(data: bytes) -> Iterator[Piece]:
    """Yield the notes: blocks, then SEFH, their places, the list's size, SEFT.

    Raises UploadError for anything else.
    """
    data = data.rstrip(b"\0")
    size = int.from_bytes(data[-8:-4], "little")
    head = len(data) - 8 - size
    if not data.endswith(b"SEFT") or head < 0 or data[head : head + 4] != b"SEFH":
        raise UploadError(_STRANGE)
    count = int.from_bytes(data[head + 8 : head + 12], "little")
    if size != 12 + 12 * count:
        raise UploadError(_STRANGE)
    covered = 0
    entries = [data[head + 12 * one : head + 12 * one + 12] for one in range(1, count + 1)]
    places = sorted(
        (head - int.from_bytes(entry[4:8], "little"), int.from_bytes(entry[8:12], "little"))
        for entry in entries
    )
    for place, length in places:
        if place < covered or data[covered:place].strip(b"\0"):
            raise UploadError(_STRANGE)
        covered = place + length
        yield _block(data[place:covered])
    if covered > head or data[covered:head].strip(b"\0"):
        raise UploadError(_STRANGE)


def _block(block: bytes) -> Piece:
    name_size = int.from_bytes(block[4:8], "little")
    name, body = block[8 : 8 + name_size], block[8 + name_size :]
    if b"ftyp" in body[:16]:
        raise UploadError("มีวิดีโอต่อท้ายภาพ")
    if is_picture(body):
        return Piece(PieceKind.PICTURE, body)
    if name == b"Image_UTC_Data" and body.isdigit():  # milliseconds of a clock
        return Piece(PieceKind.TEXT, b"")
    return Piece(PieceKind.BYTES, name + b"\n" + body)
