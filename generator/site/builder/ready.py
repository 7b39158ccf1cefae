"""What was built long ago joins a new site: by hard links, and in the list for search engines."""

from __future__ import annotations

import gzip
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from xml.sax.saxutils import escape

from generator.site.addresses import address

_BEGIN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)
_END = "</urlset>"
_LISTED = re.compile("<loc>(.*)</loc>")


def join(folder: Path, site: Path) -> None:
    """Put every file below `folder` at the same path below `site`, as the very same file.

    Where no link can be made it is a copy. A file that is there already stays.
    """
    for parent, _, names in os.walk(folder):
        target = site / Path(parent).relative_to(folder)
        target.mkdir(parents=True, exist_ok=True)
        for name in names:
            _link(f"{parent}/{name}", f"{target}/{name}")


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except FileExistsError:
        return
    except OSError:
        shutil.copyfile(source, target)


def list_in_sitemap(
    site: Path, folders: Sequence[Path], root: str, epoch: int, days: Mapping[str, str]
) -> None:
    """Add the pages below `folders` to the site's sitemap, and to each page the day it changed.

    `root` is the site's own address, `epoch` dates the packed copy. `days` are by page, or by the
    folder of a sealed year; a page that has none is listed without one: the day on which a site is
    built, which MkDocs tells of all, is no day of change.
    """
    file = site / address("sitemap").at()
    if not root or not file.is_file():
        return
    own = _LISTED.findall(file.read_text(encoding="utf-8"))
    pages = [unescape(one).removeprefix(root) or address("home").at() for one in own]
    pages += [page for folder in folders for page in pages_below(folder)]
    text = f"{_BEGIN}{''.join(_entry(root, one, days) for one in pages)}{_END}".encode()
    file.write_bytes(text)
    with (site / address("sitemap-packed").at()).open("wb") as packed:
        packed.write(gzip.compress(text, mtime=epoch))


def _entry(root: str, page: str, days: Mapping[str, str]) -> str:
    day = days.get(page) or days.get(f"{page.partition('/')[0]}/")
    changed = f"         <lastmod>{day}</lastmod>\n" if day else ""
    where = escape(f"{root}{page}")
    return f"    <url>\n         <loc>{where}</loc>\n{changed}    </url>\n"


def pages_below(folder: Path) -> list[str]:
    """Return the addresses of the pages below a folder, in order."""
    found = []
    for parent, _, names in os.walk(folder):
        below = Path(parent).relative_to(folder)
        found += [(below / name).as_posix() for name in names if name.endswith(".html")]
    return sorted(found)
