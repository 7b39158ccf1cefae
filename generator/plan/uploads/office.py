"""Word documents and Excel workbooks: their texts and properties, without running anything.

Every part that is XML is read, whatever its name; every picture as if it had been uploaded; of
drawings of Windows (EMF, WMF) and printers' settings the texts in them. Not read: embedded fonts.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

from generator.machine.markup import ReadingLimit
from generator.plan.uploads.archive import ZippedUpload
from generator.plan.uploads.contents import Contents, Text, UploadError, UploadFault
from generator.plan.uploads.image import read_bytes, read_image
from generator.plan.uploads.markup import (
    DeclaredError,
    MalformedError,
    listed,
    read_markup,
    telling,
)
from generator.plan.uploads.sheets import FIRST, Sheets

# Of XML; expat reads about twenty million bytes a second, and a plan's document has one million.
MOST_MARKUP = 60_000_000
_MARKUP = ("xml", "rels", "vml", "psmdcp", "svg")
_PICTURES = ("png", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "tif", "tiff", "bmp")
_BYTES = ("emf", "wmf", "wdp", "bin")
_FONTS = ("odttf", "fntdata", "ttf")
_PRINTER = re.compile(r"printerSettings/[^/]+\.bin", re.IGNORECASE)
_ACTIVE_MEMBERS = re.compile(
    r"vbaProject|activeX/|/embeddings/|externalLinks/|customUI|connections\.xml|macrosheets/", re.I
)
_TAG = re.compile("<[^<>]*>")
_EMBEDDED = "มาโครหรือวัตถุที่ฝังไว้"
_FETCHED = "การดึงข้อมูลจากที่อื่น"
# Ends of relationships' types; any part may be given any name.
_ACTIVE_TYPES = frozenset({
    "afchunk", "control", "activexcontrolbinary", "externallink", "externallinkpath", "oleobject",
    "package", "subdocument", "vbaproject", "wordvbadata", "attachedtoolbars", "xlmacrosheet",
    "xlintlmacrosheet", "connections", "extensibility",
})  # fmt: skip
_ACTIVE_ELEMENTS = frozenset({"altChunk", "ddeLink", "oleLink", "subDoc"})
_ACTIVE_FIELDS = frozenset({"DDE", "DDEAUTO", "LINK", "DATABASE", "INCLUDETEXT"})
# In cells, rules, checks of input, charts and names.
_FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "definedName"})
# What may be active, or says what is.
_TELLING = frozenset({
    *_ACTIVE_ELEMENTS, *_FORMULAS, "Relationship", "fldSimple", "instrText", "delInstrText",
    "fldChar",
})  # fmt: skip
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_ACTIVE_FORMULA = re.compile(
    r"\||(?<![A-Z0-9_])(?:WEBSERVICE|IMAGE|RTD|DDE|CALL|REGISTER(?:\.ID)?|EXEC)\s*\(", re.IGNORECASE
)
_OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]+:|//|\\\\)", re.IGNORECASE)


def read_office(data: bytes, kind: str) -> Contents:
    """Return the texts of the document; a fault where it holds macros or fetches from outside."""
    archive = ZippedUpload(data)
    main = "word/document.xml" if kind == "docx" else "xl/workbook.xml"
    if main not in archive.names or "[Content_Types].xml" not in archive.names:
        raise UploadError("ไม่ใช่เอกสารของ Office")
    if sum(archive.size(name) for name in archive.names if _ending(name) in _MARKUP) > MOST_MARKUP:
        raise UploadError("ข้อความหรือตารางยาวเกินไป")
    found = _Found()
    found.directory(archive)
    for name in sorted(archive.names, key=lambda name: name not in FIRST):
        found.read(name, archive.read(name))
    found.shown()
    # What is refused is read all the same: whoever asks for the texts alone must have them.
    active = next((name for name in archive.names if _is_active(name)), "")
    fault = found.active or (_EMBEDDED if active else "")
    if fault:
        return Contents(tuple(found.texts), (UploadFault("upload-active", fault),))
    return Contents(tuple(found.texts), tuple(found.faults))


class _Found:
    """What the parts of a document hold."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self.faults: dict[UploadFault, None] = {}
        self.active = ""
        self._budget = ReadingLimit()
        self._sheets = Sheets()

    def directory(self, archive: ZippedUpload) -> None:
        """Take in the names of the parts, and what else the directory notes."""
        names = listed(one for one in archive.names if telling(one))
        self.texts += [Text("ชื่อส่วนของไฟล์", names)] if names else []
        self._bytes(archive.notes)

    def shown(self) -> None:
        """Take in what tables show that no part of them says."""
        if shown := self._sheets.texts:
            self.texts.append(Text("เนื้อหา", shown))

    def _bytes(self, data: bytes) -> None:
        inside = read_bytes(data)
        self.texts += (one for one in inside.texts if one.text)
        self.faults |= dict.fromkeys(inside.faults)

    def read(self, name: str, data: bytes) -> None:
        """Take in a part."""
        if name.endswith("/") and data:
            raise UploadError("ไฟล์เสีย")
        if _ending(name) in _PICTURES:
            inside = _picture(data)
            self.texts += inside.texts
            self.faults |= dict.fromkeys(inside.faults)
        elif _ending(name) in _MARKUP:
            self._markup(name, data)
        elif _ending(name) not in _FONTS:
            self._bytes(data)

    def _markup(self, name: str, data: bytes) -> None:
        part = _Part(name, self._sheets)
        where = "คุณสมบัติของไฟล์" if name.startswith("docProps/") else "เนื้อหา"
        try:
            # Styles and texts have no cells; cells that stood there would be told as theirs.
            cells = None if name in FIRST else self._sheets.cells
            self.texts.append(Text(where, read_markup(data, self._budget, part.seen, cells)))
        except MalformedError:
            # Excel itself writes drawings for its old versions that are no XML.
            if _ending(name) != "vml":
                raise
            self.texts.append(Text(where, _TAG.sub(" ", data.decode("utf-8", "replace"))))
            self._bytes(data)
        except DeclaredError:
            part.found = "การประกาศ DOCTYPE"
            self._bytes(data)
        self.active = self.active or part.found
        for packed in part.packed:
            self._packed(packed)

    def _packed(self, text: str) -> None:
        """Take in a drawing that old versions of Word keep as an archive in an attribute."""
        try:
            data = base64.b64decode(text)
            archive = ZippedUpload(data)
            parts = {name: archive.read(name) for name in archive.names}
        except (UploadError, ValueError):
            self._bytes(text.encode("utf-8", "surrogatepass"))
            return
        self.directory(archive)
        for name, inside in parts.items():
            self.read(name, inside)


