"""Styles of OpenDocument: widths, heights, colours, and what stands at the margin of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from generator.plan.intake.ods.words import paragraphs
from generator.plan.intake.paint import is_white
from generator.plan.intake.xml.measures import length
from generator.plan.intake.xml.tree import at

_COLOUR = re.compile(r"#([0-9A-Fa-f]{6})")
_DEEPEST = 12
# What a column and a row have where no style says it: LibreOffice's own.
_WIDTH, _HEIGHT = 64.0, 12.8
_MOST = 3_000.0  # points: more than LibreOffice allows a column or a row


class Looks:
    """The styles of a document, its own and its named ones."""

    def __init__(self, content: Element, named: Element | None) -> None:
        """Take the trees of content.xml and styles.xml."""
        self._styles: dict[tuple[str, str], Element] = {}
        self._pages: dict[str, Element] = {}
        for root in (named, content):
            for one in root.iter() if root is not None else ():
                if one.tag == "style:style":
                    key = one.get("style:family", ""), one.get("style:name", "")
                    self._styles[key] = one
                elif one.tag == "style:master-page":
                    self._pages[one.get("style:name", "")] = one

    def width(self, name: str) -> float:
        """Return the width of a column in points."""
        said = self._said("table-column", name, "style:table-column-properties", "column-width")
        return _points(said, _WIDTH)

    def height(self, name: str) -> float:
        """Return the height of a row in points."""
        said = self._said("table-row", name, "style:table-row-properties", "row-height")
        return _points(said, _HEIGHT)

    def is_shown(self, name: str) -> bool:
        """Whether a sheet is shown."""
        return self._said("table", name, "style:table-properties", "display") != "false"

    def fill(self, name: str) -> str:
        """Return the colour of a cell as RRGGBB, empty for none and for white."""
        said = self._said("table-cell", name, "style:table-cell-properties", "background-color")
        match = _COLOUR.fullmatch(said)
        colour = match[1].upper() if match else ""
        return "" if is_white(colour) else colour

    def is_struck(self, name: str) -> bool:
        """Whether the letters of a cell are struck through."""
        said = self._said("table-cell", name, "style:text-properties", "text-line-through-style")
        return said not in ("", "none")

    def is_white(self, name: str) -> bool:
        """Whether the letters of a cell are white."""
        return _is_white(self._said("table-cell", name, "style:text-properties", "color"))

    def heads(self, name: str) -> int:
        """Return how many ends of a line are arrow heads."""
        ends = (self._graphic(name, f"marker-{end}") for end in ("start", "end"))
        return sum(bool(end) for end in ends)

    def line_is_seen(self, name: str) -> bool:
        """Whether the line of a shape is seen: it is drawn, and not white."""
        drawn = self._graphic(name, "stroke") != "none"
        clear = self._graphic(name, "stroke-opacity") in ("0", "0%")
        return drawn and not clear and not _is_white(self._graphic(name, "stroke-color"))

    def fill_is_seen(self, name: str) -> bool:
        """Whether what a shape encloses is painted, and not white."""
        if self._graphic(name, "opacity") in ("0", "0%"):
            return False
        kind = self._graphic(name, "fill")
        white = kind in ("", "solid") and _is_white(self._graphic(name, "fill-color"))
        return kind != "none" and not white

    def hides(self, name: str) -> bool:
        """Whether a shape has a fill through which nothing is seen."""
        through = self._graphic(name, "opacity") not in ("", "100%")
        return self._graphic(name, "fill") == "solid" and not through

    def _graphic(self, name: str, key: str) -> str:
        return self._said("graphic", name, "style:graphic-properties", key)

    def margin(self, sheet: str, which: str) -> Iterator[str]:
        """Yield the lines at a margin (`style:header`) of the pages of a sheet's style."""
        style = self._styles.get(("table", sheet))
        page = self._pages.get(style.get("style:master-page-name", "") if style is not None else "")
        for kind in (which, f"{which}-first", f"{which}-left"):
            found = page.find(kind) if page is not None else None
            if found is not None and found.get("style:display", "true") != "false":
                yield from (text for text in paragraphs(found) if text.strip())

    def _said(self, family: str, name: str, properties: str, key: str) -> str:
        """Return what a style, or one that it goes back to, says; empty where none does."""
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name))
            found = at(style, properties)
            if found is not None and (said := _any(found, key)) is not None:
                return said
            name = style.get("style:parent-style-name", "") if style is not None else ""
            if not name:
                break
        return ""


def _is_white(said: str) -> bool:
    match = _COLOUR.fullmatch(said)
    return match is not None and is_white(match[1])


def _any(element: Element, key: str) -> str | None:
    said = element.get(key)
    return element.get(f"style:{key}") if said is None else said


def _points(text: str, usual: float) -> float:
    said = length(text, 1.0)
    return usual if said is None else min(max(0.0, said), _MOST)
