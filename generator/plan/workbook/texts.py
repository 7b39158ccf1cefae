"""The texts of one column of a worksheet, whichever program saved it last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.plan.workbook.markup import Element, elements, plain
from generator.plan.workbook.package import Package


def column_texts(package: Package, book: str, part: str, letter: str) -> Iterator[str]:
    """Yield the filled texts of the column with that letter, from above."""
    data = package.text(part)
    shared: Sequence[str] | None = None
    cell = re.compile(rf"{letter}[0-9]+")
    for one in elements(data, b"c"):
        if not cell.fullmatch(one.tag.get("r")):
            continue
        if one.tag.get("t") == "s":
            shared = _shared(package, book) if shared is None else shared
            value = _text(data, one, b"v")
            yield shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""
        elif text := _text(data, one, b"t"):
            yield text


def _shared(package: Package, book: str) -> Sequence[str]:
    name = package.related(book, "sharedStrings")
    data = package.text(name) if name else b""
    return [_text(data, one, b"t") for one in elements(data, b"si")]


def _text(data: bytes, around: Element, name: bytes) -> str:
    found = elements(data, name, start=around.first, stop=around.last)
    return "".join(plain(data[one.first : one.last]) for one in found)
