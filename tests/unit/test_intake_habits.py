"""A plan that is written out as forms are, by any mix of their habits, comes back the same plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st

from form_maker import MONTHS, OFFICE, TITLE, form, grid, table
from generator.plan.intake.draft import Draft
from generator.plan.intake.form import Form, Grid
from generator.plan.intake.interpret import interpret
from generator.plan.intake.interpret.headed import form_fields
from generator.plan.intake.interpret.rest import rest

_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_STRATEGIES = ("โครงสร้างพื้นฐาน", "คุณภาพชีวิตและสังคม", "การศึกษา ศาสนา และวัฒนธรรม")
_PROGRAMMES = ("แผนงานเคหะและชุมชน", "แผนงานการศึกษา", "แผนงานการเกษตร", "แผนงานบริหารงานทั่วไป")
_NAMES = (
    *("โครงการก่อสร้างถนนคอนกรีตเสริมเหล็ก สายบ้านดอน หมู่ที่ 4", "เบี้ยยังชีพคนพิการ", "สำรองจ่าย"),
    *("โครงการส่งเสริมกลุ่มอาชีพ ผู้สูงอายุและผู้พิการ", "ค่าอาหารกลางวันเด็กนักเรียน", "รวมพลังรักษ์น้ำ"),
    *("อุดหนุนการไฟฟ้าส่วนภูมิภาค เพื่อขยายเขตไฟฟ้า", "จัดซื้อเครื่องปรับอากาศ แบบแยกส่วน 2 เครื่อง"),
    *("โครงการแข่งขันกีฬา “ตำบลสัมพันธ์” ประจำปี 2569", "ปรับปรุงระบบประปาหมู่บ้าน (ระยะที่ 2)"),
)
_DETAILS = (
    *("", "กว้าง 4.00 เมตร ยาว 250 เมตร หนา 0.15 เมตร", "อบรม 1 ครั้ง จำนวน 40 คน"),
    *("ตามแบบแปลนที่ อปท. กำหนด พร้อมป้าย", "แผนงานย่อยตามที่กรมกำหนด", "1. อบรม 2. ดูงาน"),
)
_PLACES = ("หมู่ที่ 1–12", "บ้านดอนใหม่ ม.3", "ที่ทำการทต.ธารฟ้าคราม", "เทศบาลตำบลธารฟ้าคราม", "พื้นที่ ทต.")
_UNITS = ("กองช่าง", "สำนักปลัด", "กองการศึกษา ศาสนา และวัฒนธรรม", "กองสาธารณสุขฯ")
_BUDGETS = ("10,000", "1,250,000.50", "300", "ไม่ใช้งบประมาณ", "2569")
_HEADINGS = {one.code: one.headings for one in form_fields()}
_SOURCES = ("", "เงินสะสม", "โอนงบประมาณ ครั้งที่ 2/2569")
_LAST = 2
_COLUMNS = ("ordinal", "name", "detail", "budget", "place", "unit")


@dataclass(frozen=True)
class Project:
    """A project of a plan, as it is to come back."""

    strategy: int
    programme: str
    name: str
    detail: str
    budget: str
    place: str
    unit: str
    source: str
    note: str


@dataclass(frozen=True)
class Habits:
    """How somebody writes forms."""

    headings: tuple[str, ...]
    lines: int  # of a heading
    document: bool
    thai: bool
    number: str
    running: bool
    section: str
    broken: bool
    merged: bool
    ditto: bool
    totals: str
    again: int  # after so many rows a page ends, 0 for never
    titled: bool  # titles are typed again, too
    each: bool  # a table for each section
    more: bool  # columns of source and note
    signed: bool
    beside: bool  # the source stands below the amount
    offset: bool  # the table begins in column B
    order: tuple[int, ...]  # of the columns but that of numbers
    sheets: bool  # a sheet for each section
    blank: bool  # a blank row before titles
    equipment: bool  # the last strategy's projects are of แบบ ผด.02/1
    label: str  # of totals
    numbered: bool  # pages have numbers


def plans() -> st.SearchStrategy[list[Project]]:
    """Return plans: their projects in order of strategy and programme."""
    one = st.builds(
        Project,
        *(st.integers(0, 2), st.sampled_from(_PROGRAMMES), st.sampled_from(_NAMES)),
        *(st.sampled_from(_DETAILS), st.sampled_from(_BUDGETS), st.sampled_from(_PLACES)),
        *(st.sampled_from(_UNITS), st.sampled_from(_SOURCES), st.sampled_from(("", "หน้า 87"))),
    )
    return st.lists(one, min_size=1, max_size=8).map(
        lambda each: sorted(each, key=lambda row: (row.strategy, row.programme))
    )


def habits() -> st.SearchStrategy[Habits]:
    """Return mixes of habits."""
    headings = st.tuples(*[st.sampled_from(_HEADINGS[code]) for code in _COLUMNS])
    flag = st.booleans()
    return st.builds(
        Habits,
        *(headings, st.integers(1, 3), flag, flag, st.sampled_from(("{}", "{}.", "({})", "{})"))),
        *(flag, st.sampled_from(("{}. ยุทธศาสตร์{}", "ยุทธศาสตร์ที่ {} {}", "{}. ยุทธศาสตร์การพัฒนา{}"))),
        *(flag, flag, flag, st.sampled_from(("", "section", "all"))),
        *(st.integers(0, 3), flag, flag, flag, flag, flag, flag),
        *(st.permutations(range(5)).map(tuple), flag, flag, flag),
        st.sampled_from(("รวม", "รวมแผนงาน", "ยอดรวม", "รวมเป็นเงิน", "รวมจำนวน")),
        flag,
    )


@dataclass
class Writer:
    """Writes a plan out by habits: rows of one sheet, or lines and tables of a document."""

    told: Habits
    rows: list[list[str]] = field(default_factory=list)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    parts: list[Grid | str] = field(default_factory=list)
    on_page: int = 0

    @property
    def columns(self) -> int:
        return 6 + 12 + 2 * self.told.more + self.told.offset

    def written(self, plan: Sequence[Project]) -> Form:
        """Return the form."""
        told = self.told
        number = 0
        before: Project | None = None
        for at, ((strategy, programme), group) in enumerate(
            groupby(plan, key=lambda one: (one.strategy, one.programme))
        ):
            rows = list(group)
            self._begin(at, strategy, programme, before)
            number = number if told.running else 0
            above: Project | None = None
            for one in rows:
                number += 1
                self._turn_page(strategy, programme)
                self._project(number, one, above)
                above = before = one
            if told.totals:
                self._total(told.label, rows)
        if told.totals == "all":
            self._total("รวมทั้งสิ้น", plan)
        if told.signed:
            self._line("ลงชื่อ....................................ผู้จัดทำแผน")
        self._end_table()
        self._end_sheet()
        return form(*self.parts)

    def is_equipment(self, strategy: int) -> bool:
        """Whether the projects of a strategy are written as equipment, which has none."""
        return self.told.equipment and strategy == _LAST

    def _titles(self, strategy: int) -> tuple[str, ...]:
        return ("แบบ ผด. 02/1" if self.is_equipment(strategy) else "แบบ ผด. 02", TITLE, OFFICE)

    def _heads(self, strategy: int) -> str:
        if self.is_equipment(strategy):
            return "1. ประเภทครุภัณฑ์สำนักงาน"
        return self.told.section.format(strategy + 1, _STRATEGIES[strategy])

    def _begin(self, at: int, strategy: int, programme: str, before: Project | None) -> None:
        told = self.told
        other_form = self.is_equipment(strategy) and (before is None or before.strategy != strategy)
        lines = []
        if before is None or before.strategy != strategy or told.each or told.sheets:
            lines.append(self._heads(strategy))
        lines.append(f"{strategy + 1}.{at + 1} {programme}")
        if at == 0 or told.each or told.sheets or other_form:
            self._end_table()
            if told.sheets:
                self._end_sheet()
            if told.blank and not told.document:
                self._row([""])
            titled = at == 0 or told.titled or told.sheets or other_form
            for title in self._titles(strategy) if titled else ():
                self._line(title)
            for line in lines:
                self._line(line)
            self._heading()
            self.on_page = 0
        else:
            for line in lines:
                self._row([line], wide=True)

    def _turn_page(self, strategy: int, programme: str) -> None:
        self.on_page += 1
        if not self.told.again or self.on_page <= self.told.again:
            return
        self.on_page = 1
        if self.told.titled:
            self._end_table()
            if self.told.numbered:
                self._line("- 3 -")
            self._line(self._titles(strategy)[0])
            self._line(f"{self._heads(strategy)} (ต่อ)")
            self._line(f"{programme} (ต่อ)")
        self._heading()

    def _in_order(self, cells: Sequence[str]) -> list[str]:
        """Return the first six columns as this form has them."""
        first = [""] if self.told.offset else []
        return [*first, cells[0], *(cells[1:][at] for at in self.told.order)]

    def _heading(self) -> None:
        told = self.told
        more = ("แหล่งงบประมาณ",) if told.more else ()
        names = [*self._in_order(told.headings), *more]
        last = ["หมายเหตุ"] if told.more else []
        years = ["พ.ศ. 2568"] * 3 + ["พ.ศ. 2569"] * 9
        first = len(self.rows)
        if told.lines == 1:
            self._row([*names, *MONTHS, *last])
        else:
            over = ["ระยะเวลา"] * 12 if told.lines == 3 else years
            self._row([*names, *over, *last])
            if told.lines == 3:
                self._row([*[""] * len(names), *years])
            self._row([*[""] * len(names), *MONTHS])
            for column in range(told.offset, len(names)):
                self._span(first, column, told.lines, 1)

    def _project(self, number: int, one: Project, above: Project | None) -> None:
        told = self.told
        place = '"' if told.ditto and above and above.place == one.place else one.place
        budget = one.budget + (f"\n({one.source})" if one.source and told.beside else "")
        own = [told.number.format(number), one.name, one.detail, budget, place, one.unit]
        months = ["✓", *[""] * 11]
        if told.more:
            beside = "" if told.beside else one.source
            cells = [*self._in_order(own), beside, *months, one.note]
        else:
            cells = [*self._in_order(own), *months]
        self._broken(cells, own) if told.broken else self._row(cells)

    def _broken(self, cells: list[str], own: Sequence[str]) -> None:
        """Write name, detail and place a word or two a row, as with the Enter key."""
        first = len(self.rows)
        worded = {own[1], own[2], own[4]} - {own[0], own[5]}
        columns = [_lines(text) if text in worded else text.split("\n") for text in cells]
        count = max(map(len, columns))
        for row in range(count):
            self._row([each[row] if row < len(each) else "" for each in columns])
        if self.told.merged and count > 1:
            self._span(first, int(self.told.offset), count, 1)

    def _total(self, label: str, rows: Sequence[Project]) -> None:
        amount = sum((_baht(one.budget) for one in rows), Decimal(0))
        self._row(self._in_order([label, f"{len(rows)} โครงการ", "", f"{amount:,.2f}", "", ""]))

    def _line(self, text: str) -> None:
        if self.told.document:
            self._end_table()
            self.parts.append(self._digits(text))
        else:
            self._row([text], wide=True)

    def _row(self, cells: Sequence[str], *, wide: bool = False) -> None:
        if wide and not self.told.document:
            self._span(len(self.rows), 0, 1, self.columns)
        self.rows.append([self._digits(text) for text in cells])

    def _digits(self, text: str) -> str:
        return text.translate(_THAI) if self.told.thai else text

    def _span(self, row: int, column: int, down: int, across: int) -> None:
        if not self.told.document:
            self.spans[f"{chr(65 + column)}{row + 1}"] = (down, across)

    def _end_sheet(self) -> None:
        if not self.told.document and self.rows:
            name = f"แผ่นที่ {len(self.parts) + 1}"
            self.parts.append(grid(self.rows, sheet=name, merged=self.spans))
            self.rows, self.spans = [], {}

    def _end_table(self) -> None:
        if self.told.document and self.rows:
            number = sum(isinstance(part, Grid) for part in self.parts) + 1
            self.parts.append(table(self.rows, number))
            self.rows = []


def _lines(text: str) -> list[str]:
    words = text.split(" ")
    return [" ".join(words[at : at + 2]) for at in range(0, len(words), 2)]


def _baht(text: str) -> Decimal:
    return Decimal(text.replace(",", "")) if text[0].isdigit() else Decimal(0)


def _bare(text: str) -> str:
    return "".join(text.translate({value: key for key, value in _THAI.items()}).split())


def _there(plan: Sequence[Project], told: Habits) -> Iterator[tuple[object, ...]]:
    writer = Writer(told)
    for one in plan:
        budget = _baht(one.budget) if one.budget[0].isdigit() else None
        source = one.source if told.more or told.beside else ""
        texts = (one.name, one.detail, one.place, one.unit, source, one.note if told.more else "")
        strategy = "" if writer.is_equipment(one.strategy) else str(one.strategy + 1)
        yield (strategy, one.programme, budget, *map(_bare, texts))


def _back(draft: Draft) -> Iterator[tuple[object, ...]]:
    for row in draft.rows:
        texts = (row.name, row.detail, row.place, row.unit, row.source, row.note)
        yield (row.strategy, row.programme, row.budget, *map(_bare, texts))


@given(plans(), habits())
@settings(max_examples=60, deadline=None)
def test_a_plan_that_is_written_out_by_any_habits_comes_back_the_same(
    plan: list[Project], told: Habits
) -> None:
    read = Writer(told).written(plan)
    draft = interpret(read)
    assert rest(read, draft) == ()
    assert list(_back(draft)) == list(_there(plan, told))
    asked = {one.code for one in draft.asks if not one.mention}
    names = [one.name for one in plan]
    # Two tables with a project of one name may tell one project twice.
    twice = {"row-on-two-sheets"} if len(set(names)) < len(names) else set()
    assert asked <= {"strategy-of-equipment"} | twice
    forms = {"ผด.02/1" if Writer(told).is_equipment(one.strategy) else "ผด.02" for one in plan}
    assert set(draft.forms) == forms
    stated = [one for one in draft.sections if one.stated_rows is not None]
    assert all(one.stated_rows == len(one.rows) for one in stated)
    assert all(one.stated_budget == one.budget for one in stated)
