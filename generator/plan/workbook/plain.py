"""A workbook made from a table of text: each cell where it stood, as the text that it was."""

from __future__ import annotations

from generator.plan.read import Table
from generator.plan.workbook.still import saved

_WIDEST, _NARROWEST = 50, 8


def workbook_of(table: Table) -> bytes:
    """Return a workbook whose only sheet holds the table; it reads back as the table does."""
    import openpyxl  # noqa: PLC0415  # slow to load, and most commands write no workbook
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = openpyxl.Workbook(write_only=True)
    book.properties.creator = "Phaen"
    sheet = book.create_sheet("CSV")
    width = max((len(row.texts) for row in table.rows), default=0)
    for at in range(width):
        longest = max(len(row.texts[at]) for row in table.rows if at < len(row.texts))
        letter = get_column_letter(at + 1)
        sheet.column_dimensions[letter].width = min(_WIDEST, max(_NARROWEST, longest + 2))
    number = 1
    for row in table.rows:
        while number < row.number:
            sheet.append([])
            number += 1
        cells = []
        for text in row.texts:
            cell = WriteOnlyCell(sheet, value=text or None)
            if text:
                cell.data_type = "s"
            cell.number_format = "@"
            cells.append(cell)
        sheet.append(cells)
        number += 1
    return saved(book)
