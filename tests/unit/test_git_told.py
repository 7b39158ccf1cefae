"""What git told of commits is kept, bounded; where a branch leads never is."""

import subprocess
from pathlib import Path

import pytest

from generator.machine.git_told import Told, head_told, tip_told


def git(folder: Path, *words: str) -> str:
    named = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    done = subprocess.run(
        ["git", *named, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_an_answer_is_asked_for_once_and_the_oldest_are_forgotten_by_count_and_by_bytes() -> None:
    told, asked = Told(most=2, most_bytes=10), list[str]()

    def of(key: str, answer: bytes = b"") -> bytes:
        def ask() -> bytes:
            asked.append(key)
            return answer

        return told.of(key, ask)

    for key in ("a", "a", "b", "a", "c", "a", "b"):  # c pushes b out, which nobody asked for since
        of(key)
    assert asked == ["a", "b", "c", "b"]
    assert [of("large", b"1234567890"), of("d"), of("large")] == [b"1234567890", b"", b"1234567890"]
    of("larger", b"12345678901")  # more than may be kept at all
    assert asked[4:] == ["large", "d", "larger"]
    of("d")
    assert asked[-1] == "d"


def test_where_a_branch_leads_is_told_at_each_moment_and_of_no_doubtful_file(
    tmp_path: Path,
) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    assert head_told(tmp_path) is None  # before the first commit
    for number in range(2):
        git(tmp_path, "commit", "-q", "--allow-empty", "-m", f"{number}")
        assert head_told(tmp_path) == git(tmp_path, "rev-parse", "HEAD")
    head = git(tmp_path, "rev-parse", "HEAD")
    assert tip_told(tmp_path / ".git", "refs/heads/main") == head
    assert tip_told(tmp_path / ".git", "refs/heads/../heads/main") is None
    git(tmp_path, "checkout", "-q", "--detach", "HEAD~1")
    assert head_told(tmp_path) == git(tmp_path, "rev-parse", "HEAD") != head
    git(tmp_path, "checkout", "-q", "main")
    git(tmp_path, "pack-refs", "--all")
    assert head_told(tmp_path) is None  # git is to be asked
    assert head_told(tmp_path / "elsewhere") is None


@pytest.mark.parametrize("text", ["", "ref: refs/heads/other", "main", "a" * 39, "a" * 41])
def test_a_file_that_tells_something_else_is_for_git_to_read(tmp_path: Path, text: str) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / ".git/refs/heads/main").write_text(f"{text}\n")
    assert head_told(tmp_path) is None
