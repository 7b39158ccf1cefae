"""A workbook merged into the parts of one of its versions, sheet by sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from generator.plan.merge.book import Book
from generator.plan.merge.grid import Grid
from generator.plan.merge.rows import SheetPlan
from generator.plan.merge.sheet_edit import SheetEdit
from generator.plan.merge.sheet_write import moved_formulas
from generator.plan.workbook.markup import children, edited, element, elements, with_attribute
from generator.plan.workbook.markup import plain as said_in
from generator.plan.workbook.package import TYPES, Package

_CHAIN = "xl/calcChain.xml"
_SHARED = re.compile(
    rb"<(?:\w+:)?c\b[^>]*\bt=[\"']s[\"'][^>]*>\s*<(?:\w+:)?v\b[^>]*>\s*([0-9]+)\s*<"
)
_OWN_FORMATS = 164  # numbers below are built in
_STALE = "สมุดงานมีสูตร เปิดใน Excel แล้วบันทึกหนึ่งครั้ง เพื่อให้คำนวณใหม่"
_UNSIGNED = "ลายมือชื่อดิจิทัลของสมุดงานใช้ไม่ได้แล้ว ลงลายมือชื่อใหม่"
_AS_VALUES = "ช่องที่ผู้อื่นใส่เป็นสูตร เขียนเป็นค่าที่สูตรนั้นแสดง"


@dataclass(slots=True)
class Restyling:
    """Styles that differ from others by their number format alone, added where they are needed."""

    package: Package
    book: str
    known: dict[tuple[int, str], int] = field(default_factory=dict)

    def style(self, style: int, code: str) -> int:
        """Return the style like another with a number format (`#14` for one that is built in)."""
        if (style, code) not in self.known:
            self.known[style, code] = self._added(style, code)
        return self.known[style, code]

    def _added(self, style: int, code: str) -> int:
        part = self.package.related(self.book, "styles")
        around = element(self.package.text(part), b"cellXfs") if part else None
        if around is None:
            return style
        number = code[1:] if re.fullmatch("#[0-9]+", code) else self._format(part, code)
        data = self.package.text(part)
        around = element(data, b"cellXfs")
        assert around is not None
        styles = list(children(data, around))
        if style >= len(styles):
            return style
        one = styles[style]
        tag = with_attribute(
            with_attribute(one.tag.raw, "numFmtId", number), "applyNumberFormat", "1"
        )
        count = with_attribute(around.tag.raw, "count", str(len(styles) + 1))
        self.package.parts[part] = edited(data, [
            (around.tag.start, around.tag.end, count),
            (around.last, around.last, tag + data[one.tag.end : one.end]),
        ])  # fmt: skip
        return len(styles)

    def _format(self, part: str, code: str) -> str:
        data = self.package.text(part)
        found = list(elements(data, b"numFmt"))
        for one in found:
            if one.tag.get("formatCode") == code:
                return one.tag.get("numFmtId")
        number = max([_OWN_FORMATS, *(int(one.tag.get("numFmtId") or 0) + 1 for one in found)])
        root = element(data, b"styleSheet")
        assert root is not None
        said = f'numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'.encode()
        own = b"<" + root.tag.prefix + said
        around = element(data, b"numFmts")
        name = root.tag.prefix + b"numFmts"
        if around is None or around.tag.empty:
            whole = b"<" + name + b' count="1">' + own + b"</" + name + b">"
            place = (root.first, root.first) if around is None else (around.tag.start, around.end)
            self.package.parts[part] = edited(data, [(*place, whole)])
        else:
            count = with_attribute(around.tag.raw, "count", str(len(found) + 1))
            self.package.parts[part] = edited(
                data, [(around.tag.start, around.tag.end, count), (around.last, around.last, own)]
            )
        return str(number)


def write_book(
    book: Book, grids: Mapping[str, Grid], plans: Mapping[str, SheetPlan]
) -> tuple[bytes, tuple[str, ...]]:
    """Return the workbook as planned, and what is to be told of it. Raises UnsafeError."""
    package = Package(dict(book.package.parts), book.package.strict)
    restyling = Restyling(package, book.part)
    edits = {
        title: SheetEdit(book.sheets[title], grids[title], plan, restyling.style, book.formats.of)
        for title, plan in plans.items()
    }
    moving = [one for one in edits.values() if one.shift.added or one.shift.grown]
    used = _shared(package, book)
    has_formulas = False
    for sheet in book.sheets.values():
        data = package.text(sheet.part)
        has_formulas = has_formulas or any(elements(data, b"f"))
        if sheet.title in edits:
            data = edits[sheet.title].written(data)
        for other in moving:
            if other.sheet.title != sheet.title:
                data = moved_formulas(data, other.shift, other.sheet.title, own=False)
        package.parts[sheet.part] = data
    for other in moving:
        _move_names(package, book, other)
    _forget_chain(package, book.part)
    _forget_texts(package, book.part, used - _shared(package, book))
    if has_formulas:
        _calculate_on_load(package, book.part)
    told = {
        _STALE: has_formulas,
        _UNSIGNED: any(name.startswith("_xmlsignatures/") for name in package.parts),
        _AS_VALUES: any(one.as_values for one in edits.values()),
    }
    return package.data(), tuple(note for note, so in told.items() if so)


def _move_names(package: Package, book: Book, edit: SheetEdit) -> None:
    data = package.text(book.part)
    package.parts[book.part] = edited(data, [
        (one.first, one.last, escape(
            edit.shift.formula(said_in(data[one.first : one.last]), edit.sheet.title, own=False)
        ).encode())
        for one in elements(data, b"definedName")
    ])  # fmt: skip


def _shared(package: Package, book: Book) -> set[int]:
    """Return the numbers of the shared texts that cells show."""
    parts = (package.text(sheet.part) for sheet in book.sheets.values())
    return {int(number) for part in parts for number in _SHARED.findall(part)}


def _forget_texts(package: Package, book: str, gone: set[int]) -> None:
    """Leave out the shared texts that no cell shows any more: one of them may be withdrawn."""
    part = package.related(book, "sharedStrings")
    if not (part and gone):
        return
    data = package.text(part)
    package.parts[part] = edited(data, [
        (one.first, one.last, b"<" + one.tag.prefix + b"t/>")
        for number, one in enumerate(elements(data, b"si"))
        if number in gone
    ])  # fmt: skip


def _forget_chain(package: Package, book: str) -> None:
    """Leave out the list of formulas, which every spreadsheet makes anew."""
    if package.parts.pop(_CHAIN, None) is None:
        return
    folder, _, name = book.rpartition("/")
    for part, tag, key in (
        (f"{folder}/_rels/{name}.rels", b"Relationship", "Target"),
        (TYPES, b"Override", "PartName"),
    ):
        data = package.text(part)
        package.parts[part] = edited(data, [
            (one.tag.start, one.end, b"")
            for one in elements(data, tag)
            if one.tag.get(key).endswith("calcChain.xml")
        ])  # fmt: skip


def _calculate_on_load(package: Package, book: str) -> None:
    data = package.text(book)
    if found := element(data, b"calcPr"):
        tag = with_attribute(found.tag.raw, "fullCalcOnLoad", "1")
        package.parts[book] = edited(data, [(found.tag.start, found.tag.end, tag)])
        return
    before = list(elements(data, b"sheets", b"externalReferences", b"definedNames"))
    if before:
        new = b"<" + before[-1].tag.prefix + b'calcPr fullCalcOnLoad="1"/>'
        package.parts[book] = edited(data, [(before[-1].end, before[-1].end, new)])
