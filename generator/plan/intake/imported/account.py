"""All that the report of an import tells, as texts: the three proofs, questions and differences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.machine.layout import ORGANIZATION, PLAN
from generator.plan.fields import MONTH_FIELDS, column_name
from generator.plan.intake.draft import Ask, Draft, MonthsState
from generator.plan.intake.imported.parts import PART
from generator.plan.intake.imported.proofs import Sum, months_text, sums, what
from generator.plan.intake.imported.texts import Asked, RowTexts, pauses
from generator.plan.intake.imported.words import listed, question
from generator.plan.parse.questions import MONTHS, where_to_answer
from generator.problems import told_rows
from generator.problems.report import shortened
from generator.thai.numbers import format_baht, format_number

# Where what the form does not say of office and plan is written.
_SETTINGS = {
    "office-missing": f"กรอก name และ kind ใน {ORGANIZATION}",
    "kind-missing": f"กรอก kind ใน {ORGANIZATION}",
    "report-status": "กรอกช่องสถานะของแถวเหล่านี้ในแฟ้ม progress ของปี ในโฟลเดอร์ที่นำเข้า",
    "amendment-number": f"กรอก number ใน {PLAN} ของฉบับ เช่น number: 1/2570 ถ้าไม่มี เว้นว่างไว้",
    "strategies-missing": f"เขียนยุทธศาสตร์ใต้ strategies ใน {PLAN} ของปี แล้วกรอกเลขในทุกแถว",
}
# A table's first row is its heading.
_FIRST = 2
_MORE = {True: "มากกว่า", False: "น้อยกว่า"}


@dataclass(frozen=True, slots=True)
class ToldQuestion:
    """A question, or what is only mentioned: of which rows, where in the form, what to do.

    `rows` are codes with the names of their projects.
    """

    code: str
    text: str
    rows: tuple[str, ...]
    places: tuple[str, ...]
    todo: str = ""


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row of the form beside what was understood of it; `marks` are the twelve months.

    `stands` tells under what it stands, where it is and whose it is, `codes` are those of its
    questions. `answered` are months that the form does not tell for certain and the plan does.
    """

    id: str
    place: str
    number: str
    name: str
    budget: str
    drawn: str
    understood: str
    marks: tuple[bool, ...]
    questions: tuple[str, ...]
    codes: tuple[str, ...] = ()
    mended: str = ""
    stands: str = ""
    answered: str = ""

    @property
    def months(self) -> str:
        """The months in words: as they were read, as somebody has answered, or that it is open."""
        kept = f"ตามที่ตอบไว้: {self.answered}" if self.answered else "ต้องตอบ"
        return self.understood or kept


