"""Pictures: a fault where the camera noted its position; what it notes in words is a text."""

from __future__ import annotations

import io
import warnings

from PIL import Image
from PIL.ExifTags import IFD

from generator.uploads.contents import Contents, Fault, Text

_MOST_PIXELS = 100_000_000
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


def read_image(data: bytes, _kind: str) -> Contents:
    """Return what the picture's notes say; of a PNG, notes may stand behind the pixels."""
    try:
        texts, position = _noted(data)
    except Image.DecompressionBombError:
        return Contents(faults=(Fault("upload-large", "เกินหนึ่งร้อยล้านจุด"),))
    faults = (Fault("upload-position", "GPS"),) if position else ()
    return Contents((Text("ข้อมูลกำกับภาพ", "\n".join(filter(None, texts))),), faults)


def _noted(data: bytes) -> tuple[list[str], bool]:
    """Return what is noted in words, and whether a position is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise Image.DecompressionBombError
            exif = picture.getexif()
            noted = {**exif, **exif.get_ifd(IFD.Exif)}
            texts = [_worded(value) for value in (*noted.values(), *picture.info.values())]
            position = b"exif:GPSLatitude" in data or bool(exif.get_ifd(IFD.GPSInfo))
            return texts, position


def _worded(value: object) -> str:
    if isinstance(value, bytes):
        return value[:100_000].decode("utf-8", "ignore") if value.isascii() else ""
    return value[:100_000] if isinstance(value, str) else ""
