"""What was withdrawn comes back by no saving and no push of a clerk, whatever the remote is."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest

from e2e.clerks import Clerk, two_clerks
from workbooks import shared_workbook

NAME = "คำแปงศรีนวลงาม"
PAGE = "content/thanks.md"
AMENDMENT = """kind: แก้ไข
number: 1/2570
considered: 2569-11-01
announced: 2569-11-02
posted_from: 2569-11-03
posted_until: 2569-12-25
"""


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clerk who has withdrawn a name from a page and a row, and sent that to a plain remote."""
    folder = tmp_path_factory.mktemp("again")
    one, _ = two_clerks(folder)
    one.write(PAGE, f"# ขอบคุณ\n\n{NAME} ช่วยงานของหมู่บ้าน\n")
    one.edit("สายที่ 1,", f"สายที่ 1 {NAME},")
    one.sent()
    (folder / "ถอน.txt").write_text(NAME, encoding="utf-8")
    told = one.phaen("withdraw", "2570", "--text", str(folder / "ถอน.txt"), "--reason", "ขอถอน")
    assert told.returncode == 0, told.stderr
    one.sent()
    return folder


@pytest.fixture
def clerk(withdrawn: Path, tmp_path: Path) -> Clerk:
    """Such a clerk, with a remote that the test may change."""
    shutil.copytree(withdrawn, tmp_path, dirs_exist_ok=True)
    one = Clerk(tmp_path / "one")
    one.git("remote", "set-url", "origin", str(tmp_path / "remote.git"))
    return one


def was(clerk: Clerk, path: str) -> str:
    """Return the version of a file that was withdrawn."""
    return clerk.git("show", f"HEAD~1:{path}")


def put_back(clerk: Clerk) -> None:
    clerk.write(PAGE, was(clerk, PAGE))


def put_back_under_another_name(clerk: Clerk) -> None:
    clerk.write("content/helpers.md", was(clerk, PAGE))


def put_back_one_line(clerk: Clerk) -> None:
    clerk.write("content/news.md", f"# ข่าว\n\n{was(clerk, PAGE).splitlines()[2]}\nและอื่น ๆ\n")


@pytest.mark.parametrize(
    "back", [put_back, put_back_under_another_name, put_back_one_line], ids=lambda one: one.__name__
)
def test_sync_saves_nothing_that_was_withdrawn(clerk: Clerk, back: object) -> None:
    assert callable(back)
    head = clerk.git("rev-parse", "HEAD")
    back(clerk)
    done = clerk.sync("--yes")
    assert done.returncode == 1
    assert "ถอนแล้ว" in done.stdout
    assert NAME not in done.stdout + done.stderr
    assert clerk.git("rev-parse", "HEAD") == head


def test_a_page_that_was_deleted_in_between_comes_back_no_more(clerk: Clerk) -> None:
    old = was(clerk, PAGE)
    (clerk.folder / PAGE).unlink()
    clerk.sent()
    head = clerk.git("rev-parse", "HEAD")
    clerk.write(PAGE, old)
    assert clerk.sync("--yes").returncode == 1
    assert clerk.git("rev-parse", "HEAD") == head


@pytest.mark.parametrize(
    "back", [put_back, put_back_under_another_name], ids=lambda one: one.__name__
)
def test_a_push_that_shows_it_again_is_held(clerk: Clerk, back: object) -> None:
    assert callable(back)
    old = clerk.git("rev-parse", "HEAD")
    back(clerk)
    clerk.git("add", "-A")
    clerk.git("commit", "-qm", "x", "--no-verify")
    new = clerk.git("rev-parse", "HEAD")
    line = f"refs/heads/main {new} refs/heads/main {old}\n"
    done = clerk.phaen("pre-push", "origin", "x", said=line)
    assert done.returncode == 1
    assert "ยังไม่ส่ง" in done.stdout + done.stderr


def test_what_is_new_is_saved_and_pushed_as_ever(clerk: Clerk) -> None:
    old = clerk.git("rev-parse", "HEAD")
    clerk.write("content/news.md", "# ข่าว\n\nประชุมวันพุธ\n")
    clerk.sent()
    new = clerk.git("rev-parse", "HEAD")
    assert new != old
    line = f"refs/heads/main {new} refs/heads/main {old}\n"
    assert clerk.phaen("pre-push", "origin", "x", said=line).returncode == 0


# What git alone brought into a commit is held before it is sent


def revert(clerk: Clerk) -> None:
    clerk.git("revert", "--no-edit", "HEAD")


def commit_the_old_page(clerk: Clerk) -> None:
    clerk.git("checkout", "HEAD~1", "--", PAGE)
    clerk.git("commit", "-qm", "x")


def merge_and_keep_the_old(clerk: Clerk) -> None:
    """As somebody does who answers every conflict of git's with their own version."""
    clerk.git("switch", "-qc", "own", "HEAD~1")
    clerk.write("content/news.md", "# ข่าว\n")
    clerk.git("add", "-A")
    clerk.git("commit", "-qm", "x")
    clerk.git("merge", "-q", "-s", "ours", "--no-edit", "main")
    clerk.git("branch", "-qf", "main")
    clerk.git("switch", "-q", "main")


