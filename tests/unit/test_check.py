"""Rules over a whole plan: exact to the day and the satang, silent where nothing is wrong."""

import datetime
from pathlib import Path

import pytest

from generator.problems import Severity
from portals import (
    PLAN,
    PROJECTS,
    checked,
    codes,
    csv_table,
    make_row,
    plan_yml,
    portal_folder,
    portal_of,
)
from uploads import jpg, pdf

SOUND = {
    "considered": "10 ต.ค. 2569",
    "announced": "15 ต.ค. 2569",
    "posted_from": "16 ต.ค. 2569",
    "posted_until": "30 พ.ย. 2569",
}
PROGRESS = "plans/2570/progress.csv"


def codes_of_edition(folder: Path, rest: str = "", **dates: str) -> list[str]:
    """Return the problems of the sound plan with these dates; an empty date is not stated.

    As of the day of the announcement: later, that it is not recorded would be said too.
    """
    lines = [f"{key}: {day}" for key, day in (SOUND | dates).items() if day]
    portal = portal_folder(folder, {PLAN: plan_yml("\n".join(lines), rest)})
    return codes(portal, datetime.date(2026, 10, 15))


def amendment(number: int, *rows: dict[str, str]) -> dict[str, str]:
    dates = "".join(f"{key}: {day}\n" for key, day in SOUND.items())
    folder = f"plans/2570/amendments/{number}"
    return {
        f"{folder}/plan.yml": f"kind: แก้ไข\n{dates}",
        f"{folder}/projects.csv": csv_table(rows),
    }


def change(row_id: str, what: str, **changes: str) -> dict[str, str]:
    return make_row(id=row_id, **changes) | {"change": what, "reason": "มติคณะกรรมการ"}


# Clocks


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({}, []),
        ({"posted_from": "30 ต.ค. 2569"}, []),
        ({"posted_from": "31 ต.ค. 2569"}, ["posted-late"]),
        ({"posted_until": "15 พ.ย. 2569"}, []),
        ({"posted_until": "14 พ.ย. 2569"}, ["posted-short"]),
        ({"posted_until": "16 ต.ค. 2569"}, ["posted-short"]),
        ({"posted_until": "15 ต.ค. 2569"}, ["posted-reversed"]),
        ({"considered": "15 ต.ค. 2569"}, []),
        ({"considered": "16 ต.ค. 2569"}, ["announced-before-considered"]),
        ({"posted_from": "15 ต.ค. 2569"}, []),
        ({"posted_from": "14 ต.ค. 2569"}, ["posted-before-announced"]),
        ({"considered": ""}, ["considered-missing"]),
        ({"announced": ""}, ["announced-missing"]),
        ({"posted_from": ""}, ["posted-missing"]),
        ({"posted_until": ""}, ["posted-until-missing"]),
        ({"posted_from": "", "posted_until": ""}, ["posted-missing"]),
        (dict.fromkeys(SOUND, ""), ["announced-missing", "considered-missing"]),
    ],
)
def test_dates_of_an_edition_are_judged_to_the_day(
    tmp_path: Path, dates: dict[str, str], said: list[str]
) -> None:
    assert codes_of_edition(tmp_path, **dates) == said


@pytest.mark.parametrize(
    ("trigger", "said"), [("15 ก.ย. 2569", []), ("14 ก.ย. 2569", ["plan-late"]), ("", [])]
)
def test_plan_is_late_on_the_thirty_first_day_after_its_budget(
    tmp_path: Path, trigger: str, said: list[str]
) -> None:
    assert codes_of_edition(tmp_path, f"trigger: {{event: งบประมาณ, date: {trigger}}}\n") == said


def test_days_late_and_the_last_day_are_told(tmp_path: Path) -> None:
    edition = "\n".join(f"{k}: {v}" for k, v in (SOUND | {"posted_from": "3 พ.ย. 2569"}).items())
    report = checked(portal_folder(tmp_path, {PLAN: plan_yml(edition)})).report
    late, short = sorted(report, key=lambda problem: problem.code)
    assert late.place.heading == "edition.posted_from"
    assert "4 วัน" in late.message and "30 ตุลาคม 2569" in late.message
    assert "3 วัน" in short.message and "3 ธันวาคม 2569" in short.message


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ("{proposed: 1 ธ.ค. 2570, announced: 5 ธ.ค. 2570, posted_from: 16 ธ.ค. 2570}", []),
        ("{proposed: 1 ธ.ค. 2570, posted_from: 17 ธ.ค. 2570}", ["results-late"]),
        ("{posted_from: 1 ธ.ค. 2570, posted_until: 31 ธ.ค. 2570}", []),
        ("{posted_from: 1 ธ.ค. 2570, posted_until: 30 ธ.ค. 2570}", ["results-short"]),
        ("{announced: 31 ธ.ค. 2570}", []),
        ("{announced: 1 ม.ค. 2571}", ["results-not-december"]),
    ],
)
def test_results_have_their_own_clock(tmp_path: Path, results: str, said: list[str]) -> None:
    assert codes_of_edition(tmp_path, f"results: [{results}]\n") == said


