"""A copy of a clerk's workbook that shows what was found in it: colours, comments and a list.

Everything else stays as it was, part by part: drawings, charts, macros, validations, hidden rows.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from generator.plan.own_sheets import FOUND, is_own
from generator.plan.read.cells import Spot
from generator.plan.read.csv_file import read_csv
from generator.plan.uploads.contents import UploadError
from generator.plan.workbook.cells import (
    Colouring,
    column_index,
    first_of_merged,
    reference,
)
from generator.plan.workbook.listing import KEPT_COLUMN, Entry, digest_in, kept_in, listing
from generator.plan.workbook.markup import (
    Edit,
    edited,
    element,
    elements,
    with_attribute,
)
from generator.plan.workbook.notes import Notes
from generator.plan.workbook.package import OFFICE, Package
from generator.plan.workbook.plain import workbook_of
from generator.plan.workbook.styles import Styles
from generator.plan.workbook.texts import column_texts
from generator.problems import Place, Problem, Report
from generator.thai.text import tidy

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_GRAVE = ("error", "warning")


@dataclass(frozen=True, slots=True, repr=False)  # a whole workbook is no message
class Marked:
    """The copy, whether it has macros (and must be called `.xlsm`), and what could not be kept."""

    data: bytes
    macros: bool
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of the workbook by its title, and the part that it is."""

    title: str
    part: str


@dataclass(slots=True)
class _Marks:
    """What is to be said at the cells of one sheet, the gravest colour first."""

    colours: dict[Spot, str] = field(default_factory=dict)
    texts: defaultdict[Spot, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, spot: Spot, problem: Problem) -> None:
        """Say a problem at a cell."""
        grave = problem.severity.value
        if self.colours.get(spot) != _GRAVE[0]:
            self.colours[spot] = grave
        said = f"{problem.message}\nแก้: {problem.advice}"
        if said not in self.texts[spot]:
            self.texts[spot].append(said)


def marked(data: bytes, problems: Sequence[Problem], source: str) -> Marked:
    """Return a copy of a workbook with its problems shown; marks of an earlier run are replaced.

    `source` is what the workbook is called. Raises UploadError for what is no workbook.
    """
    package = Package.of(data)
    book = package.related("", "officeDocument")
    if not book or element(package.text(book), b"sheets") is None:
        raise UploadError("ไม่ใช่สมุดงาน Excel")
    return _Marking(package, book).run(problems, source)


def marked_table(path: str, data: bytes, problems: Sequence[Problem]) -> Marked:
    """Return a copy of a table, of a CSV as a workbook, with its problems shown.

    Raises UploadError where it is no table that can be opened, and UnicodeError.
    """
    if path.lower().endswith(".csv"):
        table = read_csv(data, Place(path), Report())
        if table is None:
            raise UploadError("อ่านไม่ได้")
        data = workbook_of(table)
    return marked(data, problems, path)


def is_untouched(data: bytes) -> bool:
    """Whether a file is a copy that Phaen marked and nobody has changed since."""
    try:
        package = Package.of(data)
        book = package.related("", "officeDocument")
        own = next((one for one in _sheets(package, book) if one.title.startswith(FOUND)), None)
    except (UploadError, KeyError):
        return False
    if own is None:
        return False
    return digest_in(package.parts[own.part]) == _digest(package, own.part)


