"""No page of ours leads to a page that is not there: asked of what is to be staged, before it is.

Quick enough for every build: links are cut out of the pages as they stand in our templates, and
each is looked up once. `links` reads a finished site as browsers do, hand-written pages too, of
which MkDocs itself follows the links.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from html import unescape
from urllib.parse import unquote

from generator.machine.artifact import Artifact
from generator.machine.layout import page_address

_LINK, _END = b' href="', b'"'
_DOCS = "docs/"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ID = re.compile(rb'(?: id="|\{:[^}\n]*?#)([^"\s}]+)')


def broken_links(
    pages: Iterable[Artifact], there: Collection[str], joining: Iterable[str] = ()
) -> list[str]:
    """Return one Thai line for each link of `pages` that leads to no address in `there`.

    Pages are Markdown as it is staged; `there` are all addresses of the site to be, but for those
    in the folders `joining` it as they are. A link to a place within one of `pages` must find it
    there.
    """
    made = {page_address(one.path.removeprefix(_DOCS)): one.data for one in pages}
    return [*_Follower(made, there, tuple(f"{folder}/" for folder in joining)).all()]


class _Follower:
    """Follows links; what was found once is not looked for again."""

    def __init__(
        self, pages: dict[str, bytes], there: Collection[str], joining: tuple[str, ...]
    ) -> None:
        self._pages = pages
        self._there = there
        self._joining = joining
        self._good: dict[str, set[bytes]] = {}
        self._ids: dict[str, set[bytes]] = {}

    def all(self) -> Iterator[str]:
        for page, data in self._pages.items():
            folder = posixpath.dirname(page)
            good = self._good.setdefault(folder, set())
            found = {piece.partition(_END)[0] for piece in data.split(_LINK)[1:]}
            for link in sorted(found - good):
                address = unescape(link.decode())
                if self._leads(page, folder, address):
                    if not address.startswith("#"):
                        good.add(link)
                else:
                    yield f"{page} → {address}"

    def _leads(self, page: str, folder: str, address: str) -> bool:
        if _SCHEME.match(address):
            return True
        path, _, place = address.partition("#")
        path = unquote(path.partition("?")[0])
        target = posixpath.normpath(posixpath.join(folder, path)) if path else page
        if target.startswith(self._joining):
            return True
        if target not in self._there and target not in self._pages:
            return False
        return not place or target not in self._pages or self._has(target, unquote(place))

    def _has(self, page: str, place: str) -> bool:
        if page not in self._ids:
            self._ids[page] = set(_ID.findall(self._pages[page]))
        return place.encode() in self._ids[page]
