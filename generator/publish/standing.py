"""What was live stays: the chain of seals, announced records, published reports, their years.

A push is held against what was published before it, by what the files mean: line ends, a byte
order mark, the order of columns and a column that a later release adds are no change. What was
told grows; what an entry of `withdrawn.yml` names may be masked; nothing else may differ.
"""

from __future__ import annotations

import codecs
import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from generator.git import Repository
from generator.model import Withdrawn
from generator.parse import parse_withdrawn, stated_days
from generator.problems import Place, Report
from generator.publish.records import Comparison
from generator.read import YamlMap, read_yaml
from generator.record import PROGRESS_RECORD, RecordError, read_record
from generator.seal import SEALS
from generator.thai.dates import format_date

_RECORD = re.compile(r"plans/(?P<year>2[45][0-9]{2})/announced/(?P<name>[^/]+)\.csv", re.ASCII)
_PLAN = re.compile(r"plans/(?P<year>2[45][0-9]{2})/plan\.yml", re.ASCII)
_SIGNATURE = re.compile(r"plans/(?P<year>2[45][0-9]{2})/sealed/(?P=year)\.zip\.sig", re.ASCII)
_ENTRIES = re.compile(r"plans/(?P<year>2[45][0-9]{2})/withdrawn\.yml", re.ASCII)
# More of one file helps nobody, and a pusher's terminal is no place for a whole plan.
_MOST_TOLD = 20
_DAYS = {
    "considered": "วันที่พิจารณา",
    "announced": "วันที่ประกาศ",
    "posted_from": "วันที่เริ่มปิดประกาศ",
    "posted_until": "วันที่ปิดประกาศถึง",
    "trigger": "วันที่ของเหตุที่ต้องจัดทำแผน (trigger)",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a push would take back of what was published: where, what, and how to do it rightly."""

    place: Place
    message: str
    advice: str


class Tree:
    """The portal as one commit has it. Raises GitError."""

    def __init__(self, repository: Repository, commit: str) -> None:
        self.commit = commit
        self.files = repository.files(commit)
        self._repository = repository

    def read(self, path: str) -> bytes | None:
        """Return a text file's bytes, without the mark that some editors put first."""
        oid = self.files.get(path)
        return None if oid is None else self._repository.read(oid).removeprefix(codecs.BOM_UTF8)

    def yaml(self, path: str) -> YamlMap | None:
        """Return a file's settings; None without it, or where they cannot be read."""
        data = self.read(path)
        return None if data is None else read_yaml(data, Place(path), Report())

    def chain(self) -> tuple[str, ...]:
        """Return the lines of the chain of seals, its heading first."""
        return lines_of(self.read(SEALS) or b"")

    def withdrawn(self, year: str) -> Withdrawn:
        """Return what the year's entries say was withdrawn."""
        return parse_withdrawn(self.yaml(f"plans/{year}/withdrawn.yml"), Report())


def lines_of(data: bytes) -> tuple[str, ...]:
    """Return the lines of a chain, whatever ended them; what is not text matches nothing sound.

    They are parted as whoever reads the chain parts them, or a line might hide within another.
    """
    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    return tuple(text.splitlines())


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
        grows = f"ลำดับนี้ต่อท้ายได้อย่างเดียว {self.restore(SEALS)}"
        yield from chain_taken_back(was, now, grows)
        gone = self.gone_years()
        for year in sorted(gone):
            yield self.year_gone(year)
        resealed = {line[:4] for line in now[len(was) :]}
        for path in sorted(self.before.files):
            if (found := _RECORD.fullmatch(path)) and found["year"] not in gone:
                yield from self.record(path, found["year"], found["name"])
                yield from self.days(found["year"], found["name"])
            elif found := _SIGNATURE.fullmatch(path):
                yield from self.signature(path, found["year"], resealed)
            elif (found := _ENTRIES.fullmatch(path)) and not self.same(path):
                yield from self.entries(path, found["year"])

    def same(self, path: str) -> bool:
        return self.before.files.get(path) == self.after.files.get(path)

    def restore(self, path: str) -> str:
        return f"สั่ง git checkout {self.before.commit[:12]} -- {path} แล้ว commit และ push ใหม่"

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
        if any(path.startswith(f"plans/{year}/announced/") for path in self.before.files):
            return True
        day = stated_days(self.before.yaml(f"plans/{year}/plan.yml")).get("announced")
        return day is not None and day <= self.today

    def year_gone(self, year: str) -> Refusal:
        return Refusal(
            Place(f"plans/{year}/plan.yml"),
            f"แผนปี {year} ซึ่งประกาศแล้วหายไป หรือถูกย้ายไปชื่ออื่น",
            f"{self.restore(f'plans/{year}')} ถ้าเลิกโครงการใดให้ยกเลิกด้วยฉบับแก้ไขใน amendments",
        )

    # Records

    def record(self, path: str, year: str, name: str) -> Iterator[Refusal]:
        if self.same(path):
            return
        was, now = self.before.read(path) or b"", self.after.read(path)
        if now is None:
            what = "รายงานความก้าวหน้าที่เผยแพร่แล้ว" if name == PROGRESS_RECORD else "การประกาศ"
            yield Refusal(Place(path), f"บันทึก{what}หายไป", self.restore(path))
            return
        try:
            old = read_record(was, Place(path))
        except RecordError:  # nobody can tell what it means: it stays as it is
            if _unix(was) != _unix(now):
                said = "บันทึกเดิมอ่านไม่ได้ด้วยระบบรุ่นนี้ จึงต้องคงไว้ตามเดิม"
                yield Refusal(Place(path), said, self.restore(path))
            return
        try:
            new = read_record(now, Place(path))
        except RecordError as error:
            said = "บันทึกนี้ถูกแก้ไขหรือเสียหาย"
            yield Refusal(Place(path, row=error.line), said, self.restore(path))
            return
        entries = self.after.withdrawn(year)
        fresh = entries.since(self.before.withdrawn(year))
        compared = Comparison(name, old, new, entries, fresh)
        for told in islice(compared.differences(), _MOST_TOLD):
            yield Refusal(Place(path, row=told.line), told.said, self.rightly(path, compared))

    def rightly(self, path: str, compared: Comparison) -> str:
        way = (
            "ถ้ารายงานผิดให้เพิ่มรายงานใหม่ของวันนี้"
            if compared.reports
            else "ถ้าต้องเปลี่ยนแผนให้ทำฉบับแก้ไขใน amendments"
        )
        return f"{self.restore(path)} {way} ถ้าต้องถอนข้อมูลส่วนบุคคลให้เขียนใน withdrawn.yml ตามคู่มือ"

    # What else was told

    def days(self, year: str, name: str) -> Iterator[Refusal]:
        """A day of an announced edition that has passed is history; one to come may still move."""
        if not (name.isascii() and name.isdecimal()):
            return
        path = f"plans/{year}/" + (f"amendments/{name}/plan.yml" if int(name) else "plan.yml")
        if self.same(path):
            return
        was, now = stated_days(self.before.yaml(path)), stated_days(self.after.yaml(path))
        withdrawn = self.after.withdrawn(year).since(self.before.withdrawn(year))
        for column, day in was.items():
            if day > self.today or now.get(column) == day or withdrawn.date(int(name), column):
                continue
            yield Refusal(
                Place(path, heading=column),
                f"{_DAYS[column]} {format_date(day)} ของฉบับที่ประกาศแล้วถูกเปลี่ยนหรือลบ",
                f"แก้กลับ ถ้าวันที่เดิมพิมพ์ผิด เพิ่มใน plans/{year}/withdrawn.yml: "
                f"kind: พิมพ์วันที่ผิด, edition: {name}, column: {column} พร้อม day และ reason",
            )

    def signature(self, path: str, year: str, resealed: set[str]) -> Iterator[Refusal]:
        if path not in self.after.files and year not in resealed:
            said = f"ลายเซ็นของปี {year} ซึ่งเผยแพร่ไปแล้วหายไป"
            yield Refusal(Place(path), said, self.restore(path))

    def entries(self, path: str, year: str) -> Iterator[Refusal]:
        now = Counter(one.told for one in self.after.withdrawn(year).entries)
        for one in self.before.withdrawn(year).entries:
            now[one.told] -= 1
            if now[one.told] < 0:
                said = "รายการถอนที่เผยแพร่ไปแล้วหายไปหรือถูกแก้"
                row = one.at.place.row
                advice = f"{self.restore(path)} รายการใหม่ให้เพิ่มต่อท้าย"
                yield Refusal(Place(path, row=row), said, advice)


def _unix(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")
