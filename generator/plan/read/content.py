"""Hand-written pages: the portal's own `content/`, and Phaen's where the portal has none."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from generator.machine.layout import PAGES, page_address, read_as
from generator.machine.packaged import CONTENT, files_below
from generator.problems import Place, Report


def read_content(
    root: Path, report: Report, is_reserved: Callable[[str], bool]
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the portal's own pages and pictures, and all with those of Phaen, by their path.

    One that would stand where another stands is a problem.

    `is_reserved` tells whether a path below `content`, in small letters, is kept for what Phaen
    makes itself: which addresses those are is the site's to say.
    """
    own = files_below(root / PAGES)
    shipped = files_below(CONTENT)
    first = {read_as(_folded(path)): path for path in shipped}
    for path in own:
        first.setdefault(read_as(_folded(path)), path)
    pages = {page_address(_folded(path)) for path in first.values()}
    for path, data in own.items():
        place, name = Place(f"{PAGES}/{path}"), _folded(path)
        # A folder cannot be named as a page or its source is: `about.html/` beside `about.md`.
        above = {page_address(one.as_posix()) for one in PurePosixPath(name).parents}
        if is_reserved(name) or first[read_as(name)] != path or above & pages:
            report.add("content-clash", place, path)
        if path.endswith(".md") and not _is_utf8(data):
            report.add("file-unreadable", place, reason="ไม่ใช่ UTF-8", wanted="UTF-8")
    return own, shipped | own


def _folded(path: str) -> str:
    """Return what a reader takes the path for: no case, one form, Arabic digits."""
    text = unicodedata.normalize("NFKC", path).casefold()
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