@dataclass(frozen=True, slots=True)
class ToldSum:
    """A sum as read and as printed, and whether they agree; None where nothing is printed.

    `difference` is by how much they do not.
    """

    where: str
    place: str
    form: str
    read: str
    stated: str
    agrees: bool | None
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An import, told. `left` is what the form has and no list accounts for: an error of ours."""

    title: str
    office: str
    year: int
    files: tuple[str, ...]
    table: str
    rows: tuple[ToldRow, ...]
    sums: tuple[ToldSum, ...]
    questions: tuple[ToldQuestion, ...]
    mentions: tuple[ToldQuestion, ...]
    unused: tuple[tuple[str, str, str], ...]
    left: tuple[str, ...]
    budget: str
    notes: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    digest: str = ""

    @property
    def next(self) -> str:
        """What to do with the folder, in the order in which it is done."""
        answer = "ตอบครบแล้ว" if self.questions else "เทียบกับแบบทีละแถวแล้ว"
        return (
            f"{answer} สั่ง phaen check --portal โฟลเดอร์นี้ จนไม่มีข้อผิดพลาด "
            "แล้วสั่ง phaen import โฟลเดอร์นี้ --apply เพื่อนำเข้าคลัง"
        )

    @property
    def verdicts(self) -> tuple[tuple[str, bool | None], ...]:
        """Each proof in one sentence, and whether it holds; None where the form tells nothing."""
        stated = [one for one in self.sums if one.agrees is not None]
        wrong = [one for one in stated if not one.agrees]
        unclear = [one for one in self.rows if not one.understood]
        kept = sum(1 for one in unclear if one.answered)
        told = f" อีก {format_number(kept)} แถวตามที่ตอบไว้แล้ว" if kept else ""
        return (
            _sums_told(stated, wrong),
            (
                f"มีสิ่งในแบบที่หาที่ไปไม่พบ {format_number(len(self.left))} แห่ง"
                if self.left
                else f"ทุกข้อความและรูปร่างในแบบมีที่ไป {_unused_told(len(self.unused))}",
                not self.left,
            ),
            (
                f"เดือนของ {format_number(len(self.rows) - len(unclear))} จาก "
                f"{format_number(len(self.rows))} แถวอ่านได้แน่ชัด{told}",
                kept == len(unclear),
            ),
        )


def _unused_told(count: int) -> str:
    return f"ไม่ได้ใช้ {format_number(count)} แห่ง ดูเหตุผลในข้อ ข." if count else "ใช้ทั้งหมด"


def _sums_told(stated: Sequence[ToldSum], wrong: Sequence[ToldSum]) -> tuple[str, bool | None]:
    if not stated:
        return "แบบไม่พิมพ์ยอดรวมไว้ จึงเทียบยอดไม่ได้", None
    if wrong:
        told = listed((f"{one.where or one.place} {one.difference}" for one in wrong), 3)
        return f"ยอดไม่ตรงกับที่พิมพ์ไว้ {format_number(len(wrong))} แห่ง: {told}", False
    return f"ยอดตรงกับที่พิมพ์ไว้ในแบบทั้ง {format_number(len(stated))} แห่ง", True


def told_import(
    draft: Draft,
    rows: Sequence[RowTexts],
    table: str,
    *,
    files: Iterable[str],
    lines: Sequence[RowTexts] = (),
    left: Iterable[str] = (),
) -> Told:
    """Return what the report tells; `table` is the path of the table that the rows were put in.

    `lines` are all rows of that table in its order, where they are not the form's alone.
    """
    return Told(
        title=draft.title,
        office=" ".join(filter(None, (draft.office, _seat(draft)))),
        year=draft.year,
        files=tuple(files),
        table=table,
        rows=tuple(map(_row, rows)),
        sums=tuple(sorted(map(_sum, sums(draft)), key=lambda one: one.agrees is not False)),
        questions=tuple(_questions(draft, lines or rows, table)),
        mentions=tuple(_mentions(draft)),
        unused=tuple((what(one.what), one.spot.words, one.why) for one in draft.unused),
        left=tuple(left),
        budget=_baht(draft.budget),
    )


def _seat(draft: Draft) -> str:
    district = f"อำเภอ{draft.district}" if draft.district else ""
    province = draft.province.removeprefix("จังหวัด")
    return " ".join(filter(None, (district, province and f"จังหวัด{province}")))


def _row(one: RowTexts) -> ToldRow:
    row = one.row
    clear = row.state is MonthsState.CLEAR
    mended = listed(map(column_name, sorted(row.doubtful))) if row.doubtful else ""
    return ToldRow(
        id=row.id,
        place=row.spot.words,
        number=row.number,
        name=row.name,
        budget=_budget(one),
        drawn=row.drawn or ("" if clear else row.state.value),
        understood=months_text(row.months) if clear else "",
        marks=row.months,
        questions=tuple(asked.text for asked in one.questions),
        codes=tuple(dict.fromkeys(asked.code for asked in one.questions)),
        mended=mended,
        stands=_stands(one.texts),
        answered="" if clear else _answered(one),
    )


def _answered(one: RowTexts) -> str:
    """Return the months that the table states of a row and nobody is asked for."""
    if any(asked.column == MONTHS for asked in one.questions):
        return ""
    return months_text(bool(one.texts.get(month.code)) for month in MONTH_FIELDS)


def _stands(texts: Mapping[str, str]) -> str:
    strategy = f"ยุทธศาสตร์ {texts['strategy']}" if texts.get("strategy") else ""
    told = (texts.get(code, "") for code in ("programme", "detail", "place", "unit"))
    return " · ".join(shortened(text, 160) for text in (strategy, *told) if text)


def _budget(one: RowTexts) -> str:
    row = one.row
    if row.budget is None:
        return one.texts.get("budget", "") or row.budget_text
    return _baht(row.budget)


def _sum(one: Sum) -> ToldSum:
    stated = (one.stated_rows, one.stated_budget)
    return ToldSum(
        one.where,
        one.spot.words,
        one.form,
        _amount(one.rows, one.budget),
        _amount(*stated),
        None if not one.is_stated else not one.differs,
        _difference(one),
    )


def _difference(one: Sum) -> str:
    """Return by how much the form prints more or less than was read; empty where it agrees."""
    told = []
    if one.stated_rows is not None and (rows := one.stated_rows - one.rows):
        told.append(f"{_MORE[rows > 0]} {format_number(abs(rows))} โครงการ")
    if one.stated_budget is not None and (budget := one.stated_budget - one.budget):
        told.append(f"{_MORE[budget > 0]} {_baht(abs(budget))} บาท")
    return f"(แบบพิมพ์{' '.join(told)})" if told else ""


def _amount(rows: int | None, budget: Decimal | None) -> str:
    told = [f"{format_number(rows)} โครงการ"] if rows is not None else []
    told += [f"{_baht(budget)} บาท"] if budget is not None else []
    return " ".join(told)


def _baht(amount: Decimal) -> str:
    return format_baht(int((amount * 100).to_integral_value()))


def _questions(draft: Draft, rows: Sequence[RowTexts], table: str) -> Iterable[ToldQuestion]:
    """Yield the questions, asked once for all rows that are asked the same."""
    options = {question(one): one for one in draft.asks if not one.mention}
    for one in draft.asks:
        if not (one.mention or one.rows):
            yield ToldQuestion(one.code, question(one), (), (one.spot.words,), _answer(one))
    in_months = any(pauses(one.texts) for one in rows)
    same: defaultdict[Asked, dict[int, RowTexts]] = defaultdict(dict)
    for number, row in enumerate(rows, start=_FIRST):
        for asked in row.questions:
            same[asked][number] = row
    for asked, mine in same.items():
        named = tuple(f"{one.row.id} {shortened(one.row.name, 60)}" for one in mine.values())
        places = tuple(one.row.spot.words for one in mine.values())
        ask = options.get(asked.text)
        todo = _todo(asked, mine, table, ask, in_months=in_months)
        yield ToldQuestion(asked.code, asked.text, named, places, todo)


def _todo(
    asked: Asked, rows: Collection[int], table: str, ask: Ask | None, *, in_months: bool
) -> str:
    told, code = told_rows(rows), asked.column
    if told.endswith("…"):
        told = f"{told} (ทั้งหมด {format_number(len(rows))} แถว กรองด้วยคอลัมน์ “คำถามจากแบบ”)"
    if asked.code == PART:
        return (
            "ถ้าแบบเป็นเพียงบางส่วนของแผน สั่งใหม่โดยเพิ่ม --part (คงไว้ทั้งหมด) "
            "ถ้าแบบเป็นทั้งแผน สั่งใหม่โดยเพิ่ม --whole (ตัดออกทั้งหมด) "
            f"หรือตอบในแถว {told} ของ {table}: โครงการที่ตัดออก ลบทั้งแถว "
            "โครงการที่คงไว้ ลบข้อความในช่อง “คำถามจากแบบ”"
        )
    if not code:
        return f"ดูในแบบ แก้แถว {told} ของ {table} ถ้าไม่ตรง แล้วลบข้อความในช่อง “คำถามจากแบบ”"
    todo = f"{where_to_answer(code, in_months=in_months)}ในแถว {told} ของ {table}"
    return f"{todo} หรือสั่งใหม่โดยเพิ่ม {_option(ask)}" if ask and ask.option else todo


def _answer(ask: Ask) -> str:
    if ask.option:
        return f"สั่งใหม่โดยเพิ่ม {_option(ask)}"
    return _SETTINGS.get(ask.code, "ตรวจกับแบบเดิม")


def _option(ask: Ask) -> str:
    """Return how the option is typed, once for each reading: none of them is the likelier."""
    values = [reading.split()[0] for reading in ask.readings if reading.split()]
    return " หรือ ".join(f"{ask.option} {value}" for value in values) or f"{ask.option} …"


def _mentions(draft: Draft) -> Iterable[ToldQuestion]:
    """Yield what needs no answer, told once for all rows of which the same is told."""
    spots = {row.id: row.spot.words for row in draft.rows}
    same: defaultdict[tuple[str, str], list[Ask]] = defaultdict(list)
    for ask in draft.asks:
        if ask.mention:
            same[ask.code, question(ask)].append(ask)
    for (code, text), many in same.items():
        rows = tuple(row for one in many for row in one.rows)
        places = tuple(one.spot.words or spots.get(next(iter(one.rows), ""), "") for one in many)
        yield ToldQuestion(code, text, rows, tuple(filter(None, places)))