class _Part:
    """What is active in one part; `seen` is told of its elements."""

    def __init__(self, name: str, sheets: Sheets) -> None:
        self._name, self._sheets = name, sheets
        self.found = ""
        self.packed: list[str] = []
        self._links = name.endswith(".rels")
        self._field: list[str] = []

    def seen(self, name: str, attributes: Mapping[str, str], text: str) -> None:
        self._sheets.seen(self._name, name, attributes, text)
        if "gfxdata" in attributes:
            self.packed.append(attributes["gfxdata"])
        if name in _TELLING:
            self._told(name, attributes, text)

    def _told(self, name: str, attributes: Mapping[str, str], text: str) -> None:
        if name in _ACTIVE_ELEMENTS:
            self.found = _EMBEDDED
        elif name == "Relationship" and self._links:
            self._link(attributes)
        elif name == "fldSimple":
            self._instruct(attributes.get("instr", ""))
        elif name in ("instrText", "delInstrText"):
            self._field.append(text)
        elif name == "fldChar":
            self._instruct("".join(self._field))
            self._field.clear()
        elif name in _FORMULAS and _ACTIVE_FORMULA.search(_QUOTED.sub("", text)):
            self.found = _FETCHED

    def _link(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("Type", "").rstrip("/").rpartition("/")[2].lower()
        outside = attributes.get("TargetMode", "").strip().lower() == "external"
        if kind in _ACTIVE_TYPES:
            self.found = _EMBEDDED
        elif kind != "hyperlink" and (outside or _OUTSIDE.match(attributes.get("Target", ""))):
            self.found = _FETCHED  # a link that a reader clicks is fine

    def _instruct(self, field: str) -> None:
        words = field.upper().split()
        # A field may spell another one in character codes.
        spelt = words[:1] == ["QUOTE"] and len(words) > 1 and words[1].isdigit()
        if spelt or (words and words[0] in _ACTIVE_FIELDS):
            self.found = _FETCHED


def _is_active(name: str) -> bool:
    """Whether a member holds a program or a file of another kind, by its place and its ending."""
    known = name.endswith("/") or _ending(name) in (*_MARKUP, *_PICTURES, *_BYTES[:-1], *_FONTS)
    return bool(_ACTIVE_MEMBERS.search(name)) or not (known or _PRINTER.search(name))


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _picture(data: bytes) -> Contents:
    """Return what a picture notes; of what is none under a picture's ending, the texts in it."""
    try:
        inside = read_image(data)
    except UploadError:
        raise
    except Exception:  # the library raises many kinds for what it does not know
        inside = read_bytes(data)
    return Contents(tuple(one for one in inside.texts if one.text), inside.faults)
