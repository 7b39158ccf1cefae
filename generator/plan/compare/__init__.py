"""Two editions or two years side by side → typed facts. No wording, no guessing.

An `Entry` is all that is known of a row once its plan is sealed, so both sides are entries.
"""

from generator.plan.compare.entry import Entry, dearer, entries_of, entry_of, total_of_entries
from generator.plan.compare.facts import (
    Fact,
    between_editions,
    between_years,
    changed_fields,
    counted,
    differences,
)
from generator.plan.compare.sides import PastYear, Side, UnknownSideError, compare
from generator.plan.fields import FactKind

__all__ = [
    "Entry",
    "Fact",
    "FactKind",
    "PastYear",
    "Side",
    "UnknownSideError",
    "between_editions",
    "between_years",
    "changed_fields",
    "compare",
    "counted",
    "dearer",
    "differences",
    "entries_of",
    "entry_of",
    "total_of_entries",
]
