"""Workbooks for staff to fill in: columns from the table of fields, lists, formats, explanations.

openpyxl's cells carry no types, hence `Any`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from generator.plan.fields import Field, TextKind
from generator.plan.own_sheets import CHOICES, EXPLAINED
from generator.plan.workbook.choices import Choice
from generator.plan.workbook.explained import explained
from generator.plan.workbook.still import saved

# So far down lists are offered and formats stand: no plan has more rows. They take no cells.
ROWS = 10_000
# Named, not shipped: every office has it, and another is shown where it is missing.
_FONT, _SIZE = "TH Sarabun New", 15
_TEXT, _MONEY = "@", "#,##0.00"
_NARROW, _WIDE, _USUAL = 11, 42, 18
_HEAD, _MUST, _GREY = "FFDDE7E3", "FFF6DFA4", "FFEEEEEE"
_A4 = 9
# Excel keeps fifteen digits of a number; a longer one stays a text.
_EXACT = 15


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is filled in already: texts by the code of the column.

    What is not to be changed is `grey`; `notes` are comments by the code of their column.
    """

    texts: Mapping[str, str]
    grey: bool = False
    notes: Mapping[str, str] = field(default_factory=dict)


def workbook(
    file: str,
    title: str,
    fields: Sequence[Field[Any]],
    lists: Mapping[str, Choice],
    lines: Iterable[Line] = (),
) -> bytes:
    """Return a workbook called `file`: a sheet `title` of these columns, with `lines` filled in.

    It reads back as these lines. Lists stand on a hidden sheet, explanations on one at the end.
    """
    import openpyxl  # noqa: PLC0415  # slow to load, and most commands write no workbook

    book = openpyxl.Workbook()
    book.properties.creator = "Phaen"  # no person, and no library that nobody knows
    sheet: Any = book.active
    sheet.title = title
    _headings(sheet, fields)
    _columns(sheet, fields)
    for number, line in enumerate(lines, start=2):
        _fill(sheet, number, fields, line)
    _printed(sheet)
    _explain(book.create_sheet(EXPLAINED), explained(file, fields, lists))
    _offer(book.create_sheet(CHOICES), sheet, fields, lists)
    return saved(book)


def _font(**more: Any) -> Any:
    from openpyxl.styles import Font  # noqa: PLC0415

    return Font(name=_FONT, size=_SIZE, **more)


def _ground(colour: str) -> Any:
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    return PatternFill("solid", fgColor=colour)


def _format(one: Field[Any]) -> str:
    """Return the number format: a text stays what is typed, in Excel too."""
    return _MONEY if one.kind is TextKind.AMOUNT else _TEXT


def _headings(sheet: Any, fields: Sequence[Field[Any]]) -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415

    for number, one in enumerate(fields, start=1):
        cell = sheet.cell(1, number, one.name)
        cell.font = _font(bold=True)
        cell.fill = _ground(_MUST if one.required else _HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sheet.row_dimensions[1].height = 42


def _columns(sheet: Any, fields: Sequence[Field[Any]]) -> None:
    """Format whole columns: rows to come need no cells of their own."""
    from openpyxl.styles import Protection  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for number, one in enumerate(fields, start=1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width = _width(one)
        column.number_format = _format(one)
        column.font = _font()
        column.protection = Protection(locked=False)
    names = [one.code for one in fields]
    fixed = names.index("name") + 2 if names[1:2] == ["name"] else 2
    sheet.freeze_panes = sheet.cell(2, fixed)


def _width(one: Field[Any]) -> int:
    if one.code in ("name", "detail", "strategy", "result"):
        return _WIDE
    if one.kind is TextKind.MARK:
        return _NARROW // 2
    return _USUAL if one.kind in (TextKind.FREE, TextKind.LISTED, TextKind.AMOUNT) else _NARROW + 3


def _fill(sheet: Any, number: int, fields: Sequence[Field[Any]], line: Line) -> None:
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import Alignment, Protection  # noqa: PLC0415

    for column, one in enumerate(fields, start=1):
        text, note = line.texts.get(one.code, ""), line.notes.get(one.code, "")
        if not (text or note):
            continue
        cell = sheet.cell(number, column)
        _put(cell, text, one)
        cell.number_format, cell.font = _format(one), _font()
        cell.alignment = Alignment(vertical="top", wrap_text=_width(one) == _WIDE)
        cell.protection = Protection(locked=False)
        if line.grey and text:
            cell.fill = _ground(_GREY)
        if note:
            cell.comment = Comment(note, "Phaen", height=110, width=260)


def _put(cell: Any, text: str, one: Field[Any]) -> None:
    """Write a text as it is, never as a formula; plain baht as a number that sums."""
    amount = _amount(text) if one.kind is TextKind.AMOUNT else None
    if amount is not None:
        cell.value = amount
    elif text:
        cell.value = text
        cell.data_type = "s"


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    digits, exponent = amount.as_tuple().digits, amount.as_tuple().exponent
    plain = isinstance(exponent, int) and -2 <= exponent <= 0
    return amount if plain and len(digits) <= _EXACT else None


def _printed(sheet: Any) -> None:
    """Print all that is filled in, on landscape A4, one page wide, with the heading on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _explain(sheet: Any, lines: Iterable[tuple[str, ...]]) -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415

    for letter, width in zip("ABCD", (30, 12, 70, 44), strict=True):
        sheet.column_dimensions[letter].width = width
    for number, line in enumerate(lines, start=1):
        for column, text in enumerate(line, start=1):
            cell = sheet.cell(number, column, text)
            cell.data_type = "s"
            cell.font = _font(bold=number < 3)
            # A line alone runs over the columns beside it.
            cell.alignment = Alignment(wrap_text=len(line) > 1, vertical="top")
    _printed(sheet)
    sheet.print_title_rows = None


def _offer(
    hidden: Any, sheet: Any, fields: Sequence[Field[Any]], lists: Mapping[str, Choice]
) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    hidden.sheet_state = "hidden"
    offered = [(at, one) for at, one in enumerate(fields, start=1) if one.code in lists]
    for column, (at, one) in enumerate(offered, start=1):
        choice, letter = lists[one.code], get_column_letter(column)
        for row, text in enumerate((one.name, *choice.texts), start=1):
            hidden.cell(row, column, text).data_type = "s"
        last = len(choice.texts) + 1
        rule = DataValidation(
            type="list", formula1=f"'{CHOICES}'!${letter}$2:${letter}${last}", allow_blank=True
        )
        rule.showErrorMessage = choice.closed
        rule.errorStyle = "warning"  # other spellings of theirs are read, too
        rule.error = f"{one.name}นี้ไม่อยู่ในรายการ ใช้ตามที่พิมพ์หรือไม่"
        rule.errorTitle = one.name
        place = get_column_letter(at)
        rule.add(f"{place}2:{place}{ROWS + 1}")
        sheet.add_data_validation(rule)
