"""Every address of the hub's site: nothing is made, and nothing linked, that is not here.

It is a site of the same kind as a portal's: what servers read and pages load stands in the table of
a portal's addresses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.site.addresses import entries_at

_SLUG = "[a-p]{10}"


@dataclass(frozen=True, slots=True)
class HubAddress:
    """A page by its template, or a file; `{}` stands for the slug of one of its kind."""

    name: str
    path: str
    template: str = ""

    def at(self, slug: str = "") -> str:
        """Return its address."""
        return self.path.format(slug)

    def staged(self, slug: str = "") -> str:
        """Return where its source is staged: that of a page is Markdown."""
        path = self.at(slug)
        return f"docs/{path.removesuffix('.html')}.md" if self.template else f"docs/{path}"


ADDRESSES = (
    HubAddress("country", "index.html", "place"),
    HubAddress("province", "provinces/{}.html", "place"),
    HubAddress("district", "districts/{}.html", "place"),
    HubAddress("programmes", "programmes/{}.html", "group"),
    HubAddress("agencies", "agencies/{}.html", "group"),
    HubAddress("all-programmes", "programmes.html", "groups"),
    HubAddress("all-agencies", "agencies.html", "groups"),
    HubAddress("clocks", "clocks.html", "clocks"),
    HubAddress("clocks-of", "clocks/{}.html", "clocks"),
    HubAddress("members", "members.html", "members"),
    HubAddress("members-of", "members/{}.html", "members"),
    HubAddress("coordination", "coordination.html", "coordination"),
    HubAddress("coordination-of", "coordination/{}.html", "coordination"),
    HubAddress("data", "data.html", "data"),
    HubAddress("about", "about.html", "about"),
    HubAddress("offices-csv", "data/offices.csv"),
    HubAddress("clocks-csv", "data/clocks.csv"),
    HubAddress("coordination-csv", "data/coordination.csv"),
    HubAddress("coordination-parquet", "data/coordination.parquet"),
)
_BY_NAME = {one.name: one for one in ADDRESSES}
# Of a portal's addresses: what every site has for servers, and what pages load.
_SHARED = frozenset({"robots", "headers-netlify", "headers-apache", "headers-nginx", "asset"})


def address(name: str) -> HubAddress:
    """Return the entry of this name. Raises KeyError where there is none."""
    return _BY_NAME[name]


def is_listed(staged: str) -> bool:
    """Whether a file to be staged is of an entry, or none that is published."""
    folder, _, path = staged.partition("/")
    if folder != "docs":
        return True
    page = f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path
    own = any(re.fullmatch(_shape(one), page, re.ASCII) for one in ADDRESSES)
    return own or any(one.name in _SHARED for one in entries_at(page))


def _shape(one: HubAddress) -> str:
    before, slug, after = one.path.partition("{}")
    return f"{re.escape(before)}{_SLUG if slug else ''}{re.escape(after)}"
