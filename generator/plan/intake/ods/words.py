"""Texts of OpenDocument: blanks are elements there, and notes stand among the words."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from generator.plan.intake.xml.measures import number

_MOST_BLANKS = 1_000
# What stands in a text without being one of its words.
_BESIDE = ("office:annotation", "text:note", "draw:", "dc:", "text:tracked-changes")


def paragraphs(element: Element) -> Iterator[str]:
    """Yield the texts of an element's paragraphs (`text:p`), without notes and shapes."""
    for child in element:
        if child.tag in ("text:p", "text:h"):
            yield _text(child)
        elif not child.tag.startswith(_BESIDE):
            yield from paragraphs(child)


def _text(element: Element) -> str:
    said = [element.text or ""]
    for child in element:
        if child.tag == "text:s":
            said.append(" " * min(number(child.get("c"), 1), _MOST_BLANKS))
        elif child.tag == "text:tab":
            said.append("\t")
        elif child.tag == "text:line-break":
            said.append("\n")
        elif not child.tag.startswith(_BESIDE):
            said.append(_text(child))
        said.append(child.tail or "")
    return "".join(said)
