"""Every bit of a sealed year counts, and no moment to lose power is the wrong one."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest

from e2e.killing import kill_build, kill_seal
from e2e.sites import DAY, build, phaen
from e2e.test_incremental import PROJECTS, edit, years_portal
from generator.archive import sealed_path, verify_portal
from generator.site.render import SHAPES
from portals import ROOT, built
from seals import assert_found

YEAR = "2569"
KILLS = 50


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with its oldest year sealed."""
    portal = tmp_path_factory.mktemp("example") / "portal"
    shutil.copytree(ROOT / "plans", portal / "plans")
    done = phaen("seal", "2568", "--portal", portal, "--today", DAY)
    assert done.returncode == 0, done.stderr
    return portal


@pytest.mark.parametrize("hundred", range(5))
def test_five_hundred_harms_are_found_and_named(
    hundred: int, example: Path, tmp_path: Path
) -> None:
    sealed, rng = sealed_path(example, "2568").read_bytes(), random.Random(hundred)
    for _ in range(100):
        assert_found(tmp_path / "2568.zip", sealed, rng)


def living(folder: Path) -> Path:
    """Return a published portal of two years, the older of which is over."""
    portal = years_portal(folder / "portal")
    built(portal)
    return portal


def timed(*arguments: str | Path) -> float:
    """Return the seconds that a command takes here and now."""
    started = time.monotonic()
    done = phaen(*arguments, "--today", DAY)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - started


@pytest.mark.parametrize("again", [False, True])
def test_seal_killed_at_random_moments(again: bool, tmp_path: Path) -> None:
    portal, rng = living(tmp_path), random.Random(again)
    copy = shutil.copytree(portal, tmp_path / "copy")
    takes = timed("seal", YEAR, "--portal", copy)
    if again:
        portal = copy
        edit(portal / f"plans/{YEAR}/projects.csv", "ก่อสร้างถนน สายที่ 2", "ก่อสร้างถนน")
    killed = sum(kill_seal(portal, YEAR, rng, takes, again=again) for _ in range(KILLS // 2))
    assert killed > KILLS // 4


def test_build_with_sealed_years_killed_at_random_moments(tmp_path: Path) -> None:
    portal, rng, killed = living(tmp_path), random.Random(3), 0
    assert phaen("seal", YEAR, "--portal", portal, "--today", DAY).returncode == 0
    build(portal)
    started = time.monotonic()
    build(portal)
    takes = time.monotonic() - started
    for turn in range(KILLS):
        edit(portal / PROJECTS, f"{100_004 + turn}", f"{100_005 + turn}")
        if turn % 2:  # unpacked anew
            shutil.rmtree(portal / "build/.sealed")
        killed += kill_build(portal, rng, takes)
        assert [one.faults for one in verify_portal(portal, portal / "site", SHAPES)] == [()]
    assert killed > KILLS // 2
