"""Texts within the parts of a workbook: where each stands, and the parts with a few changed.

A text stands in its cell, or once in the list that all cells share. There it is changed where all
its cells become the same; else the cell that is mended gets a text of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from generator.plan.uploads.contents import UploadError
from generator.plan.workbook.cells import spot_of
from generator.plan.workbook.markup import (
    Edit,
    Element,
    edited,
    elements,
    plain,
    told,
    utf8,
    with_attribute,
)
from generator.plan.workbook.package import Package, with_parts

_SIGNED = "_xmlsignatures/"
_ESCAPED = re.compile(rb"_x[0-9A-Fa-f]{4}_")


@dataclass(frozen=True, slots=True)
class _Text:
    """The markup of one text, in runs that may each look their own way, and where each run says."""

    inner: bytes
    runs: tuple[tuple[int, int], ...]
    prefix: bytes

    @classmethod
    def of(cls, data: bytes, around: Element) -> _Text:
        inner = data[around.first : around.last]
        found = [one for one in elements(inner, b"t", b"rPh") if one.tag.local == b"t"]
        return cls(inner, tuple((one.first, one.last) for one in found), around.tag.prefix)

    def said(self) -> list[str]:
        return [plain(self.inner[first:last]) for first, last in self.runs]

    def mended(self, after: str) -> bytes | None:
        """Return the markup that says `after`, each run its part; None where that is unsure.

        Programs part a text where other letters begin (LibreOffice: at each dash between Thai
        digits), so that one mend may change several runs.
        """
        if _ESCAPED.search(self.inner):  # signs by number are another program's business
            return None
        texts = self.said()
        parted = _parted(texts, after)
        if parted is None or parted == texts:
            return None
        new = zip(self.runs, texts, parted, strict=True)
        edits = [(*run, told(said).encode()) for run, was, said in new if said != was]
        return edited(self.inner, edits)


def _parted(texts: Sequence[str], after: str) -> list[str] | None:
    """Return what each of `texts` says of `after`; None where a change lies over an end."""
    if len(texts) == 1:
        return [after]
    steps = SequenceMatcher(None, "".join(texts), after, autojunk=False).get_opcodes()
    ends = [_end_in(steps, end) for end in accumulate(map(len, texts))]
    cuts = [0, *(end for end in ends if end is not None)]
    return None if None in ends else [after[one:other] for one, other in pairwise(cuts)]


def _end_in(steps: Sequence[tuple[str, int, int, int, int]], end: int) -> int | None:
    """Return where a run that ended at `end` ends after the steps; None amid signs that differ."""
    found = 0
    for _, first, last, start, stop in steps:
        if last <= end:
            found = stop
        elif first < end:
            if last - first != stop - start:
                return None
            found = start + end - first
    return found


@dataclass(frozen=True, slots=True, eq=False)
class StringCell:
    """A cell that holds a text: its row from 1, its column from 0, and what it says."""

    row: int
    column: int
    text: str
    part: str
    at: Element
    source: _Text
    shared: int | None
    is_ours: bool  # its part may be written into

    def mended(self, after: str) -> bytes | None:
        """Return the markup of the cell's text that says `after`, None where that is not ours."""
        same = self.source.prefix == self.at.tag.prefix
        return self.source.mended(after) if self.is_ours and same else None


@dataclass(frozen=True, slots=True, repr=False)  # a whole workbook is no message
class Strings:
    """The texts of a workbook by the title of their sheet, and how many cells share each."""

    data: bytes
    package: Package
    cells: Mapping[str, Sequence[StringCell]]
    shared: Sequence[Element]
    shared_part: str
    uses: Mapping[int, int]

    def written(self, texts: Mapping[StringCell, str]) -> bytes:
        """Return the workbook in which these cells say these texts, which each can be made to."""
        edits: defaultdict[str, list[Edit]] = defaultdict(list)
        together: defaultdict[int, list[StringCell]] = defaultdict(list)
        for cell in texts:
            if cell.shared is None:
                edits[cell.part].append((cell.at.first, cell.at.last, _made(cell, texts)))
            else:
                together[cell.shared].append(cell)
        for index, cells in together.items():
            alike = len({texts[cell] for cell in cells}) == 1
            if alike and len(cells) == self.uses[index]:
                place = self.shared[index]
                edits[self.shared_part].append((place.first, place.last, _made(cells[0], texts)))
            else:
                for cell in cells:
                    edits[cell.part].append((cell.at.tag.start, cell.at.end, _own(cell, texts)))
        if not edits:
            return self.data
        parts = self.package.parts
        return with_parts(
            self.data, {part: edited(parts[part], some) for part, some in edits.items()}
        )


