"""A year's rows as a table of texts: the data file, and what a reader saves from a search."""

from __future__ import annotations

from collections.abc import Iterable

from generator.plan.fields import column_name, data_fields
from generator.site.views.rows import ProjectView
from generator.site.views.search_records import DataTable

_YEAR = "fiscal_year"


def data_table(year: str, views: Iterable[ProjectView]) -> DataTable:
    """Return the table of a year's rows."""
    fields = data_fields()
    writers = [field.show for field in fields if field.show]
    rows = tuple((year, *(show(view.project) for show in writers)) for view in views)
    codes = (_YEAR, *(field.code for field in fields))
    return DataTable(codes, (column_name(_YEAR), *(field.name for field in fields)), rows)
