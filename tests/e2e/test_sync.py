"""`phaen sync`: saved, merged by row, checked, shown, sent; and whole wherever it is broken off."""

from __future__ import annotations

import csv
import importlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from e2e.clerks import ROWS, Clerk, bare, first_clerk, two_clerks
from e2e.remotes import PROJECTS, QUIET, git, office
from generator.machine.git_work import WorkCopy
from generator.publishing.saving import is_read
from portals import ROOT, checked


def test_two_clerks_on_two_projects_never_conflict(tmp_path: Path) -> None:
    one, two = two_clerks(tmp_path)
    one.edit(",1000,", ",1500,")
    assert "ส่งแล้ว" in one.sent()
    two.edit("สายที่ 4", "สายที่ 4 ใหม่")
    said = two.sent()
    assert "รวมกับงานที่ผู้อื่นส่งมาก่อนแล้ว" in said
    assert two.table.read_text() == ROWS.replace(",1000,", ",1500,").replace("สายที่ 4", "สายที่ 4 ใหม่")
    assert two.git("status", "--porcelain") == ""
    one.sent()
    assert one.table.read_bytes() == two.table.read_bytes()
    assert one.git("rev-parse", "HEAD") == two.git("rev-parse", "origin/main")


def test_a_commit_says_what_changes_for_readers(tmp_path: Path) -> None:
    one, _ = two_clerks(tmp_path)
    one.edit(",1000,", ",1500,")
    one.write(PROJECTS, one.table.read_text() + "2570-009,1,สวน,5,กองช่าง,พ.ย.,ธ.ค.\n")
    one.sent()
    subject = one.git("log", "-1", "--format=%s")
    assert "ปี 2570" in subject
    assert "2570-001" in subject
    assert "เพิ่ม 1" in subject


def test_what_fails_the_check_never_enters_the_history(tmp_path: Path) -> None:
    one, _ = two_clerks(tmp_path)
    before = one.git("rev-parse", "HEAD")
    one.edit("2570-002,1,", "2570-002,9,")
    done = one.sync()
    assert done.returncode == 1
    assert "strategy-unknown" in done.stdout
    assert "ยังไม่ได้บันทึก" in done.stdout
    assert one.git("rev-parse", "HEAD") == before
    assert one.git("diff", "--cached", "--name-only") == ""


def test_only_files_that_the_plan_reads_are_saved_and_the_rest_is_named(tmp_path: Path) -> None:
    one, _ = two_clerks(tmp_path)
    one.edit(",1000,", ",1500,")
    for name in ("ลายเซ็น.docx", "plans/2570/ร่างเก่า.pdf", "plans/~$projects.xlsx"):
        one.write(name, "x")
    one.write("content/about.md", "# เกี่ยวกับเรา\n\nข้อความ\n")
    said = one.sent()
    names = one.git(
        "-c", "core.quotePath=false", "show", "--name-only", "--format=", "HEAD"
    ).split()
    assert sorted(names) == ["content/about.md", PROJECTS]
    assert "ลายเซ็น.docx" in said
    assert "plans/2570/ร่างเก่า.pdf" in said
    assert (one.folder / "ลายเซ็น.docx").exists()


MOMENTARY = (
    "plans/2570/announced/1.csv.withdrawn-new", "plans/2570/projects.csv.part",
    "plans/2570/announced/~$0.csv", "plans/2570/projects.csv.orig", "plans/2570/4F2A1B00",
    "content/about.md.orig", "content/about.md.tmp", "content/.~lock.about.md#", "content/a.md.rej",
    "content/a_LOCAL_123.md.bak", "plans/2570/sealed/2570.zip.part", "plans/organization.yml.new",
    "plans/2570/announced/คัดลอก.csv", "plans/2570/sealed/อื่น.zip",
)  # fmt: skip


def test_nothing_that_a_program_left_for_a_moment_is_saved(tmp_path: Path) -> None:
    one, _ = two_clerks(tmp_path)
    one.edit(",1000,", ",1500,")
    for name in MOMENTARY:
        one.write(name, "x")
    assert {name: is_read(name, frozenset()) for name in MOMENTARY} == dict.fromkeys(
        MOMENTARY, False
    )
    assert is_read("plans/2570/announced/progress.csv", frozenset())
    assert is_read("plans/2570/sealed/2570.zip.sig", frozenset())
    for name in MOMENTARY:
        if name.startswith("content/") and "~" not in name:  # no page, which is an error
            (one.folder / name).unlink()
    one.sent()
    assert one.git("show", "--name-only", "--format=", "HEAD").split() == [PROJECTS]


