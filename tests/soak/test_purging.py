"""A purge that dies at any moment: old references or new ones, and the next run ends it.

Thirty runs are killed, at thirty moments; tests/unit/test_purge.py kills one at each step.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from e2e.remotes import PROJECTS, Office, git, office
from e2e.sites import DAY
from portals import ROOT
from traces import holding

DEATHS, COMMITS = 30, 60
LONGEST = 6.0  # seconds that a run takes, with the site that it shows at its end
SECRET = "นายสมศักดิ์ ทองดีเลิศ"
ENTRY = (
    "withdrawn:\n  - {kind: ข้อมูลส่วนบุคคล, edition: 0, id: 2570-002, column: name, "
    "day: 2569-11-24, reason: ชื่อประชาชน}\n"
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A repository with history that tells of somebody, and a draft and a tag that lead there."""
    made = office(tmp_path_factory.mktemp("purging") / "office")
    table = (made.copy / PROJECTS).read_text("utf-8")
    made.commit(PROJECTS, table.replace("ก่อสร้างถนน สายที่ 2", f"ซ่อมแซมห้องน้ำ {SECRET}"))
    for number in range(COMMITS):
        made.state_budget(f"{5000 + number}")
    made.git("branch", "draft")
    made.git("tag", "-a", "-m", SECRET, "v1")
    told = (made.copy / PROJECTS).read_text("utf-8")
    (made.copy / PROJECTS).write_text(told.replace(SECRET, "█"), encoding="utf-8")
    made.commit("plans/2570/withdrawn.yml", ENTRY)
    every = ("refs/heads/*:refs/heads/*", "refs/tags/*:refs/tags/*")
    git("fetch", "-q", str(made.copy), *every, cwd=made.remote)
    return made


def start(made: Office) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "generator", "receive", str(made.remote), "--purge"]
    process = subprocess.Popen(
        [*command, "--today", DAY], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", start_new_session=True,
    )  # fmt: skip
    assert process.stdin
    process.stdin.write("remote.git\n")
    process.stdin.flush()
    return process


def references(made: Office) -> dict[str, str]:
    told = git("for-each-ref", "--format=%(refname) %(objectname)", cwd=made.remote).stdout
    return dict(line.split() for line in told.splitlines())


@pytest.mark.long
@pytest.mark.parametrize("seed", range(DEATHS))
def test_a_purge_that_is_killed_is_ended_by_the_next(
    told: Office, tmp_path: Path, seed: int
) -> None:
    made = told.copied(tmp_path / "office")
    old = references(made)
    process = start(made)
    time.sleep(random.Random(seed).uniform(0.4, LONGEST))
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert git("fsck", "--connectivity-only", cwd=made.remote).returncode == 0
    for name, oid in references(made).items():
        there = git("rev-parse", f"{oid}^{{tree}}", cwd=made.remote)
        assert there.returncode == 0, name
    ended = start(made)
    out, _ = ended.communicate(timeout=120)
    assert ended.returncode == 0, out
    new = references(made)
    assert new.keys() == old.keys()
    assert not set(new.values()) & set(old.values())
    assert holding(made.remote, [SECRET]) == []
    assert holding(made.live.parent, [SECRET]) == []
    assert "█" in made.page("2570/table.html")
    assert not (made.remote / "phaen/purging").exists()
