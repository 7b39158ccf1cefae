"""How a conflict is worded: a row as readers know it, the columns that differ, what else to do."""

from __future__ import annotations

import pytest

from generator.plan.merge import Conflict, merge_table

REPORTS = "plans/2570/progress.csv"
HEAD = "รหัสโครงการ,ณ วันที่,สถานะ,ร้อยละ,แก้รายงานของวันที่\n"


def asked(path: str, base: str, ours: str, theirs: str) -> Conflict:
    found = merge_table(path, base.encode(), (base + ours).encode(), (base + theirs).encode())
    (one,) = found.conflicts
    return one


@pytest.mark.parametrize(
    ("corrects", "row"),
    [
        ("", "2570-001 รายงานวันที่ 20 พฤศจิกายน 2569"),
        ("31 ต.ค. 2569", "2570-001 รายงานวันที่ 20 พฤศจิกายน 2569 ซึ่งแก้รายงานของวันที่ 31 ตุลาคม 2569"),
    ],
)
def test_two_reports_of_one_day_are_told_by_their_days_and_columns(corrects: str, row: str) -> None:
    sides = [f"2570-001,20 พ.ย. 2569,อยู่ระหว่างดำเนินการ,{part},{corrects}\n" for part in (25, 30)]
    one = asked(REPORTS, f"{HEAD}2570-001,31 ต.ค. 2569,อยู่ระหว่างดำเนินการ,10,\n", *sides)
    assert one.row == row
    assert (one.ours, one.theirs) == ("ร้อยละ: 25", "ร้อยละ: 30")
    assert "วันอื่น" in one.way_out and "รหัส" not in one.way_out


def test_two_projects_of_one_code_are_told_by_it() -> None:
    head = "รหัสโครงการ,ยุทธศาสตร์,โครงการ,งบประมาณ,หน่วยงาน\n"
    rows = [f"2570-009,1,ถนน {name},{money},กองช่าง\n" for name, money in (("ก", 1), ("ข", 2))]
    one = asked("plans/2570/projects.csv", head, *rows)
    assert one.row == one.code == "2570-009"
    assert one.ours == "โครงการ: ถนน ก · งบประมาณ: 1"
    assert "รหัส" in one.way_out


def test_a_day_that_there_is_not_is_told_as_it_was_typed() -> None:
    sides = [f"2570-001,2026-13-01,อยู่ระหว่างดำเนินการ,{part},\n" for part in (25, 30)]
    assert asked(REPORTS, HEAD, *sides).row == "2570-001 2026-13-01"