@pytest.mark.parametrize("part", ["clean", "process", "smudge"])
def test_no_program_of_a_folder_filters_what_is_saved(tmp_path: Path, part: str) -> None:
    one, _ = two_clerks(tmp_path)
    ran = tmp_path / "ran"
    one.git("config", "extensions.worktreeConfig", "true")
    one.git("config", "--worktree", f"filter.odd=name.{part}", f"touch {ran}; cat")
    one.git("config", "--worktree", "filter.odd=name.required", "true")
    one.write(".git/info/attributes", "*.csv filter=odd=name\n")
    work = WorkCopy(one.folder, {**os.environ, **QUIET})
    one.table.write_bytes(one.table.read_bytes().replace(b",1000,", b",1500,"))
    assert work.changed() == {PROJECTS: True}
    entry = work.entry_of(PROJECTS, None)
    assert work.checked_out(PROJECTS, entry) == one.table.read_bytes()
    assert not ran.exists()
    done = one.sync()
    assert done.returncode == 2
    assert "filter.odd=name" in done.stderr
    assert not ran.exists()


def test_what_somebody_staged_for_themselves_stays_staged(tmp_path: Path) -> None:
    one, _ = two_clerks(tmp_path)
    one.write("own.txt", "x")
    one.git("add", "own.txt")
    one.edit(",1000,", ",1500,")
    one.sent()
    assert one.git("diff", "--cached", "--name-only") == "own.txt"


def test_the_same_cell_shows_both_values_and_nothing_is_chosen(tmp_path: Path) -> None:
    one, two = two_clerks(tmp_path)
    one.edit(",2000,", ",2500,")
    one.sent()
    two.edit(",2000,", ",2700,")
    done = two.sync()
    assert done.returncode == 1
    assert "1 = ของท่าน: 2700" in done.stdout
    assert "2 = ของผู้อื่น: 2500" in done.stdout
    assert "2570-002" in done.stdout
    assert "ของ staff" in done.stdout
    assert two.git("status", "--porcelain") == ""  # saved, and no half-done state
    assert ",2700," in two.table.read_text()


@pytest.mark.parametrize(("answer", "kept"), [("1", "2700"), ("2", "2500")])
def test_a_conflict_is_answered_in_a_file_where_there_is_no_terminal(
    tmp_path: Path, answer: str, kept: str
) -> None:
    one, two = two_clerks(tmp_path)
    one.edit(",2000,", ",2500,")
    one.sent()
    two.edit(",2000,", ",2700,")
    file = tmp_path / "ขัดกัน.csv"
    assert two.sync("--csv", str(file)).returncode == 1
    rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    rows[1][0] = answer
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    assert "ส่งแล้ว" in two.sent("--csv", str(file))
    assert f",{kept}," in two.table.read_text()


def test_line_ends_of_a_windows_machine_change_nothing_but_what_was_edited(tmp_path: Path) -> None:
    one, two = two_clerks(tmp_path)
    for clerk in (one, two):
        (clerk.folder / ".gitattributes").unlink()
    one.git("commit", "-qam", "no attributes")
    one.git("push", "-q")
    settings = tmp_path / "gitconfig"
    settings.write_text("[core]\n\tautocrlf = true\n")
    more = {"GIT_CONFIG_GLOBAL": str(settings)}
    two.git("fetch", "-q")
    two.git("reset", "-q", "--hard", "origin/main")
    two.table.write_bytes(two.table.read_bytes().replace(b"\n", b"\r\n"))
    two.edit(",1000,", ",1500,")
    one.edit(",2000,", ",2500,")
    one.sent()
    done = two.sync(more=more)
    assert done.returncode == 0, done.stdout + done.stderr
    both = ROWS.replace(",1000,", ",1500,").replace(",2000,", ",2500,")
    assert two.table.read_bytes().decode() == both.replace("\n", "\r\n")
    assert git("show", f"main:{PROJECTS}", cwd=tmp_path / "remote.git").stdout == both


