"""A picture's bytes → every piece that is not drawn: notes, pictures within, what follows.

Walks the containers themselves, for a library gives one note of each kind and never what stands
behind the picture's end. Bytes that belong to no piece are refused.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Generator, Iterator

from generator.plan.uploads.contents import UploadError
from generator.plan.uploads.piece import GIF, JPEG, PNG, Piece, PieceKind, is_picture
from generator.plan.uploads.trailer import samsung

_DAMAGED = "ไฟล์เสีย"
_STRANGE = "มีข้อมูลที่ไม่รู้จักแทรกอยู่ในภาพ"
_MOST_PIECES = 20_000
_MOST_UNPACKED = 10_000_000
_XMP, _MORE_XMP = b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"
_DRAWING, _REST = -1, -2  # no marks of JPEG's
_MORE_HEAD = 32 + 4 + 4  # digest, length and offset
_MOST_PIXELS = 800_000_000  # in bytes, before they were packed
_DRAWN_RIFF = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
_PROFILE = re.compile(rb"\s*(\w+)\s+(\d+)\s+([0-9a-fA-F\s]*)\Z")
_PADDING = b"\0\xff \t\r\n"


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield every piece of a picture in order. Raises UploadError for bytes that are none."""
    if data.startswith(PNG):
        return _png(data)
    if data.startswith(JPEG):
        return _jpeg(data)
    return _gif(data) if data.startswith(GIF) else _webp(data)


def application(data: bytes) -> Piece:
    """Return what a segment for a program holds, whatever its number: told from its name."""
    if data.startswith(b"Exif\0"):
        return Piece(PieceKind.EXIF, data)
    if data.startswith(_XMP):
        return Piece(PieceKind.XMP, data[len(_XMP) :])
    if data.startswith(b"Photoshop 3.0\0"):
        return Piece(PieceKind.PHOTOSHOP, data[14:])
    if data.startswith(b"JFXX\0\x10"):
        return Piece(PieceKind.PICTURE, data[6:])
    return Piece(PieceKind.BYTES, data)


def _jpeg(data: bytes) -> Iterator[Piece]:
    more = bytearray()
    for mark, body in _segments(data):
        if mark == _DRAWING:
            yield Piece(PieceKind.DRAWN, body)
        elif mark == _REST:
            yield from _behind(body)
        elif mark == 0xFE:
            yield Piece(PieceKind.TEXT, body)
        elif body.startswith(_MORE_XMP):
            more += body[len(_MORE_XMP) + _MORE_HEAD :]
        else:
            yield application(body)
    if more:
        yield Piece(PieceKind.XMP, bytes(more))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield every segment with its mark, what is drawn between them, and what stands behind."""
    at = 2
    for _ in range(_MOST_PIECES):
        at = _marker(data, at) + 2
        mark = data[at - 1]
        if mark == 0x01 or 0xD0 <= mark <= 0xD7:
            continue
        if mark != 0xD9:
            size = int.from_bytes(data[at : at + 2], "big")
            body = data[at + 2 : at + size]
            if size < 2 or len(body) != size - 2:
                raise UploadError(_DAMAGED)
            at += size
            yield mark, body
        if mark == 0xDA:
            start, at = at, _drawn(data, at)
            yield _DRAWING, data[start:at]
        if mark == 0xD9 or at == len(data):  # cut short, as some scanners do
            yield _REST, data[at:]
            return
    raise UploadError("มีส่วนประกอบมากเกินไป")


def _marker(data: bytes, at: int) -> int:
    """Return where the next marker stands; only fill bytes may come before it."""
    if data[at : at + 1] != b"\xff":
        raise UploadError(_DAMAGED)
    while data[at + 1 : at + 2] == b"\xff":
        at += 1
    if at + 1 >= len(data):
        raise UploadError(_DAMAGED)
    return at


def _drawn(data: bytes, at: int) -> int:
    """Return where a scan's drawing ends: at the next marker that is not part of it."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] not in (0x00, 0xFF) and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _png(data: bytes) -> Iterator[Piece]:
    at, pixels = len(PNG), _Pixels()
    while True:
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        if len(kind) != 4 or len(body) != size:
            raise UploadError(_DAMAGED)
        at += 12 + size
        if kind == b"IEND":
            if body:
                yield Piece(PieceKind.BYTES, body)
            break
        if kind == b"IDAT":
            pixels.take(body)
        else:
            yield from _chunk(kind, body)
    yield from _behind(data[at:])


def _chunk(kind: bytes, body: bytes) -> Iterator[Piece]:
    if kind in (b"tEXt", b"zTXt", b"iTXt"):
        key, text = _noted(kind, body)
        yield Piece(PieceKind.TEXT, key)
        yield _note(key, text)
    elif kind == b"eXIf":
        yield Piece(PieceKind.EXIF, body)
    elif kind == b"iCCP":
        name, _, packed = body.partition(b"\0")
        yield Piece(PieceKind.TEXT, name)
        yield Piece(PieceKind.BYTES, _unpacked(packed[1:]))
    elif kind != b"fdAT":
        yield Piece(PieceKind.BYTES, body)


class _Pixels:
    """The packed pixels of a PNG, of which nothing may be left when they are unpacked."""

    def __init__(self) -> None:
        self._unpacker = zlib.decompressobj()
        self._size = 0

    def take(self, packed: bytes) -> None:
        """Unpack more of them, and keep nothing."""
        try:
            while packed:
                self._size += len(self._unpacker.decompress(packed, 1 << 20))
                packed = self._unpacker.unconsumed_tail
                if self._size > _MOST_PIXELS:
                    raise UploadError("ไฟล์ขยายแล้วใหญ่เกินไป")
        except zlib.error:
            raise UploadError(_DAMAGED) from None
        if self._unpacker.unused_data.strip(b"\0"):
            raise UploadError(_STRANGE)


