"""XML → its elements, attributes and texts as a reader sees them, part by part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.machine.markup import (
    DeclaredMarkupError,
    MalformedMarkupError,
    MarkupError,
    ReadingLimit,
    Told,
    read_xml,
)
from generator.plan.uploads.contents import UploadError
from generator.plan.uploads.plain import MARK, Taken, TakenCells

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


Seen = Callable[[str, Mapping[str, str], str], None]
SeenCells = Callable[[Sequence[Taken]], None]


class _Name(NamedTuple):
    """What the name of an element or an attribute is without its prefix, and what it means."""

    local: str
    is_format: bool
    parts: bool
    declares: bool


def _named(name: str) -> _Name:
    local = _local(name)
    is_format = local.endswith("Pr")
    return _Name(local, is_format, not is_format and local not in _INLINE, name.startswith("xmlns"))


@dataclass(slots=True)
class _Reader:
    """Gathers texts while expat reads; `seen` is told of each element once it is whole.

    A sheet has a million cells of a few names, so each name is looked at once.
    """

    budget: ReadingLimit
    seen: Seen
    cells: SeenCells = lambda _: None
    rows: Iterator[Sequence[Taken]] | None = None
    texts: list[str] = field(default_factory=list)
    values: dict[str, None] = field(default_factory=dict)
    opened: list[tuple[_Name, dict[str, str], list[str]]] = field(default_factory=list)
    names: dict[str, _Name] = field(default_factory=dict)
    apart: bool = False
    formats: int = 0
    index: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        one = self.names.get(name) or self._met(name)
        own = self._own(attributes) if attributes else {}
        self.opened.append((one, own, []))
        if one.is_format:
            self.formats += 1
        elif one.local in _SIGNS and not self.formats:
            self._add(_SIGNS[one.local])
        if one.parts and not self.formats:
            self.apart = True
        if one.local == "c":
            self.index = own.get("t") == "s"
        for key, value in own.items():
            if not _is_short(value) and (key not in _DRAWN or _LONG_NUMBER.search(value)):
                self.note(value)

    def _own(self, attributes: Mapping[str, str]) -> dict[str, str]:
        """Return attributes by their names without a prefix; what declares one is only noted."""
        own: dict[str, str] = {}
        for key, value in attributes.items():
            known = self.names.get(key) or self._met(key)
            if known.declares:
                self.note(value)
            else:
                own[known.local] = value
        return own

    def _met(self, name: str) -> _Name:
        """Take in a name that is met first."""
        self.names[name] = known = _named(name)
        self.note(known.local)
        return known

    def note(self, value: str) -> None:
        """Keep a short value that may tell something: of an attribute, a name, a comment."""
        if telling(value) and value not in self.values:
            self.budget.take(text=len(value))
            self.values[value] = None

    def instruction(self, target: str, data: str) -> None:
        if self.rows is not None and target == MARK:
            self._take(next(self.rows))
        else:
            self.note(f"{target} {data}")

    def _take(self, row: Sequence[Taken]) -> None:
        """Take in what the cells of a row would have told one by one."""
        self.budget.take(text=sum(len(text) for _, _, text in row))
        for kind, _, text in row:
            self.apart = self.apart or not self.formats
            if text and kind != "s":
                self._add(text)
                self.apart = not self.formats
        self.index = row[-1][0] == "s"
        self.cells(row)

    def end(self, _name: str) -> None:
        one, attributes, own = self.opened.pop()
        if one.is_format:
            self.formats -= 1
        if one.parts and not self.formats:
            self.apart = True
        self.seen(one.local, attributes, "".join(own))

    def data(self, text: str) -> None:
        one, _, own = self.opened[-1]
        own.append(text)
        if not (one.local == "v" and self.index):  # the number of a shared text says nothing
            self._add(text)

    def _add(self, text: str) -> None:
        if self.apart and not text.strip():
            return  # how the file is laid out
        if self.apart and self.texts:
            # Numbers of two cells are two numbers, not the parts of one.
            both = self.texts[-1][-1].isdigit() and text[0].isdigit()
            self.texts.append(" | " if both else "\n")
        self.apart = False
        self.texts.append(text)


def read_markup(
    data: bytes,
    budget: ReadingLimit,
    seen: Seen = lambda *_: None,
    cells: SeenCells | None = None,
) -> str:
    """Return the texts and the telling attribute values, and tell `seen` of every element.

    `seen` is given the local name, the attributes by local name, and the element's own text. Where
    `cells` is given it is told of the plain cells of a worksheet instead, a row at a time.
    Raises DeclaredError and UploadError.
    """
    reader = _Reader(budget, seen)
    told = Told(reader.start, reader.end, reader.data, reader.note, reader.instruction)
    try:
        if cells and (taken := TakenCells.of(data)):
            budget.take(elements=taken.elements)
            data, reader.cells, reader.rows = taken.part, cells, iter(taken.rows)
        read_xml(data, budget, told)
    except DeclaredMarkupError:
        raise DeclaredError from None
    except MalformedMarkupError as error:
        raise MalformedError(str(error)) from None
    except MarkupError as error:
        raise UploadError(str(error)) from None
    said = "".join(reader.texts)
    if "_x" in said and (meant := _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), said)) != said:
        said += f"\n{meant}"
    return said + "\n" + listed(reader.values)


def telling(value: str) -> bool:
    """Whether a short value, such as an attribute, may hold what the gate looks for."""
    return not _is_short(value) and (
        not value.isascii()
        or bool(_NAMED.search(value))
        or (
            len(value) >= FEWEST_DIGITS
            and sum(map(str.isdigit, value)) >= FEWEST_DIGITS
            and not _is_guid(value)
        )
    )


def _is_short(value: str) -> bool:
    """Whether a value is some plain signs that tell nothing, as a cell's place and format are."""
    return len(value) < FEWEST_DIGITS and value.isalnum() and value.isascii()


def listed(values: Iterable[str]) -> str:
    """Return values that have nothing to do with each other as one text."""
    return " | ".join(values)


def _is_guid(value: str) -> bool:
    """Whether it is a random number that Office gives to everything; some look like telephones."""
    parts = value.strip("{}").removeprefix("urn:uuid:").split("-")
    return [len(part) for part in parts] == [8, 4, 4, 4, 12]


def _local(name: str) -> str:
    return name.rpartition(":")[2]