@pytest.mark.long
def test_a_server_that_publishes_takes_what_was_synced(tmp_path: Path) -> None:
    made = office(tmp_path / "office")
    clerk = Clerk(made.copy)
    said = clerk.sent()
    assert "เผยแพร่แล้ว" in said
    clerk.edit(",1000,", ",1500,")
    assert "เผยแพร่แล้ว" in clerk.sent()
    assert "1,500" in made.page("2570/projects/2570-001.html")


def test_a_table_that_one_made_a_workbook_is_asked_with_the_rows_of_the_other(
    tmp_path: Path,
) -> None:
    one, two = two_clerks(tmp_path)
    (one.folder / "plans/2570/projects.xlsx").write_bytes(workbook_of(one.table))
    one.table.unlink()
    one.sent()
    two.edit(",2000,", ",2700,")
    done = two.sync()
    assert done.returncode == 1
    assert "2570-002" in done.stdout
    assert "(ลบแฟ้ม)" in done.stdout


def workbook_of(table: Path) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in csv.reader(table.read_text().splitlines()):
        book.worksheets[0].append(row)
    book.save(stream)
    return stream.getvalue()


def test_without_a_terminal_nothing_is_sent_unless_it_is_said(tmp_path: Path) -> None:
    one, _ = two_clerks(tmp_path)
    one.edit(",1000,", ",1500,")
    before = one.git("rev-parse", "origin/main")
    done = one.phaen("sync", "--today", "2569-12-01")
    assert done.returncode == 1
    assert "phaen sync --yes" in done.stdout
    assert one.git("ls-remote", "origin", "main").split()[0] == before


def test_what_others_sent_is_taken_in_where_there_is_nothing_to_send(tmp_path: Path) -> None:
    one, two = two_clerks(tmp_path)
    one.edit(",1000,", ",1500,")
    one.sent()
    assert "รับงานของผู้อื่นแล้ว" in two.sent()
    assert two.table.read_bytes() == one.table.read_bytes()
    assert "เป็นปัจจุบันแล้ว" in two.sent()


def test_a_merge_that_is_not_sound_is_laid_out_to_be_mended(tmp_path: Path) -> None:
    one, two = two_clerks(tmp_path)
    one.edit("2570-004,1,ก่อสร้างถนน สายที่ 4,4000,กองช่าง,พ.ย.,ธ.ค.\n", "")
    one.sent()
    report = "id,date,status,percent,spent\n2570-004,2569-11-20,แล้วเสร็จ,100,4000\n"
    two.write("plans/2570/progress.csv", report)
    done = two.sync()
    assert done.returncode == 1
    assert "progress-project-unknown" in done.stdout
    # What others sent is the last commit; the merge lies in the files, and nothing is lost.
    assert two.git("rev-parse", "HEAD") == one.git("rev-parse", "HEAD")
    assert "2570-004" not in two.table.read_text()
    assert (two.folder / "plans/2570/progress.csv").read_text() == report
    two.edit("2570-004", "2570-003", "plans/2570/progress.csv")
    assert "ส่งแล้ว" in two.sent()


def test_the_first_push_makes_the_branch_and_is_followed_afterwards(tmp_path: Path) -> None:
    one = first_clerk(tmp_path / "one", bare(tmp_path / "remote.git"))
    assert "ส่งแล้ว" in one.sent()
    assert one.git("rev-parse", "--abbrev-ref", "main@{upstream}") == "origin/main"


def test_a_repository_without_a_commit_is_begun(tmp_path: Path) -> None:
    one = first_clerk(tmp_path / "one", bare(tmp_path / "remote.git"))
    one.git("update-ref", "-d", "HEAD")
    one.git("rm", "-r", "-q", "--cached", ".")
    assert "ส่งแล้ว" in one.sent()
    assert PROJECTS in one.git("ls-files").split()


def test_without_a_remote_the_work_is_saved_and_the_command_told(tmp_path: Path) -> None:
    one = first_clerk(tmp_path / "one", None)
    one.edit(",1000,", ",1500,")
    said = one.sent()
    assert "บันทึกแล้ว" in said
    assert "git remote add origin" in said


