"""A built site leads nowhere but to itself: every link is followed, nothing comes from outside.

Knows HTML and CSS; of Phaen only which page is shown at any depth.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from generator.site.addresses import Serving, served

_LINKS = {"href", "src", "poster", "data", "action", "formaction", "xlink:href", "background"}
_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|\\)", re.IGNORECASE)
_CSS_URL = re.compile(
    r"""url\(\s*("[^"]*"|'[^']*'|[^)]*?)\s*\)|@import\s+("[^"]*"|'[^']*')""", re.I
)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Addresses of a reader's own programs, where a person may be led on a click.
_OUTWARD = ("https:", "http:", "mailto:", "tel:")
# What a server shows at any depth may name files from the top.
_AT_ANY_DEPTH = served(Serving.LACKING)
# A <link> with one of these names an address and fetches nothing.
_NAMES_ONLY = {"canonical", "license", "author"}


@dataclass(slots=True)
class _Link:
    line: int
    tag: str
    address: str
    may_lead_out: bool = False


@dataclass(slots=True)
class _Page:
    ids: set[str] = field(default_factory=set)
    twice: list[tuple[int, str]] = field(default_factory=list)
    links: list[_Link] = field(default_factory=list)


class _Reader(HTMLParser):
    """Gathers a page's ids and addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = _Page()
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element's id and where it leads."""
        self._in_style = tag == "style"
        values = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        self._note_id(values.get("id"), line)
        if tag == "a" and "id" not in values:
            self._note_id(values.get("name"), line)
        for name in values.keys() & _LINKS:
            self.page.links.append(_Link(line, tag, values[name], _may_lead_out(tag, values)))
        for part in values.get("srcset", "").split(","):
            if part.strip():
                self.page.links.append(_Link(line, tag, part.split()[0]))
        self._note_css(values.get("style", ""), line)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it; nothing is inside it."""
        self.handle_starttag(tag, attrs)
        self._in_style = False

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  # its name there
        """Leave a style sheet."""
        self._in_style = False

    def handle_data(self, data: str) -> None:
        """Note what a style sheet inside the page loads."""
        if self._in_style:
            self._note_css(data, self.getpos()[0])

    def _note_css(self, text: str, line: int) -> None:
        self.page.links += [_Link(line, "style", address) for address in _css_addresses(text)]

    def _note_id(self, name: str | None, line: int) -> None:
        if name is None:
            return
        if name in self.page.ids:
            self.page.twice.append((line, name))
        self.page.ids.add(name)


def _may_lead_out(tag: str, values: dict[str, str]) -> bool:
    if tag == "link":
        return bool(_NAMES_ONLY & set(values.get("rel", "").lower().split()))
    return tag == "a"


def _css_addresses(text: str) -> Iterator[str]:
    for found in _CSS_URL.finditer(_CSS_COMMENT.sub("", text)):
        address = (found[1] or found[2] or "").strip("\"'")
        if not address.startswith("data:"):  # is its own content
            yield address


class _Site:
    """All files of a site by path, and what its pages hold."""

    def __init__(self, folder: Path) -> None:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        names = {path.relative_to(folder).as_posix(): path for path in files}
        read = {n: _text(path) for n, path in names.items() if n.endswith((".html", ".css"))}
        texts = {name: text for name, text in read.items() if text is not None}
        self.files = set(names)
        pages = {n: _read_page(text) for n, text in texts.items() if n.endswith(".html")}
        self.pages = {name: page for name, page in pages.items() if page is not None}
        self.unread = sorted(read.keys() - texts.keys() | pages.keys() - self.pages.keys())
        self.sheets = {n: _read_sheet(text) for n, text in texts.items() if n.endswith(".css")}

    def faults(self) -> Iterator[str]:
        """Yield a line for each fault."""
        yield from (f"{name}: อ่านไม่ได้ เพราะไม่ใช่ HTML ที่เป็น UTF-8" for name in self.unread)
        for name, page in self.pages.items():
            for line, twice in page.twice:
                yield f'{name}:{line}: id "{twice}" ซ้ำกัน'
            for link in page.links:
                for fault in self._fault(name, link):
                    yield f"{name}:{link.line}: <{link.tag}> {fault}: {link.address}"
        for name, links in self.sheets.items():
            for link in links:
                for fault in self._fault(name, link):
                    yield f"{name}: {fault}: {link.address}"

    def _fault(self, name: str, link: _Link) -> Iterator[str]:
        address = link.address.strip()
        if _SCHEME.match(address):
            if not link.may_lead_out or not address.lower().startswith(_OUTWARD):
                yield "พาออกนอกเว็บไซต์"
            return
        path, _, fragment = address.partition("#")
        path = unquote(path.partition("?")[0])
        if path.startswith("/") and name not in _AT_ANY_DEPTH:
            yield "ขึ้นต้นด้วย / จึงใช้ไม่ได้เมื่อเว็บไซต์อยู่ในโฟลเดอร์ย่อย"
            return
        if not path and not fragment and link.tag != "a":
            yield "ว่าง"
            return
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        target = target.lstrip("/")
        if target not in self.files or path.endswith("/"):
            yield "ไม่มีไฟล์ที่ลิงก์ไป"
        elif fragment and unquote(fragment) not in self._ids(target):
            yield f'ไม่มี id นั้นใน "{target}"'

    def _ids(self, target: str) -> set[str]:
        return self.pages[target].ids if target in self.pages else set()


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def _read_page(text: str) -> _Page | None:
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except AssertionError:  # the library's word for a declaration that it does not know
        return None
    return reader.page


def _read_sheet(text: str) -> list[_Link]:
    return [_Link(0, "css", address) for address in _css_addresses(text)]


def faults(site: Path) -> list[str]:
    """Return one Thai line for each address in the site that leads nowhere or outside."""
    if not site.is_dir():
        return [f"ไม่พบโฟลเดอร์ {site} สร้างเว็บไซต์ด้วย phaen build ก่อน"]
    return list(_Site(site).faults())
