"""What reading yields: texts with their place, in tables and in YAML trees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.problems import Place


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and where it stands. Empty text means an empty cell."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its texts, and its number as Excel counts (the sheet's first row is 1)."""

    number: int
    texts: tuple[str, ...]

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


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of one CSV file or one worksheet, heading row included, as they stand."""

    place: Place
    rows: tuple[Row, ...]
    faults: tuple[CellFault, ...] = ()


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
