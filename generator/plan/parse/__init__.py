"""Cells → the model, and problems; never stops at the first fault.

Owns headings, spellings and the reading of every value. Rules that need more than one row or
today's date belong to `check`.
"""

from generator.plan.parse.editions import stated_days, stated_papers, stated_strategies
from generator.plan.parse.portal import parse_portal
from generator.plan.parse.withdrawn import parse_withdrawn

__all__ = [
    "parse_portal",
    "parse_withdrawn",
    "stated_days",
    "stated_papers",
    "stated_strategies",
]
