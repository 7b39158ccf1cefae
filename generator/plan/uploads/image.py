"""Pictures: a fault where a position was noted; what is noted in words is a text.

Every piece of the file is read: notes of any kind and number, pictures within, what stands behind
the end. Not read: what is drawn.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from typing import Literal

from PIL import Image
from PIL.ExifTags import IFD, Base

from generator.machine.markup import ReadingLimit
from generator.plan.uploads.contents import Contents, Text, UploadError, UploadFault
from generator.plan.uploads.markup import DeclaredError, read_markup
from generator.plan.uploads.piece import JPEG, Piece, PieceKind, is_picture
from generator.plan.uploads.segments import pieces
from generator.plan.uploads.strings import NAMED_POSITION, has_position, plain_strings, strings

_MOST_PIXELS = 100_000_000
_JPEG_END = b"\xff\xd9"
_CUT = "ภาพขาดตอนท้าย เปิดดูได้ไม่ครบ"
_WHITE = 245
_MOST_PICTURES = 60  # previews within previews
_MOST_FRAMES = 200
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")
# Windows writes its properties in UTF-16; the comment of EXIF begins with its encoding.
_UTF16_TAGS = frozenset(
    {Base.XPTitle, Base.XPComment, Base.XPAuthor, Base.XPKeywords, Base.XPSubject}
)
_BYTES_TAGS = frozenset({Base.MakerNote, Base.PrintImageMatching})
# A camera without a receiver notes the version of this list, the day and the hour, and no place.
_NO_PLACE = frozenset({0, 7, 9, 10, 11, 18, 29, 30})
_POINTERS = (b"\x88\x25\x00\x04\x00\x00\x00\x01", b"\x25\x88\x04\x00\x01\x00\x00\x00")
_NAMED_POSITION = re.compile(NAMED_POSITION)
_TAG = re.compile("<[^<>]*>")
_WITHIN = re.compile(rb"Exif\0\0|II\x2a\0|MM\0\x2a|<x:xmpmeta|<rdf:RDF")
_MOST_WITHIN = 60
_MOST_NOTES = 500  # in one list
# Bytes that are searched in one file, those of lists that overlap each time.
_MOST_SEARCHED = 100_000_000


def read_image(data: bytes, _kind: str = "") -> Contents:
    """Return what the picture's notes say; it is drawn only to see whether its end is there.

    Raises UploadError.
    """
    found = _Found()
    try:
        found.picture(data)
        if data.startswith(JPEG) and not data.endswith(_JPEG_END):
            _refuse_cut(data)
    except Image.DecompressionBombError:
        return Contents(faults=(UploadFault("upload-large", "เกินหนึ่งร้อยล้านจุด"),))
    faults = (UploadFault("upload-position", "GPS"),) if found.position else ()
    return Contents((Text("ข้อมูลกำกับภาพ", "\n".join(filter(None, found.texts))),), faults)


def _refuse_cut(data: bytes) -> None:
    """Refuse a photograph of which a part is lost: below it all is of one colour.

    Some scanners leave out the mark of the end, and nothing is lost; nor is white of a paper.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data + _JPEG_END), formats=("JPEG",)) as picture:
                picture.draft(None, (200, 200))
                plain = picture.convert("L")
        except OSError:
            raise UploadError(_CUT) from None
    width, height = plain.size
    bottom = plain.crop((0, height - max(1, height // 20), width, height)).getcolors(1)
    if any(isinstance(shade, int) and shade < _WHITE for _, shade in bottom or ()):
        raise UploadError(_CUT)


def read_bytes(data: bytes) -> Contents:
    """Return what stands in bytes of which only so much is known that nothing runs them."""
    found = _Found()
    found.read(Piece(PieceKind.BYTES, data))
    faults = (UploadFault("upload-position", "GPS"),) if found.position else ()
    return Contents((Text("ข้อมูลในไฟล์", "\n".join(filter(None, found.texts))),), faults)


def read_xmp(data: bytes) -> tuple[str, bool]:
    """Return the texts of an XMP packet, and whether it tells a position."""
    names: set[str] = set()
    try:
        text = read_markup(
            data.strip(b"\0 \r\n"),
            ReadingLimit(),
            lambda name, noted, _: names.update((name, *noted)),
        )
    except (UploadError, DeclaredError):  # cut short or badly made: what a reader can make of it
        raw = worded(data)
        return _TAG.sub(" ", raw) + "\n" + raw, bool(_NAMED_POSITION.search(raw))
    return text, any(map(_NAMED_POSITION.fullmatch, names)) or has_position(data)


def worded(value: object) -> str:
    """Return a note as the text that its writer meant, whatever the library took it for."""
    if isinstance(value, str):
        try:  # Pillow reads every text of EXIF as Latin
            return _decoded(value.encode("latin-1"))
        except UnicodeEncodeError:
            return value
    if isinstance(value, bytes):
        return _decoded(value)
    if isinstance(value, tuple | list):
        return "\n".join(filter(None, map(worded, value)))
    return ""


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").strip("\0")
    if b"\0" in data.strip(b"\0"):  # words and other bytes, or UTF-16 without its mark
        return strings(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:  # the encoding of older Thai programs
        text = data.decode("cp874", "replace")
    return text.strip("\0")


class _Found:
    """What is noted in words in a picture and in all that it holds, and whether a position is."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.position = False
        self._pictures = 0
        self._searched = 0
        self._lists = 0

    def picture(self, data: bytes) -> None:
        self._pictures += 1
        if self._pictures > _MOST_PICTURES:
            raise UploadError("มีภาพซ้อนในภาพมากเกินไป")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    raise Image.DecompressionBombError
                if not is_picture(data):  # TIFF and BMP, in documents only
                    self._frames(picture)
        if not is_picture(data):
            self._lists_in(data)
            self._bytes(_behind_pixels(data))
            return
        for piece in pieces(data):
            self.read(piece)

    def read(self, piece: Piece) -> None:
        """Take in a piece."""
        if piece.kind is PieceKind.PICTURE:
            self.picture(piece.data)
        elif piece.kind is PieceKind.TEXT:
            self._text(piece.data)
        elif piece.kind is PieceKind.XMP:
            self._xmp(piece.data)
        elif piece.kind is PieceKind.PHOTOSHOP:
            for one in _resources(piece.data):
                self.read(one)
        elif piece.kind is PieceKind.DRAWN:
            self.texts.append(plain_strings(piece.data))
        elif piece.kind is PieceKind.EXIF:
            self._exif(piece.data)
        else:
            self._bytes(piece.data)

    def _text(self, data: bytes) -> None:
        self.texts.append(worded(data))
        self.position = self.position or has_position(data)

    def _xmp(self, data: bytes) -> None:
        text, told = read_xmp(data)
        self.texts.append(text)
        self.position = self.position or told

    def _bytes(self, data: bytes) -> None:
        self._searched += len(data)
        if self._searched > _MOST_SEARCHED:
            raise UploadError("มีข้อมูลซ้อนกันมากเกินไป")
        self.texts.append(strings(data))
        self._lists_in(data)

    def _lists_in(self, data: bytes) -> None:
        """Take in what EXIF and XMP stand in bytes of another kind."""
        self.position = self.position or has_position(data)
        for within in _WITHIN.finditer(data):
            rest = data[within.start() :]
            if within[0].startswith(b"<"):
                self._within(rest)
                self._xmp(rest.partition(b"<?xpacket end")[0])
            elif _is_list(rest.removeprefix(b"Exif\0\0")):
                self._within(rest)
                self._tags(rest)

    def _within(self, data: bytes) -> None:
        """Count a list of notes that stands in bytes of another kind."""
        self._lists += 1
        self._searched += len(data)
        if self._lists > _MOST_WITHIN or self._searched > _MOST_SEARCHED:
            raise UploadError("มีข้อมูลซ้อนกันมากเกินไป")

    def _exif(self, data: bytes) -> None:
        if not self._tags(data):
            self._bytes(data[6:] if data.startswith(b"Exif") else data)
            return
        self._text(data)

    def _tags(self, data: bytes) -> bool:
        """Read EXIF; return whether it is any."""
        exif = Image.Exif()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                exif.load(data)
                self._noted(exif)
        except Exception:  # the library raises many kinds for what is none
            return False
        place = set(exif.get_ifd(IFD.GPSInfo)) - _NO_PLACE
        # A list of places where none belongs is no other camera's harmless one.
        pointers = sum(data.count(pointer) for pointer in _POINTERS)
        known = 1 if Base.GPSInfo in exif or exif.get_ifd(IFD.GPSInfo) else 0
        self.position = self.position or bool(place) or pointers > known
        first = exif.get_ifd(IFD.IFD1)
        start = (6 if data.startswith(b"Exif") else 0) + _whole(first.get(0x0201))
        preview = data[start : start + _whole(first.get(0x0202))]
        if is_picture(preview):
            self._preview(preview)
        return True

    def _preview(self, data: bytes) -> None:
        try:
            self.picture(data)
        except (UploadError, OSError, SyntaxError):  # cameras cut their small previews short
            self._bytes(data)

    def _noted(self, exif: Image.Exif) -> None:
        groups = [exif, *(exif.get_ifd(one) for one in (IFD.Exif, IFD.IFD1, IFD.Interop))]
        groups.append(exif.get_ifd(IFD.GPSInfo))
        self.texts += [_exif_text(tag, value) for one in groups for tag, value in one.items()]

    def _frames(self, picture: Image.Image) -> None:
        for frame in range(min(getattr(picture, "n_frames", 1), _MOST_FRAMES)):
            picture.seek(frame)
            exif = picture.getexif()
            self._noted(exif)
            self.position = self.position or bool(set(exif.get_ifd(IFD.GPSInfo)) - _NO_PLACE)
            for key in ("xmp", "photoshop"):
                packet = picture.info.get(key)
                if isinstance(packet, bytes):
                    self.read(Piece(PieceKind.XMP if key == "xmp" else PieceKind.PHOTOSHOP, packet))


def _behind_pixels(data: bytes) -> bytes:
    """Return what stands behind a BMP's end; a TIFF's tags lead to all that is in it."""
    return data[int.from_bytes(data[2:6], "little") :] if data.startswith(b"BM") else b""


def _is_list(data: bytes) -> bool:
    """Whether bytes begin as EXIF and lead to a list of notes."""
    order: Literal["little", "big"] = "little" if data.startswith(b"II") else "big"
    at = int.from_bytes(data[4:8], order)
    return 0 < int.from_bytes(data[at : at + 2], order) <= _MOST_NOTES


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _exif_text(tag: int, value: object) -> str:
    if isinstance(value, tuple) and tag in _UTF16_TAGS:
        value = bytes(value)
    if isinstance(value, bytes):
        if tag in _BYTES_TAGS:
            return strings(value)
        if tag in _UTF16_TAGS:
            return value.decode("utf-16-le", "replace").strip("\0")
        if tag == Base.UserComment:
            head, value = value[:8], value[8:]
            if head == b"UNICODE\0":
                # Either byte order is written: the right one has fewer strange letters.
                both = [
                    value.decode(f"utf-16-{order}", "replace").strip("\0") for order in ("le", "be")
                ]
                return "\n".join(both)
    return worded(value)


def _resources(data: bytes) -> Iterator[Piece]:
    """Yield what Photoshop's list of resources holds; what is no list is bytes."""
    at = 0
    while data[at : at + 4] == b"8BIM":
        kind, name = int.from_bytes(data[at + 4 : at + 6], "big"), data[at + 6 : at + 7]
        at += 6 + (1 + (name[0] if name else 0) + 1) // 2 * 2
        size = int.from_bytes(data[at : at + 4], "big")
        body = data[at + 4 : at + 4 + size]
        at += 4 + (size + 1) // 2 * 2
        if kind in (0x0409, 0x040C) and is_picture(body[28:]):
            yield Piece(PieceKind.PICTURE, body[28:])
        elif kind == 0x0404:
            yield from _datasets(body)
        else:
            yield Piece(
                {0x0422: PieceKind.EXIF, 0x0424: PieceKind.XMP}.get(kind, PieceKind.BYTES), body
            )
    yield from _datasets(data[at:])


def _datasets(data: bytes) -> Iterator[Piece]:
    """Yield the texts of IPTC."""
    at = 0
    while data[at : at + 1] == b"\x1c" and len(data) >= at + 5:
        size = int.from_bytes(data[at + 3 : at + 5], "big")
        yield Piece(PieceKind.TEXT, data[at + 5 : at + 5 + size])
        at += 5 + size
    if data[at:].strip(b"\0"):
        yield Piece(PieceKind.BYTES, data[at:])
