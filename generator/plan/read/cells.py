"""What reading yields: texts with their place, in tables and in YAML trees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from generator.problems import Place


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and where it stands. Empty text means an empty cell."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its texts, and its number as Excel counts (the sheet's first row is 1).

    `width` counts its cells, empty ones at its end too, where the file says how many it has.
    """

    number: int
    texts: tuple[str, ...]
    width: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing is written in the row."""
        return not any(self.texts)


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell whose text is not what its writer sees: the problem's code, where, and the value.

    `column` is an index (0 is A). It is reported once the column's heading is known.
    """

    code: str
    row: int
    column: int
    value: str


# Row as Excel counts, and index of the column (0 is A).
Spot = tuple[int, int]


class Held(Enum):
    """As what a workbook holds a cell, where that is more than the text it shows."""

    NUMBER = "number"
    DATE = "date"
    PERCENT = "percent"
    TRUTH = "truth"  # TRUE or FALSE: a tick box


# Excel takes the years 30 to 99 for those after 1930.
_EXCEL_CENTURY = "19"


@dataclass(frozen=True, slots=True)
class Stored:
    """What stands behind a cell's text: as what it is held, its exact value, and its format.

    `value` has all digits of a number and is ISO 8601 for a date. `format` is Excel's number format
    (ISO/IEC 29500-1, 18.8.31), `shown` what Excel makes of both, empty where that is not known.
    """

    held: Held
    value: str
    format: str
    shown: str = ""

    @property
    def is_short_year(self) -> bool:
        """Whether the year of a date is two typed digits: `Oct-69` is held as October 1969."""
        day = self.held is Held.DATE and self.value.startswith(_EXCEL_CENTURY)
        return day and bool(self.shown) and self.value[:4] not in self.shown


@dataclass(frozen=True, slots=True)
class Area:
    """Cells merged into one; both ends belong to it. Rows from 1, columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Looks:
    """What a reader of a worksheet sees beside texts: hidden, merged, struck out, painted.

    `hidden_rows` count filtered rows too. `struck` are filled cells that are struck through;
    `painted` gives the colour of each cell that has one but white. `drawn` are the cells under each
    line or other shape that is drawn over them. `widths` and `usual_width`, that of all other
    columns, count digits of the common font. `faint` are filled cells whose letters are white on
    no colour.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    struck: frozenset[Spot] = frozenset()
    painted: Mapping[Spot, str] = field(default_factory=dict)
    drawn: tuple[Area, ...] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    usual_width: float = 0.0
    faint: frozenset[Spot] = frozenset()

    def width(self, column: int) -> float:
        """Return how many digits a column is wide, 0 where the file does not say (CSV)."""
        return self.widths.get(column, self.usual_width)


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of one CSV file or one worksheet, heading row included, as they stand.

    `stored` says what stands behind those cells that are held as more than a text.
    """

    place: Place
    rows: tuple[Row, ...]
    faults: tuple[CellFault, ...] = ()
    looks: Looks = field(default_factory=Looks)
    stored: Mapping[Spot, Stored] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class YamlList:
    """A YAML sequence."""

    items: tuple[YamlValue, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class YamlEntry:
    """One `key: value` of a YAML mapping; the key keeps its own place."""

    key: Cell
    value: YamlValue


@dataclass(frozen=True, slots=True)
class YamlMap:
    """A YAML mapping in the order of its file; keys are different texts."""

    entries: tuple[YamlEntry, ...]
    place: Place


YamlValue = Cell | YamlList | YamlMap


def cells_in(value: YamlValue) -> Iterator[Cell]:
    """Yield every key and text of a YAML tree, in the order of the file."""
    if isinstance(value, Cell):
        yield value
    elif isinstance(value, YamlList):
        for item in value.items:
            yield from cells_in(item)
    else:
        for entry in value.entries:
            yield entry.key
            yield from cells_in(entry.value)


def column_letter(index: int) -> str:
    """Return Excel's letter of the column at `index` (0 is A, 26 is AA)."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the index of the column that Excel calls by `letters` (A is 0, AA is 26)."""
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - 64
    return index - 1
