"""A correction is a new row: what was told stays told, what counts is what is right."""

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import phaen
from generator.machine.packaged import THEME
from generator.pipeline import check_portal
from generator.plan.fields import CORRECTS, stated_report
from generator.plan.model import Portal, ProgressReport, Status, ToldReport, Withdrawn, told_reports
from generator.plan.record import read_record, record_bytes
from generator.plan.starter import is_open
from generator.problems import Place, Report
from generator.publishing.records import RecordPair
from generator.site.render import page_artifacts
from generator.site.views import site_view
from generator.site.views.records import YearView
from portals import NOWHERE, ORGANIZATION, baht, make_plan, make_project, portal_folder

steady = settings(derandomize=True, database=None, deadline=None, max_examples=60)
Day = datetime.date
MARCH, APRIL, MAY, JUNE = Day(2027, 3, 31), Day(2027, 4, 10), Day(2027, 5, 12), Day(2027, 6, 1)
DONE, UNDER_WAY = Status.DONE, Status.UNDER_WAY


def told(day: Day, status: Status = UNDER_WAY, **changes: Any) -> ProgressReport:
    return replace(ProgressReport("2570-001", day, NOWHERE, status), **changes)


WRONG = told(MARCH, DONE, percent="100", spent=29800, result="แล้วเสร็จทั้งหมด")
RIGHT = told(APRIL, percent="60", spent=20000, corrects=MARCH)


def year_of(*reports: ProgressReport, **changes: Any) -> YearView:
    rows = (make_project(budget=baht(400)), make_project(id="2570-002"))
    plan = make_plan(*rows, progress=reports, **changes)
    return site_view(Portal(ORGANIZATION, (plan,)), Report()).current


def test_running_view_counts_what_is_right_as_of_the_day_that_was_reported() -> None:
    now = year_of(WRONG, RIGHT).progress
    assert (dict(now.by_status), now.spent, now.as_of) == ({UNDER_WAY: 1}, 20000, MARCH)
    (one,) = now.latest
    assert (one.report.date, one.report.percent, one.told.report) == (MARCH, "60", WRONG)
    assert now.corrected == ()


def test_frozen_view_keeps_what_was_told_and_has_the_correction_beside_it() -> None:
    six, whole = year_of(WRONG, RIGHT).frozen
    assert (dict(six.by_status), six.spent) == ({DONE: 1}, 29800)
    (one,) = six.corrected
    assert (one.report, one.later) == (WRONG, (RIGHT,))
    assert (one.corrected.status, six.spent_corrected) == (UNDER_WAY, 20000)
    # By the end of the year the correction was told.
    assert (whole.spent, whole.corrected) == (20000, ())


def test_a_later_report_stays_the_latest_though_an_earlier_one_is_corrected_after_it() -> None:
    later = told(Day(2027, 4, 5), DONE, spent=30000)
    year = year_of(WRONG, later, RIGHT)
    assert (year.progress.spent, year.progress.as_of) == (30000, Day(2027, 4, 5))
    points = {point.month.month: point.spent for point in year.spending}
    assert (points[3], points[4]) == (20000, 30000)


def test_a_correction_of_a_correction_names_its_day() -> None:
    second = told(MAY, DONE, spent=25000, corrects=APRIL)
    year = year_of(WRONG, RIGHT, second)
    assert (year.progress.spent, dict(year.progress.by_status)) == (25000, {DONE: 1})
    (one,) = year.frozen[0].corrected
    assert one.later == (RIGHT, second)
    (report,) = year.projects[0].reports
    assert report.corrections == (RIGHT, second)


@pytest.mark.parametrize(
    ("changes", "now"),
    [
        ({}, ("60", 20000, "แล้วเสร็จทั้งหมด")),
        ({"spent": None}, ("60", 29800, "แล้วเสร็จทั้งหมด")),
        ({"percent": ""}, ("100", 20000, "แล้วเสร็จทั้งหมด")),
        ({"spent": 0, "result": "ยังไม่เบิก"}, ("60", 0, "ยังไม่เบิก")),
    ],
)
def test_a_blank_cell_of_a_correction_is_unchanged(
    changes: dict[str, Any], now: tuple[str, int, str]
) -> None:
    one = ToldReport(WRONG, (replace(RIGHT, **changes),)).now
    assert (one.percent, one.spent, one.result) == now


