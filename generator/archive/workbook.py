"""A sealed year's workbook of data, read as one is written: a sheet of texts and plain numbers.

What else a workbook may hold (formulas, formats that show another figure, notes, merged or hidden
cells, further sheets) none of ours has: with any of it, it is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.machine.markup import MarkupError, ReadingLimit, Told, read_xml
from generator.plan.read.cells import column_index
from generator.plan.uploads.archive import ZippedUpload
from generator.plan.uploads.contents import UploadError

Cell = str | float
# By row and column, from 0.
Cells = Mapping[tuple[int, int], Cell]

_BOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"
_SHEET, _TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_PARTS = frozenset({
    "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml",
    "xl/_rels/workbook.xml.rels", "xl/theme/theme1.xml", _BOOK, _STYLES, _SHEET, _TEXTS,
})  # fmt: skip
_FILTERED = "_xlnm._FilterDatabase"  # the name of the rows that may be filtered
# The elements of each part that says something, with what may be told of them.
_NAMESPACES = "xmlns xmlns:r"
_OF_SHEET = {
    "worksheet": _NAMESPACES,
    "dimension": "ref",
    "sheetViews": "",
    "sheetView": "tabSelected workbookViewId",
    "pane": "ySplit topLeftCell activePane state",
    "selection": "pane activeCell sqref",
    "sheetFormatPr": "defaultRowHeight",
    "cols": "",
    "col": "min max width customWidth",
    "sheetData": "",
    "row": "r spans",
    "c": "r s t",
    "v": "",
    "autoFilter": "ref",
    "pageMargins": "left right top bottom header footer",
}
_OF_TEXTS = {"sst": f"{_NAMESPACES} count uniqueCount", "si": "", "t": "xml:space"}
_REFERENCE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
# How a sign is written that XML has none for.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MORE_ELEMENTS = 10_000  # what a sheet has beside its cells and rows, and a longest row of heads


class StrangeWorkbookError(Exception):
    """The file is no workbook as ours are."""


def cells_of(data: bytes, most: int) -> Cells:
    """Return the filled cells of a workbook that may have `most`. Raises StrangeWorkbookError."""
    try:
        archive = ZippedUpload(data)
        if not _PARTS.issuperset(archive.names):
            raise StrangeWorkbookError
        limit = ReadingLimit(elements=6 * most + _MORE_ELEMENTS)
        read_xml(archive.read(_BOOK), limit, Told(start=_Sheets().start))
        read_xml(archive.read(_STYLES), limit, Told(start=_plainly_shown))
        texts = _Texts()
        read_xml(archive.read(_TEXTS), limit, Told(texts.start, texts.end, texts.text))
        sheet = _Sheet(texts.found)
        read_xml(archive.read(_SHEET), limit, Told(sheet.start, sheet.end, sheet.text))
    except (UploadError, MarkupError, LookupError, ValueError):
        raise StrangeWorkbookError from None
    return sheet.found


def _demand(fits: object) -> None:
    if not fits:
        raise StrangeWorkbookError


def _known(known: Mapping[str, str], name: str, attributes: Mapping[str, str]) -> None:
    _demand(name in known and attributes.keys() <= {*known[name].split()})


def _plainly_shown(name: str, attributes: Mapping[str, str]) -> None:
    _demand(name not in ("numFmt", "dxf") and attributes.get("numFmtId", "0") == "0")


class _Sheets:
    """Demands one sheet, which everybody sees."""

    def __init__(self) -> None:
        self._count = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            self._count += 1
            _demand(self._count == 1 and "state" not in attributes)
        _demand(name != "definedName" or attributes.get("name") == _FILTERED)


class _Texts:
    """The texts that cells refer to."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        _known(_OF_TEXTS, name, attributes)

    def text(self, text: str) -> None:
        self._parts.append(text)

    def end(self, name: str) -> None:
        if name == "si":
            whole = "".join(self._parts)
            self.found.append(_ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), whole))
            self._parts.clear()


class _Sheet:
    """The cells of the sheet; only heads, which are texts, have a look of their own."""

    def __init__(self, texts: list[str]) -> None:
        self.found: dict[tuple[int, int], Cell] = {}
        self._texts = texts
        self._at, self._is_text = (0, 0), False
        self._parts: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        _known(_OF_SHEET, name, attributes)
        if name != "c":
            return
        place = _REFERENCE.fullmatch(attributes.get("r", ""))
        _demand(place)
        assert place
        self._at = int(place[2]) - 1, column_index(place[1])
        self._is_text = attributes.get("t", "n") == "s"
        _demand(self._is_text or attributes.get("t", "n") == "n")
        _demand("s" not in attributes or (self._at[0] == 0 and self._is_text))
        _demand(self._at not in self.found)
        self._parts.clear()

    def text(self, text: str) -> None:
        self._parts.append(text)

    def end(self, name: str) -> None:
        if name == "c":
            said = "".join(self._parts)
            self.found[self._at] = self._texts[int(said)] if self._is_text else float(said)
