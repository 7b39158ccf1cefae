"""WordprocessingML as text: runs, paragraphs, rows and tables; lengths are twips, twenty a point.

Whatever a plan says goes through `words_of`: text stays text, with what XML forbids made visible.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from generator.thai.text import printable, visible

CM = 567
#: Properties of a paragraph that has nothing above and below it, whatever its style says.
CLOSE = '<w:spacing w:before="0" w:after="0"/>'
#: Where a row may stand to its neighbours: a heading is repeated on each page.
_HEAD = "<w:tblHeader/>"
_WHOLE = "<w:cantSplit/>"


def words_of(text: str) -> str:
    """Return a text as XML's own text; marks of where a run may be broken are Word's own affair."""
    return escape(printable(visible(text)))


def attribute(text: str) -> str:
    """Return a text as the value of an attribute, with its quotes."""
    return quoteattr(printable(visible(text)))


def run(text: str, *, bold: bool = False, size: float | None = None) -> str:
    """Return a run of text, `size` in points; each of its lines stands on a line of its own."""
    looks = "<w:b/><w:bCs/>" if bold else ""
    if size:
        halves = round(size * 2)
        looks += f'<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>'
    lines = (
        f'<w:t xml:space="preserve">{words_of(line)}</w:t>' if line else ""
        for line in text.split("\n")
    )
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{'<w:br/>'.join(lines)}</w:r>"


def paragraph(style: str, *content: str, looks: str = "") -> str:
    """Return a paragraph of runs in a style; `looks` are properties in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{looks}</w:pPr>{"".join(content)}</w:p>'


def written(style: str, text: str, *, looks: str = "", size: float | None = None) -> str:
    """Return a paragraph of one text."""
    return paragraph(style, run(text, size=size) if text else "", looks=looks)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its paragraphs, how many columns it has, whether it joins the one below or above.

    `padded` is False where what stands in it may reach its borders.
    """

    content: str
    columns: int = 1
    joins: str = ""
    middle: bool = False
    padded: bool = True


def row(
    cells: Iterable[Cell],
    widths: Sequence[int],
    *,
    head: bool = False,
    whole: bool = True,
    high: int = 0,
) -> str:
    """Return a row of a table whose columns have `widths`; `whole` rows never break over pages.

    It is at least `high`, in twips.
    """
    at, made = 0, []
    for cell in cells:
        wide = sum(widths[at : at + cell.columns])
        at += cell.columns
        made.append(_cell(cell, wide))
    least = f'<w:trHeight w:val="{high}" w:hRule="atLeast"/>' if high else ""
    looks = (_WHOLE if whole else "") + least + (_HEAD if head else "")
    return f"<w:tr>{f'<w:trPr>{looks}</w:trPr>' if looks else ''}{''.join(made)}</w:tr>"


def _cell(cell: Cell, wide: int) -> str:
    looks = [f'<w:tcW w:w="{wide}" w:type="dxa"/>']
    if cell.columns > 1:
        looks.append(f'<w:gridSpan w:val="{cell.columns}"/>')
    if cell.joins:
        looks.append(f'<w:vMerge w:val="{cell.joins}"/>')
    if not cell.padded:
        none = '<w:{0} w:w="0" w:type="dxa"/>'
        looks.append(f"<w:tcMar>{none.format('left')}{none.format('right')}</w:tcMar>")
    if cell.middle:
        looks.append('<w:vAlign w:val="center"/>')
    return f"<w:tc><w:tcPr>{''.join(looks)}</w:tcPr>{cell.content}</w:tc>"


def table(rows: Iterable[str], widths: Sequence[int], title: str) -> str:
    """Return a table of fixed widths; `title` says what it is to who cannot see it."""
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={attribute(title)}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