def test_a_report_and_a_correction_of_an_earlier_one_may_be_of_one_day() -> None:
    april = told(APRIL, DONE, spent=40000)
    year = year_of(WRONG, RIGHT, april)
    assert (year.progress.spent, year.progress.as_of) == (40000, APRIL)
    assert [one.report.date for one in year.projects[0].reports] == [MARCH, APRIL]
    # What names that day means its report.
    more = told(MAY, spent=41000, corrects=APRIL)
    assert year_of(WRONG, april, RIGHT, more).progress.spent == 41000


days = st.integers(0, 200).map(lambda n: Day(2027, 1, 1) + datetime.timedelta(n))
chains = st.lists(
    st.tuples(days, st.integers(0, 10_000), st.booleans()),
    min_size=1, max_size=8, unique_by=lambda one: one[0],
)  # fmt: skip


@steady
@given(chains)
def test_every_row_is_told_once_and_sums_are_those_of_the_last(
    rows: list[tuple[Day, int, bool]],
) -> None:
    reports: list[ProgressReport] = []
    for day, spent, corrects in sorted(rows):
        before = reports[-1].date if reports and corrects else None
        reports.append(told(day, spent=spent, corrects=before))
    found = told_reports(reports)
    assert [row for one in found for row in (one.report, *one.corrections)] == reports
    assert all(one.report.corrects is None for one in found)
    year = year_of(*reports)
    assert year.progress.spent == reports[-1].spent
    known = [one for one in reports if one.date <= MARCH]
    if known:
        assert year.frozen[0].spent == known[-1].spent
        assert (
            year.frozen[0].spent_corrected
            == told_reports(reports)[
                max(n for n, one in enumerate(found) if one.report.date <= MARCH)
            ].now.spent
        )


def test_a_project_goes_on_where_its_report_of_being_done_was_put_right() -> None:
    plan = make_plan(make_project(), progress=(WRONG,))
    assert not is_open(plan, plan.projects[0])
    assert is_open(replace(plan, progress=(WRONG, RIGHT)), plan.projects[0])


def test_pages_show_both_dated() -> None:
    plan = make_plan(make_project(), progress=(WRONG, RIGHT))
    view = site_view(Portal(ORGANIZATION, (plan,)), Report())
    pages = {one.path: one.data.decode() for one in page_artifacts(view, THEME)}
    six, now, project = (
        pages[f"docs/2570/{name}.md"].replace("\u00a0", " ")
        for name in ("progress-six-months", "progress", "projects/2570-001")
    )
    assert "<del>แล้วเสร็จ" in six
    assert "<ins>อยู่ระหว่างดำเนินการ" in six
    assert "แก้ไขรายงานนี้เมื่อ 10 เมษายน 2570" in six
    assert 'data-spent-corrected="200"' in six
    assert 'data-spent="298"' in six
    assert 'data-spent="200"' in now
    assert "แก้ไขรายงานนี้เมื่อ 10 เมษายน 2570" in now
    assert "corrected}" not in now
    assert 'data-corrected="2027-03-31"' in project
    assert "แก้ไขรายงานความก้าวหน้า 1 รายการ" in pages["docs/index.md"].replace("\u00a0", " ")


def test_a_correction_may_leave_the_status_as_all_else(tmp_path: Path) -> None:
    rows = (
        TABLE + "2570-001,10 พ.ย. 2569,,90,31 ต.ค. 2569\n2570-001,11 พ.ย. 2569,,80,10 พ.ย. 2569\n"
    )
    folder = portal_folder(tmp_path, {"plans/2570/progress.csv": HEAD.format(CORRECTS) + rows})
    checked = check_portal(folder, Day(2026, 11, 24))
    assert not checked.report.errors
    (year,) = checked.portal.plans
    (one,) = (one for one in told_reports(year.progress) if one.report.project == "2570-001")
    assert (one.now.status, one.now.spent) == (UNDER_WAY, 8000)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2570-001,10 พ.ย. 2569,,90,", "cell-missing"),
        ("2570-001,10 พ.ย. 2569,,90,1 ต.ค. 2569", "correction-target-missing"),
    ],
)
def test_a_status_is_never_made_up_for_a_report_or_a_correction_of_nothing(
    row: str, told: str, tmp_path: Path
) -> None:
    text = f"{HEAD.format(CORRECTS)}{TABLE}{row}\n"
    folder = portal_folder(tmp_path, {"plans/2570/progress.csv": text})
    errors = {one.code for one in check_portal(folder, Day(2026, 11, 24)).report.errors}
    assert errors == {told}


