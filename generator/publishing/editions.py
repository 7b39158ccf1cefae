"""What a recorded edition tells besides its rows: days, signed papers, names of strategies."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.machine.layout import AMENDMENTS, ANNOUNCED, PLAN, WITHDRAWN, of_year, pattern_of
from generator.plan.model import Withdrawn
from generator.plan.parse import stated_days, stated_papers, stated_strategies
from generator.plan.read import YamlMap
from generator.problems import Place
from generator.publishing.trees import Refusal, Tree
from generator.thai.dates import format_date

_DAYS = {
    "considered": "วันที่พิจารณา",
    "announced": "วันที่ประกาศ",
    "posted_from": "วันที่เริ่มปิดประกาศ",
    "posted_until": "วันที่ปิดประกาศถึง",
    "trigger": "วันที่ของเหตุที่ต้องจัดทำแผน (trigger)",
}
_PLAN = pattern_of(rf"(?:{AMENDMENTS}/[0-9]+/)?{re.escape(PLAN)}")
_RECORD = pattern_of(ANNOUNCED, r"(?P<name>[0-9]+)\.csv")
_DIGITS = re.compile(r"\d+")
# Signs of a name that may be mended: no other strategy is so near.
_MISSPELT = 2
_LONGEST = 300  # of what is looked at sign by sign: no name is longer


@dataclass(frozen=True, slots=True)
class HeldEdition:
    """The edition that the record `name` of a year is of, in a tree that was live and the next."""

    year: str
    name: str
    before: Tree
    after: Tree

    def all(self, today: datetime.date) -> Iterator[Refusal]:
        """Yield what is told no more, or otherwise."""
        if not (self.name.isascii() and self.name.isdecimal()) or self._files_stay():
            return
        was, now = self.before.yaml(self.path), self.after.yaml(self.path)
        yield from self._days(was, now, today)
        yield from self._papers(was)
        yield from self._strategies(was, now)

    def recorded(self, day: datetime.date) -> Iterator[Refusal]:
        """Yield that a record, whose day a typed entry let change, is of another than the plan."""
        if stated_days(self.after.yaml(self.path)).get("announced") != day:
            place = Place(f"{self._folder}{ANNOUNCED}/{self.name}.csv", row=1)
            said = f"วันที่ในบันทึก {format_date(day)} ไม่ตรงกับ announced ใน {self.path}"
            yield Refusal(place, said, f"สั่ง phaen announce {self.year} แล้ว commit และ push ใหม่")

    @property
    def path(self) -> str:
        """The file that tells the edition."""
        below = f"{AMENDMENTS}/{self.name}/" if int(self.name) else ""
        return f"{self._folder}{below}{PLAN}"

    @property
    def _folder(self) -> str:
        return f"{of_year(self.year)}/"

    def _files_stay(self) -> bool:
        """Whether every file of the year stays as it was: most pushes change one year's."""
        return all(
            self.after.files.get(path) == oid
            for path, oid in self.before.files.items()
            if path.startswith(self._folder)
        )

    def _fresh(self) -> Withdrawn:
        """Return the entries that this push brings: older ones are used up."""
        return self.after.withdrawn(self.year).since(self.before.withdrawn(self.year))

    def _days(
        self, was: YamlMap | None, now: YamlMap | None, today: datetime.date
    ) -> Iterator[Refusal]:
        """A day that has passed is history; one to come may still move."""
        there = stated_days(now)
        withdrawn = self._fresh()
        for column, day in stated_days(was).items():
            moved = day <= today and there.get(column) != day
            if moved and not withdrawn.date(int(self.name), column):
                yield Refusal(
                    Place(self.path, heading=column),
                    f"{_DAYS[column]} {format_date(day)} ของฉบับที่ประกาศแล้วถูกเปลี่ยนหรือลบ",
                    f"แก้กลับ ถ้าวันที่เดิมพิมพ์ผิด เพิ่มใน plans/{self.year}/withdrawn.yml: "
                    f"kind: พิมพ์วันที่ผิด, edition: {self.name}, column: {column} พร้อม day และ reason",
                )

    def _papers(self, was: YamlMap | None) -> Iterator[Refusal]:
        """A paper stays, byte for byte, under whatever name; a better one lies beside it."""
        gone = self._gone()
        answered = self._answered(gone)
        for name in dict.fromkeys(stated_papers(was)):
            path = self._folder + name
            if name in gone and name not in answered:
                yield Refusal(
                    Place(path),
                    "เอกสารของฉบับที่ประกาศแล้วถูกแทนที่ ลบ หรือไม่อยู่ในรายการ documents แล้ว",
                    f"{self.before.restore(path)} และคงไว้ใน {self.path} "
                    "เอกสารที่ถูกต้องกว่าให้เพิ่มเป็นไฟล์ชื่อใหม่ต่อท้ายรายการ "
                    "ถ้าเอกสารหรือชื่อแฟ้มมีข้อมูลส่วนบุคคล เขียนข้อความนั้นในแฟ้มนอกคลัง แล้วสั่ง "
                    f"phaen withdraw {self.year} --text แฟ้ม --reason เหตุผล ซึ่งเพิ่มรายการใน "
                    f"{self._folder}{WITHDRAWN} ให้",
                )

    def _gone(self) -> list[str]:
        """Return the papers of all recorded editions of the year that are published no more."""
        kept = self._published()
        named = [
            name
            for path in self.before.files
            if (found := _RECORD.fullmatch(path)) and found["year"] == self.year
            for name in stated_papers(self.before.yaml(replace(self, name=found["name"]).path))
        ]
        objects = {name: self.before.files.get(self._folder + name) for name in named}
        return [name for name, oid in objects.items() if oid and oid not in kept]

    def _answered(self, gone: Sequence[str]) -> set[str]:
        """Return for which of them this push has an entry: one that covers a name is for one."""
        entries = [one for one in self._fresh().entries if one.file]
        mine = {one.file.removeprefix(self._folder) for one in entries}
        found: dict[int, str] = {}  # by entry, the paper that it is for
        masked = [one for one in entries if one.renamed]

        def place(name: str, seen: set[int]) -> bool:
            for at, one in enumerate(masked):
                if at in seen or not one.names_file(name):
                    continue
                seen.add(at)
                if at not in found or place(found[at], seen):
                    found[at] = name
                    return True
            return False

        for name in gone:
            if name not in mine:
                place(name, set())
        return mine | set(found.values())

    def _published(self) -> set[str]:
        """Return the objects of the papers that the year is to publish, whatever their names."""
        plans = [path for path in self.after.files if path.startswith(self._folder)]
        named = (
            name
            for path in plans
            if _PLAN.fullmatch(path)
            for name in stated_papers(self.after.yaml(path))
        )
        return {oid for name in named if (oid := self.after.files.get(self._folder + name))}

    def _strategies(self, was: YamlMap | None, now: YamlMap | None) -> Iterator[Refusal]:
        """Rows name a strategy by its id: under another name, all its money would move."""
        there = stated_strategies(now)
        for identity, name in stated_strategies(was).items():
            if identity in there and not _same_name(name, there[identity]):
                yield Refusal(
                    Place(self.path, heading="strategies"),
                    f"ยุทธศาสตร์ {identity} “{name}” ของแผนที่ประกาศแล้วเปลี่ยนชื่อเป็น “{there[identity]}”",
                    "แก้ชื่อกลับ ยุทธศาสตร์อื่นให้เพิ่มเป็น id ใหม่ แล้วย้ายโครงการด้วยฉบับแก้ไขใน amendments",
                )


def _same_name(was: str, now: str) -> bool:
    """Whether a name is the other one, or that with a sign or two mended."""
    if was == now:
        return True
    if max(len(was), len(now)) > _LONGEST or _DIGITS.findall(was) != _DIGITS.findall(now):
        return False
    alike = difflib.SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    return max(len(was), len(now)) - sum(block.size for block in alike) <= _MISSPELT
