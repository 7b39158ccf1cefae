"""Personal data in the plan's own files, where no page shows them but whoever has the file does.

A comment in a YAML file, a column or a sheet that is not read, a hidden row, a workbook's author.
Repositories may be public and keep for ever what came in once, so `check` looks already; sealing
publishes the files themselves, so whatever cannot be looked into is an error there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from itertools import zip_longest

from generator.plan.check.across import find_across
from generator.plan.check.context import Content
from generator.plan.check.exempt import NAMES, NEVER, Exempt
from generator.plan.check.finder import Finder
from generator.plan.check.people import (
    PRIVACY_FILE,
    report_datum,
    report_texts,
    row_texts,
)
from generator.plan.check.privacy import PersonalDatum
from generator.plan.model import Organization, Plan
from generator.plan.read import Table, YamlMap, cells_in, placed_cells, text_of
from generator.plan.read.cells import column_letter
from generator.plan.sheet import heading_texts, is_heading
from generator.plan.uploads import inspect, inspect_once, kind_todo
from generator.problems import CATALOGUE, Place, Report, Severity

_PROPERTIES = "คุณสมบัติของไฟล์"
# Of such a file it is said already that nobody can look into it.
_UNREAD = ("file-unreadable", "file-empty", "file-lfs", "file-other-kind")
# Of what no page shows: hidden rows that are left out, columns that nobody knows, files beside.
_UNSEEN = " ช่องหรือแฟ้มนี้ไม่ขึ้นเว็บไซต์ แต่เก็บอยู่ในคลัง git ซึ่งผู้อื่นเปิดดูได้"
# Records end every row with a digest of ours.
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a file, where it stands, and what a heading says of it that no rule knows.

    `above` is the heading as the office wrote it. Most pieces say nothing private, and are never
    asked for their place.
    """

    within: Place
    text: str
    heading: str = ""
    row: int = 0
    column: int | None = None
    above: str = ""

    @property
    def place(self) -> Place:
        """Where it stands."""
        letter = "" if self.column is None else column_letter(self.column)
        return self.within.at(row=self.row, column=letter, heading=self.above)


def check_sources(
    files: Mapping[str, bytes], organization: Organization, plan: Plan, report: Report
) -> None:
    """Report whatever must not be sealed in `files`, by their path below the portal.

    What the plan's privacy.yml lists is exempt. A file that cannot be read whole is an error: what
    nobody looked at is not published for ever.
    """
    exempt = Exempt(organization, plan.exempt, plan.officials)
    for path, data in files.items():
        if _is_office(path):
            for fault in inspect(path, data).faults:
                report.add(fault.code, Place(path), fault.found, todo=kind_todo(path, fault.found))
        for piece in pieces_of(path, data, {}):
            for datum in exempt.finder.found_in(piece.text):
                report_datum(datum, piece.place, exempt, report, piece.text)


def look_into_sources(
    content: Content, plans: Iterable[Plan], exempt: Exempt, report: Report
) -> None:
    """Report personal data in what no rule has read of the portal's files.

    A workbook that cannot be looked into, and a name among its properties, are warnings until it
    is sealed.
    """
    read = _Read(plans, content.trees)
    for table in content.tables:
        for piece, found in _found(table, exempt.finder):
            _judge(piece, found, read, exempt, report)
    for at, datum in across(content.tables):
        report_datum(datum, at, exempt, report)
    read.add((cell.place, cell.text) for cell in cells_of(content.tables))
    unread = {problem.place.file for problem in report if problem.code in _UNREAD}
    for path, data in content.sources.items():
        if _is_office(path) and path not in unread:
            for fault in inspect_once(path, data, content.kept).faults:
                report.add("source-unread", Place(path), fault.found)
        for piece in pieces_of(path, data, content.kept):
            # In what no page shows, a mere suspicion is no warning.
            found = exempt.finder.stopping_in(piece.text)
            stopping = [one for one in found if CATALOGUE[one.kind].severity is Severity.ERROR]
            _judge(piece, stopping, read, exempt, report)


def _judge(
    piece: Piece, found: Iterable[PersonalDatum], read: _Read, exempt: Exempt, report: Report
) -> None:
    """Report what was found in a piece, unless it may stand there or is told already."""
    for datum in found:
        if not _may_stand(datum, piece, exempt) and not read.has(piece.place.file, datum):
            _tell(datum, piece, report)


def cells_of(tables: Iterable[Table]) -> Iterator[Piece]:
    """Yield every cell of the tables; a heading that no column has says what stands under it."""
    return (Piece(*cell) for cell in _cells(tables))