def test_amendment_has_a_clock_of_its_own(tmp_path: Path) -> None:
    files = amendment(1, change("2570-001", "แก้ไข"))
    late = files["plans/2570/amendments/1/plan.yml"].replace("16 ต.ค.", "31 ต.ค.")
    folder = portal_folder(tmp_path, files | {"plans/2570/amendments/1/plan.yml": late})
    (problem,) = checked(folder).report
    assert problem.code == "posted-late"
    assert problem.place.file == "plans/2570/amendments/1/plan.yml"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1 เม.ย. 2568", []),
        ("31 มี.ค. 2568", ["date-far"]),
        ("31 มี.ค. 2572", []),
        ("1 เม.ย. 2572", ["date-far"]),
        ("16 ต.ค. 1969", ["date-far"]),
    ],
)
def test_date_is_far_from_its_year_beyond_a_year_and_a_half(
    tmp_path: Path, day: str, said: list[str]
) -> None:
    assert codes_of_edition(tmp_path, web_from=day) == said


def test_no_rule_asks_the_clock_except_for_reports_and_records(tmp_path: Path) -> None:
    folder = portal_folder(tmp_path)
    assert codes(folder, datetime.date(1990, 1, 1)) == []
    assert codes(folder, datetime.date(2190, 1, 1)) == ["announced-unrecorded"]


# Progress


def test_report_of_today_is_sound_and_of_tomorrow_is_not(tmp_path: Path) -> None:
    files = {PROGRESS: "id,date,status\n2570-001,20 พ.ย. 2569,แล้วเสร็จ\n"}
    folder = portal_folder(tmp_path, files)
    assert codes(folder, datetime.date(2026, 11, 20)) == []
    assert codes(folder, datetime.date(2026, 11, 19)) == ["progress-future"]


@pytest.mark.parametrize(
    ("row_id", "spent", "said"),
    [
        ("2570-001", "478300.00", []),
        ("2570-001", "478300.01", ["spent-over-budget"]),
        ("2570-003", "5", []),
        ("2570-009", "5", ["progress-project-unknown"]),
    ],
)
def test_spending_is_compared_with_the_budget_to_the_satang(
    tmp_path: Path, row_id: str, spent: str, said: list[str]
) -> None:
    files = {PROGRESS: f"id,date,status,spent\n{row_id},20 พ.ย. 2569,แล้วเสร็จ,{spent}\n"}
    assert codes(portal_folder(tmp_path, files)) == said


def test_spending_is_compared_with_the_budget_as_amended(tmp_path: Path) -> None:
    files = {PROGRESS: "id,date,status,spent\n2570-001,20 พ.ย. 2569,แล้วเสร็จ,600000\n"}
    raised = amendment(1, change("2570-001", "แก้ไข", budget="600000"))
    assert codes(portal_folder(tmp_path / "before", files)) == ["spent-over-budget"]
    assert codes(portal_folder(tmp_path / "after", files | raised)) == []


def test_added_project_may_be_reported(tmp_path: Path) -> None:
    files = {PROGRESS: "id,date,status\n2570-009,20 พ.ย. 2569,แล้วเสร็จ\n"}
    added = amendment(1, change("2570-009", "เพิ่ม"))
    assert codes(portal_folder(tmp_path, files | added)) == []


# Amendments and ids


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("เพิ่ม", "แก้ไข", []),
        ("เพิ่ม", "ยกเลิก", []),
        ("เพิ่ม", "เพิ่ม", ["change-target-exists"]),
        ("แก้ไข", "แก้ไข", ["change-target-missing"]),  # said once, where the mistake is
        ("ยกเลิก", "เพิ่ม", ["change-target-missing"]),
    ],
)
def test_each_amendment_is_judged_against_the_plan_before_it(
    tmp_path: Path, first: str, second: str, said: list[str]
) -> None:
    again = change("2570-009", second, budget="600000")
    files = amendment(1, change("2570-009", first)) | amendment(2, again)
    assert codes(portal_folder(tmp_path, files)) == said


