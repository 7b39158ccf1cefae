"""A workbook as its parts (ISO/IEC 29500-2): bytes by name, their relations and their types."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from generator.plan.read.workbook import transitional
from generator.plan.uploads.archive import ZippedUpload
from generator.plan.uploads.contents import UploadError
from generator.plan.workbook.markup import check_whole, edited, element, elements, utf8

TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MOMENT = (1980, 1, 1, 0, 0, 0)
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Relation:
    """That a part refers to another: by which id, as what, and which (a path in the workbook)."""

    id: str
    kind: str
    target: str


@dataclass(slots=True)
class Package:
    """The parts of one workbook, to be read and changed; what nobody touches stays as it is."""

    parts: dict[str, bytes]
    strict: bool = False

    @classmethod
    def of(cls, data: bytes, *, as_it_is: bool = False) -> Package:
        """Return the parts of a workbook; of a strict one those of an ordinary one.

        Unless it is to be kept `as_it_is`. Raises UploadError for what is no workbook.
        """
        archive = ZippedUpload(data)
        known = data if as_it_is else transitional(data, archive)
        if known is not data:
            archive = ZippedUpload(known)
        parts = {name: archive.read(name) for name in archive.names if not name.endswith("/")}
        for name, part in parts.items():
            if name == TYPES or (name.startswith("xl/") and name.endswith((".xml", ".rels"))):
                check_whole(part)
        if TYPES not in parts:
            raise UploadError("ไม่ใช่สมุดงาน Excel")
        return cls(parts, known is not data)

    def data(self) -> bytes:
        """Return the workbook: the same bytes for the same parts."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
            for name, part in self.parts.items():
                entry = zipfile.ZipInfo(name, _MOMENT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                written.writestr(entry, part)
        return stream.getvalue()

    def text(self, name: str) -> bytes:
        """Return a part of markup, as UTF-8."""
        return utf8(self.parts[name])

    def relations(self, part: str) -> Iterator[Relation]:
        """Yield what a part, or the workbook itself for none, refers to inside the workbook."""
        name = _relations_of(part)
        data = self.text(name) if name in self.parts else b""
        for found in elements(data, b"Relationship"):
            target = found.tag.get("Target")
            if found.tag.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target))
                kind = found.tag.get("Type").rpartition("/")[2]
                yield Relation(found.tag.get("Id"), kind, self._spelled(path.lstrip("/")))

    def related(self, part: str, kind: str) -> str:
        """Return the part of a kind that another refers to, empty for none."""
        found = (one.target for one in self.relations(part) if one.kind == kind)
        return next((target for target in found if target in self.parts), "")

    def sheets(self, book: str) -> Iterator[tuple[str, str]]:
        """Yield the title and the part of each sheet that the workbook's own part lists."""
        targets = {one.id: one.target for one in self.relations(book)}
        for one in elements(self.text(book), b"sheet"):
            part = targets.get(one.tag.get(":id"), "")
            if part in self.parts:
                yield one.tag.get("name"), part

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part refer to another, and return by which id."""
        name = _relations_of(part)
        empty = _HEAD + f'<Relationships xmlns="{RELATIONS}"></Relationships>'.encode()
        data = self.text(name) if name in self.parts else empty
        taken = {found.tag.get("Id") for found in elements(data, b"Relationship")}
        own = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        self.parts[name] = _within(
            data, b"Relationships", b"Relationship",
            f'Id="{own}" Type="{OFFICE}/{kind}" Target={quoteattr("/" + target)}',
        )  # fmt: skip
        return own

    def declare(self, part: str, kind: str) -> None:
        """Say of what type a part is."""
        data = self.text(TYPES)
        if any(found.tag.get("PartName") == f"/{part}" for found in elements(data, b"Override")):
            return
        said = f"PartName={quoteattr('/' + part)} ContentType={quoteattr(kind)}"
        self.parts[TYPES] = _within(data, b"Types", b"Override", said)

    def kind_of(self, part: str) -> str:
        """Return the type that is said of a part by its name."""
        found = elements(self.text(TYPES), b"Override")
        return next(
            (one.tag.get("ContentType") for one in found if one.tag.get("PartName") == f"/{part}"),
            "",
        )

    def free(self, name: str) -> str:
        """Return the first name that no part has, for a `{}` in `name`."""
        taken = {part.lower() for part in self.parts}
        names = (name.format(number) for number in range(1, len(taken) + 2))
        return next(one for one in names if one.lower() not in taken)

    def _spelled(self, path: str) -> str:
        """Return a path as the part is called: names differ by case in some writers' files."""
        if path in self.parts:
            return path
        return next((name for name in self.parts if name.lower() == path.lower()), path)


def with_parts(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return a workbook in which some parts are others; the rest is as it was, in its order."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as read,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        written.comment = read.comment
        for entry in read.infolist():
            part = changed.get(entry.filename)
            written.writestr(entry, read.read(entry) if part is None else part)
    return stream.getvalue()


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _within(data: bytes, parent: bytes, name: bytes, said: str) -> bytes:
    """Return a part with an element added at the end of another, under its prefix."""
    around = element(data, parent)
    assert around is not None, parent
    own = b"<" + around.tag.prefix + name + b" " + said.encode() + b"/>"
    if around.tag.empty:
        opened = around.tag.raw[:-2] + b">" + own + b"</" + around.tag.name + b">"
        return edited(data, [(around.tag.start, around.tag.end, opened)])
    return edited(data, [(around.last, around.last, own)])