@pytest.mark.parametrize(
    "back", [revert, commit_the_old_page, merge_and_keep_the_old], ids=lambda one: one.__name__
)
def test_what_git_brought_back_is_not_sent_and_the_advice_works(clerk: Clerk, back: object) -> None:
    assert callable(back)
    sent = clerk.git("rev-parse", "origin/main")
    back(clerk)
    done = clerk.sync()
    assert done.returncode == 1
    assert "ยังไม่ได้ส่ง" in done.stdout
    assert NAME not in done.stdout + done.stderr
    assert clerk.git("ls-remote", "origin", "main").split()[0] == sent
    for command in re.findall(
        r"git (?:reset --soft|checkout) [0-9a-f]{12}(?: -- \S+)?", done.stdout
    ):
        clerk.git(*command.split()[1:])
    clerk.git("commit", "-qm", "y", "--allow-empty")
    clerk.sent()
    assert NAME not in clerk.git("show", "HEAD", "--", PAGE, "plans")


def test_a_merge_of_it_with_what_a_colleague_sent_is_laid_out_to_be_mended(clerk: Clerk) -> None:
    two = Clerk(clerk.folder.parent / "two")
    two.git("remote", "set-url", "origin", str(clerk.folder.parent / "remote.git"))
    two.sent()
    two.edit("สายที่ 3,", "สายที่ 3 ใหม่,")
    two.sent()
    revert(clerk)
    assert clerk.sync().returncode == 1
    assert "สายที่ 3 ใหม่" in clerk.table.read_text(encoding="utf-8")
    assert clerk.sync().returncode == 1
    clerk.git("checkout", "HEAD", "--", PAGE, "plans/2570")
    clerk.sent()
    assert "สายที่ 3 ใหม่" in clerk.git("show", "origin/main:plans/2570/projects.csv")


# A branch that the remote has not yet is public as well


def test_a_new_branch_shows_nothing_that_another_took_back(clerk: Clerk) -> None:
    clerk.git("switch", "-qc", "own")
    revert(clerk)
    assert clerk.sync().returncode == 1
    new, none = clerk.git("rev-parse", "HEAD"), "0" * 40
    line = f"refs/heads/own {new} refs/heads/own {none}\n"
    assert clerk.phaen("pre-push", "origin", "x", said=line).returncode == 1
    assert "own" not in clerk.git("ls-remote", "origin")


@pytest.mark.parametrize("telling", [True, False])
def test_of_a_branch_begun_before_only_what_it_brings_is_held(clerk: Clerk, telling: bool) -> None:
    clerk.git("switch", "-qc", "own", "HEAD~1")
    who = NAME if telling else "ชาวบ้าน"
    clerk.write("content/own.md", f"# ข่าว\n\n{who} ช่วยงานของหมู่บ้าน\n")
    clerk.git("add", "-A")
    clerk.git("commit", "-qm", "x")
    assert clerk.sync().returncode == int(telling)


# In whatever file, place and spelling


def in_another_spelling(clerk: Clerk) -> None:
    spelled = f"{NAME[:5]}\u200b{NAME[5:]}"
    clerk.write("content/news.md", f"# ข่าว\n\n- **{spelled}** ช่วยงาน\nของหมู่บ้าน\n")


def as_a_row(clerk: Clerk) -> None:
    clerk.edit("สายที่ 3,", f"สายที่ 3 ที่ {NAME} ช่วยงานของหมู่บ้าน,")


def as_another_row(clerk: Clerk) -> None:
    clerk.write("plans/2570/projects.csv", clerk.table.read_text(encoding="utf-8")
                + f"2570-009,1,ก่อสร้างถนน สายที่ 1 {NAME},5000,กองช่าง,พ.ย.,ธ.ค.\n")  # fmt: skip


def as_an_amendment(clerk: Clerk) -> None:
    folder = "plans/2570/amendments/1"
    clerk.write(f"{folder}/plan.yml", AMENDMENT)
    row = f"id,การเปลี่ยนแปลง,name,เหตุผล\n2570-001,แก้ไข,ก่อสร้างถนน สายที่ 1 {NAME},ขยาย\n"
    clerk.write(f"{folder}/projects.csv", row)


def as_a_workbook(clerk: Clerk) -> None:
    rows = [*csv.reader(io.StringIO(clerk.table.read_text(encoding="utf-8")))]
    rows.append(["2570-009", "1", f"ถนนของ {NAME} ช่วยงานของหมู่บ้าน", "9", "กองช่าง", "พ.ย.", "ธ.ค."])
    clerk.table.unlink()
    clerk.table.with_suffix(".xlsx").write_bytes(shared_workbook(rows))


def without_its_entry(clerk: Clerk) -> None:
    (clerk.folder / "plans/2570/withdrawn.yml").unlink()


ELSEWHERE = [
    in_another_spelling,
    as_an_amendment,
    without_its_entry,
    *(
        pytest.param(one, marks=pytest.mark.long)
        for one in (as_a_row, as_another_row, as_a_workbook)
    ),
]


@pytest.mark.parametrize("back", ELSEWHERE)
def test_it_comes_back_in_no_other_file_place_or_spelling(clerk: Clerk, back: object) -> None:
    assert callable(back)
    back(clerk)
    head = clerk.git("rev-parse", "HEAD")
    done = clerk.sync()
    assert done.returncode == 1, done.stdout
    assert clerk.git("rev-parse", "HEAD") == head


def test_what_stands_elsewhere_still_and_what_only_looks_like_it_is_saved(clerk: Clerk) -> None:
    clerk.write("content/a.md", "# ข่าว\n\nคำแปง ศรีนวล ช่วยงานของหมู่บ้าน\n")
    clerk.edit("สายที่ 3,", "สายที่ 3 ช่วยงานของหมู่บ้าน,")
    clerk.sent()
