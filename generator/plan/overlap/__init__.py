"""Look-alike projects (ลดความซ้ำซ้อน): the same place and a name that comes to the same.

Finds and says why; decides nothing. What a person decided silences a pair.
"""

from generator.plan.overlap.pairs import (
    LookAlikes,
    Pair,
    YearPairs,
    look_alikes,
    unlinked,
    within,
)
from generator.plan.overlap.reasons import REASONS, reasons, why
from generator.plan.overlap.table import listed, overlap_table

__all__ = [
    "REASONS",
    "LookAlikes",
    "Pair",
    "YearPairs",
    "listed",
    "look_alikes",
    "overlap_table",
    "reasons",
    "unlinked",
    "why",
    "within",
]
