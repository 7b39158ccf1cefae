"""A stick is written to file by file: what others put there stays, whatever a list says."""

from __future__ import annotations

import codecs
import datetime
import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.machine.guard import FolderRefusedError
from generator.publishing.deploy import (
    DeployError,
    Releases,
    copy_to,
    forgotten_list,
    left_at_host,
)
from generator.publishing.deploy.targets import _Target, is_plain_name
from generator.publishing.showing import published
from generator.site.render import assets_address
from portals import tree

FILES = {"index.html": b"home", "2570/index.html": b"year", "2570/documents/ก.pdf": b"%PDF"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return put(tmp_path / "site", FILES)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb" / "plan"


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def list_of(stick: Path) -> Path:
    return stick.with_name(".plan.phaen-files.json")


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_the_list_is_not_published(site: Path, stick: Path) -> None:
    assert copy_to(site, stick) == len(FILES)
    assert tree(stick) == FILES
    assert copy_to(site, stick) == 0
    (site / "2570/index.html").unlink()
    copy_to(site, stick)
    assert tree(stick).keys() == FILES.keys() - {"2570/index.html"}
    assert list_of(stick).is_file()


def test_what_a_host_would_keep_is_listed_until_somebody_deletes_the_list(
    site: Path, stick: Path
) -> None:
    copy_to(site, stick)
    assert not forgotten_list(stick).exists()
    (site / "2570/index.html").unlink()
    copy_to(site, stick)
    assert left_at_host(stick) == ["2570/index.html"]
    (site / "2570/documents/ก.pdf").unlink()
    copy_to(site, stick)
    copy_to(site, stick)
    assert left_at_host(stick) == ["2570/documents/ก.pdf", "2570/index.html"]
    put(site, {"2570/index.html": b"back"})
    copy_to(site, stick)
    assert left_at_host(stick) == ["2570/documents/ก.pdf"]
    assert forgotten_list(stick).read_bytes().startswith(codecs.BOM_UTF8)
    forgotten_list(stick).unlink()
    copy_to(site, stick)
    assert left_at_host(stick) == []
    assert "ก.pdf" not in "".join(tree(stick))


def test_a_run_that_is_killed_before_it_removes_has_told_what_it_will_remove(
    site: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_to(site, stick)
    (site / "2570/index.html").unlink()

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            copy_to(site, stick)
    copy_to(site, stick)
    assert left_at_host(stick) == ["2570/index.html"]


@pytest.mark.parametrize("data", [b"", b"mine\r\n2570/index.html\r\n", b"\xff\xfe"])
def test_a_list_that_is_somebodys_own_is_not_replaced(site: Path, stick: Path, data: bytes) -> None:
    copy_to(site, stick)
    forgotten_list(stick).write_bytes(data)
    (site / "2570/index.html").unlink()
    with pytest.raises(DeployError):
        copy_to(site, stick)
    assert forgotten_list(stick).read_bytes() == data


def test_a_list_of_the_release_before_is_taken_over_and_goes(site: Path, stick: Path) -> None:
    put(stick, {**FILES, "gone.html": b"old", "holiday.jpg": b"theirs"})
    told = {name: digest(data) for name, data in {**FILES, "gone.html": b"old"}.items()}
    (stick / ".phaen-files.json").write_text(json.dumps(told), encoding="utf-8")
    copy_to(site, stick)
    assert tree(stick) == {**FILES, "holiday.jpg": b"theirs"}


@pytest.mark.parametrize("name", ["index.html", "2570/index.html"])
def test_a_file_that_was_not_ours_is_not_overwritten_the_first_time_nor_the_second(
    site: Path, stick: Path, name: str
) -> None:
    put(stick, {name: b"theirs"})
    for _ in range(2):
        with pytest.raises(FolderRefusedError, match=name):
            copy_to(site, stick)
    assert tree(stick.parent) == {f"plan/{name}": b"theirs"}


def test_a_file_that_somebody_changed_since_is_neither_overwritten_nor_removed(
    site: Path, stick: Path
) -> None:
    copy_to(site, stick)
    put(stick, {"index.html": b"theirs"})
    put(site, {"index.html": b"new"})
    before = tree(stick.parent)
    with pytest.raises(FolderRefusedError, match=r"index\.html"):
        copy_to(site, stick)
    (site / "index.html").unlink()
    with pytest.raises(FolderRefusedError, match=r"index\.html"):
        copy_to(site, stick)
    assert tree(stick.parent) == before


NAMES = [
    "C:/Users/x/letter.docx", "C:letter.docx", "..", "../letter.docx", "2570/../../letter.docx",
    "/etc/passwd", "//server/share/x", "..\\letter.docx", "2570\\index.html", "nul", "CON.html",
    "2570/aux.txt", "lpt1", "com¹.html", "index.html.", "index.html ", "a\0b", "a\nb", "", "./a",
    "2570//index.html", "a/", "index.html:stream", "CONIN$", ".phaen-files.json",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("where", ["in it", "beside it"])
def test_a_list_that_names_what_we_never_name_leads_nowhere(
    site: Path, stick: Path, name: str, where: str, tmp_path: Path
) -> None:
    copy_to(site, stick)
    letter = put(tmp_path / "usb", {"letter.docx": b"theirs"}) / "letter.docx"
    told = {name: digest(letter.read_bytes())}
    file = list_of(stick)
    if where == "in it":
        file.unlink()
        file = stick / ".phaen-files.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    before = tree(tmp_path)
    with pytest.raises(DeployError):
        copy_to(site, stick)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("text", ["", "[]", "null", "{", '{"a": 1}', '{"a": "x"}', "[" * 9999])
def test_a_list_that_is_none_of_ours_is_refused(site: Path, stick: Path, text: str) -> None:
    copy_to(site, stick)
    list_of(stick).write_text(text, encoding="utf-8")
    before = tree(stick)
    with pytest.raises(DeployError):
        copy_to(site, stick)
    assert tree(stick) == before


Link = Callable[[Path, Path], None]
LINKS: dict[str, Link] = {
    "the folder": lambda stick, out: stick.symlink_to(out),
    "a folder in it": lambda stick, out: (stick / "2570").symlink_to(out),
    "a file in it": lambda stick, out: (stick / "index.html").symlink_to(out / "index.html"),
    "the list": lambda stick, out: list_of(stick).symlink_to(out / "index.html"),
    "what a file is written to first": lambda s, out: (s / ".phaen-part").symlink_to(out / "x"),
}


@pytest.mark.parametrize("link", LINKS)
def test_nothing_is_written_or_removed_through_a_link(
    site: Path, stick: Path, link: str, tmp_path: Path
) -> None:
    out = put(tmp_path / "out", {"index.html": b"theirs", "x": b"theirs"})
    if link != "the folder":
        stick.mkdir()
    LINKS[link](stick, out)
    try:
        copy_to(site, stick)
    except FolderRefusedError as refused:
        assert "ลิงก์" in str(refused)
    assert tree(out) == {"index.html": b"theirs", "x": b"theirs"}


def test_a_run_that_was_stopped_is_finished_by_the_next(
    site: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_to(site, stick)
    put(site, {"index.html": b"new", "news.html": b"news"})
    (site / "2570/index.html").unlink()
    put_file = _Target.put

    def stop(self: _Target, name: str, data: bytes) -> None:
        if (stick / "index.html").read_bytes() == b"new":
            raise KeyboardInterrupt
        put_file(self, name, data)

    monkeypatch.setattr(_Target, "put", stop)
    with pytest.raises(KeyboardInterrupt):
        copy_to(site, stick)
    monkeypatch.undo()
    copy_to(site, stick)
    assert tree(stick) == tree(site)


def test_names_that_we_give_are_taken() -> None:
    for name in (".htaccess", "_headers", "2570/documents/ประกาศ (1).pdf", "assets/0a/OFL.txt"):
        assert is_plain_name(name)


# Releases


def test_a_folder_of_releases_that_is_not_ours_is_left_alone(site: Path, tmp_path: Path) -> None:
    put(tmp_path / "live.releases", {"letter.docx": b"theirs"})
    before = tree(tmp_path)
    with pytest.raises(FolderRefusedError, match=r"letter\.docx"):
        Releases(tmp_path / "live").prepare(site, "one")
    assert tree(tmp_path) == before


def test_a_link_that_we_did_not_make_is_not_taken_for_the_live_one(
    site: Path, tmp_path: Path
) -> None:
    put(tmp_path / "letters", {"letter.docx": b"theirs"})
    (tmp_path / "live").symlink_to("letters")
    with pytest.raises(FolderRefusedError, match="ลิงก์"):
        Releases(tmp_path / "live").prepare(site, "one")
    assert (tmp_path / "live").readlink() == Path("letters")
    assert not (tmp_path / "live.releases").exists()


def test_releases_of_the_release_before_are_taken_over(site: Path, tmp_path: Path) -> None:
    releases = Releases(tmp_path / "live")
    releases.prepare(site, "one")
    releases.show("one")
    (tmp_path / "live.releases/.lock").write_bytes(b"")
    releases.prepare(site, "two")
    assert releases.show("two").number == 2
    assert "phaen" in (tmp_path / "live.releases/.lock").read_text(encoding="utf-8")


def test_a_mark_that_was_copied_marks_nothing(site: Path, tmp_path: Path) -> None:
    """A copy of the releases that somebody keeps: its oldest would be removed as ours."""
    releases = Releases(tmp_path / "live")
    releases.prepare(site, "one")
    releases.show("one")
    shutil.copytree(tmp_path / "live.releases", tmp_path / "kept.releases")
    before = tree(tmp_path)
    with pytest.raises(FolderRefusedError, match="000001-one"):
        Releases(tmp_path / "kept").prepare(site, "two")
    assert tree(tmp_path) == before


def test_releases_that_were_restored_with_their_link_go_on(site: Path, tmp_path: Path) -> None:
    releases = Releases(tmp_path / "live")
    releases.prepare(site, "one")
    releases.show("one")
    shutil.copytree(tmp_path / "live.releases", tmp_path / "new/live.releases")
    (tmp_path / "new/live").symlink_to("live.releases/000001-one")
    restored = Releases(tmp_path / "new/live")
    restored.prepare(site, "two")
    (tmp_path / "new/live").unlink()  # killed before the link: the folder is marked anew by now
    assert restored.show("two").number == 2


def test_older_releases_go_at_once_when_more_is_withdrawn(site: Path, tmp_path: Path) -> None:
    releases = Releases(tmp_path / "live")
    one, two = "1" * 64, "2" * 64
    for name, withdrawn, left in (
        ("a", (), ["a"]),
        ("b", (), ["a", "b"]),
        ("c", (one,), ["c"]),
        ("d", (one,), ["c", "d"]),
        ("e", (one, two), ["e"]),
        ("f", (one, two), ["e", "f"]),
    ):
        releases.prepare(site, name)
        releases.show(name, withdrawn)
        releases.forget_older()
        assert [release.name for release in releases.all()] == left


@pytest.mark.parametrize("plain", [True, False])
def test_a_site_of_before_the_withdrawal_is_not_published_again(
    site: Path, tmp_path: Path, plain: bool
) -> None:
    releases, folder = Releases(tmp_path / "live"), tmp_path / "stick"

    def publish(name: str, withdrawn: tuple[str, ...]) -> None:
        if plain:
            copy_to(site, folder, withdrawn)
        else:
            releases.prepare(site, name)
            releases.show(name, withdrawn)

    publish("a", ("1" * 64,))
    shown = tree(folder) if plain else releases.current()
    put(site, {"index.html": b"with a name"})
    with pytest.raises(DeployError, match="ถอนข้อมูลส่วนบุคคล"):
        publish("b", ())
    assert (tree(folder) if plain else releases.current()) == shown
    publish("b", ("1" * 64, "2" * 64))


def test_nobody_goes_back_past_what_was_withdrawn(site: Path, tmp_path: Path) -> None:
    releases = Releases(tmp_path / "live")
    for name, withdrawn in (("a", ()), ("b", ("1" * 64,)), ("c", ("1" * 64,))):
        releases.prepare(site, name)
        releases.show(name, withdrawn)
    assert releases.back().name == "b"
    for _ in range(2):  # the older one lies there still: a run was killed before it was removed
        with pytest.raises(DeployError, match="ย้อนกลับไม่ได้"):
            releases.back()
        assert releases.current() == releases.all()[-2]
    assert releases.forget_older() == 1
    assert [release.name for release in releases.all()] == ["b", "c"]


def test_a_run_killed_before_the_link_is_switched_forgets_later(site: Path, tmp_path: Path) -> None:
    releases = Releases(tmp_path / "live")
    for name in ("a", "b"):
        releases.prepare(site, name)
        releases.show(name)
    releases.prepare(site, "c")
    releases.show("c", ("1" * 64,))
    releases._point_at(releases.all()[1])  # as it was before
    releases.prepare(site, "d")
    releases.show("d", ("1" * 64,))
    assert releases.forget_older() == 2
    assert [release.name for release in releases.all()] == ["c", "d"]


def test_folders_that_are_only_named_like_releases_are_not_taken_over(
    site: Path, tmp_path: Path
) -> None:
    """Twelve months of somebody's minutes: the oldest would be removed as old releases."""
    for month in range(1, 13):
        put(tmp_path / f"live.releases/2024{month:02}-minutes", {"a.txt": b"theirs"})
    before = tree(tmp_path)
    with pytest.raises(FolderRefusedError, match="minutes"):
        Releases(tmp_path / "live").prepare(site, "one")
    assert tree(tmp_path) == before


DIGESTS = frozenset({"ab" * 32})


def releases_of(site: Path, live: Path, *names: str) -> Releases:
    """Return releases of which each name was shown, the last one now."""
    releases = Releases(live)
    for name in names:
        releases.prepare(site, name)
        releases.show(name)
    return releases


def test_a_release_that_is_the_only_one_leaves_nothing_to_go_back_to(
    site: Path, tmp_path: Path
) -> None:
    releases = releases_of(site, tmp_path / "live", "one", "two")
    releases.prepare(site, "three")
    assert releases.show("three", DIGESTS) == releases.current()
    assert releases.withdrew
    assert releases.forget_older() == 2
    assert [one.name for one in releases.all()] == ["three"]
    assert (tmp_path / "live/index.html").read_bytes() == b"home"
    with pytest.raises(DeployError, match="ถอน"):
        releases.back()
    releases.prepare(site, "four")
    releases.show("four")
    assert releases.back().name == "three"


def test_what_a_killed_run_left_of_older_releases_is_never_gone_back_to_and_goes_with_the_next(
    site: Path, tmp_path: Path
) -> None:
    releases = releases_of(site, tmp_path / "live", "one", "two")
    releases.prepare(site, "three")
    releases.show("three", DIGESTS)
    assert [one.name for one in releases.all()] == ["one", "two", "three"]
    with pytest.raises(DeployError, match="ถอน"):
        releases.back()
    releases.refuse_foreign()
    assert releases.forget_older() == 2
    assert releases.forget_older() == 0
    assert [one.name for one in releases.all()] == ["three"]


@pytest.mark.parametrize(
    "evil", [gzip.compress(b"evil", mtime=0), gzip.compress(b"home", mtime=0) + b"evil", b""]
)
def test_a_packed_page_that_somebody_rewrote_is_packed_anew(
    site: Path, tmp_path: Path, evil: bytes
) -> None:
    """A server sends it in the page's place."""
    releases = Releases(tmp_path / "live")
    for name in ("one", "two"):
        releases.prepare(site, name)
        releases.show(name)
        page = tmp_path / "live/index.html.gz"
        assert gzip.decompress(page.read_bytes()) == b"home"
        page.write_bytes(evil)


def test_only_assets_at_the_address_of_their_digest_go_on_to_the_next_release(
    site: Path, tmp_path: Path
) -> None:
    ours = assets_address({"app.js": b"let a = 1;"})
    put(site, {f"{ours}/app.js": b"let a = 1;"})
    releases = Releases(tmp_path / "live")
    releases.prepare(site, "one")
    releases.show("one")
    put(tmp_path / "live/assets/aaaaaaaaaaaa", {"evil.html": b"evil"})
    shutil.rmtree(site / "assets")
    releases.prepare(site, "two")
    releases.show("two")
    assert (tmp_path / "live" / ours / "app.js").read_bytes() == b"let a = 1;"
    assert not (tmp_path / "live/assets/aaaaaaaaaaaa").exists()


def test_a_site_is_not_spilled_among_the_files_of_a_folder_that_was_never_ours(
    site: Path, stick: Path
) -> None:
    put(stick, {"letters/letter.docx": b"theirs"})
    before = tree(stick.parent)
    with pytest.raises(FolderRefusedError, match=r"letter\.docx"):
        copy_to(site, stick)
    assert tree(stick.parent) == before
    shutil.rmtree(stick / "letters")
    copy_to(site, stick)
    put(stick, {"letters/letter.docx": b"theirs"})
    copy_to(site, stick)
    assert (stick / "letters/letter.docx").read_bytes() == b"theirs"


def test_a_site_of_before_a_withdrawal_is_refused_before_a_copy_of_it_is_made(
    site: Path, tmp_path: Path
) -> None:
    live, day, told = tmp_path / "live", datetime.date(2026, 11, 26), frozenset({"0" * 64})
    published(site, live, day, told, os.environ)
    (site / "thanks.html").write_bytes(b"a name")
    left = live.with_name("live.releases") / ".next-20261125"
    left.mkdir()
    (left / "thanks.html").write_bytes(b"a name")
    with pytest.raises(DeployError):
        published(site, live, day, frozenset(), os.environ)
    published(site / "2570", live, day, told, os.environ)
    held = [path for path in tmp_path.rglob("*") if path.is_file() and site not in path.parents]
    assert held and all(b"a name" not in path.read_bytes() for path in held)
