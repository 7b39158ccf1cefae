"""A plan that is written out as a form is, after an import, the same plan in Phaen's own tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form_maker import HEAD, TITLE, form, grid
from generator.plan.fields import MONTH_FIELDS, project_fields
from generator.plan.intake.draft import Draft
from generator.plan.intake.form import Form
from generator.plan.intake.imported.codes import KnownRow
from generator.plan.intake.imported.folder import Beside, Imported, imported
from generator.plan.intake.interpret import interpret
from generator.plan.model.vocabulary import PROGRAMMES
from generator.plan.parse.questions import ASKED
from generator.plan.read import tables_in
from generator.plan.sheet import FilledRow, records
from generator.problems import Report
from generator.thai.fiscal import FiscalYear

OFFICE = "เทศบาลตำบลธารฟ้าคราม"
_PROGRAMMES = sorted(one.name.removeprefix("แผนงาน") for one in PROGRAMMES)
STRATEGIES = ("โครงสร้างพื้นฐาน", "คุณภาพชีวิต", "สิ่งแวดล้อม")
LABELS = FiscalYear(2569).months
_SIGNS = ('"ฉบับใหม่", ระยะที่ 2', "=รวม 2 แห่ง", "@ตลาด; 'ก' | ข", "+ รั้ว 3.00 ม.", "ก" * 180)
_NAMES = st.tuples(
    st.sampled_from(("ก่อสร้างถนน", "ขุดลอกคลอง", "อบรมอาชีพ")), st.sampled_from(("", *_SIGNS))
).map(" ".join)
_MONTHS = st.sets(st.integers(0, 11), min_size=1).map(frozenset)
_SATANG = st.integers(1, 10**11)


@dataclass(frozen=True)
class Project:
    """A project of a plan; no two are of one name and place."""

    strategy: int
    programme: str
    name: str
    place: str
    satang: int
    months: frozenset[int]

    @property
    def cells(self) -> tuple[str, ...]:
        ticks = ("✓" if month in self.months else "" for month in range(12))
        budget = f"{self.satang // 100:,}.{self.satang % 100:02}"
        return (self.name, "จำนวน 1 แห่ง", budget, self.place, "กองช่าง", *ticks)


@st.composite
def plans(draw: st.DrawFn) -> list[Project]:
    rows = draw(
        st.lists(
            st.tuples(st.integers(1, 3), st.sampled_from(_PROGRAMMES), _NAMES, _SATANG, _MONTHS),
            min_size=1,
            max_size=8,
        )
    )
    rows.sort(key=lambda one: one[:2])
    return [
        Project(strategy, programme, name.strip(), f"หมู่ที่ {at}", satang, months)
        for at, (strategy, programme, name, satang, months) in enumerate(rows, 1)
    ]


def written(plan: Sequence[Project], title: str = TITLE, label: str = "แบบ ผด. 02") -> Form:
    """Return the plan as a workbook of one sheet, a heading above each programme."""
    lines: list[Sequence[str]] = [(label,), (title,), (OFFICE,)]
    for (strategy, programme), rows in groupby(plan, lambda one: (one.strategy, one.programme)):
        named = f"{strategy}. ยุทธศาสตร์{STRATEGIES[strategy - 1]}"
        lines += [(named,), (f"แผนงาน{programme}",), HEAD]
        lines += [(str(at), *row.cells) for at, row in enumerate(rows, 1)]
    return form(grid(lines))


def read_back(made: Imported) -> list[FilledRow]:
    (data,) = (one.data for one in made.files if one.path == made.table)
    return list(records(tables_in(made.table, data, Report()), project_fields(), Report()))


def months_in(row: FilledRow) -> frozenset[int]:
    ticked = frozenset(at for at, field in enumerate(MONTH_FIELDS) if row.text(field.code))
    if ticked or not row.text("start"):
        return ticked
    labels = [month.label for month in LABELS]
    ends = (labels.index(row.text(one)) for one in ("start", "end"))
    return frozenset(range(next(ends), next(ends) + 1))


def told(rows: Sequence[FilledRow]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        satang = round(float(row.text("budget").replace(",", "")) * 100)
        strategy = int(row.text("strategy").split()[0])
        yield strategy, row.text("programme"), row.text("name"), satang, months_in(row)


def known_in(rows: Sequence[FilledRow]) -> tuple[KnownRow, ...]:
    """Return the rows of a table as a portal has them at hand."""
    codes = [one.code for one in project_fields()]
    return tuple(
        KnownRow(
            row.text("id"),
            {code: row.text(code) for code in codes if row.text(code)},
            row.text("ordinal"),
            row.text(ASKED),
        )
        for row in rows
    )


def made_of(draft: Draft, ending: str, known: tuple[KnownRow, ...] = ()) -> Imported:
    return imported(draft, Beside(rows=known), ending=ending)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@given(plan=plans())
@settings(max_examples=15, deadline=None)
def test_a_plan_comes_back_the_same_and_the_same_form_again_changes_nothing(
    ending: str, plan: list[Project]
) -> None:
    draft = interpret(written(plan))
    made = made_of(draft, ending)
    rows = read_back(made)
    there = [
        (one.strategy, f"แผนงาน{one.programme}", one.name, one.satang, one.months) for one in plan
    ]
    assert list(told(rows)) == there
    assert not any(one.questions for one in made.rows)

    again = made_of(draft, ending, known_in(rows))
    assert [one.data for one in again.files] == [one.data for one in made.files]
    assert not any(one.kept or one.questions for one in again.rows)


@given(plan=plans(), part=st.data())
@settings(max_examples=15, deadline=None)
def test_a_part_of_any_plan_moves_and_drops_no_row_of_it(
    plan: list[Project], part: st.DataObject
) -> None:
    rows = read_back(made_of(interpret(written(plan)), ".csv"))
    some = part.draw(st.sets(st.sampled_from(range(len(plan))), min_size=1))
    draft = interpret(written([one for at, one in enumerate(plan) if at in some]))
    made = made_of(draft, ".csv", known_in(rows))
    after = read_back(made)
    assert [row.text("id") for row in after] == [row.text("id") for row in rows]
    assert list(told(after)) == list(told(rows))
    asked = [row.text("id") for row in after if row.text(ASKED)]
    assert asked == [row.text("id") for at, row in enumerate(rows) if at not in some]
