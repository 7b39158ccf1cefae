"""Writing: only what changed, nothing outside its folder, and never half a site."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.machine.artifact import Artifact
from generator.machine.disk import replace_file
from generator.machine.proof import Proof
from generator.site.staging import Aside, Changes, UnsafePathError, stage
from portals import KEY, tree

steady = settings(derandomize=True, database=None, deadline=None, max_examples=100)
LONG_AGO = 1_000_000_000


def artifacts(**files: str) -> list[Artifact]:
    return [Artifact(name.replace("__", "/"), text.encode()) for name, text in files.items()]


def named(*paths: str) -> list[Artifact]:
    return [Artifact(path, path.encode()) for path in paths]


def aged(folder: Path) -> dict[str, int]:
    """Set every file's time to long ago; return the inodes."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (LONG_AGO, LONG_AGO))
    return {path.name: path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def test_folder_holds_exactly_what_was_yielded(tmp_path: Path) -> None:
    changes = stage(named("docs/2570/index.md", "docs/index.md", "portal.yml"), tmp_path / "b")
    assert sorted(tree(tmp_path / "b")) == ["docs/2570/index.md", "docs/index.md", "portal.yml"]
    assert changes == Changes(
        written=("docs/2570/index.md", "docs/index.md", "portal.yml"),
        removed=(),
        paths=("docs/2570/index.md", "docs/index.md", "portal.yml"),
    )
    assert changes.pages == ("docs/2570/index.md", "docs/index.md")


def test_file_with_the_same_bytes_is_not_touched_and_a_changed_one_is(tmp_path: Path) -> None:
    stage(artifacts(same="a", changed="b"), tmp_path)
    inodes = aged(tmp_path)
    changes = stage(artifacts(same="a", changed="c"), tmp_path)
    assert changes.written == ("changed",)
    assert (tmp_path / "same").stat().st_mtime == LONG_AGO
    assert (tmp_path / "same").stat().st_ino == inodes["same"]
    assert (tmp_path / "changed").stat().st_mtime > LONG_AGO
    assert (tmp_path / "changed").read_bytes() == b"c"


def test_file_is_replaced_in_one_step_never_written_over(tmp_path: Path) -> None:
    """A reader that holds the old file keeps it whole; a hard link to it keeps the old bytes."""
    stage(artifacts(page="old"), tmp_path / "build")
    os.link(tmp_path / "build/page", tmp_path / "linked")
    stage(artifacts(page="new"), tmp_path / "build")
    assert (tmp_path / "linked").read_bytes() == b"old"
    assert tree(tmp_path / "build") == {"page": b"new"}


def test_files_that_nothing_names_any_more_go_with_their_folders(tmp_path: Path) -> None:
    stage(named("a/b/c.md", "a/d.md", "e.md"), tmp_path)
    changes = stage(named("e.md"), tmp_path)
    assert changes.removed == ("a/b/c.md", "a/d.md")
    assert [path.name for path in tmp_path.iterdir()] == ["e.md"]


def test_a_strangers_file_in_the_staging_folder_is_removed(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "draft.md").write_text("ลับ")
    (tmp_path / "docs" / "page.md.part").write_text("half")
    assert stage(named("docs/page.md"), tmp_path).removed == ("docs/draft.md", "docs/page.md.part")
    assert sorted(tree(tmp_path)) == ["docs/page.md"]


def test_hidden_files_at_the_top_are_left_alone_but_not_below(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in (".stamp", "docs/.stamp"):
        (tmp_path / name).write_text("x")
    stage(named("docs/page.md"), tmp_path)
    assert sorted(tree(tmp_path)) == [".stamp", "docs/page.md"]


def test_file_takes_the_place_of_a_folder_and_a_folder_of_a_file(tmp_path: Path) -> None:
    stage(named("a/b", "c"), tmp_path)
    stage(named("a", "c/d"), tmp_path)
    assert sorted(tree(tmp_path)) == ["a", "c/d"]


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../outside",
        "a/../../outside",
        "a/..",
        "..",
        "a\\b",
        "..\\outside",
        "a//b",
        "./a",
        "a/",
        "a/./b",
        "",
        ".",
        "/",
    ],
)
def test_unsafe_path_is_refused_before_anything_is_written(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "build"
    stage(artifacts(kept="a"), folder)
    with pytest.raises(UnsafePathError):
        stage([*artifacts(kept="b", new="c"), Artifact(path, b"x")], folder)
    assert tree(tmp_path) == {"build/kept": b"a"}


@pytest.mark.parametrize(
    "paths",
    [
        ("a", "a"),
        ("a.md", "A.md"),
        ("docs/X/p", "docs/x/P"),
        ("a", "a/b"),
        ("a/b", "a"),
        ("A", "a/b"),
    ],
)
def test_two_files_that_are_one_on_windows_are_refused(
    tmp_path: Path, paths: tuple[str, str]
) -> None:
    with pytest.raises(UnsafePathError):
        stage(named("first", *paths), tmp_path / "build")
    assert not (tmp_path / "build").exists()


def test_files_of_one_folder_in_either_spelling_are_two_files(tmp_path: Path) -> None:
    stage(named("a/b", "a/c", "ab", "a.b"), tmp_path)
    assert len(tree(tmp_path)) == 4


def test_symlink_in_the_staging_is_replaced_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("kept")
    build = tmp_path / "build"
    build.mkdir()
    (build / "page").symlink_to(outside)
    (build / "same").symlink_to(outside)
    stage([Artifact("page", b"new"), Artifact("same", b"kept")], build)
    assert outside.read_text() == "kept"
    assert not (build / "page").is_symlink() and not (build / "same").is_symlink()
    assert tree(build) == {"page": b"new", "same": b"kept"}


def test_symlinked_folder_in_the_staging_is_removed_not_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "old").write_text("kept")
    build = tmp_path / "build"
    build.mkdir()
    (build / "docs").symlink_to(outside, target_is_directory=True)
    stage(named("docs/page.md"), build)
    assert tree(outside) == {"old": b"kept"}
    assert tree(build) == {"docs/page.md": b"docs/page.md"}


