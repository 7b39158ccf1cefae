"""Forms with results: their day, their states in words or ticks, nothing of them in the plan."""

from __future__ import annotations

import pytest

from form_maker import HEAD, OFFICE, TITLE, UNDER, form, grid, project
from generator.plan.intake.draft import Draft
from generator.plan.intake.imported.amending import all_reports
from generator.plan.intake.interpret import interpret
from generator.plan.intake.interpret.rest import rest

_REPORT = f"รายงานผลการดำเนินงานตาม{TITLE}"


def _read(columns: tuple[str, ...], *rows: tuple[str, ...], title: str = _REPORT) -> Draft:
    lines = [(*project(at), *row) for at, row in enumerate(rows, start=1)]
    read = form(grid([("แบบ ผด. 02",), (title,), (OFFICE,), *UNDER, (*HEAD, *columns), *lines]))
    draft = interpret(read)
    assert rest(read, draft) == ()
    return draft


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("ณ วันที่ 30 กันยายน 2569", "30 ก.ย. 2569"),
        ("(ข้อมูล ณ วันที่ ๓๑ มี.ค. ๒๕๖๙)", "31 มี.ค. 2569"),
        ("ณ วันที่ 31 มี.ค. 69", "31 มี.ค. 2569"),
        ("รอบ 6 เดือน (1 ตุลาคม 2568 – 31 มีนาคม 2569)", "31 มี.ค. 2569"),
        ("ตั้งแต่วันที่ 1 ต.ค. 2568 ถึงวันที่ 30 มิถุนายน พ.ศ. 2569", "30 มิ.ย. 2569"),
    ],
)
@pytest.mark.parametrize("apart", [True, False])
def test_the_day_of_results_is_read_from_the_titles(said: str, day: str, apart: bool) -> None:
    title = f"{_REPORT}\n{said}" if apart else f"{_REPORT} {said}"
    draft = _read(("สถานะ",), ("แล้วเสร็จ",), title=title)
    assert dict(draft.rows[0].progress) == {"date": day, "status": "แล้วเสร็จ"}


@pytest.mark.parametrize("said", ["", "ประกาศ ณ วันที่ 15 ตุลาคม 2568", "สิ้นไตรมาสที่ 2"])
def test_no_day_is_made_up_for_results(said: str) -> None:
    draft = _read(("สถานะ",), ("แล้วเสร็จ",), title=f"{_REPORT}\n{said}")
    assert dict(draft.rows[0].progress) == {"status": "แล้วเสร็จ"}


def test_the_title_of_the_report_is_not_the_title_of_the_plan() -> None:
    draft = _read(("สถานะ",), ("แล้วเสร็จ",), title=f"{_REPORT} ณ วันที่ 30 กันยายน 2569")
    assert draft.title == TITLE


@pytest.mark.parametrize(
    ("columns", "row", "status", "result"),
    [
        (("สถานะ",), ("เสร็จ",), "เสร็จ", ""),
        (("สถานะ",), ("กำลังทำ",), "กำลังทำ", ""),
        (("สถานะ",), ("ไม่ได้ทำ",), "", "ไม่ได้ทำ"),
        (("ผลการดำเนินงาน",), ("อยู่ระหว่างดำเนินการ",), "อยู่ระหว่างดำเนินการ", ""),
        (("ผลการดำเนินงาน",), ("อบรมแล้ว 40 คน",), "", "อบรมแล้ว 40 คน"),
        (("สถานะ", "ผลการดำเนินงาน"), ("-", "แล้วเสร็จ"), "แล้วเสร็จ", ""),
        (("เสร็จ", "อยู่ระหว่าง", "ยังไม่ทำ"), ("", "✓", ""), "อยู่ระหว่างดำเนินการ", ""),
        (("แล้วเสร็จ", "ไม่ได้ดำเนินการ"), ("", "/"), "", "ไม่ได้ดำเนินการ"),
        (("แล้วเสร็จ", "ไม่เสร็จ"), ("31 มี.ค. 69", "-"), "แล้วเสร็จ", "31 มี.ค. 69"),
    ],
)
def test_a_state_of_the_work_is_read_from_words_or_ticks(
    columns: tuple[str, ...], row: tuple[str, ...], status: str, result: str
) -> None:
    found = _read(columns, row).rows[0]
    assert (found.progress.get("status", ""), found.progress.get("result", "")) == (status, result)
    assert (found.note, dict(found.other)) == ("", {})


def test_ticks_below_a_heading_over_several_columns_are_told_apart() -> None:
    over = (*HEAD, "ผลการดำเนินงาน", "", "")
    below = (*("",) * len(HEAD), "แล้วเสร็จ", "ระหว่างดำเนินการ", "ยังไม่ดำเนินการ")
    rows = [(*project(at), *("/" if at == one else "" for one in (1, 2, 3))) for at in (1, 2, 3)]
    read = form(grid([(_REPORT,), *UNDER, over, below, *rows], merged={"S4": (1, 3)}))
    states = [row.progress["status"] for row in interpret(read).rows]
    assert states == ["แล้วเสร็จ", "อยู่ระหว่างดำเนินการ", "ยังไม่ดำเนินการ"]


@pytest.mark.parametrize("dash", ["-", "–", "..."])
def test_a_dash_among_results_says_nothing(dash: str) -> None:
    draft = _read(("สถานะ", "เบิกจ่าย", "ปัญหา/อุปสรรค"), ("แล้วเสร็จ", dash, dash))
    assert dict(draft.rows[0].progress) == {"status": "แล้วเสร็จ"}


def test_two_ticks_are_asked_and_no_state_is_chosen() -> None:
    draft = _read(("แล้วเสร็จ", "อยู่ระหว่างดำเนินการ"), ("/", "/"))
    assert [one.code for one in draft.asks] == ["status-unclear"]
    assert "status" not in draft.rows[0].progress


def test_a_corrected_report_replaces_that_of_the_same_day() -> None:
    there = [
        {"id": "2569-001", "date": "2569-03-31", "status": "แล้วเสร็จ"},
        {"id": "2569-001", "date": "2569-09-30", "status": "แล้วเสร็จ"},
    ]
    new = [{"id": "2569-001", "date": "30 ก.ย. 2569", "status": "ยกเลิก"}]
    assert all_reports(there, new) == (there[0], new[0])


@pytest.mark.parametrize("said", ["ไม่ใช้งบ", "ไม่มี", "ยังไม่เบิก"])
def test_what_is_no_amount_among_those_that_were_spent_is_told_as_words(said: str) -> None:
    draft = _read(("สถานะ", "เบิกจ่าย"), ("แล้วเสร็จ", said), ("แล้วเสร็จ", "๙,๐๐๐"))
    first, second = (dict(row.progress) for row in draft.rows)
    assert first == {"status": "แล้วเสร็จ", "result": f"เบิกจ่าย: {said}"}
    assert second == {"status": "แล้วเสร็จ", "spent": "๙,๐๐๐"}
