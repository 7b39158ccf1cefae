"""Whose a folder is: what nobody but its owner put there is left alone, whatever it is called."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from generator.machine.caches import DigestCache, FileCache, FolderCache
from generator.machine.git import Repository
from generator.machine.guard import (
    FolderRefusedError,
    refuse_beginning,
    refuse_place,
    refuse_repository,
)
from generator.machine.proof import Proof
from generator.site.builder import Build, Standing
from generator.site.staging import Aside, StagingList
from portals import tree

KEY = bytes(32)


@pytest.mark.parametrize(
    "name",
    [
        ".stamp", ".pieces", ".cards/2568.png", ".uploads/2024.json", ".sealed/letter.docx",
        ".sealed/4-2568/letter.docx", ".site-plan", ".swap-0/letter.docx", ".stamp/a",
    ],
)  # fmt: skip
def test_a_file_of_others_under_a_name_of_ours_makes_no_staging_folder(
    tmp_path: Path, name: str
) -> None:
    """Other programs leave a `.stamp`, and a year is a number in hex, too."""
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"theirs")
    before = tree(tmp_path)
    with pytest.raises(FolderRefusedError):
        StagingList(tmp_path, Proof(KEY)).refuse_foreign()
    assert tree(tmp_path) == before


def test_what_a_run_leaves_that_staged_nothing_is_ours(tmp_path: Path) -> None:
    FolderCache(tmp_path / ".uploads", ".json").update({"ab" * 32: b"{}"})
    FolderCache(tmp_path / ".cards").update({"cd" * 32: b"png"})
    (tmp_path / ".sealed" / f"4-{'ef' * 32}.part" / "site").mkdir(parents=True)
    (tmp_path / ".sealed" / f"4-{'ef' * 32}.part" / "site" / "a.html").write_bytes(b"")
    (tmp_path / ".staged.part").write_bytes(b"")
    for name in (".pieces", ".passed"):
        FileCache(tmp_path / name, Proof(KEY)).save()
    StagingList(tmp_path, Proof(KEY)).refuse_foreign()


def _in_the_way(path: Path, kind: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "folder":
        (path / "a").mkdir(parents=True)
        (path / "a/b").write_bytes(b"theirs")
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.write_bytes(b"theirs")


@pytest.mark.parametrize("kind", ["folder", "pipe", "file"])
def test_what_stands_in_the_place_of_a_kept_result_is_as_good_as_none(
    tmp_path: Path, kind: str
) -> None:
    names = [".pieces", ".cards", f".uploads/{'ab' * 32}.json", ".sealed/digests.json"]
    for name in names if kind != "folder" else [one for one in names if one != ".cards"]:
        _in_the_way(tmp_path / name, kind)
    before = tree(tmp_path) if kind != "pipe" else {}
    for _run in range(2):
        pieces = FileCache(tmp_path / ".pieces", Proof(KEY))
        folders = FolderCache(tmp_path / ".cards"), FolderCache(tmp_path / ".uploads", ".json")
        digests = DigestCache(tmp_path / ".sealed/digests.json", Proof(KEY))
        assert digests.of(Path(__file__), lambda _: "x") == "x"
        for cache in (pieces, *folders):
            cache["ab" * 32] = b"made"
        pieces.save()
        digests.save()
        for cache in folders:
            cache.prune()
    if kind == "folder":
        assert tree(tmp_path).items() >= before.items(), "what is somebody's stays"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (".sealed", "file"), (".swap-0123456789abcdef", "file"), (".staged", "folder"),
        (".site-0123456789abcdef", "folder"), (".staged.part", "folder"),
        (".sealed", "pipe"), (".staged", "pipe"),
    ],
)  # fmt: skip
def test_what_a_person_must_take_away_is_named_with_what_to_do(
    tmp_path: Path, name: str, kind: str
) -> None:
    if name != ".staged":
        StagingList(tmp_path, Proof(KEY)).end({"docs/index.md": "0" * 64})
    _in_the_way(tmp_path / name, kind)
    with pytest.raises(FolderRefusedError, match="ย้ายสิ่งนั้นออก แล้วสั่งใหม่") as refused:
        StagingList(tmp_path, Proof(KEY)).refuse_foreign()
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("left", [0, 1, 40, 70])
def test_a_list_that_a_loss_of_power_cut_is_told_and_its_advice_works(
    tmp_path: Path, left: int
) -> None:
    folder = tmp_path / "build"
    StagingList(folder, Proof(KEY)).end({"docs/index.md": "0" * 64, "docs/a.md": "0" * 64})
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_bytes(b"ours")
    (folder / ".staged").write_bytes((folder / ".staged").read_bytes()[:left])
    with pytest.raises(FolderRefusedError, match="ให้ลบทั้งโฟลเดอร์แล้วสั่งใหม่"):
        StagingList(folder, Proof(KEY)).refuse_foreign()
    shutil.rmtree(folder)
    StagingList(folder, Proof(KEY)).refuse_foreign()


def test_a_file_where_a_site_waits_is_told(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    aside = Aside(tmp_path / "build", tmp_path / "site", "k", Proof(KEY))
    _in_the_way(tmp_path / "build/.swap-k", "file")
    with pytest.raises(FolderRefusedError, match=r"\.swap-k .*ย้าย"):
        aside.begin()


def test_a_hook_is_replaced_in_one_step_and_git_can_always_run_it(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "a.git", "main", os.environ)
    hook = tmp_path / "a.git/hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    other = hook.with_name("other")
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    os.link(hook, other)  # whoever runs the old one goes on with the old one
    usual = os.umask(0o077)
    try:
        assert repository.write_hook("pre-receive", ["phaen", "hook"])
    finally:
        os.umask(usual)
    assert hook.read_text() == "#!/bin/sh\nexec phaen hook\n"
    assert hook.stat().st_mode & 0o777 == 0o755
    assert other.read_text() == "#!/bin/sh\nexit 1\n"
    assert {one.name for one in hook.parent.iterdir() if "sample" not in one.name} == {
        "pre-receive", "other",
    }  # fmt: skip


def test_a_run_that_was_killed_while_it_staged_is_finished_without_a_key(tmp_path: Path) -> None:
    """Half of the files are the old ones then, and nothing proves the list."""
    before, after = {"a": b"1", "b": b"1"}, {"a": b"2", "b": b"2"}
    for files in (before, after):
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        StagingList(tmp_path, Proof()).begin(digests)
        (tmp_path / "a").write_bytes(files["a"])
        (tmp_path / "b").write_bytes(before["b"])
    StagingList(tmp_path, Proof()).refuse_foreign()
    (tmp_path / "b").write_bytes(b"theirs")
    with pytest.raises(FolderRefusedError, match="b"):
        StagingList(tmp_path, Proof()).refuse_foreign()


def test_what_a_killed_run_of_another_key_left_does_not_make_each_run_leave_a_site(
    tmp_path: Path,
) -> None:
    staging, live = tmp_path / "build", tmp_path / "site"
    staging.mkdir()
    left = Aside(staging, live, "k", Proof()).begin().parent
    for text in ("one", "two"):
        aside = Aside(staging, live, "k", Proof())
        new = aside.begin()
        new.mkdir()
        (new / "index.html").write_text(text, encoding="utf-8")
        aside.swap(new)
        assert (live / "index.html").read_text(encoding="utf-8") == text
        assert sorted(left.parent.iterdir()) == [left.parent / ".mark", left]


def test_a_site_that_cannot_stand_in_its_place_leaves_the_old_one(tmp_path: Path) -> None:
    staging, live = tmp_path / "build", tmp_path / "site"
    staging.mkdir()
    live.mkdir()
    (live / "index.html").write_text("old", encoding="utf-8")
    aside = Aside(staging, live, "k", Proof(KEY))
    with pytest.raises(OSError, match="No such file"):
        aside.swap(aside.begin())  # nothing was built there
    assert (live / "index.html").read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among files")
@pytest.mark.parametrize("name", ["build/.staged", "build/docs/index.md", "site/index.html"])
def test_a_pipe_in_a_folder_of_ours_is_refused_and_nobody_waits(tmp_path: Path, name: str) -> None:
    digests = {"docs/index.md": "0" * 64}
    StagingList(tmp_path / "build", Proof(KEY)).end(digests)
    standing = Standing(tmp_path / "build", tmp_path / "site", Proof(KEY))
    standing.end(Build(files={"index.html": "0" * 64}))
    (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(tmp_path / name)
    with pytest.raises(FolderRefusedError, match="ไฟล์"):
        StagingList(tmp_path / "build", Proof(KEY)).refuse_foreign()
        Standing(tmp_path / "build", tmp_path / "site", Proof(KEY)).refuse_foreign()


@pytest.mark.parametrize("folder", ["~/site", "~", "~root/site"])
def test_a_home_that_no_shell_put_in_makes_no_folder_of_that_name(folder: str) -> None:
    with pytest.raises(FolderRefusedError, match="โฟลเดอร์บ้าน"):
        refuse_place(Path(folder))


@pytest.mark.parametrize(
    "name",
    [
        "$HOME", "${HOME}/x", "a$b", "%USERPROFILE%", "*", "www/*", "?", "-rf", "-", "`id`", "a|b",
        "C:\\www", "site:ads", "a<b", 'a"b', "plans.", "content.", "content ", "www/x. ", " ",
        "...", "con", "AUX.html", "lpt1", "COM¹", "nul/x", "a\tb", "a\x1b[31mb", "a\u202eb",
    ],
)  # fmt: skip
def test_no_folder_is_made_whose_name_means_something_else_elsewhere(
    tmp_path: Path, name: str
) -> None:
    """Whoever removes `$HOME` or `*` removes more, and Windows takes `content.` for `content`."""
    with pytest.raises(FolderRefusedError, match="ความหมายอื่น"):
        refuse_place(tmp_path / name, tmp_path)
    with pytest.raises(FolderRefusedError, match="ความหมายอื่น"):
        refuse_beginning(tmp_path / name)
    with pytest.raises(FolderRefusedError, match="ความหมายอื่น"):
        refuse_repository(tmp_path / name, "phaen")


@pytest.mark.parametrize(
    "name",
    [
        "site", "เว็บไซต์ แผน 2570", "my site (new)", "a.b", ".site", "www_1", "console", "aux-2",
        "50%", "O'Brien & Co", "#1", "a+b=c", "a,b;c!", "[x]", "{y}", "x~1",
    ],
)  # fmt: skip
def test_an_honest_name_makes_a_folder(tmp_path: Path, name: str) -> None:
    refuse_place(tmp_path / name, tmp_path)
    refuse_beginning(tmp_path / name)


def test_a_folder_of_any_name_that_is_there_may_hold_the_site(tmp_path: Path) -> None:
    (tmp_path / "Example Co. $1").mkdir()
    refuse_place(tmp_path / "Example Co. $1" / "site", tmp_path)
