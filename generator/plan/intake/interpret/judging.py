"""What each row below a form's heading is: a project, more of one, a total, a line of words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import Enum, auto

from generator.plan.intake.form import GridCell
from generator.plan.intake.interpret.gridded import GridRow
from generator.plan.intake.interpret.headed import FormHead
from generator.plan.intake.interpret.money import read_money
from generator.plan.intake.interpret.titles import is_label
from generator.plan.intake.pieces import may_be_one
from generator.plan.model.account import RowKind
from generator.plan.parse.vocabulary import programme_of
from generator.plan.sheet.wording import (
    begins_a_name,
    goes_on,
    is_ditto,
    is_page_number,
    joined_unit,
    kind_of_words,
    labels_a_section,
    names_an_office,
    numbers_columns,
    waits_for_more,
    without_again,
)
from generator.thai.text import arabic_digits, says_something, tidy

MONTH = "month"
#: A column of what stood there until an amendment: `before name`.
BEFORE = "before "
#: What a form with results says of the work, by the code names of its columns.
PROGRESS = frozenset({"status", "percent", "spent", "result", "problem", "suggestion", "evidence"})
_ONE = (
    r"(?:(?:ข้อ|ลำดับ|โครงการ)(?:ที่)?\s*)?\(?[0-9]{1,4}(?:[./-][0-9]{1,3}){0,3}(?:/25[0-9]{2})?\s*[.)]{0,2}"
    r"|[ก-ฮ][.)]|[IVX]{1,5}[.)]?"
)
_NUMBER = re.compile(_ONE)
#: The numbers of several projects in one cell: `1, 2`.
SEVERAL_NUMBERS = re.compile(rf"(?:{_ONE})(?:\s*(?:,|และ|\s)\s*(?:{_ONE}))+")
#: A name with its order number before it.
NUMBERED_NAME = re.compile(r"(\(?[0-9๐-๙]{1,3}[.)]+)\s*(?=[^0-9๐-๙\s])")
#: Of what a line is that heads rows.
SECTIONS = frozenset({RowKind.STRATEGY, RowKind.TACTIC, RowKind.PROGRAMME, RowKind.EQUIPMENT})
_TAILS = frozenset({RowKind.SIGNATURE, RowKind.NOTE})
_WIDE = 3
_PROJECT = "โครงการ"
_COUNTED = ("โครงการ", "รายการ", "กิจกรรม")  # what a total counts: `12 | โครงการ | 340,000`
_OF_TOTAL = frozenset({"ordinal", "name", "budget"})  # all that such a total says
# Beside an order number it leads to a footnote: `*13`.
_STARRED = re.compile(r"^[*※][*※\s]*|\s*[*※][*※\s]*$")
_FORMULA = re.compile(r"=.")  # what a reader gives where a formula has no result
# In these a text of its own is a line of a project, whatever its first word.
_SURELY_A_TAIL = re.compile(
    r"ลงชื่อ|[.…_]{4,}|^หมายเหตุ|^\(\s*(?:นาย|นาง|น\.ส\.|ว่าที่)|(?:^|\n)(?:รอง)?(?:นายก|ปลัด)(?:เทศ|องค์การ|\s*อบ[ตจ])"
)
_LINES = frozenset({"detail", "place", "unit", "source", "budget", "note"})


def is_number(text: str) -> bool:
    """Whether a text is an order number: `1`, `๒.`, `(3)`, `1.1`, `ก.`, or several of them."""
    plain = arabic_digits(text)
    return bool(_NUMBER.fullmatch(plain) or SEVERAL_NUMBERS.fullmatch(plain))


def is_first_number(text: str) -> bool:
    """Whether an order number is one with which counting begins: `1`, `(๑)`, `ก.`."""
    return arabic_digits(text).strip("(). ") in ("1", "ก")


class Sort(Enum):
    """What a row is to whoever gathers the projects."""

    PROJECT = auto()
    MORE = auto()
    TOTAL = auto()
    NUMBERS = auto()
    AGAIN = auto()  # the project above, named again at the top of a page
    ONE_LINE = auto()  # all its texts are one line
    SUMMED = auto()  # a line that heads rows, with their total beside it
    LINES = auto()  # each of its texts is a line of its own
    TAIL = auto()
    LONE = auto()  # a number, and nothing beside it


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a row: whether a project is open there, with what last name and which unit.

    `ended` tells that a signature or a note came after the last project. `units` are those seen.
    `headed` tells that a heading came after the project's last row, `is_direct` that no other row,
    not even a blank one, stands between. `ordinal` is the cell of its
    number, which may be merged down. `unit` is its unit's last line, `marked` that it has months,
    `amount` the last text in the column of its money.
    """

    is_open: bool = False
    name: str = ""
    ended: bool = False
    units: Set[str] = frozenset()
    ordinal: GridCell | None = None
    number: str = ""
    headed: bool = False
    is_direct: bool = False
    unit: str = ""
    marked: bool = False
    amount: str = ""


