"""Disks that are full, read-only or not ours: told in Thai, and what readers see stays whole."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.sites import DAY, phaen
from portals import GOOD, portal_folder, tree

TODAY = ("--today", DAY)


def soaked(left: int) -> object:
    """Return an amount that is left to `make soak`."""
    return pytest.param(left, marks=pytest.mark.long)


def mount(folder: Path, options: str) -> None:
    line = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
    done = subprocess.run(line, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this machine lets nobody mount a disk for a test")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of forty megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount(folder, "size=40m")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path, left: int) -> None:
    """Leave so many bytes free."""
    free = shutil.disk_usage(disk).free
    (disk / "ballast").write_bytes(b"\0" * max(free - left, 0))


@pytest.mark.parametrize("left", [0, 65_536, *(soaked(left) for left in (8_192, 400_000))])
def test_a_build_on_a_full_disk_leaves_the_old_site_and_says_so(disk: Path, left: int) -> None:
    portal = portal_folder(disk / "p")
    assert phaen("build", "--portal", portal, *TODAY).returncode == 0
    before = tree(portal / "site")
    rows = portal / "plans/2570/projects.csv"
    rows.write_text(rows.read_text("utf-8").replace("478300", "478400"), "utf-8")
    fill(disk, left)
    done = phaen("build", "--portal", portal, *TODAY)
    if done.returncode:
        assert "ดิสก์เต็ม" in done.stderr, done.stderr
        assert "Traceback" not in done.stderr
        assert tree(portal / "site") == before
    (disk / "ballast").unlink()
    assert phaen("build", "--portal", portal, *TODAY).returncode == 0
    assert "478,400" in (portal / "site/2570/projects/2570-001.html").read_text("utf-8")


@pytest.mark.parametrize("left", [65_536, *(soaked(left) for left in (0, 400_000))])
def test_publishing_to_a_full_stick_says_so_and_is_finished_by_the_next_run(
    disk: Path, tmp_path: Path, left: int
) -> None:
    portal = portal_folder(tmp_path / "p")
    (disk / "plan").mkdir()
    fill(disk, left)
    done = phaen("publish", "--portal", portal, "--to", disk / "plan", *TODAY)
    assert done.returncode == 2
    assert "ดิสก์เต็ม" in done.stderr
    (disk / "ballast").unlink()
    assert phaen("publish", "--portal", portal, "--to", disk / "plan", *TODAY).returncode == 0
    assert (disk / "plan/index.html").is_file()


@pytest.mark.parametrize("command", [("build",), ("announce", "2570"), ("check", "--fix", "--yes")])
def test_a_read_only_disk_is_told(disk: Path, command: tuple[str, ...]) -> None:
    portal = portal_folder(disk / "p", {"plans/2570/plan.yml": damaged()})
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    more = ("--site", portal / "site") if command == ("build",) else ()
    done = phaen(*command, "--portal", portal, *more, *TODAY)
    assert done.returncode == 2, done.stdout
    assert "อ่านได้อย่างเดียว" in done.stderr
    assert not (portal / "site").exists()


def damaged() -> str:
    return (GOOD / "plans/2570/plan.yml").read_text("utf-8").replace("แผน", "เเผน")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_somebody_elses_is_told(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "p")
    portal.chmod(0o555)
    done = phaen("build", "--portal", portal, "--site", portal / "site", *TODAY)
    assert done.returncode == 2
    assert "สิทธิ์" in done.stderr
