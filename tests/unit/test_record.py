"""What was announced stays: the record keeps every sign, and an edit is named with both values."""

import datetime
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import phaen
from generator.plan.model import Project
from generator.plan.record import RecordError, read_record, record_bytes
from generator.problems import Place
from portals import (
    GOOD,
    PLAN,
    PROJECTS,
    TESTS,
    checked,
    codes,
    csv_table,
    make_row,
    portal_folder,
    tree,
)

steady = settings(derandomize=True, database=None, deadline=None, max_examples=150)
DAY = datetime.date(2026, 10, 15)
AT = Place("plans/2570/announced/0.csv")
RECORD = "plans/2570/announced/0.csv"
AMENDMENT = {
    "plans/2570/amendments/1/plan.yml": (
        "kind: แก้ไข\nedition: {considered: 2569-11-01, announced: 2569-11-02, "
        "posted_from: 2569-11-03, posted_until: 2569-12-10}\n"
    ),
    "plans/2570/amendments/1/projects.csv": (
        "id,strategy,name,budget,unit,start,end,change,reason\n"
        "2570-001,1,ก่อสร้างถนน,500000,กองช่าง,พ.ย. 2569,ม.ค. 2570,แก้ไข,ราคาวัสดุเพิ่ม\n"
    ),
}

# Everything that a cell may hold once it is read: no carriage returns, no unpaired surrogates.
cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"))
tables = st.lists(st.fixed_dictionaries({"id": cells, "name": cells, "budget": cells}))


@steady
@given(tables, st.dates(datetime.date(2000, 1, 1), datetime.date(2050, 1, 1)))
def test_record_keeps_every_sign(rows: list[dict[str, str]], day: datetime.date) -> None:
    data = record_bytes(day, rows)
    record = read_record(data, AT)
    assert (record.day, [dict(row.values) for row in record.rows]) == (day, rows)
    assert data.count(b"\n") == len(rows) + 2
    assert read_record(data.replace(b"\n", b"\r\n"), AT) == record


@steady
@given(st.data())
def test_changed_byte_in_a_record_is_seen(data: st.DataObject) -> None:
    rows = [
        {"id": f"2570-00{n}", "name": "ถนน, สาย “1”\nช่วงแรก", "budget": "100"} for n in range(3)
    ]
    sound = record_bytes(DAY, rows)
    at = data.draw(st.integers(0, len(sound) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda value: value != sound[at]))
    for broken in (
        sound[:at] + bytes([other]) + sound[at + 1 :],
        sound[:at] + sound[at + 1 :],
        sound[:at] + bytes([other]) + sound[at:],
    ):
        if broken.replace(b"\r\n", b"\n") != sound:
            with pytest.raises(RecordError):
                read_record(broken, AT)


def announce(portal: Path, *more: str, today: str = "2569-11-24") -> Result:
    return CliRunner().invoke(
        phaen, ["announce", "2570", "--portal", str(portal), "--today", today, *more]
    )


