"""Taking personal data back: covered with █ wherever a year says them, and told as withdrawn.

Bytes in, bytes out. Its floors:
0 beside, needles, records, refused · 1 kept, lines, reasons, runs, tables, texts ·
2 entries, sheets · 3 cells · 4 choice · 5 withdrawing.
"""

from generator.plan.withdraw.cells import cells_of, other_plans_with
from generator.plan.withdraw.choice import Order, is_long_enough, long_enough
from generator.plan.withdraw.entries import Entry, entries_of, with_entries
from generator.plan.withdraw.kept import kept_names
from generator.plan.withdraw.lines import CoveredLine, covered_lines
from generator.plan.withdraw.needles import (
    LEAST_DIGITS,
    LEAST_SIGNS,
    Needles,
    ShortNeedleError,
    bare_letters,
)
from generator.plan.withdraw.reasons import covered_reason, gone_from
from generator.plan.withdraw.refused import CoverRefusedError
from generator.plan.withdraw.withdrawing import Covered, Papers, Withdrawing, withdraw

__all__ = [
    "LEAST_DIGITS",
    "LEAST_SIGNS",
    "CoverRefusedError",
    "Covered",
    "CoveredLine",
    "Entry",
    "Needles",
    "Order",
    "Papers",
    "ShortNeedleError",
    "Withdrawing",
    "bare_letters",
    "cells_of",
    "covered_lines",
    "covered_reason",
    "entries_of",
    "gone_from",
    "is_long_enough",
    "kept_names",
    "long_enough",
    "other_plans_with",
    "with_entries",
    "withdraw",
]
