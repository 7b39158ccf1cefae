"""What was withdrawn comes back by no saving and no push of a clerk, whatever the remote is."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.clerks import Clerk, two_clerks

NAME = "คำแปงศรีนวลงาม"
PAGE = "content/thanks.md"


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """A clerk who has withdrawn a name from a page and a row, and sent that to a plain remote."""
    one, _ = two_clerks(tmp_path)
    one.write(PAGE, f"# ขอบคุณ\n\n{NAME} ช่วยงานของหมู่บ้าน\n")
    one.edit("สายที่ 1,", f"สายที่ 1 {NAME},")
    one.sent()
    (tmp_path / "ถอน.txt").write_text(NAME, encoding="utf-8")
    told = one.phaen("withdraw", "2570", "--text", str(tmp_path / "ถอน.txt"), "--reason", "ขอถอน")
    assert told.returncode == 0, told.stderr
    one.sent()
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
