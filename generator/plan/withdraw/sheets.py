"""A workbook with cells covered where they stand; every part that is not meant keeps its bytes.

Cells are set one by one, and texts are covered wherever they stand: in cells, in comments, in what
is drawn, in properties. What cannot be changed safely (a formula, a sheet's name, a link) is left
to whoever has Excel.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.plan.read.cells import Spot
from generator.plan.uploads import inspect
from generator.plan.uploads.archive import ZippedUpload
from generator.plan.uploads.contents import UploadError
from generator.plan.withdraw.needles import LEAST_SIGNS, Needles
from generator.plan.withdraw.refused import CoverRefusedError
from generator.plan.withdraw.runs import covered_runs, plain_text
from generator.plan.workbook.cells import column_index, first_of_merged, reference
from generator.plan.workbook.markup import (
    Edit,
    Element,
    check_whole,
    edited,
    elements,
    told,
    with_attribute,
)
from generator.plan.workbook.package import Package
from generator.problems import Place

# What a cell is to say, by sheet and spot.
Wanted = Mapping[tuple[str, Spot], str]
_BY_HAND = "เปิดใน Excel ปิดข้อความด้วย █ แล้วบันทึกและสั่งใหม่"
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_TAG = re.compile(rb"<[^<>!?][^<>]*>")
_VALUE = re.compile(rb"""=\s*(?:"([^"]*)"|'([^']*)')""")
# Groups of runs that are read as one text, and what may hold the texts themselves.
_GROUPS = (b"si", b"is", b"comment", b"threadedComment", b"p")


def covered_xlsx(data: bytes, place: Place, wanted: Wanted, needles: Needles) -> bytes:
    """Return a workbook in which the `wanted` cells say what they are to, and needles are covered.

    The same bytes where nothing changes. Raises CoverRefusedError, which says what is to be covered
    by hand.
    """
    try:
        package = _package(data)
        before = dict(package.parts)
        _Covering(package, place, wanted, needles).run()
    except UploadError as error:
        raise CoverRefusedError(place, f"เปิดสมุดงานไม่ได้ ({error}) {_BY_HAND}") from None
    if package.parts == before:
        return data
    after = package.data()
    left = next((one for one in inspect("a.xlsx", after).texts if needles.stand_in(one.text)), None)
    if left:
        raise CoverRefusedError(place, f"ยังมีข้อความนั้นที่{left.where} {_BY_HAND}")
    return after


def _package(data: bytes) -> Package:
    """Return the parts as they are, of a strict workbook too. Raises UploadError."""
    archive = ZippedUpload(data)
    parts = {name: archive.read(name) for name in archive.names if not name.endswith("/")}
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            check_whole(part)
    return Package(parts)


