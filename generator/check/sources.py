"""Personal data in the plan's own files, where no page shows them but whoever has the file does.

A comment in a YAML file, a column or a sheet that is not read, a hidden row, a workbook's author.
Repositories may be public and keep for ever what came in once, so `check` looks already; sealing
publishes the files themselves, so whatever cannot be looked into is an error there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass

from generator.check.exempt import NEVER, Exempt
from generator.check.people import PRIVACY_FILE, found_in, report_datum, report_texts, row_texts
from generator.check.privacy import PersonalDatum
from generator.model import Organization, Plan
from generator.problems import Place, Report
from generator.read import YamlMap, cells_in, placed_cells, text_of
from generator.read.cells import column_letter
from generator.uploads import ENDINGS, inspect, inspect_once

_PROPERTIES = "คุณสมบัติของไฟล์"
# Records end every row with a digest of ours.
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text of a file and where it stands."""

    place: Place
    text: str


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
                report.add(fault.code, Place(path), fault.found, known=" ".join(ENDINGS))
        for piece in _pieces(path, data, {}):
            for datum in found_in(piece.text):
                report_datum(datum, piece.place, exempt, report, piece.text)


def look_into_sources(
    files: Mapping[str, bytes],
    plans: Iterable[Plan],
    trees: Iterable[YamlMap],
    exempt: Exempt,
    report: Report,
    kept: MutableMapping[str, bytes],
) -> None:
    """Report personal data in what no rule has read of `files`, by their path below the portal.

    `kept` remembers what was found in workbooks (see `inspect_once`). A workbook that cannot be
    looked into, and a name among its properties, are warnings until it is sealed.
    """
    read = _Read(plans, trees)
    unread = {problem.place.file for problem in report if problem.code == "file-unreadable"}
    for path, data in files.items():
        if _is_office(path) and path not in unread:
            for fault in inspect_once(path, data, kept).faults:
                report.add("source-unread", Place(path), fault.found)
        for piece in _pieces(path, data, kept):
            for datum in found_in(piece.text):
                if not read.has(path, datum):
                    _tell(datum, piece, exempt, report)


def _tell(datum: PersonalDatum, piece: _Piece, exempt: Exempt, report: Report) -> None:
    if piece.place.file.endswith(PRIVACY_FILE):  # a list of personal data, but for what none may be
        if datum.kind in NEVER:
            report.add("privacy-forbidden", piece.place, masked=datum.masked)
        return
    is_author = piece.place.heading == _PROPERTIES and datum.kind == "person-name"
    if not is_author:
        report_datum(datum, piece.place, exempt, report, piece.text)
    elif not exempt(datum, piece.text):
        report.add("source-author", piece.place, masked=datum.masked)


class _Read:
    """What rules have read of each file, and judged: it is not told twice."""

    def __init__(self, plans: Iterable[Plan], trees: Iterable[YamlMap]) -> None:
        self._plans, self._trees = tuple(plans), tuple(trees)
        self._texts: dict[str, list[str]] | None = None

    def has(self, path: str, datum: PersonalDatum) -> bool:
        """Whether a rule has met the datum in the file."""
        if self._texts is None:  # most portals have nothing to ask for
            self._texts = {}
            for place, text in self._all():
                self._texts.setdefault(place.file, []).append(text)
        return any(datum.text in text for text in self._texts.get(path, ()))

    def _all(self) -> Iterator[tuple[Place, str]]:
        for tree in self._trees:
            yield from ((cell.place, cell.text) for cell in cells_in(tree))
        for plan in self._plans:
            for edition in plan.editions:
                for row in edition.rows:
                    yield from row_texts(row)
            for one in plan.progress:
                yield from report_texts(one)


def _is_office(path: str) -> bool:
    return path.endswith(".xlsx")


def _pieces(path: str, data: bytes, kept: MutableMapping[str, bytes]) -> Iterator[_Piece]:
    place = Place(path)
    if _is_office(path):
        for one in inspect_once(path, data, kept).texts:
            yield _Piece(place.at(heading=one.where), one.text)
    elif path.endswith(".csv"):
        for row, column, text in placed_cells(data):
            if not _DIGEST.fullmatch(text):
                yield _Piece(place.at(row=row, column=column_letter(column)), text)
    else:
        for number, line in enumerate(text_of(data).splitlines(), start=1):
            yield _Piece(place.at(row=number), line)