def _cells(tables: Iterable[Table]) -> Iterator[tuple[Place, str, str, int, int, str]]:
    """Yield every cell of the tables, as the parts of a piece of text; nearly all are clean.

    A heading that no column has says what stands under it.
    """
    for table in tables:
        number, headings = heading_texts(table)
        strange = [text if text and not is_heading(text) else "" for text in headings]
        for row in table.rows:
            for index, text in enumerate(row.texts):
                if text:
                    under = index < len(headings) and row.number > number
                    above, heading = (headings[index], strange[index]) if under else ("", "")
                    yield table.place, text, heading, row.number, index, above


def _found(table: Table, finder: Finder) -> Iterator[tuple[Piece, tuple[PersonalDatum, ...]]]:
    """Yield the cells that say personal data, with what they say.

    Texts repeat, and nearly all are clean: each is looked at once before anybody asks for places.
    """
    if any(finder.found_in(*one) for one in _said(table)):
        for cell in _cells((table,)):
            if found := finder.found_in(cell[1], cell[2]):
                yield Piece(*cell), found


def _said(table: Table) -> Iterator[tuple[str, str]]:
    """Yield each text of the cells with the heading that `_cells` gives it, in no order."""
    number, headings = heading_texts(table)
    strange = [text if text and not is_heading(text) else "" for text in headings]
    below = (row.texts for row in table.rows if row.number > number)
    for texts, heading in zip_longest(zip_longest(*below), strange, fillvalue=""):
        yield from ((text, heading) for text in {*texts} if text)
    yield from ((text, "") for row in table.rows if row.number <= number for text in row.texts)


def across(tables: Iterable[Table]) -> Iterator[tuple[Place, PersonalDatum]]:
    """Yield what the cells of a row say only together, at the first of them."""
    for table in tables:
        number, headings = heading_texts(table)
        for row in table.rows:
            for index, datum in find_across(row.texts, headings if row.number > number else ()):
                yield table.place.at(row=row.number, column=column_letter(index)), datum


def _may_stand(datum: PersonalDatum, piece: Piece, exempt: Exempt) -> bool:
    if piece.place.file.endswith(PRIVACY_FILE):  # a list of personal data, but for what none may be
        return datum.kind not in NEVER
    return exempt.at(piece.place)(datum, piece.text)


def _tell(datum: PersonalDatum, piece: Piece, report: Report) -> None:
    at, masked = piece.place, datum.masked
    if at.file.endswith(PRIVACY_FILE):
        report.add("privacy-forbidden", at, masked=masked)
    elif at.heading == _PROPERTIES and datum.kind in NAMES:
        report.add("source-author", at, masked=masked)
    else:
        report.add(datum.kind, at, masked, masked=masked, unseen=_UNSEEN)


class _Read:
    """What was read of each file, and judged: it is not told twice."""

    def __init__(self, plans: Iterable[Plan], trees: Iterable[YamlMap]) -> None:
        self._sources = [_read_by_rules(plans, trees)]
        self._texts: dict[str, list[str]] = {}

    def add(self, texts: Iterator[tuple[Place, str]]) -> None:
        """Take in what was judged since."""
        self._sources.append(texts)

    def has(self, path: str, datum: PersonalDatum) -> bool:
        """Whether the datum was met in the file before."""
        while self._sources:  # most portals have nothing to ask for
            for place, text in self._sources.pop():
                self._texts.setdefault(place.file, []).append(text)
        # What follows in the next cell is no part of it.
        said = datum.text.strip(" |")
        return any(said in text for text in self._texts.get(path, ()))


def _read_by_rules(plans: Iterable[Plan], trees: Iterable[YamlMap]) -> Iterator[tuple[Place, str]]:
    for tree in trees:
        yield from ((cell.place, cell.text) for cell in cells_in(tree))
    for plan in plans:
        for edition in plan.editions:
            for row in edition.rows:
                yield from row_texts(row)
        for one in plan.progress:
            yield from report_texts(one)


def _is_office(path: str) -> bool:
    return path.lower().endswith(".xlsx")


def pieces_of(path: str, data: bytes, kept: MutableMapping[str, bytes]) -> Iterator[Piece]:
    """Yield every text of a file below `plans`; `kept` remembers what is in workbooks."""
    place = Place(path)
    if _is_office(path):
        for one in inspect_once(path, data, kept).texts:
            yield Piece(place, one.text, above=one.where)
    elif path.endswith(".csv"):
        for row, column, text in placed_cells(data):
            if not _DIGEST.fullmatch(text):
                yield Piece(place, text, row=row, column=column)
    else:
        for number, line in enumerate(text_of(data).splitlines(), start=1):
            yield Piece(place, line, row=number)
