"""Problems are values: what is wrong, where the clerk sees it, and what to write instead.

Owns the catalogue of codes, `Place`, `Source`, `Problem` and the collecting `Report`.
Finding is the business of `read`, `parse` and `check`; printing that of `commands`.

Its floors:
0 catalogue · 1 report · 2 groups · 3 telling.
"""

from generator.problems.catalogue import CATALOGUE, ProblemKind, Severity
from generator.problems.groups import Group, Said, grouped
from generator.problems.report import Place, Problem, Report, Source, told_rows
from generator.problems.telling import label_of, told, told_group

__all__ = [
    "CATALOGUE",
    "Group",
    "Place",
    "Problem",
    "ProblemKind",
    "Report",
    "Said",
    "Severity",
    "Source",
    "grouped",
    "label_of",
    "told",
    "told_group",
    "told_rows",
]
