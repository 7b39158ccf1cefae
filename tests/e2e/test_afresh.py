"""A remote whose history was written anew: clerks begin afresh, row by row, and lose nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from e2e.clerks import Clerk, bare, two_clerks
from e2e.remotes import QUIET, git
from portals import ROOT

SECRET = "ยายพร้อมสายบุญ"
PROGRESS = "plans/2570/progress.csv"
REPORT = "id,date,status,percent\n"


def scene(folder: Path) -> tuple[Clerk, Clerk, Clerk]:
    """Return a clerk, one with an old copy, and one of a copy made after the history changed.

    Before it changed a name stood in a row. The remote's history has none of it any more, a
    colleague went on from there.
    """
    one, two = two_clerks(folder)
    one.edit("สายที่ 1,", f"สายที่ 1 {SECRET},")
    one.write(PROGRESS, f"{REPORT}2570-001,2569-11-01,อยู่ระหว่างดำเนินการ,10\n")
    one.sent()
    two.sent()
    one.edit(f" {SECRET}", " █")
    one.sent()
    rewrite(folder / "remote.git")
    git("clone", "-q", str(folder / "remote.git"), str(folder / "new"), cwd=folder)
    new = Clerk(folder / "new")
    new.edit(",3000,", ",3300,")
    new.write(PROGRESS, (new.folder / PROGRESS).read_text() + "2570-003,2569-11-20,แล้วเสร็จ,100\n")
    new.sent()
    return one, two, new


def rewrite(remote: Path, salt: str = "") -> None:
    """Take the name out of all of the remote's history; with `salt` every commit is another."""
    told = subprocess.run(
        ["git", "fast-export", "--all"], cwd=remote, capture_output=True, check=True
    ).stdout
    mask = "█" * ((len(SECRET.encode()) + 2) // 3)
    assert len(mask.encode()) == len(SECRET.encode())
    told = told.replace(SECRET.encode(), mask.encode())
    if salt:
        told = told.replace(b"staff@example.go.th", f"{salt}ff@example.go.th".encode())
    subprocess.run(["git", "fast-import", "--force", "--quiet"], cwd=remote, input=told, check=True)
    git("reflog", "expire", "--expire=now", "--all", cwd=remote)
    git("gc", "-q", "--prune=now", cwd=remote)


def remote_says(folder: Path, text: str) -> bool:
    """Whether any object of the remote holds a text."""
    told = subprocess.run(
        ["git", "cat-file", "--batch", "--batch-all-objects"],
        cwd=folder / "remote.git", capture_output=True, check=True,
    ).stdout  # fmt: skip
    return text.encode() in told


def check_afresh(folder: Path, clerk: Clerk) -> None:
    """Both clerks' rows are there, covered is covered, and nothing of the old history was sent."""
    assert not remote_says(folder, SECRET)
    assert clerk.git("status", "--porcelain", "--untracked-files=no") == ""
    assert clerk.git("rev-parse", "HEAD") == clerk.git("ls-remote", "origin", "main").split()[0]
    assert clerk.git("fsck", "--no-dangling") == ""
    assert SECRET not in clerk.git("log", "-p", "HEAD")
    table, reports = clerk.table.read_text(), (clerk.folder / PROGRESS).read_text()
    assert ",3300," in table
    assert "█" in table
    assert "2570-003,2569-11-20,แล้วเสร็จ,100" in reports


def changed_by_two(two: Clerk) -> None:
    two.edit(",2000,", ",2500,")
    two.write(PROGRESS, (two.folder / PROGRESS).read_text() + "2570-002,2569-11-21,แล้วเสร็จ,100\n")


def kept_by_two(two: Clerk) -> None:
    assert ",2500," in two.table.read_text()
    assert "2570-002,2569-11-21,แล้วเสร็จ,100" in (two.folder / PROGRESS).read_text()


def test_the_words_lead_to_both_clerks_rows_on_the_new_history(tmp_path: Path) -> None:
    _, two, _ = scene(tmp_path)
    changed_by_two(two)
    two.write("ลายเซ็น.docx", "ของตัวเอง")
    done = two.sync()
    assert done.returncode == 2
    assert "phaen sync --afresh" in done.stderr
    said = two.sent("--afresh")
    check_afresh(tmp_path, two)
    kept_by_two(two)
    assert (two.folder / "ลายเซ็น.docx").read_text() == "ของตัวเอง"
    assert two.git("rev-list", "--count", "HEAD~1..HEAD") == "1"
    assert "2570-002" in two.git("log", "-1", "--format=%s")
    for line in said.splitlines():
        if line.startswith("    git "):
            two.git(*line.split()[1:])
    assert SECRET not in everything(two)
    assert "เป็นปัจจุบันแล้ว" in two.sent()


def everything(clerk: Clerk) -> str:
    return subprocess.run(
        ["git", "cat-file", "--batch", "--batch-all-objects"],
        cwd=clerk.folder, capture_output=True, check=True,
    ).stdout.decode("utf-8", "replace")  # fmt: skip


def committed(two: Clerk) -> None:
    two.git("commit", "-qam", "ยังไม่ได้ส่ง")


def fetched(two: Clerk) -> None:
    committed(two)
    two.git("fetch", "-q")


def pulled(two: Clerk) -> None:
    fetched(two)
    done = git(
        "merge", "-q", "--allow-unrelated-histories", "-X", "ours", "origin/main", cwd=two.folder
    )
    assert done.returncode == 0, done.stdout + done.stderr


def rebased_halfway(two: Clerk) -> None:
    fetched(two)
    git("rebase", "-q", "origin/main", cwd=two.folder)
    said = two.sync()
    assert said.returncode == 2
    if "rebase" in said.stderr:
        two.git("rebase", "--abort")


def tagged(two: Clerk) -> None:
    committed(two)
    two.git("tag", "v1")
    two.git("branch", "งานเก่า")


def twice(two: Clerk) -> None:
    committed(two)
    rewrite(two.folder.parent / "remote.git", "st0")


def changed_a_page(two: Clerk) -> None:
    two.write("content/about.md", "# เกี่ยวกับเรา\n\nใหม่\n")


@pytest.mark.long
@pytest.mark.parametrize(
    "does", [fetched, committed, pulled, rebased_halfway, tagged, twice, changed_a_page]
)
def test_whatever_was_done_in_the_old_copy_meanwhile(tmp_path: Path, does: object) -> None:
    _, two, _ = scene(tmp_path)
    changed_by_two(two)
    does(two)  # type: ignore[operator]
    done = two.sync()
    assert (done.returncode, "--afresh" in done.stderr) == (2, True), done.stdout + done.stderr
    said = two.sent("--afresh")
    check_afresh(tmp_path, two)
    kept_by_two(two)
    if does is tagged:
        assert "git tag -d v1" in said
        assert "git branch -D งานเก่า" in said or "git branch -D 'งานเก่า'" in said


@pytest.mark.long
def test_nothing_of_ones_own_is_only_taken_over(tmp_path: Path) -> None:
    _, two, new = scene(tmp_path)
    said = two.sent("--afresh")
    assert "ท่านไม่มีสิ่งใดให้ส่ง" in said
    check_afresh(tmp_path, two)
    assert two.git("rev-parse", "HEAD") == new.git("rev-parse", "HEAD")


@pytest.mark.long
def test_where_nobody_knows_what_came_before_rows_are_asked_and_none_is_lost(
    tmp_path: Path,
) -> None:
    _, two, _ = scene(tmp_path)
    rewrite(tmp_path / "remote.git", "st1")  # from the first commit on
    two.edit(",4000,", ",4400,")
    two.edit(",2000,", ",2500,")
    two.git("remote", "rename", "origin", "old")
    two.git("remote", "remove", "old")
    two.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    done = two.sync()
    assert done.returncode == 2
    assert "--afresh" in done.stderr
    file = tmp_path / "ขัดกัน.csv"
    assert two.sync("--afresh", "--csv", str(file)).returncode == 1
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert SECRET not in file.read_text()
    asked = [f"{'2' if '3300' in line else '1'}{line}" for line in lines[1:]]
    file.write_text("\n".join([lines[0], *asked]) + "\n", encoding="utf-8-sig")
    two.sent("--afresh", "--csv", str(file))
    check_afresh(tmp_path, two)
    assert ",4400," in two.table.read_text()
    assert ",2500," in two.table.read_text()


@pytest.mark.long
def test_a_row_that_one_removed_and_a_cell_of_both_are_as_in_any_merge(tmp_path: Path) -> None:
    _, two, _ = scene(tmp_path)
    two.edit("2570-002,1,ก่อสร้างถนน สายที่ 2,2000,กองช่าง,พ.ย.,ธ.ค.\n", "")
    two.edit(",3000,", ",3500,")
    done = two.sync("--afresh")
    assert done.returncode == 1
    assert "1 = ของท่าน: 3500" in done.stdout
    assert "2 = ของผู้อื่น: 3300" in done.stdout
    assert two.git("status", "--porcelain") == ""
    two.edit(",3500,", ",3000,")
    two.sent("--afresh")
    check_afresh(tmp_path, two)
    assert "2570-002" not in two.table.read_text()


@pytest.mark.long
@pytest.mark.parametrize("seconds", [0.4, 0.8, 1.2, 1.6, 2.0])
def test_killed_anywhere_the_tree_and_the_last_commit_are_whole(
    tmp_path: Path, seconds: float
) -> None:
    _, two, _ = scene(tmp_path)
    changed_by_two(two)
    command = [sys.executable, "-m", "generator", "sync", "--afresh", "--yes", "--today"]
    process = subprocess.Popen(
        [*command, "2569-12-01", "--portal", "."], cwd=two.folder, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env={**os.environ, **QUIET, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    time.sleep(seconds)
    process.kill()
    process.wait()
    assert two.git("fsck", "--no-dangling") == ""
    kept_by_two(two)
    (two.folder / ".git/index.lock").unlink(missing_ok=True)
    done = two.sync()
    if done.returncode:
        assert "--afresh" in done.stderr
        two.sent("--afresh")
    check_afresh(tmp_path, two)
    kept_by_two(two)


def test_a_push_of_the_old_copy_says_to_sync_and_of_a_tag_its_own_way(tmp_path: Path) -> None:
    _, two, new = scene(tmp_path)
    gone = new.git("rev-parse", "HEAD")
    mine = two.git("rev-parse", "HEAD")
    said = two.phaen(
        "pre-push", "origin", "x", said=f"refs/heads/main {mine} refs/heads/main {gone}\n"
    )
    assert said.returncode == 1
    assert "phaen sync" in said.stdout
    said = two.phaen("pre-push", "origin", "x", said=f"refs/tags/v1 {mine} refs/tags/v1 {gone}\n")
    assert said.returncode == 1
    assert "phaen sync" not in said.stdout
    assert "git fetch origin +refs/tags/v1:refs/tags/v1" in said.stdout


# Branches that the remote does not have yet, or no more


@pytest.mark.parametrize("fetched_first", [False, pytest.param(True, marks=pytest.mark.long)])
def test_a_new_branch_does_not_bring_the_old_history_back(
    tmp_path: Path, fetched_first: bool
) -> None:
    _, two, new = scene(tmp_path)
    two.git("switch", "-q", "-c", "งาน")
    changed_by_two(two)
    if fetched_first:
        fetched(two)
    done = two.sync()
    assert (done.returncode, "--afresh" in done.stderr) == (2, True), done.stdout + done.stderr
    assert not remote_says(tmp_path, SECRET)
    said = two.sent("--afresh")
    for line in said.splitlines():
        if line.startswith("    git "):
            two.git(*line.split()[1:])
    assert SECRET not in everything(two)
    kept_by_two(two)
    assert ",3300," in two.table.read_text()
    assert not remote_says(tmp_path, SECRET)
    assert SECRET not in two.git("log", "-p", "HEAD")
    assert two.git("rev-parse", "HEAD") == two.git("ls-remote", "origin", "งาน").split()[0]
    assert two.git("rev-parse", "HEAD~1") == new.git("rev-parse", "HEAD")
    assert "เป็นปัจจุบันแล้ว" in two.sent()


@pytest.mark.parametrize("branch", ["main", pytest.param("งาน", marks=pytest.mark.long)])
@pytest.mark.parametrize("pruned", [False, True])
def test_a_remote_that_was_made_anew_is_asked_about(
    tmp_path: Path, branch: str, pruned: bool
) -> None:
    _, two, new = scene(tmp_path)
    remote = tmp_path / "remote.git"
    two.git("branch", "-q", "-M", branch)
    shutil.rmtree(remote)
    bare(remote)
    if pruned:
        two.git("fetch", "-q", "--prune")
    changed_by_two(two)
    for more in ([], ["--afresh"]):
        done = two.sync(*more)
        assert done.returncode == 2, done.stdout
        assert "ถามผู้ดูแลคลัง" in done.stderr
    assert two.git("ls-remote", "origin") == ""
    kept_by_two(two)
    new.git("push", "-q", "origin", "main")
    done = two.sync()
    assert (done.returncode, "--afresh" in done.stderr) == (2, True), done.stdout + done.stderr
    two.sent("--afresh")
    assert not remote_says(tmp_path, SECRET)
    kept_by_two(two)


@pytest.mark.long
def test_new_branches_are_sent_where_nothing_was_left_behind(tmp_path: Path) -> None:
    one, two = two_clerks(tmp_path)
    two.git("switch", "-q", "-c", "งาน")
    two.edit(",2000,", ",2500,")
    two.sent()
    one.git("pull", "-q", "origin", "งาน")
    one.git("push", "-q", "origin", "main")
    one.git("push", "-q", "origin", ":งาน")  # merged, and taken away
    two.git("fetch", "-q")
    two.edit(",1000,", ",1500,")
    two.sent()
    assert two.git("rev-parse", "HEAD") == two.git("ls-remote", "origin", "งาน").split()[0]


@pytest.mark.long
def test_the_first_push_into_an_empty_clone_needs_nothing(tmp_path: Path) -> None:
    one, _ = two_clerks(tmp_path)
    bare(tmp_path / "empty.git")
    git("clone", "-q", str(tmp_path / "empty.git"), str(tmp_path / "three"), cwd=tmp_path)
    three = Clerk(tmp_path / "three")
    for name in ("plans", "content"):
        if (one.folder / name).is_dir():
            shutil.copytree(one.folder / name, three.folder / name)
    three.git("add", "-A")
    three.git("commit", "-qm", "แรก")
    three.sent()
    assert three.git("ls-remote", "origin") != ""


@pytest.mark.parametrize("again", [[], pytest.param(["--afresh"], marks=pytest.mark.long)])
def test_what_was_left_is_told_also_where_sending_was_cut_off(
    tmp_path: Path, again: list[str]
) -> None:
    _, two, _ = scene(tmp_path)
    changed_by_two(two)
    two.git("tag", "v1")
    two.git("config", "remote.origin.pushurl", str(tmp_path / "nowhere.git"))
    assert two.sync("--afresh").returncode == 2
    two.git("config", "--unset", "remote.origin.pushurl")
    said = two.sent(*again)
    assert "git gc --prune=now" in said
    assert "git tag -d v1" in said
    assert "git gc" not in two.sent()
    check_afresh(tmp_path, two)
