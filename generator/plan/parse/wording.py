"""plan.yml → what papers say besides rows: who signs, the committee, foreword, introduction."""

from __future__ import annotations

from generator.plan.model import Executive, PaperTexts
from generator.plan.parse.sections import Section
from generator.plan.read import Cell, YamlMap

OFFICIAL_KEYS = ("name", "position")
# The sections of the introduction, of which an office may write any.
PARTS = 4


def paper_texts(root: Section) -> PaperTexts:
    """Return what a plan.yml says for papers; whatever it leaves out is empty."""
    signatory = root.section("signatory", OFFICIAL_KEYS)
    return PaperTexts(
        signatory=_official(signatory) if signatory else None,
        committee=tuple(one for one in _committee(root) if one.name),
        foreword=root.text("foreword"),
        introduction=_introduction(root),
    )


def _committee(root: Section) -> list[Executive]:
    """Return who is on the committee, in order; a bare name has no position."""
    named = []
    for item in root.items("committee"):
        if isinstance(item, Cell):
            named.append(Executive(item.text, ""))
        elif isinstance(item, YamlMap):
            named.append(_official(Section(item, root.report, OFFICIAL_KEYS)))
    return named


def _official(section: Section) -> Executive:
    return Executive(section.required("name"), section.text("position"))


def _introduction(root: Section) -> tuple[str, ...]:
    """Return the sections that are written, in order; an empty one stands as it comes with us."""
    items = root.items("introduction")
    texts = [item.text if isinstance(item, Cell) else "" for item in items]
    for item in items[PARTS:]:
        found = item.text if isinstance(item, Cell) else ""
        root.report.add(
            "yaml-shape", item.place, found, heading="introduction", wanted=f"ไม่เกิน {PARTS} ตอน"
        )
    for item in items[:PARTS]:
        if not isinstance(item, Cell):
            root.report.add(
                "yaml-shape", item.place, "รายการย่อย", heading="introduction", wanted="ข้อความ"
            )
    return tuple(texts[:PARTS])
