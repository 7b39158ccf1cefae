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


def commands() -> dict[str, click.Command]:
    return {"phaen": phaen, **phaen.commands}


@pytest.mark.parametrize("name", commands())
def test_the_help_of_every_command_is_thai_throughout(name: str) -> None:
    command = commands()[name]
    with command.make_context(name, ["--help"], resilient_parsing=True) as context:
        told = command.get_help(context)
    assert told.startswith("วิธีใช้: ")
    # All caps are click's words for values; each line but those of an option's name is Thai.
    assert not re.search(r"Usage|Options|Commands|Show |OPTIONS|ARGS|TEXT|DIRECTORY|PATH", told)
    assert not re.search(r"RANGE|FILE|required|<=|>=|default|[^.]\.$", told, re.MULTILINE)
    english = {line for line in told.splitlines() if re.fullmatch("[^ก-๙]*[A-Za-z][^ก-๙]*", line)}
    assert not {line for line in english if not re.fullmatch(r"\s*https://\S+", line)}


@pytest.mark.parametrize("name", commands())
def test_every_option_and_command_says_in_thai_what_it_does(name: str) -> None:
    command = commands()[name]
    assert re.search("[ก-๙]", command.help or "")
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert all(re.search("[ก-๙]", one.help or "") for one in options if one.name != "version")


def test_a_complaint_that_click_words_itself_is_not_told_in_its_words() -> None:
    assert misused(click.UsageError("Some new English sentence")) == "คำสั่งนี้เขียนไม่ถูกแบบ"
