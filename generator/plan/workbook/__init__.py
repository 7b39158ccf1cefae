"""Workbooks that Phaen writes: forms for staff to fill in, and copies that show what is wrong.

Yields bytes; whoever calls writes them. Its floors:
0 choices, markup, still · 1 cells, explained, package, plain · 2 notes, styles, template, texts ·
3 forms, listing · 4 marking.
"""

from generator.plan.workbook.forms import (
    amendment_workbook,
    forms,
    progress_workbook,
    projects_workbook,
)
from generator.plan.workbook.marking import Marked, is_untouched, marked, marked_table
from generator.plan.workbook.plain import workbook_of

__all__ = [
    "Marked",
    "amendment_workbook",
    "forms",
    "is_untouched",
    "marked",
    "marked_table",
    "progress_workbook",
    "projects_workbook",
    "workbook_of",
]
