"""Whoever may push could put a sealed year there that nobody sealed: none of them is published.

Harmed, contradicting itself, of kinds that no seal holds, of years that are not over: refused with
a Thai sentence. One that agrees with itself is for the server to judge, which makes the year again;
a site must never call it signed or proven.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from e2e.sites import DAY, phaen
from e2e.test_incremental import years_portal
from forgeries import forged, invented, put
from generator.archive import sealed_path, sign, sign_again, verify_portal
from generator.archive.bag import closed_year
from generator.archive.zipped import opened
from generator.machine.packaged import THEME
from generator.pipeline import Built, Checked, build_portal, check_portal
from generator.site.render import SHAPES, page_artifacts
from generator.site.views import site_view
from portals import TODAY, tree
from seals import ASSETS, bag_files, small_seal

YEAR = "2569"
SOAK = "PHAEN_SOAK" in os.environ
FORGED, LIES, UNTIMELY = (240, 40, 20) if SOAK else (5, 2, 2)
THAI = re.compile("[ก-๙]")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal of two years, the older sealed as it should be, and published."""
    portal = years_portal(tmp_path_factory.mktemp("sealed") / "portal")
    done = phaen("seal", YEAR, "--portal", portal, "--today", DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert isinstance(built(portal), Built)
    return portal


def built(portal: Path) -> Built | Checked:
    """Build a portal into its own site."""
    return build_portal(portal, portal / "build", portal / "site", TODAY, os.environ)


def assert_refused(portal: Path, what: str, *, building: bool) -> None:
    """`check` and `verify` say in Thai what is wrong; `build` leaves the site as it is."""
    errors = check_portal(portal, TODAY).report.errors
    assert errors, what
    assert all(THAI.search(one.message) and THAI.search(one.advice) for one in errors), what
    assert all(one.code.startswith("seal-") for one in errors), (what, errors)
    found = verify_portal(portal, None, SHAPES, today=TODAY)
    assert any(one.faults for one in found), what
    if building:
        before = tree(portal / "site")
        assert isinstance(built(portal), Checked), what
        assert tree(portal / "site") == before, what


def test_forged_seals_are_refused(sealed: Path, tmp_path: Path) -> None:
    portal = shutil.copytree(sealed, tmp_path / "portal")
    whole, seen = sealed_path(portal, YEAR).read_bytes(), set()
    for number in range(FORGED):
        what, data = forged(whole, YEAR, random.Random(number))
        if data == whole:
            continue
        put(portal, YEAR, data, TODAY, sources=False)
        seen.add(what.partition(":")[0])
        assert_refused(portal, f"{number} {what}", building=SOAK or number % 20 == 0)
    assert seen == {"harmed", "inconsistent", "strange"}


def test_seals_of_years_that_are_not_over_are_refused(sealed: Path, tmp_path: Path) -> None:
    portal = shutil.copytree(sealed, tmp_path / "portal")
    (portal / "plans/seals.txt").unlink()
    shutil.rmtree(portal / f"plans/{YEAR}/sealed")
    rng = random.Random(0)
    for number in range(UNTIMELY):
        year = [2570, 2571, 2599, rng.randrange(2572, 2599)][number % 4]
        day = [TODAY, TODAY.replace(year=2070)][number % 2]
        made = small_seal(tmp_path / "made.zip", bag_files(year), year).read_bytes()
        put(portal, str(year), made, day)
        assert_refused(portal, f"{year} {day}", building=SOAK or number < 2)
        shutil.rmtree(portal / f"plans/{year}/sealed")
        if year != 2570:
            shutil.rmtree(portal / f"plans/{year}")
        else:
            shutil.copytree(sealed / "plans/2570", portal / "plans/2570", dirs_exist_ok=True)


def test_lie_that_agrees_with_itself_is_never_shown_as_signed_or_proven(
    sealed: Path, tmp_path: Path
) -> None:
    portal = shutil.copytree(sealed, tmp_path / "portal")
    with opened(sealed_path(portal, YEAR)) as archive:
        told = replace(closed_year(archive), groups=(), images=None, assets=ASSETS)
    for number in range(LIES):
        put(portal, YEAR, invented(told, random.Random(number)), TODAY)
        if number % 2:  # a signature that anybody can make, and no list of who may sign
            put_signature(portal, tmp_path)
        checked = check_portal(portal, TODAY)
        assert not checked.report.errors, checked.report.errors
        (one,) = checked.sealed
        assert (one.standing, one.signer, one.proven) == ("neither", "", False)
        view = site_view(checked.portal, checked.report, checked.sealed, TODAY)
        pages = {page.path: page.data.decode() for page in page_artifacts(view, THEME)}
        for name in ("docs/verify.md", "docs/years.md"):
            assert re.findall('data-standing="([a-z]*)"', pages[name]) == ["neither"], name


def put_signature(portal: Path, folder: Path) -> None:
    """Sign the standing seal with a key that nobody knows."""
    key = folder / "key"
    if not key.is_file():
        made = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key))
        subprocess.run(made, check=True)
    sign_again(portal, YEAR, sign(sealed_path(portal, YEAR), key))
