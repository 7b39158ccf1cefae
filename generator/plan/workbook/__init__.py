"""Workbooks that Phaen writes: forms for staff to fill in, and copies that show what is wrong.

Yields bytes; whoever calls writes them. Its floors:
0 choices, markup · 1 explained, package · 2 template, styles · 3 forms.
"""

from generator.plan.workbook.forms import (
    AMENDMENT,
    amendment_workbook,
    forms,
    progress_workbook,
    projects_workbook,
)

__all__ = ["AMENDMENT", "amendment_workbook", "forms", "progress_workbook", "projects_workbook"]
