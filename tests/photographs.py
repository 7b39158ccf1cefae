"""Photographs as phones, scanners and programs write them, made here."""

from __future__ import annotations

import io
import random
from typing import Any

from PIL import Image, ImageDraw
from PIL.ExifTags import IFD

RED, GREEN, BLUE = (200, 40, 40), (40, 160, 60), (30, 60, 200)


def scene(width: int = 1600, height: int = 1200, *, noise: bool = False) -> Image.Image:
    """Return a picture that is red to the left, blue to the right, with a green strip on top."""
    if noise:
        data = random.Random(7).randbytes(width * height * 3)  # a picture
        return Image.frombytes("RGB", (width, height), data)
    picture = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((width // 2, 0, width, height), fill=BLUE)
    draw.rectangle((0, 0, width, height // 8), fill=GREEN)
    return picture


def photo(picture: Image.Image | None = None, kind: str = "JPEG", **how: Any) -> bytes:
    """Return a picture as a file."""
    out = io.BytesIO()
    (picture or scene()).save(out, kind, **how)
    return out.getvalue()


def noted(orientation: int = 1, *, position: bool = True) -> Image.Exif:
    """Return what a phone notes: how it was held, who holds it, when and where."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = orientation, "Phone", "somebody"
    exif[0x0132] = "2026:11:20 10:00:00"
    if position:
        exif.get_ifd(IFD.GPSInfo).update(
            {1: "N", 2: (19.0, 54.0, 37.8), 3: "E", 4: (99.0, 50.0, 26.0)}
        )
    return exif


def opened(data: bytes) -> Image.Image:
    """Return a picture, drawn."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture
