"""Papers ready to print: what an office signs, hands in and hangs up, out of the year's own rows.

ผด.01 is that of the pages (`views.forms`). The same records serve every format: amounts are satang,
shares are hundredths of a per cent, days are dates, months are places in the fiscal year; how they
are written is for `render.documents`. Its floors: 0 lines · 1 forms, notices, reports.
"""

from generator.site.views.papers.forms import FormRow, FormSection, ProjectForm, project_form
from generator.site.views.papers.lines import MonthRun, runs_of
from generator.site.views.papers.notices import (
    Board,
    BoardLine,
    Notice,
    board,
    editions_amending,
    notice,
)
from generator.site.views.papers.reports import (
    MonitoringReport,
    ReportRow,
    ReportSection,
    monitoring_report,
)

__all__ = [
    "Board",
    "BoardLine",
    "FormRow",
    "FormSection",
    "MonitoringReport",
    "MonthRun",
    "Notice",
    "ProjectForm",
    "ReportRow",
    "ReportSection",
    "board",
    "editions_amending",
    "monitoring_report",
    "notice",
    "project_form",
    "runs_of",
]
