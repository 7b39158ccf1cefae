"""XML of a foreign file → a tree of elements by short names (`w:p`).

Transitional and strict documents have other namespaces for the same names; here they are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from generator.machine.markup import (
    BETWEEN,
    LargeMarkupError,
    MalformedMarkupError,
    MarkupError,
    ReadingLimit,
    Told,
    read_xml,
)
from generator.plan.intake.refusals import refused

#: Of those that are kept: half a kilobyte each.
MOST_KEPT = 600_000
_OFFICE = ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
_SHORT = {
    "wordprocessingml/2006/main": "w",
    "wordprocessingml/main": "w",
    "drawingml/2006/main": "a",
    "drawingml/main": "a",
    "drawingml/2006/wordprocessingDrawing": "wp",
    "drawingml/wordprocessingDrawing": "wp",
    "drawingml/2006/picture": "pic",
    "drawingml/picture": "pic",
    "drawingml/2006/chart": "c",
    "drawingml/chart": "c",
    "drawingml/2006/diagram": "dgm",
    "drawingml/diagram": "dgm",
    "officeDocument/2006/relationships": "r",
    "officeDocument/relationships": "r",
    "officeDocument/2006/math": "m",
    "officeDocument/math": "m",
    "package/2006/relationships": "rel",
    "markup-compatibility/2006": "mc",
}
_OTHER = {
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas": "wpc",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingInk": "wpi",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing": "wp14",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "urn:schemas-microsoft-com:office:word": "w10",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0": "number",
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0": "manifest",
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
#: Attributes whose namespace tells them from another of the same name.
_TOLD_APART = frozenset({"r", "wp14", "office", "style"})

Keeps = Callable[[str, dict[str, str]], bool]


def read_tree(
    data: bytes, budget: ReadingLimit, keeps: Keeps = lambda _name, _attributes: True
) -> Element:
    """Return the root; an element that is not kept is left out with all that is in it.

    Names have the prefixes that are usual (`w:p`), attributes mostly none (`val`, `r:id`). A text
    stands in `text`; of mixed contents what follows a child stands in that child's `tail`.
    Raises FormRefusedError for what is no XML, is too much, or declares anything.
    """
    builder = _Builder(keeps)
    try:
        read_xml(data, budget, Told(builder.start, builder.end, builder.data), spaced=True)
        if builder.root is None:
            raise MalformedMarkupError
    except MarkupError as error:
        raise refused(error) from None
    return builder.root


class _Builder:
    """What has been read so far; each name is looked up once."""

    def __init__(self, keeps: Keeps) -> None:
        self.root: Element | None = None
        self._keeps = keeps
        self._opened: list[Element] = []
        self._last: Element | None = None
        self._left_out = self._kept = 0
        self._names: dict[str, str] = {}
        self._keys: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._left_out:
            self._left_out += 1
            return
        short = self._names.get(name) or self._names.setdefault(name, _shortened(name))
        own = attributes and {
            self._keys.get(key) or self._keys.setdefault(key, _key(key)): value
            for key, value in attributes.items()
        }
        if self._opened and not self._keeps(short, own):
            self._left_out = 1
            return
        self._kept += 1
        if self._kept > MOST_KEPT:
            raise LargeMarkupError
        made = Element(short, own)
        if self._opened:
            self._opened[-1].append(made)
        else:
            self.root = made
        self._opened.append(made)
        self._last = None

    def end(self, _name: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        self._last = self._opened.pop()

    def data(self, text: str) -> None:
        if self._left_out or not self._opened:
            return
        if self._last is not None:
            self._last.tail = (self._last.tail or "") + text
        else:
            self._opened[-1].text = (self._opened[-1].text or "") + text


def _shortened(name: str) -> str:
    uri, _, local = name.rpartition(BETWEEN)
    for start in _OFFICE:
        if uri.startswith(start):
            return f"{_SHORT.get(uri.removeprefix(start), '?')}:{local}"
    return f"{_OTHER.get(uri, '?')}:{local}" if uri else local


def _key(name: str) -> str:
    short = _shortened(name)
    prefix, _, local = short.rpartition(":")
    return short if prefix in _TOLD_APART else local


def within(element: Element, wanted: frozenset[str], through: frozenset[str]) -> Iterator[Element]:
    """Yield the wanted elements in an element, in order, also from within those to go through."""
    for child in element:
        if child.tag in wanted:
            yield child
        elif child.tag in through:
            yield from within(child, wanted, through)


def at(element: Element | None, path: str) -> Element | None:
    """Return the first element at a path of names (`w:pPr/w:shd`), None where there is none."""
    for name in path.split("/"):
        if element is None:
            return None
        element = element.find(name)
    return element
