"""An office's emblem, as it is shown beside its name: a small PNG without any notes.

What stands in a portal is a picture of any size, as phones and programs write it: like photographs
it is turned upright, reduced and stripped where the site is made.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable
from dataclasses import replace

from generator.plan.model import Emblem

LARGEST = 10_000  # bytes
EDGE = 96  # pixels: twice what is shown, for screens with small dots
PRINTED_EDGE = 400  # pixels: 3.6 cm on the cover, 280 dots an inch
MOST_PIXELS = 40_000_000
_FORMATS = ("PNG", "JPEG")
_COLOURS = (128, 64, 32, 16)
_EDGES = (EDGE, 72, 48)


def reduced(data: bytes) -> Emblem | None:
    """Return the emblem that a file shows; None where it cannot be drawn. Never raises."""
    from PIL import Image  # noqa: PLC0415  # slow to load, and most portals have no emblem

    from generator.plan.pictures import upright  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns of large pictures
        try:
            drawn = upright(data, _FORMATS, EDGE, MOST_PIXELS, see_through=True)
            for edge in _EDGES:
                drawn.thumbnail((edge, edge), Image.Resampling.LANCZOS)
                for colours in _COLOURS:
                    few = drawn.quantize(colours, Image.Quantize.FASTOCTREE)
                    few.info.clear()
                    out = io.BytesIO()
                    few.save(out, "PNG", optimize=True)
                    if out.tell() <= LARGEST:
                        return Emblem(out.getvalue(), *few.size, _printed(data))
        except Exception:  # the library raises many kinds for a damaged or hostile file
            return None
    return None


def _printed(data: bytes) -> bytes:
    """Return the picture for papers; empty where the one of pages is as large."""
    from PIL import Image  # noqa: PLC0415

    from generator.plan.pictures import upright  # noqa: PLC0415

    drawn = upright(data, _FORMATS, PRINTED_EDGE, MOST_PIXELS, see_through=True)
    if max(drawn.size) <= EDGE:
        return b""
    few = drawn.quantize(_COLOURS[0], Image.Quantize.FASTOCTREE)
    few.info.clear()
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def as_drawn(emblem: Emblem | None, before: Iterable[bytes]) -> Emblem | None:
    """Return the emblem in the bytes of one drawn `before` that shows the same, where there is one.

    Another release of a library packs the same pixels into other bytes.
    """
    if emblem is None:
        return None
    same = (data for data in before if _pixels(data) == _pixels(emblem.data))
    return replace(emblem, data=next(same, emblem.data))


def _pixels(data: bytes) -> bytes:
    from PIL import Image  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
            return f"{picture.size} ".encode() + picture.convert("RGBA").tobytes()
    except Exception:  # the library raises many kinds for a damaged or hostile file
        return b""