def test_one_of_several_remotes_is_asked_for_once(tmp_path: Path) -> None:
    one = first_clerk(tmp_path / "one", bare(tmp_path / "remote.git"))
    one.git("remote", "add", "usb", str(bare(tmp_path / "usb.git")))
    done = one.sync()
    assert done.returncode == 2
    assert "phaen sync --remote" in done.stderr
    assert "ส่งแล้ว" in one.sent("--remote", "usb")
    assert "เป็นปัจจุบันแล้ว" in one.sent()


def test_a_file_of_another_that_is_changed_here_is_not_overwritten(tmp_path: Path) -> None:
    one, two = two_clerks(tmp_path)
    one.write("README.md", "theirs\n")
    one.git("add", "README.md")
    one.git("commit", "-qm", "readme")
    one.git("push", "-q")
    two.write("README.md", "mine\n")
    done = two.sync()
    assert done.returncode == 2
    assert "README.md" in done.stderr
    assert (two.folder / "README.md").read_text() == "mine\n"


def test_a_folder_that_names_a_program_in_its_settings_is_refused(tmp_path: Path) -> None:
    one, _ = two_clerks(tmp_path)
    ran = tmp_path / "ran"
    one.git("config", "remote.origin.uploadpack", f"touch {ran}; git-upload-pack")
    one.edit(",1000,", ",1500,")
    done = one.sync()
    assert done.returncode == 2
    assert "remote.origin.uploadpack" in done.stderr
    assert not ran.exists()


def test_somebody_who_pushed_first_meanwhile_is_merged_with(tmp_path: Path) -> None:
    one, two = two_clerks(tmp_path)
    one.edit(",1000,", ",1500,")
    two.edit("สายที่ 4", "สายที่ 4 ใหม่")
    hook = two.folder.parent / "remote.git/hooks/pre-receive"
    who = " ".join(
        f"GIT_{role}_{what}=a" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    )
    script = f"git -C {one.folder} commit -qam one && git -C {one.folder} push -q"
    hook.write_text(f"#!/bin/sh\nrm -f {hook}\nenv -i PATH=$PATH {who} sh -c '{script}'\n")
    hook.chmod(0o755)
    said = two.sent()
    assert "มีผู้ส่งก่อน" in said
    assert ",1500," in two.table.read_text()
    assert "สายที่ 4 ใหม่" in git("show", f"main:{PROJECTS}", cwd=tmp_path / "remote.git").stdout


# What stands in the way, told in Thai with the next command


def refused_by(clerk: Clerk, more: dict[str, str] | None = None) -> str:
    """Sync, which must be refused; return what was told."""
    done = clerk.sync(more=more)
    assert done.returncode == 2, done.stdout + done.stderr
    assert clerk.git("fsck", "--no-dangling") == ""
    return done.stderr


def test_a_half_done_rebase_or_merge_is_told_with_the_way_out(tmp_path: Path) -> None:
    one, two = two_clerks(tmp_path)
    one.edit(",1000,", ",1500,")
    one.sent()
    two.edit(",1000,", ",1700,")
    two.git("commit", "-qam", "x")
    two.git("fetch", "-q")
    for name in ("rebase", "merge"):
        git(name, "origin/main", cwd=two.folder)
        said = refused_by(two)
        assert f"git {name} --abort" in said
        assert "phaen sync" in said
        two.git(name, "--abort")
    assert "ขัดกัน" in two.sync().stdout


def test_conflict_marks_in_a_file_never_enter_the_history(tmp_path: Path) -> None:
    one, _ = two_clerks(tmp_path)
    one.edit("2570-002", "<<<<<<< HEAD\n2570-002")
    done = one.sync()
    assert done.returncode == 1
    assert "file-conflict" in done.stdout


def test_a_detached_head_is_told(tmp_path: Path) -> None:
    one, _ = two_clerks(tmp_path)
    one.git("checkout", "-q", "--detach")
    assert "git switch" in refused_by(one)


