"""XML of others → what stands in it, within limits: the one door by which foreign XML comes in.

Python's own expat reads it as a stream: in any encoding, whatever the prefixes, quotes or CDATA.
A document type or an entity, which no Office file or picture has, is refused before it means
anything. Elements, signs and depth are counted: what is read within these takes some seconds at
most, and the same file is refused on a slow machine and on a fast one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

# Twenty thousand rows of thirty cells; reading as many takes some seconds.
MOST_ELEMENTS = 1_500_000
# Three thousand pages of Thai.
MOST_TEXT = 10_000_000
# Twenty tables within each other; whoever walks a tree of these stays within Python's own depth.
MOST_DEPTH = 250
#: Between the namespace and the name of what is told `spaced`.
BETWEEN = " "
_UTF8 = "utf-8"

Start = Callable[[str, dict[str, str]], object]
Said = Callable[[str], object]


class MarkupError(Exception):
    """The XML cannot be read; the text says why, in Thai."""


class MalformedMarkupError(MarkupError):
    """It is no XML, or damaged."""

    def __init__(self) -> None:
        super().__init__("ไฟล์เสีย")


class DeclaredMarkupError(MarkupError):
    """It declares a document type or an entity."""

    def __init__(self) -> None:
        super().__init__("มีการประกาศ DOCTYPE ซึ่งแฟ้มของ Office ไม่มี")


class DeepMarkupError(MarkupError):
    """Its elements stand within each other without measure."""

    def __init__(self) -> None:
        super().__init__("ซ้อนกันลึกเกินไป")


class LargeMarkupError(MarkupError):
    """There is more of it than of any document."""

    def __init__(self) -> None:
        super().__init__("ข้อความหรือตารางยาวเกินไป")


@dataclass(slots=True)
class ReadingLimit:
    """What may still be read of one file, over all its parts: elements, and signs of text."""

    elements: int = MOST_ELEMENTS
    text: int = MOST_TEXT

    def take(self, elements: int = 0, text: int = 0) -> None:
        """Raise LargeMarkupError where the file has had its share."""
        self.elements -= elements
        self.text -= text
        if self.elements < 0 or self.text < 0:
            raise LargeMarkupError


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told of what, in the order of the file; nobody is told of the rest.

    A start is told with name and attributes, an end with its name, an instruction with target and
    words. Whoever is told may raise: reading ends there.
    """

    start: Start | None = None
    end: Said | None = None
    text: Said | None = None
    comment: Said | None = None
    instruction: Callable[[str, str], object] | None = None


def read_xml(
    data: bytes, limit: ReadingLimit, told: Told, *, spaced: bool = False, utf8: bool = False
) -> None:
    """Tell of all that stands in XML. Raises a MarkupError of the kind that it is.

    Names are as written, or, with `spaced`, namespace, BETWEEN and name. With `utf8` what is in
    another encoding, or says so, is taken for damaged.
    """
    parser = expat.ParserCreate(_UTF8 if utf8 else None, BETWEEN if spaced else None)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _declared
    parser.EntityDeclHandler = _declared
    if utf8:
        parser.XmlDeclHandler = _only_utf8
    counted = _Counted(limit, told)
    parser.StartElementHandler = counted.start
    parser.EndElementHandler = counted.end
    if told.text:
        parser.CharacterDataHandler = counted.text
    if told.comment:
        parser.CommentHandler = told.comment
    if told.instruction:
        parser.ProcessingInstructionHandler = told.instruction
    _parse(parser, data)


def check_xml(data: bytes) -> None:
    """Raise a MarkupError where bytes are no whole XML, or declare anything.

    Nothing is kept and nobody is told, so that only the parser's own speed counts, and no limit.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _declared
    parser.EntityDeclHandler = _declared
    _parse(parser, data)


class _Counted:
    """Counts what is told of; the depth is that of the element which was begun last."""

    __slots__ = ("_depth", "_limit", "_told_end", "_told_start", "_told_text")

    def __init__(self, limit: ReadingLimit, told: Told) -> None:
        self._limit = limit
        self._told_start = told.start or _nobody
        self._told_end = told.end
        self._told_text = told.text or _nobody
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._limit.elements -= 1
        self._depth += 1
        if self._limit.elements < 0:
            raise LargeMarkupError
        if self._depth > MOST_DEPTH:
            raise DeepMarkupError
        self._told_start(name, attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        if self._told_end:
            self._told_end(name)

    def text(self, text: str) -> None:
        self._limit.text -= len(text)
        if self._limit.text < 0:
            raise LargeMarkupError
        self._told_text(text)


def _parse(parser: expat.XMLParserType, data: bytes) -> None:
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):
        raise MalformedMarkupError from None


def _nobody(*_: object) -> None:
    """Hear nothing."""


def _declared(*_: object) -> None:
    raise DeclaredMarkupError


def _only_utf8(_version: str, encoding: str | None, _alone: int) -> None:
    if (encoding or _UTF8).lower() != _UTF8:
        raise MalformedMarkupError
