"""Of an older build only what we wrote is used again, whoever rewrote the rest.

Whoever can write into `build/` and `site/`, but has no key, publishes nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from e2e.sites import differing
from generator.machine.artifact import DAYS
from generator.machine.guard import FolderRefusedError
from generator.machine.proof import TAG_SIZE, Proof
from generator.pipeline import Built, build_portal
from generator.site.builder import Standing
from generator.site.staging import Aside, StagingList
from portals import KEY, TODAY, built, portal_folder, tree
from seals import seal_small

EVIL = b"<p>evil</p>"
PAGE = "2570/projects/2570-001.html"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal with a sealed year, published once. Copy it to change it."""
    portal = portal_folder(tmp_path_factory.mktemp("trust") / "portal")
    seal_small(portal)
    built(portal)
    return portal


@pytest.fixture
def portal(first: Path, tmp_path: Path) -> Path:
    shutil.copytree(first, tmp_path / "portal", copy_function=shutil.copy2)
    return tmp_path / "portal"


def rewrite(path: Path, data: bytes) -> None:
    """Put other bytes in a file's place without a trace in its times."""
    state = path.stat()
    path.unlink()
    path.write_bytes(data)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def deface(portal: Path, *patterns: str) -> int:
    """Add to every file that the patterns name; return how many they were."""
    files = [path for pattern in patterns for path in portal.glob(pattern) if path.is_file()]
    for path in files:
        rewrite(path, path.read_bytes() + EVIL)
    return len(files)


def forge_pages_kept(portal: Path) -> int:
    """Rewrite the kept pieces, under a digest of their own as an earlier release had it."""
    file = portal / "build/.pieces"
    whole = file.read_bytes()[TAG_SIZE:].replace("ถนน".encode(), "รถม".encode())
    rewrite(file, hashlib.sha256(whole).digest() + whole)
    return 1


def swap_pictures(portal: Path) -> int:
    """Exchange two kept pictures, each of which was made by us."""
    one, other = sorted(portal.glob("build/.cards/*.png"))[:2]
    first, second = one.read_bytes(), other.read_bytes()
    rewrite(one, second)
    rewrite(other, first)
    return 2


def forge_record(portal: Path) -> int:
    """Deface a page and list its digest in the record, with another's tag."""
    (record,) = portal.glob("build/.site-*")
    page = portal / "site" / PAGE
    rewrite(page, page.read_bytes() + EVIL)
    told = json.loads(record.read_bytes()[TAG_SIZE:])
    told["files"][PAGE] = hashlib.sha256(page.read_bytes()).hexdigest()
    data = json.dumps(told).encode()
    rewrite(record, Proof(b"o" * 32).tag(record.name, data) + data)
    return 1


def go_back_in_what_is_staged(portal: Path) -> int:
    """Stage another text, with the old time: its old page would be taken for the new one's."""
    source = portal / "build/docs/2570/projects/2570-001.md"
    projects = portal / "plans/2570/projects.csv"
    text = projects.read_text(encoding="utf-8")
    changed = text.replace("478300", "578300")
    assert text != changed
    projects.write_text(changed, encoding="utf-8")
    clean = portal.parent / "ahead"
    build_portal(portal, clean / "build", clean / "site", TODAY, os.environ)
    rewrite(source, (clean / "build/docs/2570/projects/2570-001.md").read_bytes())
    return 1


