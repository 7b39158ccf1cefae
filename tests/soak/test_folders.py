"""Every command × every option with a folder × what may lie there: no foreign byte is touched.

`make test` runs a share; `make soak` sets PHAEN_SOAK and runs the whole matrix.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from e2e.remotes import git
from generator.cli import main
from generator.machine.artifact import DAYS
from generator.machine.proof import Proof
from generator.site.staging import StagingList
from portals import KEY, built, portal_folder

SOAK = bool(os.environ.get("PHAEN_SOAK"))
SHARE = 14  # one in so many
FOREIGN = "จดหมายของเรา"


class World:
    """A home with a portal in it, and what else people have there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.portal = portal_folder(self.home / "office" / "portal", {"content/news.md": "# ข่าว\n"})
        self.letters = self.home / "letters"
        for path in (
            "letter.docx",
            "docs/index.md",
            "index.html",
            "2570/index.html",
            ".b/a.png",
        ):
            self.put(self.letters / path)
        self.put(self.home / "office" / "budget.xlsx")
        git("init", "-q", cwd=self.portal)
        for name in ("home", "office", "letters", "portal"):
            (folder / name).mkdir(exist_ok=True)

    def put(self, path: Path, text: str = FOREIGN) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path.parent

    def state(self) -> dict[str, str]:
        """Return what everything is: a digest, where a link leads, or a folder."""
        found = {}
        for parent, folders, names in os.walk(self.folder):
            for name in (*folders, *names):
                path = Path(parent) / name
                key = path.relative_to(self.folder).as_posix()
                if path.is_symlink():
                    found[key] = f"-> {path.readlink()}"
                elif path.is_dir():
                    found[key] = f"folder {path.stat().st_ino}"
                else:
                    data = hashlib.sha256(path.read_bytes()).hexdigest()
                    found[key] = f"{data} {path.stat().st_mode} {path.stat().st_ino}"
        return found


Place = Callable[[World], str | Path]


def _linked(world: World, at: Path, to: Path) -> Path:
    at.symlink_to(to)
    return at


def _copied_mark(world: World) -> Path:
    """A list of ours, whole and under our key, that somebody copied into another folder."""
    staging = world.home / "build"
    staging.mkdir()
    listing = StagingList(staging, Proof(KEY))
    listing.begin({"docs/2570/index.md": "0" * 64, "portal.yml": "0" * 64})
    shutil.copy(staging / ".staged", world.letters)
    shutil.rmtree(staging)
    return world.letters


def _forged_mark(world: World) -> Path:
    """Lists and marks of every kind, as somebody who knows their forms would write them."""
    digest = hashlib.sha256(FOREIGN.encode()).hexdigest()
    world.put(world.letters / ".staged", f'{"x" * 32}{{"docs/index.md": "{digest}"}}')
    world.put(world.letters / ".stamp", '{"stamp": "%s", "times": {"index.md": 1.0}}' % ("0" * 64))
    world.put(world.letters / ".phaen", "โฟลเดอร์นี้เป็นของ phaen\n")
    world.put(world.home / ".letters.phaen-files.json", '{"letter.docx": "%s"}' % ("0" * 64))
    return world.letters


def _committed(world: World) -> Path:
    folder = world.portal / "public"
    world.put(folder / "docs/index.md")
    listing = StagingList(folder, Proof(KEY))
    listing.end({"docs/index.md": hashlib.sha256(FOREIGN.encode()).hexdigest()})
    git("add", "-f", ".", cwd=world.portal)
    return folder


def _bare(world: World) -> Path:
    (world.home / "other.git").mkdir()
    git("init", "-q", "--bare", ".", cwd=world.home / "other.git")
    return world.home / "other.git" / "hooks"


def _in_another_portal(world: World) -> Path:
    other = portal_folder(world.home / "other" / "portal")
    return other / "plans" / "2571"


