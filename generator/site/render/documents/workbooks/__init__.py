"""The official forms as workbooks of Excel, of the same data as the printed ones."""

from __future__ import annotations

import io
import json

from generator.site.render.documents.packing import packed, parts_of


def workbook(said: str) -> bytes:
    """Return the form whose data, as JSON, is given: the same bytes for the same data."""
    import xlsxwriter  # noqa: PLC0415  # loaded where there is a workbook to make

    data, stream = json.loads(said), io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    book.add_worksheet().write_column(0, 0, [data["title"], said])
    book.close()
    return packed(parts_of(stream.getvalue()))


__all__ = ["workbook"]
