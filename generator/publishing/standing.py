"""What was live stays: the chain of seals, announced records, published reports, their years.

A push is held against what was published before it, by what the files mean: line ends, a byte
order mark, the order of columns and a column that a later release adds are no change. What was
told grows; what an entry of `withdrawn.yml` names may be masked; nothing else may differ.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import islice

from generator.machine.layout import ANNOUNCED, PLAN, SEALED, SEALS, WITHDRAWN, of_year, pattern_of
from generator.plan.parse import stated_days
from generator.plan.record import PROGRESS_RECORD, RecordError, read_record
from generator.problems import Place
from generator.publishing.editions import HeldEdition
from generator.publishing.entries import entries_gone
from generator.publishing.records import RecordPair
from generator.publishing.trees import Refusal, Tree
from generator.publishing.uncovered import Uncovered

_RECORD = pattern_of(ANNOUNCED, r"(?P<name>[^/]+)\.csv")
_PLAN = pattern_of(re.escape(PLAN))
_SIGNATURE = pattern_of(SEALED, r"(?P=year)\.zip\.sig")
_ENTRIES = pattern_of(re.escape(WITHDRAWN))
# More of one file helps nobody, and a pusher's terminal is no place for a whole plan.
_MOST_TOLD = 20


def chain_taken_back(was: tuple[str, ...], now: tuple[str, ...], advice: str) -> list[Refusal]:
    """Return the first line of the chain that does not stand as it did."""
    if was and not now:
        return [Refusal(Place(SEALS), "ลำดับของปีที่ปิดผนึกหายไปทั้งแฟ้ม", advice)]
    for number, line in enumerate(was, start=1):
        if now[number - 1 : number] != (line,):
            said = "บรรทัดนี้ของปีที่ปิดผนึกแล้วถูกลบ ถูกแก้ หรือถูกย้าย"
            return [Refusal(Place(SEALS, row=number), said, advice)]
    return []


def taken_back(before: Tree, after: Tree, today: datetime.date) -> tuple[Refusal, ...]:
    """Return everything that `after` takes back of what `before` told, by `today`."""
    return tuple(_Held(before, after, today).all())


class _Held:
    """One tree that was live, and one that is to be."""

    def __init__(self, before: Tree, after: Tree, today: datetime.date) -> None:
        self.before = before
        self.after = after
        self.today = today

    def all(self) -> Iterator[Refusal]:
        was, now = self.before.chain(), self.after.chain()
        grows = f"ลำดับนี้ต่อท้ายได้อย่างเดียว {self.before.restore(SEALS)}"
        yield from chain_taken_back(was, now, grows)
        gone = self.gone_years()
        for year in sorted(gone):
            yield self.year_gone(year)
        resealed = {line[:4] for line in now[len(was) :]}
        for path in sorted(self.before.files):
            if (found := _RECORD.fullmatch(path)) and found["year"] not in gone:
                yield from self.record(path, found["year"], found["name"])
                held = HeldEdition(found["year"], found["name"], self.before, self.after)
                yield from held.all(self.today)
            elif found := _SIGNATURE.fullmatch(path):
                yield from self.signature(path, found["year"], resealed)
            elif (found := _ENTRIES.fullmatch(path)) and found["year"] not in gone:
                yield from entries_gone(found["year"], self.before, self.after)
                yield from Uncovered(found["year"], self.before, self.after).all()

        for path in sorted(self.after.files):
            if (found := _ENTRIES.fullmatch(path)) and not self.same(path):
                yield from Uncovered(found["year"], self.before, self.after).reasons()

    def same(self, path: str) -> bool:
        return self.before.files.get(path) == self.after.files.get(path)

    # Years

    def gone_years(self) -> set[str]:
        """Return the years that were announced and have no plan any more."""
        there = {found["year"] for path in self.after.files if (found := _PLAN.fullmatch(path))}
        named = (_RECORD.fullmatch(path) or _PLAN.fullmatch(path) for path in self.before.files)
        return {
            year
            for year in {found["year"] for found in named if found} - there
            if self.was_announced(year)
        }

    def was_announced(self, year: str) -> bool:
        if any(path.startswith(f"{of_year(year, ANNOUNCED)}/") for path in self.before.files):
            return True
        day = stated_days(self.before.yaml(of_year(year, PLAN))).get("announced")
        return day is not None and day <= self.today

    def year_gone(self, year: str) -> Refusal:
        return Refusal(
            Place(of_year(year, PLAN)),
            f"แผนปี {year} ซึ่งประกาศแล้วหายไป หรือถูกย้ายไปชื่ออื่น",
            f"{self.before.restore(of_year(year))} ถ้าเลิกโครงการใดให้ยกเลิกด้วยฉบับแก้ไขใน amendments",
        )

    # Records

    def record(self, path: str, year: str, name: str) -> Iterator[Refusal]:
        if self.same(path):
            return
        was, now = self.before.read(path) or b"", self.after.read(path)
        if now is None:
            what = "รายงานความก้าวหน้าที่เผยแพร่แล้ว" if name == PROGRESS_RECORD else "การประกาศ"
            yield Refusal(Place(path), f"บันทึก{what}หายไป", self.before.restore(path))
            return
        try:
            old = read_record(was, Place(path))
        except RecordError:  # nobody can tell what it means: it stays as it is
            if _unix(was) != _unix(now):
                said = "บันทึกเดิมอ่านไม่ได้ด้วยระบบรุ่นนี้ จึงต้องคงไว้ตามเดิม"
                yield Refusal(Place(path), said, self.before.restore(path))
            return
        try:
            new = read_record(now, Place(path))
        except RecordError as error:
            said = "บันทึกนี้ถูกแก้ไขหรือเสียหาย"
            yield Refusal(Place(path, row=error.line), said, self.before.restore(path))
            return
        entries = self.after.withdrawn(year)
        fresh = entries.since(self.before.withdrawn(year))
        compared = RecordPair(name, old, new, entries, fresh, of_year(year), self.today)
        if compared.edition is not None and new.day != old.day:
            yield from HeldEdition(year, name, self.before, self.after).recorded(new.day)
        for told in islice(compared.differences(), _MOST_TOLD):
            yield Refusal(Place(path, row=told.line), told.said, self.rightly(path, compared))

    def rightly(self, path: str, compared: RecordPair) -> str:
        way = (
            "ถ้ารายงานผิดให้เพิ่มรายงานใหม่ของวันนี้"
            if compared.reports
            else "ถ้าต้องเปลี่ยนแผนให้ทำฉบับแก้ไขใน amendments"
        )
        return f"{self.before.restore(path)} {way} ถ้าต้องถอนข้อมูลส่วนบุคคลให้เขียนใน withdrawn.yml ตามคู่มือ"

    # What else was told

    def signature(self, path: str, year: str, resealed: set[str]) -> Iterator[Refusal]:
        if path not in self.after.files and year not in resealed:
            said = f"ลายเซ็นของปี {year} ซึ่งเผยแพร่ไปแล้วหายไป"
            yield Refusal(Place(path), said, self.before.restore(path))


def _unix(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")
