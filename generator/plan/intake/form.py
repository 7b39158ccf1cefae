"""A form as any reader gives it: lines of text, grids of cells, and what is drawn over them.

Lengths are points (1/72 inch) from the left, or the upper, edge of the grid that they belong to.
Every text is as the file has it: no digit turned, no blank taken away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from generator.plan.read import Stored

#: A reader's doubt of a cell of whose words only some are struck through begins so.
STRUCK_PARTLY = "บางคำในช่องนี้ถูกขีดฆ่า"


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Where in a form something stands, as somebody finds it who has the form open.

    A workbook tells `sheet` and `cell` (`B9`), a text document `table` and `row` (from 1; the row
    counts those of the page's heading too), a PDF `page` with them. What is not known is 0 or "".
    `file` is the file's name where several are one plan.
    """

    sheet: str = ""
    cell: str = ""
    page: int = 0
    table: int = 0
    row: int = 0
    file: str = ""

    @property
    def words(self) -> str:
        """Return it in Thai: `แผ่นงาน ผด.02 ช่อง B9`, `หน้า 3 ตารางที่ 2 แถว 5`."""
        told = (
            (self.file, f"แฟ้ม {self.file}"),
            (self.sheet, f"แผ่นงาน {self.sheet}"),
            (self.cell, f"ช่อง {self.cell}"),
            (self.page, f"หน้า {self.page}"),
            (self.table, f"ตารางที่ {self.table}"),
            (self.row, f"แถว {self.row}"),
        )
        return " ".join(words for known, words in told if known)


class LineOrigin(Enum):
    """From where a line of text comes that stands in no grid; the value is its Thai name."""

    PARAGRAPH = "ย่อหน้า"
    PAGE_HEADER = "หัวกระดาษ"
    PAGE_FOOTER = "ท้ายกระดาษ"
    TEXT_BOX = "กล่องข้อความ"
    COMMENT = "ความเห็น"
    FOOTNOTE = "เชิงอรรถ"


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a paragraph, of text between grids, or at the margin of a page."""

    text: str
    spot: Spot
    origin: LineOrigin = LineOrigin.PARAGRAPH


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its text; a merged one is told once, at its first row and column (from 0).

    `rows` and `columns` count what it covers. `fill` is its colour as `RRGGBB`, empty for none and
    for white. `stored` says what stands behind the text in a workbook. `struck` tells that all its
    text is struck through. `doubtful` tells that the reader had to mend the text (a PDF's): it is
    flagged, never trusted in silence. `cut` tells that a part of it may not be in the file: an
    amount in it is asked about.
    """

    text: str
    row: int
    column: int
    spot: Spot
    rows: int = 1
    columns: int = 1
    fill: str = ""
    stored: Stored | None = None
    struck: bool = False
    doubtful: bool = False
    cut: bool = False
    faint: bool = False


class MarkKind(Enum):
    """What is drawn over a grid; the value is its Thai name."""

    LINE = "เส้นหรือลูกศร"
    BLOCK_ARROW = "ลูกศรบล็อก"
    BOX = "กล่องข้อความหรือกรอบ"
    PICTURE = "รูปภาพ"
    OTHER = "รูปร่างอื่น"


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape over a grid, by the geometry that the file itself states.

    `left` ≤ `right` are its ends across. `row` is the row (from 0) in whose band its centre stands,
    None where the file does not tell; `slack` is how far the centre is from that row's nearer
    border, as a part of the row's height (0 on the border, 0.5 in the middle, None where heights
    are not known), `beyond` the row across that border. `tall` tells that it runs across more
    than its row by at least a third of the next, `reach` which other rows it covers by that, where
    the file tells. `heads` counts arrow heads that it has (0–2). `unseen` tells that it is hidden,
    covered or drawn without a line that is seen, `vague` that its ends are only about right.
    `elsewhere` are its ends at the other place where the file may mean it to stand, None where it
    can be read in one way. `among` are the rows in one of which it stands where `row` is not known,
    empty for any. `doubt` is what its reader found doubtful in it, in Thai.
    """

    kind: MarkKind
    left: float
    right: float
    spot: Spot
    row: int | None = None
    slack: float | None = None
    beyond: int | None = None
    tall: bool = False
    heads: int = 0
    text: str = ""
    name: str = ""
    reach: tuple[int, ...] = ()
    unseen: bool = False
    vague: bool = False
    elsewhere: tuple[float, float] | None = None
    among: tuple[int, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the form: one of a text document, or all of a worksheet.

    `edges` are the x of all column borders, one more than there are columns; a hidden column has
    no width. `cells` are those with a text, a fill or a merge, by row, then column. `hidden_rows`
    and `hidden_columns` count from 0. `heading_rows` is how many of its first rows the file itself
    says to repeat on each page, with those above them. `hidden` tells that the whole sheet is.
    """

    spot: Spot
    edges: tuple[float, ...]
    cells: tuple[GridCell, ...]
    marks: tuple[Mark, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    heading_rows: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A whole file: its lines and grids in reading order.

    `kind` is the format that was read (`xlsx`), `loose` what is drawn outside every grid,
    `converted` the program that made another format of it first, `doubts` what the reader itself
    could not tell, in Thai, with where.
    """

    kind: str
    parts: tuple[Line | Grid, ...]
    loose: tuple[Mark, ...] = ()
    converted: str = ""
    doubts: tuple[tuple[Spot, str], ...] = ()

    @property
    def grids(self) -> Iterator[Grid]:
        """Yield its grids in reading order."""
        return (part for part in self.parts if isinstance(part, Grid))


class FormRefusedError(Exception):
    """A file that is no form to be read: scanned, encrypted, broken, another form.

    `code` is the problem's in the catalogue, `details` what its message names.
    """

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
