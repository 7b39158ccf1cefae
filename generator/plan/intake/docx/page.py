"""The page around a table: where its text begins, for what is related to a page or a margin."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from generator.plan.intake.docx.table import Table
from generator.plan.intake.xml.measures import twips

# A4 with the margins of Word, where a section says nothing.
_WIDTH, _HEIGHT, _MARGIN, _HEADER = 595.3, 841.9, 72.0, 36.0
#: From this version of Word on a table's border, not its text, stands at the margin.
_BORDER_AT_MARGIN = 15


@dataclass(frozen=True, slots=True)
class Page:
    """Measures of a page in points: its size, where its text begins and ends, its header's top.

    `version` is that of Word; `by_office` tells that LibreOffice wrote it, which places shapes in
    cells by other rules.
    """

    width: float = _WIDTH
    left: float = _MARGIN
    right: float = _WIDTH - _MARGIN
    version: int = 12
    height: float = _HEIGHT
    top: float = _MARGIN
    bottom: float = _HEIGHT - _MARGIN
    header: float = _HEADER
    by_office: bool = False

    @property
    def room(self) -> float:
        """The width of its text."""
        return max(1.0, self.right - self.left)

    def table_left(self, table: Table) -> float:
        """Return the x of a table's left border on the page."""
        wide = table.edges[-1]
        begins = self._free(table, wide) if table.floats else None
        if begins is not None:
            return begins
        if table.aligned == "center":
            return self.left + (self.room - wide) / 2
        if table.aligned == "right":
            return self.right - wide
        outside = 0.0 if self.version >= _BORDER_AT_MARGIN else table.margins["left"]
        return self.left + table.indent - outside

    def _free(self, table: Table, wide: float) -> float | None:
        start, end = (0.0, self.width) if table.floats == "page" else (self.left, self.right)
        if table.aligned == "center":
            return (start + end - wide) / 2
        if table.aligned in ("right", "outside"):
            return end - wide
        return start + table.indent


def page_of(section: Element | None, version: int, *, by_office: bool = False) -> Page:
    """Return the page of a section (`w:sectPr`)."""
    size = section.find("w:pgSz") if section is not None else None
    margins = section.find("w:pgMar") if section is not None else None
    width = twips(size) or _WIDTH
    left, right = twips(margins, "left"), twips(margins, "right")
    gutter = twips(margins, "gutter") or 0.0
    height = twips(size, "h") or _HEIGHT
    top, bottom, header = (twips(margins, side) for side in ("top", "bottom", "header"))
    return Page(
        width,
        (_MARGIN if left is None else left) + gutter,
        width - (_MARGIN if right is None else right),
        version,
        height,
        abs(_MARGIN if top is None else top),
        height - abs(_MARGIN if bottom is None else bottom),
        _HEADER if header is None else header,
        by_office,
    )
