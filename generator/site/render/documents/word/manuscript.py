"""A paper while it is written: sections, headings, contents, each with the page it will be on."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from generator.site.render.documents.word.counting import Ruler, height_of
from generator.site.render.documents.word.drawn import watermark
from generator.site.render.documents.word.fields import DEPTH, Entry, contents, field, heading
from generator.site.render.documents.word.markup import CM, paragraph, written
from generator.site.render.documents.word.package import (
    Sheet,
    blank,
    measure,
    saved,
    shrunk,
    taken,
    write_margin,
)
from generator.site.render.documents.word.styles import BY_ID

_THAI_ZERO = "๐"
# What a page of contents has over its entries, in points, and what its numbers take of a line.
_OVER, _BESIDE = 60.0, 1500


class Manuscript:
    """One paper; what is put into it stands in the order of the calls."""

    def __init__(self, data: Mapping[str, Any], emblem: bytes = b"") -> None:
        self.data, self._emblem = data, emblem
        self._doc = blank(data)
        self.ruler, self.sheet = Ruler(), Sheet()
        self._entries: list[Entry] = []
        self._numbers = 0
        # The text of the body: a tree that is moved from one document to another takes time that
        # grows with the square of its size.
        self._blocks: list[str] = []
        self._contents: tuple[int, int] | None = None

    def number(self) -> int:
        """Return a number that nothing else in the document has."""
        self._numbers += 1
        return self._numbers

    def section(
        self,
        sheet: Sheet,
        *,
        head: Sequence[str] = (),
        first_head: Sequence[str] | None = None,
        numbered: bool = True,
        start: int | None = None,
    ) -> None:
        """Begin pages of another kind; `head` stands over each, `first_head` over the first.

        `start` counts the pages anew; those that are not `numbered` show no number.
        """
        doc, digits = self._doc, self.data["digits"]
        if self._blocks:
            section = doc.add_section()
            self.add(taken(shrunk(doc.element.body[-2])))
        else:
            section = doc.sections[0]
        self.sheet = sheet
        measure(section, sheet, start, thai=digits[0] == _THAI_ZERO)
        foot = [paragraph("footer", field("PAGE", digits[1]))] if numbered else []
        section.different_first_page_header_footer = first_head is not None
        write_margin(section.header, [*head, *self._draft()])
        write_margin(section.footer, foot)
        if first_head is not None:
            write_margin(section.first_page_header, [*first_head, *self._draft()])
            write_margin(section.first_page_footer, foot)
        self.ruler.start(sheet.height)
        if start is not None:
            self.ruler.page = start

    def add(self, *blocks: str) -> None:
        """Put paragraphs and tables at the end."""
        self._blocks += blocks

    def say(self, style: str, text: str, looks: str = "") -> None:
        """Put one paragraph at the end."""
        self.add(written(style, text, looks=looks))
        one = BY_ID[style]
        self.ruler.put(one.beside + height_of(text, self.sheet.width, one.size))

    def heading(
        self,
        level: int,
        text: str,
        looks: str = "",
        *,
        below: float = 60.0,
        size: float | None = None,
    ) -> None:
        """Put a heading at the end, with at least `below` points of what follows on its page."""
        style = BY_ID[f"Heading{level}"]
        high = style.beside + height_of(text, self.sheet.width, size or style.size)
        page = self.ruler.together(high, below)
        number = self.number()
        entry = Entry(level, text, f"_Toc{number:08}", page)
        if level <= DEPTH:
            self._entries.append(entry)
        self.add(heading(level, entry, number, looks, size))

    def contents_here(self) -> None:
        """Leave room for the contents, which are known when all else is written."""
        self._contents = (len(self._blocks), len(self._entries))
        self.ruler.put(1.0)

    def new_page(self) -> None:
        """Let what follows stand on a page of its own."""
        self.add('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        self.ruler.start(self.sheet.height)

    def emblem(self, style: str, height: float) -> bool:
        """Put the office's emblem, where it has one, in a paragraph; `height` in centimetres."""
        if not self._emblem:
            return False
        from docx.shared import Cm  # noqa: PLC0415  # see `package.blank`

        there = self._doc.add_paragraph()
        there._p.style = style
        drawn = there.add_run().add_picture(io.BytesIO(self._emblem), height=Cm(height))
        told = self.data["words"]["emblem"]
        properties = drawn._inline.docPr  # the library has no words for it
        for name, value in (("id", str(self.number())), ("name", told), ("descr", told)):
            properties.set(name, value)
        self.add(taken(there._p))
        self.ruler.put(height * CM / 20)
        return True

    def bytes(self) -> bytes:
        """Return the file: the same for the same data, whatever day it is."""
        if self._contents:
            self._write_contents(*self._contents)
        return saved(self._doc, "".join(self._blocks))

    def _draft(self) -> list[str]:
        """Return what says on each page that nothing of it is announced yet."""
        if not self.data["draft"]:
            return []
        return [paragraph("header", watermark(self.number(), self.data["words"]["draft"]))]

    def _write_contents(self, place: int, before: int) -> None:
        words, sheet = self.data["words"], Sheet()
        size = BY_ID["TOC1"].size
        high = _OVER + sum(
            height_of(one.text, sheet.width - _BESIDE, size) for one in self._entries
        )
        more = int(high // sheet.height)
        told = self._entries[:before] + [one.later(more) for one in self._entries[before:]]
        made = contents(words["contents"], words["page"], told, self.data["digits"])
        self._blocks.insert(place, made)
