"""The parts of a Word document: which one is the text, and which belong to it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from generator.machine.markup import ReadingLimit
from generator.plan.intake.form import FormRefusedError
from generator.plan.intake.paint import is_white
from generator.plan.intake.refusals import refused
from generator.plan.intake.xml.tree import read_tree
from generator.plan.read.symbols import is_symbol_font
from generator.plan.uploads.archive import ZippedUpload
from generator.plan.uploads.contents import UploadError

# Nine tenths of a document of Word; how letters look says nothing here, symbol fonts apart.
_LEFT_OUT = frozenset({
    "w:b", "w:bCs", "w:i", "w:iCs", "w:u", "w:lang", "w:noProof", "w:proofErr", "w:kern",
    "w:bookmarkStart", "w:bookmarkEnd", "w:tcBorders", "w:tblBorders", "w:pBdr", "w:tblLook",
    "w:cs", "w:w", "w:tabs", "w:keepNext", "w:keepLines", "w:widowControl", "w:snapToGrid",
    "w:adjustRightInd", "w:autoSpaceDE", "w:autoSpaceDN", "w:textAlignment", "w:cnfStyle",
    "w:rtl", "w:noWrap", "w:docGrid", "w:rsids", "w:latentStyles", "w:contextualSpacing",
    "w:shadow", "w:effect", "w:em", "w:eastAsianLayout", "w:textDirection", "w:suppressAutoHyphens",
    "wp:effectExtent", "wp:wrapNone", "wp:wrapSquare", "wp:wrapTight", "wp:wrapThrough",
    "wp:wrapTopAndBottom", "wp:cNvGraphicFramePr", "a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst",
    "a:effectLst", "a:effectRef", "a:fontRef", "a:pathLst", "v:formulas", "v:handles", "v:f",
    "w10:wrap", "a:blip", "a:prstDash", "a:round", "a:miter", "a:bevel",
})  # fmt: skip
_FONT_NAMES = ("ascii", "hAnsi", "cs")
# Twenty-five elements a cell, and two thousand rows of eighteen cells.
MOST_ELEMENTS = 1_000_000


class Parts:
    """An opened document. Raises FormRefusedError where it is none, or damaged."""

    def __init__(self, data: bytes) -> None:
        """Find the main part; nothing else is read yet."""
        self._budget = ReadingLimit(elements=MOST_ELEMENTS)
        try:
            self._archive = ZippedUpload(data)
        except UploadError as error:
            raise refused(error) from None
        self._names = {name.lower(): name for name in self._archive.names}
        self._related: dict[str, dict[str, tuple[str, str]]] = {}
        main = next((path for _, path in self._of_kind("", "officeDocument")), "word/document.xml")
        if main.lower() not in self._names:
            raise FormRefusedError("broken", found="ไม่พบข้อความของเอกสาร")
        self.main = main

    def tree(self, path: str) -> Element:
        """Return the tree of a part, without what only says how letters look."""
        try:
            return read_tree(self._archive.read(self._names[path.lower()]), self._budget, _keeps)
        except UploadError as error:
            raise refused(error) from None

    def beside(self, kind: str) -> Element | None:
        """Return the tree of the main part's part of a kind (`styles`), None for none."""
        path = next((path for _, path in self._of_kind(self.main, kind)), "")
        return self.tree(path) if path else None

    @property
    def program(self) -> str:
        """The name of the program that wrote the file, empty where it does not say."""
        path = next((path for _, path in self._of_kind("", "extended-properties")), "")
        told = self.tree(path) if path else ()
        return next((one.text or "" for one in told if one.tag.endswith(":Application")), "")

    def target(self, number: str, of: str = "") -> str:
        """Return the path of the part that a part names by the id of a relation, empty for none."""
        path, _ = self._relations(of or self.main).get(number, ("", ""))
        return path

    @property
    def embedded(self) -> list[str]:
        """Whatever other document lies inside this one."""
        return [name for name in self._archive.names if "/embeddings/" in name.lower()]

    def _of_kind(self, part: str, kind: str) -> Iterator[tuple[str, str]]:
        for number, (path, told) in self._relations(part).items():
            if told.rpartition("/")[2] == kind and path.lower() in self._names:
                yield number, path

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return path and kind of what a part is related to, by the relation's id."""
        if part not in self._related:
            folder, name = posixpath.split(part)
            path = posixpath.join(folder, "_rels", f"{name}.rels")
            found = {}
            if path.lower() in self._names:
                for one in self.tree(path):
                    target = posixpath.join("/", folder, one.get("Target", ""))
                    inside = one.get("TargetMode", "").lower() != "external"
                    whole = posixpath.normpath(target).lstrip("/") if inside else ""
                    found[one.get("Id", "")] = (whole, one.get("Type", ""))
            self._related[part] = found
        return self._related[part]


def _keeps(name: str, attributes: dict[str, str]) -> bool:
    if name == "w:color":  # white letters on paper are seen by nobody
        return is_white(attributes.get("val", ""))
    if name == "w:rFonts":
        return any(is_symbol_font(attributes.get(key, "")) for key in _FONT_NAMES)
    return name not in _LEFT_OUT
