"""XML → its elements, attributes and texts as a reader sees them, part by part and within limits.

Python's own expat reads it as a stream: in any encoding, whatever the prefixes, quotes or CDATA.
A document type or entity, which no Office file or picture has, is refused before it means anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from generator.plan.uploads.contents import UploadError

# Twenty thousand rows of thirty cells; reading as many takes some seconds.
MOST_ELEMENTS = 1_500_000
# Three thousand pages of Thai.
MOST_TEXT = 10_000_000
# The gate finds numbers of nine digits and more, and names in Thai.
FEWEST_DIGITS = 9
# Titles before a name in Latin letters, and addresses.
_NAMED = re.compile(r"\b(?:mr|mrs|ms|miss|dr)\b\.? ?[a-z]|[\w.+-]@[\w-]+\.", re.IGNORECASE)
# Within a paragraph: what stands before and after these is read as one word.
_INLINE = frozenset({
    "r", "t", "delText", "ins", "del", "moveFrom", "moveTo", "hyperlink", "smartTag", "sdt",
    "sdtContent", "proofErr", "bookmarkStart", "bookmarkEnd", "commentRangeStart",
    "commentRangeEnd", "permStart", "permEnd", "lastRenderedPageBreak", "softHyphen",
    "noBreakHyphen", "bdo", "dir", "span", "tab", "ptab",
})  # fmt: skip
_SIGNS = {"noBreakHyphen": "-", "tab": "\t", "ptab": "\t"}
# How Excel writes a sign by its number.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
# Drawn or machine-made: coordinates and base64, never a word.
_DRAWN = frozenset({"gfxdata", "path", "fmla"})
_LONG_NUMBER = re.compile("(?<![0-9A-Za-z+/])[0-9]{9,}(?![0-9A-Za-z+/])")


class DeclaredError(Exception):
    """The XML declares a document type or an entity."""


class MalformedError(UploadError):
    """It is no XML, or damaged."""


@dataclass(slots=True)
class ReadingLimit:
    """What may still be read of one file, over all its parts."""

    elements: int = MOST_ELEMENTS
    text: int = MOST_TEXT

    def take(self, elements: int = 0, text: int = 0) -> None:
        """Raise UploadError where the file has had its share."""
        self.elements -= elements
        self.text -= text
        if self.elements < 0 or self.text < 0:
            raise UploadError("ข้อความหรือตารางยาวเกินไป")


Seen = Callable[[str, Mapping[str, str], str], None]


@dataclass(slots=True)
class _Reader:
    """Gathers texts while expat reads; `seen` is told of each element once it is whole."""

    budget: ReadingLimit
    seen: Seen
    texts: list[str] = field(default_factory=list)
    values: dict[str, None] = field(default_factory=dict)
    opened: list[tuple[str, dict[str, str], list[str]]] = field(default_factory=list)
    apart: bool = False
    formats: int = 0
    index: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.budget.take(elements=1)
        local = _local(name)
        self.note(local)
        for key, value in attributes.items():
            self.note(_local(key))
            if key.startswith("xmlns"):
                self.note(value)
        attributes = {
            _local(key): value for key, value in attributes.items() if not key.startswith("xmlns")
        }
        self.opened.append((local, attributes, []))
        if local.endswith("Pr"):
            self.formats += 1
        elif local in _SIGNS and not self.formats:
            self._add(_SIGNS[local])
        self._part(local)
        if local == "c":
            self.index = attributes.get("t") == "s"
        for key, value in attributes.items():
            if key not in _DRAWN or _LONG_NUMBER.search(value):
                self.note(value)

    def note(self, value: str) -> None:
        """Keep a short value that may tell something: of an attribute, a name, a comment."""
        if telling(value) and value not in self.values:
            self.budget.take(text=len(value))
            self.values[value] = None

    def instruction(self, target: str, data: str) -> None:
        self.note(f"{target} {data}")

    def end(self, _name: str) -> None:
        local, attributes, own = self.opened.pop()
        if local.endswith("Pr"):
            self.formats -= 1
        self._part(local)
        self.seen(local, attributes, "".join(own))

    def data(self, text: str) -> None:
        local, _, own = self.opened[-1]
        self.budget.take(text=len(text))
        own.append(text)
        if not (local == "v" and self.index):  # the number of a shared text says nothing
            self._add(text)

    def _part(self, local: str) -> None:
        if not self.formats and local not in _INLINE and not local.endswith("Pr"):
            self.apart = True

    def _add(self, text: str) -> None:
        if self.apart and not text.strip():
            return  # how the file is laid out
        if self.apart and self.texts:
            # Numbers of two cells are two numbers, not the parts of one.
            both = self.texts[-1][-1].isdigit() and text[0].isdigit()
            self.texts.append(" | " if both else "\n")
        self.apart = False
        self.texts.append(text)


def read_markup(data: bytes, budget: ReadingLimit, seen: Seen = lambda *_: None) -> str:
    """Return the texts and the telling attribute values, and tell `seen` of every element.

    `seen` is given the local name, the attributes by local name, and the element's own text.
    Raises DeclaredError and UploadError.
    """
    reader = _Reader(budget, seen)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _declared
    parser.EntityDeclHandler = _declared
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    parser.CommentHandler = reader.note
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):
        raise MalformedError("ไฟล์เสีย") from None
    said = "".join(reader.texts)
    if "_x" in said and (meant := _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), said)) != said:
        said += f"\n{meant}"
    return said + "\n" + listed(reader.values)


def telling(value: str) -> bool:
    """Whether a short value, such as an attribute, may hold what the gate looks for."""
    return (
        not value.isascii()
        or bool(_NAMED.search(value))
        or (
            len(value) >= FEWEST_DIGITS
            and sum(map(str.isdigit, value)) >= FEWEST_DIGITS
            and not _is_guid(value)
        )
    )


def listed(values: Iterable[str]) -> str:
    """Return values that have nothing to do with each other as one text."""
    return " | ".join(values)


def _is_guid(value: str) -> bool:
    """Whether it is a random number that Office gives to everything; some look like telephones."""
    parts = value.strip("{}").removeprefix("urn:uuid:").split("-")
    return [len(part) for part in parts] == [8, 4, 4, 4, 12]


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _declared(*_: object) -> None:
    raise DeclaredError
