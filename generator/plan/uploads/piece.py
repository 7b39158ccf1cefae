"""A piece of a picture's file, and how a picture begins."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

PNG, JPEG, GIF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8"


class PieceKind(Enum):
    """How a piece is to be read."""

    EXIF = "exif"
    XMP = "xmp"
    TEXT = "text"
    PHOTOSHOP = "photoshop"
    PICTURE = "picture"
    BYTES = "bytes"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a picture's file."""

    kind: PieceKind
    data: bytes


def is_picture(data: bytes) -> bool:
    """Whether it begins as one of the pictures that can be walked."""
    return data.startswith((PNG, JPEG, GIF)) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
