"""Texts within the bytes of a file: where each stands, and the bytes with a few of them changed."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.plan.read.csv_file import separator_of

_ENCODINGS = ("utf-8", "cp874")
_QUOTE = '"'
_LINE_ENDS = "\r\n"


@dataclass(frozen=True, slots=True)
class Coded:
    """A file's text and what it is written in; a byte order mark is left out of the text."""

    text: str
    encoding: str
    mark: bytes

    def bytes_of(self, text: str) -> bytes:
        """Return a text as this file writes it. Raises UnicodeEncodeError."""
        return self.mark + text.encode(self.encoding)


@dataclass(frozen=True, slots=True)
class Span:
    """A cell of a CSV: its row from 1, its column from 0, and where its content stands.

    Of a quoted cell the quotation marks are outside; those inside it are still doubled.
    """

    row: int
    column: int
    start: int
    end: int


def coded(data: bytes) -> Coded | None:
    """Return the text of a file, None where no encoding gives back the very same bytes."""
    marks = (
        (codecs.BOM_UTF8, ("utf-8",)),
        (codecs.BOM_UTF16_LE, ("utf-16-le",)),
        (codecs.BOM_UTF16_BE, ("utf-16-be",)),
        (b"", _ENCODINGS),
    )
    mark, encodings = next(pair for pair in marks if data.startswith(pair[0]))
    for encoding in encodings:
        try:
            found = Coded(data[len(mark) :].decode(encoding), encoding, mark)
            if found.bytes_of(found.text) == data:
                return found
        except UnicodeError:
            continue
    return None


def changed(whole: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """Return a text with each (start, end, text) put in; they do not overlap."""
    parts, at = [], 0
    for start, end, text in sorted(changes):
        parts += [whole[at:start], text]
        at = end
    return "".join((*parts, whole[at:]))


def spans(whole: str) -> list[Span] | None:
    """Return where every cell of a CSV stands; None unless reading finds the very same cells."""
    separator, text = separator_of(whole)
    offset = len(whole) - len(text)
    found = list(_spans(text, separator))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        read = [
            (row, column, cell)
            for row, cells in enumerate(reader, start=1)
            for column, cell in enumerate(cells)
        ]
    except csv.Error:
        return None
    ours = [(one.row, one.column, content(text, one)) for one in found]
    if [cell for cell in ours if cell[2]] != [cell for cell in read if cell[2]]:
        return None
    return [Span(one.row, one.column, one.start + offset, one.end + offset) for one in found]


def content(whole: str, span: Span) -> str:
    """Return what a cell says."""
    text = whole[span.start : span.end]
    quoted = whole[span.start - 1 : span.start] == _QUOTE == whole[span.end : span.end + 1]
    return text.replace(_QUOTE * 2, _QUOTE) if quoted else text


def _spans(text: str, separator: str) -> Iterator[Span]:
    at, row, column = 0, 1, 0
    while at < len(text):
        if text[at] == _QUOTE:
            start, end = at + 1, _closing(text, at + 1)
            at = end + 1
        else:
            start = at
            at = end = _plain_end(text, at, separator)
        yield Span(row, column, start, end)
        ends = at >= len(text) or text[at] != separator
        row, column = (row + 1, 0) if ends else (row, column + 1)
        at += 2 if text.startswith("\r\n", at) else 1


def _closing(text: str, at: int) -> int:
    """Return where the quotation mark stands that closes a cell, or the end of the text."""
    while (at := text.find(_QUOTE, at)) >= 0:
        if not text.startswith(_QUOTE * 2, at):
            return at
        at += 2
    return len(text)


def _plain_end(text: str, at: int, separator: str) -> int:
    while at < len(text) and text[at] != separator and text[at] not in _LINE_ENDS:
        at += 1
    return at