def edit(portal: Path, name: str, old: str, new: str) -> None:
    path = portal / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_announced_row_is_written_the_same_way_for_good(tmp_path: Path) -> None:
    row = {
        **{"id": "2570-001", "strategy": "1", "tactic": "1.2", "programme": "การศึกษา"},
        **{"form": "ผด.02/1", "name": "จัดซื้อ, “ก”", "detail": "หนึ่ง\nสอง", "budget": "๑,๒๓๔.๕๐ บาท"},
        **{"source": "เงินอุดหนุน", "place": "วัด", "villages": "หมู่ 3, 1-2", "unit": "กองช่าง"},
        **{"partners": "อบจ.; วัด", "owner": "อบจ.", "start": "11/2569", "end": "ม.ค. 70"},
        **{"count": "๒", "plan_ref": "หน้า 5", "continues": "", "lat": "๑๔.๕", "lon": "100.5"},
        **{"note": "ก"},
    }
    bare = make_row(id="2570-002", budget="ไม่ใช้งบ", villages="ทุกหมู่บ้าน", place="หมู่ 1")
    portal = portal_folder(tmp_path, {PROJECTS: csv_table([row, bare])})
    announce(portal)
    _, *lines = (portal / RECORD).read_text(encoding="utf-8").splitlines()
    assert [line.rpartition(",")[0] for line in lines[:3]] == [
        "id,strategy,tactic,programme,form,name,detail,budget,source,place,villages,unit,partners,"
        "owner,months,count,plan_ref,continues,lat,lon,note,change,reason",
        '2570-001,1,1.2,แผนงานการศึกษา,ผด.02/1,"จัดซื้อ, “ก”",หนึ่ง\\nสอง,1234.50,เงินอุดหนุน,วัด,'
        '"1, 2, 3",กองช่าง,อบจ.; วัด,องค์การบริหารส่วนจังหวัด,พ.ย. 2569 ธ.ค. 2569 ม.ค. 2570,2,'
        "หน้า 5,,14.5,100.5,ก,,",
        "2570-002,1,,,ผด.02,ก่อสร้างถนนคอนกรีตเสริมเหล็ก ซอย 2570002,,ไม่ใช้งบประมาณ,,หมู่ 1,ทั้งตำบล,"
        "กองช่าง,,,พ.ย. 2569 ธ.ค. 2569 ม.ค. 2570,1,,,,,,,",
    ]


def test_announcing_again_changes_nothing(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path, AMENDMENT)
    assert announce(portal).exit_code == 0
    kept = tree(portal)
    assert {RECORD, "plans/2570/announced/1.csv"} <= set(kept)
    again = announce(portal)
    assert again.exit_code == 0 and "ไม่มีอะไรเปลี่ยน" in again.output
    assert tree(portal) == kept
    assert codes(portal) == []


def test_same_plan_gives_the_same_record_whatever_the_file_and_the_day(tmp_path: Path) -> None:
    one, other = portal_folder(tmp_path / "a"), portal_folder(tmp_path / "b")
    edit(other, PROJECTS, "478300", '"478,300.00"')
    edit(other, PROJECTS, "พ.ย. 2569", "2569-11")
    announce(one)
    announce(other, today="2569-10-15")
    assert tree(one)[RECORD] == tree(other)[RECORD]


def test_other_spelling_of_an_announced_amount_is_no_edit(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path)
    announce(portal)
    edit(portal, PROJECTS, "478300", '"478,300.00"')
    assert codes(portal) == []


def test_edit_names_file_row_column_and_both_values(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path)
    announce(portal)
    edit(portal, PROJECTS, "478300", "500000")
    (problem,) = checked(portal).report
    assert (problem.place.file, problem.place.row, problem.place.column) == (PROJECTS, 2, "D")
    assert "478300" in problem.message and problem.value == "500000"
    refused = announce(portal)
    assert refused.exit_code == 1 and "announced-row-changed" in refused.output
    assert "amendments" in refused.output


def test_amendment_in_place_of_an_edit_is_no_problem_and_is_kept_in_turn(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path)
    announce(portal)
    portal_folder(portal, AMENDMENT)
    assert codes(portal) == []
    announce(portal)
    edit(portal, "plans/2570/amendments/1/projects.csv", "500000", "510000")
    (problem,) = checked(portal).report
    assert problem.place.file == "plans/2570/amendments/1/projects.csv"
    assert "500000" in problem.message


def test_later_edition_is_not_kept_before_the_earlier_one(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path, AMENDMENT)
    assert announce(portal, "--edition", "1").exit_code == 1
    assert announce(portal, "--edition", "0").exit_code == 0
    assert announce(portal, "--edition", "1").exit_code == 0
    assert announce(portal, "--edition", "2").exit_code == 2


@pytest.mark.parametrize("today", ["2569-10-14", "2569-10-01"])
def test_what_is_not_yet_announced_is_not_kept(tmp_path: Path, today: str) -> None:
    portal = portal_folder(tmp_path)
    before = tree(portal)
    assert announce(portal, today=today).exit_code == 1
    edit(portal, PLAN, "  announced: 2569-10-15\n", "")
    undated = tree(portal)
    refused = announce(portal)
    assert refused.exit_code == 1 and "announced:" in refused.output
    assert tree(portal) == undated != before


