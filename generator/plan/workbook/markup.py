"""A part of a workbook changed where it stands: every byte that is not meant stays as it was.

A part is read by a parser once (`check_whole`). After that tags are found in the bytes themselves,
whatever the prefixes of their names.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr, unescape

from generator.machine.markup import MarkupError, check_xml
from generator.plan.uploads.contents import UploadError

_ATTRIBUTES = rb"""(?:\s+[^\s=<>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*"""
_NO_TAG = rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(r"^(<\?xml[^>]*?)\s+encoding\s*=\s*(?:\"[^\"]*\"|'[^']*')")
# What XML cannot hold, and what Excel would read as a sign by its number.
_UNHELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBERED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_QUOTED = {"&quot;": '"', "&apos;": "'", "&#9;": "\t", "_x0009_": "\t"}
# A letter by its number: so lxml, where it is there, makes openpyxl write every Thai one.
_BY_NUMBER = re.compile(r"&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}(?:;&#[0-9]{1,7}){0,63}));")

Edit = tuple[int, int, bytes]


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and where it stands; `name` with its prefix, `local` without."""

    start: int
    end: int
    name: bytes
    raw: bytes
    closing: bool
    empty: bool

    @property
    def local(self) -> bytes:
        """The name without its prefix."""
        return self.name.rpartition(b":")[2]

    @property
    def prefix(self) -> bytes:
        """The prefix with its colon, empty for none."""
        return self.name[: -len(self.local)]

    def get(self, name: str) -> str:
        """Return an attribute's value, empty where there is none."""
        return attribute(self.raw, name)


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its tag, where what stands in it begins and ends, and where it ends itself."""

    tag: Tag
    first: int
    last: int
    end: int


def utf8(part: bytes) -> bytes:
    """Return a part as UTF-8 without a mark, saying so; one that was that already, unchanged."""
    if part.startswith(_WIDE):
        return _DECLARED.sub(r"\1", part.decode("utf-16")).encode()
    return part.removeprefix(codecs.BOM_UTF8)


def check_whole(part: bytes) -> None:
    """Raise UploadError where a part is no whole XML, or declares entities."""
    try:
        check_xml(part)
    except MarkupError as error:
        raise UploadError(str(error)) from None


def tags(data: bytes, *names: bytes, start: int = 0, stop: int | None = None) -> Iterator[Tag]:
    """Yield the tags, or those with these local names, between two places."""
    for found in _pattern(names).finditer(data, start, len(data) if stop is None else stop):
        if name := found[2]:
            yield Tag(found.start(), found.end(), name, found[0], bool(found[1]), bool(found[4]))


@lru_cache(maxsize=64)
def _pattern(names: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """Return the pattern of tags of these names: the engine of `re` passes over the others."""
    name = (
        rb"(?:[^\s<>/!?:]+:)?(?:" + b"|".join(names) + rb")(?=[\s/>])" if names else rb"[^\s<>/!?]+"
    )
    return re.compile(
        _NO_TAG + rb"|<(/?)(" + name + rb")(" + _ATTRIBUTES + rb")\s*(/?)>", re.DOTALL
    )


def elements(
    data: bytes, *names: bytes, start: int = 0, stop: int | None = None
) -> Iterator[Element]:
    """Yield elements that are not inside another of these, whatever is inside them."""
    opened: list[Tag] = []
    for tag in tags(data, *names, start=start, stop=stop):
        if not tag.closing and not tag.empty:
            opened.append(tag)
        elif not tag.closing and not opened:
            yield Element(tag, tag.end, tag.end, tag.end)
        elif tag.closing and len(opened) == 1:
            first = opened.pop()
            yield Element(first, first.end, tag.start, tag.end)
        elif tag.closing and opened:
            opened.pop()


def element(data: bytes, name: bytes) -> Element | None:
    """Return the first element of that local name."""
    return next(elements(data, name), None)


def children(data: bytes, parent: Element) -> Iterator[Element]:
    """Yield the elements that stand directly in another."""
    yield from elements(data, start=parent.first, stop=parent.last)


def attribute(tag: bytes, name: str) -> str:
    """Return the value of a tag's attribute by its name, or by any prefix and `:name`."""
    found = _attribute(name).search(tag)
    return _spelled(found[1][1:-1]) if found else ""


@lru_cache(maxsize=64)
def _attribute(name: str) -> re.Pattern[bytes]:
    spelled = name.encode().replace(b":", rb"[\w.-]+:")
    return re.compile(rb"\s" + spelled + rb"""\s*=\s*("[^"]*"|'[^']*')""")


def _spelled(inner: bytes) -> str:
    text = inner.decode()
    if "&" not in text and "_x0009_" not in text:
        return text
    return unescape(lettered(text), _QUOTED)


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """Return a start tag with an attribute set where it stood, else last; without it for None."""
    found = re.search(rb"\s+" + name.encode() + rb"""\s*=\s*("[^"]*"|'[^']*')""", tag)
    said = b"" if value is None else f" {name}={quoteattr(value)}".encode()
    if found:
        return tag[: found.start()] + said + tag[found.end() :]
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + said + tag[end:] if said else tag


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return bytes with places replaced; of two at one place the first stays first."""
    parts, at = [], 0
    for start, end, text in sorted(edits, key=lambda one: one[:2]):
        parts += [data[at:start], text]
        at = end
    return b"".join([*parts, data[at:]])


def told(text: str) -> str:
    """Return a text as it may stand in an element of a workbook."""
    return escape(_UNHELD.sub("\ufffd", _NUMBERED.sub("_x005F_", text)))


def plain(inner: bytes) -> str:
    """Return what an element's text says, where it was written as `told` does or by Excel."""
    return _spelled(inner).replace("_x005F_", "_")


def lettered(text: str) -> str:
    """Return markup with its letters as letters that stood by their numbers; escapes stay."""
    return _BY_NUMBER.sub(_letter, text)


def _letter(found: re.Match[str]) -> str:
    return _numbered(found[1], found[2])


@lru_cache(maxsize=4096)  # a table says few words, often
def _numbered(hexadecimal: str | None, decimals: str | None) -> str:
    if hexadecimal:
        return escape(chr(int(hexadecimal, 16)))
    return escape("".join(chr(int(one)) for one in (decimals or "0").split(";&#")))
