"""What was understood of a form: rows as Phaen keeps them, and everything that has to be asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from generator.plan.intake.form import Line, Mark, Spot

# What a form may be whose title amends without a number: the option's word, what it means.
EDITIONS = (
    "plan แผนเดิมที่แก้ก่อนประกาศ",
    "amendment ฉบับแก้ไขของแผนที่ประกาศแล้ว",
)


class MonthsState(Enum):
    """How the months of a row are known; the value is its Thai name in the report."""

    CLEAR = "ชัดเจน"
    NONE = "ไม่มีเครื่องหมาย"
    UNCLEAR = "อ่านได้มากกว่าหนึ่งอย่าง"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that only somebody of the office can answer; nothing is filled in for it.

    `code` is the problem's in the catalogue, `seen` what the form says there, `readings` every
    answer that it may have (may be none), `option` the option of `phaen import` that answers it for
    the whole file, `rows` the ids of the rows that wait for it. A `mention` needs no answer. `why`
    tells in Thai what makes it doubtful, empty where the question itself does.
    """

    code: str
    spot: Spot
    seen: str = ""
    readings: tuple[str, ...] = ()
    option: str = ""
    rows: tuple[str, ...] = ()
    mention: bool = False
    why: str = ""


# In place of a unit: that there is none, or that it is another row's.
_NO_UNIT = re.compile(
    r"\(?(?:(?:ไม่มี|ไม่ระบุ|ดังกล่าว|ตามข้างต้น)\)?$|(?:เช่น)?เดียว(?:กัน)?กับ|เหมือน(?:กับ)?(?:ข้อ|ข้าง|ลำดับ|แถว|โครงการ))"
)


def _says(text: str) -> bool:
    return any(map(str.isalnum, text))


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A project of the form; texts verbatim, joined over the lines on which the form breaks them.

    `id` is the year and the place in the form's order (`2569-001`). `budget` is in baht, None where
    it is to be asked or where `budget_text` says that none is used. `months` are the twelve of the
    fiscal year from October on, all False unless `state` is clear; `drawn` is how the form shows
    them (`←ธ.ค.–มี.ค.→`). `other` are texts of columns that Phaen does not have, by heading.
    `spots` are all the places that the row was joined from, the first is that of its name.
    `doubtful` are the code names of columns whose text a reader had to mend.

    By the code names of Phaen's columns: `more` has what the form says in others than these,
    `before` what an amendment's form says that stood there until now, `progress` what a form with
    results says of the work. `change` is what an amendment's form says that it does to the project.
    """

    id: str
    number: str
    name: str
    spots: tuple[Spot, ...]
    form: str = ""
    strategy: str = ""
    tactic: str = ""
    programme: str = ""
    equipment_type: str = ""
    detail: str = ""
    budget: Decimal | None = None
    budget_text: str = ""
    uses_no_budget: bool = False
    source: str = ""
    place: str = ""
    unit: str = ""
    months: tuple[bool, ...] = (False,) * 12
    state: MonthsState = MonthsState.NONE
    drawn: str = ""
    note: str = ""
    other: Mapping[str, str] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()
    change: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    progress: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many projects it stands for, as the form says; else it is one."""
        told = self.more.get("count", "")
        return int(told) if told.isdecimal() else 1

    @property
    def spot(self) -> Spot:
        """Where its name stands."""
        return self.spots[0]

    @property
    def named_unit(self) -> str:
        """The unit; empty for a dash, dots, `ไม่มี`, `เหมือนข้อ 1`, by which forms name none."""
        return "" if _NO_UNIT.match(self.unit) or not _says(self.unit) else self.unit


@dataclass(frozen=True, slots=True)
class Strategy:
    """A strategy of the form: its number as the form gives it, and its name without that."""

    id: str
    name: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Section:
    """A programme's part of the form, or a kind of equipment's, with the total printed below it.

    `stated_rows` and `stated_budget` are what the form says, None where it does not.
    """

    form: str
    first: str
    second: str
    rows: tuple[str, ...]
    budget: Decimal
    stated_rows: int | None = None
    stated_budget: Decimal | None = None
    spot: Spot = field(default_factory=Spot)


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A line of แบบ ผด.01: of which strategy and programme, how many projects, how many baht."""

    strategy: str
    programme: str
    projects: int | None
    budget: Decimal | None
    spot: Spot
    total: bool = False


@dataclass(frozen=True, slots=True)
class Unused:
    """A text or a shape of the form that became no part of the plan, and why, in Thai."""

    what: Line | Mark | str
    spot: Spot
    why: str


class UsedAs(Enum):
    """What a text or a shape of the form became; the value is its Thai name in the report."""

    ROW = "ข้อมูลของโครงการ"
    MONTHS = "เดือนของโครงการ"
    HEADING = "หัวตาราง"
    SECTION = "หัวข้อยุทธศาสตร์ แผนงาน หรือประเภทครุภัณฑ์"
    TOTAL = "ยอดรวม"
    RESULT = "เครื่องหมายในช่องผลการดำเนินงาน"
    SUMMARY = "สรุปตามแบบ ผด.01"
    TITLE = "หัวเรื่อง"


@dataclass(frozen=True, slots=True)
class Used:
    """A text or a shape of the form, what it became, and of which row where it is a row's."""

    what: Mark | str
    spot: Spot
    part: UsedAs
    row: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was understood of a whole form.

    `year` is the Buddhist fiscal year, 0 where it has to be asked. `amendment` is the edition's
    kind and number as the title says them (`เพิ่มเติม ครั้งที่ 1`), empty for the plan itself.
    `titles` are the lines that name form, office and year, verbatim. `kind` is that of the office,
    by the first word of its name. `stated_rows` and `stated_budget` are the grand total that the
    form prints, None where it prints none. `used` and `unused` hold every text and shape once.
    """

    title: str
    titles: tuple[str, ...]
    office: str
    district: str
    province: str
    year: int
    amendment: str
    forms: tuple[str, ...]
    strategies: tuple[Strategy, ...]
    programmes: tuple[str, ...]
    units: tuple[str, ...]
    rows: tuple[DraftRow, ...]
    sections: tuple[Section, ...]
    summary: tuple[SummaryLine, ...]
    asks: tuple[Ask, ...]
    unused: tuple[Unused, ...]
    used: tuple[Used, ...] = ()
    kind: str = ""
    stated_rows: int | None = None
    stated_budget: Decimal | None = None

    @property
    def budget(self) -> Decimal:
        """Return the sum of all rows, in baht."""
        return sum((row.budget or Decimal(0) for row in self.rows), Decimal(0))
