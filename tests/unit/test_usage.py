"""A wrong command line is told in Thai what is wrong with it."""

import re

import click
import pytest

from generator.__main__ import phaen
from generator.commands.usage import misused

WRONG = {
    "check --portal /none": "“/none” ไม่พบโฟลเดอร์นั้น",
    "check --bogus": "ไม่รู้จักตัวเลือก --bogus",
    "check --jsn": "--json",
    "buid": "หมายถึง build หรือไม่",
    "check --today": "ตัวเลือก --today ต้องมีค่าตามหลัง",
    "check --json=1": "ตัวเลือก --json ไม่รับค่า",
    "check --today tomorrow": "อ่านวันที่ “tomorrow” ไม่ได้",
    "check --annotations svn": "“svn” เลือกได้เพียง github gitlab",
    "serve --port 70000": "ต้องเป็นจำนวนเต็ม 1 ถึง 65535",
    "announce nothing": "ต้องเป็นจำนวนเต็ม 2400 ถึง 2599",
    "publish": "ยังไม่ได้ระบุ --to",
    "compare 2570": "ยังไม่ได้ระบุ B",
    "diff a b (c)": "มีคำเกินมา: b (c)",
    "init --kind x /none": "เลือกได้เพียง อบต.",
}


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_command_line_is_told_in_thai(line: str) -> None:
    with pytest.raises(click.ClickException) as caught:
        phaen.main(line.split(), prog_name="phaen", standalone_mode=False)
    told = misused(caught.value)
    assert WRONG[line] in told
    first = told.split("\n")[0]
    assert re.search("[ก-๙]", first)
    assert not re.search("Error|Invalid|Missing|No such|does not|range|extra", told)


def test_a_wrong_word_is_no_order_to_the_terminal() -> None:
    with pytest.raises(click.ClickException) as caught:
        phaen.main(["check", "--x\x1b[31m"], prog_name="phaen", standalone_mode=False)
    assert "\x1b" not in misused(caught.value)
