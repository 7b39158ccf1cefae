"""The whole plan as a Word file: cover, foreword, contents, the two parts, annexes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.site.render.documents.word.counting import BESIDE, height_of
from generator.site.render.documents.word.forms import form_pages, summary_pages
from generator.site.render.documents.word.letters import letter, signature
from generator.site.render.documents.word.manuscript import Manuscript
from generator.site.render.documents.word.markup import CM, Cell, row, table, written
from generator.site.render.documents.word.package import Sheet
from generator.site.render.documents.word.styles import BY_ID

Data = Mapping[str, Any]

_PERSONS = [round(wide * CM) for wide in (1.4, 7.3, 7.3)]
# Fonts that may stand in the place of ours are wider and higher than they are, by so much at most.
_WIDER, _HIGHER = 1.75, 1.45
# What stands above the title, and with an emblem more, in points; what is left below it at least.
_DOWN, _EMBLEM, _LEAST = 130, 120, 12
_CENTER = '<w:jc w:val="center"/>'


def book_pages(paper: Manuscript, data: Data) -> None:
    """Write the book; its cover is no page of the count."""
    words = data["words"]
    _cover(paper, data["cover"])
    paper.section(Sheet(), start=1)
    paper.heading(1, words["foreword"])
    _texts(paper, data["foreword"])
    paper.say("Normal", "")
    signature(paper, data["foreword-signed"])
    paper.new_page()
    paper.contents_here()
    paper.new_page()
    paper.heading(1, words["part_1"])
    for part in data["introduction"]:
        paper.heading(2, part["title"])
        _texts(paper, part["text"])
    paper.new_page()
    paper.heading(1, words["part_2"], _down(260))
    for line in data["part-2"]:
        paper.say("Normal", line, _CENTER)
    summary_pages(paper, data["summary"], 2)
    for form in data["forms"]:
        form_pages(paper, form, 2)
    paper.section(Sheet(top=2.2))
    paper.heading(1, words["annex"], _down(260))
    paper.new_page()
    letter(paper, data["announcement"], 2)
    if data["committee"]:
        paper.new_page()
        _committee(paper, data)


def _cover(paper: Manuscript, cover: Mapping[str, Sequence[str]]) -> None:
    paper.section(Sheet(), numbered=False)
    paper.say("CoverTitle", "", _down(30))
    shown = paper.emblem("CoverTitle", 3.6)
    first, *rest = cover["title"]
    paper.say("CoverTitle", first, _down(40))
    for line in rest:
        paper.say("CoverTitle", line)
    first, *rest = cover["office"]
    paper.say("CoverOffice", first, _down(_room(cover, emblem=shown)))
    for line in rest:
        paper.say("CoverOffice", line)


def _room(cover: Mapping[str, Sequence[str]], *, emblem: bool) -> int:
    """Return how far below the title the office stands, in points: on the same page in any font."""
    sheet = Sheet()
    high = sum(
        height_of(line, sheet.width * _HIGHER / _WIDER, BY_ID[style].size * _HIGHER)
        for style, lines in (("CoverTitle", cover["title"]), ("CoverOffice", cover["office"]))
        for line in lines
    )
    left = sheet.height - _DOWN - (_EMBLEM if emblem else 0) - high
    return max(_LEAST, min(200 if emblem else 300, round(left)))


def _down(points: int) -> str:
    """Return the properties of a centred paragraph so far below the one before it."""
    return f'<w:spacing w:before="{points * 20}"/>{_CENTER}'


def _texts(paper: Manuscript, texts: Sequence[str]) -> None:
    for text in texts:
        paper.say("Letter", text, '<w:ind w:firstLine="1134"/>')


def _committee(paper: Manuscript, data: Data) -> None:
    paper.heading(2, data["words"]["committee"], _CENTER)
    size = BY_ID["Normal"].size
    head = row(
        [Cell(written("FormHead", name), middle=True) for name in data["committee-columns"]],
        _PERSONS, head=True,
    )  # fmt: skip
    rows = []
    for number, name, position in data["committee"]:
        paper.ruler.put(max(height_of(t, _PERSONS[1] - BESIDE, size) for t in (name, position)))
        rows.append(
            row([Cell(written("Normal", number, looks=_CENTER)), Cell(written("Normal", name)),
                 Cell(written("Normal", position))], _PERSONS)
        )  # fmt: skip
    paper.add(table([head, *rows], _PERSONS, data["words"]["committee"]))
