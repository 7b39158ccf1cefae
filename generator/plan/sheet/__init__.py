"""Sheets as offices keep them → headings and rows: the one interpreter of tables and forms.

Tells what each row of a table is, and accounts for every row, column and sheet; does not read
values. Its floors:
0 below, columns, fits, form_headings, wording · 1 across, goes_on, head · 2 parts, rows ·
3 interpret · 4 copies, lacking, looks, scales, slid, totals, unclear · 5 records.
"""

from generator.plan.sheet.columns import Columns, Fields, FilledRow
from generator.plan.sheet.head import heading_texts, is_heading
from generator.plan.sheet.interpret import HiddenPolicy
from generator.plan.sheet.records import records

__all__ = [
    "Columns",
    "Fields",
    "FilledRow",
    "HiddenPolicy",
    "heading_texts",
    "is_heading",
    "records",
]
