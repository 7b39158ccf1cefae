"""Styles: what a paragraph, a run and a table have that do not say it themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from generator.plan.intake.docx.shade import fill_of
from generator.plan.intake.xml.measures import is_on, length, twips
from generator.plan.intake.xml.tree import at

# Word's own, where a document does not say.
_MARGIN, _SIZE = 5.4, 10.0
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Spacing:
    """Points above and below a paragraph; its lines are `line` points high, or `times` one line."""

    before: float = 0.0
    after: float = 0.0
    line: float = 0.0
    times: float = 1.0
    exact: bool = False


class Styles:
    """The styles of a document by id; an unknown one says nothing."""

    def __init__(self, root: Element | None) -> None:
        """Take the part's tree, None where the document has none."""
        found = root.iter("w:style") if root is not None else ()
        self._styles = {one.get("styleId", ""): one for one in found}
        self._usual = {
            one.get("type", ""): key
            for key, one in self._styles.items()
            if one.get("default", "").lower() in ("1", "true", "on")
        }
        self._defaults = root.find("w:docDefaults") if root is not None else None
        # What a style says is the same for each of its paragraphs.
        self._sizes: dict[str, float] = {}
        self._spacings: dict[str, Spacing] = {}
        self._told: dict[str, dict[str, str]] = {}

    def is_hidden(self, properties: Element | None, paragraph: str) -> bool:
        """Whether letters are hidden, by their own properties (`w:rPr`) or a style's."""
        return self._has(properties, paragraph, "w:vanish")

    def is_struck(self, properties: Element | None, paragraph: str) -> bool:
        """Whether letters are struck through, once or twice."""
        return any(self._has(properties, paragraph, name) for name in ("w:strike", "w:dstrike"))

    def _has(self, properties: Element | None, paragraph: str, name: str) -> bool:
        """Whether letters have a property, by their own (`w:rPr`) or a style's."""
        own = is_on(properties, name)
        if own is not None:
            return own
        named = _value(properties, "w:rStyle")
        return any(
            is_on(one.find("w:rPr"), name)
            for one in (*self._chain(named, ""), *self._chain(paragraph, ""))
        )

    def size(self, properties: Element | None, paragraph: str) -> float:
        """Return the size of letters in points; Thai has the size of complex scripts."""
        own = self._sized(properties)
        return own if own is not None else self._usual_size(paragraph)

    def _usual_size(self, paragraph: str) -> float:
        if paragraph not in self._sizes:
            chain = (one.find("w:rPr") for one in self._chain(paragraph, "paragraph"))
            told = (self._sized(one) for one in (*chain, at(self._defaults, "w:rPrDefault/w:rPr")))
            self._sizes[paragraph] = next((one for one in told if one is not None), _SIZE)
        return self._sizes[paragraph]

    def _sized(self, properties: Element | None) -> float | None:
        if properties is None:
            return None
        for name in ("w:szCs", "w:sz"):
            if half := length(_value(properties, name), 2.0):
                return half
        return None

    def spacing(self, properties: Element | None, paragraph: str) -> Spacing:
        """Return what stands above, below and between the lines of a paragraph (`w:pPr`)."""
        own = properties.find("w:spacing") if properties is not None else None
        if own is not None:
            return _spacing({**self._usual_spacing(paragraph), **own.attrib})
        if paragraph not in self._spacings:
            self._spacings[paragraph] = _spacing(self._usual_spacing(paragraph))
        return self._spacings[paragraph]

    def _usual_spacing(self, paragraph: str) -> dict[str, str]:
        if paragraph not in self._told:
            chain = (at(one, "w:pPr/w:spacing") for one in self._chain(paragraph, "paragraph"))
            told: dict[str, str] = {}
            for one in (*chain, at(self._defaults, "w:pPrDefault/w:pPr/w:spacing")):
                told = {**(one.attrib if one is not None else {}), **told}
            self._told[paragraph] = told
        return self._told[paragraph]

    def numbering(self, paragraph: str) -> Element | None:
        """Return the numbering (`w:numPr`) that a paragraph has by its style."""
        for one in self._chain(paragraph, "paragraph"):
            if (found := at(one, "w:pPr/w:numPr")) is not None:
                return found
        return None

    def margins(self, table: Element | None) -> dict[str, float]:
        """Return the left and the right margin of a table's cells, by its properties or style."""
        named = _value(table, "w:tblStyle")
        chain = [table, *(one.find("w:tblPr") for one in self._chain(named, "table"))]
        return {side: _margin(chain, side) for side in ("left", "right", "top", "bottom")}

    def is_coloured(self, table: Element | None) -> bool:
        """Whether a table's style (`w:tblPr`) paints cells, all or some of them."""
        named = _value(table, "w:tblStyle")
        found = (one.iter("w:shd") for one in self._chain(named, "table"))
        return any(fill_of(shade) for shades in found for shade in shades)

    def _chain(self, key: str, kind: str) -> Iterator[Element]:
        """Yield a style and those that it is based on; the default one of a kind where none is."""
        for _ in range(_DEEPEST):
            key = key or self._usual.get(kind, "")
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key, kind = _value(style, "w:basedOn"), ""
            if not key:
                return


def _margin(chain: list[Element | None], side: str) -> float:
    names = (side, {"left": "start", "right": "end"}.get(side, side))
    for one in chain:
        for name in names if one is not None else ():
            assert one is not None
            said = twips(at(one, f"w:tblCellMar/w:{name}"))
            if said is not None:
                return said
    return _MARGIN if side in ("left", "right") else 0.0


def _spacing(told: dict[str, str]) -> Spacing:
    line = length(told.get("line"), 20.0) or 12.0
    rule = told.get("lineRule", "auto")
    return Spacing(
        before=length(told.get("before"), 20.0) or 0.0,
        after=length(told.get("after"), 20.0) or 0.0,
        line=0.0 if rule == "auto" else line,
        times=line / 12.0 if rule == "auto" else 1.0,
        exact=rule == "exact",
    )


def _value(parent: Element | None, name: str) -> str:
    found = parent.find(name) if parent is not None else None
    return found.get("val", "") if found is not None else ""
