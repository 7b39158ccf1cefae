"""plan.yml → what the plan book says besides rows: its foreword and its introduction."""

from __future__ import annotations

from generator.plan.model import PaperTexts
from generator.plan.parse.sections import Section
from generator.plan.read import Cell

# The sections of the introduction, of which an office may write any.
PARTS = 4


def paper_texts(root: Section) -> PaperTexts:
    """Return what a plan.yml says for papers; whatever it leaves out is empty."""
    return PaperTexts(foreword=root.text("foreword"), introduction=_introduction(root))


def _introduction(root: Section) -> tuple[str, ...]:
    """Return the sections that are written, in order; an empty one stands as it comes with us."""
    texts: list[str] = []
    for item in root.items("introduction"):
        text = item.text if isinstance(item, Cell) else ""
        if not isinstance(item, Cell) or len(texts) == PARTS:
            wanted = f"ข้อความไม่เกิน {PARTS} ตอน"
            root.report.add("yaml-shape", item.place, text, heading="introduction", wanted=wanted)
        texts.append(text)
    return tuple(texts[:PARTS])