def is_numbered_line(row: GridRow) -> bool:
    """Whether a row above all headings is a line whose number has a cell of its own."""
    first, *more = (tidy(cell.text) for cell in row.own)
    if more and labels_a_section(first):
        return True
    kind = kind_of_words(more[0]) if len(more) == 1 else None
    return is_number(first) and kind in SECTIONS


@dataclass(frozen=True, slots=True)
class RowTexts:
    """A row's own cells by the code name of their column; months as `month`, unknown ones as "".

    `drawn` tells that a shape stands in the row itself.
    """

    row: GridRow
    head: FormHead
    by: Mapping[str, tuple[GridCell, ...]]
    drawn: bool = False

    @classmethod
    def of(cls, row: GridRow, head: FormHead, *, drawn: bool = False) -> RowTexts:
        """Tell the cells of a row apart by the heading above them."""
        months = head.month_columns()
        by: dict[str, tuple[GridCell, ...]] = {}
        for cell in row.own:
            code = MONTH if cell.column in months else head.codes.get(cell.column, "")
            if cell.column in head.before:
                code = BEFORE + head.before[cell.column]
            by[code] = (*by.get(code, ()), cell)
        return cls(row, head, by, drawn)

    def text(self, code: str) -> str:
        """Return what the row says in a column, tidied, its cells as one; empty for nothing."""
        return " ".join(tidy(cell.text) for cell in self.by.get(code, ()))

    @property
    def number(self) -> str:
        """The order number that opens a project, empty where there is none."""
        text = " ".join(without_again(self.text("ordinal")).split())
        text = _STARRED.sub("", text)
        return text if is_number(text) else ""

    @property
    def is_starred(self) -> bool:
        """Whether its number has a sign that leads to a note."""
        return bool(self.number and _STARRED.search(self.text("ordinal")))

    @property
    def has_lost_number(self) -> bool:
        """Whether a formula without a result stands where its number does."""
        return bool(_FORMULA.match(self.text("ordinal")))

    @property
    def number_in_name(self) -> str:
        """The number before a name, `1.`, where none stands in a column of numbers; else empty."""
        if self.text("ordinal"):
            return ""
        found = NUMBERED_NAME.match(self.text("name"))
        return found[1] if found else ""

    def sort(self, above: Above) -> Sort:
        """Return what the row is, after what stands above it."""
        texts = [tidy(cell.text) for cell in self.row.own]
        if numbers_columns(texts):
            return Sort.NUMBERS
        if self.number:
            return Sort.AGAIN if self._says_again(above) else self._numbered(texts)
        return self._by_words(texts[0], above) or self._without_number(texts, above)

    def _numbered(self, texts: list[str]) -> Sort:
        repeats = is_ditto(self.text("name"))
        if len(texts) == 1 or not (repeats or any(map(str.isalnum, "".join(texts[1:])))):
            return Sort.LONE
        if self.text("name") in _COUNTED and self.text("budget") and self._counts_only():
            return Sort.TOTAL
        heads = kind_of_words(texts[-1]) in SECTIONS or programme_of(texts[-1]) is not None
        if len(texts) == 2 and heads:
            return Sort.ONE_LINE
        return Sort.PROJECT

    def _counts_only(self) -> bool:
        """Whether all that a row says is a number of something and an amount, as totals do."""
        more = (self.text(code) for code in self.by if code not in _OF_TOTAL)
        return not self.drawn and not any(map(says_something, more)) and MONTH not in self.by

    def _says_again(self, above: Above) -> bool:
        """Whether a page begins with the number and name of the project that goes on there."""
        if not above.is_open or not above.headed or self.number != above.number:
            return False
        name = self.text("name")
        if goes_on(self.text("ordinal")):
            return True
        return goes_on(name) or (name == above.name and not self.text("budget"))

    def _by_words(self, first: str, above: Above) -> Sort | None:
        """Return what the first words make of a row, None where they do not tell."""
        kind = kind_of_words(first)
        if kind is RowKind.TOTAL:
            return None if self._is_line_of_project(above, _LINES) else Sort.TOTAL
        if kind in _TAILS and self._says_a_project(kind):
            return None if self._is_under(above) else Sort.PROJECT
        if kind in _TAILS:
            return None if self._only_looks_so(first, above) else Sort.TAIL
        if kind in SECTIONS and not self._is_line_of_project(above, _LINES | {"name"}):
            return self._heading()
        if above.ended and kind is None and not self._is_project():
            return Sort.TAIL
        return None

    def _says_a_project(self, kind: RowKind | None) -> bool:
        """Whether a row that begins as a note does has an amount, or months and whose it is."""
        if kind is not RowKind.NOTE or not says_something(self.text("name")):
            return False
        is_told = self.text("unit") or self.text("place") or self.text("detail")
        return self._has_own_budget() or bool(is_told and (self.drawn or MONTH in self.by))

    def _heading(self) -> Sort | None:
        """Return what a line that heads rows is, with an amount beside it or without."""
        if not self._has_own_budget():
            return Sort.ONE_LINE
        alone = not (self.text("unit") or self.text("detail") or self.text("place"))
        first = self.head.codes.get(self.row.own[0].column, "")
        return Sort.SUMMED if alone or first == "ordinal" else None

    def _is_line_of_project(self, above: Above, codes: Set[str]) -> bool:
        """Whether words in one of these columns go on from the project above, whatever they say."""
        cell = self.row.own[0]
        code = self.head.codes.get(cell.column, "")
        if not above.is_open or cell.columns >= _WIDE or code not in codes:
            return False
        if code == "name":
            beside = self.by.keys() - {"name", "budget", "", MONTH}
            return bool(beside) or waits_for_more(above.name)
        return not self._has_own_budget()

    def _only_looks_so(self, first: str, above: Above) -> bool:
        """Whether a line of a project, right below it, is worded as notes and signatures are."""
        if above.is_open and "note" in self.by and len(self.row.own) == 1:
            return True
        texts = "\n".join(tidy(cell.text) for cell in self.row.own)
        surely = _SURELY_A_TAIL.search(first) or (
            len(self.row.own) > 1 and _SURELY_A_TAIL.search(texts)
        )
        return bool(
            above.is_direct
            and not surely
            and self.row.own[0].columns < _WIDE
            and self.head.codes.get(self.row.own[0].column, "") in _LINES | {"name"}
        )

    def _without_number(self, texts: list[str], above: Above) -> Sort:
        if self._stands_alone(above):
            return Sort.PROJECT
        if len(set(texts)) == 1:
            return self._alone(self.row.own[0], above)
        goes_on_here = self._is_under(above) or self._ends_amount(above)
        if self._is_project() and not goes_on_here:
            return Sort.PROJECT
        if self._repeats_unit(above):
            return Sort.PROJECT
        return Sort.MORE if above.is_open else Sort.LINES

    def _alone(self, cell: GridCell, above: Above) -> Sort:
        """Return what a row with one text is: a line of the project above, or one of its own."""
        code = MONTH if cell.column in self.head.month_columns() else ""
        code = code or self.head.codes.get(cell.column, "")
        text = tidy(cell.text)
        if not above.is_open or cell.columns >= _WIDE or code == "ordinal":
            return Sort.LINES
        if kind_of_words(text) is not RowKind.TITLE or (code in _LINES and names_an_office(text)):
            return Sort.MORE
        apart = code == MONTH or is_page_number(text) or is_label(text)
        return Sort.MORE if above.is_direct and not apart else Sort.LINES

    def _is_under(self, above: Above) -> bool:
        """Whether the number of the project above is merged down over this row."""
        at = [column for column, code in self.head.codes.items() if code == "ordinal"]
        over = next((self.row.over[one] for one in at if one in self.row.over), None)
        return above.is_open and over is not None and over is above.ordinal

    def _ends_amount(self, above: Above) -> bool:
        """Whether a page begins with what is left of the amount that the one before broke."""
        over_pages = above.is_open and (above.headed or not above.is_direct)
        pieces = above.amount, self.text("budget")
        return (
            over_pages
            and bool(above.number)
            and "," not in above.amount.rstrip(",")
            and all(pieces)
            and may_be_one(pieces)
            and not self.text("name").startswith(_PROJECT)
        )

    def _has_own_budget(self) -> bool:
        money = read_money(self.text("budget"))
        return money.is_clear or bool(money.readings)

    def _is_project(self) -> bool:
        """Whether a row without a number says as much as a project does."""
        name = self.text("name")
        if not name:
            return False
        if "ordinal" not in self.head.codes.values():
            return bool(self.text("budget") or self.text("unit"))
        if any(_FORMULA.match(self.text(code)) for code in ("ordinal", "budget")):
            return True
        money = read_money(self.text("budget"))
        return (
            (money.is_clear and not money.none)
            or bool(money.readings)
            or (money.none and begins_a_name(name))
        )

    def _repeats_unit(self, above: Above) -> bool:
        """Whether a row names a project and a unit that others have: only its number is missing."""
        name, unit = self.text("name"), self.text("unit")
        return name.startswith(_PROJECT) and unit in above.units and not waits_for_more(above.name)

    def _stands_alone(self, above: Above) -> bool:
        """Whether a row names a project, with months or a whole unit where that above has them."""
        name, unit = self.text("name"), self.text("unit")
        if not name.startswith(_PROJECT) or name == _PROJECT or waits_for_more(above.name):
            return False
        other = bool(above.unit) and joined_unit([above.unit, unit]) == f"{above.unit}/{unit}"
        return (above.marked and (self.drawn or MONTH in self.by)) or other
