"""What a spreadsheet, or a habit, made of cells: read rightly, or asked once with an answer."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.plan.fields import stated
from generator.plan.model import Record, RecordedRow
from generator.plan.parse.codes import foreign_signs, is_safe_id, looks_like_date
from generator.plan.parse.values import parse_amount, parse_budget
from generator.plan.parse.villages import parse_villages
from generator.plan.read import Cell
from generator.plan.record import record_bytes
from generator.problems import Place, Problem, Report
from generator.thai.numbers import dotted_readings, is_exponent, worded_reading
from portals import checked, codes, csv_table, make_row, plan_yml, portal_folder
from tables import (
    HEADINGS,
    REPORT_HEADINGS,
    csv_of,
    projects,
    reports,
    row,
    told,
    workbook,
)

steady = settings(derandomize=True, database=None, deadline=None, max_examples=100)
date = datetime.date
CELL = Place("plans/2570/projects.csv", row=2, column="D", heading="งบประมาณ")


def only(report: Report) -> Problem:
    (problem,) = report
    return problem


# Magnitudes


def amount(text: str, scale: int = 1) -> tuple[int | None, Report]:
    report = Report()
    return parse_budget(Cell(text, CELL), report, scale).satang, report


@pytest.mark.parametrize(
    ("written", "readings"),
    [
        ("298.000", ["298", "298,000"]),
        ("298.000 บาท", ["298", "298,000"]),
        ("๒๙๘.๐๐๐", ["298", "298,000"]),
        ("12.500", ["12.5", "12,500"]),
        ("298.125", ["298.125", "298,125"]),
        ("1.250.000", ["1,250,000"]),
        ("298.000,50", ["298,000.50"]),
    ],
)
def test_dots_in_thousands_are_a_question_with_every_reading(
    written: str, readings: list[str]
) -> None:
    satang, report = amount(written)
    assert satang is None
    assert only(report).code == "amount-dotted"
    assert " หรือ ".join(readings) in only(report).message


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1.2 ล้าน", "1,200,000"),
        ("1.2ล้านบาท", "1,200,000"),
        ("1.2 ลบ.", "1,200,000"),
        ("1.2 ล.", "1,200,000"),
        ("5 แสน", "500,000"),
        ("๕ แสนบาท", "500,000"),
        ("3 หมื่น", "30,000"),
        ("450 พันบาท", "450,000"),
        ("450K", "450,000"),
        ("450 k", "450,000"),
        ("1.25M", "1,250,000"),
    ],
)
def test_a_shortened_amount_is_asked_with_the_whole_one(written: str, meant: str) -> None:
    satang, report = amount(written)
    assert satang is None
    assert only(report).code == "amount-worded"
    assert f"กรอก {meant} " in only(report).advice
    again, report = amount(meant)
    assert again is not None and not list(report)


@pytest.mark.parametrize("written", ["2.98E+05", "3E+05", "1.5e6", "2.98E5"])
def test_digits_that_a_spreadsheet_no_longer_shows_are_never_made_up(written: str) -> None:
    satang, report = amount(written)
    assert (satang, only(report).code) == (None, "amount-exponent")
    assert "298" not in only(report).advice


@pytest.mark.parametrize(
    "written",
    [
        "1.2 (ล้านบาท)",
        "1.2 million",
        "300 THB",
        "450 (K)",
        "5,000 บาท/เดือน",
        "5,000 x 12",
        "5,000 ต่อคน",
        "50,000 (งวดละ 5,000)",
        "1,5",
        "298 000",
        "50,000 - 100,000",
        "1,2 ล้าน",
    ],
)
def test_no_advice_names_a_figure_that_is_not_the_amount(written: str) -> None:
    satang, report = amount(written)
    assert (satang, only(report).code) == (None, "budget-unreadable")


@pytest.mark.parametrize(
    ("written", "satang"),
    [("298,000.00.-", 29800000), ("298,000.-", 29800000), ("12.50", 1250), ("298.00", 29800)],
)
def test_amounts_that_say_one_thing_are_read(written: str, satang: int) -> None:
    found, report = amount(written)
    assert (found, list(report)) == (satang, [])


@pytest.mark.parametrize("written", ["298,000 บาท", "฿298,000", "298,000.-", "450K", "1.250.000"])
def test_under_a_heading_in_millions_baht_are_not_multiplied(written: str) -> None:
    satang, report = amount(written, 1_000_000)
    assert satang is None
    assert "ล้านบาทตามหัวคอลัมน์" in only(report).advice


@steady
@given(st.integers(1, 999), st.lists(st.integers(0, 999), min_size=1, max_size=3))
def test_no_dotted_amount_is_read_as_its_first_digits(first: int, rest: list[int]) -> None:
    written = ".".join([str(first), *(f"{part:03}" for part in rest)])
    assert amount(written)[0] is None
    meant = int(written.replace(".", ""))
    assert f"{meant:,}" in dotted_readings(written)


@steady
@given(st.text(st.sampled_from("0123456789.,KkMEeล้านแสนบาท +-"), max_size=12))
def test_readings_of_any_text_are_whole_or_none(text: str) -> None:
    assert all(reading for reading in dotted_readings(text))
    worded = worded_reading(text)
    assert worded is None or worded >= 0
    assert not (is_exponent(text) and worded)


@pytest.mark.parametrize("key", ["budget", "strategies"])
def test_stated_totals_are_asked_as_amounts_are(tmp_path: Path, key: str) -> None:
    stated = "298.000" if key == "budget" else "{1: 298.000}"
    rest = f"stated_totals:\n  {key}: {stated}\n"
    folder = portal_folder(tmp_path, {"plans/2570/plan.yml": plan_yml("", rest)})
    found = [p for p in checked(folder).report.errors if p.code == "amount-dotted"]
    assert "298 หรือ 298,000" in found[0].message
    report = Report()
    assert parse_amount(Cell("450K", CELL), "spent-unreadable", report) is None
    assert only(report).code == "amount-worded"


def test_the_same_question_of_a_column_is_asked_once() -> None:
    rows = [row(number, budget="298.000") for number in range(1, 31)]
    problem = only(projects(csv_of([HEADINGS, *rows]))[1])
    assert (problem.code, problem.place.row) == ("amount-dotted", 2)
    assert "3–31" in problem.message


@pytest.mark.parametrize("value", [True, False])
def test_a_tick_in_a_column_of_money_is_shown_as_excel_shows_it(value: bool) -> None:
    problem = only(projects(workbook([HEADINGS, row(1, budget=value)]))[1])
    assert (problem.code, problem.value) == ("budget-unreadable", str(value).upper())


@pytest.mark.parametrize("budget", ["=100*3", "#DIV/0!", "#REF!", "#VALUE!"])
def test_a_formula_without_a_result_is_told_once(budget: str) -> None:
    assert told(projects(workbook([HEADINGS, row(1, budget=budget)]))[1]) == ["cell-error"]


def test_errors_of_cells_in_rows_that_are_set_aside_are_nobodys() -> None:
    total = ["รวม", "", "", "#REF!", *[""] * 8]
    assert told(projects(workbook([HEADINGS, row(1), total]))[1]) == ["rows-aside"]


# Codes


@pytest.mark.parametrize(
    "code",
    [
        *("Jan-70", "12-May", "1-Jan-70", "January-70", "1-ม.ค.", "ม.ค.-70", "1 ม.ค. 2570"),
        *("2570-01-01 00:00:00", "2570-01-01", "01/03/2026", "1/3/70", "1:30", "01:30:00"),
    ],
)
def test_a_code_that_became_a_date_is_shown_and_asked(code: str) -> None:
    _, report = projects(csv_of([HEADINGS, row(1, id=code), row(2), row(3)]))
    problem = only(report)
    assert (problem.code, problem.value) == ("id-became-date", code)
    assert "ข้อความ" in problem.advice and "2570-002" in problem.advice and ".xlsx" in problem.advice


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [("mmm-yy", "Jan-70"), ("d-mmm", "1-Jan"), ("yyyy-mm-dd", "2570-01-01")],
)
def test_a_date_cell_among_codes_is_shown_as_excel_shows_it(number_format: str, shown: str) -> None:
    rows = [HEADINGS, row(1, id=date(2570, 1, 1)), row(2, id=date(2570, 1, 1)), row(3)]
    formats = {"A2": number_format, "A3": number_format}
    problem = only(projects(workbook(rows, formats))[1])
    assert (problem.code, problem.value) == ("id-became-date", shown)
    assert "แถว 3" in problem.message


@pytest.mark.parametrize("code", [700, 1000, True, False, "7.00E+02", "2570.1", "TRUE"])
def test_a_number_among_codes_that_are_texts_is_asked(code: Any) -> None:
    rows = [HEADINGS, row(1, id=code), *(row(number) for number in range(2, 6))]
    assert told(projects(workbook(rows))[1]) == ["id-became-number"]


@pytest.mark.parametrize(
    "written",
    [
        *(["1", "2", "3"], ["001", "002", "003"], ["1", "2", "3A"], ["10", "20", "30"]),
        *(["A-1", "a-2", "B-700"], ["2570-01", "2570-02"], ["JAN-70", "FEB-70"]),
        *(["2570-01-01", "2570-02-01"], ["2570-01-01", "2570-01-02", "2570-A"]),
        *(["70E01", "70E02"], ["2570-001", "7001-E"], ["M-1", "MAY1"]),
    ],
)
@pytest.mark.parametrize("as_workbook", [True, False])
def test_codes_of_an_offices_own_kind_are_codes(written: list[str], as_workbook: bool) -> None:
    rows = [HEADINGS, *(row(n, id=code) for n, code in enumerate(written, start=1))]
    found, report = projects(workbook(rows) if as_workbook else csv_of(rows))
    assert told(report) == []
    assert [one.id for one in found] == written


def test_codes_that_are_numbers_and_codes_of_a_format_are_codes() -> None:
    rows = [HEADINGS, *(row(n, id=n) for n in range(1, 4))]
    assert told(projects(workbook(rows))[1]) == []
    found, report = projects(workbook(rows, {f"A{n}": '"2570-"000' for n in range(2, 5)}))
    assert told(report) == []
    assert [one.id for one in found] == ["2570-001", "2570-002", "2570-003"]


@pytest.mark.parametrize(
    ("code", "right", "signs"),
    [
        ("2570–001", "2570-001", ["ตัวที่ 5", "U+2013"]),
        ("2570‑001", "2570-001", ["U+2011"]),
        ("2570−001", "2570-001", ["U+2212"]),
        ("2570-๐๐1", "2570-001", ["ตัวที่ 6", "เลขไทย"]),
        ("ВС-1", "BC-1", ["รัสเซีย", "U+0412"]),
        ("Ａ-001", "A-001", ["U+FF21"]),
        ("2570-0\u31641", "2570-01", ["มองไม่เห็น", "U+3164"]),
    ],
)
def test_signs_that_look_right_are_named_by_sign_code_point_and_place(
    code: str, right: str, signs: list[str]
) -> None:
    problem = only(projects(csv_of([HEADINGS, row(1, id=code), row(2)]))[1])
    assert problem.code == "id-sign"
    assert all(sign in problem.message for sign in signs)
    assert problem.advice.endswith(right)


def test_a_letter_where_all_others_have_a_digit_is_named() -> None:
    rows = [row(1, id="2570-OO1"), *(row(number) for number in range(2, 6))]
    problem = only(projects(csv_of([HEADINGS, *rows]))[1])
    assert problem.code == "id-sign"
    assert "อักษรโอ" in problem.message and problem.advice.endswith("2570-001")


@pytest.mark.parametrize("code", ["Jan-70", "700", "2570-OO1", "1"])
def test_a_code_that_was_announced_is_right_as_it_is(code: str) -> None:
    rows = [HEADINGS, row(1, id=code), *(row(number) for number in range(2, 6))]
    assert told(projects(csv_of(rows), announced=frozenset({code}))[1]) == []


@steady
@given(st.text(max_size=12))
def test_signs_are_foreign_only_where_plain_ones_make_a_code(text: str) -> None:
    if signs := foreign_signs(text):
        assert is_safe_id(signs[0]) and not is_safe_id(text)
    assert looks_like_date(text) in (True, False)


def plan_of(tmp_path: Path, *ids: str, **files: str) -> list[Problem]:
    rows = csv_table([make_row(id=one, name=f"งาน {n}") for n, one in enumerate(ids)])
    more = {f"plans/2570/{name}.csv": text for name, text in files.items()}
    return list(checked(portal_folder(tmp_path, {"plans/2570/projects.csv": rows, **more})).report)


@pytest.mark.parametrize(("short", "whole"), [("1", "001"), ("12", "012")])
def test_a_code_without_its_noughts_is_asked_where_reports_show_them(
    tmp_path: Path, short: str, whole: str
) -> None:
    progress = csv_of([REPORT_HEADINGS, [whole, "2569-11-01", "อยู่ระหว่างดำเนินการ", "20", "0"]])
    found = plan_of(tmp_path, short, "A-1", progress=progress)
    alike = [problem for problem in found if problem.code == "id-alike"]
    assert [(problem.value, whole in problem.message) for problem in alike] == [(short, True)]


@pytest.mark.parametrize(("written", "planned"), [("a-1", "A-1"), ("1", "001"), ("A-1", "a-1")])
def test_a_report_of_a_code_that_is_one_to_the_eye_names_it(
    tmp_path: Path, written: str, planned: str
) -> None:
    progress = csv_of([REPORT_HEADINGS, [written, "2569-11-01", "อยู่ระหว่างดำเนินการ", "20", "0"]])
    found = plan_of(tmp_path, planned, progress=progress)
    assert [problem.code for problem in found] == ["id-alike"]
    assert planned in found[0].advice


@pytest.mark.parametrize(
    ("announced", "now"), [("001", "1"), ("A-1", "a-1"), ("0007", "7"), ("b-1", "B-1")]
)
def test_a_code_once_announced_is_never_silently_another(
    tmp_path: Path, announced: str, now: str
) -> None:
    def portal(row_id: str) -> Path:
        rows = csv_table([make_row(id=row_id, name="งานหนึ่ง")])
        return portal_folder(tmp_path, {"plans/2570/projects.csv": rows})

    plan = checked(portal(announced)).portal.plans[-1]
    rows = [stated(row) for row in plan.editions[0].rows]
    record = tmp_path / "plans/2570/announced/0.csv"
    record.parent.mkdir()
    record.write_bytes(record_bytes(date(2026, 10, 15), rows))
    assert "id-alike" not in codes(portal(announced))
    (found,) = (one for one in checked(portal(now)).report if one.code == "id-alike")
    assert announced in found.advice


def test_an_added_project_has_no_code_that_is_one_to_the_eye_with_an_earlier(
    tmp_path: Path,
) -> None:
    amendment = "kind: เพิ่มเติม\nconsidered: 2569-11-01\nannounced: 2569-11-02\n"
    added = make_row(id="A-1", name="งานใหม่", change="เพิ่ม", reason="ขอเพิ่ม")
    files = {
        "plans/2570/projects.csv": csv_table([make_row(id="a-1", name="งานเดิม")]),
        "plans/2570/amendments/1/plan.yml": amendment,
        "plans/2570/amendments/1/projects.csv": csv_table([added]),
    }
    assert "id-alike" in codes(portal_folder(tmp_path, files))


def test_a_report_of_a_code_that_became_a_date_is_one_message(tmp_path: Path) -> None:
    progress = csv_of([REPORT_HEADINGS, ["Jan-70", "2569-11-01", "แล้วเสร็จ", "100", "0"]])
    found = plan_of(tmp_path, "2570-01", progress=progress)
    assert [problem.code for problem in found] == ["id-became-date"]


def test_codes_that_lost_their_noughts_beside_some_that_have_them_are_asked_once(
    tmp_path: Path,
) -> None:
    found = plan_of(tmp_path, "001", "002", "3", "4")
    assert [problem.code for problem in found] == ["id-alike"]
    assert "003" in found[0].advice


def test_plain_numbers_are_codes_where_nothing_shows_noughts(tmp_path: Path) -> None:
    assert plan_of(tmp_path, "1", "2", "10", "100") == []


# Villages


@pytest.mark.parametrize(
    ("written", "answers"),
    [
        ("6-ม.ค.", ["1 ถึง 6", "1 และ 6"]),
        ("1-มี.ค.", ["1 ถึง 3", "1 และ 3"]),
        ("3-Jan", ["1 ถึง 3", "1 และ 3"]),
        ("12-Jan", ["1 ถึง 12", "1 และ 12"]),
        ("01-Mar", ["1 ถึง 3", "1 และ 3"]),
        ("2026-01-03 00:00:00", ["1 ถึง 3", "1 และ 3"]),
        ("1/3/2026", ["1 ถึง 3", "1 และ 3"]),
        ("5-May", ["5"]),
    ],
)
def test_villages_that_became_a_date_are_asked_with_answers_that_stay(
    written: str, answers: list[str]
) -> None:
    problem = only(projects(csv_of([HEADINGS, row(1, villages=written)]))[1])
    assert (problem.code, problem.value) == ("village-became-date", written)
    for answer in answers:
        assert answer in problem.advice
        assert parse_villages(answer).numbers
        assert not looks_like_date(answer)


@pytest.mark.parametrize(
    ("number_format", "numbers"),
    [("m-d", (1, 2, 3)), ("d-m", ()), ("d-mmm", ()), ("yyyy-mm-dd", ())],
)
def test_a_village_date_is_read_back_only_where_its_format_shows_what_was_typed(
    number_format: str, numbers: tuple[int, ...]
) -> None:
    rows = [HEADINGS, row(1, villages=date(2026, 1, 3))]
    found, report = projects(workbook(rows, {"G2": number_format}))
    assert found[0].villages.numbers == numbers
    assert told(report) == ([] if numbers else ["village-became-date"])


# Percents


def progress(*cells: tuple[Any, ...], formats: dict[str, str] | None = None) -> Report:
    rows = [["2570-001", f"2569-11-{n:02}", *one, 0] for n, one in enumerate(cells, start=1)]
    return reports(workbook([REPORT_HEADINGS, *rows], formats))[1]


UNDER_WAY, DONE = "อยู่ระหว่างดำเนินการ", "แล้วเสร็จ"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([(UNDER_WAY, 0.5), (DONE, 1)], ["percent-fraction"]),
        ([(UNDER_WAY, 0.5)], ["percent-fraction"]),
        ([(UNDER_WAY, 1)], ["percent-fraction"]),
        ([(UNDER_WAY, 45), (DONE, 1)], ["percent-fraction"]),
        ([(UNDER_WAY, 0), (UNDER_WAY, 0.25)], ["percent-fraction"]),
        ([(UNDER_WAY, 1 / 3), (DONE, 1), (UNDER_WAY, 0)], ["percent-fraction"]),
        ([(UNDER_WAY, 1 / 3), (UNDER_WAY, 45)], ["percent-fraction"]),
        ([(UNDER_WAY, 0.5), (UNDER_WAY, 45)], []),
        ([(UNDER_WAY, 0), (UNDER_WAY, 0)], []),
        ([(UNDER_WAY, 0), (DONE, 100)], []),
        ([(UNDER_WAY, "0.5%"), (UNDER_WAY, "1%")], []),
        ([(UNDER_WAY, "50%"), (DONE, "100%")], []),
        ([(UNDER_WAY, ""), (DONE, "")], []),
        ([(DONE, 90)], ["percent-not-done"]),
        ([(DONE, "90%"), (UNDER_WAY, 30)], ["percent-not-done"]),
    ],
)
def test_fractions_are_asked_once_a_column(cells: list[tuple[Any, ...]], said: list[str]) -> None:
    assert told(progress(*cells)) == said


@pytest.mark.parametrize("number_format", ["0%", "0.00%"])
def test_a_percent_that_excel_shows_as_one_is_right(number_format: str) -> None:
    cells = [(UNDER_WAY, 0.5), (DONE, 1)]
    assert told(progress(*cells, formats={"D2": number_format, "D3": number_format})) == []
    only_one = progress(*cells, formats={"D2": number_format})
    assert told(only_one) == ["percent-fraction"]


# Dates


def slashed(*days: str, name: str = "2570-001", record: Record | None = None) -> Any:
    rows = [[name, day, UNDER_WAY, "", ""] for day in days]
    return reports(csv_of([REPORT_HEADINGS, *rows]), record)


@pytest.mark.parametrize(
    "days",
    [("02/05/2570", "03/07/2570"), ("2/5/2570",), ("02/05/2027", "03/07/2027"), ("02-05-2570",)],
)
def test_a_column_that_may_be_month_first_keeps_both_days(days: tuple[str, ...]) -> None:
    found, report = slashed(*days)
    assert told(report) == []
    assert (found[0].date, found[0].month_first) == (date(2027, 5, 2), date(2027, 2, 5))


@pytest.mark.parametrize(
    "days",
    [
        ("02/05/2570", "25/06/2570"),  # a day above 12
        ("5/5/2570",),  # the same day either way
        ("05/06/2570", "03/07/2570"),  # in order only with the day first
        ("2 พ.ค. 2570",),
        ("2 May 2570",),
        ("2570-05-02",),
    ],
)
def test_dates_of_a_column_that_something_settles_are_certain(days: tuple[str, ...]) -> None:
    found, _ = slashed(*days)
    assert [one.month_first for one in found] in ([None] * len(days), [None, None])


@pytest.mark.parametrize("year", ["2569", "2026"])
def test_a_column_in_which_a_month_stands_first_is_never_read_day_first(year: str) -> None:
    found, report = slashed(f"11/20/{year}", f"11/05/{year}", f"12/11/{year}")
    assert told(report).count("dates-either-way") == 1
    assert {one.date for one in found} <= {date(2026, 11, 20)}


def test_published_reports_settle_the_order() -> None:
    kept = RecordedRow({"id": "2570-001", "date": "2570-05-02"}, 3)
    record = Record(Place("plans/2570/announced/progress.csv"), date(2027, 5, 3), (kept,))
    found, _ = slashed("02/05/2570", "03/07/2570", record=record)
    assert [one.month_first for one in found] == [None, None]


def test_texts_of_a_workbook_are_not_rewritten_by_any_program() -> None:
    rows = [REPORT_HEADINGS, ["2570-001", "02/05/2570", UNDER_WAY, "", ""]]
    found, _ = reports(workbook(rows))
    assert (found[0].date, found[0].month_first) == (date(2027, 5, 2), None)


@pytest.mark.parametrize(
    ("days", "today", "said"),
    [
        (["05/02/2570", "07/03/2570"], date(2027, 12, 1), ["dates-either-way"]),
        (["02/05/2570", "03/07/2570"], date(2026, 11, 25), ["dates-either-way"]),
        (["10/11/2569", "11/10/2569"], date(2026, 11, 25), ["dates-either-way"]),
        # With the month first one of these would not have come yet, or is from before the year.
        (["12/10/2569"], date(2026, 10, 20), []),
        (["10/11/2569", "02/12/2569"], date(2026, 12, 2), []),
    ],
)
def test_today_settles_a_column_or_it_is_asked_once(
    tmp_path: Path, days: list[str], today: datetime.date, said: list[str]
) -> None:
    rows = [[f"2570-00{n}", day, UNDER_WAY, "", ""] for n, day in enumerate(days, start=1)]
    files = {"plans/2570/progress.csv": csv_of([REPORT_HEADINGS, *rows])}
    told_codes = codes(portal_folder(tmp_path, files), today)
    assert [one for one in told_codes if one.startswith(("dates", "progress"))] == said


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (("3/5/2570", "4/7/2570"), ["dates-either-way"]),
        (("1/11/2569", "1/1/2570"), []),
        (("3/5/2570", "15/7/2570"), []),
        (("2/7/2570", "8/8/2570"), ["dates-either-way"]),
        (("3 พ.ค. 2570", "4 ก.ค. 2570"), []),
        (("May 2570", "Jul-70"), []),
    ],
)
def test_starts_and_ends_in_figures_are_judged_together(
    ends: tuple[str, str], said: list[str]
) -> None:
    rows = [HEADINGS, row(1, start=ends[0], end=ends[1])]
    assert told(projects(csv_of(rows))[1]) == said
    assert told(projects(csv_of(rows), announced=frozenset({"2570-001"}))[1]) == []


def test_a_year_of_two_digits_is_the_one_that_was_typed() -> None:
    rows = [HEADINGS, row(1, start=date(1969, 11, 1), end=date(1970, 1, 1))]
    found, report = projects(workbook(rows, {"I2": "mmm-yy", "J2": "mmm-yy"}))
    assert told(report) == []
    assert [month.label for month in found[0].months] == ["พ.ย. 2569", "ธ.ค. 2569", "ม.ค. 2570"]


def test_a_date_among_words_is_read_as_excel_shows_it() -> None:
    rows = [HEADINGS, row(1, note=date(2026, 3, 12))]
    found, _ = projects(workbook(rows, {"L2": "d-mmm"}))
    assert found[0].note == "12-Mar"


@pytest.mark.parametrize(
    "headings", [("Oct", "Nov"), ("Oct-69", "Nov-69"), ("October", "November")]
)
def test_headings_of_months_are_read_in_english(headings: tuple[str, str]) -> None:
    names = [*HEADINGS[:8], *headings]
    found, report = projects(csv_of([names, [*row(1)[:8], "", "✓"]]))
    assert told(report) == []
    assert [month.label for month in found[0].months] == ["พ.ย. 2569"]


@pytest.mark.parametrize("code", ["1", "12", "120", "999"])
def test_a_code_in_csv_without_its_noughts_is_asked_beside_codes_that_are_texts(code: str) -> None:
    rows = [HEADINGS, row(1, id=code), *(row(number) for number in (2, 3))]
    assert told(projects(csv_of(rows))[1]) == ["id-became-number"]
    # Typed into a cell of text, it is what was meant.
    assert told(projects(workbook(rows))[1]) == []


def test_days_among_codes_are_asked_however_many_they_are() -> None:
    days = [f"2570-{month:02}-01" for month in range(1, 13)]
    rows = [HEADINGS, *(row(n, id=code) for n, code in enumerate([*days, "2570-13"], start=1))]
    problem = only(projects(csv_of(rows))[1])
    assert problem.code == "id-became-date"
    assert "แถว 3–13" in problem.message and "2570-13" in problem.advice


@pytest.mark.parametrize("code", ["Jan-70", "2570.1", "2.57E+06"])
def test_a_code_that_was_changed_is_told_once_wherever_it_is_used(
    tmp_path: Path, code: str
) -> None:
    rows = [make_row(id=code, name=f"ก่อสร้างศาลา ซอย {n}", continues=code) for n in (1, 2)]
    told_codes = codes(portal_folder(tmp_path, {"plans/2570/projects.csv": csv_table(rows)}))
    assert set(told_codes) == {"id-became-date" if code == "Jan-70" else "id-became-number"}


@pytest.mark.parametrize("text", ['="2570-001"', "'2570-001", '="2570-001" '])
def test_a_formula_that_only_states_a_text_is_that_text(text: str) -> None:
    found, report = projects(csv_of([HEADINGS, row(1, id=text)]))
    if text.startswith('="') and text.endswith('"'):
        assert (told(report), found[0].id) == ([], "2570-001")
    else:
        assert told(report)


def test_a_code_that_excel_rounded_is_told_once() -> None:
    rows = [HEADINGS, row(1, id=2570123456789012345), row(2), row(3)]
    assert told(projects(workbook(rows))[1]) == ["cell-rounded"]


@pytest.mark.parametrize(
    ("announced", "now", "said"),
    [
        (["001", "002", "003"], ["1", "2", "3"], "id-alike"),
        (["2570-01", "2570-02", "2570-13"], ["Jan-70", "Feb-70", "2570-13"], "id-became-date"),
        (["70E01", "70E02", "70E03"], ["7.00E+02", "7.00E+03", "7.00E+04"], "id-became-number"),
        (["2570-001", "2570-002"], ["2570–001", "2570–002"], "id-sign"),
        (["A-1", "A-2"], ["a-1", "a-2"], "id-alike"),
    ],
)
def test_announced_rows_whose_codes_alone_were_changed_are_neither_gone_nor_new(
    tmp_path: Path, announced: list[str], now: list[str], said: str
) -> None:
    def portal(ids: list[str]) -> Path:
        rows = [make_row(id=one, name=f"ก่อสร้างศาลา ซอย {n}") for n, one in enumerate(ids)]
        return portal_folder(tmp_path, {"plans/2570/projects.csv": csv_table(rows)})

    plan = checked(portal(announced)).portal.plans[-1]
    record = tmp_path / "plans/2570/announced/0.csv"
    record.parent.mkdir()
    rows = [stated(row) for row in plan.editions[0].rows]
    record.write_bytes(record_bytes(date(2026, 10, 15), rows))
    assert set(codes(portal(now))) == {said}
    # What is another project besides, or was left out, is told as before.
    assert "announced-row-removed" in codes(portal(now[:-1]))
    assert "announced-row-added" in codes(portal([*now, "2570-999"]))
