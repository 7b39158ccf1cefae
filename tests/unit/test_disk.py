"""Files are written in one step, all of them in `machine.disk`."""

import ast
import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.machine import disk
from generator.machine.disk import create_file, move_file, put_file, put_files, replace_file
from portals import ROOT

PACKAGE = ROOT / "generator"


@pytest.mark.parametrize("durable", [False, True])
def test_a_file_holds_what_was_put_and_nothing_is_left_beside_it(
    tmp_path: Path, durable: bool
) -> None:
    file = tmp_path / "a"
    for data in (b"one\n", b"two\r\n", b"two\r\n"):
        put_file(file, data, durable=durable)
        assert file.read_bytes() == data
    assert list(tmp_path.iterdir()) == [file]


def test_a_full_disk_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    put_file(file, b"old")

    def full(_handle: int) -> None:
        raise OSError("no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        put_file(file, b"new", durable=True)
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]  # no part is left for `git add -A` to take


def test_of_several_files_none_is_replaced_before_all_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    put_files({old / "a": b"old", old / "b": b"old"})
    write = disk._write_new

    def full(path: Path, data: bytes, *more: int, **named: bool) -> None:
        if data == b"2":
            raise OSError(errno.ENOSPC, "no space")
        write(path, data, *more, **named)

    monkeypatch.setattr(disk, "_write_new", full)
    for folder in (old, new):
        with pytest.raises(OSError, match="no space") as told:
            put_files({folder / "a": b"1", folder / "b": b"2"})
        assert Path(str(told.value.filename)).parent == folder
    assert {one.name: one.read_bytes() for one in old.iterdir()} == {"a": b"old", "b": b"old"}
    assert not new.exists()


def test_of_several_that_write_the_same_files_at_once_each_leaves_whole_ones(
    tmp_path: Path,
) -> None:
    texts = [bytes([sign]) * 200_000 for sign in b"abcd"]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(10):
            done = pool.map(lambda text: put_files({tmp_path / n: text for n in "xyz"}), texts)
            assert [*done] == [None] * 4
    assert sorted(one.name for one in tmp_path.iterdir()) == ["x", "y", "z"]
    assert all(one.read_bytes() in texts for one in tmp_path.iterdir())


def test_what_a_killed_run_left_long_ago_goes_and_what_another_writes_now_stays(
    tmp_path: Path,
) -> None:
    left, now, other = (tmp_path / name for name in (f".{'a' * 16}.part", f".{'b' * 16}.part", "c"))
    for one in (left, now, other):
        one.write_bytes(b"half")
    for one in (left, other):
        os.utime(one, (1, 1))
    put_files({tmp_path / "a": b"x"})
    assert sorted(tmp_path.iterdir()) == sorted([now, tmp_path / "a", other])


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"theirs")
    for name in ("a", "a.part"):
        (tmp_path / name).symlink_to(other)
    put_file(tmp_path / "a", b"ours")
    assert other.read_bytes() == b"theirs"
    assert not (tmp_path / "a").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"ours"


def test_a_file_for_its_owner_is_never_open_to_others(tmp_path: Path) -> None:
    put_file(tmp_path / "a", b"x", mode=0o600)
    create_file(tmp_path / "b", b"x", 0o600)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_of_two_that_create_a_file_the_first_counts(tmp_path: Path) -> None:
    for data in (b"first", b"second"):
        create_file(tmp_path / "a", data, 0o600)
    assert (tmp_path / "a").read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_what_is_there_already_is_not_written_again(tmp_path: Path) -> None:
    assert replace_file(tmp_path / "below/a", b"x")
    before = (tmp_path / "below/a").stat()
    assert not replace_file(tmp_path / "below/a", b"x")
    assert (tmp_path / "below/a").stat().st_ino == before.st_ino


def test_a_move_replaces_what_stood_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"new")
    (tmp_path / "b").write_bytes(b"old")
    move_file(tmp_path / "a", tmp_path / "b", durable=True)
    assert (tmp_path / "b").read_bytes() == b"new"
    assert not (tmp_path / "a").exists()


def test_no_other_module_replaces_or_syncs_a_file_by_itself() -> None:
    found = [
        f"{path.relative_to(PACKAGE).as_posix()}: {ast.unparse(node)}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).as_posix() != "machine/disk.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and ast.unparse(node) in {"os.replace", "os.rename", "os.fsync"}
    ]
    assert found == []
