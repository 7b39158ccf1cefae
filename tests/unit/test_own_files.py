"""What we publish, put back as a source, is the same plan: CSV, workbook, a reader's own list."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.pipeline import view_of
from generator.plan.compare import entries_of, entry_of
from generator.plan.fields import ADDED, stated, stated_report
from generator.plan.formulas import guarded, unguarded
from generator.plan.model import (
    Budget,
    BudgetKind,
    Change,
    Coordinates,
    Form,
    Origin,
    Owner,
    ProgressReport,
    Project,
    Status,
    Strategy,
    Villages,
)
from generator.plan.parse.changes import EditionReader
from generator.plan.parse.progress import parse_progress
from generator.plan.parse.vocabulary import programme_of
from generator.plan.read import Table
from generator.plan.read.csv_file import read_csv
from generator.plan.read.portal import read_portal
from generator.plan.sheet.wording import is_ditto
from generator.problems import Place, Report
from generator.site.render import projects_csv
from generator.site.render.sheets import workbook_of
from generator.site.render.tables import written
from generator.site.views import DataTable, open_tables
from generator.site.views.opendata_columns import project_columns
from generator.thai.fiscal import FiscalYear
from generator.thai.text import tidy
from paper_makers import year_of
from portals import (
    NOWHERE,
    ORGANIZATION,
    PROJECTS,
    checked,
    csv_table,
    make_plan,
    make_project,
    make_row,
    portal_folder,
)

steady = settings(derandomize=True, database=None, deadline=None, max_examples=80)
YEAR = FiscalYear(2570)
AGENCY = "องค์การบริหารส่วนจังหวัดแพร่"
STRATEGIES = (Strategy("1", "โครงสร้างพื้นฐาน"), Strategy("2", "สังคม"))
SIGNS = "กขคนรวสอะาิ้่์ๆabX ,;\"'\n\t|()/.-+=@0123๑๒"

# A ditto mark alone says what the row above says: nobody's plan has it for a text of its own.
words = st.text(SIGNS, max_size=24).map(tidy).filter(lambda text: not is_ditto(text))
named = words.filter(bool)
budgets = st.one_of(
    st.builds(
        lambda satang: Budget(BudgetKind.AMOUNT, satang), st.integers(min_value=1, max_value=10**11)
    ),
    st.sampled_from([
        Budget(BudgetKind.ZERO, 0), Budget(BudgetKind.NO_BUDGET, None),
        Budget(BudgetKind.NOT_STATED, None),
    ]),
)  # fmt: skip
months = st.sets(st.sampled_from(YEAR.months)).map(lambda one: tuple(sorted(one)))
villages = st.one_of(
    st.just(Villages()),
    st.just(Villages(everywhere=True, origin=Origin.STATED)),
    st.sets(st.integers(1, 12), min_size=1).map(
        lambda one: Villages(tuple(sorted(one)), origin=Origin.STATED)
    ),
)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    unit = draw(st.sampled_from(["กองช่าง", "กองสาธารณสุข", "ชมรม", AGENCY]))
    # Whose project it is may be stated, or read from the agency that carries it out.
    read_owner = (Owner.PAO, Origin.READ) if unit == AGENCY else (Owner.OWN, Origin.ABSENT)
    stated_owners = [(one, Origin.STATED) for one in Owner]
    owner, origin = draw(st.sampled_from([read_owner, *stated_owners]))
    programme = draw(st.sampled_from(["", "เคหะและชุมชน", "แผนงานที่ไม่มี"]))
    change = draw(st.sampled_from([None, *Change]))
    partner = st.text("กขค -=+'", min_size=1, max_size=6).map(tidy).filter(bool)
    return Project(
        id="",
        strategy=draw(st.sampled_from(["1", "2"])),
        name=draw(named),
        budget=draw(budgets),
        unit=unit,
        at=NOWHERE,
        tactic=draw(words),
        programme=programme_of(programme),
        programme_text=programme,
        form=draw(st.sampled_from(Form)),
        detail=draw(words),
        funding=draw(words),
        place=draw(words),
        villages=draw(villages),
        partners=tuple(draw(st.lists(partner, max_size=2, unique=True))),
        owner=owner,
        owner_origin=origin,
        months=draw(months),
        count=draw(st.integers(1, 20)),
        plan_ref=draw(words),
        continues=draw(st.sampled_from(["", "2569-001"])),
        coordinates=draw(st.sampled_from([None, Coordinates("19.9", "99.8")])),
        note=draw(words),
        change=change,
        reason=draw(words) if change else "",
    )


def table_of(rows: tuple[Project, ...]) -> DataTable:
    """Return the published table of these rows, with all that it says besides what is typed."""
    return year_of(make_plan(*rows, strategies=STRATEGIES)).search.table


def as_typed(table: DataTable) -> list[tuple[str, ...]]:
    """Return the table without what is known from elsewhere, such as where a row stood."""
    known = {one.code for one in ADDED}
    typed = [at for at, code in enumerate(table.codes) if code not in known]
    return [tuple(row[at] for at in typed) for row in table.rows]


def read(tables: tuple[Table, ...]) -> tuple[Project, ...]:
    report = Report()
    reader = EditionReader(ORGANIZATION, YEAR, STRATEGIES, report)
    found = reader.read_edition(tables)
    assert not report.errors, [one.message for one in report.errors]
    assert "heading-unknown" not in {one.code for one in report}
    return found


def as_csv(table: DataTable) -> tuple[Table, ...]:
    found = read_csv(projects_csv(table), Place(PROJECTS), Report())
    assert found
    return (found,)


def meaning(rows: tuple[Project, ...]) -> list[object]:
    """What every page, record and comparison knows of the rows."""
    plan = make_plan(strategies=STRATEGIES)
    told = ("tactic", "form", "partners", "plan_ref", "lat", "lon", "note", "change", "reason")
    return [
        (entry_of(row, plan, ORGANIZATION), [stated(row)[code] for code in told]) for row in rows
    ]


@st.composite
def plans(draw: st.DrawFn) -> tuple[Project, ...]:
    rows = draw(st.lists(projects(), min_size=1, max_size=4))
    return tuple(replace(row, id=f"2570-{n:03}") for n, row in enumerate(rows, start=1))


@steady
@given(plans())
def test_published_csv_is_the_same_plan_and_the_same_csv(rows: tuple[Project, ...]) -> None:
    again = read(as_csv(table_of(rows)))
    assert as_typed(table_of(again)) == as_typed(table_of(rows))
    once_more = read(as_csv(table_of(again)))
    assert meaning(once_more) == meaning(again)
    assert [stated(row) for row in once_more] == [stated(row) for row in again]


def in_a_workbook(portal: Path, texts: list[tuple[str, ...]]) -> tuple[Table, ...]:
    """Return the tables of a portal whose projects are a workbook with these cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, line in enumerate(texts, start=1):
        for column, text in enumerate(line, start=1):
            cell = sheet.cell(number, column)
            cell.value = text or None
            cell.data_type = "s" if text else "n"
    path = portal / "plans/2570/projects.xlsx"
    book.save(path)
    found = read_portal(portal, Report()).years[0].projects
    path.unlink()
    return found


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return portal_folder(tmp_path_factory.mktemp("portal"), {PROJECTS: None})


