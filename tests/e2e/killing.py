"""Kill `seal` and `build` at a random moment, and see what stands."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from e2e.sites import DAY, differing, phaen
from generator.archive import chain_of, file_digest, kept_seal, sealed_path, verify_file
from generator.site.render import SHAPES
from portals import ROOT, built, codes, tree

REASON = ("--supersede", "--reason", "ถอนข้อมูลส่วนบุคคล")


def killed(rng: random.Random, takes: float, *arguments: str | Path) -> bool:
    """Run a command and kill it, with all it started, within `takes` seconds; False: it ended."""
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", *map(str, arguments), "--today", DAY],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(rng.uniform(0.1, takes))
    ended = process.poll() is not None
    if not ended:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return not ended


def kill_seal(portal: Path, year: str, rng: random.Random, takes: float, *, again: bool) -> bool:
    """Kill `seal` once in a copy of the portal; return whether it was still at work.

    Before and after: the chain and the seal that it names are whole, and so is the site. The next
    run then does what this one did not. `again` replaces a seal, else it is the year's first: what
    is replaced may have been withdrawn, so the local site goes, and is never another than it was.
    """
    here = portal.with_name(f"{portal.name}-killed")
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(portal, here)
    before = chain_of(here)
    site = tree(here / "site")
    command = ("seal", year, "--portal", here, *(REASON if again else ()))
    was_killed = killed(rng, takes, *command)
    chain = chain_of(here)
    assert not chain.broken
    assert chain.seals[: len(before.seals)] == before.seals
    standing = chain.standing.get(year)
    if standing:
        kept = kept_seal(here, standing)
        assert kept.whole
        assert verify_file(kept.path, SHAPES).faults == ()
    elif not again:
        assert codes(here) == codes(portal)
    left = tree(here / "site")
    kept_of_site = {path: data for path, data in site.items() if path in left} if again else site
    assert differing(kept_of_site, left) == []
    done = phaen(*command, "--today", DAY)
    assert done.returncode == 0 or chain != before, done.stderr
    assert "Traceback" not in done.stderr
    sealed = chain_of(here).standing[year]
    assert file_digest(sealed_path(here, year)) == sealed.digest
    assert len(chain_of(here).seals) == len(before.seals) + 1
    assert [one.name for one in sealed_path(here, year).parent.iterdir()] == [f"{year}.zip"]
    return was_killed


def standing(portal: Path) -> Path:
    """Return where the site is: between two renames it waits, whole, in a room of the build's."""
    aside = [*portal.glob("build/.swap-*/old-*/site")]
    site = portal / "site"
    return site if site.exists() or not aside else aside[0]


def kill_build(portal: Path, rng: random.Random, takes: float) -> bool:
    """Kill `build` once; the old site or the new one stands whole, and the next build is right."""
    before = tree(portal / "site")
    was_killed = killed(rng, takes, "build", "--portal", portal)
    site = portal / "site"
    left = tree(standing(portal))
    built(portal)
    assert [] in (differing(before, left), differing(tree(site), left))
    return was_killed
