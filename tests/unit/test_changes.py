"""An amendment's row says what changes; the rows of an edition are whole wherever they are used."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from generator.cli import phaen
from generator.pipeline import view_of
from generator.plan.fields import stated
from generator.plan.model import Change, Plan, Project
from generator.plan.record import read_record, record_bytes
from generator.problems import Place
from generator.site.render import projects_csv
from portals import PROJECTS, checked, codes, csv_table, portal_folder

BASE = {
    "id": "2570-001", "strategy": "1", "tactic": "ก่อสร้าง", "programme": "เคหะและชุมชน",
    "form": "ผด.02/1", "name": "ก่อสร้างถนน", "detail": "กว้าง 4 เมตร", "budget": "478300.50",
    "source": "ข้อบัญญัติ", "place": "บ้านดอน", "villages": "1, 3", "unit": "กองช่าง",
    "partners": "อบจ.; วัด", "owner": "อบจ.", "month-11": "✓", "month-01": "✓", "count": "2",
    "plan_ref": "หน้า 5", "lat": "19.91", "lon": "99.84", "note": "เร่งด่วน",
}  # fmt: skip
AMENDMENT = "plans/2570/amendments/1"
PLAN_YML = (
    "kind: แก้ไข\nedition: {considered: 2569-11-10, announced: 2569-11-12, "
    "posted_from: 2569-11-13, posted_until: 2569-12-15}\n"
)


def amended(folder: Path, *rows: dict[str, str], base: dict[str, str] | None = None) -> Path:
    return portal_folder(
        folder,
        {
            PROJECTS: csv_table([BASE if base is None else base]),
            f"{AMENDMENT}/plan.yml": PLAN_YML,
            f"{AMENDMENT}/projects.csv": csv_table(rows),
        },
    )


def changed(**cells: str) -> dict[str, str]:
    return {"id": "2570-001", "change": "แก้ไข", "reason": "มติ"} | cells


def plan_of(portal: Path) -> Plan:
    return checked(portal).portal.plans[-1]


def before_and_after(portal: Path) -> tuple[dict[str, str], dict[str, str]]:
    first, second = plan_of(portal).editions
    return stated(first.rows[0]), stated(second.rows[0])


ONES = {
    "strategy": ("2", {"strategy": "2"}),
    "name": ("ก่อสร้างถนนลาดยาง", {}),
    "detail": ("กว้าง 5 เมตร", {}),
    "budget": ("500,000", {"budget": "500000"}),
    "source": ("เงินสะสม", {}),
    "place": ("บ้านใหม่", {}),
    "villages": ("2", {}),
    "unit": ("กองสาธารณสุข", {}),
    "owner": ("ดำเนินการเอง", {}),
    "count": ("3", {}),
    "month-03": ("✓", {"months": "มี.ค. 2570"}),
    "period": ("ก.พ. 2570 - มี.ค. 2570", {"months": "ก.พ. 2570 มี.ค. 2570"}),
    "note": ("-", {"note": ""}),
    "place ": ("–", {"place": ""}),
}


@pytest.mark.parametrize("code", ONES)
def test_only_what_is_written_changes(tmp_path: Path, code: str) -> None:
    column, (text, told) = code.strip(), ONES[code]
    if column == "strategy":
        plan = "fiscal_year: 2570\nstrategies: [{id: 1, name: ก}, {id: 2, name: ข}]\n"
        tmp_path = portal_folder(tmp_path, {"plans/2570/plan.yml": plan})
    portal = amended(tmp_path, changed(**{column: text}))
    if column == "strategy":
        portal_folder(portal, {"plans/2570/plan.yml": plan, PROJECTS: csv_table([BASE])})
    was, now = before_and_after(portal)
    differs = {one for one in was if was[one] != now[one]} - {"change", "reason"}
    assert differs == (set(told) or {column})
    assert all(now[one] == said for one, said in told.items())
    assert not checked(portal).report.errors


@pytest.mark.parametrize("wide", [True, False])
def test_cancelled_row_needs_its_code_and_reason_only(tmp_path: Path, wide: bool) -> None:
    row = {"id": "2570-001", "change": "ยกเลิก", "reason": "ไม่มีเงิน"}
    portal = amended(tmp_path, (dict.fromkeys(BASE, "") if wide else {}) | row)
    assert codes(portal) == []
    (project,) = plan_of(portal).projects
    assert project.cancelled and project.reason == "ไม่มีเงิน"
    was, now = before_and_after(portal)
    assert {one for one in was if was[one] != now[one]} == {"change", "reason"}


@pytest.mark.parametrize(
    ("base", "cells"),
    [
        ({"budget": "-"}, {"detail": "ใหม่"}),
        ({"budget": "0"}, {"detail": "ใหม่"}),
        ({"month-11": "", "month-01": ""}, {"detail": "ใหม่"}),
        ({"unit": "ชมรม", "owner": ""}, {"detail": "ใหม่"}),
        ({"programme": "แผนงานแปลก", "owner": ""}, {"detail": "ใหม่"}),
        ({"continues": "2560-001"}, {"change": "ยกเลิก"}),
    ],
)
def test_what_was_said_of_the_row_before_is_not_said_again(
    tmp_path: Path, base: dict[str, str], cells: dict[str, str]
) -> None:
    portal = amended(tmp_path, changed(**cells), base=BASE | base)
    said = [one.place.file for one in checked(portal).report]
    assert said == [PROJECTS]


def test_every_emptied_cell_is_told_in_one_line_a_row_with_what_it_said(tmp_path: Path) -> None:
    rows = [changed(detail="-", note="—", lat="-", lon="-", period="-", villages="-")]
    portal = amended(tmp_path, *rows)
    found = [one for one in checked(portal).report if one.code == "amendment-empties"]
    (problem,) = found
    for words in ("กว้าง 4 เมตร", "เร่งด่วน", "19.91", "พ.ย. 2569 ม.ค. 2570", "1, 3"):
        assert words in problem.message
    assert problem.place.row == 2
    _, now = before_and_after(portal)
    assert not any(now[code] for code in ("detail", "note", "lat", "lon", "months", "villages"))
    # The advice, followed: the dashes go.
    assert codes(amended(tmp_path, changed(count="3"))) == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"budget": "เพิ่ม 50,000"}, "budget-unreadable"),
        ({"budget": "298.000"}, "amount-dotted"),
        ({"budget": "#N/A"}, "cell-error"),
        ({"budget": "#######"}, "cell-narrow"),
        ({"villages": "1-Mar"}, "village-became-date"),
        ({"period": "90 วัน"}, "month-unreadable"),
        ({"start": "2/1/2570", "end": "4/1/2570"}, "dates-either-way"),
    ],
)
def test_a_cell_that_cannot_be_read_is_not_told_to_be_emptied_besides(
    tmp_path: Path, cells: dict[str, str], said: str
) -> None:
    assert codes(amended(tmp_path, changed(**cells))) == [said]


def test_dash_in_a_required_cell_is_an_error_and_names_the_cell(tmp_path: Path) -> None:
    portal = amended(tmp_path, changed(name="-"))
    (problem,) = checked(portal).report.errors
    assert (problem.code, problem.place.row) == ("cell-missing", 2)


def test_added_row_is_stated_whole(tmp_path: Path) -> None:
    row = {"id": "2570-009", "change": "เพิ่ม", "reason": "มติ", "detail": "-", "name": "ซื้อรถ"}
    portal = amended(tmp_path, row)
    found = checked(portal).report.errors
    assert {one.code for one in found} == {"cell-missing"}
    assert {one.place.heading for one in found} == {"ยุทธศาสตร์", "หน่วยงานรับผิดชอบหลัก"}


@pytest.mark.parametrize("change", ["แก้ไข", "ยกเลิก"])
def test_row_of_an_unknown_code_is_one_message(tmp_path: Path, change: str) -> None:
    portal = amended(tmp_path, {"id": "2570-777", "change": change, "reason": "มติ"})
    assert codes(portal) == ["change-target-missing"]


def test_a_row_without_a_code_is_one_message(tmp_path: Path) -> None:
    portal = amended(tmp_path, {"id": "", "change": "ยกเลิก", "reason": "มติ", "name": "ก่อสร้าง"})
    (problem,) = checked(portal).report
    assert (problem.code, problem.place.column) == ("cell-missing", "A")


@pytest.mark.parametrize(
    "cells",
    [
        {"budget": "0"},
        {"budget": "ไม่มี", "unit": "กองแปลก", "programme": "แผนงานแปลก"},
        {"month-10": "-", "month-11": "x", "month-01": "รอ"},
        {"name": "ก่อสร้างถนน", "villages": "99"},
    ],
)
def test_nothing_else_is_asked_of_a_row_that_is_cancelled(
    tmp_path: Path, cells: dict[str, str]
) -> None:
    row = {"id": "2570-001", "change": "ยกเลิก", "reason": "ไม่มีเงิน"}
    portal = amended(tmp_path, row | cells)
    assert codes(portal) == []
    was, now = before_and_after(portal)
    assert {one for one in was if was[one] != now[one]} == {"change", "reason"}
    line = ["announce", "2570", "--portal", str(portal), "--today", "2569-11-24"]
    assert CliRunner().invoke(phaen, line).exit_code == 0
    assert codes(portal) == []


MONTHS = [f"month-{month:02}" for month in (10, 11, 12, *range(1, 10))]


@pytest.mark.parametrize(
    ("cells", "months", "said"),
    [
        ({"month-11": "-", "month-12": "✓"}, "ธ.ค. 2569", []),
        ({"month-11": "–", "month-01": "✓", "month-02": "✓"}, "ม.ค. 2570 ก.พ. 2570", []),
        ({"month-11": "-", "month-01": "-"}, "", ["amendment-empties"]),
        (dict.fromkeys(MONTHS, "-"), "", ["amendment-empties"]),
        ({"month-11": "-"}, "", ["month-mark-unclear"]),
        ({"month-03": "-", "month-04": "-"}, "", ["month-mark-unclear"]),
    ],
)
def test_a_dash_among_months_empties_them_or_is_asked(
    tmp_path: Path, cells: dict[str, str], months: str, said: list[str]
) -> None:
    portal = amended(tmp_path, changed(**cells))
    assert [one for one in codes(portal) if one != "period-missing"] == said
    if not said or said == ["amendment-empties"]:
        assert before_and_after(portal)[1]["months"] == months


OTHERS = [
    BASE | {"id": "2570-002", "name": "ซื้อรถ"},
    BASE | {"id": "2570-003", "name": "ขุดลอก", "villages": "2"},
]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([changed(name="ซื้อรถ", budget="5")], ["change-name-other"]),
        ([changed(name=" ซื้อ รถ", budget="5")], ["change-name-other"]),
        ([{"id": "2570-001", "change": "ยกเลิก", "reason": "มติ", "name": "ขุดลอก"}],
         ["change-name-other"]),
        ([changed(name="ซื้อรถดับเพลิง")], []),
        ([changed(name="ก่อสร้าง  ถนน", budget="5")], []),
        ([changed(name="ซื้อรถ"), changed(name="ก่อสร้างถนน") | {"id": "2570-002"}], []),
        ([changed(name="ซื้อรถ"),
          {"id": "2570-002", "change": "ยกเลิก", "reason": "มติ"}], []),
    ],
)  # fmt: skip
def test_a_code_beside_the_name_of_another_project_is_told(
    tmp_path: Path, rows: list[dict[str, str]], said: list[str]
) -> None:
    portal = amended(tmp_path, *rows)
    (portal / PROJECTS).write_text(csv_table([BASE, *OTHERS]), encoding="utf-8")
    assert [one for one in codes(portal) if not one.startswith("overlap")] == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([changed()], ["amendment-nothing"]),
        ([changed(budget="478,300.50", name="ก่อสร้างถนน ")], ["amendment-nothing"]),
        ([changed(), changed(budget="9") | {"id": "2570-002"}], ["change-nothing"]),
        ([changed(budget="9")], []),
        ([changed(), {"id": "2570-002", "change": "ยกเลิก", "reason": "มติ"}], ["change-nothing"]),
    ],
)
def test_an_amendment_that_changes_nothing_is_told(
    tmp_path: Path, rows: list[dict[str, str]], said: list[str]
) -> None:
    portal = amended(tmp_path, *rows)
    (portal / PROJECTS).write_text(csv_table([BASE, *OTHERS]), encoding="utf-8")
    assert [one for one in codes(portal) if not one.startswith("overlap")] == said


def test_a_column_of_new_amounts_that_is_not_read_is_no_silent_amendment(tmp_path: Path) -> None:
    table = "รหัส,การเปลี่ยนแปลง,เหตุผล,งบประมาณเดิม,งบประมาณใหม่\n2570-001,แก้ไข,มติ,478300.50,9\n"
    portal = amended(tmp_path, changed())
    (portal / AMENDMENT / "projects.csv").write_text(table, encoding="utf-8")
    assert [one.code for one in checked(portal).report.errors] == ["amendment-nothing"]


def test_rows_follow_the_last_edition_that_says_something(tmp_path: Path) -> None:
    portal = amended(tmp_path, changed(detail="กว้าง 5 เมตร", budget="500000"))
    second = "plans/2570/amendments/2"
    dates = PLAN_YML.replace("2569-11", "2569-12").replace("2569-12-15", "2570-01-15")
    row = changed(id="2570-001", note="รอบสอง") | {"change": "แก้ไข", "detail": ""}
    portal = portal_folder(portal, {
        PROJECTS: csv_table([BASE]),
        f"{second}/plan.yml": dates, f"{second}/projects.csv": csv_table([row]),
    })  # fmt: skip
    (project,) = plan_of(portal).projects
    assert (project.detail, project.note, project.edition) == ("กว้าง 5 เมตร", "รอบสอง", 2)
    assert project.budget.satang == 50_000_000


def test_villages_that_were_read_are_read_anew_where_the_place_changes(tmp_path: Path) -> None:
    base = BASE | {"villages": "", "place": "บ้านดอน หมู่ที่ 1"}
    portal = amended(tmp_path, changed(place="บ้านใหม่ หมู่ที่ 2"), base=base)
    assert plan_of(portal).projects[0].villages.numbers == (2,)


@pytest.mark.parametrize("version", [1, 2])
def test_edition_that_was_recorded_whole_is_read_as_it_was_announced(
    tmp_path: Path, version: int
) -> None:
    """A blank cell once meant an empty one: no announced row may say more by a newer release."""
    portal = amended(tmp_path, changed(detail="", note="", budget="500000"))
    done = CliRunner().invoke(
        phaen, ["announce", "2570", "--portal", str(portal), "--today", "2569-11-24"]
    )
    assert done.exit_code == 0
    path = portal / "plans/2570/announced/1.csv"
    record = read_record(path.read_bytes(), Place("1"))
    rows = [{**row.values, "detail": "", "note": ""} for row in record.rows]
    facts = [(one.what, one.name, one.value) for one in record.stated]
    path.write_bytes(record_bytes(record.day, rows, facts if version == 2 else None))
    assert codes(portal) == []
    (project,) = plan_of(portal).projects
    assert (project.detail, project.note, project.place) == ("", "", "บ้านดอน")


def test_record_comparison_and_data_file_tell_the_whole_row(tmp_path: Path) -> None:
    portal = amended(tmp_path, changed(budget="500000"))
    done = CliRunner().invoke(
        phaen, ["announce", "2570", "--portal", str(portal), "--today", "2569-11-24"]
    )
    assert done.exit_code == 0
    (kept,) = read_record((portal / "plans/2570/announced/1.csv").read_bytes(), Place("1")).rows
    whole = {"name": "ก่อสร้างถนน", "detail": "กว้าง 4 เมตร", "budget": "500000"}
    assert kept.values.items() >= whole.items()
    published = projects_csv(view_of(checked(portal)).years[0].search.table)
    (row,) = csv.DictReader(io.StringIO(published.decode("utf-8-sig"), newline=""))
    assert (row["โครงการ"], row["รายละเอียดของกิจกรรม"]) == ("ก่อสร้างถนน", "กว้าง 4 เมตร")
    told = CliRunner().invoke(phaen, ["compare", "2570.0", "2570.1", "--portal", str(portal)])
    assert told.exit_code == 0 and "ก่อสร้างถนน" in told.output


def test_amendment_may_be_a_workbook_of_three_columns(tmp_path: Path) -> None:
    portal = amended(tmp_path, changed())
    (portal / f"{AMENDMENT}/projects.csv").unlink()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["รหัสโครงการ", "การเปลี่ยนแปลง", "เหตุผล"], ["2570-001", "ยกเลิก", "ไม่มีเงิน"]):
        sheet.append(line)
    book.save(portal / f"{AMENDMENT}/projects.xlsx")
    assert codes(portal) == []
    (project,) = plan_of(portal).projects
    assert project.change is Change.CANCEL and isinstance(project, Project)


@pytest.mark.parametrize(
    ("heading", "said"),
    [("1. ยุทธศาสตร์ ก", []), ("2. ยุทธศาสตร์ ข", ["change-strategy-above"])],
)
def test_a_project_under_another_strategys_heading_is_told(
    tmp_path: Path, heading: str, said: list[str]
) -> None:
    plan = "fiscal_year: 2570\nstrategies: [{id: 1, name: ยุทธศาสตร์ ก}, {id: 2, name: ยุทธศาสตร์ ข}]\n"
    portal = amended(tmp_path, changed(budget="9"))
    (portal / "plans/2570/plan.yml").write_text(plan, encoding="utf-8")
    table = f"รหัส,การเปลี่ยนแปลง,เหตุผล,งบประมาณ\n{heading},,,\n2570-001,แก้ไข,มติ,9\n"
    (portal / AMENDMENT / "projects.csv").write_text(table, encoding="utf-8")
    assert [one for one in codes(portal) if one.startswith("change")] == said


def test_a_row_with_a_cell_that_cannot_be_read_is_not_told_to_change_nothing(
    tmp_path: Path,
) -> None:
    rows = [changed(budget="2 แสน"), changed(budget="9") | {"id": "2570-002"}]
    portal = amended(tmp_path, *rows)
    (portal / PROJECTS).write_text(csv_table([BASE, *OTHERS]), encoding="utf-8")
    assert [one for one in codes(portal) if not one.startswith("overlap")] == ["amount-worded"]


def test_where_hidden_rows_of_an_amendment_are_answered_is_named(tmp_path: Path) -> None:
    portal = amended(tmp_path, changed(budget="9"))
    (portal / AMENDMENT / "projects.csv").unlink()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["รหัส", "การเปลี่ยนแปลง", "เหตุผล", "งบประมาณ"], ["2570-001", "แก้ไข", "มติ", 9]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    book.save(portal / AMENDMENT / "projects.xlsx")
    hidden = next(one for one in checked(portal).report if one.code == "table-hidden")
    assert "plans/2570/plan.yml" in hidden.advice
    with (portal / "plans/2570/plan.yml").open("a", encoding="utf-8") as plan:
        plan.write("hidden: publish\n")  # the advice, followed
    assert "table-hidden" not in codes(portal)
