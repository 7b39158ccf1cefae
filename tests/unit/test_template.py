"""Workbooks that staff fill in: they offer what the organisation has, and read back as they are."""

import io
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generated import portal_from
from generator.cli import phaen
from generator.machine.layout import of_year
from generator.plan.fields import (
    Field,
    all_fields,
    amendment_fields,
    progress_fields,
    project_fields,
    stated,
    stated_report,
)
from generator.plan.fields.field import TextKind
from generator.plan.model import Portal, Project
from generator.plan.model.account import RowKind
from generator.plan.own_sheets import CHOICES, EXPLAINED
from generator.plan.parse import parse_portal
from generator.plan.read import read_portal
from generator.plan.workbook import (
    amendment_workbook,
    forms,
    progress_workbook,
    projects_workbook,
)
from generator.plan.workbook.choices import choices
from generator.plan.workbook.template import ROWS, Line, workbook
from generator.problems import Report
from portals import PROJECTS, ROOT, TODAY, checked, codes, portal_folder

WORKBOOK, REPORTS = "plans/2570/projects.xlsx", "plans/2570/progress.xlsx"
SOFFICE = shutil.which("soffice")
NAMES = ("projects.xlsx", "progress.xlsx", "amendment.xlsx")
# Whatever staff type, without what a cell cannot hold: control signs, blanks at its ends.
typed = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"))
    | st.sampled_from("กา่ำ =+-@'\"<&_x"),
    min_size=1,
).map(str.strip)


def parsed(folder: Path) -> tuple[Portal, Report]:
    """Return what a portal's files say, before any rule but those of reading."""
    report = Report()
    return parse_portal(read_portal(folder, report), report), report


@cache
def example_read() -> tuple[Portal, Report]:
    return parsed(ROOT)


def example() -> Portal:
    return example_read()[0]


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def as_stated(rows: tuple[Project, ...]) -> list[dict[str, str]]:
    return [stated(row) for row in rows]


