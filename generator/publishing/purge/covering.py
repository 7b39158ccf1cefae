"""One file of history with what was withdrawn covered, and nothing else of it changed.

Texts and workbooks are covered where they say it. What else says it (a paper, a picture, a sealed
year) cannot be, and a short notice stands in its place.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.plan.check.coded import decoded
from generator.plan.mend.fix_bytes import Coded, coded
from generator.plan.model import MASK
from generator.plan.read import tables_in
from generator.plan.read.cells import Spot
from generator.plan.record import RecordError, read_record, record_bytes
from generator.plan.uploads import ENDINGS, inspect
from generator.plan.withdraw.needles import Needles
from generator.plan.withdraw.refused import CoverRefusedError
from generator.plan.withdraw.sheets import covered_xlsx
from generator.problems import Place, Report
from generator.publishing.purge.meant import Meant

NOTICE = "ไฟล์รุ่นนี้ถูกถอนออกจากประวัติ เพราะมีข้อมูลส่วนบุคคล\n".encode()
# What parts cells, rows, quotations: it stays where a text that stands across it is covered.
_PARTS = frozenset(",;\t\"'|:\n\r")
_CODES = ("%", ";base64,")
_RECORD = "announced,"
_MOST_UNPACKED = 400_000_000
_DEEPEST = 3


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

    `every` are all of the texts, to look for at once.
    """

    needles: Needles
    every: Needles
    wholes: tuple[Whole, ...] = ()
    files: frozenset[str] = frozenset()

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

    def text(self, text: str) -> str:
        """Return a text covered. Raises UncoveredError where anything else would change."""
        if text not in self._made:
            self._made[text] = self._covered(text)
        return self._made[text]

    def file(self, data: bytes) -> Outcome | None:
        """Return what becomes of a file; None where nothing does."""
        kind = _kind(data)
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
        return any(self.wanted.stand_in(text) for text in _texts_of(data, depth))

    # Texts

    def _of_text(self, data: bytes) -> Outcome | None:
        file = coded(data)
        if file is None:  # no encoding that we know: it is left, or goes whole
            return _NOTICED if self.holds(data) else None
        lines = file.text.split("\n")
        touched = self._touched(lines)
        if not touched:
            return None
        if file.text.startswith(_RECORD):
            return self._record(data)
        return self._of_lines(file, lines, touched)

    def _of_lines(self, file: Coded, lines: Sequence[str], touched: list[int]) -> Outcome:
        try:
            text, columns = self._lines(lines, touched)
        except UncoveredError:
            return _NOTICED
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
            both = "\n".join(pair)
            if self.wanted.stand_in(both) or self.wanted.stand_in(Meant(both).text):
                found |= dict.fromkeys((number, number + 1)[: len(lines) - number])
            else:
                self._clean.add(pair)
        return list(found)

    def _lines(self, lines: Sequence[str], touched: list[int]) -> tuple[str, frozenset[int]]:
        made, columns = [*lines], frozenset[int]()
        for group in _groups(touched):
            was = "\n".join(lines[group.start : group.stop])
            now = self.text(was)
            columns |= _columns(was, now)
            made[group.start : group.stop] = now.split("\n")
        return "\n".join(made), columns

    def _covered(self, text: str) -> str:
        for wholes in (self.wanted.wholes, ()):
            made = text
            for one in wholes:
                made = _cut(made, one.was.spans(made), one.within)
            made = _cut(made, self.wanted.needles.spans(made), MASK)
            if made.count("\n") == text.count("\n") and _is_less(text, made):
                made = self._meant(made)
                if not self.wanted.stand_in(Meant(made).text):
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
        now = [{code: self.text(cell) for code, cell in row.items()} for row in was]
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


def _is_less(was: str, now: str) -> bool:
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


def masks_in(data: bytes) -> int:
    """Return how many masks a text or a workbook has; 0 for anything else."""
    kind = _kind(data)
    if kind == "xlsx":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = archive.infolist()
                if sum(one.file_size for one in members) > _MOST_UNPACKED:
                    return 0
                return sum(archive.read(one).count(MASK.encode()) for one in members)
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error):
            return 0
    file = coded(data) if kind == "text" else None
    return file.text.count(MASK) if file else 0


def _kind(data: bytes) -> str:
    """Return what a file is, by its first bytes: `text`, `xlsx`, or something else."""
    if data.startswith(b"PK\x03\x04"):
        return "xlsx" if b"xl/workbook.xml" in data else "packed"
    begins = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"PK")
    if data.startswith(begins):
        return "other"
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return "other" if b"\0" in data and not wide else "text"


def _texts_of(data: bytes, depth: int = 0) -> Iterator[str]:
    """Yield every text that a file may say: its own, and those of what is packed in it."""
    if data.startswith(b"PK\x03\x04") and depth < _DEEPEST:
        yield from _packed(data, depth)
    elif data.startswith(b"\x1f\x8b") and depth < _DEEPEST:
        try:
            unpacked = zlib.decompressobj(31).decompress(data, _MOST_UNPACKED)
        except zlib.error:
            unpacked = b""
        yield from _texts_of(unpacked, depth + 1)
    for ending in ENDINGS if _kind(data) != "text" else ():
        yield from (one.text for one in inspect(f"a.{ending}", data).texts)
    yield from _spelled(data)


def _spelled(data: bytes) -> Iterator[str]:
    """Yield bytes as text in every encoding that they may be in, and without tags."""
    text = data.decode("utf-8", "replace")
    yield text
    yield Meant(text).text
    if b"\0" in data:
        yield from (data.decode(name, "replace") for name in ("utf-16-le", "utf-16-be"))
        yield data[1:].decode("utf-16-le", "replace")
    if "\ufffd" in text:
        yield data.decode("cp874", "replace")


def _packed(data: bytes, depth: int) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            yield "\n".join(one.filename for one in members)
            if sum(one.file_size for one in members) > _MOST_UNPACKED:
                return
            for one in members:
                yield from _texts_of(archive.read(one), depth + 1)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error):
        return
