"""One file of history with what was withdrawn covered, and nothing else of it changed.

Texts and workbooks are covered where they say it. What else says it (a paper, a picture, a sealed
year) cannot be, and a short notice stands in its place.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.plan.check.coded import decoded
from generator.plan.mend.fix_bytes import Coded, coded
from generator.plan.model import MASK
from generator.plan.read import tables_in
from generator.plan.read.cells import Spot
from generator.plan.record import RecordError, read_record, record_bytes
from generator.plan.uploads import inspect
from generator.plan.withdraw.needles import Needles
from generator.plan.withdraw.refused import CoverRefusedError
from generator.plan.withdraw.sheets import covered_xlsx
from generator.problems import Place, Report
from generator.publishing.purge.meant import Meant
from generator.publishing.purge.packed import kind_of, texts_in

NOTICE = "ไฟล์รุ่นนี้ถูกถอนออกจากประวัติ เพราะมีข้อมูลส่วนบุคคล\n".encode()
# What parts cells, rows, quotations: it stays where a text that stands across it is covered.
_PARTS = frozenset(",;\t\"'|:\n\r")
_CODES = ("%", ";base64,")
RECORD = "announced,"
_LONG = 2000


class UncoveredError(Exception):
    """A file cannot be covered so that nothing else of it changes."""


@dataclass(frozen=True, slots=True, repr=False)  # its texts are personal data
class Whole:
    """A text that is covered only where it stands whole, and what stands there now.

    `within` is what stands there from its first letter to its last.
    """

    was: Needles
    text: str
    now: str
    within: str

    @classmethod
    def of(cls, text: str, now: str) -> Whole:
        """Return a text with what stands in its place. Raises ShortNeedleError."""
        was = Needles((text,))
        start, end = next(iter(was.spans(text)), (0, len(text)))
        within = now.removeprefix(text[:start]).removesuffix(text[end:])
        return cls(was, text, now, within)


@dataclass(frozen=True, slots=True, repr=False)
class Wanted:
    """What is to be covered: texts wherever they stand, others only whole, and whole files.

    `every` are all of the texts, to look for at once; `texts` those covered wherever they stand.
    `cells` are short texts of records, by the row's id and the column's code, and what to say.
    """

    needles: Needles
    every: Needles
    wholes: tuple[Whole, ...] = ()
    files: frozenset[str] = frozenset()
    texts: tuple[str, ...] = ()
    cells: Mapping[tuple[str, str, str], str] = field(default_factory=dict)

    def stand_in(self, text: str) -> bool:
        """Whether a text says any of it."""
        return self.every.stand_in(text)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a file; `replaced` is one of which a notice is left.

    `columns` are the headings, as numbers from 0, under which a table was covered.
    """

    data: bytes
    replaced: bool = False
    columns: frozenset[int] = frozenset()


_NOTICED = Outcome(NOTICE, replaced=True)