def resaved(files: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return workbooks as LibreOffice saves them."""
    out = folder / "out"
    for name, data in files.items():
        (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    paths = [str(folder / name) for name in files]
    subprocess.run([*command, *paths], check=True, capture_output=True, timeout=120)
    return {name: (out / name).read_bytes() for name in files}


def test_command_writes_three_workbooks_and_never_over_one(tmp_path: Path) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / "progress.xlsx").write_bytes(b"mine")
    arguments = ["template", "--portal", str(portal_folder(tmp_path / "p")), "--to", str(folder)]
    first = CliRunner().invoke(phaen, arguments)
    assert first.exit_code == 0, first.output
    assert {path.name for path in folder.iterdir()} == set(NAMES)
    assert (folder / "progress.xlsx").read_bytes() == b"mine"
    assert "ไม่เขียนทับ" in first.output
    before = {path: path.read_bytes() for path in folder.iterdir()}
    again = CliRunner().invoke(phaen, arguments)
    assert all(name in again.output for name in NAMES) and "ต่อไป" not in again.output
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_year_without_a_plan_is_told_how_to_begin(tmp_path: Path) -> None:
    portal = str(portal_folder(tmp_path / "p"))
    done = CliRunner().invoke(
        phaen, ["template", "2575", "--portal", portal, "--to", str(tmp_path)]
    )
    assert done.exit_code == 2
    assert "phaen year 2575" in done.output


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_those_of_the_table_of_fields_each_explained(name: str) -> None:
    portal = example()
    fields: dict[str, Sequence[Field[Any]]] = {
        "projects.xlsx": project_fields(),
        "progress.xlsx": progress_fields(),
        "amendment.xlsx": amendment_fields(),
    }
    (data,) = (one.data for one in forms(portal.organization, portal.plans[-1]) if one.path == name)
    book = opened(data)
    written = [cell.value for cell in book.worksheets[0][1]]
    assert sorted(written) == sorted(one.name for one in fields[name] if one.offered)
    lines = [[cell.value for cell in row] for row in book[EXPLAINED].iter_rows()]
    told = {line[0] for line in lines if line[3]}
    assert set(written) <= told
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "visible", "hidden"]


@pytest.mark.parametrize("name", NAMES)
def test_sheet_is_ready_to_fill_and_to_print(name: str) -> None:
    portal = example()
    (data,) = (one.data for one in forms(portal.organization, portal.plans[-1]) if one.path == name)
    sheet = opened(data).worksheets[0]
    assert sheet.freeze_panes.endswith("2")
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert not sheet.protection.sheet
    by_name: dict[str, Field[Any]] = {one.name: one for one in all_fields()}
    for cell in sheet[1]:
        column = sheet.column_dimensions[cell.column_letter]
        amount = by_name[cell.value].kind is TextKind.AMOUNT
        assert column.number_format == ("#,##0.00" if amount else "@"), cell.value
        assert column.width > 4
        assert not column.protection.locked


def test_lists_offer_what_the_organisation_has_and_every_text_of_theirs_is_read() -> None:
    portal = example()
    plan = portal.plans[-1]
    lists = choices(portal.organization, plan)
    listed = [one.code for one in amendment_fields() if one.kind is TextKind.LISTED]
    assert set(listed) <= lists.keys()
    assert next(one.name for one in portal.organization.units) in lists["unit"].texts
    assert len(lists["strategy"].texts) == len(plan.strategies)
    book = opened(projects_workbook(portal.organization, plan))
    rules = book.worksheets[0].data_validations.dataValidation
    assert all(CHOICES in rule.formula1 and f"{ROWS + 1}" in str(rule.sqref) for rule in rules)
    assert len(rules) == sum(one.code in lists for one in project_fields() if one.offered)


@pytest.mark.parametrize("code", ["strategy", "programme", "form", "unit", "owner", "start"])
def test_chosen_text_is_understood(code: str, tmp_path: Path) -> None:
    portal = checked(portal_folder(tmp_path / "p")).portal
    plan = portal.plans[-1]
    fields = [one for one in project_fields() if one.offered]
    lists = choices(portal.organization, plan)
    sound = {"strategy": "1", "budget": "100", "unit": portal.organization.units[0].name}
    sound |= {"start": "ต.ค. 2569", "end": "ก.ย. 2570"}
    lines = [
        Line({**sound, "id": f"2570-{at:03}", "name": f"งานที่ {at} ของซอย {at}", code: text})
        for at, text in enumerate(lists[code].texts, start=1)
    ]
    data = workbook("projects.xlsx", "โครงการ", fields, lists, lines)
    read = checked(portal_folder(tmp_path / "q", {PROJECTS: None, WORKBOOK: data}))
    assert [one.code for one in read.report.errors] == []
    assert len(read.portal.plans[-1].projects) == len(lists[code].texts)


def test_empty_template_says_only_that_it_has_no_projects_yet(tmp_path: Path) -> None:
    portal = checked(portal_folder(tmp_path / "p")).portal
    data = projects_workbook(portal.organization, portal.plans[-1])
    found = codes(portal_folder(tmp_path / "q", {PROJECTS: None, WORKBOOK: data}))
    assert len(found) == 1
    assert found[0] in ("table-empty", "plan-empty")


@cache
def example_in_templates() -> tuple[Portal, Report, bytes]:
    """Return the example with every table written into our workbooks, and 2570's progress."""
    portal = example()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "plans", folder / "plans")
        for plan in portal.plans[-2:]:
            below = folder / of_year(plan.year.label)
            for file in (*below.rglob("projects.*"), *below.glob("progress.*")):
                file.unlink()
            for edition in plan.editions:
                make = amendment_workbook if edition.number else projects_workbook
                place = below / (f"amendments/{edition.number}" if edition.number else "")
                data = make(portal.organization, plan, edition.rows)
                (place / "projects.xlsx").write_bytes(data)
            reports = progress_workbook(portal.organization, plan)
            (below / "progress.xlsx").write_bytes(reports)
        return *parsed(folder), reports


def test_example_written_into_the_templates_reads_to_the_same_plans() -> None:
    read, report, _ = example_in_templates()
    for same, plan in zip(read.plans, example().plans, strict=True):
        assert [as_stated(one.rows) for one in same.editions] == [
            as_stated(one.rows) for one in plan.editions
        ]
        assert list(map(stated_report, same.progress)) == list(map(stated_report, plan.progress))
    told = {(one.code, one.value) for one in report}
    assert told <= {(one.code, one.value) for one in example_read()[1]}


@pytest.mark.parametrize("seed", range(2))
def test_any_plan_goes_through_the_template_unchanged(seed: int, tmp_path: Path) -> None:
    folder = portal_from(seed, tmp_path / "p")
    portal = checked(folder).portal
    plan = portal.plans[-1]
    (folder / PROJECTS).unlink()
    data = projects_workbook(portal.organization, plan, plan.editions[0].rows)
    (folder / WORKBOOK).write_bytes(data)
    same = checked(folder).portal.plans[-1]
    assert as_stated(same.projects) == as_stated(plan.projects)
    assert [row.months for row in same.projects] == [row.months for row in plan.projects]


