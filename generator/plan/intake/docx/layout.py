"""Tables that only lay out a page: one column with other tables in it, read as text around them."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from generator.plan.intake.docx.table import AROUND
from generator.plan.intake.xml.tree import within

_ROWS, _CELLS = frozenset({"w:tr"}), frozenset({"w:tc"})
_BLOCKS = frozenset({"w:p", "w:tbl"})


def is_layout(table: Element) -> bool:
    """Whether a table has one column, and tables in it."""
    holds = False
    for row in within(table, _ROWS, AROUND):
        cells = list(within(row, _CELLS, AROUND))
        if len(cells) > 1:
            return False
        holds = holds or any(block.tag == "w:tbl" for cell in cells for block in _inside(cell))
    return holds


def blocks_of(table: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of a table's cells."""
    for row in within(table, _ROWS, AROUND):
        for cell in within(row, _CELLS, AROUND):
            yield from _inside(cell)


def _inside(cell: Element) -> Iterator[Element]:
    return within(cell, _BLOCKS, AROUND)