ATTACKS: dict[str, Callable[[Path], int]] = {
    "pages of the site": lambda p: deface(p, "site/*.html", f"site/{PAGE}", "site/2570/*.html"),
    "all else of the site": lambda p: deface(p, "site/**/*.json", "site/assets/*/*", "site/.ht*"),
    "pages of a sealed year in the site": lambda p: deface(p, "site/2568/*"),
    "what is staged": lambda p: deface(p, "build/docs/**/*.md", "build/portal.yml"),
    "the theme": lambda p: deface(p, "build/theme/**/*.html"),
    "an unpacked seal": lambda p: deface(p, "build/.sealed/*/site/**/*.*"),
    "what an unpacked seal tells": lambda p: deface(p, "build/.sealed/*/*.json"),
    "kept pieces": forge_pages_kept,
    "kept pictures": lambda p: deface(p, "build/.cards/*"),
    "kept pictures, exchanged": swap_pictures,
    "the record": forge_record,
    "times": go_back_in_what_is_staged,
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_was_rewritten_in_an_older_build_is_never_published(attack: str, portal: Path) -> None:
    assert ATTACKS[attack](portal)
    clean = portal.parent / "clean"
    made = build_portal(portal, clean / "build", clean / "site", TODAY, os.environ)
    assert isinstance(made, Built)
    try:
        built(portal)
    except FolderRefusedError:  # named, and left for its owner to look at
        return
    assert differing(tree(portal / "site"), tree(clean / "site")) == []


def test_a_sealed_file_of_the_same_size_and_time_is_read_again(portal: Path) -> None:
    file = portal / "plans/2568/sealed/2568.zip"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    rewrite(file, bytes(data))
    result = build_portal(
        portal, portal / "build", portal / "site", TODAY, os.environ, proof=Proof(KEY)
    )
    assert not isinstance(result, Built)
    assert "seal-changed" in {problem.code for problem in result.report}


STEPS = {
    "before anything is staged": (StagingList, "begin"),
    "when all is staged": (StagingList, "end"),
    "before the new site is recorded": (Standing, "begin"),
    "before the folders are swapped": (Aside, "swap"),
    "before what was live is removed": (Aside, "end"),
    "before the swap is recorded": (Standing, "end"),
}


@pytest.mark.parametrize("key", [pytest.param(KEY, marks=pytest.mark.long), None])
@pytest.mark.parametrize("step", STEPS)
def test_a_build_that_was_killed_between_two_steps_is_made_good_by_the_next(
    step: str, key: bytes | None, portal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kill(*_: object) -> None:
        raise KeyboardInterrupt

    places = (portal, portal / "build", portal / "site", TODAY, os.environ)
    (portal / "content").mkdir()
    (portal / "content/news.md").write_text("# ข่าว\n", encoding="utf-8")
    before = tree(portal / "site")
    monkeypatch.setattr(*STEPS[step], kill)
    with pytest.raises(KeyboardInterrupt):
        build_portal(*places, proof=Proof(key))
    monkeypatch.undo()
    swapped = STEPS[step] in ((Aside, "end"), (Standing, "end"))
    assert (differing(before, tree(portal / "site")) == []) != swapped
    assert isinstance(build_portal(*places, proof=Proof(key)), Built)
    clean = portal.parent / "clean"
    build_portal(portal, clean / "build", clean / "site", TODAY, os.environ)
    assert differing(tree(portal / "site"), tree(clean / "site")) == []


def test_a_build_of_the_release_before_is_taken_over_once(portal: Path) -> None:
    """It left times of what was staged, and no list of either folder."""
    docs = portal / "build/docs"
    times = {path.relative_to(docs).as_posix(): 1.0 for path in docs.rglob("*") if path.is_file()}
    newer = portal / "build" / DAYS  # which that release did not have
    for one in (*portal.glob("build/.site-*"), portal / "build/.staged", newer):
        one.unlink()
    stamp = {"stamp": "0" * 64, "times": times}
    (portal / "build/.stamp").write_text(json.dumps(stamp), encoding="utf-8")
    (portal / "site/letter.docx").write_text("ของเรา", encoding="utf-8")
    with pytest.raises(FolderRefusedError, match=r"letter\.docx"):
        built(portal)
    (portal / "site/letter.docx").unlink()
    (portal / "site").rename(portal / "site.old")  # as a killed run of that release left it
    built(portal)
    assert not (portal / "build/.stamp").exists()
    assert not (portal / "site.old").exists()
    (portal / "build/.stamp").write_text(json.dumps(stamp), encoding="utf-8")
    (portal / "build/docs/index.md.docx").write_text("ของเรา", encoding="utf-8")
    with pytest.raises(FolderRefusedError, match=r"index\.md\.docx"):
        built(portal)


def test_the_key_is_made_once_for_its_person_alone_and_lies_in_no_folder_that_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.commands.key import own_proof  # noqa: PLC0415

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    tag = own_proof(tmp_path / "portal").tag("x")
    file = tmp_path / "state/phaen/key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert own_proof(tmp_path / "portal").holds(tag, "x")
    assert not own_proof(tmp_path).holds(tag, "x"), "a key in the portal travels with it"
    file.chmod(0o644)  # others may have read it
    assert not own_proof(tmp_path / "portal").holds(tag, "x")
    assert file.stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null/x")
    instead = own_proof(instead=tmp_path / "own").tag("x")
    assert own_proof(instead=tmp_path / "own").holds(instead, "x")
    assert not own_proof().holds(tag, "x")
