"""Announcements in a Word file: the letter as it is signed, and the table of what changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.site.render.documents.word.counting import BESIDE, height_of
from generator.site.render.documents.word.manuscript import Manuscript
from generator.site.render.documents.word.markup import (
    CLOSE,
    CM,
    Cell,
    paragraph,
    row,
    run,
    table,
    written,
)
from generator.site.render.documents.word.package import Sheet
from generator.site.render.documents.word.styles import BY_ID

Data = Mapping[str, Any]

_UPRIGHT = Sheet(top=2.2)
_FLIPPED = Sheet(left=1.5, right=1.5, top=1.6, bottom=1.5, flipped=True)
# Number, which project, before, after, why.
_WIDTHS = [round(wide * CM) for wide in (1.2, 6.9, 6.75, 6.75, 5.1)]
_SCALE = BY_ID["FormCell"].size / 10.5
_CENTER = '<w:jc w:val="center"/>'
_RULE = "– – – – – – – – – – – – – –"


def letter_pages(paper: Manuscript, data: Data, level: int = 1) -> None:
    """Write an announcement on pages of its own, and its table of changes where it has one."""
    paper.section(_UPRIGHT)
    letter(paper, data, level)
    if data["changes"]:
        paper.section(_FLIPPED)
        paper.heading(level + 1, data["table-heading"][0], _CENTER)
        for line in data["table-heading"][1:]:
            paper.say("FormTitle", line)
        _changes(paper, data)
        for note in data["notes"]:
            paper.say("FormNote", note)


def letter(paper: Manuscript, data: Data, level: int = 1) -> None:
    """Write an announcement on this page: emblem, who announces what, why, day, who signs."""
    paper.emblem("Title", 2.2)
    first, *rest = data["heading"]
    paper.say("Title", first)
    for line in rest:
        paper.heading(level, line, CLOSE + _CENTER, size=BY_ID["Title"].size)
    paper.say("Normal", _RULE, '<w:spacing w:after="160"/>' + _CENTER)
    for text in data["paragraphs"]:
        paper.say("Letter", text)
    paper.say("Letter", data["closing"], '<w:keepNext/><w:spacing w:before="160"/>')
    paper.say("Letter", data["dated"], '<w:keepNext/><w:spacing w:before="160" w:after="640"/>'
              '<w:ind w:firstLine="2098"/>')  # fmt: skip
    signature(paper, [data["signed"][name] for name in ("line", "name", "position")])


def signature(paper: Manuscript, lines: Sequence[str]) -> None:
    """Write who signs, on the right, never parted over two pages."""
    for line in lines[:-1]:
        paper.say("Signature", line)
    paper.say("Signature", lines[-1], '<w:keepNext w:val="0"/>')


def _changes(paper: Manuscript, data: Data) -> None:
    heads = row(
        [Cell(written("FormHead", name), middle=True) for name in data["columns"]],
        _WIDTHS, head=True,
    )  # fmt: skip
    rows = [_change(paper, one) for one in data["changes"]]
    paper.add(table([heads, *rows], _WIDTHS, data["table-title"]))


def _change(paper: Manuscript, one: Data) -> str:
    size = round(one["size"] * _SCALE * 2) / 2 if "size" in one else None
    sides = [_values(one[side], size) for side in ("before", "after")]
    cells = [
        Cell(written("FormCell", one["number"], looks=_CENTER, size=size)),
        Cell(
            paragraph("FormCell", run(one["kind"], bold=True, size=size))
            + written("FormCell", one["name"], size=size)
        ),
        *map(Cell, sides),
        Cell(written("FormCell", one["reason"], size=size)),
    ]
    texts = [one["name"], *("\n".join(map(" ".join, one[side])) for side in ("before", "after"))]
    usual = size or BY_ID["FormCell"].size
    paper.ruler.put(
        max(height_of(t, w - BESIDE, usual) for t, w in zip(texts, _WIDTHS[1:], strict=False)),
        again=20,
    )
    return row(cells, _WIDTHS, whole=not one.get("long"))


def _values(pairs: Sequence[Sequence[str]], size: float | None) -> str:
    """Return what is told of one side, a paragraph for each: what it is in bold, then its value."""
    return "".join(
        paragraph(
            "FormCell",
            run(f"{label} ", bold=True, size=size) if label else "",
            run(value, size=size),
        )
        for label, value in pairs
    ) or paragraph("FormCell")
