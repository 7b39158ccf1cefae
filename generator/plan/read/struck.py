"""Texts of a workbook of which some words are struck through, and others are not.

openpyxl gives a cell's text without the looks of its words; they stand in the workbook's parts
(ISO/IEC 29500-1, 18.4.4 and 18.4.10).
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.machine.markup import ReadingLimit
from generator.plan.uploads.archive import ZippedUpload
from generator.plan.uploads.markup import read_markup

_STRIKE = b"strike"
_WHERE = ("xl/sharedStrings.xml", "xl/worksheets/")


def struck_texts(archive: ZippedUpload) -> frozenset[str]:
    """Return the whole texts, as their cells hold them, in which a run of words is struck out."""
    found: set[str] = set()
    for name in archive.names:
        if name.startswith(_WHERE) and _STRIKE in (part := archive.read(name)):
            found |= _Texts.struck(part)
    return frozenset(found)


class _Texts:
    """Gathers one rich text after the other: a shared one, or one that stands in its cell."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.is_struck = False
        self.found: set[str] = set()

    @classmethod
    def struck(cls, part: bytes) -> set[str]:
        texts = cls()
        read_markup(part, ReadingLimit(), texts.see)
        return texts.found

    def see(self, element: str, attributes: Mapping[str, str], text: str) -> None:
        if element == "strike" and attributes.get("val", "1") not in ("0", "false"):
            self.is_struck = True
        elif element == "t":
            self.words.append(text)
        elif element in ("si", "is"):
            if self.is_struck:
                self.found.add("".join(self.words))
            self.words, self.is_struck = [], False
