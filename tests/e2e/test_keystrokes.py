"""How many commands the usual jobs take, once the files are filled in: typed at a terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import sys
import time
from pathlib import Path

import pytest

from e2e.clerks import Clerk, bare, first_clerk, two_clerks
from e2e.remotes import PROJECTS, QUIET, git
from e2e.sites import DAY
from e2e.test_incremental import years_portal
from portals import ROOT

_PATIENCE = 120
_ASKED = re.compile(r"\((?:พิมพ์ ใช่|Enter = )[^)]*\): ")


def typed(folder: Path, line: str, *answers: str) -> str:
    """Type a command at a terminal and answer what it asks; it must succeed. Return the screen."""
    words = [sys.executable, "-P", "-m", "generator", *line.split()[1:], "--today", DAY]
    process, screen = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execve(words[0], words, {**os.environ, **QUIET, "PYTHONPATH": str(ROOT)})
    said, given, until = "", 0, time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if not select.select([screen], [], [], 0.1)[0]:
            continue
        try:
            data = os.read(screen, 1 << 16)
        except OSError:
            break
        said += data.decode("utf-8", "replace")
        if given < len(answers) and len(_ASKED.findall(said)) > given:
            os.write(screen, f"{answers[given]}\r".encode())
            given += 1
        if not data:
            break
    _, status = os.waitpid(process, 0)
    os.close(screen)
    assert os.waitstatus_to_exitcode(status) == 0, said
    assert given == len(answers), said
    return said


def clerk_of(folder: Path) -> Clerk:
    clerk = first_clerk(folder / "office", bare(folder / "remote.git"))
    clerk.git("push", "-q", "-u", "origin", "main")
    return clerk


def sent(folder: Path, path: str) -> str:
    return git("show", f"main:{path}", cwd=folder / "remote.git").stdout


def test_monthly_progress_takes_one_command(tmp_path: Path) -> None:
    clerk = clerk_of(tmp_path)
    path = "plans/2570/progress.csv"
    clerk.write(path, "id,date,status,percent,spent\n2570-001,2569-11-20,แล้วเสร็จ,100,1000\n")
    said = typed(clerk.folder, "phaen sync", "ใช่")
    assert "ส่งแล้ว" in said
    assert "2570-001" in sent(tmp_path, path)


def test_an_amendment_takes_two_commands(tmp_path: Path) -> None:
    clerk = clerk_of(tmp_path)
    typed(clerk.folder, "phaen announce 2570")
    typed(clerk.folder, "phaen sync", "ใช่")
    clerk.write(
        "plans/2570/amendments/1/plan.yml",
        "kind: แก้ไข\nedition: {considered: 2569-11-10, announced: 2569-11-12,\n"
        "  posted_from: 2569-11-13, posted_until: 2569-12-15}\n",
    )
    clerk.write(
        "plans/2570/amendments/1/projects.csv",
        "id,change,budget,reason\n2570-001,แก้ไข,2000,มติ\n",
    )
    typed(clerk.folder, "phaen announce 2570")
    assert "ส่งแล้ว" in typed(clerk.folder, "phaen sync", "ใช่")
    assert "2000" in sent(tmp_path, "plans/2570/announced/1.csv")


@pytest.mark.long
def test_closing_a_year_takes_two_commands(tmp_path: Path) -> None:
    clerk = Clerk(years_portal(tmp_path / "office"))
    clerk.git("init", "-q", "-b", "main")
    clerk.git("remote", "add", "origin", str(bare(tmp_path / "remote.git")))
    clerk.git("add", "-A")
    clerk.git("commit", "-qm", "first")
    typed(clerk.folder, "phaen seal 2569")
    assert "ส่งแล้ว" in typed(clerk.folder, "phaen sync", "ใช่")
    assert "2569" in sent(tmp_path, "plans/seals.txt")
    names = git("ls-tree", "-r", "--name-only", "main", cwd=tmp_path / "remote.git").stdout
    assert "plans/2569/sealed/2569.zip" in names.split()


def test_what_is_not_answered_with_yes_is_not_sent(tmp_path: Path) -> None:
    clerk = clerk_of(tmp_path)
    clerk.edit(",1000,", ",1500,")
    before = sent(tmp_path, PROJECTS)
    with pytest.raises(AssertionError, match="ยังไม่ได้ส่ง"):
        typed(clerk.folder, "phaen sync", "ไม่")
    assert sent(tmp_path, PROJECTS) == before


def test_a_conflict_is_answered_at_the_terminal_cell_by_cell(tmp_path: Path) -> None:
    one, two = two_clerks(tmp_path)
    one.edit(",2000,", ",2500,")
    one.edit("สายที่ 3", "สายที่ 3 ก")
    one.sent()
    two.edit(",2000,", ",2700,")
    two.edit("สายที่ 3", "สายที่ 3 ข")
    said = typed(two.folder, "phaen sync", "2", "1", "ใช่")
    assert "ขัดกัน 1/2" in said
    table = sent(tmp_path, PROJECTS)
    assert ",2500," in table
    assert "สายที่ 3 ข" in table
