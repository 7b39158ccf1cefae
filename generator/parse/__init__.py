"""Cells → the model, and problems; never stops at the first fault.

Owns headings, spellings and the reading of every value. Rules that need more than one row or
today's date belong to `check`.
"""

from generator.parse.portal import parse_portal

__all__ = ["parse_portal"]