def _noted(kind: bytes, body: bytes) -> tuple[bytes, bytes]:
    """Return the words before a note's text, and the text."""
    key, _, text = body.partition(b"\0")
    if kind == b"tEXt":
        return key, text
    if kind == b"zTXt":
        return key, _unpacked(text[1:])
    packed, rest = text[:1] == b"\x01", text[2:]
    language, _, rest = rest.partition(b"\0")
    translated, _, text = rest.partition(b"\0")
    said = b"\n".join(filter(None, (key, language, translated)))
    return said, _unpacked(text) if packed else text


def _unpacked(data: bytes) -> bytes:
    try:
        packed = zlib.decompressobj()
        text = packed.decompress(data, _MOST_UNPACKED)
        if not packed.eof and packed.unconsumed_tail:
            raise UploadError("ข้อความยาวเกินไป")
    except zlib.error:
        raise UploadError(_DAMAGED) from None
    return text + packed.unused_data


def _note(key: bytes, text: bytes) -> Piece:
    """Return a PNG's note; programs keep the notes of other formats there in hexadecimal."""
    first = key.partition(b"\n")[0].lower()
    found = _PROFILE.match(text) if first.startswith(b"raw profile type") else None
    if found:
        data = bytes.fromhex("".join(found[3].decode("ascii").split()))
        kind = found[1].lower()
        if kind in (b"iptc", b"8bim"):
            return Piece(PieceKind.PHOTOSHOP, data)
        if kind == b"xmp" and not data.startswith(_XMP):
            return Piece(PieceKind.XMP, data)
        if kind == b"exif" and not data.startswith(b"Exif"):
            return Piece(PieceKind.EXIF, data)
        return application(data)
    if first == b"xml:com.adobe.xmp" or b"<x:xmpmeta" in text or b"<rdf:RDF" in text:
        return Piece(PieceKind.XMP, text)
    return Piece(PieceKind.TEXT, text)


def _gif(data: bytes) -> Iterator[Piece]:
    at = 13 + _colours(data[10:11])
    yield Piece(PieceKind.BYTES, data[13:at])
    while True:
        kind = data[at : at + 1]
        if kind == b"\x3b":
            break
        if kind == b"\x2c":
            at += 10 + _colours(data[at + 9 : at + 10]) + 1
            parts, at = _blocks(data, at)
            yield Piece(PieceKind.DRAWN, b"".join(parts))
        elif kind == b"\x21":
            label = data[at + 1 : at + 2]
            parts, at = _blocks(data, at + 2)
            yield from _extension(label, parts)
        else:
            raise UploadError(_DAMAGED)
    yield from _behind(data[at + 1 :])


def _colours(flags: bytes) -> int:
    if not flags:
        raise UploadError(_DAMAGED)
    return 3 * 2 ** ((flags[0] & 7) + 1) if flags[0] & 0x80 else 0


def _blocks(data: bytes, at: int) -> tuple[list[bytes], int]:
    parts: list[bytes] = []
    while True:
        size = data[at : at + 1]
        if not size:
            raise UploadError(_DAMAGED)
        at += 1 + size[0]
        if not size[0]:
            return parts, at
        parts.append(data[at - size[0] : at])


def _extension(label: bytes, parts: list[bytes]) -> Iterator[Piece]:
    if label == b"\xff" and parts and parts[0] == b"XMP DataXMP":
        # Its blocks are the packet itself, cut where a byte happened to be taken for a size.
        yield Piece(PieceKind.XMP, b"".join(bytes([len(one)]) + one for one in parts[1:]))
    elif label in (b"\xfe", b"\x01"):
        yield Piece(PieceKind.TEXT, b"".join(parts if label == b"\xfe" else parts[1:]))
    else:
        yield Piece(PieceKind.BYTES, b"".join(parts))


def _webp(data: bytes) -> Iterator[Piece]:
    end, at = 8 + int.from_bytes(data[4:8], "little"), 12
    if end > len(data) + 1:
        raise UploadError(_DAMAGED)
    at = yield from _riff(data, at, end)
    yield from _behind(data[at:])


def _riff(data: bytes, at: int, end: int) -> Generator[Piece, None, int]:
    """Yield what chunks hold, and return where they end."""
    while at + 8 <= end:
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + size]
        if len(body) != size:
            raise UploadError(_DAMAGED)
        at += 8 + size + size % 2
        if kind == b"EXIF":
            yield Piece(PieceKind.EXIF, body)
        elif kind == b"XMP ":
            yield Piece(PieceKind.XMP, body)
        elif kind == b"ANMF":
            yield from _riff(body, 16, len(body))
        else:
            yield Piece(PieceKind.DRAWN if kind in _DRAWN_RIFF else PieceKind.BYTES, body)
    return at


def _behind(data: bytes) -> Iterator[Piece]:
    """Yield what stands behind a picture's end: padding is nothing, another picture is a picture.

    Samsung's telephones write a list of short notes there. Whatever else is refused.
    """
    if not data.strip(_PADDING):
        return
    start = len(data) - len(data.lstrip(b"\0"))
    if is_picture(data[start:]):
        yield Piece(PieceKind.PICTURE, data[start:])
        return
    yield from samsung(data)
