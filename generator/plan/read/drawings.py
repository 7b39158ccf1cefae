"""Lines and other shapes drawn over the cells of a worksheet: openpyxl does not read them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from generator.machine.markup import ReadingLimit
from generator.plan.read.cells import Area
from generator.plan.uploads.archive import ZippedUpload
from generator.plan.uploads.markup import read_markup

_ANCHORS = ("twoCellAnchor", "oneCellAnchor")
# What somebody draws; a picture or a chart states no months.
_DRAWN = frozenset({"cxnSp", "sp", "grpSp"})


def drawn_over(archive: ZippedUpload, sheets: Mapping[str, str]) -> dict[str, tuple[Area, ...]]:
    """Return by a sheet's title the cells under each shape drawn on it.

    `sheets` gives the title of each sheet by its part's path. Damaged parts raise UploadError.
    """
    found: dict[str, tuple[Area, ...]] = {}
    for path, title in sheets.items():
        areas: list[Area] = []
        for part in targets(archive, path, "/drawing"):
            areas += _areas(archive.read(part))
        found[title] = tuple(areas)
    return found


def targets(archive: ZippedUpload, path: str, kind: str) -> Iterator[str]:
    """Yield the parts to which the part at `path` is related, of relationships ending in `kind`."""
    folder, name = posixpath.split(path)
    relations = f"{folder}/_rels/{name}.rels"
    told: list[str] = []

    def see(element: str, attributes: Mapping[str, str], _text: str) -> None:
        if element == "Relationship" and attributes.get("Type", "").endswith(kind):
            target = attributes.get("Target", "")
            told.append(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))

    if relations in archive.names:
        read_markup(archive.read(relations), ReadingLimit(), see)
    yield from (part for part in told if part in archive.names)


def _areas(data: bytes) -> list[Area]:
    """Return the cells under every shape, from corner to corner."""
    areas: list[Area] = []
    corners: list[int] = []
    shapes: list[str] = []

    def see(element: str, _attributes: Mapping[str, str], text: str) -> None:
        if element in ("col", "row") and text.strip().isdecimal():
            corners.append(int(text))
        elif element in _DRAWN:
            shapes.append(element)
        elif element in _ANCHORS:
            if shapes and len(corners) >= 2:
                column, row, *rest = corners
                last_column, last_row = rest[:2] if len(rest) >= 2 else (column, row)
                areas.append(Area(row + 1, column, last_row + 1, last_column))
            corners.clear()
            shapes.clear()

    read_markup(data, ReadingLimit(), see)
    return areas
