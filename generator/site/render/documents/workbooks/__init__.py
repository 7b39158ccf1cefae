"""The official forms as workbooks of Excel, of the same data as the printed ones.

Its floors:
0 looks, room · 1 arrows · 2 book · 3 forms, reports, summary.
"""

from __future__ import annotations

import json


def workbook(said: str) -> bytes:
    """Return the form whose data, as JSON, is given: the same bytes for the same data."""
    # The library is loaded where there is a workbook to make.
    from generator.site.render.documents.workbooks.book import Book  # noqa: PLC0415
    from generator.site.render.documents.workbooks.forms import write_form  # noqa: PLC0415
    from generator.site.render.documents.workbooks.reports import write_report  # noqa: PLC0415
    from generator.site.render.documents.workbooks.summary import write_summary  # noqa: PLC0415

    writers = {"form": write_form, "summary": write_summary, "report": write_report}
    # Places where Typst may break a word are nothing to a spreadsheet, and no part of a name.
    data = json.loads(said.replace("\u200b", ""))
    book = Book(data)
    writers[data["kind"]](book, data)
    return book.finished()


__all__ = ["workbook"]