def test_edition_announced_later_waits_for_its_day(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path, AMENDMENT)
    assert announce(portal, today="2569-11-01").exit_code == 0
    assert not (portal / "plans/2570/announced/1.csv").exists()


def test_plan_without_a_record_is_checked_as_before() -> None:
    assert codes(GOOD) == []


def test_kept_reports_may_be_added_to_but_not_edited(tmp_path: Path) -> None:
    head = "id,date,status,spent\n2570-001,2569-11-01,อยู่ระหว่างดำเนินการ,100\n"
    progress = "plans/2570/progress.csv"
    portal = portal_folder(tmp_path, {progress: head})
    assert announce(portal, "--progress").exit_code == 0
    more = f"{head}2570-001,2569-11-20,แล้วเสร็จ,200\n"
    portal_folder(portal, {progress: more})
    assert codes(portal) == []
    assert announce(portal, "--progress").exit_code == 0
    portal_folder(portal, {progress: more.replace(",200", ",300")})
    assert codes(portal) == ["progress-changed"]
    portal_folder(portal, {progress: head})
    assert codes(portal) == ["progress-removed"]


def test_announcing_without_reports_or_year_is_refused(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path)
    assert announce(portal, "--progress").exit_code == 1
    wrong = CliRunner().invoke(phaen, ["announce", "2599", "--portal", str(portal)])
    assert wrong.exit_code == 2


def test_the_rows_of_the_record_put_back_are_the_plan_with_all_its_editions(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path, AMENDMENT)
    assert announce(portal).exit_code == 0
    before = checked(portal).portal.plans[0]
    # As the guide says: without the first line, and without what stands below the last project.
    lines = (portal / RECORD).read_text("utf-8").splitlines(keepends=True)
    (portal / PROJECTS).write_text("".join(lines[1 : len(before.editions[0].rows) + 2]), "utf-8")
    found = checked(portal)
    assert not found.report.errors
    after = found.portal.plans[0]
    assert [list(map(told, one.rows)) for one in after.editions] == [
        list(map(told, one.rows)) for one in before.editions
    ]


def told(row: Project) -> tuple[object, ...]:
    money = (row.budget.kind, row.budget.satang)  # how it is written does not matter
    return row.id, row.name, money, row.months, row.villages.numbers, row.unit, row.change


STORED = sorted((TESTS / "records").glob("*.csv"))
REPORTED = "รหัสโครงการ,ณ วันที่,สถานะ,ร้อยละ,เบิกจ่าย\n2570-001,20 พ.ย. 2569,{status},40,100000.25\n"


NAMED = {"0": "announced-row-changed", "progress": "progress-changed"}


def with_record(folder: Path, path: Path, old: str = "", new: str = "") -> Path:
    """Return the sound portal with a record of an earlier release, and one text in it otherwise."""
    name, table = path.stem.partition("-")[0], (GOOD / PROJECTS).read_text("utf-8")
    reports = REPORTED.format(status="อยู่ระหว่างดำเนินการ")
    return portal_folder(
        folder,
        {
            f"plans/2570/announced/{name}.csv": path.read_bytes(),
            PROJECTS: table.replace(old, new, 1) if old else table,
            "plans/2570/progress.csv": reports.replace(old, new, 1) if old else reports,
        },
    )


def test_every_format_that_was_ever_written_is_stored() -> None:
    newest = format_of(record_bytes(DAY, [], ()))
    assert {format_of(path.read_bytes()) for path in STORED} == set(range(1, newest + 1))


def format_of(data: bytes) -> int:
    said = re.search(rb",version,([0-9]+)\n", data)
    return int(said[1]) if said else 1


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_record_of_every_format_still_holds_and_still_names_an_edit(
    path: Path, tmp_path: Path
) -> None:
    sound = codes(with_record(tmp_path / "a", path))
    assert not [code for code in sound if code.startswith(("announced-r", "progress-r"))], sound
    edits = {"0": ("478300", "478301"), "progress": ("100000.25", "100000.26")}
    edited = codes(with_record(tmp_path / "b", path, *edits[path.stem.partition("-")[0]]))
    assert set(edited) - set(sound) == {NAMED[path.stem.partition("-")[0]]}