def test_somebody_without_a_name_is_told_how_to_say_it(tmp_path: Path) -> None:
    one, _ = two_clerks(tmp_path)
    one.edit(",1000,", ",1500,")
    nobody = {
        f"GIT_{role}_{what}": "" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    assert "git config --global user.name" in refused_by(one, nobody)


def test_histories_that_never_met_are_told(tmp_path: Path) -> None:
    two_clerks(tmp_path)
    other = first_clerk(tmp_path / "other", tmp_path / "remote.git")
    other.git("commit", "--amend", "-qm", "begun apart")
    other.write("content/about.md", "# อื่น\n")
    assert "git clone" in refused_by(other)


def test_a_history_that_was_written_anew_is_not_brought_back(tmp_path: Path) -> None:
    one, two = two_clerks(tmp_path)
    one.edit("สายที่ 1", "ความลับ")
    one.sent()
    two.sent()
    one.git("reset", "-q", "--hard", "HEAD~1")
    one.git("push", "-q", "--force")
    two.edit(",3000,", ",3500,")
    for _ in range(2):
        assert "phaen sync --afresh" in refused_by(two)
    two.sent("--afresh")
    assert ",3500," in git("show", f"main:{PROJECTS}", cwd=tmp_path / "remote.git").stdout
    assert "ความลับ" not in git("log", "-p", "main", cwd=tmp_path / "remote.git").stdout


def test_a_repository_of_somebody_else_is_told(tmp_path: Path) -> None:
    one, _ = two_clerks(tmp_path)
    if os.geteuid() != 0:
        pytest.skip("only root can make the scene")
    os.chown(one.folder, 1, 1)
    os.chown(one.folder / ".git", 1, 1)
    done = one.sync()
    assert done.returncode == 2
    assert "safe.directory" in done.stderr
    os.chown(one.folder, 0, 0)
    os.chown(one.folder / ".git", 0, 0)
    for path in [tmp_path / "remote.git", *(tmp_path / "remote.git").rglob("*")]:
        os.chown(path, 1, 1)
    assert "safe.directory" in refused_by(one)


def test_a_remote_that_declines_says_why_in_its_own_lines(tmp_path: Path) -> None:
    one, _ = two_clerks(tmp_path)
    hook = tmp_path / "remote.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'ไม่รับ: ลองดูก่อน' >&2\nexit 1\n")
    hook.chmod(0o755)
    one.edit(",1000,", ",1500,")
    done = one.sync()
    assert done.returncode == 2
    assert "ไม่รับ: ลองดูก่อน" in done.stdout
    assert "phaen sync" in done.stderr
    hook.unlink()
    assert "ส่งแล้ว" in one.sent()


def test_a_lock_that_somebody_left_is_told(tmp_path: Path) -> None:
    one, _ = two_clerks(tmp_path)
    one.edit(",1000,", ",1500,")
    (one.folder / ".git/index.lock").touch()
    done = one.sync()
    assert done.returncode == 2
    assert "index.lock" in done.stderr
    (one.folder / ".git/index.lock").unlink()
    assert "ส่งแล้ว" in one.sent()


def test_a_push_of_an_unknown_history_says_to_sync(tmp_path: Path) -> None:
    one, two = two_clerks(tmp_path)
    one.edit(",1000,", ",1500,")
    one.sent()
    two.edit("สายที่ 4", "สายที่ 4 ใหม่")
    two.git("commit", "-qam", "x")
    old = one.git("rev-parse", "HEAD")
    line = f"refs/heads/main {two.git('rev-parse', 'HEAD')} refs/heads/main {old}\n"
    done = two.phaen("pre-push", "origin", "x", said=line)
    assert done.returncode == 1
    assert "phaen sync" in done.stdout


def test_a_push_that_sends_nothing_names_what_was_not_committed(tmp_path: Path) -> None:
    one, _ = two_clerks(tmp_path)
    assert one.phaen("pre-push", "origin", "x", said="").stdout == ""
    one.edit(",1000,", ",1500,")
    said = one.phaen("pre-push", "origin", "x", said="").stdout
    assert PROJECTS in said
    assert "phaen sync" in said


# Broken off anywhere


class Killed(BaseException):
    """Stands for a kill: no handler of errors sees it."""


def dying(monkeypatch: pytest.MonkeyPatch, at: int) -> list[int]:
    """Let the run die before the git command, or the write of a file, of that number."""
    count = [0]

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            count[0] += 1
            if count[0] == at:
                raise Killed
            return real(*arguments, **more)

        return call

    for place, name in (
        ("generator.machine.git_commits.Commits", "_fed"),
        ("generator.machine.git_work.WorkCopy", "replace"),
        ("generator.machine.git_network.Network", "_talk"),
        ("generator.machine.git_work.Path", "unlink"),
    ):
        monkeypatch.setattr(f"{place}.{name}", counted(_found(place, name)))
    return count


