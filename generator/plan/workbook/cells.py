"""The cells of one worksheet coloured where they stand; nothing but their style is changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from generator.plan.read.cells import Spot, column_letter
from generator.plan.workbook.markup import (
    Edit,
    attribute,
    edited,
    element,
    elements,
    with_attribute,
)

# Rows and cells alone: a sheet may have hundreds of thousands.
_TOKEN = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>"
    rb"|<(/?)((?:[\w.-]+:)?(row|c))((?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)?)(/?)>",
    re.DOTALL,
)
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_NUMBER = re.compile(rb"""\sr\s*=\s*["']([A-Z]*)([0-9]+)["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["']([0-9]+)["']""")

# What a style becomes at a spot: whether it is to be marked is known by whoever gives this.
Restyle = Callable[[Spot, int], int]


def spot_of(reference: str) -> Spot | None:
    """Return row and column (0 is A) of `B5`, None for what is no cell."""
    found = _REFERENCE.fullmatch(reference)
    return (int(found[2]), column_index(found[1])) if found else None


def column_index(letters: str) -> int:
    """Return the index of a column by its letters (0 is A)."""
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - 64
    return index - 1


def reference(spot: Spot) -> str:
    """Return a cell as Excel names it: `B5`."""
    return f"{column_letter(spot[1])}{spot[0]}"


def first_of_merged(data: bytes) -> Mapping[Spot, Spot]:
    """Return the cell that shows, for each that is merged into another."""
    found: dict[Spot, Spot] = {}
    for one in elements(data, b"mergeCell"):
        first, _, last = one.tag.get("ref").partition(":")
        corner, opposite = spot_of(first), spot_of(last)
        if corner is None or opposite is None:
            continue
        (top, left), (bottom, right) = corner, opposite
        found |= {
            (row, column): (top, left)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }
    return found


@dataclass(slots=True)
class _Row:
    """A row of a sheet as far as it was read, and those of its cells that are still wanted."""

    number: int = 0
    style: int | None = None
    column: int = -1
    wanted: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Colouring:
    """Gives cells new styles; cells that are wanted and not there yet are put in their place."""

    data: bytes
    wanted: Mapping[int, list[int]]
    restyle: Restyle
    prefix: bytes = b""
    edits: list[Edit] = field(default_factory=list)
    columns: list[tuple[int, int, int]] = field(default_factory=list)

    def made(self) -> bytes:
        """Return the sheet with its cells coloured."""
        around = element(self.data, b"sheetData")
        if around is None:
            return self.data
        self.prefix = around.tag.prefix
        for one in elements(self.data, b"col"):
            ends = int(one.tag.get("min") or 0), int(one.tag.get("max") or 0)
            self.columns.append((*ends, int(one.tag.get("style") or 0)))
        missing = self._seen(around.first, around.last)
        rest = b"".join(self._whole_row(number) for number in missing)
        if around.tag.empty and rest:
            name = around.tag.name
            rest = around.tag.raw[:-2] + b">" + rest + b"</" + name + b">"
            self.edits.append((around.tag.start, around.end, rest))
        elif rest:
            self.edits.append((around.last, around.last, rest))
        return edited(self.data, self.edits)

    def _seen(self, first: int, last: int) -> list[int]:
        """Go through all rows and cells; return the rows that are wanted below them."""
        missing, row = sorted(self.wanted), _Row()
        for found in _TOKEN.finditer(self.data, first, last):
            if found[3] == b"row" and found[1]:
                self._insert(row, found.start(), None)
            elif found[3] == b"row":
                row = self._row(found, row.number)
                missing = self._rows_before(missing, row.number, found.start())
            elif found[3] == b"c" and not found[1]:
                self._cell(found, row)
        return missing

    def _row(self, found: re.Match[bytes], before: int) -> _Row:
        said = _NUMBER.search(found[4])
        number = int(said[2]) if said else before + 1
        own = attribute(found[0], "customFormat") in ("1", "true")
        style = _STYLE.search(found[4]) if own else None
        wanted = sorted(self.wanted.get(number, ()))
        row = _Row(number, int(style[1]) if style else None, wanted=wanted)
        if wanted and found[5]:
            tag = with_attribute(found[0], "spans", None)[:-2] + b">"
            whole = tag + self._cells(row, wanted) + b"</" + found[2] + b">"
            self.edits.append((found.start(), found.end(), whole))
        return row

    def _rows_before(self, missing: list[int], number: int, at: int) -> list[int]:
        """Put in the rows that are wanted before one that is there; return those still missing."""
        while missing and missing[0] < number:
            self.edits.append((at, at, self._whole_row(missing.pop(0))))
        return missing[1:] if missing and missing[0] == number else missing

    def _cell(self, found: re.Match[bytes], row: _Row) -> None:
        said = _NUMBER.search(found[4])
        column = column_index(said[1].decode()) if said else row.column + 1
        row.column = column
        self._insert(row, found.start(), column)
        if row.wanted and row.wanted[0] == column:
            row.wanted.pop(0)
        style = _STYLE.search(found[4])
        was = int(style[1]) if style else 0
        now = self.restyle((row.number, column), was)
        if now != was:
            tag = with_attribute(found[0], "s", str(now) if now else None)
            self.edits.append((found.start(), found.end(), tag))

    def _insert(self, row: _Row, at: int, before: int | None) -> None:
        """Put in the cells of a row that are wanted before a column, or all that are left."""
        ready = [one for one in row.wanted if before is None or one < before]
        if ready:
            row.wanted = row.wanted[len(ready) :]
            self.edits.append((at, at, self._cells(row, ready)))

    def _whole_row(self, number: int) -> bytes:
        cells = self._cells(_Row(number), sorted(self.wanted[number]))
        name = self.prefix + b"row"
        return b"<" + name + f' r="{number}">'.encode() + cells + b"</" + name + b">"

    def _cells(self, row: _Row, columns: list[int]) -> bytes:
        return b"".join(self._empty_cell(row, column) for column in columns)

    def _empty_cell(self, row: _Row, column: int) -> bytes:
        own = next((style for first, last, style in self.columns if first <= column + 1 <= last), 0)
        spot = (row.number, column)
        style = self.restyle(spot, own if row.style is None else row.style)
        return b"<" + self.prefix + f'c r="{reference(spot)}" s="{style}"/>'.encode()
