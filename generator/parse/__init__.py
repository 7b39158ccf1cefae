"""Cells → the model, and problems; never stops at the first fault.

Owns headings, spellings and the reading of every value. Rules that need more than one row or
today's date belong to `check`.
"""

from generator.parse.editions import stated_days, stated_papers, stated_strategies
from generator.parse.headings import column_name
from generator.parse.portal import parse_portal
from generator.parse.withdrawn import parse_withdrawn

__all__ = [
    "column_name",
    "parse_portal",
    "parse_withdrawn",
    "stated_days",
    "stated_papers",
    "stated_strategies",
]
