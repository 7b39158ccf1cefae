"""Photographs → small JPEGs without notes: turned upright, at most 960 pixels and 60 kilobytes.

Pillow is there already: uploads are read with it (Typst draws pages, and cannot reduce a file).
Whatever a file claims, what is made of it is bounded; what cannot be drawn is not shown.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from pathlib import PurePosixPath

from PIL import Image, ImageChops, ImageStat, features
from PIL import __version__ as pillow

from generator.machine.artifact import Artifact
from generator.machine.layout import of_year
from generator.plan.model import Plan
from generator.plan.pictures import upright
from generator.plan.uploads import SMALLEST_SIDE
from generator.site.addresses import address
from generator.site.views import Photograph, SiteView

LARGEST = 60_000  # bytes
EDGE = 960  # pixels
_QUALITIES = (80, 70, 60, 50)
_EDGES = (EDGE, 760, 600, 470, 370, 290, 220, 160)
_MOST_PIXELS = 100_000_000  # as uploads may have
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_UNSEEN = 4.0  # of 255: what two releases of a library make otherwise of one picture
# What a reduced photograph is made with: where any of it changes, all are made anew.
_RECIPE = f"2 {pillow} {features.version('libjpeg_turbo') or features.version('jpg')} {EDGE}"


def photographs_of(
    plans: Iterable[Plan],
    digests: Mapping[str, str],
    fetch: Callable[[str], bytes],
    cache: MutableMapping[str, bytes],
    drawn: Mapping[str, bytes] | None = None,
) -> dict[str, Photograph]:
    """Return the reduced photographs of reports and notice boards, by their path in the portal.

    `digests` are the SHA-256 of the files that are there; `fetch` returns the bytes of one. One in
    `cache`, by the digest of all that it is made of, is not made again; a new one is put there. One
    in `drawn`, by its path in the site, is taken as it is where it shows the same: the same file,
    Pillow and libjpeg give the same bytes, others nearly the same. What cannot be drawn is left
    out. Raises OSError.
    """
    wanted = [
        (plan.year.label, path)
        for plan in plans
        for file in plan.pictures
        if (path := of_year(plan.year.label, file)) in digests
    ]

    def made(one: tuple[str, str]) -> tuple[str, Photograph | None]:
        year, path = one
        place = address("photograph").below(digests[path])
        data = _kept(digests[path], path, fetch, cache)
        before = (drawn or {}).get(f"{year}/{place}", b"")
        return path, _photograph(place, before if _is_same(before, data) else data)

    with warnings.catch_warnings(), ThreadPoolExecutor(max_workers=2) as pool:
        warnings.simplefilter("ignore")  # for all threads; the library warns of large pictures
        return {path: one for path, one in pool.map(made, wanted) if one}


def photograph_artifacts(site: SiteView) -> Iterator[Artifact]:
    """Yield the reduced photographs of every year, below the year's address."""
    entry = address("photograph")
    for year in site.years:
        for one in {photo.path: photo for photo in year.photographs.values()}.values():
            digest = PurePosixPath(one.path).stem
            yield Artifact(entry.staged(year.label, digest), one.data)


def _photograph(place: str, data: bytes) -> Photograph | None:
    if not data:
        return None
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
        return Photograph(place, *picture.size, data)


def _kept(
    digest: str, path: str, fetch: Callable[[str], bytes], cache: MutableMapping[str, bytes]
) -> bytes:
    """Return the reduced picture, empty where there is none to be made."""
    key = hashlib.sha256(f"{_RECIPE}\n{digest}".encode()).hexdigest()
    data = cache.get(key)
    if data is None:
        data = cache[key] = reduced(fetch(path))
    return data


def _is_same(before: bytes, now: bytes) -> bool:
    """Whether a picture that was reduced before shows what it shows now, and says nothing else."""
    if not (before and now and len(before) <= LARGEST and before.endswith(b"\xff\xd9")):
        return False
    try:
        with (
            Image.open(io.BytesIO(before), formats=("JPEG",)) as old,
            Image.open(io.BytesIO(now), formats=("JPEG",)) as new,
        ):
            if old.info.keys() - new.info.keys() or old.size != new.size:
                return False
            return max(ImageStat.Stat(ImageChops.difference(old, new)).rms) < _UNSEEN
    except Exception:  # the library raises many kinds for a damaged or hostile file
        return False


class Unfit(Enum):
    """Why no small photograph is made of a picture."""

    LARGE = "large"
    SMALL = "small"
    DAMAGED = "damaged"


def reduced(data: bytes) -> bytes:
    """Return a picture as a small JPEG without any notes.

    Empty where it cannot be drawn, or is so small that nobody would see anything.
    """
    made = reduced_or_why(data)
    return made if isinstance(made, bytes) else b""


def reduced_or_why(data: bytes) -> bytes | Unfit:
    """Return what `reduced` does, or why it makes nothing. What a file claims is believed first."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            if min(picture.size) < SMALLEST_SIDE:
                return Unfit.SMALL
            if picture.width * picture.height > _MOST_PIXELS:
                return Unfit.LARGE
        return _written(upright(data, _FORMATS, EDGE, _MOST_PIXELS)) or Unfit.DAMAGED
    except Image.DecompressionBombError:
        return Unfit.LARGE
    except Exception:  # the library raises many kinds for a damaged or hostile file
        return Unfit.DAMAGED


def _written(picture: Image.Image) -> bytes:
    """Return the JPEG: less sharp before smaller, until it is light enough."""
    for edge in _EDGES:
        picture.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True, exif=b"")
            if out.tell() <= LARGEST:
                return out.getvalue()
    return b""
