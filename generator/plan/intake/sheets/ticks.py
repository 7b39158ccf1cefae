"""Tick boxes that are controls of a form: whether they are ticked, and where their square is."""

from __future__ import annotations

import re

from generator.plan.intake.sheets.geometry import Box

# The square stands at the left of a control, whose frame goes on for its words.
_SQUARE = 150_000  # EMU
_NAMED = re.compile(r"(?:Check Box|Option Button|กล่องกาเครื่องหมาย|ปุ่มตัวเลือก) ?[0-9]+")
_SIGNS = {0: "☐", 1: "☑"}
_MIXED = "▣"


def tick(state: int, words: str) -> str:
    """Return a control as a sign, with its words but for the name that every new one has."""
    said = _NAMED.sub("", words).strip()
    return f"{_SIGNS.get(state, _MIXED)} {said}".strip()


def square(box: Box) -> Box:
    """Return the square of a control in its frame."""
    return Box(box.x, box.y, min(box.width, _SQUARE), box.height)