as_they_are = str
as_saved_from_our_csv = guarded


@pytest.mark.parametrize("cell", [as_they_are, as_saved_from_our_csv])
@settings(steady, max_examples=25)
@given(rows=plans())
def test_workbook_of_a_list_or_of_our_csv_is_the_same_plan(
    bare: Path, cell: Callable[[str], str], rows: tuple[Project, ...]
) -> None:
    table = table_of(rows)
    # Only in a file that is guarded is an apostrophe before a sign of a formula ours.
    written = [cell(text) for line in table.rows for text in line]
    assume(cell is guarded or all(unguarded(text) == text for text in written))
    cells = [table.headings, *(tuple(map(cell, line)) for line in table.rows)]
    assert meaning(read(in_a_workbook(bare, cells))) == meaning(read(as_csv(table)))


@settings(steady, max_examples=25)
@given(rows=plans())
def test_published_workbook_is_the_same_plan(bare: Path, rows: tuple[Project, ...]) -> None:
    table = table_of(rows)
    path = bare / "plans/2570/projects.xlsx"
    path.write_bytes(workbook_of("projects", written(project_columns(), table.rows, str)))
    found = read_portal(bare, Report()).years[0].projects
    path.unlink()
    assert meaning(read(found)) == meaning(read(as_csv(table)))


