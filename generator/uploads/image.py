"""Pictures: a fault where the camera noted its position; what is noted in words is a text.

Not read: camera makers' own notes, private chunks, and what follows the end of the picture.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator

from PIL import Image, IptcImagePlugin, JpegImagePlugin, TiffImagePlugin
from PIL.ExifTags import IFD, Base

from generator.uploads.contents import Contents, Fault, Text, UploadError
from generator.uploads.markup import Budget, DeclaredError, read_markup

_MOST_PIXELS = 100_000_000
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")
_PNG = b"\x89PNG\r\n\x1a\n"
_EXTENDED_XMP = b"http://ns.adobe.com/xmp/extension/\0"
_EXTENDED_HEAD = len(_EXTENDED_XMP) + 32 + 4 + 4  # digest, length and offset
# Windows writes its properties in UTF-16; the comment of EXIF begins with its encoding.
_UTF16_TAGS = frozenset(
    {Base.XPTitle, Base.XPComment, Base.XPAuthor, Base.XPKeywords, Base.XPSubject}
)
_UNREAD_TAGS = frozenset({Base.MakerNote, Base.PrintImageMatching})
_UNREAD_INFO = frozenset({"exif", "icc_profile", "photoshop", "xmp", "XML:com.adobe.xmp"})
_POSITION = re.compile("GPS(?:Dest)?(?:Latitude|Longitude)|GPSPosition")
_TAG = re.compile("<[^<>]*>")


def read_image(data: bytes, _kind: str = "") -> Contents:
    """Return what the picture's notes say; it is never drawn."""
    try:
        texts, position = _noted(data)
    except Image.DecompressionBombError:
        return Contents(faults=(Fault("upload-large", "เกินหนึ่งร้อยล้านจุด"),))
    faults = (Fault("upload-position", "GPS"),) if position else ()
    return Contents((Text("ข้อมูลกำกับภาพ", "\n".join(filter(None, texts))),), faults)


def read_xmp(data: bytes) -> tuple[str, bool]:
    """Return the texts of an XMP packet, and whether it tells a position."""
    names: set[str] = set()
    try:
        text = read_markup(
            data.strip(b"\0 \r\n"), Budget(), lambda name, noted, _: names.update((name, *noted))
        )
    except (UploadError, DeclaredError):  # cut short or badly made: what a reader can make of it
        raw = worded(data)
        return _TAG.sub(" ", raw) + "\n" + raw, bool(_POSITION.search(raw))
    return text, any(map(_POSITION.fullmatch, names))


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
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:  # the encoding of older Thai programs
        text = data.decode("cp874", "replace")
    return text.strip("\0")


def _noted(data: bytes) -> tuple[list[str], bool]:
    """Return what is noted in words, and whether a position is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        notes = _without_pixels(data) if data.startswith(_PNG) else data
        with Image.open(io.BytesIO(notes), formats=_FORMATS) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise Image.DecompressionBombError
            exif = Image.Image.getexif(picture)  # a PNG's own method would draw the picture first
            noted = {**exif, **exif.get_ifd(IFD.Exif), **exif.get_ifd(IFD.IFD1)}
            texts = [_exif_text(tag, value) for tag, value in noted.items()]
            texts += [
                worded(value) for key, value in picture.info.items() if key not in _UNREAD_INFO
            ]
            texts += _iptc(picture)
            position = bool(exif.get_ifd(IFD.GPSInfo))
            for packet in _packets(picture):
                text, told = read_xmp(packet)
                texts.append(text)
                position = position or told
            return texts, position


def _exif_text(tag: int, value: object) -> str:
    if tag in _UNREAD_TAGS:
        return ""
    if isinstance(value, tuple) and tag in _UTF16_TAGS:
        value = bytes(value)
    if isinstance(value, bytes):
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


def _iptc(picture: Image.Image) -> list[str]:
    if not isinstance(picture, JpegImagePlugin.JpegImageFile | TiffImagePlugin.TiffImageFile):
        return []
    found = IptcImagePlugin.getiptcinfo(picture)
    return [worded(value) for value in (found or {}).values()]


def _packets(picture: Image.Image) -> Iterator[bytes]:
    """Yield every XMP packet: of a JPEG also the parts that did not fit into the first."""
    for key in ("xmp", "XML:com.adobe.xmp"):
        packet = picture.info.get(key, b"")
        if packet:
            yield packet.encode() if isinstance(packet, str) else packet
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        more = b"".join(
            segment[_EXTENDED_HEAD:]
            for name, segment in picture.applist
            if name == "APP1" and segment.startswith(_EXTENDED_XMP)
        )
        if more:
            yield more


def _without_pixels(data: bytes) -> bytes:
    """Return the PNG's chunks without its pixels: notes may stand behind them."""
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] not in (b"IDAT", b"fdAT"):
            kept.append(data[at:end])
        at = end
    return b"".join(kept)
