"""What is spent or done grows; what falls is asked about until the row says why."""

import datetime
from pathlib import Path

import pytest

from generator.pipeline import check_portal
from portals import portal_folder

HEAD = "รหัสโครงการ,ณ วันที่,สถานะ,ร้อยละ,เบิกจ่าย,ปัญหาอุปสรรค,แก้รายงานของวันที่\n"


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        pytest.param([",30,200,,", ",40,150,,"], ["spent"], id="less spent"),
        pytest.param([",60,200,,", ",40,200,,"], ["percent"], id="less done"),
        pytest.param([",9,1.00,,", ",10,10,,"], [], id="as numbers, not as texts"),
        pytest.param([",30,200,,", ",,,,", ",40,150,,"], ["spent"], id="blanks between"),
        pytest.param([",30,200,,", ",20,150,ผู้รับจ้างส่งเงินคืน,"], [], id="it says why"),
        pytest.param([",30,200,,", ",20,150,,1 ต.ค. 2569"], [], id="the former was wrong"),
        pytest.param([",30,200,,", ",20,150,,1 ต.ค. 2569", ",30,140,,"], ["spent"], id="and then"),
        pytest.param([",30,200,,", ",20,150,คืน,", ",25,160,,"], [], id="grows again from there"),
    ],
)
def test_a_report_of_less_than_before_is_asked_about(
    rows: list[str], columns: list[str], tmp_path: Path
) -> None:
    lines = [f"2570-001,{day} ต.ค. 2569,อยู่ระหว่างดำเนินการ{row}\n" for day, row in enumerate(rows, 1)]
    files = {"plans/2570/progress.csv": HEAD + "".join(lines)}
    report = check_portal(portal_folder(tmp_path, files), datetime.date(2026, 11, 24)).report
    assert not report.errors
    headings = {"spent": "เบิกจ่าย", "percent": "ร้อยละ"}
    falls = [one for one in report if one.code == "progress-falls"]
    assert [one.place.heading for one in falls] == [headings[one] for one in columns]
