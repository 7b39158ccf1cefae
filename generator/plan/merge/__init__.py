"""One file of a plan changed by two clerks at once, merged row by row; nothing is ever lost.

Rows are known by their code, cells by row and column. What both changed to different values, and
whatever cannot be written safely, is a `Conflict` that shows both: no choice is made in silence.
Takes and gives bytes; knows no git and touches no disk. Its floors:
0 conflict, covering, entries, grid, masked, sheet_cells, shift ·
1 align, cells, looks, order, records, sheet_write ·
2 book, three · 3 placing · 4 rows · 5 csv_file, sheet_edit · 6 workbook · 7 tables ·
8 edits · 9 own_columns.
"""

from generator.plan.merge.conflict import Choice, Conflict, Merged, Side, UnsafeError
from generator.plan.merge.covering import covered_in, covers
from generator.plan.merge.edits import (
    RowEdit,
    TableRow,
    edited_table,
    empty_table,
    row_alone,
    row_texts,
    table_rows,
)
from generator.plan.merge.entries import is_list, merge_entries
from generator.plan.merge.masked import (
    CoveredFirst,
    covered_first,
    newly_covered,
    reads_where_masked,
)
from generator.plan.merge.own_columns import with_own_columns
from generator.plan.merge.records import CoveredAgain, is_record, merge_records
from generator.plan.merge.tables import changes_told, is_table, merge_table

__all__ = [
    "Choice",
    "Conflict",
    "CoveredAgain",
    "CoveredFirst",
    "Merged",
    "RowEdit",
    "Side",
    "TableRow",
    "UnsafeError",
    "changes_told",
    "covered_first",
    "covered_in",
    "covers",
    "edited_table",
    "empty_table",
    "is_list",
    "is_record",
    "is_table",
    "merge_entries",
    "merge_records",
    "merge_table",
    "newly_covered",
    "reads_where_masked",
    "row_alone",
    "row_texts",
    "table_rows",
    "with_own_columns",
]