def _found(place: str, name: str) -> Callable[..., Any]:
    module, _, owner = place.rpartition(".")
    found: Callable[..., Any] = getattr(getattr(importlib.import_module(module), owner), name)
    return found


def test_where_it_is_broken_off_all_is_whole_and_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert broken_off(tmp_path, monkeypatch, range(5, 200, 15)) > 1


@pytest.mark.long
def test_wherever_it_is_broken_off_all_is_whole_and_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert broken_off(tmp_path, monkeypatch, range(1, 200)) > 15


def broken_off(folder: Path, monkeypatch: pytest.MonkeyPatch, places: range) -> int:
    """Sync, broken off at each place in turn, and again; return how often it was broken off."""
    one, two = two_clerks(folder)
    one.edit(",1000,", ",1500,")
    one.write("content/about.md", "# เกี่ยวกับเรา\n\nข้อความ\n")
    one.sent()
    two.edit("สายที่ 4", "สายที่ 4 ใหม่")
    mine = two.table.read_text()
    wanted = mine.replace(",1000,", ",1500,")
    kept = [(each, folder / f"kept-{each.name}") for each in (two.folder, folder / "remote.git")]
    for each, copy in kept:
        shutil.copytree(each, copy)
    died = 0
    for at in places:
        with monkeypatch.context() as dead:
            count = dying(dead, at)
            try:
                two.sync()
            except Killed:
                died += 1
        if count[0] < at:
            break
        assert two.git("fsck", "--no-dangling") == ""
        assert two.table.read_text() in (mine, wanted)
        assert checked_codes(two.folder) == set()
        two.sent()
        assert two.table.read_text() == wanted
        assert two.git("status", "--porcelain") == ""
        for each, copy in kept:
            shutil.rmtree(each)
            shutil.copytree(copy, each)
    return died


@pytest.mark.long
def test_a_process_that_is_killed_leaves_all_whole(tmp_path: Path) -> None:
    one, two = two_clerks(tmp_path)
    for number in range(1, 25):
        one.edit(f"สายที่ 1{'*' * (number - 1)},", f"สายที่ 1{'*' * number},")
        one.sent()
        two.edit(f"สายที่ 4{'#' * (number - 1)},", f"สายที่ 4{'#' * number},")
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "generator", "sync", "--yes", "--today", "2569-11-24"],
            cwd=two.folder, env={**os.environ, **QUIET, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(0.1 * number)
        process.kill()
        process.wait()
        assert two.git("fsck", "--no-dangling") == ""
        for lock in (two.folder / ".git").rglob("*.lock"):
            lock.unlink()  # as sync says
        two.sent()
        one.sent()
        assert one.table.read_bytes() == two.table.read_bytes()


def test_a_file_that_was_changed_after_a_kill_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = two_clerks(tmp_path)
    one.edit(",1000,", ",1500,")
    one.write("content/about.md", "# เกี่ยวกับเรา\n\nข้อความ\n")
    one.sent()
    two.edit("สายที่ 4", "สายที่ 4 ใหม่")

    def dead(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("generator.machine.git_work.WorkCopy.replace", dead)
        with pytest.raises(Killed):
            two.sync()
    two.edit(",3000,", ",3333,")
    two.sent()
    text = two.table.read_text()
    assert ",1500," in text
    assert ",3333," in text
    assert "สายที่ 4 ใหม่" in text
    assert (two.folder / "content/about.md").exists()


def checked_codes(folder: Path) -> set[str]:
    return {one.code for one in checked(folder).report.errors}


@pytest.mark.skipif(os.name != "posix", reason="nobody can be asked there")
def test_a_copy_of_the_plan_that_a_killed_run_left_goes_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two_clerks(tmp_path)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = tmp_path / f"tmp/phaen-sync-{dead.pid}-x"
    (left / "plans").mkdir(parents=True)
    (left / "plans/projects.csv").write_text("ใครคนหนึ่ง")
    one.sent()
    assert list((tmp_path / "tmp").iterdir()) == []