HEAD = "รหัสโครงการ,ณ วันที่,สถานะ,เบิกจ่าย,{}\n"
TABLE = "2570-001,31 ต.ค. 2569,อยู่ระหว่างดำเนินการ,100,\n2570-002,5 พ.ย. 2569,อยู่ระหว่างดำเนินการ,7,\n"


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (["2570-001,10 พ.ย. 2569,อยู่ระหว่างดำเนินการ,90,31 ต.ค. 2569"], set()),
        (["2570-001,10 พ.ย. 2569,อยู่ระหว่างดำเนินการ,90,2569-10-31"], set()),
        (["2570-001,10/11/2569,อยู่ระหว่างดำเนินการ,90,31/10/2569"], set()),
        (["2570-001,10 พ.ย. 2569,อยู่ระหว่างดำเนินการ,90,30 ต.ค. 2569"], {"correction-target-missing"}),
        (["2570-001,10 พ.ย. 2569,อยู่ระหว่างดำเนินการ,90,5 พ.ย. 2569"], {"correction-target-missing"}),
        (["2570-001,10 พ.ย. 2569,อยู่ระหว่างดำเนินการ,90,10 พ.ย. 2569"], {"correction-not-earlier"}),
        (["2570-001,10 พ.ย. 2569,อยู่ระหว่างดำเนินการ,90,1 ธ.ค. 2569"], {"correction-not-earlier"}),
        (["2570-001,10 พ.ย. 2569,อยู่ระหว่างดำเนินการ,90,เมื่อวาน"], {"date-unreadable"}),
        (
            [
                "2570-001,10 พ.ย. 2569,อยู่ระหว่างดำเนินการ,90,31 ต.ค. 2569",
                "2570-001,11 พ.ย. 2569,อยู่ระหว่างดำเนินการ,80,31 ต.ค. 2569",
            ],
            {"correction-twice"},
        ),
        (
            [
                "2570-001,10 พ.ย. 2569,อยู่ระหว่างดำเนินการ,90,31 ต.ค. 2569",
                "2570-001,11 พ.ย. 2569,อยู่ระหว่างดำเนินการ,80,10 พ.ย. 2569",
            ],
            set(),
        ),
        (
            [
                "2570-001,10 พ.ย. 2569,อยู่ระหว่างดำเนินการ,90,31 ต.ค. 2569",
                "2570-001,10 พ.ย. 2569,อยู่ระหว่างดำเนินการ,80,31 ต.ค. 2569",
            ],
            {"correction-twice", "progress-twice"},
        ),
        (
            [
                "2570-001,10 พ.ย. 2569,อยู่ระหว่างดำเนินการ,90,",
                "2570-001,10 พ.ย. 2569,อยู่ระหว่างดำเนินการ,80,31 ต.ค. 2569",
            ],
            set(),
        ),
    ],
)
@pytest.mark.parametrize("heading", ["แก้รายงานของวันที่", CORRECTS])
def test_what_a_correction_names_is_asked_for(
    rows: list[str], codes: set[str], heading: str, tmp_path: Path
) -> None:
    text = HEAD.format(heading) + TABLE + "".join(f"{row}\n" for row in rows)
    folder = portal_folder(tmp_path, {"plans/2570/progress.csv": text})
    assert {one.code for one in check_portal(folder, Day(2026, 11, 24)).report.errors} == codes


def record_of(*reports: ProgressReport, without: str = "") -> bytes:
    rows = [stated_report(one) for one in reports]
    rows = [{code: text for code, text in row.items() if code != without} for row in rows]
    return record_bytes(max(one.date for one in reports), rows)


def pair(old: bytes, new: bytes) -> list[str]:
    place, none = Place("x"), Withdrawn(())
    was, now = (read_record(one, place) for one in (old, new))
    return [one.said for one in RecordPair("progress", was, now, none, none).differences()]


def test_a_record_of_before_grows_by_a_correction_and_by_nothing_else() -> None:
    before = record_of(WRONG, without=CORRECTS)
    assert pair(before, record_of(WRONG, RIGHT)) == []
    assert pair(record_of(WRONG), record_of(WRONG, RIGHT)) == []
    # What was told as a report may not become a correction of another one.
    changed = replace(WRONG, corrects=Day(2027, 2, 1))
    assert len(pair(before, record_of(changed))) == 1
    assert len(pair(record_of(WRONG), record_of(changed))) == 1
    assert len(pair(record_of(WRONG, RIGHT), record_of(WRONG, replace(RIGHT, corrects=None)))) == 1