@dataclass(slots=True)
class _Marking:
    """One run over one workbook."""

    package: Package
    book: str
    kept: dict[str, str] = field(default_factory=dict)

    def run(self, problems: Sequence[Problem], source: str) -> Marked:
        own = self._own()
        former = kept_in(list(self._texts(own, KEPT_COLUMN))) if own else {}
        sheets = [one for one in _sheets(self.package, self.book) if one.part != own]
        worksheets = [
            one for one in sheets if element(self.package.text(one.part), b"sheetData") is not None
        ]
        styles = Styles.of(self.package, self.book)
        marks = _by_sheet(problems, worksheets)
        for sheet in worksheets:
            self._mark(sheet, marks.get(sheet.title, _Marks()), styles, former)
        lost = tuple(self._lost())
        own = own or self._added(sheets)
        entries = [_entry(one, worksheets) for one in problems]
        listing(source, entries, lost, self.kept, styles, "")  # its styles are written, too
        styles.write()
        digest = _digest(self.package, own)
        self.package.parts[own] = listing(source, entries, lost, self.kept, styles, digest)
        return Marked(self.package.data(), self._has_macros(), lost)

    def _own(self) -> str:
        """Return the part that an earlier run listed its problems in, empty for none."""
        found = (one for one in _sheets(self.package, self.book) if one.title.startswith(FOUND))
        return next((one.part for one in found if self._is_list(one)), "")

    def _is_list(self, sheet: _Sheet) -> bool:
        return is_own(sheet.title, next(self._texts(sheet.part, "A"), ""))

    def _texts(self, part: str, letter: str) -> Iterator[str]:
        return column_texts(self.package, self.book, part, letter)

    def _mark(
        self, sheet: _Sheet, marks: _Marks, styles: Styles, former: Mapping[str, str]
    ) -> None:
        data = self.package.text(sheet.part)
        merged = first_of_merged(data)
        colours = {merged.get(spot, spot): grave for spot, grave in sorted(
            marks.colours.items(), key=lambda pair: pair[1], reverse=True
        )}  # fmt: skip
        wanted: defaultdict[int, list[int]] = defaultdict(list)
        for row, column in colours:
            wanted[row].append(column)
        if not (colours or styles.marked):
            return
        restyle = self._restyle(sheet.title, colours, styles, former)
        self.package.parts[sheet.part] = Colouring(data, wanted, restyle).made()
        texts: defaultdict[Spot, list[str]] = defaultdict(list)
        for spot, said in marks.texts.items():
            texts[merged.get(spot, spot)] += said
        Notes(self.package, sheet.part).say({at: "\n\n".join(said) for at, said in texts.items()})

    def _restyle(
        self, title: str, colours: Mapping[Spot, str], styles: Styles, former: Mapping[str, str]
    ) -> Callable[[Spot, int], int]:
        known: dict[tuple[int, str, str], int] = {}

        def restyle(spot: Spot, style: int) -> int:
            grave = colours.get(spot, "")
            ours = styles.is_marked(style)
            if not (grave or ours):
                return style
            cell = f"{title}!{reference(spot)}"
            fill = former.get(cell, "") if ours else styles.fill_of(style)
            if grave and fill:
                self.kept[cell] = fill
            key = (style, fill, grave)
            if key not in known:
                bare = styles.without_mark(style, fill) if ours else style
                known[key] = styles.with_mark(bare, grave) if grave else bare
            return known[key]

        return restyle

    def _lost(self) -> Iterator[str]:
        if self.package.strict:
            yield "แฟ้มเดิมเป็น Strict Open XML สำเนานี้เป็น .xlsx ธรรมดา"
        if any(name.startswith("_xmlsignatures/") for name in self.package.parts):
            yield "ลายมือชื่อดิจิทัลของแฟ้มเดิมใช้กับสำเนานี้ไม่ได้"
        if any(name.startswith("xl/threadedComments/") for name in self.package.parts):
            yield "ช่องที่มีความเห็นแบบสนทนา Excel อาจไม่แสดงข้อความของ Phaen ให้ดูในแผ่นนี้"

    def _has_macros(self) -> bool:
        return "macroEnabled" in self.package.kind_of(self.book)

    def _added(self, sheets: Sequence[_Sheet]) -> str:
        """Put a new sheet before the others, which keep their names, print areas and order."""
        part = self.package.free("xl/worksheets/sheet{}.xml")
        self.package.parts[part] = b""
        self.package.declare(part, _SHEET)
        relation = self.package.relate(self.book, "worksheet", part)
        data = self.package.text(self.book)
        around = element(data, b"sheets")
        assert around is not None
        numbers = [int(one.tag.get("sheetId") or 0) for one in elements(data, b"sheet")]
        title = FOUND if FOUND not in {one.title for one in sheets} else f"{FOUND} 2"
        said = f"sheet xmlns:r={quoteattr(OFFICE)} name={quoteattr(title)}"
        said += f' sheetId="{max(numbers, default=0) + 1}" r:id="{relation}"/>'
        new = b"<" + around.tag.prefix + said.encode()
        self.package.parts[self.book] = edited(
            data, [(around.first, around.first, new), *_moved(data)]
        )
        for sheet in sheets:  # two chosen sheets would be written into together
            self.package.parts[sheet.part] = _unchosen(self.package.text(sheet.part))
        return part


def _moved(data: bytes) -> Iterator[Edit]:
    """Yield the changes of what counts sheets: names of one sheet, and which is shown first."""
    for one in elements(data, b"definedName"):
        if number := one.tag.get("localSheetId"):
            tag = with_attribute(one.tag.raw, "localSheetId", str(int(number) + 1))
            yield one.tag.start, one.tag.end, tag
    for one in elements(data, b"workbookView"):
        tag = one.tag.raw
        for name in ("firstSheet", "activeTab"):
            tag = with_attribute(tag, name, None)
        yield one.tag.start, one.tag.end, tag


def _unchosen(data: bytes) -> bytes:
    return edited(data, [
        (one.tag.start, one.tag.end, with_attribute(one.tag.raw, "tabSelected", None))
        for one in elements(data, b"sheetView")
        if one.tag.get("tabSelected")
    ])  # fmt: skip


def _sheets(package: Package, book: str) -> Iterator[_Sheet]:
    return (_Sheet(title, part) for title, part in package.sheets(book))


def _by_sheet(problems: Iterable[Problem], sheets: Sequence[_Sheet]) -> Mapping[str, _Marks]:
    found: defaultdict[str, _Marks] = defaultdict(_Marks)
    for problem in problems:
        title = _title(problem, sheets)
        for spot in _spots(problem) if title else ():
            found[title].add(spot, problem)
    return found


def _title(problem: Problem, sheets: Sequence[_Sheet]) -> str:
    """Return the title of the sheet that a problem names; a CSV file's is the only one."""
    said = problem.place.sheet
    titles = [one.title for one in sheets]
    if not said:
        return titles[0] if titles and problem.place.row else ""
    return next((title for title in titles if title == said or tidy(title) == said), "")


def _spots(problem: Problem) -> Iterator[Spot]:
    """Yield the cells of a problem: its own, and all that it is about."""
    place = problem.place
    if not place.row:
        return
    for row, letter in ((place.row, place.column), *problem.cells):
        yield row, column_index(letter) if letter else 0


def _entry(problem: Problem, sheets: Sequence[_Sheet]) -> Entry:
    title = _title(problem, sheets)
    spot = next(_spots(problem), (1, 0))
    link = f"'{title.replace(chr(39), 2 * chr(39))}'!{reference(spot)}" if title else ""
    place = problem.place.words.removeprefix(problem.place.file).strip() or "ทั้งแฟ้ม"
    grave = problem.severity.value
    return Entry(place, link, grave, problem.message, problem.advice, problem.code)


def _digest(package: Package, own: str) -> str:
    """Return the digest of all parts but one."""
    whole = hashlib.sha256()
    for name, part in sorted(package.parts.items()):
        if name != own:
            whole.update(f"{name}\0{len(part)}\0".encode() + part)
    return whole.hexdigest()