@dataclass(slots=True)
class _Covering:
    """One run over one workbook."""

    package: Package
    place: Place
    wanted: Wanted
    needles: Needles
    shared: list[str] = field(default_factory=list)
    _uses: Counter[int] = field(default_factory=Counter)
    _set: dict[int, str] = field(default_factory=dict)
    _meant: Counter[int] = field(default_factory=Counter)

    def run(self) -> None:
        strings = self._strings()
        sheets = dict(self._sheets())
        self._count(sheets)
        for title, part in sheets.items():
            self._sheet(title, part)
        if strings and self._set:
            data = self.package.text(strings)
            edits = [
                (one.first, one.last, _cell_text(one, text))
                for number, one in enumerate(elements(data, b"si"))
                if (text := self._set.get(number)) is not None
            ]
            self.package.parts[strings] = edited(data, edits)
        for name in self.package.parts if self.needles else ():
            if name.endswith((".xml", ".vml", ".rels")):
                self._everywhere(name)

    def _strings(self) -> str:
        name = self.package.related(self._book(), "sharedStrings")
        data = self.package.text(name) if name else b""
        self.shared = [plain_text(data, one) for one in elements(data, b"si")]
        return name

    def _book(self) -> str:
        return self.package.related("", "officeDocument")

    def _sheets(self) -> Iterator[tuple[str, str]]:
        book = self._book()
        if not book:
            raise UploadError("ไม่ใช่สมุดงาน Excel")
        parts = {one.id: one.target for one in self.package.relations(book)}
        for one in elements(self.package.text(book), b"sheet"):
            part = parts.get(one.tag.get(":id"), "")
            if part in self.package.parts:
                yield one.tag.get("name"), part

    def _count(self, sheets: Mapping[str, str]) -> None:
        """Count which cells use each shared text, and which of them are to say something else."""
        for title, part in sheets.items():
            data = self.package.text(part)
            for spot, cell in _cells(data):
                number = _shared_number(data, cell)
                if number is not None:
                    self._uses[number] += 1
                    if (text := self.wanted.get((title, spot))) is not None:
                        self._meant[number] += 1
                        self._set.setdefault(number, text)
        for number in list(self._set):
            if self._uses[number] != self._meant[number]:
                del self._set[number]  # another cell says the same, and is not meant

    def _sheet(self, title: str, part: str) -> None:
        data = self.package.text(part)
        merged = first_of_merged(data)
        mine = {
            merged.get(spot, spot): text
            for (name, spot), text in self.wanted.items()
            if name == title
        }
        edits: list[Edit] = []
        for spot, cell in _cells(data):
            if spot in mine:
                edits += self._cell(data, cell, spot, mine.pop(spot), title)
        for spot, text in mine.items():
            if text:
                self._refuse(title, spot, "ไม่พบช่องนี้ในสมุดงาน")
        if edits:
            self.package.parts[part] = edited(data, edits)

    def _cell(
        self, data: bytes, cell: Element, spot: Spot, text: str, title: str
    ) -> Iterator[Edit]:
        number = _shared_number(data, cell)
        if number is not None and self._set.get(number) == text:
            return
        if next(elements(data, b"f", start=cell.first, stop=cell.last), None):
            self._refuse(title, spot, "ช่องนี้เป็นสูตร")
        tag = with_attribute(cell.tag.raw, "t", "inlineStr" if text else None)
        if tag.endswith(b"/>"):
            tag = tag[:-2].rstrip() + b">"
        prefix, name = cell.tag.prefix, cell.tag.name
        inner = b"<" + prefix + b"is>" + _run(prefix, text) + b"</" + prefix + b"is>"
        yield cell.tag.start, cell.end, tag + (inner if text else b"") + b"</" + name + b">"

    def _refuse(self, title: str, spot: Spot, why: str) -> None:
        at = Place(self.place.file, title, spot[0], reference(spot).rstrip("0123456789"))
        raise CoverRefusedError(at, f"{why} {_BY_HAND}")

    def _everywhere(self, name: str) -> None:
        """Cover the needles in a part, wherever its texts stand."""
        data = self.package.text(name)
        if name.startswith("xl/worksheets/"):
            data = self._numbers(data)
        after = covered_runs(data, _GROUPS, self.needles)
        if name.startswith("xl/worksheets/"):
            self._refuse_formulas(name, data, after)
        named = name == self._book() and after != data  # names of ranges, formulas of them
        if named or any(self.needles.stand_in(value) for value in _attributes(after)):
            where = "ชื่อแผ่นงาน ลิงก์ หรือคำอธิบายช่อง"
            raise CoverRefusedError(self.place, f"ข้อความนั้นอยู่ใน{where} ({name}) {_BY_HAND}")
        if after != self.package.text(name):
            self.package.parts[name] = after

    def _numbers(self, data: bytes) -> bytes:
        """Cover cells that hold a telephone number as a number, without its first nought."""
        edits: list[Edit] = []
        for _, cell in _cells(data):
            if cell.tag.get("t") in ("", "n"):
                value = plain_text(data, cell, b"v")
                if value.isdecimal() and (
                    self.needles.stand_in(value) or self.needles.stand_in(f"0{value}")
                ):
                    tag = with_attribute(cell.tag.raw, "t", "inlineStr")
                    prefix = cell.tag.prefix
                    inner = b"<" + prefix + b"is>" + _run(prefix, "█") + b"</" + prefix + b"is>"
                    whole = tag + inner + b"</" + cell.tag.name + b">"
                    edits.append((cell.tag.start, cell.end, whole))
        return edited(data, edits) if edits else data

    def _refuse_formulas(self, name: str, was: bytes, now: bytes) -> None:
        """Refuse where what a formula gave or says was covered: it would come back in Excel."""
        if was == now:
            return
        title = next((one for one, part in self._sheets() if part == name), "")
        for spot, cell in _cells(was):
            has = next(elements(was, b"f", start=cell.first, stop=cell.last), None)
            if has and any(
                self.needles.stand_in(plain_text(was, cell, kind)) for kind in (b"f", b"v")
            ):
                self._refuse(title, spot, "ช่องนี้เป็นสูตร")


def _cells(data: bytes) -> Iterator[tuple[Spot, Element]]:
    """Yield the cells of a sheet; one without a reference follows the one before it."""
    row, column = 0, -1
    for around in elements(data, b"row"):
        row = int(around.tag.get("r") or row + 1)
        column = -1
        for cell in elements(data, b"c", start=around.first, stop=around.last):
            if found := _REFERENCE.fullmatch(cell.tag.get("r")):
                row, column = int(found[2]), column_index(found[1])
            else:
                column += 1
            yield (row, column), cell


def _shared_number(data: bytes, cell: Element) -> int | None:
    if cell.tag.get("t") != "s":
        return None
    value = plain_text(data, cell, b"v")
    return int(value) if value.isdecimal() else None


def _cell_text(around: Element, text: str) -> bytes:
    return _run(around.tag.prefix, text)


def _run(prefix: bytes, text: str) -> bytes:
    return b"<" + prefix + b't xml:space="preserve">' + told(text).encode() + b"</" + prefix + b"t>"


def _attributes(data: bytes) -> Iterator[str]:
    """Yield the values of attributes that may say something in words."""
    for tag in _TAG.finditer(data):
        for found in _VALUE.finditer(tag[0]):
            value = found[1] or found[2] or b""
            if len(value) > LEAST_SIGNS:
                yield html.unescape(value.decode("utf-8", "replace"))