def test_cancelled_project_may_return_but_not_be_changed_or_cancelled_again(tmp_path: Path) -> None:
    cancelled = amendment(1, change("2570-001", "ยกเลิก"))
    for name, what, said in (
        ("a", "เพิ่ม", []),
        ("b", "แก้ไข", ["change-target-missing"]),
        ("c", "ยกเลิก", ["change-target-missing"]),
    ):
        files = cancelled | amendment(2, change("2570-001", what))
        assert codes(portal_folder(tmp_path / name, files)) == said


def test_ids_that_differ_in_capitals_only_are_one_address(tmp_path: Path) -> None:
    result = portal_of(tmp_path, make_row(id="A-1"), make_row(id="a-1"), make_row(id="A-7"))
    (problem,) = result.report
    assert (problem.code, problem.place.row, problem.value) == ("id-duplicate", 3, "a-1")
    assert "แถว 2" in problem.message


def test_free_id_that_is_offered_is_free_also_in_amendments(tmp_path: Path) -> None:
    files = {PROJECTS: csv_table([make_row(), make_row()])} | amendment(
        1, change("2570-041", "เพิ่ม")
    )
    problems = checked(portal_folder(tmp_path, files)).report
    (problem,) = (one for one in problems if one.code == "id-duplicate")
    assert "2570-042" in problem.advice


@pytest.mark.parametrize(
    ("continues", "said"),
    [("2569-001", []), ("2570-001", ["continues-unknown"]), ("2571-001", ["continues-unknown"])],
)
def test_continued_project_is_one_of_an_earlier_year(
    tmp_path: Path, continues: str, said: list[str]
) -> None:
    def year(number: int, **changes: str) -> dict[str, str]:
        months = {"start": f"ต.ค. {number - 1}", "end": f"ต.ค. {number - 1}"}
        row = make_row(id=f"{number}-001", **months) | changes
        dates = {key: day.replace("2569", str(number - 1)) for key, day in SOUND.items()}
        edition = "\n".join(f"{key}: {day}" for key, day in dates.items())
        plan = plan_yml(edition).replace("2570", str(number))
        folder = f"plans/{number}"
        return {f"{folder}/plan.yml": plan, f"{folder}/projects.csv": csv_table([row])}

    files = year(2569) | year(2570, continues=continues) | year(2571)
    assert codes(portal_folder(tmp_path, files), datetime.date(2025, 10, 15)) == said


# Names

FALSE_ALARMS = [
    "นครนายก",
    "นางรอง",
    "อ่าวนาง",
    "วังขนาย",
    "บางนายสี",
    "ลำนางรอง",
    "อำเภอนายูง",
    "วัดนางสาว",
    "สองนาง",
    "โรงเรียนนายร้อยตำรวจ",
]


def test_ten_places_that_look_like_persons_stay_silent_and_a_person_among_them_does_not(
    tmp_path: Path,
) -> None:
    rows = [
        make_row(id=f"2570-{number:03}", name=f"ปรับปรุงถนน{place} ช่วงที่ 1", place=place, note=place)
        for number, place in enumerate(FALSE_ALARMS)
    ]
    person = make_row(id="2570-099", name="ปรับปรุงถนน", place="ซอยบ้านนายสมชาย ใจดี", note="")
    (problem,) = portal_of(tmp_path, *rows, person).report
    assert (problem.code, problem.place.row) == ("person-name", len(rows) + 2)
    assert problem.place.heading == "place"
    assert problem.severity is Severity.ERROR


@pytest.mark.parametrize(
    "field", ["tactic", "name", "detail", "source", "place", "partners", "plan_ref", "note"]
)
def test_identity_number_stops_publication_in_every_text_and_is_not_repeated(
    tmp_path: Path, field: str
) -> None:
    result = portal_of(tmp_path, make_row(**{field: "ผู้รับเงิน 1234567890121"}))
    (problem,) = result.report
    assert (problem.code, problem.place.heading) == ("identity-number", field)
    assert problem.severity is Severity.ERROR
    assert "1234567890121" not in str(problem.as_dict())


def test_personal_data_in_amendments_and_reports_is_found_too(tmp_path: Path) -> None:
    files = amendment(1, change("2570-001", "แก้ไข", note="โทร 081-234-5678"))
    files[PROGRESS] = "id,date,status,result\n2570-001,20 พ.ย. 2569,แล้วเสร็จ,โทร 081-234-5678\n"
    problems = checked(portal_folder(tmp_path, files)).report
    assert [(p.code, p.place.file.rsplit("/", 1)[1]) for p in problems] == [
        ("phone-number", "projects.csv"),
        ("phone-number", "progress.csv"),
    ]


# Programmes and units of others


def test_programmes_and_units_of_other_agencies_are_their_own_affair(tmp_path: Path) -> None:
    row = make_row(programme="แผนงานบูรณาการน้ำ", unit="ชลประทานที่ 2")
    assert codes_of_rows(tmp_path / "own", row) == ["unit-unknown", "programme-unknown"]
    assert codes_of_rows(tmp_path / "other", row | {"owner": "ส่วนกลาง"}) == []


