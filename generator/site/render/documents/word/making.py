"""A paper's data → the bytes of its Word file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from generator.site.render.documents.word.book import book_pages
from generator.site.render.documents.word.forms import form_pages, summary_pages
from generator.site.render.documents.word.letters import letter_pages
from generator.site.render.documents.word.manuscript import Manuscript

_WRITERS: Mapping[str, Callable[[Manuscript, Mapping[str, Any]], None]] = {
    "book": book_pages,
    "form": form_pages,
    "letter": letter_pages,
    "summary": summary_pages,
}
#: The kinds of papers that are made as Word files, as `kind` in their data says it.
WORD_KINDS = frozenset(_WRITERS)


def word_file(said: str, emblem: bytes = b"") -> bytes:
    """Return the paper whose data, as JSON, is given, as a Word file (.docx).

    The same data and emblem give the same bytes.

    It opens without a question in Word and LibreOffice. What a plan says is text in it, whatever
    it looks like; what XML forbids is shown as U+FFFD.
    """
    data = json.loads(said)
    paper = Manuscript(data, emblem)
    _WRITERS[data["kind"]](paper, data)
    return paper.bytes()