def strings_of(data: bytes, titles: Collection[str]) -> Strings | None:
    """Return the texts of the sheets with these titles; None where it is no workbook of ours."""
    try:
        package = Package.of(data, as_it_is=True)
        book = package.related("", "officeDocument")
        sheets = dict(package.sheets(book))
    except (UploadError, KeyError):
        return None
    part = package.related(book, "sharedStrings")
    shared = list(elements(package.text(part), b"si")) if part else []
    reading = _Reading(package, shared, part)
    uses: Counter[int] = Counter()
    cells: dict[str, list[StringCell]] = {}
    for title, sheet in sheets.items():
        found = list(reading.cells(sheet))
        uses.update(one.shared for one in found if one.shared is not None)
        if title in titles:
            cells[title] = found
    return Strings(data, package, cells, shared, part, uses)


@dataclass(frozen=True, slots=True)
class _Reading:
    package: Package
    shared: Sequence[Element]
    shared_part: str

    def cells(self, sheet: str) -> Iterator[StringCell]:
        """Yield the cells of a sheet that hold texts."""
        data = self.package.text(sheet)
        listed = self.package.text(self.shared_part) if self.shared_part else b""
        ours = not any(name.startswith(_SIGNED) for name in self.package.parts) and all(
            utf8(self.package.parts[name]) == self.package.parts[name]
            for name in (sheet, self.shared_part)
            if name
        )
        for row, column, cell in _cells(data):
            kind = cell.tag.get("t")
            own = _inside(data, cell, b"is") if kind == "inlineStr" else None
            index = _index(data, cell) if kind == "s" else None
            at, source = own or cell, _Text.of(data, own) if own else None
            if index is not None and index < len(self.shared):
                source = _Text.of(listed, self.shared[index])
            if source:
                text = "".join(source.said())
                yield StringCell(row, column, text, sheet, at, source, index, ours)


def _cells(data: bytes) -> Iterator[tuple[int, int, Element]]:
    """Yield the cells of a sheet with row and column, which a writer may leave unsaid."""
    row = 0
    for line in elements(data, b"row"):
        said = line.tag.get("r")
        row = int(said) if said.isdecimal() else row + 1
        column = -1
        for cell in elements(data, b"c", start=line.first, stop=line.last):
            spot = spot_of(cell.tag.get("r"))
            column = spot[1] if spot else column + 1
            yield row, column, cell


def _index(data: bytes, cell: Element) -> int | None:
    value = _inside(data, cell, b"v")
    text = data[value.first : value.last].strip() if value else b""
    return int(text) if text.isdigit() else None


def _inside(data: bytes, around: Element, name: bytes) -> Element | None:
    return next(elements(data, name, start=around.first, stop=around.last), None)


def _made(cell: StringCell, texts: Mapping[StringCell, str]) -> bytes:
    made = cell.mended(texts[cell])
    assert made is not None
    return made


def _own(cell: StringCell, texts: Mapping[StringCell, str]) -> bytes:
    """Return a cell whose text was shared with one of its own."""
    tag, prefix = cell.at.tag, cell.at.tag.prefix
    inner = b"<" + prefix + b"is>" + _made(cell, texts) + b"</" + prefix + b"is>"
    return with_attribute(tag.raw, "t", "inlineStr") + inner + b"</" + tag.name + b">"