PLACES: dict[str, Place] = {
    "a folder with foreign files": lambda w: w.letters,
    "the same, through a link above it": lambda w: _linked(w, w.home / "way", w.home) / "letters",
    "a link to it": lambda w: _linked(w, w.home / "way", w.letters),
    "a link in the portal that leads out": lambda w: _linked(w, w.portal / "out", w.letters),
    "below a link in the portal": lambda w: _linked(w, w.portal / "out", w.letters) / "new",
    "a link that leads nowhere": lambda w: _linked(w, w.portal / "out", w.home / "nowhere"),
    "a link that leads to itself": lambda w: _linked(w, w.portal / "out", w.portal / "out"),
    "a foreign file alone": lambda w: w.letters / "letter.docx",
    "below a file": lambda w: w.letters / "letter.docx" / "new",
    "the plans": lambda w: w.portal / "plans",
    "a year": lambda w: w.portal / "plans" / "2570",
    "a new folder in the plans": lambda w: w.portal / "plans" / "site",
    "the plans, by a longer way": lambda w: w.portal / "content" / ".." / "plans",
    "the content": lambda w: w.portal / "content",
    "a new folder in the content": lambda w: w.portal / "content" / "site",
    "the repository": lambda w: w.portal / ".git",
    "in the repository": lambda w: w.portal / ".git" / "hooks",
    "another repository's": _bare,
    "another portal's plans": _in_another_portal,
    "the portal": lambda w: w.portal,
    "its parent": lambda w: w.portal.parent,
    "here": lambda _: ".",
    "no name": lambda _: "",
    "above": lambda _: "..",
    "the home": lambda w: w.home,
    "above the home": lambda w: w.folder,
    "the root": lambda _: "/",
    "a folder that holds plans": lambda w: w.put(w.home / "old/plans/organization.yml").parent,
    "a folder that holds a repository": lambda w: w.put(w.home / "old/.git/HEAD").parent,
    "a copied mark": _copied_mark,
    "forged marks": _forged_mark,
    "a mark that git keeps": _committed,
}
COMMANDS: dict[str, Callable[[World, str], list[str]]] = {
    "build --site": lambda w, x: ["build", "--portal", str(w.portal), "--site", x],
    "build --staging": lambda w, x: ["build", "--portal", str(w.portal), "--staging", x],
    "serve --site": lambda w, x: ["serve", "--portal", str(w.portal), "--site", x],
    "serve --staging": lambda w, x: ["serve", "--portal", str(w.portal), "--staging", x],
    "publish --to": lambda w, x: ["publish", "--portal", str(w.portal), "--to", x],
    "receive": lambda w, x: ["receive", x, "--live", str(w.home / "live")],
    "receive --live": lambda w, x: ["receive", str(w.home / "remote.git"), "--live", x],
    "init": lambda _, x: ["init", x, "--yes"],
}
# Of these a command may make use: what it finds there stays, and the command may end well.
MAY_BE_USED = {
    ("publish --to", "forged marks"), ("publish --to", "a copied mark"),
    ("publish --to", "a folder with foreign files"),
    ("publish --to", "the same, through a link above it"),
    ("init", "a folder that holds a repository"), ("init", "below a link in the portal"),
    ("receive", "below a link in the portal"), ("receive --live", "below a link in the portal"),
    ("init", "here"), ("init", "no name"), ("init", "the portal"),
}  # fmt: skip
MATRIX = sorted(itertools.product(COMMANDS, PLACES))


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The world, seen from the portal."""
    made = World(tmp_path / "world")
    monkeypatch.setenv("HOME", str(made.home))
    monkeypatch.chdir(made.portal)
    return made


def run(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str]:
    """Run the command line in this process; return its exit code and what it said."""
    monkeypatch.setattr(sys, "argv", ["phaen", *arguments, "--today", "2569-11-24"])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out + said.err


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return sorted(path for path in before if after.get(path) != before[path])


@pytest.mark.parametrize(("command", "place"), MATRIX if SOAK else MATRIX[3::SHARE])
def test_no_command_touches_a_foreign_byte(
    command: str,
    place: str,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = str(PLACES[place](world))
    before = world.state()
    code, said = run(COMMANDS[command](world, target), monkeypatch, capsys)
    after = world.state()
    assert changed(before, after) == []
    assert "Traceback" not in said
    if (command, place) not in MAY_BE_USED:
        assert code == 2, said
        assert any("ก" <= letter <= "๙" for letter in said)
        assert set(after) == set(before), "nothing is made where a command is refused"


def test_site_and_staging_in_one_another_are_refused(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = world.state()
    for site, staging in (("a", "a"), ("a", "a/b"), ("a/b", "a")):
        arguments = ["build", "--site", site, "--staging", staging]
        code, said = run(arguments, monkeypatch, capsys)
        assert (code, "ซ้อนอยู่" in said) == (2, True)
    assert world.state() == before


@pytest.mark.parametrize("live", ["remote.git/www", "remote.git", "."])
def test_a_live_site_in_its_own_repository_is_refused(
    live: str, world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = world.state()
    where = str(world.home / live)
    arguments = ["receive", str(world.home / "remote.git"), "--live", where]
    assert run(arguments, monkeypatch, capsys)[0] == 2
    assert world.state() == before


@pytest.mark.parametrize("name", ["post-receive", "pre-receive"])
def test_another_program_s_hooks_and_settings_stay(
    name: str, world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    remote, live = world.home / "remote.git", world.home / "live"
    remote.mkdir()
    git("init", "-q", "--bare", ".", cwd=remote)
    hook = remote / "hooks" / name
    world.put(hook, "#!/bin/sh\necho ours\n")
    settings = world.home / "live.nginx.conf"
    before = world.state()
    arguments = ["receive", str(remote), "--live", str(live)]
    code, said = run(arguments, monkeypatch, capsys)
    assert (code, name in said) == (2, True)
    assert changed(before, world.state()) == []
    hook.unlink()
    world.put(settings, "server {}")
    code, said = run(arguments, monkeypatch, capsys)
    assert (code, settings.name in said) == (2, True)
    assert settings.read_text(encoding="utf-8") == "server {}"


OF_OURS: dict[str, str] = {
    "a foreign file in our own site": "site/letter.docx",
    "one that is hidden": "site/.hidden",
    "one below a year": "site/2570/letter.html",
    "one in what is staged": "build/docs/letter.md",
    "one at its top": "build/letter.docx",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    portal = portal_folder(tmp_path_factory.mktemp("ours") / "portal")
    built(portal)
    return portal


@pytest.mark.parametrize("kind", OF_OURS)
def test_a_foreign_file_in_a_folder_of_ours_is_named_and_stays(
    kind: str,
    published: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    portal = tmp_path / "portal"
    shutil.copytree(published, portal)
    path = portal / OF_OURS[kind]
    path.write_text(FOREIGN, encoding="utf-8")
    code, said = run(["build", "--portal", str(portal)], monkeypatch, capsys)
    assert code == 2
    assert path.name in said
    assert path.read_text(encoding="utf-8") == FOREIGN


@pytest.mark.parametrize("link", ["site/2570", "build/docs", "build/.cards", "build/.sealed"])
def test_a_link_in_a_folder_of_ours_is_named_and_not_followed(
    link: str,
    published: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    portal, letters = tmp_path / "portal", tmp_path / "letters"
    shutil.copytree(published, portal)
    letters.mkdir()
    for name in ("0a.png", "letter.docx"):
        (letters / name).write_text(FOREIGN, encoding="utf-8")
    shutil.rmtree(portal / link, ignore_errors=True)
    (portal / link).symlink_to(letters)
    code, said = run(["build", "--portal", str(portal)], monkeypatch, capsys)
    assert code == 2
    assert "ลิงก์" in said
    assert [one.read_text(encoding="utf-8") for one in letters.iterdir()] == [FOREIGN, FOREIGN]


def test_a_portal_s_own_folders_beside_the_site_stay(
    published: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    portal = tmp_path / "portal"
    shutil.copytree(published, portal)
    for name in ("site.old", "site.new"):
        (portal / name).mkdir()
        (portal / name / "letter.docx").write_text(FOREIGN, encoding="utf-8")
    assert run(["build", "--portal", str(portal)], monkeypatch, capsys)[0] == 0
    for name in ("site.old", "site.new"):
        assert (portal / name / "letter.docx").read_text(encoding="utf-8") == FOREIGN


@pytest.mark.parametrize("lost", ["", "build", "site", "build/.staged"])
def test_a_portal_that_was_copied_or_lost_a_folder_is_built_again(
    lost: str,
    published: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    portal = tmp_path / "moved" / "portal"
    shutil.copytree(published, portal)
    if lost == "build/.staged":
        shutil.rmtree(portal / "build/docs")
        for name in ("build/theme", "build/.cards"):
            shutil.rmtree(portal / name, ignore_errors=True)
        for name in ("portal.yml", DAYS):
            (portal / "build" / name).unlink()
        (portal / lost).unlink()
    elif lost:
        shutil.rmtree(portal / lost)
    code, said = run(["build", "--portal", str(portal)], monkeypatch, capsys)
    assert code == 0, said
    assert (portal / "site/index.html").read_bytes() == (published / "site/index.html").read_bytes()
