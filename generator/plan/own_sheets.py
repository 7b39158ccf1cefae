"""What Phaen itself puts into workbooks, so that reading them again takes it for no part of a plan.

A sheet is known by its title and by how its first cell begins: a clerk's own sheet that only has
the same title is read as any other.
"""

from __future__ import annotations

# Titles of sheets: what the columns mean, what drop-down lists offer, what was found in a copy.
EXPLAINED = "คำอธิบาย"
CHOICES = "ตัวเลือก"
FOUND = "Phaen ตรวจพบ"

# With this the first cell of each sheet of ours that is visible begins.
SIGNED = "แผ่นนี้ Phaen เขียนไว้ ไม่เป็นส่วนของแผน"

# The colours of cells with an error and with a remark: nobody else's, so they are known again.
MARKS = {"error": "FFFFC7C1", "warning": "FFFFE9A9"}


def is_own(title: str, first: object) -> bool:
    """Whether a sheet with this title and this first cell is one of ours."""
    known = title.rstrip("0123456789 ") in (EXPLAINED, FOUND)
    return known and isinstance(first, str) and first.startswith(SIGNED)


def is_mark(colour: str) -> bool:
    """Whether a cell's colour, as `AARRGGBB`, is one that Phaen gave it."""
    return colour.upper() in MARKS.values()
