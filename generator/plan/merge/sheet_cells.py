"""The cells of a worksheet's own part, as they are stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.plan.uploads.plain import CELL
from generator.plan.workbook.cells import column_index, spot_of
from generator.plan.workbook.markup import Element, attribute, element, elements, plain
from generator.plan.workbook.package import Package

_SHARED, _INLINE = "s", "inlineStr"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as it is stored: its type (`n` for a number), value, formula, style and format.

    `formula` is `=` where another cell holds it for a run of cells.
    """

    kind: str
    text: str
    formula: str
    style: int
    format: str


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row of the part: its number, its bytes, its start tag, and its cells' bytes by column."""

    number: int
    raw: bytes
    tag: bytes
    cells: dict[int, bytes]


class Formats:
    """The number formats that the styles of a workbook name."""

    def __init__(self, package: Package, book: str) -> None:
        """Read the styles, where there are any."""
        part = package.related(book, "styles")
        data = package.text(part) if part else b""
        codes = {
            one.tag.get("numFmtId"): one.tag.get("formatCode") for one in elements(data, b"numFmt")
        }
        around = element(data, b"cellXfs")
        styles = elements(data, b"xf", start=around.first, stop=around.last) if around else ()
        numbers = [one.tag.get("numFmtId") or "0" for one in styles]
        # One that is built in is known by its number in every workbook.
        self.by_style = [codes.get(number, f"#{number}") for number in numbers]

    def of(self, style: int) -> str:
        """Return the format of a style: its code, or `#` and the number of one that is built in."""
        return self.by_style[style] if style < len(self.by_style) else "#0"


def shared_texts(package: Package, book: str) -> Sequence[str]:
    """Return the texts that cells refer to by number."""
    name = package.related(book, "sharedStrings")
    data = package.text(name) if name else b""
    return [_texts(data, one) for one in elements(data, b"si")]


def _texts(data: bytes, around: Element) -> str:
    """Return the text of a cell or an entry; the reading of its signs is no part of it."""
    left = elements(data, b"rPh", start=around.first, stop=around.last)
    without = [(one.tag.start, one.end) for one in left]
    found = elements(data, b"t", start=around.first, stop=around.last)
    return "".join(
        plain(data[one.first : one.last])
        for one in found
        if not any(start <= one.tag.start < end for start, end in without)
    )


def stored_rows(data: bytes) -> Iterator[StoredRow]:
    """Yield the rows of a worksheet's part, each with its cells."""
    around = element(data, b"sheetData")
    if around is None:
        return
    number = 0
    for row in elements(data, b"row", start=around.first, stop=around.last):
        said = row.tag.get("r")
        number = int(said) if said.isdecimal() else number + 1
        raw = data[row.tag.start : row.end]
        yield StoredRow(number, raw, row.tag.raw, _cells_of(data[row.first : row.last]))


def _cells_of(inner: bytes) -> dict[int, bytes]:
    """Return the cells that stand in a row, by their columns."""
    found = [*CELL.finditer(inner)]
    if sum(one.end() - one.start() for one in found) == len(inner):  # and nothing else
        return {_column(one[1]): one[0] for one in found}
    cells: dict[int, bytes] = {}
    column = -1
    for one in elements(inner, b"c"):
        spot = spot_of(one.tag.get("r"))
        column = spot[1] if spot else column + 1
        cells[column] = inner[one.tag.start : one.end]
    return cells


@lru_cache(maxsize=1024)
def _column(letters: bytes) -> int:
    return column_index(letters.decode())


def read_cell(raw: bytes, shared: Sequence[str], formats: Formats) -> SheetCell:
    """Return what one cell's bytes say."""
    formula: bytes | None = None
    if found := CELL.fullmatch(raw):
        _, _, number, kind_of, value, inner = found.groups()
        kind, said = (kind_of or b"n").decode(), (number or b"").decode()
        inline = plain(inner or b"")
    else:
        one = element(raw, b"c")
        assert one is not None
        value, formula, inline = _inside(raw, b"v"), _inside(raw, b"f"), _texts(raw, one)
        kind, said = attribute(one.tag.raw, "t") or "n", attribute(one.tag.raw, "s")
    style = int(said) if said.isdecimal() else 0
    text = plain(value) if value else ""
    if kind == _SHARED:
        text = shared[int(text)] if text.isdecimal() and int(text) < len(shared) else ""
    elif kind == _INLINE:
        text = inline
    told = plain(formula) or "=" if formula is not None else ""
    return SheetCell(
        "s" if kind in (_SHARED, _INLINE, "str") else kind, text, told, style, formats.of(style)
    )


def _inside(raw: bytes, name: bytes) -> bytes | None:
    found = element(raw, name)
    return raw[found.first : found.last] if found else None
