"""Mending the clerk's own files: only what is certain, and no other byte.

What reads the same before and after, or can be meant in one way only, is repaired in the bytes of a
CSV or YAML file, or of a part of a workbook. Writing is the business of `commands`; nothing here
touches a disk.
"""

from generator.plan.mend.append_yaml import append_entries, entries_said
from generator.plan.mend.fix import FileMend, is_mended, mends_of
from generator.plan.mend.fix_table import Mend

__all__ = ["FileMend", "Mend", "append_entries", "entries_said", "is_mended", "mends_of"]
