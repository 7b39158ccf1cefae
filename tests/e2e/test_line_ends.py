"""Whatever line ends a machine writes, what a colleague sent arrives, and nothing stays behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.clerks import Clerk, two_clerks
from generator.machine.git_work import WorkCopy

PAGE = "content/x.md"


def ends(clerk: Clerk, setting: str) -> None:
    clerk.git("config", "core.autocrlf", setting)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("input", "false"),
        pytest.param("true", "false", marks=pytest.mark.long),
        pytest.param("false", "true", marks=pytest.mark.long),
    ],
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


def test_a_table_that_is_saved_while_others_work_is_taken_in_is_not_told_as_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = two_clerks(tmp_path)
    one.edit("สายที่ 1,", "สายที่ 1 ใหม่,")
    one.sent()
    looked = WorkCopy._refuse_overwriting

    def saving(self: WorkCopy, old: str, tree: str) -> None:
        looked(self, old, tree)
        two.edit("สายที่ 4,", "สายที่ 4 ใหม่,")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(WorkCopy, "_refuse_overwriting", saving)
        done = two.sync()
    assert done.returncode == 2
    assert "phaen sync" in done.stderr
    assert "รับงานของผู้อื่นแล้ว" not in done.stdout
    two.sent()
    table = two.table.read_text(encoding="utf-8")
    assert "สายที่ 1 ใหม่" in table
    assert "สายที่ 4 ใหม่" in table