def test_dangling_symlink_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "page").symlink_to(tmp_path / "nowhere")
    (tmp_path / "other").symlink_to(tmp_path / "nowhere")
    stage(artifacts(page="new"), tmp_path)
    assert tree(tmp_path) == {"page": b"new"}
    assert not (tmp_path / "other").is_symlink()


NAMES = st.lists(st.sampled_from(["a", "b", "c.md"]), min_size=1, max_size=3).map("/".join)
TREES = st.dictionaries(NAMES, st.sampled_from([b"", b"1", b"2"]), max_size=5)


@steady
@given(TREES, TREES)
def test_staging_over_anything_gives_the_same_as_staging_into_nothing(
    tmp_path_factory: pytest.TempPathFactory, before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("stage")
    for files in (before, after):
        try:
            changes = stage([Artifact(*file) for file in files.items()], folder)
        except UnsafePathError:
            return  # a file below a file
        assert tree(folder) == files
        assert changes.paths == tuple(sorted(files))
    touched = {path for path, data in after.items() if before.get(path) != data}
    assert set(changes.written) == touched
    assert set(changes.removed) == before.keys() - after.keys()


# Swapping the site


def site(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(text)
    return folder


def aside(tmp_path: Path, key: bytes = KEY) -> Aside:
    """Return the room of ours for the site at `site`."""
    (tmp_path / "build").mkdir(exist_ok=True)
    return Aside(tmp_path / "build", tmp_path / "site", "k", Proof(key))


def show(tmp_path: Path, text: str) -> None:
    room = aside(tmp_path)
    room.swap(site(room.begin(), text))


def test_swap_puts_the_new_site_in_place_and_leaves_nothing_beside(tmp_path: Path) -> None:
    show(tmp_path, "old")
    show(tmp_path, "new")
    assert tree(tmp_path) == {"site/index.html": b"new"}
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["build", "index.html", "site"]


def kill_a_swap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """End a run between the two renames."""
    show(tmp_path, "old")
    room = aside(tmp_path)
    new = site(room.begin(), "new")
    rename = Path.rename

    def killed(self: Path, target: Path) -> Path:
        if self == new:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KeyboardInterrupt):
        room.swap(new)
    monkeypatch.undo()
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("key", [KEY, b"o" * 32])
def test_killed_swap_leaves_the_old_site_and_recover_brings_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: bytes
) -> None:
    kill_a_swap(tmp_path, monkeypatch)
    aside(tmp_path, key).recover()
    assert (tmp_path / "site/index.html").read_text() == "old"
    show(tmp_path, "new")
    assert tree(tmp_path) == {"site/index.html": b"new"}


def test_recover_never_takes_away_a_site_that_stands(tmp_path: Path) -> None:
    show(tmp_path, "new")
    site(tmp_path / "build/.swap-k/old-1/site", "old")
    aside(tmp_path).recover()
    assert (tmp_path / "site/index.html").read_text() == "new"


def test_recover_where_nothing_is_does_nothing(tmp_path: Path) -> None:
    aside(tmp_path).recover()
    assert tree(tmp_path) == {}


def test_a_folder_that_only_looks_like_ours_is_not_emptied_when_sites_are_swapped(
    tmp_path: Path,
) -> None:
    """Its mark is another machine's, or copied from another room."""
    theirs = aside(tmp_path, b"o" * 32)
    (theirs.begin().parent / "letter.docx").write_text("ของเรา")
    before = tree(tmp_path)
    show(tmp_path, "new")
    assert {path: data for path, data in tree(tmp_path).items() if path in before} == before


def test_on_another_disk_the_new_site_waits_beside_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.site.staging.swap._same_disk", lambda *_: False)
    show(tmp_path, "old")
    room = aside(tmp_path)
    assert room.begin().parent.parent == tmp_path / ".site.swap-k"
    show(tmp_path, "new")
    assert tree(tmp_path) == {"site/index.html": b"new"}
    assert not (tmp_path / ".site.swap-k").exists()


def test_nothing_is_written_through_a_link_that_waits_where_a_file_is_made(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("kept")
    for name, link in (("soft", Path.symlink_to), ("hard", Path.hardlink_to)):
        link(tmp_path / f"{name}.part", outside)
        replace_file(tmp_path / name, b"new")
        assert outside.read_text() == "kept"
        assert (tmp_path / name).read_bytes() == b"new"
