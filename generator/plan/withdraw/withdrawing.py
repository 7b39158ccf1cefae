"""Every file of a year, and what is beside it, with what is withdrawn covered.

Bytes in, bytes out: nothing here touches a disk. Each file is made from what it says itself and
from the command, so that a run that was killed between two files is finished by another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from generator.machine.layout import (
    ANNOUNCED,
    OVERLAP_TABLE,
    PROGRESS,
    WITHDRAWN,
    of_year,
)
from generator.plan.check import Exempt
from generator.plan.model import MASK, Plan, Record, Withdrawal
from generator.plan.notice import DOCUMENT, WITHDRAWN_FACT, digest, withdrawn_facts
from generator.plan.read.cells import Spot, Table, column_index
from generator.plan.read.csv_file import read_csv
from generator.plan.read.xlsx_file import read_xlsx
from generator.plan.record import PROGRESS_RECORD, RecordError, read_record
from generator.plan.withdraw.beside import has_mask, is_table, is_told_as_whole, rank
from generator.plan.withdraw.cells import CellOfPlan
from generator.plan.withdraw.choice import Choice, Order, choose
from generator.plan.withdraw.entries import Entry, entries_of, with_entries, without_in_reasons
from generator.plan.withdraw.needles import Needles
from generator.plan.withdraw.reasons import gone_from
from generator.plan.withdraw.records import rewritten
from generator.plan.withdraw.refused import CoverRefusedError
from generator.plan.withdraw.sheets import covered_xlsx
from generator.plan.withdraw.tables import covered_csv
from generator.plan.withdraw.texts import covered_text, covered_yaml
from generator.problems import Place, Report
from generator.thai.text import same_to_readers

# Tables that tell a row's name beside its code.
_WITH_NAMES = (PROGRESS, OVERLAP_TABLE)


@dataclass(frozen=True, slots=True, repr=False)  # its text is personal data
class Covered:
    """A cell that is covered: where, what it said, and what it says now."""

    place: Place
    was: str
    now: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Papers:
    """Papers of the year by path below its folder: their digests now; `replaced` are new ones.

    `found` are the digests as the papers lay there.
    """

    digests: Mapping[str, str] = field(default_factory=dict)
    replaced: frozenset[str] = frozenset()
    found: Mapping[str, str] = field(default_factory=dict)

    def covered(self, year: str, before: Mapping[str, bytes], made: Mapping[str, bytes]) -> Papers:
        """Return the papers with those that were covered here: a workbook may be one."""
        paths = {of_year(year, name): name for name in self.digests}
        new = {paths[path]: digest(made[path]) for path in paths.keys() & made.keys()
               if made[path] != before[path]}  # fmt: skip
        return Papers({**self.digests, **new}, self.replaced | new.keys(), self.digests)


@dataclass(frozen=True, slots=True, repr=False)  # texts in it are personal data
class Withdrawing:
    """Files by path as they are to be, in the order in which they are to be written.

    `before` are these files as they were read; one that is not there yet has no bytes.
    `cells` are the texts that are covered, `needles` what is covered wherever it stands, `whole`
    tells that free text was covered whole because nothing else told what to cover. `followed` tells
    that a record follows what somebody had covered in the rows, `by_hand` that somebody covered a
    cell of which no record says what it was. `gone` is what texts say no more: all of it personal.
    """

    files: Mapping[str, bytes]
    before: Mapping[str, bytes]
    cells: tuple[Covered, ...]
    needles: Needles
    whole: bool
    followed: bool = False
    by_hand: bool = False
    gone: tuple[str, ...] = ()


def withdraw(
    plan: Plan, files: Mapping[str, bytes], order: Order, exempt: Exempt, papers: Papers
) -> Withdrawing:
    """Return what covers the order in `files`, the year's and what is beside it, by their path.

    Only files that change are in it. Raises CoverRefusedError, in which case nothing is to be done.
    """
    choice = choose(plan, order, exempt)
    work = _Files(plan.year.label, files, order, choice, papers)
    made = {path: work.file(path) for path in files if not work.keeps_record(path)}
    work = replace(work, papers=papers.covered(plan.year.label, files, made))
    made |= {path: work.file(path) for path in files if path not in made and path != work.listed}
    entries = work.entries(made)
    data = without_in_reasons(files.get(work.listed, b""), Place(work.listed), choice.needles)
    made[work.listed] = with_entries(data, Place(work.listed), entries, order.day)
    changed = (path for path in made if made[path] != files.get(path, b""))
    covered = tuple(
        Covered(cell.place, cell.text, now, entry)
        for entry, (cell, now) in choice.told.items()
        if now != cell.text
    )
    written = {path: made[path] for path in sorted(changed, key=rank)}
    before = {path: files.get(path, b"") for path in written}
    withdrawn = list(choice.changed())
    followed = any(choice.said(cell) == cell.text for cell in withdrawn)
    by_hand = any(cell.recorded is None and MASK in cell.text for cell in withdrawn)
    gone = (*order.needles.signs, *choice.needles.signs, *_gone(choice, withdrawn))
    needles = choice.needles, choice.whole
    return Withdrawing(written, before, covered, *needles, followed, by_hand, gone)


def _gone(choice: Choice, withdrawn: Iterable[CellOfPlan]) -> Iterator[str]:
    for cell in withdrawn:
        yield from gone_from(cell.text, choice.said(cell))
        yield from gone_from(cell.recorded or "", choice.recorded(cell) or "")


@dataclass(frozen=True)
class _Files:
    """The files of one year, and what is to be covered in them."""

    year: str
    before: Mapping[str, bytes]
    order: Order
    choice: Choice
    papers: Papers

    @property
    def listed(self) -> str:
        """The file that tells what is withdrawn."""
        return of_year(self.year, WITHDRAWN)

    @property
    def needles(self) -> Needles:
        """What is covered wherever it stands."""
        return self.choice.needles

    def keeps_record(self, path: str) -> bool:
        """Whether a file is one that is made once all others are known."""
        return path == self.listed or path.startswith(f"{of_year(self.year, ANNOUNCED)}/")

    def file(self, path: str) -> bytes:
        """Return a file as it is to be. Raises CoverRefusedError."""
        data, place = self.before[path], Place(path)
        if record := self._record(path):
            return self._rewritten(path, record)
        if path.endswith(".csv"):
            cells = {spot: text for (_, spot), text in self._wanted(path).items()}
            return covered_csv(data, place, _csv_change(cells, self.needles))
        if path.endswith(".xlsx"):
            return covered_xlsx(data, place, self._wanted(path), self.needles)
        if not self.needles:
            return data
        if path.endswith((".yml", ".yaml")):
            return covered_yaml(data, place, self.needles)
        return covered_text(data, place, self.needles)

    def _wanted(self, path: str) -> dict[tuple[str, Spot], str]:
        """Return what single cells of a file are to say; what needles cover is covered anyhow."""
        return {
            (cell.place.sheet, (cell.place.row, column_index(cell.place.column))): now
            for cell, now in self.choice.alone()
            if cell.place.file == path
        } | self._repeated(path)

    def _repeated(self, path: str) -> dict[tuple[str, Spot], str]:
        """Return cells that repeat a row's name beside its code, for readers of the table alone."""
        renamed = list(self.choice.renamed())
        if not renamed or path.rpartition("/")[2].partition(".")[0] not in _WITH_NAMES:
            return {}
        return {
            (table.place.sheet, (row.number, column)): now
            for table in _tables(path, self.before[path])
            for row in table.rows
            for code, was, now in renamed
            if code in row.texts
            for column, text in enumerate(row.texts)
            if same_to_readers(text, was)
        }

    def _record(self, path: str) -> Record | None:
        if not self.keeps_record(path) or not path.endswith(".csv"):
            return None
        try:
            return read_record(self.before[path], Place(path))
        except RecordError as error:
            at = Place(path, row=error.line)
            why = "บันทึกการประกาศเสียหาย กู้แฟ้มจาก git ก่อน แล้วสั่งใหม่"
            raise CoverRefusedError(at, why) from None

    def _rewritten(self, path: str, record: Record) -> bytes:
        name = path.rpartition("/")[2].removesuffix(".csv")
        edition = None if name == PROGRESS_RECORD else int(name)

        def change(row: Mapping[str, str], column: str, text: str) -> str:
            report = row.get("date", "") if edition is None else ""
            entry = Entry(edition, report, row.get("id", ""), column)
            known = self.choice.told.get(entry)
            said = self.choice.recorded(known[0]) if known else None
            return self.needles.covered(text) if said is None else said

        day, reason = self.order.day, self.order.reason
        renamed = {old: self.needles.covered(old) for old in self._renamed}
        return rewritten(self.before[path], record, change, self._fact, day, reason, renamed)

    def _fact(self, what: str, name: str, value: str) -> tuple[str, str]:
        """Return of which file a notice said something, and what: without what is withdrawn."""
        if what == WITHDRAWN_FACT:  # with the reason of then
            return name, self.needles.covered(value)
        if what != DOCUMENT:
            name = self._renamed.get(name, self.needles.covered(name))
            return name, self.needles.covered(value)
        name = self._renamed.get(name, name)
        now = self.papers.digests
        return name, now.get(name, value) if name in self.papers.replaced else value

    def _records(self) -> Iterator[Record]:
        return filter(None, map(self._record, self.before))

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        """By the names of announced papers that hold it, how each goes by now.

        One that is there no more, or another one by now, has its name covered.
        """
        papers = self.papers.found or self.papers.digests
        return {
            one.name: next(
                (name for name, digest in papers.items() if digest == one.value),
                self.needles.covered(one.name),
            )
            for record in self._records()
            for one in record.stated
            if one.what == DOCUMENT and self.needles.stand_in(one.name)
        }

    def _told_renamed(self, known: Sequence[Withdrawal]) -> Iterator[tuple[Entry, str]]:
        """Yield an entry for each such paper that none tells: one entry lets one paper go."""
        told = Counter[str]()
        for record in self._records():
            told |= Counter(name for _, name, _ in withdrawn_facts(record))
        for name in map(self.needles.covered, self._renamed):
            entry = Entry(file=name)
            told[name] += 1
            if entry.count_in(known) < told[name]:
                more = f" (ครั้งที่ {told[name]})" if told[name] > 1 else ""
                yield entry, f"{self.order.reason}{more}"

    def entries(self, made: Mapping[str, bytes]) -> list[tuple[Entry, str]]:
        """Return what withdrawn.yml does not tell yet, with the reason: rows, pages and papers.

        What is covered once more takes an entry of its own (decision 66); one that no record knows
        of yet is of a run that was killed.
        """
        known = entries_of(self.before.get(self.listed, b""), Place(self.listed))
        reason = self.order.reason
        new = []
        for cell in sorted(self.choice.changed(), key=_order):
            count = cell.entry.count_in(known)
            anew = MASK in (cell.recorded or "") and self.choice.recorded(cell) != cell.recorded
            further = MASK in cell.text and self.choice.said(cell) != cell.text
            again = count and (further if cell.recorded is None else anew and count <= cell.told)
            if not count or again:
                new.append((cell.entry, f"{reason} (ครั้งที่ {count + 1})" if again else reason))
        folder = f"{of_year(self.year)}/"
        changed = [path for path in made if made[path] != self.before[path]]
        files = [path for path in changed if is_told_as_whole(path)]
        files += (folder + name for name in sorted(self.papers.replaced))
        new += self._of_files(files, known)
        new += self._told_renamed(known)
        if not new:  # or nobody would know that anything was withdrawn
            new += self._of_files([path for path in changed if is_table(path)], known)
        return [(one, why) for one, why in new if not self.needles.stand_in(one.file)]

    def _of_files(
        self, paths: Iterable[str], known: Sequence[Withdrawal]
    ) -> Iterator[tuple[Entry, str]]:
        """Yield an entry for each file: once more for one that was covered or replaced before.

        Of a file without a mask an entry is of a run that was killed.
        """
        folder = f"{of_year(self.year)}/"
        for path in dict.fromkeys(paths):
            entry = Entry(file=path.removeprefix(folder))
            count = entry.count_in(known)
            other = entry.file in self.papers.replaced  # for good, of one that went
            again = other and entry.file in self.papers.digests
            again = again or has_mask(path, self.before.get(path, b""))
            if not count:
                yield entry, self.order.reason
            elif again:
                yield entry, f"{self.order.reason} (ครั้งที่ {count + 1})"


def _tables(path: str, data: bytes) -> Iterable[Table]:
    if path.endswith(".xlsx"):
        return read_xlsx(data, Place(path), Report())
    table = read_csv(data, Place(path), Report())
    return (table,) if table else ()


def _csv_change(cells: Mapping[Spot, str], needles: Needles) -> Callable[[int, int, str], str]:
    def change(row: int, column: int, text: str) -> str:
        return cells[row, column] if (row, column) in cells else needles.covered(text)

    return change


def _order(cell: CellOfPlan) -> tuple[bool, int, str, str, str]:
    one = cell.entry
    return one.edition is None, one.edition or 0, one.report, one.id, one.column
