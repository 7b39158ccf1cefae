"""One version of a table as rows of cells, known by the codes of rows and the names of columns."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from generator.plan.read import Table
from generator.plan.sheet import Fields
from generator.plan.sheet.head import find_head
from generator.plan.sheet.wording import kind_of_words
from generator.thai.dates import DateError, parse_date
from generator.thai.text import arabic_digits, match_key, tidy

# A column: the code it is read by or its heading, and which of several with that name.
Column = tuple[str, int]
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_UNNAMED = "#"
# Of the columns that name a row; what follows them is not always there.
_NEEDED = 2


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell holds: `text` is compared, `shown` is what its reader sees.

    `formula` is that of a spreadsheet, which calculates the text.
    """

    text: str
    shown: str = ""
    formula: str = ""
    source: object = None

    @property
    def told(self) -> str:
        """What to show of it, never empty."""
        return (self.shown or self.text) or "(ว่าง)"


EMPTY = Value("")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its number as Excel counts, its code where it has one that is a row's, its cells.

    `head` tells that it belongs to the heading.
    """

    number: int
    code: str
    cells: Mapping[Column, Value]
    head: bool = False

    def value(self, column: Column) -> Value:
        """Return what stands in a column."""
        return self.cells.get(column, EMPTY)

    @property
    def contents(self) -> tuple[tuple[Column, str], ...]:
        """Everything that the row says, column by column."""
        return tuple(sorted((at, tidy(one.text)) for at, one in self.cells.items() if one.text))

    @property
    def told(self) -> str:
        """The row's texts in one line, to be known by; never empty."""
        texts = (" ".join(one.told.split()) for _, one in sorted(self.cells.items()) if one.text)
        return " · ".join(list(dict.fromkeys(texts))[:4]) or "(แถวว่าง)"


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows of one table in their order; `columns` gives where each column stands (0 is A)."""

    sheet: str
    rows: tuple[GridRow, ...]
    columns: Mapping[Column, int]
    headings: Mapping[Column, str] = field(default_factory=dict)


def same(one: Value, other: Value) -> bool:
    """Whether two cells say the same to their readers: blanks and commas in sums are no change."""
    first, second = (tidy(text) for text in (one.text, other.text))
    if first == second:
        return True
    if first[:1].isdigit() and second[:1].isdigit():
        numbers = _number(first), _number(second)
        return numbers[0] is not None and numbers[0] == numbers[1]
    return False


def _number(text: str) -> Decimal | None:
    plain = arabic_digits(text)
    # A code begins with noughts, a sum does not.
    if not _NUMBER.fullmatch(plain) or (plain.startswith("0") and plain[1:2].isdigit()):
        return None
    with contextlib.suppress(InvalidOperation):
        return Decimal(plain.replace(",", ""))
    return None


def grid_of(
    table: Table,
    cells: Iterable[tuple[int, Mapping[int, Value]]],
    fields: Fields,
    keys: Sequence[str],
    code_of: Callable[[Sequence[str]], str],
) -> Grid:
    """Return the grid of a table; `cells` are its rows as they are written, by number and index.

    `keys` are the columns that name a row; `code_of` makes one code of their texts.
    """
    written = [(number, dict(row)) for number, row in cells]
    head = find_head(table, fields)
    width = 1 + max((at for _, row in written for at in row), default=-1)
    names = [""] * width
    headings: dict[Column, str] = {}
    if head:
        for at, one in enumerate(head.headings[:width]):
            names[at] = one.field.code if one.field else match_key(one.text)
    columns = _columns(names)
    by_index = {at: column for column, at in columns.items()}
    if head:
        headings = {by_index[at]: one.text for at, one in enumerate(head.headings[:width])}
    wanted = [columns.get((key, 0)) for key in keys]
    texts = {row.number: row.texts for row in table.rows}
    rows = []
    for number, row in written:
        is_head = head is not None and head.first <= number <= head.last
        below = head is not None and number > head.last
        code = _code(texts.get(number, ()), wanted, code_of) if below else ""
        rows.append(GridRow(number, code, {by_index[at]: one for at, one in row.items()}, is_head))
    return Grid(table.place.sheet, tuple(rows), columns, headings)


def _columns(names: Sequence[str]) -> dict[Column, int]:
    """Return where each column stands; one without a name is known by the named one before it."""
    seen: Counter[str] = Counter()
    found: dict[Column, int] = {}
    before = ""
    for at, name in enumerate(names):
        known = name or f"{_UNNAMED}{before}"
        found[known, seen[known]] = at
        seen[known] += 1
        before = name or before
    return found


def _code(
    texts: Sequence[str], wanted: Sequence[int | None], code_of: Callable[[Sequence[str]], str]
) -> str:
    found = [texts[at] if at is not None and at < len(texts) else "" for at in wanted]
    first = found[0]
    # A report names another day only where it corrects what was told then.
    if (
        not all(found[:_NEEDED])
        or not any(sign.isdigit() for sign in first)
        or kind_of_words(first)
    ):
        return ""
    return code_of(found)


def plain_code(texts: Sequence[str]) -> str:
    """Return the code of a row of projects."""
    return "".join(arabic_digits(texts[0]).split()).upper()


def dated_code(texts: Sequence[str]) -> str:
    """Return the code of a report: that of its project, its day, and the day that it corrects."""
    days = [text for text in texts[1:] if text]
    for at, day in enumerate(days):
        with contextlib.suppress(DateError):
            days[at] = parse_date(day).isoformat()
    return " ".join([plain_code(texts), *days])


def pair_code(texts: Sequence[str]) -> str:
    """Return the code of a pair of look-alikes, whichever stands first."""
    return " + ".join(sorted(plain_code([text]) for text in texts))
