"""Workbooks made readable for openpyxl: strict ones, and those of which most cells are blank.

ISO/IEC 29500 has two sets of names for the same things, and openpyxl knows one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Container, Iterable, Iterator, Mapping

from generator.plan.read.cells import column_index
from generator.plan.read.plain_cells import PlainBook
from generator.plan.uploads.archive import ZippedUpload

# The names of the strict kind, which Excel offers as "Strict Open XML", by those openpyxl knows.
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
)


_DRAWN = re.compile(
    rb"""<(?:\w+:)?Relationship\s[^<>]*?Type=["'][^"'<>]*/(?:drawing|vmlDrawing|comments)["'][^<>]*"""
    rb"""(?:/>|></(?:\w+:)?Relationship>)"""
)

# What a sheet or a workbook has beside cells and their looks.
_EXTRAS = re.compile(
    rb"<((?:\w+:)?(?:autoFilter|sortState|dataConsolidate|customSheetViews|conditionalFormatting"
    rb"|dataValidations|hyperlinks|headerFooter|legacyDrawing|legacyDrawingHF|controls|oleObjects"
    rb"|tableParts|extLst|definedNames|pivotCaches|printOptions|pageSetup))(?:\s[^<>]*)?"
    rb"(?:/>|>.*?</\1>)",
    re.DOTALL,
)

# A cell in which nothing stands; only with its own reference may it go without moving others.
_BLANK = re.compile(rb"<(?:\w+:)?c((?:\s[^<>/]*)?)(?:/>|></(?:\w+:)?c>)")
_REFERENCE = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_STYLE = re.compile(rb"""\ss=["']([0-9]{1,6})["']""")
_UNREFERENCED = re.compile(rb"<(?:\w+:)?c(?![^<>]*\sr=)[\s/>]")
# Where the pattern above may meet what is no cell.
_TEXT_OF_MARKUP = (b"<![CDATA[", b"<!--")
_FEW = 20_000


def readable(data: bytes, archive: ZippedUpload, plain: Iterable[str]) -> tuple[bytes, PlainBook]:
    """Return a workbook for openpyxl: strict names as it knows them, many blank cells left out.

    From the parts `plain`, which are sheets without formulas, all cells are taken.
    """
    parts = {name: archive.read(name) for name in archive.names}
    changed = {name: _transitional(part) for name, part in parts.items()}
    taken = PlainBook.of(changed, plain)
    for name in changed.keys() - taken.sheets.keys():
        changed[name] = _without_blanks(changed[name])
    return _packed(data, parts, changed), taken


def transitional(data: bytes, archive: ZippedUpload) -> bytes:
    """Return a workbook under the names that most programs know; any other as it is."""
    parts = {name: archive.read(name) for name in archive.names}
    return _packed(data, parts, {name: _transitional(part) for name, part in parts.items()})


def without_drawings(data: bytes, archive: ZippedUpload) -> bytes:
    """Return a workbook whose sheets lead to no drawing and no comment.

    openpyxl makes objects of every shape, ten times as slow as cells, and keeps none of them.
    """
    parts = {name: archive.read(name) for name in archive.names}
    changed = {
        name: _DRAWN.sub(b"", part) if name.endswith(".rels") else part
        for name, part in parts.items()
    }
    return _packed(data, parts, changed)


def cells_alone(data: bytes, archive: ZippedUpload) -> bytes:
    """Return a workbook without filters, rules, lists and names, at some of which openpyxl stops.

    What cells say, and how they look, does not hang on them.
    """
    parts = {name: archive.read(name) for name in archive.names}
    return _packed(data, parts, {name: _cells_alone(name, part) for name, part in parts.items()})


def _cells_alone(name: str, part: bytes) -> bytes:
    if name == "xl/workbook.xml":
        return _EXTRAS.sub(b"", part)
    head, end, tail = part.rpartition(b"sheetData>")
    return head + end + _EXTRAS.sub(b"", tail) if end else part


def _packed(data: bytes, parts: Mapping[str, bytes], changed: Mapping[str, bytes]) -> bytes:
    if changed == parts:
        return data
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        for name, part in changed.items():
            written.writestr(name, part)
    return stream.getvalue()


def blank_cells(part: bytes, styles: Container[int]) -> Iterator[tuple[int, int, int]]:
    """Yield row (from 1), column (from 0) and style of each blank cell with one of `styles`."""
    for found in _BLANK.finditer(part):
        style, at = _STYLE.search(found[1]), _REFERENCE.search(found[1])
        if style and at and int(style[1]) in styles:
            yield int(at[2]), column_index(at[1].decode()), int(style[1])


def _transitional(part: bytes) -> bytes:
    if _STRICT in part:
        for strict, known in _NAMES:
            part = part.replace(strict, known)
    return part


def _without_blanks(part: bytes) -> bytes:
    if b"sheetData" not in part or any(sign in part for sign in _TEXT_OF_MARKUP):
        return part
    if len(_BLANK.findall(part)) < _FEW or _UNREFERENCED.search(part):
        return part
    return _BLANK.sub(b"", part)
