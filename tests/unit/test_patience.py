"""What a machine holds for a moment is waited for; what it refuses is told, and nothing is half."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from generator.machine import patience
from generator.machine.disk import put_file
from generator.machine.os_words import system_words
from generator.machine.patience import patiently
from generator.machine.proof import Proof
from generator.site.staging import Aside

KEY = b"k" * 32


def held(times: int, number: int = errno.EACCES, winerror: int | None = None) -> object:
    """Return an action that is refused some times, and what it was asked."""
    asked = []

    def action() -> int:
        asked.append(1)
        if len(asked) <= times:
            error = OSError(number, "held", "site")
            if winerror is not None:
                error.winerror = winerror  # type: ignore[attr-defined]  # on Windows alone
            raise error
        return len(asked)

    return action


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "WAITS", (0.0,) * 7)


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("times", range(8))
@pytest.mark.parametrize(
    ("number", "winerror"), [(errno.EACCES, None), (errno.EINVAL, 32), (errno.EINVAL, 33), (0, 145)]
)
def test_what_another_program_holds_for_a_moment_is_waited_for(
    times: int, number: int, winerror: int | None
) -> None:
    assert patiently(held(times, number, winerror)) == times + 1  # type: ignore[arg-type]


@pytest.mark.usefixtures("windows")
def test_what_is_held_for_good_is_told() -> None:
    with pytest.raises(OSError, match="held"):
        patiently(held(8))  # type: ignore[arg-type]


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.ENOENT, errno.EROFS, errno.EIO])
def test_what_waiting_does_not_mend_is_told_at_once(number: int) -> None:
    with pytest.raises(OSError, match="held"):
        patiently(held(1, number))  # type: ignore[arg-type]


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("refused", range(1, 20))
def test_a_swap_that_is_refused_at_any_step_leaves_one_whole_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: int
) -> None:
    """The old one, or, after enough patience, the new one; never a part and never none."""
    live, staging = tmp_path / "site", tmp_path / "build"
    live.mkdir()
    (live / "index.html").write_text("old")
    staging.mkdir()
    aside = Aside(staging, live, "k", Proof(KEY))
    new = aside.begin()
    new.mkdir(parents=True)
    (new / "index.html").write_text("new")
    rename, asked = Path.rename, []

    def holding(self: Path, target: Path) -> Path:
        asked.append(self)
        if self == new and len(asked) <= refused:
            raise PermissionError(errno.EACCES, "held", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", holding)
    try:
        aside.swap(new)
    except PermissionError as error:
        assert "ปิด Excel" in system_words(error)
        assert (live / "index.html").read_text() == "old"
    else:
        assert (live / "index.html").read_text() == "new"
    assert [path.name for path in live.iterdir()] == ["index.html"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (32, "ปิด Excel"),
        (1224, "ปิด Excel"),
        (112, "เต็ม"),
        (1295, "เต็ม"),
        (19, "อ่านได้อย่างเดียว"),
        (206, "ยาวเกินไป"),
        (53, "ไดรฟ์เครือข่าย"),
        (362, "OneDrive"),
        (389, "OneDrive"),
    ],
)
def test_what_windows_says_by_its_own_numbers_is_told_in_thai(number: int, words: str) -> None:
    error = OSError(errno.EINVAL, "Some English")
    error.winerror = number  # type: ignore[attr-defined]  # on Windows alone
    assert words in system_words(error)


def test_a_long_path_that_windows_does_not_find_is_called_long() -> None:
    error = FileNotFoundError(errno.ENOENT, "The system cannot find the path", "ก" * 300)
    error.winerror = 3  # type: ignore[attr-defined]  # on Windows alone
    assert "ยาวเกินไป" in system_words(error)
    assert "ไม่พบ" in system_words(FileNotFoundError(errno.ENOENT, "No such file", "ก" * 300))


def test_a_file_whose_place_is_taken_from_it_is_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "held", "a")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        put_file(path, b"new")
    assert path.read_bytes() == b"old"
