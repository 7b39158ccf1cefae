"""Pictures of any kind → pixels as they were held, no larger than they are shown.

Whatever a file claims, what is made of it is bounded. Loads Pillow: it is imported where there is
a picture.
"""

from __future__ import annotations

import io

from PIL import Image

_JPEG, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_ORIENTATION = 0x0112
_REDUCED = ("L", "LA", "RGB", "RGBA", "CMYK")  # of which a smaller copy is made at once
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def upright(
    data: bytes, formats: tuple[str, ...], edge: int, most_pixels: int, *, see_through: bool = False
) -> Image.Image:
    """Return the first frame, turned as it was held, at most `edge` pixels wide and high.

    In three colours of eight bits: what is see-through is white, or with `see_through` stays so
    in a fourth. Raises whatever the library raises for a damaged or hostile file, and ValueError
    for one that claims more than `most_pixels`.
    """
    # Some scanners leave out the mark of a JPEG's end: without it the library draws nothing.
    end = _JPEG_END if data.startswith(_JPEG) and not data.endswith(_JPEG_END) else b""
    with Image.open(io.BytesIO(data + end), formats=formats) as picture:
        if picture.width * picture.height > most_pixels:
            raise ValueError("too large to be drawn")
        turn = _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
        picture.draft(None, (2 * edge, 2 * edge))  # a JPEG is read at half or an eighth of its size
        factor = max(picture.size) // (2 * edge)
        near = picture.reduce(factor) if factor > 1 and picture.mode in _REDUCED else picture
        plain = _coloured(near) if see_through else _plain(near)
        plain.thumbnail((edge, edge), Image.Resampling.LANCZOS, reducing_gap=2.0)
        return plain if turn is None else plain.transpose(turn)


def _plain(picture: Image.Image) -> Image.Image:
    """Return a picture of any kind in three colours: what is see-through is white."""
    seen = _coloured(picture)
    if seen.mode == "RGB":
        return seen
    ground = Image.new("RGB", seen.size, "white")
    ground.paste(seen, mask=seen.getchannel("A"))
    return ground


def _coloured(picture: Image.Image) -> Image.Image:
    """Return a picture of any kind in three colours of eight bits, and how see-through it is."""
    if picture.mode.startswith(("I", "F")):  # sixteen bits of grey
        high = picture.getextrema()[1]
        assert isinstance(high, int | float)
        scale = 255 / 65535 if high > 255 else 1.0
        return picture.convert("F").point(lambda value: value * scale).convert("L").convert("RGB")
    if "A" in picture.getbands() or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture.convert("RGB")