def test_what_was_recorded_before_corrections_were_known_takes_one_in(tmp_path: Path) -> None:
    table, record = "plans/2570/progress.csv", "plans/2570/announced/progress.csv"
    rows = HEAD.format(CORRECTS) + TABLE
    folder = portal_folder(tmp_path, {table: rows})
    arguments = ["announce", "2570", "--progress", "--portal", str(folder), "--today", "2569-11-24"]
    assert CliRunner().invoke(phaen, arguments).exit_code == 0
    kept = read_record((folder / record).read_bytes(), Place(record))
    old = [{k: v for k, v in row.values.items() if k != CORRECTS} for row in kept.rows]
    (folder / record).write_bytes(record_bytes(kept.day, old))
    portal_folder(folder, {table: rows + "2570-001,10 พ.ย. 2569,ยกเลิก,90,31 ต.ค. 2569\n"})
    assert CliRunner().invoke(phaen, arguments).exit_code == 0
    now = read_record((folder / record).read_bytes(), Place(record))
    assert [row.values[CORRECTS] for row in now.rows] == ["", "", "2569-10-31"]
    assert [row.values["spent"] for row in now.rows] == ["100", "7", "90"]
    assert not check_portal(folder, Day(2026, 11, 24)).report.errors
    # From now on it stays as it is, as everything that was told.
    portal_folder(folder, {table: rows + "2570-001,10 พ.ย. 2569,ยกเลิก,90,\n"})
    errors = {one.code for one in check_portal(folder, Day(2026, 11, 24)).report.errors}
    assert errors == {"progress-removed", "progress-backdated"}


HEADINGS = "รหัสโครงการ,ณ วันที่,สถานะ,ร้อยละ,เบิกจ่าย,ผลการดำเนินการ,แก้รายงานของวันที่\n"
FIRST = "2570-001,31 ต.ค. 2569,แล้วเสร็จ,100,2000,ส่งมอบแล้ว,\n"


@pytest.mark.parametrize(
    ("rows", "now"),
    [
        ("2570-001,20 พ.ย. 2569,,60,,,31 ต.ค. 2569\n", (DONE, "60", 2000, "ส่งมอบแล้ว")),
        ("2570-001,20 พ.ย. 2569,,,1500,,๓๑ ตุลาคม ๒๕๖๙\n", (DONE, "100", 1500, "ส่งมอบแล้ว")),
        (
            "2570-001,20 พ.ย. 2569,อยู่ระหว่างดำเนินการ,60,,,2569-10-31\n"
            "2570-001,21 พ.ย. 2569,,,,ส่งมอบงวดแรก,2569-11-20\n",
            (UNDER_WAY, "60", 2000, "ส่งมอบงวดแรก"),
        ),
    ],
)
def test_a_correction_leaves_blank_whatever_stays(
    tmp_path: Path, rows: str, now: tuple[object, ...]
) -> None:
    portal = portal_folder(tmp_path, {"plans/2570/progress.csv": HEADINGS + FIRST + rows})
    report = check_portal(portal, Day(2026, 11, 24)).report
    assert "cell-missing" not in [one.code for one in report]
    assert not report.errors
    (plan,) = check_portal(portal, Day(2026, 11, 24)).portal.plans
    (told,) = told_reports(plan.progress)
    said = told.now
    assert (said.status, said.percent, (said.spent or 0) // 100, said.result) == now
    # And its record keeps it so.
    again = CliRunner().invoke(
        phaen, ["announce", "2570", "--progress", "--portal", str(portal), "--today", "2569-11-24"]
    )
    if again.exit_code == 0:
        assert not check_portal(portal, Day(2026, 11, 24)).report.errors


def test_a_report_of_its_own_needs_a_status_and_a_correction_of_nothing_is_told(
    tmp_path: Path,
) -> None:
    rows = "2570-001,20 พ.ย. 2569,,60,,,\n2570-001,21 พ.ย. 2569,,60,,,1 ต.ค. 2569\n"
    portal = portal_folder(tmp_path, {"plans/2570/progress.csv": HEADINGS + FIRST + rows})
    codes = [one.code for one in check_portal(portal, Day(2026, 11, 24)).report.errors]
    assert codes == ["cell-missing", "correction-target-missing"]
