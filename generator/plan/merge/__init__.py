"""One table of a plan changed by two clerks at once, merged row by row; nothing is ever lost.

Rows are known by their code, cells by row and column. What both changed to different values, and
whatever cannot be written safely, is a `Conflict` that shows both: no choice is made in silence.
Takes and gives bytes; knows no git and touches no disk. Its floors:
0 conflict, grid, sheet_cells, shift, texts · 1 align, cells, looks, order, sheet_write ·
2 book, three · 3 placing · 4 rows · 5 csv_file, sheet_edit · 6 workbook · 7 tables.
"""

from generator.plan.merge.conflict import Choice, Conflict, Merged, Side
from generator.plan.merge.tables import changes_told, is_table, merge_table
from generator.plan.merge.texts import grows_only, merge_lines

__all__ = [
    "Choice",
    "Conflict",
    "Merged",
    "Side",
    "changes_told",
    "grows_only",
    "is_table",
    "merge_lines",
    "merge_table",
]