def codes_of_rows(folder: Path, *rows: dict[str, str]) -> list[str]:
    return [problem.code for problem in portal_of(folder, *rows).report]


# Stated totals

ROWS = (
    make_row(budget="100.25", count="12"),
    make_row(id="2570-002", budget="200.50", strategy="2"),
    make_row(id="2570-003", budget="ไม่ใช้งบประมาณ", strategy="2"),
)


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("{projects: 14, budget: 300.75}", []),
        ("{projects: 3}", ["stated-projects-differ"]),
        ("{budget: 300.74}", ["stated-budget-differ"]),
        ("{budget: 300.76}", ["stated-budget-differ"]),
        ("{budget: 300.75, strategies: {1: 100.25, 2: 200.50}}", []),
        (
            "{budget: 300.75, strategies: {1: 100.26, 2: 200.50}}",
            ["stated-strategy-differ", "stated-sum-differ"],
        ),
        (
            "{budget: 300.75, strategies: {1: 100.24, 2: 200.51}}",
            ["stated-strategy-differ", "stated-strategy-differ"],
        ),
        ("{strategies: {1: 100.25}}", []),
    ],
)
def test_stated_totals_are_compared_to_the_project_and_the_satang(
    tmp_path: Path, stated: str, said: list[str]
) -> None:
    edition = "\n".join(f"{key}: {day}" for key, day in SOUND.items())
    plan = plan_yml(edition, f"stated_totals: {stated}\n")
    files = {PLAN: plan, PROJECTS: csv_table(ROWS)}
    assert codes(portal_folder(tmp_path, files)) == said


def test_difference_is_told_in_baht_and_satang(tmp_path: Path) -> None:
    edition = "\n".join(f"{key}: {day}" for key, day in SOUND.items())
    plan = plan_yml(edition, "stated_totals: {budget: 1300.74}\n")
    (problem,) = checked(portal_folder(tmp_path, {PLAN: plan, PROJECTS: csv_table(ROWS)})).report
    assert "1,300.74" in problem.message and "300.75" in problem.message
    assert "999.99" in problem.message


def test_document_states_the_announced_plan_whatever_was_amended_since(tmp_path: Path) -> None:
    edition = "\n".join(f"{key}: {day}" for key, day in SOUND.items())
    plan = plan_yml(edition, "stated_totals: {projects: 14, budget: 300.75}\n")
    files = {PLAN: plan, PROJECTS: csv_table(ROWS)}
    files |= amendment(1, change("2570-001", "ยกเลิก"), change("2570-009", "เพิ่ม"))
    assert codes(portal_folder(tmp_path, files)) == []


def test_rules_stay_silent_about_rows_that_could_not_be_read(tmp_path: Path) -> None:
    edition = "\n".join(f"{key}: {day}" for key, day in SOUND.items())
    plan = plan_yml(edition, "stated_totals: {projects: 14, budget: 300.75}\n")
    files: dict[str, str | bytes | None] = {PLAN: plan, PROJECTS: b"\xff\xfe\xff"}
    files[PROGRESS] = b"id,date,status\n2570-001,20 \xe0\xb8\x9e.\xe0\xb8\xa2. 2569,done\n"
    assert codes(portal_folder(tmp_path, files)) == ["file-unreadable"]


# Papers


def test_named_papers_must_lie_in_the_years_folder(tmp_path: Path) -> None:
    edition = "\n".join(f"{key}: {day}" for key, day in SOUND.items())
    edition += "\ndocuments: [{title: ประกาศ, file: documents/a.pdf}]\nevidence: [documents/b.jpg]"
    files: dict[str, str | bytes | None] = {PLAN: plan_yml(edition)}
    assert codes(portal_folder(tmp_path / "a", files)) == ["document-missing", "document-missing"]
    files |= {"plans/2570/documents/a.pdf": pdf(), "plans/2570/documents/b.jpg": jpg()}
    assert codes(portal_folder(tmp_path / "b", files)) == []


@pytest.mark.parametrize("file", ["../2570/plan.yml", "/etc/passwd", "documents", "a.pdf"])
def test_paper_outside_the_years_folder_is_never_found(tmp_path: Path, file: str) -> None:
    edition = "\n".join(f"{key}: {day}" for key, day in SOUND.items())
    edition += f"\ndocuments: [{{title: ประกาศ, file: {file}}}]"
    files = {PLAN: plan_yml(edition), "plans/2570/documents/a.pdf": ""}
    assert codes(portal_folder(tmp_path, files)) == ["document-missing"]
