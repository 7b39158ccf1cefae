"""Whatever line ends a machine writes, what a colleague sent arrives, and nothing stays behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.clerks import Clerk, two_clerks

PAGE = "content/x.md"


def ends(clerk: Clerk, setting: str) -> None:
    clerk.git("config", "core.autocrlf", setting)


@pytest.mark.parametrize(
    ("mine", "theirs"), [("input", "false"), ("true", "false"), ("false", "true")]
)
def test_a_page_with_line_ends_of_another_machine_goes_both_ways(
    tmp_path: Path, mine: str, theirs: str
) -> None:
    one, two = two_clerks(tmp_path)
    ends(one, theirs)
    ends(two, mine)
    one.write(PAGE, "# ก\r\n\r\nข\r\n\r\nค\r\n")
    one.sent()
    two.sent()
    two.edit("ข", "ขข", PAGE)
    two.sent()
    one.sent()
    one.edit("ค", "คค", PAGE)
    one.sent()
    assert "เป็นปัจจุบันแล้ว" not in two.sent()
    for clerk in (one, two):
        said = (clerk.folder / PAGE).read_text(encoding="utf-8")
        assert said.split() == ["#", "ก", "ขข", "คค"]
        assert clerk.git("status", "--porcelain") == ""
        assert "เป็นปัจจุบันแล้ว" in clerk.sent()