@settings(derandomize=True, database=None, deadline=None, max_examples=5)
@given(st.lists(typed, min_size=40, max_size=40))
def test_any_text_stands_in_its_cell_and_is_no_formula(texts: list[str]) -> None:
    fields = [one for one in project_fields() if one.code in ("id", "name", "note")]
    lines = [Line({"id": "1", "name": text, "note": text}) for text in texts]
    sheet = opened(workbook("projects.xlsx", "โครงการ", fields, {}, lines)).worksheets[0]
    for text, row in zip(texts, sheet.iter_rows(min_row=2), strict=True):
        assert [(cell.value or "") for cell in row[1:]] == [text, text]
        assert row[1].data_type == ("s" if text else "n")


def test_progress_has_a_row_for_each_project_that_goes_on_with_its_last_report() -> None:
    plan, (read, _, data) = example().plans[-1], example_in_templates()
    sheet = opened(data).worksheets[0]
    waiting = [row for row in sheet.iter_rows(min_row=2) if not row[2].value]
    over = {one.project for one in plan.progress if one.status.thai in ("แล้วเสร็จ", "ยกเลิก")}
    gone = over | {row.id for row in plan.projects if row.cancelled}
    assert [row[0].value for row in waiting] == [
        row.id for row in plan.projects if row.id not in gone
    ]
    reported = next(row for row in waiting if row[0].value == plan.progress[0].project)
    (note,) = (cell.comment.text for cell in reported if cell.comment)
    assert plan.progress[0].status.thai in note
    (account,) = (one for one in read.plans[-1].tables if one.place.file == REPORTS)
    assert [*account.aside] == [RowKind.WAITING]
    assert sum(map(len, account.aside.values())) + account.rows == sheet.max_row - 1


def test_amendment_asks_only_for_what_every_row_must_say() -> None:
    portal = example()
    book = opened(amendment_workbook(portal.organization, portal.plans[-1]))
    lines = [[cell.value for cell in row] for row in book[EXPLAINED].iter_rows(min_row=3)]
    assert [line[0] for line in lines if line[1]] == ["รหัสโครงการ", "การเปลี่ยนแปลง"]


def test_amendment_left_under_its_own_name_is_told_where_it_belongs(tmp_path: Path) -> None:
    portal = checked(portal_folder(tmp_path / "p")).portal
    data = amendment_workbook(portal.organization, portal.plans[-1])
    folder = portal_folder(tmp_path / "q", {"plans/2570/amendment.xlsx": data})
    (told,) = (one for one in checked(folder).report if one.place.file.endswith("amendment.xlsx"))
    assert "plans/2570/amendments/1/projects.xlsx" in told.advice


def test_own_explanation_is_no_sheet_of_a_plan_but_a_clerks_with_its_title_is(
    tmp_path: Path,
) -> None:
    portal = checked(portal_folder(tmp_path / "p")).portal
    plan = portal.plans[-1]
    book = opened(projects_workbook(portal.organization, plan, plan.projects))
    book[EXPLAINED]["A1"] = "จดไว้กันลืม"
    stream = io.BytesIO()
    book.save(stream)
    found = checked(portal_folder(tmp_path / "q", {PROJECTS: None, WORKBOOK: stream.getvalue()}))
    assert EXPLAINED in {one.place.sheet for one in found.report}


@pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice")
def test_template_reads_the_same_after_libreoffice_saved_it(tmp_path: Path) -> None:
    portal = checked(portal_folder(tmp_path / "p")).portal
    plan = portal.plans[-1]
    files = {
        "empty.xlsx": projects_workbook(portal.organization, plan),
        "filled.xlsx": projects_workbook(portal.organization, plan, plan.projects),
    }
    saved = resaved(files, tmp_path)
    for name, data in saved.items():
        folder = portal_folder(tmp_path / name.split(".")[0], {PROJECTS: None, WORKBOOK: data})
        before = portal_folder(tmp_path / f"b-{name}", {PROJECTS: None, WORKBOOK: files[name]})
        assert codes(folder, TODAY) == codes(before, TODAY)
        same = checked(folder).portal.plans[-1]
        assert as_stated(same.projects) == (as_stated(plan.projects) if "filled" in name else [])
