"""Dates whose day and month may have changed places, in whatever file: read, or asked once."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from generator.plan.model import Record, RecordedRow
from generator.problems import Place
from portals import checked, plan_yml, portal_folder
from tables import HEADINGS, REPORT_HEADINGS, csv_of, projects, reports, row, told, workbook

date = datetime.date
PLAN = "plans/2570/plan.yml"
UNDER_WAY = "อยู่ระหว่างดำเนินการ"
NOTICE = ("considered", "announced", "posted_from", "posted_until")


def progress(*days: Any) -> list[list[Any]]:
    rows = [[f"2570-{n:03}", day, UNDER_WAY, "", ""] for n, day in enumerate(days, start=1)]
    return [list(REPORT_HEADINGS), *rows]


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        # Excel with English settings makes dates of those that it can, with the month first.
        (("13/02/2570", date(2027, 5, 2)), "แถว 3"),
        ((date(2027, 5, 2), "25/12/2569", date(2026, 1, 11)), "แถว 2, 4"),
        # A text in which the month stands first tells it of all texts.
        (("2/25/2570", "3/7/2570"), "แถว 2–3"),
        (("3/7/2570", "2/25/2027", "3 ก.ค. 2570"), "แถว 2–3"),
    ],
)
def test_a_workbooks_days_of_which_others_tell_that_the_month_stood_first_are_asked_once(
    days: tuple[Any, ...], asked: str
) -> None:
    found, report = reports(workbook(progress(*days)))
    assert told(report) == ["dates-either-way"]
    (problem,) = report
    assert asked in problem.message and "CSV" not in problem.advice
    assert all(one.date.day > 12 or one.date == date(2027, 7, 3) for one in found)


@pytest.mark.parametrize(
    "days",
    [
        (date(2027, 5, 2), date(2027, 6, 3)),
        (date(2027, 5, 2), "2 พ.ค. 2570"),
        (date(2027, 5, 20), "13/02/2570"),  # whoever makes dates of these takes the day first
        ("13/02/2570", "02/05/2570"),
    ],
)
def test_a_workbooks_days_that_nothing_speaks_against_are_read(days: tuple[Any, ...]) -> None:
    found, report = reports(workbook(progress(*days)))
    assert told(report) == [] and len(found) == len(days)


def test_a_day_that_was_published_is_not_asked_again() -> None:
    rows = progress(date(2027, 5, 2), "13/02/2570")
    kept = RecordedRow({"id": "2570-001", "date": "2570-05-02"}, 3)
    record = Record(Place("plans/2570/announced/progress.csv"), date(2027, 5, 3), (kept,))
    found, report = reports(workbook(rows), record)
    assert told(report) == [] and found[0].date == date(2027, 5, 2)


@pytest.mark.parametrize("number_format", ["mmm-yy", "mmmm yyyy", "[$-41E]mmm yy"])
def test_a_month_is_no_day_of_a_report(number_format: str) -> None:
    rows = workbook(progress(date(2027, 2, 1)), {"B2": number_format})
    found, report = reports(rows)
    assert (told(report), found) == (["date-unreadable"], ())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (csv_of(progress("02/05/70", "03/07/70", "13/01/70")), "แถว 3–4"),
        (workbook(progress("02/05/70", "03/07/70")), "แถว 3"),
    ],
)
def test_years_of_two_digits_are_asked_once_a_column(content: str | bytes, said: str) -> None:
    _, report = reports(content)
    assert told(report) == ["date-ambiguous"]
    assert said in next(iter(report)).message


@pytest.mark.parametrize(
    "rows",
    [
        [row(1, start="11/1/2569", end="1/1/2570"), row(2, start="2/1/2570", end="4/1/2570")],
        [row(1, start=date(2026, 1, 11), end=date(2027, 1, 1))],
    ],
)
def test_months_in_figures_are_asked_about_and_nothing_else_is_said(rows: list[Any]) -> None:
    by_hand = isinstance(rows[0][8], str)
    content = csv_of([HEADINGS, *rows]) if by_hand else workbook([HEADINGS, *rows])
    assert told(projects(content)[1]) == ["dates-either-way"]


def test_a_period_in_figures_is_asked_about_as_its_ends_are() -> None:
    headings = [*HEADINGS[:8], "ระยะเวลา"]
    rows = [headings, [*row(1)[:8], "02/05/2570 - 03/07/2570"]]
    assert told(projects(csv_of(rows))[1]) == ["dates-either-way"]
    assert told(projects(workbook(rows))[1]) == []


def notice(folder: Path, *days: str, rest: str = "") -> list[str]:
    lines = [f"{key}: {day}" for key, day in zip(NOTICE, days, strict=False)]
    report = checked(portal_folder(folder, {PLAN: plan_yml("\n".join(lines), rest)})).report
    return [one.code for one in report if one.code == "dates-either-way"]


@pytest.mark.parametrize(
    "days",
    [
        ("9/10/2569", "10/10/2569", "11/10/2569", "12/11/2569"),
        ("๙/๑๐/๒๕๖๙", "10-10-2569", "11.10.2569"),
        ("1 ต.ค. 2569", "10/12/2569", "16 ตุลาคม 2569"),
        ("2 ม.ค. 2569", "02/05/2569"),
    ],
)
def test_days_in_figures_of_a_notice_are_asked_once_a_file(
    tmp_path: Path, days: tuple[str, ...]
) -> None:
    assert notice(tmp_path, *days) == ["dates-either-way"]


@pytest.mark.parametrize(
    "days",
    [
        ("2569-10-09", "2026-10-10", "2569-10-11"),  # the year stands first: day last
        ("9/10/2569", "15/10/2569", "16/10/2569", "20/11/2569"),  # a day above 12
        ("10/10/2569",),
        ("12/10/2569", "2/11/2569", "3/11/2569"),  # in order only with the day first
        ("2026-10-09T00:00:00Z",),
    ],
)
def test_days_of_a_notice_that_something_settles_are_read(
    tmp_path: Path, days: tuple[str, ...]
) -> None:
    assert notice(tmp_path, *days) == []


def test_years_of_two_digits_in_settings_are_asked_once_a_file(tmp_path: Path) -> None:
    lines = "\n".join(f"{key}: {day}/10/69" for day, key in enumerate(NOTICE, start=13))
    report = checked(portal_folder(tmp_path, {PLAN: plan_yml(lines)})).report
    (problem,) = report
    assert problem.code == "date-ambiguous"
    assert "13 ตุลาคม 2569" in problem.message and "และบรรทัด" in problem.message


@pytest.mark.parametrize("day", ["15/10/69", "31/02/2569", "เร็ว ๆ นี้", "[2569-10-15]"])
def test_a_day_that_cannot_be_read_is_not_told_to_be_missing(tmp_path: Path, day: str) -> None:
    lines = f"considered: 2569-10-10\nannounced: {day}\nposted_from: 2569-10-16"
    report = checked(portal_folder(tmp_path, {PLAN: plan_yml(lines)})).report
    assert len(list(report)) == 1 and len(report.errors) == 1


def test_other_files_of_settings_are_asked_as_well(tmp_path: Path) -> None:
    amended = "kind: แก้ไข\nedition:\n  considered: 2/11/2569\n"
    pair = "pair: [2570-001, 2570-002], decision: ไม่ซ้ำกัน"
    decided = f"decisions:\n  - {{{pair}, office: กองช่าง, date: 4/11/2569}}\n"
    files = {
        "plans/2570/amendments/1/plan.yml": amended,
        "plans/2570/overlap.yml": decided,
    }
    report = checked(portal_folder(tmp_path, files)).report
    asked = {one.place.file for one in report if one.code == "dates-either-way"}
    assert asked == set(files)
