"""The same plan and the same day give the same bytes, wherever and whenever they are built."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from e2e.sites import DAY, build, differing, phaen
from portals import ROOT, TODAY, portal_folder, tree

# Python's own clock, 400 days ahead; a file for each process shows that it was so.
LATER = """import os, time
from pathlib import Path
_time, _ns, _ahead = time.time, time.time_ns, 400 * 86400
time.time = lambda: _time() + _ahead
time.time_ns = lambda: _ns() + _ahead * 10**9
_localtime, _gmtime = time.localtime, time.gmtime
time.localtime = lambda s=None: _localtime(time.time() if s is None else s)
time.gmtime = lambda s=None: _gmtime(time.time() if s is None else s)
Path(__file__).with_name(f"was-{os.getpid()}").touch()
"""


def differences(one: Path, other: Path) -> list[str]:
    """Return the paths in which two folders differ."""
    assert tree(one)
    return differing(tree(one), tree(other))


@pytest.mark.slow
def test_two_machines_build_the_same_bytes(tmp_path: Path) -> None:
    here, there = tmp_path / "a", tmp_path / "โฟลเดอร์ อื่น" / "b"
    later = tmp_path / "later"
    later.mkdir()
    (later / "sitecustomize.py").write_text(LATER, encoding="utf-8")
    settings = {
        here: {"TZ": "Asia/Bangkok", "LANG": "th_TH.UTF-8", "PYTHONHASHSEED": "0"},
        there: {
            "TZ": "America/New_York", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "2570",
            "PYTHONPATH": str(later), "HOME": str(later), "COLUMNS": "20", "NO_COLOR": "1",
        },
    }  # fmt: skip
    for (portal, environment), umask in zip(settings.items(), (0o022, 0o077), strict=True):
        shutil.copytree(ROOT / "plans/2569", portal / "plans/2569")
        for one in (ROOT / "plans").glob("[ao]*.*"):  # the office and its border
            shutil.copy(one, portal / "plans")
        shutil.copy(ROOT / "mkdocs.yml", portal)
        done = phaen(
            "build", "--portal", portal, "--today", DAY, environment=environment, umask=umask
        )
        assert done.returncode == 0, done.stderr
    assert len(list(later.glob("was-*"))) >= 2  # the command and the builder
    assert differences(here / "site", there / "site") == []
    # The builder's own note holds the place of the site; everything else is the plan's.
    assert set(differences(here / "build", there / "build")) <= {".stamp"}


def test_day_from_the_environment_is_the_same_as_the_day_on_the_command_line(
    tmp_path: Path,
) -> None:
    noon = datetime.datetime.combine(TODAY, datetime.time(12), datetime.UTC)
    one, other = portal_folder(tmp_path / "a"), portal_folder(tmp_path / "b")
    url = "\nsite_url: https://plan.example.go.th/\n"  # with it, there is a sitemap
    for portal in (one, other):
        with (portal / "plans/organization.yml").open("a", encoding="utf-8") as file:
            file.write(url)
    build(one)
    done = phaen(
        "build", "--portal", other, environment={"SOURCE_DATE_EPOCH": str(int(noon.timestamp()))}
    )
    assert done.returncode == 0, done.stderr
    # A page changed on a day of the plan, never on that on which it was built.
    assert TODAY.isoformat() not in (one / "site/sitemap.xml").read_text(encoding="utf-8")
    assert differences(one / "site", other / "site") == []


def test_building_twice_in_place_changes_no_byte(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    build(portal)
    before = tree(portal)
    build(portal)
    assert differing(before, tree(portal)) in ([], ["build/.stamp"])
