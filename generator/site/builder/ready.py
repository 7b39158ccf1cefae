"""What was built long ago joins a new site: by hard links, and in the list for search engines."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from generator.site.addresses import address

_END = "</urlset>"


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


def list_in_sitemap(site: Path, folders: Sequence[Path], root: str, epoch: int) -> None:
    """Add the pages below `folders` to the site's sitemap, which has none of them.

    `root` is the site's own address, `epoch` dates the packed copy.
    """
    file = site / address("sitemap").at()
    pages = [page for folder in folders for page in pages_below(folder)]
    if not pages or not root or not file.is_file():
        return
    urls = (
        f"    <url>\n         <loc>{escape(f'{root}{page}')}</loc>\n    </url>\n" for page in pages
    )
    head, _, _ = file.read_text(encoding="utf-8").rpartition(_END)
    text = f"{head}{''.join(urls)}{_END}".encode()
    file.write_bytes(text)
    with (site / address("sitemap-packed").at()).open("wb") as packed:
        packed.write(gzip.compress(text, mtime=epoch))


def pages_below(folder: Path) -> list[str]:
    """Return the addresses of the pages below a folder, in order."""
    found = []
    for parent, _, names in os.walk(folder):
        below = Path(parent).relative_to(folder)
        found += [(below / name).as_posix() for name in names if name.endswith(".html")]
    return sorted(found)