class Covering:
    """Covers files one after the other; a line that was looked at before is known."""

    def __init__(self, wanted: Wanted) -> None:
        """Cover what is `wanted`."""
        self.wanted = wanted
        self._clean: set[tuple[str, str]] = set()
        self._made: dict[str, str] = {}
        self._silent: set[bytes] = set()

    def text(self, text: str) -> str:
        """Return a text covered. Raises UncoveredError where anything else would change."""
        if text not in self._made:
            self._made[text] = self._covered(text)
        return self._made[text]

    def file(self, data: bytes) -> Outcome | None:
        """Return what becomes of a file; None where nothing does."""
        kind = kind_of(data)
        if kind == "text":
            return self._of_text(data)
        if not self.holds(data):
            return None
        if kind == "xlsx":
            try:
                return Outcome(self._workbook(data))
            except (CoverRefusedError, UncoveredError):
                pass
        return _NOTICED

    def holds(self, data: bytes, depth: int = 0) -> bool:
        """Whether a file says what is to be covered, in whatever it is packed."""
        return any(map(self._stands_in, texts_in(data, depth)))

    def _stands_in(self, text: str) -> bool:
        """Whether a text says it; most parts of a workbook are the same in every version."""
        known = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        if known in self._silent:
            return False
        if "<" in text and len(text) > _LONG:  # nothing stands across tags: each part but once
            if any(self._stands_in(part) for part in text.split("<")):
                return True
        elif self.wanted.stand_in(text):
            return True
        self._silent.add(known)
        return False

    def said_in(self, data: bytes) -> bool:
        """Whether a file says it: as `holds`, and of a text each line is looked at but once."""
        file = coded(data) if kind_of(data) == "text" else None
        return bool(self._touched(file.text.split("\n"))) if file else self.holds(data)

    # Texts

    def _of_text(self, data: bytes) -> Outcome | None:
        file = coded(data)
        if file is None:  # no encoding that we know: it is left, or goes whole
            return _NOTICED if self.holds(data) else None
        lines = file.text.split("\n")
        touched = self._touched(lines)
        if not touched:
            return None
        if file.text.startswith(RECORD):
            return self._record(data)
        return self._of_lines(file, lines, touched)

    def _of_lines(self, file: Coded, lines: Sequence[str], touched: list[int]) -> Outcome:
        text, columns = self._lines(lines, touched)
        try:
            return Outcome(file.bytes_of(text), columns=columns)
        except UnicodeEncodeError:  # Windows-874 has no mask
            return Outcome(text.encode("utf-8-sig"), columns=columns)

    def _touched(self, lines: Sequence[str]) -> list[int]:
        """Return the lines that say any of it, alone or with the next one."""
        found: dict[int, None] = {}
        for number, line in enumerate(lines):
            pair = (line, lines[number + 1] if number + 1 < len(lines) else "")
            if pair in self._clean:
                continue
            if self.says("\n".join(pair)):
                found |= dict.fromkeys((number, number + 1)[: len(lines) - number])
            else:
                self._clean.add(pair)
        return list(found)

    def _lines(self, lines: Sequence[str], touched: list[int]) -> tuple[str, frozenset[int]]:
        made, columns = [*lines], frozenset[int]()
        for group in _groups(touched):
            was = "\n".join(lines[group.start : group.stop])
            now = self._of_group(was)
            columns |= _columns(was, now)
            made[group.start : group.stop] = now.split("\n")
        return "\n".join(made), columns

    def _of_group(self, was: str) -> str:
        """Return lines covered; one of which nothing tells how much, for its codes, goes whole."""
        try:
            return self.text(was)
        except UncoveredError:
            lines = [MASK if self.says(line) else line for line in was.split("\n")]
            if self.says("\n".join(lines)):
                lines = [MASK] * len(lines)
            return "\n".join(lines)

    def says(self, text: str) -> bool:
        """Whether a text says what is to be covered, in codes or plainly."""
        return self.wanted.stand_in(text) or self.wanted.stand_in(Meant(text).text)

    def _covered(self, text: str) -> str:
        for wholes in (self.wanted.wholes, ()):
            made = text
            for one in wholes:
                made = _cut(made, one.was.spans(made), one.within)
            made = _cut(made, self.wanted.needles.spans(made), MASK)
            if made.count("\n") == text.count("\n") and is_less(text, made):
                made = self._meant(made)
                if not self.says(made):
                    return made
        raise UncoveredError

    def _meant(self, text: str) -> str:
        """Return a text covered where it says what is wanted in codes, or parted by tags."""
        made = Meant(text).cut(self.wanted.needles)
        if any(code in made for code in _CODES) and decoded(made) != made:
            made = self.wanted.needles.covered(made)
        return made

    def _record(self, data: bytes) -> Outcome:
        """Return the record of an announcement covered: no digest of what it said stays."""
        try:
            record = read_record(data, Place(""))
        except RecordError:  # its digests are of nobody knows what
            return _NOTICED
        was = [row.values for row in record.rows]
        now = [{code: self._cell(row, code) for code in row} for row in was]
        facts = [(one.what, self.text(one.name), self.text(one.value)) for one in record.stated]
        second = b"version,2" in data.partition(b"\n")[0]
        made = record_bytes(record.day, now, facts if second else None)
        return Outcome(
            made.replace(b"\n", b"\r\n") if b"\r\n" in data else made,
            columns=frozenset(
                number
                for old, new in zip(was, now, strict=True)
                for number, code in enumerate(old)
                if old[code] != new[code]
            ),
        )

    def _cell(self, row: Mapping[str, str], code: str) -> str:
        now = self.wanted.cells.get((row.get("id", ""), code, row[code]))
        return self.text(row[code]) if now is None else now

    # Workbooks

    def _workbook(self, data: bytes) -> bytes:
        place = Place("a.xlsx")
        cells: dict[tuple[str, Spot], str] = {}
        for table in tables_in("a.xlsx", data, Report()) if self.wanted.wholes else ():
            for row in table.rows:
                for column, text in enumerate(row.texts):
                    if now := next((o.now for o in self.wanted.wholes if o.text == text), None):
                        cells[table.place.sheet, (row.number, column)] = now
        made = covered_xlsx(data, place, cells, self.wanted.needles)
        faults = {one.code for one in inspect("a.xlsx", made).faults}
        if self.holds(made) or faults - {one.code for one in inspect("a.xlsx", data).faults}:
            raise UncoveredError
        return made


def _cut(text: str, spans: Sequence[tuple[int, int]], mask: str) -> str:
    """Return a text with spans covered; what parts cells within them stays."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], mask]
        parts += [sign for sign in text[start:end] if sign in _PARTS and sign not in mask]
        at = end
    return "".join((*parts, text[at:]))


def is_less(was: str, now: str) -> bool:
    """Whether a text says nothing that the other did not, in its order, but for masks."""
    left = iter(was)
    return all(sign in left for sign in now if sign != MASK)


def _groups(numbers: Sequence[int]) -> Iterator[range]:
    """Yield runs of numbers that follow each other."""
    first = last = None
    for number in sorted(numbers):
        if last is not None and number > last + 1:
            yield range(first or 0, last + 1)
            first = number
        first = number if first is None else first
        last = number
    if last is not None:
        yield range(first or 0, last + 1)


def _columns(was: str, now: str) -> frozenset[int]:
    """Return which columns of a table's lines differ."""
    try:
        rows = [list(csv.reader(io.StringIO(text))) for text in (was, now)]
    except csv.Error:
        return frozenset()
    return frozenset(
        number
        for old, new in zip(*rows, strict=False)
        for number, (one, other) in enumerate(zip(old, new, strict=False))
        if one != other
    )