@st.composite
def reports(draw: st.DrawFn) -> ProgressReport:
    date, corrected = (draw(st.dates(YEAR.first, YEAR.last)) for _ in range(2))
    return ProgressReport(
        project=draw(st.sampled_from(["2570-001", "2570-002"])),
        date=date,
        at=NOWHERE,
        status=draw(st.sampled_from(Status)),
        percent=draw(st.sampled_from(["", "0", "45", "45.5", "99.99", "100"])),
        spent=draw(st.none() | st.integers(min_value=0, max_value=10**11)),
        result=draw(words),
        problem=draw(words),
        suggestion=draw(words),
        evidence=draw(words),
        corrects=draw(st.none() | st.just(corrected)),
    )


def said_by(reports: Iterable[ProgressReport]) -> list[list[tuple[str, str]]]:
    """Return what reports state, in an order that theirs does not matter for."""
    return sorted(sorted(stated_report(one).items()) for one in reports)


@settings(steady, max_examples=40)
@given(told=st.lists(reports(), min_size=1, max_size=4))
def test_published_reports_are_the_office_s_own_reports(
    bare: Path, told: list[ProgressReport]
) -> None:
    rows = [make_project(id=f"2570-00{n}") for n in (1, 2)]
    year = year_of(make_plan(*rows, progress=tuple(told)))
    table = next(one for one in open_tables(year, "https://a.go.th/") if one.name == "progress")
    texts = written(table.columns, table.rows, str)
    for name, data in (("csv", texts.csv()), ("xlsx", workbook_of("progress", texts))):
        path = bare / f"plans/2570/progress.{name}"
        path.write_bytes(data)
        report = Report()
        tables = read_portal(bare, Report()).years[0].progress
        path.unlink()
        found = parse_progress(tables, report, [])
        # What the office was told of its own file, it is told again.
        assert {one.code for one in report} <= {"percent-not-done"}
        assert said_by(found) == said_by(told)


def test_site_of_what_a_site_published_is_the_same(tmp_path: Path) -> None:
    """The way of a clerk: the published file, put back; an amendment and gaps in the year in it."""
    rows = [
        make_row(id="2570-001", detail="- กว้าง 4 เมตร", note="=1+1", start="", end="", **{
            "month-10": "✓", "month-12": "✓", "month-01": "✓"}),
        make_row(id="2570-002", detail="+ ป้าย; - ไหล่ทาง", place="บ้านดอน หมู่ที่ 2"),
        make_row(id="2570-003", unit="การไฟฟ้าส่วนภูมิภาค", budget="-"),
    ]  # fmt: skip
    amendment = {"id": "2570-002", "change": "ยกเลิก", "reason": "@งบไม่พอ"}
    first = portal_folder(
        tmp_path / "first",
        {
            PROJECTS: csv_table(rows),
            "plans/2570/amendments/1/plan.yml": "kind: แก้ไข\nedition: {announced: 2569-11-12}\n",
            "plans/2570/amendments/1/projects.csv": csv_table([amendment]),
        },
    )
    table = view_of(checked(first)).current.search.table
    again = portal_folder(tmp_path / "again", {PROJECTS: projects_csv(table)})
    republished = view_of(checked(again)).current.search.table
    assert as_typed(republished) == as_typed(table)
    before, after = (checked(one).portal.plans[0] for one in (first, again))
    entries = [entries_of(plan, checked(first).portal.organization) for plan in (before, after)]
    assert entries[0] == entries[1]
    assert "'" not in "".join(text for row in after.projects for text in stated(row).values())
    assert [one.cancelled for one in after.projects] == [False, True, False]
    assert not {"heading-unknown"} & {one.code for one in checked(again).report}
